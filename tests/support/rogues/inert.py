"""What a comment of the judge may be, whatever it tells of."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from markdown_it import MarkdownIt

from muster.render.comment import MARKER, MOST
from muster.render.comment_data import data_of

_KINDS = {
    "paragraph", "bullet_list", "list_item", "strong", "em", "inline", "text", "softbreak",
    "code_inline", "fence", "html_block", "html_inline",
}  # fmt: skip
_HTML = re.compile(
    r"(?:<!-- -->|<!-- muster:verdict -->|</?details>|<summary>[A-Za-z0-9,.:' ]+</summary>|\s)*"
)
_UNSEEN = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}
_PARSER = MarkdownIt("commonmark", {"linkify": False}).enable(["table", "strikethrough"])


def trouble(body: str, pull: int, mentioned: str, rivals: set[int]) -> Iterator[str]:
    """What is wrong with a comment; it may call one login, and name its own and rivals' numbers."""
    if not body.startswith(f"{MARKER}\n") or body.count("<!-- muster") != 1:
        yield "it is not marked once"
    if len(body) > MOST:
        yield f"it has {len(body)} characters"
    if data_of(body).get("pull") != pull:
        yield "its data can't be read"
    for line in body.splitlines():
        if line.lstrip().startswith("::") or "##[" in line:
            yield f"a runner takes it for a command: {line[:80]}"
    unseen = {c for c in body if c != "\n" and unicodedata.category(c) in _UNSEEN} - set(
        "\u200c\u200d"
    )
    if unseen:
        yield f"it has unseen characters: {unseen}"
    for kind, content in _tokens(body):
        if re.sub("_(?:open|close)$", "", kind) not in _KINDS:
            yield f"it has a {kind}: {content[:80]}"
        if kind.startswith("html_") and not _HTML.fullmatch(content):
            yield f"it has markup: {content[:80]}"
        if kind == "text":
            yield from _called(content, mentioned, rivals | {pull})
    outside = re.sub(r"(`+)(?!`).*?(?<!`)\1(?!`)", "", body, flags=re.DOTALL)
    if re.search(r"\w://|www\.\w", outside):
        yield "it links an address"


def _called(text: str, mentioned: str, numbers: set[int]) -> Iterator[str]:
    for name in re.findall(r"@([\w/-]+)", text):
        if name != mentioned:
            yield f"it calls @{name}"
    for number in re.findall(r"(?:#|\bgh-)(\d+)", text, re.IGNORECASE):
        if int(number) not in numbers:
            yield f"it names #{number}"


def _tokens(body: str) -> Iterator[tuple[str, str]]:
    """Every token of the page, inner ones too, with its content."""
    for token in _PARSER.parse(body):
        yield token.type, token.content
        for inner in token.children or ():
            yield inner.type, inner.content
