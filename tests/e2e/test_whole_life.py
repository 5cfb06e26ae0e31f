"""A whole life: twelve claims, approvals, a ruling, consensus, a rebinding, and a second round.

The team is the one whose registry this repository ships; everything is real.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from support.office import Office
from support.repos import Done, Repo, together

ROOT = Path(__file__).parents[2]
TEAM = range(1, 13)
DECISION = "decision: The prospects decide, 16 and 17.\n"


def begin(folder: Path) -> Office:
    """An empty registry of the real team on a remote, and a clone."""
    folder.mkdir()
    office = Office(folder)
    office.make_key("approver")
    made = office.muster(
        "remote", "init", "hub.git", "--from", str(ROOT), "--approver-key", "approver.pub",
        "--approver-name", "Ann", at=folder,
    )  # fmt: skip
    assert made.code == 0, made
    one = Repo.make(folder / "one")
    one.git("remote", "add", "origin", "../hub.git")
    one.git("fetch", "--quiet", "origin")
    one.git("update-ref", "refs/heads/main", "origin/main")
    for number in TEAM:
        office.clone(f"s{number}")
    return office


def act(office: Office, number: int, *arguments: str, given: str = "") -> Done:
    """A command of one session in its own clone."""
    who = f"session-{number}"
    return office.muster(*arguments, "--session-id", who, "--json", at=f"s{number}", given=given)


def fine(done: Done) -> dict[str, Any]:
    """The data of a command that must succeed."""
    assert done.code == 0, done
    found: dict[str, Any] = done.json["data"]
    return found


def status(office: Office) -> dict[str, Any]:
    """Where consensus stands, for somebody who just fetched."""
    office.one.git("fetch", "--quiet", "--prune", "origin", "+refs/heads/*:refs/remotes/origin/*")
    return fine(office.muster("status", "--json"))


def points(told: dict[str, Any]) -> list[str]:
    return [point["state"] for point in told["checklist"]]


def all_acknowledge(office: Office) -> None:
    """All at once, from twelve clones: each is in at the end."""
    done = together(*(partial(act, office, number, "ack") for number in TEAM))
    assert [one.code for one in done] == [0] * len(TEAM), done


def test_a_whole_life(tmp_path: Path) -> None:
    office = begin(tmp_path / "office")
    for number in TEAM:
        fine(act(office, number, "claim", "--number", str(number)))
    waits = status(office)["checklist"][0]
    assert waits["detail"] == "0/12 registered"
    assert waits["pending"].startswith("12 claims wait for approval: claim/001, claim/002")
    assert waits["to_do"] == [{"who": "a human who approves", "commands": ["muster approve --all"]}]
    early = act(office, 1, "confirm")
    assert (early.code, early.json["code"]) == (1, "not-the-orchestrator")
    office.approve("--all")
    told = status(office)
    assert points(told) == ["done", "done", "done", "open", "open", "open"]
    assert len(told["checklist"][0]["evidence"]) == 12
    assert told["checklist"][0]["evidence"][0]["by"] == "approved by Ann"

    # The document's own mistakes stop the confirmation until they are ruled on.
    stopped = act(office, 1, "confirm")
    assert (stopped.code, stopped.json["code"]) == (1, "blocked")
    assert {one["code"] for one in stopped.json["data"]["findings"]} == {"M209"}
    ruled = ("ruling", "--sessions", "5,6", "--finding", "M209", "--decision-from", "-")
    fine(act(office, 1, *ruled, given=DECISION))
    assert act(office, 1, "confirm").code == 1
    office.approve("proposal/ruling-r001")
    assert points(status(office)) == ["done"] * 4 + ["open"] * 2

    refused = act(office, 5, "confirm")
    assert (refused.code, refused.json["code"]) == (1, "not-the-orchestrator")
    refused = act(office, 5, "ack")
    assert (refused.code, refused.json["code"]) == (1, "not-confirmed")
    confirmed = fine(act(office, 1, "confirm"))
    again = act(office, 1, "confirm")
    assert (again.code, again.json["code"]) == (0, "already-confirmed")
    assert fine(again)["commit"] == confirmed["commit"]
    told = status(office)
    fifth = told["checklist"][4]
    assert fifth["state"] == "open"
    assert fifth["pending"].endswith("0/12 acknowledged")
    assert fifth["evidence"] == [
        {
            "commit": confirmed["commit"],
            "by": "confirmed by number 1 (marketing-orchestrator), the orchestrator",
        }
    ]
    assert fifth["to_do"] == [{"who": "numbers 1-12", "commands": ["muster ack"]}]
    known = fine(office.muster("watch", "--until", "confirmed", "--json", at="s7"))
    assert known["digest"] == confirmed["digest"]
    assert "NUMBER: 7" in known["sessions"][6]["message"]

    incomplete = office.muster("approve", "activation", "--yes", *office.by_approver, "--json")
    assert (incomplete.code, incomplete.json["code"]) == (1, "blocked")
    all_acknowledge(office)
    told = status(office)
    assert told["activation"]["acknowledged"] == list(TEAM)
    assert told["active"] is False
    assert told["checklist"][5]["to_do"][0]["commands"] == ["muster approve activation"]
    approved = fine(office.muster("approve", "activation", *office.by_approver, "--json"))
    assert approved["tag"] == "consensus-1"
    assert office.refs()["refs/tags/consensus-1"]
    told = status(office)
    assert points(told) == ["done"] * 6
    assert (told["active"], told["consensus"], told["roster_changed"]) == (True, 1, False)
    assert told["digest"] == confirmed["digest"]
    late = act(office, 3, "ack")
    assert (late.code, late.json["code"]) == (0, "already-active")
    assert act(office, 1, "confirm").json["code"] == "already-active"

    # A session dies and another takes its number over: what was agreed to stands.
    fine(office.muster("rebind", "4", "--session-id", "session-new", "--json", *office.by_approver,
                       at="s4"))  # fmt: skip
    office.approve("4")
    told = status(office)
    assert (told["active"], told["consensus"], told["roster_changed"]) == (True, 1, False)
    assert points(told) == ["done"] * 6

    # A role changes: what was agreed to is not what the roster is any more.
    duties = "responsibilities: [Analyze revenue, Tell the team every evening]\n"
    fine(act(office, 2, "amend", "--from", "-", given=duties))
    shown = office.muster("approve", "2", *office.by_approver, "--json")
    (request,) = fine(shown)["approved"]
    assert request["voids"]["outdated"] == "consensus-1"
    told = status(office)
    assert (told["active"], told["consensus"], told["roster_changed"]) == (True, 1, True)
    assert points(told)[4:] == ["open", "open"]
    text = office.muster("status").out
    assert "Active under consensus-1; roster changed since." in text

    second = fine(act(office, 1, "confirm"))
    assert (second["consensus"], second["digest"] != confirmed["digest"]) == (2, True)
    done = [act(office, number, "ack") for number in TEAM if number != 4]
    assert [one.code for one in done] == [0] * 11, done
    old = act(office, 4, "ack")
    assert (old.code, old.json["code"]) == (1, "not-approved")
    fine(office.muster("ack", "--session-id", "session-new", "--json", at="s4"))
    assert fine(office.muster("approve", "activation", *office.by_approver, "--json"))["tag"] == (
        "consensus-2"
    )
    told = status(office)
    assert (told["active"], told["consensus"], told["roster_changed"]) == (True, 2, False)
    assert points(told) == ["done"] * 6
    audit = office.muster("audit", "--json")
    assert audit.code == 0, audit
    told = [change for one in fine(audit)["entries"] for change in one["changes"]]
    for number in (1, 2):
        assert f"consensus-{number} confirmed and 12/12 acknowledged, each with its own key" in told
    assert not any("registry/acks" in change for change in told)
