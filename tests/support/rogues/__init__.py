"""Rogue pull requests, as a table: ``TABLE`` has each with what it tries and what stops it."""

from support.rogues import cost, history, machinery, paths, records, signatures, texts
from support.rogues.rogue import TABLE, Fate, Rogue

__all__ = ["TABLE", "Fate", "Rogue"]
TOPICS = (cost, history, machinery, paths, records, signatures, texts)
"""Each puts its own into the table when it is imported."""
