"""What a pull request says of itself, with texts that mean harm."""

from __future__ import annotations

import pytest

from muster.model.quoted_text import unquoted
from muster.render.pull_text import MOST_BODY, activation_text, ruling_text
from muster.render.untrusted import for_fence, for_message


@pytest.mark.parametrize(
    ("text", "harm"),
    [
        ("ask @ann", "@ann"),
        ("@team/all", "@team"),
        ("Fixes #12", "#12"),
        ("team/registry#12", "#12"),
        ("closes GH-12", "GH-12"),
        ("closes gh-12", "gh-12"),
        ("https://github.com/team/registry/issues/1", "://"),
    ],
)
def test_a_reference_is_broken_and_comes_back(text: str, harm: str) -> None:
    told = for_message(text, on_forge=True)
    assert harm not in told
    assert unquoted(told) == text
    assert for_message(text) == text  # elsewhere it stands as it is


@pytest.mark.parametrize("text", ["$120k at 95%+", "ann@example.org", "C# 12", "high-5", "a: b"])
def test_what_refers_to_nothing_stays(text: str) -> None:
    assert for_message(text, on_forge=True) == text


def test_nothing_ends_a_fence() -> None:
    lines = for_fence(["```", "a ````` b", "\x1b[1m @ann #1", "::stop"])
    assert lines[0] == "``````text"
    assert lines[-1] == "``````"
    assert not {"@ann", "#1", "::", "\x1b"} & {*" ".join(lines).split()}


def test_a_ruling_is_told_as_it_is_written() -> None:
    told = ruling_text("R001", "decision: Ask @ann\n")
    assert told.title == "Ruling R001"
    assert "decision: Ask @ ann" in told.body


def test_what_is_too_long_is_not_repeated() -> None:
    told = ruling_text("R001", "x" * MOST_BODY)
    assert len(told.body) < 1_000
    assert "What happens next" in told.body


def test_the_activation_says_what_it_waits_for() -> None:
    told = activation_text(2, "sha256:00ff")
    assert told.title == "Activation: consensus-2"
    assert "`sha256:00ff`" in told.body
