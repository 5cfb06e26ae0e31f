"""Releasing: a claim is free at once, an approved number when its release is approved."""

import yaml

from support.office import BID, Office
from support.repos import Done, goal


def _release(office: Office, *arguments: str, **env: str) -> Done:
    return office.muster("release", *arguments, "--json", **env)


def test_a_claim_under_way_is_free_at_once(guarded_held: Office) -> None:
    done = _release(guarded_held, "--session-id", "a")
    assert (done.code, done.json["code"]) == (0, "released"), done
    assert done.json["data"]["number"] == 2
    guarded_held.claim("b", "--number", "2")
    assert yaml.safe_load(guarded_held.blob("claim/002", 2))["session_id"] == "b"
    again = _release(guarded_held, "--session-id", "a")
    assert (again.code, again.json["code"]) == (1, "holds-none")
    guarded_held.claim("a", "--next")
    guarded_held.approve("--all")


def test_a_free_number_that_is_released_has_no_record(office: Office) -> None:
    office.claim("a", "--number", "4", "--from", "-", given=BID)
    assert _release(office, "4", "--session-id", "a").code == 0
    assert "registry/sessions/004.yaml" not in office.hub.git(
        "ls-tree", "-r", "--name-only", "claim/004"
    )
    assert office.claim("b", "--next", "--from", "-", given=BID).json["data"]["number"] == 4


def test_an_approved_number_waits_for_its_release_to_be_approved(approved: Office) -> None:
    done = _release(approved, "--session-id", "a")
    assert (done.code, done.json["code"]) == (0, "release-waits"), done
    assert done.json["next"] == ["muster approve 2"]
    lost = approved.muster("claim", "--number", "2", "--session-id", "b")
    assert lost.code == 5
    waits = approved.muster("roster", "--remote", "--json").json["data"]["waiting"]
    assert [(one["number"], one["what"]) for one in waits] == [(2, "release")]
    approved.approve("2")
    landed = yaml.safe_load(approved.blob("main", 2))
    assert landed["status"] == "pending"
    assert not {"session_id", "ready", "timestamp", "key"} & set(landed)
    assert landed["role"]["title"] == "Babafixist"
    approved.claim("b", "--number", "2")


def test_an_approver_releases_a_session_that_is_gone(guarded_held: Office) -> None:
    elsewhere = {"MUSTER_STATE_HOME": str(guarded_held.folder / "elsewhere")}
    mine = _release(guarded_held, "2", "--session-id", "a", **elsewhere)
    assert (mine.code, mine.json["code"]) == (1, "foreign-key")
    done = _release(guarded_held, "2", *guarded_held.by_approver, **elsewhere)
    assert (done.code, done.json["code"]) == (0, "released"), done
    guarded_held.claim("b", "--number", "2")
    guarded_held.approve("2")
    waits = _release(guarded_held, "2", *guarded_held.by_approver, **elsewhere)
    assert (waits.code, waits.json["code"]) == (0, "release-waits"), waits
    guarded_held.approve("2")
    assert yaml.safe_load(guarded_held.blob("main", 2))["status"] == "pending"


def test_a_stranger_releases_nothing(guarded_held: Office) -> None:
    before = guarded_held.refs()
    key = str(guarded_held.make_key("stranger"))
    under_way = _release(guarded_held, "2", "--key", key)
    assert under_way.code == 1, under_way
    guarded_held.approve("2")
    landed = _release(guarded_held, "2", "--key", key)
    assert landed.code == 1, landed
    assert landed.json["data"]["findings"]
    assert guarded_held.refs()["refs/heads/claim/002"] == before["refs/heads/claim/002"]
    nobody = _release(guarded_held, "3", "--key", key)
    assert (nobody.code, nobody.json["code"]) == (1, "nobody-holds")
    other = _release(guarded_held, "3", "--session-id", "a")
    assert (other.code, other.json["code"]) == (1, "holds-none")
    assert _release(guarded_held, "2").json["code"] == "no-session-id"


def test_a_change_that_waits_is_taken_back_with_the_number(guarded_approved: Office) -> None:
    office = guarded_approved
    text = f"goal: {goal(9)}\n"
    assert office.muster("amend", "--session-id", "a", "--from", "-", given=text).code == 0
    done = _release(office, "--session-id", "a")
    assert (done.code, done.json["code"]) == (0, "release-waits"), done
    office.approve("2")
    landed = yaml.safe_load(office.blob("main", 2))
    assert (landed["status"], landed["goal"]["statement"]) == ("pending", "Send 2 emails a day")


def test_a_release_that_waits_is_told_again(approved: Office) -> None:
    first = _release(approved, "--session-id", "a")
    again = _release(approved, "--session-id", "a")
    assert (again.code, again.json["code"]) == (0, "release-waits"), again
    assert again.json["data"]["commit"] == first.json["data"]["commit"]
    by_approver = _release(approved, "2", *approved.by_approver)
    assert by_approver.json["data"]["commit"] == first.json["data"]["commit"]
    other = _release(approved, "--session-id", "nobody")
    assert (other.code, other.json["code"]) == (1, "holds-none")


def test_a_claim_made_again_within_the_second_is_another_commit(guarded_held: Office) -> None:
    tips = {guarded_held.hub.tip("claim/002")}
    for _ in range(3):
        assert _release(guarded_held, "--session-id", "a").code == 0
        tips.add(guarded_held.hub.tip("claim/002"))
        guarded_held.claim("a", "--number", "2")
        tips.add(guarded_held.hub.tip("claim/002"))
    assert len(tips) == 7
