"""Fields that a schema does not name.

GitHub's description leaves its objects open, so that a misspelled field would fit it. Here it does
not: a field must be named by the schema, or by one that it is made of.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

Schema = dict[str, Any]
Resolve = Callable[[Schema], Schema]


def unknown_fields(value: Any, schema: Schema, resolve: Resolve, at: str = "") -> Iterator[str]:
    """Where a value has fields that its schema does not name; ``resolve`` follows a ``$ref``."""
    parts = list(_parts(value, schema, resolve))
    if isinstance(value, list):
        inner = {"anyOf": [part["items"] for part in parts if "items" in part]}
        for number, item in enumerate(value):
            yield from unknown_fields(item, inner, resolve, f"{at}/{number}")
    elif isinstance(value, dict) and not any(part.get("additionalProperties") for part in parts):
        for name, item in value.items():
            named = [part["properties"][name] for part in parts if name in _named(part)]
            if named:
                yield from unknown_fields(item, {"anyOf": named}, resolve, f"{at}/{name}")
            elif any(map(_named, parts)):
                yield f"unknown field {at}/{name}"


def _named(part: Schema) -> Schema:
    return dict(part.get("properties", {}))


def _parts(value: Any, schema: Schema, resolve: Resolve) -> Iterator[Schema]:
    """The schema and all that it is made of, without alternatives of another ``type``."""
    schema = resolve(schema)
    if _other_type(value, schema):
        return
    yield schema
    for word in ("allOf", "anyOf", "oneOf"):
        for part in schema.get(word, []):
            yield from _parts(value, part, resolve)


def _other_type(value: Any, schema: Schema) -> bool:
    kinds = _named(schema).get("type", {}).get("enum")
    return bool(kinds) and isinstance(value, dict) and value.get("type") not in kinds
