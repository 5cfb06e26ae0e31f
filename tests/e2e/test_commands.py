"""Every command: exit codes, one envelope, plain output, and no traceback whatever happens."""

import json
import os
import re
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest

from muster.render.screen import screen
from muster.render.session import print_session
from support.office import asked, forked
from support.repos import Done, Repo, charter, claim, muster_at, path_of, record
from support.verdicts import whole

COMMANDS: list[list[str]] = [
    ["check"],
    ["check", "--ref", "main"],
    ["check", "--base", "main", "--head", "main"],
    ["check", "--worktree"],
    ["status"],
    ["roster"],
    ["goals"],
    ["show", "1"],
    ["show", "7"],
    ["message", "--write", "1"],
    ["explain", "M201"],
    ["explain", "number-taken"],
    ["rules"],
]
FORMS = ("text", "json", "github", "markdown")
VERDICTS = {"fine": 0, "blocked": 1, "review": 4, "lost": 5}


@pytest.fixture
def clean(repo: Repo) -> Repo:
    """Main, checked out."""
    repo.checkout()
    return repo


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_command_answers_as_text_and_as_one_line_of_json(clean: Repo, command: list[str]) -> None:
    plain, told = clean.muster(*command), asked(clean, *command, "--json")
    assert (plain.code, plain.err) == (0, "")
    assert plain.out.strip()
    assert "\x1b" not in plain.out
    assert (told.code, told.err) == (0, "")
    answer = told.json
    assert answer["ok"] is True
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", answer["code"])
    assert answer["message"]
    assert all(isinstance(step, str) for step in answer["next"])


@pytest.mark.parametrize(
    ("case", "code", "form"),
    [
        *((case, code, "json") for case, code in VERDICTS.items()),
        *((case, VERDICTS[case], form) for case in ("review", "lost") for form in FORMS[2:]),
        ("blocked", 1, "text"),
    ],
)
def test_check_has_one_exit_code_for_each_verdict_in_every_format(
    repo: Repo, form: str, case: str, code: int
) -> None:
    repo.branch("claim")
    brought = {
        "fine": claim(7, "session-b"),
        "blocked": {path_of(7): "number: [\n"},
        "review": {"README": "x"},
        "lost": claim(8, "session-b"),
    }[case]
    repo.commit(claim(8, "session-a"))
    repo.commit(brought, on="claim")
    done = asked(repo, "check", "--base", "main", "--head", "claim", "--format", form)
    assert (done.code, done.err) == (code, "")
    if form == "json":
        if case == "review":
            assert asked(repo, "check", "--base", "main", "--head", "claim", "--json") == done
        assert done.json["ok"] is (code == 0)
        assert done.json["data"]["verdict"] == {0: "ok", 1: "block", 4: "review", 5: "block"}[code]


def _wrong(where: Repo, name: str) -> tuple[list[str], dict[str, str], Path]:
    folder = where.folder.parent / "elsewhere"
    folder.mkdir()
    (folder / "file").write_text("x")
    (folder / "loop").symlink_to("loop")
    env, at = dict(where.env), where.folder
    arguments = {
        "unknown option": ["check", "--nonsense"],
        "unknown option of the group": ["--nonsense"],
        "unknown command": ["nonsense"],
        "unknown format": ["check", "--format", "nonsense"],
        "missing value": ["check", "--ref"],
        "too many arguments": ["show", "1", "2"],
        "no number": ["show", "one"],
        "number nought": ["show", "0"],
        "number above the size": ["show", "13"],
        "huge number": ["show", "9" * 5_000],
        "unknown rule": ["explain", "M999"],
        "unknown ref": ["check", "--ref", "nowhere"],
        "repo is a file": ["check", "--repo", str(folder / "file")],
        "not a repository": ["check"],
        "missing folder": ["status", "--repo", str(folder / "missing")],
        "folder that can't be entered": ["check", "--repo", str(folder / "loop")],
        "no charter": ["check", "--ref", "bare"],
        "no charter to count to": ["status", "--ref", "bare"],
        "broken charter": ["status", "--ref", "broken"],
        "charter without a size": ["roster", "--ref", "sizeless"],
        "no git": ["check"],
        "git that can't be started": ["check"],
        "git that is too old": ["check"],
        "no commit": ["check"],
        "no commit to show": ["status"],
    }[name]
    if name == "not a repository":
        at = folder
        env["GIT_CEILING_DIRECTORIES"] = str(folder.parent)
    if name in ("no git", "git that can't be started", "git that is too old"):
        env["PATH"] = str(folder)
    if name == "git that can't be started":
        (folder / "git").write_text("#!/bin/sh\n")
    if name == "git that is too old":
        (folder / "git").write_text(
            "#!/bin/sh\n[ $1 = version ] && echo git version 2.20.1 && exit 0\nexit 129\n"
        )
        (folder / "git").chmod(0o755)
    if name.startswith("no commit"):
        at = Repo.make(where.folder.parent / "new").folder
    where.commit({"README": "x"}, on="bare", parents=())
    where.commit({"registry/charter.yaml": "size: [\n"}, on="broken", parents=())
    where.commit({"registry/charter.yaml": "name: x\n"}, on="sizeless", parents=())
    return arguments, env, at


