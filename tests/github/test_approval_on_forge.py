"""Who approved on GitHub, asked by the real gh of the stand-in, which is not GitHub."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from support.forge import Forge
from support.repos import Content, Done, charter, claim, muster_at, slots

APPROVERS = "[{name: Ada, github: Ada}, {name: Root, github: root}, {name: Robot, github: robot}]"
OPEN = {"identity": "open", "approval": "forge", "approvers": APPROVERS}
BOT = "merger[bot]"


def clone(forge: Forge, login: str, folder: Path) -> Path:
    """A clone of the team's repository, as an account."""
    done = forge.gh(login, "--version")  # makes the account's home
    assert done.code == 0, done
    git(forge, login, "clone", "-q", forge.url, str(folder), at=forge.folder)
    return folder


def git(forge: Forge, login: str, *arguments: str, at: Path, **env: str) -> str:
    done = subprocess.run(
        ["git", *arguments], cwd=at, env=forge.env(login, **env), check=True, capture_output=True,
        text=True,
    )  # fmt: skip
    return done.stdout.strip()


def muster(forge: Forge, login: str, at: Path, *arguments: str, **env: str) -> Done:
    return muster_at(at, forge.env(login, **env), *arguments)


class Cases:
    """One registry in which each number landed in another way; what was found for each."""

    def __init__(self, forge: Forge, here: Path) -> None:
        self.forge, self.here = forge, here
        self.merges: dict[str, str] = {}
        self.entries: dict[str, dict[str, Any]] = {}
        self.done = Done(-1, "", "")
        self.asked = 0
        self.number = 0

    def branch(self, owner: str = "eve") -> str:
        """A claim of the next number on a branch of its own; the branch."""
        self.number += 1
        name = f"claim/{self.number:03d}"
        self.forge.commit(owner, name, claim(self.number, f"s-{self.number}"))
        return name

    def pull(self, login: str = "eve", owner: str = "") -> int:
        """A pull request that claims the next number."""
        owner = owner or login
        name = self.branch(owner)
        return self.forge.open_pull(login, f"{owner}:{name}").number

    def again(self, pull: int, who: str = "A tester") -> None:
        """One more commit on its branch, by somebody."""
        forge = self.forge
        found = forge.state.pulls[pull]
        repo = forge.hub.repo(found.head_owner, forge.state.name)
        tree = repo.git("rev-parse", f"{found.head_ref}^{{tree}}")
        address = f"{who}@users.noreply.github.com"
        made = repo.git(
            "commit-tree", tree, "-p", found.head_ref, "-m", "More",
            GIT_AUTHOR_NAME=who, GIT_AUTHOR_EMAIL=address,
        )  # fmt: skip
        repo.git("update-ref", f"refs/heads/{found.head_ref}", made)
        forge.sync()

    def merged(self, name: str, pull: int, by: str) -> None:
        self.merges[name] = self.forge.merge(pull, by=by)

    def push(self, name: str, *arguments: str) -> None:
        """Land something that bob makes in a clone and pushes to main."""
        where = self.here
        git(self.forge, "bob", "fetch", "-q", "origin", at=where)
        git(self.forge, "bob", "reset", "-q", "--hard", "origin/main", at=where)
        git(self.forge, "bob", *arguments, at=where)
        if "--squash" in arguments:
            git(self.forge, "bob", "commit", "-q", "-m", "Squashed", at=where)
        git(self.forge, "bob", "push", "-q", "origin", "HEAD:main", at=where)
        self.merges[name] = self.forge.main()


