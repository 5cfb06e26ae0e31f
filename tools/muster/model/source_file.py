"""One file of a registry as its source has it, before anything was read."""

from __future__ import annotations

import stat
from typing import NamedTuple


class SourceFile(NamedTuple):
    """A path and what stands there.

    ``mode`` is Git's (0o100644, 0o120000 a symbolic link, 0o160000 a submodule). ``data`` is None
    where the content was not read: no regular file, or larger than a record may be. ``oid`` names
    the content; equal ids are equal content.
    """

    path: str
    mode: int
    oid: str
    size: int
    data: bytes | None

    @property
    def regular(self) -> bool:
        """Whether it is a plain file, executable or not."""
        return stat.S_ISREG(self.mode)
