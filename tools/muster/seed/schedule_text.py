"""When a duty or goal is done, and what it says besides."""

from __future__ import annotations

import re
from dataclasses import dataclass

from muster.model.figures.clock_text import read_clocks, without
from muster.seed.days_text import read_days

_DANGLING = re.compile(
    r"(?:[ ,;:(@–—-]|\b(?:at|by|from|between|and|before|during|in|on|the|to|until))+\Z", re.I
)
_WORD = re.compile(r"[^\W\d]{2,}")
_FEWEST_WORDS = 2


@dataclass(frozen=True)
class Times:
    """What a text says of time: windows, moments and deadlines in the order of the text."""

    do: str
    at: tuple[str, ...]
    by: tuple[str, ...]
    days: str

    @property
    def windows(self) -> tuple[str, ...]:
        """The spans of time, without single moments."""
        return tuple(at for at in self.at if "-" in at)

    def items(self) -> list[dict[str, object]]:
        """The schedule's items as a record holds them."""
        days: dict[str, object] = {"days": self.days} if self.days else {}
        told = [("at", at) for at in self.at] + [("by", by) for by in self.by]
        return [{"do": self.do, key: time, **days} for key, time in told]


def read_times(text: str) -> Times | None:
    """Read the times of one duty (at most 500 characters); None when it has none."""
    clocks = read_clocks(text)
    if not clocks:
        return None
    days, day_spans = read_days(text)
    spans = [*(clock.span for clock in clocks), *day_spans]
    return Times(
        _rest(text[: min(spans)[0]] if len(clocks) > 1 else without(text, spans)) or text,
        tuple(dict.fromkeys(clock.time for clock in clocks if not clock.by)),
        tuple(dict.fromkeys(clock.time for clock in clocks if clock.by)),
        days,
    )


def _rest(text: str) -> str:
    """What is done, from a text without its times; empty where too little is left."""
    kept = _DANGLING.sub("", " ".join(text.split())).strip(" ,;:-–")
    return kept if len(_WORD.findall(kept)) >= _FEWEST_WORDS else ""
