"""Measure how well overlapping roles are told from different ones.

    make bench-overlap    or: python tests/bench/overlap/bench_overlap.py [--roles FILE] [--check]

(a) Recall of the same-work pairs at the threshold that 1 % of the different-work pairs pass.
(b) 600 random teams of 12 of one collection and one planted twin, seed 1: the twins found and the
false alarms a team by the default threshold for review. A false alarm is every pair of the
thirteen but the planted one. With --check the exit code is 1 where a target is missed.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from overlap import methods
from overlap.measure import Teams, on_pairs
from overlap.roles import DEFAULT, different_work, read_roles, same_work

from muster.model.overlap_levels import OverlapLevels

RECALL, FOUND, FALSE_ALARMS = 0.86, 0.63, 0.2
AROUND = (-0.06, -0.04, -0.02, 0.0, 0.02, 0.04, 0.06)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--roles", type=Path, default=DEFAULT)
    parser.add_argument("--check", action="store_true")
    given = parser.parse_args()
    roles = read_roles(given.roles)
    same, different = len(same_work(roles)), len(different_work(roles))
    print(f"{len(roles)} roles, {same} pairs of same work, {different:,} of different work")
    score = methods.muster(roles)
    pairs, teams = on_pairs(roles, score), Teams(roles, score)
    default = OverlapLevels().review
    at = teams.at(default)
    rows = [
        ("(a) recall at 1 % false alarms", pairs.recall, RECALL, pairs.recall >= RECALL),
        (f"(b) twins found at {default}", at.found, FOUND, at.found >= FOUND),
        ("    false alarms a team", at.false_alarms, FALSE_ALARMS, at.false_alarms <= FALSE_ALARMS),
    ]
    for title, value, bound, kept in rows:
        print(f"{title:<34} {value:6.3f}   bound {bound:5.2f}   {'ok' if kept else 'MISSED'}")
    print("\naround the default          threshold  found  false alarms a team")
    for change in AROUND:
        row = teams.at(default + change)
        print(f"{'':<28}{row.threshold:9.3f} {row.found:6.3f} {row.false_alarms:8.3f}")
    print(f"\nbeside it, each at its best threshold for {FALSE_ALARMS} false alarms a team")
    print(f"{'':<28}   recall  found  false alarms a team")
    peers = {
        "muster": score,
        "TF-IDF on stems": methods.tf_idf(roles),
        "RapidFuzz token_set_ratio": methods.rapidfuzz(roles),
    }
    for name, peer in peers.items():
        best = Teams(roles, peer).best(FALSE_ALARMS)
        recall = on_pairs(roles, peer).recall
        print(f"{name:<28}{recall:9.3f} {best.found:6.3f} {best.false_alarms:8.3f}")
    if given.check and not all(kept for *_, kept in rows):
        sys.exit(1)


if __name__ == "__main__":
    main()
