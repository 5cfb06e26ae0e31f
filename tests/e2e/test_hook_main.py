"""Main moves by approved merges and nothing else: real git against the real hook."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.remotes import Team, prepare, said, signed_charter
from support.repos import START, claim, path_of, record

MAIN = "refs/heads/main"
CHARTER = "registry/charter.yaml"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Team:
    """The team that each test gets a copy of."""
    return prepare(tmp_path_factory.mktemp("main") / "here")


@pytest.fixture
def team(made: Team, tmp_path: Path) -> Team:
    return made.copy(tmp_path / "here")


@pytest.fixture(scope="module")
def first_landed(made: Team, tmp_path_factory: pytest.TempPathFactory) -> Team:
    """The team in which number 1 is approved, by main's last merge."""
    team = made.copy(tmp_path_factory.mktemp("landed") / "here")
    team.land(team.claim(1))
    return team


@pytest.fixture
def landed(first_landed: Team, tmp_path: Path) -> Team:
    return first_landed.copy(tmp_path / "here")


def test_an_approved_merge_gets_in_and_another_on_it(team: Team) -> None:
    one, two = team.claim(1), team.claim(7, "two")
    team.lets_in(f"{one}:refs/heads/claim/001", f"{two}:refs/heads/claim/007")
    first = team.merge(one)
    second = team.merge(two, on=first)
    team.lets_in(f"{second}:{MAIN}")
    assert team.at() == second


def test_a_direct_push(team: Team) -> None:
    done = team.refuses(f"{team.claim(1)}:{MAIN}", told="it has 1 parent, not two")
    assert "$ muster approve N" in said(done)
    team.refuses(f"{team.claim(1, 'approver')}:{MAIN}", told="it has 1 parent, not two")


def test_a_merge_by_nobody_or_by_the_wrong_one(team: Team) -> None:
    claim_ = team.claim(1)
    team.refuses_each(
        (f"{team.merge(claim_, None)}:{MAIN}", "no signature of it verifies"),
        (f"{team.merge(claim_, 'stranger')}:{MAIN}", "is no approver's of the charter"),
    )
    # The very key that the merge brings in, and one that stands on main already.
    team.refuses(f"{team.merge(claim_, 'one')}:{MAIN}", told="that signed it stands in registry/")
    team.land(claim_)
    other = team.claim(2, "two")
    team.refuses(f"{team.merge(other, 'one')}:{MAIN}", told="that signed it stands in registry/")
    team.land(other)


def test_an_approver_of_another_charter(team: Team) -> None:
    """One that a proposal names, however often that charter stands on a branch."""
    keys = team.public("approver"), team.public("second")
    proposal = team.step({CHARTER: signed_charter(*keys)}, "approver")
    team.lets_in(f"{proposal}:refs/heads/proposal/more-approvers")
    team.refuses(f"{team.merge(proposal, 'second')}:{MAIN}", told="is no approver's")
    on = team.claim(1, on=proposal)
    team.refuses(f"{team.merge(on, 'second')}:{MAIN}", told="is no approver's")
    team.land(proposal)
    team.land(team.claim(1), "second")


def test_an_approvers_own_key_in_a_record(team: Team) -> None:
    claim_ = team.claim(1, "approver")
    team.refuses_each(
        (f"{claim_}:refs/heads/claim/001", "M404 self-approval"),
        (f"{team.merge(claim_)}:{MAIN}", "that signed it stands in registry/"),
    )


def test_swapped_parents(team: Team) -> None:
    claim_ = team.claim(1)
    swapped = team.merge(claim_, parents=[claim_, team.at()])
    team.refuses(f"{swapped}:{MAIN}", told="may not go to main")
    base = team.at()
    team.land(team.claim(2, "two", on=base))
    tree = team.desk.git("merge-tree", "--write-tree", team.at(), claim_).splitlines()[0]
    swapped = team.merge(claim_, parents=[claim_, team.at()], tree=tree)
    team.refuses(f"{swapped}:{MAIN}", told="a merge whose parents are swapped")
    team.lets_in(f"{team.merge(claim_, tree=tree)}:{MAIN}")


