"""The workflow files, unmodified, under act with the real git and the real gh.

GitHub itself is not here: what answers is the stand-in of ``support.forge``, this project's own,
which GitHub's published description of its API keeps honest.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from support.forge.crew import CONTEXT, Crew
from support.forge.looking import mergeable
from support.forge.runner import Ran, Runner
from support.forge.state import Pull
from support.remotes import make_key
from support.repos import path_of, record


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crew]:
    """A team whose main has the workflows of this checkout."""
    crew = Crew.make(tmp_path_factory.mktemp("crew"))
    with crew.forge:
        yield crew


def react(crew: Crew, event: str, **details: object) -> Ran:
    """Run the judge's workflow on an event."""
    folder = crew.folder / f"run-{len(list(crew.folder.glob('run-*')))}"
    ran = Runner(crew.forge, folder).react(event, **details)
    (only,) = (one for name, one in ran.items() if name in ("muster.yml", "muster-queue.yml"))
    return only


def opened(crew: Crew, pull: Pull, action: str = "opened", **more: object) -> Ran:
    """What GitHub runs on an event of a pull request; it must end well."""
    ran = react(crew, "pull_request_target", number=pull.number, action=action, **more)
    assert ran.jobs["judge"] == ran.jobs["post"] == "success", ran.log
    assert ran.jobs["post-as-app"] == ran.jobs["main"] == "skipped"
    return ran


def moved(crew: Crew) -> Ran:
    """What GitHub runs once main has moved."""
    return react(crew, "push")


def state(crew: Crew, pull: Pull) -> str:
    """The status on a pull request's head."""
    status = crew.verdict(pull)
    assert status is not None
    assert status.creator == "github-actions[bot]"
    return status.state


def test_stand_in_a_good_claim_is_green_and_has_one_comment(crew: Crew) -> None:
    pull = crew.claims("eve", 2)
    opened(crew, pull)
    assert state(crew, pull) == "success"
    assert "claims number 2" in crew.comment(pull).body
    assert [call.method for call in crew.forge.written()] == ["POST", "POST"]


@dataclass
class Together:
    """Pull requests that one run of the schedule judges together."""

    crew: Crew
    ran: Ran
    pulls: dict[str, Pull]

    def state(self, name: str) -> str:
        return state(self.crew, self.pulls[name])

    def body(self, name: str) -> str:
        return self.crew.comment(self.pulls[name]).body


@pytest.fixture(scope="module")
def together(prepared: Crew, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Together]:
    crew = prepared.copy(tmp_path_factory.mktemp("together") / "crew")
    with crew.forge:
        role = "{title: Writer, does: Write the weekly newsletter for all of our customers}"
        for more in ("leo", "tom", "zoe"):
            make_key(crew.key(more))
        other = "{title: Copy editor, does: Edit and write the weekly newsletter for customers}"
        early = crew.claims("zoe", 7, "zoe", name="another-seven")
        for landed in (
            crew.claims("eve", 7, name="seven"),
            crew.claims("eve", 5, "two", role=role),
            crew.claims("eve", 4, "three"),
        ):
            crew.forge.merge(landed.number, by="ada")
        crew.forge.account("bob", permission="write")
        crew.refresh()
        crew.put("team", "claim/003", crew.claim(3, "second"))
        pulls = {
            "conflict": early,
            "taken": crew.claims("mia", 4, "one"),
            "overlap": crew.claims("leo", 6, "leo", role=other),
            "branch": crew.forge.open_pull("bob", "claim/003"),
            "first": crew.claims("kim", 2, "stranger", "session-kim"),
            "second": crew.claims("tom", 2, "tom"),
        }
        yield Together(crew, react(crew, "schedule", cron="17 4 * * *"), pulls)


def test_stand_in_the_schedule_judges_everything(together: Together) -> None:
    jobs = together.ran.jobs
    assert jobs["main"] == jobs["judge"] == jobs["post"] == "success", together.ran.log
    assert all(together.crew.verdict(pull) for pull in together.pulls.values())
    assert "approved by ada" in together.ran.log


def test_stand_in_a_taken_number_is_red_and_names_what_is_left(together: Together) -> None:
    assert together.state("taken") == "failure"
    assert "M201" in together.body("taken")
    assert "1-3" in together.body("taken")


