"""M103: a number lies within the team's size."""

from muster.model.layout import CHARTER
from rules.cases import KEY_A, Example, at, block, branch, charter, claimed, planned, whole

EXAMPLES = (
    Example(
        "M103",
        "the number after the last is refused, with those that are free",
        branch({at(n): claimed(n) for n in range(2, 11)}, {at(13): claimed(13)}),
        (block("M103", at(13), 1),),
        tells=("13 is outside of 1-12", "Free numbers: 1, 11-12."),
    ),
    Example(
        "M103",
        "a planned slot beyond the size is refused",
        whole({at(13): planned(13)}),
        (block("M103", at(13), 1),),
    ),
    Example(
        "M103",
        "a broken record is refused by its file name",
        whole({at(13): "}"}),
        (block("M007", at(13), 1), block("M103", at(13))),
    ),
    Example(
        "M103",
        "zero is refused",
        whole({"registry/sessions/000.yaml": planned(0)}),
        (
            block("M001", "registry/sessions/000.yaml"),
            block("M101", "registry/sessions/000.yaml", 1),
            block("M103", "registry/sessions/000.yaml", 1),
        ),
    ),
    Example("M103", "the last number is fine", whole({at(12): claimed(12)})),
    Example("M103", "the first number is fine", whole({at(1): claimed(1)})),
    Example(
        "M103",
        "without a charter there is no range to be out of",
        whole({at(13): claimed(13)}, chartered=False),
    ),
    Example(
        "M103",
        "a slot beyond the size is not offered, nor one that is kept for a key",
        branch(
            {at(n): planned(n) for n in range(1, 16) if n != 2}
            | {at(3): planned(3, more=f"key: {KEY_A}\n")},
            {at(16): claimed(16)},
        ),
        (block("M103", at(16), 1),),
        tells=("Free numbers: 2. Planned slots that nobody holds: 1, 4-12.",),
    ),
    *(
        Example(
            "M103",
            f"a size of {size} is none, and nothing is out of it",
            whole({CHARTER: charter(size=size), at(13): claimed(13)}),
            (block("M101", CHARTER, 2),),
        )
        for size in (0, 100_001)
    ),
)
