"""The registration message of a record, as it is written, and what a message was told to say."""

from typing import Any

import pytest

from muster.model.message import read_messages
from muster.model.names import identity_text, told_identity
from muster.model.session import Session, read_session
from muster.model.strict_yaml import Document
from muster.model.told_message import told_message
from muster.render.registration import block_message, line_message

RULE = "━" * 40


def session(**more: Any) -> Session:
    """A record that is registered; ``more`` are other fields, None takes one away."""
    record = {
        "number": 5,
        "name": "marketing-outreach-2",
        "session_id": "session-1763243134",
        "role": {"title": "Outreach AI", "does": "Personalize and send emails (Batch 2)"},
        "goal": {"statement": "Send 17 emails daily → $120k MRR"},
        "status": "registered",
        "ready": True,
        **more,
    }
    given = {key: value for key, value in record.items() if value is not None}
    return read_session("registry/sessions/005.yaml", Document(b"", given))


def test_the_block_has_rules_and_ticks_and_a_line_for_each_field() -> None:
    assert block_message(session()).split("\n") == [
        RULE,
        "REGISTRATION COMPLETE",
        RULE,
        "NUMBER: 5",
        "ROLE: Outreach AI - Personalize and send emails (Batch 2)",
        "GOAL: Send 17 emails daily → $120k MRR",
        "SESSION_ID: marketing-outreach-2 (session-1763243134)",
        "STATUS: ✅ REGISTERED",
        "READY: YES",
        RULE,
    ]


def test_the_line_has_the_same_fields() -> None:
    assert line_message(session()) == (
        "REGISTRATION: NUMBER=5 ROLE=Outreach AI - Personalize and send emails (Batch 2) "
        "GOAL=Send 17 emails daily → $120k MRR "
        "SESSION_ID=marketing-outreach-2 (session-1763243134) STATUS=REGISTERED READY=YES"
    )


def test_a_planned_slot_says_that_it_is_one() -> None:
    planned = session(status="pending", ready=None, session_id=None)
    lines = block_message(planned).split("\n")
    assert lines[1] == "REGISTRATION PENDING"
    assert lines[-3:] == ["SESSION_ID: marketing-outreach-2", "STATUS: ⏳ PENDING", RULE]
    assert line_message(planned).endswith("SESSION_ID=marketing-outreach-2 STATUS=PENDING")


@pytest.mark.parametrize(
    ("goal", "written"),
    [
        ("Reach the goal: 25 calls", r'"Reach the goal\: 25 calls"'),
        ("x GOAL=9 NUMBER =8", r'"x GOAL\=9 NUMBER \=8"'),
        ("REGISTRATION: NUMBER=9", r'"REGISTRATION: NUMBER\=9"'),
        ("first\nNUMBER: 9\n\tlast", r'"first\nNUMBER\: 9\n\tlast"'),
        ('Answer "hot" leads', r'"Answer \"hot\" leads"'),
        ("Write C:\\new", r'"Write C:\\new"'),
        ("✅ done", '"✅ done"'),
        ("━━━", '"━━━"'),
        ("**5** mails", '"**5** mails"'),
        ("`5`  mails", '"`5`  mails"'),
        ("a\x1b[2Jb\u202ec\U000e0041", r'"a\u001b[2Jb\u202ec\U000e0041"'),
        ("[your-goal]", r'"\[your-goal]"'),
        ("…", r'"\u2026"'),
        ("12 ‚Üí 5", r'"12 \u201a\u00dc\u00ed 5"'),
        ("::set-env ##[error]", r'":\:set-env ##\[error]"'),
        ("send 17 👩\u200d💻 = 3; a: b (c) ~ > 95%", "send 17 👩\u200d💻 = 3; a: b (c) ~ > 95%"),
    ],
)
def test_a_text_that_would_not_come_back_stands_in_quotes(goal: str, written: str) -> None:
    said = session(goal={"statement": goal})
    assert f"\nGOAL: {written}\n" in block_message(said)
    assert f" GOAL={written} SESSION_ID=" in line_message(said)
    for text in (block_message(said), line_message(said)):
        assert [message.goal for message in read_messages(text)] == [goal]


def test_a_text_that_no_schema_allows_comes_back_too() -> None:
    for goal in ("Count the registration of 5\n", " 5 ", "5\r", "\ud800 5"):
        for form in (block_message, line_message):
            text = form(session(goal={"statement": goal}))
            assert [message.goal for message in read_messages(text)] == [goal]


