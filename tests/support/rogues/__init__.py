"""Rogue pull requests, as a table: ``TABLE`` has each with what it tries and what stops it."""

from support.rogues import cost, history, machinery, paths, records, signatures, texts
from support.rogues.rogue import TABLE, Fate, Rogue

__all__ = ["TABLE", "Fate", "Rogue"]
assert cost and history and machinery and paths and records and signatures and texts
