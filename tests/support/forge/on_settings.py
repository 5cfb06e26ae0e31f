"""The stand-in's answers about rulesets, Actions, protection and what else admins set."""

from __future__ import annotations

from typing import Any

from support.forge import full
from support.forge.asking import REPO, Answer, RefusedError, Request, route
from support.forge.state import BOT, now

RULESETS = f"{REPO}/rulesets"
ACTIONS = f"{REPO}/actions/permissions"


def _shown(request: Request, ruleset: dict[str, Any], whole: bool) -> dict[str, Any]:
    """A ruleset; who may bypass it is shown to those only who may change it."""
    admin = request.account.may("admin")
    hidden = set() if whole else {"rules", "conditions", "bypass_actors"}
    hidden |= set() if admin else {"bypass_actors"}
    shown = {key: value for key, value in ruleset.items() if key not in hidden}
    return shown | ({"current_user_can_bypass": "never"} if admin and whole else {})


@route("get", RULESETS)
def rulesets(request: Request) -> Answer:
    """All, without what is in them."""
    return Answer([_shown(request, ruleset, False) for ruleset in request.state.rulesets])


@route("get", f"{RULESETS}/{{ruleset_id}}")
def ruleset(request: Request) -> Answer:
    """One, whole."""
    return Answer(_shown(request, _ruleset(request), True))


def _ruleset(request: Request) -> dict[str, Any]:
    for ruleset in request.state.rulesets:
        if str(ruleset["id"]) == request.values["ruleset_id"]:
            return ruleset
    raise RefusedError(404, "Not Found")


@route("post", RULESETS)
def add(request: Request) -> Answer:
    """Make one: admins."""
    request.need("admin", 404)
    number, at = request.state.next_id(), now()
    empty = {"target": "branch", "bypass_actors": [], "conditions": {}, "rules": []}
    made: dict[str, Any] = {
        **empty,
        **request.body,
        "id": number,
        "node_id": full.node("RRS", number),
        "source": request.state.slug,
        "source_type": "Repository",
        "created_at": at,
        "updated_at": at,
    }
    request.state.rulesets.append(made)
    return Answer(_shown(request, made, True), 201)


@route("put", f"{RULESETS}/{{ruleset_id}}")
def replace(request: Request) -> Answer:
    """Change one: admins. What is not named stays."""
    request.need("admin", 404)
    found = _ruleset(request)
    found |= {**request.body, "updated_at": now()}
    return Answer(_shown(request, found, True))


@route("get", f"{REPO}/rules/branches/{{branch}}")
def rules(request: Request) -> Answer:
    """What the active rulesets ask of a branch, each rule with where it stands."""
    found = []
    for ruleset in request.state.rulesets:
        if ruleset["enforcement"] == "active" and covers(ruleset, request.values["branch"]):
            source = {
                "ruleset_source_type": "Repository",
                "ruleset_source": request.state.slug,
                "ruleset_id": ruleset["id"],
            }
            found += [{**rule, **source} for rule in ruleset["rules"]]
    return Answer(found)


def covers(ruleset: dict[str, Any], branch: str) -> bool:
    """Whether a ruleset is about a branch. The stand-in knows no patterns, only whole names."""
    names = ruleset["conditions"].get("ref_name", {})
    own = {"~ALL", f"refs/heads/{branch}", *(["~DEFAULT_BRANCH"] if branch == "main" else [])}
    return bool(own & set(names.get("include", []))) and not own & set(names.get("exclude", []))


@route("get", f"{REPO}/branches/{{branch}}/protection")
def protection(request: Request) -> Answer:
    """Classic protection: admins only, others are told nothing."""
    request.need("admin", 404)
    found = request.state.protection.get(request.values["branch"])
    if found is None:
        raise RefusedError(404, "Branch not protected")
    return Answer(found)


@route("get", ACTIONS)
def actions(request: Request) -> Answer:
    """Whether Actions run, and whose."""
    request.need("admin")
    return Answer(request.state.actions)


@route("put", ACTIONS)
def set_actions(request: Request) -> Answer:
    """Set that."""
    request.need("admin")
    request.state.actions |= request.body
    return Answer(status=204)


@route("get", f"{ACTIONS}/workflow")
def workflow(request: Request) -> Answer:
    """What a workflow's token may by default."""
    request.need("admin")
    return Answer(request.state.workflow)


@route("put", f"{ACTIONS}/workflow")
def set_workflow(request: Request) -> Answer:
    """Set that."""
    request.need("admin")
    request.state.workflow |= request.body
    return Answer(status=204)


