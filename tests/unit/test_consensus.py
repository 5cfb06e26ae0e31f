"""Where consensus stands: counted from records, and never more than the rules have judged."""

from muster.engine.consensus import Consensus, Point, State, consensus
from muster.engine.judge import judge
from muster.engine.next_step import next_step
from muster.engine.progress import Active, Awaiting, Evidence, Progress, UnderWay
from muster.engine.report import Report
from muster.engine.signed_by import signed_by
from muster.model.approval import ON_FORGE, Approval, Approvals, NoApprovals, Offence
from muster.model.change import Step
from muster.model.layout import ACTIVATION, CHARTER
from muster.rules.agreement import agreement
from rules.agreeing import ALL_OWN, TEAM, ack_at, agreed
from rules.cases import (
    APPROVER,
    KEY_A,
    KEY_B,
    KEY_C,
    Files,
    Known,
    at,
    branch,
    charter,
    claimed,
    edited,
    planned,
    whole,
)

NOTHING = Progress()

APPROVED = Approval("ab" * 20, approver="Ann")
ORIGIN = Approval("ab" * 20, origin=True)
PUSHED = Approval("ab" * 20, offence=Offence.UNAPPROVED, reason="it has 1 parent, not two")
FORGE = Approval("ab" * 20, forge=True, reason=ON_FORGE)
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


