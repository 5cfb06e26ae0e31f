"""Where consensus stands: counted from records, and never more than the rules have judged."""

from muster.engine.consensus import Consensus, State, consensus
from muster.engine.judge import judge
from muster.engine.next_step import next_step
from muster.engine.progress import Progress
from muster.engine.report import Report
from muster.model.approval import Approval, Approvals, NoApprovals, Offence
from muster.model.layout import CHARTER
from rules.cases import APPROVER, Files, Known, at, charter, claimed, edited, planned, whole

NOTHING = Progress()

APPROVED = Approval("ab" * 20, approver="Ann")
ORIGIN = Approval("ab" * 20, origin=True)
PUSHED = Approval("ab" * 20, offence=Offence.UNAPPROVED, reason="it has 1 parent, not two")
ALL_HELD: Files = {at(n): claimed(n) for n in (1, 2, 3)}

HIDDEN = Approval("", offence=Offence.HIDDEN, reason="this clone is shallow")


def stands(
    files: Files,
    *,
    size: int = 3,
    approvals: Approvals | None = None,
    known: Progress = NOTHING,
) -> Consensus:
    approvals = approvals or NoApprovals()
    case = whole({CHARTER: charter(size=size), **files}, approvals=approvals)
    assert case.charter is not None
    return consensus(case.after, case.charter, judge(case), approvals, known)


def states(found: Consensus) -> list[State]:
    return [point.state for point in found.points]


def details(found: Consensus) -> list[str]:
    return [point.detail for point in found.points]


def test_an_empty_registry_has_everything_before_it() -> None:
    found = stands({})
    assert (found.size, found.registered, found.pending, found.free) == (3, (), (), (1, 2, 3))
    assert details(found)[:2] == ["0/3 registered", "0 numbers, each once"]
    assert states(found)[:2] == [State.OPEN, State.DONE]
    assert not found.active


def test_there_are_six_points_in_the_order_of_the_design() -> None:
    assert [point.title for point in stands({}, size=12).points] == [
        "All 12 sessions registered with unique numbers",
        "No duplicate numbers",
        "All roles clear, accepted and not overlapping",
        "All goals measurable and committed to",
        "The orchestrator confirms",
        "A human approves",
    ]


def test_registered_pending_and_free_numbers_are_told_apart() -> None:
    found = stands({at(1): claimed(1), at(2): planned(2)})
    assert [session.number for session in found.registered] == [1]
    assert [session.number for session in found.pending] == [2]
    assert found.free == (3,)
    assert details(found)[0] == "1/3 registered"


def test_a_record_that_lacks_what_a_claim_commits_to_is_not_registered() -> None:
    for old, new in (
        ("ready: true\n", ""),
        ("ready: true", "ready: false"),
        ("session_id: session-1\n", ""),
        ("name: slot-1\n", ""),
        ("statement: Finish one babadex every day", "other: 1"),
        ("  title: Babadexist\n", ""),
    ):
        found = stands({at(1): edited(claimed(1), old, new)})
        assert details(found)[0] == "0/3 registered", new
        assert [session.number for session in found.pending] == [1], new


def test_a_number_beyond_the_size_counts_for_nothing() -> None:
    found = stands({at(n): claimed(n) for n in (1, 2, 4)})
    assert details(found)[0] == "2/3 registered"
    assert found.free == (3,)


def test_a_number_that_stands_twice_counts_once_and_opens_the_second_point() -> None:
    twin = claimed(1, "twin", name="twin", does="Other work")
    found = stands({at(n): claimed(n) for n in (1, 2)} | {"registry/sessions/01.yaml": twin})
    assert details(found)[:2] == ["2/3 registered", "1 finding (M501)"]
    assert states(found)[:2] == [State.OPEN, State.OPEN]
    assert found.metrics[0].reached == 2


def test_a_session_that_stands_twice_opens_the_second_point() -> None:
    found = stands({at(n): claimed(n, "one") for n in (1, 2)})
    assert (states(found)[1], details(found)[1]) == (State.OPEN, "1 finding (M202)")


def test_all_registered_closes_the_first_two_points() -> None:
    found = stands({at(n): claimed(n) for n in (1, 2, 3)})
    assert states(found)[:2] == [State.DONE, State.DONE]
    assert details(found)[:2] == ["3/3 registered", "3 numbers, each once"]


def test_findings_of_one_code_are_counted_and_the_code_named_once() -> None:
    found = stands({at(1): claimed(1, does="TODO", title="TODO")})
    assert details(found)[2] == "1/3 roles accepted, 2 findings (M104)"


def test_a_point_is_done_when_its_rules_find_nothing_and_everybody_has_registered() -> None:
    files = {at(n): claimed(n) for n in (1, 2, 3)}
    assert states(stands(files))[:4] == [State.DONE] * 4
    del files[at(3)]
    assert states(stands(files))[2:4] == [State.OPEN] * 2


def test_a_finding_keeps_a_point_open_when_everybody_has_registered() -> None:
    files = {at(1): claimed(1, does="TODO"), **{at(n): claimed(n) for n in (2, 3)}}
    assert states(stands(files))[2:4] == [State.OPEN] * 2


def test_confirmation_and_approval_are_not_done_by_records_alone() -> None:
    found = stands({at(n): claimed(n) for n in (1, 2, 3)})
    assert states(found)[4:] == [State.OPEN] * 2
    assert not found.active


