"""Confirm, ack and approve activation where things change in between, or somebody is hostile."""

from __future__ import annotations

from pathlib import Path

import pytest

from muster.flows import confirming
from support.agreed import (
    BRANCH,
    acknowledgement,
    agree,
    agree_at_once,
    approve,
    command,
    confirmation,
    digest_at,
    muster,
    pair,
    rules,
)
from support.office import Office
from support.remotes import Team, prepare, signed_tag
from support.repos import Done, claim, path_of


@pytest.fixture(scope="module")
def first_pair(tmp_path_factory: pytest.TempPathFactory) -> Team:
    return pair(tmp_path_factory.mktemp("pair") / "team")


@pytest.fixture(scope="module")
def first_agreed(first_pair: Team, tmp_path_factory: pytest.TempPathFactory) -> Team:
    """The orchestrator has confirmed, and both have acknowledged."""
    made = first_pair.copy(tmp_path_factory.mktemp("agreed") / "team")
    agree(made, "one", "two")
    return made


@pytest.fixture(scope="module")
def first_second_round(first_agreed: Team, tmp_path_factory: pytest.TempPathFactory) -> Team:
    """That is approved, number 2 has changed since, and all have agreed to it once more."""
    made = first_agreed.copy(tmp_path_factory.mktemp("second-round") / "team")
    assert approve(made, "activation").code == 0
    made.land(helping(made))
    agree_at_once(made, consensus=2)
    return made


@pytest.fixture
def team(first_pair: Team, tmp_path: Path) -> Team:
    return first_pair.copy(tmp_path / "team")


@pytest.fixture
def agreed(first_agreed: Team, tmp_path: Path) -> Team:
    return first_agreed.copy(tmp_path / "team")


@pytest.fixture
def second_round(first_second_round: Team, tmp_path: Path) -> Team:
    return first_second_round.copy(tmp_path / "team")


def helping(team: Team) -> str:
    """Number 2 takes on more: a change of what all agree to; its commit."""
    helps = claim(2, "session-two", key=team.public("two"), responsibilities="[Help]")
    return team.step(helps, "two")


def told(done: Done) -> tuple[int, str]:
    return done.code, done.json["code"]


def test_a_team_that_shrinks_goes_on_without_what_the_lost_number_acknowledged(
    tmp_path: Path,
) -> None:
    team = prepare(tmp_path / "team", (1, 2, 3), **rules_of("3"))
    team.land_all(team.claim(1, "one"), team.claim(2, "two"), team.claim(3, "three"))
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
    leaves = team.step(confirmation(digest_at(team)), "one", team.at("activation"))
    team.refuses(f"{leaves}:{BRANCH}", told="takes it out of the branch")
    agree(team, "one", "two")
    assert stray not in files(team)
    assert told(approve(team, "activation")) == (0, "approved")


def rules_of(size: str) -> dict[str, str]:
    return {"size": size, "objectives": "[{id: mrr, statement: Reach 120k MRR}]"}


def files(team: Team) -> list[str]:
    team.desk.git("fetch", "--quiet", "origin", "activation")
    return team.desk.git("ls-tree", "-r", "--name-only", team.at("activation")).splitlines()


def test_whoever_takes_over_from_who_confirmed_is_told_that_it_voids_the_confirmation(
    agreed: Team,
) -> None:
    team = agreed
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
    beside = team.step(rules(team, "approver", "second"), "approver")
    team.lets_in(f"{charter}:refs/heads/proposal/approvers", f"{beside}:refs/heads/proposal/both")
    (request,) = approve(team, "proposal/approvers").json["data"]["requests"]
    assert request["voids"]["confirmation"] == 1
    (request,) = approve(team, "proposal/both").json["data"]["requests"]
    assert request["voids"]["confirmation"] is None


def test_a_release_voids_what_its_session_acknowledged_and_no_confirmation(agreed: Team) -> None:
    team = agreed
    released = muster(team, "release", "2", "--key", str(team.key("approver")), "--json")
    assert released.code == 0, released
    (request,) = approve(team, "2").json["data"]["requests"]
    assert request["voids"] == {"confirmation": None, "acknowledgements": [2], "outdated": None}


def forged(team: Team) -> None:
    """A team on a remote without a hook, all of it made up by one who has none of its keys."""
    (team.remote / "hooks/pre-receive").unlink()
    mine = {**rules(team, "stranger"), **claim(1, "session-one", key=team.public("three")),
            **claim(2, "session-two", key=team.public("second"))}  # fmt: skip
    main = team.step(mine, None)
    digest = digest_at(team, main)
    tip = team.step(confirmation(digest), "three", main)
    for number, key in ((1, "three"), (2, "second")):
        tip = team.step(acknowledgement(number, digest), key, tip)
    merge = team.merge(tip, "stranger", on=main)
    tag = signed_tag(team, "consensus-1", merge, "stranger", f"x\n\nMuster-Digest: {digest}")
    team.lets_in(f"{merge}:refs/heads/main", f"{tag}:refs/tags/consensus-1")


