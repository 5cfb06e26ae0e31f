"""Amounts: a number, its unit and its period, and what it is in another unit and period."""

from __future__ import annotations

from typing import NamedTuple

from muster.model.number_text import same
from muster.model.period import PERIODS, Between, times
from muster.model.unit import Unit, factor, read_unit


class Amount(NamedTuple):
    """``value`` in ``unit`` per ``per``, which is empty where it is no rate."""

    value: float
    unit: Unit
    per: str

    @classmethod
    def read(cls, value: float, unit: str | None, per: str | None) -> Amount:
        """An amount as a record has it; a period that is none is left out."""
        return cls(value, read_unit(unit), per if per in PERIODS else "")

    def between(self, unit: Unit, per: str, days: int | None = None) -> Between | None:
        """What it is in another unit and period: the least and the most that could be meant.

        None where the two can't be compared. ``days`` are the days of the week that are worked.
        """
        scale = factor(self.unit, unit)
        if scale is None or bool(self.per) != bool(per):
            return None
        least, most = times(self.per, per, days) if per else Between(1, 1)
        ends = sorted((self.value * scale * least, self.value * scale * most))
        return Between(*ends)

    def agrees(self, other: Amount, days: int | None = None) -> bool:
        """Whether some reading makes the two one."""
        found = self.between(other.unit, other.per, days)
        return found is not None and (
            found.low <= other.value <= found.high
            or same(found.low, other.value)
            or same(found.high, other.value)
        )
