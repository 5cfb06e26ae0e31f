"""Each check of the gate: facts that it tells of, and a near miss that it does not."""

from __future__ import annotations

from typing import Any, NamedTuple

import pytest

from muster.engine.gate import doctor
from muster.engine.gate.doctor import examine
from muster.engine.gate.facts import (
    Account,
    Actions,
    Approver,
    Bypass,
    Owners,
    OwnersError,
    Review,
    Rule,
    Settings,
    Strange,
)
from muster.engine.gate.in_force import in_force
from support.gate import ANN, BEGAN, DAY, HEAD, JUDGE, KEY, codes, facts, merged, rules, ruleset
from support.gate import status_by as pinned

BROKEN, UNKNOWN, WARNING, NOTE = "gate-broken", "unknown", "warning", "note"
EVE = Account("eve", 2, "User", "write")
READER = EVE._replace(permission="triage")
BOB = Account("bob", 3, "User", "write")
APP = Account("judge[bot]", 9, "Bot")
TWO = (Approver("Ann", "ann", KEY, ANN), Approver("Bob", "bob", "", BOB))
CLASSIC = tuple(rule._replace(ruleset=0) for rule in rules())
ACTIONS = Actions(True, "all", True, "read", False, "first_time_contributors")
OURS = facts().owners.text


def owned(text: str) -> Owners:
    """Main's CODEOWNERS with a line behind muster's."""
    return Owners(".github/CODEOWNERS", f"{OURS}{text}\n")


class Case(NamedTuple):
    """A code, what it means, facts that have it, and facts that nearly have it."""

    code: str
    severity: str
    bad: dict[str, Any]
    good: dict[str, Any]


