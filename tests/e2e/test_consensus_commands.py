"""Confirm, broadcast, ack and approve activation: what each says, and when it refuses."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from muster.flows import acknowledging
from support.office import Office
from support.repos import Done

DUTY = "responsibilities: [Help the others]\n"


@pytest.fixture(scope="module")
def first_alone(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """A team of two in which only a session a, the orchestrator, is approved."""
    made = Office.make(tmp_path_factory.mktemp("alone") / "office", 2, 2)
    made.claim("a", "--number", "1")
    made.approve("1")
    return made


@pytest.fixture(scope="module")
def first_pair(first_alone: Office, tmp_path_factory: pytest.TempPathFactory) -> Office:
    """Its session b is approved too."""
    made = first_alone.copy(tmp_path_factory.mktemp("pair") / "office")
    made.claim("b", "--number", "2")
    made.approve("--all")
    return made


@pytest.fixture(scope="module")
def first_confirmed(first_pair: Office, tmp_path_factory: pytest.TempPathFactory) -> Office:
    made = first_pair.copy(tmp_path_factory.mktemp("confirmed") / "office")
    assert act(made, "confirm", "a").code == 0
    return made


@pytest.fixture(scope="module")
def first_agreed(first_confirmed: Office, tmp_path_factory: pytest.TempPathFactory) -> Office:
    made = first_confirmed.copy(tmp_path_factory.mktemp("agreed") / "office")
    for session in ("a", "b"):
        assert act(made, "ack", session).code == 0
    return made


@pytest.fixture(scope="module")
def first_changed(first_agreed: Office, tmp_path_factory: pytest.TempPathFactory) -> Office:
    """The team is active, and a change of b's waits for approval."""
    made = first_agreed.copy(tmp_path_factory.mktemp("changed") / "office")
    assert activate(made).code == 0
    assert act(made, "amend", "b", "--from", "-", given=DUTY).code == 0
    return made


@pytest.fixture
def pair(first_pair: Office, tmp_path: Path) -> Office:
    return first_pair.copy(tmp_path / "office")


@pytest.fixture
def confirmed(first_confirmed: Office, tmp_path: Path) -> Office:
    return first_confirmed.copy(tmp_path / "office")


@pytest.fixture
def agreed(first_agreed: Office, tmp_path: Path) -> Office:
    return first_agreed.copy(tmp_path / "office")


@pytest.fixture
def changed(first_changed: Office, tmp_path: Path) -> Office:
    return first_changed.copy(tmp_path / "office")


def act(office: Office, name: str, session: str, *more: str, given: str = "") -> Done:
    return office.muster(name, "--session-id", session, *more, "--json", given=given)


def told(done: Done) -> tuple[int, str]:
    return done.code, done.json["code"]


def standing(office: Office) -> dict[str, Any]:
    office.one.git("fetch", "--quiet", "origin", "+refs/heads/*:refs/remotes/origin/*")
    found: dict[str, Any] = office.muster("status", "--json").json["data"]
    return found


def activate(office: Office) -> Done:
    return office.muster("approve", "activation", *office.by_approver, "--json")


def test_before_a_confirmation_each_is_told_what_it_waits_for(pair: Office) -> None:
    for name in ("ack", "broadcast"):
        done = pair.muster(name, *(["--session-id", "b"] if name == "ack" else []), "--json")
        assert told(done) == (1, "not-confirmed"), done
        assert done.json["next"][0] == "muster watch --until confirmed"
    nothing = activate(pair)
    assert told(nothing) == (1, "nothing-to-approve")
    waits = act(pair, "whoami", "b").json
    assert waits["next"][0] == "muster watch --until confirmed --session-id b"
    lead = act(pair, "whoami", "a").json
    assert lead["next"][0] == "muster confirm --session-id a"
    assert lead["data"]["next_step"] == "confirm"


