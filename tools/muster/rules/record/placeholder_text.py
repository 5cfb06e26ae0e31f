"""A text must say something: no placeholder may be left in it.

## What it does
Refuses role, goal, responsibilities and schedule texts that are a placeholder as a whole
(`TODO`, `n/a`, `...`, `<role>`, `{{goal}}`), that begin with one (`TODO: write this`), or that
still hold a slot to be filled in (`[your-role]`). Words that only look like one inside a
sentence are fine: "Resolve TODO comments" is a role, "Send emails [from 9 to 10]" a duty.

## Why
Agents fill in templates and leave slots open. A role that says `[your-role]` overlaps with
everything and commits to nothing.

## How to fix
Write the role or goal out. If it is not known yet, the slot should stay pending.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from muster.model.finding import Finding, Verdict
from muster.rules.case import Case
from muster.rules.rule import Rule

_WORDS = (
    r"todo|tbd|tba|tbc|fixme|xxx+|n/?a|none|null|undefined|placeholder|"
    r"lorem ipsum|to be (?:defined|determined|decided|done|announced)|fill (?:this )?in"
)
_WHOLE = re.compile(rf"[\W_]*(?:(?:{_WORDS})[\W_]*)?", re.IGNORECASE)
_BEGINS = re.compile(
    r"\W*(?:todo|tbd|tba|tbc|fixme|xxx+|lorem ipsum)\b\W*(?:[:–—-]|$)", re.IGNORECASE
)
_SLOT = re.compile(
    r"\[(?:your|insert|enter)\b[^\]\n]{0,60}\]|<(?:your|insert|enter)\b[^<>\n]{0,60}>"
    r"|\{\{ ?(?:your|insert|enter)\b[^{}\n]{0,60}\}\}",
    re.IGNORECASE,
)
_ONLY_SLOT = re.compile(r"\s*(?:\[[^\]\n]*\]|<[^<>\n]*>|\{\{[^{}\n]*\}\})\s*")

# One look at all texts of a record: each of the three begins a line or has a bracket.
_ANY = re.compile(rf"^[\W_]*(?:(?:{_WORDS})(?:\b|_)|$)|[\[<{{]", re.IGNORECASE | re.MULTILINE)


def _judge(case: Case) -> Iterator[Finding]:
    for file, session in case.sessions:
        if not _ANY.search(session.prose()):
            continue
        for pointer, text in session.texts():
            if text and _is_placeholder(text):
                name = ".".join(map(str, pointer))
                yield RULE.finding(
                    Verdict.BLOCK,
                    session.place(*pointer),
                    f"{name} is a placeholder, not a text.",
                    "Write out what this session does, or leave the slot pending for now.",
                    subjects=(file.path, name),
                )


def _is_placeholder(text: str) -> bool:
    return bool(
        _WHOLE.fullmatch(text)
        or _ONLY_SLOT.fullmatch(text)
        or _BEGINS.match(text)
        or _SLOT.search(text)
    )


RULE = Rule("M104", "placeholder-text", _judge)
