"""``muster github protect`` and ``doctor`` as whole commands: the real gh, a stand-in for GitHub.

A fresh repository is no gate; protected, it is one; then each sabotage alone makes it none.
"""

from __future__ import annotations

import copy
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from muster.engine.gate.codeowners import owned, wanted_lines
from muster.flows.pinned_muster import pinned_muster
from support.forge import Forge
from support.forge.state import BOT
from support.office import forked
from support.repos import Content, Done, Repo, charter, claim, slots

CONTEXT = "muster/validate"
OWNERS = ".github/CODEOWNERS"
REPO = "/repos/team/registry"


@dataclass
class Team:
    """The stand-in, and a clone that a command runs in."""

    forge: Forge
    clone: Path
    key: str

    def muster(self, *arguments: str, login: str = "ann", **env: str) -> Done:
        """``muster github …`` as an account."""
        environment = self.forge.env(login, **env)
        return forked(self.clone, environment, ("github", *arguments))

    def doctor(self, login: str = "ann", **env: str) -> tuple[int, set[str]]:
        """The doctor's exit code, and the codes of what it found."""
        done = self.muster("doctor", "--json", login=login, **env)
        assert "data" in done.json, done
        return done.code, {one["code"] for one in done.json["data"]["findings"]}

    def plan(self, *options: str, login: str = "ann") -> tuple[int, dict[str, str]]:
        """``protect``'s exit code, and the state of each item."""
        done = self.muster("protect", "--json", *options, login=login)
        return done.code, {one["code"]: one["state"] for one in done.json["data"]["items"]}

    def ruleset(self, name: str = "muster: main") -> dict[str, Any]:
        """A ruleset of the stand-in, to look at or to spoil."""
        return next(one for one in self.forge.state.rulesets if one["name"] == name)

    def claimed(self, author: str = "eve", by: str = "ann", poster: str = BOT) -> int:
        """Number 4 claimed from the author's fork, judged, and merged."""
        if author not in self.forge.owners:
            self.forge.fork(author)
        self.forge.commit(author, "claim/004", claim(4, "session-four"))
        pull = self.forge.open_pull(author, f"{author}:claim/004")
        self.forge.report(pull.head_sha, poster, "success", CONTEXT)
        if author != "ann":
            self.forge.review(pull.number, "ann")
        self.forge.merge(pull.number, by)
        return pull.number


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Team]:
    """A registry that nothing protects; ann approves and is admin, eve is a stranger."""
    folder = tmp_path_factory.mktemp("gate")
    home = Repo.make(folder / "home")
    subprocess.run(
        ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "ann", "-f", str(folder / "ann")],
        check=True,
    )
    key = " ".join((folder / "ann.pub").read_text().split()[:2])
    lines = {
        "identity": "open",
        "approval": "forge",
        "approvers": f"[{{name: Ann, github: Ann, key: {key}}}]",
    }
    files: dict[str | bytes, Content] = {
        **{path: data for path, data in pinned_muster().items() if not path.endswith(".whl")},
        "registry/charter.yaml": charter(6, **lines),
        **slots(1, 2, 3),
    }
    with Forge.make(folder / "forge", files) as forge:
        forge.account("ann", "admin")
        forge.account("eve")
        home.git("clone", "--quiet", forge.url, str(folder / "clone"), **forge.env("ann"))
        yield Team(forge, folder / "clone", str(folder / "ann"))


@pytest.fixture(scope="module")
def protected(fresh: Team) -> Team:
    """The same, protected: by CODEOWNERS on main first, then by ``protect --apply``."""
    assert fresh.doctor()[0] == 1
    forge = fresh.forge
    forge.commit("team", "main", {OWNERS: wanted_lines(["Ann"])})
    assert fresh.plan("--apply") == (
        0,
        {
            "ruleset-main": "applied",
            "ruleset-consensus-tags": "applied",
            "repository": "applied",
            "actions": "applied",
            "actions-token": "same",
            "actions-forks": "same",
            "codeowners": "same",
        },
    )
    return fresh


