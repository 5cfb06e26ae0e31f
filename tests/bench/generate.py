"""Generate a registry of any size in a bare repository, in seconds, always the same.

    python tests/bench/generate.py DIR COUNT

Records are as long as the real team's. Main grows by a hundred records a commit; the branch
``claim`` turns the last record, a planned slot, to registered.
"""

from __future__ import annotations

import random
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

_VERBS = ("Research", "Score", "Draft", "Review", "Send", "Qualify", "Route", "Track", "Report")
_THINGS = ("prospects", "replies", "invoices", "briefs", "proposals", "tickets", "calls", "leads")
_PLACES = ("in the north", "for partners", "of last week", "before noon", "by region", "by size")
_BATCH = 100


def charter(count: int) -> str:
    """The charter of a generated team."""
    return f"""\
# yaml-language-server: $schema=../schema/charter.schema.json
name: Generated team of {count}
size: {count}
objectives:
  - {{id: mrr, statement: "$120k MRR", metric: mrr, target: 120000, unit: USD, per: month}}
orchestrator: {{number: 1}}
approvers: []
identity: open
dimensions: {{prospects: range, window: time}}
"""


def record(number: int, *, registered: bool) -> str:
    """One record; everything in it follows from its number."""
    draw = random.Random(number)  # noqa: S311 - the same registry each time
    verb, thing, place = draw.choice(_VERBS), draw.choice(_THINGS), draw.choice(_PLACES)
    low = number * 20
    start, accuracy = draw.randrange(6, 20), draw.randrange(80, 99)
    held = (
        f"""\
session_id: session-{1_763_243_000 + number}
"""
        if registered
        else ""
    )
    claim = (
        """\
status: registered
ready: true
timestamp: 2025-11-15T21:45:34Z
"""
        if registered
        else "status: pending\n"
    )
    accuracy = draw.randrange(80, 99)
    return f"""\
# yaml-language-server: $schema=../../schema/session.schema.json
number: {number}
name: {thing}-{verb.lower()}-{number}
{held}role:
  title: {thing.capitalize()} AI {number}
  does: {verb} {thing} {place} (Batch {number})
  scope:
    prospects: {low}-{low + 19}
    window: "{start:02d}:00-{start + 1:02d}:00"
goal:
  statement: {verb} 20 {thing} daily, {accuracy}%+ accuracy
  metrics:
    - {{name: {thing}_done, exactly: 20, per: day, counts: prospects}}
    - {{name: accuracy, at_least: {accuracy}, unit: "%"}}
  serves: mrr
responsibilities:
  - {verb} {thing} {low}-{low + 19}
  - Send the batch at {start} o'clock
  - Track what comes back
  - Report to the orchestrator
schedule:
  - {{do: Send the batch, at: "{start:02d}:00-{start + 1:02d}:00", days: mon-fri}}
{claim}"""


def stream(count: int) -> Iterator[bytes]:
    """The input of ``git fast-import``."""
    who = b"committer Generator <generator@muster.example> 1763243000 +0000\n"
    files = [("registry/charter.yaml", charter(count))]
    files += [
        (f"registry/sessions/{n:03d}.yaml", record(n, registered=n < count))
        for n in range(1, count + 1)
    ]
    for index, start in enumerate(range(0, len(files), _BATCH)):
        message = f"Batch {index}".encode()
        yield b"commit refs/heads/main\n" + who + b"data %d\n%s\n" % (len(message), message)
        for path, text in files[start : start + _BATCH]:
            yield _file(path, text)
    yield b"commit refs/heads/claim\n" + who + b"data 5\nClaim\nfrom refs/heads/main\n"
    yield _file(f"registry/sessions/{count:03d}.yaml", record(count, registered=True))
    yield b"done\n"


def _file(path: str, text: str) -> bytes:
    data = text.encode()
    return b"M 100644 inline %s\ndata %d\n%s\n" % (path.encode(), len(data), data)


def generate(folder: Path, count: int) -> None:
    """Write the repository; the folder must not exist yet."""
    subprocess.run(
        ["git", "init", "--quiet", "--bare", "--initial-branch=main", str(folder)], check=True
    )
    subprocess.run(
        ["git", "-C", str(folder), "fast-import", "--quiet", "--done"],
        input=b"".join(stream(count)),
        check=True,
    )


if __name__ == "__main__":
    generate(Path(sys.argv[1]), int(sys.argv[2]))
