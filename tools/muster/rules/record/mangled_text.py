"""A text must have arrived whole: no lost dollars, no garbled characters.

## What it does
Asks for a look at texts in which an amount lost its dollars on the way through a shell (`→ k
MRR`, or `20k` where an objective of the charter says `$120k`), and at texts whose characters
were decoded wrongly (`‚Üí` for `→`) or replaced (U+FFFD).

## Why
Inside double quotes a shell takes `$1` for a parameter: `"$120k"` arrives as `20k`. The record
then promises another figure than its session meant, and nothing else looks wrong.

## How to fix
Write the text again from a file or standard input, never as an argument in double quotes. In a
record that is edited by hand, put the figure back and save the file as UTF-8.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from muster.model.finding import Finding, Verdict
from muster.model.mojibake import GARBLED, sign_of
from muster.model.session import Session
from muster.rules.case import Case
from muster.rules.rule import Rule

_AMOUNT = re.compile(r"\$([0-9][0-9.,]*[kKmMbB]?)")
_BARE = re.compile(
    r"(?:^\s*|[→>=:(~]\s*|\b(?i:of|to|at|by|generate|reach|hit|make|over|under)\s+)"
    r"(?:k|[KM](?=\s+(?:MRR|ARR|USD|revenue|per|in|a)\b))\b(?![\w'/&.-])"
)
_HEADLESS = re.compile(r"(?:^|(?<=\s)),[0-9]{3}\b")
# One look at all texts of a record: what each closer look needs to find anything.
_ANY = r"[^\x00-\x7f]|\b[kKM]\b|,[0-9]{3}\b"
_NUMBER = re.compile(r"([0-9][0-9,]*(?:\.[0-9]+)?)([kKmMbB]?)")
_FACTORS = {"": 1, "k": 1_000, "m": 1_000_000, "b": 1_000_000_000}


def _judge(case: Case) -> Iterator[Finding]:
    remains = _remains(case)
    suspicious = re.compile("|".join([_ANY, *map(re.escape, remains)]))
    for file, session in case.sessions:
        if not suspicious.search(session.prose()):
            continue
        for pointer, text in session.texts():
            what = _garbled(text) or _lost_dollar(text, session, remains)
            if what:
                name = ".".join(map(str, pointer))
                yield RULE.finding(
                    Verdict.REVIEW,
                    session.place(*pointer),
                    f"{name} {what}.",
                    "Write the text again from a file, never inside double quotes in a shell.",
                    subjects=(file.path, name),
                )


def _garbled(text: str) -> str:
    if text.isascii():
        return ""
    if "\ufffd" in text:
        return "has U+FFFD, which stands where a character was lost"
    from ftfy.badness import is_bad  # here: it costs a check of plain texts nothing

    if is_bad(text) or any(map(sign_of, GARBLED.findall(text))):
        return "has characters that were decoded wrongly"
    return ""


def _remains(case: Case) -> dict[str, str]:
    """What a shell leaves of the charter's amounts, and of which: ``20k`` of ``$120k``."""
    statements = (
        [objective.statement for objective in case.charter.objectives] if case.charter else []
    )
    amounts = [
        found.rstrip(".,") for statement in statements for found in _AMOUNT.findall(statement)
    ]
    return {
        amount[1:]: f"${amount}"
        for amount in amounts
        # One digit alone ("5" of "$95") stands in too many texts to mean anything.
        if len(amount) > 2 and any(c.isdigit() for c in amount[1:])
    }


def _lost_dollar(text: str, session: Session, remains: dict[str, str]) -> str:
    if _BARE.search(text) or _HEADLESS.search(text):
        return "has an amount without its figure; a shell has eaten a dollar sign"
    for remain, amount in remains.items():
        found = re.search(rf"(?<![\w$.,€£]){re.escape(remain)}(?![\w%])", text)
        if found and not _meant(remain, session):
            return (
                f"says {remain} where the charter's objective says {amount}; "
                "a shell may have eaten the dollar sign and a digit"
            )
    return ""


def _meant(remain: str, session: Session) -> bool:
    """Whether one of the record's own metrics has this very figure."""
    found = _NUMBER.fullmatch(remain)
    if found is None:
        return False
    figure = float(found[1].replace(",", "")) * _FACTORS[found[2].lower()]
    return any(metric.target == figure for metric in session.goal.metrics)


RULE = Rule("M107", "mangled-text", _judge)
