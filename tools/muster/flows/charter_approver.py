"""Putting an approver's key into a charter's text, comments and all else left as they are."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from muster.model.dump import dump
from muster.model.key import canonical_key
from muster.model.strict_yaml import Document, read

_LANGUAGE_SERVER = "# yaml-language-server:"


def with_approver(text: str, key: str, name: str | None, otherwise: str) -> str:
    """The charter with an approver of this key.

    The key goes to the approver of this ``name``, without a name to the only one that has no key,
    else to a new one, named ``otherwise`` where no name is told. A text that can't be read is left
    as it is: the judge says why. Raises ``ValueError`` for a name that no charter may have.
    """
    document = read(text.encode("utf-8"))
    if document.problems or not isinstance(document.value, dict):
        return text
    listed = document.value.get("approvers", [])
    if not isinstance(listed, list) or not all(isinstance(item, dict) for item in listed):
        return text
    if any(canonical_key(str(item.get("key"))) == canonical_key(key) for item in listed):
        return text
    at = _keyless(listed, name)
    if at is None:
        wanted = [*listed, {"name": name or otherwise, "key": key}]
        edits = _added(text, document, wanted)
    else:
        wanted = [{**item, "key": key} if item is listed[at] else item for item in listed]
        edits = _completed(text, document, at, key)
    data = {**document.value, "approvers": wanted}
    for edited in edits:
        again = read(edited.encode("utf-8"))
        if not again.problems and again.value == data:
            return edited
    return dump(data, kind="charter", comments=_top_comments(text))


def _keyless(listed: list[dict[str, Any]], name: str | None) -> int | None:
    found = [
        index
        for index, item in enumerate(listed)
        if "key" not in item and name in (None, item.get("name"))
    ]
    return found[0] if len(found) == 1 else None


def _added(text: str, document: Document, wanted: list[dict[str, Any]]) -> Iterator[str]:
    """Texts that may have the last of the wanted approvers as a new one."""
    lines = text.splitlines()
    shown = dump({"approvers": wanted[-1:]}, kind="charter").splitlines()[1:]
    if "approvers" not in document.value:
        yield _joined([*lines, *shown])
        return
    line, _ = document.at("approvers")
    if len(wanted) == 1:
        yield _joined([*lines[: line - 1], *shown, *lines[line:]])
        return
    last, _ = document.at("approvers", len(wanted) - 2)
    indent = len(lines[last - 1]) - len(lines[last - 1].lstrip())
    end = last
    while end < len(lines) and lines[end].startswith(" " * (indent + 1)):
        end += 1
    yield _joined([*lines[:end], f"{' ' * indent}{shown[-1].strip()}", *lines[end:]])


def _completed(text: str, document: Document, at: int, key: str) -> Iterator[str]:
    """Texts that may have the key beside an approver's name."""
    lines = text.splitlines()
    line, _ = document.at("approvers", at)
    here = lines[line - 1]
    end = here.rfind("}")
    yield _joined([*lines[: line - 1], f"{here[:end]}, key: {key}{here[end:]}", *lines[line:]])
    indent = len(here) - len(here.lstrip()) + 2
    yield _joined([*lines[:line], f"{' ' * indent}key: {key}", *lines[line:]])


def _joined(lines: list[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


def _top_comments(text: str) -> list[str]:
    found = []
    for line in text.splitlines():
        if not line.startswith("#"):
            break
        if not line.startswith(_LANGUAGE_SERVER):
            found.append(line.removeprefix("#").strip())
    return found
