"""``muster init``: any repository becomes a registry, all or nothing; a second run rests."""

from __future__ import annotations

import os
import resource
import shlex
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from muster.flows.agents_page import agents_page
from muster.flows.pinned_muster import pinned_muster
from muster.flows.whole_files import write_together
from muster.model.error import SurroundingsError
from support.office import BID, forked
from support.remotes import make_key
from support.repos import Done, Repo, environment, record

ASKED = ("--size", "6", "--approver", "ann", "--objective", "mrr: Reach $120k MRR")
SCHEMAS = [f"schema/{kind}.schema.json" for kind in
           ("ack", "activation", "charter", "ruling", "session")]  # fmt: skip
GITHUB = sorted([*pinned_muster(), ".github/CODEOWNERS"])
ALL = sorted([*GITHUB, "AGENTS.md", "README.md", "registry/charter.yaml", *SCHEMAS])
BEGIN, END = "<!-- muster:begin -->", "<!-- muster:end -->"

CODE = {
    "src/app.py": "print('hi')\n",
    "README.md": "# Widgets\r\n\r\nOurs.\r\n",
    "AGENTS.md": "# Rules\n\nRun the tests.",
    "CODEOWNERS": "* @boss\n",
    ".gitignore": "*.whl\n",
    ".gitattributes": "* text eol=crlf\n*.whl filter=lfs\n*.sh export-ignore\n"
    "*.txt working-tree-encoding=UTF-16LE\n",
}
"""A repository with habits: Windows line ends, wheels ignored, filtered and left out."""


def init(where: Path, *arguments: str, **env: str) -> Done:
    """Run the command in a folder, with a home beside it."""
    home = where.parent / "home"
    home.mkdir(exist_ok=True)
    return forked(where, environment(home, **env), ("init", *arguments))


def files(top: Path) -> dict[str, bytes]:
    """Everything below a folder but git's own, links by where they lead."""
    return {
        path.relative_to(top).as_posix(): (
            os.fsencode(path.readlink()) if path.is_symlink() else path.read_bytes()
        )
        for path in top.rglob("*")
        if ".git" not in path.relative_to(top).parts and (path.is_symlink() or path.is_file())
    }


def typed(repo: Repo, commands: list[str], first: str) -> None:
    """Run those of the printed commands that begin so, as they were printed."""
    for command in commands:
        if command.startswith(first):
            repo.git(*shlex.split(command)[1:])


@pytest.fixture(scope="module")
def first_code(tmp_path_factory: pytest.TempPathFactory) -> Repo:
    """A repository with code, and a remote on GitHub."""
    made = Repo.make(tmp_path_factory.mktemp("code") / "widgets")
    made.commit(dict(CODE.items()))
    made.checkout()
    for path, text in CODE.items():
        made.write(path, text)
    made.git("config", "filter.lfs.clean", "printf pointer")
    made.git("remote", "add", "origin", "git@github.com:acme/widgets.git")
    return made


@pytest.fixture
def code(first_code: Repo, tmp_path: Path) -> Repo:
    """A copy of it."""
    return first_code.copy(tmp_path / "widgets")


@pytest.fixture(scope="module")
def first_team(tmp_path_factory: pytest.TempPathFactory) -> Repo:
    """A new folder as the command makes it, for GitHub."""
    folder = tmp_path_factory.mktemp("made") / "team"
    done = init(folder.parent, "team", *ASKED)
    assert done.code == 0, done.err
    return Repo(folder, env=environment(folder.parent / "home"))


@pytest.fixture
def team(first_team: Repo, tmp_path: Path) -> Repo:
    """A copy of it."""
    return first_team.copy(tmp_path / "team")


