"""M205: no path belongs to two sessions."""

from muster.model.layout import CHARTER
from rules.cases import (
    APPROVER,
    Example,
    at,
    block,
    branch,
    charter,
    claimed,
    edited,
    planned,
    review,
    whole,
)


def owner(number: int, scope: str, *, slot: bool = False) -> str:
    """A record with a scope on line 6."""
    text = planned(number) if slot else claimed(number)
    return edited(text, "goal:", f"  scope: {{{scope}}}\ngoal:")


TWO = {
    CHARTER: edited(charter(), "paths: paths", "paths: paths, docs: paths"),
}
API, SRC, WEB = (owner(n, f"paths: {p}") for n, p in ((7, "src/api/**"), (8, "src/**"), (9, "web")))
SLOT = owner(7, "paths: src/api", slot=True)
ODD = "registry/sessions/7.yaml"

EXAMPLES = (
    Example(
        "M205",
        "a folder in another's folder is told with a path of both",
        whole({at(7): API, at(8): SRC}),
        (review("M205", at(8), 6),),
        tells=(
            "The role.scope.paths of number 8 meets that of number 7: src/** and src/api/** both "
            "match src/api/a.",
            "src/api/a belongs to one of them",
            "muster show 7",
        ),
    ),
    *(
        Example(
            "M205",
            f"{one} and {two} share {path}",
            whole({at(7): owner(7, f"paths: {one}"), at(8): owner(8, f"paths: {two}")}),
            (review("M205", at(8), 6),),
            tells=(f"both match {path}.",),
        )
        for one, two, path in (
            ("src", "src/a.py", "src/a.py"),
            ('["docs/*.md", "src/*.py"]', '["web", "src/m*"]', "src/m.py"),
            ("'**/test_*.py'", "'src/**'", "src/test_.py"),
            ("'{src,web}/**'", "'{docs,web}/x'", "web/x"),
        )
    ),
    Example(
        "M205",
        "planned slots count too",
        whole({at(7): API, at(8): owner(8, "paths: src/api/x", slot=True)}),
        (review("M205", at(8), 6),),
    ),
    Example(
        "M205",
        "a range that both have and that meets does not separate",
        whole(
            {
                at(7): owner(7, "paths: src, prospects: 1-9"),
                at(8): owner(8, "paths: src, prospects: 9-20"),
            }
        ),
        (review("M205", at(8), 6),),
    ),
    Example(
        "M205",
        "any dimension of paths counts",
        whole({**TWO, at(7): owner(7, "docs: a"), at(8): owner(8, "docs: a/b")}),
        (review("M205", at(8), 6),),
        tells=("role.scope.docs",),
    ),
    Example(
        "M205",
        "two that meet in two dimensions are told once",
        whole({**TWO, at(7): owner(7, "docs: a, paths: b"), at(8): owner(8, "docs: a, paths: b")}),
        (review("M205", at(8), 6),),
    ),
    Example(
        "M205",
        "what the branch brings stands accused",
        branch({at(8): SRC, at(9): WEB}, {at(7): API}),
        (review("M205", at(7), 6),),
        tells=("The role.scope.paths of number 7 meets that of number 8",),
    ),
    Example(
        "M205",
        "of two that a branch brings the later stands accused, once",
        branch({}, {at(7): SLOT, at(8): owner(8, "paths: src", slot=True)}, signer=APPROVER),
        (review("M205", at(8), 6), review("M307", at(7)), review("M307", at(8))),
    ),
    Example(
        "M205",
        "each pair is told",
        whole({at(7): API, at(8): SRC, at(9): owner(9, "paths: src/api/x")}),
        (review("M205", at(8), 6), review("M205", at(9), 6), review("M205", at(9), 6)),
        tells=("of number 9 meets that of number 7", "of number 9 meets that of number 8"),
    ),
    Example(
        "M205",
        "one that meets very many is told of twenty of them",
        whole(
            {
                CHARTER: charter(size=40),
                **{at(n): owner(n, f"paths: src/{n}") for n in range(2, 25)},
                at(30): owner(30, "paths: src"),
            }
        ),
        tuple(review("M205", at(30), 6) for _ in range(21)),
        tells=("Number 30 meets 3 more sessions in the same way: numbers 22-24.",),
    ),
    Example(
        "M205",
        "what main has is not the branch's",
        branch({at(7): API, at(8): SRC}, {at(9): WEB}),
    ),
    Example(
        "M205",
        "folders side by side are apart",
        whole({at(7): API, at(8): owner(8, "paths: src/api2/**"), at(9): WEB}),
    ),
    Example(
        "M205",
        "one star stays in its folder",
        whole({at(7): owner(7, "paths: src/*"), at(8): owner(8, "paths: src/a/b")}),
    ),
    Example(
        "M205",
        "endings that no name has both of are apart",
        whole({at(7): owner(7, "paths: 'src/*.py'"), at(8): owner(8, "paths: 'src/*.md'")}),
    ),
    *(
        Example(
            "M205",
            f"{what} that both have separates",
            make({at(7): owner(7, f"paths: src, {one}")}, {at(8): owner(8, f"paths: src, {two}")}),
        )
        for make in (lambda main, brings: whole({**main, **brings}), branch)
        for what, one, two in (
            (
                "a range in a whole" if make is not branch else "a range in a branch",
                "prospects: 1-9",
                "prospects: 10-20",
            ),
            (
                "a label in a whole" if make is not branch else "a label in a branch",
                "shift: early",
                "shift: late",
            ),
        )
    ),
    Example(
        "M205",
        "another dimension of paths separates too",
        whole({**TWO, at(7): owner(7, "docs: a, paths: b"), at(8): owner(8, "docs: c, paths: b")}),
    ),
    Example(
        "M205",
        "a number that stands twice does not meet itself",
        whole({at(7): SLOT, ODD: edited(SLOT, "slot-7", "beta")}),
        (block("M001", ODD), block("M501", ODD, 1)),
    ),
    Example(
        "M205",
        "what can't be read meets nothing, and is told elsewhere",
        branch({at(7): API}, {at(8): owner(8, "paths: [src/a**]")}),
        (block("M101", at(8), 6),),
    ),
)
