"""What the stand-in for GitHub remembers. Repositories' contents are in git, not here."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

LEVELS = ("none", "read", "triage", "write", "maintain", "admin")
BOT = "github-actions[bot]"
"""Whose token a workflow has. It may read, set statuses and write comments, whatever the workflow's
``permissions`` say: act knows nothing of them."""

READING = "token-that-only-reads"
"""The workflow's token where a pull request comes from a fork."""

Body = dict[str, Any]


@dataclass
class Account:
    """Somebody at the forge; ``permission`` is theirs on the team's repository."""

    login: str
    id: int
    type: str = "User"
    permission: str = "none"

    @property
    def token(self) -> str:
        """What the account shows with each request."""
        return f"token-of-{self.login}"

    def may(self, level: str) -> bool:
        """Whether the permission is at least this."""
        return LEVELS.index(self.permission) >= LEVELS.index(level)


@dataclass
class Pull:
    """A pull request; ``head_owner`` is whose repository the branch is in."""

    number: int
    author: str
    title: str
    body: str | None
    head_owner: str
    head_ref: str
    head_sha: str
    base_ref: str
    base_sha: str
    created_at: str
    updated_at: str
    draft: bool = False
    state: str = "open"
    closed_at: str | None = None
    merged_at: str | None = None
    merged_by: str | None = None
    merge_commit_sha: str | None = None
    auto_merge: str | None = None
    """Who asked to have it merged as soon as it can be."""


@dataclass
class Review:
    """A review of a pull request."""

    id: int
    pull: int
    author: str
    state: str
    body: str
    commit: str
    at: str


@dataclass
class Comment:
    """A comment on a pull request."""

    id: int
    pull: int
    author: str
    body: str
    created_at: str
    updated_at: str


@dataclass
class Status:
    """A commit status. All are kept; the last of a context is the one that counts."""

    id: int
    sha: str
    creator: str
    state: str
    context: str
    description: str | None
    target_url: str | None
    at: str


@dataclass
class State:
    """Everything; ids are given by one counter, as GitHub's are never reused."""

    owner: str
    name: str
    accounts: dict[str, Account] = field(default_factory=dict)
    forks: list[str] = field(default_factory=list)
    pulls: dict[int, Pull] = field(default_factory=dict)
    reviews: list[Review] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)
    statuses: list[Status] = field(default_factory=list)
    checks: list[tuple[str, str]] = field(default_factory=list)
    """The check runs that jobs made: commit and name."""
    rulesets: list[Body] = field(default_factory=list)
    keys: list[Body] = field(default_factory=list)
    environments: dict[str, Body] = field(default_factory=dict)
    protection: dict[str, Body] = field(default_factory=dict)
    """Branch → its classic protection, as the API shows it."""
    settings: Body = field(
        default_factory=lambda: {
            "allow_auto_merge": False,
            "allow_forking": True,
            "allow_merge_commit": True,
            "allow_rebase_merge": True,
            "allow_squash_merge": True,
            "allow_update_branch": False,
            "archived": False,
            "delete_branch_on_merge": False,
            "description": None,
            "private": False,
            "visibility": "public",
            "web_commit_signoff_required": False,
        }
    )
    """The repository's; these are GitHub's defaults."""
    actions: Body = field(
        default_factory=lambda: {
            "enabled": True,
            "allowed_actions": "all",
            "sha_pinning_required": False,
        }
    )
    workflow: Body = field(
        default_factory=lambda: {
            "default_workflow_permissions": "read",
            "can_approve_pull_request_reviews": False,
        }
    )
    fork_approval: Body = field(
        default_factory=lambda: {"approval_policy": "first_time_contributors"}
    )
    last_id: int = 1000
    created_at: str = field(default_factory=lambda: now())

    @property
    def slug(self) -> str:
        """The repository's full name."""
        return f"{self.owner}/{self.name}"

    def next_id(self) -> int:
        """A number that no other thing has."""
        self.last_id += 1
        return self.last_id

    def next_number(self) -> int:
        """The next pull request's number."""
        return max(self.pulls, default=0) + 1


def now() -> str:
    """The time as GitHub writes it, in whole seconds."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
