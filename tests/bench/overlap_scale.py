"""Measure what the overlap check of thousands of roles costs, as ratios in one run.

    make bench        or: python tests/bench/overlap_scale.py [--rounds 3] [--check]

Roles are made of the words that published roles have, as common as they are there, and of words of
one of 1,500 fields each, as unevenly common as those of a language (Zipf). A third has no scope, a
third a range of its own, and a third one that forty share. The worst
case has the same words in all roles and a range each. Beside them, in the same run, muster's own
reader parses the same records, and ``rapidfuzz.process.cdist`` compares all pairs of the texts.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from math import log10

import numpy
from rapidfuzz.fuzz import token_set_ratio
from rapidfuzz.process import cdist

from muster.model.background import shipped
from muster.model.change import Change
from muster.model.overlap_levels import OverlapLevels
from muster.model.registry import Registry, RegistryFile, read_file, read_registry
from muster.model.source_file import SourceFile
from muster.rules.case import Case
from muster.rules.registry import overlapping_role

LARGE, SMALL = 10_000, 1_000
PART = 0.1
"""The share of the large set that cdist compares; all pairs are 1 / PART² of that."""

# Notes begin where reviews do, as they do by default in a large team: else the small one of the two
# sizes would be asked for more than the large one.
CHARTER = f"""\
name: Generated
size: 20000
orchestrator: {{number: 1}}
objectives: [{{id: mrr, statement: Grow}}]
dimensions: {{part: range}}
overlap: {{note: {OverlapLevels().review}}}
""".encode()


SYLLABLES = ("ba", "ce", "di", "fo", "gu", "la", "me", "ni", "po", "ru", "sta", "tre", "pli", "gro")
ENDINGS = ("", "", "n", "ing", "er", "ment", "s", "ation", "t")


def invented(count: int) -> list[str]:
    """Words that no background has, with endings like those of English."""
    draw = random.Random(5)  # noqa: S311 - the same words each time
    found: dict[str, None] = {}
    while len(found) < count:
        stem = "".join(draw.choices(SYLLABLES, k=draw.choice((2, 3, 3, 4))))
        found[stem + draw.choice(ENDINGS)] = None
    return list(found)


def texts(count: int) -> Iterator[tuple[str, str, list[str], str]]:
    """Yield title, work, duties and scope of varied roles."""
    draw = random.Random(7)  # noqa: S311 - the same roles each time
    common, how_common = list(shipped().counts), list(shipped().counts.values())
    own = invented(30_000)
    fields = [draw.sample(own, 60) for _ in range(1_500)]
    ranks = [1 / (rank + 2) for rank in range(60)]

    def some(field: list[str], least: int, most: int, share: float) -> str:
        count = draw.randint(least, most)
        special = sum(draw.random() < share for _ in range(count))
        words = draw.choices(field, ranks, k=special)
        words += draw.choices(common, how_common, k=count - special)
        draw.shuffle(words)
        return " ".join(words)

    for number in range(count):
        field = draw.choice(fields)
        scope = ("", f"part: {number * 5}-{number * 5 + 4}", f"part: {number // 40 * 200}")
        yield (
            f"{some(field, 1, 3, 0.9)} AI",
            f"{some(field, 4, 12, 0.4)} and {some(field, 2, 5, 0.4)}",
            [some(field, 2, 5, 0.3) for _ in range(4)],
            scope[number % 3],
        )


def same_words(count: int) -> Iterator[tuple[str, str, list[str], str]]:
    """Yield the worst case: all the same words, and a range each."""
    for number in range(count):
        low = number * 20
        yield (
            "Outreach AI",
            f"Personalize and send emails (Batch {number})",
            [f"Personalize emails for prospects {low}-{low + 19}", "Report to the orchestrator"],
            f"part: {low}-{low + 19}",
        )


def sources(made: Iterator[tuple[str, str, list[str], str]]) -> list[SourceFile]:
    """Records of the roles as Git would give them."""
    found = [source("registry/charter.yaml", CHARTER)]
    for number, (title, does, duties, scope) in enumerate(made, start=1):
        told = "".join(f"  - {duty}\n" for duty in duties)
        text = f"""\
