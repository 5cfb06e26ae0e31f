"""What the demo's rogues try: plain git against the remote of `muster remote init`."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

KeyOf = Callable[[str], Path]
Done = subprocess.CompletedProcess[str]


@dataclass(frozen=True)
class Rogue:
    """One attempt: what it is, how it is made in a clone of its own, and after which act."""

    title: str
    attempt: Callable[[Path, dict[str, str], KeyOf], Done]
    after: str = "approved"


class _Git:
    """Git in a rogue's clone, which signs with whatever key the rogue has."""

    def __init__(self, where: Path, environment: dict[str, str], key: Path | None = None) -> None:
        self.where = where
        self.environment = environment
        self.signing = (
            ["-c", "gpg.format=ssh", "-c", f"user.signingKey={key}", "-c", "commit.gpgSign=true"]
            if key
            else []
        )

    def __call__(self, *arguments: str, **environment: str) -> str:
        return subprocess.run(
            ["git", *self.signing, *arguments], cwd=self.where, check=True, capture_output=True,
            env={**self.environment, **environment}, text=True,
        ).stdout.strip()  # fmt: skip

    def push(self, *refs: str) -> Done:
        """Push; the caller wants to see it fail."""
        return subprocess.run(
            ["git", "push", "--force", "origin", *refs], cwd=self.where, check=False,
            capture_output=True, env=self.environment, text=True,
        )  # fmt: skip

    def edit(self, path: str, old: str, new: str) -> None:
        """Change a file and commit it."""
        file = self.where / path
        text = file.read_text("utf-8")
        if old not in text:
            raise LookupError(f"{path} has no {old!r}")
        file.write_text(text.replace(old, new, 1), "utf-8")
        self("commit", "--quiet", "--all", "--message", f"Change {path}")


def _fresh(where: Path, environment: dict[str, str], key: Path | None = None) -> _Git:
    git = _Git(where, environment, key)
    git("fetch", "--quiet")
    git("reset", "--quiet", "--hard", "origin/main")
    return git


def _direct(where: Path, environment: dict[str, str], key: KeyOf) -> Done:
    git = _fresh(where, environment, key("session-beta"))
    git.edit("registry/charter.yaml", "size: 12", "size: 13")
    return git.push("HEAD:main")


def _foreign(where: Path, environment: dict[str, str], key: KeyOf) -> Done:
    git = _fresh(where, environment, key("session-theta"))
    path = "registry/sessions/009.yaml"
    git.edit(path, "responsibilities:", "responsibilities:\n  - Whatever number 8 tells it to do")
    return git.push("HEAD:claim/009")


def _forged_date(where: Path, environment: dict[str, str], key: KeyOf) -> Done:
    git = _fresh(where, environment, key("session-theta"))
    path = where / "registry/sessions/010.yaml"
    text = path.read_text("utf-8")
    holder = next(line for line in text.splitlines() if line.startswith("session_id:"))
    path.write_text(text.replace(holder, "session_id: session-that-was-first"), "utf-8")
    long_ago = "2001-01-01T00:00:00Z"
    git(
        "commit", "--quiet", "--all", "--message", "Claim number 10, long ago",
        GIT_AUTHOR_DATE=long_ago, GIT_COMMITTER_DATE=long_ago,
    )  # fmt: skip
    return git.push("HEAD:claim/010")


def _swapped(where: Path, environment: dict[str, str], key: KeyOf) -> Done:
    git = _fresh(where, environment, key("session-mu"))
    begun = git("rev-list", "--max-parents=0", "HEAD")
    tree = git("rev-parse", "HEAD^{tree}")
    other = git("commit-tree", tree, "-p", begun, "-m", "A history of my own")
    merge = git("commit-tree", tree, "-p", other, "-p", "HEAD", "-m", "Merge main into mine")
    return git.push(f"{merge}:main")


def _session_merge(where: Path, environment: dict[str, str], key: KeyOf) -> Done:
    git = _fresh(where, environment, key("session-mu"))
    git.edit("registry/charter.yaml", "identity: signed", "identity: open")
    head = git("rev-parse", "HEAD")
    main = git("rev-parse", "origin/main")
    merge = git(
        "commit-tree", f"{head}^{{tree}}", "-p", main, "-p", head, "-S",
        "-m", "Approve myself", "-m", f"Muster-Approve: {head}",
    )  # fmt: skip
    return git.push(f"{merge}:main")


def _swallow(where: Path, environment: dict[str, str], key: KeyOf) -> Done:
    git = _Git(where, environment, key("session-kappa"))
    git("fetch", "--quiet")
    git("switch", "--quiet", "--detach", "origin/claim/010")
    git("merge", "--quiet", "--strategy", "ours", "--message", "Swallow", "origin/claim/011")
    return git.push("HEAD:claim/010")


def _delete(where: Path, environment: dict[str, str], key: KeyOf) -> Done:
    return _Git(where, environment).push("--delete", "claim/012")


def _take(where: Path, environment: dict[str, str], key: KeyOf) -> Done:
    git = _Git(where, environment, key("session-theta"))
    git("fetch", "--quiet")
    git("switch", "--quiet", "--detach", "origin/claim/012")
    git.edit("registry/sessions/012.yaml", "session_id: session-mu", "session_id: session-theta")
    return git.push("HEAD:claim/012")


def _proxy(where: Path, environment: dict[str, str], key: KeyOf) -> Done:
    git = _Git(where, environment, key("session-theta"))
    git("fetch", "--quiet")
    git("switch", "--quiet", "--detach", "origin/activation")
    mine, another = "session_id: session-theta", "1"
    if mine in (where / "registry/sessions/001.yaml").read_text("utf-8"):
        another = "2"
    confirmed = (where / "registry/activation.yaml").read_text("utf-8")
    digest = next(line for line in confirmed.splitlines() if line.startswith("digest:"))
    path = where / f"registry/acks/00{another}.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"number: {another}\n{digest}\naccepts: true\n", "utf-8")
    git("add", "--all")
    git("commit", "--quiet", "--message", f"Acknowledge as number {another}")
    return git.push("HEAD:activation")


ROGUES = (
    Rogue("A claim that swallows another with -s ours", _swallow, after="claimed"),
    Rogue("A push that takes over somebody's claim", _take, after="claimed"),
    Rogue("The deletion of somebody's claim", _delete, after="claimed"),
    Rogue("A push to main", _direct),
    Rogue("A merge with swapped parents, so that main's history begins with mine", _swapped),
    Rogue("A session that approves its own change of the charter", _session_merge),
    Rogue("A change of somebody else's record", _foreign),
    Rogue("An acknowledgement in another session's name", _proxy, after="confirmed"),
    Rogue("A claim with a forged date, older than everybody's", _forged_date),
)
