"""What protects a repository: as it is, as it should be, and never looser than it was."""

from __future__ import annotations

from typing import Any

import pytest

from muster.engine.gate.codeowners import BEGIN, FOLDERS
from muster.engine.gate.difference import UNSEEN
from muster.engine.gate.facts import (
    ACTIONS_APP,
    Account,
    Actions,
    Bypass,
    Owners,
    Ruleset,
    Settings,
)
from muster.engine.gate.plan import Found, Item, Plan, plan
from muster.engine.gate.protection import wanted_claims, wanted_main, wanted_tags
from muster.engine.gate.stricter import as_it_should_be
from support.gate import ANN, facts, ruleset

EVE = Account("eve", 2, "User", "write")
FRESH = Found(
    Settings("main", True, True, True, False),
    (),
    Actions(True, "all", False, "write", False, "first_time_contributors_new_to_github"),
    (ANN, EVE),
    ("ann",),
    FOLDERS,
    Owners("", ""),
)


def tags() -> Ruleset:
    """The tags' ruleset, found again."""
    wanted = wanted_tags()
    return ruleset(id=8, name=wanted.name, target="tag", include=wanted.include, rules=wanted.rules)


SOUND = Found(
    Settings("main", True, False, False, False),
    (ruleset(), tags()),
    Actions(True, "all", True, "read", False, "first_time_contributors"),
    (ANN,),
    ("ann",),
    FOLDERS,
    facts().owners,
)


def planned(found: Found = SOUND, app: int | None = None, queue: bool = False, **more: Any) -> Plan:
    """A plan, with some facts changed."""
    return plan(found._replace(**more), app, queue=queue)


def item(made: Plan, code: str) -> Item:
    """One item of it."""
    return next(one for one in made.items if one.code == code)


def changes(made: Plan, code: str) -> dict[str, tuple[str, str]]:
    """What differs: name → as it is, as it should be."""
    return {what: (now, wanted) for what, now, wanted in item(made, code).changes}


def parameters(made: Plan, kind: str, code: str = "ruleset-main") -> dict[str, Any]:
    """The parameters of a rule in the request."""
    request = item(made, code).request
    assert request is not None
    return next(rule["parameters"] for rule in request.body["rules"] if rule["type"] == kind)


def test_a_sound_repository_differs_in_nothing() -> None:
    assert planned().open == ()


def test_a_fresh_one_differs_in_everything() -> None:
    made = planned(FRESH)
    assert [one.code for one in made.open] == [
        "ruleset-main",
        "ruleset-consensus-tags",
        "repository",
        "actions",
        "actions-token",
        "actions-forks",
        "codeowners",
    ]
    assert changes(made, "repository") == {
        "allow_squash_merge": ("yes", "no"),
        "allow_rebase_merge": ("yes", "no"),
    }
    assert changes(made, "ruleset-main")["deletion"] == ("missing", "in force")
    assert made.breaking == ("eve",)
    assert made.forks


def test_the_request_of_an_item_has_what_differs_and_no_more() -> None:
    request = item(planned(FRESH), "repository").request
    assert request is not None
    assert request.body == {"allow_squash_merge": False, "allow_rebase_merge": False}


def test_an_app_is_pinned_and_claim_branches_stay() -> None:
    made = planned(FRESH, app=99)
    assert not made.forks
    checks = parameters(made, "required_status_checks")["required_status_checks"]
    assert checks == [{"context": "muster/validate", "integration_id": 99}]
    claims = item(made, "ruleset-claims").request
    assert claims is not None
    assert claims.body["rules"] == [{"type": "deletion"}]
    assert claims.body["conditions"]["ref_name"]["include"] == list(wanted_claims().include)


def test_an_app_that_is_there_stays_unless_another_choice_is_made() -> None:
    wanted = wanted_main(99, queue=False)
    there = (ruleset(rules=wanted.rules), tags())
    assert planned(rulesets=there).app == 99
    assert planned(rulesets=there, app=ACTIONS_APP).app == ACTIONS_APP


def test_the_rulesets_of_others_are_not_taken_for_its_own() -> None:
    for other in (ruleset(own=False), ruleset(target="tag"), ruleset(name="Main")):
        request = item(planned(rulesets=(other, tags())), "ruleset-main").request
        assert request is not None
        assert (request.method, request.place) == ("POST", "rulesets")


@pytest.mark.parametrize(
    ("name", "found", "kept"),
    [
        ("required_approving_review_count", 2, 2),
        ("required_approving_review_count", 0, 1),
        ("require_code_owner_review", False, True),
        ("required_review_thread_resolution", True, True),
        ("allowed_merge_methods", ["merge", "squash"], ["merge"]),
        ("dismissal_restriction", {"enabled": True}, {"enabled": True}),
        ("required_approving_review_count", "9", 1),
    ],
)
def test_what_is_stricter_stays_and_what_is_looser_does_not(
    name: str, found: Any, kept: Any
) -> None:
    rules = [
        {**rule, "parameters": {**rule["parameters"], name: found}}
        if rule["type"] == "pull_request"
        else rule
        for rule in wanted_main(ACTIONS_APP, queue=False).rules
    ]
    made = planned(rulesets=(ruleset(rules=tuple(rules)), tags()))
    assert parameters(made, "pull_request")[name] == kept
    assert (made.open == ()) is (found == kept)


