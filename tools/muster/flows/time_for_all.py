"""The time of one run, shared out among pull requests: a few slow ones take it from no other."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from muster.flows.limited import limited

_Result = TypeVar("_Result")


@dataclass
class TimeForAll:
    """Seconds: what one piece of work may take, all in sum, and each still when that is spent.

    The job has ten minutes; an honest claim takes less than one second.
    """

    each: float = 30.0
    whole: float = 240.0
    least: float = 5.0
    spent: float = 0.0

    def limited(self, function: Callable[[], _Result]) -> _Result:
        """``limited``, with what is left; raises what that raises."""
        began = time.monotonic()
        try:
            return limited(function, min(self.each, max(self.whole - self.spent, self.least)))
        finally:
            self.spent += time.monotonic() - began