def test_a_repository_with_code_becomes_a_registry(code: Repo) -> None:
    before = files(code.folder)
    done = init(code.folder, *ASKED, "--json")
    assert done.code == 0, done.err
    answer = done.json
    data = answer["data"]
    assert (answer["code"], data["name"], data["github"]) == ("made", "widgets", True)
    assert (data["approval"], data["approvers"]) == ("forge", ["ann"])
    states = {one["file"]: one["state"] for one in data["files"]}
    owners = [path for path in ALL if path != ".github/CODEOWNERS"] + ["CODEOWNERS"]
    assert sorted(states) == sorted(owners)
    merged = {path for path, state in states.items() if state == "section"}
    assert merged == {"AGENTS.md", "CODEOWNERS", "README.md"}
    after = files(code.folder)
    for path, data in pinned_muster().items():
        assert (code.folder / path).read_bytes() == data
    # What the team had stays to the byte, and each file keeps its line ends.
    assert all(after[path].startswith(before[path]) for path in before)
    assert b"\n" not in after["README.md"].replace(b"\r\n", b"")
    assert b"The registry" in after["README.md"]
    assert b"\r" not in after["AGENTS.md"]
    page = agents_page().decode()
    assert after["AGENTS.md"].decode() == f"{CODE['AGENTS.md']}\n\n{BEGIN}\n{page}{END}\n"
    assert after["CODEOWNERS"].decode().splitlines()[1:] == [
        "", "# muster: the charter's approvers, and nobody else", "/registry/ @ann",
        "/.github/ @ann", "/schema/ @ann", "/CODEOWNERS @ann",
    ]  # fmt: skip
    assert code.git("status", "--short", "registry") == "?? registry/"
    # The commands that were printed bring all of it in, the ignored wheel too.
    typed(code, answer["next"], "git add")
    typed(code, answer["next"], "git commit")
    assert set(ALL) - {".github/CODEOWNERS"} <= set(code.git("ls-files").splitlines())
    assert "git push --set-upstream origin main" in answer["next"]
    assert answer["next"][-5:] == [
        "muster github protect", "muster github doctor",
        "git clone https://github.com/acme/widgets",
        "muster show 1 >claim.yaml", "muster claim --next --from claim.yaml",
    ]  # fmt: skip
    checked = forked(code.folder, code.env, ("check", "--json"))
    assert (checked.code, checked.json["code"]) == (0, "ok")
    # What judges is unpacked from main as it was written, whatever the attributes say.
    code.git("archive", "--output", "../judge.tar", "main", ".github/muster")
    subprocess.run(["tar", "-x", "-f", "judge.tar"], cwd=code.folder.parent, check=True)
    for path, data in pinned_muster().items():
        if path.startswith(".github/muster/"):
            assert (code.folder.parent / path).read_bytes() == data, path
    # And a second run finds nothing to do.
    again = init(code.folder, *ASKED, "--json")
    assert (again.code, again.json["code"]) == (0, "nothing-to-do")
    assert {one["state"] for one in again.json["data"]["files"]} == {"same"}
    assert again.json["data"]["uncommitted"] == []
    assert again.json["next"][0] == "muster github protect"
    assert files(code.folder) == after


def test_a_new_folder_and_the_charter_that_is_asked_for(team: Repo) -> None:
    assert sorted(files(team.folder)) == ALL
    charter = (team.folder / "registry/charter.yaml").read_text()
    assert "\n".join(line for line in charter.splitlines() if line[0] != "#") == (
        "name: team\nsize: 6\nobjectives:\n  - {id: mrr, statement: Reach $120k MRR}\n"
        "orchestrator:\n  number: 1\napprovers:\n  - {name: ann, github: ann}\n"
        "identity: signed\napproval: forge\ndimensions:\n  paths: paths"
    )
    readme = (team.folder / "README.md").read_text()
    assert readme.startswith(f"# team\n\n{BEGIN}\n## The registry\n")
    assert "approves it by merging the pull request: ann." in readme
    assert team.git("symbolic-ref", "HEAD") == "refs/heads/main"
    assert "gh repo create team --private --source . --push" in init(team.folder).out


