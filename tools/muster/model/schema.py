"""The schemas as judges of data: jsonschema decides, the messages are ours.

jsonschema's own messages repeat the instance, which is hostile text of up to 64 KiB; ours name the
key and what it takes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from muster.model.layout import RecordKind
from muster.model.problem import MOST_PROBLEMS, Kind, Problem
from muster.model.strict_yaml import Document

_BESIDE = Path(__file__).parents[1] / "schema"  # in the wheel
_CHECKOUT = Path(__file__).parents[3] / "schema"  # in a checkout

_TYPES = {
    "object": "a mapping",
    "array": "a list",
    "string": "a text",
    "integer": "an integer",
    "number": "a number",
    "boolean": "true or false",
    "null": "empty",
}


def schema_file(kind: RecordKind) -> Path:
    """The schema of one kind of record, as shipped."""
    folder = _BESIDE if _BESIDE.is_dir() else _CHECKOUT
    return folder / f"{kind}.schema.json"


@cache
def schema(kind: RecordKind) -> Mapping[str, Any]:
    """The schema of one kind of record."""
    loaded: Mapping[str, Any] = json.loads(schema_file(kind).read_text("utf-8"))
    return loaded


@cache
def _validator(kind: RecordKind) -> Any:
    # Imported here: jsonschema takes half the time of a command that judges nothing.
    from jsonschema import Draft202012Validator
    from jsonschema.validators import extend

    # 7.0 is an integer to JSON Schema; to a registry of numbers it is a mistake.
    exact = Draft202012Validator.TYPE_CHECKER.redefine("integer", lambda _, it: type(it) is int)
    inner = {"properties": _properties, "items": _items}
    judge_class: Any = extend(Draft202012Validator, inner, type_checker=exact)  # type: ignore[no-untyped-call]
    return judge_class(_without_prose(schema(kind)))


def _without_prose(part: Any) -> Any:
    """The schema without what only readers need: each keyword costs every value a look."""
    if isinstance(part, dict):
        return {
            key: {name: _without_prose(inner) for name, inner in value.items()}
            if key == "properties"
            else _without_prose(value)
            for key, value in part.items()
            if key not in ("description", "title", "$id", "$schema")
        }
    return part


def _properties(
    validator: Any, properties: Mapping[str, Any], instance: Any, _: Any
) -> Iterator[Any]:
    """The keyword ``properties``: jsonschema's keywords, without resolving each inner schema anew.

    The library makes a new validator for each inner value, to follow references; our schemas have
    none (a test sees to it), and that takes more than half of the time.
    """
    if isinstance(instance, dict):
        for name, inner in properties.items():
            if name in instance:
                yield from _inside(validator, instance[name], inner, name, name)


def _items(validator: Any, inner: Any, instance: Any, _: Any) -> Iterator[Any]:
    """The keyword ``items``, likewise."""
    if isinstance(instance, list):
        for index, item in enumerate(instance):
            yield from _inside(validator, item, inner, index, None)


def _inside(
    validator: Any, value: Any, inner: Any, step: str | int, schema_step: str | None
) -> Iterator[Any]:
    """Let each keyword judge; at the first objection the library does it again, with its errors."""
    if isinstance(inner, dict):
        for keyword, given in inner.items():
            judge_keyword = validator.VALIDATORS.get(keyword)
            if judge_keyword and any(
                True for _ in judge_keyword(validator, given, value, inner) or ()
            ):
                break
        else:
            return
    yield from validator.descend(value, inner, path=step, schema_path=schema_step)


def judge(document: Document, kind: RecordKind) -> tuple[Problem, ...]:
    """Judge a document without problems of its own by the schema of its kind; at most 20 problems.

    The reader has bounded depth, nodes and lists, and the schemas have no keyword whose cost grows
    faster than the data, so this ends within milliseconds.
    """
    problems: dict[Problem, None] = {}  # ordered; jsonschema tells some errors once for each key
    for error in _validator(kind).iter_errors(document.value):
        for pointer, message, subject in _told(error):
            line, column = document.at(*pointer)
            problem = Problem(
                Kind.SCHEMA_VIOLATION,
                message,
                f"See schema/{kind}.schema.json, or the description that your editor shows.",
                line,
                column,
                subject,
            )
            problems[problem] = None
        if len(problems) >= MOST_PROBLEMS:
            break
    return tuple(problems)[:MOST_PROBLEMS]


def _told(error: Any) -> Iterator[tuple[tuple[str | int, ...], str, str]]:
    """Turn one error of jsonschema into pointer, message and subject; unknown keys are one each."""
    pointer = tuple(error.absolute_path)
    name = _name(pointer)
    rule, given = error.validator, error.validator_value
    holder: Mapping[str, Any] = error.schema if isinstance(error.schema, dict) else {}
    match rule:
        case "required":
            for key in given:
                if isinstance(error.instance, dict) and key not in error.instance:
                    missing = _name((*pointer, key))
                    yield pointer, f"{missing} is missing.", missing
            return
        case "additionalProperties":
            known, form = holder.get("properties"), holder.get("patternProperties", {})
            for key in error.instance if isinstance(error.instance, dict) else ():
                if key in (known or {}) or any(re.search(pattern, key) for pattern in form):
                    continue
                unknown = _name((*pointer, key))
                told = (
                    f"{unknown} is no key here; the keys are {', '.join(known)}."
                    if known
                    else f"{unknown} is no name: a name has lower-case letters, digits, _ and -."
                )
                yield (*pointer, key), told, unknown
            return
        case "type":
            kinds = [given] if isinstance(given, str) else given
            message = f"{name} must be {' or '.join(_TYPES[kind] for kind in kinds)}."
        case "enum":
            message = f"{name} must be one of {', '.join(map(str, given))}."
        case "const":
            message = f"{name} must be {json.dumps(given)}{_when(error)}."
        case "pattern":
            expected = holder.get("patternErrorMessage", f"must match {given}")
            message = f"{name} does not fit: it {expected}."
        case "maxLength":
            message = f"{name} is longer than {given} characters."
        case "minLength" | "minItems":
            message = f"{name} is empty."
        case "maxItems" | "maxProperties":
            message = f"{name} has more than {given} entries."
        case "minimum":
            message = f"{name} must be at least {given}."
        case "maximum":
            message = f"{name} must be at most {given}."
        case "not":  # the keys that a pending record may not have
            for key in given["required"]:
                yield (
                    (*pointer, key),
                    f"{_name((*pointer, key))} stands only in a registered record.",
                    key,
                )
            return
        case _:
            message = f"{name} does not fit its schema ({rule})."
    yield pointer, message, name


def _when(error: Any) -> str:
    if "then" not in error.schema_path:
        return ""
    if error.validator_value is True:
        return " in a registered record"
    return " or absent in a pending record"


def _name(pointer: tuple[str | int, ...]) -> str:
    """Spell a pointer as people do: goal.metrics[1].name; a key as it can be shown."""
    name = ""
    for part in pointer:
        if isinstance(part, int):
            name += f"[{part}]"
        else:
            shown = part if len(part) <= 40 else part[:39] + "…"
            name += f".{shown}" if name else shown
    return name or "the record"
