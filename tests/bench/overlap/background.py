"""Write the background table that muster ships, from the texts in tests/data/overlap.

make background      or: python tests/bench/overlap/background.py
"""

from __future__ import annotations

import json
from pathlib import Path

import muster.model.background as background
from muster.model.content_words import content_words

ROLES = Path(__file__).resolve().parents[2] / "data" / "overlap" / "roles.json"
TABLE = Path(background.__file__).with_name("background.txt")


def table() -> str:
    """The table as it must be."""
    roles = json.loads(ROLES.read_text("utf-8"))
    return background.count(content_words(role["does"]) for role in roles).text()


if __name__ == "__main__":
    TABLE.write_text(table(), "utf-8")
    print(f"{TABLE.name}: {TABLE.stat().st_size:,} bytes")
