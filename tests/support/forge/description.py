"""GitHub's API description as the judge of each request to the stand-in, and of each answer."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Any
from urllib.parse import quote, unquote

from openapi_core import Config, OpenAPI
from openapi_core.datatypes import RequestParameters
from werkzeug.datastructures import Headers, ImmutableMultiDict

from support.forge.extract import TARGET
from support.forge.unknown_fields import unknown_fields

HOST = "https://api.github.com"
_DEEP = {"ref", "branch", "commit_sha"}
"""Parameters of a path that may hold slashes."""
_REFUSAL = {"message", "documentation_url"}, {"message", "documentation_url", "status", "errors"}
"""The fields that a refusal must have and may have."""


@dataclass
class Asked:
    """A request in the shape that openapi-core reads."""

    method: str
    path: str
    query: Mapping[str, str]
    body: bytes | None
    content_type: str = "application/json"
    host_url: str = HOST
    parameters: RequestParameters = field(init=False)

    def __post_init__(self) -> None:
        self.parameters = RequestParameters(query=ImmutableMultiDict(self.query), header=Headers())


@dataclass
class Told:
    """An answer in the shape that openapi-core reads."""

    status_code: int
    data: bytes | None
    content_type: str = "application/json"
    headers: Headers = field(default_factory=Headers)


@dataclass(frozen=True)
class Place:
    """Where a request leads: the description's path, and the values of its parameters."""

    template: str
    values: dict[str, str]
    query: frozenset[str]
    """The parameters of the query that the operation knows."""

    @property
    def path(self) -> str:
        """The path with its values escaped, so that none holds a slash."""
        escaped = {name: quote(value, safe="") for name, value in self.values.items()}
        return self.template.format(**escaped)


@cache
def description() -> Description:
    """The extract, read once."""
    return Description()


class Description:
    """The extract as a judge."""

    def __init__(self) -> None:
        self.raw: dict[str, Any] = json.loads(TARGET.read_bytes())
        self._judge = OpenAPI.from_dict(self.raw, config=Config(spec_validator_cls=None))

    def place(self, method: str, path: str) -> Place | None:
        """Which operation a path means, the most literal first; None for none."""
        for template, pattern in self._patterns:
            found = pattern.fullmatch(path)
            if found and method in self.raw["paths"][template]:
                values = {name: unquote(value) for name, value in found.groupdict().items()}
                return Place(template, values, self._query(template, method))
        return None

    def wrong_request(self, asked: Asked, place: Place) -> Iterator[str]:
        """What does not fit in a request. Unknown fields and parameters do not fit either."""
        operation = self.raw["paths"][place.template][asked.method]
        for name in sorted(set(asked.query) - place.query):
            yield f"unknown parameter {name}"
        if asked.body and "requestBody" not in operation:
            yield "a body where none is known"
            return
        wrong = [_said(error) for error in self._judge.iter_request_errors(asked)]
        yield from wrong
        if asked.body and not wrong:
            yield from self._unknown(asked.body, operation["requestBody"])

    def wrong_answer(self, asked: Asked, told: Told, place: Place) -> Iterator[str]:
        """What does not fit in an answer.

        The description leaves out most refusals; those need a message and nothing unknown.
        """
        known = self.raw["paths"][place.template][asked.method]["responses"]
        if str(told.status_code) in known:
            yield from map(_said, self._judge.iter_response_errors(asked, told))
            if told.data and "content" in self._resolved(known[str(told.status_code)]):
                yield from self._unknown(told.data, known[str(told.status_code)])
        elif told.status_code < 400:
            yield f"no answer {told.status_code} is known"
        elif not _REFUSAL[0] <= set(json.loads(told.data or b"{}")) <= _REFUSAL[1]:
            yield "a refusal without its message, or with more than belongs to it"

    def _unknown(self, data: bytes, place: dict[str, Any]) -> Iterator[str]:
        schema = self._resolved(place)["content"]["application/json"]["schema"]
        return unknown_fields(json.loads(data), schema, self._resolved)

    def _query(self, template: str, method: str) -> frozenset[str]:
        here = self.raw["paths"][template]
        listed = [*here.get("parameters", []), *here[method].get("parameters", [])]
        whole = [self._resolved(parameter) for parameter in listed]
        return frozenset(p["name"] for p in whole if p["in"] == "query")

    def _resolved(self, value: dict[str, Any]) -> dict[str, Any]:
        if "$ref" not in value:
            return value
        _, _, group, name = value["$ref"].split("/")
        return dict(self.raw["components"][group][name])

    @cached_property
    def _patterns(self) -> list[tuple[str, re.Pattern[str]]]:
        ordered = sorted(self.raw["paths"], key=lambda path: (-path.count("/"), path.count("{")))
        return [(path, re.compile(_pattern(path))) for path in ordered]


def _pattern(template: str) -> str:
    parts = re.split(r"\{(\w+)\}", template)
    return "".join(
        f"(?P<{part}>{'.+' if part in _DEEP else '[^/]+'})" if at % 2 else re.escape(part)
        for at, part in enumerate(parts)
    )


def _said(error: BaseException) -> str:
    """An error with its causes, since openapi-core's own text leaves them out."""
    causes = getattr(error.__cause__, "schema_errors", None)
    if not causes:
        return f"{error} {error.__cause__ or ''}".strip()
    told = (f"{'/'.join(map(str, cause.path))}: {cause.message[:300]}" for cause in causes)
    return f"{type(error).__name__}: {'; '.join(told)}"