WRONG = {
    "unknown option": (2, "usage"),
    "unknown option of the group": (2, "usage"),
    "unknown command": (2, "usage"),
    "unknown format": (2, "usage"),
    "missing value": (2, "usage"),
    "too many arguments": (2, "usage"),
    "no number": (2, "usage"),
    "number nought": (2, "usage"),
    "number above the size": (2, "no-such-number"),
    "huge number": (2, "usage"),
    "unknown rule": (2, "no-such-rule"),
    "unknown ref": (2, "unknown-ref"),
    "repo is a file": (2, "usage"),
    "not a repository": (3, "not-a-repository"),
    "missing folder": (3, "unreadable-repository"),
    "folder that can't be entered": (3, "unreadable-repository"),
    "no charter": (3, "no-charter"),
    "no charter to count to": (3, "no-charter"),
    "broken charter": (3, "broken-charter"),
    "charter without a size": (3, "broken-charter"),
    "no git": (3, "no-git"),
    "git that can't be started": (3, "no-git"),
    "git that is too old": (3, "git-too-old"),
    "no commit": (2, "no-commit"),
    "no commit to show": (2, "no-commit"),
}
TOLD_PLAINLY = ("unknown option", "unknown ref", "no charter", "no git")


def test_a_typing_mistake_is_led_to_what_was_meant(clean: Repo) -> None:
    command = asked(clean, "whomai", "--json")
    assert command.json["message"] == "No such command 'whomai'. Did you mean 'whoami'?"
    assert command.json["next"] == ["muster --help"]
    assert asked(clean, "zzz", "--json").json["message"] == "No such command 'zzz'."
    option = asked(clean, "watch", "--untli", "active", "--json")
    assert option.json["next"] == ["muster watch --help"]


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_said_clearly(clean: Repo, name: str) -> None:
    arguments, env, at = _wrong(clean, name)
    words = (*arguments, "--json")
    if name == "missing value":  # --json would be the value
        words = ("check", "--json", "--ref")
    # This process knows its git already.
    told = muster_at(at, env, *words) if "git" in name.split() else forked(at, env, words)
    assert (told.code, told.json["code"]) == WRONG[name], told
    assert told.err == ""
    assert "defect" not in told.out
    if name in TOLD_PLAINLY:
        plain = muster_at(at, env, *arguments)
        assert (plain.code, plain.out) == (told.code, "")
        assert plain.err.strip()
        assert "Traceback" not in plain.err


def test_the_format_json_is_json_for_errors_too(repo: Repo) -> None:
    for arguments in (["--format", "json"], ["--format=json"]):
        done = asked(repo, "check", "--ref", "nowhere", *arguments)
        assert (done.code, done.json["code"]) == (2, "unknown-ref")


