"""What no record may have, against the whole of Unicode."""

import sys
import unicodedata
from collections.abc import Iterator

import pytest

from muster.model.problem import Kind
from muster.model.unreadable import decode, first_unreadable

JOINERS = {0x200C, 0x200D}  # Persian and emoji need them
# Format controls that are seen: number signs and the like, and the joints of hieroglyphs.
SEEN = {*range(0x0600, 0x0606), 0x06DD, 0x070F, 0x0890, 0x0891, 0x08E2, 0x110BD, 0x110CD}
SEEN |= {*range(0x13430, 0x13440)}
BLANK = {0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2800, 0x3164, 0xFFA0}
BLANK |= {*range(0x1BCA0, 0x1BCA4), *range(0x1D173, 0x1D17B)}
NONCHARACTERS = {
    *range(0xFDD0, 0xFDF0),
    *(plane << 16 | last for plane in range(17) for last in (0xFFFE, 0xFFFF)),
}


def unseen() -> Iterator[int]:
    for point in range(sys.maxunicode + 1):
        category = unicodedata.category(chr(point))
        if category in ("Cc", "Cf", "Cs", "Zl", "Zp") and point not in JOINERS | SEEN:
            yield point


REFUSED = {*unseen(), *NONCHARACTERS, *BLANK} - {0x0A}


def refused_raw(point: int) -> bool:
    """Whether a file with the character is refused; half of a pair is no UTF-8 anyway."""
    data = f"a{chr(point)}b".encode("utf-8", "surrogatepass")
    problems = decode(data)[1]
    assert all(problem.kind is Kind.UNREADABLE_TEXT for problem in problems)
    return bool(problems)


def test_the_sets_are_not_empty() -> None:
    assert len(REFUSED) > 2048 + 64 + 66
    assert len(NONCHARACTERS) == 66


def test_every_unseen_character_of_unicode_is_refused_in_a_file() -> None:
    assert [f"{point:04X}" for point in sorted(REFUSED) if not refused_raw(point)] == []


def test_every_unseen_character_of_unicode_is_refused_in_a_scalar() -> None:
    passed = [point for point in sorted(REFUSED) if first_unreadable(f"a{chr(point)}b") is None]
    assert [f"{point:04X}" for point in passed] == []


def test_the_character_itself_is_told() -> None:
    for point in sorted(REFUSED):
        assert first_unreadable(f"a{chr(point)}b") == chr(point)


def test_what_people_see_passes() -> None:
    """All letters, marks, numbers, punctuation and symbols but the blank ones."""
    text = "".join(
        chr(point)
        for point in range(sys.maxunicode + 1)
        if point not in REFUSED
        and (unicodedata.category(chr(point))[0] in "LMNPS" or point in JOINERS | SEEN)
        and not 0xE0000 <= point <= 0xE0FFF  # tags and selectors carry unseen text
    )
    assert len(text) > 100_000
    assert first_unreadable(text) is None
    assert decode(text.encode()) == (text, ())


@pytest.mark.parametrize("point", [0xE0000, 0xE0001, 0xE0020, 0xE007F, 0xE0100, 0xE01EF, 0xE0FFF])
def test_tags_and_selectors_of_plane_14_are_refused(point: int) -> None:
    assert refused_raw(point)
    assert first_unreadable(chr(point)) == chr(point)


@pytest.mark.parametrize(
    "text",
    [
        "Send 17 mails → 95%+",
        "Café naïve Straße Ελλάδα Привет עברית العربية हिन्दी ไทย 한국어 日本語",
        "👩\u200d💻 ❤\ufe0f 👨\u200d👩\u200d👧 🇩🇪 👍🏽 1\ufe0f⃣",
        "می\u200cخواهم क्\u200dष",
        "\u0600١٢ \u06dd٣",
        "e\u0301 \u00a0 \u2003",
    ],
)
def test_ordinary_text_passes(text: str) -> None:
    assert first_unreadable(text) is None
    assert decode(text.encode()) == (text, ())


def test_line_ends_pass_in_a_file_and_a_lone_return_does_not() -> None:
    assert decode(b"a\nb\r\nc\n") == ("a\nb\r\nc\n", ())
    assert decode("é\nb\r\nc\n".encode())[1] == ()
    assert [len(decode(data)[1]) for data in (b"a\rb", b"a\r", b"a\r\r\nb", b"a\n\rb")] == [1] * 4


def test_a_scalar_has_line_feeds_and_no_returns() -> None:
    assert first_unreadable("a\nb") is None
    assert first_unreadable("a\r\nb") == "\r"
