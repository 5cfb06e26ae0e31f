"""The charter's time zone, from the time zone database of this machine, else of ``tzdata``."""

from __future__ import annotations

from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from muster.model.error import SurroundingsError
from muster.model.layout import CHARTER

_MACHINES_OWN = frozenset({"Factory", "localtime", "posix", "posixrules", "right"})
"""Files beside the zones that mean another time on another machine, or count leap seconds."""


def time_zone(name: str) -> ZoneInfo:
    """The zone of an IANA name.

    Raises ``SurroundingsError`` where the database has no such zone.
    """
    if name.partition("/")[0] not in _MACHINES_OWN:
        try:
            return ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            pass
    raise SurroundingsError(
        "unknown-time-zone",
        f"{CHARTER} has timezone: {name}, which is no time zone that this machine knows"
        f"{_alike(name)}. Mend the charter, or renew the time zones if the name is new.",
        "muster check",
        "python -m pip install --upgrade tzdata",
    )


def _alike(name: str) -> str:
    """Names that are spelled nearly so, in words; empty where there are none."""
    from difflib import get_close_matches
    from zoneinfo import available_timezones

    known = sorted(available_timezones() - _MACHINES_OWN)
    lowered = {zone.casefold(): zone for zone in known}
    found = get_close_matches(name.casefold(), lowered, n=3, cutoff=0.75)
    return f" (it knows {', '.join(lowered[zone] for zone in found)})" if found else ""
