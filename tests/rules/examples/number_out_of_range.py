"""M103: a number lies within the team's size."""

from rules.cases import Example, at, block, branch, claimed, planned, whole

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
)
