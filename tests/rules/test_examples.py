"""Every example gives the very report that it says, by the judge with all rules."""

import pytest

from muster.engine.judge import judge
from rules.cases import Example, Found
from rules.collected import EXAMPLES


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda e: f"{e.rule}: {e.says}")
def test_a_case_finds_what_it_says_and_nothing_else(example: Example) -> None:
    report = judge(example.case)
    assert sorted(map(Found.of, report.findings)) == sorted(example.finds)
    assert sorted(map(Found.of, report.standing)) == sorted(example.standing)
    told = "\n".join(
        "\n".join((finding.message, finding.help, *finding.commands))
        for finding in report.findings + report.standing
        if finding.code == example.rule
    )
    assert [text for text in example.tells if text not in told] == [], told
    assert [text for text in example.hides if text in told] == [], told


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda e: f"{e.rule}: {e.says}")
def test_every_finding_says_what_is_and_what_to_do(example: Example) -> None:
    report = judge(example.case)
    for finding in report.findings + report.standing:
        assert finding.message[-1] in ".;", finding
        assert finding.help
        assert finding.subjects
        assert all("\n" not in command for command in finding.commands)
