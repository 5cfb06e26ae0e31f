"""The stand-in's answers about repositories, forks and accounts."""

from __future__ import annotations

from support.forge import full
from support.forge.asking import REPO, Answer, RefusedError, Request, route
from support.forge.state import BOT, Account

COLLABORATORS = f"{REPO}/collaborators"


def _account(request: Request) -> Account:
    wanted = request.values["username"].lower()
    for account in request.state.accounts.values():
        if account.login.lower() == wanted:
            return account
    raise RefusedError(404, "Not Found")


@route("get", "/user")
def me(request: Request) -> Answer:
    """Whose token this is; a workflow's is nobody's."""
    if request.account.login == BOT:
        raise RefusedError(403, "Resource not accessible by integration")
    return Answer(full.public_user(request.state, request.account))


@route("get", "/users/{username}")
def user(request: Request) -> Answer:
    """Anybody."""
    return Answer(full.public_user(request.state, _account(request)))


@route("get", REPO)
def repository(request: Request) -> Answer:
    """The team's repository, or a fork of it."""
    return Answer(full.full_repository(request.state, request.values["owner"], request.account))


@route("patch", REPO)
def settings(request: Request) -> Answer:
    """Set what the repository allows: admins."""
    request.need("admin", 403)
    request.state.settings |= request.body
    return Answer(full.full_repository(request.state, request.state.owner, request.account))


@route("get", f"{REPO}/forks")
def forks(request: Request) -> Answer:
    """All forks, newest first."""
    owners = reversed(request.state.forks) if request.upstream else ()
    viewer = request.account
    return Answer([full.minimal_repository(request.state, owner, viewer) for owner in owners])


@route("post", f"{REPO}/forks")
def fork(request: Request) -> Answer:
    """Fork it; a second time answers with the first."""
    if request.account.login == BOT:
        raise RefusedError(403, "Resource not accessible by integration")
    if request.account.login == request.state.owner:
        raise RefusedError(403, "Nobody can fork their own repository")
    request.forge.fork(request.account.login)
    return Answer(full.full_repository(request.state, request.account.login, request.account), 202)


@route("get", COLLABORATORS)
def collaborators(request: Request) -> Answer:
    """Who was given a permission: for those only who may write."""
    told = "Must have push access to view repository collaborators."
    request.need("write", message=told)
    level = request.query.get("permission", "pull")
    wanted = {"pull": "read", "push": "write"}.get(level, level)
    found = [
        account
        for account in request.state.accounts.values()
        if account.type == "User" and account.may("read") and account.may(wanted)
    ]
    return Answer([full.collaborator(account) for account in found])


@route("get", f"{COLLABORATORS}/{{username}}/permission")
def permission(request: Request) -> Answer:
    """What somebody may; everybody may read a public repository."""
    if request.account.login != BOT:
        told = "Must have push access to view collaborator permission."
        request.need("write", message=told)
    account = _account(request)
    role = "read" if account.permission == "none" else account.permission
    old = {"triage": "read", "maintain": "write"}.get(role, role)
    shown = Account(account.login, account.id, account.type, role)
    return Answer({"permission": old, "role_name": role, "user": full.collaborator(shown)})
