"""The remote: leases decide races, hooks refuse in their words, nothing prompts or hangs."""

import os
import shutil
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest

from muster.git import remote as remote_module
from muster.git.push_answer import read_answer
from muster.git.remote import Outcome, Pushed, Remote, Update
from muster.git.repository import Repository
from muster.model.error import SurroundingsError, UsageError
from support.repos import Repo, claim, inside

CLAIM = "refs/heads/claim/007"


@pytest.fixture
def hub(tmp_path: Path) -> Repo:
    """The bare repository that all share."""
    return Repo.make(tmp_path / "hub.git", bare=True)


@pytest.fixture
def team(repo: Repo, hub: Repo) -> Iterator[Repo]:
    """A clone whose origin is the hub, which has its main; its environment this process's."""
    repo.git("remote", "add", "origin", str(hub.folder))
    repo.git("push", "--quiet", "origin", "main")
    repo.checkout()
    with inside(repo):
        yield repo


def _remote(repo: Repo, name: str | None = None) -> Remote:
    return Remote.find(Repository.open(repo.folder), name)


def _claim(repo: Repo, session: str) -> str:
    return repo.commit(claim(7, session), on=session, parents=[repo.tip("main")])


def _push(repo: Repo, *updates: tuple[str, str, str], atomic: bool = False) -> Pushed:
    return _remote(repo).push([Update(*update) for update in updates], atomic=atomic)


def _hook(hub: Repo, text: str, name: str = "pre-receive") -> None:
    (hub.folder / "hooks").mkdir(exist_ok=True)
    hook = hub.folder / "hooks" / name
    hook.write_text(f"#!/bin/sh\n{text}\n")
    hook.chmod(0o755)


def _refs(repo: Repo) -> dict[str, str]:
    lines = repo.git("for-each-ref", "--format=%(refname) %(objectname)").splitlines()
    return dict(line.split() for line in lines)


def _unreachable(repo: Repo, *updates: tuple[str, str, str]) -> SurroundingsError:
    reach = (lambda: _push(repo, *updates)) if updates else _remote(repo).fetch
    with pytest.raises(SurroundingsError) as caught:
        reach()
    assert caught.value.code == "remote-unreachable", caught.value.message
    assert caught.value.commands == ("git remote get-url origin", "git ls-remote origin")
    return caught.value


def test_the_remote_is_the_named_one_or_origin_or_the_only_one(repo: Repo) -> None:
    with inside(repo):
        with pytest.raises(UsageError) as caught:
            _remote(repo)
        assert (caught.value.code, caught.value.commands) == (
            "no-remote", ("git remote add origin URL",),
        )  # fmt: skip
        repo.git("remote", "add", "upstream", "/nowhere")
        assert _remote(repo).name == "upstream"
        repo.git("remote", "add", "other", "/nowhere")
        with pytest.raises(UsageError, match=r"2 remotes .* with --remote .*\(other, upstream\)"):
            _remote(repo)
        repo.git("remote", "add", "origin", "/nowhere")
        assert _remote(repo).name == "origin"
        assert _remote(repo, "other").name == "other"
        for name in ("nowhere", "", "--upload-pack=false"):
            with pytest.raises(UsageError) as caught:
                _remote(repo, name)
            assert caught.value.code == "unknown-remote"


def test_fetch_brings_what_muster_looks_at_and_nothing_else(team: Repo, hub: Repo) -> None:
    for ref in ("heads/claim/007", "heads/proposal/x", "heads/private", "tags/consensus-1",
                "tags/v1", "heads/activation"):  # fmt: skip
        hub.git("update-ref", f"refs/{ref}", team.tip("main"))
    team.git("update-ref", "-d", "refs/remotes/origin/main")
    before = _refs(team)
    _remote(team).fetch()
    assert set(_refs(team)) - set(before) == {
        "refs/remotes/origin/main", "refs/remotes/origin/claim/007",
        "refs/remotes/origin/proposal/x", "refs/remotes/origin/activation",
        "refs/tags/consensus-1", "refs/muster/tags/origin/consensus-1",
    }  # fmt: skip
    assert not (team.git_dir / "FETCH_HEAD").exists()


