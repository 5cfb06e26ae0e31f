"""Which byte strings are paths: components that are neither empty nor ``.`` nor ``..``.

A small automaton, to be run beside that of a glob, which knows nothing of this.
"""

from __future__ import annotations

from functools import lru_cache

from muster.model.byte_set import DOT, NO_SLASH, SLASH

BEGIN = 0
"""Where a component begins, and so the path."""
_ONE_DOT, _TWO_DOTS = 1, 2
GOOD = 3
"""In a component that is a name: only here may a path end."""

FORMS = (BEGIN, _ONE_DOT, _TWO_DOTS, GOOD)

_STEPS = {
    BEGIN: ((DOT, _ONE_DOT), (NO_SLASH & ~DOT, GOOD)),
    _ONE_DOT: ((DOT, _TWO_DOTS), (NO_SLASH & ~DOT, GOOD)),
    _TWO_DOTS: ((NO_SLASH, GOOD),),
    GOOD: ((SLASH, BEGIN), (NO_SLASH, GOOD)),
}


@lru_cache(maxsize=1 << 14)
def onward(form: int, mask: int) -> tuple[tuple[int, int], ...]:
    """Where bytes of a set lead: the part of the set that may follow, and the form after it."""
    return tuple((mask & allowed, after) for allowed, after in _STEPS[form] if mask & allowed)
