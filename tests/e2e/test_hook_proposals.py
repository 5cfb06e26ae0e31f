"""Proposals: what goes there, and who goes on with them."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.remotes import Team, prepare, said, signed_charter
from support.repos import claim, path_of, record

PROPOSAL = "refs/heads/proposal/change"
CHARTER = "registry/charter.yaml"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Team:
    """The team that each test gets a copy of: 1, the orchestrator, and 2 are approved."""
    team = prepare(tmp_path_factory.mktemp("proposals") / "here")
    one = team.merge(team.claim(1))
    two = team.merge(team.claim(2, "two"), on=one)
    team.lets_in(f"{two}:refs/heads/main")
    return team


@pytest.fixture
def team(made: Team, tmp_path: Path) -> Team:
    return made.copy(tmp_path / "here")


def test_who_proposes_and_goes_on(team: Team) -> None:
    change = {"README.md": "Read me"}
    signed = "is signed by neither an approver nor a session"
    team.refuses_each(
        (f"{team.step(change, None)}:{PROPOSAL}", signed),
        (f"{team.step(change, 'stranger')}:{PROPOSAL}", signed),
    )
    first = team.step(change, "two")
    team.lets_in(f"{first}:{PROPOSAL}")
    only = "Only who began a proposal, or an approver"
    more = {"README.md": "Read me too"}
    team.refuses_each(
        (f"{team.step(more, 'one', first)}:{PROPOSAL}", only),
        (f"+{team.step(more, 'one')}:{PROPOSAL}", only),
    )
    team.refuses(f"+{team.at()}:{PROPOSAL}", told=only)  # nobody's signature takes it back
    team.refuses(f"+{team.at('main')}~1:{PROPOSAL}", told=only)
    own = team.step(more, "two")
    team.lets_in(f"+{own}:{PROPOSAL}")
    team.refuses(f"+{first}:{PROPOSAL}", told="was on such a branch before")
    approved = team.step({"README.md": "Better"}, "approver", own)
    team.lets_in(f"{approved}:{PROPOSAL}")
    team.lets_in(f"{team.step({'README.md': 'Best'}, 'two', approved)}:{PROPOSAL}")


def test_what_was_taken_back_is_not_proposed_again_under_another_name(team: Team) -> None:
    first = team.step({"README.md": "x"}, "two")
    team.lets_in(f"{first}:{PROPOSAL}")
    team.lets_in(f"+{team.step({'README.md': 'y'}, 'two')}:{PROPOSAL}")
    again = "refs/heads/proposal/again"
    team.refuses(f"{first}:{again}", told="was on such a branch before")
    team.lets_in(f"{team.step({'README.md': 'x'}, 'one')}:{again}")


def test_names_of_rulings_are_the_orchestrators(team: Team) -> None:
    ruling, other = ("refs/heads/proposal/ruling-r001", "refs/heads/proposal/rulings")
    theirs = team.step({"README.md": "x"}, "two")
    team.refuses(f"{theirs}:{ruling}", told="proposal/ruling-… are the orchestrator's")
    team.lets_in(f"{theirs}:{other}")
    team.lets_in(f"{team.step({'README.md': 'y'}, 'one')}:{ruling}")
    team.lets_in(f"{team.step({'README.md': 'z'}, 'approver')}:{ruling}-2")


def test_a_merged_or_emptied_proposal_is_anybodys(team: Team) -> None:
    first = team.step({"README.md": "x"}, "two")
    team.lets_in(f"{first}:{PROPOSAL}")
    team.land(first)
    team.refuses(f"{team.at()}:{PROPOSAL}", told="brings nothing that main lacks")
    second = team.step({"README.md": "y"}, "one")
    team.lets_in(f"+{second}:{PROPOSAL}")
    taken_back = team.step({"README.md": "x"}, "one", second)
    team.lets_in(f"{taken_back}:{PROPOSAL}")
    team.lets_in(f"+{team.step({'README.md': 'z'}, 'two')}:{PROPOSAL}")


def test_what_is_a_sessions_does_not_go_to_a_proposal(team: Team) -> None:
    told = "its changes go to claim/NNN"
    team.refuses(f"{team.claim(3, 'three')}:{PROPOSAL}", told=told)
    mine = claim(2, "session-two", key=team.public("two"), schedule="[{do: Rest}]")
    team.refuses(f"{team.step(mine, 'two')}:{PROPOSAL}", told=told)
    freed = team.step({path_of(2): record(2)}, "approver")
    team.refuses(f"{freed}:{PROPOSAL}", told=told)
    changed = team.step({path_of(2): record(2)}, "two")
    same = team.desk.git("show", f"{team.at()}:{path_of(2)}") + "\n"
    back = team.step({path_of(2): same, "README.md": "x"}, "two", changed)
    team.refuses(f"{back}:{PROPOSAL}", told=told)
    ack = team.step({"registry/acks/001.yaml": "number: 1\n"}, "one")
    team.refuses(f"{ack}:{PROPOSAL}", told="goes to the branch activation")
    team.lets_in(f"{team.step({path_of(5): record(5)}, 'approver')}:{PROPOSAL}")


def test_a_blocked_or_tangled_proposal(team: Team) -> None:
    done = team.refuses(f"{team.step({CHARTER: 'size: {'}, 'approver')}:{PROPOSAL}", told="M007")
    assert "The proposal can't be taken in" in said(done)
    first, base = team.step({"README.md": "x"}, "two"), team.at()
    tree = team.desk.git("rev-parse", f"{first}^{{tree}}")
    merge = team.sign(tree, [first, team.step({"NEWS.md": "x"}, "two")], "two")
    team.refuses(f"{merge}:{PROPOSAL}", told="M309")
    charter = signed_charter(team.public("approver"), size="13")
    team.lets_in(f"{team.step({CHARTER: charter}, 'two', base)}:{PROPOSAL}")


def test_who_merges_main_into_a_proposal_is_told_why_not(team: Team) -> None:
    first = team.step({"README.md": "x"}, "two")
    team.lets_in(f"{first}:{PROPOSAL}")
    landed = team.land(team.claim(3, "three"))
    tree = team.desk.git("merge-tree", "--write-tree", first, landed).splitlines()[0]
    merge = team.sign(tree, [first, landed], "two")
    team.refuses(f"{merge}:{PROPOSAL}", told="M309 tangled-history")


def test_rulings_are_the_orchestrators(team: Team) -> None:
    ruling = {"registry/rulings/R001.yaml": "id: R001\n"}
    told = "is the orchestrator's, and commit"
    team.refuses(f"{team.step(ruling, 'two')}:{PROPOSAL}", told=told)
    done = team.refuses(f"{team.step(ruling, 'one')}:{PROPOSAL}", told="M101 schema-violation")
    assert told not in said(done)


def _open(tmp_path: Path) -> Team:
    return prepare(tmp_path / "open", identity="open")


def test_a_proposal_is_not_built_on_a_claim_that_waits(tmp_path: Path) -> None:
    """It would take the claim back, and main would have both: the claim would be gone."""
    team = _open(tmp_path)
    first = team.step(claim(1, "session-one"), None)
    team.lets_in(f"{first}:refs/heads/claim/001")
    swallowed = team.step({path_of(1): record(1), "README.md": "x"}, None, first)
    onward = team.step({"README.md": "y"}, None, swallowed)
    told = "The proposal is built on claim/001, which is under way"
    team.refuses_each((f"{swallowed}:{PROPOSAL}", told), (f"{onward}:{PROPOSAL}", told))
    team.lets_in(f"{team.step({'README.md': 'x'}, None)}:{PROPOSAL}")
    team.land(first)
    behind = team.step({"AGENTS.md": "x"}, None, first)
    team.lets_in(f"{behind}:refs/heads/proposal/behind")


def test_a_claim_in_anothers_name_does_not_release_what_that_one_holds(tmp_path: Path) -> None:
    team = _open(tmp_path)
    team.land(team.claim(2))
    release = {path_of(2): record(2)}
    theft = {**claim(8, "session-one", key=team.public("two")), **release}
    for key in (None, "two"):
        commit = team.step(theft, key)
        team.refuses(f"{commit}:refs/heads/claim/008", told="changes registry/sessions/002.yaml")
    moved = team.step({**claim(8, "session-one", key=team.public("one")), **release}, "one")
    team.lets_in(f"{moved}:refs/heads/claim/008")
