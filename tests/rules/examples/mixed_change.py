"""M302: a claim comes alone."""

from muster.model.layout import CHARTER
from rules.cases import (
    KEY_A,
    Example,
    at,
    block,
    branch,
    charter,
    claimed,
    planned,
    review,
)

MAIN = {at(7): claimed(7, "alpha", key=KEY_A)}
CLAIM = {at(8): claimed(8, "beta")}

EXAMPLES = (
    Example(
        "M302",
        "two claims are refused",
        branch({}, {at(7): claimed(7), **CLAIM}),
        (block("M302", at(7), 1),),
        tells=(f"a claim and, besides, {at(8)}.",),
    ),
    Example(
        "M302",
        "a claim and a planned slot are refused",
        branch({}, {at(7): planned(7), **CLAIM}),
        (block("M302", at(8), 1), review("M307", at(7))),
    ),
    Example(
        "M302",
        "a claim and the charter are refused",
        branch({}, {CHARTER: charter(size=13), **CLAIM}),
        (block("M302", at(8), 1), review("M307", CHARTER)),
    ),
    Example(
        "M302",
        "a claim and a file outside the registry are refused",
        branch({}, {".github/workflows/ci.yml": "x", **CLAIM}),
        (block("M302", at(8), 1), review("M307", ".github/workflows/ci.yml")),
    ),
    Example(
        "M302",
        "of many others five are named and the rest counted",
        branch({}, {**{f"src/{n}.py": "x" for n in range(7)}, **CLAIM}),
        (block("M302", at(8), 1), review("M307", "src/0.py")),
        tells=("src/4.py and 2 more.",),
        hides=("src/5.py",),
    ),
    Example(
        "M302",
        "a claim and the release of another session's number are refused",
        branch(MAIN, {at(7): planned(7), **CLAIM}, signer=KEY_A),
        (block("M302", at(8), 1),),
    ),
    Example(
        "M302",
        "a claim and the deletion of the own number are refused",
        branch(MAIN, {at(7): None, at(8): claimed(8, "alpha", key=KEY_A)}, signer=KEY_A),
        (block("M302", at(8), 1), block("M305", at(7))),
    ),
    Example(
        "M302",
        "a session that moves releases its old number with the new claim",
        branch(MAIN, {at(7): planned(7), at(8): claimed(8, "alpha", key=KEY_A)}, signer=KEY_A),
    ),
    Example("M302", "a claim alone is fine", branch(MAIN, CLAIM)),
    Example(
        "M302",
        "many changes without a claim are the maintainers'",
        branch({}, {at(7): planned(7), at(8): planned(8), "README.md": "x"}),
        (review("M307", "README.md"), review("M307", at(7)), review("M307", at(8))),
    ),
)
