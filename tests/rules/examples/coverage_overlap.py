"""M207: what the charter wants covered is covered once."""

from muster.model.layout import CHARTER
from rules.cases import (
    APPROVER,
    Example,
    about,
    at,
    branch,
    charter,
    edited,
    note,
    own_key,
    review,
    ruling,
    ruling_at,
    whole,
)
from rules.covering import scoped, team

FIFTY = "{dimension: prospects, of: 1-50, by: [7, 8]}"
TWICE = team(FIFTY, n7="prospects: 1-33", n8="prospects: 33-50")
ONCE = team(FIFTY, n7="prospects: 1-33", n8="prospects: 34-50")
MANY = FIFTY.replace("7, 8", ", ".join(map(str, range(2, 26))))

EXAMPLES = (
    Example(
        "M207",
        "a number that two have is told, and both are",
        whole(TWICE),
        (review("M207", at(8), 6),),
        tells=(
            "Both number 8 and number 7 have prospects 33; the charter wants each part",
            "Leave prospects 33 to one of the two in role.scope.prospects.",
            "muster show 7",
        ),
    ),
    Example(
        "M207",
        "windows over midnight are covered twice",
        whole(
            team(
                '{dimension: window, of: "00:00-24:00", by: [7, 8]}',
                n7='window: "22:00-10:00"',
                n8='window: "09:59-22:01"',
            )
        ),
        (review("M207", at(8), 6),),
        tells=("have window 09:59-10:00, 22:00-22:01;",),
    ),
    Example(
        "M207",
        "a label that two have",
        whole(
            team(
                "{dimension: shift, of: early, by: [7, 8]}",
                n7="shift: early",
                n8="shift: [early, late]",
            )
        ),
        (review("M207", at(8), 6),),
        tells=("have shift early;",),
    ),
    Example(
        "M207",
        "another dimension does not make it once",
        whole(
            team(
                FIFTY,
                n7="prospects: 1-33, shift: early",
                n8="prospects: 33-50, shift: late",
            )
        ),
        (review("M207", at(8), 6),),
    ),
    Example(
        "M207",
        "a path that two have, whom another dimension separates",
        whole(
            team(
                "{dimension: paths, of: src, by: [7, 8]}",
                n7="paths: src, shift: early",
                n8="paths: src/api, shift: late",
            )
        ),
        (review("M207", at(8), 6),),
        tells=("have paths src/api;",),
    ),
    Example(
        "M207",
        "what the branch brings stands accused",
        branch(ONCE, {at(7): edited(ONCE[at(7)], "1-33", "1-34")}, signer=own_key(7, "session-7")),
        (review("M207", at(7), 6),),
        tells=("Both number 7 and number 8 have prospects 34;",),
    ),
    Example(
        "M207",
        "of two that a branch brings the later stands accused, once",
        branch(
            {CHARTER: TWICE[CHARTER]},
            {at(n): scoped(n, "prospects: 1-50", slot=True) for n in (7, 8)},
            signer=APPROVER,
        ),
        (review("M207", at(8), 6), review("M307", at(7)), review("M307", at(8))),
    ),
    Example(
        "M207",
        "a session that the charter names twice does not share with itself",
        whole({**ONCE, CHARTER: charter(more=f"coverage: [{FIFTY.replace('7,', '7, 7,')}]\n")}),
    ),
    Example(
        "M207",
        "each pair is told",
        whole(
            team(
                FIFTY.replace("8]", "8, 9]"),
                n7="prospects: 1-20",
                n8="prospects: 20-50",
                n9="prospects: [20, 40]",
            )
        ),
        (review("M207", at(8), 6), review("M207", at(9), 6), review("M207", at(9), 6)),
    ),
    Example(
        "M207",
        "one that shares with very many is told of twenty",
        whole(
            {
                **{at(n): scoped(n, f"prospects: {n}") for n in range(2, 25)},
                at(25): scoped(25, "prospects: 1-50"),
                CHARTER: charter(size=40, more=f"coverage: [{MANY}]\n"),
            }
        ),
        tuple(review("M207", at(25), 6) for _ in range(21)),
        tells=("Number 25 meets 3 more sessions in the same way: numbers 22-24.",),
    ),
    Example(
        "M207",
        "a ruling answers it",
        whole(
            {
                **TWICE,
                ruling_at(1): ruling(
                    *(TWICE[at(7)], TWICE[at(8)]),
                    rule="M207",
                    findings=[about("M207", at(7), at(8), "coverage.0")],
                    under=TWICE[CHARTER],
                ),
            }
        ),
        (note("M207", at(8), 6),),
    ),
    Example("M207", "ranges side by side are covered once", whole(ONCE)),
    Example(
        "M207",
        "what both have beyond the whole is their own affair",
        whole(team(FIFTY, n7="prospects: [1-33, 60-70]", n8="prospects: 34-60")),
    ),
    Example(
        "M207",
        "a session that the charter does not name may have it too",
        whole({**ONCE, at(9): scoped(9, "prospects: 1-50")}),
    ),
    Example(
        "M207",
        "paths that nothing separates are told by overlapping-paths alone",
        whole(team("{dimension: paths, of: src, by: [7, 8]}", n7="paths: src", n8="paths: src/a")),
        (review("M205", at(8), 6),),
    ),
    Example(
        "M207",
        "paths that are apart are fine",
        whole(
            team(
                "{dimension: paths, of: 'src/{a,b}', by: [7, 8]}",
                n7="paths: src/a, shift: early",
                n8="paths: src/b, shift: late",
            )
        ),
    ),
    Example(
        "M207",
        "of what can't be read nothing is told twice",
        whole(
            team(
                "{dimension: prospects, of: all, by: [7, 8]}", n7="prospects: 1", n8="prospects: 1"
            )
        ),
        (review("M206", CHARTER, 8),),
    ),
    Example(
        "M207",
        "what main has is not the branch's",
        branch(TWICE, {at(9): scoped(9, "prospects: 3")}),
    ),
)