def test_help_is_help(clean: Repo) -> None:
    for arguments in (["-h"], ["--help"], ["check", "-h"], ["show", "--help"]):
        done = clean.muster(*arguments)
        assert done.code == 0
        assert "Usage: muster" in done.out
    assert clean.muster("--version").out.startswith("muster, version ")
    assert clean.muster().code == 2


def _run_on_terminal_like(repo: Repo, **env: str) -> Done:
    repo.branch("claim")
    repo.commit({"README": "x"}, on="claim")
    return repo.muster("check", "--base", "main", "--head", "claim", **env)


def test_piped_output_has_no_colour_unless_it_is_forced(repo: Repo) -> None:
    assert "\x1b" not in _run_on_terminal_like(repo, TERM="xterm-256color").out
    commands = (["status"], ["roster"], ["goals"], ["rules"], ["show", "1"])
    for done in repo.each(*commands, TERM="xterm-256color", NO_COLOR="1"):
        assert "\x1b" not in done.out


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo terminal")
@pytest.mark.parametrize("no_colour", [False, True])
def test_a_terminal_gets_colour_unless_it_wants_none(repo: Repo, no_colour: bool) -> None:
    import pty

    env = {**repo.env, "TERM": "xterm-256color", "COLUMNS": "80"}
    if no_colour:
        env["NO_COLOR"] = "1"
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "muster", "status"], cwd=repo.folder, env=env,
        stdin=subprocess.DEVNULL, stdout=theirs, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    os.close(theirs)
    told = b""
    while True:
        try:
            read = os.read(ours, 65_536)
        except OSError:
            break
        if not read:
            break
        told += read
    os.close(ours)
    assert process.wait() == 0
    coloured = re.search(rb"\x1b\[[0-9;]*3[0-7]m", told) is not None
    assert coloured is not no_colour


def test_lines_are_as_narrow_as_the_terminal_but_for_commands(repo: Repo) -> None:
    repo.commit(claim(8, "session-a"))
    repo.branch("claim", "main~1")
    repo.commit(claim(8, "session-b"), on="claim")
    lost = ["check", "--base", "main", "--head", "claim"]
    told_by = (lost, ["status"], ["roster"], ["goals"], ["show", "8"], ["rules"])
    outputs = repo.each(*told_by, COLUMNS="40")
    for done in outputs:
        assert done.err == ""
        for told in done.out.splitlines():
            assert len(told) <= 40 or told.lstrip().startswith("$ "), told
    wide = repo.muster("status", COLUMNS="200")
    assert max(map(len, wide.out.splitlines())) > 80


def _head(repo: Repo, *arguments: str, **env: str) -> tuple[int, str]:
    """Run the command with an output that nobody reads any more."""
    ours, theirs = os.pipe()
    os.close(ours)
    try:
        done = subprocess.run(
            [sys.executable, "-m", "muster", *arguments], cwd=repo.folder,
            env={**repo.env, **env}, stdin=subprocess.DEVNULL, stdout=theirs,
            stderr=subprocess.PIPE, check=False, text=True,
        )  # fmt: skip
    finally:
        os.close(theirs)
    return done.returncode, done.stderr


@pytest.mark.parametrize("buffering", ["", "1"])
@pytest.mark.parametrize("command", [["roster"], ["rules"], ["status", "--json"]], ids=" ".join)
def test_an_output_that_is_closed_early_is_no_error(
    repo: Repo, command: list[str], buffering: str
) -> None:
    assert _head(repo, *command, PYTHONUNBUFFERED=buffering) == (0, "")


@pytest.mark.parametrize("form", FORMS)
def test_an_output_that_is_closed_early_changes_no_verdict(repo: Repo, form: str) -> None:
    repo.branch("claim")
    repo.commit({path_of(7): "number: [\n"}, on="claim")
    arguments = ("check", "--base", "main", "--head", "claim", "--format", form)
    assert _head(repo, *arguments) == (1, "")
    if form == "text":
        assert _head(repo, *arguments, PYTHONUNBUFFERED="1") == (1, "")


