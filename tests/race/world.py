"""One remote with its real hook, several clones, and the command in this process or its own."""

from __future__ import annotations

import contextlib
import gc
import hashlib
import io
import json
import os
import shutil
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import muster
from muster.cli.main import main
from support.repos import Done, environment

TOOLS = Path(muster.__file__).parents[1]
WORDS = (
    "Draft the newsletters", "Answer the support mail", "Measure the funnel", "Book the meetings",
    "Translate the manuals", "Design the banners", "Audit the invoices", "Rehearse the demos",
    "Curate the gallery", "Renew the contracts", "Watch the servers", "Train the newcomers",
)  # fmt: skip
_HERE = (
    f'-c \'import sys; sys.path.insert(0, "{TOOLS}"); '
    "from muster.cli.pre_receive import main; sys.exit(main())'"
)
TOKEN = "RACE_TOKEN"  # noqa: S105 - marks the processes of one command
AWAY = {"GIT_AUTHOR_DATE": "1700000000 +0000", "GIT_COMMITTER_DATE": "1950000000 +0000"}
"""The clock of a clone that is years off, in both directions."""


def plan(number: int) -> str:
    """A planned slot with a role of its own."""
    return (
        f"number: {number}\nname: slot-{number}\n"
        f"role: {{title: {WORDS[number % 12]} AI, does: {WORDS[number % 12]} each week}}\n"
        f"goal: {{statement: Finish {number + 10} tasks a day,\n"
        f"  metrics: [{{name: tasks_{number}, at_least: {number + 10}, per: day}}]}}\n"
        "status: pending\n"
    )


def text(name: str, count: int) -> str:
    """What a session brings for a free number, or to amend its record with."""
    return (
        f"name: {name}\nrole: {{title: Keeper of {name}, does: Keep whatever {name} stands for}}\n"
        f"goal: {{statement: Keep {count} entries of {name} a day,\n"
        f"  metrics: [{{name: kept_{name.replace('-', '_')}, exactly: {count}, per: day}}]}}\n"
    )


@dataclass(frozen=True)
class World:
    """A folder with a remote, its clones, the sessions' keys and the approver's."""

    folder: Path
    clones: tuple[Path, ...]
    env: Mapping[str, str]
    odd: Mapping[Path, Mapping[str, str]] = field(default_factory=dict)
    """What the environment of a clone has beyond the others'."""

    @property
    def remote(self) -> Path:
        """The bare repository."""
        return self.folder / "remote.git"

    @property
    def state(self) -> Path:
        """Where the sessions' keys are."""
        return self.folder / "state"

    @property
    def approver(self) -> Path:
        """The approver's private key."""
        return self.folder / "approver"

    def git(self, where: Path, *arguments: str, given: bytes = b"") -> str:
        """Run git; fails where git fails."""
        done = subprocess.run(
            ["git", *arguments], cwd=where, env=dict(self.env), input=given, capture_output=True,
            check=False,
        )  # fmt: skip
        assert done.returncode == 0, (arguments, done.stderr.decode("utf-8", "replace"))
        return os.fsdecode(done.stdout).strip()

    def run(self, clone: Path, *arguments: str) -> Done:
        """Run the command in this process."""
        env = {**self.env, **self.odd.get(clone, {})}
        return in_process(env, [*arguments, "--repo", str(clone), "--json"])

    def start(self, clone: Path, *arguments: str, token: str = "") -> subprocess.Popen[str]:
        """Start the command as a process that leads a group of its own."""
        env = {**self.env, **self.odd.get(clone, {}), TOKEN: token}
        return subprocess.Popen(
            [sys.executable, "-m", "muster", *arguments, "--json"], cwd=clone, env=env,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
            start_new_session=True,
        )  # fmt: skip

    def at_once(self, *commands: tuple[Path, Sequence[str]]) -> list[Done]:
        """Run commands as processes that all run at the same time."""
        started = [self.start(clone, *arguments) for clone, arguments in commands]
        with ThreadPoolExecutor(len(started)) as pool:
            return list(pool.map(_finished, started))

    def kill(self, clone: Path, delay: float, *arguments: str, children: bool) -> bool:
        """Start the command and kill it after a delay; whether it was still at work then.

        What it had started goes on and is waited for, or is killed with it.
        """
        token = uuid.uuid4().hex
        process = self.start(clone, *arguments, token=token)
        time.sleep(delay)
        busy = process.poll() is None
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        _end(token, self.remote if children else None)
        return busy

    @contextmanager
    def hook(self, name: str, script: str) -> Iterator[None]:
        """Give the remote another hook for a while."""
        path = self.remote / "hooks" / name
        before = path.read_text() if path.exists() else None
        _script(path, script)
        try:
            yield
        finally:
            path.unlink()
            if before is not None:
                _script(path, before)

    @contextmanager
    def gone(self) -> Iterator[None]:
        """Take the remote away for a while."""
        away = self.remote.with_name("away.git")
        self.remote.rename(away)
        try:
            yield
        finally:
            away.rename(self.remote)


@contextmanager
def surroundings(env: Mapping[str, str]) -> Iterator[None]:
    """Give this process another environment for a while."""
    before = dict(os.environ)
    os.environ.clear()
    os.environ.update(env)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


