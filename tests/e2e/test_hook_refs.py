"""Which refs exist on a remote, and which of them go: real git against the real hook."""

from __future__ import annotations

from pathlib import Path

import pytest

from muster.model.refs import read_ref
from support.remotes import Team, hook, prepare, said, signed_tag

NAMES = (
    "refs/heads/foo",
    "refs/heads/Main",
    "refs/heads/main2",
    "refs/heads/master",
    "refs/heads/refs/heads/main",
    "refs/heads/claim/1",
    "refs/heads/claim/01",
    "refs/heads/claim/0001",
    "refs/heads/claim/000",
    "refs/heads/claim/1000000",
    "refs/heads/claim/001x",
    "refs/heads/claim/+01",
    "refs/heads/claim/００１",  # full-width digits
    "refs/heads/claim/٠٠١",  # Arabic ones
    "refs/heads/CLAIM/001",
    "refs/heads/claim-001",
    "refs/heads/сlaim/001",  # begins with a Cyrillic letter
    "refs/heads/claim\u200b/001",
    "refs/heads/claim/001\u00a0",
    "refs/heads/claim/001.",
    "refs/heads/claim/001.x",
    "refs/heads/claim/008/x",
    "refs/heads/activation2",
    "refs/heads/Activation",
    "refs/heads/proposal/x/y",
    "refs/heads/proposal/X",
    "refs/heads/proposal/-x",
    "refs/heads/proposal/" + "x" * 65,
    "refs/heads/--upload-pack=x",
    "refs/heads/-x",
    "refs/heads/$(touch${IFS}pwned)",
    "refs/heads/`touch${IFS}pwned`;x",
    "refs/heads/'\"",
    "refs/notes/commits",
    "refs/for/main",
    "refs/changes/01/1/1",
    "refs/pull/1/head",
    "refs/remotes/origin/main",
    "refs/stash",
    "refs/muster/pins/main",
    "refs/tags/v1",
    "refs/tags/main",
    "refs/tags/consensus-0",
    "refs/tags/consensus-01",
    "refs/tags/consensus-1/x",
    "refs/main",
)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Team:
    """The team that each test gets a copy of: number 1 is claimed, 2 approved."""
    team = prepare(tmp_path_factory.mktemp("refs") / "here")
    team.lets_in(f"{team.claim(1)}:refs/heads/claim/001")
    two = team.claim(2, "two")
    team.lets_in(f"{two}:refs/heads/claim/002")
    team.land(two)
    return team


@pytest.fixture
def team(made: Team, tmp_path: Path) -> Team:
    return made.copy(tmp_path / "here")


def test_other_names_and_lookalikes(team: Team) -> None:
    claim = team.claim(3, "three")
    names = [name for name in NAMES if not name.endswith(".")]  # git itself refuses that one
    for at in range(0, len(names), 19):  # each a push that a good one is part of
        part = names[at : at + 19]
        done = team.refuses(*(f"{claim}:{n}" for n in part), f"{claim}:refs/heads/claim/003")
        assert said(done).count("There is no place for it") == len(part), done.err
    team.refuses(f"{claim}:refs/heads/claim/001.")
    assert not (team.remote / "pwned").exists()
    team.lets_in(f"{claim}:refs/heads/claim/003")


def test_every_name_by_itself() -> None:
    """What the hook asks of each, without a push for each."""
    assert [name for name in NAMES if read_ref(name)] == []
    for name in ("main", "claim/001", "claim/999", "claim/1000", "proposal/a-1", "activation"):
        assert read_ref(f"refs/heads/{name}")
    assert read_ref("refs/tags/consensus-12")


def test_deletions(team: Team) -> None:
    proposal = team.step({"README.md": "x"}, "approver")
    team.lets_in(f"{proposal}:refs/heads/proposal/readme")
    tag = signed_tag(team, "consensus-1", team.at(), "approver")
    # Which tags get in is shown in test_hook_activation.py.
    team.lets_in(
        "--receive-pack=git -c core.hooksPath=/dev/null receive-pack",
        f"{tag}:refs/tags/consensus-1",
    )
    for ref in (
        "refs/heads/main",
        "refs/heads/claim/001",
        "refs/heads/claim/002",  # merged, and still not to be deleted
        "refs/heads/proposal/readme",
        "refs/tags/consensus-1",
    ):
        team.refuses(f":{ref}")
    # Git's own setting is a second lock; this shows the first.
    team.config("receive.denyDeletes", "false")
    team.config("receive.denyDeleteCurrent", "ignore")
    refs = ("main", "claim/001", "claim/002", "proposal/readme")
    done = team.refuses(*(f":refs/heads/{ref}" for ref in refs), ":refs/tags/consensus-1")
    assert said(done).count("Nothing is deleted here") == 5
    assert "$ muster release" in said(done)


def test_what_is_no_commit(team: Team) -> None:
    claim = team.claim(3, "three")
    tag = signed_tag(team, "claim-tag", claim, "three")
    # Git itself refuses a tag under refs/heads/, at the client or behind the hook.
    team.refuses(f"{tag}:refs/heads/claim/003")
    team.lets_in(
        "--receive-pack=git -c core.hooksPath=/dev/null receive-pack", f"{tag}:refs/kept/x"
    )
    told = said(hook(team, f"{'0' * 40} {tag} refs/heads/claim/003"))
    assert "A branch is a line of commits, and" in told
    assert "is a tag" in told
    blob = team.desk.git("hash-object", "-w", "--stdin", given=b"x")
    team.refuses(f"{blob}:refs/heads/claim/003")
    team.refuses(f"{blob}:refs/tags/consensus-1")


def test_more_refs_than_are_taken_at_once(team: Team) -> None:
    claim = team.claim(3, "three")
    many = [f"{claim}:refs/heads/x{number}" for number in range(100)]
    done = team.refuses(*many, f"{claim}:refs/heads/claim/003", told="at most 100 are taken")
    assert said(done).count("muster:") == 1


def test_what_the_hook_is_told_must_be_what_is_there(team: Team) -> None:
    """A crafted client can name any old tip, and one ref twice."""
    at, claim = team.at("claim/001"), team.claim(3, "three")
    null = "0" * 40
    ref = "refs/heads/claim/003"
    team.desk.git("push", "--quiet", "--receive-pack=git -c core.hooksPath=/dev/null receive-pack",
                  str(team.remote), f"{claim}:{ref}")  # fmt: skip
    for line in (f"{null} {claim} {ref}", f"{at} {claim} {ref}", f"{claim} {claim} {ref}x"):
        assert hook(team, line).code == 10
    assert "has moved since you looked" in said(hook(team, f"{null} {claim} {ref}"))
    onward = f"{at} {at} refs/heads/claim/001"
    assert "moves it twice" in said(hook(team, f"{onward}\n{onward}"))
    for bad in ("", "x", f"{null} {claim}", f"{null} {claim} {ref}\0", f"{null}  {claim} {ref}",
                f"{null} {claim} {ref}\n\n", f"{null} {claim} " + "x" * (1 << 20)):  # fmt: skip
        assert "It can't be judged" in said(hook(team, bad)), bad
    assert "is refused" in said(hook(team, f"{null} {claim} refs/heads/\x1b[31m\rx"))
    assert "\x1b" not in hook(team, f"{null} {claim} refs/heads/\x1b[31m\rx").err
