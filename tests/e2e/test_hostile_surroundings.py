"""Nothing that lies about in a repository, an environment or a configuration moves a verdict."""

from pathlib import Path

import pytest

from muster.flows.judging import Judged
from support.repos import Done, Repo, claim, path_of, record
from support.verdicts import branch, codes, only, whole


def _contested(repo: Repo) -> str:
    """A number that main has given away and a branch wants; the winner's commit."""
    repo.branch("claim")
    winner = repo.commit(claim(7, "session-a"))
    repo.commit({"README": "x"})
    repo.commit(claim(7, "session-b"), on="claim")
    return winner


def _lost(judged: Judged, winner: str) -> None:
    assert winner[:12] in only(judged, "M201").message


def _judge(repo: Repo, **env: str) -> Done:
    return repo.muster("check", "--base", "main", "--head", "claim", **env)


def test_replace_refs_do_not_count(repo: Repo) -> None:
    winner = _contested(repo)
    pretty = repo.commit(claim(7, "session-b"), on="pretty", parents=[repo.tip("main")])
    repo.git("replace", "main", pretty)
    _lost(branch(repo), winner)
    repo.git("replace", "-d", repo.tip("main"))
    blob = repo.git("rev-parse", f"main:{path_of(7)}")
    other = repo.git("rev-parse", f"claim:{path_of(7)}")
    repo.git("replace", blob, other)
    _lost(branch(repo), winner)
    _lost(branch(repo, GIT_NO_REPLACE_OBJECTS="0"), winner)


def test_replace_refs_of_another_name_do_not_count(repo: Repo) -> None:
    winner = _contested(repo)
    blob = repo.git("rev-parse", f"main:{path_of(7)}")
    other = repo.git("rev-parse", f"claim:{path_of(7)}")
    repo.git("update-ref", f"refs/mine/{blob}", other)
    _lost(branch(repo, GIT_REPLACE_REF_BASE="refs/mine/"), winner)


def test_grafts_do_not_count(repo: Repo, tmp_path: Path) -> None:
    winner = _contested(repo)
    grafts = f"{repo.tip('main')} {repo.git('rev-parse', 'main~2')}\n{repo.tip('claim')}\n"
    (repo.git_dir / "info").mkdir(exist_ok=True)
    (repo.git_dir / "info/grafts").write_text(grafts)
    _lost(branch(repo), winner)
    elsewhere = tmp_path / "grafts"
    elsewhere.write_text(grafts)
    _lost(branch(repo, GIT_GRAFT_FILE=str(elsewhere)), winner)


def test_attributes_do_not_count(repo: Repo) -> None:
    repo.commit({".gitattributes": "* merge=union text eol=crlf filter=x diff=x -diff\n"})
    winner = _contested(repo)
    (repo.git_dir / "info").mkdir(exist_ok=True)
    (repo.git_dir / "info/attributes").write_text("* merge=union filter=x diff=x\n")
    _lost(branch(repo), winner)


def test_an_attribute_does_not_make_a_stale_branch_fresh(repo: Repo) -> None:
    repo.commit({path_of(2): record(2, "session-a"), ".gitattributes": "* merge=union\n"})
    repo.branch("claim")
    repo.commit({path_of(2): record(2, "session-a") + "responsibilities: [a]\n"}, on="claim")
    repo.commit({path_of(2): record(2, "session-a") + "responsibilities: [b]\n"})
    assert "M308" in codes(branch(repo))


@pytest.fixture
def decoy(tmp_path: Path) -> Repo:
    """Another repository, in which all is well."""
    made = Repo.make(tmp_path / "decoy")
    made.commit({"registry/charter.yaml": "name: Decoy\nsize: 1\norchestrator: {number: 1}\n"})
    made.branch("claim")
    return made


def test_the_environment_does_not_redirect_git(repo: Repo, decoy: Repo, tmp_path: Path) -> None:
    winner = _contested(repo)
    repo.checkout()
    (tmp_path / "index").write_bytes(b"no index")
    (tmp_path / "shallow").write_text(f"{repo.tip('main')}\n")
    hostile = {
        "GIT_DIR": str(decoy.git_dir),
        "GIT_COMMON_DIR": str(decoy.git_dir),
        "GIT_WORK_TREE": str(tmp_path / "nowhere"),
        "GIT_INDEX_FILE": str(tmp_path / "index"),
        "GIT_OBJECT_DIRECTORY": str(decoy.git_dir / "objects"),
        "GIT_ALTERNATE_OBJECT_DIRECTORIES": str(tmp_path / "nowhere"),
        "GIT_NAMESPACE": "other",
        "GIT_PREFIX": "registry/",
        "GIT_SHALLOW_FILE": str(tmp_path / "shallow"),
        "GIT_LITERAL_PATHSPECS": "0",
        "GIT_GLOB_PATHSPECS": "1",
        "GIT_ICASE_PATHSPECS": "1",
        "GIT_CEILING_DIRECTORIES": str(repo.folder),
        "GIT_EXTERNAL_DIFF": "false",
        "GIT_DIFF_OPTS": "-u0",
        "GIT_PAGER": "false",
        "LC_ALL": "de_DE.UTF-8",
        "LANGUAGE": "de",
    }
    for name, value in hostile.items():
        found = only(branch(repo, **{name: value}), "M201")
        assert winner[:12] in found.message, name
    done = _judge(repo, **{k: v for k, v in hostile.items() if k != "GIT_CEILING_DIRECTORIES"})
    assert done.code == 5
    assert winner[:12] in done.out
    assert codes(whole(repo, **hostile)) == []
    done = repo.muster("check", "--worktree", "--json", **hostile)
    assert done.json["data"]["findings"] == []