@pytest.fixture
def team(protected: Team, tmp_path: Path) -> Iterator[Team]:
    """The protected one for one test, which may spoil it."""
    forge = protected.forge
    state, calls = copy.deepcopy(forge.state), len(forge.calls)
    refs = forge.upstream.git("for-each-ref", "--format=%(refname) %(objectname)")
    shutil.copytree(protected.clone, tmp_path / "clone", symlinks=True)
    yield Team(forge, tmp_path / "clone", protected.key)
    forge.state = state
    del forge.calls[calls:]
    kept = dict(line.split() for line in refs.splitlines())
    now = forge.upstream.git("for-each-ref", "--format=%(refname)").splitlines()
    for ref in now:
        forge.upstream.git("update-ref", *((ref, kept[ref]) if ref in kept else ("-d", ref)))
    shutil.rmtree(forge.hub.path("eve", "registry"), ignore_errors=True)
    shutil.rmtree(forge.hub.path("ann", "registry"), ignore_errors=True)


def test_a_fresh_repository_is_no_gate(fresh: Team) -> None:
    state = copy.deepcopy(fresh.forge.state)
    fresh.forge.state.rulesets.clear()
    try:
        code, found = fresh.doctor()
    finally:
        fresh.forge.state = state
    assert code == 1
    assert {"no-pull-request-required", "main-can-be-rewound", "main-can-be-deleted"} <= found


def test_a_protected_one_is_a_gate_and_says_so_first(team: Team) -> None:
    team.claimed()
    assert team.doctor() == (0, set())
    done = team.muster("doctor")
    assert done.out.startswith("Approval is a human gate.")


def _spoil_enforcement(team: Team) -> None:
    team.ruleset()["enforcement"] = "evaluate"


def _spoil_bypass(team: Team) -> None:
    actor = {"actor_id": 5, "actor_type": "RepositoryRole", "bypass_mode": "always"}
    team.ruleset()["bypass_actors"] = [actor]


def _spoil_reviews(team: Team) -> None:
    for rule in team.ruleset()["rules"]:
        if rule["type"] == "pull_request":
            rule["parameters"]["required_approving_review_count"] = 0


def _spoil_actions(team: Team) -> None:
    team.forge.state.workflow["can_approve_pull_request_reviews"] = True


def _spoil_owners(team: Team) -> None:
    team.forge.commit("team", "main", {OWNERS: f"{wanted_lines(['Ann'])}/registry/ @eve\n"})


def _spoil_workflow(team: Team) -> None:
    text = f"on: push\njobs:\n  x:\n    steps:\n      - run: gh api -f context={CONTEXT}\n"
    team.forge.commit("team", "side", {".github/workflows/side.yml": text})


def _spoil_self(team: Team) -> None:
    team.claimed(author="ann")


def _spoil_status(team: Team) -> None:
    team.claimed(poster="eve")


def _spoil_claims(team: Team) -> None:
    team.forge.fork("ann")
    team.forge.commit("ann", "claim/004", claim(4, "session-four"))
    team.forge.open_pull("ann", "ann:claim/004")


def _spoil_main(team: Team) -> None:
    assert team.doctor()[0] == 0
    team.forge.upstream.git("update-ref", "refs/heads/main", "main~1")
    team.forge.commit("team", "main", {OWNERS: wanted_lines(["Ann"]), "other": "x"})


def _spoil_approver(team: Team) -> None:
    team.forge.account("ann", "read")
    team.forge.account("root", "admin")


SABOTAGES: dict[str, Callable[[Team], None]] = {
    "ruleset-not-enforced": _spoil_enforcement,
    "others-can-bypass": _spoil_bypass,
    "no-review-required": _spoil_reviews,
    "actions-can-approve": _spoil_actions,
    "codeowners-others": _spoil_owners,
    "workflow-poses-as-judge": _spoil_workflow,
    "one-account": _spoil_self,
    "status-posted-by-others": _spoil_status,
    "approver-claims": _spoil_claims,
    "main-rewound": _spoil_main,
    "nobody-can-approve": _spoil_approver,
}


