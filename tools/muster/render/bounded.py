"""What fits into a comment, whatever comes in: texts and findings of a size, as many as there is
room for."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from muster.model.finding import Finding, Place

MOST_MESSAGE = 600  # characters, as all of these
MOST_PATH = 200
MOST_NOTE = 120
MOST_COMMAND = 400
MOST_PARTS = 4  # of commands, related places and boundaries of one finding
MOST_SUBJECTS = 8

T = TypeVar("T")
V = TypeVar("V")
_SHARES = (1, 2, 4, 8, 16)


def cut(text: str, most: int) -> str:
    """At most so many characters: cut where a word ends if one ends near, and marked."""
    if len(text) <= most:
        return text
    kept = text[: most - 1]
    words = kept.rpartition(" ")[0]
    return f"{(words if len(words) > most // 2 else kept).rstrip()}…"


def bounded(finding: Finding, share: int = 1) -> Finding:
    """The finding with texts cut, to a ``share``-th of what they may have.

    Commands are left out instead: half a command is another one.
    """

    def text(value: str, most: int) -> str:
        return cut(value, max(most // share, 10))

    def place(one: Place) -> Place:
        return one._replace(path=text(one.path, MOST_PATH), note=text(one.note, MOST_NOTE))

    commands = [one for one in finding.commands if len(one) <= MOST_COMMAND // share]
    return finding._replace(
        message=text(finding.message, MOST_MESSAGE),
        help=text(finding.help, MOST_MESSAGE),
        place=place(finding.place),
        subjects=tuple(text(one, MOST_PATH) for one in finding.subjects[:MOST_SUBJECTS]),
        related=tuple(map(place, finding.related[:MOST_PARTS])),
        commands=tuple(commands[:MOST_PARTS]),
        boundaries=tuple(
            one._replace(does=text(one.does, MOST_MESSAGE // 2))
            for one in finding.boundaries[:MOST_PARTS]
        ),
    )


def fitting(
    items: Iterable[T],
    made: Callable[[T, int], V],
    room: int,
    size: Callable[[V], int] = len,  # type: ignore[assignment]
) -> list[V]:
    """What is made of the first items, as many as have room together, by their ``size``.

    ``made`` takes an item and which share of its usual size it may have; that is less than all of
    it only where not even the first one fits.
    """
    wanted = tuple(items)
    for share in _SHARES:
        found: list[V] = []
        left = room
        for item in wanted:
            one = made(item, share)
            left -= size(one)
            if left < 0:
                break
            found.append(one)
        if found:
            return found
    return []
