"""A session that is killed, or whose answer is lost: the same command again puts it right."""

from pathlib import Path

import pytest

from race.ledger import Ledger
from race.machine import GONE, HOOKS
from race.world import World, answer, footprint, make_world

CLAIM = ["claim", "--number", "2", "--session-id", "ada"]


@pytest.fixture
def world(tmp_path: Path) -> World:
    """Two clones."""
    return make_world(tmp_path / "world")


@pytest.mark.parametrize("kind", HOOKS)
def test_a_push_that_fails_anyhow_is_made_good_by_the_same_command(world: World, kind: str) -> None:
    ledger, clone = Ledger(world), world.clones[0]
    with world.hook(*HOOKS[kind]):
        failed = world.run(clone, *CLAIM)
    landed = kind == "the answer is lost"
    assert failed.code == (1 if kind.startswith("the hook") else 3), failed
    assert (2 in ledger.look().claims) is landed
    again = world.run(clone, *CLAIM)
    assert again.code == 0, again
    assert answer(again)["code"] == ("already-claimed" if landed else "claimed")
    ledger.check()


def test_a_remote_that_is_gone_is_an_error_and_nothing_else(world: World) -> None:
    with world.gone():
        failed = world.run(world.clones[0], *CLAIM)
    assert failed.code == 3, GONE
    assert answer(failed)["code"] == "remote-unreachable"
    assert world.run(world.clones[0], *CLAIM).code == 0


@pytest.mark.parametrize("ref", ["remotes/origin/main", "remotes/origin/claim/001"])
def test_a_lock_that_a_killed_git_left_holds_nobody_up(world: World, ref: str) -> None:
    mine, other = world.clones
    assert world.run(mine, "claim", "--number", "1", "--session-id", "bob").code == 0
    key = ("--yes", "--key", str(world.approver))
    assert world.run(mine, "approve", "1", *key).code == 0
    before = footprint(other)
    lock = other / f".git/refs/{ref}.lock"
    lock.parent.mkdir(parents=True, exist_ok=True)
    lock.touch()
    done = world.run(other, *CLAIM)
    assert done.code == 0, done
    assert not lock.exists()
    assert footprint(other) == before


def test_a_lock_of_somebody_else_stays(world: World) -> None:
    clone = world.clones[0]
    lock = clone / ".git/refs/heads/main.lock"
    lock.touch()
    assert world.run(clone, *CLAIM).code == 0
    assert lock.exists()
