"""Which refs a ruleset's pattern means.

Source: GitHub Docs, "Creating rulesets for a repository": Ruby's ``File.fnmatch`` with
``FNM_PATHNAME``, and the words ``~ALL`` and ``~DEFAULT_BRANCH``.
"""

from __future__ import annotations

from collections.abc import Sequence

from muster.engine.gate.wildcards import matches
from muster.model.refs import MAIN


def covers(patterns: Sequence[str], ref: str, *, unsure: bool = False) -> bool:
    """Whether one of the patterns means this ref; the default branch is taken for main.

    ``unsure`` is the answer for a pattern with a class or a backslash, which is not read here.
    """
    return any(_means(pattern, ref, unsure) for pattern in patterns)


def _means(pattern: str, ref: str, unsure: bool) -> bool:
    if pattern in ("~ALL", ref):
        return True
    if pattern == "~DEFAULT_BRANCH":
        return ref == MAIN
    if any(character in pattern for character in "[\\{"):
        return unsure
    return matches(pattern.split("/"), ref.split("/"))
