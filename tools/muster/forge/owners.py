"""What GitHub finds wrong with a CODEOWNERS file. Source: GitHub's REST API, "Repositories"."""

from __future__ import annotations

from muster.engine.gate.facts import OwnersError
from muster.forge.address import Address
from muster.forge.fields import integer, mapping, text
from muster.forge.gh import ask
from muster.forge.seen import seen
from muster.model.lenient import mappings


def owner_errors(address: Address, ref: str) -> tuple[OwnersError, ...] | None:
    """Its complaints; None where it can't be asked."""
    told = seen(lambda: ask(f"repos/{address.slug}/codeowners/errors", ref=ref))
    if told is None:
        return None
    found = mappings(mapping(told, "errors").get("errors"))
    return tuple(OwnersError(integer(one, "line"), text(one, "kind")) for one in found)
