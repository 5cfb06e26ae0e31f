"""What a handler of the stand-in gets, what it may answer, and the table of all handlers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from support.forge.extract import REPO
from support.forge.state import BOT, Account, State

if TYPE_CHECKING:
    from support.forge.forge import Forge

__all__ = ["BOT", "REPO", "ROUTES", "Answer", "RefusedError", "Request", "invalid", "route"]


class RefusedError(Exception):
    """A refusal: a status of HTTP and a message; ``errors`` as a 422 lists them."""

    def __init__(self, status: int, message: str, errors: list[dict[str, str]] | None = None):
        super().__init__(message)
        self.status, self.message, self.errors = status, message, errors


def invalid(resource: str, name: str, message: str) -> RefusedError:
    """GitHub's 422."""
    wrong = {"resource": resource, "field": name, "code": "custom", "message": message}
    return RefusedError(422, "Validation Failed", [wrong])


@dataclass
class Request:
    """A request whose sender is known and which fits the description."""

    forge: Forge
    account: Account
    values: dict[str, str]
    """The parameters of the path."""
    query: dict[str, str]
    body: dict[str, Any]

    @property
    def state(self) -> State:
        """What the stand-in remembers."""
        return self.forge.state

    @property
    def upstream(self) -> bool:
        """Whether this is about the team's repository and not a fork."""
        return self.values["owner"] == self.state.owner

    def need(self, level: str, status: int = 403, message: str = "") -> None:
        """Refuse a person without this permission; a workflow's token has none of them.

        Raises:
            RefusedError: With this status; a 404 says no more than Not Found.
        """
        if self.account.login == BOT:
            raise RefusedError(403, "Resource not accessible by integration")
        if not self.account.may(level):
            said = f"Must have {level} rights to Repository."
            raise RefusedError(status, "Not Found" if status == 404 else message or said)

    def commit(self, name: str) -> str:
        """The commit that a name means.

        Raises:
            RefusedError: There is none.
        """
        found = self.forge.hub.find(self.forge.upstream, name)
        if not found:
            raise RefusedError(422, f"No commit found for SHA: {name}", [])
        return found


@dataclass
class Answer:
    """What is sent back. A list is cut into pages by the server."""

    data: Any = None
    status: int = 200
    within: str = ""
    """The field that holds the list, where the answer is an object around one."""
    headers: dict[str, str] = field(default_factory=dict)


Handler = Callable[[Request], Answer]
ROUTES: dict[tuple[str, str], Handler] = {}
"""Method and path of the description → who answers."""


def route(method: str, template: str) -> Callable[[Handler], Handler]:
    """Put a handler into the table."""

    def enter(handler: Handler) -> Handler:
        ROUTES[method, template] = handler
        return handler

    return enter