def test_confirm_shows_first_and_refuses_who_may_not(pair: Office) -> None:
    dry = act(pair, "confirm", "a", "--dry-run")
    assert told(dry) == (0, "dry-run")
    assert dry.json["data"]["text"].startswith("# yaml-language-server")
    assert dry.json["next"] == ["muster confirm --session-id a"]
    assert "refs/heads/activation" not in pair.refs()
    other = act(pair, "confirm", "b")
    assert told(other) == (1, "not-the-orchestrator")
    assert "The orchestrator is number 1, held by a (worker-1)" in other.json["message"]
    nobody = pair.muster("confirm", "--json")
    assert told(nobody) == (2, "no-session-id")
    by_approver = pair.muster("confirm", *pair.by_approver, "--json")
    assert told(by_approver) == (0, "confirmed"), by_approver


def test_confirm_waits_for_everybody(first_alone: Office, tmp_path: Path) -> None:
    office = first_alone.copy(tmp_path / "office")
    assert act(office, "whoami", "a").json["data"]["next_step"] is None
    alone = act(office, "confirm", "a")
    assert told(alone) == (1, "incomplete")
    assert "Number 2 has not registered on main. Nothing" in alone.json["message"]
    office.claim("b", "--number", "2")
    waits = act(office, "confirm", "a")
    assert "2 waits for a human's approval" in waits.json["message"]
    assert waits.json["next"] == ["muster approve --all"]


def test_what_main_waits_for_stops_the_confirmation(pair: Office) -> None:
    unaligned = "goal: {statement: Send 5 emails a day, metrics: [{name: emails_sent, exactly: 5, "
    done = act(pair, "amend", "b", "--from", "-", given=unaligned + "per: day}], serves: fame}\n")
    assert done.code == 0, done
    pair.approve("2")
    stopped = act(pair, "confirm", "a")
    assert told(stopped) == (1, "blocked")
    assert [one["code"] for one in stopped.json["data"]["findings"]] == ["M210"]
    ruling = ("ruling", "--sessions", "2", "--finding", "M210", "--decision-from", "-")
    assert pair.muster(*ruling, "--session-id", "a", "--json", given="It helps all.").code == 0
    pair.approve("proposal/ruling-r001")
    assert told(act(pair, "confirm", "a")) == (0, "confirmed")


def test_an_acknowledgement_shows_all_that_it_accepts(confirmed: Office) -> None:
    dry = confirmed.muster("ack", "--dry-run", "--session-id", "b")
    assert dry.code == 0
    plain = " ".join(dry.out.split())
    for words in ("Number 2 worker-2", "Session b", "Goal Send 2 emails a day", "Serves mrr"):
        assert words in plain
    assert "muster ack --digest" in plain
    before = confirmed.refs()
    assert told(act(confirmed, "ack", "b", "--dry-run")) == (0, "dry-run")
    assert confirmed.refs() == before
    done = act(confirmed, "ack", "b")
    assert told(done) == (0, "acknowledged")
    assert (done.json["data"]["acknowledged"], done.json["data"]["tries"]) == ("1/2", 1)
    again = act(confirmed, "ack", "b")
    assert told(again) == (0, "already-acknowledged")
    assert again.json["data"]["commit"] == done.json["data"]["commit"]
    follows = act(confirmed, "whoami", "b").json
    assert follows["next"][0] == "muster watch --until active --session-id b"


def test_an_acknowledgement_is_of_the_roster_that_was_read(confirmed: Office) -> None:
    digest = confirmed.muster("broadcast", "--json").json["data"]["digest"]
    other = act(confirmed, "ack", "b", "--digest", "0" * 12)
    assert told(other) == (1, "other-digest")
    assert other.json["next"][1] == f"muster ack --digest {digest[7:19]}"
    for bad in ("0" * 11, "x" * 12, ""):
        assert told(act(confirmed, "ack", "b", "--digest", bad)) == (2, "usage")
    assert told(act(confirmed, "ack", "b", "--digest", digest[7:19].upper())) == (
        0, "acknowledged",
    )  # fmt: skip
    assert told(act(confirmed, "ack", "a", "--digest", digest)) == (0, "acknowledged")


