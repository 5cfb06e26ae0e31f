"""A charter made of options, for a team that begins."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from muster.flows.time_zone import time_zone
from muster.model.dump import dump
from muster.model.error import SurroundingsError, UsageError
from muster.model.layout import RecordKind
from muster.model.schema import judge
from muster.model.strict_yaml import read

_HELP = "muster init --help"
_COMMENTS = (
    "What this team is for; an approver merges changes to it. Your editor explains each key.",
    "dimensions say what separates roles: beside paths of this repository there are range, time "
    "or a list of labels. coverage says what must be done with no gap and no overlap.",
)
_OPTIONS = {
    "name": "--name", "size": "--size", "timezone": "--timezone", "objectives": "--objective",
    "orchestrator.number": "--orchestrator", "orchestrator.github": "--orchestrator-github",
}  # fmt: skip
"""What the parts of a charter are called by who runs the command."""


class NewApprover(NamedTuple):
    """Somebody who shall approve: a name, a handle on GitHub, a public key; some are None."""

    name: str
    github: str | None
    key: str | None


class CharterOptions(NamedTuple):
    """What a charter is made of; objectives are texts like ``mrr: Reach $120k MRR``."""

    name: str
    size: int
    orchestrator: int
    orchestrator_github: str | None
    objectives: Sequence[str]
    approvers: Sequence[NewApprover]
    identity: str
    approval: str
    timezone: str | None


def new_charter(options: CharterOptions) -> bytes:
    """The charter's file.

    Raises ``UsageError`` for a value that no charter may have, by the name of its option.
    """
    data = _data(options)
    try:
        text = dump(data, kind=RecordKind.CHARTER, comments=_COMMENTS)
    except ValueError as error:
        raise UsageError(
            "unusable-option", f"The charter can't be made of these options: {error}.", _HELP
        ) from error
    made = text.encode("utf-8")
    document = read(made)
    for problem in (*document.problems, *judge(document, RecordKind.CHARTER)):
        raise UsageError("unusable-option", _told(problem.subject, problem.message), _HELP)
    if options.orchestrator > options.size:
        raise UsageError(
            "unusable-option",
            f"--orchestrator {options.orchestrator} is no number of a team of {options.size}.",
            _HELP,
        )
    if options.timezone:
        _require_zone(options.timezone)
    return made


def _data(options: CharterOptions) -> dict[str, Any]:
    orchestrator = {"number": options.orchestrator, "github": options.orchestrator_github}
    return {
        "name": options.name,
        "size": options.size,
        **({"timezone": options.timezone} if options.timezone else {}),
        **({"objectives": [_objective(one) for one in options.objectives]}
           if options.objectives else {}),
        "orchestrator": _present(orchestrator),
        **({"approvers": [_present(one._asdict()) for one in options.approvers]}
           if options.approvers else {}),
        "identity": options.identity,
        "approval": options.approval,
        "dimensions": {"paths": "paths"},
    }  # fmt: skip


def _present(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}


def _objective(text: str) -> dict[str, str]:
    name, colon, statement = text.partition(":")
    if not colon:
        raise UsageError(
            "unusable-option",
            "--objective is an id, a colon and a statement, for example 'mrr: Reach 120,000 USD a "
            "month'.",
            _HELP,
        )
    return {"id": name.strip(), "statement": statement.strip()}


def _told(subject: str, message: str) -> str:
    """A problem of the schema, with the option that it is about."""
    if subject.startswith("approvers["):
        field = subject.rpartition(".")[2]
        option = {"github": "--approver", "key": "--approver-key"}.get(field, "--approver-name")
    else:
        option = _OPTIONS.get(subject) or _OPTIONS.get(subject.partition("[")[0], "")
    return f"{option} can't be so: {message}" if option else message


def _require_zone(name: str) -> None:
    try:
        time_zone(name)
    except SurroundingsError as error:
        told = "--timezone names no time zone that this machine knows, as Europe/Berlin or UTC are."
        raise UsageError("unusable-option", told, _HELP) from error
