"""A text that people or agents wrote, as lines."""

from __future__ import annotations

_MOST_BYTES = 1024 * 1024


def text_lines(text: str) -> list[str]:
    """Split at the ends of lines that editors know, so that line numbers agree with theirs.

    Raises ``ValueError`` above 1 MiB.
    """
    if len(text) > _MOST_BYTES or len(text.encode("utf-8", "surrogatepass")) > _MOST_BYTES:
        raise ValueError("the text is larger than 1 MiB; give the part with the registrations only")
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
