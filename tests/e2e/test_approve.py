"""Approving: a human merges exactly what was looked at, with an approver's key and no other."""

import os
import pty
import shlex
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from muster.flows import approving, requesting
from muster.flows.desk import Desk
from muster.git.remote import Remote
from muster.git.repository import Repository
from muster.model.error import RefusedError
from support.office import BID, Office
from support.repos import Done, charter, goal, inside, path_of, record

MAIN = "refs/heads/main"


def _approve(office: Office, *arguments: str, **env: str) -> Done:
    return office.muster("approve", *arguments, *office.by_approver, "--json", **env)


def _narrowed(office: Office, session: str, number: int) -> None:
    """A claim that a human must look at."""
    text = f"goal: {goal(number * 10)}\n"
    office.claim(session, "--number", str(number), "--from", "-", given=text)


def test_an_approval_is_the_one_merge_that_the_design_describes(guarded_held: Office) -> None:
    before = guarded_held.refs()
    done = _approve(guarded_held, "2")
    assert (done.code, done.json["code"]) == (0, "approved"), done
    main = guarded_held.refs()[MAIN]
    assert done.json["data"]["main"] == main
    assert done.json["data"]["approved"][0]["merge"] == main
    parents = guarded_held.hub.git("log", "-1", "--format=%P", main).split()
    assert parents == [before[MAIN], before["refs/heads/claim/002"]]
    message = guarded_held.hub.git("log", "-1", "--format=%B", main)
    assert message.splitlines()[0] == "Approve number 2 (worker-2) for a"
    assert message.endswith(f"\n\nMuster-Approve: {parents[1]}")
    assert guarded_held.hub.git("rev-parse", f"{main}^{{tree}}") == guarded_held.hub.git(
        "rev-parse", "claim/002^{tree}"
    )
    again = _approve(guarded_held, "2")
    assert (again.code, again.json["code"]) == (0, "already-approved")
    assert guarded_held.refs()[MAIN] == main
    never = _approve(guarded_held, "3")
    assert (never.code, never.json["code"]) == (1, "nothing-to-approve")


def test_it_shows_who_asks_for_what_with_which_key(held: Office) -> None:
    done = held.muster("approve", "2", *held.by_approver)
    assert done.code == 0
    key = done.out.partition("SHA256:")[2].split()[0]
    assert "claim/002 asks to approve number 2 (worker-2) for a" in done.out
    assert "first seen" in done.out
    amend = held.muster(
        "amend", "--session-id", "a", "--from", "-", given="goal: {statement: Send 9 a day}\n"
    )
    assert amend.code == 0
    change = _approve(held, "2", "--yes").json["data"]["approved"][0]
    assert change["key"] == f"SHA256:{key}"
    assert change["first_seen"] is False
    assert change["what"] == "a change of number 2 (worker-2)"


def test_several_are_approved_in_one_push_in_the_order_given(guarded: Office) -> None:
    for number, session in ((1, "a"), (2, "b"), (3, "c")):
        guarded.claim(session, "--number", str(number))
    done = _approve(guarded, "3", "1", "claim/002", "3")
    assert (done.code, done.json["code"]) == (0, "approved"), done
    assert [one["number"] for one in done.json["data"]["approved"]] == [3, 1, 2]
    subjects = guarded.hub.git("log", "--first-parent", "--format=%s", "-3", "main").splitlines()
    assert [subject.split()[2] for subject in subjects] == ["2", "1", "3"]


def test_all_shows_a_table_and_leaves_out_what_is_blocked(office: Office) -> None:
    office.claim("a", "--number", "1")
    _narrowed(office, "b", 2)
    same = BID.replace("Copywriter", "Twin")
    office.claim("c", "--number", "4", "--from", "-", given=same)
    office.claim("d", "--number", "5", "--from", "-", given=same)
    asked = office.muster("approve", "--all", *office.by_approver)
    assert asked.code == 4
    assert "claim/001" in asked.out
    assert "review: M307" in asked.out
    done = _approve(office, "--all", "--yes")
    assert (done.code, done.json["code"]) == (1, "blocked"), done
    assert [one["number"] for one in done.json["data"]["approved"]] == [1, 2, 4]
    assert [one["number"] for one in done.json["data"]["blocked"]] == [5]
    assert office.muster("audit", "--json").code == 0
    rest = _approve(office, "--all", "--yes")
    assert (rest.code, rest.json["message"]) == (1, "Nothing was approved. Blocked: claim/005.")


def test_nothing_to_approve_is_no_error_for_all(office: Office) -> None:
    done = _approve(office, "--all")
    assert (done.code, done.json["code"]) == (0, "nothing-to-approve")


