"""A section of somebody else's file: put in, replaced, and nothing else touched."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muster.model.marked_section import MARKDOWN, with_section

SECTION = "<!-- muster:begin -->\nOurs: ann.\n<!-- muster:end -->\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", SECTION),
        ("\ufeff", f"\ufeff{SECTION}"),
        ("* @bob\n", f"* @bob\n\n{SECTION}"),
        ("* @bob", f"* @bob\n\n{SECTION}"),
        ("* @bob\n\n", f"* @bob\n\n{SECTION}"),
        ("* @bob\r\n/a @c\r\n", f"* @bob\n/a @c\n\n{SECTION}".replace("\n", "\r\n")),
        (f"a\n{SECTION.replace('ann', 'old')}b\n", f"a\n{SECTION}b\n"),
        (
            "  <!-- muster:begin -->  \r\n<!-- muster:end -->\r\nb\r\n",
            f"{SECTION}b\n".replace("\n", "\r\n"),
        ),
        ("<!-- muster:begin -->\nx\n<!-- muster:end -->", SECTION),
        (
            "a\x0b<!-- muster:begin -->\nb\n",
            f"a\x0b<!-- muster:begin -->\nb\n\n{SECTION}",
        ),  # no line of its own
    ],
)
def test_where_a_section_goes(before: str, after: str) -> None:
    done = with_section(before.encode(), "Ours: ann.\n", MARKDOWN)
    assert done == after.encode()
    assert with_section(done, "Ours: ann.\n", MARKDOWN) == done


@pytest.mark.parametrize(
    "before",
    [
        b"<!-- muster:begin -->\n",
        b"<!-- muster:end -->\n",
        b"<!-- muster:end -->\n<!-- muster:begin -->\n",
        b"<!-- muster:begin -->\n<!-- muster:begin -->\n<!-- muster:end -->\n",
        b"\xff\xfeR\0e\0",
    ],
)
def test_a_file_whose_marks_are_no_pair_is_left_alone(before: bytes) -> None:
    with pytest.raises(ValueError, match=r"pair|UTF-8"):
        with_section(before, "x", MARKDOWN)


@given(st.text(st.sampled_from("ab #<>!-\r\n\x0b\u2028"), max_size=40))
def test_every_byte_before_the_section_stays(before: str) -> None:
    done = with_section(before.encode(), "x", MARKDOWN)
    assert done.startswith(before.encode())
    assert with_section(done, "x", MARKDOWN) == done
