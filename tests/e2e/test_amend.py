"""Amending: a session changes its own record, and nobody else's."""

import yaml

from support.office import BID, Office
from support.repos import Done, goal


def _amend(office: Office, session: str, text: str, *more: str, **env: str) -> Done:
    return office.muster(
        "amend", "--session-id", session, "--from", "-", "--json", *more, given=text, **env
    )


GOAL = f"goal: {goal(9)}\n"


def test_a_claim_under_way_is_amended_on_its_branch(guarded: Office) -> None:
    first = guarded.claim("a", "--number", "2").json["data"]["commit"]
    done = _amend(guarded, "a", GOAL)
    assert (done.code, done.json["code"]) == (0, "amended"), done
    landed = yaml.safe_load(guarded.blob("claim/002", 2))
    assert landed["goal"]["statement"] == "Send 9 emails a day"
    assert landed["role"]["title"] == "Babafixist"
    assert guarded.hub.git("rev-parse", "claim/002^") == first
    again = _amend(guarded, "a", GOAL)
    assert (again.code, again.json["code"]) == (0, "unchanged")
    assert _amend(guarded, "a", f"goal: {goal(8)}\n").code == 0
    guarded.approve("2")
    assert "Send 8 emails" in guarded.blob("main", 2)


def test_an_approved_record_is_amended_from_main_and_waits(guarded_approved: Office) -> None:
    done = _amend(guarded_approved, "a", GOAL, "--dry-run")
    assert (done.code, done.json["code"]) == (0, "dry-run")
    assert done.json["next"][0] == "muster amend --from - --session-id a"
    done = _amend(guarded_approved, "a", GOAL)
    assert (done.code, done.json["code"], done.json["data"]["approved"]) == (0, "amended", False)
    assert (
        guarded_approved.hub.git("rev-parse", "claim/002^")
        == guarded_approved.refs()["refs/heads/main"]
    )
    assert "; a change of it waits" in guarded_approved.muster("whoami", "--session-id", "a").out
    waits = guarded_approved.muster("roster", "--remote", "--json").json["data"]["waiting"]
    assert [(one["number"], one["what"]) for one in waits] == [(2, "change")]
    assert _amend(guarded_approved, "a", f"goal: {goal(7)}\n").code == 0
    guarded_approved.approve("2")
    assert "Send 7 emails" in guarded_approved.blob("main", 2)
    assert guarded_approved.muster("audit", "--json").code == 0


def test_any_one_part_is_amended_by_itself(approved: Office) -> None:
    for text in ("responsibilities: [Count]\n", "schedule: [{do: Count, by: '08:00'}]\n"):
        done = _amend(approved, "a", text)
        assert (done.code, done.json["code"]) == (0, "amended"), done
    nothing = _amend(approved, "a", "colour: red\n")
    assert (nothing.code, nothing.json["code"]) == (2, "unusable-text")


def test_an_amendment_back_to_what_main_has_takes_the_change_back(approved: Office) -> None:
    assert _amend(approved, "a", GOAL).code == 0
    back = _amend(approved, "a", f"goal: {goal(2)}\n")
    assert back.code == 0, back
    assert approved.muster("roster", "--remote", "--json").json["data"]["waiting"] == []
    assert _amend(approved, "a", GOAL).code == 0


def test_nobody_amends_what_they_do_not_hold(held: Office) -> None:
    before = held.refs()
    none = _amend(held, "b", GOAL)
    assert (none.code, none.json["code"]) == (1, "holds-none")
    other = _amend(held, "a", GOAL, MUSTER_STATE_HOME=str(held.folder / "elsewhere"))
    assert (other.code, other.json["code"]) == (1, "foreign-key")
    stranger = _amend(held, "a", GOAL, "--key", str(held.make_key("stranger")))
    assert (stranger.code, stranger.json["code"]) == (1, "foreign-key")
    assert held.refs() == before


def test_what_can_t_be_amended_is_refused(office: Office) -> None:
    office.claim("a", "--number", "4", "--from", "-", given=BID)
    before = office.refs()
    for text, code in {"": 2, "number: 4\n": 2, "goal: {statement: TODO}\n": 1,
                       "goal: {statement: Earn → k MRR}\n": 1, "status: pending\ngoal: 1\n": 1,
                       }.items():  # fmt: skip
        done = _amend(office, "a", text)
        assert done.code == code, (text, done)
        assert done.json["ok"] is False
    bare = office.muster("amend", "--session-id", "a", "--json")
    assert (bare.code, bare.json["code"]) == (2, "nothing-to-amend")
    assert office.refs() == before


def test_a_scope_is_amended_by_dimension_and_null_takes_one_away(approved: Office) -> None:
    def scope(text: str) -> object:
        assert _amend(approved, "a", f"role: {{scope: {text}}}\n").code == 0
        return yaml.safe_load(approved.blob("claim/002", 2))["role"].get("scope")

    assert scope("{prospects: 1-20}") == {"prospects": "1-20"}
    assert scope("{shift: early}") == {"prospects": "1-20", "shift": "early"}
    assert scope("{prospects: 5-9}") == {"prospects": "5-9", "shift": "early"}
    assert scope("{shift: null}") == {"prospects": "5-9"}
    assert scope("{prospects: null}") is None
    landed = yaml.safe_load(approved.blob("main", 2))["role"]
    assert yaml.safe_load(approved.blob("claim/002", 2))["role"] == landed


def test_an_approver_sees_each_part_that_an_amendment_changes(approved: Office) -> None:
    text = (
        "role: {scope: {prospects: 1-20}}\n"
        "goal: {metrics: [{name: emails_sent, exactly: 2, per: day}, {name: bounce, at_most: 1}]}\n"
        "responsibilities: [Write, Send]\n"
        "schedule: [{do: Send, at: '10:00', days: mon-fri}]\n"
    )
    assert _amend(approved, "a", text).code == 0
    shown = " ".join(approved.muster("approve", "2", "--yes", *approved.by_approver).out.split())
    for part in (
        "Scope prospects 1-20 (on main: none)",
        "Metrics emails_sent exactly 2 per day; bounce at most 1 (on main: emails_sent exactly 2",
        "Duties Write; Send (on main: none)",
        "Schedule 10:00 Send (mon-fri) (on main: none)",
    ):
        assert part in shown
    assert shown.count("(on main:") == 4
    assert "Serves" not in shown