def test_fetch_prunes_what_is_gone_there_and_nothing_of_the_users(team: Repo, hub: Repo) -> None:
    hub.git("update-ref", CLAIM, team.tip("main"))
    for name in ("fetch.prune", "fetch.pruneTags", "remote.origin.pruneTags"):
        team.git("config", name, "true")
    own = ("refs/tags/mine", "refs/tags/consensus-9", "refs/heads/claim/008", "refs/heads/mine",
           "refs/remotes/origin/mine", "refs/remotes/other/claim/007")  # fmt: skip
    for ref in own:
        team.git("update-ref", ref, team.tip("main"))
    remote = _remote(team)
    remote.fetch()
    assert "refs/remotes/origin/claim/007" in _refs(team)
    hub.git("update-ref", "-d", CLAIM)
    remote.fetch()
    assert "refs/remotes/origin/claim/007" not in _refs(team)
    assert set(own) <= set(_refs(team))


def test_fetch_follows_a_rewound_main_for_the_pins_to_judge(team: Repo, hub: Repo) -> None:
    other = team.commit(claim(7, "x"), on="other", parents=())
    team.git("push", "--quiet", "--force", "origin", f"{other}:refs/heads/main")
    team.git("update-ref", "refs/remotes/origin/main", team.tip("main"))
    _remote(team).fetch()
    assert _refs(team)["refs/remotes/origin/main"] == other


def test_fetch_without_a_main_there_says_so_and_prunes_nothing(team: Repo, hub: Repo) -> None:
    hub.git("update-ref", "-d", "refs/heads/main")
    before = _refs(team)
    with pytest.raises(SurroundingsError) as caught:
        _remote(team).fetch()
    assert caught.value.code == "no-main"
    assert _refs(team) == before


def test_a_consensus_tag_that_moved_there_does_not_move_here(team: Repo, hub: Repo) -> None:
    hub.git("update-ref", "refs/tags/consensus-1", team.tip("main"))
    other = team.commit({"x": "x"})
    team.git("update-ref", "refs/tags/consensus-1", other)
    with pytest.raises(SurroundingsError) as caught:
        _remote(team).fetch()
    assert caught.value.code == "tag-differs"
    assert caught.value.commands == ("git tag -d consensus-1",)
    assert _refs(team)["refs/tags/consensus-1"] == other
    team.git("tag", "-d", "consensus-1")
    _remote(team).fetch()


def _bad_commit(repo: Repo) -> str:
    tree = repo.git("rev-parse", "main^{tree}")
    text = f"tree {tree}\nauthor a <a> x\ncommitter a <a@b> 1 +0000\n\nm\n".encode()
    return repo.git("hash-object", "-t", "commit", "-w", "--stdin", "--literally", given=text)


def test_damaged_objects_are_refused_both_ways(team: Repo, hub: Repo) -> None:
    hub.git("config", "receive.fsckObjects", "true")
    pushed = _push(team, (_bad_commit(team), CLAIM, ""))
    assert pushed.outcome is Outcome.REFUSED
    assert any("badDate" in line for line in pushed.told)
    hub.git("config", "receive.fsckObjects", "false")
    bad = Repo(hub.folder, env=hub.env)
    tree = hub.git("rev-parse", "main^{tree}")
    text = f"tree {tree}\nauthor b <b> x\ncommitter a <a@b> 1 +0000\n\nm\n".encode()
    oid = bad.git("hash-object", "-t", "commit", "-w", "--stdin", "--literally", given=text)
    (hub.folder / "refs/heads/claim").mkdir(parents=True, exist_ok=True)
    (hub.folder / "refs/heads/claim/007").write_text(f"{oid}\n")
    with pytest.raises(SurroundingsError) as caught:
        _remote(team).fetch()
    assert caught.value.code == "damaged-remote"
    assert "refs/remotes/origin/claim/007" not in _refs(team)


def test_a_push_is_done_once_and_doing_it_again_is_no_loss(team: Repo, hub: Repo) -> None:
    mine, other = _claim(team, "a"), _claim(team, "b")
    assert _push(team, (mine, CLAIM, "")) == Pushed(Outcome.DONE)
    assert _push(team, (mine, CLAIM, "")).outcome is Outcome.DONE
    assert _push(team, (other, CLAIM, "")).outcome is Outcome.LOST
    assert _push(team, (other, CLAIM, team.tip("main"))).outcome is Outcome.LOST
    assert _refs(hub)[CLAIM] == mine
    assert _push(team, (other, CLAIM, mine)).outcome is Outcome.DONE
    assert _refs(hub)[CLAIM] == other


