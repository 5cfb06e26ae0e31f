"""All rogues at once: a team on the stand-in with every one of them open between honest claims."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from support.forge.crew import Crew
from support.forge.runner import Ran
from support.forge.state import Pull
from support.repos import Content
from support.rogues import TABLE
from support.rogues.history import HELD
from support.rogues.site import Site

SIZE = 999
FIRST = 20
"""The number of the first rogue."""
UNRELATED = "unrelated-history"
ROGUE = "mallory"
TWIN = "trudy"
"""Who opens a pull request from the very commit of another one."""


@dataclass
class Yard:
    """``honest`` are the claims of numbers 2, 3 and 4, opened before and behind all others."""

    crew: Crew
    canaries: Path
    honest: tuple[Pull, ...]
    pulls: dict[str, Pull]
    main: str
    paths: dict[str, list[str]]
    """The files that a row of the table brings."""
    ran: Ran | None = None

    def traces(self) -> list[str]:
        """What was run of any rogue's."""
        return sorted(path.name for path in self.canaries.iterdir())

    def heads(self) -> dict[int, str]:
        """The head of each open pull request, by its number."""
        pulls = self.crew.forge.state.pulls.values()
        return {pull.number: pull.head_sha for pull in pulls if pull.state == "open"}


def team(folder: Path) -> Crew:
    """A team whose number 5 is held on main, with a branch ``other`` beside it."""
    crew = Crew.make(folder / "crew", size=str(SIZE))
    pull = crew.claims("vic", HELD, "two")
    merge = crew.merge(pull.head_sha)
    specs = (f"{merge}:refs/heads/main", f"{merge}:refs/heads/other")
    crew.desk.git("push", "--quiet", "origin", *specs, **crew.forge.env("ada"))
    crew.refresh()
    return crew


def fill(crew: Crew, canaries: Path) -> Yard:
    """Open them all."""
    canaries.mkdir()
    # Some of these have more paths than a machine can list, and nobody looks at the numbers.
    crew.forge.uncounted = True
    first = crew.claims("eve", 2, "one")
    crew.forge.account(ROGUE)
    crew.forge.fork(ROGUE)
    main = crew.at()
    heads: dict[str, str] = {}
    parts: dict[str, dict[str | bytes, Content]] = {}
    paths: dict[str, list[str]] = {}
    for at, one in enumerate(TABLE.values()):
        site = Site(crew, one.name, FIRST + at, main, first, canaries)
        if one.build:
            heads[one.pull] = one.build(site)
        elif one.files:
            brought = one.files(site)
            parts.setdefault(one.pull, {}).update(brought)
            paths[one.name] = [os.fsdecode(path) for path in brought]
    heads |= {pull: crew.step(files, None, main) for pull, files in parts.items()}
    where = str(crew.forge.hub.path(ROGUE, "registry"))
    branches = {one.pull: (one.branch, one.base) for one in TABLE.values()}
    # GitHub opens none without a common history; what is pushed afterwards it takes.
    opened = heads | {UNRELATED: crew.step({"x": "x\n"}, None, main)}
    specs = (f"{opened[pull]}:refs/heads/{branch}" for pull, (branch, _) in branches.items())
    crew.desk.git("push", "--quiet", "--force", where, *specs, **crew.forge.env(ROGUE))
    pulls = {
        pull: crew.forge.open_pull(ROGUE, f"{ROGUE}:{branch}", base=base, title=f"{pull} [skip ci]")
        for pull, (branch, base) in branches.items()
    }
    crew.put(ROGUE, branches[UNRELATED][0], heads[UNRELATED])
    crew.forge.account(TWIN)
    pulls["twin"] = crew.propose(TWIN, "twin", heads["one-head-first"])
    last = [crew.claims("bob", 4, "three"), crew.claims("mia", 3, "second")]
    crew.forge.sync = lambda: None  # type: ignore[method-assign] # nobody pushes from here on
    return Yard(crew, canaries, (first, *last), pulls, main, paths)
