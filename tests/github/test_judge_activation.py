"""The round of an activation among pull requests: what completes it, and what would void it.

What answers is the project's stand-in for GitHub, which is not GitHub.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from muster.model.layout import ACTIVATION
from support.agreed import acknowledgement, confirmation, digest_at
from support.forge.crew import Crew
from support.forge.judging import judge_and_post
from support.forge.state import Pull
from support.repos import path_of, record


@pytest.fixture(scope="module")
def agreed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Crew, Pull]]:
    """A team of two on main, whose first number, the orchestrator, has confirmed and agreed."""
    objectives = "[{id: mrr, statement: Reach 120k MRR}]"
    folder = tmp_path_factory.mktemp("crew")
    crew = Crew.make(folder / "crew", (1, 2), tools=False, size="2", objectives=objectives)
    with crew.forge:
        for number, key in ((1, "one"), (2, "two")):
            crew.forge.merge(crew.claims("eve", number, key).number, by="ada")
        crew.refresh()
        digest = digest_at(crew)
        head = crew.step(confirmation(digest), "one")
        head = crew.step(acknowledgement(1, digest), "one", head)
        yield crew, crew.propose("eve", "activation", head)


def test_an_activation_waits_until_all_have_acknowledged(agreed: tuple[Crew, Pull]) -> None:
    crew, pull = agreed
    judge_and_post(crew, "--pull", str(pull.number))
    assert crew.verdict(pull).state == "failure"
    assert "M406" in crew.comment(pull).body
    assert ACTIVATION in crew.comment(pull).body
    head = crew.step(acknowledgement(2, digest_at(crew)), "two", pull.head_sha)
    crew.put("eve", "activation", head)
    judge_and_post(crew, "--pull", str(pull.number))
    assert crew.verdict(pull).state == "success"
    assert "2/2" in crew.comment(pull).body
    assert "then sign the tag: `muster approve activation`" in crew.comment(pull).body


def test_what_would_void_it_is_told(agreed: tuple[Crew, Pull]) -> None:
    crew, _ = agreed
    other = record(2, "session-two", key=crew.public("two"), responsibilities="[Another duty]")
    change = crew.propose("eve", "claim/002", crew.step({path_of(2): other}, "two"))
    nothing = crew.propose("eve", "code", crew.step({"src/app.py": "print()\n"}, None))
    judge_and_post(crew, "--all")
    assert "voids the confirmation of consensus" in crew.comment(change).body
    assert crew.forge.comments(nothing.number) == []