def test_what_is_written_passes_the_linters(team: Repo) -> None:
    workflows = sorted(str(path) for path in (team.folder / ".github/workflows").iterdir())
    assert len(workflows) == 3
    here = Path(sys.executable).parent
    for tool in (
        ("zizmor", "--offline", "--persona", "auditor", "--no-progress"),
        ("jactionlint", "--strict-exit", "--no-hints"),
        ("check-jsonschema", "--builtin-schema", "vendor.github-workflows"),
    ):
        done = subprocess.run(
            [here / tool[0], *tool[1:], *workflows], check=False, capture_output=True, text=True
        )
        assert done.returncode == 0, (done.stdout, done.stderr)


def test_a_session_claims_in_it_through_a_plain_remote(tmp_path: Path) -> None:
    make_key(tmp_path / "approver")
    key = ("--approver-key", str(tmp_path / "approver.pub"), "--approver-name", "Ann")
    done = init(tmp_path, "team", "--size", "3", "--objective", "mrr: Reach $120k MRR", *key,
                "--json")  # fmt: skip
    assert done.code == 0, done.err
    assert sorted(files(tmp_path / "team")) == [p for p in ALL if not p.startswith(".github")]
    assert not (tmp_path / "team/.github").exists()
    env = environment(tmp_path / "home", MUSTER_STATE_HOME=str(tmp_path / "state"))
    for command in done.json["next"]:
        words = shlex.split(command)
        where = tmp_path
        if words[0] == "git":
            subprocess.run(words, cwd=where, env=env, check=True, capture_output=True)
        elif words[:3] == ["muster", "remote", "init"]:
            assert forked(where, env, tuple(words[1:])).code == 0
    clone = tmp_path / "team-1"
    (clone / "claim.yaml").write_text(BID + "name: copywriter\n")
    claimed = forked(clone, env, ("claim", "--next", "--from", "claim.yaml", "--session-id",
                                  "session-1", "--json"))  # fmt: skip
    assert claimed.code == 0, claimed
    assert done.json["next"][-1] == "muster claim --next --from claim.yaml"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--size", "0"), "--size can't be so: size must be at least 1"),
        (("--size", "3", "--orchestrator", "4"), "4 is no number of a team of 3"),
        (("--size", "3", "--approver", "-x"), "--approver can't be so"),
        (("--size", "3", "--approver", "ann bob"), "is a GitHub handle without @"),
        (("--size", "3", "--approver", "ann\n* @evil"), "a carriage return|line|handle"),
        (("--size", "3", "--orchestrator-github", "@ann"), "--orchestrator-github can't be so"),
        (("--size", "3", "--objective", "mrr"), "an id, a colon and a statement"),
        (("--size", "3", "--objective", "$(id): x"), "starts with a lower-case letter"),
        (("--size", "3", "--objective", "a:  "), "objectives[0].statement does not fit"),
        (("--size", "3", "--name", "\x1b[31m"), "U+001B (escape)"),
        (("--size", "3", "--name", "x\u202ey"), "U+202E"),
        (("--size", "3", "--timezone", "../../etc/passwd"), "is an IANA time zone"),
        (("--size", "3", "--timezone", "Mars/Olympus"), "no time zone that this machine knows"),
        (("--approver", "ann"), "Say how many sessions the team has"),
        ((), "There is no registry/charter.yaml"),
        (("--charter", "none.yaml"), "There is no file none.yaml"),
        (("--charter", "x", "--size", "3"), "not both"),
        (("--size", "3", "--approver", "a", "--approver", "b", "--approver-name", "A"), "or not"),
        (("--size", "3", "--approval", "forge"), "names no approver with a GitHub handle"),
        (("--size", "3", "--no-github", "--approval", "forge"), "there is no forge"),
    ],
)  # fmt: skip
def test_what_no_charter_may_have_is_refused_by_its_option(
    code: Repo, arguments: tuple[str, ...], told: str
) -> None:
    before = files(code.folder)
    done = init(code.folder, *arguments)
    assert done.code == 2, done
    assert any(part in done.err for part in told.split("|")), done.err
    assert "\x1b" not in done.err
    assert "  $ " in done.err
    assert files(code.folder) == before