CASES = [
    Case(
        "default-branch-not-main", BROKEN,
        {"settings": Settings("trunk", True, False, False)},
        {"settings": Settings("main", True, False, False)},
    ),
    Case("rules-unseen", UNKNOWN, {"rules": None}, {}),
    Case(
        "protection-unseen", UNKNOWN,
        {"rules": rules("deletion"), "classic_seen": False},
        {"rules": rules("deletion")},
    ),
    Case(
        "ruleset-not-enforced", BROKEN,
        {"rulesets": (ruleset(enforcement="evaluate"),)},
        {"rulesets": (ruleset(), ruleset(id=8, name="mine", enforcement="disabled"))},
    ),
    Case("main-can-be-rewound", BROKEN, {"rules": rules("non_fast_forward")}, {}),
    Case("main-can-be-deleted", BROKEN, {"rules": rules("deletion")}, {}),
    Case(
        "no-pull-request-required", BROKEN,
        {"rules": rules("pull_request")},
        {"rules": CLASSIC, "rulesets": ()},
    ),
    Case(
        "approval-by-signature", WARNING,
        {"forge": False},
        {"forge": False, "rules": rules("pull_request")},
    ),
    Case(
        "no-review-required", BROKEN,
        {"rules": rules(required_approving_review_count=0)},
        {"rules": (*rules(required_approving_review_count=0), *CLASSIC)},
    ),
    Case(
        "no-code-owner-review", BROKEN,
        {"rules": rules(require_code_owner_review=False)},
        {"rules": (*rules(require_code_owner_review=False), *CLASSIC)},
    ),
    Case(
        "approval-outlives-push", BROKEN,
        {
            "rules": rules(
                dismiss_stale_reviews_on_push=False, require_last_push_approval=False
            )
        },
        {"rules": rules(dismiss_stale_reviews_on_push=False)},
    ),
    Case(
        "approval-outlives-push", BROKEN,
        {"rules": rules(dismiss_stale_reviews_on_push=False), "collaborators": (ANN, EVE)},
        {"collaborators": (ANN, EVE)},
    ),
    Case(
        "stale-approval-stays", WARNING,
        {"rules": rules(dismiss_stale_reviews_on_push=False)},
        {"rules": rules(require_last_push_approval=False)},
    ),
    Case(
        "own-push-approved", WARNING,
        {"rules": rules(require_last_push_approval=False)},
        {"rules": rules(dismiss_stale_reviews_on_push=False)},
    ),
    Case(
        "other-merge-methods", WARNING,
        {
            "settings": Settings("main", True, True, False),
            "rules": rules(allowed_merge_methods=["merge", "squash"]),
        },
        {"settings": Settings("main", True, True, True)},
    ),
    Case(
        "merge-methods-unseen", UNKNOWN,
        {
            "settings": Settings("main", None, None, None),
            "rules": rules(allowed_merge_methods=["merge", "squash"]),
        },
        {"settings": Settings("main", None, None, None)},
    ),
    Case(
        "no-merge-commits", WARNING,
        {"rules": rules(allowed_merge_methods=["squash"])},
        {"rules": rules(allowed_merge_methods=["merge", "squash"])},
    ),
    Case(
        "others-can-bypass", BROKEN,
        {"rulesets": (ruleset(bypass=(Bypass("RepositoryRole", 5),)),)},
        {
            "rulesets": (
                ruleset(),
                ruleset(id=8, name="other", bypass=(Bypass("RepositoryRole", 5),)),
            )
        },
    ),
    Case(
        "approver-can-bypass", WARNING,
        {"rulesets": (ruleset(bypass=(Bypass("User", ANN.id),)),)},
        {"rulesets": (ruleset(bypass=(Bypass("Team", ANN.id),)),)},
    ),
    Case(
        "bypass-unseen", UNKNOWN,
        {"rulesets": (ruleset(bypass=None),)},
        {"rulesets": (ruleset(), ruleset(id=8, name="other", bypass=None))},
    ),
    Case(
        "admins-can-bypass", BROKEN,
        {"rules": CLASSIC, "rulesets": (), "admins_exempt": True},
        {"rules": (*CLASSIC, *rules()), "admins_exempt": True},
    ),
    Case(
        "no-approver-login", BROKEN,
        {"approvers": (Approver("Ann", "", KEY, None),)},
        {"approvers": (*TWO[:1], Approver("Cid", "", KEY, None))},
    ),
    Case("collaborators-unseen", UNKNOWN, {"collaborators": None}, {}),
    Case(
        "nobody-can-approve", BROKEN,
        {"approvers": (TWO[0]._replace(account=ANN._replace(permission="read")),)},
        {"approvers": (TWO[0]._replace(account=ANN._replace(permission="write")),)},
    ),
    Case(
        "session-has-approvers-login", BROKEN,
        {"session": True, "viewer": "Ann"},
        {"session": True, "viewer": "eve"},
    ),
    Case(
        "approver-unseen", UNKNOWN, {"approvers": (TWO[0]._replace(account=None),)}, {}
    ),
    Case(
        "approver-missing", BROKEN,
        {"approvers": (TWO[0], Approver("Cid", "cid", "", Account("cid", kind="")))},
        {"approvers": TWO},
    ),
    Case(
        "approver-is-no-human", BROKEN,
        {"approvers": (TWO[0], Approver("Cid", "cid", "", BOB._replace(kind="Bot")))},
        {"approvers": TWO},
    ),
    Case(
        "approver-lacks-write", WARNING,
        {"approvers": (TWO[0], TWO[1]._replace(account=BOB._replace(permission="triage")))},
        {"approvers": TWO},
    ),
    Case("approver-claims", BROKEN, {"claims": ("eve", "Ann")}, {"claims": ("anna",)}),
    Case(
        "approvers-key-in-record", BROKEN,
        {"record_keys": {KEY: 4}},
        {"record_keys": {KEY[:-1] + "0": 4}},
    ),
    Case("codeowners-missing", BROKEN, {"owners": Owners("", "")}, {}),
    Case(
        "codeowners-unseen", UNKNOWN,
        {"owners": Owners("CODEOWNERS", OURS, None)},
        {"owners": Owners("CODEOWNERS", OURS)},
    ),
    Case(
        "codeowners-errors", BROKEN,
        {"owners": Owners("CODEOWNERS", OURS, (OwnersError(2, "Invalid pattern"),))},
        {"owners": Owners("CODEOWNERS", OURS, (OwnersError(2, "Unknown owner"),))},
    ),
    Case(
        "codeowners-has-errors", WARNING,
        {"owners": owned("/src/ @gone")._replace(errors=(OwnersError(5, "Unknown owner"),))},
        {"owners": owned("/src/ @gone")},
    ),
    Case(
        "codeowners-gap", BROKEN,
        {"owners": owned("/registry/sessions/")},
        {"owners": owned("/registry-of-tools/")},
    ),
    Case(
        "codeowners-others", BROKEN,
        {"owners": owned("*.yaml @eve")},
        {"owners": owned("*.yaml @ANN\n/src/ @eve")},
    ),
    Case(
        "no-status-required", WARNING,
        {"rules": rules("required_status_checks")},
        {"rules": (*rules("required_status_checks"), *pinned(15368))},
    ),
    Case(
        "status-by-anybody", WARNING,
        {"rules": pinned(None)},
        {"rules": pinned(None, 15368)},
    ),
    Case(
        "status-by-others", WARNING,
        {"collaborators": (ANN, EVE)},
        {"collaborators": (ANN, READER)},
    ),
    Case("deploy-keys-can-push", WARNING, {"deploy_keys": ("robot",)}, {}),
    Case(
        "deploy-keys-unseen", NOTE,
        {"deploy_keys": None},
        {"deploy_keys": None, "rules": pinned(99), "guarded_app_key": True},
    ),
    Case(
        "app-key-for-any-branch", WARNING,
        {"rules": pinned(99), "guarded_app_key": False},
        {"guarded_app_key": False},
    ),
    Case(
        "app-key-unseen", UNKNOWN,
        {"rules": pinned(99), "guarded_app_key": None},
        {"rules": pinned(99), "guarded_app_key": True},
    ),
    Case(
        "one-account", BROKEN,
        {
            "merged": (merged(author="ann", reviews=()),),
            "claims": ("Ann",),
        },
        {"merged": (merged(),), "claims": ()},
    ),
    Case(
        "self-approved", BROKEN,
        {"merged": (merged(author="Ann"),)},
        {"approvers": TWO, "merged": (merged(author="ann", merged_by="bob"),)},
    ),
    Case(
        "merged-unapproved", BROKEN,
        {"merged": (merged(merged_by="mallory", reviews=()),)},
        {"merged": (merged(merged_by="mallory"),)},
    ),
    Case(
        "merged-before-the-rules", NOTE,
        {"merged": (merged(author="ann", at=BEGAN - DAY),)},
        {"merged": (merged(at=BEGAN - DAY),)},
    ),
    Case(
        "status-posted-by-others", BROKEN,
        {"merged": (merged(posters=(JUDGE, EVE)),)},
        {"merged": (merged(posters=(APP,)),), "rules": pinned(99), "guarded_app_key": True},
    ),
    Case(
        "check-poses-as-judge", BROKEN,
        {"merged": (merged(posed=True),)},
        {"merged": (merged(posed=True, at=BEGAN - DAY),)},
    ),
    Case(
        "workflows-missing", WARNING,
        {"shipped": {".github/workflows/muster.yml": None}},
        {"shipped": {}},
    ),
    Case(
        "workflows-changed", WARNING, {"shipped": {".github/workflows/muster.yml": False}}, {}
    ),
    Case(
        "workflow-poses-as-judge", BROKEN,
        {"strange": (Strange("side", ".github/workflows/x.yml", True),)},
        {"strange": (Strange("side", ".github/workflows/x.yml", False),)},
    ),
    Case(
        "workflow-writes-statuses", WARNING,
        {"strange": (Strange("side", ".github/workflows/x.yml", False),)},
        {},
    ),
    Case(
        "actions-settings-unseen", UNKNOWN,
        {"actions": Actions(enabled=True)},
        {"actions": ACTIONS._replace(fork_policy=None)},
    ),
    Case("actions-can-approve", BROKEN, {"actions": ACTIONS._replace(may_approve=True)}, {}),
    Case("token-writes-by-default", WARNING, {"actions": ACTIONS._replace(grant="write")}, {}),
    Case("actions-disabled", WARNING, {"actions": ACTIONS._replace(enabled=False)}, {}),
    Case(
        "actions-not-pinned", NOTE,
        {"actions": ACTIONS._replace(pinned=False)},
        {"actions": ACTIONS._replace(pinned=None)},
    ),
    Case("main-rewound", BROKEN, {"rewound": "Main is another."}, {}),
    Case(
        "approvers-key-usable", WARNING, {"usable": (("Ann", "/home/ann/.ssh/id"),)}, {}
    ),
]  # fmt: skip


