"""Claim branches: who may take, move and release one; real git against the real hook."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.remotes import Team, prepare, said
from support.repos import SUBMODULE, claim, goal, path_of, record, together

ONE = "refs/heads/claim/001"
SEVEN = "refs/heads/claim/007"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Team:
    """The team that each test gets a copy of."""
    return prepare(tmp_path_factory.mktemp("claims") / "here")


@pytest.fixture
def team(made: Team, tmp_path: Path) -> Team:
    return made.copy(tmp_path / "here")


@pytest.fixture(scope="module")
def claimed(made: Team, tmp_path_factory: pytest.TempPathFactory) -> tuple[Team, str]:
    """Number 1 is session-one's claim, under way; its commit."""
    team = made.copy(tmp_path_factory.mktemp("claimed") / "here")
    first = team.claim(1)
    team.lets_in(f"{first}:{ONE}")
    return team, first


@pytest.fixture
def held(claimed: tuple[Team, str], tmp_path: Path) -> tuple[Team, str]:
    return claimed[0].copy(tmp_path / "here"), claimed[1]


@pytest.fixture(scope="module")
def landed(claimed: tuple[Team, str], tmp_path_factory: pytest.TempPathFactory) -> Team:
    """That claim is approved, by main's last merge."""
    team = claimed[0].copy(tmp_path_factory.mktemp("landed") / "here")
    team.land(claimed[1])
    return team


@pytest.fixture
def merged(landed: Team, tmp_path: Path) -> tuple[Team, str]:
    return landed.copy(tmp_path / "here"), landed.at()


def _amended(team: Team, key: str, on: str, **more: str) -> str:
    lines = {"goal": goal(3), **more}
    return team.step(claim(1, "session-one", key=team.public("one"), **lines), key, on)


def _released(team: Team, key: str | None, on: str) -> str:
    return team.step({path_of(1): record(1)}, key, on)


def test_the_holder_goes_on_and_a_thief_does_not(held: tuple[Team, str]) -> None:
    team, first = held
    told = "Number 1 is held by session-one (worker-1) on claim/001"
    done = team.refuses(f"{team.claim(1, 'two', on=first)}:{ONE}", told=told)
    assert "$ muster claim --next" in said(done)
    team.refuses_each(
        (f"+{team.claim(1, 'two')}:{ONE}", told),
        (f"{_amended(team, 'two', first)}:{ONE}", told),
        (f"{_amended(team, None, first)}:{ONE}", told),
    )
    team.lets_in(f"{_amended(team, 'one', first)}:{ONE}")


def test_a_claim_is_rebased_by_its_holder_only(held: tuple[Team, str]) -> None:
    team, first = held
    team.land(team.claim(2, "two"))
    rebased = _amended(team, "one", team.at())
    team.lets_in(f"+{rebased}:{ONE}")
    # What the branch had before was signed by its holder too, and is there for anybody to push.
    team.refuses_each(
        (f"+{first}:{ONE}", f"Commit {first[:12]} was on such a branch"),
        (f"+{team.at()}:{ONE}", "Number 1 is held by"),
    )
    onward = _amended(team, "one", rebased, name="worker-1", schedule="[{do: Rest}]")
    team.lets_in(f"{onward}:{ONE}")
    team.refuses(f"+{rebased}:{ONE}", told="was on such a branch before")
    team.lets_in(f"+{_amended(team, 'approver', team.at(), schedule='[{do: Nap}]')}:{ONE}")


def test_nobody_takes_a_claim_back_to_main(held: tuple[Team, str]) -> None:
    """To rewind a claim frees its number: it takes the holder's signature as any release does."""
    team, first = held
    team.refuses(f"+{team.at()}:{ONE}", told="Number 1 is held by")
    base = team.at()
    tree = team.desk.git("rev-parse", f"{base}^{{tree}}")
    team.refuses_each(
        (f"+{team.sign(tree, [base], 'two')}:{ONE}", "Number 1 is held by"),
        (f"{_released(team, 'two', first)}:{ONE}", "Number 1 is held by"),
        (f"{_released(team, None, first)}:{ONE}", "Number 1 is held by"),
    )
    team.lets_in(f"+{team.sign(tree, [base], 'one')}:{ONE}")


