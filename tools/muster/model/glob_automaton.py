"""What globs have in common, and what they leave out: decided by automata, never by samples.

All globs of one side stand side by side in one integer, a bit for each state, so that a step of
thousands of states is a few operations on integers.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import product
from typing import TypeVar

from muster.model.byte_set import ANY, DOT, SLASH, most_readable, rank
from muster.model.glob import Glob
from muster.model.path_form import BEGIN, FORMS, GOOD, onward

MOST_STEPS = 40_000
"""How long a gap is looked for; each step is some microseconds."""
MOST_EFFORT = 40_000
"""How much looking for those that meet among many may take; some 50 microseconds each."""
_TOGETHER = 64
_FIRST = 4  # globs of a group that are tried before the others: they tell of most that meet


class UndecidedError(Exception):
    """What is asked of globs would take too long to decide: they are too intricate."""


class Effort:
    """What is left of the work that a search may take, in steps; equal input takes equal work."""

    def __init__(self, steps: int = MOST_EFFORT) -> None:
        self._left = steps

    def spend(self, steps: int) -> None:
        """Take some. Raises ``UndecidedError`` where there is not enough left."""
        if self._left < steps:
            raise UndecidedError
        self._left -= steps


@dataclass(frozen=True)
class States:
    """The states of several globs as bits of one integer, in their order."""

    begin: int
    ends: int
    skip_one: int
    skip_two: int
    advances: tuple[tuple[int, int], ...]
    """Sets of bytes, each with the states that go on by one of them."""
    loops: tuple[tuple[int, int], ...]
    """Sets of bytes, each with the states that stay at one of them."""
    first: tuple[int, ...]
    """The first state of each glob."""
    _steps: dict[int, tuple[int, int]] = field(default_factory=dict, compare=False)

    def step(self, states: int, mask: int) -> int:
        """The states that some byte of a set leads to."""
        found = self._steps.get(mask)
        if found is None:
            found = self._steps[mask] = (_by(self.advances, mask), _by(self.loops, mask))
        goes, stays = found
        return self.closed((states & goes) << 1 | states & stays)

    def closed(self, states: int) -> int:
        """States with all those that they stand for too."""
        while True:
            more = states | (states & self.skip_one) << 1 | (states & self.skip_two) << 2
            if more == states:
                return states
            states = more

    def glob_of(self, states: int) -> int:
        """The first glob that one of the states belongs to."""
        lowest = (states & -states).bit_length() - 1
        return bisect_right(self.first, lowest) - 1


def _by(moves: Iterable[tuple[int, int]], mask: int) -> int:
    found = 0
    for allowed, states in moves:
        if allowed & mask:
            found |= states
    return found


@lru_cache(maxsize=1 << 12)
def states_of(globs: tuple[Glob, ...]) -> States:
    """Put globs side by side."""
    begin = ends = skip_one = skip_two = at = 0
    advances: dict[int, int] = {}
    loops: dict[int, int] = {}
    first = []
    for glob in globs:
        first.append(at)
        begin |= 1 << at
        for state in glob.ends:
            ends |= 1 << at + state
        for state, skips in enumerate(glob.skips):
            bit = 1 << at + state
            if state + 1 in skips:
                skip_one |= bit
            if state + 2 in skips:
                skip_two |= bit
            if glob.advances[state]:
                advances[glob.advances[state]] = advances.get(glob.advances[state], 0) | bit
            if glob.loops[state]:
                loops[glob.loops[state]] = loops.get(glob.loops[state], 0) | bit
        at += len(glob.loops)
    found = States(
        begin, ends, skip_one, skip_two, tuple(advances.items()), tuple(loops.items()), tuple(first)
    )
    return States(
        found.closed(begin), ends, skip_one, skip_two, found.advances, found.loops, found.first
    )


def meeting(one: Sequence[Glob], others: Sequence[Glob]) -> tuple[Glob, Glob] | None:
    """The first of the globs that has a path in common with one of the others, and which."""
    for glob in one:
        near = tuple(other for other in others if _near(glob, other))
        if not near:
            continue
        states = states_of(near)
        met = _met(glob, states)
        if met:
            return glob, near[states.glob_of(met)]
    return None


def meeting_of(
    one: Sequence[Glob], groups: Sequence[Sequence[Glob]], effort: Effort | None = None
) -> list[int]:
    """The indexes of the groups that have a path in common with one of the globs, ascending.

    The groups go through the automaton together, some dozens at once.
    Raises ``UndecidedError`` where that takes more than the effort that is left.
    """
    found: set[int] = set()
    for start in range(0, len(groups), _TOGETHER):
        indexes = range(start, min(start + _TOGETHER, len(groups)))
        first = [(index, other) for index in indexes for other in groups[index][:_FIRST]]
        others = [(index, other) for index in indexes for other in groups[index][_FIRST:]]
        for glob, group in product(one, (first, others)):
            near = [(i, g) for i, g in group if i not in found and _near(glob, g)]
            if near:
                states = states_of(tuple(g for _, g in near))
                if effort:
                    effort.spend(len(glob.loops) * (4 + states.ends.bit_length() // 256) // 4)
                met = _met(glob, states)
                while met:
                    at = states.glob_of(met)
                    found.add(near[at][0])
                    met &= -1 << states.first[at + 1] if at + 1 < len(near) else 0
    return sorted(found)


def _near(one: Glob, other: Glob) -> bool:
    return one.begins.startswith(other.begins) or other.begins.startswith(one.begins)


def _met(glob: Glob, others: States) -> int:
    """The ends of the others that a path of the glob reaches.

    A glob goes from each state to itself or onward, so that one pass over its states is enough.
    """
    reached = [[0] * len(FORMS) for _ in range(len(glob.loops) + 2)]
    reached[0][BEGIN] = others.begin
    met = 0
    for state, loop in enumerate(glob.loops):
        here = reached[state]
        fresh = list(here) if loop else []
        while any(fresh):
            onto = [0] * len(FORMS)
            for form, states in enumerate(fresh):
                if states:
                    for mask, after in onward(form, loop):
                        onto[after] |= others.step(states, mask)
            fresh = [new & ~old for new, old in zip(onto, here, strict=True)]
            for form in FORMS:
                here[form] |= fresh[form]
        if state in glob.ends:
            met |= here[GOOD] & others.ends
        for target in glob.skips[state]:
            for form in FORMS:
                reached[target][form] |= here[form]
        if glob.advances[state]:
            for form in FORMS:
                if here[form]:
                    for mask, after in onward(form, glob.advances[state]):
                        reached[state + 1][after] |= others.step(here[form], mask)
    return met


@lru_cache(maxsize=1 << 12)
def common_path(one: Glob, other: Glob) -> str | None:
    """The shortest path that both match, of letters where they may be; None if there is none."""
    mine, theirs = _moves(one), _moves(other)
    begin = (0, 0, BEGIN)
    came: dict[tuple[int, int, int], tuple[tuple[int, int, int], int]] = {}
    level = [begin]
    while level:
        following: list[tuple[int, int, int]] = []
        for node in level:
            state, other_state, form = node
            if form == GOOD and mine[state].ends and theirs[other_state].ends:
                return _spelled(came, begin, node)
            found: dict[tuple[int, int, int], int] = {}
            for mask, target in mine[state].moves:
                for other_mask, other_target in theirs[other_state].moves:
                    for allowed, after in onward(form, mask & other_mask):
                        onto = (target, other_target, after)
                        found[onto] = found.get(onto, 0) | allowed
            new = {
                onto: most_readable(allowed)
                for onto, allowed in found.items()
                if onto not in came and onto != begin
            }
            for onto in sorted(new, key=lambda onto: (rank(new[onto]), onto)):
                came[onto] = (node, new[onto])
                following.append(onto)
        level = following
    return None


@dataclass(frozen=True, slots=True)
class _State:
    """Where a byte leads from a state and from those that it stands for."""

    moves: tuple[tuple[int, int], ...]
    ends: bool


@lru_cache(maxsize=1 << 12)
def _moves(glob: Glob) -> tuple[_State, ...]:
    found: list[_State] = []
    for state in range(len(glob.loops)):
        stands = [state]
        for one in stands:
            stands += [skip for skip in glob.skips[one] if skip not in stands]
        moves = [(glob.loops[one], one) for one in stands if glob.loops[one]]
        moves += [(glob.advances[one], one + 1) for one in stands if glob.advances[one]]
        found.append(_State(tuple(moves), not glob.ends.isdisjoint(stands)))
    return tuple(found)


_Node = TypeVar("_Node")


def _spelled(came: Mapping[_Node, tuple[_Node, int]], begin: _Node, node: _Node) -> str:
    """The path that leads from the beginning to a node."""
    found = bytearray()
    while node != begin:
        node, byte = came[node]
        found.append(byte)
    return bytes(reversed(found)).decode("utf-8", "backslashreplace")


def uncovered_path(whole: Sequence[Glob], parts: Sequence[Glob]) -> str | None:
    """The shortest path of the first glob that the parts leave something of; None if of none.

    Raises ``UndecidedError`` after ``MOST_STEPS``.
    """
    left = MOST_STEPS
    for glob in whole:
        near = tuple(part for part in parts if _near(glob, part))
        found, left = _uncovered(glob, states_of(near), left)
        if found is not None:
            return found
    return None


def _uncovered(glob: Glob, parts: States, left: int) -> tuple[str | None, int]:
    """A path of the glob that no part has, and how many steps are left.

    A node is a state of the glob and all that the parts may be in. Where the same state was seen
    with fewer of the parts, whatever is to be found from here is found from there.
    """
    moves = _moves(glob)
    letters = _letters(glob, parts)
    begin = (0, parts.begin, BEGIN)
    came: dict[tuple[int, int, int], tuple[tuple[int, int, int], int]] = {}
    fewest: dict[tuple[int, int], list[int]] = {(0, BEGIN): [parts.begin]}
    weight = 1 + parts.ends.bit_length() // 2048
    level = [begin]
    while level:
        following: list[tuple[int, int, int]] = []
        for node in level:
            state, covered, form = node
            if form == GOOD and moves[state].ends and not covered & parts.ends:
                return _spelled(came, begin, node), left
            for byte in letters:
                bit = 1 << byte
                after = next((after for _, after in onward(form, bit)), None)
                targets = [target for mask, target in moves[state].moves if mask & bit]
                if after is None or not targets:
                    continue
                left -= weight
                if left < 0:
                    raise UndecidedError
                then = parts.step(covered, bit)
                for target in targets:
                    known = fewest.setdefault((target, after), [])
                    if any(fewer & ~then == 0 for fewer in known):
                        continue
                    known[:] = [more for more in known if then & ~more]
                    known.append(then)
                    left -= weight * len(known) // 64
                    onto = (target, then, after)
                    came[onto] = (node, byte)
                    following.append(onto)
        level = following
    return None, left


def _letters(glob: Glob, parts: States) -> list[int]:
    """One byte of each kind that the globs tell apart, the most readable first."""
    masks = {*glob.loops, *glob.advances, DOT, SLASH}
    masks.update(mask for mask, _ in (*parts.advances, *parts.loops))
    kinds = [ANY]
    for mask in sorted(masks):
        kinds = [kind for one in kinds for kind in (one & mask, one & ~mask) if kind]
    return sorted((most_readable(kind) for kind in kinds), key=rank)


def matches(glob: Glob, path: bytes) -> bool:
    """Whether a path is one of the glob's."""
    states = states_of((glob,))
    at, form = states.begin, BEGIN
    for byte in path:
        onto = onward(form, 1 << byte)
        if not onto or not at:
            return False
        at, form = states.step(at, 1 << byte), onto[0][1]
    return form == GOOD and bool(at & states.ends)
