"""What every command of sessions and approvers has: help, one envelope, and no prompt ever."""

import subprocess
import sys

import pytest

from support.office import Office
from support.repos import Done, muster_at

COMMANDS: dict[str, list[str]] = {
    "claim": ["--number", "--name", "--next", "--from", "--session-id", "--key", "--dry-run"],
    "amend": ["--from", "--session-id", "--key", "--dry-run"],
    "renumber": ["NUMBER", "--from", "--session-id", "--key"],
    "release": ["[NUMBER]", "--session-id", "--key"],
    "rebind": ["NUMBER", "--session-id", "--key", "--public-key"],
    "approve": ["[N]...", "--all", "--yes", "--key", "MUSTER_APPROVER_KEY"],
    "audit": ["--ref"],
    "whoami": ["--session-start", "--offline", "--session-id", "MUSTER_SESSION_ID"],
    "watch": ["--until", "[registered|approved|confirmed|active]", "--limit"],
    "roster": ["--remote", "--ref"],
    "allowed-signers": ["--ref"],
}


@pytest.mark.parametrize("command", COMMANDS)
def test_the_help_names_every_option(office: Office, command: str) -> None:
    done = office.muster(command, "--help")
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith(f"Usage: muster {command} ")
    for part in (*COMMANDS[command], "--json", "--repo"):
        assert part in done.out
    assert "Options:" in done.out
    assert f"  {command} " in office.muster("--help").out


ERRORS: list[list[str]] = [
    ["claim"],
    ["claim", "--number", "x"],
    ["claim", "--number", "0"],
    ["claim", "--next", "--from", "/nowhere"],
    ["claim", "--next", "--from", "."],
    ["claim", "--next", "--from", "-"],
    ["claim", "--next", "--session-id", ""],
    ["claim", "--next", "--key", "/nowhere", "--session-id", "x"],
    ["claim", "--next", "--remote", "nowhere", "--session-id", "x"],
    ["claim", "--nonsense"],
    ["amend", "--session-id", "x"],
    ["amend", "--session-id", "x", "--from", "-"],
    ["renumber"],
    ["renumber", "-1"],
    ["renumber", "2", "--session-id", "x"],
    ["release"],
    ["release", "--session-id", "x"],
    ["release", "2", "--key", "/nowhere"],
    ["rebind"],
    ["rebind", "1", "--session-id", "x"],
    ["rebind", "2", "--session-id", "x", "--public-key", "/nowhere"],
    ["approve"],
    ["approve", "2"],
    ["approve", "2", "--key", "/dev/null"],
    ["audit", "--ref", "nowhere"],
    ["whoami"],
    ["whoami", "--repo", "/nowhere", "--session-id", "x"],
    ["watch", "--limit", "-1"],
    ["watch", "--until", "approved"],
    ["roster", "--remote", "--ref", "x"],
    ["allowed-signers", "--ref", "nowhere"],
]


def _is_an_error(done: Done) -> None:
    assert done.code in (1, 2, 3), done
    assert done.err == "", done
    answer = done.json
    assert answer["ok"] is False
    assert answer["message"]
    assert answer["code"] not in ("internal-error", "git-failed"), answer


def test_an_error_is_one_object_and_nothing_else(held: Office) -> None:
    for arguments in ERRORS:
        _is_an_error(held.muster(*arguments, "--json"))
        plain = held.muster(*arguments)
        assert plain.out == "", plain
        assert plain.err
    assert set(held.refs()) == {"refs/heads/main", "refs/heads/claim/002"}


def test_success_is_one_object_and_nothing_else(approved: Office) -> None:
    for arguments in (
        ["whoami", "--session-id", "a"],
        ["audit"],
        ["roster", "--remote"],
        ["allowed-signers"],
        ["watch", "--until", "approved", "--session-id", "a"],
        ["claim", "--next", "--session-id", "b", "--dry-run"],
        ["claim", "--next", "--session-id", "b"],
        ["approve", "--all", "--yes", *approved.by_approver],
        ["release", "--session-id", "b"],
    ):
        done = approved.muster(*arguments, "--json")
        assert (done.code, done.err) == (0, ""), arguments
        assert done.json["ok"] is True


def test_the_command_is_the_same_as_a_process_of_its_own(office: Office) -> None:
    folder, env = office.one.folder, office.one.env
    done = muster_at(folder, env, "claim", "--next", "--session-id", "a", "--json")
    assert (done.code, done.err, done.json["code"]) == (0, "", "claimed")
    lost = muster_at(folder, env, "claim", "--number", "1", "--session-id", "b")
    assert (lost.code, lost.out) == (5, "")
    assert lost.err.startswith("muster: Number 1 is taken by a")
    closed = subprocess.run(
        ["sh", "-c", '"$@" <&-', "sh", sys.executable, "-m", "muster", "claim", "--next",
         "--session-id", "c", "--from", "-", "--json"],
        cwd=folder, env=env, capture_output=True, check=False, text=True,
    )  # fmt: skip
    assert closed.returncode == 2, closed
    assert '"code": "unusable-text"' in closed.stdout
