"""A stand-in for GitHub for each test, which fails where GitHub's description was violated."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from support.forge import Forge


@pytest.fixture
def forge(tmp_path: Path) -> Iterator[Forge]:
    """The team's repository with two files; ada may write, root is admin, eve is a stranger."""
    with Forge.make(tmp_path / "forge", {"README": "The team\n", "a.txt": "one\n"}) as made:
        made.account("ada", "write")
        made.account("root", "admin")
        made.account("eve")
        yield made