def test_an_empty_registry_has_all_numbers_free(tmp_path: Path) -> None:
    repo = Repo.make(tmp_path / "new")
    repo.commit({"registry/charter.yaml": charter(3)})
    status = asked(repo, "status")
    assert status.code == 0
    assert "0/3" in status.out
    data = asked(repo, "status", "--json").json["data"]
    assert (data["registered"], data["free"], data["active"]) == ([], [1, 2, 3], False)
    assert len(data["checklist"]) == 6
    assert asked(repo, "roster", "--json").json["data"]["sessions"] == []
    assert asked(repo, "roster").code == 0
    assert asked(repo, "show", "2", "--json").json["code"] == "free"
    assert asked(repo, "check").code == 0


def test_status_counts_who_has_registered(repo: Repo) -> None:
    repo.commit(claim(2, "session-a"))
    data = asked(repo, "status", "--json").json["data"]
    assert data["registered"] == [2]
    assert data["pending"] == [1, 3, 4]
    assert data["free"] == [5, 6, 7, 8, 9, 10, 11, 12]
    assert "1/12" in asked(repo, "status").out
    assert "session-a" in asked(repo, "show", "2").out


def test_status_shows_main_from_wherever_one_stands(repo: Repo) -> None:
    repo.branch("claim")
    repo.commit(claim(2, "session-a"), on="claim")
    repo.checkout("claim")
    data = asked(repo, "status", "--json").json["data"]
    assert (data["ref"], data["registered"]) == ("main", [])
    repo.git("update-ref", "refs/remotes/origin/main", "claim")
    data = asked(repo, "status", "--json").json["data"]
    assert (data["ref"], data["registered"]) == ("origin/main", [2])
    data = asked(repo, "status", "--ref", "main", "--json").json["data"]
    assert data["registered"] == []
    repo.git("update-ref", "-d", "refs/remotes/origin/main")
    repo.git("branch", "-D", "main")
    data = asked(repo, "status", "--json").json["data"]
    assert (data["ref"], data["registered"]) == ("HEAD", [2])


def test_a_record_that_can_not_be_read_is_shown_as_one(repo: Repo) -> None:
    repo.commit({path_of(7): "number: [\n", path_of(8): "- a\n- b\n", path_of(9): "number: x\n"})
    for command in (["show", "7"], ["show", "8"], ["show", "9"], ["roster"], ["status"]):
        done = asked(repo, *command)
        assert (done.code, done.err) == (0, "")
    assert asked(repo, "show", "7", "--json").json["code"] == "unreadable"


def test_records_of_any_shape_are_shown(repo: Repo) -> None:
    """Whatever somebody forced onto main, the commands that show it go on."""
    shapes = ["a", "1", "null", "[]", "{}", "[1, {a: b}]", "{a: [1, {b: null}]}", "1.5", "true"]
    keys = ["name", "role", "goal", "status", "session_id", "responsibilities", "schedule", "key",
            "number", "ready", "timestamp"]  # fmt: skip
    files = {}
    for n, (key, shape) in enumerate((k, s) for k in keys for s in shapes):
        files[path_of(100 + n)] = record(100 + n, f"session-{n}", **{key: shape})
    for n, inner in enumerate(("title", "does", "scope")):
        files[path_of(300 + n)] = record(300 + n, "s", role=f"{{{inner}: [[1], {{a: 1}}]}}")
    for n, inner in enumerate(("statement", "metrics", "serves")):
        files[path_of(310 + n)] = record(310 + n, "s", goal=f"{{{inner}: [[1], {{a: [1]}}]}}")
    repo.commit({"registry/charter.yaml": charter(400), **files})
    for command in (["check", "--ref", "main"], ["status"], ["roster"], ["roster", "--json"]):
        done = asked(repo, *command)
        assert done.code == (1 if command[0] == "check" else 0), done.err
        assert done.err == ""
    sessions = whole(repo).registry.sessions
    assert len(sessions) > 100
    for session in sessions:
        told = StringIO()
        print_session(screen(told), session)
        assert told.getvalue()


