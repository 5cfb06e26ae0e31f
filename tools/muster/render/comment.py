"""The one comment on a pull request: for a human with ten seconds, and for an agent that parses it.

GitHub-flavoured Markdown. Its first line is ``MARKER``, by which the comment is found again. At its
end stands the same as data, one line of ASCII JSON between the last line that is exactly
```` ```json ```` and the next that is exactly ```` ``` ````; nothing that a record says can be
either. An agent takes it out with::

    gh pr view 7 --json comments --jq '.comments[].body' | grep '^{"muster": 1, '

It is the envelope of every command's ``--json``; ``next`` has the commands of the pull request's
author. Nobody is mentioned but the orchestrator, where a ruling is asked for, and no number of
another pull request stands in it but a rival's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from muster.engine.pull_verdict import BASE, PullVerdict
from muster.model.finding import Finding
from muster.render.bounded import MOST_MESSAGE, bounded, cut, fitting
from muster.render.comment_ask import MOST_TITLE, ask_lines
from muster.render.comment_data import MOST_FINDINGS, comment_data
from muster.render.commit_status import status
from muster.render.finding_markdown import command_lines, finding_lines
from muster.render.pull_steps import ORCHESTRATOR, Step, steps
from muster.render.untrusted import for_json_block, for_markdown, for_markdown_code
from muster.render.words import outcome

__all__ = ["MARKER", "MOST", "comment", "status"]

MARKER = "<!-- muster:verdict -->"
MOST = 60_000
"""Characters that it never exceeds; GitHub takes 65,536."""

_TRAILING = re.compile(r" +$", re.MULTILINE)
_LOGIN = re.compile(r"[A-Za-z0-9](?:-?[A-Za-z0-9]){0,38}")
_PARTED = re.compile(r"(?<=[@#hH])<!-- -->")
# Characters of Markdown, each; with those of what is asked and of the data less than MOST.
_FINDINGS, _STANDING, _TEXTS = 16_000, 2_000, 2_000
_MOST_RIVALS = 20


def comment(verdict: PullVerdict) -> str:
    """The comment; the same verdict gives the same bytes."""
    # What parts a sign from what would be a mention must outlive GitHub's own sanitizer, which
    # takes comments out. In a code span a text stands as it is, and must not be a second marker.
    # Two spaces at a line's end are a break of the line, wherever they come from.
    told = _TRAILING.sub("", _PARTED.sub("&#8203;", "\n".join(_lines(verdict))))
    return f"{MARKER}\n{told.replace('<!-- muster', '<! -- muster')}\n"


def _lines(verdict: PullVerdict) -> Iterator[str]:
    yield f"**{_text(_headline(verdict))}**"
    if verdict.trouble and verdict.report is None:
        yield ""
        yield _text(verdict.trouble.message)
    yield from ask_lines(verdict)
    if verdict.open:
        yield ""
        yield "The charter says `identity: open`: nothing proves who wrote a record."
    yield from _findings(verdict)
    if verdict.rivals:
        yield ""
        also = ", ".join(f"#{number}" for number in verdict.rivals[:_MOST_RIVALS])
        more = len(verdict.rivals) - _MOST_RIVALS
        yield f"Open for the same: {also}{f' and {more} more' if more > 0 else ''}."
    yield from _next(verdict)
    yield ""
    yield f"Judged: {_commit(verdict.head)} against {BASE} at {_commit(verdict.main)}."
    yield from _standing(verdict)
    yield ""
    yield from _folded("The same for programs, as JSON", _data(verdict))


def _headline(verdict: PullVerdict) -> str:
    """The verdict in a few words."""
    if verdict.report is None:
        return "Blocked: it can't be judged."
    if verdict.astray:
        base = cut(verdict.base, MOST_TITLE)
        return f"Blocked: it goes to {base}, not to {BASE}, and nothing counts there."
    return outcome(verdict.report)


def _findings(verdict: PullVerdict) -> Iterator[str]:
    found = verdict.report.findings if verdict.report else ()
    told = fitting(found[:MOST_FINDINGS], _finding, _FINDINGS)
    if found:
        yield ""
        yield "Findings, the worst first:"
        yield ""
    yield from told
    if len(found) > len(told):
        more = len(found) - len(told)
        yield f"- and {more} more; in a clone `muster check --head BRANCH` tells all"


def _finding(finding: Finding, share: int) -> str:
    return "\n".join(finding_lines(bounded(finding, share), fenced=True))


def _standing(verdict: PullVerdict) -> Iterator[str]:
    found = verdict.report.standing if verdict.report else ()
    if not found:
        return
    told: list[str] = fitting(found[:MOST_FINDINGS], _brief, _STANDING)
    if len(found) > len(told):
        told.append(f"- and {len(found) - len(told)} more")
    count = "1 finding" if len(found) == 1 else f"{len(found)} findings"
    yield ""
    yield from _folded(f"On {BASE} already, and not this pull request's doing: {count}", told)


def _brief(finding: Finding, share: int) -> str:
    short = bounded(finding, share)._replace(help="", related=(), commands=(), boundaries=())
    return "\n".join(finding_lines(short))


def _next(verdict: PullVerdict) -> Iterator[str]:
    yield ""
    yield "What happens next:"
    yield ""
    for step in steps(verdict):
        who = f"{step.who.capitalize()}{_mention(verdict, step)}"
        given = fitting(step.commands, lambda one, _: one, _TEXTS)
        if len(given) == 1:
            yield f"- {who}: {step.told}: {for_markdown_code(given[0])}"
            continue
        yield f"- {who}: {step.told}."
        yield from (f"  {line}" for line in command_lines(given))


def _mention(verdict: PullVerdict, step: Step) -> str:
    known = step.who == ORCHESTRATOR and _LOGIN.fullmatch(verdict.orchestrator)
    return f" @{verdict.orchestrator}" if known and len(verdict.orchestrator) <= 39 else ""


def _commit(oid: str) -> str:
    return for_markdown_code(oid[:12])


def _data(verdict: PullVerdict) -> Sequence[str]:
    return ("```json", for_json_block(comment_data(verdict, _headline(verdict))), "```")


def _folded(title: str, lines: Sequence[str]) -> Iterator[str]:
    yield f"<details><summary>{title}</summary>"
    yield ""
    yield from lines
    yield ""
    yield "</details>"


def _text(text: str) -> str:
    told = fitting([text], lambda one, share: for_markdown(cut(one, MOST_MESSAGE // share)), _TEXTS)
    return "".join(told)