@pytest.mark.parametrize("who", ["one", "approver"])
def test_a_released_claim_is_anybodys(held: tuple[Team, str], who: str) -> None:
    team, first = held
    released = _released(team, who, first)
    team.lets_in(f"{released}:{ONE}")
    team.refuses(f"+{first}:{ONE}", told="was on such a branch before")
    taken = team.claim(1, "two", on=released) if who == "one" else team.claim(1, "two")
    team.lets_in(f"+{taken}:{ONE}")
    team.refuses(f"+{_amended(team, 'one', team.at())}:{ONE}", told="held by session-two")


def test_a_merged_claim_is_free_for_its_holders_next_change(merged: tuple[Team, str]) -> None:
    team, merge = merged
    team.refuses_each(
        (f"{team.claim(1, 'two', on=merge)}:{ONE}", "M201 number-taken"),
        (f"{_amended(team, 'two', merge)}:{ONE}", "M301 foreign-record"),
    )
    amended = _amended(team, "one", merge)
    team.lets_in(f"{amended}:{ONE}")
    taken_back = team.step(claim(1, "session-one", key=team.public("one")), "one", amended)
    team.refuses(
        f"{team.step(claim(1, 'session-one', key=team.public('one')), 'two', amended)}:{ONE}",
        told="held by session-one",
    )
    team.lets_in(f"{taken_back}:{ONE}")
    release = team.step({path_of(1): record(1)}, "one", merge)
    team.lets_in(f"+{release}:{ONE}")
    team.land(release)
    team.lets_in(f"+{team.claim(1, 'two')}:{ONE}")


def test_a_rebinding_is_the_old_keys_or_an_approvers(merged: tuple[Team, str]) -> None:
    team, merge = merged
    files = claim(1, "session-two", key=team.public("two"))
    team.refuses(f"{team.step(files, 'two', merge)}:{ONE}", told="M201 number-taken")
    rebound = team.step(files, "one", merge)
    team.refuses(f"{rebound}:{ONE}", told="nothing shows that the session has it")
    accepted = team.step({}, "two", rebound)
    team.lets_in(f"{accepted}:{ONE}")
    more = claim(1, "session-two", key=team.public("two"), schedule="[{do: Rest}]")
    team.lets_in(f"{team.step(more, 'two', accepted)}:{ONE}")


def test_who_was_given_a_claim_that_waits_goes_on_with_it(held: tuple[Team, str]) -> None:
    team, first = held
    files = claim(1, "session-two", key=team.public("two"))
    rebound = team.step({}, "two", team.step(files, "one", first))
    team.lets_in(f"{rebound}:{ONE}")
    more = {**files, **claim(1, "session-two", key=team.public("two"), schedule="[{do: Rest}]")}
    team.refuses(f"{team.step(more, 'one', rebound)}:{ONE}", told="held by session-two")
    team.lets_in(f"{team.step(more, 'two', rebound)}:{ONE}")


def test_main_goes_before_a_claim_that_it_did_not_take(held: tuple[Team, str]) -> None:
    """Who holds the number on main is not locked out by the branch of who lost it."""
    team, _ = held
    winner = team.claim(1, "two")
    team.land(winner)
    mine = claim(1, "session-two", key=team.public("two"), schedule="[{do: Rest}]")
    team.refuses(f"+{team.step(mine, 'three')}:{ONE}", told="Number 1 is held by")
    team.lets_in(f"+{team.step(mine, 'two')}:{ONE}")


def test_who_claims_must_sign_with_the_key_that_is_listed(team: Team) -> None:
    files = claim(7, "session-one", key=team.public("one"))
    done = team.refuses(f"{team.step(files, None)}:{SEVEN}", told="M401 unsigned-claim")
    assert "$ muster claim --number 7" in said(done)
    team.refuses(f"{team.step(files, 'two')}:{SEVEN}", told="M402 wrong-key")
    keyless = team.step(claim(7, "session-one"), "one")
    team.refuses(f"{keyless}:{SEVEN}", told="M401 unsigned-claim")
    team.lets_in(f"{team.step(files, 'one')}:{SEVEN}")


