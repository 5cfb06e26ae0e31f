"""muster message: what is written is read back, and every wrong use is told."""

from pathlib import Path
from typing import Any

import pytest

from muster.render.untrusted import for_terminal
from support.office import Office
from support.repos import Repo, claim, path_of, record

SEED = Path(__file__).parents[1] / "data/seed/session-identity-registry.md"
LINE = (
    "REGISTRATION: NUMBER=5 ROLE=Outreach AI - Send emails GOAL=Send 17 emails daily "
    "SESSION_ID=marketing-outreach-2 STATUS=REGISTERED"
)


def _parsed(repo: Repo, text: str) -> list[dict[str, Any]]:
    """What the command reads out of a text."""
    file = repo.folder.parent / "message.txt"
    file.write_text(text, encoding="utf-8")
    done = repo.muster("message", "--parse", str(file), "--json")
    assert done.code == 0, done
    found: list[dict[str, Any]] = done.json["data"]["messages"]
    return found


def test_the_real_documents_messages_are_read_garbled_signs_and_all(repo: Repo) -> None:
    done = repo.muster("message", "--parse", str(SEED), "--json")
    assert (done.code, done.json["code"]) == (0, "read")
    first, second = done.json["data"]["messages"]
    assert first == {
        "number": 1,
        "role": {"title": "Orchestrator", "does": "Master Coordinator"},
        "goal": "Coordinate 12 sessions → $120k MRR",
        "metrics": [
            {"name": "sessions_coordinated", "exactly": 12},
            {"name": "mrr", "at_least": 120000, "unit": "USD", "per": "month"},
        ],
        "session_id": None,
        "name": "marketing-orchestrator",
        "status": "registered",
        "ready": True,
        "line": 239,
        "untold": [],
    }
    assert (second["number"], second["line"]) == (2, 250)


def test_standard_input_is_read_without_a_file_and_for_a_dash(office: Office) -> None:
    for given in ((), ("-",)):
        done = office.muster("message", "--parse", *given, "--json", given=f"Hello!\n{LINE}\n")
        assert (done.code, done.json["code"]) == (0, "incomplete")
        assert done.json["message"] == "1 registration message; 1 lacks something."
        (message,) = done.json["data"]["messages"]
        assert (message["number"], message["ready"], message["line"]) == (5, None, 2)
        assert message["untold"] == ["READY is missing, or neither YES nor NO."]
    plain = office.muster("message", "--parse", given=f"{LINE}\n{LINE} READY=YES\n")
    assert plain.code == 0
    assert "Line 1: number 5\n  Role       Outreach AI: Send emails\n" in plain.out
    assert "- emails_sent exactly 17 per day\n" in plain.out
    assert plain.out.count("? READY is missing") == 1
    assert plain.out.endswith("2 registration messages; 1 lacks something.\n")


def test_a_text_without_a_message_is_told_what_one_looks_like(office: Office) -> None:
    for text in ("", "Hello\n", "Your registration number: 5\n", b"\xff\xfe\0\0"):
        done = office.muster("message", "--parse", "--json", given=text)
        assert (done.code, done.json["code"]) == (2, "no-message")
        assert "REGISTRATION: NUMBER=5 ROLE=" in done.json["message"]
        assert done.json["next"] == ["muster message --write"]


def test_hostile_messages_end_in_a_tame_answer(office: Office) -> None:
    hostile = 'REGISTRATION: NUMBER=5 ROLE="\\u001b[2Jx - y" GOAL=5 \x1b]0;t\x07 ::a ##[x'
    plain = office.muster("message", "--parse", given=hostile)
    assert plain.code == 0
    assert all(for_terminal(line) == line for line in plain.out.splitlines())
    for text in (b"REGISTRATION: " * 80_000, b"a" * (1 << 20), b"\0" * 1000):
        assert office.muster("message", "--parse", given=text).code == 2


def test_what_is_no_text_to_read_is_refused(office: Office) -> None:
    big = office.muster("message", "--parse", "--json", given=b"a" * ((1 << 20) + 1))
    assert (big.code, big.json["code"]) == (2, "oversized-document")
    gone = office.muster("message", "--parse", "gone.md", "--json")
    assert (gone.code, gone.json["code"]) == (2, "no-such-file")
    folder = office.muster("message", "--parse", ".", "--json")
    assert (folder.code, folder.json["code"]) == (3, "unreadable-file")


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("--parse", "--write"),
        ("5",),
        ("--write", "0"),
        ("--write", "-"),
        ("--write", "9" * 5000),
        ("--write", "²"),
        ("--write", "1", "--form", "poem"),
        ("--write", "1", "--ref", "main", "--remote", "origin"),
        ("--parse", "--form", "line"),
        ("--parse", "--session-id", "a"),
    ],
)
def test_what_can_t_be_meant_is_a_usage_error(repo: Repo, arguments: tuple[str, ...]) -> None:
    done = repo.muster("message", *arguments, "--json")
    assert (done.code, done.json["code"]) == (2, "usage")


