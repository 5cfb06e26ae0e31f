"""What every record is: typed values of one file, and the line of each of its fields."""

from __future__ import annotations

from dataclasses import dataclass

from muster.model.finding import Place
from muster.model.strict_yaml import Document


@dataclass(frozen=True)
class Record:
    """A typed record; ``path`` is where it stands in the registry."""

    path: str
    document: Document

    def place(self, *pointer: str | int, note: str = "") -> Place:
        """Where a field stands: path, line and column; of its nearest parent if it is absent."""
        line, column = self.document.at(*pointer)
        return Place(self.path, line, column, note)
