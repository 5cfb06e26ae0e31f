"""The shipped table is what its source gives, and small."""

import sys
from pathlib import Path

from muster.model import background
from muster.model.background import Background, count, read_background, shipped

BENCH = Path(__file__).resolve().parents[1] / "bench"


def test_the_shipped_table_is_counted_from_the_texts_beside_the_tests(monkeypatch) -> None:
    monkeypatch.setattr(sys, "path", [str(BENCH), *sys.path])
    from overlap.background import TABLE, table

    assert TABLE.read_text("utf-8") == table(), "make background"
    assert TABLE.stat().st_size < 8_000
    assert Path(background.__file__).with_name("background.txt") == TABLE


def test_what_stands_in_one_document_only_is_left_out_and_weighs_as_much_as_the_unknown() -> None:
    found = count([["a", "b", "a"], ["a", "c"], ["a"]])
    assert found == Background(3, {"a": 3})
    assert found.weight("b") == found.weight("never seen") > found.weight("a") >= 0


def test_a_table_reads_as_it_was_written() -> None:
    made = count([["x", "y"], ["x", "y", "z"], ["x"]])
    assert read_background(made.text()) == made
    assert read_background(shipped().text()) == shipped()


def test_a_document_taken_out_leaves_the_table_of_the_others_but_for_what_stood_in_one() -> None:
    documents = [["a", "b", "c"], ["a", "b"], ["a"]]
    without = count(documents).without(documents[0])
    assert without.documents == 2
    assert [without.weight(stem) for stem in "abc"] == [
        count(documents[1:]).weight(stem) for stem in "abc"
    ]


def test_a_word_of_every_document_weighs_nothing_and_none_weighs_less() -> None:
    assert count([["a"], ["a"]]).weight("a") == 0
    assert Background(1, {"a": 5}).weight("a") == 0
