"""What a workflow file with a token that is worth something may do. All else is a problem."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from support.workflow import Job, Workflow, expressions

READS = {"contents": "read"}

ACTIONS = {
    "actions/create-github-app-token": {"post-as-app"},
    "actions/upload-pages-artifact": {"page"},
    "actions/deploy-pages": {"deploy"},
}
"""The actions that a trusted file may use, and in which jobs."""

GRANTS: dict[str, tuple[dict[str, str], ...]] = {
    "judge": (READS, READS | {"pull-requests": "read"}),
    "post": (
        READS | {"statuses": "write"},
        READS | {"statuses": "write", "pull-requests": "write"},
    ),
    "post-as-app": (READS,),
    "main": (READS | {"pull-requests": "read"},),
    "page": (READS | {"pull-requests": "read"},),
    "deploy": ({"pages": "write", "id-token": "write"},),
}
"""The jobs of trusted files, and what each may be granted."""

EXPRESSIONS = re.compile(
    r"github\.(?:token|event_name|event\.pull_request\.number|event\.merge_group\.head_sha)"
    r"|(?:steps|needs)\.judge\.outputs\.report_[1-4]"
    r"|steps\.app\.outputs\.(?:token|app-slug)|steps\.deployment\.outputs\.page_url"
    r"|vars\.MUSTER_(?:APP_ID|PAGE)|secrets\.MUSTER_APP_KEY|runner\.temp"
)
"""What a trusted file may ask GitHub for. None of it is a text that a stranger chose."""

_CONTEXT = re.compile(
    r"\b(?:github|env|vars|job|jobs|steps|runner|secrets|strategy|matrix|needs|inputs)\b[\w.*\-\[\]'\"]*"
)
_QUOTED = re.compile(r"'[^']*'")
ENVIRONMENT = re.compile(r"GH_TOKEN|GIT_TERMINAL_PROMPT|PULL|HEAD_SHA|REPORT_[1-4]|APP")
_SHELL = "bash --noprofile --norc -euo pipefail {0}"

TEMP = "$RUNNER_TEMP"
BARE = f"{TEMP}/registry.git"
MAIN = "+refs/heads/main:refs/heads/main"
OBJECTS = {
    MAIN,
    "+$HEAD_SHA:refs/muster/group",
}
"""What a job that changes nothing may fetch; one that writes fetches main alone."""

CONFIG = {
    ("remote.origin.url", "$GITHUB_SERVER_URL/$GITHUB_REPOSITORY"),
    ("credential.helper", "!gh auth git-credential"),
    ("fetch.fsckObjects", "true"),
}
INSTALL = ["sh", f"{TEMP}/.github/muster/install.sh", BARE, f"{TEMP}/muster"]
PLAIN = [
    [f"registry={BARE}"],
    ["git", "init", "--quiet", "--bare", "$registry"],
    ["git", "-C", BARE, "archive", "refs/heads/main", ".github/muster"],
    ["tar", "-x", "-C", TEMP],
    INSTALL,
    ["[", "-n", "$PULL", "]"],
    ["[", "$?", "-eq", "4", "]"],
    ["set", "--", "--pull", "$PULL"],
    ["set", "--", "--all"],
]
"""Commands that any job of a trusted file may run, word by word."""


def trusted_problems(workflow: Workflow) -> Iterator[str]:
    """What is wrong with it, beyond what holds for every file."""
    yield from _keys(
        "the file", workflow.raw,
        {"name", "on", True, "permissions", "concurrency", "defaults", "jobs"},
    )  # fmt: skip
    if "push" in workflow.triggers and workflow.trigger("push") != {"branches": ["main"]}:
        yield "is started by a push to another branch than main"
    if workflow.raw.get("defaults", {}) not in ({}, {"run": {"shell": _SHELL}}):
        yield "the scripts' shell is another one"
    for told in workflow.expressions:
        for context in _CONTEXT.findall(_QUOTED.sub("''", told)):
            if not EXPRESSIONS.fullmatch(context):
                yield f"asks GitHub for {context}"
    for job in workflow.jobs:
        yield from (f"{job.name}: {told}" for told in _trusted_job(job))


def _trusted_job(job: Job) -> Iterator[str]:
    yield from _keys(
        "the job", job.raw,
        {"name", "needs", "if", "runs-on", "timeout-minutes", "permissions", "outputs", "steps"}
        | {"environment"},
    )  # fmt: skip
    if job.permissions not in GRANTS.get(job.name, ()):
        yield f"is granted {job.permissions}"
    for step in job.steps:
        yield from _trusted_step(job, step)
    for command in job.commands:
        if not _allowed(job, command):
            yield f"runs {' '.join(command)}"
    if any(re.search(r"`|\$\(", script) for script in job.scripts):
        yield "runs what a command printed"


def _trusted_step(job: Job, step: Mapping[str, Any]) -> Iterator[str]:
    yield from _keys("a step", step, {"name", "id", "if", "uses", "with", "env", "run"})
    if "uses" in step and job.name not in ACTIONS.get(str(step["uses"]).split("@")[0], ()):
        yield f"uses {step['uses']}"
    env = step.get("env") or {}
    for name in env:
        if not ENVIRONMENT.fullmatch(name):
            yield f"sets {name}"
    if "GH_TOKEN" in env and "install.sh" in str(step.get("run")):
        yield "gives the installation a token"
    for told in expressions({name: value for name, value in step.items() if name != "env"}):
        if "token" in told:
            yield f"puts {told} somewhere else than into the environment"
    secret = [one for one in expressions(step) if "secrets" in one]
    if secret and (job.name != "post-as-app" or job.raw.get("environment") != "muster"
                   or not str(step.get("uses")).startswith("actions/create-github-app-token@")
                   or "secrets" in str(env)):  # fmt: skip
        yield f"reads {secret[0]}"


def _allowed(job: Job, command: list[str]) -> bool:
    if command in PLAIN:
        return True
    match command:
        case ["git", "-C", "$registry", "config", key, value]:
            return (key, value) in CONFIG
        case ["git", "-C", _, "fetch", "--quiet", "--no-tags", "origin", *specs]:
            return bool(specs) and set(specs) <= ({MAIN} if job.writes else OBJECTS)
        case [muster, *rest] if muster == f"{TEMP}/muster/muster":
            return _allowed_muster(job, rest)
    return False


def _allowed_muster(job: Job, words: list[str]) -> bool:
    """Only what sees no pull request may write, and only what writes nothing may judge."""
    match words:
        case ["github", "post", "--repository", "$GITHUB_REPOSITORY", *rest]:
            return job.name.startswith("post") and rest in ([], ["--as", "${APP}[bot]"])
        case ["github", "judge", "--repo", repo, "--repository", "$GITHUB_REPOSITORY", *rest]:
            asked = [["$@"], ["--merge-group", "$HEAD_SHA"]]
            return not job.writes and repo == BARE and rest[:-2] in asked and (
                rest[-2:] == ["--outputs", "$GITHUB_OUTPUT"]
            )  # fmt: skip
        case ["check", "--repo", repo, "--ref", "refs/heads/main", "--format", "github"]:
            return not job.writes and repo == BARE
        case ["audit", "--repo", repo, "--ref", "refs/heads/main", "--forge", "github", *rest]:
            asked = rest == ["--repository", "$GITHUB_REPOSITORY"]
            return not job.writes and repo == BARE and asked
        case ["page", "--repo", repo, "--out", out]:
            return not job.writes and repo == BARE and out == f"{TEMP}/site"
    return False


def _keys(what: str, found: Mapping[Any, Any], known: set[Any]) -> Iterator[str]:
    for key in found:
        if key not in known:
            yield f"{what} has {key}"