def test_a_registry_that_would_be_blocked_is_not_begun(code: Repo) -> None:
    code.write("charter.yaml", "name: T\nsize: 3\norchestrator: {number: 1}\napprovers: [1]\n")
    before = files(code.folder)
    done = init(code.folder, "--charter", "charter.yaml")
    assert (done.code, "M101" in done.err) == (1, True)
    code.write("charter.yaml", "name: T\nsize: 3\norchestrator: {number: 1}\n")
    code.write("registry/sessions/001.yaml", record(2))
    done = init(code.folder, "--charter", "charter.yaml", "--no-github")
    assert (done.code, "M102" in done.err) == (1, True)
    (code.folder / "registry/sessions/001.yaml").unlink()
    assert files(code.folder).keys() == before.keys()


def _link_out(top: Path) -> None:
    (top.parent / "outside.md").write_text("not yours\n")
    (top / "AGENTS.md").unlink()
    (top / "AGENTS.md").symlink_to("../outside.md")


def _link_into_git(top: Path) -> None:
    (top / "AGENTS.md").unlink()
    (top / "AGENTS.md").symlink_to(".git/config")


def _folder_link(top: Path) -> None:
    (top.parent / "elsewhere").mkdir()
    (top / ".github").symlink_to("../elsewhere")


def _registry_link(top: Path) -> None:
    (top.parent / "elsewhere").mkdir()
    (top / "registry").symlink_to("../elsewhere")


def _charter_link(top: Path) -> None:
    (top / "registry").mkdir()
    (top / "charter").write_text("name: T\nsize: 6\norchestrator: {number: 1}\n")
    (top / "registry/charter.yaml").symlink_to("../charter")


def _file_for_a_folder(top: Path) -> None:
    (top / "schema").write_text("x")


def _folder_for_a_file(top: Path) -> None:
    (top / "registry/charter.yaml").mkdir(parents=True)


def _pipe(top: Path) -> None:
    (top / "README.md").unlink()
    os.mkfifo(top / "README.md")


def _loop(top: Path) -> None:
    (top / "README.md").unlink()
    (top / "README.md").symlink_to("README.md")


def _dangling(top: Path) -> None:
    (top / "CODEOWNERS").unlink()
    (top / "CODEOWNERS").symlink_to("nowhere")


@pytest.mark.parametrize(
    ("prepare", "told"),
    [
        (_link_out, "leads to no file of"),
        (_link_into_git, "into .git"),
        (_folder_link, "git keeps no files behind one"),
        (_registry_link, "git keeps no files behind one"),
        (_charter_link, "must be a plain one"),
        (_file_for_a_folder, "is no folder"),
        (_folder_for_a_file, "is no file"),
        (_pipe, "is no file"),
        (_loop, "leads to no file of"),
        (_dangling, "leads to no file of"),
    ],
)
def test_what_is_in_the_way_is_named_and_nothing_is_written(
    code: Repo, prepare: Callable[[Path], None], told: str
) -> None:
    prepare(code.folder)
    around = files(code.folder.parent)
    done = init(code.folder, *ASKED)
    assert (done.code, told in done.err) == (2, True), done.err
    assert files(code.folder.parent) == around
    assert not (code.folder / ".github/muster").exists()


def test_a_page_that_is_a_link_within_the_repository_is_followed(code: Repo) -> None:
    (code.folder / "AGENTS.md").rename(code.folder / "CLAUDE.md")
    (code.folder / "AGENTS.md").symlink_to("CLAUDE.md")
    done = init(code.folder, *ASKED, "--json")
    assert done.code == 0, done.err
    assert "CLAUDE.md" in done.json["data"]["uncommitted"]
    assert (code.folder / "AGENTS.md").readlink() == Path("CLAUDE.md")
    assert BEGIN in (code.folder / "CLAUDE.md").read_text()
    assert init(code.folder, *ASKED, "--json").json["code"] == "nothing-to-do"


