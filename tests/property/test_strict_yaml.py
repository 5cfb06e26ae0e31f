"""The strict reader: whatever the bytes, data or problems, and the meaning that YAML 1.2 gives."""

import json
import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from muster.model.strict_yaml import MOST_DIGITS, read
from property.hostile import HOSTILE, Input
from property.invariants import check

RECORDS = [
    path.read_bytes() for path in sorted((Path(__file__).parents[2] / "registry").rglob("*.yaml"))
] + [
    b"number: 7\nname: worker-7\nrole: {title: 'A', does: \"B\"}\ngoal:\n  statement: >-\n    x\n"
    b"    y\n  metrics:\n    - {name: emails, exactly: 17, per: day}\n    - name: rate\n"
    b"      at_least: 95.5\nstatus: pending # a slot\n"
]
RUNS = settings(max_examples=400)

PIECES = st.sampled_from(
    ["a", "b", "key", "1", "012", "1.5", ".inf", "null", "true", "~", "<<", "&x ", "*x", "!t ",
     "!!str ", ": ", ":", "- ", "-", "? ", ", ", ",", "[", "]", "{", "}", "'", '"', "\\", "\\n",
     "\\u202e", "\\x41", "|", ">", "|2-\n", "#", " # c", "\n", "\n\n", "\n  ", "\n    ", "  ", " ",
     "---\n", "...\n", "%YAML 1.2\n", "\r\n", "\r", "\t", "\x00", "\x85", "\u2028", "\ufeff",
     "é", "🎯", "\u200d", "=", "@", "`", "9" * 19, "x" * 70]
)  # fmt: skip
grammar = st.lists(PIECES, max_size=60).map("".join)


@pytest.mark.parametrize("given_", HOSTILE, ids=lambda given_: given_.name)
def test_each_hostile_input_is_what_it_must_be(given_: Input) -> None:
    document = check(given_.data)
    if given_.kind:
        assert document.problems, document.value
        first = document.problems[0]
        assert (first.kind.value, first.line) == (given_.kind, given_.line), first
    else:
        assert document.problems == ()
        assert document.value == given_.value
        assert repr(document.value) == repr(given_.value)  # 1, 1.0 and True are equal


def test_the_table_is_large_enough_and_names_each_input_once() -> None:
    assert len(HOSTILE) >= 178
    assert [name for name, count in Counter(i.name for i in HOSTILE).items() if count > 1] == []


def test_at_most_twenty_problems_are_told() -> None:
    assert len(read(b"a: 1\n" * 1_000).problems) == 20
    assert len(read(("a: \u202e\n" * 1_000).encode()).problems) == 20
    assert len(read(b"a: 1\n" * 20 + b"b: [").problems) == 20
    assert len(read(b"a: 1\n" * 21 + b"b: [").problems) == 20


@RUNS
@given(st.binary(max_size=400))
def test_any_bytes_give_data_or_problems(data: bytes) -> None:
    check(data)


@RUNS
@given(st.text(st.characters(exclude_categories=()), max_size=300))
def test_any_text_gives_data_or_problems(text: str) -> None:
    for encoding in ("utf-8", "utf-16", "utf-32"):
        check(text.encode(encoding, "surrogatepass"))


@RUNS
@given(grammar)
@example("a: 1\n*x : 1\n*x : 2\n")
@example("a: 1\n" * 20 + "b: [")
def test_anything_made_of_yamls_signs_gives_data_or_problems(text: str) -> None:
    check(text.encode())


@RUNS
@given(
    st.sampled_from(RECORDS),
    st.lists(
        st.tuples(
            st.integers(0, 3_000), st.integers(0, 40), st.one_of(grammar, st.text(max_size=3))
        ),
        min_size=1,
        max_size=6,
    ),
)
def test_a_record_with_random_edits_gives_data_or_problems(
    record: bytes, edits: list[tuple[int, int, str]]
) -> None:
    for at, length, put in edits:
        at %= len(record) + 1
        record = record[:at] + put.encode("utf-8", "surrogatepass") + record[at + length :]
    check(record)


