"""What a rule leaves out of its findings is a finding of its own, so that nothing is hidden.

Were it told in another finding, an answer to that one would answer what nobody was shown.
"""

from __future__ import annotations

from collections.abc import Sequence

from muster.model.digest import digest
from muster.model.finding import Finding, Place, Verdict
from muster.model.session import Session
from muster.model.spans import spans
from muster.rules.holder import called
from muster.rules.rule import Rule

_MOST_NAMED = 20
_MORE = "more"


def rest_finding(
    rule: Rule,
    verdict: Verdict,
    place: Place,
    accused: Session,
    others: Sequence[Session],
    *,
    at_least: bool = False,
    about: tuple[str, ...] = (),
) -> Finding:
    """Tell that a session meets others in the same way as those that are told one by one.

    ``verdict`` is the worst of what it stands for, ``about`` what else the findings are about.
    """
    numbers = sorted({one.number for one in others if one.number is not None})
    many = "s" if len(numbers) > 1 else ""
    named = f": number{many} {spans(numbers[:_MOST_NAMED])}" if numbers else ""
    further = " and others" if named and len(numbers) > _MOST_NAMED else ""
    count = f"{'at least ' if at_least else ''}{len(others):,} more session"
    return rule.finding(
        verdict,
        place,
        f"{called(accused)[0].upper()}{called(accused)[1:]} meets {count}"
        f"{'' if len(others) == 1 else 's'} in the same way{named}{further}.",
        "Part what is told first: the more meet one, the more its part needs to be a smaller one. "
        "Only a ruling on this session alone answers this finding.",
        subjects=(accused.path, _MORE, digest(sorted(one.path for one in others)), *about),
        commands=(f"muster show {accused.number}",) if accused.number else (),
    )


def stands_for_more(finding: Finding) -> bool:
    """Whether it is a finding of ``rest_finding``."""
    return finding.subjects[1:2] == (_MORE,)
