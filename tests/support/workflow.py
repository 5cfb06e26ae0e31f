"""A workflow file as tests look at it: plain YAML, with what GitHub makes of ``on`` and ``run``."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import yaml

_OPERATORS = set(";|&()<>")
_KEYWORDS = {"if", "then", "else", "elif", "fi", "do", "done", "while", "until", "for", "in", "!"}
_EXPRESSION = re.compile(r"\$\{\{(.*?)\}\}", re.DOTALL)


@dataclass(frozen=True)
class Job:
    """One job: its id, and its mapping."""

    name: str
    raw: Mapping[str, Any]

    @property
    def permissions(self) -> Any:
        """As the file has them: a mapping, a word, or None where there are none."""
        return self.raw.get("permissions")

    @property
    def writes(self) -> bool:
        """Whether it may change anything on GitHub, with the run's token or the App's."""
        granted = self.permissions if isinstance(self.permissions, Mapping) else {}
        return "write" in granted.values() or "secrets." in str(self.raw)

    @property
    def steps(self) -> Sequence[Mapping[str, Any]]:
        """Its steps."""
        return self.raw.get("steps") or ()

    @property
    def scripts(self) -> list[str]:
        """What its steps run."""
        return [str(step["run"]) for step in self.steps if "run" in step]

    @property
    def commands(self) -> list[list[str]]:
        """Every simple command of every step, as words without their quotes."""
        return [command for script in self.scripts for command in simple_commands(script)]

    @property
    def uses(self) -> list[str]:
        """The actions and reusable workflows that it takes in."""
        named = [step["uses"] for step in self.steps if "uses" in step]
        return [str(one) for one in (*named, *([self.raw["uses"]] if "uses" in self.raw else ()))]


@dataclass(frozen=True)
class Workflow:
    """One workflow file: its name, and its text."""

    name: str
    text: str

    @cached_property
    def raw(self) -> Mapping[Any, Any]:
        """The whole mapping; YAML 1.1 reads the key ``on`` as true."""
        loaded: Mapping[Any, Any] = yaml.safe_load(self.text)
        return loaded

    @property
    def triggers(self) -> set[str]:
        """The events that start it."""
        told = self.raw.get("on", self.raw.get(True))
        return {told} if isinstance(told, str) else set(told or ())

    def trigger(self, event: str) -> Any:
        """How an event is narrowed down; None where it is not."""
        told = self.raw.get("on", self.raw.get(True))
        return told.get(event) if isinstance(told, Mapping) else None

    @property
    def jobs(self) -> list[Job]:
        """Its jobs."""
        return [Job(name, raw) for name, raw in self.raw["jobs"].items()]

    @property
    def expressions(self) -> Iterator[str]:
        """What GitHub evaluates before anything runs: each ``${{ }}``, and each ``if``."""
        yield from expressions(self.raw)


def expressions(value: Any) -> Iterator[str]:
    """The expressions of a part of a file."""
    if isinstance(value, str):
        yield from (found.strip() for found in _EXPRESSION.findall(value))
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            if key == "if" and "${{" not in str(inner):
                yield str(inner)
            yield from expressions(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from expressions(inner)


def simple_commands(script: str) -> list[list[str]]:
    """The simple commands of a shell script, each as its words; operators and keywords part them.

    It knows as much of the shell as our scripts need. What it does not know, as comments, quotes
    over several lines and redirections, comes out as a command that nobody lists.
    """
    return [
        command
        for line in script.replace("\\\n", " ").splitlines()
        for command in _commands_of(line)
        if command
    ]


def _commands_of(line: str) -> list[list[str]]:
    words = shlex.shlex(line, posix=True, punctuation_chars=True)
    words.whitespace_split = True
    words.commenters = ""  # shlex takes a # within a word for one, the shell does not
    found: list[list[str]] = [[]]
    try:
        for word in words:
            if set(word) <= _OPERATORS:
                found.append([word] if set(word) & set("<>") else [])
            elif found[-1] or word not in _KEYWORDS:
                found[-1].append(word)
    except ValueError:  # a quote is open
        return [[line]]
    return found