def test_stand_in_an_overlap_asks_the_orchestrator_to_rule(together: Together) -> None:
    assert "M204" in together.body("overlap")
    assert "@lead" in together.body("overlap")


def test_stand_in_of_two_rivals_both_are_told(together: Together) -> None:
    first, second = together.pulls["first"], together.pulls["second"]
    assert (together.state("first"), together.state("second")) == ("success", "failure")
    assert f"#{second.number}" in together.body("first")
    assert f"#{first.number}" in together.body("second")
    assert "muster renumber" in together.body("second")


def test_stand_in_a_conflict_with_main_is_judged_too(together: Together) -> None:
    pull = together.pulls["conflict"]
    assert mergeable(together.crew.forge, pull) is False  # GitHub runs no `pull_request` on it
    assert together.state("conflict") == "failure"
    assert "M201" in together.body("conflict")


def test_stand_in_a_claim_from_a_branch_of_the_repository_itself(together: Together) -> None:
    assert together.state("branch") == "success"


def test_stand_in_what_is_fixed_by_a_push_turns_green(crew: Crew) -> None:
    crew.refresh()
    bad = record(2, "session-one", key=crew.public("one"), goal="{statement: Be good}")
    pull = crew.propose("eve", "claim/002", crew.step({path_of(2): bad}, "one"))
    opened(crew, pull)
    assert state(crew, pull) == "failure"
    was, text = crew.comment(pull).id, crew.comment(pull).body
    before = pull.head_sha
    crew.put("eve", "claim/002", crew.claim(2))
    opened(crew, pull, "synchronize", before=before)
    assert state(crew, pull) == "success"
    assert crew.comment(pull).id == was
    assert len(crew.comment(pull).body) < len(text)


def test_stand_in_the_merge_queue_has_its_groups_judged(crew: Crew) -> None:
    first, second = crew.claims("eve", 2), crew.claims("bob", 3, "two")
    group = crew.forge.merge_group(first.number, second.number, by="ada")
    ran = react(crew, "merge_group", group=group)
    assert set(ran.jobs.values()) <= {"success", "skipped"}, ran.log
    status = crew.forge.status(group.head_sha, CONTEXT)
    assert status is not None
    assert status.state == "success"
    assert not crew.forge.comments(first.number)


def test_stand_in_the_merge_queue_is_stopped_where_two_meet(crew: Crew) -> None:
    first, second = crew.claims("eve", 2), crew.claims("bob", 3, "two", "session-one")
    group = crew.forge.merge_group(first.number, second.number, by="ada")
    react(crew, "merge_group", group=group)
    status = crew.forge.status(group.head_sha, CONTEXT)
    assert status is not None
    assert status.state == "failure"


def test_stand_in_main_that_moves_while_judging_is_not_judged_by_its_past(crew: Crew) -> None:
    first, second = crew.claims("eve", 2), crew.claims("bob", 2, "two")
    crew.forge.close(second.number)  # only the first is judged now
    crew.forge.state.pulls[second.number].state = "open"
    crew.forge.before(
        "GET", "*/git/ref/heads/main", lambda: crew.forge.merge(second.number, by="ada")
    )
    opened(crew, first)
    assert crew.verdict(first) is None  # nothing green of a main that is gone
    ran = moved(crew)
    assert ran.jobs["main"] == "success", ran.log
    assert state(crew, first) == "failure"


def test_stand_in_main_that_moves_afterwards_has_the_others_judged_again(crew: Crew) -> None:
    first, second, third = (
        crew.claims("eve", 2),
        crew.claims("bob", 2, "two"),
        crew.claims("mia", 3, "three"),
    )
    opened(crew, third)
    opened(crew, first)
    crew.forge.merge(first.number, by="ada")
    ran = moved(crew)
    assert ran.jobs["main"] == ran.jobs["judge"] == ran.jobs["post"] == "success", ran.log
    assert (state(crew, second), state(crew, third)) == ("failure", "success")
    assert "M201" in crew.comment(second).body


def test_stand_in_what_slipped_onto_main_is_found(crew: Crew) -> None:
    crew.refresh()
    crew.put("team", "main", crew.step({path_of(9): record(9, "session-x")}, None))
    ran = moved(crew)
    assert ran.jobs["main"] == "failure"
    assert "M403" in ran.log
