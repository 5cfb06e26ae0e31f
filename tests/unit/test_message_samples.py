"""Messages as agents put them into their answers, and texts that are none."""

import pytest

from muster.model.message import Registration, read_messages

FIELDS = (
    ("NUMBER", "5"),
    ("ROLE", "Outreach AI - Send emails (Batch 2)"),
    ("GOAL", "Send 17 emails daily, 95%+ delivery"),
    ("SESSION_ID", "marketing-outreach-2"),
    ("STATUS", "REGISTERED"),
    ("READY", "YES"),
)
SAID = (*(value for key, value in FIELDS[1:5]), True)
RULE = "━" * 40
LINE = "REGISTRATION: " + " ".join(f"{key}={value}" for key, value in FIELDS)
BLOCK = "\n".join(f"{key}: {value}" for key, value in FIELDS)
WHOLE = f"REGISTRATION COMPLETE\n{BLOCK}"


def fields(form: str, between: str = "\n") -> str:
    """Each field in a form of its own."""
    return between.join(form.format(key, value) for key, value in FIELDS)


SAMPLES = {
    # As a block.
    "rules and ticks": f"Done.\n{RULE}\n✅ REGISTRATION COMPLETE\n{RULE}\n{BLOCK}\n{RULE}\nReady!",
    "a tick before each value": WHOLE.replace("STATUS: ", "STATUS: ✅ ").replace("YES", "✅ YES"),
    "a tick before each key": "REGISTRATION COMPLETE ✅\n" + fields("✅ {}: {}"),
    "garbled ticks before each key": "‚úÖ REGISTRATION COMPLETE\n" + fields("‚úÖ {}: {}"),
    "garbled rules and values": WHOLE.replace("\nN", "\n‚îÅ‚îÅ‚îÅ\nN").replace("YES", "‚úÖ YES"),
    "a list in Markdown": "## ✅ Registration Complete\n\n" + fields("- **{}:** {}") + "\n\nBye.",
    "bold keys, emoji": "## 🎯 Registration Complete!\n\n" + fields("**🔢 {}**: {}"),
    "lower case": "registration complete\n" + BLOCK.replace("SESSION_ID", "session_id"),
    "yaml": "registration:\n" + "\n".join(f"  {key.lower()}: {value}" for key, value in FIELDS),
    "words as keys": "Registration complete:\n" + BLOCK.replace("SESSION_ID", "Session ID"),
    "an escaped underscore": WHOLE.replace("SESSION_ID", "SESSION\\_ID"),
    "full-width colons": "REGISTRATION COMPLETE\n" + fields("{}：{}"),
    "spaces before the colon": "REGISTRATION COMPLETE\n" + fields("{:<12}: {}"),
    "spaces behind the colon": "REGISTRATION COMPLETE\n" + fields("  {}:\t   {}"),
    "no-break spaces": WHOLE.replace(" COMPLETE", "\u00a0COMPLETE").replace(": ", "\u00a0:\u00a0"),
    "arrows": "REGISTRATION COMPLETE\n" + fields("{} → {}"),
    "a byte order mark": f"\ufeff{WHOLE}",
    "a zero-width space": f"\u200b{WHOLE}",
    "line ends of Windows": WHOLE.replace("\n", "\r\n"),
    "a terminal's colours": WHOLE.replace("REGISTRATION COMPLETE", "\x1b[1mREGISTRATION\x1b[0m"),
    "colours and garbled ticks": WHOLE.replace("YES", "\x1b[32m‚úÖ YES\x1b[0m"),
    "a fence": f"Here it is:\n\n```text\n{WHOLE}\n```\n",
    "a fence below its header": f"### REGISTRATION COMPLETE\n\n```\n{BLOCK}\n```\n",
    "a sentence below its header": f"REGISTRATION COMPLETE\n\nMy identity:\n\n{BLOCK}",
    "bullets": "REGISTRATION COMPLETE\n" + fields("• {}: {}"),
    "a numbered list": "REGISTRATION COMPLETE\n" + fields("3. {}: {}"),
    "an answer's tree": "• Registered.\n\n  └ REGISTRATION COMPLETE\n" + fields("    {}: {}"),
    "an answer's dot": f"⏺ REGISTRATION COMPLETE\n{fields('  {}: {}')}\n\n⏺ I wait for approval.",
    "a table": "### REGISTRATION COMPLETE\n\n| Field | Value |\n|--|--|\n" + fields("| {} | {} |"),
    "a table with no head": "REGISTRATION COMPLETE\n\n| | |\n|--|--|\n" + fields("| **{}** | {} |"),
    "a table's cell": "| 10:02 | REGISTRATION COMPLETE<br>" + fields("{}: {}", "<br>") + " |",
    "a box": "╭────╮\n│ ✻ REGISTRATION COMPLETE │\n├────┤\n" + fields("│ {}: {}   │") + "\n╰────╯",
    "JSON": '{"to": "lead", "body": "REGISTRATION COMPLETE\\n' + fields("{}: {}", "\\n") + '\\n"}',
    "JSON with rules": f'{{"body": "REGISTRATION COMPLETE\\n{RULE}\\n'
    + fields("{}: {}", "\\n")
    + '"}',
    "a quoted mail": "Ann wrote:\n> > REGISTRATION COMPLETE\n" + fields("> > {}: {}") + "\n> Ok.",
    "a mail that wraps": WHOLE.replace("emails daily, ", "emails\ndaily, "),
    "a mail that quotes and wraps": "> REGISTRATION COMPLETE\n"
    + fields("> {}: {}").replace("AI - ", "AI -\n> "),
    "a goal on several lines": WHOLE.replace("17 emails daily, ", "17 emails\n  daily,\n  "),
    "a header with the number": f"Session #5: Registration Complete\n{BLOCK}",
    "a header in brackets": f"[REGISTRATION CONFIRMED]\n{BLOCK}",
    "a header between signs": f"=== REGISTRATION SUCCESSFUL ===\n{BLOCK}",
    "a number with words": WHOLE.replace(": 5", ": Session #5 (of 12) ✅"),
    "a keycap": WHOLE.replace(": 5", ": 5\ufe0f\u20e3"),
    "ready, and why": WHOLE.replace("YES", "Yes - waiting for activation"),
    "another order": "REGISTRATION COMPLETE\n" + "\n".join(BLOCK.split("\n")[::-1]),
    "quoted values": "REGISTRATION COMPLETE\n" + fields('{}: "{}"'),
    "quoted values and full stops": "REGISTRATION COMPLETE\n" + fields('{}: "{}".'),
    # On one line.
    "alone": LINE,
    "behind a byte order mark": f"\ufeff{LINE}",
    "in bold": f"**{LINE}**",
    "in a sentence": f"My message is: {LINE}. Thanks!",
    "in a log": f"2025-11-15 21:45:34 [INFO] <session-5> {LINE}",
    "in a cell": f"| at | said |\n|--|--|\n| 10:02 | {LINE} |\n| 10:03 | ok |",
    "in a cell before others": f"| 5 | {LINE} | done |",
    "in a cell, with bars between": "| 5 | REGISTRATION: " + fields("{}={}", " | ") + " | done |",
    "in a string": f'{{"from": "s5", "content": "{LINE}", "at": 1}}',
    "in a command": f"./send.sh lead '{LINE}' && echo sent",
    "in a command, with quoted values": './send.sh lead "REGISTRATION: '
    + fields('{}=\\"{}\\"', " ")
    + '"',
    "full-width signs": LINE.replace("=", "＝").replace("REGISTRATION: ", "REGISTRATION："),
    "no-break spaces in a line": LINE.replace(" ", "\u00a0"),
    "spaces around the signs": LINE.replace("=", " = "),
    "bars between": "REGISTRATION: " + fields("{}={}", " | "),
    "semicolons between": "REGISTRATION: " + fields("{}={}", "; "),
    "quotes around values": "REGISTRATION: " + fields('{}="{}"', " "),
    "curly quotes": "REGISTRATION: " + fields("{}=“{}”", " "),
    "colons": "REGISTRATION: " + fields("{}: {}", ", "),
    "lower-case keys": LINE.replace("NUMBER", "number").replace("ROLE", "role"),
    "wrapped between fields": "REGISTRATION: " + fields("{}={}", "\n  "),
    "wrapped within values": LINE.replace("emails (", "emails\n(").replace("%+ ", "%+\n"),
    "wrapped and quoted": "> " + LINE.replace("(Batch 2", "(Batch\n> 2").replace("%+ ", "%+\n> "),
}  # fmt: skip


