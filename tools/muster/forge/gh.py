"""Asking GitHub's API through its own client ``gh``, which has the user's login; never a prompt.

Muster keeps no token and reads none: ``gh`` finds its own, or GH_TOKEN.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
from collections.abc import Mapping
from typing import Any

from muster.model.error import SurroundingsError

LIMIT = 60.0
"""Seconds after which one question is given up."""

MOST_TOLD = 400  # characters of an answer in a message
_LIMITS = "gh api rate_limit"
_STATUS = re.compile(r"\(HTTP ([0-9]{3})\)")
_SET = {
    "GH_PROMPT_DISABLED": "1",
    "GH_NO_UPDATE_NOTIFIER": "1",
    "GH_NO_EXTENSION_UPDATE_NOTIFIER": "1",
    "GH_SPINNER_DISABLED": "1",
    "GH_TELEMETRY": "false",
    "NO_COLOR": "1",
    "CLICOLOR_FORCE": "0",
    "LC_ALL": "C",
}
_DROPPED = {"GH_DEBUG", "DEBUG", "GH_FORCE_TTY", "GH_HOST", "GH_REPO", "GH_PAGER", "PAGER"}


class ForgeError(SurroundingsError):
    """GitHub refused a request; ``status`` is that of HTTP, 0 where there was no answer."""

    def __init__(self, code: str, message: str, *commands: str, status: int = 0) -> None:
        super().__init__(code, message, *commands)
        self.status = status


def ask(path: str, **query: str) -> Any:
    """The answer to a GET of ``path`` (``repos/o/r/pulls/7``); ``query`` is what follows the ?.

    Raises ``ForgeError`` where GitHub refuses or does not answer.
    """
    return _api("GET", path, _fields(query))


def ask_all(path: str, **query: str) -> list[Any]:
    """Every element of a list that GitHub answers in pages."""
    pages = _api("GET", path, [*_fields({"per_page": "100", **query}), "--paginate", "--slurp"])
    found: list[Any] = []
    for page in pages if isinstance(pages, list) else ():
        found += page if isinstance(page, list) else [page]
    return found


def send(method: str, path: str, body: Mapping[str, Any] | None = None) -> Any:
    """Change something: POST, PUT, PATCH or DELETE, with a JSON body."""
    given = json.dumps(dict(body)) if body is not None else None
    return _api(method, path, ["--input", "-"] if given is not None else [], given)


def _fields(query: Mapping[str, str]) -> list[str]:
    return [part for name, value in query.items() for part in ("-f", f"{name}={value}")]


def _api(method: str, path: str, more: list[str], given: str | None = None) -> Any:
    arguments = ["gh", "api", "--method", method, *more, "--", path]
    kept = {name: value for name, value in os.environ.items() if name not in _DROPPED}
    try:
        done = subprocess.run(
            arguments,
            input=(given or "").encode("utf-8"),
            capture_output=True,
            env={**kept, **_SET},
            timeout=LIMIT,
            check=False,
        )
    except OSError as error:
        raise ForgeError(
            "no-gh",
            "GitHub's client gh can't be started; muster asks GitHub through it.",
            "gh --version",
        ) from error
    except subprocess.TimeoutExpired as error:
        raise ForgeError(
            "forge-unreachable",
            f"GitHub did not answer {method} {path} within {LIMIT:g} s.",
            _LIMITS,
        ) from error
    if done.returncode:
        raise _refused(method, path, done.stdout, done.stderr, done.returncode)
    return _read(method, path, done.stdout)


def _read(method: str, path: str, told: bytes) -> Any:
    if not told.strip():
        return None
    try:
        return json.loads(told)
    except ValueError as error:
        raise ForgeError(
            "forge-answer", f"GitHub's answer to {method} {path} is no JSON.", _LIMITS
        ) from error


def _refused(method: str, path: str, out: bytes, err: bytes, code: int) -> ForgeError:
    told = " ".join(err.decode("utf-8", "replace").split())[:MOST_TOLD]
    if code == 4:  # gh's own code for "not logged in"
        return ForgeError(
            "no-login", "gh is not logged in to GitHub.", "gh auth login", "gh auth status"
        )
    found = _STATUS.search(told)
    status = int(found[1]) if found else 0
    detail = _details(out)
    if status == 0:
        return ForgeError(
            "forge-unreachable", f"GitHub can't be reached: {told or f'gh ended with {code}'}",
            "gh auth status",
        )  # fmt: skip
    words = told.removeprefix("gh: ") + (f": {detail}" if detail else "")
    commands: tuple[str, ...] = ("gh auth status",)
    if status == 401:
        commands = ("gh auth login", *commands)
    elif status == 429 or (status == 403 and "rate limit" in words.lower()):
        words += ". It limits how often it is asked: wait, and give the command again"
        commands = (_LIMITS,)
    elif status >= 500:
        words += ". The trouble is GitHub's: give the command again later"
        commands = (_LIMITS,)
    return ForgeError(
        "forge-refused", f"GitHub refused {method} {path}: {words}", *commands, status=status
    )


def _details(out: bytes) -> str:
    """What GitHub says was wrong with the fields of a request."""
    try:
        answer = json.loads(out)
    except ValueError:
        return ""
    errors = answer.get("errors") if isinstance(answer, dict) else None
    told = []
    for one in errors if isinstance(errors, list) else ():
        if isinstance(one, str):
            told.append(one)
        elif isinstance(one, dict):
            parts = (one.get("field"), one.get("code"), one.get("message"))
            told.append(" ".join(str(part) for part in parts if part))
    return "; ".join(told)[:MOST_TOLD]