def test_a_failure_half_way_leaves_nothing_behind(code: Repo, tmp_path: Path) -> None:
    (code.folder / "schema").mkdir()
    before = files(code.folder)
    folders = sorted(code.folder.rglob("*/"))
    # The wheel is larger than any file may be here; all else was written by then.
    small = partial(resource.setrlimit, resource.RLIMIT_FSIZE, (500_000, 500_000))
    for where in (code.folder, tmp_path / "new/team"):
        done = subprocess.run(
            [sys.executable, "-m", "muster", "init", str(where), *ASKED], cwd=tmp_path,
            env=code.env, preexec_fn=small, check=False, capture_output=True, text=True,
        )  # fmt: skip
        assert (done.returncode, "Nothing was changed" in done.stderr) == (3, True), done.stderr
    assert files(code.folder) == before
    assert sorted(code.folder.rglob("*/")) == folders
    assert not (tmp_path / "new").exists()


def test_what_was_moved_is_put_back_where_the_rest_can_not_be(tmp_path: Path) -> None:
    (tmp_path / "one").write_text("mine")
    (tmp_path / "one").chmod(0o640)
    (tmp_path / "last").mkdir()
    wanted = {"one": b"yours", "gone": None, "new/two": b"y", "last": b"no folder"}
    (tmp_path / "gone").write_text("here")
    (tmp_path / "gone").chmod(0o755)
    with pytest.raises(SurroundingsError, match="Nothing was changed"):
        write_together(tmp_path, wanted)
    assert files(tmp_path) == {"one": b"mine", "gone": b"here"}
    assert [(tmp_path / name).stat().st_mode & 0o777 for name in ("one", "gone")] == [0o640, 0o755]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["gone", "last", "one"]


def test_what_was_edited_stays_until_it_is_to_be_renewed(team: Repo) -> None:
    edited, script = ".github/workflows/muster.yml", ".github/muster/install.sh"
    wheel = next(path for path in GITHUB if path.endswith(".whl"))
    old = ".github/muster/muster_registry-0.0.1-py3-none-any.whl"
    team.git("add", ".")
    team.git("commit", "--quiet", "-m", "All")
    team.write(edited, "on: push\n")
    (team.folder / wheel).rename(team.folder / old)
    team.git("add", ".")
    team.git("commit", "--quiet", "-m", "Edit")
    (team.folder / script).unlink()
    (team.folder / "schema/ack.schema.json").unlink()
    done = init(team.folder, "--json")
    states = {one["file"]: one["state"] for one in done.json["data"]["files"]}
    assert {path for path, state in states.items() if state == "kept"} == {
        edited, script, wheel, old,
    }  # fmt: skip
    assert states["schema/ack.schema.json"] == "new"
    # Nobody gets a wheel of one muster and the requirements of another.
    assert not (team.folder / wheel).exists()
    assert not (team.folder / script).exists()
    told = init(team.folder)
    assert (told.code, f"{edited}  left alone" in " ".join(told.out.split("\n"))) == (0, True)
    renewed = init(team.folder, "--renew", "--json")
    states = {one["file"]: one["state"] for one in renewed.json["data"]["files"]}
    assert (states[edited], states[old], states[wheel]) == ("renewed", "removed", "new")
    assert (team.folder / edited).read_bytes() == pinned_muster()[edited]
    assert not (team.folder / old).exists()
    typed(team, renewed.json["next"], "git add")
    typed(team, renewed.json["next"], "git commit")
    assert team.git("status", "--short") == ""


