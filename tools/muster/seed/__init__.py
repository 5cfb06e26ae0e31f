"""Reading a team's document, written for people, into a charter and pending records. No I/O."""

from muster.seed.document import read_document
from muster.seed.draft import Draft, Part

__all__ = ["Draft", "Part", "read_document"]
