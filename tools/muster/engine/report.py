"""The report of one judgement."""

from __future__ import annotations

from dataclasses import dataclass

from muster.model.finding import Finding, Verdict


@dataclass(frozen=True)
class Report:
    """What was found, sorted.

    ``findings`` count against what was judged; ``standing`` are main's own, which the change does
    not touch and which never block it. ``empty`` says that a change was to be judged and there was
    none; ``signatures_judged`` is false where they matter and no rule looks at them yet.
    """

    findings: tuple[Finding, ...]
    standing: tuple[Finding, ...] = ()
    empty: bool = False
    signatures_judged: bool = True

    @property
    def verdict(self) -> Verdict | None:
        """The worst verdict that counts, None when there is nothing to say."""
        return self.findings[0].verdict if self.findings else None

    @property
    def lost(self) -> bool:
        """Whether a claim was lost to another session."""
        return any(
            finding.name == "number-taken" and "held" in finding.subjects
            for finding in self.findings
        )

    def count(self, verdict: Verdict) -> int:
        """How many findings with this verdict count."""
        return sum(finding.verdict is verdict for finding in self.findings)
