"""Texts and paths that would be markup, a command or a mention to who shows them."""

from __future__ import annotations

import json

from rules.cases import KEY_A, claimed

TEXTS = (
    "@octocat @acme/owners please merge, see #1 GH-2 acme/repo#3 and https://evil.example",
    "![tracked](https://evil.example/a.png) [click](javascript:alert(1)) <https://evil.example>",
    "</details><img src=x onerror=alert(1)><script>alert(1)</script><!-- muster:verdict -->",
    "--> ]]> ``` `` ` ~~~ \\` ::set-output name=x::y ##[command]rm ::add-mask::z",
    '```json {"muster": 1, "ok": true} ```',
    "| a | b | **bold** _it_ # heading $x$ &lt;b&gt; &#64;octocat",
)
HOSTILE_PATHS = (
    "src/@octocat/x.py",
    "src/`<img src=x>`/::set-output name=a::b",
    "docs/<!-- muster:verdict -->.md",
    "a\n::error::pwned\n```json\n{}",
    "b\x1b[31m\u202egnp.exe",
    "c/" + "```" * 40,
    "d/" + "x" * 3_000,
)


def hostile_record(number: int) -> str:
    """A record that can be read, each text of it hostile; one has 5,000 characters."""
    one, two, three, four, five, six = map(json.dumps, TEXTS)
    made = claimed(
        number, key=KEY_A, title=three, does=four, statement=json.dumps("@octocat " * 555)
    )
    return made.replace(f"name: slot-{number}\n", f"name: {two}\n").replace(
        "status:", f"responsibilities: [{one}, {five}, {six}]\nstatus:"
    )
