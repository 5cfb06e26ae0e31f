"""A team on the stand-in for GitHub: real keys, signed claims, forks, and main's own workflows.

Sessions claim from forks, by accounts without write access; ``ada`` approves.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from support.forge.forge import Forge
from support.forge.state import Comment, Pull, Status
from support.remotes import KEYS, Team, make_key
from support.repos import Content, Repo, charter, slots

CONTEXT = "muster/validate"
SOURCE = Path(__file__).parents[3]
"""This checkout, whose workflows and muster are put on the team's main."""

_SHIPPED = (".github", "tools/muster", "schema", "AGENTS.md")


@dataclass
class Crew(Team):
    """A ``Team`` whose remote is the stand-in's repository; ``desk`` makes the commits."""

    forge: Forge = field(kw_only=True)

    @property
    def remote(self) -> Path:
        """The team's bare repository."""
        return self.forge.upstream.folder

    @classmethod
    def make(
        cls,
        folder: Path,
        planned: Sequence[int] = (1, 2, 3, 4),
        *,
        tools: bool = True,
        **more: str,
    ) -> Crew:
        """A registry of twelve with planned slots; ``more`` are further lines of the charter.

        ``tools``: with the workflows, and what these install.
        """
        desk = Repo.make(folder / "desk")
        (folder / "keys").mkdir()
        for name in KEYS:
            make_key(folder / "keys" / name)
        approver = (folder / "keys" / "approver.pub").read_text().strip()
        lines = {
            "identity": "signed",
            "approval": "forge",
            "orchestrator": "{number: 1, github: lead}",
            "approvers": f"[{{name: Ada, github: ada, key: {approver}}}]",
            **more,
        }
        desk.commit(
            {
                "registry/charter.yaml": charter(**lines),
                **slots(*planned),
                **(shipped() if tools else {}),
            }
        )
        forge = Forge.make(folder / "forge", desk.folder)
        forge.account("ada", permission="admin")
        desk.git("remote", "add", "origin", str(forge.upstream.folder))
        desk.git("fetch", "--quiet", "origin")
        return cls(folder, desk, forge=forge)

    def copy(self, folder: Path) -> Crew:
        """The same once more, somewhere else, with a server of its own."""
        shutil.copytree(self.folder, folder, symlinks=True, ignore=shutil.ignore_patterns("forge"))
        forge = self.forge.copy(folder / "forge")
        desk = Repo(folder / "desk", env=self.desk.env)
        desk.git("remote", "set-url", "origin", str(forge.upstream.folder))
        return Crew(folder, desk, forge=forge)

    def refresh(self) -> None:
        """Let the desk know main as it is."""
        self.desk.git("fetch", "--quiet", "origin")

    def put(self, login: str, branch: str, commit: str) -> None:
        """Push a commit to a branch of a login's fork, or of the team's repository by ``team``."""
        if login != "team":
            self._fork(login)
        where = self.forge.hub.repo(login, "registry").folder
        env = self.forge.env("ada" if login == "team" else login)
        self.desk.git(
            "push", "--quiet", "--force", str(where), f"{commit}:refs/heads/{branch}", **env
        )
        self.forge.sync()

    def propose(
        self, login: str, branch: str, commit: str, base: str = "main", title: str = "A claim"
    ) -> Pull:
        """Push a commit to a login's fork and open the pull request."""
        self.put(login, branch, commit)
        return self.forge.open_pull(login, f"{login}:{branch}", base=base, title=title)

    def claims(
        self, login: str, number: int, key: str = "one", session: str = "", **more: str
    ) -> Pull:
        """A signed claim as a pull request from a login's fork."""
        self.refresh()
        commit = self.claim(number, key, session, **more)
        return self.propose(login, f"claim/{number:03d}", commit)

    def verdict(self, pull: Pull) -> Status | None:
        """The judge's status on the head of a pull request."""
        return self.forge.status(self.forge.state.pulls[pull.number].head_sha, CONTEXT)

    def comment(self, pull: Pull) -> Comment:
        """The one comment of the judge."""
        (only,) = self.forge.comments(pull.number)
        assert only.author == "github-actions[bot]"
        return only

    def _fork(self, login: str) -> Repo:
        if login not in self.forge.state.accounts:
            self.forge.account(login)
        return self.forge.fork(login)


def shipped() -> Mapping[str | bytes, Content]:
    """The workflows, and all that they install, as this checkout has them."""
    found: dict[str | bytes, Content] = {}
    for name in _SHIPPED:
        path = SOURCE / name
        for file in [path] if path.is_file() else sorted(path.rglob("*")):
            if file.is_file() and "__pycache__" not in file.parts:
                found[str(file.relative_to(SOURCE))] = file.read_bytes()
    return found
