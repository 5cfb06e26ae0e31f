"""What an approval would take from an agreement that is under way, or in force."""

from __future__ import annotations

from typing import NamedTuple

from muster.model.spans import acknowledgements


class Voided(NamedTuple):
    """``confirmation`` is the round whose confirmation would be void, 0 for none; ``acks`` are the
    numbers whose acknowledgement would be; ``outdated`` is the consensus in force that would not be
    about the roster any more."""

    confirmation: int = 0
    acks: tuple[int, ...] = ()
    outdated: str = ""

    @property
    def any(self) -> bool:
        """Whether something would have to be done again."""
        return bool(self.confirmation or self.acks)

    @property
    def told(self) -> str:
        """The same in a sentence; empty where nothing is lost."""
        whose = acknowledgements(self.acks) if self.acks else ""
        if self.confirmation:
            lost = f"the confirmation of consensus-{self.confirmation}"
            lost += f" and {whose}" if whose else ""
            return f"Approving this voids {lost}: the orchestrator confirms anew."
        if whose:
            return f"Approving this voids {whose}: who holds the number then acknowledges anew."
        return ""

    @property
    def note(self) -> str:
        """What changes for a team that is active, in a sentence; empty where nothing does."""
        if not self.outdated:
            return ""
        return (
            f"The team is active under {self.outdated}; once this is approved, the orchestrator "
            "confirms the changed roster anew."
        )