@pytest.mark.parametrize("name", SAMPLES)
def test_a_message_is_read_whatever_stands_around_it(name: str) -> None:
    (message,) = read_messages(SAMPLES[name])
    assert message.number == 5
    told = (message.role, message.goal, message.session_id, message.status, message.ready)
    assert told == SAID


@pytest.mark.parametrize(
    "text",
    [
        "My registration number: 5, my role is to help.",
        "The registration form asks for NUMBER, ROLE and GOAL.",
        "## Registration\n\nEach session picks a number.\n\nNUMBER: 5\nROLE: x",
        "## Registration\n\n### Session #5:\n- **NUMBER**: 5\n- **ROLE**: Lead - Lead",
        "REGISTRATION COMPLETE\nNUMBER: [1-12]\nROLE: [role]\nGOAL: [goal]\nSTATUS: REGISTERED",
        "REGISTRATION COMPLETE<br>NUMBER: [1-12]<br>ROLE: [role]<br>GOAL: [goal]",
        "REGISTRATION: NUMBER=<n> ROLE=<role> GOAL=<goal> SESSION_ID=<id> STATUS=REGISTERED",
        "| NUMBER | ROLE | GOAL |\n|---|---|---|\n| 5 | Outreach | Send mails |",
        BLOCK,
    ],
)
def test_a_text_that_only_speaks_of_messages_is_none(text: str) -> None:
    assert read_messages(text) == ()


