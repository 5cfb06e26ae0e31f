"""The pull request of a pushed branch: opened on GitHub by ``gh``, or told where it can be opened.

The push is what counts; that no pull request could be opened takes nothing of it back.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from muster.forge.address import Address, read_slug
from muster.forge.gh import ForgeError
from muster.git.remote import Remote
from muster.model.refs import MAIN
from muster.render.pull_text import PullText

BASE = MAIN.removeprefix("refs/heads/")
_EXISTS = "already exists"  # in GitHub's words for a second pull request of a branch
_UNPROCESSABLE = 422


@dataclass(frozen=True)
class Proposed:
    """What became of a branch's pull request.

    ``number`` is that of the open one, 0 where there is none; then ``page`` is the address where
    one can be opened, and ``reason`` why it was not (empty: nobody asked for it). ``closed`` is one
    of this very commit that somebody closed. ``commands`` help where it was refused.
    """

    number: int
    page: str
    made: bool = False
    closed: int = 0
    reason: str = ""
    commands: tuple[str, ...] = ()

    @property
    def failed(self) -> bool:
        """Whether it was to be opened and could not be."""
        return not self.number and bool(self.reason)


def propose(
    remote: Remote, branch: str, commit: str, text: PullText, *, wanted: bool, fresh: bool = False
) -> Proposed | None:
    """See to it that the branch, as pushed at ``commit``, has an open pull request to main.

    None where the registry is not on GitHub. ``wanted``: without it only the address is told.
    ``fresh`` says that the branch was just begun: most likely it has none.
    """
    address = read_slug(remote.slug)
    if address is None:
        return None
    page = compare_page(address, remote, branch)
    if not wanted:
        return Proposed(0, page)
    try:
        if fresh:
            return _made(address, remote, branch, text)
        return _known(address, remote, branch, commit, text)
    except ForgeError as error:
        if fresh and error.status == _UNPROCESSABLE and _EXISTS in error.message:
            return propose(remote, branch, commit, text, wanted=True)
        return Proposed(0, page, reason=error.message, commands=error.commands)


def withdraw(remote: Remote, branch: str, known: int = 0) -> str:
    """Close the open pull request of a branch whose change was taken back.

    ``known`` is its number where that is known. Why that failed; empty where it did not, or where
    there is none.
    """
    address = read_slug(remote.slug)
    if address is None:
        return ""
    from muster.forge.pulls import close_pull, pulls_from

    try:
        found = () if known else pulls_from(address, _head(address, remote, branch))
        for number in (known,) if known else (pull.number for pull in found if pull.is_open):
            close_pull(address, number)
    except ForgeError as error:
        return error.message
    return ""


def compare_page(address: Address, remote: Remote, branch: str) -> str:
    """Where a human can open the pull request in a browser."""
    fork = read_slug(remote.fork_slug)
    head = f"{fork.owner}:{branch}" if fork else branch
    return f"{address.page}/compare/{BASE}...{quote(head, safe=':/')}?expand=1"


def _known(address: Address, remote: Remote, branch: str, commit: str, text: PullText) -> Proposed:
    """The pull request that is open already, or was closed as it is; else a new one."""
    from muster.forge.pulls import pulls_from

    found = pulls_from(address, _head(address, remote, branch))
    for pull in found:
        if pull.is_open and pull.base == BASE:
            return Proposed(pull.number, pull.page)
    for pull in reversed(found):
        if pull.head == commit and not pull.merge:
            return Proposed(
                0, compare_page(address, remote, branch), closed=pull.number,
                reason=f"pull request #{pull.number} with this very commit was closed",
            )  # fmt: skip
    return _made(address, remote, branch, text)


def _made(address: Address, remote: Remote, branch: str, text: PullText) -> Proposed:
    from muster.forge.pulls import make_pull

    head = _head(address, remote, branch) if remote.fork else branch
    pull = make_pull(address, head, BASE, text.title, text.body)
    return Proposed(pull.number, pull.page, made=True)


def _head(address: Address, remote: Remote, branch: str) -> str:
    """A branch as GitHub's list filters by it."""
    return f"{(read_slug(remote.fork_slug) or address).owner}:{branch}"
