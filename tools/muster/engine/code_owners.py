"""Who owns the registry's files on GitHub: the charter's approvers, and nobody else.

Source: docs.github.com, "About code owners": the last line that fits a path decides, and the file
is looked for in ``.github/``, then at the top, then in ``docs/``.
"""

from __future__ import annotations

from muster.model.charter import Charter
from muster.model.layout import ROOT

PLACES = (".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS")
"""Where GitHub looks for it, in this order; the first one that is there counts alone."""

_GITHUB = "/.github/"
_OWNED = (f"/{ROOT}/", "/schema/", _GITHUB)


def code_owners(charter: Charter, place: str = PLACES[0]) -> str:
    """The lines that give the registry, its schemas and what judges it to the approvers.

    ``place`` is where the file stands: it owns itself too. Empty where no approver has a handle.
    """
    handles = " ".join(f"@{one.github}" for one in charter.approvers if one.github)
    itself = f"/{place}"
    owned = _OWNED if itself.startswith(_GITHUB) else (*_OWNED, itself)
    width = max(map(len, owned))
    return "".join(f"{path:<{width}} {handles}\n" for path in owned) if handles else ""