@pytest.mark.parametrize("code", SABOTAGES)
def test_each_sabotage_alone_makes_it_none(team: Team, code: str) -> None:
    SABOTAGES[code](team)
    exit_, found = team.doctor(login="root" if code == "nobody-can-approve" else "ann")
    assert exit_ == 1
    assert code in found


def test_a_session_with_the_approvers_login_or_key_is_no_gate(team: Team) -> None:
    ssh = team.forge.folder / "homes/ann/.ssh"
    ssh.mkdir(parents=True)
    shutil.copy(team.key, ssh / "id_ed25519")
    try:
        assert team.doctor() == (0, {"approvers-key-usable"})
        code, found = team.doctor(MUSTER_SESSION_ID="session-one")
    finally:
        shutil.rmtree(ssh)
    assert (code, found) == (1, {"approvers-key-usable", "session-has-approvers-login"})


def test_an_account_with_write_access_leaves_the_human_as_the_only_gate(team: Team) -> None:
    team.forge.account("eve", "write")
    done = team.muster("doctor", "--json")
    assert (done.code, done.json["message"]) == (0, "Approval is a human gate. 1 warning.")
    told = {one["code"]: one["message"] for one in done.json["data"]["findings"]}
    assert "eve may push a workflow that sets muster/validate" in told["status-by-others"]
    plan = team.muster("protect", "--json")
    assert plan.json["data"]["breaking"] == ["eve"]
    assert "no approver: eve." in " ".join(team.muster("protect").out.split())


def test_a_login_that_sees_less_is_told_what_it_cannot_see(team: Team) -> None:
    team.forge.account("bob", "write")
    code, found = team.doctor(login="bob")
    assert code == 4
    assert {"bypass-unseen", "actions-settings-unseen"} <= found
    assert not {"collaborators-unseen", "protection-unseen"} & found
    _spoil_reviews(team)
    found = team.doctor(login="bob")[1]
    assert "protection-unseen" in found
    assert "no-review-required" not in found
    assert team.doctor(login="eve")[1] >= {"collaborators-unseen", "bypass-unseen"}


def test_what_nobody_can_ask_is_an_error_of_the_surroundings(team: Team) -> None:
    done = team.muster("doctor", "--json", GH_TOKEN="nobody")  # noqa: S106
    assert (done.code, done.json["code"]) == (3, "forge-refused")
    assert "gh auth login" in done.json["next"]
    team.forge.fail_next("GET", f"{REPO}/rules/branches/main", 500)
    assert team.muster("doctor", "--json").code == 3


def test_a_merge_does_not_hide_behind_others_that_were_closed(team: Team) -> None:
    """Whoever opens, closes or comments pull requests moves GitHub's list."""
    pull = team.forge.state.pulls[team.claimed(author="ann")]
    for number in range(pull.number + 1, pull.number + 121):
        team.forge.state.pulls[number] = replace(
            pull, number=number, merged_at=None, merged_by=None, merge_commit_sha=None,
            updated_at="2099-01-01T00:00:00Z",
        )  # fmt: skip
    assert "one-account" in team.doctor()[1]


def test_a_job_with_the_name_of_the_status_is_found(team: Team) -> None:
    pull = team.forge.state.pulls[team.claimed()]
    team.forge.state.checks.append((pull.head_sha, "build"))
    assert "check-poses-as-judge" not in team.doctor()[1]
    team.forge.state.checks.append((pull.head_sha, CONTEXT))
    code, found = team.doctor()
    assert (code, found) == (1, {"check-poses-as-judge"})


