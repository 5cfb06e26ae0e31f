"""What a session may bring to a claim: YAML or one registration message, and nothing else."""

import pytest

from muster.flows.bid import Bid, made_name, read_bid
from muster.model.error import UsageError
from muster.model.strict_yaml import MOST_BYTES
from muster.model.template import template

ONE_LINE = (
    "REGISTRATION: NUMBER=5 ROLE=Outreach AI - Personalize and send emails "
    "GOAL=Send 16 emails daily → $120k MRR SESSION_ID=marketing-outreach-2 STATUS=PENDING"
)
BLOCK = """\
🎯 **REGISTRATION COMPLETE**
═══════════════════
NUMBER: 5
ROLE: Outreach AI - Personalize and send emails
GOAL: Send 16 emails daily → $120k MRR
SESSION_ID: session-1763243134
STATUS: ✅ REGISTERED
READY: YES ✅
"""
RECORD = """\
number: 5
name: marketing-outreach-2
session_id: session-1763243134
role: {title: Outreach AI, does: Personalize and send emails}
goal: {statement: Send 16 emails daily}
responsibilities: [Write emails]
schedule: [{do: Send, at: "10:00"}]
status: registered
ready: true
timestamp: 2025-11-15T21:45:34Z
key: none
"""


def _refusal(text: str | bytes) -> str:
    with pytest.raises(UsageError) as caught:
        read_bid(text.encode() if isinstance(text, str) else text, "the file")
    assert caught.value.code == "unusable-text"
    assert caught.value.message.startswith("the file can't be claimed with: ")
    return caught.value.message


def test_a_record_gives_what_identifies_it_and_the_agreement_as_written() -> None:
    bid = read_bid(RECORD.encode(), "x")
    assert (bid.number, bid.name, bid.session_id) == (
        5,
        "marketing-outreach-2",
        "session-1763243134",
    )
    assert list(bid.agreement) == ["role", "goal", "responsibilities", "schedule"]
    assert bid.agreement["goal"] == {"statement": "Send 16 emails daily"}
    assert bid.complete
    assert not bid.message


def test_a_part_of_a_record_is_enough_and_not_complete() -> None:
    bid = read_bid(b"goal: {statement: Send 3 emails}\n", "x")
    assert bid == Bid(agreement={"goal": {"statement": "Send 3 emails"}})
    assert not bid.complete


@pytest.mark.parametrize("text", [ONE_LINE, BLOCK], ids=["one line", "block"])
def test_both_forms_of_the_message_give_number_role_and_goal(text: str) -> None:
    bid = read_bid(text.encode(), "x")
    assert bid.number == 5
    assert bid.agreement["role"] == {
        "title": "Outreach AI", "does": "Personalize and send emails",
    }  # fmt: skip
    assert bid.agreement["goal"]["statement"] == "Send 16 emails daily → $120k MRR"
    assert bid.message
    assert bid.complete


def test_the_session_id_of_a_message_may_be_the_name_of_its_slot() -> None:
    named = read_bid(ONE_LINE.encode(), "x")
    assert (named.name, named.session_id) == ("marketing-outreach-2", None)
    assert read_bid(BLOCK.encode(), "x").session_id == "session-1763243134"


def test_a_message_inside_other_words_is_found() -> None:
    assert read_bid(f"Hello team!\n\n> {ONE_LINE}\n\nBye.".encode(), "x").number == 5


def test_a_form_without_its_names_is_refused_with_what_is_missing() -> None:
    form = template(9)
    both = "name and the name of a metric of the goal are still to be filled in"
    assert both in _refusal(form)
    named = form.replace('"[your-name]"', "tester")
    assert ": the name of a metric of the goal is still to be filled in" in _refusal(named)
    metric = form.replace("[your_metric]", "faults_found")
    assert ": name is still to be filled in" in _refusal(metric)
    for odd in ("role: {title: a}\ngoal: [x]\n", "goal: {metrics: {name: a}}\n", "goal: 5\n"):
        read_bid(odd.encode(), "x")  # the judge says what else is wrong


def test_a_refusal_tells_where_a_better_text_is() -> None:
    for given, told in (((), "muster roster"), (("muster show 9",), "muster show 9")):
        with pytest.raises(UsageError) as caught:
            read_bid(b"no text", "the file", *given)
        assert caught.value.commands == (told,)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "with: The file has no content"),
        ("Hello there\n", "neither a record"),
        ("- number: 5\n", "neither a record"),
        ("title: Copywriter\n", "neither a record"),
        ("number: 5\nnumber: 6\n", "line 2"),
        ("number: [\n", "line "),
        ("role: &a {title: x}\ngoal: *a\n", "line 1"),
        (b"number: 5\nname: \xff\n", "UTF-8"),
        ("number: 5\nflavour: apple\n", "'flavour' is no field of a record"),
        ("number: five\n", "number is 'five', which is no int"),
        ("number: true\n", "number is True, which is no int"),
        ("role: {title: x}\nname: 7\n", "name is 7, which is no str"),
        (f"{ONE_LINE}\n{ONE_LINE.replace('=5', '=6')}\n", "2 registration messages"),
        ("#" * (MOST_BYTES + 1), "65,537 bytes"),
    ],
)  # fmt: skip
def test_what_can_t_be_meant_is_refused_with_its_place(text: str | bytes, told: str) -> None:
    assert told in _refusal(text)


def test_hostile_bytes_end_in_a_refusal_and_nothing_else() -> None:
    for text in (b"\0", b"\xef\xbb\xbf", b"[" * 60_000, b"REGISTRATION:" * 4_000, b"%YAML 9\n"):
        _refusal(text)


def test_a_made_name_has_the_roles_words_and_the_number() -> None:
    assert made_name(Bid(agreement={"role": {"title": "Sales & Support AI"}}), 7) == (
        "sales-support-ai-7"
    )
    for role in ({}, {"title": "日本語"}, {"title": 3}, "x", None):
        assert made_name(Bid(agreement={"role": role}), 7) == "session-7"
    long = made_name(Bid(agreement={"role": {"title": "word " * 40}}), 100_000)
    assert len(long) <= 64


def test_what_show_prints_for_a_free_number_can_be_claimed_with() -> None:
    form = template(9).replace('"[your-name]"', "tester").replace("[your_metric]", "faults_found")
    bid = read_bid(form.encode(), "x")
    assert (bid.number, bid.name, bid.session_id) == (9, "tester", None)
    assert bid.complete
