"""What the schemas allow a text or list of a record; what is more is cut, and told."""

from __future__ import annotations

MOST_TEXT = 500
MOST_TITLE = 120
MOST_NAME = 64
MOST_ITEMS = 32  # of responsibilities, of a schedule, of a goal's metrics
