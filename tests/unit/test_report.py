"""The report: sorted, main's own findings apart, the worst verdict, the same bytes each time."""

from dataclasses import replace
from itertools import permutations

import pytest

from muster.engine.judge import judge
from muster.engine.report import Report
from muster.model.finding import Finding, Place, Verdict
from muster.model.layout import CHARTER
from muster.render.report_json import report_data
from muster.rules.case import Case
from muster.rules.catalog import catalog
from rules.cases import KEY_A, Example, Files, at, branch, charter, claimed, planned, step, whole
from rules.collected import EXAMPLES

ODD = "registry/sessions/07.yaml"
MANY: Files = {
    at(12): claimed(12, timestamp="2026-01-01T00:00:00Z"),
    at(9): claimed(9, statement="Send 20k mails"),
    at(7): claimed(7, title="TODO", does="TODO"),
    ODD: claimed(7, "beta", name="beta", does="Other work"),
    at(8): claimed(9, "nine", name="nine", does="Other work yet"),
}


def finding(
    verdict: Verdict, path: str = "registry/x", line: int = 0, code: str = "M101"
) -> Finding:
    return Finding(code, "some-rule", verdict, "It is so.", "Do so.", Place(path, line), ("x",))


def told(report: Report) -> list[tuple[str, str]]:
    return [(found.code, found.place.path) for found in report.findings]


def test_findings_are_sorted_worst_first_then_by_place_and_code() -> None:
    report = judge(whole(MANY))
    order = [
        (found.verdict.rank, found.place.path, found.place.line, found.place.column, found.code)
        for found in report.findings
    ]
    assert order == sorted(order)
    assert {found.verdict for found in report.findings} == set(Verdict)
    assert [code for code, path in told(report) if path == at(7)] == ["M104", "M104"]


def test_the_order_of_the_files_changes_nothing() -> None:
    reports = {str(report_data(judge(whole(dict(files))))) for files in permutations(MANY.items())}
    assert len(reports) == 1


def test_the_order_of_the_changed_paths_and_steps_paths_changes_nothing() -> None:
    brings = {at(n): claimed(n, "one") for n in range(1, 9)}
    reports = {
        str(report_data(judge(branch(MANY, dict(items)))))
        for items in (brings.items(), reversed(brings.items()))
    }
    assert len(reports) == 1


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda e: f"{e.rule}: {e.says}")
def test_judging_twice_gives_the_same_report(example: Example) -> None:
    first = judge(example.case)
    again = judge(replace(example.case))  # nothing that was worked out before is kept
    assert first == again


def test_every_order_is_total() -> None:
    both = finding(Verdict.BLOCK), finding(Verdict.BLOCK)._replace(message="It is otherwise.")
    assert both[0].order != both[1].order


def test_without_a_change_nothing_stands_apart() -> None:
    report = judge(whole(MANY))
    assert report.standing == ()
    assert len(report.findings) > 5


def test_what_main_has_never_blocks_a_change_that_does_not_touch_it() -> None:
    report = judge(branch(MANY, {at(1): claimed(1)}))
    assert report.findings == ()
    assert report.verdict is None
    assert {found.code for found in report.standing} == {"M001", "M501"}


def test_what_main_has_counts_when_a_step_touches_it() -> None:
    broken = {at(7): "}"}
    untouched = judge(branch(broken, {at(8): claimed(8)}, steps=(step(at(8)),)))
    touched = judge(branch(broken, {at(8): claimed(8)}, steps=(step(at(8), at(7)),)))
    assert (told(untouched), told(touched)) == ([], [("M007", at(7)), ("M302", at(8))])
    assert (len(untouched.standing), len(touched.standing)) == (1, 0)


def test_a_finding_counts_when_only_a_related_place_is_touched() -> None:
    twins = {at(n): claimed(n, does="Same work", title="Same") for n in (7, 8)}
    main = {**twins, at(7): claimed(7, does="Same work", title="Same", key=KEY_A)}
    changed = {at(7): claimed(7, does="Same work", title="Same", key=KEY_A, statement="Do more")}
    report = judge(branch(main, changed, signer=KEY_A))
    assert told(report) == [("M203", at(7))]
    assert report.standing == ()


def test_a_finding_counts_when_a_step_touches_a_related_place() -> None:
    twins = {at(n): planned(n, name="twin") for n in (7, 8)}
    report = judge(branch(twins, {at(9): claimed(9)}, steps=(step(at(9), at(7)),)))
    assert told(report) == [("M202", at(8)), ("M302", at(9))]