def test_the_same_input_gives_the_same_bytes(repo: Repo) -> None:
    files = {
        path_of(n): record(n, "session-x", name="same", zzz="1", aaa="2") for n in range(5, 12)
    }
    strange = {f"registry/{n}.txt": "x" for n in range(9)}
    repo.commit(claim(2, "session-a"))
    repo.branch("claim")
    repo.commit({**files, **strange, **claim(2, "session-b")}, on="claim")
    lost = ["check", "--base", "main", "--head", "claim"]
    commands = (lost, [*lost, "--json"], ["status", "--json"], ["check", "--ref", "claim"])
    first = repo.each(*commands, PYTHONHASHSEED="0")
    second = repo.each(*commands, PYTHONHASHSEED="4711")
    assert first == second
    assert all(done.out for done in first)


def test_json_is_ascii_on_one_line_whatever_the_records_say(repo: Repo) -> None:
    repo.commit({path_of(7): record(7, role='{title: "🎯 ünï", does: "##[error] ::error::"}')})
    for command in (["show", "7"], ["roster"], ["check"]):
        done = repo.muster(*command, "--json", PYTHONIOENCODING="ascii", LC_ALL="C")
        assert done.err == ""
        assert done.out.isascii()
        assert "##[" not in done.out
        json.loads(done.out)
    plain = repo.muster("show", "7", LC_ALL="C", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert (plain.code, "Traceback" in plain.err) == (0, False), plain


def test_a_standard_output_that_is_full_or_closed_is_no_traceback(repo: Repo) -> None:
    repo.branch("claim")
    repo.commit({path_of(2): "number: [\n"}, on="claim")
    script = '"$0" -m muster check --base main --head claim "$@"'
    for arguments in ([], ["--json"], ["--format", "github"]):
        for output, codes in (("/dev/full", {3}), ("&-", {1})):
            done = subprocess.run(
                ["sh", "-c", f"{script} >{output}", sys.executable, *arguments],
                cwd=repo.folder, env=repo.env, capture_output=True, text=True, check=False,
            )  # fmt: skip
            assert done.returncode in codes, (arguments, output, done.stderr)
            assert "Traceback" not in done.stderr
            assert "defect" not in done.stderr


@pytest.mark.parametrize("size", ["100000000000000000", "99999999", "0", "-5"])
@pytest.mark.parametrize("command", [["status"], ["roster"], ["show", "3"]])
def test_a_size_beyond_the_schema_is_a_broken_charter(
    repo: Repo, size: str, command: list[str]
) -> None:
    repo.commit({"registry/charter.yaml": charter(int(size))})
    done = asked(repo, *command, "--json")
    assert (done.code, done.json["code"]) == (3, "broken-charter")


def test_a_free_number_is_shown_with_a_record_to_fill_in(repo: Repo) -> None:
    done = asked(repo, "show", "9", "--json")
    assert done.json["code"] == "free"
    repo.branch("claim")
    told = done.json["data"]["template"]
    assert done.json["next"] == [
        "muster show 9 >claim.yaml", "muster claim --number 9 --from claim.yaml",
    ]  # fmt: skip
    assert asked(repo, "show", "1", "--json").json["next"] == ["muster check"]
    there = asked(repo, "show", "9", "--json", "--repo", str(repo.folder), at=repo.folder.parent)
    assert there.json["next"][0] == f"muster show 9 --repo {repo.folder} >claim.yaml"
    filled = told.replace("[your-name]", "mine").replace("[your_metric]", "prospects_found")
    filled = filled.replace("[your ", "My own ").replace("]", "")
    filled += "session_id: mine\nstatus: registered\nready: true\n"
    filled += "timestamp: 2025-11-15T21:45:34Z\n"
    repo.commit({path_of(9): filled}, on="claim")
    answer = asked(repo, "check", "--base", "main", "--head", "claim", "--json")
    assert answer.code == 0, answer.out
    repo.branch("unfilled")
    repo.commit({path_of(9): told}, on="unfilled")
    assert asked(repo, "check", "--base", "main", "--head", "unfilled").code == 1
    assert "number: 9" in asked(repo, "show", "9").out
