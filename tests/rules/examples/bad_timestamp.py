"""M108: a timestamp is a moment that exists. It is noon of 2025-11-20 in these cases."""

from rules.cases import Example, at, block, branch, claimed, note, whole


def stamped(timestamp: str) -> dict[str, str]:
    return {at(7): claimed(7, timestamp=timestamp)}


EXAMPLES = (
    *(
        Example(
            "M108", f"{moment} is no moment", whole(stamped(moment)), (block("M108", at(7), 11),)
        )
        for moment in (
            "2025-02-30T10:00:00Z",
            "2025-02-29T10:00:00Z",
            "2025-13-01T10:00:00Z",
            "2025-01-01T24:00:00Z",
            "2025-11-15T24:00:00Z",
            "2025-01-01T25:00:00Z",
            "2025-01-01T10:61:00Z",
            "0000-01-01T10:00:00Z",
        )
    ),
    Example(
        "M108",
        "more than a day ahead is noted",
        branch({}, stamped("2025-11-21T12:00:01Z")),
        (note("M108", at(7), 11),),
    ),
    Example(
        "M108", "a day ahead is a slow clock's business", whole(stamped("2025-11-21T12:00:00Z"))
    ),
    Example(
        "M108",
        "midnight is the hour 00, and 24 may stand elsewhere",
        whole(stamped("2024-11-24T00:24:24Z")),
    ),
    Example("M108", "a leap day exists", whole(stamped("2024-02-29T23:59:59Z"))),
    Example("M108", "a day long ago is nobody's business", whole(stamped("1970-01-01T00:00:00Z"))),
    Example(
        "M108",
        "what main has is not told to a branch that does not touch it",
        branch(stamped("2025-02-30T10:00:00Z"), {at(8): claimed(8)}),
    ),
)
