"""The stand-in's answers about commits, refs and statuses."""

from __future__ import annotations

from support.forge import full, looking
from support.forge.asking import BOT, REPO, Answer, RefusedError, Request, invalid, route
from support.forge.state import Status, now

COMMIT = f"{REPO}/commits/{{ref}}"


@route("get", COMMIT)
def commit(request: Request) -> Answer:
    """One commit with the files that it changes."""
    return Answer(full.commit(request.forge, request.commit(request.values["ref"]), files=True))


@route("get", f"{REPO}/git/ref/{{ref}}")
def ref(request: Request) -> Answer:
    """Where a ref stands, asked for as ``heads/main``."""
    name = f"refs/{request.values['ref']}"
    repo = request.forge.hub.repo(request.values["owner"], request.values["repo"])
    sha = request.forge.hub.ask(repo, "rev-parse", "--verify", "--quiet", name)
    if not sha:
        raise RefusedError(404, "Not Found")
    url = f"{full.API}/repos/{request.values['owner']}/{request.state.name}/git"
    kind = request.forge.hub.ask(repo, "cat-file", "-t", sha)
    target = {"sha": sha, "type": kind, "url": f"{url}/{kind}s/{sha}"}
    return Answer({"ref": name, "node_id": "REF_1", "url": f"{url}/{name}", "object": target})


@route("get", f"{REPO}/commits/{{commit_sha}}/pulls")
def pulls(request: Request) -> Answer:
    """The pull requests that a commit came with, or is in and open."""
    sha = request.commit(request.values["commit_sha"])
    found = [
        pull
        for pull in request.state.pulls.values()
        if sha == pull.merge_commit_sha or sha in looking.commits_of(request.forge, pull)
    ]
    return Answer([full.simple_pull(request.state, pull) for pull in found])


def _statuses(request: Request) -> list[Status]:
    sha = request.commit(request.values["ref"])
    return [status for status in reversed(request.state.statuses) if status.sha == sha]


@route("get", f"{COMMIT}/statuses")
def statuses(request: Request) -> Answer:
    """All that were ever set, newest first."""
    return Answer([full.status(request.state, status) for status in _statuses(request)])


@route("get", f"{COMMIT}/status")
def combined(request: Request) -> Answer:
    """The last of each context, and what they come to."""
    last: dict[str, Status] = {}
    for status in _statuses(request):
        last.setdefault(status.context, status)
    states = {status.state for status in last.values()}
    state = "pending" if "pending" in states or not states else "success"
    state = "failure" if states & {"failure", "error"} else state
    sha = request.commit(request.values["ref"])
    url = f"{full.API}/repos/{request.state.slug}/commits/{sha}"
    whole = {
        "state": state,
        "statuses": [full.simple_status(request.state, status) for status in last.values()],
        "sha": sha,
        "total_count": len(last),
        "repository": full.minimal_repository(request.state, request.state.owner),
        "commit_url": url,
        "url": f"{url}/status",
    }
    return Answer(whole, within="statuses")


@route("get", f"{COMMIT}/check-runs")
def check_runs(request: Request) -> Answer:
    """The runs of jobs at a commit, of one name where that is given."""
    sha, name = request.commit(request.values["ref"]), request.query.get("check_name")
    found = [
        full.check_run(request.state, number, *run)
        for number, run in enumerate(request.state.checks, 1)
        if run[0] == sha and name in (None, run[1])
    ]
    return Answer({"total_count": len(found), "check_runs": found}, within="check_runs")


@route("post", f"{REPO}/statuses/{{sha}}")
def report(request: Request) -> Answer:
    """Set a status: a workflow, or who may write. The commit must be known."""
    if request.account.login != BOT:
        request.need("write", 404)
    sha = request.values["sha"]
    if request.commit(sha) != sha:
        raise RefusedError(422, f"No commit found for SHA: {sha}", [])
    body = request.body
    if len(body.get("description") or "") > 140:
        told = "description is too long (maximum is 140 characters)"
        raise invalid("Status", "description", told)
    made = Status(
        request.state.next_id(), sha, request.account.login, body["state"],
        body.get("context", "default"), body.get("description"), body.get("target_url"), now(),
    )  # fmt: skip
    request.state.statuses.append(made)
    return Answer(full.status(request.state, made), 201)