@pytest.mark.parametrize("record", RECORDS)
def test_a_valid_record_is_data_at_every_cut(record: bytes) -> None:
    assert read(record).problems == ()
    for end in range(0, len(record), 7):
        check(record[:end])


visible = st.text(
    st.characters(exclude_categories=("Cc", "Cf", "Cs", "Cn", "Zl", "Zp"), max_codepoint=0xDFFFF),
    max_size=20,
)
json_values = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(-(10**18) + 1, 10**18 - 1),
        st.floats(allow_nan=False, allow_infinity=False, width=32),
        visible,
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=6), st.dictionaries(visible, inner, max_size=6)
    ),
    max_leaves=40,
)


@RUNS
@given(json_values, st.sampled_from([None, 2]), st.booleans())
def test_json_is_read_as_it_is_meant(value: object, indent: int | None, ascii_only: bool) -> None:
    written = json.dumps(value, indent=indent, ensure_ascii=ascii_only)
    if re.search(r"\\ud[89a-f]", written):
        return  # YAML has no surrogate pairs; the reader refuses them
    document = check(written.encode())
    if any(len(digits) > MOST_DIGITS for digits in re.findall(r"[0-9]+\.?[0-9]*", written)):
        return  # as a text or a number; numbers of that length are refused
    assert document.problems == (), written
    assert document.value == value
    assert repr(document.value) == repr(value)


# The core schema of YAML 1.2.2, section 10.3.2, in the order of its table.
CORE = [
    (re.compile(r"null|Null|NULL|~|"), lambda text: None),
    (
        re.compile(r"true|True|TRUE|false|False|FALSE"),
        lambda text: text in ("true", "True", "TRUE"),
    ),
    (re.compile(r"[-+]?[0-9]+"), lambda text: int(text, 10)),
    (re.compile(r"0o[0-7]+"), lambda text: int(text[2:], 8)),
    (re.compile(r"0x[0-9a-fA-F]+"), lambda text: int(text[2:], 16)),
    (re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?"), float),
    (re.compile(r"[-+]?(\.inf|\.Inf|\.INF)"), lambda text: ...),
    (re.compile(r"\.nan|\.NaN|\.NAN"), lambda text: ...),
]
plain_scalars = st.one_of(
    st.from_regex(r"[-+]?[0-9.]{1,8}([eE][-+]?[0-9]{1,3})?", fullmatch=True),
    st.from_regex(r"[-+]?0[oxXOb][0-9a-fA-F]{1,12}", fullmatch=True),
    st.from_regex(r"[-+]?\.?[iInN][nNaAfF]{2}", fullmatch=True),
    st.from_regex(r"[tTfFnNyYoO][a-zA-Z]{1,4}", fullmatch=True),
    st.from_regex(r"[-+]?[0-9][0-9_:.,eExo+-]{0,10}", fullmatch=True),
    st.sampled_from([cased for word in ("null", "true", "false", "yes", "no", "on", "off", ".inf",
                     ".nan", "-.inf", "~") for cased in (word, word.title(), word.upper(),
                     word.capitalize(), word[:-1] + word[-1:].upper())]),
    st.from_regex(r"[0-9]{17,20}", fullmatch=True),
)  # fmt: skip


@settings(max_examples=1_500)
@given(plain_scalars)
def test_plain_scalars_mean_what_yaml_1_2_says(text: str) -> None:
    if text.endswith(":") or ": " in text or text in ("-", "---", "...") or text[:2] == "- ":
        return
    expected: object = text
    for pattern, meaning in CORE:
        if pattern.fullmatch(text):
            expected = meaning(text)
            break
    document = check(f"a: {text}\n".encode())
    too_long = type(expected) in (int, float) and sum(map(str.isdigit, text)) > MOST_DIGITS
    infinite = expected is ... or expected in (float("inf"), float("-inf"))
    if too_long or infinite:
        assert [problem.kind.value for problem in document.problems] == ["invalid-yaml"]
        return
    assert document.problems == ()
    assert document.value == {"a": expected}
    assert type(document.value["a"]) is type(expected)
    assert read(f"a: '{text}'\n".encode()).value == {"a": text}
