"""What a ruling makes of findings."""

import pytest

from muster.engine.ruling import answered, can_be_ruled, sessions_of
from muster.model.boundary import Boundary
from muster.model.digest import finding_digest
from muster.model.finding import Finding, Place, Verdict
from muster.rules.case import Case
from rules.cases import at, claimed, edited, planned, ruling, ruling_at, whole

TEAM = {at(n): claimed(n) for n in (7, 8, 9)}
CODES = ("M204", "M205", "M105", "M106", "M107", "M201", "M202", "M203", "M301", "M307")
SIDES = "boundaries: [{number: 7, does: Writes}, {number: 8, does: Sends}]\n"


def found(
    *numbers: int,
    code: str = "M204",
    verdict: Verdict = Verdict.REVIEW,
    more: tuple[Place, ...] = (),
) -> Finding:
    first, *rest = (Place(at(n), 4, 3) for n in numbers)
    return Finding(
        code, "x", verdict, "They meet.", "Part them.", first,
        tuple(map(at, numbers)), (*rest, *more), ("muster show 7",), (Boundary(7, "Go"),),
    )  # fmt: skip


def ruled(case: Case, finding: Finding) -> Finding:
    (told,) = answered(case, [finding])
    return told


def case(*numbers: int, rule: str = "M204", more: str = "", **files: str) -> Case:
    texts = [TEAM[at(n)] for n in numbers]
    pairs = [(7, 8), (7, 9), (8, 9), (7, 8, 9)]
    answers = [finding_digest(found(*pair, code=code)) for pair in pairs for code in CODES]
    decision = '"They differ:\\n one writes"'
    return whole(
        {
            **TEAM,
            ruling_at(1): ruling(*texts, rule=rule, decision=decision, more=more, findings=answers),
            **files,
        }
    )


def test_a_review_becomes_a_note_with_the_reason_and_the_boundaries() -> None:
    told = ruled(case(7, 8, more=SIDES), found(7, 8))
    assert told.verdict is Verdict.NOTE
    assert told.message == "They meet."
    assert told.help == "Ruling R001 stands: They differ: one writes"
    assert told.boundaries == (Boundary(7, "Writes"), Boundary(8, "Sends"))
    assert told.related[-1] == Place(ruling_at(1), 3, 1, "the ruling")
    assert told.commands == ()
    assert (told.code, told.subjects, told.place) == ("M204", (at(7), at(8)), Place(at(7), 4, 3))


def test_a_ruling_on_three_answers_each_pair_of_them() -> None:
    three = case(7, 8, 9)
    assert [ruled(three, found(*pair)).verdict for pair in ((7, 8), (7, 9), (8, 9))] == [
        Verdict.NOTE
    ] * 3


def test_a_ruling_answers_what_it_names_and_no_other_finding_of_its_rule() -> None:
    other = found(7, 8)._replace(subjects=(at(7), at(8), "another field"))
    assert ruled(case(7, 8), other) is other


@pytest.mark.parametrize(
    ("told", "finding"),
    [
        ("another rule", found(7, 8, code="M205")),
        ("a session more", found(7, 8, 9)),
        ("another session", found(8, 9)),
        ("what is blocked", found(7, 8, verdict=Verdict.BLOCK)),
        ("a note", found(7, 8, verdict=Verdict.NOTE)),
    ],
)
def test_a_ruling_answers_nothing_else(told: str, finding: Finding) -> None:
    assert ruled(case(7, 8), finding) is finding, told


@pytest.mark.parametrize("code", ["M105", "M106", "M107", "M201", "M202", "M203", "M301", "M307"])
def test_what_nobody_rules_on_stays_a_review(code: str) -> None:
    finding = found(7, 8, code=code)
    assert ruled(case(7, 8, rule=code), finding) is finding
    assert not can_be_ruled(finding)


def test_a_void_ruling_answers_nothing() -> None:
    other = edited(TEAM[at(8)], "Work on", "Care for")
    finding = found(7, 8)
    assert ruled(case(7, 8, **{at(8): other}), finding) is finding


def test_the_first_ruling_that_fits_is_told() -> None:
    named = [finding_digest(found(7, 8))]
    second = {ruling_at(2): ruling(TEAM[at(7)], TEAM[at(8)], decision="As before", findings=named)}
    assert "R001" in ruled(case(7, 8, **second), found(7, 8)).help
    voided = {**second, ruling_at(1): ruling(planned(7, does="Other"), TEAM[at(8)])}
    assert "R002" in ruled(whole({**TEAM, **voided}), found(7, 8)).help


def test_the_sessions_of_a_finding_are_those_of_its_places() -> None:
    more = (Place("registry/charter.yaml"), Place(ruling_at(3)), Place("registry/acks/004.yaml"))
    assert sessions_of(found(9, 7, 9, more=more)) == (7, 9)
    charter_only = found(7)._replace(place=Place("registry/charter.yaml"))
    assert sessions_of(charter_only) == ()
    assert not can_be_ruled(charter_only)
