"""Workflow files, unmodified, under act on this machine, chosen as GitHub would choose them.

``Runner.react`` takes the files from the commit that GitHub takes them from: main's tip for
``pull_request_target``, ``schedule`` and ``workflow_dispatch``; the commit itself for ``push``; the
group's head for ``merge_group``; the merge of head and base for ``pull_request``, which does not
run where there is a conflict.

What act is not: it knows no ``permissions`` (a workflow's token may always what ``state.BOT``
says, except that ``pull_request`` from a fork only reads), no ``concurrency``, no ``environment``
with its protection, and one machine does all jobs. Its steps see a terminal. It can't fetch actions
here: a job that has a ``uses`` and is not skipped fails. git, gh and pip reach the stand-in and the
wheelhouse only; nothing keeps another program from the network.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from support.forge.hub import ConflictError
from support.forge.machine import programs, wheelhouse
from support.forge.people import git_environment
from support.forge.state import BOT, READING
from support.forge.triggers import read, starts

if TYPE_CHECKING:
    from support.forge.forge import Forge

WORKFLOWS = ".github/workflows/"
PATIENCE = 300
"""Seconds after which a run has failed: a step that asks the terminal would wait for ever."""
REQUIREMENTS = ".github/muster/requirements.txt"


@dataclass(frozen=True)
class Ran:
    """One workflow file's run."""

    code: int
    jobs: dict[str, str]
    """Job → success, failure or skipped."""
    log: str
    """What the steps printed and what act says of them, line by line; secrets are masked."""
    outputs: dict[str, str]
    """``STEP.NAME`` → what a step put out."""


