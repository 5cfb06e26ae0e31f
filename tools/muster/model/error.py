"""Errors that a user is told: what is, then what to do, with the command."""

from __future__ import annotations


class MusterError(Exception):
    """A condition that ends the command; ``code`` is kebab-case, ``commands`` are exact."""

    def __init__(self, code: str, message: str, *commands: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.commands = commands


class UsageError(MusterError):
    """The caller gave something that can't be meant: exit 2."""


class SurroundingsError(MusterError):
    """The machine, the repository or the history does not have what is needed: exit 3."""
