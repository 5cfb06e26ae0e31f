"""Rogues whose branch takes, hides or rewrites what others have."""

from __future__ import annotations

from support.repos import path_of, record
from support.rogues.rogue import Fate, rogue
from support.rogues.site import Site

HELD = 5
"""A number that a session holds on main; its id is session-two, its key ``two``."""


@rogue("steals-a-record", "another session's record as its own", "M201")
def _(site: Site) -> str:
    return site.step({path_of(HELD): site.text(HELD)})


@rogue("brings-its-own-ownership", "a record whose own key says who may change it", "M301")
def _(site: Site) -> str:
    moved = site.step({path_of(HELD): site.held(HELD, "session-two", site.key)})
    text = site.held(HELD, "session-two", site.key, goal="{statement: Rest}")
    return site.step({path_of(HELD): text}, on=moved)


@rogue("steals-and-gives-back", "another's record for a moment", "M301")
def _(site: Site) -> str:
    taken = site.step({path_of(HELD): site.text(HELD)})
    back = site.held(HELD, "session-two", "two")
    return site.claim(on=site.step({path_of(HELD): back}, on=taken))


@rogue("releases-another", "another session's number set free", "M304")
def _(site: Site) -> str:
    return site.step({path_of(HELD): record(HELD)})


@rogue("deletes-all", "every record gone", "M305")
def _(site: Site) -> str:
    return site.step({path_of(number): None for number in (1, 2, 3, 4, HELD)})


@rogue("renames-a-record", "another's record under a number of its own", "M305")
def _(site: Site) -> str:
    text = site.held(site.number, "session-two", "two")
    return site.step({path_of(HELD): None, site.path: text})


@rogue("one-session-twice", "a second number for a session that has one", "M202")
def _(site: Site) -> str:
    return site.step({site.path: site.held(site.number, "session-two", "two")}, "two")


@rogue("writes-on-anothers-claim", "an open claim taken over by its branch's name", "M402",
       branch="claim/002")  # fmt: skip
def _(site: Site) -> str:
    text = site.held(2, "session-one", site.key)
    return site.step({path_of(2): text}, on=site.first.head_sha)


@rogue("swallows-a-claim", "a merge that keeps nothing of another's claim", "M309")
def _(site: Site) -> str:
    own = site.claim()
    return site.merge(own, site.first.head_sha, tree=own)


@rogue("swapped-parents", "a merge that puts main behind its own branch", "M309")
def _(site: Site) -> str:
    own = site.claim()
    return site.merge(own, site.main, tree=own)


@rogue("approves-by-message", "a merge of its own that says it is approved", "M309")
def _(site: Site) -> str:
    own = site.claim()
    message = f"Approve\n\nMuster-Approve: {own}\n"
    return site.crew.sign(f"{own}^{{tree}}", [site.main, own], site.key, message)


@rogue("unrelated-history", "a history that begins anew", "M309")
def _(site: Site) -> str:
    return site.crew.sign(f"{site.claim()}^{{tree}}", [], site.key)


@rogue("backdated", "a rival claim that is dated before the first one", "M306")
def _(site: Site) -> str:
    files = {path_of(2): site.text(2, timestamp="1970-01-01T00:00:00Z")}
    dates = {"GIT_AUTHOR_DATE": "@1 +0000", "GIT_COMMITTER_DATE": "@1 +0000"}
    return site.step(files, **dates)


@rogue("another-base", "a claim to a branch that nobody guards", "goes to other, not to main",
       base="other")  # fmt: skip
def _(site: Site) -> str:
    return site.claim()


@rogue("holds-from-another-base", "a later claim's number, held by one that can't be merged",
       "goes to other, not to main", base="other")  # fmt: skip
def _(site: Site) -> str:
    return site.step({path_of(4): site.text(4)})


@rogue("one-head-first", "a claim", "press Merge", Fate.CLAIM)
def _(site: Site) -> str:
    return site.claim()


@rogue("empty-step", "a pull request that brings nothing", "nothing that main lacks", Fate.NOTHING,
       told=False)  # fmt: skip
def _(site: Site) -> str:
    return site.step({})


@rogue("there-and-back", "a workflow that is gone again in its last commit", "M307", Fate.LOOK)
def _(site: Site) -> str:
    path = ".github/workflows/evil.yml"
    return site.step({path: None}, on=site.step({path: f"on: push\n# {site.bait!r}\n"}))


@rogue("ruling-of-its-own", "a ruling that is not the orchestrator's", "M407")
def _(site: Site) -> str:
    text = "sessions: [5, 2]\nfinding: M204\ndecision: All is mine.\n"
    return site.step({"registry/rulings/R001.yaml": text})


@rogue("acknowledges-for-another", "another session's word", "M406")
def _(site: Site) -> str:
    text = f"number: {HELD}\ndigest: {'0' * 64}\ntimestamp: 2025-11-15T21:45:34Z\n"
    return site.step({f"registry/acks/{HELD:03d}.yaml": text})
