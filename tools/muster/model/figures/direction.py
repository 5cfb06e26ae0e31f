"""Whether an objective is to rise or to fall: its target has no comparator of its own."""

from __future__ import annotations

import re

from muster.model.goal import Comparator
from muster.model.limits import MOST_TEXT

_FALLS = re.compile(
    r"\b(?:reduc\w*|lower\w*|decreas\w*|cut(?:s|ting)?|shrink\w*|minimi[sz]\w*|fewer|less|below|under)\b",
    re.I,
)


def falls(statement: str) -> bool:
    """Whether the words want a figure that is small: "churn under 5 %", "reduce response time"."""
    if len(statement) > MOST_TEXT:
        return False
    if _FALLS.search(statement) is not None:
        return True
    from muster.model.figures.statement_text import figures_of  # few objectives have to be read

    return any(
        figure.compared and figure.comparator is Comparator.AT_MOST
        for figure in figures_of(statement)
    )
