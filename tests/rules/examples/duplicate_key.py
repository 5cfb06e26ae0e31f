"""M006: a key stands once in its mapping."""

from rules.cases import Example, at, block, claimed, whole

METRICS = "{name: sent, exactly: 1}, {name: read, exactly: 1}"

EXAMPLES = (
    Example(
        "M006",
        "a key that stands twice is refused at the second",
        whole({at(7): claimed(7, more="number: 8\n")}),
        (block("M006", at(7), 12),),
        tells=("'number'",),
    ),
    Example(
        "M006",
        "an escaped spelling is the same key",
        whole({at(7): claimed(7, more='"\\x6eumber": 8\n')}),
        (block("M006", at(7), 12),),
    ),
    Example(
        "M006",
        "one key in two mappings stands once in each",
        whole({at(7): claimed(7, metrics=METRICS)}),
    ),
)
