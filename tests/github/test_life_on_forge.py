"""A team whose charter says `approval: forge`, from claims to the signed tag, on the stand-in.

The stand-in is not GitHub; muster, git and gh are the real ones.
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from support.forge import Forge
from support.office import forked
from support.remotes import make_key
from support.repos import Done, charter, slots

ON_FORGE = "approved on the forge, not verified here"
LINES = {"identity": "signed", "approval": "forge"}
MRR = "[{id: mrr, statement: Reach 120k MRR}]"
APPROVE = ("approve", "activation")


class Life:
    """The stand-in, a clone for the sessions (bob's), one for the approver (ada's), her key."""

    def __init__(self, forge: Forge, folder: Path, key: Path) -> None:
        self.forge, self.folder, self.key = forge, folder, key

    def muster(self, login: str, *arguments: str, **env: str) -> Done:
        return forked(self.folder / login, self.forge.env(login, **env), arguments)

    def session(self, number: int, *arguments: str) -> dict[str, Any]:
        """A command of a session, which must succeed."""
        done = self.muster("bob", *arguments, "--json", MUSTER_SESSION_ID=f"session-{number}")
        assert done.code == 0, done
        return done.json

    def pull(self, branch: str) -> int:
        """The open pull request of a branch, which the session's command opened."""
        self.forge.sync()
        pulls = self.forge.state.pulls.values()
        (found,) = (one for one in pulls if one.state == "open" and one.head_ref == branch)
        return found.number

    def press(self, branch: str, by: str = "ada") -> str:
        """Press the button of a branch's pull request."""
        return self.forge.merge(self.pull(branch), by=by)

    def seen(self, login: str, *arguments: str) -> Done:
        """A command that shows main, after a fetch."""
        env = self.forge.env(login)
        subprocess.run(["git", "fetch", "-q"], cwd=self.folder / login, env=env, check=True)
        return self.muster(login, *arguments)


def begun(folder: Path, **more: str) -> Life:
    key = folder / "ada-key"
    public = make_key(key)
    people = f"[{{name: Ada, github: ada, key: {public}}}]"
    lines = {"objectives": MRR, "approvers": people, **LINES, **more}
    forge = Forge.make(
        folder / "forge", {"registry/charter.yaml": charter(2, **lines), **slots(1, 2)}
    )
    for login in ("ada", "bob"):
        forge.account(login, "write")
        subprocess.run(
            ["git", "clone", "-q", forge.url, str(folder / login)], env=forge.env(login), check=True
        )
    return Life(forge, folder, key)


@pytest.fixture(scope="module")
def life(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Life]:
    """The team of two, both merged by the button; code of others lands beside the registry."""
    made = begun(tmp_path_factory.mktemp("life"))
    with made.forge:
        for number in (1, 2):
            made.session(number, "claim", "--number", str(number))
            made.press(f"claim/{number:03d}")
        made.forge.upstream.commit({"src/app.py": "print()\n"})  # as a squash does
        yield made


def test_what_github_merged_counts_and_every_screen_says_that_nobody_looked(life: Life) -> None:
    status = life.seen("bob", "status", "--json").json["data"]
    assert status["registered"] == [1, 2]
    first, last = status["checklist"][0], status["checklist"][-1]
    assert {one["by"] for one in first["evidence"]} == {ON_FORGE}
    assert last["detail"] == f"2 of 2 claims on main {ON_FORGE}"
    shown = {name: life.muster("bob", *name.split()).out for name in ("roster", "show 1")}
    assert f"Numbers 1-2: {ON_FORGE}.\n$ muster audit --forge github" in shown["roster"]
    assert ON_FORGE in shown["show 1"]
    for name in ("roster", "show"):
        shown = life.muster("bob", name, *(("1",) if name == "show" else ()), "--json").json["data"]
        approval = shown["sessions"][0]["approval"]
        assert (approval["counts"], approval["verified"]) == (True, False), name
        assert (approval["approver"], approval["reason"]) == (None, ON_FORGE), name
    who = life.session(1, "whoami")
    assert f"is {ON_FORGE}" in who["message"]
    assert life.muster("bob", "page", "--out", "site").code == 0
    page = (life.folder / "bob/site/index.html").read_text()
    assert page.count(ON_FORGE) >= 3
    assert life.muster("bob", "check", "--ref", "origin/main").code == 0


