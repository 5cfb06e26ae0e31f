"""A key in a record is one that its session has shown, and nobody speaks in another's name."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from muster.git.ssh_keygen import public_key
from support.office import BID, Office
from support.remotes import Team, prepare
from support.repos import claim, path_of, record

ONE = "refs/heads/claim/001"
UNSHOWN = "nothing shows that the session has it"
WORDS = ("copywriter", "newsletter")
"""What the stranger's record says."""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Team:
    """The team that each test gets a copy of."""
    return prepare(tmp_path_factory.mktemp("possession") / "here")


@pytest.fixture
def team(made: Team, tmp_path: Path) -> Team:
    return made.copy(tmp_path / "here")


def _with_key(team: Team, key: str, session: str = "session-one", **more: str) -> dict:
    return claim(1, session, key=team.public(key), **more)


def test_a_claim_does_not_come_to_list_the_key_of_somebody_else(team: Team) -> None:
    first = team.claim(1)
    team.lets_in(f"{first}:{ONE}")
    foreign = team.step(_with_key(team, "two"), "one", first)
    team.refuses(f"{foreign}:{ONE}", told=UNSHOWN)
    again = team.step(_with_key(team, "two", schedule="[{do: Rest}]"), "one", foreign)
    team.refuses_each(
        (f"{again}:{ONE}", "M402"), (f"{team.step({}, 'one', foreign)}:{ONE}", "M402")
    )
    team.lets_in(f"{team.step({}, 'two', foreign)}:{ONE}")


def test_an_approved_record_does_not_come_to_list_it_either(team: Team) -> None:
    landed = team.land(team.claim(1))
    foreign = team.step(_with_key(team, "two"), "one", landed)
    team.refuses(f"{foreign}:{ONE}", told=UNSHOWN)
    team.refuses(f"{team.merge(foreign)}:refs/heads/main", told=UNSHOWN)
    team.lets_in(f"{team.step(_with_key(team, 'two'), 'approver', landed)}:{ONE}")


def test_what_the_victim_signed_elsewhere_shows_nothing(team: Team) -> None:
    """Neither before the key came in nor beside it."""
    theirs = team.claim(2, "two")
    team.lets_in(f"{theirs}:refs/heads/claim/002")
    first = team.claim(1)
    foreign = team.step(_with_key(team, "two"), "one", first)
    tree = team.tree({}, foreign)
    for parents in ([foreign, theirs], [theirs, foreign]):
        team.refuses(f"{team.sign(tree, parents, 'one')}:{ONE}")


def test_a_rebinding_is_signed_by_both_and_the_new_session_goes_on(
    guarded_approved: Office,
) -> None:
    office = guarded_approved
    old = office.refs()["refs/heads/main"]
    done = office.muster("rebind", "2", "--session-id", "b", "--json")
    assert (done.code, done.json["code"]) == (0, "rebound"), done
    brought = office.hub.git("rev-list", f"{old}..claim/002").split()
    assert len(brought) == 2
    assert office.hub.git("diff-tree", "-r", brought[0]) == ""
    signed = {office.hub.git("cat-file", "commit", one).partition("gpgsig")[1] for one in brought}
    assert signed == {"gpgsig"}
    office.approve("2")
    goal = BID.replace("4 newsletters", "5 newsletters")
    amended = office.muster("amend", "--session-id", "b", "--from", "-", "--json", given=goal)
    assert amended.code == 0, amended
    office.approve("2")
    assert "5 newsletters" in office.blob("main", 2)
    assert office.muster("audit").code == 0


def test_an_approver_hands_a_number_to_a_key_by_its_public_half(guarded_held: Office) -> None:
    office = guarded_held
    new = office.make_key("new")
    words = ("rebind", "2", "--session-id", "b", "--public-key", f"{new}.pub")
    done = office.muster(*words, *office.by_approver, "--json")
    assert (done.code, done.json["code"]) == (0, "rebound"), done
    office.approve("2")
    amend = ("amend", "--session-id", "b", "--key", str(new), "--from", "-")
    assert office.muster(*amend, given=BID).code == 0


def test_a_holder_does_not_hand_a_number_to_a_key_that_nobody_showed(
    guarded_approved: Office,
) -> None:
    office = guarded_approved
    before = office.refs()
    victim = office.make_key("victim")
    words = ("rebind", "2", "--session-id", "b", "--public-key", f"{victim}.pub", "--json")
    done = office.muster(*words)
    assert done.code == 1, done
    told = {f["code"]: f["message"] for f in done.json["data"]["findings"]}
    assert UNSHOWN in told["M402"]
    assert office.refs() == before


# What somebody else says in a session's name


def _told(office: Office, **state: str) -> tuple[str, str]:
    """What ``whoami`` and the start hook print to the session ``victim``."""
    who = office.muster("whoami", "--session-id", "victim", "--json", **state)
    assert who.code == 0, who
    plain = office.muster("whoami", "--session-id", "victim", **state)
    given = json.dumps({"session_id": "victim", "source": "startup"})
    start = office.muster("whoami", "--session-start", given=given, **state)
    assert start.code == 0
    shown = "".join((who.out, plain.out, plain.err, start.out)).lower()
    assert not any(word in shown for word in WORDS), shown
    return who.json["code"], json.loads(start.out)["hookSpecificOutput"]["additionalContext"]


def test_a_strangers_claim_in_a_sessions_name_says_nothing_to_it(office: Office) -> None:
    office.claim("victim", "--number", "4", "--from", "-", given=BID)
    own = {"MUSTER_STATE_HOME": str(office.folder / "elsewhere")}
    code, context = _told(office, **own)
    assert code == "claimed-by-another-key"
    assert "with a key that is not here" in context
    for wish in (["--next"], ["--number", "5"]):
        done = office.muster("claim", *wish, "--session-id", "victim", "--json", **own)
        assert (done.code, done.json["code"]) == (1, "foreign-key")
        assert not any(word in done.out.lower() for word in WORDS)
    # Who has the key sees it, and nobody waits for a claim that is not theirs.
    assert "Copywriter" in office.muster("whoami", "--session-id", "victim").out


def test_a_record_that_nobody_approved_says_nothing_to_its_session(office: Office) -> None:
    one = office.one
    role = "{title: Copywriter, does: Write the newsletter}"
    key = public_key(office.make_key("thief"))
    files = {path_of(3): record(3, "victim", key=key, role=role)}
    commit = one.commit(files, on="bypass", parents=[one.git("rev-parse", "origin/main")])
    one.git("push", "--quiet", "origin", f"{commit}:refs/heads/main")
    one.git("fetch", "--quiet", "origin")
    code, context = _told(office)
    assert code == "not-verified"
    assert "Ask your human before any work" in context
