"""Numbers that only name something: Batch 2, session #11, prospects 18-33, GPT-4, Python 3.11."""

from __future__ import annotations

import re

from muster.model.figures.metric_name import WORD
from muster.model.figures.words import STOPS

_LABEL = re.compile(
    r"\b(?:batch|sessions?|phase|tier|step|week|day|version|level|part|team|wave|sprint|round|stage"
    r"|milestone|quarter|priority|group|top|no\.|number|v|q)(?: #?| ?)\Z",
    re.I,
)
_MODEL = re.compile(r"\b(?=[a-z]*[A-Z])[A-Za-z]+-\Z")
_PRODUCT = re.compile(r"\b[A-Z][A-Za-z]+ \Z")
_RANGE_NOUN = re.compile(r"\b[A-Za-z]{2,30}s \Z")


def is_label(part: str, figure: re.Match[str]) -> bool:
    """Whether a figure of a part is no target but a name."""
    before = part[: figure.start()]
    if figure["money"] or figure["percent"] or figure["plus"] or figure["of"]:
        return False
    if before.endswith("#"):
        return True
    if figure["high"] and _RANGE_NOUN.search(before):
        return True
    if _MODEL.search(before) or ("." in figure["low"] and _PRODUCT.search(before)):
        return True
    behind = WORD.match(part[figure.end() :].lstrip())
    return _LABEL.search(before) is not None and (behind is None or behind.group() in STOPS)