def test_an_octopus(team: Team) -> None:
    one, two = team.claim(1), team.claim(2, "two")
    tree = team.desk.git("merge-tree", "--write-tree", one, two).splitlines()[0]
    octopus = team.merge(one, parents=[team.at(), one, two], tree=tree)
    team.refuses(f"{octopus}:{MAIN}", told="it has 3 parents, not two")


def test_a_merge_that_does_something_else(team: Team) -> None:
    claim_ = team.claim(1)
    evil = team.tree(claim(2, "session-evil", key=team.public("two")), claim_)
    told = f"it changes {path_of(2)}, which the branch does not"
    team.refuses(f"{team.merge(claim_, tree=evil)}:{MAIN}", told=told)
    evil = team.tree({"README.md": "evil"}, claim_)
    team.refuses(f"{team.merge(claim_, tree=evil)}:{MAIN}", told="it changes README.md")
    evil = team.tree({path_of(1): record(1, "session-x", key=team.public("one"))}, claim_)
    told = f"it has another {path_of(1)} than the branch"
    team.refuses(f"{team.merge(claim_, tree=evil)}:{MAIN}", told=told)
    ours = team.desk.git("rev-parse", f"{team.at()}^{{tree}}")
    told = f"it leaves out what the branch did to {path_of(1)}"
    team.refuses(f"{team.merge(claim_, tree=ours)}:{MAIN}", told=told)
    team.land(claim_)


def test_a_merge_that_names_another_head(team: Team) -> None:
    one, two = team.claim(1), team.claim(2, "two")
    other = f"Approve\n\nMuster-Approve: {two}\n"
    team.refuses_each(
        (f"{team.merge(one, message=other)}:{MAIN}", f"it names {two[:12]}"),
        (f"{team.merge(one, message='Merge')}:{MAIN}", "it has no trailer"),
    )
    both = f"Approve\n\nMuster-Approve: {one}\nMuster-Approve: {two}\n"
    team.refuses(f"{team.merge(one, message=both)}:{MAIN}", told="it names")


def test_a_rewind(landed: Team) -> None:
    team, first = landed, landed.at()
    begun = team.desk.git("rev-parse", f"{first}^1")
    team.refuses(f"+{begun}:{MAIN}", told="main would lose")
    rewritten = team.merge(team.claim(2, "two", on=begun), on=begun)
    team.refuses(f"+{rewritten}:{MAIN}", told="main would lose")
    assert team.at() == first


def test_what_is_approved_and_yet_blocked(landed: Team) -> None:
    """A number that is out of range, and a session for the second time."""
    team = landed
    far = team.claim(13)
    done = team.refuses(f"{team.merge(far)}:{MAIN}", told="is approved, and yet blocked")
    assert "M103" in said(done)
    again = team.claim(2, "two", "session-one")
    assert "M202" in said(team.refuses(f"{team.merge(again)}:{MAIN}"))
    unsigned = team.step(claim(2, "session-two", key=team.public("two")), None)
    assert "M401" in said(team.refuses(f"{team.merge(unsigned)}:{MAIN}"))
    foreign = team.step(claim(2, "session-two", key=team.public("two")), "three")
    assert "M402" in said(team.refuses(f"{team.merge(foreign)}:{MAIN}"))
    team.land(team.claim(2, "two"))


def test_an_approved_merge_of_nothing(landed: Team) -> None:
    team, base = landed, landed.at()
    empty = team.sign(team.desk.git("rev-parse", f"{base}^{{tree}}"), [base], "one")
    team.refuses(f"{team.merge(empty)}:{MAIN}", told="brings nothing that main lacks")
    old = team.desk.git("rev-parse", f"{base}^2")
    tree = team.desk.git("rev-parse", f"{base}^{{tree}}")
    team.refuses(f"{team.merge(old, tree=tree)}:{MAIN}", told="no plain line of commits")


