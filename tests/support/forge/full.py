"""Complete values of what GitHub answers with: one function for each kind of thing.

Each returns a new dict with every field that the description requires, and those that clients
look at. Numbers that nobody here looks at are zero.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from support.forge import looking
from support.forge.state import LEVELS, Account, Comment, Pull, Review, State, Status

if TYPE_CHECKING:
    from support.forge.forge import Forge

API = "https://api.github.com"
WEB = "https://github.com"

_USER_URLS = (
    "events followers following gists organizations received_events repos starred subscriptions"
)
_REPOSITORY_URLS = (
    "archive assignees blobs branches collaborators comments commits compare contents contributors "
    "deployments downloads events forks git_commits git_refs git_tags hooks issue_comment "
    "issue_events issues keys labels languages merges milestones notifications pulls releases "
    "stargazers statuses subscribers subscription tags teams trees"
)


def node(kind: str, number: int) -> str:
    """An id as GraphQL has them."""
    return f"{kind}_{number}"


def simple_user(account: Account) -> dict[str, Any]:
    """An account as it stands inside other things."""
    url = f"{API}/users/{account.login}"
    return {
        "login": account.login,
        "id": account.id,
        "node_id": node("U", account.id),
        "avatar_url": f"https://avatars.githubusercontent.com/u/{account.id}",
        "gravatar_id": "",
        "url": url,
        "html_url": f"{WEB}/{account.login}",
        **{f"{name}_url": f"{url}/{name}" for name in _USER_URLS.split()},
        "type": account.type,
        "user_view_type": "public",
        "site_admin": False,
    }


def public_user(state: State, account: Account) -> dict[str, Any]:
    """An account as its own page shows it."""
    return {
        **simple_user(account),
        "name": None,
        "company": None,
        "blog": "",
        "location": None,
        "email": None,
        "hireable": None,
        "bio": None,
        "public_repos": 1,
        "public_gists": 0,
        "followers": 0,
        "following": 0,
        "created_at": state.created_at,
        "updated_at": state.created_at,
    }


def permissions(level: str) -> dict[str, bool]:
    """What a permission includes, under GitHub's names."""
    names = {"read": "pull", "write": "push"}
    reached = LEVELS.index(level)
    return {names.get(it, it): at <= reached for at, it in enumerate(LEVELS) if it != "none"}


def collaborator(account: Account) -> dict[str, Any]:
    """An account with its permission on the team's repository."""
    level = account.permission
    role = {"permissions": permissions(level), "role_name": level}
    return {**simple_user(account), **role}


def repository(state: State, owner: str, viewer: Account | None = None) -> dict[str, Any]:
    """A repository inside other things: the team's, or the fork of that owner."""
    fork = owner != state.owner
    slug = f"{owner}/{state.name}"
    url = f"{API}/repos/{slug}"
    opened = 0 if fork else sum(pull.state == "open" for pull in state.pulls.values())
    forks = 0 if fork else len(state.forks)
    settings = {**state.settings, "description": None} if fork else dict(state.settings)
    number = 100 + state.forks.index(owner) if fork else 99
    whole: dict[str, Any] = {
        "id": number,
        "node_id": node("R", number),
        "name": state.name,
        "full_name": slug,
        "owner": simple_user(state.accounts[owner]),
        "html_url": f"{WEB}/{slug}",
        "url": url,
        "fork": fork,
        **{f"{name}_url": f"{url}/{name}" for name in _REPOSITORY_URLS.split()},
        "clone_url": f"{WEB}/{slug}.git",
        "git_url": f"git://github.com/{slug}.git",
        "ssh_url": f"git@github.com:{slug}.git",
        "svn_url": f"{WEB}/{slug}",
        "mirror_url": None,
        "homepage": None,
        "language": None,
        "license": None,
        "topics": [],
        "is_template": False,
        "disabled": False,
        "default_branch": "main",
        "size": 0,
        "created_at": state.created_at,
        "updated_at": state.created_at,
        "pushed_at": state.created_at,
        "open_issues": opened,
        "open_issues_count": opened,
        "forks": forks,
        "forks_count": forks,
        "watchers": 0,
        "watchers_count": 0,
        "stargazers_count": 0,
        **settings,
    }
    for thing in ("discussions", "downloads", "issues", "pages", "projects", "wiki"):
        whole.setdefault(f"has_{thing}", thing in ("downloads", "issues", "wiki"))
    if viewer is not None:
        own = "admin" if viewer.login == owner else "read" if fork else viewer.permission
        whole["permissions"] = permissions("read" if own == "none" else own)
    return whole