def test_nobody_acknowledges_for_another(confirmed: Office) -> None:
    mine = next((confirmed.folder / "state/keys").glob("*/a-*/key"))
    proxy = act(confirmed, "ack", "b", "--key", str(mine))
    assert told(proxy) == (1, "not-own-key"), proxy
    for_approver = act(confirmed, "ack", "b", *confirmed.by_approver)
    assert told(for_approver) == (1, "not-own-key")
    stranger = act(confirmed, "ack", "nobody")
    assert told(stranger) == (1, "not-approved")
    elsewhere = confirmed.muster(
        "ack", "--session-id", "b", "--json", MUSTER_STATE_HOME=str(confirmed.folder / "other")
    )
    assert told(elsewhere) == (1, "not-own-key")
    assert elsewhere.json["next"] == ["muster ack --key FILE", "muster rebind 2"]
    assert "nobody holds no approved number, so" in stranger.json["message"]


def test_an_approval_that_would_void_the_round_is_shown_and_asked_for(agreed: Office) -> None:
    assert act(agreed, "amend", "b", "--from", "-", given=DUTY).code == 0
    asked = agreed.muster("approve", "2", *agreed.by_approver, "--json")
    assert told(asked) == (4, "review")
    (request,) = asked.json["data"]["requests"]
    assert request["voids"] == {
        "confirmation": 1, "acknowledgements": [1, 2], "outdated": None,
    }  # fmt: skip
    shown = agreed.muster("approve", "2", *agreed.by_approver)
    assert shown.code == 4
    words = " ".join(shown.out.split())
    assert "voids the confirmation of consensus-1 and the acknowledgements of numbers 1-2" in words
    table = agreed.muster("approve", "--all", *agreed.by_approver)
    assert "voids the confirmation of consensus-1" in " ".join(table.out.split())
    agreed.approve("2")
    stale = act(agreed, "ack", "b")
    assert told(stale) == (1, "stale-confirmation")
    assert told(agreed.muster("broadcast", "--json")) == (1, "stale-confirmation")
    assert told(activate(agreed)) == (1, "blocked")
    fifth = standing(agreed)["checklist"][4]
    assert "does not count: the roster is" in fifth["pending"]
    assert fifth["to_do"][0]["commands"] == ["muster confirm"]
    anew = act(agreed, "confirm", "a")
    assert told(anew) == (0, "confirmed")
    assert (anew.json["data"]["consensus"], anew.json["data"]["voids"]) == (1, [1, 2])
    for session in ("a", "b"):
        assert told(act(agreed, "ack", session)) == (0, "acknowledged")
    assert activate(agreed).json["data"]["tag"] == "consensus-1"


def test_a_rebinding_voids_one_acknowledgement_until_the_new_session_makes_its_own(
    agreed: Office,
) -> None:
    bound = agreed.muster("rebind", "2", "--session-id", "c", "--json", *agreed.by_approver)
    assert bound.code == 0, bound
    asked = agreed.muster("approve", "2", *agreed.by_approver, "--json")
    assert asked.code == 4
    (request,) = asked.json["data"]["requests"]
    assert request["voids"]["acknowledgements"] == [2]
    assert request["what"] == "number 2 (worker-2) for c, not b"
    assert request["voids"]["confirmation"] is None
    agreed.approve("2")
    assert standing(agreed)["activation"]["missing"] == [2]
    assert told(activate(agreed)) == (1, "blocked")
    assert told(act(agreed, "ack", "c")) == (0, "acknowledged")
    assert activate(agreed).code == 0


