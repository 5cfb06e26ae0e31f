"""What does not fit GitHub's description is found, in what is asked and in what is answered."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from support.forge import Forge
from support.forge.clients import asked, pull_of, refused

REPO = "repos/team/registry"
RULE = [
    f"{REPO}/rulesets",
    "-f",
    "name=x",
    "-f",
    "enforcement=active",
    "-f",
    "rules[][type]=deletion",
]
STRICT = "strict_required_status_checks_policy"
"""A parameter, but of another type of rule."""


@pytest.fixture(scope="module")
def still(first: Forge, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Forge]:
    """A forge with one pull request, for tests that change nothing."""
    with first.copy(tmp_path_factory.mktemp("still") / "forge") as made:
        pull_of(made, "eve", "one")
        yield made


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["graphql", "-f", "query=query { viewer { login } }"], "unknown request: POST /graphql"),
        (["-X", "DELETE", REPO], "unknown request: DELETE"),
        ([f"{REPO}/pulls?stat=open"], "unknown parameter stat"),
        ([f"{REPO}/pulls?state=opened"], "opened"),
        (["ISSUE", "-f", "text=x"], "'body' is a required property"),
        (["ISSUE", "-f", "body=x", "-f", "colour=red"], "unknown field /colour"),
        (["ISSUE", "-F", "body=3"], "is not of type 'string'"),
        (["ISSUE", "-X", "GET", "-f", "since=yesterday"], "yesterday"),
        ([*RULE, "-f", "rules[][colour]=red"], "unknown field /rules/0/colour"),
        ([*RULE, "-F", f"rules[][parameters][{STRICT}]=true"], "unknown field /rules/0/parameters"),
    ],
)
def test_a_request_that_is_not_as_described_is_a_violation(
    still: Forge, arguments: list[str], says: str
) -> None:
    before = copy.deepcopy(still.state)
    arguments = [it.replace("ISSUE", f"{REPO}/issues/1/comments") for it in arguments]
    with still.expecting_violation() as found:
        assert "HTTP 501" in refused(still, "eve", *arguments)
        assert says in found[0]
    assert still.state == before


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (lambda pull: pull.pop("head"), "'head' is a required property"),
        (lambda pull: pull["base"].pop("sha"), "'sha' is a required property"),
        (lambda pull: pull.update(state="merged"), "'merged' is not one of"),
        (lambda pull: pull.update(verdict="good"), "unknown field /verdict"),
        (lambda pull: pull["user"].update(age=3), "unknown field /user/age"),
        (lambda pull: pull.update(created_at="today"), "'today' is not a 'date-time'"),
    ],
)
def test_an_answer_that_is_not_as_described_is_a_violation(
    still: Forge, spoil: Any, says: str
) -> None:
    still.spoil_next("GET", f"/{REPO}/pulls/*", spoil)
    with still.expecting_violation() as found:
        assert "HTTP 500" in refused(still, "eve", f"{REPO}/pulls/1")
        assert says in found[0]


def test_a_violation_fails_the_block(tmp_path: Path) -> None:
    def violate() -> None:
        with Forge.make(tmp_path / "forge", {"a": "b"}) as forge:
            forge.account("eve")
            refused(forge, "eve", f"{REPO}/nothing")

    with pytest.raises(AssertionError, match="unknown request"):
        violate()


def test_a_violation_that_was_expected_must_come(forge: Forge) -> None:
    with pytest.raises(AssertionError, match="no request"), forge.expecting_violation():
        asked(forge, "eve", "user")
