"""The hook of a remote: a few lines of sh that start the muster which is installed here."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

from muster import __version__
from muster.model.error import SurroundingsError

_MODULE = "muster.cli.pre_receive"
# Nothing but 0 from the judge itself lets a push in; 10 is a refusal that it has told.
_SCRIPT = """\
#!/bin/sh
# Judges every push. Written by muster {version}; `muster remote hook DIR` writes it anew.
python={python}
if [ -f "$python" ] && [ -x "$python" ]; then
    "$python" -I -m {module}
    code=$?
    if [ "$code" = 0 ]; then
        exit 0
    fi
    if [ "$code" = 10 ]; then
        exit 1
    fi
fi
printf '%s\\n' \\
    "muster: refused. This remote can't judge the push: its muster is gone or" \\
    "was stopped (code ${{code:-none}}, $python)." \\
    "Whoever keeps the remote renews its hook there:" \\
    "  \\$ muster remote hook $(pwd)" >&2
exit 1
"""


def write_hook(git_dir: Path) -> None:
    """Write the pre-receive hook of a bare repository, in place of one that is there.

    Raises ``SurroundingsError`` where this muster can't be started by it, or it can't be written.
    """
    _require_installed()
    text = _SCRIPT.format(version=__version__, module=_MODULE, python=shlex.quote(sys.executable))
    hooks = git_dir / "hooks"
    try:
        hooks.mkdir(exist_ok=True)
        handle, name = tempfile.mkstemp(dir=hooks, prefix=".pre-receive-")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(os.fsencode(text))
            Path(name).chmod(0o755)
            Path(name).replace(hooks / "pre-receive")
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise SurroundingsError(
            "not-writable",
            f"The hook can't be written into {hooks}: {error.strerror}.",
            shlex.join(["ls", "-ld", str(hooks)]),
        ) from error


def _require_installed() -> None:
    """Refuse where the hook would not find muster: it takes nothing from the environment."""
    try:
        done = subprocess.run(
            [sys.executable, "-I", "-c", f"import {_MODULE}"],
            stdin=subprocess.DEVNULL, capture_output=True, check=False, timeout=60,
        )  # fmt: skip
        found = done.returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        found = False
    if not found:
        raise SurroundingsError(
            "not-installed",
            f"{sys.executable or 'This Python'} does not find muster by itself, as the hook must; "
            "install it for that Python.",
            shlex.join([sys.executable or "python3", "-m", "pip", "install", "muster-registry"]),
        )
