"""The rulesets that muster wants, as GitHub's API takes them.

Source: section 9 of the design; GitHub's REST API, "Create a repository ruleset".
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from muster.engine.gate.facts import CONTEXT
from muster.model.refs import MAIN

MAIN_RULESET = "muster: main"
TAG_RULESET = "muster: consensus tags"
CLAIM_RULESET = "muster: claims"

TAGS = "refs/tags/consensus-*"
CLAIMS = ("refs/heads/claim/*", "refs/heads/activation")

_Rules = tuple[Mapping[str, Any], ...]


class Wanted(NamedTuple):
    """A ruleset as it should be: in force, for everybody."""

    name: str
    target: str
    include: tuple[str, ...]
    rules: _Rules


def wanted_main(app: int, *, queue: bool) -> Wanted:
    """Main: by pull requests that an approver let in, judged, as merge commits; nobody else.

    ``app`` is the id of the GitHub App whose status counts. Thread resolution is the user's
    choice; the status is not strict: strict costs an update of each open pull request for each
    merge, and GitHub's update button adds merge commits that no judge takes.
    """
    rules: list[Mapping[str, Any]] = [
        {"type": "deletion"},
        {"type": "non_fast_forward"},
        {
            "type": "pull_request",
            "parameters": {
                "required_approving_review_count": 1,
                "require_code_owner_review": True,
                "dismiss_stale_reviews_on_push": True,
                "require_last_push_approval": True,
                "required_review_thread_resolution": False,
                "allowed_merge_methods": ["merge"],
            },
        },
        {
            "type": "required_status_checks",
            "parameters": {
                "strict_required_status_checks_policy": False,
                "required_status_checks": [{"context": CONTEXT, "integration_id": app}],
            },
        },
    ]
    if queue:
        rules.append({"type": "merge_queue", "parameters": dict(_QUEUE)})
    return Wanted(MAIN_RULESET, "branch", (MAIN,), tuple(rules))


def wanted_tags() -> Wanted:
    """The approvers' tags ``consensus-K`` never move and never go."""
    return Wanted(TAG_RULESET, "tag", (TAGS,), ({"type": "deletion"}, {"type": "update"}))


def wanted_claims() -> Wanted:
    """Claim branches in the repository itself stay.

    They may be rewound: a number that was released is taken anew from main, and a stale claim is
    made anew. Whose claim it is the judge tells by its key, whoever pushed.
    """
    return Wanted(CLAIM_RULESET, "branch", CLAIMS, ({"type": "deletion"},))


_QUEUE = {
    "merge_method": "MERGE",
    "grouping_strategy": "ALLGREEN",
    "check_response_timeout_minutes": 30,
    "max_entries_to_build": 5,
    "max_entries_to_merge": 5,
    "min_entries_to_merge": 1,
    "min_entries_to_merge_wait_minutes": 0,
}
