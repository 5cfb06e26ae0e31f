"""The command that prints the form of a free number, for a role and a goal of one's own."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from itertools import pairwise

FORM = "claim.yaml"
"""The file that the form is printed to, and that is claimed with."""


def form_of(number: int, more: Sequence[str] = ()) -> str:
    """Print the form of a free number to a file; of ``more`` only ``--repo`` is for it."""
    where = [part for name, value in pairwise(more) if name == "--repo" for part in (name, value)]
    return " ".join(["muster show", str(number), *([shlex.join(where)] * bool(where)), f">{FORM}"])
