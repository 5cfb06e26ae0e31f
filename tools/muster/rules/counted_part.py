"""The part of a dimension that a metric counts, and how large it is."""

from __future__ import annotations

from typing import NamedTuple

from muster.model.goal import Metric
from muster.model.scope import Extent
from muster.model.session import Session
from muster.rules.case import Case


class CountedPart(NamedTuple):
    """A metric that counts (the session's metric number ``at``), and the part that it counts."""

    session: Session
    at: int
    metric: Metric
    dimension: str
    extent: Extent
    size: int

    @property
    def target(self) -> float:
        """The number as written."""
        return self.metric.target or 0

    @property
    def lacks(self) -> int:
        """How many more the target has than the part; negative where the part has more."""
        whole = self.target == int(self.target) and self.metric.per in (None, "day")
        return int(self.target) - self.size if whole else 0


def counted_part(case: Case, session: Session, index: int, metric: Metric) -> CountedPart | None:
    """What is counted; None where the scope can't be read, which is told elsewhere, or no count."""
    amount = metric.amount
    extent = case.scope(session).extents.get(metric.counts or "")
    if extent is None or extent.size is None or amount is None or not amount.unit.counts:
        return None
    return CountedPart(session, index, metric, metric.counts or "", extent, extent.size)