def test_two_messages_stay_two() -> None:
    other = LINE.replace("=5", "=6")
    for text in (f"{LINE}\n{other}", f"{LINE} {other}", f"{WHOLE}\n\n{other}", f"{WHOLE}\n{other}"):
        assert [message.number for message in read_messages(text)] == [5, 6]


@pytest.mark.parametrize("behind", ["I wait now.", "Then I set GOAL=9 for READY=NO.", "GOAL is 9."])
def test_what_is_said_below_a_message_is_no_part_of_it(behind: str) -> None:
    short = LINE.partition(" SESSION_ID")[0]
    assert read_messages(f"{short}\n{behind}\n")[0].goal == FIELDS[2][1]
    block = WHOLE.partition("\nSESSION_ID")[0]
    assert read_messages(f"{block}\n{behind}\nGOAL: 9\n")[0].goal == FIELDS[2][1]


def test_prose_that_has_a_field_wraps_no_short_line_and_no_other_value() -> None:
    short = "REGISTRATION: NUMBER=5 ROLE=a - b GOAL=Send 5"
    (message,) = read_messages(f"{short}\nThen I say READY=NO\n")
    assert (message.goal, message.ready) == ("Send 5", None)
    long = LINE.partition(" STATUS")[0]
    (message,) = read_messages(f"{long}\nThen I say STATUS=PENDING\n")
    assert (message.session_id, message.status) == ("marketing-outreach-2", None)


def test_a_cell_ends_the_last_field_and_bars_between_fields_end_none() -> None:
    for text in ("NUMBER=5 ROLE=a | b GOAL=Send 5", "NUMBER=5 | ROLE=a | b | GOAL=Send 5"):
        assert read_messages(f"| 5 | REGISTRATION: {text} | done |")[0].goal == "Send 5"
        assert read_messages(f"REGISTRATION: {text} | done")[0].goal == "Send 5 | done"


def test_a_role_that_ends_with_the_word_begins_no_message() -> None:
    text = "REGISTRATION: NUMBER=5 ROLE=Desk - Handle the registration GOAL=Register 5 a day"
    (message,) = read_messages(text)
    assert (message.role, message.goal) == ("Desk - Handle the registration", "Register 5 a day")


def test_a_message_in_json_keeps_its_line() -> None:
    text = f"{{}}\n{SAMPLES['JSON']}\n{LINE}"
    assert [message.line for message in read_messages(text)] == [2, 3]


def test_quotes_carry_any_text_and_part_title_from_work() -> None:
    text = r'REGISTRATION: NUMBER=5 ROLE="A - B" - "send\nGOAL\=9, \u003d \"x\"" GOAL="C:\q 5"'
    (message,) = read_messages(text)
    assert message.role_parts == ("A - B", 'send\nGOAL=9, = "x"')
    assert message.goal == r"C:\q 5"  # no escape that we know, so that it is none


def test_an_escape_says_that_a_text_is_no_placeholder() -> None:
    for goal, read in ((r'"\[x]"', "[x]"), ('"[x]"', None), (r"\[x\]", None), ("[x]", None)):
        (message,) = read_messages(f"REGISTRATION: NUMBER=5 ROLE=a - b GOAL={goal}")
        assert message.goal == read


def test_a_field_that_is_missing_or_unreadable_is_none() -> None:
    (message,) = read_messages("REGISTRATION COMPLETE\nNUMBER: five\nROLE: Lead - Lead")
    assert message == Registration(None, "Lead - Lead", None, None, None, None, 1)