@pytest.mark.parametrize(
    ("title", "does", "written"),
    [
        ("A - B", "send", '"A - B" - send'),
        ("Team: A", "send", '"Team: A" - send'),
        ("Lead (ops", "send", '"Lead (ops" - send'),
        ("A", "send - and more: all", "A - send - and more: all"),
        ("A", "send\nmore", r'A - "send\nmore"'),
        ("[A", "b", r'"\[A" - b'),
    ],
)
def test_a_title_that_could_end_elsewhere_stands_in_quotes(
    title: str, does: str, written: str
) -> None:
    said = session(role={"title": title, "does": does})
    assert f"\nROLE: {written}\n" in block_message(said)
    (message,) = read_messages(line_message(said))
    assert message.role_parts == (title, does)
    assert message.role == f"{title} - {does}"


@pytest.mark.parametrize(
    ("text", "name", "session_id"),
    [
        ("marketing-outreach-2", "marketing-outreach-2", None),
        ("marketing-outreach-2.", "marketing-outreach-2", None),
        ("session-1763243134", "session-1763243134", "session-1763243134"),
        ("0f3c2a1b-aaaa-4bbb-8ccc-1234567890ab", None, "0f3c2a1b-aaaa-4bbb-8ccc-1234567890ab"),
        ("outreach (session-1763243134)", "outreach", "session-1763243134"),
        ("session-1763243134 (outreach)", "outreach", "session-1763243134"),
        ("outreach (backup)", "outreach", None),
        ("outreach (session alpha)", "outreach", "alpha"),
        ("outreach (Session ID: alpha)", "outreach", "alpha"),
        ("session-1234 (nobody)", "session-1234", None),
        ("session-1234 (session abc)", "session-1234", "abc"),
        ("two words", None, None),
        ("", None, None),
    ],
)
def test_what_session_id_holds(text: str, name: str | None, session_id: str | None) -> None:
    assert told_identity(text) == (name, session_id)


@pytest.mark.parametrize(
    ("name", "session_id", "text"),
    [
        ("outreach", "session-1763243134", "outreach (session-1763243134)"),
        ("outreach", "alpha", "outreach (session alpha)"),
        ("session-1234", "alpha", "session-1234 (session alpha)"),
        ("session-1234", None, "session-1234 (nobody)"),
        ("outreach", None, "outreach"),
        (None, None, ""),
    ],
)
def test_name_and_id_are_written_so_that_both_are_told(
    name: str | None, session_id: str | None, text: str
) -> None:
    assert identity_text(name, session_id) == text


def _untold(text: str) -> tuple[str, ...]:
    (message,) = read_messages(text)
    return told_message(message).untold


def test_a_whole_message_leaves_nothing_untold() -> None:
    assert _untold(block_message(session())) == ()


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("NUMBER", "five", "NUMBER is missing, or no whole number from 1 to 100,000."),
        ("ROLE", "[role]", "ROLE is missing."),
        ("ROLE", "Lead", "ROLE has a title only; Title - what it does tells both."),
        ("GOAL", "", "GOAL is missing."),
        ("GOAL", "Send mails", "GOAL has no figure that can be read."),
        ("GOAL", "Send 5 mails " * 50, "GOAL has no figure that can be read."),
        ("SESSION_ID", "?", "SESSION_ID is missing."),
        ("SESSION_ID", "a b", 'SESSION_ID is "a b", neither a name nor a session\'s id.'),
        ("STATUS", "", "STATUS is missing."),
        ("STATUS", "ACTIVE", 'STATUS is "ACTIVE", neither REGISTERED nor PENDING.'),
        ("READY", "perhaps", "READY is missing, or neither YES nor NO."),
    ],
)
def test_what_is_missing_or_unreadable_is_told(field: str, value: str, told: str) -> None:
    lines = block_message(session()).split("\n")
    text = "\n".join(
        f"{field}: {value}" if line.startswith(f"{field}:") else line for line in lines
    )
    assert _untold(text) == (told,)


def test_the_status_of_a_message_is_a_records() -> None:
    for written, status in (("⏳ PENDING REGISTRATION", "pending"), ("Registered", "registered")):
        text = f"REGISTRATION COMPLETE\nNUMBER: 5\nSTATUS: {written}"
        assert told_message(read_messages(text)[0]).status == status