def test_the_audit_says_what_verifies_it_and_github_does(life: Life) -> None:
    offline = life.seen("bob", "audit", "--json")
    assert (offline.code, offline.json["code"]) == (0, "not-verified-here")
    assert offline.json["message"] == f"2 of 3 changes of main: {ON_FORGE}."
    assert offline.json["next"] == ["muster audit --forge github"]
    assert "$ muster audit --forge github" in life.muster("bob", "audit").out
    asked = life.muster("bob", "audit", "--forge", "github", "--json")
    assert (asked.code, asked.json["code"]) == (0, "ok")
    assert asked.json["message"] == (
        "All 2 changes since the registry began are approved. GitHub says so of 2, now."
    )
    plain = life.muster("bob", "audit", "--forge", "github")
    assert "approved by ada (verified on GitHub)" in plain.out
    assert "https://github.com/team/registry/pull/1" in plain.out
    assert life.seen("bob", "status", "--json").json["data"]["checklist"][-1]["detail"] == (
        f"2 of 2 claims on main {ON_FORGE}"
    )


def test_a_human_looks_where_github_cannot_say_who_approved(life: Life) -> None:
    pull = life.forge.state.pulls[1]
    pull.merged_by = None
    done = life.seen("bob", "audit", "--forge", "github", "--json")
    pull.merged_by = "ada"
    assert (done.code, done.json["code"]) == (4, "not-told")
    assert done.json["message"] == "GitHub can't say who approved 1 of 3 changes of main."
    entry = done.json["data"]["entries"][1]
    assert (entry["counts"], entry["verified"], entry["forge"]["word"]) == (True, False, "unknown")


def test_which_repository_is_asked_can_be_said(life: Life) -> None:
    named = ("audit", "--forge", "github", "--repository")
    assert life.muster("bob", *named, "team/registry", "--json").code == 0
    missing = life.muster("bob", *named, "team/other", "--json")
    assert (missing.code, missing.json["code"]) == (3, "forge-refused")
    wrong = life.muster("bob", *named, "no repository", "--json")
    assert (wrong.code, wrong.json["code"]) == (2, "usage")
    alone = life.muster("bob", "audit", "--repository", "team/registry", "--json")
    assert (alone.code, alone.json["next"]) == (
        2, ["muster audit --forge github --repository team/registry"],
    )  # fmt: skip
    away = life.muster("bob", "audit", "--forge", "github", "--json", GH_TOKEN="")
    assert (away.code, away.json["code"]) == (3, "no-login")


def test_the_button_activates_the_team_and_the_approver_signs_the_tag(life: Life) -> None:
    forge = life.forge
    by_key = ("--key", str(life.key), "--json")
    life.session(1, "confirm")
    for number in (1, 2):
        life.session(number, "ack")
    pull = life.pull("activation")
    page = f"https://github.com/team/registry/pull/{pull}"

    status = life.seen("ada", "status", "--json").json["data"]
    todo = status["checklist"][-1]["to_do"]
    merge = "gh pr merge activation --merge"
    assert todo == [
        {
            "who": "a human who approves, by merging on the forge",
            "commands": [merge, "muster approve activation"],
        }
    ]
    early = life.muster("ada", *APPROVE, *by_key)
    assert (early.code, early.json["code"]) == (1, "approval-on-forge")
    assert f"Press it at {page}." in early.json["message"]
    pressing = [f"gh pr review {pull} --approve", f"gh pr merge {pull} --merge"]
    assert early.json["next"] == [*pressing, "muster approve activation"]
    assert forge.upstream.tip("main") == status["commit"]

    forge.merge(pull, by="ada")
    told = life.seen("bob", "status", "--json").json
    assert (told["code"], told["next"]) == ("active", ["muster approve activation"])
    assert told["data"]["checklist"][-1]["detail"] == (
        f"{ON_FORGE}, the tag consensus-1 is not made yet"
    )
    done = life.muster("ada", *APPROVE, *by_key)
    assert (done.code, done.json["data"]["tag"]) == (0, "consensus-1")
    assert forge.upstream.git("tag", "--list") == "consensus-1"
    life.session(1, "whoami")  # a look at the remote brings the tag
    point = life.seen("bob", "status", "--json").json["data"]["checklist"][-1]
    assert (point["state"], point["detail"]) == ("done", f"{ON_FORGE}, tag consensus-1")
    again = life.muster("ada", *APPROVE, *by_key)
    assert (again.code, again.json["code"]) == (0, "already-approved")

    asked = life.seen("bob", "audit", "--forge", "github", "--json")
    assert asked.code == 0, asked
    assert asked.json["data"]["entries"][-1]["approver"] == "ada"
    changes = asked.json["data"]["entries"][-1]["changes"]
    assert changes == ["consensus-1 confirmed and 2/2 acknowledged, each with its own key"]