def test_a_charter_that_is_there_stays(team: Repo) -> None:
    charter = team.folder / "registry/charter.yaml"
    mine = charter.read_text().replace("size: 6", "size: 6\ntimezone: UTC")
    charter.write_text(mine)
    assert init(team.folder, "--json").json["code"] == "nothing-to-do"
    kept = init(team.folder, *ASKED, "--renew", "--json")
    assert {one["state"] for one in kept.json["data"]["files"]} == {"same", "kept"}
    assert charter.read_text() == mine
    other = team.write("other.yaml", mine.replace("size: 6", "size: 7").replace("\n", "\r\n"))
    assert init(team.folder, "--charter", "other.yaml").code == 0
    assert charter.read_text() == mine
    renewed = init(team.folder, "--charter", "other.yaml", "--renew", "--json")
    assert renewed.json["data"]["size"] == 7
    assert charter.read_bytes() == other.read_bytes()
    # The pages tell what is asked now.
    assert "**team**: 7 AI" in (team.folder / "README.md").read_text()


def test_windows_line_ends_of_a_checkout_are_no_difference(team: Repo) -> None:
    for path, data in files(team.folder).items():
        if not path.startswith(".github/muster/"):  # its attributes keep it as it is
            (team.folder / path).write_bytes(data.replace(b"\n", b"\r\n"))
    states = {one["state"] for one in init(team.folder, "--json").json["data"]["files"]}
    assert states == {"same"}


def test_lines_that_would_take_the_owners_away_do_not_stay_last(team: Repo) -> None:
    owners = team.folder / ".github/CODEOWNERS"
    block = owners.read_text()
    for before, after in (
        (f"{block}* @boss\n", f"* @boss\n\n{block}"),
        ("* @boss\r\n# us\r\n", f"* @boss\n# us\n\n{block}".replace("\n", "\r\n")),
        (block.replace("@ann", "@eve"), block),
    ):
        owners.write_bytes(before.encode())
        init(team.folder)
        assert owners.read_bytes() == after.encode()
        assert init(team.folder, "--json").json["code"] == "nothing-to-do"
    owners.write_bytes(b"\xff @boss\n")
    assert "it is not UTF-8" in " ".join(init(team.folder).out.split())
    assert owners.read_bytes() == b"\xff @boss\n"


@pytest.mark.parametrize(
    ("prepare", "folder", "told"),
    [
        ("src", "src", "A registry stands at a repository's top"),
        (None, "src/new", "A registry stands at a repository's top"),
        (None, "README.md", "is no folder"),
        (None, "../files", "has files and is no Git repository"),
        (None, "../bare.git", "has no working tree"),
    ],
)
def test_where_a_registry_can_not_be(
    code: Repo, prepare: str | None, folder: str, told: str
) -> None:
    (code.folder.parent / "files").mkdir()
    (code.folder.parent / "files/x").write_text("x")
    Repo.make(code.folder.parent / "bare.git", bare=True)
    before = files(code.folder.parent)
    done = init(code.folder, folder, *ASKED)
    assert (done.code, told in done.err) == (2, True), done
    assert "  $ " in done.err
    assert files(code.folder.parent) == before


def test_a_document_that_was_imported_goes_on(tmp_path: Path) -> None:
    here = Path(__file__).parents[1] / "data/seed/session-identity-registry.md"
    env = environment(tmp_path)
    assert forked(tmp_path, env, ("import", str(here), "--into", "team")).code == 0
    subprocess.run(["git", "init", "--quiet", "team"], cwd=tmp_path, env=env, check=True)
    charter = tmp_path / "team/registry/charter.yaml"
    told = init(tmp_path, "team", "--json")
    assert (told.code, told.json["data"]["github"]) == (0, False), told
    assert told.json["data"]["size"] == 12
    assert told.json["next"][-1] == "muster claim --next"
    charter.write_text(charter.read_text() + "approval: forge\n")
    assert "names no approver" in init(tmp_path, "team").err
    charter.write_text(charter.read_text() + "approvers: [{name: Ann, github: ann}]\n")
    assert init(tmp_path, "team", "--json").json["data"]["github"]


