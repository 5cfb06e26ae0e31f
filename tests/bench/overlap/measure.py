"""What is measured of a score: recall at 1 % false alarms, and twins found in teams."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from overlap.roles import Role, different_work, same_work, teams

Score = Callable[[int, int], float]
"""How alike two roles are, by their indexes."""

FALSE_ALARMS = 0.01


class PairsFigure(NamedTuple):
    """Recall of same-work pairs above ``threshold``, which 1 % of the different ones pass."""

    recall: float
    threshold: float


class TeamsFigure(NamedTuple):
    """The share of planted twins found at ``threshold`` or above, and false alarms a team."""

    threshold: float
    found: float
    false_alarms: float


def on_pairs(roles: Sequence[Role], score: Score) -> PairsFigure:
    """Measure a score on all pairs."""
    different = sorted((score(*pair) for pair in different_work(roles)), reverse=True)
    threshold = different[int(len(different) * FALSE_ALARMS)]
    same = [score(*pair) for pair in same_work(roles)]
    return PairsFigure(sum(value > threshold for value in same) / len(same), threshold)


class Teams:
    """The 600 teams with all their scores."""

    def __init__(self, roles: Sequence[Role], score: Score, *, seed: int = 1) -> None:
        known: dict[tuple[int, int], float] = {}

        def once(one: int, two: int) -> float:
            pair = (min(one, two), max(one, two))
            if pair not in known:
                known[pair] = score(*pair)
            return known[pair]

        made = teams(roles, seed=seed)
        self._planted = [once(team.original, team.twin) for team in made]
        self._others = sorted(once(*pair) for team in made for pair in team.others())

    def at(self, threshold: float) -> TeamsFigure:
        """What a threshold gives."""
        count = len(self._planted)
        found = sum(value >= threshold for value in self._planted)
        alarms = sum(value >= threshold for value in self._others)
        return TeamsFigure(threshold, found / count, alarms / count)

    def best(self, most_alarms: float) -> TeamsFigure:
        """The lowest threshold that gives no more false alarms a team than this."""
        allowed = int(most_alarms * len(self._planted) + 1e-9)
        first = self._others[-allowed - 1]
        return self.at(next((v for v in self._others[-allowed:] if v > first), first + 1e-4))
