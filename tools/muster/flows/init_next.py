"""What to do once a repository is a registry: the exact commands, in their order."""

from __future__ import annotations

import shlex
from collections.abc import Iterator

from muster.engine.claim_commands import claim_commands
from muster.flows.init_repository import Initialized
from muster.model.slug import slug

_NEW_BRANCH = "begin-registry"
_APPROVER_KEY = "~/.ssh/muster-approver"


def next_commands(made: Initialized, *, here: bool) -> tuple[str, ...]:
    """The commands; ``here`` says that they are typed in the registry's own folder."""
    return (
        *_commit(made, here=here),
        *(_on_github(made, here=here) if made.github else _on_a_remote(made)),
        *claim_commands(made.registry.open_slots, made.registry.free_numbers),
    )


def _git(made: Initialized, *words: str, here: bool) -> str:
    return shlex.join(["git", *(() if here else ("-C", str(made.place.top))), *words])


def _branch(made: Initialized) -> str:
    """The branch that the registry is committed on: main, or one that goes to it."""
    if not made.branches:
        return "main"
    return made.branch or _NEW_BRANCH


def _commit(made: Initialized, *, here: bool) -> Iterator[str]:
    if not made.branch:
        yield _git(made, "switch", "--create", _branch(made), here=here)
    elif _branch(made) != made.branch:
        # Everything that judges looks at main, whatever the branch is called now.
        yield _git(made, "branch", "--move", "main", here=here)
    if made.uncommitted:
        force = ("--force",) if made.ignored else ()
        yield _git(made, "add", *force, "--", *made.uncommitted, here=here)
        yield _git(made, "commit", "-m", "Begin the registry", here=here)


def _on_github(made: Initialized, *, here: bool) -> Iterator[str]:
    address = made.place.address
    branch = _branch(made)
    if address is None and not made.place.remote:
        name = slug(made.charter.name) or "registry"
        source = "." if here else str(made.place.top)
        yield shlex.join(["gh", "repo", "create", name, "--private", "--source", source, "--push"])
    elif made.uncommitted:
        yield _git(made, "push", "--set-upstream", made.place.remote, branch, here=here)
        if branch != "main":
            yield shlex.join(["gh", "pr", "create", "--base", "main", "--head", branch, "--fill"])
    named = ["--repository", address.slug] if address and not here else []
    yield shlex.join(["muster", "github", "protect", *named])
    yield shlex.join(["muster", "github", "doctor", *named])
    if address:
        yield shlex.join(["git", "clone", address.page])


def _on_a_remote(made: Initialized) -> Iterator[str]:
    top = made.place.top
    remote = str(top.parent / f"{top.name}.git")
    words = ["muster", "remote", "init", remote, "--from", str(top)]
    if any(one.key for one in made.charter.approvers):
        yield shlex.join(words)
    else:
        yield f"ssh-keygen -t ed25519 -f {_APPROVER_KEY}"
        yield f"{shlex.join(words)} --approver-key {_APPROVER_KEY}.pub"
    yield shlex.join(["git", "clone", "--no-local", remote, f"{top}-1"])
