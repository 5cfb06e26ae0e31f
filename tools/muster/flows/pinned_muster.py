"""What a repository on GitHub gets so that its workflows judge by this very muster."""

from __future__ import annotations

from muster.flows.own_wheel import own_wheel
from muster.flows.shipped_files import JUDGE_FOLDER, REQUIREMENTS, shipped_files

WHEELS = "muster_registry-*.whl"
"""The wheels that may lie in that folder; one of them is right."""

_PIN = """\
# Muster itself: the wheel beside this file.
./{name} \\
    --hash=sha256:{sha256}
"""


def pinned_muster() -> dict[str, bytes]:
    """The workflows, what installs muster for them, and muster as a wheel, by their paths."""
    wheel = own_wheel()
    files = shipped_files()
    pin = _PIN.format(name=wheel.name, sha256=wheel.sha256).encode("ascii")
    return {
        **files,
        REQUIREMENTS: files[REQUIREMENTS] + pin,
        f"{JUDGE_FOLDER}{wheel.name}": wheel.data,
    }
