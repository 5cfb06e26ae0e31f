"""What is wrong with the script that installs muster for a workflow."""

from __future__ import annotations

import re
from collections.abc import Iterator

PIP = (
    "--require-hashes", "--no-deps", "--only-binary :all:", "--requirement requirements.txt",
    "-I -m pip",
)  # fmt: skip
_OUTSIDE = re.compile(
    r"\b(?:curl|wget|npm|apt|apt-get|pipx|uv|gh|ssh|eval|index-url|trusted-host)\b"
)


def install_problems(script: str) -> Iterator[str]:
    """The sentences; none where it takes in only main, its folder, and what has a hash."""
    for line in script.replace("\\\n", " ").splitlines():
        told = " ".join(line.split("# ")[0].split())
        if re.search(r"(?:-m |\b)pip3? ", told) and "install" in told and "refuse" not in told:
            yield from (f"pip without {option}" for option in PIP if option not in told)
        if re.search(r"\bgit -", told) and not re.search(r" archive .*\brefs/heads/main ", told):
            yield f"takes something else than main: {told}"
        if found := _OUTSIDE.search(told):
            yield f"takes something in by {found[0]}"
