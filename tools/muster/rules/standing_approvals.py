"""What main has that nobody approved."""

from __future__ import annotations

from collections.abc import Iterator

from muster.model.approval import Approval
from muster.model.registry import RegistryFile
from muster.rules.case import Case


def unverified(case: Case) -> Iterator[tuple[RegistryFile, Approval]]:
    """The files of main's registry whose last change is not approved.

    Only where main itself is judged: a change is approved after it was judged.
    """
    if case.change is not None:
        return
    for file in case.files:
        approval = case.approvals.of(file.path)
        if approval is not None and not approval.verified:
            yield file, approval
