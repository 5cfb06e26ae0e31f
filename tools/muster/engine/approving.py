"""Whether a commit of main is an approved merge.

Source: section 7 of the design, "approve": one merge commit, its first parent the previous main,
its second the judged head, its files the result, signed, with the trailer that names the head.
Where the charter says ``approval: forge`` the forge makes such a merge, unsigned by any key of ours
(section 9).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from muster.model.approval import ON_FORGE, Approval, Offence
from muster.model.key import fingerprint

TRAILER = "Muster-Approve"
_TRAILER = re.compile(rf"^{TRAILER}: *(\S*) *$", re.MULTILINE)


class Merge(NamedTuple):
    """What is known about a commit that should be an approved merge.

    ``difference`` says how its files are not the result, empty where they are. ``claimants`` are
    the keys that signed the steps of its second parent.
    """

    commit: str
    parents: tuple[str, ...]
    message: str
    signer: str | None
    difference: str = ""
    claimants: tuple[str | None, ...] = ()


def approval(
    merge: Merge,
    approvers: Mapping[str, str],
    sessions: Mapping[str, str],
    *,
    forge: bool = False,
) -> Approval:
    """Judge a merge.

    ``approvers`` maps the keys of the charter in force before it to names; ``sessions`` the keys
    that stand in session records, before it or by it, to the paths of these. ``forge``: by that
    charter the forge approves too, and who pressed its button is not told by the commit.
    """
    head = merge.parents[1] if len(merge.parents) > 1 else ""
    known = Approval(merge.commit, key=merge.signer, head=head, claimants=merge.claimants)
    if len(merge.parents) != 2:
        count = len(merge.parents)
        told = f"it has {count} {'parent' if count == 1 else 'parents'}, not two"
        return _refused(known, told)
    if merge.signer is None:
        if not forge:
            return _refused(known, "no signature of it verifies")
        return _by_forge(known, merge.difference)
    shown = fingerprint(merge.signer)
    if merge.signer in sessions:
        told = f"the key {shown} that signed it stands in {sessions[merge.signer]}"
        return known._replace(offence=Offence.SELF, reason=told)
    if merge.signer not in approvers:
        # Nor has the forge made it: that signs with no key which a client could have.
        return _refused(
            known, f"its key {shown} is no approver's of the charter in force before it"
        )
    named = _TRAILER.findall(merge.message)
    if named != [head]:
        if forge and not named:
            return _by_forge(known, merge.difference)
        told = f"it names {', '.join(named)}" if named else f"it has no trailer {TRAILER}"
        return _refused(known, f"{told}, and its second parent is {head[:12]}")
    if merge.difference:
        return _refused(known, merge.difference)
    return known._replace(approver=approvers[merge.signer] or shown)


def _by_forge(known: Approval, difference: str) -> Approval:
    """A merge that the forge may have made: it brings exactly what its branch does."""
    if difference:
        return _refused(known, difference)
    return known._replace(forge=True, reason=ON_FORGE)


def approval_message(number_or_branch: str, head: str) -> str:
    """The message of a merge that approves a head."""
    return f"Approve {number_or_branch}\n\n{TRAILER}: {head}\n"


def _refused(known: Approval, reason: str) -> Approval:
    return known._replace(offence=Offence.UNAPPROVED, reason=reason)
