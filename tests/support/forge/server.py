"""The stand-in's server: HTTP on a unix socket, as ``gh`` reaches it by ``http_unix_socket``."""

from __future__ import annotations

import json
import socketserver
import sys
import threading
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from support.forge import on_commits, on_people, on_pulls, on_settings
from support.forge.asking import ROUTES, Answer, RefusedError, Request
from support.forge.calls import Call
from support.forge.description import HOST, Asked, Place, Told, description
from support.forge.state import READING

if TYPE_CHECKING:
    from support.forge.forge import Forge

HANDLERS = (on_commits, on_people, on_pulls, on_settings)
"""Their import fills ``ROUTES``."""


class Server(socketserver.ThreadingMixIn, socketserver.UnixStreamServer):
    """Listens until ``stop``."""

    daemon_threads = True
    request_queue_size = 64

    def __init__(self, forge: Forge, path: Path) -> None:
        assert len(str(path)) < 100, f"too long for a socket: {path}"
        self.forge = forge
        self.description = description()
        super().__init__(str(path), Handler)
        threading.Thread(target=self.serve_forever, args=(0.01,), daemon=True).start()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that was killed is no error; anything else is."""
        error = sys.exc_info()[1]
        if not isinstance(error, ConnectionError):
            self.forge.violations.append(f"the server broke: {error!r}")

    def stop(self) -> None:
        """Answer no more."""
        self.shutdown()
        self.server_close()


class Handler(BaseHTTPRequestHandler):
    """One connection."""

    protocol_version = "HTTP/1.1"
    server: Server

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing; ``Forge.calls`` has it."""

    def do_GET(self) -> None:
        """Answer; so do the other methods."""
        body = self._body()
        if self.path == "/_stand-in/pushed":
            status, said = self.server.forge.pushed(json.loads(body))
            self._send(status, said.encode())
            return
        forge = self.server.forge
        self.place: Place | None = None
        self.asked: Asked | None = None
        try:
            answer = self._answer(body)
        except RefusedError as refused:
            data = {"message": refused.message, "documentation_url": "https://docs.github.com/rest"}
            if refused.errors is None:
                data["status"] = str(refused.status)
                answer = Answer(data, refused.status)
            else:
                answer = Answer({**data, "errors": refused.errors}, refused.status)
        except Exception as error:
            forge.violations.append(f"the stand-in broke at {self.command} {self.path}: {error!r}")
            answer = Answer({"message": repr(error)}, 500)
        self._send_checked(answer, body)

    do_POST = do_PATCH = do_PUT = do_DELETE = do_GET  # noqa: N815

    def _body(self) -> bytes:
        """What was sent; gh sends what it reads from its input in chunks."""
        if self.headers.get("transfer-encoding", "").lower() != "chunked":
            return self.rfile.read(int(self.headers.get("content-length") or 0))
        whole = b""
        while size := int(self.rfile.readline(), 16):
            whole += self.rfile.read(size)
            self.rfile.readline()
        self.rfile.readline()
        return whole

    def _answer(self, body: bytes) -> Answer:
        forge = self.server.forge
        url = urlsplit(self.path)
        query = dict(parse_qsl(url.query, keep_blank_values=True))
        method = self.command.lower()
        token = self.headers.get("authorization", "").removeprefix("token ")
        account = forge.account_of(token)
        call = Call(self.command, url.path, account.login if account else "", query, body)
        forge.calls.append(call)
        self.place = self.server.description.place(method, url.path)
        if self.place is None or (method, self.place.template) not in ROUTES:
            forge.violations.append(f"unknown request: {self.command} {self.path}")
            raise RefusedError(501, "The stand-in for GitHub knows no such request.")
        self.asked = Asked(method, self.place.path, query, body or None)
        wrong = list(self.server.description.wrong_request(self.asked, self.place))
        if wrong:
            forge.violations.append(f"{self.command} {self.path}: {'; '.join(wrong)}")
            raise RefusedError(501, f"Not by GitHub's description: {'; '.join(wrong)}")
        forge.before_answer(call)
        if token == READING and call.writes:
            raise RefusedError(403, "Resource not accessible by integration")
        if account is None:
            raise RefusedError(401, "Bad credentials" if token else "Requires authentication")
        with forge.lock:
            return self._handled(forge, account, self.place, query, body)

    def _handled(
        self, forge: Forge, account: Any, place: Place, query: dict[str, str], body: bytes
    ) -> Answer:
        values = place.values
        if "repo" in values:
            wanted = f"{values['owner']}/{values['repo']}".lower()
            owner = next((it for it in forge.owners if f"{it}/{forge.state.name}" == wanted), None)
            if owner is None:
                raise RefusedError(404, "Not Found")
            values["owner"], values["repo"] = owner, forge.state.name
        given = json.loads(body) if body else {}
        request = Request(forge, account, values, query, given or {})
        return self._page(ROUTES[self.command.lower(), place.template](request), query)

    def _page(self, answer: Answer, query: dict[str, str]) -> Answer:
        """Cut a list into pages, and say where the others are."""
        whole = answer.data[answer.within] if answer.within else answer.data
        if not isinstance(whole, list):
            return answer
        size = min(int(query.get("per_page", 30)), 100)
        page = int(query.get("page", 1))
        last = max(1, -(-len(whole) // size))
        links = {"prev": page - 1, "next": page + 1, "last": last, "first": 1}
        kept = ("next", "last") if page < last else ()
        kept += ("prev", "first") if page > 1 else ()
        path = urlsplit(self.path).path
        answer.headers["Link"] = ", ".join(
            f'<{HOST}{path}?{urlencode({**query, "page": links[name]})}>; rel="{name}"'
            for name in kept
        )
        cut = whole[(page - 1) * size : page * size]
        answer.data = {**answer.data, answer.within: cut} if answer.within else cut
        return answer

    def _send_checked(self, answer: Answer, body: bytes) -> None:
        """Send an answer that fits the description; what does not fit is a violation."""
        forge = self.server.forge
        answer = forge.spoiled(self.command, urlsplit(self.path).path, answer)
        data = None if answer.status == 204 else json.dumps(answer.data).encode()
        if self.place is not None and self.asked is not None and answer.status not in (500, 501):
            told = Told(answer.status, data)
            wrong = list(self.server.description.wrong_answer(self.asked, told, self.place))
            if wrong:
                forge.violations.append(f"answer to {self.command} {self.path}: {'; '.join(wrong)}")
                answer = Answer({"message": f"The stand-in answered wrongly: {wrong}"}, 500)
                data = json.dumps(answer.data).encode()
        self._send(answer.status, data or b"", answer.headers)

    def _send(self, status: int, data: bytes, headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in (headers or {}).items():
            if value:
                self.send_header(name, value)
        if status != 204:
            self.send_header("Content-Type", "application/json; charset=utf-8")
            self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        if status != 204:
            self.wfile.write(data)
