"""Muster: the registry in Git where AI coding sessions claim a number, a role and a goal."""

__version__ = "0.1.0"