@dataclass
class Runner:
    """Runs workflows of a forge's repository in a folder of its own."""

    forge: Forge
    folder: Path
    variables: Mapping[str, str] = field(default_factory=dict)
    """The repository's variables: ``vars.NAME``."""
    secrets: Mapping[str, str] = field(default_factory=dict)
    """Its secrets, besides the token."""
    quick: bool = True
    """Whether pip remembers what it installed, see ``quick_pip.py``: it takes most of a run."""
    count: int = 0

    def react(self, name: str, **details: Any) -> dict[str, Ran]:
        """Run what an event starts (``Forge.event`` says which details); by file's name."""
        payload = self.forge.event(name, **details)
        commit = self._commit(name, payload)
        if not commit:
            return {}
        files = {path: self._blob(commit, path) for path in self._paths(commit)}
        chosen = [path for path, data in files.items() if starts(read(data), name, payload)]
        return {Path(path).name: self.run(path, commit, name, payload) for path in chosen}

    def run(self, path: str, commit: str, name: str, payload: dict[str, Any]) -> Ran:
        """Run one workflow file of a commit."""
        self.count += 1
        folder = self.folder / str(self.count)
        data = self._blob(commit, path)
        where = self._clone(folder / "clone", commit, path, data)
        (folder / "event.json").write_text(json.dumps(payload))
        token = READING if _from_fork(name, payload) else self.forge.state.accounts[BOT].token
        secrets = {**self.secrets, "GITHUB_TOKEN": token}
        none = [f"--{kind}-file={os.devnull}" for kind in ("env", "secret", "var", "input")]
        command = [
            str(Path(sys.executable).with_name("act")), name, "--json", "--directory", str(where),
            "--workflows", str(where / path), "--eventpath", str(folder / "event.json"),
            "--platform", "ubuntu-latest=-self-hosted", "--platform", "ubuntu-24.04=-self-hosted",
            "--pull=false", "--action-offline-mode", "--no-cache-server", *none,
            "--actor", payload["sender"]["login"],
            *(word for it in secrets.items() for word in ("--secret", "=".join(it))),
            *(word for it in self.variables.items() for word in ("--var", "=".join(it))),
        ]  # fmt: skip
        done = subprocess.run(
            command, cwd=folder, env=self._environment(folder), stdin=subprocess.DEVNULL,
            capture_output=True, check=False, text=True, timeout=PATIENCE,
        )  # fmt: skip
        return _told(done, read(data))

    def _environment(self, folder: Path) -> dict[str, str]:
        """Everything that act, and so each job, sees. Nothing of this machine's is in it."""
        for name in ("home", "cache"):
            (folder / name).mkdir()
        pins = self._blob("main", REQUIREMENTS)  # and never a pull request's: they are fetched
        env = git_environment(self.forge, BOT)
        env |= {
            "HOME": str(folder / "home"),
            "LANG": "C.UTF-8",
            "PATH": programs(self.quick),
            "PIP_CONFIG_FILE": os.devnull,
            "PIP_DISABLE_PIP_VERSION_CHECK": "1",
            "PIP_NO_INDEX": "1",
            "XDG_CACHE_HOME": str(folder / "cache"),
        }
        return env | ({"PIP_FIND_LINKS": str(wheelhouse(pins))} if pins else {})

    def _commit(self, name: str, payload: dict[str, Any]) -> str:
        """Whose files GitHub takes; empty where nothing runs."""
        if name == "push":
            return str(payload["after"])
        if name == "merge_group":
            return str(payload["merge_group"]["head_sha"])
        if name != "pull_request":
            return self.forge.main()
        pull, repo = payload["pull_request"], self.forge.upstream
        base = repo.tip(pull["base"]["ref"])
        try:
            return self.forge.hub.merge(repo, base, pull["head"]["sha"], BOT, "Merge")
        except ConflictError:
            return ""

    def _paths(self, commit: str) -> list[str]:
        told = self.forge.upstream.git("ls-tree", "-z", commit, WORKFLOWS)
        entries = (entry.split("\t", 1) for entry in told.split("\0") if entry)
        files = [path for kind, path in entries if kind.startswith("100")]
        return [path for path in files if path.endswith((".yml", ".yaml"))]

    def _blob(self, commit: str, path: str) -> bytes:
        done = subprocess.run(
            ["git", "cat-file", "blob", f"{commit}:{path}"], cwd=self.forge.upstream.folder,
            env=self.forge.hub.env, check=False, capture_output=True,
        )  # fmt: skip
        return done.stdout

    def _clone(self, where: Path, commit: str, path: str, data: bytes) -> Path:
        """A repository at a commit, as act wants to stand in one, with the one file."""
        where.mkdir(parents=True)
        commands = [
            ["init", "--quiet", "--template=", "--initial-branch=main"],
            ["fetch", "--quiet", str(self.forge.upstream.folder), commit],
            ["update-ref", "HEAD", commit],
            ["remote", "add", "origin", self.forge.url],
        ]
        for command in commands:
            subprocess.run(["git", *command], cwd=where, env=self.forge.hub.env, check=True)
        (where / path).parent.mkdir(parents=True)
        (where / path).write_bytes(data)
        return where


def _from_fork(name: str, payload: dict[str, Any]) -> bool:
    """Whether GitHub gives a token that only reads."""
    return name == "pull_request" and bool(payload["pull_request"]["head"]["repo"]["fork"])


def _told(done: subprocess.CompletedProcess[str], workflow: dict[str, Any]) -> Ran:
    """Act's lines of JSON, as a run; a job that it says nothing of was skipped."""
    jobs = dict.fromkeys(workflow.get("jobs") or {}, "skipped")
    outputs: dict[str, str] = {}
    log = []
    for line in done.stdout.splitlines():
        said = json.loads(line)
        if "jobResult" in said:
            jobs[said["jobID"]] = said["jobResult"]
        if said.get("command") == "set-output":
            outputs[".".join([*said["stepID"], said["name"]])] = said["arg"]
        log.append(f"{said.get('jobID', '')}: {said['msg'].rstrip()}")
    return Ran(done.returncode, jobs, "\n".join([*log, done.stderr]), outputs)
