"""Whatever the text: a valid draft or a ValueError, and YAML that every reader reads back."""

import json
from pathlib import Path

import jsonschema
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from muster.model.dump import dump
from muster.model.figures.statement_text import read_statement
from muster.model.message import read_messages
from muster.model.notes import Notes
from muster.model.strict_yaml import read
from muster.model.unreadable import first_unreadable
from muster.seed import read_document
from muster.seed.schedule_text import read_times

ROOT = Path(__file__).parents[2]
VALIDATORS = {
    kind: jsonschema.Draft202012Validator(
        json.loads((ROOT / f"schema/{kind}.schema.json").read_text(encoding="utf-8"))
    )
    for kind in ("charter", "session")
}
SEED_LINES = (
    (ROOT / "tests/data/seed/session-identity-registry.md").read_text(encoding="utf-8").splitlines()
)

anything = st.text(st.characters(), max_size=200)
pieces = st.sampled_from(
    ["REGISTRATION: ", "REGISTRATION COMPLETE", "NUMBER", "ROLE", "GOAL", "SESSION_ID", "STATUS",
     "RESPONSIBILITIES", "READY", "SCHEDULE", "NAME", "=", ": ", "**", "- ", "* ", "  ", "`", "```",
     '"', "'", "> ", "###", " Session #", "1", "7", "100000", "100001", "99999999999", "0", "(",
     ")", "[", "]", "prospects 1-25", "emails for prospects 9-3", "10-11 AM",
     "12 AM - 12 PM", "by 8 AM",
     "24:00", "95%+", "$120k MRR", "€1,000.5m in revenue/month", "within 1 hour", "10+ calls/week",
     "15-min human review", "daily", "Q4 2025", "70+/100", "3-9 posts a day", "→", "‚Üí", "–", "é",
     "\uf8ffüéØ", "🎯", "\t", "\r", "\x85", "\u2028", "\u202e", "\x00", "\ud800", "x" * 130,
     "word " * 120, "Orchestrator", "All 3 sessions", "[1-9, unique]", "---", "|", "\\", "#"]
)  # fmt: skip
lines = st.one_of(
    st.sampled_from(SEED_LINES),
    st.lists(st.one_of(pieces, st.text(st.characters(), max_size=6)), max_size=8).map("".join),
)
documents = st.lists(lines, max_size=60).map("\n".join)
scalars = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**18) + 1, 10**18 - 1),
    st.floats(allow_nan=False, allow_infinity=False),
    anything,
    st.from_regex(r"[-+]?[0-9_.:eExob]{1,12}", fullmatch=True),
)
values = st.recursive(
    scalars,
    lambda inner: st.one_of(
        st.lists(inner, max_size=5), st.dictionaries(anything, inner, max_size=5)
    ),
    max_leaves=20,
)


def readable(value: object) -> bool:
    if isinstance(value, str):
        return first_unreadable(value) is None
    if isinstance(value, dict):
        return all(readable(key) and readable(item) for key, item in value.items())
    return all(map(readable, value)) if isinstance(value, list) else True


@settings(max_examples=300)
@given(st.one_of(anything, documents))
def test_a_document_gives_valid_records_or_a_value_error(text: str) -> None:
    try:
        draft = read_document(text)
    except ValueError as error:
        told = str(error)
        draft = None
    if draft is None:
        assert told.startswith("the document names no session")
        return
    parts = [("charter", draft.charter), *(("session", part) for part in draft.sessions)]
    for kind, part in parts:
        VALIDATORS[kind].validate(part.record)
        sentences = (*part.took, *part.untold)
        assert all(first_unreadable(sentence) is None for sentence in sentences)
        assert all("\n" not in sentence for sentence in sentences)
        written = dump(part.record, kind=kind, comments=sentences)
        assert yaml.safe_load(written) == part.record
        document = read(written.encode())
        assert not document.problems
        assert document.value == part.record
    assert read_document(text) == draft


@settings(max_examples=300)
@given(documents)
def test_messages_have_usable_numbers(text: str) -> None:
    for message in read_messages(text):
        assert message.number is None or 1 <= message.number <= 100_000
        assert 1 <= message.line <= text.count("\n") + text.count("\r") + 1


@settings(max_examples=500)
@given(st.lists(pieces, max_size=12).map(" ".join))
def test_goals_and_times_never_raise(text: str) -> None:
    names = [metric.name for metric in read_statement(text[:500], Notes())]
    assert len(names) == len(set(names))
    read_times(text[:500])


@settings(max_examples=300)
@given(st.dictionaries(anything, values, max_size=6), st.lists(anything, max_size=3))
def test_what_is_dumped_comes_back(data: dict[str, object], comments: list[str]) -> None:
    try:
        written = dump(data, kind="session", comments=comments)
    except ValueError:
        assert not readable(data)
        return
    assert readable(data)
    assert yaml.safe_load(written) == data
    document = read(written.encode())
    assert not document.problems
    assert document.value == data
