"""What is said of a text that is no extent of its dimension."""

from __future__ import annotations


class UnreadableExtentError(ValueError):
    """The text is no extent of its dimension; the message says what one looks like."""
