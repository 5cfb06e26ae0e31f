"""Main as the gate's checks see it: charter, owners, paths, and what stands on other branches."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from muster.engine.gate.codeowners import PLACES, PROBES, TOOLS, owned
from muster.engine.gate.facts import CONTEXT, Strange
from muster.flows.judging_change import read_main
from muster.flows.pinned_muster import pinned_muster
from muster.flows.shipped_files import REQUIREMENTS, shipped_files
from muster.git.branch_workflows import branch_workflows
from muster.git.pins import pinned_root
from muster.git.remote import Remote
from muster.git.repository import Repository
from muster.git.tree_files import paths_below, read_files
from muster.model.charter import Charter
from muster.model.error import SurroundingsError, UsageError
from muster.model.key import canonical_key
from muster.model.layout import CHARTER
from muster.model.registry import Registry

_MOST_PATHS = 5_000
_WRITES = re.compile(rb"(?:statuses|checks)[\"']?\s*:\s*[\"']?write|write-all")

_ESCAPE = re.compile(rb"\\(x[0-7][0-9A-Fa-f]|u00[0-7][0-9A-Fa-f]|U000000[0-7][0-9A-Fa-f])")


@dataclass(frozen=True)
class GateMain:
    """One look at the remote's main. ``rewound`` says why it is none to trust, empty if it is."""

    repository: Repository
    remote: Remote
    commit: str
    rewound: str

    @classmethod
    def open(cls, repository: Repository, remote: Remote) -> GateMain:
        """Fetch everything that the remote has."""
        remote.fetch_branches()
        name = f"{remote.name}/main"
        try:
            commit = repository.resolve(f"refs/remotes/{name}")
        except UsageError as error:
            raise SurroundingsError(
                "no-main",
                f"The remote {remote.name} has no branch main, so there is no registry.",
                "muster init",
            ) from error
        rewound = ""
        try:
            if not repository.shallow:
                pinned_root(repository, name, commit)
        except SurroundingsError as error:
            if error.code not in ("main-rewound", "other-registry"):
                raise
            rewound = error.message
        return cls(repository, remote, commit, rewound)

    @cached_property
    def registry(self) -> Registry:
        """Main's registry."""
        return read_main(self.repository, self.commit)

    @property
    def charter(self) -> Charter:
        """Main's charter; ``SurroundingsError`` where it has none that can be read."""
        found = self.registry.charter
        if found is None:
            raise SurroundingsError(
                "no-charter",
                f"{self.remote.name}/main has no {CHARTER} that can be read, so nobody approves.",
                "muster init",
            )
        return found

    @property
    def approver_logins(self) -> tuple[str, ...]:
        """The approvers' GitHub logins, each once."""
        named = {one.github.casefold(): one.github for one in self.charter.approvers if one.github}
        return tuple(named.values())

    @property
    def folders(self) -> tuple[str, ...]:
        """What approvers must own: CODEOWNERS itself too, and the tools where main has muster."""
        own = paths_below(self.repository, self.commit, ["tools/muster/__init__.py"])
        return (*owned(self.owners_file()[0] or PLACES[0]), *([TOOLS] if own else []))

    @cached_property
    def guarded_paths(self) -> tuple[str, ...]:
        """Main's paths in those folders, and some that may come."""
        there = paths_below(
            self.repository, self.commit, [folder.strip("/") for folder in self.folders]
        )
        return tuple(dict.fromkeys((*PROBES, *there[:_MOST_PATHS])))

    def owners_file(self) -> tuple[str, str]:
        """The CODEOWNERS file that GitHub takes: its path and text, both empty without one."""
        found = read_files(self.repository, self.commit, PLACES)
        for place in PLACES:
            if place in found:
                return place, found[place].decode("utf-8", "replace")
        return "", ""

    def record_keys(self) -> dict[str, int]:
        """The keys that records of main list, with the number of each."""
        return {
            canonical_key(session.key): session.number
            for session in self.registry.sessions
            if session.key and session.number is not None
        }

    def shipped(self) -> dict[str, bool | None]:
        """Whether main has the files that this muster ships; None where one is missing."""
        wanted = shipped_files()
        there = read_files(self.repository, self.commit, list(wanted))
        found = {
            path: there[path] == data if path in there else None for path, data in wanted.items()
        }
        if found[REQUIREMENTS] is False:  # `muster init` adds this muster's wheel, by its hash
            found[REQUIREMENTS] = there[REQUIREMENTS] == pinned_muster()[REQUIREMENTS]
        return found

    def strange(self) -> tuple[Strange, ...]:
        """Workflows on other branches that could set the judge's status, or too large to tell."""
        under = f"refs/remotes/{self.remote.name}/"
        listed = branch_workflows(self.repository, under, self.commit)
        found = [(one, _plain(one.data or b"")) for one in listed]
        return tuple(
            Strange(one.branch, one.path, named)
            for one, data in found
            if (named := CONTEXT.encode() in data) or one.data is None or _WRITES.search(data)
        )


def _plain(data: bytes) -> bytes:
    """A file with YAML's escapes of letters undone, which would hide a word."""
    return _ESCAPE.sub(lambda found: bytes([int(found[1][1:], 16)]), data)
