"""What is known of a repository on GitHub, as plain values.

None stands for what could not be seen with the login that asked: it is never taken for fine.
Everything here comes from outside and is hostile until a renderer has neutralised it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

CONTEXT = "muster/validate"
"""The commit status that the judge sets."""

ACTIONS_APP = 15368
"""The id of the GitHub App that Actions' own token acts as; the same for every repository."""

ACTIONS_LOGIN = "github-actions[bot]"
"""The account that Actions' own token acts as."""

PUSHING = ("write", "maintain", "admin")
"""The permissions with which an account may push, set a status and approve a pull request."""


class Rule(NamedTuple):
    """One rule in force on main; ``ruleset`` is 0 where it is classic branch protection's.

    ``kind`` and ``parameters`` are as the API has them.
    """

    kind: str
    parameters: Mapping[str, Any]
    ruleset: int = 0


class Bypass(NamedTuple):
    """Somebody for whom a ruleset does not hold; ``id`` is None for all of a kind."""

    kind: str
    id: int | None
    mode: str = "always"


class Ruleset(NamedTuple):
    """A ruleset; ``own`` where the repository has it itself and no organisation above it.

    ``target`` is branch or tag, ``enforcement`` active, evaluate or disabled; ``include`` and
    ``exclude`` are patterns of refs; ``rules`` are as the API has them. ``bypass`` is None where
    this login may not see it.
    """

    id: int
    name: str
    target: str
    enforcement: str
    own: bool
    include: tuple[str, ...]
    exclude: tuple[str, ...]
    rules: tuple[Mapping[str, Any], ...]
    bypass: tuple[Bypass, ...] | None
    created: datetime | None = None


class Account(NamedTuple):
    """An account; ``kind`` is User, Bot or Organization, empty where GitHub knows no such login.

    ``permission`` is read, triage, write, maintain or admin, empty for none.
    """

    login: str
    id: int = 0
    kind: str = "User"
    permission: str = ""

    @property
    def pushes(self) -> bool:
        """Whether it may push to the repository."""
        return self.permission in PUSHING


class Settings(NamedTuple):
    """Settings of the repository; a merge method is None where this login may not see it."""

    default_branch: str
    merge: bool | None
    squash: bool | None
    rebase: bool | None
    update_button: bool | None = None


class Actions(NamedTuple):
    """Settings of GitHub Actions; each is None where this login may not see it.

    ``grant`` is what a workflow's token may do where it does not say: read or write.
    ``fork_policy`` is from whose pull requests a human must let workflows run.
    """

    enabled: bool | None = None
    allowed: str | None = None
    pinned: bool | None = None
    grant: str | None = None
    may_approve: bool | None = None
    fork_policy: str | None = None


class Review(NamedTuple):
    """A review of a pull request: who, APPROVED or another state, of which commit."""

    login: str
    state: str
    commit: str


class Merged(NamedTuple):
    """A pull request that was merged into main, with what its head was given."""

    number: int
    author: str
    merged_by: str
    head: str
    at: datetime | None
    reviews: tuple[Review, ...] = ()
    posters: tuple[Account, ...] = ()
    """Who set the status ``muster/validate`` on its head."""
    posed: bool = False
    """Whether a job's check run on its head has the status's name."""

    @property
    def approvals(self) -> tuple[str, ...]:
        """The logins whose last word on this very head is an approval."""
        last: dict[str, Review] = {}
        for review in self.reviews:
            if review.state in ("APPROVED", "CHANGES_REQUESTED", "DISMISSED"):
                last[review.login] = review
        return tuple(
            login
            for login, review in last.items()
            if review.state == "APPROVED" and review.commit == self.head
        )


class OwnersError(NamedTuple):
    """A line of CODEOWNERS that GitHub complains of; ``kind`` is in its words."""

    line: int
    kind: str


class Owners(NamedTuple):
    """The CODEOWNERS file of main: ``path`` is empty where there is none.

    ``errors`` are GitHub's own complaints about it, None where it could not be asked.
    """

    path: str
    text: str
    errors: tuple[OwnersError, ...] | None = ()


class Approver(NamedTuple):
    """An approver of main's charter; ``account`` is None where it could not be looked at."""

    name: str
    login: str
    key: str
    account: Account | None


class Strange(NamedTuple):
    """A workflow file on another branch than main that could set the judge's status."""

    branch: str
    path: str
    names_context: bool


class Facts(NamedTuple):
    """All that the checks look at. ``paths`` are main's paths that the approvers must own.

    ``rules`` is what GitHub says is in force on main; ``claims`` are the authors of open pull
    requests; ``shipped`` maps the files that this muster ships to whether main's copy is the same
    (None: main has none). ``usable`` are names of approvers whose key can be used here, with the
    file; ``viewer`` is who asks. ``session`` says that a session asks and no human;
    ``classic_seen`` that classic protection of main was looked at, or need not be.
    """

    slug: str
    viewer: str
    session: bool
    forge: bool
    settings: Settings
    rules: tuple[Rule, ...] | None
    rulesets: tuple[Ruleset, ...] | None
    admins_exempt: bool | None
    actions: Actions
    approvers: tuple[Approver, ...]
    collaborators: tuple[Account, ...] | None
    deploy_keys: tuple[str, ...] | None
    owners: Owners
    paths: tuple[str, ...]
    merged: tuple[Merged, ...]
    claims: tuple[str, ...]
    record_keys: Mapping[str, int]
    shipped: Mapping[str, bool | None]
    strange: tuple[Strange, ...]
    rewound: str = ""
    usable: tuple[tuple[str, str], ...] = ()
    guarded_app_key: bool | None = None
    classic_seen: bool = True

    @property
    def logins(self) -> frozenset[str]:
        """The approvers' logins, without case."""
        return frozenset(one.login.casefold() for one in self.approvers if one.login)

    def approves(self, login: str) -> bool:
        """Whether a login is an approver's."""
        return bool(login) and login.casefold() in self.logins

    @property
    def outsiders(self) -> tuple[Account, ...]:
        """Who may push and is no approver."""
        return tuple(
            one for one in self.collaborators or () if one.pushes and not self.approves(one.login)
        )
