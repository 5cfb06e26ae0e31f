"""What a test may ask of the stand-in: to fail, to wait for something, to be wrong."""

from __future__ import annotations

import copy
import fnmatch
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from support.forge.asking import Answer, RefusedError
from support.forge.calls import Call


class Knobs:
    """What was asked and found, and what is to happen at the next request of a kind."""

    def __init__(self) -> None:
        self.calls: list[Call] = []
        """Every request, in its order."""
        self.violations: list[str] = []
        """What did not fit GitHub's description, in words."""
        self.uncounted = False
        """Whether no lines are counted and no merge is tried: git can't where trees are hostile."""
        self._before: list[tuple[str, str, Callable[[], object]]] = []
        self._fail: list[tuple[str, str, int]] = []
        self._spoil: list[tuple[str, str, Callable[[Any], object]]] = []

    def fail_next(self, method: str, path: str, status: int) -> None:
        """Refuse the next request of this method and path (a pattern as of fnmatch)."""
        self._fail.append((method, path, status))

    def before(self, method: str, path: str, act: Callable[[], object]) -> None:
        """Do something just before the next such request is answered, once."""
        self._before.append((method, path, act))

    def spoil_next(self, method: str, path: str, change: Callable[[Any], object]) -> None:
        """Change the data of the next such answer in place: to test the validation itself."""
        self._spoil.append((method, path, change))

    @contextmanager
    def expecting_violation(self) -> Iterator[list[str]]:
        """At least one violation must come; the list holds them, and they are forgiven."""
        kept, self.violations = self.violations, []
        found = self.violations
        yield found
        assert found, "no request and no answer violated GitHub's description"
        self.violations = kept

    def written(self) -> list[Call]:
        """The requests that may have changed something."""
        return [call for call in self.calls if call.writes]

    def before_answer(self, call: Call) -> None:
        """Do what was asked for before this request.

        Raises:
            RefusedError: As ``fail_next`` wants it.
        """
        for _, _, act in _taken(self._before, call.method, call.path):
            act()
        for _, _, status in _taken(self._fail, call.method, call.path):
            raise RefusedError(status, "The stand-in was told to fail here.")

    def spoiled(self, method: str, path: str, answer: Answer) -> Answer:
        """An answer, changed where a test wants it wrong."""
        for _, _, change in _taken(self._spoil, method, path):
            answer.data = copy.deepcopy(answer.data)
            change(answer.data)
        return answer


def _taken(waiting: list[Any], method: str, path: str) -> list[Any]:
    """Take the first entry that a request meets."""
    for entry in waiting:
        if entry[0] == method and fnmatch.fnmatchcase(path, entry[1]):
            waiting.remove(entry)
            return [entry]
    return []
