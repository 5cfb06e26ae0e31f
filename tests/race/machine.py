"""The state machine: sessions, an approver, kills, outages and clocks over one remote.

The sessions' commands are drawn; after each step the ledger judges the remote, the command's own
judges and auditors agree, and every clone is as its user left it.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from muster.flows.auditing import audit
from muster.git.repository import Repository
from race.ledger import Ledger
from race.rogue import KINDS, attack
from race.world import answer, footprint, in_process, lose_key, make_world, text
from support.repos import Done

SESSIONS = ("ada", "bob", "cyd", "dan", "eve")
TEXTS = {"keeper-a": 3, "keeper-b": 4, "slot-2": 5}  # the last is the name of a planned slot
SIZE = 6

Command = tuple[str, ...]
"""Arguments; ``@NAME`` is the file of a text, ``@key`` the approver's key."""

_numbers = st.integers(1, SIZE).map(str)
_session = st.sampled_from(SESSIONS).map(lambda name: ("--session-id", name))
_maybe_text = st.sampled_from([(), *(("--from", f"@{name}") for name in TEXTS)])
_text = st.sampled_from([("--from", f"@{name}") for name in TEXTS])
_by_approver = ("--key", "@key")

own: st.SearchStrategy[Command] = st.one_of(
    st.tuples(st.just(("claim", "--number")), _numbers.map(lambda n: (n,)), _maybe_text, _session),
    st.tuples(st.just(("claim", "--next")), _maybe_text, _session),
    st.tuples(st.just(("amend",)), _text, _session),
    st.tuples(st.just(("renumber",)), _numbers.map(lambda n: (n,)), _maybe_text, _session),
    st.tuples(st.just(("release",)), _session),
    st.tuples(st.just(("rebind",)), _numbers.map(lambda n: (n,)), _session),
).map(lambda parts: sum(parts, ()))
approvers: st.SearchStrategy[Command] = st.one_of(
    st.tuples(st.just(("release",)), _numbers.map(lambda n: (n,))),
    st.tuples(st.just(("rebind",)), _numbers.map(lambda n: (n,)), _session),
    st.tuples(st.just(("approve", "--yes")), _numbers.map(lambda n: (n,))),
    st.just((("approve", "--all", "--yes"),)),
    st.just((("approve", "--all", "--yes"),)),
).map(lambda parts: (*sum(parts, ()), *_by_approver))
commands = st.one_of(own, own, own, approvers)
clones = st.integers(0, 2)

HOOKS = {
    "the hook fails": ("pre-receive", "#!/bin/sh\nexit 1\n"),
    "the hook is killed": ("pre-receive", "#!/bin/sh\nkill -9 $$\n"),
    "the remote dies before it took the push": ("pre-receive", "#!/bin/sh\nkill -9 $PPID\n"),
    "the answer is lost": (
        "reference-transaction",
        # After the push landed: "committed" is told once the refs are what was pushed.
        '#!/bin/sh\nif [ "$1" = committed ]; then kill -9 $PPID; fi\n',
    ),
}
GONE = "the remote is gone"
DEFECTS = {"internal-error", "git-failed", "system-error"}


class Registry(RuleBasedStateMachine):
    """See the module."""

    @initialize()
    def begin(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="muster-race-"))
        self.world = make_world(self.folder / "world", size=SIZE, worktrees=1)
        for name, count in TEXTS.items():
            (self.world.folder / name).write_text(text(name, count))
        self.ledger = Ledger(self.world)
        self.footprints = [footprint(clone) for clone in self.world.clones]
        self.mains: set[str] = set()

    def teardown(self) -> None:
        if hasattr(self, "folder"):
            shutil.rmtree(self.folder, ignore_errors=True)

    @rule(command=commands, clone=clones)
    def run(self, command: Command, clone: int) -> None:
        self.plain(command, clone)
        self.judge()

    @rule(command=commands, clone=clones)
    def run_another(self, command: Command, clone: int) -> None:
        self.plain(command, clone)
        self.judge()

    @rule(command=commands, clone=clones, delay=st.integers(0, 600), children=st.booleans())
    def kill(self, command: Command, clone: int, delay: int, children: bool) -> None:
        where, told = self.world.clones[clone], self.told(command)
        self.world.kill(where, delay / 1000, *told, children=children)
        self.judge()
        self.plain(command, clone)
        self.judge()

    @rule(command=commands, clone=clones, kind=st.sampled_from([GONE, *HOOKS]))
    def outage(self, command: Command, clone: int, kind: str) -> None:
        with self.broken(kind):
            done = self.world.run(self.world.clones[clone], *self.told(command))
        assert done.code in {0, 1, 2, 3, 5}, done
        assert answer(done)["code"] not in DEFECTS, done
        self.judge()
        self.plain(command, clone)
        self.judge()

    @rule(one=commands, other=commands, clone=clones, beside=clones)
    def two_at_once(self, one: Command, other: Command, clone: int, beside: int) -> None:
        told = [self.told(one), self.told(other)]
        places = [self.world.clones[clone], self.world.clones[beside]]
        for done in self.world.at_once(*zip(places, told, strict=True)):
            self.fine(done)
        self.judge()

    @rule(kind=st.sampled_from(KINDS), number=st.integers(1, SIZE))
    def rogue(self, kind: str, number: int) -> None:
        let_in = attack(self.world, kind, number)
        assert not (let_in and kind in ("main", "merge", "delete"))
        self.judge()

    @rule(session=st.sampled_from(SESSIONS))
    def key_is_lost(self, session: str) -> None:
        lose_key(self.world, session)

    def plain(self, command: Command, clone: int) -> None:
        """Run a command that nothing disturbs, and look whether it tells the truth."""
        done = self.world.run(self.world.clones[clone], *self.told(command))
        self.fine(done)
        found = answer(done)
        # The judge at the desk is the hook's: alone at the remote nobody hears of it from there.
        assert found["code"] != "refused-by-remote", (command, done)
        if command[0] in ("claim", "renumber", "rebind") and done.code == 0:
            now, number = self.ledger.look(), found["data"]["number"]
            session = command[command.index("--session-id") + 1]
            records = (now.claims.get(number), now.records.get(number))
            assert session in {r.get("session_id") for r in records if r}, (command, done)

    def fine(self, done: Done) -> None:
        """Without an outage nothing is an error: a success, a loss, or a clear refusal."""
        assert done.code in {0, 1, 2, 5}, done
        found = answer(done)
        assert found["code"] not in DEFECTS, done
        if done.code == 5:
            assert found["data"]["holder"]["session_id"], done
            assert found["next"], done

    def judge(self) -> None:
        """All that must hold after a step."""
        self.ledger.check()
        assert [footprint(clone) for clone in self.world.clones] == self.footprints
        main = self.ledger.last.refs["refs/heads/main"]
        if main in self.mains:
            return
        self.mains.add(main)
        remote = str(self.world.remote)
        told = in_process(self.world.env, ["check", "--ref", "main", "--repo", remote, "--json"])
        assert told.code in {0, 4}, told
        entries = audit(Repository.open(self.world.remote), main).entries
        assert all(entry.approval.verified for entry in entries), entries

    def told(self, command: Command) -> list[str]:
        """A command's arguments as they are given."""
        files = {f"@{name}": str(self.world.folder / name) for name in TEXTS}
        files["@key"] = str(self.world.approver)
        return [files.get(word, word) for word in command]

    @contextmanager
    def broken(self, kind: str) -> Iterator[None]:
        """An outage."""
        with self.world.gone() if kind == GONE else self.world.hook(*HOOKS[kind]):
            yield
