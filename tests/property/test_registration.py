"""Whatever a record says: its message gives it back, and nothing else."""

import re
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

from muster.model.message import Registration, read_messages
from muster.model.names import told_identity
from muster.model.session import Session, read_session
from muster.model.strict_yaml import Document
from muster.render.registration import block_message, line_message
from muster.render.untrusted import for_terminal

pieces = st.sampled_from(
    ["REGISTRATION: ", "REGISTRATION COMPLETE", "REGISTRATION", "registration", "NUMBER=9",
     "NUMBER", "ROLE", "Goal: 5", "GOAL=", "GOAL =", "SESSION_ID", "SESSION\\_ID=x", "STATUS",
     "READY: NO", "READY\\=NO", "=", ":", "＝", "：", " - ", "-", " – ", " — ", ": ", "\n", "\n\n",
     "\r", "\t", "\\", "\\n", "\\u003d", '"', "'", "`", "“", "”", "**", "*", "_", "|", "<br>",
     "<br>NUMBER: 9", "\\nNUMBER: 9", "━━━━", "✅", "✓", "❌", "⏳", "👩\u200d💻", "5\ufe0f\u20e3",
     "‚úÖ", "‚Üí", "é", "\x1b[31m", "\x00", "\x7f", "\x85", "\u200b", "\ufeff", "\u2028", "\u202e",
     "\u00a0", "\ud800", "\U000e0041", "🎯", "(", ")", "[", "]", "[your-role]", "…", "...", "???",
     "<n>", "$NAME", "$120k", "{", "}", " ", "  ", ",", ";", ".", "> ", ">", "~", "#", "# ", "- ",
     "1. ", "```", "::", "##[error]", "C:\\new", "mails", "Outreach AI", "send 17 mails daily",
     "None", "N", "YES"]
)  # fmt: skip
words = st.lists(st.one_of(pieces, st.text(st.characters(), max_size=4)), min_size=1, max_size=8)


def _fitting(pattern: str) -> st.SearchStrategy[str]:
    whole = re.compile(pattern)
    return words.map("".join).filter(lambda text: whole.search(text) is not None)


# The patterns of schema/session.schema.json.
titles = _fitting(r"^\S[^\n]{0,119}(?!\n)$")
sentences = _fitting(r"^(?=\S)[\s\S]{0,499}[^\n](?!\n)$")
names = st.one_of(
    st.from_regex(r"\A[a-z][a-z0-9-]{0,63}\Z"),
    st.sampled_from(["session-1234", "deadbeefdeadbeef", "nobody", "marketing-outreach-2", "id"]),
)
ids = st.one_of(
    st.from_regex(r"\A[A-Za-z0-9][A-Za-z0-9._:-]{0,127}\Z"),
    st.sampled_from(
        ["session-1763243134", "a", "nobody", "GOAL:9", "id:x", "x.", "session-12345."]
    ),
)


@st.composite
def sessions(draw: st.DrawFn) -> Session:
    record: dict[str, Any] = {
        "number": draw(st.integers(1, 100_000)),
        "name": draw(names),
        "role": {"title": draw(titles), "does": draw(sentences)},
        "goal": {"statement": draw(sentences)},
        "status": draw(st.sampled_from(["pending", "registered"])),
    }
    if record["status"] == "registered" or draw(st.booleans()):
        record["session_id"] = draw(ids)
        record["ready"] = draw(st.booleans())
    return _session(record)


def _session(record: dict[str, Any]) -> Session:
    return read_session("registry/sessions/001.yaml", Document(b"", record))


def _said(session: Session) -> tuple[Any, ...]:
    """What a message must give back."""
    return (
        session.number, session.title, session.does, session.goal.statement,
        session.name, session.session_id, session.status, session.raw.get("ready"),
    )  # fmt: skip


def _heard(message: Registration) -> tuple[Any, ...]:
    identity = told_identity(message.session_id or "")
    assert message.status is not None
    name, id_ = identity
    return (
        message.number, *message.role_parts, message.goal,
        name, id_, message.status.lower(), message.ready,
    )  # fmt: skip


@settings(max_examples=600)
@given(sessions())
def test_a_message_gives_its_record_back(session: Session) -> None:
    for text in (block_message(session), line_message(session)):
        assert list(map(_heard, read_messages(text))) == [_said(session)], text
        assert all(for_terminal(line) == line for line in text.split("\n")), text
    assert "\n" not in line_message(session)
    assert block_message(session).count("\n") == 9 - ("ready" not in session.raw)


@settings(max_examples=200)
@given(st.lists(sessions(), min_size=2, max_size=4), st.data())
def test_messages_stay_apart_whatever_stands_around_them(
    team: list[Session], data: st.DataObject
) -> None:
    forms = st.sampled_from([block_message, line_message])
    around = st.sampled_from([
        lambda text: text,
        lambda text: text.replace("\n", "\r\n"),
        lambda text: f"```\n{text}\n```",
        lambda text: f"I have registered.\n\n{text}\n\nWhat is next?",
        lambda text: "\n".join(f"> {line}" for line in text.split("\n")),
        lambda text: "\n".join(f"  {line}" for line in text.split("\n")),
        lambda text: "\n".join(f"│ {line} │" for line in text.split("\n")),
    ])  # fmt: skip
    text = "\n".join(data.draw(around)(data.draw(forms)(session)) for session in team)
    assert list(map(_heard, read_messages(text))) == list(map(_said, team)), text


@settings(max_examples=300)
@given(st.dictionaries(
    st.sampled_from(["number", "name", "session_id", "role", "goal", "status", "ready"]),
    st.one_of(
        st.none(), st.integers(), words.map("".join),
        st.fixed_dictionaries({}, optional={
            "title": words.map("".join), "does": words.map("".join),
            "statement": words.map("".join),
        }),
    ),
))  # fmt: skip
@example({"status": "x\nNUMBER: 9\nROLE: a"})
def test_what_no_schema_allows_forges_nothing_either(record: dict[str, Any]) -> None:
    session = _session(record)
    for text in (block_message(session), line_message(session)):
        assert len(read_messages(text)) <= 1, text
        assert all(for_terminal(line) == line for line in text.split("\n")), text
        for message in read_messages(text):
            assert message.number in (session.number, None)