def test_a_claim_is_merged_on_github_and_not_by_a_key(tmp_path: Path) -> None:
    life = begun(tmp_path)
    with life.forge:
        life.session(1, "claim", "--number", "1", "--no-pr")
        main = life.forge.main()
        for names in (("1",), ("--all",)):
            done = life.muster("ada", "approve", *names, "--json")  # no key is asked for
            assert (done.code, done.json["code"]) == (1, "approval-on-forge"), done
            assert "https://github.com/team/registry/pulls" in done.json["message"]
            assert done.json["next"] == ["gh pr list"]
        number = life.forge.open_pull("bob", "claim/001").number
        done = life.muster("ada", "approve", "1", "--json")
        assert (
            f"Press it at https://github.com/team/registry/pull/{number}." in (done.json["message"])
        )
        pressing = [f"gh pr review {number} --approve", f"gh pr merge {number} --merge"]
        assert done.json["next"] == pressing
        roster = life.muster("ada", "roster", "--remote")
        assert [line.strip() for line in roster.out.splitlines()][-2:] == [
            f"$ {text}" for text in pressing
        ]
        away = life.muster("ada", "approve", "1", "--json", GH_TOKEN="")
        assert away.json["next"] == ["gh pr list"]
        assert life.forge.main() == main
        status = life.seen("bob", "status", "--json").json
        asked = status["data"]["checklist"][0]["to_do"][0]
        assert asked["commands"] == ["gh pr list"]


def test_a_charter_without_logins_has_no_approver_on_github(tmp_path: Path) -> None:
    life = begun(tmp_path, approvers="[{name: Ada}]")
    with life.forge:
        life.session(1, "claim", "--number", "1")
        life.press("claim/001")
        offline = life.seen("bob", "audit", "--json")
        assert (offline.code, offline.json["code"]) == (0, "not-verified-here")
        assert "names no approver by a GitHub login" in offline.json["message"]
        asked = life.muster("bob", "audit", "--forge", "github", "--json")
        assert (asked.code, asked.json["code"]) == (1, "unapproved")
        assert "names no approver by a GitHub login" in asked.json["message"]


def test_under_signatures_github_only_adds_what_it_knows(tmp_path: Path) -> None:
    life = begun(tmp_path, approval="signature")
    with life.forge:
        life.session(1, "claim", "--number", "1")
        by_key = ("--key", str(life.key), "--yes", "--json")
        done = life.muster("ada", "approve", "1", *by_key)
        assert done.code == 0, done
        life.session(2, "claim", "--number", "2")
        life.press("claim/002")  # by the button alone
        found = life.seen("bob", "audit", "--forge", "github", "--json")
        assert (found.code, found.json["code"]) == (1, "unapproved")
        signed, pressed = found.json["data"]["entries"][1:]
        assert (signed["verified"], signed["approver"]) == (True, "Ada")
        assert (signed["forge"]["word"], signed["forge"]["login"]) == ("approved", "ada")
        assert (pressed["counts"], pressed["reason"]) == (False, "no signature of it verifies")
        assert (pressed["forge"]["word"], pressed["forge"]["login"]) == ("approved", "ada")
        plain = life.muster("bob", "audit", "--forge", "github").out
        assert "on GitHub: pull request #1, approved by ada" in plain
