"""What the charter wants covered must be covered whole.

## What it does
Takes the extents of the sessions that an entry of the charter's `coverage` names in `by` together,
planned slots too, and tells what of the entry's `of` none of them has: a review once each of them
has a record, a note before. An entry that can't be read or whose dimension the charter lacks is a
review too; a session that is to cover a part and names none is a note. What a session has beyond
`of` is its own affair. Of paths one that nobody has stands for all that lie outside the globs.

## Why
Each session does its part and reports its goal as met, and prospects 34 to 40 never hear of anyone:
nobody's records show it, only all of them together do.

## How to fix
Extend the scope of a neighbour, give the rest to a session that has no part yet, or shrink `of` in
the charter to what is meant. `boundaries` names who is nearest; of paths whose folders belong
together is yours to say, so none is proposed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from muster.model.boundary import Boundary
from muster.model.extent import Countable, Extent, rest, union_of
from muster.model.finding import Finding, Place, Verdict
from muster.model.glob_automaton import UndecidedError
from muster.model.integer_ranges import IntegerRanges
from muster.model.labels import Labels
from muster.model.layout import CHARTER
from muster.model.path_globs import PathGlobs
from muster.model.session import Session
from muster.model.spans import spans
from muster.model.time_windows import DAY, TimeWindows
from muster.rules.case import Case
from muster.rules.coverage import Wanted, gone, shortened, wanted
from muster.rules.holder import called
from muster.rules.rule import Rule

_MOST_PROPOSED = 3


def _judge(case: Case) -> Iterator[Finding]:
    for entry in wanted(case):
        if entry.whole is None:
            yield _unreadable(entry)
            continue
        try:
            gap = gap_of(entry, entry.whole)
        except UndecidedError:
            yield _undecided(case, entry)
            continue
        if isinstance(gap, str):
            yield _lacking_paths(case, entry, entry.whole, gap)
        elif gap:
            yield _lacking(case, entry, entry.whole, gap)
        else:
            yield from map(_silent, [entry] * len(entry.silent), entry.silent)


def gap_of(entry: Wanted, whole: Extent) -> list[Countable] | str:
    """The parts of the whole that nobody has; of paths one, as an example.

    Raises ``UndecidedError`` where the globs are too intricate to tell.
    """
    have = union_of([extent for _, extent in entry.extents])
    if isinstance(whole, PathGlobs):
        path = (have if isinstance(have, PathGlobs) else PathGlobs(())).gap(whole)
        return path if path is not None else []
    left = rest(whole, have) if have and not isinstance(have, PathGlobs) else whole
    return list(_parts(left))


def _parts(extent: Countable) -> Iterator[Countable]:
    match extent:
        case IntegerRanges():
            yield from (IntegerRanges((span,)) for span in extent.spans)
        case Labels():
            yield from (Labels(frozenset({label})) for label in sorted(extent.labels))
        case TimeWindows():
            around = extent.around_midnight()
            yield from (TimeWindows((s,)) for s in extent.spans if s not in around)
            if around:
                yield TimeWindows(around)


def _lacking(case: Case, entry: Wanted, whole: Extent, gap: list[Countable]) -> Finding:
    parts = shortened(", ".join(part.told() for part in gap))
    what = f"{entry.name} {parts}"
    of = f"the charter's {shortened(whole.told())}"
    verb = "is" if len(gap) == 1 else "are"
    if entry.missing:
        verdict = Verdict.NOTE
        message = f"Of {of}, {what} {verb} nobody's yet; {_verb(entry.missing, 'has')} no record."
    else:
        verdict = Verdict.REVIEW
        message = f"Of {of}, {what} {verb} nobody's: {_members(entry)}."
    proposals = [_proposal(entry, part) for part in gap[:_MOST_PROPOSED]]
    told = [text for text, _ in proposals if text]
    first = f"{'; '.join(told)}; or " if told else ""
    if entry.missing:
        first = f"Claim number {entry.missing[0]} with {what}; or "
    fix = f"{first}change coverage in {CHARTER}."
    return RULE.finding(
        verdict,
        entry.place,
        message,
        fix[0].upper() + fix[1:],
        subjects=(CHARTER, f"coverage.{entry.index}", entry.name),
        related=_related(case, entry),
        boundaries=tuple(sorted({side for _, side in proposals if side})),
    )


def _lacking_paths(case: Case, entry: Wanted, whole: Extent, path: str) -> Finding:
    """Where paths lack: one of them is only an example, and no part that could be given away."""
    of = shortened(whole.told())
    have = union_of([extent for _, extent in entry.extents])
    having = shortened(have.told()) if have else ""
    silent = [session.number for session in entry.silent if session.number is not None]
    told = [f"no session has what lies outside {having}"] * bool(having)
    told += [f"{_verb(silent, 'names')} no {entry.name}"] * bool(silent)
    told += [f"{_verb(entry.missing, 'has')} no record"] * bool(entry.missing)
    if entry.missing:
        fix = f"Claim number {entry.missing[0]} with what is left"
    elif len(entry.sessions) == 1:
        fix = f"Let it have {of} under role.scope.{entry.name}"
    elif not having:
        fix = f"Name the part of each under role.scope.{entry.name}"
    else:
        fix = (
            f"Extend the {entry.name} of one of them to what is left, by its folders (a glob for "
            "all of it would take the others' paths too)"
        )
    narrowed = f" to what is meant ({having})" if having else ""
    return RULE.finding(
        Verdict.NOTE if entry.missing else Verdict.REVIEW,
        entry.place,
        f"Of the charter's {of}, nobody has {path}, for one: {'; '.join(told)}.",
        f"{fix}, or narrow coverage in {CHARTER}{narrowed}.",
        subjects=(CHARTER, f"coverage.{entry.index}", entry.name),
        related=_related(case, entry),
    )


def _members(entry: Wanted) -> str:
    silent = [session.number for session in entry.silent if session.number is not None]
    if not entry.extents:
        return f"{_verb(silent, 'names')} none"
    if silent:
        return f"{_verb(silent, 'names')} no {entry.name}"
    having = [session.number for session in entry.sessions if session.number is not None]
    return f"{_verb(having, 'has')} the rest"


def _verb(numbers: Sequence[int], verb: str) -> str:
    """The numbers and what they do, the verb given for one of them."""
    told = shortened(spans(sorted(numbers)))
    if len(numbers) == 1:
        return f"number {told} {verb}"
    return f"numbers {told} {'have' if verb == 'has' else verb.removesuffix('s')}"


def _proposal(entry: Wanted, part: Countable) -> tuple[str, Boundary | None]:
    """Who could take a part, in words and as a boundary."""
    taker = entry.silent[0] if entry.silent else _nearest(entry, part)
    if taker is None or taker.number is None:
        return "", None
    told = part.told()
    extent = next((extent for session, extent in entry.extents if session is taker), None)
    if extent is None:
        text = f"give {entry.name} {told} to number {taker.number}"
        return text, Boundary(taker.number, f"takes {entry.name} {told}")
    becomes = union_of([extent, part])
    whole = shortened(becomes.told()) if becomes else told
    text = f"extend {entry.name} of number {taker.number} to {whole}"
    return text, Boundary(taker.number, f"takes {entry.name} {told}, and so has {whole}")


def _nearest(entry: Wanted, part: Countable) -> Session | None:
    """The session whose extent lies next to a part, before it sooner than after it."""
    ranked = [
        (*_distance(extent, part), session.number, session)
        for session, extent in entry.extents
        if session.number is not None
    ]
    return min(ranked, key=lambda one: one[:3])[3] if ranked else None


def _distance(extent: Extent, part: Countable) -> tuple[int, int]:
    """How far a part is from an extent; of labels, how many there are already."""
    match extent, part:
        case IntegerRanges(), IntegerRanges(((low, high), *_)):
            return _between(extent.spans, low, high, 0)
        case TimeWindows(), TimeWindows():
            around = part.around_midnight()
            low, high = (around[1][0], around[0][1] - 1) if around else part.bounds()[0]
            return _between(extent.bounds(), low, high, DAY)
        case Labels(), _:
            return extent.size, 0
    return 0, 0


def _between(
    spans_: tuple[tuple[int, int], ...], low: int, high: int, around: int
) -> tuple[int, int]:
    found = []
    for begin, end in spans_:
        before, after = low - end, begin - high
        if around:
            before, after = before % around, after % around
        found += [(before, 0)] * (before > 0) + [(after, 1)] * (after > 0)
    return min(found, default=(0, 0))


def _related(case: Case, entry: Wanted) -> tuple[Place, ...]:
    has = {session.path: extent for session, extent in entry.extents}
    places = []
    for session in entry.sessions:
        extent = has.get(session.path)
        note = f"has {shortened(extent.told())}" if extent else f"names no {entry.name}"
        places.append(session.place("role", "scope", entry.name, note=note))
    return (*places, *gone(case, entry.missing))


def _silent(entry: Wanted, session: Session) -> Finding:
    return RULE.finding(
        Verdict.NOTE,
        session.place("role", "scope", entry.name),
        f"The scope of {called(session)} names no {entry.name}, of which the charter wants it to "
        "cover a part.",
        f"Name its part under role.scope.{entry.name}, or take it out of coverage in {CHARTER}.",
        subjects=(session.path, f"coverage.{entry.index}", entry.name),
        related=(entry.place._replace(note="what is to be covered"),),
    )


def _unreadable(entry: Wanted) -> Finding:
    return RULE.finding(
        Verdict.REVIEW,
        entry.place,
        f"coverage.{entry.index} {entry.problem}.",
        f"Mend it in {CHARTER}: until then nobody can tell whether it is covered.",
        subjects=(CHARTER, f"coverage.{entry.index}", "unreadable"),
    )


def _undecided(case: Case, entry: Wanted) -> Finding:
    return RULE.finding(
        Verdict.REVIEW,
        entry.place,
        f"Whether the {entry.name} of coverage.{entry.index} are covered would take too long to "
        "decide: the globs are too intricate.",
        "Write simpler globs: whole folders (src/api/**) rather than many wildcards in one name.",
        subjects=(CHARTER, f"coverage.{entry.index}", "undecided"),
        related=_related(case, entry),
    )


RULE = Rule("M206", "coverage-gap", _judge)
