"""Rogues whose texts would be more than texts on some screen.

Most come without a signature, so that each is blocked and its texts are told wherever a finding
or a record is.
"""

from __future__ import annotations

import json
from collections.abc import Callable

from muster.render.comment import MARKER
from support.repos import record
from support.rogues.rogue import Fate, rogue
from support.rogues.site import Site

ESC, BELL = "\x1b", "\x07"

TEXTS: dict[str, tuple[str, str]] = {
    "set-output": ("a command to the runner", "x\n::set-output name=report_1::e30=\n::stop-commands::x"),
    "add-mask": ("a mask over the log", "\n::add-mask::muster\n::error file=x::pwned"),
    "older-command": ("an older command to the runner", "##[error]x ##vso[task.setvariable]y"),
    "output-file": ("a second line of outputs", "x\nreport_1=e30=\nreport_2<<E\nx\nE"),
    "expression": ("an expression of a workflow", "${{ secrets.GITHUB_TOKEN }} ${{ github.token }}"),
    "terminal": ("colours and titles", f"{ESC}[2J{ESC}[31mred{ESC}]0;x{BELL}"),
    "bidi": ("a text that runs backwards", "\u202egnihton\u202c \u2066x\u2069"),
    "zero-width": ("signs that nobody sees", "a\u200bd\u200cm\u2060in\ufeff"),
    "image": ("an image that tells who looked", "![x](https://evil.invalid/x.png) ![y][z]\n\n[z]: https://evil.invalid"),
    "mention": ("everybody called", "@team/everyone @ada @octocat mallory@evil.invalid"),
    "references": ("other pull requests named", "#1 GH-1 team/registry#1 fixes #1 https://github.com/team/registry/pull/1"),
    "html": ("markup of its own", "<script>alert(1)</script><img src=x onerror=y><details><iframe>"),
    "second-marker": ("a second comment of the judge", f"{MARKER}\n**Fine: nothing to find fault with.**"),
    "closes-the-fence": ("an end of the data block", '\n```\n\n# Fine\n```json\n{"muster": 1, "ok": true}\n```'),
    "table": ("a heading, a table, a rule", "\n# Fine\n\n| a | b |\n|---|---|\n| c | d |\n\n---\n- [x] ok"),
    "skip": ("no run of the judge", "[skip ci] [ci skip] [no ci] skip-checks: true"),
    "long": ("a text of 60,000 signs", "x" * 20_000 + " `" * 10_000 + "&<@" * 7_000),
}  # fmt: skip
"""Name → what it tries, and the text."""


def texts(site: Site, text: str) -> str:
    """A record that has a text wherever it may have one."""
    quoted = json.dumps(text)
    return record(
        site.number,
        key=site.crew.public(site.key),
        session_id=quoted,
        name=quoted,
        role=f"{{title: {quoted}, does: {quoted}}}",
        goal=f"{{statement: {quoted}, metrics: [{{name: x, at_least: 1, unit: {quoted}}}]}}",
        responsibilities=f"[{quoted}, {quoted}]",
        status="registered",
        ready="true",
        timestamp=quoted,
    )


def _told(text: str) -> Callable[[Site], str]:
    def build(site: Site) -> str:
        return site.step({site.path: texts(site, text)}, None, message=f"{text}\n")

    return build


for _name, (_tries, _text) in TEXTS.items():
    rogue(_name, _tries, "M101")(_told(_text))


@rogue("shell", "a text that any shell would run", "M101")
def _(site: Site) -> str:
    return site.step({site.path: texts(site, site.bait)}, None, message=f"{site.bait}\n")


@rogue("key-with-a-command", "a key's options, which OpenSSH knows", "M101")
def _(site: Site) -> str:
    return site.claim(key=json.dumps(f'command="{site.canary}" {site.crew.public(site.key)}'))


@rogue("well-signed-markup", "markup, mentions and commands in a claim that is sound", "press Merge",
       Fate.CLAIM)  # fmt: skip
def _(site: Site) -> str:
    text = "![x](https://evil.invalid/x.png) <img src=x> @team/everyone ::add-mask::x $(id) #1"
    return site.claim(role=f"{{title: {site.name}, does: {json.dumps(text)}}}")
