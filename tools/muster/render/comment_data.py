"""A verdict on a pull request as data: the envelope that its comment has at its end."""

from __future__ import annotations

import json
from typing import Any

from muster.engine.pull_verdict import PullVerdict
from muster.model.finding import Verdict
from muster.render.bounded import MOST_COMMAND, MOST_MESSAGE, bounded, cut, fitting
from muster.render.comment_ask import MOST_ASKS, MOST_TITLE, ask_data
from muster.render.pull_steps import AUTHOR, Step, steps
from muster.render.report_json import finding_data
from muster.render.untrusted import for_json_block
from muster.render.words import outcome_code

MOST_FINDINGS = 20
_BEGINS = '{"muster": 1, '
_MOST_PATHS = 10
_FINDINGS, _STANDING, _ASKS, _TEXTS = 13_000, 1_500, 2_500, 1_200  # characters of JSON, each


def comment_data(verdict: PullVerdict, message: str) -> dict[str, Any]:
    """The envelope; ``message`` is the verdict in words.

    ``next`` has the commands of who opened the pull request, ``data.steps`` those of everybody;
    ``data.left_out`` counts what had no room.
    """
    report = verdict.report
    found = report.findings if report else ()
    standing = report.standing if report else ()
    asks = fitting(verdict.asks[:MOST_ASKS], ask_data, _ASKS, _size)
    others = _texts(verdict.others[:_MOST_PATHS], MOST_TITLE)
    findings = fitting(found[:MOST_FINDINGS], _finding, _FINDINGS, _size)
    told = fitting(standing[:MOST_FINDINGS], _finding, _STANDING, _size)
    code = code_of(verdict)
    doing = list(steps(verdict))
    commands = [c for step in doing if step.who == AUTHOR for c in step.commands]
    commands += [c for one in findings for c in one["commands"]]
    return {
        "muster": 1,
        "ok": code in ("ok", "nothing-to-judge"),
        "code": code,
        "message": "".join(_texts([message], MOST_MESSAGE)),
        "next": _commands(commands),
        "data": {
            "pull": verdict.number,
            "head": verdict.head[:64],
            "main": verdict.main[:64],
            "base": "".join(_texts([verdict.base], MOST_TITLE)),
            "verdict": _verdict(verdict),
            "asks": asks,
            "others": others,
            "findings": findings,
            "standing": told,
            "rivals": list(verdict.rivals[:MOST_FINDINGS]),
            "steps": fitting(doing, _step, _TEXTS, _size),
            "left_out": {
                "asks": len(verdict.asks) - len(asks),
                "others": len(verdict.others) - len(others),
                "findings": len(found) - len(findings),
                "standing": len(standing) - len(told),
            },
        },
    }


def data_of(comment: str) -> dict[str, Any]:
    """The ``data`` of the envelope in a comment; empty where a text has none."""
    for line in comment.splitlines():
        if line.startswith(_BEGINS):
            try:
                data = json.loads(line).get("data")
            except (ValueError, RecursionError):
                continue
            if isinstance(data, dict):
                return data
    return {}


def code_of(verdict: PullVerdict) -> str:
    """The verdict as the envelope's ``code``."""
    if verdict.report is None:
        return "not-judged"
    return "wrong-base" if verdict.astray else outcome_code(verdict.report)


def _verdict(verdict: PullVerdict) -> str:
    if verdict.blocked or verdict.report is None:
        return Verdict.BLOCK.value
    return verdict.report.verdict.value if verdict.report.verdict else "ok"


def _finding(finding: Any, share: int) -> dict[str, Any]:
    return finding_data(bounded(finding, share))


def _step(step: Step, share: int) -> dict[str, Any]:
    told = step.told.replace("**", "")
    return {"who": step.who, "does": told, "commands": _commands(step.commands, share)}


def _commands(commands: Any, share: int = 1) -> list[str]:
    whole = [one for one in dict.fromkeys(commands) if len(one) <= MOST_COMMAND // share]
    return fitting(whole, lambda one, _: one, _TEXTS // share, _size)


def _texts(texts: Any, most: int) -> list[str]:
    return fitting(texts, lambda one, share: cut(one, max(most // share, 2)), _TEXTS, _size)


def _size(value: object) -> int:
    return len(for_json_block(value)) + 2
