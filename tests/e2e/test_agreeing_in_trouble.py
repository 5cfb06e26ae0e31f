"""Confirm, ack and approve activation where things change in between, or somebody is hostile."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.agreed import BRANCH, agree, approve, command, muster, pair, rules
from support.remotes import Team, prepare
from support.repos import Done, claim, path_of


@pytest.fixture(scope="module")
def first_pair(tmp_path_factory: pytest.TempPathFactory) -> Team:
    return pair(tmp_path_factory.mktemp("pair") / "team")


@pytest.fixture
def team(first_pair: Team, tmp_path: Path) -> Team:
    return first_pair.copy(tmp_path / "team")


def told(done: Done) -> tuple[int, str]:
    return done.code, done.json["code"]


def test_a_team_that_shrinks_goes_on_without_what_the_lost_number_acknowledged(
    tmp_path: Path,
) -> None:
    team = prepare(tmp_path / "team", (1, 2, 3), **rules_of("3"))
    for number, key in ((1, "one"), (2, "two"), (3, "three")):
        team.land(team.claim(number, key))
    command(team, "confirm", "one")
    command(team, "ack", "three")
    released = muster(team, "release", "3", "--key", str(team.key("approver")), "--json")
    assert released.code == 0, released
    assert approve(team, "3", "--yes").code == 0
    team.land(team.step({**rules(team, "approver"), path_of(3): None}, "approver"))
    stray = "registry/acks/003.yaml"
    assert stray in files(team)
    away = team.step({stray: None}, "two", team.at("activation"))
    team.refuses(f"{away}:{BRANCH}", told="only that session's own key acknowledges")
    agree(team, "one", "two")
    assert stray not in files(team)
    assert told(approve(team, "activation")) == (0, "approved")


def rules_of(size: str) -> dict[str, str]:
    return {"size": size, "objectives": "[{id: mrr, statement: Reach 120k MRR}]"}


def files(team: Team) -> list[str]:
    team.desk.git("fetch", "--quiet", "origin", "activation")
    return team.desk.git("ls-tree", "-r", "--name-only", team.at("activation")).splitlines()


def test_whoever_takes_over_from_who_confirmed_is_told_that_it_voids_the_confirmation(
    team: Team,
) -> None:
    agree(team, "one", "two")
    moved = team.step(claim(1, "session-new", key=team.public("three")), "approver")
    team.lets_in(f"{moved}:refs/heads/claim/001")
    asked = approve(team, "1")
    assert told(asked) == (4, "review")
    (request,) = asked.json["data"]["requests"]
    assert request["voids"]["confirmation"] == 1
    assert request["voids"]["acknowledgements"] == [1, 2]


def test_an_approver_who_confirmed_and_leaves_voids_the_confirmation(team: Team) -> None:
    by = ("--key", str(team.key("approver")))
    assert muster(team, "confirm", *by, "--json").code == 0
    for key in ("one", "two"):
        command(team, "ack", key)
    charter = team.step(rules(team, "second"), "approver")
    team.lets_in(f"{charter}:refs/heads/proposal/approvers")
    (request,) = approve(team, "proposal/approvers").json["data"]["requests"]
    assert request["voids"]["confirmation"] == 1
    beside = team.step(rules(team, "approver", "second"), "approver")
    team.lets_in(f"{beside}:refs/heads/proposal/both")
    (request,) = approve(team, "proposal/both").json["data"]["requests"]
    assert request["voids"]["confirmation"] is None


def test_a_release_voids_what_its_session_acknowledged_and_no_confirmation(team: Team) -> None:
    agree(team, "one", "two")
    released = muster(team, "release", "2", "--key", str(team.key("approver")), "--json")
    assert released.code == 0, released
    (request,) = approve(team, "2").json["data"]["requests"]
    assert request["voids"] == {"confirmation": None, "acknowledgements": [2], "outdated": None}