def test_merges_in_one_push_are_judged_one_by_one(team: Team) -> None:
    """By the charter before each: a key that a change adds approves what comes after it."""
    keys = team.public("approver"), team.public("second")
    change, claim_ = team.step({CHARTER: signed_charter(*keys)}, "approver"), team.claim(1)
    early = team.merge(claim_, "second")
    late = team.merge(change, on=early)
    team.refuses(f"{late}:{MAIN}", told=f"Commit {early[:12]} may not go to main")
    by_itself = team.merge(change, "second")
    after = team.merge(claim_, "second", on=by_itself)
    team.refuses(f"{after}:{MAIN}", told=f"Commit {by_itself[:12]} may not go to main")
    approved = team.merge(change)
    team.lets_in(f"{team.merge(claim_, 'second', on=approved)}:{MAIN}")


def test_the_second_of_two_merges_is_judged_on_the_first(team: Team) -> None:
    one, two = team.claim(7), team.claim(7, "two", name="other-7")
    first = team.merge(one)
    tree = team.desk.git("rev-parse", f"{two}^{{tree}}")
    second = team.merge(two, on=first, tree=tree)
    team.refuses(f"{second}:{MAIN}", told=f"main had changed {path_of(7)}")
    twice = team.merge(team.claim(2, "two", "session-one"), on=first)
    team.refuses(f"{twice}:{MAIN}", told="M202 session-registered-twice")


def test_a_claim_that_lies_behind_a_charter_change(team: Team) -> None:
    """A claim that began before the charter named its approver is approved by that one after."""
    claim_ = team.claim(1)
    team.land(team.step({CHARTER: signed_charter(team.public("second"))}, "approver"))
    team.refuses(f"{team.merge(claim_)}:{MAIN}", told="is no approver's of the charter in force")
    team.land(claim_, "second")


def test_a_merge_without_a_signature_where_the_charter_leaves_approval_to_a_forge(
    team: Team,
) -> None:
    """This remote is no forge: nobody pressed a button here."""
    text = signed_charter(team.public("approver"), approval="forge")
    team.land(team.step({CHARTER: text}, "approver"))
    claim_ = team.claim(1)
    team.refuses(f"{team.merge(claim_, None)}:{MAIN}", told="on the forge, not verified here")
    team.land(claim_)


def test_a_withdrawn_key_that_signs_in_the_past(team: Team) -> None:
    base, claim_ = team.at(), team.claim(1)
    change = team.step({CHARTER: signed_charter(team.public("second"))}, "approver")
    withdrawn = team.merge(change)
    past = dict.fromkeys(("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"), f"{START - 10**6} +0000")
    late = team.merge(claim_, on=withdrawn, **past)
    team.refuses(f"{late}:{MAIN}", told=f"Commit {late[:12]} may not go to main")
    team.lets_in(f"{withdrawn}:{MAIN}")
    team.refuses(f"{late}:{MAIN}", told="is no approver's of the charter in force before it")
    instead = team.merge(claim_, on=base, **past)
    team.refuses(f"+{instead}:{MAIN}", told="main would lose")
    future = dict.fromkeys(past, "4000000000 +0000")
    team.lets_in(f"{team.merge(claim_, 'second', **future)}:{MAIN}")


def test_a_charter_that_makes_a_session_an_approver(landed: Team) -> None:
    team = landed
    keys = team.public("approver"), team.public("one")
    change = team.step({CHARTER: signed_charter(*keys)}, "approver")
    assert "M404" in said(team.refuses(f"{team.merge(change)}:{MAIN}"))


def test_more_commits_than_can_be_judged(team: Team) -> None:
    stream, head = [], team.at()
    for number in range(5_001):
        parent = f"from {head}" if number == 0 else f"from :{number}"
        stream.append(
            f"commit refs/heads/many\nmark :{number + 1}\n"
            f"committer x <x@y> {START} +0000\ndata 1\nx\n{parent}\n"
        )
    team.desk.git("fast-import", "--quiet", given="\n".join(stream).encode())
    team.refuses(f"{team.desk.tip('many')}:{MAIN}", told="more than 5,000 commits")
