"""A group of the merge queue of the stand-in."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Group:
    """Some pull requests, merged one after another on top of main, on a branch of the queue."""

    numbers: tuple[int, ...]
    head_ref: str
    head_sha: str
    base_ref: str
    base_sha: str