def test_a_sound_repository_has_no_finding() -> None:
    found = examine(facts())
    assert (found.findings, found.verdict) == ((), "Approval is a human gate.")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.code)
def test_each_check_tells_its_offence_and_no_near_miss(case: Case) -> None:
    assert codes(**case.bad).get(case.code) == case.severity
    assert case.code not in codes(**case.good)


def test_each_code_has_a_case() -> None:
    from pathlib import Path
    from re import findall

    folder = Path(doctor.__file__).parent
    told = {
        code
        for file in sorted(folder.glob("check_*.py"))
        for code in findall(
            r"(?:broken|warning|note|unseen)\(\s*\"([a-z-]+)\"", file.read_text("utf-8")
        )
    }
    assert told == {case.code for case in CASES}


def test_an_open_key_of_the_approver_is_no_gate_where_a_session_asks() -> None:
    found = codes(usable=(("Ann", "/home/ann/.ssh/id"),), session=True, viewer="eve")
    assert found == {"approvers-key-usable": BROKEN}


def test_an_owner_whom_github_ignores_owns_nothing() -> None:
    alone = (TWO[0]._replace(account=ANN._replace(permission="read")), TWO[1])
    errors = (OwnersError(2, "Unknown owner"),)
    assert "codeowners-errors" in codes(approvers=alone, owners=Owners("CODEOWNERS", OURS, errors))


