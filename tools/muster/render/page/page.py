"""The overview as one HTML file that needs nothing else: no network, no script, no font.

Each part of the page is a template beside this file. Every text passes ``for_html`` as the
engine's ``finalize`` and is escaped after it, so that no template can forget to.
"""

from __future__ import annotations

import shlex
from base64 import b64encode
from collections import Counter
from functools import cache
from hashlib import sha256
from importlib.resources import files
from string import ascii_lowercase
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from muster import __version__
from muster.engine.card import Hold
from muster.engine.conflict import Conflict
from muster.engine.coverage_strip import Strip
from muster.engine.merge_commands import merge_commands
from muster.engine.overview import Overview
from muster.engine.request import Request
from muster.engine.role_pairs import RolePair
from muster.engine.waiting import Waiting
from muster.engine.week import Alike, Entry
from muster.model.clock import DAY
from muster.model.days import WEEK
from muster.model.finding import Verdict
from muster.model.key import fingerprint
from muster.model.spans import spans
from muster.render.approval import approved_by
from muster.render.goals import counts_text, held_text, serving_text
from muster.render.record import agreement_changes, metric_text, scope_text
from muster.render.untrusted import for_html
from muster.render.words import outcome, spot
from muster.rules.coverage import shortened

MOST = 40
"""Entries of one list that are shown; the rest is one line with the command that lists it."""
FEW = 40
"""Cards, or claims without a finding, that are shown in full; with more they are folded."""

_HOLD_LEVELS = {
    Hold.PENDING: "open",
    Hold.CLAIMED: "claimed",
    Hold.UNVERIFIED: "block",
    Hold.REGISTERED: "note",
    Hold.ON_FORGE: "note",
    Hold.APPROVED: "fine",
}
_LEVEL_WORDS = {"fine": "Fine", "note": "Fine, with notes", "review": "Look", "block": "Blocked"}
_SECTIONS = (
    ("approve", "Waits for approval"),
    ("consensus", "Consensus"),
    ("sessions", "Sessions"),
    ("roles", "Roles"),
    ("coverage", "Coverage"),
    ("goals", "Goals"),
    ("week", "Week"),
    ("open", "Open"),
)


def page_html(view: Overview, more: tuple[str, ...] = ()) -> str:
    """The page; ``more`` are options that its commands repeat. The same view, the same text."""
    style = files(__package__).joinpath("page.css").read_text("utf-8")
    digest = b64encode(sha256(style.encode("utf-8")).digest()).decode("ascii")
    waiting = view.rulings.waiting
    forge = view.main.charter.approval == "forge"
    levels = Counter(_level(one) for one in view.requests)
    found = Counter(one.verdict for one in (*view.findings, *(c.finding for c in waiting)))
    holds = Counter(card.hold for card in view.cards)
    overlapping = view.pairs.overlapping
    gaps = len(view.goals.gaps)
    wrong = sum(not strip.covered for strip in view.strips)
    template = _environment(more, forge=forge).get_template("page.html.j2")
    text = template.render(
        view=view,
        consensus=view.main.consensus,
        style=Markup(style),  # noqa: S704 - the package's own file
        style_hash=digest,
        version=__version__,
        sections=_SECTIONS,
        most=MOST,
        few=FEW,
        compact=len(view.cards) > FEW,
        all_command=shlex.join(("muster", "approve", "--all", *more)),
        numbers=frozenset(card.session.number for card in view.cards),
        hold_levels={hold.value: level for hold, level in _HOLD_LEVELS.items()},
        hold_counts=", ".join(f"{holds[hold]} {hold}" for hold in reversed(Hold) if holds[hold]),
        worst=_worst(levels),
        waiting_words=_waiting_words(levels),
        done=sum(point.state == "done" for point in view.main.consensus.points),
        findings_count=sum(found.values()),
        findings_level=_worst(Counter({v.value: n for v, n in found.items()})),
        findings_words=", ".join(f"{found[v]} to {_DUTIES[v]}" for v in Verdict if found[v])
        or "nothing found",
        shares=_shares(view, holds),
        letters={name: _letter(at) for at, name in enumerate(view.pairs.dimensions)},
        overlaps_words=f"{overlapping} overlap" if overlapping else "no overlap",
        coverage_words=f"{wrong} to look at" if wrong else "",
        gaps_words=f"{gaps} {'gap' if gaps == 1 else 'gaps'}" if gaps else "no gaps",
    )
    return f"{text.strip()}\n"


_DUTIES = {Verdict.BLOCK: "mend", Verdict.REVIEW: "look at", Verdict.NOTE: "note"}


def _environment(more: tuple[str, ...], *, forge: bool) -> Environment:
    environment = _templates().overlay()
    environment.filters = {
        **environment.filters,
        "approve_commands": lambda one: _approving(one, more, forge=forge),
        "ruling_command": lambda one: _ruling_command(one, more),
    }
    return environment


