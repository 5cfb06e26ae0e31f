"""Rebinding: the identity stays, another session holds it; the old key or an approver says so."""

import shlex

import yaml

from support.office import Office
from support.repos import Done


def _rebind(office: Office, number: int, session: str, *more: str, **env: str) -> Done:
    return office.muster("rebind", str(number), "--session-id", session, "--json", *more, **env)


def test_the_old_key_hands_an_approved_number_on(guarded_approved: Office) -> None:
    old = yaml.safe_load(guarded_approved.blob("main", 2))
    done = _rebind(guarded_approved, 2, "b")
    assert (done.code, done.json["code"]) == (0, "rebound"), done
    guarded_approved.approve("2")
    new = yaml.safe_load(guarded_approved.blob("main", 2))
    assert new["session_id"] == "b"
    assert new["key"] != old["key"]
    assert (new["name"], new["role"], new["goal"]) == (old["name"], old["role"], old["goal"])
    assert (
        guarded_approved.muster("whoami", "--session-id", "b", "--json").json["code"] == "approved"
    )
    assert (
        guarded_approved.muster("whoami", "--session-id", "a", "--json").json["code"]
        == "holds-none"
    )
    again = _rebind(guarded_approved, 2, "b")
    assert (again.code, again.json["code"]) == (0, "already-claimed")
    entry = guarded_approved.muster("audit", "--json").json["data"]["entries"][-1]
    assert entry["changes"] == ["number 2 rebound to b"]
    assert entry["verified"] is True


def test_a_claim_under_way_is_handed_on_too(held: Office) -> None:
    done = _rebind(held, 2, "b")
    assert (done.code, done.json["code"]) == (0, "rebound"), done
    held.approve("2")
    assert yaml.safe_load(held.blob("main", 2))["session_id"] == "b"


def test_an_approver_hands_on_what_a_lost_session_held(guarded_approved: Office) -> None:
    elsewhere = {"MUSTER_STATE_HOME": str(guarded_approved.folder / "elsewhere")}
    asked = _rebind(guarded_approved, 2, "b", **elsewhere)
    assert (asked.code, asked.json["code"]) == (1, "no-old-key")
    public = asked.json["message"].rpartition("The new key is: ")[2]
    assert public.startswith("ssh-ed25519 AAAA")
    # The second command is the approver's, who runs it on another machine.
    echo, _, command = asked.json["next"][1].partition(" && ")
    (guarded_approved.one.folder / "new.pub").write_text(shlex.split(echo)[1] + "\n")
    words = shlex.split(command)[1:-1]
    done = guarded_approved.muster(*words, str(guarded_approved.approver), "--json")
    assert (done.code, done.json["code"]) == (0, "rebound"), done
    guarded_approved.approve("2")
    assert yaml.safe_load(guarded_approved.blob("main", 2))["key"] == public
    held = guarded_approved.muster(
        "claim", "--number", "2", "--session-id", "b", "--json", **elsewhere
    )
    assert (held.code, held.json["code"]) == (0, "already-claimed")


def test_a_stranger_takes_nothing_over(approved: Office) -> None:
    before = approved.refs()
    done = _rebind(approved, 2, "b", "--key", str(approved.make_key("stranger")))
    assert done.code in (1, 5), done
    assert "M201" in {f["code"] for f in done.json["data"]["findings"]}
    assert approved.refs() == before


def test_only_a_held_number_is_handed_on_and_only_to_who_holds_none(office: Office) -> None:
    nobody = _rebind(office, 2, "b")
    assert (nobody.code, nobody.json["code"]) == (1, "nobody-holds")
    office.claim("a", "--number", "2")
    office.claim("b", "--number", "3")
    office.approve("--all")
    twice = _rebind(office, 2, "b")
    assert twice.code == 1, twice
    assert "M202" in {f["code"] for f in twice.json["data"]["findings"]}
