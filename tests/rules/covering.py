"""Teams that are to cover something together; the charter's coverage stands on line 8."""

from muster.model.layout import CHARTER
from rules.cases import at, charter, claimed, edited, planned


def scoped(number: int, scope: str, *, slot: bool = False) -> str:
    """A record with a scope on line 6; with none where it is empty."""
    text = planned(number) if slot else claimed(number)
    return edited(text, "goal:", f"  scope: {{{scope}}}\ngoal:") if scope else text


def team(coverage: str, **scopes: str) -> dict[str, str]:
    """A charter that wants something covered, and records by number (``n7``) with their scopes."""
    return {
        CHARTER: charter(more=f"coverage: [{coverage}]\n"),
        **{at(int(name[1:])): scoped(int(name[1:]), scope) for name, scope in scopes.items()},
    }
