"""Making a plain remote: a bare repository that begins a registry, with the hook that guards it."""

from __future__ import annotations

import os
import shlex
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from muster.engine.report import Report
from muster.flows.agents_page import AGENTS, agents_page
from muster.flows.charter_approver import with_approver
from muster.flows.draft import BlockedError
from muster.flows.hook_script import write_hook
from muster.flows.judging import judge_commit
from muster.flows.registry_folder import schema_files
from muster.git.process import GitError, run
from muster.git.repository import Repository
from muster.model.charter import Charter
from muster.model.error import SurroundingsError, UsageError
from muster.model.finding import Verdict
from muster.model.key import canonical_key, fingerprint
from muster.model.layout import CHARTER
from muster.model.refs import MAIN
from muster.model.registry import Registry

# Written into the remote's own settings, which come before a user's. The hooks' path counts from
# the remote, so that one which was moved or copied is still guarded. What a branch had before must
# stay known (see receiving_line), so nothing expires; and no clean-up runs behind a push's back.
_SETTINGS = """\
[core]
\thooksPath = hooks
\tlogAllRefUpdates = true
\tbigFileThreshold = 1m
[receive]
\tfsckObjects = true
\tdenyDeletes = true
\tmaxInputSize = 16m
\tadvertisePushOptions = false
\tshallowUpdate = false
\tautogc = false
[transfer]
\tfsckObjects = true
[gc]
\tauto = 0
\tpruneExpire = never
\treflogExpire = never
\treflogExpireUnreachable = never
[muster]
\tremote = 1
"""
_NOBODY = "muster <muster@localhost>"


class ApproverKey(NamedTuple):
    """A public key that shall approve; ``name`` is whose it is, None where nobody said."""

    key: str
    name: str | None
    otherwise: str


class Made(NamedTuple):
    """A remote as it was made; ``approvers`` are names and fingerprints."""

    folder: Path
    commit: str
    charter: Charter
    registry: Registry
    approvers: tuple[tuple[str, str], ...]
    report: Report


def make_remote(
    folder: Path, files: Mapping[str, bytes], approver: ApproverKey | None, now: datetime
) -> Made:
    """Make a remote in a folder that is absent or empty, with these files of ``registry/``.

    Raises ``UsageError`` where something is there, or nobody could approve; ``BlockedError`` where
    the registry would be blocked. Then nothing is left behind.
    """
    folder = folder.absolute()
    _require_empty(folder)
    wanted = {**files, **schema_files(), AGENTS: agents_page()}
    if approver:
        wanted[CHARTER] = _approved_by(files[CHARTER], approver)
    with _new_folder(folder) as made:
        git = ["init", "--quiet", "--bare", "--initial-branch=main", "--template=", "--", str(made)]
        run(made.parent, git)
        with (made / "config").open("a", encoding="ascii") as settings:
            settings.write(_SETTINGS)
        repository = Repository.open_bare(made)
        commit = _begin(repository, wanted, now)
        judged = judge_commit(repository, "the new main", commit, now)
        if judged.report.verdict is Verdict.BLOCK:
            raise BlockedError("The registry", judged.report)
        charter = judged.registry.charter
        approvers = _require_approver(folder, charter)
        assert charter is not None  # noqa: S101 - it names approvers
        write_hook(made)
    return Made(folder, commit, charter, judged.registry, approvers, judged.report)


def renew_hook(folder: Path) -> None:
    """Write the hook of a remote anew, for the muster that runs this."""
    require_remote(folder)
    write_hook(folder.absolute())


def require_remote(folder: Path) -> None:
    """Raise ``UsageError`` where a folder is no remote that muster made."""
    if not is_remote(folder):
        raise UsageError(
            "not-a-remote",
            f"{folder} is no remote that muster made.",
            shlex.join(["muster", "remote", "init", str(folder), "--approver-key", "FILE"]),
        )


def is_remote(folder: Path) -> bool:
    """Whether muster made a remote of this folder."""
    settings = folder / "config"
    if not settings.is_file() or not (folder / "objects").is_dir():
        return False
    try:
        read = ["config", "--file", str(settings.absolute()), "--get", "muster.remote"]
        return run(folder, read).strip() == b"1"
    except GitError:
        return False


