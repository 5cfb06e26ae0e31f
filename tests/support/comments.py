"""Looking into a comment as GitHub would, before it takes anything out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.token import Token

from muster.render.comment import MARKER, MOST

OURS = {"<details>", "</details>", "<summary>", "</summary>"}
UNSEEN = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}
JOINERS = "\u200c\u200d"


def tokens(document: str) -> Iterator[Token]:
    """Every token of the page as GitHub would have it before it takes anything out."""
    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    for token in parser.parse(document):
        yield token
        yield from token.children or ()


def assert_only_ours(document: str, orchestrator: str = "") -> None:
    """Nothing but text, lists, code and our own folds; nobody is mentioned but the orchestrator."""
    found = list(tokens(document))
    assert {token.type for token in found} <= {
        "paragraph_open", "paragraph_close", "inline", "text", "softbreak", "code_inline", "fence",
        "bullet_list_open", "bullet_list_close", "list_item_open", "list_item_close",
        "strong_open", "strong_close", "em_open", "em_close", "html_block",
    }  # fmt: skip
    for token in found:
        if token.type == "html_block":
            told = token.content.replace(MARKER, "")
            tags = re.findall(r"<[^>]*>?", told)
            assert {*tags} <= OURS, told
            assert re.fullmatch(r"[\w ,:'.]*", re.sub("|".join(OURS), "", told).strip()), told
        if token.type == "text":
            named = re.findall(r"(?<![\w&])@([\w-]+)", token.content)
            assert {*named} <= {orchestrator}, token.content
            assert not re.search(r"\w#\d|[Gg][Hh]-\d", token.content), token.content
    lines = document.split("\n")
    for token in found:
        if token.type == "fence" and token.map:
            lines[slice(*token.map)] = [""] * (token.map[1] - token.map[0])
    outside = re.sub(r"(`+)(?!`).*?(?<!`)\1(?!`)", "", "\n".join(lines))
    assert not re.search(r"\w://|www\.\w", outside)
    assert document.count(MARKER) == 1
    assert document.startswith(f"{MARKER}\n")
    assert len(document) <= MOST
    assert not [line for line in document.split("\n") if line.lstrip().startswith("::")]
    assert "##[" not in document
    unseen = [c for c in document if unicodedata.category(c) in UNSEEN]
    assert {*unseen} <= {"\n", *JOINERS}


def block(document: str) -> str:
    """The data, taken out as the module's docstring says."""
    lines = document.split("\n")
    at = len(lines) - 1 - lines[::-1].index("```json")
    assert lines[at + 2] == "```"
    assert [line for line in lines if line.startswith('{"muster": 1, ')] == [lines[at + 1]]
    return lines[at + 1]
