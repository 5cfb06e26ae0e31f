"""Who can bring a team to consensus: nobody without the keys that it takes.

Sequences of real commands and real pushes against a real remote with its hook, made up by
hypothesis. What is asked is asked of what the remote has in the end, by a clone that saw nothing.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from support.agreed import BRANCH, acknowledgement, confirmation, digest_at, pair
from support.office import forked
from support.remotes import Team, signed_tag
from support.repos import Done

FEW = settings(
    max_examples=8,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=list(HealthCheck),
)
SESSIONS = {1: "one", 2: "two"}
Act = Callable[["World", str], object]


@dataclass
class World:
    """One copy of the team, and what was done in it."""

    team: Team

    def muster(self, *arguments: str, given: str = "") -> Done:
        """A command in the clone, whatever comes of it."""
        env = {**self.team.desk.env, "MUSTER_STATE_HOME": str(self.team.folder / "state")}
        return forked(self.team.desk.folder, env, arguments, given.encode())

    def command(self, name: str, key: str, *more: str, given: str = "") -> Done:
        """A command as the session that a key belongs to."""
        own = ("--session-id", f"session-{key}", "--key", str(self.team.key(key)))
        return self.muster(name, *own, *more, given=given)

    def tip(self) -> str:
        """What the branch activation has, else main."""
        return self.team.at("activation") or self.team.at()

    def push(self, commit: str, ref: str) -> Done:
        """A plain push, forced, whatever comes of it."""
        return self.team.push(f"+{commit}:{ref}")


def confirms(world: World, key: str) -> None:
    world.command("confirm", key)


def confirms_by_hand(world: World, key: str) -> None:
    world.push(world.team.step(confirmation(digest_at(world.team)), key, world.tip()), BRANCH)


def acknowledges(world: World, key: str) -> None:
    world.command("ack", key)


def acknowledges_for(number: int) -> Act:
    def act(world: World, key: str) -> None:
        files = acknowledgement(number, digest_at(world.team))
        world.push(world.team.step(files, key, world.tip()), BRANCH)

    act.__name__ = f"acknowledges_for_{number}"
    return act


def acknowledges_in_the_name_of(number: int) -> Act:
    def act(world: World, key: str) -> None:
        name = f"session-{SESSIONS[number]}"
        world.muster("ack", "--session-id", name, "--key", str(world.team.key(key)))

    act.__name__ = f"acknowledges_in_the_name_of_{number}"
    return act


def brings_all_at_once(world: World, key: str) -> None:
    digest = digest_at(world.team)
    files = {**confirmation(digest), **acknowledgement(1, digest), **acknowledgement(2, digest)}
    commit = world.team.step(files, key)
    world.push(commit, BRANCH)
    world.push(world.team.merge(commit, key), "refs/heads/main")


def approves(world: World, key: str) -> None:
    world.muster("approve", "activation", "--yes", "--key", str(world.team.key(key)))


def merges_by_hand(world: World, key: str) -> None:
    if head := world.team.at("activation"):
        world.push(world.team.merge(head, key), "refs/heads/main")


def moves_main_to_the_branch(world: World, key: str) -> None:
    world.push(world.tip(), "refs/heads/main")


def tags(world: World, key: str) -> None:
    text = f"consensus-1\n\nMuster-Digest: {digest_at(world.team)}"
    commit = signed_tag(world.team, "consensus-1", world.team.at(), key, text)
    world.push(commit, "refs/tags/consensus-1")


def amends(world: World, key: str) -> None:
    world.command("amend", key, "--from", "-", given="responsibilities: [Help]\n")


def releases(world: World, key: str) -> None:
    world.command("release", key)


ACTS: tuple[Act, ...] = (
    confirms, confirms_by_hand, acknowledges, acknowledges_for(1), acknowledges_for(2),
    acknowledges_in_the_name_of(1), acknowledges_in_the_name_of(2), brings_all_at_once, approves,
    merges_by_hand, moves_main_to_the_branch, tags,
)  # fmt: skip


def plays(keys: tuple[str, ...], acts: tuple[Act, ...]) -> st.SearchStrategy[list[tuple[Act, str]]]:
    """Sequences of acts, each by one of some keys."""
    return st.lists(st.tuples(st.sampled_from(acts), st.sampled_from(keys)), min_size=4, max_size=9)


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Team:
    return pair(tmp_path_factory.mktemp("pair") / "team")


def stands(world: World) -> dict[str, object]:
    """What the remote has, as a clone that saw nothing before tells it."""
    fresh = world.team.folder / "fresh"
    shutil.rmtree(fresh, ignore_errors=True)
    world.team.desk.git("clone", "--quiet", "--no-local", str(world.team.remote), str(fresh))
    done = forked(fresh, world.team.desk.env, ("status", "--json"))
    assert done.code == 0, done
    found: dict[str, object] = done.json["data"]
    return found


def played(first: Team, play: list[tuple[Act, str]]) -> tuple[World, str]:
    """Play on a copy of the team; the world after it, and main before."""
    folder = Path(tempfile.mkdtemp(prefix="muster-play-"))
    world = World(first.copy(folder / "team"))
    main = world.team.at()
    for act, key in play:
        act(world, key)
    return world, main


@FEW
@given(play=plays(("one", "two", "three", "stranger"), (*ACTS, amends, releases)))
def test_sessions_alone_never_activate(first: Team, play: list[tuple[Act, str]]) -> None:
    world, main = played(first, play)
    try:
        assert world.team.at() == main, "main moved without an approver"
        assert world.team.at("refs/tags/consensus-1") == ""
        assert stands(world)["active"] is False
    finally:
        shutil.rmtree(world.team.folder.parent)


@FEW
@given(play=plays(("one", "approver", "stranger"), ACTS))
def test_without_a_sessions_key_it_never_acknowledges(
    first: Team, play: list[tuple[Act, str]]
) -> None:
    """The approver takes part here, and still can't acknowledge for number 2."""
    world, _ = played(first, [(confirms, "one"), *play])
    try:
        told = stands(world)
        assert told["active"] is False
        activation = told["activation"]
        assert isinstance(activation, dict)
        assert 2 in activation["missing"]
    finally:
        shutil.rmtree(world.team.folder.parent)


def test_with_all_keys_the_same_acts_do_activate(first: Team) -> None:
    """What the two above can't reach is reached by those whose it is."""
    world, main = played(
        first,
        [(confirms, "one"), (acknowledges, "one"), (acknowledges, "two"), (approves, "approver")],
    )
    try:
        assert world.team.at() != main
        assert world.team.at("refs/tags/consensus-1")
        assert stands(world)["active"] is True
    finally:
        shutil.rmtree(world.team.folder.parent)
