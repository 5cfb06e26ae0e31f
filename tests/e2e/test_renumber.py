"""Renumbering: the new number and the release of the old one arrive together, or neither does."""

import yaml

from support.office import BID, Office
from support.repos import Done


def _renumber(office: Office, session: str, number: int, *more: str, given: str = "") -> Done:
    return office.muster(
        "renumber", str(number), "--session-id", session, "--json", *more, given=given
    )


def _held(office: Office, session: str) -> int | None:
    return office.muster("whoami", "--session-id", session, "--json").json["data"].get("number")


def test_a_claim_under_way_moves_and_leaves_its_number_free(guarded_held: Office) -> None:
    done = _renumber(guarded_held, "a", 3)
    assert (done.code, done.json["code"]) == (0, "renumbered"), done
    assert _held(guarded_held, "a") == 3
    assert yaml.safe_load(guarded_held.blob("claim/002", 2))["status"] == "pending"
    waits = guarded_held.muster("roster", "--remote", "--json").json["data"]["waiting"]
    assert [one["number"] for one in waits] == [3]
    again = _renumber(guarded_held, "a", 3)
    assert (again.code, again.json["code"]) == (0, "already-claimed")
    guarded_held.claim("b", "--number", "2")
    guarded_held.approve("--all")
    assert guarded_held.muster("check", "--ref", "origin/main").code in (0, 4)


def test_an_approved_number_is_given_up_by_the_commit_that_takes_the_new_one(
    guarded_approved: Office,
) -> None:
    done = _renumber(guarded_approved, "a", 3)
    assert (done.code, done.json["code"]) == (0, "renumbered"), done
    assert _held(guarded_approved, "a") == 3
    guarded_approved.approve("3")
    assert yaml.safe_load(guarded_approved.blob("main", 2))["status"] == "pending"
    assert yaml.safe_load(guarded_approved.blob("main", 3))["session_id"] == "a"
    guarded_approved.claim("b", "--number", "2")


def test_a_free_number_takes_the_claims_role_along(office: Office) -> None:
    office.claim("a", "--number", "4", "--from", "-", given=BID)
    done = _renumber(office, "a", 6)
    assert (done.code, done.json["code"]) == (0, "renumbered"), done
    landed = yaml.safe_load(office.blob("claim/006", 6))
    assert landed["role"]["title"] == "Copywriter"
    assert landed["name"] == "copywriter-4"
    office.approve("6")
    to_free = _renumber(office, "a", 5)
    assert (to_free.code, to_free.json["code"]) == (2, "no-name")
    text = "name: editor\nrole: {title: Editor, does: Edit the pages}\n"
    moved = _renumber(office, "a", 5, "--from", "-", given=text)
    assert moved.code == 0, moved
    office.approve("5")
    assert yaml.safe_load(office.blob("main", 5))["role"]["title"] == "Editor"


def test_a_taken_number_is_lost_and_nothing_moves(held: Office) -> None:
    held.claim("b", "--number", "3")
    before = held.refs()
    done = _renumber(held, "a", 3)
    assert (done.code, done.json["code"]) == (5, "number-taken")
    assert done.json["data"]["holder"]["session_id"] == "b"
    assert held.refs() == before
    next_ = done.json["next"][0].split(" ")
    assert next_[1] == "renumber"
    assert held.muster(*next_[1:], "--json").code == 0
    assert _held(held, "a") == 1


def test_what_can_t_be_moved_is_refused(office: Office) -> None:
    none = _renumber(office, "a", 3)
    assert (none.code, none.json["code"]) == (1, "holds-none")
    office.claim("a", "--number", "2")
    assert _renumber(office, "a", 7).json["code"] == "no-such-number"
    assert _renumber(office, "a", 2).json["code"] == "already-claimed"
    wrong = _renumber(office, "a", 3, "--key", str(office.make_key("other")))
    assert (wrong.code, wrong.json["code"]) == (1, "foreign-key")
    assert set(office.refs()) == {"refs/heads/main", "refs/heads/claim/002"}


def test_who_leaves_a_planned_slot_fills_in_the_form_of_a_free_number(office: Office) -> None:
    """The way that M306 offers: the slot keeps its name, so the number gets one of its own."""
    office.claim("a", "--number", "2")
    form = office.muster("show", "5").out
    unfilled = _renumber(office, "a", 5, "--from", "-", given=form)
    assert unfilled.code == 2, unfilled
    done = _renumber(office, "a", 5, "--from", "-", given=f"name: editor\n{BID}")
    assert (done.code, done.json["code"]) == (0, "renumbered"), done
    assert _held(office, "a") == 5