def full_repository(state: State, owner: str, viewer: Account) -> dict[str, Any]:
    """A repository asked for by its name."""
    whole = repository(state, owner, viewer)
    whole |= {"network_count": whole["forks"], "subscribers_count": 0, "temp_clone_token": None}
    if whole["fork"]:
        whole["parent"] = whole["source"] = repository(state, state.owner, viewer)
    return whole


def minimal_repository(state: State, owner: str, viewer: Account | None = None) -> dict[str, Any]:
    """A repository in a list, without what it allows."""
    whole = repository(state, owner, viewer)
    kept = ("allow_forking",)
    return {k: v for k, v in whole.items() if k in kept or not k.startswith(("allow_", "use_"))}


def association(state: State, login: str) -> str:
    """What an author is to the repository."""
    if login == state.owner:
        return "OWNER"
    return "COLLABORATOR" if state.accounts[login].may("read") else "NONE"


def side(state: State, owner: str, ref: str, sha: str) -> dict[str, Any]:
    """The head or the base of a pull request."""
    return {
        "label": f"{owner}:{ref}",
        "ref": ref,
        "sha": sha,
        "user": simple_user(state.accounts[owner]),
        "repo": repository(state, owner),
    }


def simple_pull(state: State, pull: Pull) -> dict[str, Any]:
    """A pull request in a list."""
    slug = state.slug
    url = f"{API}/repos/{slug}/pulls/{pull.number}"
    issue = f"{API}/repos/{slug}/issues/{pull.number}"
    page = f"{WEB}/{slug}/pull/{pull.number}"
    urls = {
        "html": page,
        "issue": issue,
        "comments": f"{issue}/comments",
        "commits": f"{url}/commits",
        "review_comment": f"{API}/repos/{slug}/pulls/comments{{/number}}",
        "review_comments": f"{url}/comments",
        "statuses": f"{API}/repos/{slug}/statuses/{pull.head_sha}",
    }
    return {
        "id": 5000 + pull.number,
        "node_id": node("PR", pull.number),
        "number": pull.number,
        "url": url,
        **{f"{name}_url": value for name, value in urls.items()},
        "diff_url": f"{page}.diff",
        "patch_url": f"{page}.patch",
        "_links": {name: {"href": value} for name, value in {"self": url, **urls}.items()},
        "state": pull.state,
        "locked": False,
        "draft": pull.draft,
        "title": pull.title,
        "body": pull.body,
        "user": simple_user(state.accounts[pull.author]),
        "author_association": association(state, pull.author),
        "head": side(state, pull.head_owner, pull.head_ref, pull.head_sha),
        "base": side(state, state.owner, pull.base_ref, pull.base_sha),
        "created_at": pull.created_at,
        "updated_at": pull.updated_at,
        "closed_at": pull.closed_at,
        "merged_at": pull.merged_at,
        "merge_commit_sha": pull.merge_commit_sha,
        "assignee": None,
        "assignees": [],
        "auto_merge": pull.auto_merge
        and {
            "enabled_by": simple_user(state.accounts[pull.auto_merge]),
            "merge_method": "merge",
            "commit_title": "Merge it",
            "commit_message": "",
        },
        "labels": [],
        "milestone": None,
        "requested_reviewers": [],
        "requested_teams": [],
    }


def full_pull(forge: Forge, pull: Pull) -> dict[str, Any]:
    """A pull request asked for by its number."""
    state = forge.state
    mergeable = looking.mergeable(forge, pull)
    return {
        **simple_pull(state, pull),
        "merged": pull.merged_at is not None,
        "merged_by": simple_user(state.accounts[pull.merged_by]) if pull.merged_by else None,
        "mergeable": mergeable,
        "mergeable_state": {True: "clean", False: "dirty", None: "unknown"}[mergeable],
        "rebaseable": mergeable,
        "maintainer_can_modify": pull.head_owner != state.owner,
        "comments": sum(comment.pull == pull.number for comment in state.comments),
        "review_comments": 0,
        "commits": len(looking.commits_of(forge, pull)),
        **looking.extent_of(forge, pull),
    }


def comment(state: State, given: Comment) -> dict[str, Any]:
    """A comment on a pull request."""
    return {
        "id": given.id,
        "node_id": node("IC", given.id),
        "url": f"{API}/repos/{state.slug}/issues/comments/{given.id}",
        "html_url": f"{WEB}/{state.slug}/pull/{given.pull}#issuecomment-{given.id}",
        "issue_url": f"{API}/repos/{state.slug}/issues/{given.pull}",
        "body": given.body,
        "user": simple_user(state.accounts[given.author]),
        "author_association": association(state, given.author),
        "created_at": given.created_at,
        "updated_at": given.updated_at,
        "performed_via_github_app": None,
    }


