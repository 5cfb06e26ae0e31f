"""What a goal's metric is called: emails_sent, delivery_rate, reply_time.

``before`` is the text up to the figure; ``nouns`` are the words behind it, in lower case.
"""

from __future__ import annotations

import re

from muster.model.figures.words import PERIODS, STOPS, done, is_verb, qualifies, singular
from muster.model.slug import lettered

WORD = re.compile(r"[A-Za-z][A-Za-z'’-]*")
_MOST_WORDS = 3
_NOUNS_TOO = frozenset({"score", "rank", "review", "test", "report", "call", "order", "support"})
_TIME_NOUNS = frozenset({"time", "latency", "duration", "delay", "sla", "review", "uptime"})


def nouns_behind(behind: str) -> list[str]:
    """The words that name what is counted: behind the figure, up to a preposition or a sign."""
    nouns: list[str] = []
    position = 0
    if re.match(r" (?:of|in|for) ", behind):
        position = behind.index(" ", 1)
    for found in WORD.finditer(behind, position):
        word = found.group().lower().rstrip("'’-")
        between = behind[position : found.start()].strip()
        if between or word in STOPS:
            if not nouns and word in PERIODS and not between:
                position = found.end()  # 10k monthly visitors
                continue
            break
        position = found.end()
        nouns.append(word)
    kept = [word for word in nouns if not qualifies(word)]
    return (kept or nouns[-1:])[-_MOST_WORDS:]


def figure_name(before: str, nouns: list[str], *, counted: bool) -> str:
    """A figure's name: emails_sent, delivery_rate, avg_score; empty when no word tells it."""
    if not nouns:
        return _joined(_nouns_before(before))
    return _joined([*nouns, done_before(before)] if counted else nouns)


def duration_name(before: str, nouns: list[str]) -> str:
    """A limit of time's name: reply_time, human_review; empty when no word tells it."""
    if nouns:
        return _joined(nouns)
    named = [word for word in _nouns_before(before) if word not in PERIODS]  # 9 a day within 2 h
    found = named or [word for word in _words(before) if is_verb(word)]
    if not found:
        return ""
    last = found[-1]
    if last in _TIME_NOUNS:
        return _joined(found)
    return _joined(["response" if last == "respond" else singular(last), "time"])


def is_time(before: str, nouns: list[str]) -> bool:
    """Whether the words around a figure name a time: a latency, a review."""
    return not _TIME_NOUNS.isdisjoint((*nouns[-1:], *_nouns_before(before)[-1:]))


def done_before(before: str) -> str:
    """What was done with what is counted: the last known verb's participle, maybe empty."""
    return next((past for word in reversed(_words(before)) if (past := done(word))), "")


def _nouns_before(before: str) -> list[str]:
    """The words that name a figure that stands behind them: ``avg score 70+``, ``accuracy of``."""
    found = _words(before)
    while found and (found[-1] in STOPS or found[-1] in ("reach", "hit", "exceeding", "greater")):
        found.pop()
    nouns: list[str] = []
    while found and found[-1] not in STOPS and len(nouns) < _MOST_WORDS:
        word = found.pop()
        if is_verb(word) and not found and (nouns or word not in _NOUNS_TOO):
            break
        nouns.insert(0, word)
    return nouns


def _words(text: str) -> list[str]:
    return [word.lower() for word in WORD.findall(text)]


def _joined(words: list[str]) -> str:
    return lettered(" ".join(words), "_")
