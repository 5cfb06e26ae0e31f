"""Rogues whose texts would be more than texts on some screen.

Most come without a signature, so that each is blocked and its texts are told wherever a finding
or a record is.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence

from muster.render.comment import MARKER
from support.repos import record
from support.rogues.rogue import Fate, Files, rogue, rogue_files
from support.rogues.site import Site

ESC, BELL = "\x1b", "\x07"

TEXTS: dict[str, tuple[str, str]] = {
    "set-output": ("a command to a runner", "x\n::set-output name=report_1::e\n::stop-commands::x"),
    "add-mask": ("a mask over the log", "\n::add-mask::muster\n::error file=x::pwned"),
    "older-command": ("an older command to the runner", "##[error]x ##vso[task.setvariable]y"),
    "output-file": ("a second line of outputs", "x\nreport_1=e30=\nreport_2<<E\nx\nE"),
    "expression": ("an expression of a workflow", "${{ secrets.TOKEN }} ${{ github.token }}"),
    "terminal": ("colours and titles", f"{ESC}[2J{ESC}[31mred{ESC}]0;x{BELL}"),
    "bidi": ("a text that runs backwards", "\u202egnihton\u202c \u2066x\u2069"),
    "zero-width": ("signs that nobody sees", "a\u200bd\u200cm\u2060in\ufeff"),
    "image": ("an image that tells who looked", "![x](https://evil.invalid/x) ![y][z]\n\n[z]: //x"),
    "mention": ("everybody called", "@team/everyone @ada @octocat mallory@evil.invalid"),
    "references": ("other pull requests named", "#1 GH-1 a/b#1 fixes #1 https://github.com/a/b/pull/1"),
    "html": ("markup of its own", "<script>alert(1)</script><img src=x onerror=y><details>"),
    "second-marker": ("a second comment of the judge", f"{MARKER}\n**Fine: nothing.**"),
    "closes-the-fence": ("an end of the data", '\n```\n# Fine\n```json\n{"muster": 1}\n```'),
    "table": ("a heading, a table, a rule", "\n# Fine\n\n| a | b |\n|---|---|\n| c | d |\n\n---"),
    "skip": ("no run of the judge", "[skip ci] [ci skip] [no ci] skip-checks: true"),
    "shell": ("a text that any shell would run", ""),
    "long": ("a text of 60,000 signs", "x" * 20_000 + " `" * 10_000 + "&<@" * 7_000),
}  # fmt: skip
"""Name → what it tries, and the text."""


def texts(site: Site, *each: str) -> str:
    """A record that has these texts wherever it may have one."""
    quoted = [json.dumps(text) for text in each]
    first, last = quoted[0], quoted[-1]
    told = json.dumps(" ".join(each[::-1]))
    everywhere = f"[{', '.join(quoted)}]"
    return record(
        site.number,
        key=site.crew.public(site.key),
        session_id=first,
        name=last,
        role=f"{{title: {first}, does: {json.dumps(' '.join(each))}}}",
        goal=f"{{statement: {told}, metrics: [{{name: x, at_least: 1}}]}}",
        responsibilities=everywhere,
        schedule=f"[{{do: {last}, at: {first}}}]",
        status="registered",
        ready="true",
        timestamp=last,
    )


_UNSEEN = ("terminal", "bidi", "zero-width")
_SEEN = [name for name in TEXTS if name not in (*_UNSEEN, "long")]
_GROUPS = {
    "texts-unseen": ("M004", _UNSEEN),
    "texts-long": ("M003", ["long"]),
    **{f"texts-{at}": ("M101", _SEEN[at::3]) for at in range(3)},
}
"""Pull request → what stops it, and the texts that its one record has."""


def _record(names: Sequence[str]) -> Callable[[Site], Files]:
    def make(site: Site) -> Files:
        some = [site.bait if name == "shell" else TEXTS[name][1] for name in names]
        return {site.path: texts(site, *some)}

    return make


def _nothing(site: Site) -> Files:
    """What the first of its group brings has this text too."""
    return {}


for _pull, (_code, _names) in _GROUPS.items():
    for _name in _names:
        _make = _record(_names) if _name == _names[0] else _nothing
        rogue_files(_pull, _name, TEXTS[_name][0], _code)(_make)


@rogue("key-with-a-command", "a key's options, which OpenSSH knows", "M101")
def _(site: Site) -> str:
    return site.claim(key=json.dumps(f'command="{site.canary}" {site.crew.public(site.key)}'))


@rogue("well-signed-markup", "markup and commands in a claim that is sound", "press Merge",
       Fate.CLAIM)  # fmt: skip
def _(site: Site) -> str:
    text = "![x](https://evil.invalid/x.png) <img src=x> @team/everyone ::add-mask::x $(id) #1"
    return site.claim(role=f"{{title: {site.name}, does: {json.dumps(text)}}}")
