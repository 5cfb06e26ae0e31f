"""The tags ``consensus-K``: an approver's signature over a commit of main, made once."""

from __future__ import annotations

import re

from muster.flows.receiving_push import Push, PushRefusedError, Update
from muster.git.signatures import tag_signer
from muster.model.key import canonical_key
from muster.model.refs import consensus_ref

_HEAD = re.compile(
    rb"object (?P<commit>[0-9a-f]{40,64})\ntype commit\ntag (?P<name>[^\n]+)\ntagger [^\n]*\n\n"
)


def judge_consensus(push: Push, update: Update, number: int) -> None:
    """Refuse a tag that no approver signed, under this very name, on main; and any second one."""
    name = f"consensus-{number}"
    if update.old:
        raise PushRefusedError(f"The tag {name} is there already and stays.", "git fetch --tags")
    if push.kind(update.new) != "tag" or tag_signer(push.repository, update.new) not in _keys(push):
        raise PushRefusedError(
            "A consensus is a tag that an approver signs, with a key that is no session's.",
            f"git tag -s {name} main",
        )
    ((_, data),) = push.repository.objects([update.new])
    head = _HEAD.match(data)
    # A signed tag can be pushed by anybody who has seen it, also under another name.
    if head is None or head["name"] != name.encode("ascii"):
        told = head["name"].decode("utf-8", "replace") if head else "no commit of main"
        raise PushRefusedError(
            f"What the approver signed is {told}, not {name}.", f"git tag -s {name} main"
        )
    line = push.repository.run("rev-list", "--first-parent", push.main).split()
    if head["commit"] not in line:
        raise PushRefusedError(
            f"A consensus stands on main; {head['commit'][:12].decode()} is no commit of its "
            "first-parent line.",
            f"git tag -s {name} main",
        )
    if number > 1 and consensus_ref(number - 1) not in push.tips:
        raise PushRefusedError(
            f"consensus-{number - 1} comes first.", f"git tag -s consensus-{number - 1} main"
        )


def _keys(push: Push) -> set[str]:
    charter = push.registry.charter
    approvers = {canonical_key(a.key) for a in (charter.approvers if charter else ()) if a.key}
    return approvers - {canonical_key(s.key) for s in push.registry.sessions if s.key}