@route("get", f"{ACTIONS}/fork-pr-contributor-approval")
def fork_approval(request: Request) -> Answer:
    """Whose workflows wait for a human's approval when they come from a fork."""
    request.need("admin")
    return Answer(request.state.fork_approval)


@route("put", f"{ACTIONS}/fork-pr-contributor-approval")
def set_fork_approval(request: Request) -> Answer:
    """Set that."""
    request.need("admin")
    request.state.fork_approval |= request.body
    return Answer(status=204)


@route("get", f"{REPO}/actions/workflows")
def workflows(request: Request) -> Answer:
    """The workflow files of main."""
    repo, folder = request.forge.upstream, ".github/workflows/"
    names = request.forge.hub.ask(repo, "ls-tree", "--name-only", "-z", "main", folder).split("\0")
    url, page = f"{full.API}/repos/{request.state.slug}", f"{full.WEB}/{request.state.slug}"
    found = [
        {
            "id": 700 + at,
            "node_id": full.node("W", 700 + at),
            "name": path.removeprefix(folder),
            "path": path,
            "state": "active",
            "created_at": request.state.created_at,
            "updated_at": request.state.created_at,
            "url": f"{url}/actions/workflows/{700 + at}",
            "html_url": f"{page}/blob/main/{path}",
            "badge_url": f"{page}/workflows/{path.removeprefix(folder)}/badge.svg",
        }
        for at, path in enumerate(name for name in names if name.endswith((".yml", ".yaml")))
    ]
    return Answer({"total_count": len(found), "workflows": found}, within="workflows")


@route("get", f"{REPO}/environments/{{environment_name}}")
def environment(request: Request) -> Answer:
    """An environment, which may guard a secret."""
    name = request.values["environment_name"]
    if name not in request.state.environments:
        raise RefusedError(404, "Not Found")
    url = f"{full.API}/repos/{request.state.slug}/environments/{name}"
    whole = {
        "id": 800,
        "node_id": full.node("EN", 800),
        "name": name,
        "url": url,
        "html_url": f"{full.WEB}/{request.state.slug}/deployments/activity_log",
        "created_at": request.state.created_at,
        "updated_at": request.state.created_at,
        "protection_rules": [],
        "deployment_branch_policy": None,
    }
    return Answer(whole | request.state.environments[name])


@route("get", f"{REPO}/keys")
def keys(request: Request) -> Answer:
    """Deploy keys: admins."""
    request.need("admin", 404)
    return Answer(request.state.keys)


@route("post", f"{REPO}/keys")
def add_key(request: Request) -> Answer:
    """Add one: admins."""
    request.need("admin", 404)
    number = request.state.next_id()
    made = {
        "id": number,
        "key": request.body["key"],
        "title": request.body.get("title", ""),
        "read_only": request.body.get("read_only", False),
        "verified": True,
        "enabled": True,
        "added_by": request.account.login,
        "last_used": None,
        "created_at": now(),
        "url": f"{full.API}/repos/{request.state.slug}/keys/{number}",
    }
    request.state.keys.append(made)
    return Answer(made, 201)


@route("get", f"{REPO}/codeowners/errors")
def codeowners(request: Request) -> Answer:
    """Owners whom GitHub does not know, or who may not write."""
    repo, ref = request.forge.upstream, request.query.get("ref", "main")
    for path in (".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS"):
        text = request.forge.hub.ask(repo, "cat-file", "blob", f"{ref}:{path}")
        if text:
            return Answer({"errors": _unknown(request, path, text)})
    raise RefusedError(404, "Not Found")


def _unknown(request: Request, path: str, text: str) -> list[dict[str, Any]]:
    wrong = []
    for number, line in enumerate(text.splitlines(), 1):
        for word in line.split("#")[0].split()[1:]:
            login = word.removeprefix("@").lower()  # GitHub tells no cases apart
            account = next(
                (it for it in request.state.accounts.values() if it.login.lower() == login), None
            )
            if account is None or account.login == BOT or not account.may("write"):
                wrong.append(
                    {
                        "line": number,
                        "column": line.index(word) + 1,
                        "kind": "Unknown owner",
                        "source": line,
                        "suggestion": f"make sure {word} exists and has write access",
                        "message": f"Unknown owner on line {number}: make sure {word} exists and "
                        f"has write access to the repository\n\n  {line}",
                        "path": path,
                    }
                )
    return wrong
