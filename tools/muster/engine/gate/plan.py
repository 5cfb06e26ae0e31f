"""What protects a repository, against what is there: each item as it is and as it should be."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from muster.engine.gate.codeowners import PLACES, read_owners, with_wanted
from muster.engine.gate.difference import UNSEEN, Change, ruleset_changes
from muster.engine.gate.facts import ACTIONS_APP, Account, Actions, Owners, Ruleset, Settings
from muster.engine.gate.protection import Wanted, wanted_claims, wanted_main, wanted_tags
from muster.engine.gate.stricter import as_it_should_be, pinned_app
from muster.model.refs import MAIN

FORK_POLICIES = (
    "first_time_contributors_new_to_github",
    "first_time_contributors",
    "all_external_contributors",
)
"""From whose forks a human must let workflows run, the loosest first."""

_BRANCH = MAIN.removeprefix("refs/heads/")


class Request(NamedTuple):
    """The request that makes an item so; ``place`` follows the repository in the address."""

    method: str
    place: str
    body: Mapping[str, Any]


class Item(NamedTuple):
    """One thing that protects; no changes: it is as it should be.

    ``request`` is None where no request may make it so, and a pull request must.
    """

    code: str
    what: str
    changes: tuple[Change, ...]
    request: Request | None = None

    @property
    def same(self) -> bool:
        """Whether there is nothing to do."""
        return not self.changes


class Found(NamedTuple):
    """What there is. ``rulesets`` and ``collaborators`` are None where they can't be seen.

    ``approvers`` are the logins of main's charter, ``folders`` what they must own; ``forge`` is
    whether that charter counts what GitHub's button merges.
    """

    settings: Settings
    rulesets: tuple[Ruleset, ...] | None
    actions: Actions
    collaborators: tuple[Account, ...] | None
    approvers: tuple[str, ...]
    folders: tuple[str, ...]
    owners: Owners
    forge: bool = True


class Plan(NamedTuple):
    """The whole plan. ``app`` is the GitHub App whose status counts, Actions' own for forks.

    ``breaking`` are the accounts that may set the status and approve nothing, None where that
    can't be seen; ``codeowners`` is the file as it should be, empty where nobody approves.
    """

    app: int
    items: tuple[Item, ...]
    breaking: tuple[str, ...] | None
    codeowners: str
    forge: bool

    @property
    def forks(self) -> bool:
        """Whether sessions claim from forks."""
        return self.app == ACTIONS_APP

    @property
    def open(self) -> tuple[Item, ...]:
        """What is not as it should be."""
        return tuple(item for item in self.items if not item.same)


def plan(found: Found, app: int | None, *, queue: bool) -> Plan:
    """Plan it; ``app`` is None where the user did not choose: then an App that is there stays."""
    main = _own(found, wanted_main(0, queue=queue))
    chosen = (pinned_app(main) or ACTIONS_APP) if app is None else app
    wanted = [wanted_main(chosen, queue=queue), wanted_tags()]
    if chosen != ACTIONS_APP:
        wanted.append(wanted_claims())
    logins = {login.casefold() for login in found.approvers}
    codeowners = (
        with_wanted(found.owners.text, found.approvers, found.folders) if found.approvers else ""
    )
    items = (
        *(_ruleset(found, one) for one in wanted),
        _repository(found.settings),
        _actions(found.actions),
        _token(found.actions),
        *_forks(found.actions),
        *_codeowners(found.owners, codeowners),
    )
    breaking = None
    if found.collaborators is not None:
        breaking = tuple(
            one.login
            for one in found.collaborators
            if one.pushes and one.login.casefold() not in logins
        )
    return Plan(chosen, items, breaking, codeowners, found.forge)


def _own(found: Found, wanted: Wanted) -> Ruleset | None:
    """The repository's own ruleset of that name."""
    for ruleset in found.rulesets or ():
        if ruleset.own and (ruleset.name, ruleset.target) == (wanted.name, wanted.target):
            return ruleset
    return None


def _ruleset(found: Found, wanted: Wanted) -> Item:
    there = _own(found, wanted)
    body = as_it_should_be(there, wanted)
    request = (
        Request("PUT", f"rulesets/{there.id}", body) if there else Request("POST", "rulesets", body)
    )
    changes = ruleset_changes(there, body, seen=found.rulesets is not None)
    code = wanted.name.replace("muster: ", "ruleset-").replace(" ", "-")
    return Item(code, f"Ruleset {wanted.name!r}", changes, request)


def _repository(found: Settings) -> Item:
    wanted = {
        "default_branch": (found.default_branch, _BRANCH),
        "allow_merge_commit": (found.merge, True),
        "allow_squash_merge": (found.squash, False),
        "allow_rebase_merge": (found.rebase, False),
        "allow_update_branch": (found.update_button, False),
    }
    return _settings("repository", "How pull requests are merged", "PATCH", "", wanted)


def _actions(found: Actions) -> Item:
    wanted: dict[str, tuple[Any, Any]] = {"enabled": (found.enabled, True)}
    if found.enabled is None or found.pinned is not None:  # an old server knows no such setting
        wanted["sha_pinning_required"] = (found.pinned, True)
    item = _settings("actions", "Actions", "PUT", "actions/permissions", wanted)
    kept = {"allowed_actions": found.allowed} if found.allowed else {}
    body = {"enabled": True, **kept, **{name: want for name, (_, want) in wanted.items()}}
    return item._replace(request=Request("PUT", "actions/permissions", body))


def _token(found: Actions) -> Item:
    wanted = {
        "default_workflow_permissions": (found.grant, "read"),
        "can_approve_pull_request_reviews": (found.may_approve, False),
    }
    place = "actions/permissions/workflow"
    return _settings("actions-token", "What a workflow's token may do", "PUT", place, wanted)


def _forks(found: Actions) -> tuple[Item, ...]:
    """Whose workflows wait for a human; a private repository has no such setting."""
    if found.fork_policy is None and found.grant is not None:
        return ()
    least = FORK_POLICIES[1]
    enough = found.fork_policy in FORK_POLICIES[1:]
    wanted = {"approval_policy": (found.fork_policy, found.fork_policy if enough else least)}
    place = "actions/permissions/fork-pr-contributor-approval"
    what = "Whose forks' workflows wait for a human"
    return (_settings("actions-forks", what, "PUT", place, wanted),)


def _settings(
    code: str, what: str, method: str, place: str, wanted: Mapping[str, tuple[Any, Any]]
) -> Item:
    changes = tuple(
        Change(name, UNSEEN if now is None else _word(now), _word(want))
        for name, (now, want) in wanted.items()
        if now != want
    )
    body = {name: want for name, (now, want) in wanted.items() if now != want}
    return Item(code, what, changes, Request(method, place, body))


def _codeowners(found: Owners, wanted: str) -> tuple[Item, ...]:
    if not wanted:
        return (
            Item(
                "codeowners",
                "CODEOWNERS",
                (Change("owners", "nobody", "approvers with a GitHub login in main's charter"),),
            ),
        )
    if read_owners(found.text) == read_owners(wanted):
        return (Item("codeowners", "CODEOWNERS", ()),)
    now = f"{len(read_owners(found.text))} lines" if found.path else "missing"
    change = Change(found.path or PLACES[0], now, "ends with the approvers' lines")
    return (Item("codeowners", "CODEOWNERS", (change,)),)


def _word(value: object) -> str:
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)
