"""The branch activation and the tags over it: who confirms, who acknowledges, what main takes."""

from __future__ import annotations

from pathlib import Path

import pytest

from muster.model.layout import ACTIVATION
from support.agreed import BRANCH, acknowledgement, confirmation, digest_at, pair
from support.remotes import Team, prepare, said, signed_tag
from support.repos import claim, path_of, record

OTHER = f"sha256:{'a' * 64}"
TAG = "refs/tags/consensus-1"


@pytest.fixture(scope="module")
def first_pair(tmp_path_factory: pytest.TempPathFactory) -> Team:
    return pair(tmp_path_factory.mktemp("pair") / "team")


@pytest.fixture(scope="module")
def first_confirmed(first_pair: Team, tmp_path_factory: pytest.TempPathFactory) -> Team:
    """The orchestrator has confirmed."""
    made = first_pair.copy(tmp_path_factory.mktemp("confirmed") / "team")
    made.lets_in(f"{made.step(confirmation(digest_at(made)), 'one')}:{BRANCH}")
    return made


@pytest.fixture(scope="module")
def first_agreed(first_confirmed: Team, tmp_path_factory: pytest.TempPathFactory) -> Team:
    """Both have acknowledged."""
    made = first_confirmed.copy(tmp_path_factory.mktemp("agreed") / "team")
    both_ack(made)
    return made


@pytest.fixture(scope="module")
def first_landed(first_agreed: Team, tmp_path_factory: pytest.TempPathFactory) -> Team:
    """That is on main, by the last merge."""
    made = first_agreed.copy(tmp_path_factory.mktemp("landed") / "team")
    made.land(made.at("activation"))
    return made


@pytest.fixture
def team(first_pair: Team, tmp_path: Path) -> Team:
    return first_pair.copy(tmp_path / "team")


@pytest.fixture
def confirmed(first_confirmed: Team, tmp_path: Path) -> Team:
    return first_confirmed.copy(tmp_path / "team")


@pytest.fixture
def agreed(first_agreed: Team, tmp_path: Path) -> Team:
    return first_agreed.copy(tmp_path / "team")


@pytest.fixture
def landed(first_landed: Team, tmp_path: Path) -> Team:
    return first_landed.copy(tmp_path / "team")


def ack(
    team: Team, number: int, key: str | None, digest: str = "", says: int = 0, on: str = ""
) -> str:
    """An acknowledgement on top of the branch, by default of the roster that main has."""
    digest = digest or digest_at(team)
    return team.step(acknowledgement(number, digest, says=says), key, on or team.at("activation"))


def acks(team: Team, number: int, key: str) -> None:
    team.lets_in(f"{ack(team, number, key)}:{BRANCH}")


def both_ack(team: Team) -> None:
    team.lets_in(f"{ack(team, 2, 'two', on=ack(team, 1, 'one'))}:{BRANCH}")


def test_only_the_orchestrator_confirms_and_only_the_roster_as_it_is(team: Team) -> None:
    digest = digest_at(team)
    told = "registry/activation.yaml is the orchestrator's"
    stale = "M405 stale-confirmation"
    team.refuses_each(
        (f"{team.step(confirmation(digest), 'two')}:{BRANCH}", told),
        (f"{team.step(confirmation(digest), 'stranger')}:{BRANCH}", told),
        (f"{team.step(confirmation(digest), None)}:{BRANCH}", told),
        (f"{team.step(confirmation(OTHER), 'one')}:{BRANCH}", stale),
        (f"{team.step(confirmation(digest, consensus=2), 'one')}:{BRANCH}", stale),
        (f"{team.step(confirmation(digest, by=2), 'one')}:{BRANCH}", stale),
    )
    team.refuses(f"{team.at()}:{BRANCH}", told="brings nothing that main lacks")
    extra = team.step({**confirmation(digest), "README.md": "x"}, "one")
    team.refuses(f"{extra}:{BRANCH}", told="only, not README.md")
    team.lets_in(f"{team.step(confirmation(digest), 'one')}:{BRANCH}")


def test_nothing_is_confirmed_before_all_have_registered(tmp_path: Path) -> None:
    team = prepare(tmp_path / "team", (1, 2), size="2")
    team.land(team.claim(1, "one"))
    first = team.step(confirmation(digest_at(team)), "one")
    done = team.refuses(f"{first}:{BRANCH}", told="number 2 has not registered")
    assert "M405" in said(done)


def test_nothing_is_confirmed_while_main_has_findings_that_wait(team: Team) -> None:
    vague = "{statement: Send 5 emails a day, metrics: [{name: emails_sent, exactly: 5, per: day}]}"
    changed = claim(2, "session-two", key=team.public("two"), goal=vague)
    team.land(team.step(changed, "two"))
    confirmed = team.step(confirmation(digest_at(team)), "one")
    done = team.refuses(f"{confirmed}:{BRANCH}", told="Nothing is confirmed while main has")
    assert "M210" in said(done)
    team.land(team.claim(2, "two"))
    team.lets_in(f"{team.step(confirmation(digest_at(team)), 'one')}:{BRANCH}")


