"""The stand-in's answers about pull requests, their reviews, commits and comments."""

from __future__ import annotations

from support.forge import full, looking
from support.forge.asking import BOT, REPO, Answer, RefusedError, Request, invalid, route
from support.forge.state import Comment, Pull, now

PULL = f"{REPO}/pulls/{{pull_number}}"
COMMENTS = f"{REPO}/issues/{{issue_number}}/comments"
COMMENT = f"{REPO}/issues/comments/{{comment_id}}"


def _pull(request: Request, name: str = "pull_number") -> Pull:
    pull = request.state.pulls.get(int(request.values[name]))
    if pull is None or not request.upstream:
        raise RefusedError(404, "Not Found")
    return pull


@route("get", f"{REPO}/pulls")
def pulls(request: Request) -> Answer:
    """List, newest first unless told otherwise; closed ones are left out by default."""
    query = request.query
    state = query.get("state", "open")
    found = [
        pull
        for pull in request.state.pulls.values()
        if request.upstream
        and state in ("all", pull.state)
        and query.get("base", pull.base_ref) == pull.base_ref
        and query.get("head", "") in ("", f"{pull.head_owner}:{pull.head_ref}")
    ]
    by = {"updated": "updated_at"}.get(query.get("sort", ""), "number")
    descending = query.get("direction", "asc" if query.get("sort") else "desc") == "desc"
    found.sort(key=lambda pull: (getattr(pull, by), pull.number), reverse=descending)
    return Answer([full.simple_pull(request.state, pull) for pull in found])


@route("post", f"{REPO}/pulls")
def create(request: Request) -> Answer:
    """Open one; who opens it must be able to write to the repository that the head is in."""
    body, login = request.body, request.account.login
    owner, colon, ref = body["head"].partition(":")
    if not colon:
        owner, ref = request.state.owner, body["head"]
    if owner != login and not (owner == request.state.owner and request.account.may("write")):
        raise RefusedError(403, "Resource not accessible by personal access token")
    pull = request.forge.add_pull(
        login, owner, ref, body["base"], body.get("title", ""), body.get("body"),
        draft=body.get("draft", False),
    )  # fmt: skip
    return Answer(full.full_pull(request.forge, pull), 201)


@route("get", PULL)
def one(request: Request) -> Answer:
    """One by its number."""
    return Answer(full.full_pull(request.forge, _pull(request)))


@route("patch", PULL)
def change(request: Request) -> Answer:
    """Change title, text, base or state: its author, or who may write."""
    pull = _pull(request)
    if pull.author != request.account.login:
        request.need("write")
    state = request.body.get("state", pull.state)
    if state == "open" and pull.merged_at:
        raise invalid("PullRequest", "state", "state cannot be changed. It is already merged.")
    pull.title = request.body.get("title", pull.title)
    pull.body = request.body.get("body", pull.body)
    pull.base_ref = request.body.get("base", pull.base_ref)
    pull.closed_at = None if state == "open" else pull.closed_at or now()
    pull.state, pull.updated_at = state, now()
    return Answer(full.full_pull(request.forge, pull))


@route("get", f"{PULL}/commits")
def commits(request: Request) -> Answer:
    """Its commits, oldest first, 250 at most."""
    found = looking.commits_of(request.forge, _pull(request))[:250]
    return Answer([full.commit(request.forge, sha) for sha in found])


@route("get", f"{PULL}/reviews")
def reviews(request: Request) -> Answer:
    """Its reviews, oldest first."""
    number = _pull(request).number
    found = [review for review in request.state.reviews if review.pull == number]
    return Answer([full.review(request.state, review) for review in found])


@route("get", COMMENTS)
def comments(request: Request) -> Answer:
    """Its comments, oldest first."""
    number = _pull(request, "issue_number").number
    since = request.query.get("since", "")
    found = [c for c in request.state.comments if c.pull == number and c.updated_at >= since]
    return Answer([full.comment(request.state, comment) for comment in found])


@route("post", COMMENTS)
def say(request: Request) -> Answer:
    """Write one: everybody may."""
    pull = _pull(request, "issue_number")
    text, at = request.body["body"], now()
    if not text.strip() or len(text) > 65_536:
        told = "body is too long (maximum is 65536 characters)" if text else "body can't be blank"
        raise invalid("IssueComment", "body", told)
    written = Comment(request.state.next_id(), pull.number, request.account.login, text, at, at)
    request.state.comments.append(written)
    return Answer(full.comment(request.state, written), 201)


def _comment(request: Request) -> Comment:
    wanted = int(request.values["comment_id"])
    for comment in request.state.comments:
        if comment.id == wanted and request.upstream:
            if BOT != request.account.login != comment.author:
                request.need("write")
            return comment
    raise RefusedError(404, "Not Found")


@route("patch", COMMENT)
def say_else(request: Request) -> Answer:
    """Change a comment: its author, who may write, or a workflow."""
    comment = _comment(request)
    comment.body, comment.updated_at = request.body["body"], now()
    return Answer(full.comment(request.state, comment))


@route("delete", COMMENT)
def unsay(request: Request) -> Answer:
    """Take a comment away: its author, who may write, or a workflow."""
    request.state.comments.remove(_comment(request))
    return Answer(status=204)
