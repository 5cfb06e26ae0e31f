"""Conflicts and rulings: two sessions meet, the orchestrator rules, a human approves, all know."""

import json
from pathlib import Path

import pytest

from muster.engine.approving import approval_message
from muster.flows import conflicts
from support.office import Office
from support.repos import Done

RULING = "registry/rulings/R001.yaml"
PARTS = "decision: Four keeps the pages, five the forms.\nboundaries:\n" + (
    "  - {number: 4, does: Keeps src/pages}\n  - {number: 5, does: Keeps src/forms}\n"
)


WORK = {
    "pages": "Layout artist, does: Draw what readers see",
    "forms": "Validator, does: Check input",
}


def bid(thing: str, paths: str) -> str:
    return (
        f"role: {{title: {WORK[thing]}, scope: {{files: {paths}}}}}\n"
        f"goal: {{statement: Mend 3 {thing} a day, serves: mrr,\n"
        f"  metrics: [{{name: {thing}_mended, exactly: 3, per: day}}]}}\n"
    )


@pytest.fixture(scope="module")
def first_meeting(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """The orchestrator is approved; two claims are under way whose paths meet."""
    made = Office.make(
        tmp_path_factory.mktemp("meeting") / "office",
        dimensions="{prospects: range, files: paths}",
    )
    made.claim("lead", "--number", "1")
    made.approve("1")
    for session, number, thing, paths in (
        ("four", "4", "pages", "[src/**]"),
        ("five", "5", "forms", "[src/forms/**]"),
    ):
        made.claim(session, "--number", number, "--from", "-", given=bid(thing, paths))
    return made


@pytest.fixture(scope="module")
def first_ruled(first_meeting: Office, tmp_path_factory: pytest.TempPathFactory) -> Office:
    """The orchestrator has proposed a ruling on it."""
    made = first_meeting.copy(tmp_path_factory.mktemp("ruled") / "office")
    assert rule(made).json["data"]["ruling"] == "R001"
    return made


@pytest.fixture(scope="module")
def first_settled(first_ruled: Office, tmp_path_factory: pytest.TempPathFactory) -> Office:
    """The ruling and both claims are approved."""
    made = first_ruled.copy(tmp_path_factory.mktemp("settled") / "office")
    made.approve("proposal/ruling-r001", "4", "5")
    return made


@pytest.fixture(scope="module")
def first_involved(first_meeting: Office, tmp_path_factory: pytest.TempPathFactory) -> Office:
    """The orchestrator asks for paths of number 4's."""
    made = first_meeting.copy(tmp_path_factory.mktemp("involved") / "office")
    scope = "role: {scope: {files: [src/pages/**]}}\n"
    done = made.muster("amend", "--session-id", "lead", "--from", "-", "--json", given=scope)
    assert done.code == 0, done
    return made


@pytest.fixture
def meeting(first_meeting: Office, tmp_path: Path) -> Office:
    return first_meeting.copy(tmp_path / "office")


@pytest.fixture
def ruled(first_ruled: Office, tmp_path: Path) -> Office:
    return first_ruled.copy(tmp_path / "office")


@pytest.fixture
def settled(first_settled: Office, tmp_path: Path) -> Office:
    return first_settled.copy(tmp_path / "office")


@pytest.fixture
def involved(first_involved: Office, tmp_path: Path) -> Office:
    return first_involved.copy(tmp_path / "office")


def rule(
    office: Office, *more: str, who: str = "lead", given: str = PARTS, sessions: str = "4,5"
) -> Done:
    return office.muster(
        "ruling", "--sessions", sessions, "--finding", "M205", "--decision-from", "-",
        *(("--session-id", who) if who else ()), *more, "--json", given=given,
    )  # fmt: skip


def found(office: Office, *arguments: str) -> dict[str, str]:
    """The findings of a check, verdict by code."""
    done = office.muster("check", *arguments, "--json")
    return {one["code"]: one["verdict"] for one in done.json["data"]["findings"]}


def test_two_claims_that_meet_are_told_before_anything_is_merged(meeting: Office) -> None:
    done = meeting.muster("conflicts", "--json")
    assert (done.code, done.json["code"]) == (4, "conflicts"), done
    (one,) = done.json["data"]["waiting"]
    assert (one["sessions"], one["finding"]["code"], one["ruled_on"]) == ([4, 5], "M205", None)
    assert {side["number"] for side in one["finding"]["boundaries"]} == {4, 5}
    command = "muster ruling --sessions 4,5 --finding M205 --decision-from FILE"
    assert done.json["next"] == [command]
    shown = meeting.muster("conflicts").out
    assert "Numbers 4-5  M205" in shown
    assert f"$ {command}" in shown
    for session, other in (("four", 5), ("five", 4)):
        told = meeting.muster("whoami", "--session-id", session)
        assert f"Open conflict with number {other}: M205" in told.out
        assert "Proposal: " in told.out
        assert "muster conflicts" in told.out
    data = meeting.muster("whoami", "--session-id", "four", "--json").json["data"]
    assert [one["sessions"] for one in data["conflicts"]] == [[4, 5]]
    hook = meeting.muster("whoami", "--session-start", "--session-id", "four")
    context = json.loads(hook.out)["hookSpecificOutput"]["additionalContext"]
    assert "Open conflict with number 5: M205" in context
    nobody = meeting.muster("whoami", "--session-id", "lead", "--json").json["data"]
    assert nobody["conflicts"] == []


def test_a_ruling_is_proposed_approved_and_told_to_both_sides(meeting: Office) -> None:
    dry = rule(meeting, "--dry-run")
    assert (dry.code, dry.json["code"]) == (0, "dry-run")
    assert dry.json["data"]["text"].startswith("# yaml-language-server")
    assert not any("proposal" in ref for ref in meeting.refs())
    done = rule(meeting)
    assert (done.code, done.json["code"]) == (0, "ruled"), done
    assert done.json["next"] == ["muster approve proposal/ruling-r001"]
    again = rule(meeting)
    assert (again.code, again.json["code"]) == (0, "already-ruled")
    assert again.json["data"]["commit"] == done.json["data"]["commit"]
    waits = meeting.muster("conflicts", "--json")
    assert (waits.code, waits.json["data"]["waiting"][0]["ruled_on"]) == (
        0, "proposal/ruling-r001",
    )  # fmt: skip
    assert waits.json["next"] == ["muster approve proposal/ruling-r001"]
    shown = meeting.muster("approve", "proposal/ruling-r001", *meeting.by_approver)
    assert shown.code == 0, shown
    assert "ruling R001 on M205 (4-5)" in shown.out
    assert "Four keeps the pages, five the forms." in shown.out
    assert "number 5: Keeps src/forms" in shown.out
    told = " ".join(shown.out.split())
    assert "was made on claim/004, claim/005, and counts once that is merged" in told
    assert "Approved 1 branch;" in told
    meeting.approve("4", "5")
    meeting.one.git("fetch", "--quiet")
    assert found(meeting, "--ref", "origin/main") == {"M205": "note"}
    told = meeting.muster("check", "--ref", "origin/main")
    assert (told.code, "Ruling R001 stands: Four keeps" in told.out) == (0, True)
    told = meeting.muster("whoami", "--session-id", "five").out
    assert "Ruling R001 (M205 with number 4): Four keeps the pages, five the forms." in told
    assert "Your part: Keeps src/forms" in told
    assert "src/pages" not in told
    mine = meeting.muster("whoami", "--session-id", "four", "--json").json["data"]
    assert mine["conflicts"] == []
    assert [(one["ruling"], one["sessions"]) for one in mine["rulings"]] == [("R001", [4, 5])]
    lead = meeting.muster("whoami", "--session-id", "lead", "--json").json["data"]
    assert (lead["conflicts"], lead["rulings"], lead["to_rule"]) == ([], [], 0)
    shared = ("may", "src/forms/x", "--session-id")
    told = meeting.muster(*shared, "five").out.splitlines()
    assert told == [
        "src/forms/x is this session's, and also number 4's.",
        "  ruling R001: number 4: Keeps src/pages",
        "  ruling R001: number 5: Keeps src/forms",
    ]
    (path,) = meeting.muster(*shared, "four", "--json").json["data"]["paths"]
    assert path["rulings"] == [
        {"ruling": "R001", "number": 4, "does": "Keeps src/pages"},
        {"ruling": "R001", "number": 5, "does": "Keeps src/forms"},
    ]
    assert meeting.muster("may", "src/x", "--session-id", "four").out == (
        "src/x is this session's.\n"
    )
    assert meeting.muster("conflicts", "--json").json["code"] == "no-conflicts"
    same = rule(meeting)
    assert (same.code, same.json["code"], same.json["data"]["branch"]) == (
        0, "already-ruled", "origin/main",
    )  # fmt: skip


def test_a_ruling_is_void_when_a_session_takes_on_other_work(settled: Office) -> None:
    done = settled.muster(
        "amend", "--session-id", "five", "--from", "-", "--json",
        given="role: {scope: {files: [src/forms/**, src/pages/**]}}\n",
    )  # fmt: skip
    assert done.code == 0, done
    report = {one["code"]: one["verdict"] for one in done.json["data"]["report"]["findings"]}
    assert report == {"M205": "review", "M407": "note"}
    settled.approve("5")
    settled.one.git("fetch", "--quiet")
    assert found(settled, "--ref", "origin/main") == {"M205": "review", "M407": "note"}
    shared = settled.muster("may", "src/forms/x", "--session-id", "five").out
    assert shared == "src/forms/x is this session's, and also number 4's.\n"
    second = rule(settled, given="As it is now.")
    assert (second.code, second.json["data"]["ruling"]) == (0, "R001")
    assert "replaces what it said" in second.json["message"]
    settled.approve("proposal/ruling-r001")
    settled.one.git("fetch", "--quiet")
    assert found(settled, "--ref", "origin/main") == {"M205": "note"}
    told = settled.muster("check", "--ref", "origin/main").out
    assert "Ruling R001 stands: As it is now." in told


def test_another_decision_takes_the_place_of_one_that_nobody_has_approved(ruled: Office) -> None:
    first = ruled.refs()["refs/heads/proposal/ruling-r001"]
    done = rule(ruled, given="Otherwise.")
    assert (done.code, done.json["code"], done.json["data"]["ruling"]) == (0, "ruled", "R001")
    tip = ruled.refs()["refs/heads/proposal/ruling-r001"]
    assert tip == done.json["data"]["commit"]
    assert ruled.hub.git("rev-parse", f"{tip}^") == first
    ruled.approve("proposal/ruling-r001", "4", "5")
    ruled.one.git("fetch", "--quiet")
    told = ruled.muster("check", "--ref", "origin/main").out
    assert "Ruling R001 stands: Otherwise." in told
    assert "Keeps src/forms" not in told


def test_a_second_conflict_gets_a_ruling_of_its_own_beside_one_under_way(involved: Office) -> None:
    assert rule(involved).json["data"]["ruling"] == "R001"
    done = rule(involved, *involved.by_approver, sessions="1,4", given="One looks only.")
    assert (done.code, done.json["data"]["ruling"]) == (0, "R002"), done


@pytest.mark.parametrize("large", [False, True])
def test_a_session_is_told_its_own_conflicts_only(
    meeting: Office, monkeypatch: pytest.MonkeyPatch, large: bool
) -> None:
    meeting.claim("two", "--number", "2")
    if large:  # as if the team were too large to look at all of it
        monkeypatch.setattr(conflicts, "LARGE", 0)
    told = {
        who: meeting.muster("whoami", "--session-id", who, "--json").json["data"]["conflicts"]
        for who in ("two", "four", "five")
    }
    assert {who: [one["sessions"] for one in found] for who, found in told.items()} == {
        "two": [], "four": [[4, 5]], "five": [[4, 5]],
    }  # fmt: skip
    sides = told["four"][0]["finding"]["boundaries"]
    assert bool(sides) is not large
    assert sides == told["five"][0]["finding"]["boundaries"]


def test_an_approver_sees_a_proposed_ruling_where_claims_are_seen(ruled: Office) -> None:
    told = ruled.muster("roster", "--remote").out
    assert "Waiting for approval: 3" in told
    assert "  proposal/ruling-r001\n" in told
    assert "Layout artist: Draw what readers see (files src/**)" in " ".join(told.split())
    listed = ruled.muster("roster", "--remote", "--json").json["data"]
    assert listed["proposals"] == ["proposal/ruling-r001"]
    done = ruled.approve("--all")
    assert "approved by its name: proposal/ruling-r001." in done.json["message"]
    assert done.json["next"] == ["muster approve proposal/ruling-r001"]
    shown = ruled.muster("approve", "proposal/ruling-r001", "--json", *ruled.by_approver).json
    (request,) = shown["data"]["approved"]
    assert request["ruled_by"] == "number 1 (worker-1), the orchestrator"
    assert [one["code"] for one in request["answers"]] == ["M205"]
    assert request["rulings"][0]["sessions"] == [4, 5]
    assert "proposals" in shown["data"]


def test_a_rulings_text_of_an_unapproved_claim_reaches_no_start_of_a_session(
    meeting: Office,
) -> None:
    told = meeting.muster("whoami", "--session-start", "--session-id", "four").out
    assert "Open conflict with number 5: M205 overlapping-paths" in told
    assert "src/forms" not in told


def test_what_stands_under_a_strange_name_is_no_proposal(meeting: Office) -> None:
    head = _write(meeting, "lead")
    meeting.unguarded()
    meeting.one.git("push", "--quiet", "origin", f"{head}:refs/heads/proposal/x;touch$IFS-y")
    done = meeting.muster("conflicts", "--json")
    assert (done.code, len(done.json["data"]["waiting"])) == (4, 1)
    assert done.json["data"]["waiting"][0]["ruled_on"] is None
    assert "touch" not in done.out


def test_a_ruling_that_was_taken_back_is_not_proposed_again_by_another(ruled: Office) -> None:
    first = ruled.refs()["refs/heads/proposal/ruling-r001"]
    one = ruled.one
    key = next((ruled.folder / "state/keys").glob("*/lead-*/key"))
    one.git("checkout", "--quiet", "--detach", first)
    one.git("rm", "--quiet", RULING)
    one.git(
        "-c", "gpg.format=ssh", "-c", f"user.signingKey={key}", "commit", "--quiet", "-S",
        "-m", "Take it back",
    )  # fmt: skip
    one.git("push", "--quiet", "origin", "HEAD:refs/heads/proposal/ruling-r001")
    for name in ("again", "ruling-r002"):
        with pytest.raises(AssertionError, match="who saw it then"):
            one.git("push", "origin", f"{first}:refs/heads/proposal/{name}")


def test_an_unsigned_proposal_answers_nothing_where_no_hook_stands(meeting: Office) -> None:
    head = _write(meeting, "four")
    meeting.unguarded()
    meeting.one.git("push", "--quiet", "origin", f"{head}:refs/heads/proposal/ruling-r001")
    done = meeting.muster("conflicts", "--json")
    assert done.json["data"]["waiting"][0]["ruled_on"] is None
    own = rule(meeting)
    assert (own.code, own.json["data"]["ruling"]) == (0, "R002")


def test_after_a_rebinding_the_orchestrator_rules_anew(ruled: Office) -> None:
    ruled.muster("rebind", "1", "--session-id", "next-lead")
    ruled.approve("1")
    done = ruled.muster("conflicts", "--json")
    assert done.json["data"]["waiting"][0]["ruled_on"] is None
    again = rule(ruled, who="next-lead")
    assert (again.code, again.json["code"]) == (0, "ruled"), again


def test_a_ruling_on_three_is_asked_for_as_one(meeting: Office) -> None:
    scope = "role: {scope: {files: [src/**]}}\n"
    meeting.muster("amend", "--session-id", "lead", "--from", "-", given=scope)
    beyond = rule(meeting, sessions="2,4,5")
    assert beyond.code == 2
    done = rule(meeting, *meeting.by_approver, sessions="1,4,5", given="Each asks first.")
    assert (done.code, len(done.json["data"]["answers"])) == (0, 3), done
    meeting.approve("proposal/ruling-r001", "1", "4", "5")
    part = rule(meeting, given="Only these.")
    assert (part.code, part.json["code"]) == (2, "ruled-together")
    assert "--sessions 1,4,5" in part.json["next"][0]


def test_both_sides_are_told_the_same_and_the_orchestrator_what_waits(meeting: Office) -> None:
    sides = meeting.muster("conflicts", "--json").json["data"]["waiting"][0]["finding"]
    for session in ("four", "five"):
        data = meeting.muster("whoami", "--session-id", session, "--json").json["data"]
        assert data["conflicts"][0]["finding"]["boundaries"] == sides["boundaries"]
    told = meeting.muster("whoami", "--session-id", "lead")
    assert "You are the orchestrator: 1 conflict waits for a ruling." in told.out
    assert "$ muster conflicts" in told.out
    hook = meeting.muster("whoami", "--session-start", "--session-id", "lead").out
    assert "You are the orchestrator: 1 conflict waits" in hook
    assert (
        "Scope: files src/**"
        in meeting.muster("whoami", "--session-start", "--session-id", "four").out
    )


def test_nobody_else_rules_and_nobody_on_themselves(meeting: Office) -> None:
    for who in ("four", "stranger"):
        done = rule(meeting, who=who)
        assert (done.code, done.json["code"]) == (1, "not-the-orchestrator"), done
    nobody = rule(meeting, who="")
    assert (nobody.code, nobody.json["code"]) == (2, "no-session-id")
    by_approver = rule(meeting, *meeting.by_approver, who="")
    assert (by_approver.code, by_approver.json["code"]) == (0, "ruled"), by_approver


def test_a_ruling_on_the_orchestrator_needs_an_approver(involved: Office) -> None:
    own = rule(involved, sessions="1,4", given="One looks only.")
    assert (own.code, own.json["code"]) == (1, "needs-approver"), own
    assert own.json["next"] == [
        "muster ruling --sessions 1,4 --finding M205 --decision-from - --key APPROVER-KEY-FILE"
    ]
    looks = "One looks only."
    assert rule(involved, *involved.by_approver, sessions="1,4", given=looks).code == 0


def test_a_ruling_outlives_the_key_that_signed_it(settled: Office) -> None:
    done = settled.muster("rebind", "1", "--session-id", "next-lead", "--json")
    assert done.code == 0, done
    settled.approve("1")
    settled.one.git("fetch", "--quiet")
    assert found(settled, "--ref", "origin/main") == {"M205": "note"}
    assert rule(settled, given="Again.").json["code"] == "not-the-orchestrator"
    again = rule(settled, who="next-lead", given="Again.")
    assert (again.code, again.json["code"], again.json["data"]["ruling"]) == (0, "ruled", "R001")


def test_a_ruling_of_the_orchestrator_on_itself_is_worth_nothing_even_merged(
    involved: Office,
) -> None:
    involved.approve("1", "4")
    head = _write(involved, "lead", *involved.by_approver, sessions="1,4")
    with pytest.raises(AssertionError, match="about the orchestrator itself"):
        involved.one.git("push", "origin", f"{head}:refs/heads/proposal/mine")
    involved.unguarded()
    _merge(involved, head)
    involved.one.git("push", "--quiet", "origin", "HEAD:refs/heads/main")
    involved.one.git("fetch", "--quiet")
    assert found(involved, "--ref", "origin/main") == {"M205": "review", "M407": "review"}
    told = involved.muster("check", "--ref", "origin/main").out
    assert "it is about the orchestrator itself" in " ".join(told.split())


def _write(office: Office, who: str, *more: str, sessions: str = "4,5") -> str:
    """A ruling that a session writes by hand and signs with its own key; its commit."""
    dry = rule(office, "--dry-run", *more, sessions=sessions, given="As I say.")
    text = dry.json["data"]["text"]
    key = next((office.folder / "state/keys").glob(f"*/{who}-*/key"))
    one = office.one
    one.git("fetch", "--quiet")
    one.git("checkout", "--quiet", "--detach", "origin/main")
    one.write(RULING, text)
    one.git("add", RULING)
    one.git(
        "-c", "gpg.format=ssh", "-c", f"user.signingKey={key}", "commit", "--quiet", "-S",
        "-m", "Rule for myself",
    )  # fmt: skip
    return one.git("rev-parse", "HEAD")


def _merge(office: Office, head: str) -> None:
    """An approver's merge by hand, of something that nobody judged."""
    office.one.git("checkout", "--quiet", "--detach", "origin/main")
    office.one.git(
        "-c", "gpg.format=ssh", "-c", f"user.signingKey={office.approver}",
        "merge", "--quiet", "--no-ff", "-S", "-m", approval_message("proposal/mine", head), head,
    )  # fmt: skip


def test_the_hook_refuses_a_ruling_that_a_session_wrote_for_itself(meeting: Office) -> None:
    _write(meeting, "four")
    with pytest.raises(AssertionError, match="signed neither by the"):
        meeting.one.git("push", "origin", "HEAD:refs/heads/proposal/mine")


def test_a_sessions_ruling_is_worth_nothing_even_merged(meeting: Office) -> None:
    meeting.approve("4", "5")
    one = meeting.one
    _merge(meeting, _write(meeting, "four"))
    with pytest.raises(AssertionError, match="M407 foreign-ruling"):
        one.git("push", "origin", "HEAD:refs/heads/main")
    meeting.unguarded()
    one.git("push", "--quiet", "origin", "HEAD:refs/heads/main")
    one.git("fetch", "--quiet")
    assert found(meeting, "--ref", "origin/main") == {"M205": "review", "M407": "review"}
    waits = meeting.muster("conflicts", "--json")
    assert (waits.code, len(waits.json["data"]["waiting"])) == (4, 1)


@pytest.mark.parametrize(
    ("arguments", "given", "code", "told"),
    [
        ({"--finding": "M201"}, "x", 2, "Nobody rules on M201"),
        ({"--finding": "M106"}, "x", 2, "Nobody rules on M106"),
        ({"--finding": "M204"}, "x", 1, "No M204 between numbers 4-5 waits"),
        ({"--sessions": "4"}, "x", 1, "No M205 of number 4 waits"),
        ({"--sessions": "1,4"}, "x", 1, "No M205 between numbers 1, 4 waits"),
        ({"--sessions": "4,6"}, "x", 2, "Number 6 has no record"),
        ({"--sessions": "4;5"}, "x", 2, "takes numbers like 11,12"),
        ({"--sessions": ",".join(map(str, range(1, 66)))}, "x", 2, "takes numbers like"),
        ({}, "", 2, "it is empty"),
        ({}, b"\xff\xfe", 2, "it is no UTF-8"),
        ({}, "decision: {a: 1}\n", 2, "decision is no text"),
        ({}, 'decision: "x\n', 2, "line 1"),
        ({}, "decision: x\nreason: y\n", 2, "'reason' is neither"),
        ({}, "decision: x\nboundaries: [{number: 4}]\n", 2, "each of boundaries"),
        ({}, "decision: x\nboundaries: 4\n", 2, "boundaries is no list"),
        ({}, "decision: x\nboundaries: [{number: 6, does: y}]\n", 2, "names number 6, which"),
        ({}, "x\x1b[31m", 2, "can't be written"),
        ({}, "y" * 4001, 2, "it has 4,001 characters"),
        ({}, f"decision: {'y' * 4001}\n", 2, "it has 4,001 characters"),
        ({}, "decision: x\nboundaries: [{number: 4, does: ''}]\n", 2, "each of boundaries"),
        ({}, "z" * 70_000, 2, "a ruling has at most"),
    ],
)  # fmt: skip
def test_what_can_t_be_ruled_is_said_with_the_next_command(
    first_meeting: Office, arguments: dict[str, str], given: str | bytes, code: int, told: str
) -> None:
    options = {"--sessions": "4,5", "--finding": "M205", "--decision-from": "-", **arguments}
    words = [word for pair in options.items() for word in pair]
    done = first_meeting.muster("ruling", *words, "--session-id", "lead", "--json", given=given)
    assert done.code == code, done
    assert told in done.out
    assert done.json["next"]
    assert not any("proposal" in ref for ref in first_meeting.refs())
