"""The form for a free number fits the team that it is for."""

from muster.model.charter import Charter, read_charter
from muster.model.layout import CHARTER
from muster.model.strict_yaml import read
from muster.model.template import template
from muster.rules.record.placeholder_text import RULE
from rules.cases import at, whole


def team(**lines: str) -> Charter:
    given = {"name": "A", "size": "3", **lines}
    text = "".join(f"{key}: {value}\n" for key, value in given.items())
    return read_charter(CHARTER, read(text.encode()))


def test_it_offers_the_dimensions_as_comments_and_the_first_objective() -> None:
    told = template(
        9,
        team(
            dimensions="{prospects: range, window: time, files: paths, shift: [early, late]}",
            objectives="[{id: mrr, statement: A}, {id: nps, statement: B}]",
        ),
    )
    for line in (
        "  #   prospects: 1-25\n",
        '  #   window: "10:00-11:00"\n',
        '  #   files: ["src/api/**"]\n',
        "  #   shift: early  # or late\n",
        "  serves: mrr  # or nps\n",
    ):
        assert line in told
    record = read(told.encode())
    assert record.problems == ()
    assert record.value["goal"]["serves"] == "mrr"
    assert "scope" not in record.value["role"]


def test_each_text_of_it_is_a_slot_that_no_registry_takes() -> None:
    text = template(9, team(dimensions="{files: paths}", objectives="[{id: mrr, statement: A}]"))
    written = "session_id: s\nstatus: registered\nready: true\ntimestamp: 2025-11-15T21:45:34Z\n"
    case = whole({at(9): text + written})
    assert [finding.subjects[1] for finding in RULE.judge(case)] == [
        "role.title", "role.does", "goal.statement", "responsibilities.0",
    ]  # fmt: skip
    assert [problem.subject for problem in case.after.files[at(9)].problems] == [
        "name", "goal.metrics[0].name",
    ]  # fmt: skip


def test_it_leaves_out_what_a_claim_writes_itself() -> None:
    assert list(read(template(9).encode()).value) == [
        "number", "name", "role", "goal", "responsibilities",
    ]  # fmt: skip


def test_a_team_without_dimensions_and_objectives_is_offered_none() -> None:
    assert template(9, team()) == template(9)
    assert "scope" not in template(9)
    assert "serves" not in template(9)


def test_a_dimension_with_one_label_and_one_with_many() -> None:
    many = ", ".join(f"part-{n}" for n in range(20))
    told = template(9, team(dimensions=f"{{only: [one], lane: [{many}]}}"))
    assert "  #   only: one\n" in told
    assert "  #   lane: part-0  # or part-1, part-2" in told
    assert "part-7, …\n" in told
    assert "part-8" not in told


def test_what_a_charter_may_not_name_is_not_repeated() -> None:
    told = template(
        9,
        team(
            dimensions='{"a\\nb: x": range, "\\e[31m": time, ok: ["x\\ny", fine]}',
            objectives='[{id: "mrr\\nstatus: pending", statement: A}]',
        ),
    )
    assert "\x1b" not in told
    assert "a\nb" not in told
    assert "pending" not in told
    assert "  #   ok: fine\n" in told
