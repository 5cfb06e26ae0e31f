"""``git daemon`` on the loopback address, for one repository and as long as it is wanted."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO
from urllib.parse import quote

from muster.git.process import GitError, environment, run
from muster.model.error import SurroundingsError, UsageError

ADDRESS = "127.0.0.1"
USUAL_PORT = 9418

_START_LIMIT = 20.0  # seconds until it must accept connections
_STOP_LIMIT = 5.0  # seconds that pushes under way have to end
_IDLE_LIMIT = 60  # seconds for a client to say what it wants

MOST_ALLOCATED = "256m"
"""What git may take at once while it receives: a small pack can hold a huge commit."""


@dataclass
class Daemon:
    """A running daemon; ``url`` is what it offers."""

    url: str
    port: int
    _process: subprocess.Popen[bytes]
    _log: IO[bytes]

    def wait(self) -> str:
        """Wait until it ends by itself, and return its last words."""
        self._process.wait()
        return self._last_words()

    def stop(self) -> None:
        """End it and all that it started; what was not let in yet is discarded."""
        _signal(self._process, signal.SIGTERM)
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(_STOP_LIMIT)
        _signal(self._process, signal.SIGKILL)
        self._process.wait()
        self._log.close()

    def _last_words(self) -> str:
        self._log.seek(0)
        lines = self._log.read().decode("utf-8", "replace").splitlines()
        return lines[-1] if lines else f"exit code {self._process.returncode}"


def start_daemon(folder: Path, port: int | None) -> Daemon:
    """Offer a bare repository, for pushes too; returns once connections are accepted.

    Without a ``port`` the usual one, or one that is free. Raises ``UsageError`` for a port that is
    taken, ``SurroundingsError`` where the daemon is missing or does not start.
    """
    _require_installed(folder)
    real = folder.resolve()
    told = "something else listens there"
    for number in [port] if port else [USUAL_PORT, 0, 0, 0]:
        free = _free(number)
        if free is None:
            continue
        daemon = _start(real, free)
        try:
            if _accepts(daemon):
                return daemon
            told = daemon._last_words()
        except BaseException:
            daemon.stop()
            raise
        daemon.stop()
    if port:
        raise UsageError(
            "port-taken", f"Port {port} can't be had: {told}.", f"muster serve {folder}"
        )
    raise SurroundingsError("no-daemon", f"git daemon does not start: {told}.", "git daemon")


def _require_installed(folder: Path) -> None:
    try:
        programs = Path(os.fsdecode(run(folder, ["--exec-path"])).rstrip("\n"))
    except GitError as error:
        raise SurroundingsError("no-git", f"Git failed: {error}", "git --version") from error
    if not os.access(programs / "git-daemon", os.X_OK):
        raise SurroundingsError(
            "no-daemon", "This git comes without its daemon.", "apt-get install git"
        )


def _free(port: int) -> int | None:
    """The port if nobody has it, any free one for 0; None where it can't be had."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((ADDRESS, port))
        except OSError:
            return None
        found: int = probe.getsockname()[1]
        return found


def _start(folder: Path, port: int) -> Daemon:
    log = tempfile.TemporaryFile(prefix="muster-daemon-")  # noqa: SIM115 - closed by stop()
    process = subprocess.Popen(
        [
            "git", "daemon", f"--listen={ADDRESS}", f"--port={port}", "--reuseaddr",
            f"--base-path={folder.parent}", "--strict-paths", "--export-all",
            "--enable=receive-pack", "--disable=upload-archive", "--informative-errors",
            "--max-connections=0",  # by default the 33rd session of a team is turned away
            f"--init-timeout={_IDLE_LIMIT}", "--log-destination=stderr",
            "--", str(folder),
        ],
        cwd=folder, env={**environment(), "GIT_ALLOC_LIMIT": MOST_ALLOCATED},
        stdin=subprocess.DEVNULL, stdout=log, stderr=log,
        start_new_session=True,  # an interrupt at the terminal reaches us alone
    )  # fmt: skip
    return Daemon(f"git://{ADDRESS}:{port}/{quote(folder.name)}", port, process, log)


def _accepts(daemon: Daemon) -> bool:
    """Wait until it accepts connections; false where it ends before, or never does."""
    end = time.monotonic() + _START_LIMIT
    while time.monotonic() < end and daemon._process.poll() is None:
        with suppress(OSError), socket.create_connection((ADDRESS, daemon.port), timeout=1):
            return daemon._process.poll() is None
        time.sleep(0.02)
    return False


def _signal(process: subprocess.Popen[bytes], what: signal.Signals) -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, what)