def test_a_record_counts_only_if_no_approval_speaks_against_it() -> None:
    known = Known({at(1): APPROVED, at(2): PUSHED, at(3): ORIGIN})
    found = stands(ALL_HELD, approvals=known)
    assert [session.number for session in found.registered] == [1, 3]
    assert [session.number for session in found.pending] == [2]
    assert details(found)[0] == "2/3 registered"
    assert states(found)[0] is State.OPEN
    assert found.metrics[0].reached == 2
    assert stands(ALL_HELD, approvals=Known({})).progress == "3/3"


def test_a_merge_that_approves_itself_counts_for_nothing() -> None:
    own = PUSHED._replace(offence=Offence.SELF)
    assert stands(ALL_HELD, approvals=Known({at(1): own})).progress == "2/3"


def test_of_a_number_that_stands_twice_the_approved_record_counts() -> None:
    odd = "registry/sessions/01.yaml"
    files = {at(1): claimed(1), odd: claimed(1, "twin", name="twin", does="Other work")}
    found = stands(files, approvals=Known({at(1): APPROVED, odd: PUSHED}))
    assert [session.path for session in found.registered] == [at(1)]
    assert [session.path for session in found.pending] == [odd]


def test_all_claims_approved_leave_the_last_word_to_the_activation() -> None:
    known = Known(dict.fromkeys(ALL_HELD, APPROVED))
    found = stands(ALL_HELD, approvals=known)
    assert (states(found)[5], details(found)[5]) == (
        State.OPEN,
        "3 of 3 claims on main verified as approved",
    )
    assert not found.active


def test_claims_are_counted_as_approved_one_by_one() -> None:
    known = Known({at(1): APPROVED, at(2): PUSHED, at(3): ORIGIN, at(4): PUSHED})
    assert details(stands(ALL_HELD, approvals=known))[5].startswith("2 of 3 claims")
    slots = {at(1): claimed(1), at(4): planned(4)}
    assert details(stands(slots, approvals=known))[5].startswith("1 of 1 claims")
    assert details(stands({}, approvals=known))[5].startswith("0 of 0 claims")


def test_why_approval_is_not_verified_is_said() -> None:
    keyless = edited(charter(size=3), f", key: {APPROVER}", "")
    forge = {CHARTER: charter(size=3, more="approval: forge\n")}
    by = {
        "forge": stands({**ALL_HELD, **forge}),
        "keyless forge": stands({CHARTER: keyless + "approval: forge\n"}),
        "keyless": stands({**ALL_HELD, CHARTER: keyless}),
        "shallow": stands(ALL_HELD, approvals=Known(dict.fromkeys(ALL_HELD, HIDDEN))),
        "nobody ever": stands(ALL_HELD),
    }
    assert {why: details(found)[5] for why, found in by.items()} == {
        "forge": "approved on the forge, not verified here",
        "keyless forge": "approved on the forge, not verified here",
        "keyless": "the charter names no approver with a key, so no approval can be verified",
        "shallow": "approvals can't be verified in a shallow clone: git fetch --unshallow",
        "nobody ever": "0 of 3 claims on main verified as approved",
    }
    assert {states(found)[5] for found in by.values()} == {State.OPEN}


def test_metrics_count_the_registered_against_the_size() -> None:
    found = stands(
        {
            at(1): claimed(1, metrics="{name: a, exactly: 1}"),
            at(2): claimed(2, metrics="{name: a, exactly: 1}, {name: b}", serves="other"),
            at(3): planned(3),
        },
    )
    assert [(m.name, m.reached, m.wanted) for m in found.metrics] == [
        ("unique numbers", 2, 3),
        ("distinct roles", 2, 3),
        ("measurable goals", 1, 3),
        ("goals that serve an objective", 1, 2),
    ]


def test_a_goal_without_a_metric_is_not_measurable() -> None:
    found = stands({at(1): claimed(1, metrics="")})
    assert found.metrics[2].reached == 0


def test_two_sessions_with_one_role_have_one_distinct_role() -> None:
    found = stands({at(n): claimed(n, title="Mails", does="Write") for n in (1, 2)})
    assert (found.metrics[1].reached, found.metrics[1].wanted) == (1, 3)


def test_one_sentence_says_where_the_team_stands() -> None:
    found = stands({at(1): claimed(1), at(2): planned(2)})
    assert found.summary == "Not active yet: 1/3 registered, 1 of 6 points done."


def judged(files: Files) -> tuple[Consensus, Report]:
    case = whole({CHARTER: charter(size=2), **files})
    return stands(files, size=2), judge(case)


def test_the_next_step_is_the_first_that_is_missing() -> None:
    broken = next_step(*judged({at(1): planned(1), at(2): "}"}), "main")
    slot = next_step(*judged({at(1): claimed(1, statement="Make 20k"), at(2): planned(2)}), "main")
    free = next_step(*judged({at(1): claimed(1)}), "main")
    look = next_step(*judged({at(1): claimed(1, statement="Make 20k"), at(2): claimed(2)}), "main")
    done = next_step(*judged({at(1): claimed(1), at(2): claimed(2)}), "main")
    assert broken[1] == look[1] == ("muster check --ref main",)
    assert ("Mend" in broken[0], "review" in look[0]) == (True, True)
    assert slot[1][0] == "muster show 2"
    assert "registry/sessions/002.yaml" in slot[0]
    assert "free number" in free[0]
    assert "the orchestrator confirms" in done[0]
    assert done[1] == ("muster confirm",)