def test_of_racing_pushes_exactly_one_is_done(team: Repo, hub: Repo) -> None:
    claims = [_claim(team, f"session-{n}") for n in range(8)]
    _hook(hub, "sleep 0.2")  # all are past the look at what is there before one writes
    remote = _remote(team)
    with ThreadPoolExecutor(8) as pool:
        pushed = list(pool.map(lambda c: remote.push([Update(c, CLAIM, "")], atomic=False), claims))
    outcomes = [one.outcome for one in pushed]
    assert sorted(outcome.value for outcome in outcomes) == ["done"] + ["lost"] * 7
    assert _refs(hub)[CLAIM] == claims[outcomes.index(Outcome.DONE)]


@pytest.mark.parametrize("atomic", [True, False])
def test_one_that_comes_while_the_hook_runs_wins(team: Repo, hub: Repo, atomic: bool) -> None:
    first, mine = _claim(team, "a"), _claim(team, "b")
    hub.git("fetch", "--quiet", str(team.folder), first)
    _hook(hub, f"unset GIT_QUARANTINE_PATH; git update-ref {CLAIM} {first}")
    updates = (mine, CLAIM, ""), (mine, "refs/heads/proposal/x", "")
    assert _push(team, *updates, atomic=atomic).outcome is Outcome.LOST
    assert ("refs/heads/proposal/x" in _refs(hub)) is not atomic


def test_where_one_is_lost_and_the_rest_waited_for_it_all_is_lost(team: Repo, hub: Repo) -> None:
    mine = _claim(team, "b")
    hub.git("update-ref", CLAIM, team.tip("main"))
    updates = (mine, CLAIM, ""), (mine, "refs/heads/proposal/x", "")
    assert _push(team, *updates, atomic=True).outcome is Outcome.LOST
    assert "refs/heads/proposal/x" not in _refs(hub)


@pytest.mark.parametrize("hook", ["pre-receive", "update"])
@pytest.mark.parametrize("atomic", [True, False])
def test_a_hook_refuses_in_its_own_words(team: Repo, hub: Repo, hook: str, atomic: bool) -> None:
    _hook(hub, "echo '[rejected] (stale info)' >&2; printf '  e\\033[31m  \\n'; exit 1", hook)
    updates = (_claim(team, "a"), CLAIM, ""), (team.tip("main"), "refs/heads/proposal/x", "")
    pushed = _push(team, *updates, atomic=atomic)
    assert pushed.outcome is Outcome.REFUSED
    assert pushed.told[:2] == ("[rejected] (stale info)", "  e\033[31m")
    assert CLAIM not in _refs(hub)


def test_a_setting_of_the_remote_refuses(team: Repo, hub: Repo) -> None:
    mine = _claim(team, "a")
    hub.git("config", "receive.denyNonFastForwards", "true")
    other = team.commit({}, on="other", parents=())
    assert _push(team, (mine, CLAIM, "")).outcome is Outcome.DONE
    assert _push(team, (other, CLAIM, mine)).outcome is Outcome.REFUSED
    # A branch "claim" can't be made beside "claim/007": nobody was faster, it never works.
    assert _push(team, (mine, "refs/heads/claim", "")).outcome is Outcome.REFUSED


@pytest.mark.parametrize(
    ("summary", "told", "outcome"),
    [
        ("[rejected] (stale info)", "", Outcome.LOST),
        ("[rejected] (fetch first)", "", Outcome.LOST),
        ("[remote rejected] (reference already exists)", "", Outcome.LOST),
        ("[remote rejected] (incorrect old value provided)", "", Outcome.LOST),
        ("[remote rejected] (cannot lock ref 'x': is at 1 but expected 2)", "", Outcome.LOST),
        ("[remote rejected] (failed to update ref)", "remote: anything", Outcome.LOST),
        ("[remote rejected] (failed to update ref)", "remote: x.lock': Permission denied", None),
        ("[remote rejected] (atomic transaction failed)", "x: No space left on device", None),
        ("[remote rejected] (unpacker error)", "remote: No space left on device", None),
        ("[remote rejected] (protected branch hook declined)", "", Outcome.REFUSED),
        ("[remote failure] (remote failed to report status)", "", None),
        ("nothing that git says", "", None),
    ],
)
def test_the_words_of_other_remotes(summary: str, told: str, outcome: Outcome | None) -> None:
    porcelain = f"To there\n!\tabc:{CLAIM}\t{summary}\nDone\n".encode()
    assert read_answer(porcelain, told) is outcome