def test_a_charter_that_nobody_approved_names_nobody_whose_tag_activates(team: Team) -> None:
    forged(team)
    team.desk.git("fetch", "--quiet", "--tags", "origin")
    found = muster(team, "status", "--json").json["data"]
    assert found["active"] is False
    assert muster(team, "watch", "--until", "active", "--limit", "0.1", "--json").code == 3


def test_a_tag_that_was_never_made_is_made_before_the_next_one(agreed: Team) -> None:
    team = agreed
    team.land_all(team.at("activation"), helping(team))
    agree_at_once(team, consensus=2)
    done = approve(team, "activation")
    assert (*told(done), done.json["data"]["tag"]) == (0, "approved", "consensus-2")
    for name in ("consensus-1", "consensus-2"):
        assert team.at(f"refs/tags/{name}")
    assert told(approve(team, "activation")) == (0, "already-approved")


def test_who_approves_only_since_then_signs_no_tag_over_it(agreed: Team) -> None:
    team = agreed
    more = team.step(rules(team, "approver", "second"), "approver")
    merge, _ = team.land_all(team.at("activation"), more)
    digest = digest_at(team, merge)
    told_ = "signed by who was no approver when"
    later = signed_tag(team, "consensus-1", merge, "second", f"x\n\nMuster-Digest: {digest}")
    team.refuses(f"{later}:refs/tags/consensus-1", told=told_)
    assert told(approve(team, "activation", key="second")) == (1, "refused-by-remote")
    assert told(approve(team, "activation")) == (0, "already-approved")
    found = muster(team, "status", "--json").json["data"]
    assert "tag consensus-1" in found["checklist"][5]["detail"]


def test_a_tag_that_somebody_else_put_there_is_not_taken_for_the_approvers(agreed: Team) -> None:
    team = agreed
    merge = team.land(team.at("activation"))
    (team.remote / "hooks/pre-receive").unlink()
    junk = signed_tag(team, "consensus-1", merge, "two", "x")
    team.lets_in(f"{junk}:refs/tags/consensus-1")
    assert told(approve(team, "activation")) == (1, "other-tag")


def test_no_title_keeps_a_team_from_its_tag(tmp_path: Path) -> None:
    team = prepare(tmp_path / "team", (1, 2), **rules_of("2"))
    title = "Babafixist -----BEGIN SSH SIGNATURE-----"
    two = team.claim(2, "two", role=f"{{title: '{title}', does: Handle the babafix}}")
    team.land_all(team.claim(1, "one"), two)
    agree(team, "one", "two")
    assert approve(team, "activation").json["data"]["tag"] == "consensus-1"


def test_a_shallow_clone_tells_that_it_can_not_tell(agreed: Team) -> None:
    team = agreed
    shallow = team.folder / "shallow"
    url = f"file://{team.remote}"
    team.desk.git("clone", "-q", "--depth=1", "--no-single-branch", url, str(shallow))
    before = muster(team, "status", "--json", at=shallow)
    assert (before.code, before.json["data"]["active"]) == (0, False), before
    assert approve(team, "activation").code == 0
    team.desk.git("-C", str(shallow), "fetch", "-q", "--depth=1")
    after = muster(team, "status", "--json", at=shallow)
    assert (after.code, after.json["data"]["active"]) == (0, False), after
    assert "this clone is shallow" in after.json["data"]["checklist"][4]["detail"]


@pytest.mark.parametrize(
    "name",
    ["heads/activation/\u2028y", "heads/activation\u2028z", "tags/consensus-1\u2028x",
     "tags/consensus-\udcff", "heads/activation\u0085z"],
)  # fmt: skip
def test_no_name_of_a_ref_stops_a_command(agreed: Team, name: str) -> None:
    team = agreed
    (team.remote / "hooks/pre-receive").unlink()
    tip = team.at("activation")
    if name.startswith("heads/activation/"):
        team.desk.git("--git-dir", str(team.remote), "update-ref", "-d", BRANCH)
    team.desk.git("--git-dir", str(team.remote), "update-ref", f"refs/{name}", tip)
    own = ("--session-id", "session-two", "--key", str(team.key("two")))
    for words in (("roster", "--remote"), ("whoami", *own), ("ack", *own), ("status",)):
        done = muster(team, *words, "--json")
        assert done.code != 3, done
    assert approve(team, "activation").code != 3


def test_who_waits_for_the_next_round_waits_until_that_is_approved(second_round: Team) -> None:
    team = second_round
    waits = ("watch", "--until", "active", "--limit", "0.1", "--json")
    assert told(muster(team, *waits)) == (3, "time-limit")
    assert approve(team, "activation").code == 0
    assert told(muster(team, *waits)) == (0, "active")


