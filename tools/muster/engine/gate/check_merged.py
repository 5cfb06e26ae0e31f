"""What the latest merges show: who approved, who merged, who said that they were judged."""

from __future__ import annotations

from collections.abc import Iterator

from muster.engine.gate.facts import ACTIONS_APP, ACTIONS_LOGIN, CONTEXT, Facts, Merged
from muster.engine.gate.finding import GateFinding, broken, note
from muster.engine.gate.in_force import in_force
from muster.engine.gate.since import since

_AUDIT = "muster audit"
_MOST = 3


def check_merged(facts: Facts) -> Iterator[GateFinding]:
    """Merges since the rules are in force; what was before is a note, for the audit to judge."""
    began = since(facts)
    now = [one for one in facts.merged if began is None or one.at is None or one.at >= began]
    before = [one for one in facts.merged if one not in now]
    if alone := _one_account(facts, now):
        yield broken(
            "one-account",
            f"Every pull request, review and merge is {alone}'s: one account claims and approves, "
            "so there is no gate at all.",
            "Give the sessions an account of their own, without write access.",
            "gh auth login",
        )
    else:
        yield from _unapproved(facts, now)
    if old := [one for one in before if not _approved(facts, one)]:
        yield note(
            "merged-before-the-rules",
            f"{_named(old)}: merged before the rules were in force, without an approver who is "
            "not the author.",
            "See who approved what.",
            _AUDIT,
        )
    yield from _posted(facts, now)
    if posed := [one for one in now if one.posed]:
        yield broken(
            "check-poses-as-judge",
            f"{_named(posed)}: a check run is called {CONTEXT}. The judge sets a status and makes "
            "none: a job of that name did, and GitHub takes it for the judge's word.",
            "Find out which workflow has that job, and judge main again.",
            f"gh api repos/{facts.slug}/commits/{posed[0].head}/check-runs",
            "muster check --ref origin/main",
        )


def _one_account(facts: Facts, merged: list[Merged]) -> str:
    """The login that is behind everything, empty where there are several or nothing happened."""
    seen = {login for one in merged for login in (one.author, one.merged_by) if login}
    seen |= {review.login for one in merged for review in one.reviews if review.login}
    seen |= {login for login in facts.claims if login}
    return next(iter(seen)) if merged and len({one.casefold() for one in seen}) == 1 else ""


def _approved(facts: Facts, one: Merged) -> bool:
    """Whether an approver who did not write it let it in: by a review, or by merging."""
    said = {*one.approvals, one.merged_by}
    return any(
        facts.approves(login) and login.casefold() != one.author.casefold() for login in said
    )


def _unapproved(facts: Facts, merged: list[Merged]) -> Iterator[GateFinding]:
    bad = [one for one in merged if not _approved(facts, one)]
    own = [
        one
        for one in bad
        if one.author
        and one.author.casefold() in {s.casefold() for s in (*one.approvals, one.merged_by)}
    ]
    if own:
        yield broken(
            "self-approved",
            f"{_named(own)}: merged by the account that wrote it, and approved by no other "
            "approver.",
            "Give the sessions an account of their own, and see what came in so.",
            _AUDIT,
        )
    rest = [one for one in bad if one not in own]
    if rest:
        by = ", ".join(sorted({one.merged_by or "nobody known" for one in rest}))
        yield broken(
            "merged-unapproved",
            f"{_named(rest)}: merged by {by}, and approved by no approver of the charter.",
            "See what came in so.",
            _AUDIT,
        )


def _posted(facts: Facts, merged: list[Merged]) -> Iterator[GateFinding]:
    """A status that another account than the judge's set; by Actions' own any workflow may be."""
    pins = in_force(facts.rules or ()).pins
    told: dict[str, list[Merged]] = {}
    for one in merged:
        for poster in one.posters:
            actions = poster.login.casefold() == ACTIONS_LOGIN
            by_app = poster.kind == "Bot" and not actions
            if not (by_app if pins - {ACTIONS_APP} else actions or (by_app and not pins)):
                told.setdefault(poster.login or "an account that is gone", []).append(one)
    for login, pulls in sorted(told.items()):
        yield broken(
            "status-posted-by-others",
            f"{_named(pulls)}: {login} set {CONTEXT}, and is not the judge.",
            "Find out why, judge main again, and take that account's write access away.",
            "muster check --ref origin/main",
            f"gh api -X DELETE repos/{facts.slug}/collaborators/{login}",
        )


def _named(merged: list[Merged]) -> str:
    more = len(merged) - _MOST
    told = ", ".join(f"#{one.number}" for one in merged[:_MOST])
    return told + (f" and {more} more" if more > 0 else "")
