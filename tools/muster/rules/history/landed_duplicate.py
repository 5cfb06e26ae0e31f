"""Main must not have a number twice.

## What it does
Looks at the tree as it stands, whoever merged it: two files that take one number are a finding,
with the one that came first on main's first-parent line as the winner.

## Why
Whoever can push past the checks can land a duplicate, and two merges that were each right can
make one. A registry that does not look again never learns of it.

## How to fix
The later session claims another number; a maintainer removes the later file. The numbers that
can be claimed stand in the finding.
"""

from __future__ import annotations

from collections.abc import Iterator
from shlex import quote

from muster.model.finding import Finding, Place, Verdict
from muster.model.history import SHALLOW
from muster.model.registry import RegistryFile
from muster.rules.case import Case
from muster.rules.holder import arrival, named
from muster.rules.rule import Rule


def _judge(case: Case) -> Iterator[Finding]:
    landed = case.after if case.change is None else case.before
    for number, files in sorted(landed.by_number.items()):
        still = [file for file in files if case.after.files.get(file.path) is file]
        if len(still) > 1:
            yield _duplicate(case, number, still)


def _duplicate(case: Case, number: int, files: list[RegistryFile]) -> Finding:
    arrivals = {file.path: arrival(case, file) for file in files}
    told = "; ".join(
        f"{file.path} by {named(file.session)} {arrivals[file.path].told()}" for file in files
    )
    if all(found.known for found in arrivals.values()):
        winner = min(
            files,
            key=lambda f: (arrivals[f.path].position, not f.slot.canonical, f.path),
        )
        later = next(file for file in reversed(files) if file is not winner)
        decided = f"{winner.path} came first and keeps the number."
        commands = (f"git rm -- {quote(later.path)}",)
    else:
        later = files[-1]
        decided = "Which one came first can't be told here; look at all of main's history."
        cut = any(found.hidden == SHALLOW for found in arrivals.values())
        look = f"git log --first-parent -- {quote(later.path)}"
        commands = ("git fetch --unshallow" if cut else look,)
    return RULE.finding(
        Verdict.BLOCK,
        later.place("number"),
        f"Number {number} is held {len(files)} times: {told}.",
        f"{decided} {case.choices}",
        subjects=(str(number), *sorted(file.path for file in files)),
        related=tuple(
            Place(file.path, note="the same number") for file in files if file is not later
        ),
        commands=commands,
    )


RULE = Rule("M501", "landed-duplicate", _judge)
