"""The report on its way between two jobs: what goes in comes out, and all of it has room."""

from __future__ import annotations

import base64
import json
import random
import zlib

import pytest

from muster.flows.told_verdict import (
    MOST_PART,
    PARTS,
    ToldVerdict,
    packed,
    told_all,
    unpacked,
)
from muster.model.error import UsageError
from support.hostile_pulls import hostile_verdict

HEAD, MAIN = "a" * 40, "b" * 40
ONE = ToldVerdict(7, HEAD, MAIN, "success", "Fine.", "A comment with `$(id)` and ünïcödé.\n")


def noise(length: int, seed: int) -> str:
    """A text that packs badly."""
    data = random.Random(seed).randbytes(length * 3 // 4)  # noqa: S311 - it hides nothing
    return base64.b64encode(data).decode()


def test_what_goes_in_comes_out() -> None:
    some = [ONE, ONE._replace(pull=8, state="failure", quiet=True), ONE._replace(pull=0)]
    texts = packed(some)
    assert len(texts) == 1
    assert unpacked([*texts, "", " \n"]) == sorted(some)
    assert all(text.isascii() and "\n" not in text for text in texts)


def test_nothing_to_tell_is_a_report_too() -> None:
    assert unpacked(packed([])) == []
    assert unpacked(["", ""]) == []


def test_several_large_ones_take_several_texts() -> None:
    some = [ONE._replace(pull=n, comment=noise(50_000, n)) for n in range(1, 7)]
    texts = packed(some)
    assert 1 < len(texts) <= PARTS
    assert all(len(text) <= MOST_PART for text in texts)
    assert sorted(unpacked(texts)) == some


def test_what_fits_into_no_text_with_others_takes_none_its_status() -> None:
    wide = [ONE._replace(pull=n, comment=noise(90_000, n)) for n in range(1, 8)]
    too_wide = ONE._replace(pull=8, comment=noise(200_000, 8))
    texts = packed([*wide, too_wide])
    assert len(texts) == PARTS
    assert all(len(text) <= MOST_PART for text in texts)
    found = sorted(unpacked(texts))
    assert [one.pull for one in found] == list(range(1, 9))
    assert sum(bool(one.comment) for one in found) == PARTS
    assert not found[-1].comment


def test_hostile_comments_take_no_pull_request_its_status() -> None:
    large = [ONE._replace(pull=n, comment=noise(55_000, n)) for n in range(1, 40)]
    small = [ONE._replace(pull=n) for n in range(40, 400)]
    texts = packed([*large, *small])
    assert len(texts) <= PARTS
    assert all(len(text) <= MOST_PART for text in texts)
    found = sorted(unpacked(texts))
    assert [one.pull for one in found] == list(range(1, 400))
    assert [one for one in found if one.pull >= 40] == small
    assert {bool(one.comment) for one in found if one.pull < 40} == {True, False}


def _text(*items: object) -> str:
    return base64.b64encode(zlib.compress(json.dumps(items).encode())).decode()


@pytest.mark.parametrize(
    "text",
    [
        "not base64 at all",
        base64.b64encode(b"not packed").decode(),
        base64.b64encode(zlib.compress(b"not json")).decode(),
        _text({"pull": 7}),
        _text({**ONE._asdict(), "more": 1}),
        _text({**ONE._asdict(), "head": "--option"}),
        _text({**ONE._asdict(), "head": HEAD[:39]}),
        _text({**ONE._asdict(), "main": None}),
        _text({**ONE._asdict(), "state": "approved"}),
        _text({**ONE._asdict(), "pull": "7/../8"}),
        _text({**ONE._asdict(), "pull": -1}),
        _text({**ONE._asdict(), "comment": ["x"]}),
        _text({**ONE._asdict(), "quiet": 1}),
    ],
)
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="report"):
        unpacked([text])


def test_comments_that_pack_well_are_read_too() -> None:
    """As many as one text can hold: no reader's bound may keep everybody's verdict away."""
    some = [ONE._replace(pull=n, comment="x" * 700_000) for n in range(1, 101)]
    text = _text(*(one._asdict() for one in some))
    assert len(text) <= MOST_PART
    assert len(unpacked([text])) == 100


def test_a_commit_has_the_status_of_the_lowest_that_goes_to_main() -> None:
    astray = hostile_verdict(["x"], None, number=3, base="other")
    first, second = (hostile_verdict(["x"], None, number=n) for n in (5, 9))
    later = hostile_verdict(["x"], number=9)
    assert [one.state for one in told_all([astray, first, later])] == ["success"] * 3
    worse = hostile_verdict(["x"], number=5)
    assert [one.state for one in told_all([second, worse])] == ["failure"] * 2
    other = first._replace(head="9" * 40)
    assert [one.state for one in told_all([other, later])] == ["success", "failure"]
    assert [one.state for one in told_all([astray])] == ["failure"]
