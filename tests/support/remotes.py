"""A plain remote as teams use it: made by the real command, pushed to by real git, real keys.

``prepare`` makes one folder with a remote, a clone and keys; tests work on copies of it.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from support.office import forked
from support.repos import Content, Done, Repo, charter, claim, slots, together

KEYS = ("approver", "second", "one", "two", "three", "stranger")
"""``approver`` stands in the charter, the others in nothing yet."""


def make_key(path: Path) -> str:
    """Make a key pair and return the public half, as kind and blob."""
    subprocess.run(
        ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", str(path)], check=True
    )
    return public(path)


def public(path: Path) -> str:
    """The public half of a key."""
    return path.with_name(f"{path.name}.pub").read_text().strip()


def signed_charter(*approvers: str, **more: str) -> str:
    """A charter of a signed team with these public keys as approvers."""
    listed = ", ".join(f"{{name: Approver {at}, key: {key}}}" for at, key in enumerate(approvers))
    return charter(**{"identity": "signed", "approvers": f"[{listed}]", **more})


@dataclass
class Team:
    """One folder: ``team`` is the remote, ``desk`` a clone, ``keys`` the private keys."""

    folder: Path
    desk: Repo

    @property
    def remote(self) -> Path:
        """The bare repository."""
        return self.folder / "team"

    def key(self, name: str) -> Path:
        """A private key's file."""
        return self.folder / "keys" / name

    def public(self, name: str) -> str:
        """A public key as records hold it."""
        return public(self.key(name))

    def at(self, ref: str = "main") -> str:
        """The commit of a branch of the remote, or of a ref by its full name; empty for none."""
        full = ref if ref.startswith("refs/") else f"refs/heads/{ref}"
        done = subprocess.run(
            ["git", "--git-dir", str(self.remote), "rev-parse", "--verify", "--quiet", full],
            env=self.desk.env, capture_output=True, check=False, text=True,
        )  # fmt: skip
        return done.stdout.strip()

    def config(self, name: str, value: str) -> None:
        """Change a setting of the remote."""
        self.desk.git("--git-dir", str(self.remote), "config", name, value)

    def tree(self, files: Mapping[str | bytes, Content], on: str) -> str:
        """A tree: that of a commit with files laid over it."""
        scratch = self.desk.commit(files, on="scratch", parents=[on])
        return self.desk.git("rev-parse", f"{scratch}^{{tree}}")

    def sign(
        self,
        tree: str,
        parents: Sequence[str],
        key: str | None,
        message: str = "A step\n",
        **env: str,
    ) -> str:
        """A commit object, signed by git itself; ``key`` None leaves it unsigned."""
        signing = ["-c", "gpg.format=ssh", "-c", f"user.signingKey={self.key(key)}"] if key else []
        chain = [word for parent in parents for word in ("-p", parent)]
        return self.desk.git(
            *signing, "commit-tree", *(["-S"] if key else []), tree, *chain,
            given=message.encode(), **env,
        )  # fmt: skip

    def step(
        self,
        files: Mapping[str | bytes, Content],
        key: str | None,
        on: str = "",
        message: str = "A step\n",
        **env: str,
    ) -> str:
        """A signed commit on a commit, by default on main."""
        on = on or self.at()
        return self.sign(self.tree(files, on), [on], key, message, **env)

    def claim(
        self, number: int, key: str = "one", session: str = "", on: str = "", **more: str
    ) -> str:
        """A claim's commit, signed by its key; the session is named after the key."""
        files = claim(number, session or f"session-{key}", key=self.public(key), **more)
        return self.step(files, key, on)

    def merge(
        self,
        head: str,
        key: str | None = "approver",
        *,
        on: str = "",
        parents: Sequence[str] | None = None,
        tree: str = "",
        message: str = "",
        **env: str,
    ) -> str:
        """An approved merge of a head into main, or one that is wrong in what is given."""
        on = on or self.at()
        tree = tree or self.desk.git("merge-tree", "--write-tree", on, head).splitlines()[0]
        told = message or f"Approve\n\nMuster-Approve: {head}\n"
        return self.sign(tree, parents or [on, head], key, told, **env)

    def push(self, *refspecs: str, url: str = "", **env: str) -> Done:
        """Push, as git does it; nothing is said of the outcome."""
        done = subprocess.run(
            ["git", "push", "--quiet", url or str(self.remote), *refspecs],
            cwd=self.desk.folder, env={**self.desk.env, **env}, stdin=subprocess.DEVNULL,
            capture_output=True, check=False,
        )  # fmt: skip
        return Done(done.returncode, done.stdout.decode(), done.stderr.decode("utf-8", "replace"))

    def lets_in(self, *refspecs: str, **env: str) -> None:
        """Push, and fail the test unless it gets in."""
        done = self.push(*refspecs, **env)
        assert done.code == 0, done.err

    def refuses(self, *refspecs: str, told: str = "", **env: str) -> Done:
        """Push, and fail the test unless it is refused by reason of what is told; nothing moves."""
        before = self.refs()
        done = self.push(*refspecs, **env)
        assert done.code != 0, done
        assert told in said(done), said(done)
        assert self.refs() == before
        return done

    def refuses_each(self, *pushes: tuple[str, str]) -> None:
        """Several such pushes, a refspec and what is told each, at the same time."""
        before = self.refs()
        done = together(*(partial(self.push, refspec) for refspec, _ in pushes))
        for one, (refspec, told) in zip(done, pushes, strict=True):
            assert one.code != 0, refspec
            assert told in said(one), (refspec, said(one))
        assert self.refs() == before

    def land(self, head: str, key: str = "approver") -> str:
        """Approve a head and push the merge; its id."""
        merge = self.merge(head, key)
        self.lets_in(f"{merge}:refs/heads/main")
        return merge

    def land_all(self, *heads: str) -> list[str]:
        """Approve heads, each on the one before, and push all merges at once; their ids."""
        merges: list[str] = []
        for head in heads:
            merges.append(self.merge(head, on=merges[-1] if merges else ""))
        self.lets_in(f"{merges[-1]}:refs/heads/main")
        return merges

    def refs(self) -> str:
        """All refs of the remote."""
        return self.desk.git("--git-dir", str(self.remote), "for-each-ref")

    def copy(self, folder: Path) -> Team:
        """The same team once more, somewhere else."""
        shutil.copytree(self.folder, folder, symlinks=True)
        env = {**self.desk.env, "HOME": str(folder / "home")}
        return Team(folder, Repo(folder / "desk", env=env))