def test_branches_and_commits_of_main_itself_are_no_strange_workflows(team: Team) -> None:
    text = "on: push\npermissions: {statuses: write}\n"
    path = ".github/workflows/own.yml"
    old = team.forge.commit("team", "main", {path: text})
    team.forge.commit("team", "main", {path: f"{text}# newer\n"})
    team.forge.commit("team", "old", {"x": "y"}, on=old)
    assert team.doctor() == (0, set())
    team.forge.commit("team", "side", {path: f"{text}# mine\n"})
    assert team.doctor() == (0, {"workflow-writes-statuses"})


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('permissions: {"stat\\x75ses": write}\n', "workflow-writes-statuses"),
        ('jobs: {a: {name: "muster\\u002Fvalidate"}}\n', "workflow-poses-as-judge"),
        ("# " + "x" * (1 << 20), "workflow-writes-statuses"),
    ],
    ids=["permission", "name", "large"],
)
def test_a_workflow_does_not_hide_what_it_may(team: Team, text: str, code: str) -> None:
    team.forge.commit("team", "side", {".github/workflows/x.yml": f"on: push\n{text}"})
    assert code in team.doctor()[1]


def test_classic_protection_counts_and_its_exempt_admins_are_told(team: Team) -> None:
    team.forge.state.rulesets.clear()
    exempt = {"url": f"https://api.github.com{REPO}/x", "enabled": True}
    team.forge.state.protection["main"] = {
        "allow_force_pushes": {"enabled": False},
        "allow_deletions": {"enabled": False},
        "enforce_admins": exempt,
        "required_status_checks": {
            "contexts": [CONTEXT],
            "checks": [{"context": CONTEXT, "app_id": 15368}],
        },
        "required_pull_request_reviews": {
            "required_approving_review_count": 1,
            "require_code_owner_reviews": True,
            "dismiss_stale_reviews": True,
            "require_last_push_approval": True,
        },
    }
    assert team.doctor() == (0, set())
    exempt["enabled"] = False
    team.forge.state.protection["main"]["allow_deletions"]["enabled"] = True
    assert team.doctor() == (1, {"admins-can-bypass", "main-can-be-deleted"})


def test_a_plan_changes_nothing_and_asks_for_nothing_twice(team: Team) -> None:
    before = len(team.forge.written())
    assert team.plan()[0] == 0
    assert set(team.plan("--apply")[1].values()) == {"same"}
    assert len(team.forge.written()) == before


def test_a_second_apply_mends_what_was_spoiled_and_keeps_what_is_stricter(team: Team) -> None:
    _spoil_enforcement(team)
    for rule in team.ruleset()["rules"]:
        if rule["type"] == "pull_request":
            rule["parameters"] |= {
                "required_approving_review_count": 2,
                "require_code_owner_review": False,
            }
    code, items = team.plan()
    assert (code, items["ruleset-main"]) == (4, "differs")
    assert team.plan("--apply")[0] == 0
    pulls = next(r for r in team.ruleset()["rules"] if r["type"] == "pull_request")
    assert pulls["parameters"]["required_approving_review_count"] == 2
    assert pulls["parameters"]["require_code_owner_review"] is True
    assert team.ruleset()["enforcement"] == "active"
    assert team.plan()[0] == 0


def test_a_charter_that_wants_signatures_is_told_before_nobody_can_push_them(team: Team) -> None:
    path = "registry/charter.yaml"
    text = team.forge.upstream.git("show", f"main:{path}")
    team.forge.commit("team", "main", {path: text.replace("approval: forge\n", "")})
    done = team.muster("protect")
    assert "change it to `approval: forge` first" in " ".join(done.out.split())
    assert team.doctor() == (0, {"approval-by-signature"})


