"""What may stand in a registry, and under which name."""

import json
import os
import shlex

import pytest

from support.office import asked
from support.repos import EXECUTABLE, LINK, SUBMODULE, Repo, claim, path_of, record
from support.verdicts import at, branch, codes, only, whole

FORMS = ("text", "json", "github", "markdown")
STRANGE = [
    b"registry/sessions/new\nline.yaml",
    b"registry/sessions/tab\there.yaml",
    b'registry/sessions/"quoted".yaml',
    b"registry/sessions/it's.yaml",
    b"registry/sessions/back\\slash.yaml",
    b"registry/sessions/\xff\xfe.yaml",
    b"registry/sessions/\xc3\xa9.yaml",
    b"registry/sessions/-rf.yaml",
    b"registry/-x",
    b"registry/sessions/...yaml",
    b"registry/..yaml/007.yaml",
    b"registry/sessions/007.yaml ",
    b"registry/sessions/\x1b[31mred.yaml",
    b"registry/sessions/::error::.yaml",
    b"registry/sessions/$(touch pwned).yaml",
    b"registry/sessions/7;touch pwned.yaml",
    b"registry/sessions/\xe2\x80\xae007.yaml",
    b"registry/sessions/\xd9\xa7.yaml",  # an Arabic seven
    b"registry/sessions/deeper/007.yaml",
    b"registry/007.yaml",
    b"registry/charter.yml",
    b"registry/README.md",
    b"registry/sessions/*.yaml",
    b"registry/sessions/:(glob)**.yaml",
    b"registry/" + b"x" * 3_000,
]


@pytest.mark.parametrize(
    ("path", "number"),
    [
        ("registry/sessions/7.yaml", 7),
        ("registry/sessions/07.yaml", 7),
        ("registry/sessions/0007.yaml", 7),
        ("registry/sessions/007.yml", 7),
        ("registry/sessions/007.YAML", 7),
        ("Registry/sessions/007.yaml", 7),
        ("registry/Sessions/007.yaml", 7),
        ("registry/sessions/0721.yaml", 721),
    ],
)
def test_another_spelling_of_a_held_number_is_refused(repo: Repo, path: str, number: int) -> None:
    repo.commit({"registry/charter.yaml": (0o100644, _charter()), **claim(number, "session-a")})
    repo.branch("claim")
    repo.commit({path: record(number, "session-b", name="other")}, on="claim")
    judged = branch(repo)
    assert {"M001", "M201"} <= set(at(judged, path))
    assert judged.report.lost


def _charter() -> str:
    return "name: Large\nsize: 1000\norchestrator: {number: 1}\nidentity: open\n"


@pytest.mark.parametrize("path", ["registry/sessions/7.yaml", "registry/sessions/007.YAML"])
def test_another_spelling_of_a_free_number_is_refused(repo: Repo, path: str) -> None:
    repo.branch("claim")
    repo.commit({path: record(7, "session-b")}, on="claim")
    judged = branch(repo)
    assert "M001" in at(judged, path)
    assert path_of(7) in only(judged, "M001").help


def test_a_folder_that_differs_in_case_is_the_registrys_business(repo: Repo) -> None:
    repo.branch("claim")
    repo.commit({"Registry/sessions/008.yaml": record(8, "session-b")}, on="claim")
    assert "M001" in at(branch(repo), "Registry/sessions/008.yaml")
    assert "M001" in codes(whole(repo, "claim"))


@pytest.mark.parametrize("form", FORMS)
def test_every_strange_path_is_refused_in_every_format(repo: Repo, form: str) -> None:
    repo.branch("claim")
    repo.commit({path: record(7, "session-b") for path in STRANGE}, on="claim")
    done = asked(repo, "check", "--base", "main", "--head", "claim", "--format", form)
    assert done.code in (1, 5)
    assert "internal-error" not in done.out + done.err
    assert "Traceback" not in done.err
    assert done.out.count("M001") >= len(STRANGE)
    assert not any(c in done.out for c in "\x1b\t\u202e\r")
    assert not any(line.startswith("::error::") for line in done.out.splitlines())
    if form == "json":
        assert len([f for f in done.json["data"]["findings"] if f["code"] == "M001"]) == len(
            STRANGE
        )
    judged = whole(repo, "claim")
    assert len([f for f in judged.report.findings if f.code == "M001"]) == len(STRANGE)


@pytest.mark.parametrize("path", STRANGE)
def test_a_strange_path_on_main_blocks_no_claim_and_gives_no_command_to_the_shell(
    repo: Repo, path: bytes
) -> None:
    repo.commit({path: record(7, "session-old", name="old"), **claim(7, "session-a")})
    repo.branch("claim")
    repo.commit(claim(8, "session-b"), on="claim")
    assert codes(branch(repo)) == []
    judged = whole(repo)
    assert "M001" in codes(judged)
    for finding in judged.report.findings:
        for command in finding.commands:
            words = shlex.split(command)
            assert words[0] in ("git", "muster")
            assert set(words[1:]) <= {"rm", "mv", "--", "show", "7", path_of(7), os.fsdecode(path)}


