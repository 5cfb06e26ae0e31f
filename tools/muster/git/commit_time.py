"""When a commit says that it was made: never a fact, but it tells newer from older."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from muster.git.repository import Repository

_COMMITTER = re.compile(rb"^committer [^\n]*> ([0-9]{1,20}) [+-][0-9]{4}$", re.MULTILINE)
_LATEST = int(datetime(9999, 1, 1, tzinfo=UTC).timestamp())


def commit_time(repository: Repository, commit: str) -> datetime:
    """The committer's time in UTC; 1970 where the commit has none that a calendar knows."""
    ((_, data),) = repository.objects([commit])
    found = _COMMITTER.search(data.partition(b"\n\n")[0])
    seconds = int(found[1]) if found else 0
    return datetime.fromtimestamp(seconds if seconds < _LATEST else 0, UTC)
