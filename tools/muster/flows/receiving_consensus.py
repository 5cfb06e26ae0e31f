"""The tags ``consensus-K``: an approver's signature over a commit of main, made once."""

from __future__ import annotations

from muster.flows.judging_change import read_main
from muster.flows.receiving_push import Push, PushRefusedError, Update
from muster.git.consensus_tag import read_tag
from muster.git.signatures import read_commits
from muster.model.key import canonical_key
from muster.model.layout import ACTIVATION
from muster.model.refs import consensus_ref
from muster.model.registry import Registry
from muster.rules.agreement import activation_of


def judge_consensus(push: Push, update: Update, number: int) -> None:
    """Refuse a tag that no approver signed, under this very name, over this consensus on main.

    A second one is refused too, and one that comes before its predecessor.
    """
    name = f"consensus-{number}"
    if update.old:
        raise PushRefusedError(f"The tag {name} is there already and stays.", "git fetch --tags")
    # What can't be read as a tag of a commit is none that an approver would have made.
    tag = read_tag(push.repository, update.new)
    again = "muster approve activation"
    if tag is None or tag.signer is None or tag.signer not in _keys(push.registry):
        raise PushRefusedError(
            "A consensus is a tag that an approver signs, with a key that is no session's.", again
        )
    # A signed tag can be pushed by anybody who has seen it, also under another name.
    if tag.name != name:
        raise PushRefusedError(f"What the approver signed is {tag.name}, not {name}.", again)
    line = push.repository.run("rev-list", "--first-parent", push.main).decode("ascii").split()
    if tag.commit not in line:
        raise PushRefusedError(
            f"A consensus stands on main; {tag.commit[:12]} is no commit of its first-parent line.",
            again,
        )
    activation = activation_of(read_main(push.repository, tag.commit))
    if activation is None or activation.consensus != number or activation.digest != tag.digest:
        has = f"has consensus-{activation.consensus}" if activation else "has no confirmation"
        told = f"it names {tag.digest}" if tag.digest else "it names no digest"
        raise PushRefusedError(f"{tag.commit[:12]} {has}, and the tag is {name}: {told}.", again)
    came = push.repository.run("rev-list", "-1", "--first-parent", tag.commit, "--", ACTIVATION)
    if (merge := came.decode("ascii").strip()) != tag.commit:
        raise PushRefusedError(
            f"{name} came to main by {merge[:12]}; the tag is on {tag.commit[:12]}.", again
        )
    before = read_commits(push.repository, [tag.commit])[tag.commit].parents
    if not before or tag.signer not in _keys(read_main(push.repository, before[0])):
        raise PushRefusedError(
            f"{name} is signed by who was no approver when {tag.commit[:12]} came to main; nobody "
            "would believe it.",
            again,
        )
    if number > 1 and consensus_ref(number - 1) not in push.tips:
        raise PushRefusedError(f"consensus-{number - 1} comes first.", again)


def _keys(registry: Registry) -> set[str]:
    """The keys that approve by a registry and are no session's."""
    charter = registry.charter
    approvers = {canonical_key(a.key) for a in (charter.approvers if charter else ()) if a.key}
    return approvers - {canonical_key(s.key) for s in registry.sessions if s.key}
