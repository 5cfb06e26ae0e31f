"""The title and the text of a pull request: the registration message, and what happens next.

The title goes into the message of the merge, so what stands there is as careful as the text.
"""

from __future__ import annotations

from typing import NamedTuple

from muster.model.session import Session
from muster.render.registration import block_message, line_message
from muster.render.untrusted import for_fence, for_markdown

MOST_TITLE, MOST_BODY = 256, 60_000
"""Characters; GitHub takes no more than 256, and 65,536."""

_COUNTS = "What counts is the file in this pull request; this text is a copy of its first state."
_NEXT = (
    "**What happens next:** muster judges the change and answers here. A human approves it by "
    "merging, with a merge commit."
)


class PullText(NamedTuple):
    """What a pull request says of itself."""

    title: str
    body: str


def session_text(session: Session, lead: str = "") -> PullText:
    """Of a change of one record: the registration message; ``lead`` is a sentence before it."""
    title = line_message(session, on_forge=True)
    block = for_fence(block_message(session, on_forge=True).split("\n"))
    return _text(title, [*([for_markdown(lead), ""] if lead else []), *block])


def release_text(number: int, session: Session) -> PullText:
    """Of a release of an approved number."""
    lead = f"Number {number} is given up; its role and goal stay for the next session."
    made = session_text(session, lead)
    return PullText(f"RELEASE: NUMBER={number}", made.body)


def ruling_text(name: str, text: str) -> PullText:
    """Of a ruling: its record as it is written."""
    return _text(f"Ruling {name}", for_fence(text.rstrip("\n").split("\n")))


def activation_text(consensus: int, digest: str) -> PullText:
    """Of the confirmation that the sessions acknowledge on the same branch."""
    return _text(
        f"Activation: consensus-{consensus}",
        [
            f"The orchestrator confirms the roster `{digest}`. Every session adds its "
            "acknowledgement to this pull request (`muster ack`).",
            "",
            "It is to be merged once all have; then an approver runs `muster approve activation`.",
        ],
    )


def _text(title: str, lines: list[str]) -> PullText:
    body = "\n".join([*lines, "", _NEXT, "", _COUNTS, ""])
    if len(body) > MOST_BODY:  # a record has at most 64 KiB, escapes make it longer
        body = "\n".join(["The record is too long to be repeated here.", "", _NEXT, ""])
    short = title if len(title) <= MOST_TITLE else f"{title[: MOST_TITLE - 1]}…"
    return PullText(short, body)
