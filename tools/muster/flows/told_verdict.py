"""A verdict as it is told on GitHub: one status, and a comment where one is worth it.

It goes from the job that reads pull requests to the one that may write, through the environment,
where one variable holds 128 KiB: so it is packed into a few texts, each readable by itself.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
import zlib
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from muster.engine.pull_verdict import PullVerdict
from muster.model.error import UsageError
from muster.model.layout import in_registry
from muster.render.comment import comment, status

PARTS = 4
"""How many texts there are."""

MOST_PART = 120_000
"""The longest one, in characters."""

_MOST_READ = 96 << 20
"""Bytes, unpacked: more than any text of ``MOST_PART`` can hold, since deflate packs a thousandfold
at most. Less would let comments that pack well keep everybody's verdict from being read."""
_COMMIT = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
_STATES = ("success", "failure")


class ToldVerdict(NamedTuple):
    """What is to be written.

    ``pull`` is its number, 0 for a merge group's head; ``state`` is success or failure, as
    GitHub's statuses have it; ``comment`` is Markdown, empty for none. ``quiet`` says that a new
    comment would only be noise: one that is there already is brought up to date.
    """

    pull: int
    head: str
    main: str
    state: str
    description: str
    comment: str
    quiet: bool = False


def told(verdict: PullVerdict) -> ToldVerdict:
    """A verdict in words."""
    state, description = status(verdict)
    return ToldVerdict(
        verdict.number,
        verdict.head,
        verdict.main,
        state,
        description,
        comment(verdict),
        _quiet(verdict),
    )


def told_all(verdicts: Iterable[PullVerdict]) -> list[ToldVerdict]:
    """Verdicts in words. Those on one commit have one status, since GitHub keeps it by the commit:

    that of the first pull request to main. What goes elsewhere is told so in its comment; its
    status must not turn another pull request red.
    """
    found = sorted(verdicts, key=lambda one: (one.astray, one.number))
    by_head: dict[str, ToldVerdict] = {}
    words = []
    for one in map(told, found):
        first = by_head.setdefault(one.head, one)
        words.append(one._replace(state=first.state, description=first.description))
    return sorted(words)


def _quiet(verdict: PullVerdict) -> bool:
    """Whether a pull request touches neither the registry nor who judges it, and nothing is wrong.

    GitHub looks for workflows and code owners in ``.github``.
    """
    concerns = any(in_registry(path) or path.startswith(".github") for path in verdict.others)
    return not verdict.blocked and not verdict.asks and not concerns


def packed(verdicts: Sequence[ToldVerdict]) -> list[str]:
    """The texts, at most ``PARTS``. Where there is no room for all comments, the longest go:

    every pull request gets its status, whatever others bring, for which a tenth is kept free.
    """
    parts: list[list[ToldVerdict]] = [[] for _ in range(PARTS)]
    taken = [0] * PARTS
    for one in sorted(verdicts, key=lambda one: (len(one.comment), one.pull)):
        for told, most in ((one, MOST_PART * 9 // 10), (one._replace(comment=""), MOST_PART)):
            size = len(_text([told]))  # by itself; together they take less
            fitting = [at for at in range(PARTS) if taken[at] + size <= most]
            if fitting:
                parts[fitting[0]].append(told)
                taken[fitting[0]] += size
                break
    return [_text(sorted(part)) for part in parts if part] or [_text([])]


def unpacked(texts: Iterable[str]) -> list[ToldVerdict]:
    """The verdicts again. Raises ``UsageError`` where a text is no such thing."""
    found = []
    for text in texts:
        if text.strip():
            found += _read(text)
    return found


def _text(verdicts: Sequence[ToldVerdict]) -> str:
    data = json.dumps([one._asdict() for one in verdicts]).encode("ascii")
    return base64.b64encode(zlib.compress(data, 9)).decode("ascii")


def _read(text: str) -> list[ToldVerdict]:
    unusable = UsageError(
        "unusable-report",
        "A report can't be read; it must come from muster github judge --outputs.",
        "muster github judge --help",
    )
    try:
        inflate = zlib.decompressobj()
        data = inflate.decompress(base64.b64decode(text, validate=True), _MOST_READ)
        items = json.loads(data)
        found = [ToldVerdict(**item) for item in items]
    except (binascii.Error, zlib.error, ValueError, TypeError) as error:
        raise unusable from error
    if not all(map(_usable, found)):
        raise unusable
    return found


def _usable(one: ToldVerdict) -> bool:
    texts = (one.head, one.main, one.state, one.description, one.comment)
    return (
        type(one.pull) is int
        and one.pull >= 0
        and all(isinstance(text, str) for text in texts)
        and all(_COMMIT.fullmatch(commit) for commit in (one.head, one.main))
        and one.state in _STATES
        and type(one.quiet) is bool
    )
