"""Many at the same moment: what each of them is told, and what is left."""

import shlex
from collections import Counter
from pathlib import Path

import pytest

from race.ledger import Ledger, numbers
from race.rogue import KINDS, attack
from race.world import World, answer, footprint, make_world, text

MANY = 12


@pytest.fixture
def world(tmp_path: Path) -> World:
    """Twelve planned slots, and a clone for each of twelve sessions."""
    return make_world(tmp_path / "world", size=MANY, planned=range(1, MANY + 1), clones=MANY)


@pytest.fixture
def shared(tmp_path: Path) -> World:
    """One clone, with a worktree of it, in which all sessions are at work."""
    return make_world(
        tmp_path / "world", size=MANY, planned=range(1, MANY + 1), clones=1, worktrees=1
    )


def claim(session: int, *arguments: str) -> list[str]:
    """A claim of a session."""
    return ["claim", *arguments, "--session-id", f"session-{session}"]


def session_of(clone: Path) -> str:
    """The session at work in a clone."""
    return f"session-{clone.name.rpartition('-')[2]}"


def test_twelve_want_one_number_and_one_has_it(world: World) -> None:
    ledger, before = Ledger(world), [footprint(clone) for clone in world.clones]
    rush = [(clone, claim(i, "--number", "7")) for i, clone in enumerate(world.clones)]
    done = world.at_once(*rush)
    assert Counter(one.code for one in done) == {0: 1, 5: MANY - 1}, done
    (won,) = (one for one in done if one.code == 0)
    held = ledger.look().claims[7]
    assert held is not None
    assert held["session_id"] == answer(won)["data"]["session_id"]
    lost = [pair for pair in zip(done, world.clones, strict=True) if pair[0] is not won]
    for one, clone in lost:
        told = answer(one)
        assert told["code"] == "number-taken"
        assert told["data"]["holder"]["session_id"] == held["session_id"]
        assert held["session_id"] in told["message"]
        assert answer(won)["data"]["commit"][:12] in told["message"]
        assert told["next"] == [f"muster claim --number 1 --session-id {session_of(clone)}"]
    for _, clone in lost[:3]:
        # The next command is exact: it is run as it stands, until it wins or tells the next.
        command = f"muster claim --number 1 --session-id {session_of(clone)}"
        for _ in range(MANY):
            again = world.run(clone, *shlex.split(command)[1:])
            if again.code == 0:
                break
            assert again.code == 5, again
            (command,) = answer(again)["next"]
    ledger.check()
    assert numbers(ledger.last.claims.values()) == [1, 2, 3, 7]
    assert ledger.last.claims[7] == held
    assert [footprint(clone) for clone in world.clones] == before


@pytest.mark.parametrize("where", ["twelve clones", "one checkout"])
def test_twelve_ask_for_the_next_and_get_twelve_numbers(
    where: str, request: pytest.FixtureRequest
) -> None:
    world: World = request.getfixturevalue("world" if where == "twelve clones" else "shared")
    ledger, before = Ledger(world), [footprint(clone) for clone in world.clones]
    places = [world.clones[i % len(world.clones)] for i in range(MANY)]
    done = world.at_once(*((place, claim(i, "--next")) for i, place in enumerate(places)))
    assert [one.code for one in done] == [0] * MANY, done
    ledger.check()
    assert {answer(one)["data"]["number"] for one in done} == set(range(1, MANY + 1))
    assert numbers(ledger.last.claims.values()) == list(range(1, MANY + 1))
    assert len({record["key"] for record in ledger.last.claims.values() if record}) == MANY
    assert [footprint(clone) for clone in world.clones] == before


@pytest.mark.parametrize("wanted", [["--next"], ["--number", "4"]])
def test_one_session_started_twice_has_one_claim(world: World, wanted: list[str]) -> None:
    ledger = Ledger(world)
    done = world.at_once(*((clone, claim(1, *wanted)) for clone in world.clones[:3]))
    assert [one.code for one in done] == [0] * 3, done
    ledger.check()
    held = [record for record in ledger.last.claims.values() if record]
    assert len(held) == 1
    told = [answer(one)["data"] for one in done]
    assert {(one["number"], one["record"]["key"]) for one in told} == {
        (held[0]["number"], held[0]["key"])
    }
    assert len(list(world.state.glob("keys/*/session-1-*/key"))) == 1


def test_two_approvers_at_once_lose_nothing(world: World) -> None:
    ledger = Ledger(world)
    for number in range(1, 7):
        assert world.run(world.clones[number], *claim(number, "--number", str(number))).code == 0
    key = ("--yes", "--key", str(world.approver))
    done = world.at_once(
        (world.clones[0], ["approve", "--all", *key]),
        (world.clones[1], ["approve", "--all", *key]),
        (world.clones[2], ["approve", "6", "5", *key]),
        (world.clones[3], claim(8, "--next")),
    )
    assert all(one.code in {0, 1} for one in done), done
    assert not any(answer(one)["code"] == "refused-by-remote" for one in done), done
    ledger.check()
    assert numbers(ledger.last.records.values()) == [1, 2, 3, 4, 5, 6]


def test_bare_git_takes_nothing_that_is_held(world: World) -> None:
    ledger = Ledger(world)
    assert world.run(world.clones[0], *claim(1, "--number", "1")).code == 0
    assert world.run(world.clones[0], *claim(2, "--number", "2")).code == 0
    key = ("--yes", "--key", str(world.approver))
    assert world.run(world.clones[0], "approve", "2", *key).code == 0
    before = ledger.look()
    assert {(kind, n) for kind in KINDS for n in (1, 2) if attack(world, kind, n)} == set()
    assert ledger.look() == before
    ledger.check()
    assert attack(world, "take", 3)  # free: whoever makes a good commit by hand has it
    ledger.check()


def test_two_claims_that_are_right_alone_are_not_both_approved(tmp_path: Path) -> None:
    world = make_world(tmp_path / "world")
    ledger, (here, there) = Ledger(world), world.clones
    (tmp_path / "text").write_text(text("keeper-a", 3))
    for clone, session, number in ((here, 1, "4"), (there, 2, "5")):
        wanted = ("--number", number, "--from", str(tmp_path / "text"))
        assert world.run(clone, *claim(session, *wanted)).code == 0
    key = ("--yes", "--key", str(world.approver))
    done = world.at_once((here, ["approve", "4", *key]), (there, ["approve", "5", *key]))
    assert sorted(one.code for one in done) == [0, 1], done
    assert world.run(here, "approve", "--all", *key).code == 1
    ledger.check()
    assert len(numbers(ledger.last.records.values())) == 1
