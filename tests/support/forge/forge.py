"""The stand-in for GitHub as tests use it. It is not GitHub; see the package.

::

    with Forge.make(tmp_path / "forge", {"README": "…"}) as forge:  # https://github.com/team/registry
        forge.account("ada", permission="write")
        forge.account("eve")
        forge.fork("eve")                                    # https://github.com/eve/registry
        forge.commit("eve", "claim/007", {"a": "b"})         # or a real push with forge.env("eve")
        pull = forge.open_pull("eve", "eve:claim/007", title="Claim 7")
        forge.gh("ada", "api", "repos/team/registry/pulls")  # the real gh
        forge.merge(pull.number, by="ada")

The end of the block fails where a request or an answer did not fit GitHub's description.
"""

from __future__ import annotations

import copy
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from support.forge import events
from support.forge.asking import RefusedError, invalid
from support.forge.hub import ConflictError, Hub
from support.forge.knobs import Knobs
from support.forge.merge_group import Group
from support.forge.people import environment_of, write_settings
from support.forge.pushes import refusal
from support.forge.state import BOT, READING, Account, Comment, Pull, Review, State, Status, now
from support.repos import Content, Done, Repo

BIN = Path(sys.executable).parent


class Forge(Knobs):
    """One stand-in with one team's repository, the forks of it, and a server."""

    def __init__(self, folder: Path, state: State) -> None:
        super().__init__()
        self.folder = folder
        self.state = state
        self.lock = threading.RLock()
        self._short = Path(tempfile.mkdtemp(prefix="forge-"))
        self.socket = self._short / "s"
        self.hub = Hub(folder / "hub", self.socket)
        self.gitconfig = write_settings(folder, self.hub.folder)
        self._seen: dict[int, str] = {}
        self._pusher = ""
        from support.forge.server import Server  # which needs openapi-core: half a second

        self._server = Server(self, self.socket)

    @classmethod
    def make(
        cls,
        folder: Path,
        files: Mapping[str | bytes, Content] | Path,
        owner: str = "team",
        name: str = "registry",
    ) -> Forge:
        """A team's repository with these files on main, or with the branches of a repository."""
        folder.mkdir(parents=True, exist_ok=True)
        forge = cls(folder, State(owner, name))
        forge.state.accounts[owner] = Account(owner, 100, "Organization", "admin")
        forge.state.accounts[BOT] = Account(BOT, 41898282, "Bot")
        repo = forge.hub.create(owner, name, files if isinstance(files, Mapping) else {})
        if isinstance(files, Path):
            repo.git("fetch", "--quiet", "--force", str(files), "+refs/heads/*:refs/heads/*")
        return forge

    def copy(self, folder: Path) -> Forge:
        """The same once more, somewhere else, with a server of its own."""
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copytree(self.hub.folder, folder / "hub", symlinks=True)
        forge = Forge(folder, copy.deepcopy(self.state))
        for owner in forge.owners:
            forge.hub.hook(forge.hub.repo(owner, self.state.name))
        return forge

    def __enter__(self) -> Forge:
        return self

    def __exit__(self, kind: object, *rest: object) -> None:
        self.stop()
        assert kind is not None or not self.violations, self.violations

    def stop(self) -> None:
        """Answer no more. Asserts nothing; the end of a ``with`` does."""
        self._server.stop()
        shutil.rmtree(self._short, ignore_errors=True)

    # Who is there

    def account(self, login: str, permission: str = "none", type: str = "User") -> Account:
        """Somebody with a permission on the team's repository: none, read, … admin."""
        known = self.state.accounts.get(login)
        if known is None:
            known = Account(login, 200 + len(self.state.accounts), type)
            self.state.accounts[login] = known
        known.permission = permission
        return known

    def fork(self, login: str) -> Repo:
        """The login's fork of the team's repository, made where it is missing."""
        if login in self.state.forks:
            return self.hub.repo(login, self.state.name)
        self.state.forks.append(login)
        return self.hub.fork(self.state.owner, self.state.name, login)

    @property
    def owners(self) -> list[str]:
        """Who has a repository here: the team, and who forked."""
        return [self.state.owner, *self.state.forks]

    def env(self, login: str, **more: str) -> dict[str, str]:
        """An environment in which gh and git act as this account, and reach nothing but this."""
        return environment_of(self, login, **more)

    def gh(self, login: str, *arguments: str, given: str = "", **env: str) -> Done:
        """Run the real gh as an account."""
        done = subprocess.run(
            [str(BIN / "gh"), *arguments], cwd=self.folder, env=self.env(login, **env),
            input=given, capture_output=True, check=False, text=True,
        )  # fmt: skip
        return Done(done.returncode, done.stdout, done.stderr)

    # The repositories

    @property
    def upstream(self) -> Repo:
        """The team's bare repository."""
        return self.hub.repo(self.state.owner, self.state.name)

    @property
    def url(self) -> str:
        """The team's repository as git and people name it."""
        return f"https://github.com/{self.state.slug}"

    def main(self) -> str:
        """The tip of main."""
        return self.upstream.tip("main")

    def commit(
        self, owner: str, branch: str, files: Mapping[str | bytes, Content], on: str = ""
    ) -> str:
        """Put a commit on a branch of the team's repository or of a fork, as a push would.

        ``on`` is where a new branch starts, by default the team's main.
        """
        repo = self.upstream if owner == self.state.owner else self.fork(owner)
        if not repo.tip(branch):
            start = on or self.main()
            repo.git("fetch", "--quiet", "--no-write-fetch-head", str(self.upstream.folder), start)
            repo.git("update-ref", f"refs/heads/{branch}", start)
        made = repo.commit(files, on=branch)
        self.sync()
        return made

    # Pull requests

    def open_pull(
        self,
        login: str,
        head: str,
        base: str = "main",
        title: str = "A pull request",
        body: str | None = None,
    ) -> Pull:
        """Open one; ``head`` is a branch of the team's repository, or ``LOGIN:BRANCH``."""
        owner, colon, ref = head.partition(":")
        if not colon:
            owner, ref = self.state.owner, head
        return self.add_pull(login, owner, ref, base, title, body)

    def add_pull(
        self,
        login: str,
        owner: str,
        ref: str,
        base: str,
        title: str,
        body: str | None,
        *,
        draft: bool = False,
    ) -> Pull:
        """Open one.

        Raises:
            RefusedError: A branch is missing, nothing differs, or there is one already.
        """
        with self.lock:
            head_repo = self.hub.repo(owner, self.state.name)
            head_sha = head_repo.tip(ref) if owner in self.owners else ""
            base_sha = self.upstream.tip(base)
            for name, sha in (("head", head_sha), ("base", base_sha)):
                if not sha:
                    raise invalid("PullRequest", name, f"{name} is not a branch")
            for pull in self.state.pulls.values():
                same = (owner, ref, base) == (pull.head_owner, pull.head_ref, pull.base_ref)
                if pull.state == "open" and same:
                    told = f"A pull request already exists for {owner}:{ref}."
                    raise RefusedError(422, f"Validation Failed: {told}", [_custom(told)])
            number, at = self.state.next_number(), now()
            self._fetch_head(number, owner, ref)
            if not self.hub.ask(self.upstream, "rev-list", "-1", f"{base_sha}..{head_sha}"):
                self.upstream.git("update-ref", "-d", f"refs/pull/{number}/head")
                told = f"No commits between {base} and {ref}"
                raise RefusedError(422, f"Validation Failed: {told}", [_custom(told)])
            if not self.hub.ask(self.upstream, "merge-base", base_sha, head_sha):
                self.upstream.git("update-ref", "-d", f"refs/pull/{number}/head")
                told = f"The {base} branch has no history in common with {owner}:{ref}"
                raise RefusedError(422, f"Validation Failed: {told}", [_custom(told)])
            pull = Pull(
                number, login, title, body, owner, ref, head_sha, base, base_sha, at, at, draft
            )
            self.state.pulls[number] = pull
            return pull

    def merge(self, number: int, by: str, message: str = "") -> str:
        """Press the merge button; the merge commit, which is main's new tip.

        The stand-in asks for the permission to write and for no rule of a ruleset.

        Raises:
            RefusedError: 405 for a conflict or a closed pull request, 403 for a missing permission.
        """
        with self.lock:
            self.sync()
            pull = self.state.pulls[number]
            if not self.state.accounts[by].may("write"):
                raise RefusedError(403, "Resource not accessible by personal access token")
            if pull.state != "open" or pull.draft:
                raise RefusedError(405, "Pull Request is not mergeable")
            base = self.upstream.tip(pull.base_ref)
            made = self._merged(base, pull, by, message)
            self.upstream.git("update-ref", f"refs/heads/{pull.base_ref}", made, base)
            self._mark_merged(pull, made, by)
            return made

    def close(self, number: int) -> Pull:
        """Close a pull request without a merge."""
        pull = self.state.pulls[number]
        pull.state, pull.closed_at, pull.updated_at = "closed", now(), now()
        return pull

    def merge_group(self, *numbers: int, by: str = "") -> Group:
        """What the merge queue would merge next: its branch, with one merge for each pull request.

        Raises:
            RefusedError: 405 for a conflict.
        """
        with self.lock:
            self.sync()
            base = tip = self.main()
            for number in numbers:
                pull = self.state.pulls[number]
                tip = self._merged(tip, pull, by or pull.author, "")
            ref = f"refs/heads/gh-readonly-queue/main/pr-{numbers[-1]}-{base}"
            self.upstream.git("update-ref", ref, tip)
            return Group(numbers, ref, tip, "refs/heads/main", base)

    def land(self, group: Group, by: str) -> None:
        """What the queue does once the checks of a group are green: main moves to its head."""
        with self.lock:
            self.upstream.git("update-ref", group.base_ref, group.head_sha, group.base_sha)
            self.upstream.git("update-ref", "-d", group.head_ref)
            merges = self.upstream.git(
                "rev-list", "--first-parent", "--reverse", f"{group.base_sha}..{group.head_sha}"
            )
            for number, made in zip(group.numbers, merges.split(), strict=True):
                self._mark_merged(self.state.pulls[number], made, by)

    def review(self, number: int, login: str, state: str = "APPROVED", body: str = "") -> Review:
        """Review a pull request at its head: APPROVED, CHANGES_REQUESTED, COMMENTED, DISMISSED."""
        with self.lock:
            self.sync()
            head = self.state.pulls[number].head_sha
            made = Review(self.state.next_id(), number, login, state, body, head, now())
            self.state.reviews.append(made)
            return made

    def comments(self, number: int) -> list[Comment]:
        """The comments on a pull request, oldest first."""
        return [comment for comment in self.state.comments if comment.pull == number]

    def comment(self, number: int, login: str, body: str) -> Comment:
        """Say something, as a person on the page."""
        made = Comment(self.state.next_id(), number, login, body, now(), now())
        self.state.comments.append(made)
        return made

    def status(self, sha: str, context: str) -> Status | None:
        """The status of a context that counts, None where none was set."""
        found = [it for it in self.state.statuses if (it.sha, it.context) == (sha, context)]
        return found[-1] if found else None

    def report(self, sha: str, login: str, state: str, context: str, said: str = "") -> Status:
        """Set a status as somebody who may write."""
        made = Status(self.state.next_id(), sha, login, state, context, said, None, now())
        self.state.statuses.append(made)
        return made

    def event(self, name: str, **details: Any) -> dict[str, Any]:
        """The payload of an event, as its function in ``events.py`` makes it."""
        with self.lock:
            self.sync()
            return dict(getattr(events, name)(self, **details))

    # What the server and the hooks ask

    def account_of(self, token: str) -> Account | None:
        """Whose token this is."""
        if token == READING:
            return self.state.accounts[BOT]
        return next((it for it in self.state.accounts.values() if it.token == token), None)

    def pushed(self, told: dict[str, Any]) -> tuple[int, str]:
        """Whether a push may come (204), or why not; after it, see what it moved."""
        if told["kind"] == "post-receive":
            self._pusher = told["login"]
            self.sync()
            return 204, ""
        said = refusal(self, told)
        return (403, said) if said else (204, "")

    def sync(self) -> None:
        """Follow the branches of open pull requests, and see whether a push merged one."""
        with self.lock:
            waiting = [pull for pull in self.state.pulls.values() if pull.state == "open"]
            owners = {self.state.owner, *(pull.head_owner for pull in waiting)}
            tips = {owner: self.hub.tips(owner, self.state.name) for owner in owners}
            main = tips[self.state.owner].get("main", "")
            for pull in waiting:
                tip = tips[pull.head_owner].get(pull.head_ref)
                if not tip:
                    self.close(pull.number)
                    continue
                if tip != pull.head_sha:
                    self._fetch_head(pull.number, pull.head_owner, pull.head_ref)
                    pull.head_sha, pull.updated_at = tip, now()
                    pull.base_sha = tips[self.state.owner].get(pull.base_ref, pull.base_sha)
                self._see_merged(pull, main)

    def _fetch_head(self, number: int, owner: str, ref: str) -> None:
        source = str(self.hub.path(owner, self.state.name))
        self.upstream.git(
            "-c", "gc.auto=0", "fetch", "--quiet", "--no-tags", "--no-write-fetch-head", source,
            f"+refs/heads/{ref}:refs/pull/{number}/head",
        )  # fmt: skip

    def _merged(self, ours: str, pull: Pull, by: str, message: str) -> str:
        whose = f"{pull.head_owner}/{pull.head_ref}"
        said = message or f"Merge pull request #{pull.number} from {whose}\n\n{pull.title}"
        try:
            return self.hub.merge(self.upstream, ours, pull.head_sha, by, said)
        except ConflictError:
            raise RefusedError(405, "Pull Request is not mergeable") from None

    def _mark_merged(self, pull: Pull, made: str, by: str) -> None:
        self.close(pull.number)
        pull.merged_at, pull.merged_by, pull.merge_commit_sha = pull.closed_at, by, made

    def _see_merged(self, pull: Pull, main: str) -> None:
        """Mark what a push brought to main as merged by who pushed, as GitHub does."""
        seen = f"{main} {pull.head_sha}"
        if pull.base_ref != "main" or self._seen.get(pull.number) == seen:
            return
        self._seen[pull.number] = seen
        if self.hub.ask(self.upstream, "merge-base", main, pull.head_sha) == pull.head_sha:
            line = self.upstream.git(
                "rev-list", "--first-parent", "--ancestry-path", f"{pull.head_sha}..{main}"
            )
            made = (line.split() or [pull.head_sha])[-1]
            self._mark_merged(pull, made, self._pusher or self.state.owner)


def _custom(message: str) -> dict[str, str]:
    return {"resource": "PullRequest", "code": "custom", "message": message}
