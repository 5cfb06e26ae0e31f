"""The real team's roles: with their scopes nothing overlaps, without them each family does."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
import yaml

from muster.model.finding import Finding, Verdict
from muster.model.layout import CHARTER
from muster.rules.registry import overlapping_role, same_role
from rules.cases import whole

ROOT = Path(__file__).resolve().parents[2]
FAMILIES = ((2, 3), (4, 5, 6), (7, 8, 9), (11, 12))


def records(*, scopes: bool) -> dict[str, str]:
    """The registry's files, with or without their scopes."""
    found = {CHARTER: (ROOT / CHARTER).read_text("utf-8")}
    for path in sorted((ROOT / "registry" / "sessions").glob("*.yaml")):
        record: dict[str, Any] = yaml.safe_load(path.read_text("utf-8"))
        if not scopes:
            record["role"].pop("scope", None)
        found[f"registry/sessions/{path.name}"] = yaml.safe_dump(record, sort_keys=False)
    return found


def overlaps(*, scopes: bool) -> list[Finding]:
    """What M203 and M204 tell of them."""
    case = whole(records(scopes=scopes))
    return [*same_role.RULE.judge(case), *overlapping_role.RULE.judge(case)]


def numbers(finding: Finding) -> tuple[int, ...]:
    return tuple(int(Path(path).stem) for path in finding.subjects)


def test_with_their_scopes_no_two_overlap() -> None:
    assert overlaps(scopes=True) == []


def test_without_scopes_all_pairs_of_the_families_overlap_and_no_other_pair() -> None:
    found = overlaps(scopes=False)
    wanted = sorted(pair for family in FAMILIES for pair in combinations(family, 2))
    assert sorted(map(numbers, found)) == wanted
    assert {finding.verdict for finding in found} <= {Verdict.BLOCK, Verdict.REVIEW}


def proposed(found: list[Finding]) -> Iterator[tuple[int, str]]:
    for finding in found:
        yield from finding.boundaries


def test_a_session_is_told_one_part_in_all_its_findings_and_no_two_of_a_family_the_same() -> None:
    told: dict[int, set[str]] = {}
    for number, does in proposed(overlaps(scopes=False)):
        told.setdefault(number, set()).add(does)
    assert sorted(told) == sorted(number for family in FAMILIES for number in family)
    assert all(len(parts) == 1 for parts in told.values()), told
    for family in FAMILIES:
        assert len({part for number in family for part in told[number]}) == len(family)


@pytest.mark.parametrize("number", [3, 5, 9, 12])
def test_one_scope_alone_separates_nothing(number: int) -> None:
    files = records(scopes=False)
    path = f"registry/sessions/{number:03d}.yaml"
    files[path] = records(scopes=True)[path]
    found = [*overlapping_role.RULE.judge(whole(files))]
    assert any(number in numbers(finding) for finding in found)