def test_every_step_of_a_claim_is_its_holders(team: Team) -> None:
    """Also one that a later step takes back, and one that only removes the slot's key."""
    thief = team.claim(1, "two")
    back = team.step({path_of(1): record(1)}, "two", thief)
    mine = team.claim(1, on=back)
    unsigned = team.step({path_of(2): record(2, name="worker-2", timestamp="x")}, None)
    onward = team.claim(2, "three", on=unsigned)
    team.refuses(f"{onward}:refs/heads/claim/002", told="M401 unsigned-claim")
    reserved = team.step({path_of(3): record(3, key=team.public("three"))}, "approver")
    team.lets_in(f"{mine}:{ONE}", f"{reserved}:refs/heads/proposal/keep-three")
    team.land(reserved)
    freed = team.step({path_of(3): record(3)}, "two")
    told = f"Commit {freed[:12]} changes {path_of(3)}"
    done = team.refuses(f"{team.claim(3, 'two', on=freed)}:refs/heads/claim/003")
    assert "M402" in said(done)
    assert told not in said(done)
    team.refuses(f"{freed}:refs/heads/claim/003", told=told)
    link = team.step({path_of(4): (SUBMODULE, team.at())}, "two")
    again = team.step({path_of(4): record(4)}, "two", link)
    team.refuses(f"{again}:refs/heads/claim/004", told=f"changes {path_of(4)}")
    team.lets_in(f"{team.claim(3, 'three')}:refs/heads/claim/003")


def test_a_claim_carries_its_own_record_only(team: Team) -> None:
    files = claim(1, "session-one", key=team.public("one"))
    for other in ({"README.md": "x"}, {path_of(9): record(9)}, {"registry/acks/001.yaml": "x: 1"}):
        both = team.step({**files, **other}, "one")
        team.refuses(f"{both}:{ONE}", told="can't be taken in")
    passing = team.step({path_of(2): None}, "one", team.claim(1))
    back = team.step({path_of(2): record(2)}, "one", passing)
    assert path_of(2) in said(team.refuses(f"{back}:{ONE}"))
    wrong = team.claim(2)
    team.refuses(f"{wrong}:{ONE}", told=f"also touches {path_of(2)}")
    outside = team.step({"README.md": "x"}, "one")
    team.refuses_each(
        (f"{outside}:{ONE}", "also touches README.md"),
        (f"{team.at()}:{ONE}", "changes nothing of number 1's record"),
    )
    team.lets_in(f"{team.claim(1)}:{ONE}")


def test_merges_inside_a_claim(team: Team) -> None:
    """Above all -s ours, which would make the other claim impossible to land."""
    base, other = team.at(), team.claim(2, "two")
    team.lets_in(f"{other}:refs/heads/claim/002")
    mine = team.claim(1)
    tree = team.desk.git("rev-parse", f"{mine}^{{tree}}")
    swallowed = team.sign(tree, [mine, other], "one")
    team.refuses(f"{swallowed}:{ONE}", told="M309 tangled-history")
    landed = team.land(other)
    tree = team.desk.git("merge-tree", "--write-tree", mine, landed).splitlines()[0]
    with_main = team.sign(tree, [mine, landed], "one")
    team.refuses_each(
        (f"{with_main}:{ONE}", "M309 tangled-history"),
        (f"{team.sign(tree, [], 'one')}:{ONE}", "M309 tangled-history"),
    )
    assert team.desk.git("merge-base", base, mine) == base
    team.lets_in(f"{mine}:{ONE}")


def test_a_holder_who_merges_main_is_told_why_not(held: tuple[Team, str]) -> None:
    team, first = held
    landed = team.land(team.claim(2, "two"))
    tree = team.desk.git("merge-tree", "--write-tree", first, landed).splitlines()[0]
    merge = team.sign(tree, [first, landed], "one")
    team.refuses(f"{merge}:{ONE}", told="M309 tangled-history")


def test_numbers_and_records_out_of_range(team: Team) -> None:
    done = team.refuses(
        f"{team.claim(13)}:refs/heads/claim/013", told="There is no number 13: the team has 12"
    )
    assert "$ muster claim --next" in said(done)
    twelfth = team.claim(12)
    large = {"responsibilities": f"[{', '.join(['x' * 400] * 200)}]"}
    huge = team.claim(12, "two", **large)
    team.refuses(f"{huge}:refs/heads/claim/012", told="M003 oversized-file")
    team.lets_in(f"{twelfth}:refs/heads/claim/012")