def test_an_acknowledgement_is_its_sessions_alone(confirmed: Team) -> None:
    team, own = confirmed, "only that session's own key acknowledges"
    team.refuses_each(
        (f"{ack(team, 2, 'one')}:{BRANCH}", own),
        (f"{ack(team, 2, 'approver')}:{BRANCH}", own),
        (f"{ack(team, 2, 'stranger')}:{BRANCH}", own),
        (f"{ack(team, 2, None)}:{BRANCH}", own),
        (f"{ack(team, 3, 'two')}:{BRANCH}", own),
    )
    void = "would not count"
    team.refuses_each(
        (f"{ack(team, 2, 'two', OTHER)}:{BRANCH}", void),
        (f"{ack(team, 2, 'two', says=1)}:{BRANCH}", "M102 number-mismatch"),
    )
    mine = team.step(acknowledgement(2, digest_at(team)), "two", team.at("activation"))
    both = team.step(acknowledgement(1, digest_at(team)), "two", mine)
    team.refuses(f"{both}:{BRANCH}", told=own)
    team.lets_in(f"{mine}:{BRANCH}")


def test_nobody_takes_an_acknowledgement_back_or_the_branch(agreed: Team) -> None:
    team = agreed
    tip, forward = team.at("activation"), "activation moves forward only"
    gone = {"registry/acks/002.yaml": None}
    team.refuses_each(
        (f"+{tip}^:{BRANCH}", forward),
        (f"+{team.at()}:{BRANCH}", forward),
        (f"+{team.step(confirmation(digest_at(team)), 'approver')}:{BRANCH}", forward),
        (f"{team.step(gone, 'one', tip)}:{BRANCH}", "only that session's own key"),
        (f"{team.step(gone, 'two', tip)}:{BRANCH}", "would not count: it has not acknowledged"),
    )
    empty = team.sign(team.desk.git("rev-parse", f"{tip}^{{tree}}"), [tip], "stranger")
    team.refuses(f"{empty}:{BRANCH}", told="is signed by neither an approver nor a session")


def test_nobody_fills_the_branch_with_what_nobody_needs(confirmed: Team) -> None:
    """A branch is judged up to so many commits: whoever could fill it could block it for good."""
    team = confirmed
    team.desk.git("fetch", "--quiet", "origin", "activation")
    digest, first = digest_at(team), team.at("activation")
    empty = team.sign(team.desk.git("rev-parse", f"{first}^{{tree}}"), [first], "two")
    acked = ack(team, 2, "two")
    anew = f"number: 2\ndigest: {digest}\naccepts: true\ntimestamp: 2026-01-01T00:00:00Z\n"
    twice = team.step({"registry/acks/002.yaml": anew}, "two", acked)
    gone = team.step({"registry/acks/002.yaml": None}, "two", acked)
    back = team.step(acknowledgement(2, digest), "two", gone)
    again = team.step({"registry/activation.yaml": f"{confirmation(digest)[ACTIVATION]}# again\n"},
                      "one", first)  # fmt: skip
    team.refuses_each(
        (f"{empty}:{BRANCH}", "changes nothing"),
        (f"{twice}:{BRANCH}", "acknowledged already"),
        (f"{back}:{BRANCH}", "acknowledged already"),
        (f"{again}:{BRANCH}", "confirms what is confirmed already"),
    )
    team.lets_in(f"{acked}:{BRANCH}")
    team.refuses(f"{twice}:{BRANCH}", told="acknowledged already")
    team.refuses(f"{back}:{BRANCH}", told="acknowledged already")


def test_an_acknowledgement_needs_a_confirmation(team: Team) -> None:
    alone = team.step(acknowledgement(2, digest_at(team)), "two")
    team.refuses(f"{alone}:{BRANCH}", told="would not count")


def test_main_takes_an_activation_that_all_have_acknowledged(confirmed: Team) -> None:
    team = confirmed
    acks(team, 2, "two")
    early = team.merge(team.at("activation"))
    done = team.refuses(f"{early}:refs/heads/main", told="M406 void-ack")
    assert "Number 1 has not acknowledged yet: 1 of 2 have" in said(done)
    acks(team, 1, "one")
    team.land(team.at("activation"))


def test_a_roster_that_changed_voids_confirmation_and_acknowledgements(agreed: Team) -> None:
    team = agreed
    old = digest_at(team)
    team.land(team.step(claim(1, "session-one", key=team.public("one"), responsibilities="[Plan]"),
                        "one"))  # fmt: skip
    assert digest_at(team) != old
    merge = team.merge(team.at("activation"))
    team.refuses(f"{merge}:refs/heads/main", told="M405 stale-confirmation")
    team.refuses(f"{ack(team, 1, 'one')}:{BRANCH}", told="M405 stale-confirmation")
    again = team.step(confirmation(digest_at(team)), "one", team.at("activation"))
    team.lets_in(f"{again}:{BRANCH}")
    merge = team.merge(team.at("activation"))
    done = team.refuses(f"{merge}:refs/heads/main", told="M406 void-ack")
    assert "which is another roster" in said(done)
    both_ack(team)
    team.land(team.at("activation"))