def test_what_is_refused_is_told_at_the_end_and_the_rest_is_done(team: Team) -> None:
    team.forge.state.rulesets.clear()
    team.forge.state.settings["allow_squash_merge"] = True
    team.forge.fail_next("POST", f"{REPO}/rulesets", 403)
    done = team.muster("protect", "--apply", "--json")
    states = {one["code"]: one["state"] for one in done.json["data"]["items"]}
    assert (done.code, done.json["code"]) == (3, "not-all-applied")
    assert states["ruleset-main"] == "refused"
    assert (states["ruleset-consensus-tags"], states["repository"]) == ("applied", "applied")
    assert "GitHub refused POST" in done.json["message"]
    assert team.plan("--apply")[0] == 0


def test_a_merge_queue_that_github_refuses_is_left_out(team: Team) -> None:
    team.forge.fail_next("PUT", f"{REPO}/rulesets/*", 403)
    done = team.muster("protect", "--apply", "--merge-queue", "--json")
    item = done.json["data"]["items"][0]
    assert (done.code, item["state"]) == (3, "applied")
    assert item["refusal"].startswith("Without the merge queue: GitHub refused PUT")
    assert "merge_queue" not in [rule["type"] for rule in team.ruleset()["rules"]]
    assert team.plan("--apply", "--merge-queue")[0] == 0
    assert "merge_queue" in [rule["type"] for rule in team.ruleset()["rules"]]
    assert team.doctor() == (0, set())


def test_an_app_is_pinned_once_and_stays_without_being_named(team: Team) -> None:
    team.forge.state.environments["muster"] = {
        "deployment_branch_policy": {"protected_branches": True, "custom_branch_policies": False}
    }
    assert team.plan("--app", "99", "--apply")[0] == 0
    assert team.ruleset("muster: claims")["rules"] == [{"type": "deletion"}]
    assert team.plan()[0] == 0
    team.forge.account("eve", "write")
    assert team.doctor() == (0, set())
    team.forge.state.environments.clear()
    assert team.doctor() == (0, {"app-key-for-any-branch"})


def test_codeowners_is_written_to_a_file_and_never_sent(team: Team) -> None:
    team.forge.commit("team", "main", {OWNERS: None, "CODEOWNERS": wanted_lines(["Ann"])})
    assert team.doctor() == (1, {"codeowners-gap"})  # whoever may push takes the file itself away
    team.forge.commit("team", "main", {"CODEOWNERS": "/src/ @eve\n"})
    code, items = team.plan()
    assert (code, items["codeowners"]) == (4, "by-hand")
    before = len(team.forge.calls)
    file = team.clone / "new" / "CODEOWNERS"
    done = team.muster("protect", "--write-codeowners", str(file), "--json")
    assert done.code == 0
    assert file.read_text() == f"/src/ @eve\n\n{wanted_lines(['Ann'], owned('CODEOWNERS'))}"
    assert len(team.forge.calls) == before


def test_the_repository_is_the_remotes_and_no_other(team: Team) -> None:
    _spoil_enforcement(team)
    same = team.muster("doctor", "--repository", "Team/Registry", "--json")
    assert (same.code, same.json["next"][0]) == (
        1,
        "muster github protect --apply --repository Team/Registry",
    )
    other = team.muster("doctor", "--repository", "eve/registry", "--json")
    assert (other.code, other.json["code"]) == (2, "other-repository")
    odd = team.muster("doctor", "--repository", "--x", "--json")
    assert (odd.code, odd.json["code"]) == (2, "usage")
    repo = Repo(team.clone, env=team.forge.env("ann"))
    repo.git("remote", "set-url", "origin", str(team.forge.upstream.folder))
    local = team.muster("doctor", "--json")
    assert (local.code, local.json["code"]) == (2, "not-on-github")


def test_names_from_outside_reach_no_screen_as_they_are(team: Team) -> None:
    text = f"\x1b[31m{CONTEXT}"
    team.forge.commit("team", "a;$(x)", {".github/workflows/\x1b[1m.yml": text})
    done = team.muster("doctor")
    assert done.code == 1
    assert "\x1b" not in done.out
    assert "'origin/a;$(x)'" in done.out
