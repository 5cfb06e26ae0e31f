"""The answer of every command that ends in a claim branch."""

from __future__ import annotations

import shlex
from dataclasses import replace
from pathlib import Path

from muster.cli.answer import Answer, Exit
from muster.cli.proposed import pull_commands, pull_data, pull_sentence
from muster.flows.claiming import Claimed

_TOLD = {
    "claimed": "Number {number} is claimed on {branch}; a human approves it.",
    "amended": "The amendment of number {number} is on {branch}; a human approves it.",
    "renumbered": "The move to number {number} is on {branch}; a human approves it.",
    "rebound": "The rebinding of number {number} is on {branch}; a human approves it.",
    "unchanged": "Number {number} says that already; nothing was pushed.",
    "dry-run": "Nothing was pushed. This would be proposed:",
}


def tell(
    done: Claimed,
    *,
    as_json: bool,
    who: tuple[str, ...] = (),
    again: tuple[str, ...] = (),
    key: Path | None = None,
) -> None:
    """Print what became of it.

    ``who`` are the options that tell the session, for the next command; ``again`` is the command
    that does what was tried dry; ``key`` is the key that was named. A dry run of what would be
    refused ends with exit 1.
    """
    from muster.render.claimed import claim_data, print_claim

    told, pull = _sentence(done), pull_sentence(done.pull)
    commands = _next(done, who, again, key)
    answer = Answer(Exit.BLOCKED if done.refused else Exit.FINE, done.code, told, commands)
    if as_json:
        data = {
            **claim_data(done.session, done.report),
            "file": done.path,
            "branch": done.branch,
            "commit": done.commit,
            "approved": done.approved,
            "tries": done.tries,
            **pull_data(done.pull),
            **({"unasked": done.unasked} if done.unasked else {}),
            **({"text": done.text} if done.code == "dry-run" else {}),
        }
        replace(answer, message=f"{told} {pull}".rstrip(), data=data).tell(as_json=True)
        answer.leave()
    from muster.render.screen import command, line, screen

    console = screen()
    print_claim(console, told, done.session, done.report)
    if done.code == "dry-run":
        from muster.render.drafted import print_file

        print_file(console, done.path, done.text)
    if pull:
        line(console, pull, indent=2)
    for given in commands:
        command(console, given, indent=2)
    answer.leave()


def _sentence(done: Claimed) -> str:
    if done.code == "already-claimed":
        how = "approved on main" if done.approved else f"claimed on {done.branch}, not approved yet"
        return f"Number {done.number} is this session's already: {how}."
    if done.refused:
        return "This would be refused; nothing was pushed:"
    return _TOLD[done.code].format(number=done.number, branch=done.branch)


def _next(
    done: Claimed, who: tuple[str, ...], again: tuple[str, ...], key: Path | None
) -> tuple[str, ...]:
    if done.refused and done.report:
        return tuple(dict.fromkeys(c for found in done.report.findings for c in found.commands))
    if done.code == "dry-run":
        return (shlex.join(again),)
    again_claim = shlex.join(["muster", "claim", *who, *(["--key", str(key)] if key else [])])
    if left := pull_commands(done.pull, again_claim, shlex.join(["muster", "release", *who])):
        return left
    watch = shlex.join(["muster", "watch", "--until", "approved", *who])
    return ("muster status",) if done.approved else (watch,)
