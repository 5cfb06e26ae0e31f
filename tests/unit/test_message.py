"""Registration messages as agents really write them."""

import pytest

from muster.model.message import Registration, read_messages, split_role

ONE_LINE = (
    "REGISTRATION: NUMBER=5 ROLE=Outreach AI - Personalize and send (Batch 2) "
    "GOAL=Send 17 emails daily, 95%+ delivery SESSION_ID=marketing-outreach-2 STATUS=REGISTERED"
)
FIVE = Registration(
    5,
    "Outreach AI - Personalize and send (Batch 2)",
    "Send 17 emails daily, 95%+ delivery",
    "marketing-outreach-2",
    "REGISTERED",
    None,
    1,
)
BLOCK = """REGISTRATION COMPLETE
NUMBER: 1
ROLE: Orchestrator - Master Coordinator
GOAL: Coordinate 12 sessions → $120k MRR
SESSION_ID: marketing-orchestrator
STATUS: REGISTERED
READY: YES
"""
ONE = Registration(
    1,
    "Orchestrator - Master Coordinator",
    "Coordinate 12 sessions → $120k MRR",
    "marketing-orchestrator",
    "REGISTERED",
    True,
    1,
)


def test_the_one_line_form() -> None:
    assert read_messages(ONE_LINE) == (FIVE,)


@pytest.mark.parametrize(
    "text",
    [
        f'/x/send.sh marketing-orchestrator "{ONE_LINE}" && echo done',
        f"send '{ONE_LINE}'",
        f"> **{ONE_LINE}**",
        f"I say `{ONE_LINE}` now",
        ONE_LINE.replace(" GOAL", "\nGOAL").replace(" STATUS", "\n  STATUS"),
        ONE_LINE.replace("ROLE=", 'ROLE="').replace(" GOAL", '" GOAL'),
        ONE_LINE.replace(" ROLE", ", ROLE").replace(" GOAL", " | GOAL"),
        ONE_LINE.replace("=", ": "),
    ],
)
def test_what_stands_around_the_one_line_form(text: str) -> None:
    assert read_messages(text) == (FIVE,)


def test_the_closing_quote_ends_the_last_field() -> None:
    (message,) = read_messages('send "REGISTRATION: NUMBER=5 ROLE=a SESSION_ID=x" && echo done')
    assert message.session_id == "x"


def test_the_block_form() -> None:
    assert read_messages(BLOCK) == (ONE,)


@pytest.mark.parametrize(
    "text",
    [
        BLOCK.replace("\n", "\r\n"),
        BLOCK.replace("\n", "\n\n"),
        "\n".join(f"> {line}" for line in BLOCK.splitlines()),
        "\n".join(f"│ {line} │" for line in BLOCK.splitlines()),
        "\n".join(f"║ {line:60} ║" for line in BLOCK.splitlines()),
        BLOCK.replace("COMPLETE\n", "COMPLETE ✅\n━━━━━━━━━━\n"),
        "✅ **" + BLOCK.replace("COMPLETE\n", "COMPLETE**\n═════════\n") + "═════════",
        BLOCK.replace("STATUS: ", "STATUS: ✅ ").replace("YES", "✅ YES"),
        BLOCK.replace("YES", "✅"),
        BLOCK.replace("STATUS: ", "STATUS: ‚úÖ "),
        "### " + "\n- **".join(BLOCK.strip().splitlines()).replace(": ", "**: "),
        "### " + "\n* **".join(BLOCK.strip().splitlines()).replace(": ", ":** "),
        BLOCK.replace("ROLE: ", "ROLE: `").replace("Coordinator", "Coordinator`"),
        BLOCK.replace("SESSION_ID", "Session ID").replace("NUMBER", "Number"),
        BLOCK.replace("sessions → ", "sessions\n    → "),
        BLOCK.replace("NUMBER: 1", "NUMBER: #1 of 12"),
        BLOCK.replace("NUMBER: 1", "NUMBER: 001"),
        BLOCK + "```\nSESSION_ID: another\n",
        BLOCK + "SESSION_ID: another\n",
    ],
)
def test_what_stands_around_the_block_form(text: str) -> None:
    assert read_messages(text) == (ONE,)


def test_several_messages_in_one_text_with_lines() -> None:
    text = f"Hello\n\n```\n{BLOCK}```\nand then\n{ONE_LINE}\n{ONE_LINE} {ONE_LINE}\n{BLOCK}{BLOCK}"
    found = [(message.number, message.line) for message in read_messages(text)]
    assert found == [(1, 4), (5, 13), (5, 14), (5, 14), (1, 15), (1, 22)]


@pytest.mark.parametrize(
    "text",
    [
        "REGISTRATION: NUMBER=[your-number] ROLE=[your-role] GOAL=[g] SESSION_ID=[i] STATUS=X",
        "REGISTRATION: NUMBER=<n> ROLE=a GOAL=b",
        "REGISTRATION: NUMBER=… ROLE=… GOAL=…",
        "REGISTRATION: NUMBER=$NUMBER ROLE=a",
        "REGISTRATION COMPLETE\nNUMBER: [1-12, unique]\nROLE: x\nGOAL: y",
        "REGISTRATION COMPLETE\nNUMBER: N\nROLE: x",
        "Your registration number: 5 is fine.",
        "## Registration Format\nNUMBER: 5",
        "registration complete when all are in",
        "",
    ],
)
def test_what_is_no_message(text: str) -> None:
    assert read_messages(text) == ()


@pytest.mark.parametrize(
    "number", ["0", "100001", "99999999999999999999", "five", "1.5", "-3", "5x"]
)
def test_a_number_that_is_none(number: str) -> None:
    (message,) = read_messages(f"REGISTRATION: NUMBER={number} ROLE=a - b GOAL=c 3")
    assert message.number is None


@pytest.mark.parametrize(
    ("text", "ready"),
    [("YES", True), ("true", True), ("✅", True), ("NO", False), ("❌", False), ("perhaps", None)],
)
def test_ready(text: str, ready: bool | None) -> None:
    assert read_messages(BLOCK.replace("YES", text))[0].ready is ready


def test_a_goal_keeps_its_own_signs() -> None:
    (message,) = read_messages(BLOCK.replace("Coordinate 12", "> 95% ~ Coordinate 12"))
    assert message.goal == "> 95% ~ Coordinate 12 sessions → $120k MRR"


@pytest.mark.parametrize(
    ("text", "title", "does"),
    [
        ("Outreach AI - Send emails", "Outreach AI", "Send emails"),
        ("Outreach AI – Send", "Outreach AI", "Send"),
        ("Outreach AI — Send - more", "Outreach AI", "Send - more"),
        ("Outreach AI: Send", "Outreach AI", "Send"),
        ("Lead (ops - night) - Watch", "Lead (ops - night)", "Watch"),
        ("Human-in-the-loop", "Human-in-the-loop", ""),
        (" - x", "- x", ""),
        ("", "", ""),
    ],
)
def test_split_role(text: str, title: str, does: str) -> None:
    assert split_role(text) == (title, does)


def test_a_text_above_the_bound_is_refused() -> None:
    with pytest.raises(ValueError, match="larger than 1 MiB"):
        read_messages("é" * (512 * 1024 + 1))
    assert read_messages("a" * 1024 * 1024) == ()
