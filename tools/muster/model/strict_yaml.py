"""Strict YAML: one loop over libyaml's parser events, with bounds.

PyYAML's own loaders can't be used on hostile input: over libyaml they recurse in C and kill the
process, and the pure parser costs a hundred times the time. Pulling events one by one neither
recurses nor builds anything, so this loop can stop at a bound before the harm is done.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import yaml

from muster.model.position import Pointer, positions
from muster.model.problem import MOST_PROBLEMS, Kind, Problem
from muster.model.scalar import (
    CONSTANTS,
    MOST_DIGITS,
    NUMBER_STARTS,
    UnusableNumberError,
    number,
)
from muster.model.unreadable import decode, first_unreadable, name_of

try:
    from yaml.cyaml import CParser as _CParser  # type: ignore[attr-defined]
except ImportError:  # pragma: no cover - needs a PyYAML that was built without libyaml
    _parser: Any = None
else:
    _parser = _CParser

MOST_BYTES = 64 * 1024
MOST_DEPTH = 16
MOST_NODES = 4_000
MOST_ITEMS = 256

_NO_KEY: Any = object()


class MissingLibyamlError(RuntimeError):
    """PyYAML was installed without libyaml, so nothing can be read safely."""


class _Stop(Exception):  # noqa: N818 - it ends the loop, it is no error
    """A bound is passed or the structure is lost: nothing after this can be judged."""


@dataclass(frozen=True)
class Document:
    """One file as data or as problems; ``value`` counts only when there are no problems."""

    data: bytes
    value: Any = None
    problems: tuple[Problem, ...] = field(default=())

    @cached_property
    def _positions(self) -> dict[Pointer, tuple[int, int]]:
        return {} if self.problems else positions(self.data)

    def at(self, *pointer: str | int) -> tuple[int, int]:
        """Line and column, from 1, of a key or list item; of the nearest parent if it is absent."""
        while pointer and pointer not in self._positions:
            pointer = pointer[:-1]
        return self._positions.get(pointer, (1, 1))


def read(data: bytes) -> Document:
    """Read one YAML file.

    Returns data or findings (at most 20), whatever the bytes; raises only ``MissingLibyamlError``.
    Mappings are dicts with string keys, in file order; sequences are lists; scalars are str, int,
    float, bool or None.
    """
    if _parser is None:  # pragma: no cover - see above
        raise MissingLibyamlError("PyYAML has no libyaml here")
    if len(data) > MOST_BYTES:
        return Document(data, problems=(_oversized(len(data)),))
    text, problems = decode(data)
    if problems:
        return Document(data, problems=problems)
    return _Reader(data, text).read()


def _oversized(size: int) -> Problem:
    return Problem(
        Kind.OVERSIZED_FILE,
        f"The file has {size:,} bytes; a record has at most {MOST_BYTES:,}.",
        "Shorten the texts: a record says what is agreed, not how the work is done.",
    )


class _Reader:
    """The loop and what it has found so far."""

    def __init__(self, data: bytes, text: str) -> None:
        self.data = data
        self.text = text
        self.problems: list[Problem] = []

    def read(self) -> Document:
        value = None
        with suppress(_Stop):
            try:
                value = self._loop(_parser(self.data).get_event)
            except yaml.MarkedYAMLError as error:
                self._broken(error)
            except yaml.YAMLError:
                self._add(Kind.INVALID_YAML, "The file can't be read as YAML.", "", None)
        return Document(self.data, value, tuple(self.problems[:MOST_PROBLEMS]))

    def _loop(self, get: Any) -> object:
        """Build the value from events.

        The branches are in the order of how often they are taken and keep their state in locals:
        this loop is the floor under every check of a large registry.
        """
        scalar, alias = yaml.ScalarEvent, yaml.AliasEvent
        mapping, mapping_end = yaml.MappingStartEvent, yaml.MappingEndEvent
        sequence, sequence_end = yaml.SequenceStartEvent, yaml.SequenceEndEvent
        constants, number_starts = CONSTANTS, NUMBER_STARTS
        # What the text does not have at all need not be looked for in each event.
        decorated = "&" in self.text or "!" in self.text
        escaped = "\\" in self.text
        root: list[Any] = []
        container: Any = root
        key: Any = _NO_KEY
        stack: list[Any] = []
        nodes = 0
        while True:
            event = get()
            kind = type(event)
            if kind is scalar:
                value: Any = event.value
                if decorated:
                    self._refuse_decoration(event)
                if not event.style:
                    if value[:1] in number_starts:
                        value = self._number(value, event)
                    elif value in constants:
                        value = constants[value]
                elif escaped and first_unreadable(value) is not None:
                    self._unreadable(value, event)
            elif kind is mapping or kind is sequence:
                if decorated:
                    self._refuse_decoration(event)
                nodes += 1
                if len(stack) == MOST_DEPTH or nodes > MOST_NODES:
                    self._too_much(event, deep=len(stack) == MOST_DEPTH)
                fresh: Any = {} if kind is mapping else []
                if type(container) is dict:
                    if key is _NO_KEY:
                        self._bad_key(event)
                        raise _Stop
                    container[key] = fresh
                else:
                    if len(container) == MOST_ITEMS:
                        self._long_list(event)
                    container.append(fresh)
                stack.append(container)
                container, key = fresh, _NO_KEY
                continue
            elif kind is mapping_end or kind is sequence_end:
                container, key = stack.pop(), _NO_KEY
                continue
            elif kind is alias:
                self._add(
                    Kind.UNSAFE_YAML,
                    "An alias (*) stands for another part of the file; records have none.",
                    "Write the value out where it is needed.",
                    event.start_mark,
                )
                value = ""
            else:
                if self._frame(event, bool(root)):
                    return root[0] if root else None
                continue
            nodes += 1
            if nodes > MOST_NODES:
                self._too_much(event, deep=False)
            if type(container) is dict:
                if key is _NO_KEY:
                    if kind is alias:
                        key = value  # told already
                    elif type(value) is str and value not in container and value != "<<":
                        key = value
                    else:
                        key = self._doubtful_key(value, event, container)
                else:
                    container[key] = value
                    key = _NO_KEY
            else:
                if len(container) == MOST_ITEMS:
                    self._long_list(event)
                container.append(value)

    def _frame(self, event: Any, started: bool) -> bool:
        """Handle the events around the nodes; true at the end of the file."""
        if isinstance(event, yaml.StreamEndEvent):
            if not started and not self.problems:
                self._add(
                    Kind.INVALID_YAML,
                    "The file has no content.",
                    "Write the record; `muster show` prints the form of a free number.",
                    None,
                )
            return True
        if isinstance(event, yaml.DocumentStartEvent):
            if event.version or event.tags:
                self._add(
                    Kind.UNSAFE_YAML,
                    "The file has a directive (%YAML or %TAG); records have none.",
                    "Remove the line that starts with %.",
                    event.start_mark,
                )
            if started:
                self._add(
                    Kind.UNSAFE_YAML,
                    "The file holds a second document; a record is one.",
                    "Keep one document and remove the line --- that starts the next.",
                    event.start_mark,
                )
                raise _Stop
        return False

    def _doubtful_key(self, value: Any, event: Any, container: dict[str, Any]) -> str:
        if type(value) is not str or (not event.style and value == "<<"):
            if value == "<<":
                self._add(
                    Kind.UNSAFE_YAML,
                    "A merge key (<<) copies other keys in; records have none.",
                    "Write the keys out.",
                    event.start_mark,
                )
            else:
                self._bad_key(event)
            return str(event.value)
        if value in container:
            self._add(
                Kind.DUPLICATE_KEY,
                f"The key {_shown(value)} stands twice in one mapping.",
                "Keep one of the two; YAML readers disagree on which one counts.",
                event.start_mark,
                subject=value,
            )
        return value

    def _number(self, text: str, event: Any) -> object:
        try:
            return number(text)
        except UnusableNumberError:
            self._add(
                Kind.INVALID_YAML,
                f"{_shown(text)} is a number that is not finite or has more than "
                f"{MOST_DIGITS} digits.",
                "Write a plain number, or quote it if it is meant as text.",
                event.start_mark,
            )
            return 0

    def _refuse_decoration(self, event: Any) -> None:
        if event.anchor is not None:
            self._add(
                Kind.UNSAFE_YAML,
                "An anchor (&) names a part of the file; records have none.",
                "Remove the anchor.",
                event.start_mark,
            )
        if event.tag is not None:
            self._add(
                Kind.UNSAFE_YAML,
                "A tag (!) changes what a value means; records have none.",
                "Remove the tag; quote the value if it is meant as text.",
                event.start_mark,
            )

    def _unreadable(self, value: str, event: Any) -> None:
        character = first_unreadable(value) or ""
        self._add(
            Kind.UNREADABLE_TEXT,
            f"The text has, escaped, {name_of(character)}, which a record may not have.",
            "Remove the escape sequence.",
            event.start_mark,
            subject=f"U+{ord(character):04X}",
        )

    def _bad_key(self, event: Any) -> None:
        self._add(
            Kind.INVALID_YAML,
            "A key is not a text.",
            "Use the keys of the schema; quote a key that looks like a number, true or null.",
            event.start_mark,
        )

    def _too_much(self, event: Any, *, deep: bool) -> None:
        what = (
            f"The file is nested deeper than {MOST_DEPTH} levels"
            if deep
            else f"The file has more than {MOST_NODES:,} values"
        )
        self._add(
            Kind.UNSAFE_YAML, f"{what}.", "Write a plain record by the schema.", event.start_mark
        )
        raise _Stop

    def _long_list(self, event: Any) -> None:
        self._add(
            Kind.UNSAFE_YAML,
            f"A list has more than {MOST_ITEMS} items.",
            "Shorten the list.",
            event.start_mark,
        )
        raise _Stop

    def _broken(self, error: yaml.MarkedYAMLError) -> None:
        what = (error.problem or error.context or "the structure is broken").rstrip(".")
        self._add(
            Kind.INVALID_YAML,
            f"The file is not YAML from here on: {what}.",
            "Mend the line; look for a missing quote, a wrong indent or a colon in a plain text.",
            error.problem_mark or error.context_mark,
        )

    def _place(self, mark: Any) -> tuple[int, int]:
        """Line and column from 1; libyaml puts the end of the file on a line of its own."""
        if mark is None:
            return 0, 0
        lines = self.text.count("\n", 0, len(self.text) - 1) + 1
        if mark.line < lines:
            return mark.line + 1, mark.column + 1
        last = self.text.removesuffix("\n").rpartition("\n")[2].removesuffix("\r")
        return lines, len(last) + 1

    def _add(self, kind: Kind, message: str, help_: str, mark: Any, subject: str = "") -> None:
        line, column = self._place(mark)
        self.problems.append(Problem(kind, message, help_, line, column, subject))
        if len(self.problems) >= MOST_PROBLEMS:
            raise _Stop


def _shown(text: str) -> str:
    """A key or number as a message may show it: short, on one line."""
    return repr(text if len(text) <= 40 else text[:39] + "…")