def prepare(folder: Path, planned: Sequence[int] = (1, 2, 3, 4), **more: str) -> Team:
    """A remote with planned slots, of twelve unless told, a clone of it and keys.

    ``more`` are further lines of the charter.
    """
    desk = Repo.make(folder / "desk")
    (folder / "home").mkdir()
    desk.env["HOME"] = str(folder / "home")
    (folder / "keys").mkdir()
    for name in KEYS:
        make_key(folder / "keys" / name)
    team = Team(folder, desk)
    begin(team, folder / "team", signed_charter(team.public("approver"), **more), planned)
    desk.git("remote", "add", "origin", "../team")
    desk.git("fetch", "--quiet", "origin")
    return team


def begin(team: Team, remote: Path, text: str, planned: Sequence[int] = (1, 2, 3, 4)) -> None:
    """Make a remote by the command, with planned slots."""
    plan = team.folder / "plan"
    for path, content in {"registry/charter.yaml": text, **slots(*planned)}.items():
        (plan / path).parent.mkdir(parents=True, exist_ok=True)
        (plan / path).write_text(str(content))
    made = forked(team.folder, team.desk.env, ("remote", "init", str(remote), "--from", str(plan)))
    assert made.code == 0, made.err


def said(done: Done) -> str:
    """What a push was told, its lines joined and git's prefix taken away."""
    lines = (line.removeprefix("remote: ").strip() for line in done.err.splitlines())
    return " ".join(line for line in lines if line)


def hook(team: Team, lines: str) -> Done:
    """Run the hook's program as its script does, on updates that no client of git would send."""
    done = subprocess.run(
        [sys.executable, "-I", "-m", "muster.cli.pre_receive"], cwd=team.remote,
        env=team.desk.env, input=f"{lines}\n".encode(), capture_output=True, check=False,
    )  # fmt: skip
    return Done(done.returncode, done.stdout.decode(), done.stderr.decode())


def signed_tag(team: Team, name: str, at: str, key: str | None, message: str = "Consensus") -> str:
    """A tag object that is made here and not named."""
    signing = ["-c", "gpg.format=ssh", "-c", f"user.signingKey={team.key(key)}"] if key else []
    scratch = f"made-{len(team.desk.git('tag', '--list').split())}"
    assert team.desk.git("cat-file", "-t", at) == "commit"
    team.desk.git(*signing, "tag", "-s" if key else "-a", "-m", message, name, at)
    oid = team.desk.git("rev-parse", f"refs/tags/{name}")
    team.desk.git("update-ref", f"refs/tags/{scratch}", oid)
    team.desk.git("update-ref", "-d", f"refs/tags/{name}")
    return oid
