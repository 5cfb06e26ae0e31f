"""What a pull request asks for, in a comment's few lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from muster.engine.pull_verdict import Asked, PullVerdict
from muster.model.layout import ACKS, ACTIVATION, slot
from muster.model.session import Session
from muster.model.spans import numbered, spans
from muster.render.bounded import cut, fitting
from muster.render.record import ALWAYS, agreement_changes
from muster.render.untrusted import for_markdown, for_markdown_code
from muster.rules.agreement import Agreement, short
from muster.rules.rulings import Decided

MOST_TITLE = 120  # characters
MOST_GOAL = 300
MOST_NAME = 64
MOST_ASKS = 4
MOST_OTHERS = 5
_ROOM, _RULINGS, _OTHERS = 5_000, 2_000, 1_200  # characters of Markdown


def ask_lines(verdict: PullVerdict) -> Iterator[str]:
    """Yield who asks for which number, role and goal, and what else the pull request brings."""
    asks = fitting(verdict.asks[:MOST_ASKS], _ask, _ROOM)
    told = [*asks, *fitting(verdict.rulings, _ruling, _RULINGS)]
    if len(verdict.asks) > len(asks):
        told.append(f"It changes {len(verdict.asks) - len(asks)} more records.")
    if verdict.agreement:
        told.append(_agreement(verdict.agreement))
    if others := _others(verdict):
        told.append(f"It{' also' * bool(told)} changes {_paths(others)}.")
    if verdict.voids.told:
        told.append(f"**{for_markdown(cut(verdict.voids.told, MOST_GOAL))}**")
    if verdict.voids.note:
        told.append(for_markdown(cut(verdict.voids.note, MOST_GOAL)))
    for block in told:
        yield ""
        yield block


def _others(verdict: PullVerdict) -> list[str]:
    """The paths that nothing else tells of."""
    known = {one.file.path for one in verdict.rulings}
    if verdict.agreement:
        known |= {p for p in verdict.others if p == ACTIVATION or p.startswith(ACKS)}
    return [path for path in verdict.others if path not in known]


def _paths(paths: Sequence[str]) -> str:
    shown = fitting(
        paths[:MOST_OTHERS],
        lambda path, share: for_markdown_code(cut(path, MOST_TITLE // share)),
        _OTHERS,
    )
    more = f" and {len(paths) - len(shown)} more" if len(paths) > len(shown) else ""
    return f"{', '.join(shown)}{more}"


def _ask(asked: Asked, share: int) -> str:
    return "\n".join(_ask_lines(asked, share))


def _ask_lines(asked: Asked, share: int) -> Iterator[str]:
    session, was = asked.session, asked.was
    parts = agreement_changes(session, was)
    changed = [part for part, _, before in parts if before is not None]
    name = for_markdown_code(cut(session.name or "?", MOST_NAME))
    told = f"It **{for_markdown(asked.verb)} number {_number(session)}** ({name}){_who(asked)}"
    planned = was is not None and not was.registered and session.registered and not changed
    yield f"{told}{', as planned' * planned}."
    yield ""
    for part, text, before in parts:
        if part not in ALWAYS and before is None:
            continue  # of a claim with a role of its own the main parts are enough
        yield f"- {part}: {_text(part, session, text, share)}"
        if before is not None:
            old = _text(part, was, before, share) if was and before else "none"
            yield f"  (on main: {old})"
    if asked.key:
        yield f"- Key: {for_markdown_code(cut(asked.key, MOST_TITLE))}, first seen here"


def _number(session: Session) -> int | None:
    """What the record says, else what its file's name says."""
    return slot(session.path).number if session.number is None else session.number


def _who(asked: Asked) -> str:
    """Which session it is for, and which other one holds the number on main."""
    now, was = _holder(asked.session), _holder(asked.was)
    told = f" for session {for_markdown_code(now or was)}" if now or was else ""
    if was and now and was.casefold() != now.casefold():
        told += f"; main has it with {for_markdown_code(was)}"
    return told


def _holder(session: Session | None) -> str:
    return cut(session.session_id or "", MOST_NAME) if session and session.registered else ""


def _text(part: str, session: Session, text: str, share: int) -> str:
    """A part of the agreement; a role's title is cut apart from what it does."""
    if part == "Role":
        title, does = cut(session.title, MOST_TITLE // share), cut(session.does, MOST_GOAL // share)
        return f"{for_markdown(title)}: {for_markdown(does)}"
    return for_markdown(cut(text, MOST_GOAL // share)) or "none"


def _ruling(one: Decided, share: int) -> str:
    return "\n".join(_ruling_lines(one, share))


def _ruling_lines(one: Decided, share: int) -> Iterator[str]:
    about = numbered(sorted({*one.ruling.sessions})[:50]).lower()
    rule = for_markdown(cut(one.ruling.rule, 20))
    yield f"It brings **ruling {one.name}** on {rule}, for {about}."
    yield ""
    decision = " ".join(one.ruling.decision.split())
    yield f"- Decision: {for_markdown(cut(decision, MOST_GOAL // share))}"
    for side in one.ruling.boundaries[:4]:
        yield f"- Number {side.number}: {for_markdown(cut(side.does, MOST_GOAL // share))}"


def _agreement(found: Agreement) -> str:
    have = sum(one.counts for one in found.acks)
    told = (
        f"It **confirms consensus-{found.activation.consensus}**, roster "
        f"{for_markdown_code(short(found.activation.digest)[:20])}; {have}/{len(found.acks)} have "
        "acknowledged"
    )
    missing = f"; missing: {spans(found.missing[:50])}" if found.missing else ""
    return f"{told}{missing}."


def ask_data(asked: Asked, share: int = 1) -> dict[str, object]:
    """One session's record that would change, as data."""
    session = asked.session
    title, does = cut(session.title, MOST_TITLE // share), cut(session.does, MOST_GOAL // share)
    return {
        "verb": asked.verb,
        "number": _number(session),
        "name": cut(session.name or "", MOST_NAME) or None,
        "session_id": cut(session.session_id or "", MOST_NAME) or None,
        "role": f"{title}: {does}",
        "goal": cut(session.goal.statement, MOST_GOAL // share),
        "key": cut(asked.key, MOST_TITLE) or None,
        "file": cut(session.path, MOST_TITLE),
    }