def test_a_change_that_is_taken_back_leaves_the_team_active_as_it_was(second_round: Team) -> None:
    team = second_round
    team.land(team.claim(2, "two"))
    own = ("--session-id", "session-two", "--key", str(team.key("two")))
    assert muster(team, "broadcast", "--json").json["data"]["active"] is True
    assert told(muster(team, "ack", *own, "--json")) == (0, "already-active")
    for state in ("active", "confirmed"):
        watched = muster(team, "watch", "--until", state, "--limit", "0.1", "--json")
        assert watched.code == 0, watched
    assert told(approve(team, "activation")) == (0, "already-approved")
    # What is left of that round is in nobody's way.
    team.land(helping(team))
    agree(team, "one", "two")
    assert approve(team, "activation").json["data"]["tag"] == "consensus-2"


def test_a_branch_that_is_too_long_keeps_nobody_from_seeing_main(agreed: Team) -> None:
    team = agreed
    (team.remote / "hooks/pre-receive").unlink()
    one = "commit refs/heads/long\ncommitter A <a@example.org> 1 +0000\ndata 0\n"
    first = f"{one}from {team.at()}\n"
    team.desk.git("fast-import", "--quiet", given=(first + one * 1001).encode())
    team.lets_in(f"+refs/heads/long:{BRANCH}")
    own = ("--session-id", "session-one", "--key", str(team.key("one")))
    for words in (("roster", "--remote"), ("whoami", *own), ("status",)):
        assert muster(team, *words, "--json").code == 0
    assert told(muster(team, "ack", *own, "--json")) == (1, "not-confirmed")
    assert told(muster(team, "confirm", *own, "--json")) == (0, "confirmed")
    agree(team, "one", "two")


def unguarded(team: Team) -> None:
    """Take the remote's hook away: what it would refuse gets in."""
    (team.remote / "hooks/pre-receive").unlink()


def fifth(team: Team) -> dict[str, object]:
    """What status says of the orchestrator's confirmation; nobody may be active."""
    team.desk.git("fetch", "--quiet", "origin", "+refs/heads/*:refs/remotes/origin/*")
    found = muster(team, "status", "--json").json["data"]
    assert found["active"] is False
    point: dict[str, object] = found["checklist"][4]
    return point


def test_an_approver_who_merges_by_hand_what_not_all_acknowledged_activates_nobody(
    team: Team,
) -> None:
    command(team, "confirm", "one")
    command(team, "ack", "one")
    unguarded(team)
    team.land(team.at("activation"))
    assert str(fifth(team)["detail"]).endswith("does not count: number 2 has not acknowledged")
    assert muster(team, "watch", "--until", "active", "--limit", "0", "--json").code == 3


def test_an_approver_who_merges_by_hand_what_is_stale_activates_nobody(agreed: Team) -> None:
    team = agreed
    team.land(helping(team))
    unguarded(team)
    team.land(team.at("activation"))
    assert "does not count: the roster is" in str(fifth(team)["detail"])


def test_what_waits_on_main_is_asked_again_when_the_activation_is_approved(
    team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without a hook an orchestrator can confirm what waits; the approver is told all the same."""
    vague = "{statement: Send 5 emails a day, metrics: [{name: emails_sent, exactly: 5, per: day}]}"
    team.land(team.step(claim(2, "session-two", key=team.public("two"), goal=vague), "two"))
    unguarded(team)
    monkeypatch.setattr(confirming, "obstacles", lambda *_: ())
    agree(team, "one", "two")
    asked = approve(team, "activation")
    assert told(asked) == (4, "review"), asked
    (request,) = asked.json["data"]["requests"]
    assert [one["code"] for one in request["findings"]] == ["M210"]


def test_where_nobody_can_approve_nobody_is_active(tmp_path: Path) -> None:
    office = Office.make(tmp_path / "office", 2, 2, approvers="[{name: Ann}]").unguarded()
    hub = office.hub

    def merge(branch: str) -> None:
        main, head = hub.git("rev-parse", "main"), hub.git("rev-parse", branch)
        tree = hub.git("merge-tree", "--write-tree", main, head).splitlines()[0]
        made = hub.git("commit-tree", tree, "-p", main, "-p", head, "-m", "Merge")
        hub.git("update-ref", "refs/heads/main", made)

    for number, session in ((1, "a"), (2, "b")):
        office.claim(session, "--number", str(number))
        merge(f"claim/00{number}")
    for name, session in (("confirm", "a"), ("ack", "a"), ("ack", "b")):
        done = office.muster(name, "--session-id", session, "--json")
        assert done.code == 0, done
    merge("activation")
    office.one.git("fetch", "--quiet", "origin", "+refs/heads/*:refs/remotes/origin/*")
    found = office.muster("status", "--json").json["data"]
    assert found["active"] is False
    assert "names no approver with a key who could" in found["checklist"][4]["detail"]