def test_a_lock_that_another_push_holds_is_a_loss(team: Repo, hub: Repo) -> None:
    (hub.folder / "refs/heads/claim").mkdir(parents=True)
    (hub.folder / "refs/heads/claim/007.lock").touch()
    pushed = _push(team, (_claim(team, "a"), CLAIM, ""))
    assert pushed.outcome is Outcome.LOST
    assert any("007.lock" in line for line in pushed.told)


def test_the_users_settings_and_hooks_take_no_part(team: Repo, hub: Repo, tmp_path: Path) -> None:
    mine = _claim(team, "a")
    team.git("tag", "-a", "-m", "x", "annotated", mine)
    program = tmp_path / "program"
    program.write_text(f"#!/bin/sh\necho $0 >> {tmp_path}/started\nexit 1\n")
    program.chmod(0o755)
    hooks = tmp_path / "hooks"
    for folder in (hooks, team.git_dir / "hooks"):
        folder.mkdir(exist_ok=True)
        for hook in ("pre-push", "reference-transaction", "post-merge"):
            shutil.copy(program, folder / hook)
    for name, value in {
        "core.hooksPath": str(hooks), "push.default": "matching", "push.followTags": "true",
        "push.gpgSign": "true", "push.pushOption": "x", "push.recurseSubmodules": "check",
        "push.useForceIfIncludes": "true", "push.autoSetupRemote": "true",
        "remote.origin.push": "refs/heads/*:refs/heads/*", "remote.origin.mirror": "true",
        "remote.origin.fetch": "+refs/*:refs/remotes/all/*", "remote.origin.tagOpt": "--tags",
        "remote.origin.prune": "true", "remote.pushDefault": "nowhere", "fetch.output": "compact",
        "fetch.recurseSubmodules": "true", "fetch.writeCommitGraph": "true",
        "color.ui": "always", "color.remote": "always", "submodule.recurse": "true",
    }.items():  # fmt: skip
        team.git("config", name, value)
    assert _push(team, (mine, CLAIM, "")).outcome is Outcome.DONE
    assert set(_refs(hub)) == {"refs/heads/main", CLAIM}
    before = set(_refs(team))
    _remote(team).fetch()
    assert set(_refs(team)) - before <= {"refs/remotes/origin/claim/007"}
    _hook(hub, "echo error: no; exit 1")
    assert _push(team, (mine, "refs/heads/claim/008", "")).told[0] == "error: no"
    assert not (tmp_path / "started").exists()


def test_a_remote_with_a_strange_name_and_a_relative_url(team: Repo, hub: Repo) -> None:
    team.git("remote", "rename", "origin", "a=b.c")
    team.git("config", "remote.a=b.c.url", f"../{hub.folder.name}")
    remote = Remote.find(Repository.open(team.folder / "registry"), None)
    remote.fetch()
    assert remote.push([Update(_claim(team, "a"), CLAIM, "")], atomic=False).outcome is Outcome.DONE
    assert _refs(team)["refs/remotes/a=b.c/main"] == team.tip("main")


def test_a_remote_that_is_gone_can_not_be_reached(team: Repo, hub: Repo) -> None:
    shutil.rmtree(hub.folder)
    assert str(hub.folder) in _unreachable(team).message
    _unreachable(team, (_claim(team, "a"), CLAIM, ""))


def test_a_remote_whose_hook_dies_gave_no_verdict(team: Repo, hub: Repo) -> None:
    _hook(hub, "kill -9 $PPID")
    assert "hung up" in _unreachable(team, (_claim(team, "a"), CLAIM, "")).message


def test_a_remote_that_can_not_be_written_gave_no_verdict(team: Repo, hub: Repo) -> None:
    mine = _claim(team, "a")
    objects = hub.folder / "objects"
    objects.rename(hub.folder / "kept")
    objects.symlink_to("/proc/self/fd")  # even root can't make a folder in there
    alternates = hub.folder / "kept"
    with inside(team, GIT_ALTERNATE_OBJECT_DIRECTORIES=str(alternates)):
        _unreachable(team, (mine, CLAIM, ""))


