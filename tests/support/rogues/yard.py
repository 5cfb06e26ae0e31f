"""All rogues at once: a team on the stand-in with every one of them open between honest claims."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from support.forge.crew import Crew
from support.forge.state import Pull
from support.rogues import TABLE, Rogue
from support.rogues.history import HELD
from support.rogues.site import Site

SIZE = 999
FIRST = 20
"""The number of the first rogue."""
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
    crew.forge.merge(pull.number, by="ada")
    crew.refresh()
    crew.desk.git("push", "--quiet", "origin", f"{crew.at()}:refs/heads/other",
                  **crew.forge.env("ada"))  # fmt: skip
    return crew


def fill(crew: Crew, canaries: Path) -> Yard:
    """Open them all."""
    canaries.mkdir()
    # Some of these have more paths than a machine can list, and nobody looks at the numbers.
    crew.forge.extent_of = _unknown_extent  # type: ignore[method-assign]
    first = crew.claims("eve", 2, "one")
    crew.forge.account(ROGUE)
    crew.forge.fork(ROGUE)
    main = crew.at()
    heads: dict[Rogue, str] = {}
    for at, one in enumerate(TABLE.values()):
        site = Site(crew, one.name, FIRST + at, main, first, canaries)
        heads[one] = one.build(site)
    where = str(crew.forge.hub.path(ROGUE, "registry"))
    specs = (f"{head}:refs/heads/{one.branch}" for one, head in heads.items())
    crew.desk.git("push", "--quiet", "--force", where, *specs, **crew.forge.env(ROGUE))
    pulls = {
        one.name: crew.forge.open_pull(
            ROGUE, f"{ROGUE}:{one.branch}", base=one.base, title=f"{one.name}: {one.tries}"
        )
        for one in heads
    }
    last = [crew.claims("bob", 4, "three"), crew.claims("mia", 3, "second")]
    return Yard(crew, canaries, (first, *last), pulls)


def _unknown_extent(pull: Pull) -> dict[str, int]:
    return {"changed_files": 0, "additions": 0, "deletions": 0}
