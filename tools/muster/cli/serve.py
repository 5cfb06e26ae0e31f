"""``muster serve``."""

from __future__ import annotations

import shlex
import signal
import sys
from pathlib import Path
from types import FrameType

import click

from muster.cli.answer import Answer, Exit
from muster.cli.options import json_option
from muster.flows.remote_init import require_remote
from muster.git.daemon import start_daemon
from muster.model.error import SurroundingsError

LIMITS = (
    "Every user of this machine who can open the port may fetch and push: the hook decides what "
    "gets in, by signatures.",
    "Nothing is encrypted, so it listens on 127.0.0.1 only.",
)
_ENDINGS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class _EndedError(Exception):
    """A signal asks the server to end."""


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
@click.option(
    "--port",
    type=click.IntRange(1, 65535),
    metavar="N",
    help="Default: 9418, git's own, or a free one.",
)
@json_option
def command(folder: Path, port: int | None, as_json: bool) -> None:
    """Offer a remote to the sessions of this machine, until interrupted.

    Starts git daemon on 127.0.0.1 for DIR alone, and prints its URL once it can be used.
    """
    require_remote(folder)
    for number in _ENDINGS:
        signal.signal(number, _end)
    try:
        daemon = start_daemon(folder, port)
    except _EndedError:
        return
    try:
        answer = _answer(folder, daemon.url, daemon.port)
        if as_json:
            click.echo(answer.json())
        else:
            click.echo(answer.message)
            for sentence in LIMITS:
                click.echo(f"  - {sentence}", err=True)
        sys.stdout.flush()
        told = daemon.wait()
        raise SurroundingsError(
            "daemon-ended", f"git daemon ended by itself: {told}.", shlex.join(_again(folder))
        )
    except _EndedError:
        click.echo("muster: the server ends.", err=True)
    finally:
        for number in _ENDINGS:
            signal.signal(number, signal.SIG_IGN)
        daemon.stop()


def _end(_: int, __: FrameType | None) -> None:
    raise _EndedError


def _again(folder: Path) -> list[str]:
    return ["muster", "serve", str(folder)]


def _answer(folder: Path, url: str, port: int) -> Answer:
    return Answer(
        Exit.FINE,
        "serving",
        f"{url} serves {folder.absolute()} until you interrupt it.",
        (f"git clone {url}",),
        {"url": url, "port": port, "folder": str(folder.absolute()), "limits": list(LIMITS)},
    )
