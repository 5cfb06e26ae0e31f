"""M309: a branch is a plain line of commits that begins on main."""

from rules.cases import Example, at, block, branch, claimed, step, whole

CLAIM = {at(7): claimed(7)}

EXAMPLES = (
    Example(
        "M309",
        "a branch that shares no history with main is refused",
        branch({}, {}, steps=(), bases=0),
        (block("M309", "registry"),),
        tells=("shares no history",),
    ),
    Example(
        "M309",
        "two merge bases are refused",
        branch({}, CLAIM, bases=2),
        (block("M309", "registry"),),
        tells=("2 merge bases",),
    ),
    Example(
        "M309",
        "a merge commit is refused, and named shortly",
        branch({}, CLAIM, steps=(step(at(7), commit="ab" * 20, parents=("x", "y")),)),
        (block("M309", "registry"),),
        tells=("Commit abababababab of the branch has 2 parents",),
        hides=("ab" * 7,),
    ),
    Example(
        "M309",
        "a root commit of its own is refused",
        branch({}, CLAIM, steps=(step(at(7)), step(commit="d00d", parents=()))),
        (block("M309", "registry"),),
        tells=("begins a history of its own",),
    ),
    Example(
        "M309",
        "each merge commit is told",
        branch({}, CLAIM, steps=tuple(step(commit=c, parents=("x", "y")) for c in ("a1", "a2"))),
        (block("M309", "registry"), block("M309", "registry")),
    ),
    Example(
        "M309",
        "many plain commits are a plain line",
        branch({}, CLAIM, steps=tuple(step(at(7), commit=f"a{n}") for n in range(9))),
    ),
    Example("M309", "without a branch nothing is tangled", whole(CLAIM)),
)
