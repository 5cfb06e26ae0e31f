"""What dump writes, byte by byte where it matters, and what it refuses."""

from collections.abc import Mapping

import pytest
import yaml

from muster.model.dump import dump, flow, one_line
from muster.model.strict_yaml import read


def back(text: str) -> object:
    document = read(text.encode())
    assert not document.problems
    return document.value


def test_a_record_is_written_as_the_design_shows_it() -> None:
    record = {
        "number": 5,
        "name": "marketing-outreach-2",
        "role": {"title": "Outreach AI", "scope": {"prospects": "18-33", "window": "10:00-11:00"}},
        "goal": {
            "statement": "Send 17 emails → daily",
            "metrics": [
                {"name": "emails_sent", "exactly": 17, "per": "day"},
                {"name": "delivery_rate", "at_least": 95, "unit": "%"},
            ],
        },
        "responsibilities": ["Personalize emails for prospects 18-33"],
        "schedule": [{"do": "Send morning batch", "at": "10:00-11:00", "days": "mon-fri"}],
        "ready": True,
        "timestamp": "2025-11-15T21:45:34Z",
    }
    assert dump(record, kind="session", comments=["One.", "Two."]) == (
        "# yaml-language-server: $schema=../../schema/session.schema.json\n"
        "# One.\n"
        "# Two.\n"
        "number: 5\n"
        "name: marketing-outreach-2\n"
        "role:\n"
        "  title: Outreach AI\n"
        "  scope:\n"
        "    prospects: 18-33\n"
        '    window: "10:00-11:00"\n'
        "goal:\n"
        "  statement: Send 17 emails → daily\n"
        "  metrics:\n"
        "    - {name: emails_sent, exactly: 17, per: day}\n"
        '    - {name: delivery_rate, at_least: 95, unit: "%"}\n'
        "responsibilities:\n"
        "  - Personalize emails for prospects 18-33\n"
        "schedule:\n"
        '  - {do: Send morning batch, at: "10:00-11:00", days: mon-fri}\n'
        "ready: true\n"
        'timestamp: "2025-11-15T21:45:34Z"\n'
    )


@pytest.mark.parametrize(
    ("kind", "folder"),
    [("charter", ".."), ("activation", ".."), ("session", "../.."), ("ack", "../..")],
)
def test_the_first_line_names_the_schema(kind: str, folder: str) -> None:
    first = dump({"a": 1}, kind=kind).splitlines()[0]
    assert first == f"# yaml-language-server: $schema={folder}/schema/{kind}.schema.json"


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(ValueError, match="no kind of record"):
        dump({}, kind="../x")


@pytest.mark.parametrize(
    "text",
    [
        "no",
        "No",
        "NO",
        "yes",
        "on",
        "OFF",
        "y",
        "N",
        "true",
        "True",
        "null",
        "Null",
        "~",
        "=",
        "<<",
        ".inf",
        "-.INF",
        ".nan",
        "012",
        "0",
        "-1",
        "+1",
        "1_000",
        "0o17",
        "0x1F",
        "0b11",
        "1e3",
        "1.5",
        ".5",
        "5.",
        "1,000",
        "1:30",
        "-1:30",
        "190:20:30",
        "2025-11-15",
        "2025-11-15T21:45:34Z",
        "1e5_0",
        "",
    ],
)
def test_a_text_that_some_reader_takes_for_something_else_is_quoted(text: str) -> None:
    written = dump({"a": text, "b": [text]}, kind="session")
    assert f'a: "{text}"\n' in written
    assert yaml.safe_load(written) == back(written) == {"a": text, "b": [text]}


@pytest.mark.parametrize(
    "text",
    ["- a", "a: b", "# a", "a #b", "'", '"', "[a", "{a", "*a", "&a", "!a", "%a", "@a", "`a", "a:",
     "🎯: x", "🎯", 'q " \\ 🎯: \'', "a\nb", "a\n\n  b\n", " a", "a ", "\na", "---", "x" * 600,
     "word " * 120 + "end", "⏳ → é"],
)  # fmt: skip
def test_awkward_texts_come_back_from_every_reader(text: str) -> None:
    data = {"a": text, "list": [text, {"do": text}], text: 1}
    line = flow([data])
    assert "\n" not in line
    assert yaml.safe_load(line) == yaml.safe_load(f"- {line}")[0] == [data]
    assert back(f"under:\n  here: {line}\n") == {"under": {"here": [data]}}
    written = dump(data, kind="session")
    assert yaml.safe_load(written) == back(written) == data
    assert "\\u" not in written.lower()


def test_long_one_line_texts_are_not_folded() -> None:
    text = "word " * 90 + "end"
    assert f"a: {text}\n" in dump({"a": text}, kind="session")


def test_the_same_object_twice_is_written_twice() -> None:
    shared = {"do": "x"}
    written = dump({"a": [shared, shared], "b": shared}, kind="session")
    assert "&" not in written
    assert "*" not in written


@pytest.mark.parametrize(
    "character",
    ["\x00", "\t", "\r", "\x1b", "\x7f", "\x85", "\u2028", "\u2029", "\ufeff", "\u202e", "\u2066",
     "\ud800", "\uffff"],
)  # fmt: skip
@pytest.mark.parametrize("place", ["value", "key", "nested"])
def test_characters_that_the_reader_refuses_are_not_written(character: str, place: str) -> None:
    text = f"a{character}b"
    data: dict[str, Mapping[str, object]] = {
        "value": {"a": text},
        "key": {text: 1},
        "nested": {"a": [{"b": text}]},
    }
    with pytest.raises(ValueError, match="which a record may not have"):
        dump(data[place], kind="session")


@pytest.mark.parametrize("value", [float("inf"), float("nan"), 10**18, {1: 2}, {1}, b"x", object()])
def test_what_no_record_can_hold_is_refused(value: object) -> None:
    with pytest.raises(ValueError, match=r"^session"):
        dump({"a": [value]}, kind="session")


def test_a_comment_can_not_break_out() -> None:
    hostile = "x\nnumber: 6\r\nname: y\u2028status: z\x85a\x0bb\u202e" + "w" * 300
    written = dump({"number": 5}, kind="session", comments=[hostile, ""])
    assert all(line.startswith("#") for line in written.splitlines()[:-1])
    assert max(map(len, written.splitlines())) <= 100
    assert back(written) == {"number": 5}


def test_one_line_keeps_what_can_be_read() -> None:
    assert one_line(" a\tb\r\n\u2028 c\u202e\x00d 🎯 ") == "a b cd 🎯"
