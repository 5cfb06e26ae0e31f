"""The roster of a registry: who has to agree, and the digest of what they agree to.

Source: section 7 of the design.
"""

from __future__ import annotations

from dataclasses import replace

from muster.model.approval import NoApprovals
from muster.model.charter import Charter
from muster.model.digest import roster_digest
from muster.model.registry import Registry
from muster.model.session import Session
from muster.rules.case import Case
from muster.rules.rulings import rulings


def digest_of(case: Case) -> str:
    """The digest of the roster that is judged; with a change, of its result.

    It follows from the files alone, so that everybody gets the same. A ruling is in force where
    nothing that it was made on has changed; who signed it is asked before anything is confirmed.
    """
    alone = replace(
        case, charter=case.after.charter, change=None, approvals=NoApprovals(), rivals=()
    )
    in_force = [(one.name, one.ruling) for one in rulings(alone) if one.fault is None]
    return roster_digest(case.after.session_files, case.after.charter, in_force)


def team(registry: Registry, charter: Charter | None) -> dict[int, Session | None]:
    """Each number of the team with the one session that holds it in a registry, or None."""
    found: dict[int, Session | None] = {}
    for number in range(1, (charter.size if charter and charter.size else 0) + 1):
        files = registry.by_number.get(number, ())
        session = files[0].session if len(files) == 1 else None
        found[number] = session if session and session.registered else None
    return found
