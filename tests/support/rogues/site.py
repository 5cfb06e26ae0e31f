"""Where one rogue is built: a number of its own, a key of its own, and the team's real objects."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from support.forge.crew import Crew
from support.forge.state import Pull
from support.remotes import make_key
from support.repos import Content, path_of, record

SHELL = ("$(touch {0})", "`touch {0}`", " ; touch {0} ;\n", "touch {0}\n")
"""How a text is run, where anything runs it."""


@dataclass
class Site:
    """``first`` is an honest claim that was opened before all rogues, signed by the key ``one``."""

    crew: Crew
    name: str
    number: int
    main: str
    first: Pull
    canaries: Path

    @property
    def canary(self) -> str:
        """A command that leaves a trace where it is run."""
        return f"touch {self.canaries}/{self.name}"

    @property
    def bait(self) -> str:
        """A text that leaves a trace where any shell gets it."""
        return "".join(one.format(f"{self.canaries}/{self.name}") for one in SHELL)

    @property
    def path(self) -> str:
        """Where the record of its number stands."""
        return path_of(self.number)

    @property
    def session(self) -> str:
        """Its session's id."""
        return f"session-{self.name}"

    @property
    def key(self) -> str:
        """The name of its own key, made when it is asked for."""
        if not self.crew.key(self.name).exists():
            make_key(self.crew.key(self.name))
        return self.name

    def text(self, number: int = 0, **more: str) -> str:
        """A record that it claims; ``more`` are lines by key."""
        lines = {"key": self.crew.public(self.key), **more}
        return record(number or self.number, self.session, **lines)

    def held(self, number: int, session: str, key: str, **more: str) -> str:
        """A record as another session has it, or would."""
        return record(number, session, **{"key": self.crew.public(key), **more})

    def claim(self, signer: str | None = "own", on: str = "", **more: str) -> str:
        """A claim of its number, signed by its own key, by another, or by none."""
        return self.step({self.path: self.text(**more)}, signer, on)

    def step(
        self,
        files: Mapping[str | bytes, Content],
        key: str | None = "own",
        on: str = "",
        message: str = "A step\n",
        **env: str,
    ) -> str:
        """A commit on main, or on another one."""
        signer = self.key if key == "own" else key
        return self.crew.step(files, signer, on or self.main, message, **env)

    def merge(self, *parents: str, tree: str, key: str | None = "own") -> str:
        """A commit with several parents and the tree of one."""
        signer = self.key if key == "own" else key
        return self.crew.sign(f"{tree}^{{tree}}", parents, signer)

    def blob(self, content: bytes) -> str:
        """A file's object."""
        return self.raw("blob", content)

    def raw(self, kind: str, content: bytes) -> str:
        """An object as it is, whatever git thinks of it."""
        return self.crew.desk.git(
            "hash-object", "-w", "--stdin", "-t", kind, "--literally", given=content
        )

    def tree(self, *entries: tuple[str, bytes, str]) -> str:
        """A tree of exactly these entries: mode, name, object."""
        rows = (b"%s %s\0%s" % (m.encode(), n, bytes.fromhex(oid)) for m, n, oid in entries)
        return self.raw("tree", b"".join(rows))

    def root(self, *entries: tuple[str, bytes, str]) -> str:
        """Main's tree with these entries behind its own."""
        listed = self.crew.desk.git("ls-tree", "-z", self.main)
        own = []
        for line in listed.rstrip("\0").split("\0"):
            head, _, name = line.partition("\t")
            mode, _, oid = head.split()
            own.append((mode.lstrip("0"), name.encode(), oid))
        return self.tree(*own, *entries)

    def commit(self, tree: str, key: str | None = None) -> str:
        """A commit of a tree on main."""
        return self.crew.sign(tree, [self.main], key)
