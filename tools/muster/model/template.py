"""The form for a free number, for the session that will claim it to fill in."""

from __future__ import annotations

import re

from muster.model.charter import Charter
from muster.model.scope import Dimension, DimensionKind

UNFILLED_NAME = "[your-name]"
UNFILLED_METRIC = "[your_metric]"
"""What stands where a name is still to be written; neither is one."""

_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")  # what the schema lets a charter name
_MOST_SHOWN = 8
_FORMS = {
    DimensionKind.RANGE: "1-25",
    DimensionKind.TIME: '"10:00-11:00"',
    DimensionKind.PATHS: '["src/api/**"]',
}


def template(number: int, charter: Charter | None = None) -> str:
    """A claim in which each text in brackets is still to be written; as it is, it is refused.

    It offers the charter's dimensions as comments, and the charter's first objective.
    """
    return f"""\
number: {number}
name: "{UNFILLED_NAME}"      # lower-case letters, digits and hyphens; stays for good
role:
  title: "[your role in a few words]"
  does: "[your work in one line]"
{_scope(charter)}goal:
  statement: "[your goal with its figures, for example 25 prospects a day]"
  metrics:                 # each figure of the statement
    - {{name: "{UNFILLED_METRIC}", at_least: 25, per: day}}
{_serves(charter)}responsibilities:
  - "[your first duty]"
"""


def _scope(charter: Charter | None) -> str:
    """The dimensions as comments: only who shares a kind of work with others needs one."""
    dimensions = charter.dimensions.values() if charter else ()
    lines = [f"  #   {one.name}: {form}" for one in dimensions if (form := _form(one))]
    if not lines:
        return ""
    return "\n".join(
        ["  # scope:               # your part, where others do work like yours", *lines, ""]
    )


def _form(dimension: Dimension) -> str:
    if not _NAME.fullmatch(dimension.name):
        return ""
    labels = [label for label in dimension.labels if _NAME.fullmatch(label)]
    if not labels:
        return _FORMS.get(dimension.kind, "")
    return labels[0] + _others(labels)


def _serves(charter: Charter | None) -> str:
    ids = [one.id for one in (charter.objectives if charter else ()) if _NAME.fullmatch(one.id)]
    if not ids:
        return ""
    return f"  serves: {ids[0]}{_others(ids)}\n"


def _others(names: list[str]) -> str:
    """What could stand there instead, as a comment."""
    if not names[1:]:
        return ""
    more = ", …" if len(names) > _MOST_SHOWN else ""
    return f"  # or {', '.join(names[1:_MOST_SHOWN])}{more}"
