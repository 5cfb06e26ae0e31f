"""The audit: what main has, who approved it, and what nobody did, whenever it is found."""

import json
from pathlib import Path

from muster.git.ssh_keygen import public_key
from support.office import Office
from support.repos import path_of, record

MAIN = "refs/heads/main"


def _bypass(office: Office, number: int = 3) -> str:
    """Move main past the hook, as who can write a local path's files can; the commit."""
    one = office.one
    one.git("fetch", "--quiet", "origin")
    key = public_key(office.make_key("thief"))
    commit = one.commit(
        {path_of(number): record(number, "thief", key=key)}, on="bypass",
        parents=[one.git("rev-parse", "origin/main")],
    )  # fmt: skip
    program = office.folder / "receive-pack"
    program.write_text('#!/bin/sh\nexec git -c core.hooksPath=/dev/null receive-pack "$@"\n')
    program.chmod(0o755)
    one.git("push", "--quiet", f"--receive-pack={program}", "origin", f"{commit}:{MAIN}")
    assert office.refs()[MAIN] == commit
    return commit


def test_every_change_is_listed_with_its_approval(approved: Office) -> None:
    done = approved.muster("audit", "--json")
    assert (done.code, done.json["code"]) == (0, "ok")
    root, entry = done.json["data"]["entries"]
    assert (root["position"], root["origin"], root["verified"]) == (1, True, True)
    assert entry == {
        "position": 2,
        "merge": approved.refs()[MAIN],
        "claim": approved.refs()["refs/heads/claim/002"],
        "changes": ["number 2 claimed by a"],
        "numbers": [2],
        "claimants": entry["claimants"],
        "claim_signed": True,
        "approver": "Ann",
        "approver_key": entry["approver_key"],
        "counts": True,
        "verified": True,
        "origin": False,
        "offence": None,
        "reason": None,
        "forge": None,
    }
    assert entry["claimants"] != [entry["approver_key"]]
    plain = approved.muster("audit")
    assert plain.code == 0
    assert "number 2 claimed by a" in plain.out
    assert "approved by Ann (SHA256:" in plain.out
    assert "signed by its own key" in plain.out


def test_what_bypassed_the_hook_is_found_and_counts_for_nothing(guarded_approved: Office) -> None:
    commit = _bypass(guarded_approved)
    done = guarded_approved.muster("audit", "--json")
    assert (done.code, done.json["code"]) == (1, "unapproved")
    found = [one for one in done.json["data"]["entries"] if not one["verified"]]
    assert [(one["merge"], one["offence"]) for one in found] == [(commit, "unapproved-merge")]
    assert found[0]["changes"] == ["number 3 claimed by thief"]
    plain = guarded_approved.muster("audit")
    assert plain.code == 1
    assert f"{commit[:12]} number 3 claimed by thief" in plain.out
    assert "approved by nobody" in plain.out
    status = guarded_approved.muster("status", "--json").json
    assert status["data"]["registered"] == [2]
    assert "1 of 2 claims on main verified" in status["data"]["checklist"][-1]["detail"]
    judged = guarded_approved.muster("check", "--ref", "origin/main", "--json")
    assert judged.code == 1
    assert "M403" in {f["code"] for f in judged.json["data"]["findings"]}
    who = guarded_approved.muster("whoami", "--session-id", "thief", "--json")
    assert (who.code, who.json["code"]) == (0, "not-verified")
    assert "worker-3" not in guarded_approved.muster("allowed-signers").out


def test_kept_verdicts_that_lie_do_not_move_the_audit(approved: Office) -> None:
    commit = _bypass(approved)
    assert approved.muster("status").code == 0
    (kept,) = (approved.one.git_dir / "muster/approvals").glob(f"{commit}.json")
    told = json.loads(kept.read_bytes())
    told["last"] = {}
    kept.write_text(json.dumps(told))
    assert approved.muster("audit").code == 1
    assert approved.muster("check", "--ref", "origin/main").code == 1


def test_later_approvals_do_not_heal_what_nobody_approved(approved: Office) -> None:
    _bypass(approved)
    approved.claim("b", "--number", "1")
    approved.approve("1")
    done = approved.muster("audit", "--json")
    assert done.code == 1
    assert [one["verified"] for one in done.json["data"]["entries"]] == [True, True, False, True]
    assert approved.muster("status", "--json").json["data"]["registered"] == [1, 2]


def test_a_record_in_a_session_key_merge_is_told_as_self_approval(held: Office) -> None:
    key = next((held.folder / "state/keys").glob("*/*/key"))
    one, tips = held.one, held.refs()
    claim = tips["refs/heads/claim/002"]
    merge = one.git(
        "-c", "gpg.format=ssh", "-c", f"user.signingKey={key}", "commit-tree", "-S",
        "-p", tips[MAIN], "-p", claim, "-m", f"Approve\n\nMuster-Approve: {claim}",
        f"{claim}^{{tree}}",
    )  # fmt: skip
    one.git("push", "--quiet", "origin", f"{merge}:{MAIN}")
    done = held.muster("audit", "--json")
    assert done.code == 1
    assert done.json["data"]["entries"][-1]["offence"] == "self-approval"
    assert held.muster("status", "--json").json["data"]["registered"] == []


def test_an_open_team_can_t_be_audited_and_is_told_so(tmp_path: Path) -> None:
    office = Office.make(tmp_path / "open", identity="open", approvers="[]")
    done = office.muster("audit", "--json")
    assert (done.code, done.json["code"]) == (0, "not-judgeable")


def test_a_shallow_clone_proves_nothing(approved: Office) -> None:
    where = approved.folder / "shallow"
    approved.one.git("clone", "--quiet", "--depth=1", f"file://{approved.hub.folder}", str(where))
    done = approved.muster("audit", "--json", at=where)
    assert (done.code, done.json["code"]) == (3, "shallow-history")
    assert done.json["next"] == ["git fetch --unshallow"]


def _rewind(office: Office) -> None:
    assert office.muster("roster", "--remote").code == 0  # the clone has seen main
    office.hub.git("update-ref", MAIN, "main^1")


def test_a_rewound_main_stops_everything_until_it_is_accepted(approved: Office) -> None:
    _rewind(approved)
    for command in (
        ["claim", "--next", "--session-id", "b"],
        ["whoami", "--session-id", "a"],
        ["roster", "--remote"],
        ["approve", "--all", *approved.by_approver],
        ["watch", "--limit", "0"],
        ["release", "--session-id", "a"],
    ):
        done = approved.muster(*command, "--json")
        assert (done.code, done.json["code"]) == (3, "main-rewound"), command
    look, accept = done.json["next"]
    approved.one.git(*look.split()[1:])
    approved.one.git(*accept.split()[1:])
    assert approved.muster("roster", "--remote").code == 0


def test_another_registry_in_the_same_clone_is_refused(approved: Office, tmp_path: Path) -> None:
    assert approved.muster("roster", "--remote").code == 0
    other = Office.make(tmp_path / "other")
    approved.one.git("remote", "set-url", "origin", str(other.hub.folder))
    done = approved.muster("claim", "--next", "--session-id", "b", "--json")
    assert (done.code, done.json["code"]) == (3, "other-registry")
    for command in done.json["next"]:
        approved.one.git(*command.split()[1:])
    assert approved.muster("roster", "--remote").code == 0
