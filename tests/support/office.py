"""A team at work: a bare remote with the real hook, an approver's key, and clones of it.

Everything is below one folder, and clones name their remote by a relative URL, so that a prepared
office is copied instead of made again.
"""

from __future__ import annotations

import importlib
import os
import pkgutil
import shlex
import shutil
import subprocess
import sys
import tempfile
import traceback
import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import muster
from muster.flows.identity import SOURCES
from muster.rules.catalog import catalog
from support.repos import Done, Repo, charter, environment, slots

OBJECTIVES = "[{id: mrr, statement: Reach $120k MRR, metric: mrr, target: 120000}]"

BID = """\
role:
  title: Copywriter
  does: Write the texts of the newsletter
goal:
  statement: Write 4 newsletters a week
  metrics: [{name: newsletters_written, exactly: 4, per: week}]
  serves: mrr
"""
"""A role and a goal for a number that nobody planned."""


@dataclass
class Office:
    """One folder with hub.git, the approver's key and clones; ``state`` holds the keys."""

    folder: Path

    @classmethod
    def make(cls, folder: Path, size: int = 6, planned: int = 3, **charter_lines: str) -> Office:
        """The first numbers are planned, the others free; the clone ``one`` is checked out."""
        folder.mkdir(parents=True)
        office = cls(folder)
        office.make_key("approver")
        public = " ".join((folder / "approver.pub").read_text().split()[:2])
        lines = {
            "identity": "signed",
            "objectives": OBJECTIVES,
            "approvers": f"[{{name: Ann, github: ann, key: {public}}}]",
            **charter_lines,
        }
        hub = Repo.make(folder / "hub.git", bare=True)
        plan = slots(*range(1, planned + 1))
        hub.commit({"registry/charter.yaml": charter(size, **lines), **plan})
        hub.git("config", "receive.fsckObjects", "true")
        office.set_hook(f"exec {shlex.quote(sys.executable)} -I -m muster.cli.pre_receive")
        one = Repo.make(folder / "one")
        one.git("remote", "add", "origin", "../hub.git")
        one.git("fetch", "--quiet", "origin")
        one.git("update-ref", "refs/heads/main", "origin/main")
        one.checkout()
        return office

    def copy(self, folder: Path) -> Office:
        """The same office somewhere else."""
        shutil.copytree(self.folder, folder, symlinks=True)
        return Office(folder)

    def unguarded(self) -> Office:
        """Take the remote's hook away."""
        (self.hub.folder / "hooks/pre-receive").unlink()
        return self

    @property
    def hub(self) -> Repo:
        """The remote."""
        return Repo(self.folder / "hub.git", True, self._env)

    @property
    def one(self) -> Repo:
        """The first clone."""
        return self.clone("one")

    @property
    def approver(self) -> Path:
        """The approver's private key."""
        return self.folder / "approver"

    @property
    def _env(self) -> dict[str, str]:
        home = self.folder / "home"
        home.mkdir(exist_ok=True)
        found = environment(home, MUSTER_STATE_HOME=str(self.folder / "state"))
        return {k: v for k, v in found.items() if not k.endswith("_DATE") and k not in SOURCES}

    def clone(self, name: str) -> Repo:
        """A clone by its name, made from the first where it is not there yet."""
        where = self.folder / name
        if not where.exists():
            shutil.copytree(self.folder / "one", where, symlinks=True)
        return Repo(where, False, self._env)

    def make_key(self, name: str) -> Path:
        """A key of somebody's own, beside the clones."""
        made = self.folder / name
        subprocess.run(
            ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", name, "-f", str(made)], check=True
        )
        return made

    def set_hook(self, text: str, name: str = "pre-receive") -> None:
        """Make a hook of the remote: a shell script."""
        hook = self.hub.folder / "hooks" / name
        hook.parent.mkdir(exist_ok=True)
        hook.write_text(f"#!/bin/sh\n{text}\n")
        hook.chmod(0o755)

    def muster(
        self, *arguments: str, at: str | Path = "one", given: str | bytes = b"", **env: str
    ) -> Done:
        """Run the command in a clone, or in a folder."""
        where = at if isinstance(at, Path) else self.clone(at).folder
        data = given.encode() if isinstance(given, str) else given
        return forked(where, {**self._env, **env}, arguments, data)

    def claim(self, session: str, *arguments: str, **more: Any) -> Done:
        """``muster claim`` as a session, which must succeed."""
        done = self.muster("claim", *arguments, "--session-id", session, "--json", **more)
        assert done.code == 0, done
        return done

    def approve(self, *names: str, **more: Any) -> Done:
        """``muster approve`` by the approver, who says yes to everything; it must succeed."""
        done = self.muster("approve", *names, "--yes", *self.by_approver, "--json", **more)
        assert done.code == 0, done
        return done

    @property
    def by_approver(self) -> tuple[str, str]:
        """The options of who acts with the approver's key."""
        return "--key", str(self.approver)

    def blob(self, ref: str, number: int) -> str:
        """A record's text as the remote has it."""
        done = subprocess.run(
            ["git", "cat-file", "blob", f"{ref}:registry/sessions/{number:03d}.yaml"],
            cwd=self.hub.folder, env=self._env, capture_output=True, check=True,
        )  # fmt: skip
        return done.stdout.decode("utf-8")

    def refs(self) -> dict[str, str]:
        """All refs of the remote."""
        return refs(self.hub)