def test_an_approval_that_voids_nothing_asks_nothing(agreed: Office) -> None:
    proposal = agreed.muster("status", "--json")
    assert proposal.code == 0
    assert act(agreed, "amend", "b", "--from", "-", given=DUTY).code == 0
    assert activate(agreed).code == 0  # what waits beside it changes nothing yet
    asked = agreed.muster("approve", "2", *agreed.by_approver, "--json")
    assert told(asked) == (0, "approved"), asked
    (request,) = asked.json["data"]["approved"]
    assert request["voids"] == {
        "confirmation": None, "acknowledgements": [], "outdated": "consensus-1",
    }  # fmt: skip
    assert act(agreed, "whoami", "a").json["next"][0] == "muster confirm --session-id a"
    assert act(agreed, "whoami", "b").json["data"]["next_step"] == "work"
    helper = "schedule: [{do: Write, at: '08:00'}]\n"
    assert act(agreed, "amend", "b", "--from", "-", given=helper).code == 0
    again = agreed.muster("approve", "2", *agreed.by_approver, "--json")
    assert again.json["data"]["approved"][0]["voids"]["outdated"] is None, "it was so before"


def test_an_active_team_is_told_so_everywhere(agreed: Office) -> None:
    waits = agreed.muster("approve", "--all", "--yes", *agreed.by_approver, "--json")
    assert waits.json["next"] == ["muster approve activation"]
    done = activate(agreed)
    assert told(done) == (0, "approved")
    assert "The team is active under consensus-1" in done.json["message"]
    assert told(activate(agreed)) == (0, "already-approved")
    watched = agreed.muster("watch", "--until", "active", "--json", "--limit", "5")
    assert told(watched) == (0, "active")
    assert agreed.muster("watch", "--until", "confirmed", "--json").json["data"]["active"] is True
    for session in ("a", "b"):
        assert act(agreed, "whoami", session).json["data"]["next_step"] == "work"
        assert told(act(agreed, "ack", session)) == (0, "already-active")
    assert told(act(agreed, "confirm", "a")) == (0, "already-active")
    hook = agreed.muster("whoami", "--session-start", "--session-id", "b")
    context = json.loads(hook.out)["hookSpecificOutput"]["additionalContext"]
    assert "The team is active" in context


OVERTAKEN = """unset GIT_QUARANTINE_PATH GIT_OBJECT_DIRECTORY GIT_ALTERNATE_OBJECT_DIRECTORIES
tip=$(git rev-parse activation)
next=$(echo x | git commit-tree "$tip^{tree}" -p "$tip")
git update-ref refs/heads/activation "$next"
echo x >>tries
exit 1"""