def test_a_branch_that_is_not_main_is_told(code: Repo) -> None:
    code.git("branch", "-m", "master")
    done = init(code.folder, *ASKED, "--json")
    assert "What counts is the branch main; this is master." in done.json["message"]
    assert done.json["next"][0] == "git branch --move main"
    typed(code, done.json["next"], "git branch")
    code.git("checkout", "--quiet", "-b", "topic;id")
    on_topic = init(code.folder, *ASKED, "--json").json["next"]
    assert "git push --set-upstream origin 'topic;id'" in on_topic
    assert "gh pr create --base main --head 'topic;id' --fill" in on_topic
    code.git("checkout", "--quiet", "--detach")
    detached = init(code.folder, *ASKED, "--json").json["next"]
    typed(code, detached, "git switch")
    typed(code, detached, "git add")
    typed(code, detached, "git commit")
    assert f"git push --set-upstream origin {code.git('branch', '--show-current')}" in detached
    assert code.git("cat-file", "-t", "HEAD:registry/charter.yaml") == "blob"


def test_a_repository_without_a_commit_gets_its_first_one_on_main(tmp_path: Path) -> None:
    empty = Repo.make(tmp_path / "empty")
    empty.git("symbolic-ref", "HEAD", "refs/heads/trunk")
    done = init(empty.folder, *ASKED, "--json")
    for first in ("git branch", "git add", "git commit"):
        typed(empty, done.json["next"], first)
    assert empty.tip("main") == empty.git("rev-parse", "HEAD")


def test_a_hostile_charter_is_only_text_in_the_pages(code: Repo) -> None:
    code.write(
        "charter.yaml",
        """\
name: "<!-- muster:end --> ![x](http://evil.invalid/x.png) @everyone {{ 7 * 7 }}"
size: 3
orchestrator: {number: 1}
approval: forge
approvers: [{name: "</p><script>", github: ann}]
""",
    )
    assert init(code.folder, "--charter", "charter.yaml").code == 0
    readme = (code.folder / "README.md").read_text()
    assert readme.count(END) == 1
    for hostile in ("<script", "![", "@everyone", "49"):
        assert hostile not in readme
    done = init(code.folder, "--json").json
    assert {one["state"] for one in done["data"]["files"]} == {"same"}


def test_a_page_without_marks_is_what_a_plain_remote_has(code: Repo) -> None:
    code.write("AGENTS.md", agents_page())
    states = {
        one["file"]: one["state"]
        for one in init(code.folder, *ASKED, "--json").json["data"]["files"]
    }
    assert states["AGENTS.md"] == "same"


@pytest.mark.parametrize("umask", [0o077, 0o002])
def test_a_umask_changes_modes_only(code: Repo, tmp_path: Path, umask: int) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "muster", "init", "--json", *ASKED], cwd=code.folder, env=code.env,
        umask=umask, check=False, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    made = code.folder / ".github/muster/install.sh"
    assert made.stat().st_mode & 0o777 == 0o666 & ~umask
    assert (code.folder / "README.md").stat().st_mode & 0o777 == 0o644
    for path, data in pinned_muster().items():
        assert (code.folder / path).read_bytes() == data


@pytest.mark.parametrize(
    ("there", "written"),
    [("readme.md", "readme.md"), ("README.rst", None), ("Readme.MD", "Readme.MD")],
)
def test_a_readme_by_another_name(code: Repo, there: str, written: str | None) -> None:
    (code.folder / "README.md").rename(code.folder / there)
    states = {
        one["file"]: one["state"]
        for one in init(code.folder, *ASKED, "--json").json["data"]["files"]
    }
    if written:
        assert states[written] == "section"
    else:
        assert states["README.md"] == "kept"
    assert [p for p in files(code.folder) if p.casefold().startswith("readme")] == [there]