@cache
def _templates() -> Environment:
    environment = Environment(
        loader=PackageLoader("muster.render.page", "."),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_finalized,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "approved_by": lambda card: approved_by(card.approval),
        "begun": lambda text: text[:1].upper() + text[1:],
        "cell": _cell,
        "changes": agreement_changes,
        "counts": counts_text,
        "day_shares": _day_shares,
        "days": _days,
        "fingerprint": fingerprint,
        "held": held_text,
        "level": _level,
        "level_words": lambda one: _LEVEL_WORDS[_level(one)],
        "metric": metric_text,
        "outcome": outcome,
        "pair_level": lambda pair: _level_of(pair.verdict) if pair.overlaps else "note",
        "percent": lambda pair: round(pair.score * 100) or "·",
        "scope": scope_text,
        "serving": serving_text,
        "shortened": shortened,
        "spans": spans,
        "spot": spot,
        "strip_words": _strip_words,
    }
    return environment


def _finalized(value: object) -> object:
    """What a template puts out: texts without what nobody sees; what is markup stays as it is."""
    return for_html(value) if isinstance(value, str) and not hasattr(value, "__html__") else value


def _letter(at: int) -> str:
    """A short name for a dimension; after ``z`` comes ``a2``."""
    again, place = divmod(at, len(ascii_lowercase))
    return f"{ascii_lowercase[place]}{again + 1 if again else ''}"


def _ruling_command(conflict: Conflict, more: tuple[str, ...]) -> str:
    return conflict.ruling_command(more)


def _approving(one: Request | Waiting, more: tuple[str, ...], *, forge: bool) -> tuple[str, ...]:
    """The commands that approve; a fork's branch is nowhere but on the forge."""
    if one.pull and forge:
        return merge_commands(one.pull)
    if not one.branch:
        return (f"gh pr view {one.pull} --web",)
    return (shlex.join(("muster", "approve", str(one.number or one.branch), *more)),)


def _level(request: Request) -> str:
    """How closely an approver looks; what takes something from an agreement needs a look."""
    if request.needs_look and not request.blocked:
        return Verdict.REVIEW.value
    return _level_of(request.report.verdict)


def _level_of(verdict: Verdict | None) -> str:
    return verdict.value if verdict else "fine"


def _worst(levels: Counter[str]) -> str:
    return next((level for level in ("block", "review") if levels[level]), "fine")


def _waiting_words(levels: Counter[str]) -> str:
    told = [
        f"{levels[level]} {words}"
        for level, words in (("block", "blocked"), ("review", "to look at"))
        if levels[level]
    ]
    return f"for approval: {', '.join(told)}" if told else "for approval"


def _shares(view: Overview, holds: Counter[Hold]) -> dict[str, Any]:
    """How many have got how far, and what part of the whole that is, in percent."""
    size = view.main.consensus.size
    registered = len({session.number for session in view.main.consensus.registered})
    claimed = min(holds[Hold.CLAIMED], size - registered)
    return {
        "registered": registered,
        "claimed": claimed,
        "left": size - registered - claimed,
        "done": round(100 * registered / size, 3),
        "begun": round(100 * claimed / size, 3),
    }


def _cell(pair: RolePair) -> str:
    """How a cell of the matrix looks."""
    if pair.overlaps:
        return _level_of(pair.verdict) if pair.verdict else Verdict.BLOCK.value
    if pair.dimension and pair.verdict:
        return "apart"
    return "some" if pair.score >= 0.1 else "few"


def _strip_words(strip: Strip) -> str:
    """A strip for who can't see it; the lists below it say who has what."""
    told = [f"{strip.name} {shortened(strip.whole)}"]
    if strip.gaps:
        told.append(f"nobody has {shortened(', '.join(gap.told for gap in strip.gaps))}")
    if strip.twice:
        told.append(f"more than one has {shortened(', '.join(one.told for one in strip.twice))}")
    if strip.covered:
        told.append("each part has one owner")
    return "; ".join(told)


def _day_shares(entry: Entry) -> list[tuple[float, float]]:
    """Where on the line of a day an entry lies, in percent: begin and width."""
    start = entry.start if entry.start is not None else entry.due
    if start is None:
        return []
    end = entry.end if entry.start is not None and entry.end is not None else start
    if start == end:
        return [(round(100 * min(start, DAY - 10) / DAY, 3), 0.7)]
    parts = [(start, min(end, DAY)), (0, end - DAY)]
    return [
        (round(100 * low / DAY, 3), round(100 * (high - low) / DAY, 3))
        for low, high in parts
        if high > low
    ]


def _days(group: Alike) -> str:
    """The days of a group: ``Mon-Fri``, with their dates where they are known."""
    told: list[str] = []
    days = list(group.days)
    while days:
        run = [days.pop(0)]
        while days and _follows(run[-1].weekday, days[0].weekday):
            run.append(days.pop(0))
        first, last = run[0], run[-1]
        name = first.weekday.capitalize()
        if last is not first:
            name += f"-{last.weekday.capitalize()}"
        if first.date and last.date:
            name += f" {first.date}" if first is last else f" {first.date} to {last.date}"
        told.append(name)
    return ", ".join(told)


def _follows(one: str, other: str) -> bool:
    return WEEK[(WEEK.index(one) + 1) % len(WEEK)] == other