def test_who_is_overtaken_each_time_gives_up_and_is_told_the_command(
    confirmed: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(acknowledging, "MOST_TRIES", 3)
    monkeypatch.setattr(acknowledging, "PAUSE_EACH", 0)
    confirmed.set_hook(OVERTAKEN)
    done = act(confirmed, "ack", "b")
    assert told(done) == (3, "too-many-losses"), done
    assert done.json["next"] == ["muster ack"]
    assert (confirmed.hub.folder / "tries").read_text().count("x") == 3
    confirmed.unguarded()
    later = act(confirmed, "ack", "b")
    assert told(later) == (0, "acknowledged"), later


def _page(office: Office) -> str:
    done = office.muster("page", "--out", "site", "--json")
    assert done.code == 0, done
    return (office.one.folder / "site/index.html").read_text("utf-8")


def test_a_second_round_is_waited_for_like_the_first(changed: Office) -> None:
    assert standing(changed)["changes"] == ["claim/002"]
    waiting = changed.muster("status").out
    assert "1 change waits for approval: claim/002" in " ".join(waiting.split())
    amended = act(changed, "watch", "b", "--until", "approved", "--limit", "0")
    assert told(amended) == (3, "time-limit"), "the change is not approved yet"
    note = "The team is active under consensus-1; once this is approved, the orchestrator confirms"
    page = _page(changed)
    assert note in page
    assert 'class="tile fine" href="#consensus"><b>6/6' in page
    approved = changed.muster("approve", "2", *changed.by_approver)
    assert note in " ".join(approved.out.split())
    assert 'class="tile open" href="#consensus"><b>4/6' in _page(changed)
    assert standing(changed)["changes"] == []
    assert told(act(changed, "watch", "b", "--until", "approved", "--limit", "0"))[0] == 0

    early = act(changed, "ack", "b")
    assert told(early) == (1, "not-confirmed")
    assert "The roster changed since consensus-1" in early.json["message"]
    (why,) = act(changed, "whoami", "b").json["data"]["told"]
    assert "the roster changed since, and the orchestrator confirms it anew" in why
    (why,) = act(changed, "whoami", "a").json["data"]["told"]
    assert "the roster changed since consensus-1: confirm it anew" in why

    assert told(act(changed, "confirm", "a")) == (0, "confirmed")
    assert told(act(changed, "ack", "a")) == (0, "acknowledged")
    (why,) = act(changed, "whoami", "a").json["data"]["told"]
    assert "You have acknowledged, 1/2 have" in why
    still = act(changed, "watch", "a", "--until", "active", "--limit", "0")
    assert told(still) == (3, "time-limit"), "the second round is under way"
    last = act(changed, "ack", "b", "--repo", ".")
    assert last.json["next"] == ["muster watch --until active --session-id b"]
    (why,) = act(changed, "whoami", "a").json["data"]["told"]
    assert why == "Everybody has acknowledged; a human's approval is to come."
    assert activate(changed).json["data"]["tag"] == "consensus-2"
    assert told(act(changed, "watch", "a", "--until", "active", "--limit", "0")) == (0, "active")


def test_a_changed_roster_is_confirmed_once_all_have_registered_again(changed: Office) -> None:
    changed.approve("2")
    assert act(changed, "whoami", "a").json["data"]["next_step"] == "confirm"
    assert act(changed, "release", "b").code == 0
    changed.approve("2")
    alone = act(changed, "whoami", "a").json
    assert (alone["data"]["next_step"], alone["next"]) == (None, ["muster status"])


def test_a_session_that_reads_the_broadcast_is_led_to_no_approval(agreed: Office) -> None:
    done = agreed.muster("broadcast", "--json")
    assert done.json["data"]["missing"] == []
    assert done.json["next"] == ["muster watch --until active"]
    assert "A human approves: `muster approve activation`" in agreed.muster("broadcast").out


def test_a_broadcast_is_read_as_it_is_written(pair: Office) -> None:
    more = "schedule: [{do: Write texts, at: '10:00-11:00', days: mon-fri}]\n"
    assert act(pair, "amend", "b", "--from", "-", given=more).code == 0
    pair.approve("2")
    assert act(pair, "confirm", "a").code == 0
    lines = pair.muster("broadcast").out.splitlines()
    assert "Schedule: 10:00-11:00 Write texts (mon-fri)" in lines
    assert "Metrics: emails_sent exactly 2 per day" in lines
    found = pair.muster("message", "--parse", "-", "--json", given="\n".join(lines))
    assert [one["number"] for one in found.json["data"]["messages"]] == [1, 2]


def test_what_blocks_an_activation_is_shown_once(confirmed: Office) -> None:
    shown = confirmed.muster("approve", "activation", *confirmed.by_approver)
    assert shown.code == 1
    assert (shown.out + shown.err).count("have not acknowledged yet") == 1
    assert shown.err.startswith("muster: activation (consensus-1, 0/2 acknowledged) is blocked.")
    assert activate(confirmed).json["data"]["findings"][0]["code"] == "M406"


def test_the_roster_tells_of_the_activation_beside_main(confirmed: Office) -> None:
    begun = confirmed.muster("roster", "--remote")
    assert "consensus-1 is confirmed, 0/2 acknowledged." in begun.out
    assert "Nothing waits for approval." in begun.out
    for session in ("a", "b"):
        act(confirmed, "ack", session)
    done = confirmed.muster("roster", "--remote")
    assert "consensus-1 is confirmed, 2/2 acknowledged." in done.out
    assert "$ muster approve activation" in done.out
    data = confirmed.muster("roster", "--remote", "--json").json["data"]["activation"]
    assert (data["acknowledged"], data["missing"], data["counts"]) == ([1, 2], [], True)


def test_the_page_asks_for_the_activation_once_all_have_acknowledged(
    confirmed: Office, tmp_path: Path
) -> None:
    def waiting() -> list[str]:
        done = confirmed.muster("page", "--out", str(tmp_path / "site"), "--json")
        assert done.code == 0, done
        found: list[str] = done.json["data"]["waiting"]
        return found

    act(confirmed, "ack", "a")
    assert act(confirmed, "amend", "b", "--from", "-", given=DUTY).code == 0
    assert waiting() == ["claim/002"]
    asked = confirmed.muster("approve", "2", *confirmed.by_approver, "--json")
    assert asked.json["data"]["requests"][0]["voids"]["acknowledgements"] == [1]
    act(confirmed, "ack", "b")
    assert waiting() == ["activation", "claim/002"]
    html = (tmp_path / "site/index.html").read_text("utf-8")
    assert html.count("Blocked") == 0
    assert "voids the confirmation of consensus-1" in html
    assert html.index("muster approve activation") < html.index("muster approve 2")


def test_a_start_hook_tells_a_session_to_acknowledge(confirmed: Office) -> None:
    confirmed.one.git("fetch", "--quiet", "origin", "+refs/heads/*:refs/remotes/origin/*")
    hook = confirmed.muster("whoami", "--session-start", "--session-id", "b")
    context = json.loads(hook.out)["hookSpecificOutput"]["additionalContext"]
    assert "Next: `muster ack`" in context


def test_a_tag_that_did_not_arrive_is_made_up_for(agreed: Office) -> None:
    agreed.set_hook("while read old new ref; do case $ref in refs/tags/*) exit 1; esac; done")
    lost = activate(agreed)
    assert lost.code == 3 or lost.code == 1, lost
    assert "refs/tags/consensus-1" not in agreed.refs()
    told_ = standing(agreed)
    assert told_["active"] is True
    agreed.unguarded()
    again = activate(agreed)
    assert told(again) == (0, "already-approved")
    assert again.json["data"]["tag"] == "consensus-1"
    assert agreed.refs()["refs/tags/consensus-1"]


def test_on_a_remote_without_a_hook_what_nobody_approved_activates_nobody(agreed: Office) -> None:
    office = agreed.unguarded()
    hub = office.hub
    head, main = hub.git("rev-parse", "activation"), hub.git("rev-parse", "main")
    tree = hub.git("merge-tree", "--write-tree", main, head).splitlines()[0]
    forged = hub.git(
        "commit-tree", tree, "-p", main, "-p", head, "-m", f"Approve\n\nMuster-Approve: {head}"
    )
    hub.git("update-ref", "refs/heads/main", forged)
    found = standing(office)
    assert found["active"] is False
    assert "nobody approved it: no signature of it verifies" in found["checklist"][4]["detail"]
    assert act(office, "whoami", "b").json["data"]["next_step"] == "await_confirmation"
    assert told(act(office, "ack", "b")) == (1, "not-confirmed")
    waits = office.muster("watch", "--until", "active", "--limit", "0", "--json")
    assert told(waits) == (3, "time-limit")
    audit = office.muster("audit", "--json")
    assert told(audit) == (1, "unapproved")
    assert "consensus-1 confirmed and 2/2" in audit.json["data"]["entries"][-1]["changes"][0]
    hub.git("update-ref", "refs/heads/main", head)
    # The branch itself as main: its commits are no merges.
    office.one.git("update-ref", "-d", "refs/remotes/origin/main")
    fresh = office.folder / "fresh"
    office.one.git("clone", "--quiet", str(hub.folder), str(fresh))
    found = office.muster("status", "--json", at=fresh).json["data"]
    assert found["active"] is False