def test_who_takes_a_number_over_before_the_approval_acknowledges_anew(agreed: Team) -> None:
    team = agreed
    digest = digest_at(team)
    team.land(team.step(claim(2, "session-new", key=team.public("three")), "approver"))
    assert digest_at(team) == digest
    merge = team.merge(team.at("activation"))
    done = team.refuses(f"{merge}:refs/heads/main", told="M406 void-ack")
    assert "which its key did not sign" in said(done)
    # The same file again is no step: what is accepted anew is written anew.
    text = f"number: 2\ndigest: {digest}\naccepts: true\ntimestamp: 2026-01-01T00:00:00Z\n"
    anew = {"registry/acks/002.yaml": text}
    tip = team.at("activation")
    team.refuses(f"{team.step(anew, 'two', tip)}:{BRANCH}", told="only that session's own key")
    team.lets_in(f"{team.step(anew, 'three', tip)}:{BRANCH}")
    team.land(team.at("activation"))


def tag(team: Team, name: str, at: str, key: str | None, digest: str = "") -> str:
    text = f"{name}\n\nMuster-Digest: {digest or digest_at(team)}"
    return signed_tag(team, name, at, key, text)


def test_a_consensus_is_an_approvers_signature_over_what_main_has(landed: Team) -> None:
    team, merge, head = landed, landed.at(), landed.at("activation")
    before = team.desk.git("rev-parse", f"{merge}^1")
    signs = "A consensus is a tag that an approver signs"
    team.refuses_each(
        (f"{merge}:{TAG}", signs),
        (f"{tag(team, 'consensus-1', merge, None)}:{TAG}", signs),
        (f"{tag(team, 'consensus-1', merge, 'two')}:{TAG}", signs),
        (f"{tag(team, 'consensus-1', merge, 'stranger')}:{TAG}", signs),
        (f"{tag(team, 'release-1', merge, 'approver')}:{TAG}", "approver signed is release-1"),
        (f"{tag(team, 'consensus-1', head, 'approver')}:{TAG}", "A consensus stands on main"),
        (f"{tag(team, 'consensus-1', before, 'approver')}:{TAG}", "has no confirmation"),
        (f"{tag(team, 'consensus-1', merge, 'approver', OTHER)}:{TAG}", f"it names {OTHER}"),
        (f"{signed_tag(team, 'consensus-1', merge, 'approver')}:{TAG}", "it names no digest"),
        (f"{tag(team, 'consensus-2', merge, 'approver')}:refs/tags/consensus-2",
         "has consensus-1, and the tag is consensus-2"),
    )  # fmt: skip
    later = team.land(team.step({"README.md": "x"}, "approver"))
    team.refuses(
        f"{tag(team, 'consensus-1', later, 'approver')}:{TAG}", told=f"came to main by {merge[:12]}"
    )
    first = tag(team, "consensus-1", merge, "approver")
    team.lets_in(f"{first}:{TAG}")
    team.refuses(f"{first}:refs/tags/consensus-2", told="What the approver signed is consensus-1")
    again = tag(team, "consensus-1", merge, "approver", digest_at(team))
    team.refuses(f"+{again}^{{}}:{TAG}", told="is there already and stays")


def test_the_second_round_has_the_next_number_and_its_tag_waits_for_the_first(landed: Team) -> None:
    team, first = landed, landed.at()
    team.land(team.step(claim(2, "session-two", key=team.public("two"), responsibilities="[Help]"),
                        "two"))  # fmt: skip
    digest = digest_at(team)
    same = team.step(confirmation(digest), "one")
    team.refuses(f"{same}:{BRANCH}", told="it says consensus 1; the next one is 2")
    team.lets_in(f"{team.step(confirmation(digest, consensus=2), 'one')}:{BRANCH}")
    merge = team.merge(team.at("activation"))
    done = team.refuses(f"{merge}:refs/heads/main", told="M406 void-ack")
    assert "0 of 2 have" in said(done) or "another roster" in said(done)
    both_ack(team)
    second = team.land(team.at("activation"))
    two = tag(team, "consensus-2", second, "approver")
    team.refuses(f"{two}:refs/tags/consensus-2", told="consensus-1 comes first")
    one = tag(team, "consensus-1", first, "approver", digest_at(team, first))
    team.lets_in(f"{one}:{TAG}")
    team.lets_in(f"{two}:refs/tags/consensus-2")


def test_main_keeps_its_confirmation(landed: Team) -> None:
    team = landed
    gone = team.step({"registry/activation.yaml": None}, "approver")
    team.refuses(f"{gone}:{BRANCH}", told="M405 stale-confirmation")
    merge = team.merge(gone)
    team.refuses(f"{merge}:refs/heads/main", told="The confirmation that stands on main is taken")


def test_a_record_that_nobody_holds_leaves_the_team_incomplete(agreed: Team) -> None:
    team = agreed
    team.land(team.step({path_of(2): record(2)}, "approver"))
    merge = team.merge(team.at("activation"))
    team.refuses(f"{merge}:refs/heads/main", told="number 2 has not registered")
