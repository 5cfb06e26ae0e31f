"""allowed-signers: plain git verifies a session's commits, in any repository, with this file."""

import subprocess
from pathlib import Path

from support.office import Office
from support.repos import Repo


def _commit(repo: Repo, key: Path) -> str:
    repo.git(
        "-c", "gpg.format=ssh", "-c", f"user.signingKey={key}",
        "commit", "--quiet", "--allow-empty", "-S", "-m", "work",
    )  # fmt: skip
    return repo.git("rev-parse", "HEAD")


def _verify(repo: Repo, signers: Path, commit: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["git", "-c", f"gpg.ssh.allowedSignersFile={signers}", "verify-commit", commit],
        cwd=repo.folder, env=repo.env, capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_plain_git_verifies_a_sessions_commit_elsewhere(approved: Office, tmp_path: Path) -> None:
    approved.claim("b", "--number", "1")
    assert approved.muster("roster", "--remote").code == 0
    told = approved.muster("allowed-signers")
    assert (told.code, told.err) == (0, "")
    signers = tmp_path / "signers"
    signers.write_text(told.out)
    work = Repo.make(tmp_path / "work")
    keys = sorted((approved.folder / "state/keys").glob("*/*/key"))
    mine, waiting = (next(k for k in keys if k.parent.name.startswith(f"{s}-")) for s in "ab")
    good = _verify(work, signers, _commit(work, mine))
    assert good.returncode == 0, good
    assert 'Good "git" signature for worker-2' in good.stderr
    for key in (waiting, approved.approver, approved.make_key("stranger")):
        assert _verify(work, signers, _commit(work, key)).returncode != 0
    work.git("commit", "--quiet", "--allow-empty", "-m", "unsigned")
    assert _verify(work, signers, "HEAD").returncode != 0


def test_it_lists_one_line_for_each_approved_session(approved: Office) -> None:
    assert approved.muster("roster", "--remote").code == 0
    done = approved.muster("allowed-signers", "--json")
    assert (done.code, done.json["code"]) == (0, "ok")
    (line,) = done.json["data"]["lines"]
    assert line.startswith('worker-2 namespaces="git" ssh-ed25519 AAAA')
    approved.muster("release", "--session-id", "a")
    approved.approve("2")
    assert approved.muster("allowed-signers").out == ""
