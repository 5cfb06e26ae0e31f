"""The branch ``activation``: the orchestrator's confirmation and the sessions' acknowledgements."""

from __future__ import annotations

from muster.engine.judge import judge
from muster.flows.receiving_line import require_onward
from muster.flows.receiving_push import (
    Push,
    PushRefusedError,
    Update,
    change_of,
    refuse_blocked,
    require_known_signers,
    require_orchestrator,
    touched,
)
from muster.model.layout import ACTIVATION, RecordKind, slot


def judge_activation(push: Push, update: Update) -> None:
    """Refuse anything but a confirmation and acknowledgements, and the loss of any."""
    case = push.read(update.new)
    if update.old and not push.merged(update.old):
        forward = "activation moves forward only: every acknowledgement stays. Fetch, then add."
        require_onward(push, update, PushRefusedError(forward, "git fetch"))
    elif not change_of(case).paths:
        raise PushRefusedError("The branch brings nothing that main lacks.", "git log main..")
    for path in touched(case):
        if slot(path).kind not in (RecordKind.ACTIVATION, RecordKind.ACK):
            raise PushRefusedError(
                f"activation carries {ACTIVATION} and registry/acks/ only, not {path}.",
                "git push origin HEAD:proposal/NAME",
            )
        if path == ACTIVATION:
            require_orchestrator(case, path)
    refuse_blocked("The activation can't be taken in.", judge(case))
    require_known_signers(case)
