"""What no workflow of ours may do, as a judge: the sentences that say what is wrong with a file.

GitHub runs a workflow of ours with a token on behalf of strangers. A file that has such a token is
not searched for known mistakes: it is held against the few things that it may do
(``trusted_workflow.py``), and whatever else it does is a problem. A file whose token only reads
what its own run is about may run what it likes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from support.trusted_workflow import READS, trusted_problems
from support.workflow import Workflow, expressions

HARMLESS = {"pull_request", "push", "schedule", "workflow_dispatch"}
"""The triggers of a run that has no more than a reading token where a stranger causes it."""

_PIN = re.compile(r"[\w.-]+/[\w./-]+@[0-9a-f]{40}")
_DOWNLOAD = re.compile(r"\b(?:curl|wget)\b.*\|\s*(?:sudo\s+)?\w*sh\b")


def problems(workflow: Workflow) -> list[str]:
    """What is wrong with a workflow file; empty where it keeps to the policy."""
    found = list(_anywhere(workflow))
    if is_trusted(workflow):
        found += trusted_problems(workflow)
    return found


def is_trusted(workflow: Workflow) -> bool:
    """Whether its token is worth something, or GitHub starts it on main's behalf for others."""
    return (
        not workflow.triggers <= HARMLESS
        or re.search(r"secrets|github\.token", str(workflow.raw)) is not None
        or any(
            not isinstance(job.permissions, Mapping) or not job.permissions.items() <= READS.items()
            for job in workflow.jobs
        )
    )


def _anywhere(workflow: Workflow) -> Iterator[str]:
    """What holds for every file, also one that runs strangers' code with a token that reads."""
    if workflow.raw.get("permissions") != {}:
        yield "permissions at the top are not {}"
    for job in workflow.jobs:
        if not isinstance(job.permissions, Mapping):
            yield f"{job.name}: permissions are not listed one by one"
        if job.raw.get("runs-on") != "ubuntu-latest":
            yield f"{job.name}: does not run on a runner that GitHub throws away"
        for used in job.uses:
            if not _PIN.fullmatch(used):
                yield f"{job.name}: {used} is not pinned by a commit id"
            elif not re.search(rf"{re.escape(used)} # v\d", workflow.text):
                yield f"{job.name}: {used} does not say its version"
        for step in job.steps:
            kept = (step.get("with") or {}).get("persist-credentials")
            if "actions/checkout@" in str(step.get("uses")) and kept is not False:
                yield f"{job.name}: the checkout leaves its token in a file"
            if any(expressions([step.get("run"), step.get("shell")])):
                yield f"{job.name}: an expression becomes part of a script"
        for script in job.scripts:
            if _DOWNLOAD.search(script):
                yield f"{job.name}: runs what it downloads"
        for command in job.commands:
            if {"pip", "pip3"} & set(command) and "--require-hashes" not in command:
                yield f"{job.name}: pip installs without hashes"
    if any(expressions(workflow.raw.get("defaults"))):
        yield "an expression becomes part of every script"
