"""Whatever texts a pull request brings, its comment is our own Markdown and of a bounded size."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from muster.model.finding import Verdict
from muster.render.bounded import cut
from muster.render.comment import MOST, comment, status
from support.comments import assert_only_ours, block
from support.hostile_pulls import hostile_verdict, stray, unjudged

PIECES = (
    "@octocat", "@", "#1", "GH-1", "gh-", "![a](b)", "[a](b)", "<img src=x>", "</details>", "<!--",
    "-->", "<!-- muster:verdict -->", "<!-- -->", "]]>", "`", "```", "```json", "~~~", "::", "##[",
    "::set-output name=x::y", "\n", "\r\n", "\x1b[31m", "\u202e", "\u2028", "\udc80", "\U000e0041",
    "https://evil.example", "www.evil.example", "a@evil.example", "| a | b |\n|---|---|", "\\", "&",
    "&#64;octocat", "&lt;", "*", "**", "_", "__", "$x$", "{", "}", '{"muster": 1, ', "> ", "- ",
    "1. ", "    x", "***", "===", " ", "", "x", "Z\u0301\u0301", "\u200d", "漢字",
)  # fmt: skip
TEXT = st.one_of(
    st.lists(st.sampled_from(PIECES), max_size=8).map("".join),
    st.text(st.characters(), max_size=60),
    st.tuples(st.sampled_from(PIECES), st.integers(100, 3_000)).map(lambda p: p[0] * p[1]),
)
TEXTS = st.lists(TEXT, min_size=1, max_size=5)
WORST = st.sampled_from([*Verdict, None])


def looked_at(document: str, orchestrator: str = "") -> None:
    assert_only_ours(document, orchestrator)
    assert json.loads(block(document))["muster"] == 1


@settings(max_examples=40)
@given(TEXTS, WORST, st.booleans())
def test_no_text_becomes_markup_or_a_mention(
    texts: list[str], worst: Verdict | None, forge: bool
) -> None:
    looked_at(comment(hostile_verdict(texts, worst, forge=forge)), "ana")


@settings(max_examples=15)
@given(TEXTS, TEXT)
def test_nor_where_nothing_is_judged_or_it_goes_elsewhere(texts: list[str], login: str) -> None:
    for verdict in (unjudged(texts), stray(texts)):
        looked_at(comment(verdict._replace(orchestrator=login)))
        state, told = status(verdict)
        assert state == "failure"
        assert told.isascii()
        assert len(told) <= 140


@pytest.mark.parametrize(
    "text",
    ["x" * 5_000, "@" * 5_000, "#" * 5_000, "<" * 5_000, "`" * 5_000, "\x1b" * 5_000,
     "\U000e0041" * 5_000, "😀" * 5_000, "漢" * 5_000, "\n" * 5_000, "gh-" * 2_000, "a " * 2_500],
    ids=lambda text: ascii(text[:3]),
)  # fmt: skip
@pytest.mark.parametrize("many", [1, 60])
def test_it_is_never_too_large(text: str, many: int) -> None:
    for verdict in (
        hostile_verdict([text], many=many),
        hostile_verdict([text], Verdict.REVIEW, many=many),
        stray([text]),
        unjudged([text[:390]], many),
    ):
        document = comment(verdict)
        looked_at(document, "ana")
        assert len(document) <= MOST
        if verdict.report:  # cut short, but never all left out
            assert json.loads(block(document))["data"]["findings"]
            assert "\n- **" in document


@given(st.text(st.characters(), max_size=200), st.integers(2, 150))
def test_a_text_is_cut_to_a_size_and_only_where_it_must_be(text: str, most: int) -> None:
    told = cut(text, most)
    assert len(told) <= most
    assert (told == text) is (len(text) <= most)
    assert told == text or text.startswith(told[:-1])
