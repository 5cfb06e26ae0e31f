"""The files of ``.github/`` that muster ships: what judges pull requests, and what installs it."""

from __future__ import annotations

from pathlib import Path

from muster.model.error import SurroundingsError

JUDGE_FOLDER = ".github/muster/"
"""Where a repository has what its workflows install muster from."""

REQUIREMENTS = f"{JUDGE_FOLDER}requirements.txt"

SHIPPED = (
    ".github/workflows/muster.yml",
    ".github/workflows/muster-queue.yml",
    ".github/workflows/muster-page.yml",
    f"{JUDGE_FOLDER}.gitattributes",
    f"{JUDGE_FOLDER}install.sh",
    REQUIREMENTS,
)

_BESIDE = Path(__file__).parents[1] / "shipped"  # in the wheel
_CHECKOUT = Path(__file__).parents[3]  # in a checkout


def shipped_files() -> dict[str, bytes]:
    """The files by their paths in a repository, as this muster's own has them.

    Raises ``SurroundingsError`` where this muster came without them.
    """
    folder = _BESIDE if _BESIDE.is_dir() else _CHECKOUT
    try:
        return {path: (folder / path).read_bytes() for path in SHIPPED}
    except OSError as error:
        raise SurroundingsError(
            "incomplete-muster",
            f"This muster came without {error.filename}: it is only a part of itself. Install it "
            "whole.",
            "muster --version",
        ) from error