PROGRAMS = {
    "core.fsmonitor": "{program}",
    "core.hooksPath": "{folder}",
    "core.pager": "{program}",
    "core.editor": "{program}",
    "core.sshCommand": "{program}",
    "core.askPass": "{program}",
    "diff.external": "{program}",
    "diff.x.textconv": "{program}",
    "diff.x.command": "{program}",
    "filter.x.clean": "{program}",
    "filter.x.process": "{program}",
    "merge.x.driver": "{program}",
    "pager.show": "{program}",
    "gpg.program": "{program}",
    "gpg.ssh.program": "{program}",
    "alias.rev-list": "!{program}",
    "alias.ls-tree": "!{program}",
    "interactive.diffFilter": "{program}",
    "credential.helper": "!{program}",
}
SETTINGS = {
    "core.quotePath": "true",
    "core.attributesFile": "{folder}/attributes",
    "core.logAllRefUpdates": "always",
    "core.abbrev": "4",
    "core.useReplaceRefs": "true",
    "color.ui": "always",
    "color.diff": "always",
    "column.ui": "always",
    "diff.renames": "copies",
    "diff.ignoreSubmodules": "all",
    "diff.noprefix": "true",
    "diff.relative": "true",
    "diff.orderFile": "{folder}/missing",
    "format.pretty": "raw",
    "i18n.logOutputEncoding": "UTF-16",
    "log.date": "raw",
    "log.follow": "true",
    "log.showSignature": "true",
    "log.mailmap": "true",
    "log.decorate": "full",
    "merge.default": "union",
    "merge.renames": "true",
    "status.showUntrackedFiles": "no",
    "status.short": "true",
    "status.branch": "true",
}


@pytest.mark.parametrize("where", ["user", "repository"])
def test_a_configuration_moves_nothing_and_starts_nothing(
    repo: Repo, tmp_path: Path, where: str
) -> None:
    winner = _contested(repo)
    repo.checkout()
    folder = tmp_path / "programs"
    folder.mkdir()
    trace = tmp_path / "was-started"
    for name in ("program", "post-index-change", "fsmonitor-watchman", "reference-transaction"):
        script = folder / name
        script.write_text(f"#!/bin/sh\necho {name} >> '{trace}'\n")
        script.chmod(0o755)
    (folder / "attributes").write_text("* filter=x diff=x merge=x\n")
    config = tmp_path / "config" if where == "user" else repo.git_dir / "config"
    for key, value in (PROGRAMS | SETTINGS).items():
        given = value.format(program=folder / "program", folder=folder)
        repo.git("config", "--file", str(config), key, given)
    env = {"GIT_CONFIG_GLOBAL": str(config)} if where == "user" else {}
    repo.write(path_of(9), record(9, "session-n"))
    done = _judge(repo, **env)
    assert done.code == 5, done
    assert winner[:12] in done.out
    assert "A tester, 2025-11-15" in " ".join(done.out.split())
    assert repo.muster("check", "--worktree", **env).code == 0
    plain = repo.muster("check", **env)
    assert plain.code == 0
    assert "\x1b" not in done.out + plain.out
    assert "muster check --worktree" in plain.err
    assert repo.muster("status", **env).code == 0
    assert not trace.exists(), trace.read_text()


def test_an_attribute_with_a_filter_starts_nothing(repo: Repo, tmp_path: Path) -> None:
    repo.commit({".gitattributes": "* filter=x\n"})
    repo.checkout()
    trace = tmp_path / "was-started"
    repo.git("config", "filter.x.clean", f"tee '{trace}'")
    repo.write(path_of(2), record(2, "session-a"))
    assert "--worktree" in repo.muster("check").err
    assert repo.muster("check", "--worktree").code == 0
    assert not trace.exists()


def test_a_repository_inside_the_registry_is_not_asked(repo: Repo, tmp_path: Path) -> None:
    repo.checkout()
    inner = Repo.make(repo.folder / "registry/sessions/inner")
    inner.commit({"x": "x"})
    inner.checkout()
    trace = tmp_path / "was-started"
    program = tmp_path / "program"
    program.write_text(f"#!/bin/sh\necho x >> '{trace}'\n")
    program.chmod(0o755)
    inner.git("config", "core.fsmonitor", str(program))
    repo.git("add", "registry/sessions/inner")
    trace.unlink(missing_ok=True)
    inner.write("x", "changed")
    assert "--worktree" in repo.muster("check").err
    done = repo.muster("check", "--worktree", "--json")
    assert done.code == 1
    assert {"M001", "M002"} <= {f["code"] for f in done.json["data"]["findings"]}
    assert not trace.exists()


def test_a_tag_that_is_called_main_is_not_taken_for_main(repo: Repo) -> None:
    winner = _contested(repo)
    repo.git("tag", "main", "claim")
    done = repo.muster("check", "--base", "main", "--head", "claim", "--json")
    assert (done.code, done.json["code"]) == (2, "ambiguous-ref")
    assert "refs/heads/main" in done.json["message"]
    _lost(branch(repo, base="refs/heads/main"), winner)
    status = repo.muster("status", "--json")
    assert status.json["data"]["commit"] == repo.tip("main")


def test_what_a_commit_says_of_its_author_is_shown_tame(repo: Repo) -> None:
    repo.branch("claim")
    repo.commit(claim(7, "session-a"), author="\x1b[2J::error::x @all " + "long " * 60)
    repo.commit(claim(7, "session-b"), on="claim")
    message = only(branch(repo), "M201").message
    assert len(message) < 400
    for form in ("text", "json", "github", "markdown"):
        done = repo.muster("check", "--base", "main", "--head", "claim", "--format", form)
        assert "\x1b" not in done.out
        assert "::error::x" not in done.out or form == "json"
