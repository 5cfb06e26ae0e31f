"""Numbers as messages tell them."""

from __future__ import annotations

from muster.model.registry import Registry
from muster.model.spans import spans
from muster.rules.case import Case


def choices(case: Case) -> str:
    """What a session that lost its number can claim: every free number, every open planned slot."""
    return (
        f"Free numbers: {spans(_main(case).free_numbers)}. "
        f"Planned slots that nobody holds: {spans(open_slots(case))}."
    )


def open_slots(case: Case) -> list[int]:
    """The numbers of main's planned slots that nobody holds, ascending."""
    return [
        file.held
        for file in _main(case).session_files
        if file.held and file.session and not file.session.registered
    ]


def _main(case: Case) -> Registry:
    """Main as it stands: without a change it is what is judged."""
    return case.after if case.change is None else case.before