def test_one_session_has_one_claim_under_way(held: tuple[Team, str]) -> None:
    team, first = held
    second = team.claim(2, "two", "session-ONE")
    done = team.refuses(f"{second}:refs/heads/claim/002", told="One session has one claim under")
    assert "M306 rival-claim" in said(done)
    both = [f"{team.claim(n, 'three')}:refs/heads/claim/{n:03d}" for n in (3, 4)]
    team.refuses(*both, told="One session has one claim under")
    team.lets_in(f"{_amended(team, 'one', first)}:{ONE}")
    # Moving: the new claim and the release of the old one in one push.
    release = _released(team, "one", team.at("claim/001"))
    team.lets_in("--atomic", f"{team.claim(2)}:refs/heads/claim/002", f"{release}:{ONE}")
    assert team.at("claim/001") == release


def test_two_claims_of_one_session_that_came_at_once_both_go_on(held: tuple[Team, str]) -> None:
    team, first = held
    second = team.claim(2, "two", "session-one")
    bypass = "--receive-pack=git -c core.hooksPath=/dev/null receive-pack"
    team.lets_in(bypass, f"{second}:refs/heads/claim/002")
    team.lets_in(f"{_amended(team, 'one', first)}:{ONE}")


def test_a_claim_that_becomes_another_sessions_second(held: tuple[Team, str]) -> None:
    team, _ = held
    two = team.claim(2, "two")
    team.lets_in(f"{two}:refs/heads/claim/002")
    files = claim(2, "session-one", key=team.public("three"))
    rebound = team.step({}, "three", team.step(files, "two", two))
    team.refuses(f"{rebound}:refs/heads/claim/002", told="One session has one claim under")


def test_a_session_moves_with_its_number_on_main(merged: tuple[Team, str]) -> None:
    team, _ = merged
    files = claim(9, "session-one", key=team.public("one"))
    moved = team.step({**files, path_of(1): record(1)}, "one")
    stolen = team.step(
        {**claim(9, "session-two", key=team.public("two")), path_of(1): record(1)}, "two"
    )
    team.refuses(f"{stolen}:refs/heads/claim/009")
    team.lets_in(f"{moved}:refs/heads/claim/009")
    team.land(moved)


def test_the_record_is_mains_history_newer_or_older(team: Team) -> None:
    old = team.claim(1)
    merged = team.land(team.claim(2, "two"))
    team.lets_in(f"{old}:{ONE}", f"{team.claim(7, 'three', on=merged)}:{SEVEN}")


def test_racers_for_one_number(team: Team) -> None:
    """Exactly one wins; the others are told that somebody was first, or by whom it is held."""
    claims = [team.claim(7, name) for name in ("one", "two", "three")]
    pushes = [lambda c=c: team.push(f"{c}:{SEVEN}") for c in claims]
    codes = [done.code for done in together(*pushes)]
    assert codes.count(0) == 1
    assert team.at("claim/007") == claims[codes.index(0)]


def test_an_open_registry_asks_for_no_key(tmp_path: Path) -> None:
    team = prepare(tmp_path / "here", identity="open")
    first = team.step(claim(1, "session-one"), None)
    team.lets_in(f"{first}:{ONE}")
    other = team.step(claim(1, "session-two"), None)
    team.refuses(f"+{other}:{ONE}", told="Number 1 is held by session-one")
    rebased = team.step(claim(1, "session-one", schedule="[{do: Rest}]"), None)
    team.refuses(f"+{team.at()}:{ONE}", told="Number 1 is held by")
    team.lets_in(f"+{rebased}:{ONE}")
    team.lets_in(f"{team.step({path_of(1): record(1)}, None, rebased)}:{ONE}")
    proposal, keyed = team.step({"README.md": "x"}, None), team.claim(2)
    team.lets_in(
        f"+{other}:{ONE}",
        f"{proposal}:refs/heads/proposal/readme",
        f"{keyed}:refs/heads/claim/002",
    )
    told = "Only who began a proposal"
    other = team.step({"README.md": "y"}, None)
    team.refuses(f"+{other}:refs/heads/proposal/readme", told=told)
    onward = team.step({"README.md": "y"}, None, proposal)
    team.lets_in(f"{onward}:refs/heads/proposal/readme")
    theft = team.step(
        claim(2, "session-one", key=team.public("one"), ready="true", schedule="[{do: X}]"),
        None,
        keyed,
    )
    team.refuses(f"{theft}:refs/heads/claim/002", told="Number 2 is held by session-one")
