"""roster --remote: the claims that wait stand beside what main has."""

import time

from support.office import BID, Office
from support.repos import Done


def _roster(office: Office, *more: str) -> Done:
    done = office.muster("roster", "--remote", "--json", *more)
    assert done.code == 0, done
    return done


def test_open_claims_stand_beside_merged_ones(approved: Office) -> None:
    approved.claim("b", "--number", "1")
    approved.claim("c", "--number", "4", "--from", "-", given=BID)
    data = _roster(approved).json["data"]
    assert [one["record"]["number"] for one in data["sessions"]] == [1, 2, 3]
    assert data["ref"] == "origin/main"
    assert [(one["number"], one["what"], one["branch"]) for one in data["waiting"]] == [
        (1, "claim", "claim/001"), (4, "claim", "claim/004"),
    ]  # fmt: skip
    assert data["waiting"][0]["commit"] == approved.refs()["refs/heads/claim/001"]
    plain = approved.muster("roster", "--remote")
    assert plain.code == 0
    assert "Waiting for approval: 2" in plain.out
    assert "claim of number 1 by worker-1 (b)" in plain.out
    assert "$ muster approve 1" in plain.out


def test_it_tells_how_long_this_clone_has_seen_a_claim_wait(office: Office) -> None:
    backdated = {"GIT_AUTHOR_DATE": "1600000000 +0000", "GIT_COMMITTER_DATE": "1600000000 +0000"}
    office.claim("b", "--number", "1", **backdated)
    first = _roster(office).json["data"]["waiting"][0]["seen_seconds"]
    assert first in range(60)
    time.sleep(1.1)
    assert _roster(office).json["data"]["waiting"][0]["seen_seconds"] > first
    late = office.muster("roster", "--remote", "--json", at="late").json["data"]["waiting"][0]
    assert late["seen_seconds"] in range(60)


def test_what_is_released_or_merged_waits_no_more(held: Office) -> None:
    assert len(_roster(held).json["data"]["waiting"]) == 1
    held.approve("2")
    assert _roster(held).json["data"]["waiting"] == []
    assert "Nothing waits for approval." in held.muster("roster", "--remote").out


def test_without_the_option_no_network_is_needed(approved: Office) -> None:
    approved.hub.folder.rename(approved.folder / "gone.git")
    assert approved.muster("roster").code == 0
    gone = approved.muster("roster", "--remote", "--json")
    assert (gone.code, gone.json["code"]) == (3, "remote-unreachable")
    both = approved.muster("roster", "--remote", "--ref", "main", "--json")
    assert both.code == 2