number: {number}
name: slot-{number}
role:
  title: {title}
  does: {does}
  scope: {{{scope}}}
goal:
  statement: Finish 20 parts every day
  metrics:
    - {{name: parts_{number}, exactly: 20, per: day}}
  serves: mrr
responsibilities:
{told}schedule:
  - {{do: Send the batch, at: "10:00-11:00", days: mon-fri}}
status: pending
"""
        found.append(source(f"registry/sessions/{number:03d}.yaml", text.encode()))
    return found


def source(path: str, data: bytes) -> SourceFile:
    """One file."""
    return SourceFile(path, 0o100644, f"{hash(data):040x}"[-40:], len(data), data)


def case(registry: Registry, changed: RegistryFile | None = None) -> Case:
    """A check of all, or of one claim over them."""
    now = datetime(2025, 11, 20, tzinfo=UTC)
    if changed is None:
        return Case(registry, registry.charter, now)
    paths = frozenset((changed.path,))
    change = Change((), paths, frozenset(), 1, frozenset(), committed=False)
    after = registry.overlaid({changed.path: changed})
    return Case(after, registry.charter, now, before=registry, change=change)


def seconds(of: Callable[[], object], rounds: int) -> float:
    """The median time of some rounds."""
    taken = []
    for _ in range(rounds):
        start = time.perf_counter()
        of()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def check(of: Case) -> int:
    """How many findings the rule has."""
    return sum(1 for _ in overlapping_role.RULE.judge(of))


def main() -> None:
    """Run the benchmark and print its table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--check", action="store_true")
    given = parser.parse_args()
    rounds = given.rounds
    large, small = sources(texts(LARGE)), sources(texts(SMALL))
    worst = read_registry(sources(same_words(LARGE)), by_schema=())
    parse = seconds(lambda: read_registry(large, by_schema=()), rounds)
    registries = {len(files): read_registry(files, by_schema=()) for files in (large, small)}
    full, tenth = registries[len(large)], registries[len(small)]
    findings = check(case(full))  # the first run loads the stemmer and learns the words
    full_time = seconds(lambda: check(case(full)), rounds)
    tenth_time = seconds(lambda: check(case(tenth)), rounds)
    worst_time = seconds(lambda: check(case(worst)), rounds)
    claim = read_file(large[-1], by_schema=False)
    claim_time = seconds(lambda: check(case(full, claim)), rounds)
    work = [f"{title} {does}".lower() for title, does, _, _ in texts(LARGE)]
    part = work[: int(LARGE * PART)]
    peer = seconds(
        lambda: cdist(part, part, scorer=token_set_ratio, dtype=numpy.uint8, workers=1), 1
    )
    rows = [
        ("exponent from 1,000 to 10,000", log10(full_time / tenth_time), 1.6),
        ("all pairs of 10,000 / parsing them", full_time / parse, 5.0),
        ("the same words, a range each / parsing", worst_time / parse, 5.0),
        ("one claim / all pairs", claim_time / full_time, 0.05),
    ]
    print(f"{LARGE:,} roles: all pairs {full_time:.2f} s, {findings:,} findings, ", end="")
    print(f"parsing {parse:.2f} s, one claim {claim_time * 1000:.0f} ms, ", end="")
    print(f"{rounds} rounds, load {os.getloadavg()[0]:.1f}")
    print(f"rapidfuzz cdist, token_set_ratio, workers=1: {peer / PART**2:.1f} s ", end="")
    print(f"(of {len(part):,} roles {peer:.2f} s, times {1 / PART**2:.0f} for all pairs)")
    for title, value, bound in rows:
        kept = "ok" if value <= bound else "MISSED"
        print(f"{title:<46} {value:8.3f}   bound {bound:6.2f}   {kept}")
    if given.check and any(value > bound for _, value, bound in rows):
        sys.exit(1)


if __name__ == "__main__":
    main()
