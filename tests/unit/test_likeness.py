"""Likeness by words, case by case; the properties are in tests/property/test_overlap.py."""

import math

import pytest

from muster.model.background import Background
from muster.model.content_words import LONGEST_TEXT, content_words
from muster.model.finding import Verdict
from muster.model.likeness import Lexical, Work
from muster.model.overlap_levels import OverlapLevels, read_levels

SCORER = Lexical()


def score(one: Work, two: Work, scorer: Lexical = SCORER) -> float:
    return scorer.score(scorer.read(one), scorer.read(two))


@pytest.mark.parametrize(
    ("text", "stems"),
    [
        ("Send 25 mails, 10-11 AM, at 10:00 to prospects 1-25", ["send", "email", "prospect"]),
        ("Use this agent when you need to fix bugs", ["fix", "debug"]),
        ("PROACTIVELY. An expert in CI/CD; continuous integration", ["cicd", "cicd"]),
        ("C++ and C# with Node.js", ["c++", "c#", "nodej"]),
        ("es6 python3 batch2 web3 k8s B2B", ["es", "python", "batch", "web3", "kubernet", "b2b"]),
        ("Ｓｅｎｄ Café ΑΘΉΝΑ Straße", ["send", "cafe", "αθηνα", "strass"]),
        ("客戶郵件 信", ["客戶", "戶郵", "郵件", "信"]),
        ("ガイド", ["ガイ", "イド"]),
        ("", []),
        ("1 a I 22 x", []),
    ],
)
def test_content_words(text: str, stems: list[str]) -> None:
    assert content_words(text) == stems


def test_only_the_beginning_of_a_huge_text_is_looked_at() -> None:
    assert content_words("mail " * LONGEST_TEXT) == ["email"] * (LONGEST_TEXT // 5)
    assert content_words("x" * 10**6) == ["x" * 64]


def test_the_first_words_weigh_more() -> None:
    words = " ".join(f"w{chr(97 + n)}q" for n in range(20))
    first = Work("", f"alpha {words}")
    assert score(first, Work("", "alpha")) > score(Work("", f"{words} alpha"), Work("", "alpha"))


def test_duties_weigh_less_than_the_work_and_only_where_the_work_has_not_the_word() -> None:
    lone = Work("", "alpha")
    less = score(Work("", "beta gamma", ("alpha",)), lone)
    assert 0 < less < score(Work("", "beta gamma alpha"), lone)
    assert score(Work("", "alpha", ("alpha", "Alpha 3")), lone) == 1


def test_a_word_that_is_said_again_weighs_more_but_not_twice() -> None:
    background = Background(100, {})
    scorer = Lexical(background)
    twice = scorer.read(Work("", "alpha beta alpha"))
    weights = dict(twice.items())
    assert weights["alpha"] / weights["beta"] == pytest.approx(1 + math.log(2))


def test_rare_words_weigh_more_than_frequent_ones() -> None:
    scorer = Lexical(Background(100, {"common": 90}))
    weights = dict(scorer.read(Work("", "common rare")).items())
    assert weights["rare"] > 5 * weights["common"]


def test_words_that_all_documents_have_say_nothing() -> None:
    scorer = Lexical(Background(2, {"all": 2}))
    assert scorer.read(Work("all", "of all")).words == scorer.read(Work("", "the")).words == ()


def test_why_two_are_alike_is_told_in_words_as_written_the_heaviest_first() -> None:
    shared = SCORER.shared(
        Work("Outreach AI", "Personalizing mails"), Work("Outreach AI", "Personalized emails")
    )
    assert [part.word for part in shared] == ["outreach", "personalizing", "mails", "ai"]
    assert shared[0].share >= shared[-1].share
    assert SCORER.shared(Work("", "alpha"), Work("", "beta")) == ()


LEVELS = OverlapLevels(block=0.9, review=0.5, note=0.3)


@pytest.mark.parametrize(
    ("value", "unscoped", "verdict"),
    [
        (0.9, True, Verdict.BLOCK),
        (0.9, False, Verdict.REVIEW),
        (0.89, True, Verdict.REVIEW),
        (0.5, True, Verdict.REVIEW),
        (0.49, True, Verdict.NOTE),
        (0.3, False, Verdict.NOTE),
        (0.29, True, None),
    ],
)
def test_levels(value: float, unscoped: bool, verdict: Verdict | None) -> None:
    assert LEVELS.verdict(value, unscoped=unscoped) == verdict


def test_the_defaults_are_in_order() -> None:
    assert 0 < OverlapLevels().note < OverlapLevels().review < OverlapLevels().block < 1


@pytest.mark.parametrize("bad", [math.nan, math.inf, -1, 2, 10**400, -0.1])
def test_what_is_no_score_counts_as_not_given(bad: float) -> None:
    assert read_levels({"note": bad, "review": 0.6, "other": 0.1}) == OverlapLevels(review=0.6)


def test_levels_in_no_order_tell_from_the_lowest_on_and_never_of_nothing_in_common() -> None:
    mixed = read_levels({"note": 1, "review": 0.7, "block": 0.2})
    assert mixed.lowest == 0.2
    assert mixed.verdict(0.3, unscoped=True) == Verdict.BLOCK
    assert mixed.verdict(0.3, unscoped=False) == Verdict.REVIEW
    assert read_levels({"note": 0, "review": 0, "block": 0}).lowest > 0