def test_credentials_are_not_shown(team: Repo) -> None:
    team.git("config", "remote.origin.url", "http://me:secret@127.0.0.1:1/team?token=secret")
    message = _unreachable(team).message
    assert "secret" not in message
    assert "http://127.0.0.1:1/team" in message


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


@pytest.fixture
def daemon(team: Repo, hub: Repo) -> Iterator[subprocess.Popen[bytes]]:
    """The hub over git daemon, as the team's origin."""
    port = _free_port()
    process = subprocess.Popen(
        ["git", "daemon", "--listen=127.0.0.1", f"--port={port}", "--export-all", "--reuseaddr",
         "--enable=receive-pack", f"--base-path={hub.folder.parent}"],
        env=hub.env, stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    for _ in range(500):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                break
        time.sleep(0.01)
    team.git("config", "remote.origin.url", f"git://127.0.0.1:{port}/{hub.folder.name}")
    yield process
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def test_a_connection_that_is_lost_is_no_verdict_and_doing_it_again_is_done(
    team: Repo, hub: Repo, daemon: subprocess.Popen[bytes], tmp_path: Path
) -> None:
    _remote(team).fetch()
    mine = _claim(team, "a")
    _hook(hub, f"touch {tmp_path}/running; sleep 20", "post-receive")  # the ref is there by then

    def cut() -> None:
        while not (tmp_path / "running").exists():
            time.sleep(0.01)
        os.killpg(daemon.pid, signal.SIGKILL)

    cutting = threading.Thread(target=cut)
    cutting.start()
    _unreachable(team, (mine, CLAIM, ""))
    cutting.join()
    assert "127.0.0.1" in _unreachable(team, (mine, CLAIM, "")).message
    team.git("config", "remote.origin.url", str(hub.folder))
    assert _refs(hub)[CLAIM] == mine
    assert _push(team, (mine, CLAIM, "")).outcome is Outcome.DONE


def test_a_remote_that_never_answers_is_given_up_with_all_its_processes(
    team: Repo, hub: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(remote_module, "PUSH_LIMIT", 1.0)
    _hook(hub, f"echo $$ > {tmp_path}/pid; exec sleep 30")
    began = time.monotonic()
    error = _unreachable(team, (_claim(team, "a"), CLAIM, ""))
    assert "no answer within 1 s" in error.message
    assert time.monotonic() - began < 4
    hook = int((tmp_path / "pid").read_text())
    for _ in range(200):
        status = Path(f"/proc/{hook}/stat")
        if not status.exists() or status.read_text().split()[2] == "Z":
            break
        time.sleep(0.01)
    else:
        pytest.fail("the hook still runs")
    assert CLAIM not in _refs(hub)


_SSH = """#!/bin/sh
echo "$@" >> {told}
( : < /dev/tty ) 2>/dev/null && echo terminal >> {told}
echo "askpass $GIT_ASKPASS $SSH_ASKPASS_REQUIRE" >> {told}
exit 255
"""


def test_ssh_asks_nothing_unless_the_user_chose_how_it_starts(
    team: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = tmp_path / "told"
    ssh, own = tmp_path / "bin" / "ssh", tmp_path / "own"
    ssh.parent.mkdir()
    for program in (ssh, own):
        program.write_text(_SSH.format(told=told))
        program.chmod(0o755)
    team.git("config", "remote.origin.url", "ssh://git@host.invalid/team")
    monkeypatch.setenv("PATH", f"{ssh.parent}:{os.environ['PATH']}")
    monkeypatch.setenv("GIT_ASKPASS", "askpass")
    assert "ssh://host.invalid/team" in _unreachable(team).message
    said = told.read_text()
    assert "-oBatchMode=yes" in said
    assert "askpass false never" in said
    assert "terminal" not in said
    for way in ("config", "GIT_SSH_COMMAND", "GIT_SSH"):
        told.unlink()
        if way == "config":
            team.git("config", "core.sshCommand", str(own))
        else:
            monkeypatch.setenv(way, str(own))
        _unreachable(team)
        assert "BatchMode" not in told.read_text()
        monkeypatch.delenv(way, raising=False)
        if way == "config":
            team.git("config", "--unset", "core.sshCommand")


def test_why_a_remote_can_not_be_reached_is_said_once(team: Repo, hub: Repo) -> None:
    shutil.rmtree(hub.folder)
    message = _unreachable(team).message
    assert message.endswith("does not appear to be a git repository")
    assert "Could not read from remote" not in message