def landed(cases: Cases) -> None:
    """Every way to land."""
    forge = cases.forge
    cases.merged("an approver merged", cases.pull(), by="ada")
    pull = cases.pull()
    forge.review(pull, "ada")
    cases.merged("an approver reviewed and a bot merged", pull, by=BOT)
    cases.merged("an approver merged their own", cases.pull("ada", "team"), by="ada")
    pull = cases.pull("ada", "team")
    forge.review(pull, "root")
    cases.merged("another approver reviewed that", pull, by="ada")
    pull = cases.pull()
    forge.review(pull, "ada")
    cases.again(pull)
    cases.merged("the review is of an older head", pull, by=BOT)
    pull = cases.pull()
    forge.review(pull, "ada", "DISMISSED")
    cases.merged("the review was dismissed", pull, by=BOT)
    pull = cases.pull()
    forge.review(pull, "ada")
    forge.review(pull, "ada", "CHANGES_REQUESTED")
    cases.merged("the reviewer changed their mind", pull, by=BOT)
    pull = cases.pull()
    cases.again(pull, "ada")
    cases.merged("the approver pushed a commit", pull, by="ada")
    cases.merged("a renamed account merged", cases.pull(), by="ada-new")
    cases.merged("the charter's robot merged", cases.pull(), by="robot")
    cases.merged("somebody else merged", cases.pull(), by="bob")
    pull = cases.pull()
    cases.merged("who merged is gone", pull, by="ada")
    forge.state.pulls[pull].merged_by = None
    cases.push("a squash", "merge", "-q", "--squash", f"origin/{cases.branch('team')}")
    cases.push("no pull request", "merge", "-q", "--no-ff", f"origin/{cases.branch('team')}")
    name = cases.branch("team")
    forge.open_pull("eve", name)
    cases.push("a merge that was pushed", "merge", "-q", "--no-ff", f"origin/{name}")
    files: Mapping[str | bytes, Content] = {
        "registry/charter.yaml": charter(30, **{**OPEN, "approvers": "[{name: E, github: eve}]"})
    }
    forge.commit("eve", "proposal/mine", files)
    pull = forge.open_pull("eve", "eve:proposal/mine").number
    cases.merged("a charter that nobody approved", pull, by="bob")
    forge.account("eve", "write")
    cases.merged("whom that charter names merged", cases.pull("bob", "team"), by="eve")
    pull = cases.pull()
    forge.state.pulls[pull].auto_merge = "ada"
    cases.again(pull)
    cases.merged("an approver had it merged by itself", pull, by="ada")
    first = cases.pull()
    found = forge.state.pulls[first]
    repo = forge.hub.repo("eve", forge.state.name)
    repo.git("update-ref", "refs/heads/onward", found.head_sha)
    tree = repo.git("rev-parse", f"{found.head_sha}^{{tree}}")
    more = repo.git("commit-tree", tree, "-p", found.head_sha, "-m", "More")
    repo.git("update-ref", "refs/heads/onward", more)
    forge.account("zoe")
    forge.fork("zoe").git("fetch", "-q", str(repo.folder), "+refs/heads/onward:refs/heads/onward")
    copied = forge.open_pull("zoe", "zoe:onward")
    pull = forge.open_pull("eve", "eve:onward").number
    forge.review(pull, "ada")
    cases.merged("its commits were opened by others too", pull, by=BOT)
    forge.sync()
    assert copied.merge_commit_sha == forge.main()
    found.merge_commit_sha = forge.main()  # as GitHub may call what came along with another
    name = cases.branch("team")
    git(forge, "bob", "fetch", "-q", "origin", at=cases.here)
    git(forge, "bob", "reset", "-q", "--hard", "origin/main", at=cases.here)
    git(forge, "bob", "merge", "-q", "--no-ff", f"origin/{name}", at=cases.here)
    cases.merges["GitHub does not know it"] = git(forge, "bob", "rev-parse", "HEAD", at=cases.here)


@pytest.fixture(scope="module")
def cases(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cases]:
    """All of it, audited once with GitHub and once without."""
    folder = tmp_path_factory.mktemp("forge")
    files = {"registry/charter.yaml": charter(30, **OPEN), **slots(*range(1, 26))}
    with Forge.make(folder / "forge", files) as forge:
        for login in ("ada", "root", "bob", "ada-new"):
            forge.account(login, "write")
        forge.account("eve")
        forge.account("robot", "write", "Bot")
        forge.account(BOT, "write", "Bot")
        found = Cases(forge, clone(forge, "bob", folder / "here"))
        landed(found)
        found.done = muster(
            forge, "bob", found.here, "audit", "--ref", "HEAD", "--forge", "github", "--json"
        )
        assert found.done.code == 1, found.done
        by = {one["merge"]: one for one in found.done.json["data"]["entries"]}
        found.entries = {name: by[merge] for name, merge in found.merges.items()}
        found.asked = len(forge.calls)
        yield found


class Told(NamedTuple):
    """What an audit is to say: the word, whether it counts and is verified, and of the reason."""

    word: str | None
    counts: bool
    verified: bool
    reason: str = ""
    offence: str | None = None