def in_process(env: Mapping[str, str], arguments: Sequence[str]) -> Done:
    """Run the command here, as ``muster`` would."""
    argv, out, err = sys.argv, io.StringIO(), io.StringIO()
    sys.argv = ["muster", *arguments]
    code: Any = None
    try:
        with (
            surroundings(env),
            contextlib.redirect_stdout(out),
            contextlib.redirect_stderr(err),
        ):
            main()
    except SystemExit as error:
        code = error.code
    finally:
        sys.argv = argv
        gc.enable()  # which the command turns off for its own short life
    return Done(int(code or 0), out.getvalue(), err.getvalue())


def make_world(
    folder: Path, *, size: int = 6, planned: Sequence[int] = (1, 2, 3), clones: int = 2,
    worktrees: int = 0,
) -> World:  # fmt: skip
    """A remote whose registry has planned slots, and clones of it; the last one's clock is off."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "home").mkdir()
    env = environment(folder / "home", MUSTER_STATE_HOME=str(folder / "state"))
    for name in ("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"):
        del env[name]
    places = [folder / f"clone-{i}" for i in range(clones)]
    trees = [folder / f"worktree-{i}" for i in range(worktrees)]
    world = World(folder, (*places, *trees), env, {places[-1]: AWAY})
    keygen = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", str(world.approver)]
    subprocess.run(keygen, check=True)
    files = {
        "registry/charter.yaml": f"name: Race team\nsize: {size}\norchestrator: {{number: 1}}\n"
        "identity: signed\n",
        **{f"registry/sessions/{n:03d}.yaml": plan(n) for n in planned},
    }
    for path, content in files.items():
        (folder / "begun" / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / "begun" / path).write_text(content)
    begun = ["--from", str(folder / "begun"), "--approver-key", str(world.approver)]
    made = in_process(env, ["remote", "init", str(world.remote), *begun, "--json"])
    assert made.code == 0, made
    if os.environ.get("RACE_COPY"):  # the hook is to be this muster's, not the installed one's
        hook = world.remote / "hooks/pre-receive"
        _script(hook, hook.read_text().replace("-m muster.cli.pre_receive", _HERE))
    (folder / "state").mkdir(mode=0o700)
    world.git(folder, "clone", "--quiet", "--template=", str(world.remote), str(places[0]))
    for place in places[1:]:
        shutil.copytree(places[0], place)
    for tree in trees:
        world.git(places[0], "worktree", "add", "--quiet", "--detach", str(tree))
    for place in world.clones:
        _make_dirty(world, place)
    return world


def footprint(clone: Path) -> str:
    """HEAD, the local branches, the index and the working tree of a clone, as one digest."""
    told = clone / ".git"
    own = told if told.is_dir() else Path(told.read_text().removeprefix("gitdir: ").strip())
    common = own if told.is_dir() else own.parents[1]
    found = hashlib.sha256()
    for path in (
        own / "HEAD", own / "index", common / "config",
        *sorted((common / "refs/heads").rglob("*")),
        *sorted(p for p in clone.rglob("*") if told not in p.parents),
    ):  # fmt: skip
        if path.is_file():
            found.update(f"{path} {path.stat().st_mode}\0".encode() + path.read_bytes() + b"\0")
    return found.hexdigest()


def together(*calls: Callable[[], Done]) -> list[Done]:
    """The answers of calls that are made at the same time."""
    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(lambda call: call(), calls))


def answer(done: Done) -> dict[str, Any]:
    """The answer's object, whatever the exit code."""
    assert done.out, done
    found: dict[str, Any] = json.loads(done.out)
    return found


def _make_dirty(world: World, clone: Path) -> None:
    """A change that is staged, one that is not, a file that git does not know."""
    (clone / "staged").write_text("staged\n")
    world.git(clone, "add", "staged")
    (clone / "staged").write_text("changed since\n")
    (clone / "unknown").write_text("unknown\n")


def _script(path: Path, content: str) -> None:
    begun = path.with_name(f"{path.name}.new")
    begun.write_text(content)
    begun.chmod(0o755)
    begun.rename(path)


def _finished(process: subprocess.Popen[str]) -> Done:
    out, err = process.communicate()
    return Done(process.returncode, out, err)


def _end(token: str, spared: Path | None) -> None:
    """Wait until nothing is left of a command; kill what is not at work in the folder ``spared``.

    That folder is the remote: it is served by others, and dies with nobody's session.
    """
    mark = f"{TOKEN}={token}".encode()
    for _ in range(3_000):
        running = (int(path.name) for path in Path("/proc").iterdir() if path.name.isdigit())
        left = [pid for pid in running if _has(pid, mark)]
        if not left:
            return
        for pid in left if spared else ():
            with contextlib.suppress(ProcessLookupError, FileNotFoundError):
                if Path(f"/proc/{pid}/cwd").readlink() != spared:
                    os.kill(pid, signal.SIGKILL)
        time.sleep(0.01)
    raise AssertionError("what a killed command had started does not end")


def _has(pid: int, mark: bytes) -> bool:
    try:
        return mark in Path(f"/proc/{pid}/environ").read_bytes()
    except OSError:
        return False


def lose_key(world: World, session_id: str) -> None:
    """Remove a session's key from the state folder, if it has one."""
    for folder in world.state.glob("keys/*/*"):
        if folder.name.startswith(f"{session_id}-"):
            shutil.rmtree(folder)
