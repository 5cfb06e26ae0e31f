"""Proposals: rulings, planned slots, the charter and what is outside the registry."""

from __future__ import annotations

from muster.engine.judge import judge
from muster.flows.receiving_line import require_keys, require_new, require_onward
from muster.flows.receiving_push import (
    Push,
    PushRefusedError,
    Update,
    change_of,
    delta_of,
    refuse_blocked,
    refuse_tangled,
    require_known_signers,
    require_orchestrator,
    touched,
)
from muster.model.layout import RecordKind, slot
from muster.model.refs import claim_branch
from muster.rules.case import Case

_PROPOSALS = "refs/heads/proposal/"
_RULINGS = f"{_PROPOSALS}ruling-"


def judge_proposal(push: Push, update: Update) -> None:
    """Refuse what belongs elsewhere, what the rules block, and who did not begin the proposal."""
    case = push.read(update.new)
    report = judge(case)
    message = "The proposal can't be taken in."
    refuse_tangled(message, report)
    _require_holder(push, update, case)
    require_new(push, update, [ref for ref in push.tips if ref.startswith(_PROPOSALS)])
    _require_ruler(update, case)
    for path in touched(case):
        _require_place(case, path)
    _require_no_claim(push, case)
    refuse_blocked(message, report)
    require_known_signers(case)


def _require_place(case: Case, path: str) -> None:
    kind = slot(path).kind
    delta = delta_of(case, path)
    if kind is RecordKind.SESSION and (delta.was_registered or delta.becomes_registered):
        raise PushRefusedError(
            f"{path} is or becomes a session's; its changes go to claim/NNN.",
            "muster claim --next",
        )
    if kind in (RecordKind.ACTIVATION, RecordKind.ACK):
        raise PushRefusedError(
            f"{path} goes to the branch activation.", "git push origin HEAD:activation"
        )
    if kind is RecordKind.RULING:
        require_orchestrator(case, path)


def _require_ruler(update: Update, case: Case) -> None:
    """Names of rulings are the orchestrator's: somebody else's branch there would be in the way."""
    if not update.ref.startswith(_RULINGS) or case.open:
        return
    keys = case.orchestrator_keys
    for step in change_of(case).steps:
        if step.signer not in keys:
            raise PushRefusedError(
                "Branches proposal/ruling-… are the orchestrator's, and commit "
                f"{step.commit[:12]} is signed neither by its key nor by an approver's.",
                "git push origin HEAD:proposal/NAME",
            )


def _require_no_claim(push: Push, case: Case) -> None:
    """A proposal must not be built on a claim and take it back: main would have the claim then."""
    steps = {step.commit for step in change_of(case).steps}
    for claim in push.claims.values():
        if claim.tip in steps:
            raise PushRefusedError(
                f"The proposal is built on {claim_branch(claim.number)}, which is under way. Begin "
                "again from main.",
                "git fetch",
                "git rebase --onto origin/main FIRST-OF-YOURS^",
            )


def _require_holder(push: Push, update: Update, case: Case) -> None:
    """Who began a proposal goes on with it, or an approver; a free one anybody takes."""
    if not _under_way(push, update):
        if not change_of(case).paths:
            raise PushRefusedError("The branch brings nothing that main lacks.", "git log main..")
        return
    refusal = PushRefusedError(
        "Only who began a proposal, or an approver, goes on with it. Push yours under another "
        "name.",
        "git push origin HEAD:proposal/NAME",
    )
    if case.open:
        require_onward(push, update, refusal)
        return
    first = change_of(push.read(update.old)).steps[0].signer
    allowed = {first} if first else set()
    require_keys(push, update, case, allowed | case.approver_keys, refusal)


def _under_way(push: Push, update: Update) -> bool:
    """Whether the branch has something that main lacks."""
    if not update.old or push.merged(update.old):
        return False
    return bool(change_of(push.read(update.old)).paths)
