"""How texts are cut into words: as they are meant, however they are written."""

import pytest

from muster.model.content_words import content_words
from muster.model.likeness import Lexical, Work
from muster.model.plain_text import plain


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("SendColdEmails", "send cold emails"),
        ("GitHub TypeScript PostgreSQL iOS", "github typescript postgresql ios"),
        ("1send 2emails", "send emails"),
        ("s e n d emails", "send emails"),
        ("plan b c", "plan b c"),
        ("se-nd", "se nd send"),
        ("checkout-pages", "checkout pages"),
        ("s\u0435nd \u0435mails", "send emails"),
        ("\u0441\u043e\u0440\u0435", "cope"),
    ],
)
def test_what_is_written_otherwise_is_the_same_words(text: str, read: str) -> None:
    assert content_words(text) == content_words(read)


def test_a_short_name_keeps_its_digits() -> None:
    assert content_words("x86-64") != content_words("AArch64")
    assert content_words("x86") == ["x86"]


def test_words_of_their_own_script_stay() -> None:
    russian = "\u043f\u0438\u0441\u044c\u043c\u0430"  # "letters", with letters like Latin ones
    assert plain(russian) == russian
    assert content_words(russian) == [russian]


@pytest.mark.parametrize(
    "text", ["OutreachWriter", "1Outreach 1Writer", "o u t r e a c h", "Out-reach Wri-ter"]
)
def test_a_glance_at_bytes_misses_no_odd_writing(text: str) -> None:
    scorer = Lexical()
    mine = scorer.read(Work("Outreach", ""))
    assert scorer.score(mine, scorer.read(Work(text, ""))) > 0.3
    assert scorer.glance(mine, 0.3)(f"title: {text}".encode())
    assert not scorer.glance(mine, 0.3)(b"title: Billing\nsession_id: AbCdEfGh-12")