def test_what_is_blocked_is_refused_with_its_findings(office: Office) -> None:
    office.claim("a", "--number", "2")
    number = path_of(2)
    office.hub.commit({number: record(2, "thief")}, on="claim/003", parents=[office.refs()[MAIN]])
    before = office.refs()
    done = _approve(office, "claim/003", "--yes")
    assert done.code == 1
    held = office.hub.commit({path_of(3): record(3, "x")}, on="claim/003", parents=[before[MAIN]])
    done = _approve(office, "2", "3", "--yes")
    assert (done.code, done.json["code"]) == (1, "blocked"), done
    assert "M401" in {f["code"] for f in done.json["data"]["findings"]}
    plain = office.muster("approve", "3", "--yes", *office.by_approver)
    assert plain.code == 1
    assert "M401" in plain.out + plain.err
    assert office.refs() == {**before, "refs/heads/claim/003": held}


def test_a_review_without_a_terminal_ends_with_the_exact_command(office: Office) -> None:
    _narrowed(office, "b", 2)
    before = office.refs()
    for form in ((), ("--json",)):
        plain = office.muster("approve", "2", *office.by_approver, *form)
        assert plain.code == 4
    told = plain.json
    assert told["code"] == "review"
    assert told["next"] == [f"muster approve 2 --yes --key {office.approver}"]
    assert told["data"]["requests"][0]["findings"][0]["code"] == "M307"
    assert office.refs() == before
    assert office.muster(*shlex.split(told["next"][0])[1:]).code == 0
    assert office.refs()[MAIN] != before[MAIN]


@pytest.mark.parametrize(("typed", "code"), [(b"y\n", 0), (b"n\n", 4), (b"\n", 4), (b"\4", 3)])
def test_at_a_terminal_the_human_is_asked(office: Office, typed: bytes, code: int) -> None:
    _narrowed(office, "b", 2)
    before = office.refs()[MAIN]
    main, side = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "muster", "approve", "2", *office.by_approver],
        cwd=office.one.folder, env=office.one.env, stdin=side, stdout=side, stderr=side,
        start_new_session=True,
    ) as process:  # fmt: skip
        os.close(side)
        shown = b""
        while b"[y/N]" not in shown:
            shown += os.read(main, 4096)
        os.write(main, typed)
        try:
            while os.read(main, 4096):
                pass
        except OSError:  # the other side is closed
            pass
    os.close(main)
    assert process.returncode == code, shown
    assert b"M307" in shown
    assert (office.refs()[MAIN] == before) is (code != 0)


def test_the_approvers_key_comes_from_the_first_source_that_has_one(held: Office) -> None:
    stranger = str(held.make_key("stranger"))
    none = held.muster("approve", "2", "--json")
    assert (none.code, none.json["code"]) == (2, "no-approver-key")
    held.one.git("config", "user.signingKey", str(held.approver))
    wrong = held.muster("approve", "2", "--json", MUSTER_APPROVER_KEY=stranger)
    assert (wrong.code, wrong.json["code"]) == (1, "no-approver")
    assert "Ann (SHA256:" in wrong.json["message"]
    told = held.muster(
        "approve", "2", "--json", "--key", stranger, MUSTER_APPROVER_KEY=str(held.approver)
    )
    assert told.json["code"] == "no-approver"
    missing = held.muster("approve", "2", "--json", "--key", "/nowhere/key")
    assert (missing.code, missing.json["code"]) == (3, "unusable-key")
    assert held.muster("approve", "2", "--json").code == 0


def test_the_environment_may_name_the_approvers_key(held: Office) -> None:
    done = held.muster("approve", "2", "--json", MUSTER_APPROVER_KEY=str(held.approver))
    assert done.code == 0


def test_a_key_that_stands_in_a_record_approves_nothing(office: Office) -> None:
    public = " ".join(office.approver.with_suffix(".pub").read_text().split()[:2])
    office.hub.commit({path_of(1): record(1, "a", key=public)})
    office.claim("b", "--number", "2")
    done = _approve(office, "2", "--yes")
    assert (done.code, done.json["code"]) == (1, "self-approval")


def _between(office: Office, ref: str, commit: str, expected: str) -> None:
    """Let a ref move right before the next push is taken in."""
    flag = office.hub.folder / "flag"
    flag.touch()
    office.set_hook(
        f"[ -e '{flag}' ] || exit 0\nrm '{flag}'\n"
        f"env -u GIT_QUARANTINE_PATH git update-ref {ref} {commit} {expected}"
    )


def test_a_main_that_moves_meanwhile_is_merged_onto(office: Office) -> None:
    for number, session in ((1, "a"), (2, "b")):
        office.claim(session, "--number", str(number))
    before = office.refs()[MAIN]
    office.clone("two")
    office.approve("1", at="two")
    moved = office.refs()[MAIN]
    office.hub.git("update-ref", MAIN, before)
    _between(office, MAIN, moved, before)
    done = _approve(office, "2")
    assert (done.code, done.json["code"]) == (0, "approved"), done
    assert office.hub.git("rev-parse", "main^1") == moved
    assert office.muster("audit", "--json").json["code"] == "ok"