def test_what_cannot_be_seen_is_never_fine() -> None:
    found = examine(facts(collaborators=None))
    assert not found.broken
    assert found.verdict.startswith("Whether approval is a human gate can't be said: 1 thing ")


def test_rules_are_complete_only_with_every_part() -> None:
    assert in_force(rules()).complete
    lacking = [
        *(rules(rule.kind) for rule in rules()),
        rules(required_approving_review_count=0),
        rules(require_code_owner_review=False),
        rules(dismiss_stale_reviews_on_push=False),
        rules(require_last_push_approval=False),
        pinned(None),
    ]
    assert [in_force(found).complete for found in lacking] == [False] * 9


def test_what_classic_protection_may_have_is_not_told_as_missing() -> None:
    found = examine(facts(rules=(), classic_seen=False))
    assert [one.code for one in found.findings] == ["protection-unseen"]


def test_the_worst_comes_first_and_the_verdict_counts_it() -> None:
    found = examine(facts(rules=rules("deletion"), deploy_keys=("robot",), rewound="Gone."))
    assert [one.severity.value for one in found.findings] == [BROKEN, BROKEN, WARNING]
    assert found.verdict == "Approval is no human gate: 2 reasons."


def test_only_the_last_word_of_a_review_on_the_head_itself_approves() -> None:
    older = Review("ann", "APPROVED", "b" * 40)
    asks = Review("ann", "CHANGES_REQUESTED", HEAD)
    yes = Review("ann", "APPROVED", HEAD)
    comment = Review("ann", "COMMENTED", HEAD)
    told = {
        "older head": (older,),
        "withdrawn": (yes, asks),
        "dismissed": (yes, Review("ann", "DISMISSED", HEAD)),
        "given": (asks, yes, comment),
    }
    approved = {
        name: "merged-unapproved" not in codes(merged=(merged(merged_by="x", reviews=reviews),))
        for name, reviews in told.items()
    }
    assert approved == {"older head": False, "withdrawn": False, "dismissed": False, "given": True}


def test_odd_parameters_of_a_rule_count_for_nothing() -> None:
    odd = (
        Rule("pull_request", {"required_approving_review_count": "1", "allowed_merge_methods": 3}),
        Rule("required_status_checks", {"required_status_checks": ["muster/validate"]}),
    )
    found = codes(rules=odd, rulesets=())
    assert {"no-review-required", "no-code-owner-review", "no-status-required"} <= set(found)
