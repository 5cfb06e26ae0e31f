"""Reading GitHub's answers: a field has the shape that its API promises, or it is an error."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from muster.forge.gh import ForgeError


def mapping(value: Any, what: str) -> Mapping[str, Any]:
    """An object of JSON; ``what`` is how a message calls it."""
    if not isinstance(value, Mapping):
        raise _odd(what)
    return value


def text(value: Mapping[str, Any], name: str) -> str:
    """A text that must be there."""
    found = value.get(name)
    if not isinstance(found, str):
        raise _odd(name)
    return found


def optional(value: Mapping[str, Any], name: str) -> str:
    """A text, empty where there is none."""
    return text(value, name) if value.get(name) is not None else ""


def integer(value: Mapping[str, Any], name: str) -> int:
    """A whole number that must be there."""
    found = value.get(name)
    if type(found) is not int:
        raise _odd(name)
    return found


def flag(value: Mapping[str, Any], name: str) -> bool:
    """Whether something is so; what an answer leaves out is not."""
    found = value.get(name)
    if found is not None and type(found) is not bool:
        raise _odd(name)
    return bool(found)


def _odd(name: str) -> ForgeError:
    return ForgeError(
        "forge-answer",
        f"GitHub's answer has no usable {name!r}; this muster may be too old for its API.",
        "gh --version",
    )