def test_the_owners_other_rules_checks_and_refs_stay() -> None:
    mine = ({"type": "required_signatures"}, {"type": "merge_queue", "parameters": {"x": 1}})
    checks = {
        "required_status_checks": [
            {"context": "tests"},
            {"context": "muster/validate"},
            {"context": "lint"},
        ]
    }
    status = {
        "type": "required_status_checks",
        "parameters": {**checks, "strict_required_status_checks_policy": True},
    }
    there = ruleset(
        rules=(*mine, status),
        include=("~ALL",),
        exclude=("refs/heads/ma*", "refs/heads/[m]ain", "refs/x"),
    )
    body = as_it_should_be(there, wanted_main(ACTIONS_APP, queue=False))
    assert [rule for rule in body["rules"] if rule in mine] == list(mine)
    kept = next(rule for rule in body["rules"] if rule["type"] == "required_status_checks")
    assert kept["parameters"] == {
        "required_status_checks": [
            {"context": "muster/validate", "integration_id": ACTIONS_APP},
            {"context": "tests"},
            {"context": "lint"},
        ],
        "strict_required_status_checks_policy": True,
    }
    assert body["conditions"]["ref_name"] == {"include": ["~ALL"], "exclude": ["refs/x"]}


def test_a_ruleset_that_is_off_or_lets_somebody_by_is_put_right() -> None:
    there = ruleset(enforcement="evaluate", bypass=(Bypass("Team", 5),), include=("refs/heads/x",))
    made = planned(rulesets=(there, tags()))
    assert changes(made, "ruleset-main") == {
        "enforcement": ("evaluate", "active"),
        "refs": ("refs/heads/x", "refs/heads/x, refs/heads/main"),
        "who may bypass": ("Team 5", "nobody"),
    }
    request = item(made, "ruleset-main").request
    assert request is not None
    assert (request.method, request.place) == ("PUT", "rulesets/7")
    assert request.body["bypass_actors"] == []


def test_what_cannot_be_seen_is_told_and_asked_for() -> None:
    made = planned(
        rulesets=None, collaborators=None, actions=Actions(),
        settings=Settings("main", None, None, None),
    )  # fmt: skip
    assert made.breaking is None
    assert changes(made, "actions-token")["default_workflow_permissions"] == (UNSEEN, "read")
    assert changes(made, "ruleset-main")["deletion"] == (UNSEEN, "in force")
    assert changes(made, "repository")["allow_merge_commit"] == (UNSEEN, "yes")
    hidden = planned(rulesets=(ruleset(bypass=None), tags()))
    assert changes(hidden, "ruleset-main") == {"who may bypass": (UNSEEN, "nobody")}


def test_actions_keep_who_is_allowed_and_ask_no_setting_that_is_not_there() -> None:
    request = item(planned(FRESH), "actions").request
    assert request is not None
    assert request.body == {
        "enabled": True,
        "allowed_actions": "all",
        "sha_pinning_required": True,
    }
    old = SOUND.actions._replace(pinned=None)
    assert planned(actions=old).open == ()


def test_whose_forks_wait_is_never_loosened_and_private_ones_have_no_such_setting() -> None:
    strict = SOUND.actions._replace(fork_policy="all_external_contributors")
    assert planned(actions=strict).open == ()
    none = SOUND.actions._replace(fork_policy=None)
    assert "actions-forks" not in [one.code for one in planned(actions=none).items]


def test_a_queue_that_is_asked_for_merges_and_keeps_its_owners_pace() -> None:
    made = planned(queue=True)
    assert parameters(made, "merge_queue")["merge_method"] == "MERGE"
    pace = {"merge_method": "SQUASH", "max_entries_to_merge": 2}
    slow = ruleset(rules=({"type": "merge_queue", "parameters": pace},))
    asked = parameters(planned(queue=True, rulesets=(slow, tags())), "merge_queue")
    assert (asked["merge_method"], asked["max_entries_to_merge"]) == ("MERGE", 2)


def test_codeowners_is_for_a_pull_request_and_keeps_what_is_there() -> None:
    theirs = Owners("CODEOWNERS", "# ours\n/src/ @eve\n\n")
    made = planned(owners=theirs)
    assert item(made, "codeowners").request is None
    lines = f"{BEGIN}\n/registry/ @ann\n/.github/ @ann\n/schema/ @ann\n"
    assert made.codeowners == f"# ours\n/src/ @eve\n\n{lines}"
    again = planned(owners=Owners("CODEOWNERS", made.codeowners))
    assert again.open == ()
    assert again.codeowners == made.codeowners
    other = planned(owners=Owners("CODEOWNERS", made.codeowners), approvers=("bob",))
    assert other.codeowners == made.codeowners.replace("@ann", "@bob")
    assert [one.code for one in other.open] == ["codeowners"]


def test_without_an_approvers_login_nobody_can_own_anything() -> None:
    made = planned(approvers=())
    assert made.codeowners == ""
    assert changes(made, "codeowners")["owners"][0] == "nobody"


def test_no_single_tag_is_left_out_of_the_approvers_tags() -> None:
    left_out = tags()._replace(exclude=("refs/tags/consensus-1", "refs/tags/v1"))
    made = planned(rulesets=(ruleset(), left_out))
    assert changes(made, "ruleset-consensus-tags") == {
        "refs left out": ("refs/tags/consensus-1, refs/tags/v1", "refs/tags/v1")
    }
