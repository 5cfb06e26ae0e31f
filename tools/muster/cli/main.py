"""The command ``muster``."""

from __future__ import annotations

import gc
import io
import os
import shlex
import sys
from itertools import pairwise
from typing import Any, NoReturn

import click

from muster import __version__
from muster.cli.answer import Answer, Exit, discard_output, while_read
from muster.cli.lazy_group import LazyGroup
from muster.git.process import GitError
from muster.model.error import LostError, MusterError, RefusedError, UsageError

_SECTIONS = {
    "For a session": {
        "claim": ("claim", "Claim a number: write, sign and push the record."),
        "whoami": ("whoami", "Show which number, role and goal this session has."),
        "watch": ("watch", "Wait until the remote changes, or until a state is reached."),
        "may": ("may", "Tell whose a path is: may this session change it?"),
        "ack": ("ack", "Acknowledge the confirmed roster with one's own key."),
        "amend": ("amend", "Change one's own role, goal, responsibilities or schedule."),
        "renumber": ("renumber", "Move to another number."),
        "release": ("release", "Give one's number up."),
        "rebind": ("rebind", "Take a number over from a session that is gone."),
    },
    "For everybody": {
        "status": ("status", "Show where consensus stands and what is next."),
        "roster": ("roster", "List the sessions with role and goal."),
        "goals": ("goals", "Show what the goals add up to, and what is missing."),
        "schedule": ("schedule", "Show the week: who does what when; also as a calendar."),
        "show": ("show", "Show one session's record."),
        "broadcast": ("broadcast", "Print the confirmed roster for every session."),
        "message": ("message", "Read registration messages, or write one."),
        "page": ("page", "Write the whole registry as one HTML file."),
        "check": ("check", "Judge a registry, a branch or the working tree."),
        "explain": ("explain", "Explain a rule: what it does, why, how to fix."),
        "rules": ("rules", "List the rules."),
        "allowed-signers": ("allowed_signers", "Print git's allowed-signers file for the roster."),
    },
    "For the orchestrator": {
        "conflicts": ("conflicts", "List what waits for a ruling, with proposals."),
        "ruling": ("ruling", "Rule on a conflict between sessions."),
        "confirm": ("confirm", "Confirm and broadcast the roster."),
    },
    "For the human who approves": {
        "approve": ("approve", "Approve claims and the activation: merge them, signed."),
        "audit": ("audit", "List every change of main with its approval."),
        "init": ("init", "Make a repository a registry: charter, workflows, owners."),
        "import": ("import_", "Turn a team's document into a registry."),
        "remote": ("remote", "Make a shared remote whose hook guards it."),
        "github": ("github", "Guard a registry on GitHub, and judge pull requests there."),
        "serve": ("serve", "Offer a remote to the sessions of this machine."),
    },
}
_EPILOG = (
    "Exit codes: 0 fine, 1 blocked, 2 usage, 3 environment, 4 a human must review, "
    "5 lost: the claim is, or the path belongs to, someone else."
)


@click.group(
    cls=LazyGroup,
    sections=_SECTIONS,
    epilog=_EPILOG,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(__version__, prog_name="muster")
def app() -> None:
    """The registry in which every AI session claims a number, a role and a goal.

    A session starts with `muster whoami` and `muster claim --next`, everybody else with `muster
    status`. No command ever asks an agent a question; every one takes --json.
    """


def main() -> NoReturn:
    """Run the command; no input ends in a traceback."""
    # A command lives for moments, and thousands of records hold no cycle: collecting finds nothing.
    gc.disable()
    as_json = _asks_for_json(sys.argv[1:])
    code = None
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # closed by the caller: no reason to lose the verdict
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: PTH123, SIM115
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a terminal may not know UTF-8
    try:
        with while_read():
            code = app.main(prog_name="muster", standalone_mode=False)
        _leave(code if isinstance(code, int) else 0)
    except click.exceptions.Exit as error:
        _leave(error.exit_code)
    except click.ClickException as error:
        if not as_json:
            error.show()
            _leave(error.exit_code)
        context = error.ctx if isinstance(error, click.UsageError) else None
        command = f"{context.command_path if context else 'muster'} --help"
        _refuse(Answer(Exit.USAGE, "usage", error.format_message(), (command,)), as_json)
    except UsageError as error:
        _refuse(Answer(Exit.USAGE, error.code, error.message, error.commands), as_json)
    except MusterError as error:
        _refuse(_answer(error, as_json), as_json)
    except GitError as error:
        told = error.stderr.strip() or f"exit code {error.code}"
        answer = Answer(Exit.ENVIRONMENT, "git-failed", f"Git failed: {told}", ("git fsck",))
        _refuse(answer, as_json)
    except (click.Abort, KeyboardInterrupt):
        _refuse(Answer(Exit.ENVIRONMENT, "interrupted", "Interrupted; nothing was lost."), as_json)
    except OSError as error:
        if error.filename is not None:  # a file; what has no name is the output
            told = f"{error.filename} can't be used: {error.strerror or error}."
            command = shlex.join(["ls", "-ld", str(error.filename)])
        else:
            discard_output()
            told, command = f"The answer can't be written: {error.strerror or error}.", "df -h"
        _refuse(Answer(Exit.ENVIRONMENT, "system-error", told, (command,)), as_json)
    except Exception as error:
        if os.environ.get("MUSTER_DEBUG"):
            raise
        _refuse(_internal(error), as_json)


def _answer(error: MusterError, as_json: bool) -> Answer:
    exit_ = Exit.ENVIRONMENT
    data = error.data
    if isinstance(error, LostError):
        exit_ = Exit.CONFLICT
    elif isinstance(error, RefusedError):
        exit_ = Exit.BLOCKED
        data = data | _findings(error, as_json)
    again = (shlex.join(["muster", *sys.argv[1:]]),) if error.again else ()
    return Answer(exit_, error.code, error.message, (*error.commands, *again), data)


def _findings(error: RefusedError, as_json: bool) -> dict[str, Any]:
    """The findings behind a refusal: as data, or printed where people read them."""
    from muster.flows.draft import BlockedError

    if not isinstance(error, BlockedError):
        return {}
    if as_json:
        from muster.render.report_json import report_data

        return report_data(error.report)
    from muster.render.report_text import print_findings
    from muster.render.screen import screen

    print_findings(screen(sys.stderr), error.report)
    return {}


def _asks_for_json(arguments: list[str]) -> bool:
    """Whether the answer is to be JSON, told before the arguments are known to be right."""
    told = {"--json", "--format=json"}
    return not told.isdisjoint(arguments) or ("--format", "json") in pairwise(arguments)


def _internal(error: Exception) -> Answer:
    from muster.model.strict_yaml import MissingLibyamlError

    if isinstance(error, MissingLibyamlError):
        return Answer(
            Exit.ENVIRONMENT,
            "no-libyaml",
            "PyYAML was installed without libyaml, so no record can be read safely.",
            ("python -m pip install --force-reinstall --only-binary :all: pyyaml",),
        )
    return Answer(
        Exit.ENVIRONMENT,
        "internal-error",
        f"This is a defect of muster: {type(error).__name__}: {error}",
        (f"MUSTER_DEBUG=1 {shlex.join(['muster', *sys.argv[1:]])}",),
    )


def _refuse(answer: Answer, as_json: bool) -> NoReturn:
    try:
        if as_json:
            click.echo(answer.json())
            sys.stdout.flush()
        else:
            answer.tell_error()
    except OSError:
        discard_output()
        answer.tell_error()
    _leave(answer.exit)


def _leave(code: int) -> NoReturn:
    sys.exit(int(code))