def review(state: State, given: Review) -> dict[str, Any]:
    """A review of a pull request."""
    page = f"{WEB}/{state.slug}/pull/{given.pull}#pullrequestreview-{given.id}"
    pull = f"{API}/repos/{state.slug}/pulls/{given.pull}"
    return {
        "id": given.id,
        "node_id": node("PRR", given.id),
        "user": simple_user(state.accounts[given.author]),
        "body": given.body,
        "state": given.state,
        "html_url": page,
        "pull_request_url": pull,
        "_links": {"html": {"href": page}, "pull_request": {"href": pull}},
        "commit_id": given.commit,
        "author_association": association(state, given.author),
        "submitted_at": given.at,
    }


def simple_status(state: State, given: Status) -> dict[str, Any]:
    """A status inside the combined one, which does not name its creator."""
    return {
        "id": given.id,
        "node_id": node("SC", given.id),
        "url": f"{API}/repos/{state.slug}/statuses/{given.sha}",
        "avatar_url": simple_user(state.accounts[given.creator])["avatar_url"],
        "state": given.state,
        "context": given.context,
        "description": given.description,
        "target_url": given.target_url,
        "created_at": given.at,
        "updated_at": given.at,
    }


def status(state: State, given: Status) -> dict[str, Any]:
    """A commit status."""
    creator = simple_user(state.accounts[given.creator])
    return {**simple_status(state, given), "creator": creator}


def commit(forge: Forge, sha: str, files: bool = False) -> dict[str, Any]:
    """A commit of the team's repository; with the paths that it changes where asked for."""
    state, repo = forge.state, forge.upstream
    words = "%T %P %an %ae %ad %cn %ce %cd %B".replace(" ", "%x00")
    shown = repo.git(
        "show", "--no-patch", "--date=iso-strict-local", f"--format={words}", sha, TZ="UTC"
    )
    tree, parents, *people, message = shown.split("\0", 8)
    url, page = f"{API}/repos/{state.slug}/commits/{sha}", f"{WEB}/{state.slug}/commit/{sha}"
    git = f"{API}/repos/{state.slug}/git"
    (an, ae, ad), (cn, ce, cd) = people[:3], people[3:]
    whole: dict[str, Any] = {
        "sha": sha,
        "node_id": f"C_{sha}",
        "url": url,
        "html_url": page,
        "comments_url": f"{url}/comments",
        "commit": {
            "url": f"{git}/commits/{sha}",
            "author": {"name": an, "email": ae, "date": ad.replace("+00:00", "Z")},
            "committer": {"name": cn, "email": ce, "date": cd.replace("+00:00", "Z")},
            "message": message,
            "tree": {"sha": tree, "url": f"{git}/trees/{tree}"},
            "comment_count": 0,
            "verification": {
                "verified": False,
                "reason": "unsigned",
                "signature": None,
                "payload": None,
                "verified_at": None,
            },
        },
        "author": _whose(state, ae),
        "committer": _whose(state, ce),
        "parents": [
            {
                "sha": parent,
                "url": f"{API}/repos/{state.slug}/commits/{parent}",
                "html_url": f"{WEB}/{state.slug}/commit/{parent}",
            }
            for parent in parents.split()
        ],
    }
    if files:
        whole["files"] = looking.files_of(forge, sha)
        added, gone = (sum(it[key] for it in whole["files"]) for key in ("additions", "deletions"))
        whole["stats"] = {"additions": added, "deletions": gone, "total": added + gone}
    return whole


def _whose(state: State, address: str) -> dict[str, Any]:
    """The account of an address that GitHub knows by itself; no account is an empty object."""
    login = address.removesuffix("@users.noreply.github.com")
    known = login != address and login in state.accounts
    return simple_user(state.accounts[login]) if known else {}


def check_run(state: State, number: int, sha: str, name: str) -> dict[str, Any]:
    """A job's run that ended well."""
    url = f"{API}/repos/{state.slug}/check-runs/{number}"
    page = f"{WEB}/{state.slug}/runs/{number}"
    output = {
        "title": None,
        "summary": None,
        "text": None,
        "annotations_count": 0,
        "annotations_url": f"{url}/annotations",
    }
    return {
        "id": number,
        "node_id": f"CR_{number}",
        "external_id": "",
        "head_sha": sha,
        "name": name,
        "url": url,
        "html_url": page,
        "details_url": page,
        "status": "completed",
        "conclusion": "success",
        "started_at": state.created_at,
        "completed_at": state.created_at,
        "output": output,
        "check_suite": {"id": number},
        "app": None,
        "pull_requests": [],
    }