APPROVED, SELF, PUSHED = "approved", "self-approval", "unapproved-merge"
NOBODY = "nobody whom the charter names approved it"
TABLE = {
    "an approver merged": Told(APPROVED, True, True),
    "an approver reviewed and a bot merged": Told(APPROVED, True, True),
    "an approver merged their own": Told("not-approved", False, False, "ada wrote it too", SELF),
    "another approver reviewed that": Told(APPROVED, True, True),
    "the review is of an older head": Told(
        "not-approved", False, False, "not the head that was merged", PUSHED
    ),
    "the review was dismissed": Told(
        "not-approved", False, False, "the review was dismissed", PUSHED
    ),
    "the reviewer changed their mind": Told(
        "not-approved", False, False, "ada asked for changes", PUSHED
    ),
    "the approver pushed a commit": Told("not-approved", False, False, "ada wrote it too", SELF),
    "a renamed account merged": Told("not-approved", False, False, f"{NOBODY}", PUSHED),
    "the charter's robot merged": Told(
        "not-approved", False, False, "robot is no human's account", PUSHED
    ),
    "somebody else merged": Told("not-approved", False, False, "bob merged", PUSHED),
    "who merged is gone": Told("unknown", True, False, "an account that is gone"),
    "a squash": Told(None, False, False, "it has 1 parent, not two", PUSHED),
    "no pull request": Told(
        "not-approved", False, False, "no pull request of team/registry was merged by it", PUSHED
    ),
    "a merge that was pushed": Told("not-approved", False, False, "bob merged", PUSHED),
    "a charter that nobody approved": Told("not-approved", False, False, "bob merged", PUSHED),
    "whom that charter names merged": Told(
        "not-approved", False, False, f"eve merged pull request #15, and {NOBODY}", PUSHED
    ),
    "an approver had it merged by itself": Told(
        "not-approved", False, False, "ada had GitHub merge it by itself", PUSHED
    ),
    "its commits were opened by others too": Told(APPROVED, True, True),
    "GitHub does not know it": Told(
        "not-approved", False, False, "GitHub knows no such commit of team/registry", PUSHED
    ),
}


@pytest.mark.parametrize("name", TABLE)
def test_who_approved_is_asked_of_github(cases: Cases, name: str) -> None:
    entry, told = cases.entries[name], TABLE[name]
    word = entry["forge"]["word"] if entry["forge"] else None
    assert (word, entry["counts"], entry["verified"]) == told[:3], entry
    assert entry["offence"] == told.offence, entry
    assert told.reason in (entry["reason"] or ""), entry


def test_the_approver_is_named_by_the_login(cases: Cases) -> None:
    named = {name: entry["approver"] for name, entry in cases.entries.items() if entry["approver"]}
    assert named == {
        "an approver merged": "ada",
        "an approver reviewed and a bot merged": "ada",
        "another approver reviewed that": "root",
        "its commits were opened by others too": "ada",
    }
    page = "https://github.com/team/registry/pull/1"
    told = {"word": "approved", "login": "ada", "pull": 1, "page": page, "reason": None}
    assert cases.entries["an approver merged"]["forge"] == told


def test_every_case_is_in_the_table(cases: Cases) -> None:
    assert set(cases.entries) == set(TABLE)


def test_each_merge_costs_four_questions_at_most_and_nothing_is_written(cases: Cases) -> None:
    assert cases.asked <= 1 + 4 * len(TABLE)
    assert cases.forge.written() == []
    assert "muster: asking GitHub about " in cases.done.err


def test_what_was_asked_is_not_kept(cases: Cases) -> None:
    """The same clone, asked without GitHub: what GitHub approved reads as not verified again."""
    before = len(cases.forge.calls)
    done = muster(cases.forge, "bob", cases.here, "audit", "--ref", "HEAD", "--json")
    assert (done.code, done.json["code"]) == (1, "unapproved")
    by = {one["merge"]: one for one in done.json["data"]["entries"]}
    first = by[cases.merges["an approver merged"]]
    assert (first["counts"], first["verified"], first["forge"]) == (True, False, None)
    assert first["reason"] == "approved on the forge, not verified here"
    wrong = [name for name, merge in cases.merges.items() if not by[merge]["counts"]]
    assert wrong == ["a squash"]
    assert len(cases.forge.calls) == before
