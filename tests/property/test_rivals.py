"""Of every two pull requests that claim one number, each is told of the other, one way round."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from muster.engine.judge import judge
from muster.model.finding import Finding, Verdict
from muster.model.rival import Rival
from muster.model.session import Session, read_session
from muster.model.strict_yaml import read
from rules.cases import CHARTER, Files, at, branch, charter, claimed, planned

SIZE = 6


def session(pull: int, number: int) -> Session:
    return read_session(at(number), read(record(pull, number).encode()))


def record(pull: int, number: int) -> str:
    return claimed(number, f"session-{pull}", name=f"name-{pull}")


def told(main: Files, pulls: dict[int, int], mine: int) -> list[Finding]:
    """What one of these pull requests (its number: the number that it claims) is told."""
    rivals = tuple(
        Rival(f"pull request #{pull}", session(pull, number), pull < mine)
        for pull, number in pulls.items()
        if pull != mine
    )
    brings = {at(pulls[mine]): record(mine, pulls[mine])}
    found = judge(branch(main, brings, rivals=rivals)).findings
    return [finding for finding in found if finding.code == "M306"]


@given(
    st.dictionaries(st.integers(1, 99), st.integers(1, SIZE), min_size=1, max_size=6),
    st.sets(st.integers(1, SIZE)),
)
def test_both_sides_of_every_pair_are_told(pulls: dict[int, int], slots: set[int]) -> None:
    main: Files = {CHARTER: charter(size=SIZE), **{at(n): planned(n) for n in slots}}
    seen = Counter(
        (mine, finding.subjects[1], finding.verdict)
        for mine in pulls
        for finding in told(main, pulls, mine)
    )
    wanted = Counter(
        (mine, f"pull request #{other}", Verdict.NOTE if mine < other else Verdict.BLOCK)
        for mine in pulls
        for other in pulls
        if mine != other and pulls[mine] == pulls[other]
    )
    assert seen == wanted
    # And nobody is sent where somebody else goes, or to a number that is not there.
    commands = {c for mine in pulls for found in told(main, pulls, mine) for c in found.commands}
    sent = {int(command.split(" ")[2]) for command in commands}
    assert sent <= set(range(1, SIZE + 1)) - set(pulls.values())