def test_a_claim_that_main_decided_meanwhile_is_not_merged(office: Office) -> None:
    office.claim("a", "--number", "2")
    rival = office.refs()["refs/heads/claim/002"]
    before = office.refs()[MAIN]
    office.clone("two")
    office.approve("2", at="two")
    moved = office.refs()[MAIN]
    office.hub.git("update-ref", MAIN, before)
    office.hub.git("update-ref", "-d", "refs/heads/claim/002")
    other = {"MUSTER_STATE_HOME": str(office.folder / "other")}
    office.claim("b", "--number", "2", **other)
    assert office.refs()["refs/heads/claim/002"] != rival
    _between(office, MAIN, moved, before)
    done = _approve(office, "2")
    assert (done.code, done.json["code"]) == (1, "changed-meanwhile"), done
    assert office.refs()[MAIN] == moved


def test_a_claim_that_moved_since_it_was_looked_at_is_not_merged(office: Office) -> None:
    office.claim("a", "--number", "2")
    now = datetime.now(UTC)
    with inside(office.one):
        repository = Repository.open(office.one.folder)
        remote = Remote.find(repository, None)
        seen = requesting.requests(Desk.open(repository, remote), ["2"], now)
        done = office.muster(
            "amend", "--session-id", "a", "--from", "-", given="goal: {statement: Send 9 a day}\n"
        )
        assert done.code == 0
        before = office.refs()
        with pytest.raises(RefusedError) as caught:
            approving.approve(repository, remote, seen, office.approver, now)
    assert caught.value.code == "changed-meanwhile"
    assert caught.value.commands == ("muster approve 2",)
    assert office.refs() == before


def test_a_proposal_is_approved_by_its_name(guarded: Office) -> None:
    second = guarded.make_key("second")
    keys = [
        " ".join(path.with_suffix(".pub").read_text().split()[:2])
        for path in (guarded.approver, second)
    ]
    listed = ", ".join(f"{{name: A{n}, github: a{n}, key: {key}}}" for n, key in enumerate(keys))
    one = guarded.one
    text = charter(5, identity="signed", approvers=f"[{listed}]")
    one.commit({"registry/charter.yaml": text}, on="local", parents=[one.tip("main")])
    one.checkout("local")
    one.git(
        "-c", "gpg.format=ssh", "-c", f"user.signingKey={guarded.approver}",
        "commit", "--quiet", "--amend", "--no-edit", "-S",
    )  # fmt: skip
    one.git("push", "--quiet", "origin", "HEAD:refs/heads/proposal/grow")
    asked = _approve(guarded, "proposal/grow")
    assert (asked.code, asked.json["code"]) == (4, "review"), asked
    done = _approve(guarded, "proposal/grow", "--yes")
    assert (done.code, done.json["code"]) == (0, "approved"), done
    guarded.claim("a", "--number", "2")
    by_second = guarded.muster("approve", "2", "--key", str(second), "--json")
    assert by_second.code == 0, by_second
    assert guarded.muster("audit", "--json").code == 0


@pytest.mark.parametrize("name", ["9", "main", "proposal/none", "²", "x y", "--", "claim/009", "0"])
def test_what_nobody_proposes_can_t_be_approved(office: Office, name: str) -> None:
    done = office.muster("approve", *office.by_approver, "--json", "--", name)
    assert done.code == 1 if name != "--" else 2, done
    assert done.json["ok"] is False


def test_numbers_and_all_do_not_go_together(office: Office) -> None:
    for arguments in ([], ["--all", "2"]):
        done = _approve(office, *arguments)
        assert (done.code, done.json["code"]) == (2, "usage")


def test_a_key_with_a_passphrase_is_not_asked_for_without_a_terminal(
    office: Office, tmp_path: Path
) -> None:
    office.claim("a", "--number", "2")
    locked = tmp_path / "locked"
    locked.write_bytes(office.approver.read_bytes())
    locked.chmod(0o600)
    locked.with_suffix(".pub").write_bytes(office.approver.with_suffix(".pub").read_bytes())
    subprocess.run(
        ["ssh-keygen", "-q", "-p", "-N", "secret word", "-P", "", "-f", str(locked)], check=True
    )
    done = subprocess.run(
        [sys.executable, "-m", "muster", "approve", "2", "--key", str(locked), "--json"],
        cwd=office.one.folder, env=office.one.env, stdin=subprocess.DEVNULL, capture_output=True,
        timeout=20, start_new_session=True, check=False,
    )  # fmt: skip
    assert done.returncode == 3, done
    assert b"signing-failed" in done.stdout
