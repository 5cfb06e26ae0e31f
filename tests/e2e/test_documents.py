"""What the documents tell people to type exists, as it is typed."""

import re
import shlex
from pathlib import Path

import click
import pytest

from muster.cli.main import app

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = ("README.md", "AGENTS.md", "SECURITY.md", "CONTRIBUTING.md")
CODE = re.compile(r"`(muster [^`]+)`|^(muster .*)$|^git .*$|&& (muster .*)$", re.MULTILINE)


def typed() -> list[tuple[str, str]]:
    """Every command of muster that a document shows, with the document's name."""
    found = []
    for name in DOCUMENTS:
        for match in CODE.finditer((ROOT / name).read_text("utf-8")):
            command = next(filter(None, match.groups()), "")
            for part in re.split(r"&&|\|\|| #|>|…", command):
                if part.strip().startswith("muster "):
                    found.append((name, part.strip()))
    return sorted(set(found))


def command_of(words: list[str]) -> tuple[click.Command, list[str]]:
    """The command that some words name, and the words behind its name."""
    found: click.Command = app
    rest = words
    while isinstance(found, click.Group) and rest and not rest[0].startswith("-"):
        inner = found.get_command(click.Context(found), rest[0])
        assert inner is not None, f"there is no command {rest[0]}"
        found, rest = inner, rest[1:]
    return found, rest


@pytest.mark.parametrize(("document", "command"), typed())
def test_a_command_of_a_document_exists_with_its_options(document: str, command: str) -> None:
    found, rest = command_of(shlex.split(command)[1:])
    known = {name for option in found.params for name in (*option.opts, *option.secondary_opts)}
    known |= {"--help", "-h", "--version"}
    used = [word.partition("=")[0] for word in rest if word.startswith("--")]
    assert [option for option in used if option not in known] == [], (document, command)


def test_the_page_for_sessions_is_short_enough_to_be_read() -> None:
    assert len((ROOT / "AGENTS.md").read_text("utf-8").splitlines()) < 60


def test_the_readme_lists_every_command() -> None:
    table = (ROOT / "README.md").read_text("utf-8")
    for name in app.list_commands(click.Context(app)):
        assert f"| `muster {name}" in table, name