def waiting(*numbers: int) -> tuple[Awaiting, ...]:
    return tuple(Awaiting(number) for number in numbers)


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
    mixed = {**dict.fromkeys(ALL_HELD, APPROVED), at(1): FORGE}
    by = {
        "forge": stands({**ALL_HELD, **forge}, approvals=Known(dict.fromkeys(ALL_HELD, FORGE))),
        "forge and keys": stands({**ALL_HELD, **forge}, approvals=Known(mixed)),
        "forge that never came into force": stands({**ALL_HELD, **forge}),
        "keyless forge": stands({CHARTER: keyless + "approval: forge\n"}),
        "keyless": stands({**ALL_HELD, CHARTER: keyless}),
        "shallow": stands(ALL_HELD, approvals=Known(dict.fromkeys(ALL_HELD, HIDDEN))),
        "nobody ever": stands(ALL_HELD),
    }
    assert {why: details(found)[5] for why, found in by.items()} == {
        "forge": "3 of 3 claims on main approved on the forge, not verified here",
        "forge and keys": "1 of 3 claims on main approved on the forge, not verified here; "
        "2 of 3 claims on main verified as approved",
        "forge that never came into force": "approval: forge is not in force: the first charter "
        "let nobody approve it",
        "keyless forge": "nothing is approved yet; a human approves by merging on the forge",
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


def test_one_role_for_two_parts_of_the_work_is_two_roles() -> None:
    parts = {n: f"Write\n  scope: {{prospects: {n}}}" for n in (1, 2)}
    found = stands({at(n): claimed(n, title="Mails", does=does) for n, does in parts.items()})
    assert found.metrics[1].reached == 2


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


def under_way(steps: tuple[Step, ...] = ALL_OWN, main: Files | None = None) -> UnderWay:
    case = branch({**TEAM, **(main or {})}, agreed(), steps=steps)
    found = agreement(case)
    assert found is not None
    signers = {ACTIVATION: Evidence("c" * 40, "number 1 (slot-1), the orchestrator")}
    signers[ack_at(2)] = Evidence("d" * 40, "number 2 (slot-2)")
    return UnderWay("t" * 40, case, found, signers)


def confirmed(known: Progress, files: Files | None = None) -> Consensus:
    return stands({**HELD_BY_ALL, **(files or {})}, known=known)


HELD_BY_ALL: Files = {path: text for path, text in TEAM.items() if path != CHARTER}
ACTIVE = Active(
    1, "sha256:" + "a" * 64, "m" * 40, "Ann", "", Evidence("c" * 40, "number 1"), "consensus-1"
)


def last_two(found: Consensus) -> tuple[Point, Point]:
    return found.points[4], found.points[5]


def commands(point: Point) -> list[tuple[str, tuple[str, ...]]]:
    return [(todo.who, todo.commands) for todo in point.todo]


def test_a_full_roster_waits_for_its_confirmation() -> None:
    fifth, sixth = last_two(confirmed(NOTHING))
    assert (fifth.state, fifth.detail) == (State.OPEN, "not confirmed on main")
    assert commands(fifth) == [("the orchestrator, number 1", ("muster confirm",))]
    assert commands(sixth) == []
    short = stands({at(1): claimed(1)}, known=NOTHING)
    assert commands(last_two(short)[0]) == []


def test_a_confirmation_under_way_is_pending_until_all_acknowledge() -> None:
    two = tuple(one for one in ALL_OWN if ack_at(3) not in one.paths)
    part = under_way(two)
    assert part.agreement.missing == (3,)
    fifth, sixth = last_two(confirmed(Progress(under_way=part)))
    assert fifth.state is State.OPEN
    assert fifth.pending.startswith("confirmed on activation, roster ")
    assert fifth.pending.endswith("; 2/3 acknowledged")
    told = "confirmed by number 1 (slot-1), the orchestrator"
    assert fifth.evidence == (Evidence("c" * 40, told),)
    assert commands(fifth) == [("number 3", ("muster ack",))]
    assert (sixth.pending, commands(sixth)) == ("", [])
    whole_ = confirmed(Progress(under_way=under_way()))
    fifth, sixth = last_two(whole_)
    assert fifth.pending.endswith("; 3/3 acknowledged")
    assert commands(fifth) == []
    assert sixth.pending == "everybody has acknowledged"
    assert commands(sixth) == [("a human who approves", ("muster approve activation",))]
    assert {fifth.state, sixth.state} == {State.OPEN}
    assert not whole_.active


def test_a_confirmation_that_does_not_count_is_made_anew() -> None:
    stale = under_way(main={at(3): claimed(3, does="Work on something else")})
    fifth, sixth = last_two(confirmed(Progress(under_way=stale)))
    assert "does not count: the roster is" in fifth.pending
    assert commands(fifth) == [("the orchestrator, number 1", ("muster confirm",))]
    assert sixth.pending == ""
    early = stands({at(1): claimed(1)}, known=Progress(under_way=stale))
    assert commands(last_two(early)[0]) == []


def test_an_active_team_has_all_points_done() -> None:
    found = confirmed(Progress(active=ACTIVE))
    assert states(found) == [State.DONE] * 6
    fifth, sixth = last_two(found)
    assert fifth.detail == "consensus-1 on roster aaaaaaaaaaaa"
    assert fifth.evidence == (Evidence("c" * 40, "confirmed by number 1"),)
    assert sixth.detail == "approved by Ann, tag consensus-1"
    assert sixth.evidence == (Evidence("m" * 40, "approved by Ann"),)
    assert commands(sixth) == []
    assert (found.active, found.changed) == (True, False)
    assert found.summary == "Active under consensus-1: 3/3 registered, 6 of 6 points done."


def test_a_tag_that_is_missing_is_asked_for_and_takes_nothing_away() -> None:
    found = confirmed(Progress(active=ACTIVE._replace(tag="")))
    sixth = found.points[5]
    assert (found.active, sixth.state) == (True, State.DONE)
    assert sixth.detail == "approved by Ann, the tag consensus-1 is not made yet"
    assert commands(sixth) == [("a human who approves", ("muster approve activation",))]


def test_what_nobody_can_verify_is_said() -> None:
    sixth = confirmed(Progress(active=ACTIVE._replace(approver=""))).points[5]
    assert sixth.detail == "merged; by whom is not verified, tag consensus-1"


def test_a_flaw_leaves_the_team_inactive() -> None:
    found = confirmed(Progress(active=ACTIVE._replace(flaw="nobody approved it")))
    fifth, sixth = last_two(found)
    assert fifth.detail == "consensus-1 on main does not count: nobody approved it"
    assert (fifth.state, sixth.state, found.active) == (State.OPEN, State.OPEN, False)
    assert found.state == "Not active yet"


def test_a_roster_that_changed_since_stays_active_and_waits_for_the_next_round() -> None:
    confirmation = {ACTIVATION: f"consensus: 1\ndigest: {ACTIVE.digest}\nconfirmed_by: 1\n"}
    found = confirmed(Progress(active=ACTIVE), confirmation)
    assert (found.active, found.changed) == (True, True)
    assert found.state == "Active under consensus-1; roster changed since"
    fifth, sixth = last_two(found)
    assert fifth.detail == "the roster changed since consensus-1"
    assert (fifth.state, sixth.state) == (State.OPEN, State.OPEN)
    assert commands(fifth) == [("the orchestrator, number 1", ("muster confirm",))]
    again = confirmed(Progress(under_way=under_way(), active=ACTIVE), confirmation)
    assert commands(again.points[5])[0][1] == ("muster approve activation",)


def test_claims_that_wait_are_pending_and_asked_for() -> None:
    slots: Files = {at(1): claimed(1), at(2): planned(2), at(3): planned(3)}
    one = stands(slots, known=Progress(waiting(2))).points[0]
    assert one.pending == "1 claim waits for approval: claim/002"
    assert commands(one) == [
        ("a human who approves", ("muster approve --all",)),
        ("each session that is missing", ("muster claim --next",)),
    ]
    both = stands(slots, known=Progress(waiting(2, 3)))
    assert both.points[0].pending.startswith("2 claims wait for approval: claim/002, claim/003")
    assert [who for who, _ in commands(both.points[0])] == ["a human who approves"]
    many = stands({}, size=9, known=Progress(waiting(1, 2, 3, 4, 5)))
    assert many.points[0].pending.endswith("claim/001, claim/002, claim/003, …")
    form = ("muster show 6 >claim.yaml", "muster claim --next --from claim.yaml")
    assert commands(many.points[0])[1:] == [("each session that is missing", form)]
    beside = stands(slots, size=4, known=Progress(waiting(2, 3)))
    assert commands(beside.points[0])[1][1][0] == "muster show 4 >claim.yaml"
    bound = {**slots, at(3): planned(3, more=f"key: {KEY_A}\n")}
    assert commands(stands(bound).points[0]) == [
        ("each session that is missing", ("muster claim --next",)),
    ]
    del bound[at(2)]
    assert commands(stands(bound, known=Progress(waiting(2))).points[0])[1:] == [
        ("each session that is missing", ("muster claim --next",)),
    ]
    assert commands(stands(ALL_HELD).points[0]) == []


def test_claims_out_of_forks_are_approved_where_they_are() -> None:
    pulled = (Awaiting(2, pull=7),)
    only = stands({at(1): claimed(1)}, known=Progress(pulled)).points[0]
    assert only.pending == "1 claim waits for approval: #7"
    assert commands(only)[0] == ("a human who approves", ("gh pr list",))
    both = stands({at(1): claimed(1)}, known=Progress((*pulled, *waiting(3)))).points[0]
    assert both.pending == "2 claims wait for approval: #7, claim/003"
    assert commands(both)[0][1] == ("muster approve --all", "gh pr list")


def test_approvals_are_evidence_and_told_once_each() -> None:
    other = APPROVED._replace(commit="cd" * 20)
    known = Known({at(1): APPROVED, at(2): APPROVED, at(3): other})
    assert stands(ALL_HELD, approvals=known).points[0].evidence == (
        Evidence("ab" * 20, "approved by Ann"),
        Evidence("cd" * 20, "approved by Ann"),
    )
    assert (
        stands(ALL_HELD, approvals=Known({at(1): PUSHED, at(2): ORIGIN})).points[0].evidence == ()
    )


def test_findings_say_who_mends_them() -> None:
    ruled = stands({at(1): claimed(1, serves="other"), at(2): claimed(2), at(3): claimed(3)})
    assert commands(ruled.points[3]) == [("the orchestrator", ("muster conflicts",))]
    own = stands({at(1): claimed(1, does="TODO"), at(2): claimed(2), at(3): claimed(3)})
    assert commands(own.points[2]) == [
        ("the sessions that are named", ("muster check --ref main",))
    ]


def follows(known: Progress, files: Files | None = None) -> tuple[str, tuple[str, ...]]:
    found = confirmed(known, files)
    return next_step(found, Report(()), "main")


def test_the_next_step_of_a_full_roster() -> None:
    two = tuple(one for one in ALL_OWN if ack_at(3) not in one.paths)
    stale = under_way(main={at(3): claimed(3, does="Work on something else")})
    assert follows(NOTHING)[1] == ("muster confirm",)
    assert follows(Progress(under_way=stale)) == follows(NOTHING)
    assert follows(Progress(under_way=under_way(two))) == (
        "The sessions acknowledge: 2/3 have.", ("muster ack",),
    )  # fmt: skip
    assert follows(Progress(under_way=under_way()))[1] == ("muster approve activation",)
    assert follows(Progress(active=ACTIVE))[1] == ("muster schedule --week 1",)
    assert follows(Progress(active=ACTIVE._replace(tag="")))[1] == ("muster approve activation",)
    claims = Progress(waiting(2, 3))
    found = stands({at(1): claimed(1), at(2): planned(2), at(3): planned(3)}, known=claims)
    assert next_step(found, Report(()), "main")[1] == ("muster approve --all",)
    found = found._replace(known=Progress(waiting(2)))
    assert next_step(found, Report(()), "main")[1] == ("muster show 2", "muster claim --next")


def test_a_key_is_told_by_whose_it_is() -> None:
    case = whole({**TEAM, at(2): planned(2, more=f"key: {KEY_B}\n")})
    told = [
        signed_by(key, case.charter, case.after.sessions)
        for key in (KEY_A, KEY_C, KEY_B, APPROVER, None)
    ]
    assert told == [
        "number 1 (slot-1), the orchestrator",
        "number 3 (slot-3)",
        "a key that no record lists",
        "Ann, who approves",
        "nobody: it is not signed",
    ]


BY_FORGE = {CHARTER: charter(size=3, more="approval: forge\n")}
KEYLESS = {CHARTER: edited(charter(size=3), f", key: {APPROVER}", "") + "approval: forge\n"}


def test_on_a_forge_the_button_approves_and_a_key_signs_the_tag() -> None:
    who = "a human who approves, by merging on the forge"
    merge, tag = "gh pr merge activation --merge", "muster approve activation"
    found = confirmed(Progress(under_way=under_way()), BY_FORGE)
    assert commands(found.points[5]) == [(who, (merge, tag))]
    keyless = confirmed(Progress(under_way=under_way()), KEYLESS)
    assert commands(keyless.points[5]) == [(who, (merge,))]
    waits = stands({at(1): claimed(1), **BY_FORGE}, known=Progress(waiting(2)))
    assert commands(waits.points[0])[0] == (who, ("gh pr list",))


def test_an_activation_that_the_forge_merged_is_said_to_be_unverified() -> None:
    unseen = ACTIVE._replace(approver="", assumed=True)
    sixth = confirmed(Progress(active=unseen), BY_FORGE).points[5]
    assert (sixth.state, sixth.detail) == (State.DONE, f"{ON_FORGE}, tag consensus-1")
    assert sixth.evidence == (Evidence("m" * 40, ON_FORGE),)
    untagged = unseen._replace(tag="")
    sixth = confirmed(Progress(active=untagged), BY_FORGE).points[5]
    assert sixth.detail == f"{ON_FORGE}, the tag consensus-1 is not made yet"
    assert commands(sixth) == [("a human who approves", ("muster approve activation",))]
    sixth = confirmed(Progress(active=untagged), KEYLESS).points[5]
    assert sixth.detail == f"{ON_FORGE}, no approver has a key that could sign the tag consensus-1"
    assert commands(sixth) == []


def test_records_that_the_forge_approved_count_and_their_merges_say_so() -> None:
    known = Known({at(1): FORGE, at(2): PUSHED, at(3): FORGE._replace(approver="ada")})
    found = stands({**ALL_HELD, **BY_FORGE}, approvals=known)
    assert [session.number for session in found.registered] == [1, 3]
    assert {one.by for one in found.points[0].evidence} == {ON_FORGE, "approved by ada"}
