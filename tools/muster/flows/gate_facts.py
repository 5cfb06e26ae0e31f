"""Everything that the gate's checks look at, gathered from GitHub, git and this machine."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

from muster.engine.gate.facts import ACTIONS_APP, Account, Approver, Facts, Owners, Rule
from muster.engine.gate.in_force import in_force
from muster.flows.gate_main import GateMain
from muster.flows.identity import SOURCES
from muster.forge import merges, owners, people, settings
from muster.forge.address import Address
from muster.forge.pulls import open_pulls
from muster.forge.rulesets import classic_rules, rules_on, rulesets
from muster.forge.seen import seen
from muster.git.open_keys import open_keys
from muster.model.key import canonical_key
from muster.model.refs import RefKind, read_ref

APP_ENVIRONMENT = "muster"
"""The environment of the workflow that has the key of a team's own GitHub App."""

_AT_ONCE = 6  # questions; GitHub asks for few, and each starts a process
_MAIN = "main"
_Told = TypeVar("_Told")


def gate_facts(main: GateMain, address: Address) -> Facts:
    """Ask what there is to ask; what this login may not see is None.

    Raises ``ForgeError`` where GitHub can't be asked at all.
    """
    viewer = people.viewer()  # first, and alone: without a login nothing else is worth asking
    with ThreadPoolExecutor(_AT_ONCE) as pool:

        def later(question: Callable[..., _Told], *given: object) -> Future[_Told]:
            return pool.submit(question, *given)

        repository = later(settings.settings, address)
        found_rules = later(seen, lambda: rules_on(address, _MAIN))
        listed = later(seen, lambda: rulesets(address))
        actions = later(settings.actions, address)
        collaborators = later(people.collaborators, address)
        keys = later(people.writing_keys, address)
        path, text = main.owners_file()
        errors = later(owners.owner_errors, address, _MAIN) if path else None
        pulls = later(open_pulls, address)
        latest = [
            later(merges.merged, address, number) for number in merges.latest_merged(address, _MAIN)
        ]
        accounts = {login: later(people.account, login) for login in main.approver_logins}
        rules, exempt = _rules(address, found_rules.result())
        admins = [one.login for one in collaborators.result() or () if one.permission == "admin"]
        pins = in_force(rules or ()).pins - {ACTIONS_APP}
        return Facts(
            slug=address.slug,
            viewer=viewer,
            session=any(os.environ.get(name) for name in SOURCES),
            forge=main.charter.approval == "forge",
            settings=repository.result(),
            rules=rules,
            rulesets=listed.result(),
            admins_exempt=exempt,
            actions=actions.result(),
            approvers=_approvers(
                main, {login: told.result() for login, told in accounts.items()},
                collaborators.result(),
            ),
            collaborators=collaborators.result(),
            deploy_keys=keys.result(),
            owners=Owners(path, text, errors.result() if errors else ()),
            paths=main.guarded_paths,
            merged=tuple(one.result() for one in latest),
            claims=tuple(pull.author for pull in pulls.result() if _claims(pull.branch)),
            record_keys=main.record_keys(),
            shipped=main.shipped(),
            strange=main.strange(),
            rewound=main.rewound,
            usable=_usable(main),
            classic_seen=(
                exempt is not None or viewer in admins or in_force(rules or ()).complete
            ),
            guarded_app_key=(
                settings.app_key_guarded(address, APP_ENVIRONMENT) if pins else None
            ),
        )  # fmt: skip


def _rules(
    address: Address, found: tuple[Rule, ...] | None
) -> tuple[tuple[Rule, ...] | None, bool | None]:
    """Rulesets' rules, with those of classic protection where something lacks.

    Also whether admins need not obey the latter, None where it was not asked or is not to be seen.
    """
    if found is None or in_force(found).complete:
        return found, None
    classic = seen(lambda: classic_rules(address, _MAIN))
    return (found + classic[0], classic[1]) if classic else (found, None)


def _approvers(
    main: GateMain, accounts: dict[str, Account], collaborators: tuple[Account, ...] | None
) -> tuple[Approver, ...]:
    may = {one.login.casefold(): one.permission for one in collaborators or ()}
    by_login = {login.casefold(): one for login, one in accounts.items()}
    found = []
    for one in main.charter.approvers:
        login = one.github or ""
        account = by_login.get(login.casefold())
        if account:
            account = account._replace(permission=may.get(login.casefold(), ""))
        found.append(Approver(one.name, login, one.key or "", account))
    return tuple(found)


def _claims(branch: str) -> bool:
    ref = read_ref(f"refs/heads/{branch}")
    return ref is not None and ref.kind is RefKind.CLAIM


def _usable(main: GateMain) -> tuple[tuple[str, str], ...]:
    """The approvers whose key this user can use as it is, with the file."""
    here = open_keys(main.repository)
    return tuple(
        (one.name, here[canonical_key(one.key)])
        for one in main.charter.approvers
        if one.key and canonical_key(one.key) in here
    )