def test_a_planned_slots_message_is_written_and_read_back(repo: Repo) -> None:
    done = repo.muster("message", "--write", "3")
    assert (done.code, done.err) == (0, "")
    assert done.out.splitlines()[1] == "REGISTRATION PENDING"
    line = repo.muster("message", "--write", "3", "--form", "line")
    assert line.out.startswith("REGISTRATION: NUMBER=3 ROLE=")
    assert line.out.count("\n") == 1
    told = [_parsed(repo, one.out) for one in (done, line)]
    for (message,) in told:
        del message["line"]
    assert told[0] == told[1]
    (message,) = told[0]
    assert (message["number"], message["name"], message["status"]) == (3, "worker-3", "pending")


def test_the_ref_says_whose_record_it_is(repo: Repo) -> None:
    repo.commit(claim(2, "alpha"), on="other")
    done = repo.muster("message", "--write", "2", "--ref", "other", "--json")
    assert (done.code, done.json["code"]) == (0, "written")
    data = done.json["data"]
    assert (data["number"], data["form"], data["ref"]) == (2, "block", "other")
    assert "SESSION_ID: worker-2 (session alpha)\nSTATUS: ✅ REGISTERED\nREADY: YES" in data["text"]
    own = repo.muster("message", "--write", "--ref", "other", "--session-id", "Alpha", "--json")
    assert own.json["data"] == data
    none = repo.muster("message", "--write", "--ref", "main", "--session-id", "alpha", "--json")
    assert (none.code, none.json["code"]) == (1, "holds-none")


def test_a_number_without_a_record_has_no_message(repo: Repo) -> None:
    done = repo.muster("message", "--write", "9", "--json")
    assert (done.code, done.json["code"]) == (2, "no-record")
    repo.commit({path_of(4): "number: [\n"})
    broken = repo.muster("message", "--write", "4", "--json")
    assert (broken.code, broken.json["code"]) == (1, "unreadable")


def test_the_own_message_is_that_of_the_claim_under_way(held: Office) -> None:
    by = ("--session-id", "a", "--json")
    own = held.muster("message", "--write", *by).json["data"]
    assert (own["number"], own["ref"]) == (2, "origin/claim/002")
    assert own["commit"] == held.refs()["refs/heads/claim/002"]
    assert "STATUS: ✅ REGISTERED" in own["text"]
    assert held.muster("message", "--write", "2", *by).json["data"] == own
    assert held.muster("message", "--write", "2", "--remote", "origin", *by).json["data"] == own
    for others in (("--session-id", "b"), ()):  # main is what everybody else is told
        done = held.muster("message", "--write", "2", *others, "--json")
        assert done.json["data"]["ref"] == "origin/main"
        assert "REGISTRATION PENDING" in done.json["data"]["text"]


def test_a_claim_in_ones_name_with_another_key_is_not_written(held: Office) -> None:
    done = held.muster(
        "message", "--write", "--session-id", "a", "--json",
        MUSTER_STATE_HOME=str(held.folder / "other"),
    )  # fmt: skip
    assert (done.code, done.json["code"]) == (1, "claimed-by-another-key")


def test_a_session_with_a_key_of_its_own_names_it(office: Office) -> None:
    key = str(office.make_key("mine"))
    office.claim("b", "--number", "1", "--key", key)
    by = ("message", "--write", "--session-id", "b", "--json")
    assert office.muster(*by, "--key", key).json["data"]["number"] == 1
    assert office.muster(*by).json["code"] == "claimed-by-another-key"


def test_the_own_message_is_mains_once_it_is_approved(approved: Office) -> None:
    by = ("--session-id", "a", "--json")
    own = approved.muster("message", "--write", *by).json["data"]
    assert (own["number"], own["ref"], own["stale"]) == (2, "origin/main", None)
    approved.hub.folder.rename(approved.folder / "gone.git")
    stale = approved.muster("message", "--write", *by).json["data"]
    assert "can't be reached" in stale["stale"]
    assert stale["text"] == own["text"]
    plain = approved.muster("message", "--write", "--session-id", "a")
    assert (plain.out, plain.code) == (f"{own['text']}\n", 0)
    assert "told from the last look" in plain.err


def test_a_session_without_a_number_is_told_how_to_claim_one(office: Office) -> None:
    done = office.muster("message", "--write", "--session-id", "nobody", "--json")
    assert (done.code, done.json["code"]) == (1, "holds-none")
    assert done.json["next"] == ["muster claim --next"]
    unknown = office.muster("message", "--write", "--json")
    assert (unknown.code, unknown.json["code"]) == (2, "no-session-id")


def test_a_hostile_record_forges_nothing(repo: Repo) -> None:
    text = "x\\nREGISTRATION: NUMBER=9 ROLE=a - b ::set-env ##[error] ━━ ✅"
    repo.commit({path_of(2): record(2, "a", role=f'{{title: "GOAL=1 - y", does: "{text}"}}')})
    for form in ("block", "line"):
        done = repo.muster("message", "--write", "2", "--form", form)
        assert all(for_terminal(line) == line for line in done.out.splitlines())
        (message,) = _parsed(repo, done.out)
        assert (message["number"], message["goal"]) == (2, "Send 2 emails a day")
        assert message["role"]["title"] == "GOAL=1 - y"


def test_a_written_message_can_be_claimed_with(held: Office) -> None:
    written = held.muster("message", "--write", "--session-id", "a")
    Path(held.one.folder, "message.txt").write_text(written.out, encoding="utf-8")
    again = held.muster("claim", "--from", "message.txt", "--json")
    assert (again.code, again.json["data"]["session_id"]) == (0, "a"), again