def _require_empty(folder: Path) -> None:
    if is_remote(folder):
        there = shlex.quote(str(folder))
        raise UsageError(
            "remote-exists",
            f"{folder} is a remote already, and stays as it is. If muster has moved since, renew "
            "its hook; else clone it.",
            f"muster remote hook {there}",
            f"git clone --no-local {there}",
        )
    if os.path.lexists(folder) and not (folder.is_dir() and not any(folder.iterdir())):
        raise UsageError(
            "not-empty",
            f"{folder} is there already, and no empty folder. Name one that is, or none.",
            shlex.join(["ls", "-la", str(folder)]),
        )


def _approved_by(charter: bytes, approver: ApproverKey) -> bytes:
    try:
        text = charter.decode("utf-8")
    except UnicodeDecodeError:
        return charter  # the judge says so
    try:
        edited = with_approver(text, approver.key, approver.name, approver.otherwise)
    except ValueError as error:
        raise UsageError(
            "unusable-name",
            f"The approver can't be named so: {error}.",
            "muster remote init --help",
        ) from error
    return edited.encode("utf-8")


def _require_approver(folder: Path, charter: Charter | None) -> tuple[tuple[str, str], ...]:
    there = shlex.quote(str(folder))
    if charter is not None and charter.approval != "signature":
        raise UsageError(
            "forge-approval",
            f"The charter says approval: {charter.approval}, and a plain remote has no forge: here "
            "approval is a signature. Set approval: signature in it.",
            f"muster remote init {there} --charter FILE --approver-key FILE",
        )
    found = [
        (a.name, canonical_key(a.key)) for a in (charter.approvers if charter else ()) if a.key
    ]
    if not found:
        raise UsageError(
            "no-approver",
            "The charter names no approver with a key, so nothing could ever be approved. Make a "
            "key for the human who approves, with a passphrase, and name it.",
            "ssh-keygen -t ed25519 -f ~/.ssh/muster-approver",
            f"muster remote init {there} --approver-key ~/.ssh/muster-approver.pub",
        )
    return tuple((name, fingerprint(key)) for name, key in found)


def _begin(repository: Repository, files: Mapping[str, bytes], now: datetime) -> str:
    """Make the root commit and main; its id."""
    stamp = f"{int(now.timestamp())} +0000"
    message = b"Begin the registry\n"
    head = (
        f"commit {MAIN}\nauthor {_who(repository)} {stamp}\ncommitter {_who(repository)} {stamp}\n"
    )
    stream = [head.encode("utf-8"), b"data %d\n%s" % (len(message), message)]
    for path in sorted(files):
        quoted = path.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
        data = files[path]
        stream.append(b'M 100644 inline "%s"\ndata %d\n' % (os.fsencode(quoted), len(data)))
        stream.append(data + b"\n")
    repository.run("fast-import", "--quiet", given=b"".join(stream))
    return repository.resolve(MAIN)


def _who(repository: Repository) -> str:
    """Who begins it, as git knows them; it decides nothing."""
    try:
        told = repository.run("var", "GIT_COMMITTER_IDENT").decode("utf-8")
    except (GitError, UnicodeDecodeError):
        return _NOBODY
    return told.rsplit(" ", 2)[0]


@contextmanager
def _new_folder(folder: Path) -> Iterator[Path]:
    """A folder beside the wanted one that takes its place at the end; nothing stays on failure."""
    absent = [parent for parent in folder.parents if not parent.exists()]
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        place = Path(tempfile.mkdtemp(prefix=".muster-remote-", dir=folder.parent))
        try:
            made = place / "remote"
            made.mkdir()
            yield made
            made.replace(folder)
        finally:
            shutil.rmtree(place, ignore_errors=True)
    except BaseException as error:
        for parent in absent:
            if parent.is_dir() and not any(parent.iterdir()):
                parent.rmdir()
        if isinstance(error, OSError):
            raise SurroundingsError(
                "not-writable",
                f"{folder} can't be made: {error.strerror or error}.",
                shlex.join(["ls", "-ld", str(folder.parent)]),
            ) from error
        raise
