"""What main has that nobody approved."""

from __future__ import annotations

from collections.abc import Iterator

from muster.model.approval import Approval
from muster.model.finding import Place
from muster.rules.case import Case


def uncounted(case: Case) -> Iterator[tuple[Place, Approval]]:
    """The places of main's registry whose last change is not approved, removed files included.

    Only where main itself is judged: a change is approved after it was judged.
    """
    if case.change is None:
        for path, approval in sorted(case.approvals.uncounted().items()):
            file = case.after.files.get(path)
            yield file.place("status") if file else Place(path), approval