def test_a_tangled_history_never_stands_apart() -> None:
    report = judge(branch({}, {at(7): claimed(7)}, bases=2))
    assert told(report) == [("M309", "registry")]


def test_what_the_change_brings_never_stands_apart() -> None:
    report = judge(branch({}, {at(7): "}"}))
    assert told(report) == [("M007", at(7))]
    assert report.standing == ()


def test_a_finding_outside_the_registry_never_stands_apart() -> None:
    report = judge(branch({}, {"README.md": "x"}))
    assert told(report) == [("M307", "README.md")]


def test_a_deletion_counts() -> None:
    report = judge(branch({at(7): claimed(7)}, {at(7): None}))
    assert told(report) == [("M305", at(7))]


@pytest.mark.parametrize(
    ("verdicts", "worst"),
    [
        ([], None),
        ([Verdict.NOTE], Verdict.NOTE),
        ([Verdict.NOTE, Verdict.REVIEW], Verdict.REVIEW),
        ([Verdict.REVIEW, Verdict.NOTE, Verdict.BLOCK], Verdict.BLOCK),
    ],
)
def test_the_verdict_is_the_worst(verdicts: list[Verdict], worst: Verdict | None) -> None:
    found = sorted(map(finding, verdicts), key=lambda one: one.order)
    report = Report(tuple(found), standing=(finding(Verdict.BLOCK),))
    assert report.verdict is worst
    assert [report.count(verdict) for verdict in Verdict] == [
        verdicts.count(verdict) for verdict in Verdict
    ]


def test_a_claim_is_lost_to_another_session_only_when_its_number_is_taken() -> None:
    lost = judge(branch({at(7): claimed(7, "a")}, {at(7): claimed(7, "b")}))
    blocked = judge(branch({at(7): planned(7)}, {at(7): claimed(7, name="other")}))
    assert (lost.lost, blocked.lost) == (True, False)
    assert lost.verdict is blocked.verdict is Verdict.BLOCK


def test_only_a_number_that_a_session_holds_on_main_is_lost() -> None:
    odd = "registry/sessions/7.yaml"
    mine = claimed(7, "b", name="b", does="B")
    cases = {
        "held": branch({at(7): claimed(7, "a")}, {odd: mine}),
        "planned": branch({at(7): planned(7)}, {odd: mine}),
        "unread": branch({at(7): "}"}, {odd: mine}),
        "own": branch({}, {at(7): claimed(7, "a"), odd: mine}),
    }
    reports = {what: judge(case) for what, case in cases.items()}
    assert all("M201" in dict(told(report)) for report in reports.values())
    assert [what for what, report in reports.items() if report.lost] == ["held"]


@pytest.mark.parametrize(
    ("identity", "committed", "judged"),
    [("signed", True, True), ("signed", False, False), ("open", True, True), ("open", False, True)],
)
def test_signatures_are_not_judged_only_where_they_matter_and_nothing_is_committed(
    identity: str, committed: bool, judged: bool
) -> None:
    main = {CHARTER: charter(identity=identity)}
    case = branch(main, {at(7): claimed(7)}, signer=None, committed=committed)
    assert judge(case).signatures_judged is judged
    assert judge(whole(main)).signatures_judged


def test_without_a_charter_nobody_promised_signatures() -> None:
    assert judge(whole({}, chartered=False)).signatures_judged
    assert judge(branch({}, {}, chartered=False, committed=False)).signatures_judged


@pytest.mark.parametrize("chartered", [True, False])
def test_an_empty_registry_has_no_finding(chartered: bool) -> None:
    report = judge(whole({}, chartered=chartered))
    assert (report.findings, report.standing, report.empty) == ((), (), False)


@pytest.mark.parametrize(
    ("case", "empty"),
    [
        (branch({}, {}), True),
        (branch({at(7): claimed(7)}, {}, steps=()), True),
        (branch({}, {at(7): claimed(7)}), False),
        (branch({}, {}, steps=(step(at(7)), step(at(7)))), False),
    ],
)
def test_a_branch_that_brings_nothing_is_said_to_be_empty(case: Case, empty: bool) -> None:
    report = judge(case)
    assert (report.findings, report.standing, report.empty) == ((), (), empty)


def test_every_finding_is_of_the_rule_that_the_catalog_has() -> None:
    for found in judge(whole(MANY)).findings:
        assert catalog()[found.code].name == found.name
