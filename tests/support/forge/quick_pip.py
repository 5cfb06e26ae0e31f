"""What stands for pip on a quick machine: it installs by the real one, once, and links to that.

The first ``pip install --target FOLDER … --requirement FILE`` of these pins, and of the wheels
beside them, is pip's own on the other machine; every later one is a link to what it made.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path


def main(real: str, arguments: list[str]) -> None:
    """Be pip; ``real`` is the Python that has one."""
    sys.path.insert(0, str(Path(__file__).parent))
    from once import once

    command = [real, "-I", "-m", "pip", *arguments]
    if not {"install", "--target", "--requirement"} <= set(arguments):
        sys.exit(subprocess.call(command))
    at = arguments.index("--target") + 1
    pins = Path(arguments[arguments.index("--requirement") + 1]).absolute()
    target = Path(arguments[at])
    digest = hashlib.sha256(repr(arguments[:at] + arguments[at + 1 :]).encode())
    for file in (pins, *sorted(pins.parent.glob("*.whl"))):
        digest.update(hashlib.sha256(file.read_bytes()).digest())
    made = Path(real).parents[2] / f"installed-{digest.hexdigest()[:16]}"
    with once(made) as missing:
        if missing:
            command[command.index("--target") + 1] = str(made)
            code = subprocess.call(command)
            if code:
                sys.exit(code)  # which leaves it undone
    target.parent.mkdir(parents=True, exist_ok=True)
    target.symlink_to(made)
