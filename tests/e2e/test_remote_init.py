"""``muster remote``: what it makes, what it refuses, and that nothing stays behind."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from muster.flows.charter_approver import with_approver
from muster.model.strict_yaml import read
from support.remotes import make_key, signed_charter
from support.repos import Done, charter, claim, environment, muster_at, record

KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI" + "A" * 43
OTHER = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI" + "B" * 43


@pytest.fixture
def here(tmp_path: Path) -> Path:
    """A folder with a key, a charter of a signed team, and two planned slots."""
    make_key(tmp_path / "approver")
    files = {
        "plan/registry/charter.yaml": "# Ours.\n" + charter(identity="signed"),
        "plan/registry/sessions/001.yaml": record(1),
        "plan/registry/sessions/002.yaml": record(2),
    }
    for path, text in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text)
    (tmp_path / "home").mkdir()
    return tmp_path


def _init(here: Path, *arguments: str, **env: str) -> Done:
    return muster_at(here, environment(here / "home", **env), "remote", "init", *arguments)


def _git(here: Path, *arguments: str) -> str:
    done = subprocess.run(["git", *arguments], cwd=here, env=environment(here / "home"),
                          check=True, capture_output=True, text=True)  # fmt: skip
    return done.stdout.strip()


def test_what_it_makes(here: Path) -> None:
    odd = "a/b c/it's $HOME `x`.git"
    key_options = ("--approver-key", "approver", "--approver-name", "Ann")
    made = _init(here, odd, "--from", "plan", *key_options, "--json")
    assert made.code == 0, made.err
    data = made.json["data"]
    assert (data["size"], data["planned"], data["registered"]) == (12, 2, 0)
    assert [one["name"] for one in data["approvers"]] == ["Ann"]
    there = here / odd
    listed = _git(there, "ls-tree", "-r", "--name-only", "main").splitlines()
    begun = ["charter.yaml", "sessions/001.yaml", "sessions/002.yaml"]
    assert [p for p in listed if p.startswith("registry/")] == [f"registry/{p}" for p in begun]
    assert "schema/session.schema.json" in listed
    text = _git(there, "show", "main:registry/charter.yaml")
    key = (here / "approver.pub").read_text().strip()
    assert text.startswith("# Ours.\nname: Test team\n")
    assert text.endswith(f"approvers:\n  - {{name: Ann, key: {key}}}")
    settings = {
        "core.hookspath": "hooks", "receive.fsckobjects": "true", "receive.denydeletes": "true",
        "receive.maxinputsize": "16m", "receive.advertisepushoptions": "false",
        "core.logallrefupdates": "true", "core.bare": "true", "receive.autogc": "false",
    }  # fmt: skip
    assert {name: _git(there, "config", name) for name in settings} == settings
    assert os.access(there / "hooks/pre-receive", os.X_OK)
    assert _git(there, "rev-list", "--count", "main") == "1"
    assert sorted(path.name for path in (here / "a/b c").iterdir()) == [Path(odd).name]
    # And its hook works, at that path.
    _git(here, "clone", "--quiet", str(there), "clone")
    answer = muster_at(here / "clone", environment(here / "home"), "claim", "--next",
                       "--session-id", "session-1", "--json")  # fmt: skip
    assert answer.code == 0, answer
    assert _git(there, "for-each-ref", "--format=%(refname)").split() == [
        "refs/heads/claim/001", "refs/heads/main",
    ]  # fmt: skip


def test_what_it_prints(here: Path) -> None:
    made = _init(here, "team", "--from", "plan", "--approver-key", "approver.pub")
    for words in (
        "--receive-pack",
        "muster audit",
        "passphrase",
        f"$ git clone --no-local {here}/team",
        "$ muster claim --next",
        f"$ muster serve {here}/team",
    ):
        assert words in " ".join(made.out.split()), words
    for number in (1, 2):
        (here / f"plan/registry/sessions/{number:03d}.yaml").unlink()
    empty = _init(here, "empty", "--from", "plan", "--approver-key", "approver.pub", "--json")
    assert empty.json["next"][1:3] == [
        "muster show 1 >claim.yaml", "muster claim --next --from claim.yaml",
    ]  # fmt: skip
    again = _init(here, "team", "--from", "plan", "--approver-key", "approver.pub")
    assert again.code == 2
    assert "is a remote already" in again.err
    assert f"$ muster remote hook {here}/team" in again.err


def test_a_charter_alone_and_the_folder_one_is_in(here: Path) -> None:
    (here / "plan/registry/charter.yaml").write_text(
        signed_charter((here / "approver.pub").read_text().strip())
    )
    (here / "team").mkdir()  # an empty folder is taken
    alone = _init(here, "team", "--charter", "plan/registry/charter.yaml", "--json")
    assert alone.json["data"]["planned"] == 0
    done = muster_at(here / "plan", environment(here / "home"), "remote", "init", "../other")
    assert done.code == 0, done.err


def _refused(here: Path, code: int, told: str, *arguments: str) -> Done:
    before = sorted(str(path) for path in here.rglob("*"))
    done = _init(here, *arguments)
    assert done.code == code, done
    assert told in done.err, done.err
    assert sorted(str(path) for path in here.rglob("*")) == before
    return done


def test_what_it_refuses(here: Path) -> None:
    plan = here / "plan/registry"
    with_key = ("a/team", "--from", "plan", "--approver-key", "approver")
    done = _refused(here, 2, "names no approver with a key", "a/team", "--from", "plan")
    assert "$ muster remote init" in done.err
    assert "--approver-key" in done.err
    _refused(here, 2, "no registry to begin with", "a/team", "--approver-key", "approver")
    _refused(here, 2, "There is no file", "a/team", "--charter", "none")
    _refused(here, 2, "not both", *with_key, "--charter", "x")
    _refused(here, 2, "says whose", "a/team", "--from", "plan", "--approver-name", "x")
    _refused(
        here,
        3,
        "is no SSH key",
        "a/team",
        "--from",
        "plan",
        "--approver-key",
        "plan/registry/charter.yaml",
    )
    _refused(here, 2, "can't be named so", *with_key, "--approver-name", "x\x07y")
    _refused(here, 2, "no empty folder", "plan", *with_key[1:])
    (here / "gone").symlink_to("nowhere")
    _refused(here, 2, "no empty folder", "gone", *with_key[1:])
    link = plan / "sessions/003.yaml"
    link.symlink_to("002.yaml")
    _refused(here, 2, "is a symbolic link", *with_key)
    link.unlink()
    os.mkfifo(link)
    _refused(here, 2, "is no plain file", *with_key)
    link.unlink()
    link.write_text("x" * 70_000)
    _refused(here, 2, "more than 65,536 bytes", *with_key)
    link.write_text(record(2))
    assert "M102" in _refused(here, 1, "The registry is blocked", *with_key).err
    key = (here / "approver.pub").read_text().strip()
    link.write_text(claim(3, "session-3", key=key)["registry/sessions/003.yaml"])  # type: ignore[arg-type]
    assert "M404" in _refused(here, 1, "The registry is blocked", *with_key).err
    link.unlink()
    (plan / "charter.yaml").write_text(charter(identity="signed", approval="forge"))
    _refused(here, 2, "a plain remote has no forge", *with_key)
    (plan / "charter.yaml").write_text("size: 12\n")
    assert "M101" in _refused(here, 1, "The registry is blocked", *with_key).err
    (plan / "charter.yaml").write_bytes(b"\xff\n")
    assert "M004" in _refused(here, 1, "The registry is blocked", *with_key).err


def test_a_hook_is_renewed_for_remotes_only(here: Path) -> None:
    done = muster_at(here, environment(here / "home"), "remote", "hook", "plan")
    assert (done.code, "is no remote that muster made" in done.err) == (2, True)
    shutil.rmtree(here / "plan")
    done = muster_at(here, environment(here / "home"), "remote", "hook", "plan")
    assert (done.code, "is no remote that muster made" in done.err) == (2, True)


@pytest.mark.parametrize(
    ("text", "name", "added"),
    [
        ("a: 1\n", "Ann", f"a: 1\napprovers:\n  - {{name: Ann, key: {KEY}}}\n"),
        ("a: 1", None, f"a: 1\napprovers:\n  - {{name: me, key: {KEY}}}\n"),
        ("approvers: []  # none\nb: 2\n", "Ann",
         f"approvers:\n  - {{name: Ann, key: {KEY}}}\nb: 2\n"),
        ("approvers:\n  - {name: Bob}  # he\nb: 2 # two\n", None,
         f"approvers:\n  - {{name: Bob, key: {KEY}}}  # he\nb: 2 # two\n"),
        ("approvers:\n  - name: Bob\n    github: bob\nb: 2\n", "Bob",
         f"approvers:\n  - name: Bob\n    key: {KEY}\n    github: bob\nb: 2\n"),
        ("approvers:\n  - name: Bob\n    github: bob\n# on\nb: 2\n", "Ann",
         "approvers:\n  - name: Bob\n    github: bob\n"
         f"  - {{name: Ann, key: {KEY}}}\n# on\nb: 2\n"),
        (f"approvers: [{{name: Bob, key: {OTHER}}}]\n", "Ann", None),
        (f"approvers: [{{name: Bob, key: {KEY}}}]\n", "Ann",
         f"approvers: [{{name: Bob, key: {KEY}}}]\n"),
        ("approvers: 3\n", "Ann", "approvers: 3\n"),
        ("a: [\n", "Ann", "a: [\n"),
    ],
)  # fmt: skip
def test_an_approver_goes_into_a_charters_text(
    text: str, name: str | None, added: str | None
) -> None:
    done = with_approver(text, KEY, name, "me")
    if added is not None:
        assert done == added
    else:  # written anew where its own text has no place for it
        assert read(done.encode()).value["approvers"] == [
            {"name": "Bob", "key": OTHER}, {"name": "Ann", "key": KEY},
        ]  # fmt: skip
