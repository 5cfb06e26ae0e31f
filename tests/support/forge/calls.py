"""What was asked of the stand-in, kept so that tests can say what may have been asked."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Call:
    """One request; ``account`` is empty where the token was nobody's."""

    method: str
    path: str
    account: str
    query: dict[str, str]
    raw: bytes

    @property
    def body(self) -> Any:
        """The body, None where there was none."""
        return json.loads(self.raw) if self.raw else None

    @property
    def brief(self) -> str:
        """Method and path."""
        return f"{self.method} {self.path}"

    @property
    def writes(self) -> bool:
        """Whether it may change something."""
        return self.method != "GET"
