"""M003: a record has at most 65,536 bytes."""

from rules.cases import Example, at, block, claimed, source, whole


def padded(size: int) -> str:
    text = claimed(7) + "#"
    return text + "x" * (size - len(text) - 1) + "\n"


EXAMPLES = (
    Example(
        "M003",
        "a byte more is refused",
        whole({at(7): padded(65_537)}),
        (block("M003", at(7)),),
        tells=("65,537", "65,536"),
    ),
    Example(
        "M003",
        "a large file is refused without its content",
        whole({at(7): source(at(7), "")._replace(size=9_000_000, data=None)}),
        (block("M003", at(7)),),
        tells=("9,000,000",),
    ),
    Example("M003", "65,536 bytes are read", whole({at(7): padded(65_536)})),
)
