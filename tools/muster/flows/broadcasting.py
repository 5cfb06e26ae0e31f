"""The confirmed roster, as it is told to every session.

Source: section 7 of the design. What is told is what the digest is over: main's registry, once the
confirmation fits it.
"""

from __future__ import annotations

from datetime import datetime

from muster.engine.confirmed import Broadcast
from muster.engine.progress import Evidence
from muster.flows.agreed import Agreed
from muster.flows.desk import Desk
from muster.model.error import RefusedError
from muster.model.layout import ACTIVATION
from muster.rules.case import Case
from muster.rules.rulings import rulings


def broadcast(desk: Desk, now: datetime) -> Broadcast:
    """The roster that is confirmed: the one under way, else the one in force.

    Raises ``RefusedError`` where none is, or it has changed since.
    """
    agreed = Agreed(desk, now)
    case = Case(desk.registry, desk.charter, now)
    sessions = desk.registry.sessions
    ruled = tuple(one for one in rulings(case) if one.fault is None)
    if branch := agreed.round:
        agreement = branch.agreement
        if agreement.flaws:
            raise _stale(f"on the branch activation does not count: {agreement.flaws[0].reason}")
        return Broadcast(
            desk.charter, agreement.activation.consensus or 0, agreement.activation.digest or "",
            branch.signers.get(ACTIVATION, Evidence("", "")), branch.acknowledged,
            agreement.missing, False, sessions, ruled,
        )  # fmt: skip
    main = agreed.active
    if main is None:
        raise RefusedError(
            "not-confirmed",
            "The orchestrator has not confirmed the roster yet, so there is none to broadcast.",
            "muster watch --until confirmed",
            "muster roster --remote",
        )
    if not agreed.settled:
        raise _stale(f"of {main.name} does not count: the roster changed since.")
    everybody = desk.charter.size or 0
    return Broadcast(
        desk.charter, main.consensus, main.digest, main.confirmed, f"{everybody}/{everybody}",
        (), True, sessions, ruled,
    )  # fmt: skip


def _stale(why: str) -> RefusedError:
    return RefusedError(
        "stale-confirmation",
        f"The confirmation {why} The orchestrator confirms anew:",
        "muster confirm",
        "muster watch --until confirmed",
    )
