"""Settings, attributes, crafted objects and ways round: nothing moves the hook but its charter."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import zlib
from pathlib import Path

import pytest

from muster.flows.judging import judge_commit
from muster.git.approvals import MainApprovals
from muster.git.repository import Repository
from muster.model.approval import Offence
from support.office import asked
from support.remotes import Team, hook, prepare, said
from support.repos import NOW, START, claim, inside, path_of, record

MAIN, SEVEN = "refs/heads/main", "refs/heads/claim/007"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Team:
    """The team that each test gets a copy of."""
    return prepare(tmp_path_factory.mktemp("surroundings") / "here")


@pytest.fixture
def team(made: Team, tmp_path: Path) -> Team:
    return made.copy(tmp_path / "here")


def test_a_program_that_says_yes_to_every_signature(team: Team, tmp_path: Path) -> None:
    yes = tmp_path / "yes"
    yes.write_text("#!/bin/sh\necho 'Good \"git\" signature with ED25519 key SHA256:x'\nexit 0\n")
    yes.chmod(0o755)
    everyone = tmp_path / "everyone"
    everyone.write_text(f"* {team.public('stranger')}\n")
    settings = tmp_path / "settings"
    for name, value in (
        ("gpg.ssh.program", str(yes)), ("gpg.program", str(yes)), ("gpg.format", "ssh"),
        ("gpg.ssh.allowedSignersFile", str(everyone)), ("log.showSignature", "true"),
    ):  # fmt: skip
        team.config(name, value)
        team.desk.git("config", "--file", str(settings), name, value)
    claim_ = team.claim(1)
    env = {"GIT_CONFIG_GLOBAL": str(settings)}
    team.refuses(f"{team.merge(claim_, 'stranger')}:{MAIN}", told="is no approver's", **env)
    files = claim(7, "session-one", key=team.public("one"))
    team.refuses(f"{team.step(files, 'two')}:{SEVEN}", told="M402", **env)
    team.lets_in(f"{team.merge(claim_)}:{MAIN}", **env)


def test_attributes_and_replace_refs(team: Team) -> None:
    """Two sessions change one planned slot: no merge driver and no replaced object joins them."""
    one, two = team.claim(1), team.claim(1, "two", name="worker-1", schedule="[{do: Rest}]")
    (team.remote / "info").mkdir(exist_ok=True)
    (team.remote / "info/attributes").write_text("* merge=union\nregistry/** -diff\n")
    team.desk.write(".git/info/attributes", "* merge=union\n")
    landed = team.land(one)
    joined = team.desk.git("merge-tree", "--write-tree", landed, two).splitlines()[0]
    told = f"Commit {team.merge(two, tree=joined)[:12]} may not go to main"
    team.refuses(f"{team.merge(two, tree=joined)}:{MAIN}", told=told)
    direct = team.step({"README.md": "x"}, "two")
    good = team.merge(team.claim(2, "three"))
    git = ("--git-dir", str(team.remote))
    team.desk.git(*git, "fetch", "--quiet", str(team.desk.folder), direct, good)
    team.desk.git(*git, "replace", direct, good)
    team.refuses_each(
        (f"{direct}:{MAIN}", "it has 1 parent, not two"),
        (f"{good}:refs/replace/{landed}", "There is no place for it"),
    )


def test_settings_that_forbid_to_find_a_bare_repository(team: Team, tmp_path: Path) -> None:
    settings = tmp_path / "settings"
    settings.write_text("[safe]\n\tbareRepository = explicit\n[core]\n\thooksPath = /dev/null\n"
                        "[receive]\n\tfsckObjects = false\n\tshallowUpdate = true\n")  # fmt: skip
    env = {"GIT_CONFIG_GLOBAL": str(settings)}
    team.refuses(f"{team.claim(7)}:{MAIN}", told="it has 1 parent", **env)
    team.lets_in(f"{team.claim(7)}:{SEVEN}", **env)


def _craft(team: Team, text: bytes) -> str:
    """Put a commit object into the clone, whatever it looks like."""
    data = b"commit %d\0" % len(text) + text
    oid = hashlib.sha1(data, usedforsecurity=False).hexdigest()
    where = team.desk.git_dir / "objects" / oid[:2] / oid[2:]
    where.parent.mkdir(exist_ok=True)
    where.write_bytes(zlib.compress(data))
    return oid


def test_commits_whose_headers_are_played_with(team: Team) -> None:
    """A signature counts only where git itself would have put it, over just what it shows."""
    good = team.claim(7)
    shown = team.desk.git("cat-file", "commit", good)
    head, _, rest = f"{shown}\n".partition("gpgsig ")
    signature, _, message = rest.partition("\n\n")
    other = team.desk.git("cat-file", "commit", team.claim(7, "two")).partition("gpgsig ")[2]
    tree = next(line for line in head.splitlines() if line.startswith("tree "))
    evil = team.tree(claim(7, "session-two", key=team.public("one")), team.at())
    swapped = head.replace(tree, f"tree {evil}")
    crafted = (
        f"{head}gpgsig {signature}\ngpgsig {other.partition(chr(10) * 2)[0]}\n\n{message}",
        f"{head}gpgsig {other.partition(chr(10) * 2)[0]}\ngpgsig {signature}\n\n{message}",
        f"{head}x-hidden y\ngpgsig {signature}\n\n{message}",
        f"{head}gpgsig {signature}\nx-hidden y\n\n{message}",
        f"{head}gpgsig-sha256 {signature}\n\n{message}",
        f"gpgsig {signature}\n{head}\n{message}",
        f"{swapped}gpgsig {signature}\n\n{message}",
        f"{head}gpgsig {signature}\n\n{message}more",
        f"{head}{head.partition(chr(10))[2]}gpgsig {signature}\n\n{message}",
    )
    team.refuses_each(*((f"{_craft(team, text.encode())}:{SEVEN}", "") for text in crafted))
    assert _craft(team, f"{head}gpgsig {signature}\n\n{message}".encode()) == good
    team.lets_in(f"{good}:{SEVEN}")


def test_a_tree_that_unpacks_without_end(team: Team) -> None:
    """A few objects that stand for ten thousand million files: refused, and within bounds."""
    tree = team.desk.git("mktree", given=_entries("100644 blob", _blob(team)))
    for _ in range(9):
        tree = team.desk.git("mktree", given=_entries("040000 tree", tree))
    base = team.desk.git("ls-tree", team.at()).encode()
    top = team.desk.git("mktree", given=base + f"\n040000 tree {tree}\tz\n".encode())
    bomb = team.sign(top, [team.at()], "one")
    lines = f"{'0' * 40} {bomb} {SEVEN}"
    team.desk.git("push", "--quiet", _bypass(), str(team.remote), f"{bomb}:refs/heads/bomb")
    limited = f"ulimit -v 600000; exec {_quoted_hook()}"
    done = subprocess.run(
        ["sh", "-c", limited], cwd=team.remote, env=team.desk.env, input=f"{lines}\n".encode(),
        capture_output=True, check=False,
    )  # fmt: skip
    assert done.returncode != 0
    assert hook(team, f"{'0' * 40} {team.at()} refs/heads/x").code == 10


def _quoted_hook() -> str:
    import shlex
    import sys

    return shlex.join([sys.executable, "-I", "-m", "muster.cli.pre_receive"])


def _blob(team: Team) -> str:
    return team.desk.git("hash-object", "-w", "--stdin", given=b"x")


def _entries(kind: str, oid: str) -> bytes:
    return "".join(f"{kind} {oid}\t{at}\n" for at in range(10)).encode()


def _bypass() -> str:
    return "--receive-pack=git -c core.hooksPath=/dev/null receive-pack"


def test_what_a_local_path_cannot_stop_is_found(team: Team) -> None:
    """Who can write the files needs no hook. What got in so approves nothing, and is seen."""
    landed = team.land(team.claim(1))
    direct = team.claim(2, "two")
    team.refuses(f"{direct}:{MAIN}", told="it has 1 parent")
    team.lets_in(_bypass(), f"{direct}:{MAIN}")
    assert team.at() == direct
    with inside(team.desk):
        opened = Repository.open(team.remote)
        approvals = MainApprovals(opened, direct)
        assert approvals.of(path_of(1)) is not None
        one, two = approvals.of(path_of(1)), approvals.of(path_of(2))
        assert one
        assert (one.commit, one.verified) == (landed, True)
        assert two
        assert (two.commit, two.offence) == (direct, Offence.UNAPPROVED)
        report = judge_commit(opened, "main", direct, NOW).report
    found = [f for f in report.findings if f.code == "M403"]
    assert [f.place.path for f in found] == [path_of(2)]
    # What is pushed past the hook is not main's way on for anybody who asks the hook.
    team.refuses(f"{team.claim(3, 'three')}:{MAIN}", told="it has 1 parent")


def test_the_answer_fits_a_terminal_and_has_no_control_characters(team: Team) -> None:
    odd = "session-\x1b[31m"
    files = {path_of(7): record(7, "x", key=team.public("one")).replace(": x", f': "{odd!a}"')}
    done = team.refuses(f"{team.step(files, 'one')}:{SEVEN}", FORCE_COLOR="1", COLUMNS="200")
    lines = [line.rstrip() for line in done.err.splitlines() if line.startswith("remote: ")]
    assert lines[0].startswith("remote: muster: claim/007 is refused. ")
    assert all(len(line) <= 80 for line in lines if "$ " not in line), lines
    assert "\x1b" not in done.err
    assert "M004" in said(done)


def test_a_hook_whose_muster_is_gone(team: Team) -> None:
    script = team.remote / "hooks" / "pre-receive"
    text = script.read_text()
    good = f"{team.claim(7)}:{SEVEN}"
    for broken in (
        text.replace("muster.cli.pre_receive", "muster.cli.nothing"),
        text.replace("python=", "python=/nowhere"),
        text.replace('"$python" -I', "sh -c 'kill -9 $$' -I"),
        text.replace('"$python" -I', "true && exit 3; true -I"),
    ):
        assert broken != text
        script.write_text(broken)
        done = team.refuses(good)
        if "exit 3" not in broken:
            assert f"$ muster remote hook {team.remote}" in said(done)
    renewed = asked(team.desk, "remote", "hook", str(team.remote), "--json")
    assert renewed.json["code"] == "renewed"
    assert script.read_text() == text
    team.lets_in(good)


def test_a_remote_that_was_moved_is_still_guarded(team: Team, tmp_path: Path) -> None:
    elsewhere = tmp_path / "it's moved $HOME"
    direct = team.claim(7)
    team.remote.rename(elsewhere)
    done = team.push(f"{direct}:{MAIN}", url=str(elsewhere))
    assert "it has 1 parent" in said(done)
    assert team.push(f"{direct}:{SEVEN}", url=str(elsewhere)).code == 0


def test_a_shallow_remote_judges_nothing(team: Team) -> None:
    (team.remote / "shallow").write_text(f"{team.at()}\n")
    done = hook(team, f"{'0' * 40} {team.at()} {SEVEN}")
    assert (done.code, "This remote is shallow" in said(done)) == (10, True)


def _long(team: Team, name: str, steps: int) -> str:
    """A branch of many commits that nobody signed; its tip."""
    stream = []
    for number in range(steps):
        stream.append(
            f"commit refs/heads/{name}\nmark :{number + 1}\ncommitter x <x@y> {START} +0000\n"
            f"data {len(name)}\n{name}\nfrom {f':{number}' if number else team.at()}\n"
            f"M 644 inline x\ndata 4\n{number:04d}\n"
        )
    team.desk.git("fast-import", "--quiet", given="\n".join(stream).encode())
    return team.desk.tip(name)


def test_many_long_branches_at_once(team: Team) -> None:
    """What a push may bring is bounded in all, not branch by branch."""
    branches = {name: _long(team, name, 600) for name in ("first", "second")}
    specs = [f"{tip}:refs/heads/proposal/{name}" for name, tip in branches.items()]
    team.refuses(*specs, told="brings more than 1,000 commits that main lacks")


def test_one_long_branch_under_many_names_is_read_once(team: Team, tmp_path: Path) -> None:
    tip = _long(team, "long", 20)
    git = ("--git-dir", str(team.remote))
    team.desk.git(*git, "fetch", "--quiet", str(team.desk.folder), tip)
    program, trace = tmp_path / "bin/git", tmp_path / "trace"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\necho "$@" >> {trace}\nexec {shutil.which("git")} "$@"\n')
    program.chmod(0o755)
    team.desk.env["PATH"] = f"{program.parent}:{team.desk.env['PATH']}"
    lines = [f"{'0' * 40} {tip} refs/heads/proposal/p{number}" for number in range(10)]
    assert hook(team, "\n".join(lines)).code != 0
    told = trace.read_text().splitlines()
    assert len([line for line in told if "diff-tree" in line and f"~1 {tip}" in line]) <= 1
    assert len([line for line in told if "diff-tree" in line]) < 40


def test_more_paths_than_can_be_judged(team: Team) -> None:
    """317 folders of 317 files each, that three objects stand for."""
    names = range(317)
    blob = _blob(team)
    files = "".join(f"100644 blob {blob}\t{at}\n" for at in names).encode()
    tree = team.desk.git("mktree", given=files)
    tree = team.desk.git(
        "mktree", given="".join(f"040000 tree {tree}\t{at}\n" for at in names).encode()
    )
    base = team.desk.git("ls-tree", team.at()).encode()
    top = team.desk.git("mktree", given=base + f"\n040000 tree {tree}\tz\n".encode())
    wide = team.sign(top, [team.at()], "approver")
    team.refuses(f"{wide}:refs/heads/proposal/wide", told="touch more than 100,000 paths together")
