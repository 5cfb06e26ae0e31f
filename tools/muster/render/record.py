"""A session's record in words, and as data."""

from __future__ import annotations

from typing import Any

from muster.model.goal import Metric
from muster.model.session import ScheduleItem, Session


def scope_text(session: Session) -> str:
    """A scope in one line: dimension and extent, as written."""
    return "; ".join(
        f"{name} {', '.join(map(str, extent)) if isinstance(extent, list) else extent}"
        for name, extent in session.raw_scope.items()
    )


def metric_text(metric: Metric) -> str:
    """A metric in one line: ``emails_sent exactly 17 per day (counts prospects)``."""
    counts = f" (counts {metric.counts})" if metric.counts else ""
    return f"{metric.name} {metric.limit}{counts}"


def item_text(item: ScheduleItem) -> str:
    """One entry of a schedule in one line: ``by 08:00 Prepare the queue (mon-fri)``."""
    when = f"by {item.by}" if item.by else item.at or ""
    return f"{when} {item.do} ({item.days})".strip()


def agreement_text(session: Session) -> dict[str, str]:
    """What the others agree to, a line for each part; empty where a record has none."""
    goal = session.goal
    return {
        "Role": f"{session.title}: {session.does}",
        "Scope": scope_text(session),
        "Goal": goal.statement,
        "Metrics": "; ".join(map(metric_text, goal.metrics)),
        "Serves": goal.serves or "",
        "Duties": "; ".join(session.responsibilities),
        "Schedule": "; ".join(map(item_text, session.schedule)),
    }


ALWAYS = ("Role", "Scope", "Goal")
"""The parts of an agreement that an approver is shown whether they change or not."""


def agreement_changes(session: Session, was: Session | None) -> list[tuple[str, str, str | None]]:
    """What an approver agrees to: each part, its text, and what main has of it where that differs.

    Of what main has already, besides the main parts only changes are told.
    """
    before = agreement_text(was) if was else {}
    told = []
    for part, text in agreement_text(session).items():
        changed = text != before.get(part, "")
        if changed or (part in ALWAYS and text):
            told.append((part, text, before[part] if was and changed else None))
    return told


def session_data(session: Session) -> dict[str, Any]:
    """One session as data: the record as written, and where it stands."""
    return {"file": session.path, "record": dict(session.raw)}