@pytest.mark.parametrize("name", ["..", ".", ".git", "a/b"])
def test_a_name_that_no_checkout_could_have_is_refused(repo: Repo, name: str) -> None:
    repo.branch("claim")
    blob = repo.git("hash-object", "-w", "--stdin", given=record(7, "session-b").encode())
    sessions = _tree(repo, (b"100644", name.encode(), blob))
    registry = repo.git("ls-tree", "main:registry").replace(" sessions", "").splitlines()
    charter = registry[0].split()[2]
    top = _tree(
        repo,
        (b"40000", b"registry", _tree(
            repo, (b"100644", b"charter.yaml", charter), (b"40000", b"sessions", sessions)
        )),
    )  # fmt: skip
    commit = repo.git("commit-tree", top, "-p", "main", "-m", "x")
    repo.git("update-ref", "refs/heads/claim", commit)
    judged = branch(repo)
    assert "M001" in at(judged, f"registry/sessions/{name}")


def test_a_tree_that_lists_a_path_twice_is_damaged(repo: Repo) -> None:
    one, two = (
        repo.git("hash-object", "-w", "--stdin", given=record(7, session).encode())
        for session in ("session-a", "session-b")
    )
    sessions = _tree(repo, (b"100644", b"007.yaml", one), (b"100644", b"007.yaml", two))
    charter = repo.git("rev-parse", "main:registry/charter.yaml")
    registry = _tree(repo, (b"100644", b"charter.yaml", charter), (b"40000", b"sessions", sessions))
    top = _tree(repo, (b"40000", b"registry", registry))
    repo.git("update-ref", "refs/heads/claim", repo.git("commit-tree", top, "-p", "main", "-m", ""))
    for arguments in (["--base", "main", "--head", "claim"], ["--ref", "claim"]):
        done = asked(repo, "check", *arguments, "--json")
        assert (done.code, done.json["code"]) == (3, "damaged-tree")


def _tree(repo: Repo, *entries: tuple[bytes, bytes, str]) -> str:
    data = b"".join(mode + b" " + name + b"\0" + bytes.fromhex(oid) for mode, name, oid in entries)
    return repo.git("hash-object", "-t", "tree", "-w", "--literally", "--stdin", given=data)


@pytest.mark.parametrize("path", [path_of(7), path_of(2), "registry/charter.yaml", "registry"])
def test_a_symbolic_link_is_refused(repo: Repo, path: str) -> None:
    repo.branch("claim")
    gone = {name: None for name in _listed(repo) if name.startswith(f"{path}/")}
    repo.commit({**gone, path: (LINK, "../../outside")}, on="claim")
    judged = branch(repo)
    assert "M002" in at(judged, path)
    assert asked(repo, "check", "--base", "main", "--head", "claim").code == 1


def _listed(repo: Repo) -> list[str]:
    return repo.git("ls-tree", "-r", "--name-only", "main").splitlines()


@pytest.mark.parametrize("setting", ["", "diff.ignoreSubmodules", ".gitmodules"])
def test_a_submodule_is_refused_whatever_a_setting_ignores(repo: Repo, setting: str) -> None:
    repo.branch("claim")
    files = {path_of(7): (SUBMODULE, repo.tip("main"))}
    if setting == ".gitmodules":
        text = f'[submodule "x"]\n\tpath = {path_of(7)}\n\turl = ./x\n\tignore = all\n'
        files[".gitmodules"] = (0o100644, text)
    elif setting:
        repo.git("config", setting, "all")
    repo.commit(files, on="claim")
    repo.checkout("claim")
    assert "M002" in at(branch(repo), path_of(7))
    assert "M002" in at(whole(repo, "claim"), path_of(7))


def test_an_executable_record_is_a_plain_file(repo: Repo) -> None:
    repo.branch("claim")
    repo.commit({path_of(7): (EXECUTABLE, record(7, "session-a"))}, on="claim")
    assert codes(branch(repo)) == []


def test_a_file_of_five_megabytes_is_refused_unread(repo: Repo) -> None:
    repo.branch("claim")
    repo.commit({path_of(7): "x" * 5_000_000}, on="claim")
    judged = branch(repo)
    assert at(judged, path_of(7)) == ["M003"]
    assert judged.registry.files[path_of(7)].source.data is None
    # Unread: the same verdict where the content is not there at all.
    repo.git("repack", "-a", "-d", "--quiet", "--no-write-bitmap-index")
    assert "5,000,000" in only(branch(repo), "M003").message


def test_a_file_at_the_bound_is_read(repo: Repo) -> None:
    text = record(7, "session-a")
    repo.branch("claim")
    repo.commit({path_of(7): text + "#" * (65_536 - len(text))}, on="claim")
    assert codes(branch(repo)) == []
    repo.commit({path_of(7): text + "#" * (65_537 - len(text))}, on="claim")
    assert codes(branch(repo)) == ["M003"]


def test_three_thousand_files_in_one_branch_are_judged(repo: Repo) -> None:
    repo.branch("claim")
    files = {f"registry/sessions/x{n}.yaml": record(7, f"session-{n}") for n in range(3_000)}
    repo.commit({**files, **{f"src/{n}": "x" for n in range(50)}}, on="claim")
    done = asked(repo, "check", "--base", "main", "--head", "claim", "--json")
    assert done.code == 1  # nobody holds the number: nothing was lost to anybody
    told = [f["code"] for f in json.loads(done.out)["data"]["findings"]]
    assert told.count("M001") == 3_000
    assert "M302" in told


def test_three_thousand_claims_of_a_held_number_are_judged(repo: Repo) -> None:
    repo.commit(claim(7, "session-a"))
    repo.branch("claim")
    files = {f"registry/sessions/x{n}.yaml": record(7, f"session-{n}") for n in range(3_000)}
    repo.commit(files, on="claim")
    told = [f.code for f in branch(repo).report.findings]
    assert told.count("M201") == 3_000
