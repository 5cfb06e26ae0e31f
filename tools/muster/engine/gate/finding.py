"""What the doctor tells: one fact about the gate, what it lets through, and the remedy."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Severity(StrEnum):
    """What a finding means for the gate, worst first."""

    BROKEN = "gate-broken"
    UNKNOWN = "unknown"
    WARNING = "warning"
    NOTE = "note"

    @property
    def rank(self) -> int:
        """0 for the worst."""
        return list(Severity).index(self)


class GateFinding(NamedTuple):
    """One finding; ``code`` is stable and kebab-case.

    ``message`` says what is and which attack it opens, ``help`` what to do, ``commands`` how.
    """

    code: str
    severity: Severity
    message: str
    help: str
    commands: tuple[str, ...] = ()

    @property
    def order(self) -> tuple[int, str, str]:
        """Sort key: worst first, the same for the same facts."""
        return self.severity.rank, self.code, self.message


class Examination(NamedTuple):
    """What the doctor found, worst first."""

    findings: tuple[GateFinding, ...]

    @property
    def broken(self) -> tuple[GateFinding, ...]:
        """Why approval is no gate."""
        return self._of(Severity.BROKEN)

    @property
    def unknown(self) -> tuple[GateFinding, ...]:
        """What could not be seen."""
        return self._of(Severity.UNKNOWN)

    @property
    def warnings(self) -> tuple[GateFinding, ...]:
        """What weakens it."""
        return self._of(Severity.WARNING)

    @property
    def verdict(self) -> str:
        """The one sentence that a human reads first."""
        if self.broken:
            count = len(self.broken)
            return f"Approval is no human gate: {count} {_reasons(count)}."
        if self.unknown:
            count = len(self.unknown)
            return (
                f"Whether approval is a human gate can't be said: {count} "
                f"{'thing' if count == 1 else 'things'} that it hangs on can't be seen."
            )
        count = len(self.warnings)
        more = f" {count} {'warning' if count == 1 else 'warnings'}." if count else ""
        return f"Approval is a human gate.{more}"

    def _of(self, severity: Severity) -> tuple[GateFinding, ...]:
        return tuple(one for one in self.findings if one.severity is severity)


def _reasons(count: int) -> str:
    return "reason" if count == 1 else "reasons"


PROTECT = "muster github protect --apply"
"""The command that puts right what a setting or a rule lacks."""


def broken(code: str, message: str, help: str, *commands: str) -> GateFinding:
    """Approval is no gate because of this."""
    return GateFinding(code, Severity.BROKEN, message, help, commands)


def warning(code: str, message: str, help: str, *commands: str) -> GateFinding:
    """The gate stands, and something beside it does not."""
    return GateFinding(code, Severity.WARNING, message, help, commands)


def note(code: str, message: str, help: str, *commands: str) -> GateFinding:
    """Worth knowing."""
    return GateFinding(code, Severity.NOTE, message, help, commands)


def unseen(code: str, what: str, scope: str, *commands: str) -> GateFinding:
    """The gate hangs on it, and this login may not see it."""
    return GateFinding(
        code, Severity.UNKNOWN, f"This login can't see {what}.", f"It takes {scope}.", commands
    )