def refs(repo: Repo, *below: str) -> dict[str, str]:
    """The refs of a repository, all or those below some prefixes."""
    told = repo.git("for-each-ref", "--format=%(refname) %(objectname)", *below)
    return dict(line.split() for line in told.splitlines())


def forked(
    where: Path, env: Mapping[str, str], arguments: tuple[str, ...], given: bytes = b""
) -> Done:
    """Run the command as a child that need not start Python and import everything again."""
    main = _warm()
    file = tempfile.TemporaryFile
    with file() as stdin, file() as out, file() as err:
        stdin.write(given)
        stdin.seek(0)
        with warnings.catch_warnings():
            # Python 3.12 warns where a thread runs, as that of the stand-in for GitHub does. The
            # child needs no thread and no lock of this process.
            warnings.simplefilter("ignore", DeprecationWarning)
            child = os.fork()
        if child == 0:
            _become(main, where, env, arguments, (stdin, out, err))
        _, status = os.waitpid(child, 0)
        told = [_read(stream) for stream in (out, err)]
    return Done(os.waitstatus_to_exitcode(status), *told)


def asked(repo: Repo, *arguments: str, at: Path | None = None, **env: str) -> Done:
    """Run the command in a repository, or another folder, in the same way."""
    return forked(at or repo.folder, {**repo.env, **env}, arguments)


@cache
def _warm() -> Callable[[], object]:
    """Import what a command may import, once; the function that runs one."""
    for module in pkgutil.walk_packages(muster.__path__, "muster."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    catalog()
    from muster.cli.main import main

    return main


def _read(file: Any) -> str:
    file.seek(0)
    return str(file.read().decode("utf-8"))


def _become(
    main: Any, where: Path, env: Mapping[str, str], arguments: tuple[str, ...], files: Any
) -> None:
    code = 99
    try:
        for number, file in enumerate(files):
            os.dup2(file.fileno(), number)
        sys.stdin, sys.stdout, sys.stderr = (
            open(number, mode, encoding="utf-8", closefd=False)  # noqa: SIM115
            for number, mode in ((0, "r"), (1, "w"), (2, "w"))
        )
        os.environ.clear()
        os.environ.update(env)
        os.chdir(where)
        sys.argv = ["muster", *arguments]
        main()
    except SystemExit as error:
        code = error.code if isinstance(error.code, int) else 1
    except BaseException:
        traceback.print_exc()
    finally:
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
        os._exit(code)
