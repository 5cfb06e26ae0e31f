"""A draft told to people: session by session, what was taken and what could not be told."""

from __future__ import annotations

from muster.seed.draft import Draft, Part


def report(draft: Draft) -> str:
    """Return the report as plain lines; texts in it come from the document and are untrusted."""
    lines = ["charter", *_lines(draft.charter)]
    for session in draft.sessions:
        lines += [f"session {session.record['number']} {session.record['name']}", *_lines(session)]
    return "\n".join(lines) + "\n"


def _lines(part: Part) -> list[str]:
    return [f"  + {sentence}" for sentence in part.took] + [
        f"  ? {sentence}" for sentence in part.untold
    ]
