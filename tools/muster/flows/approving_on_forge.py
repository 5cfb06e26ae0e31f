"""Where the charter leaves approval to GitHub, a human approves there: where its button is.

The tag over an activation that was merged there is still an approver's own to sign.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from muster.engine.merge_commands import merge_commands
from muster.flows.agreed import Agreed
from muster.flows.desk import Desk
from muster.flows.requesting import approved_already, number_of
from muster.forge.address import Address, read_address
from muster.forge.gh import ForgeError
from muster.forge.pulls import Pull, open_pulls
from muster.git.approval_cache import KeptApprovals
from muster.model.error import RefusedError
from muster.model.refs import ACTIVATION_BRANCH, claim_branch

MOST_SHOWN = 5


def refuse_on_forge(desk: Desk, names: Sequence[str], now: datetime) -> None:
    """Refuse to merge here what is to be merged on GitHub.

    ``names`` are those of the command, none for every claim. On a remote that is not GitHub's
    nothing is refused: there a signature is the one way. Raises ``RefusedError``.
    """
    address = read_address(desk.remote.address()) or read_address(desk.remote.url())
    if address is None or not KeptApprovals(desk.repository, desk.main).line.forge:
        return
    agreed = Agreed(desk, now)
    waiting = [name for name in names if not approved_already(desk, name, agreed)]
    if names and not waiting:
        return
    pulls = _pulls(desk, address, waiting)
    where = ", ".join(pull.page for pull in pulls[:MOST_SHOWN]) or f"{address.page}/pulls"
    tag = (
        f" Then `muster approve {ACTIVATION_BRANCH}` signs the tag over it."
        if ACTIVATION_BRANCH in waiting
        else ""
    )
    raise RefusedError(
        "approval-on-forge",
        "The charter says `approval: forge`: a human approves by the button Merge (a merge commit, "
        f"no squash and no rebase), not with a key. Press it at {where}.{tag}",
        *(merge_commands(pulls[0].number) if len(pulls) == 1 else ["gh pr list"]),
        *([f"muster approve {ACTIVATION_BRANCH}"] if tag else []),
    )


def _pulls(desk: Desk, address: Address, names: Sequence[str]) -> list[Pull]:
    """The open pull requests of what was named; none where GitHub does not tell."""
    branches = {claim_branch(n) if (n := number_of(name)) else name for name in names}
    try:
        found = open_pulls(address)
    except ForgeError:
        return []
    tips = {desk.tips.get(f"refs/heads/{branch}", "") for branch in branches}
    return [pull for pull in found if pull.branch in branches or pull.head in tips]
