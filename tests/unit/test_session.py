"""Typed records: what fits is read, what does not is left out, and nothing ever raises."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muster.model.charter import read_charter
from muster.model.goal import Comparator, Metric
from muster.model.layout import CHARTER, session_path
from muster.model.scope import DimensionKind
from muster.model.session import ScheduleItem, Session, read_session
from muster.model.small_records import read_ack, read_activation, read_ruling
from muster.model.strict_yaml import Document, read

TEXT = b"""\
number: 5
name: outreach-2
session_id: session-1
role:
  title: Outreach AI
  does: Send mails
  scope: {prospects: 18-33, window: "10:00-11:00"}
goal:
  statement: Send 17 mails daily
  metrics:
  - {name: mails, exactly: 17, per: day, counts: prospects}
  - {name: delivered, at_least: 95.5, unit: "%"}
  - {name: vague}
  - {name: torn, at_least: 1, at_most: 2}
  - {name: wordy, exactly: many}
  serves: mrr
responsibilities:
- Write
- Read
schedule:
- {do: Send, at: "10:00-11:00", days: mon-fri}
- {do: Report, by: "08:00"}
status: registered
ready: true
timestamp: 2025-11-15T21:45:34Z
key: ssh-ed25519 AAAA
"""


def session(text: bytes = TEXT) -> Session:
    return read_session(session_path(5), read(text))


def test_a_whole_record_is_read() -> None:
    read_ = session()
    assert (read_.number, read_.name, read_.session_id) == (5, "outreach-2", "session-1")
    assert (read_.status, read_.registered, read_.ready) == ("registered", True, True)
    assert (read_.title, read_.does) == ("Outreach AI", "Send mails")
    assert read_.raw_scope == {"prospects": "18-33", "window": "10:00-11:00"}
    assert read_.goal.statement == "Send 17 mails daily"
    assert read_.goal.serves == "mrr"
    assert read_.responsibilities == ("Write", "Read")
    assert read_.schedule == (
        ScheduleItem("Send", "10:00-11:00", None, "mon-fri"),
        ScheduleItem("Report", None, "08:00", "daily"),
    )
    assert (read_.timestamp, read_.key) == ("2025-11-15T21:45:34Z", "ssh-ed25519 AAAA")


def test_a_metric_is_measurable_with_one_number_and_one_comparator() -> None:
    first, second, vague, torn, wordy = session().goal.metrics
    assert first == Metric("mails", Comparator.EXACTLY, 17, None, "day", "prospects")
    assert second == Metric("delivered", Comparator.AT_LEAST, 95.5, "%", None, None)
    assert [m.measurable for m in (first, second, vague, torn, wordy)] == [True, True] + [False] * 3
    assert (torn.comparator, torn.target, wordy.target) == (None, None, None)


def test_each_text_has_a_pointer_to_its_line() -> None:
    read_ = session()
    lines = TEXT.decode().splitlines()
    told = list(read_.texts())
    assert [text for _, text in told] == [
        "Outreach AI", "Send mails", "Send 17 mails daily", "Write", "Read", "Send", "Report",
    ]  # fmt: skip
    for pointer, text in told:
        assert text in lines[read_.place(*pointer).line - 1]
    assert read_.prose().split("\n") == [text for _, text in told]


def test_the_place_of_an_absent_field_is_its_nearest_parents() -> None:
    assert session().place("role", "scope", "nothing").line == 7
    assert session().place("nothing").line == 1


def test_true_is_no_number_and_a_number_no_text() -> None:
    odd = session(b"number: true\nname: 5\nstatus: [registered]\nready: 'true'\n")
    assert (odd.number, odd.name, odd.status, odd.registered, odd.ready) == (
        None, None, None, False, False,
    )  # fmt: skip


def test_a_charter_is_read_with_its_defaults() -> None:
    charter = read_charter(CHARTER, read(b"name: T\nsize: 3\norchestrator: {number: 1}\n"))
    assert (charter.name, charter.size, charter.orchestrator) == ("T", 3, 1)
    assert (charter.identity, charter.approval, charter.timezone) == ("signed", "signature", "UTC")
    assert not charter.open


@pytest.mark.parametrize(
    ("written", "size"),
    [("1", 1), ("12", 12), ("100000", 100_000), ("0", None), ("-1", None), ("100001", None),
     ("1" * 30, None), ("true", None), ("1.0", None), ("'12'", None), ("[12]", None)],
)  # fmt: skip
def test_a_size_that_nobody_can_count_to_is_none(written: str, size: int | None) -> None:
    assert read_charter(CHARTER, read(f"size: {written}\n".encode())).size == size
    assert read_charter(CHARTER, read(b"name: T\n")).size is None


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2026-11-23", date(2026, 11, 23)), ("2024-02-29", date(2024, 2, 29)),
        ("2026-02-29", None), ("2026-13-01", None), ("0000-01-01", None), ("2026-W48-1", None),
        ("20261123", None), ("2026-11-23T00:00", None), ("soon", None), ("", None),
    ],
)  # fmt: skip
def test_week_one_begins_on_a_day_of_the_calendar(written: str, day: date | None) -> None:
    text = f"week_one: {{starts: '{written}'}}\n".encode()
    assert read_charter(CHARTER, read(text)).week_one == day


@pytest.mark.parametrize("text", [b"name: T\n", b"week_one: 7\n", b"week_one: {starts: 7}\n"])
def test_a_charter_may_have_no_week_one(text: bytes) -> None:
    assert read_charter(CHARTER, read(text)).week_one is None


def test_a_charters_dimensions_are_kinds_or_lists_of_labels() -> None:
    text = b"dimensions: {p: range, t: time, f: paths, s: [early, 7, late], x: colour}\n"
    found = read_charter(CHARTER, read(text)).dimensions
    assert {name: dimension.kind for name, dimension in found.items()} == {
        "p": DimensionKind.RANGE,
        "t": DimensionKind.TIME,
        "f": DimensionKind.PATHS,
        "s": DimensionKind.LABELS,
    }
    assert found["s"].labels == ("early", "late")


_NAMES = (
    "number name session_id role title does scope goal statement metrics serves at_least exactly "
    "responsibilities schedule do at by days status ready timestamp key size objectives id target "
    "orchestrator github approvers identity approval dimensions coverage dimension of overlap note "
    "week_one starts sessions rule decision boundaries digests digest consensus confirmed_by "
    "accepts x"
)
_KEYS = st.sampled_from(_NAMES.split())
_data = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=8)
    | st.sampled_from(["registered", "pending", "range", "time", "paths"]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_KEYS, inner, max_size=8),
    max_leaves=30,
)


@given(st.dictionaries(_KEYS, _data, max_size=12))
def test_reading_never_raises_whatever_the_data(value: dict[str, Any]) -> None:
    document = Document(b"{}", value)
    read_ = read_session(session_path(5), document)
    assert read_.number is None or type(read_.number) is int
    assert all(isinstance(text, str) for _, text in read_.texts())
    assert all(isinstance(duty, str) for duty in read_.responsibilities)
    assert all(isinstance(item.do, str) and isinstance(item.days, str) for item in read_.schedule)
    assert all(metric.measurable is (metric.target is not None) for metric in read_.goal.metrics)
    assert read_.prose().count("\n") >= 2
    charter = read_charter(CHARTER, document)
    assert charter.size is None or type(charter.size) is int
    assert all(isinstance(level, int | float) for level in charter.overlap.values())
    ruling = read_ruling("registry/rulings/R001.yaml", document)
    assert all(type(number) is int for number in ruling.sessions)
    assert all(isinstance(text, str) for _, text in ruling.boundaries + ruling.digests)
    assert read_activation("registry/activation.yaml", document).path
    assert read_ack("registry/acks/005.yaml", document).accepts in (True, False)
