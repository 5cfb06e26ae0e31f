"""What this clone and this machine know: a main that went back, a key that lies open."""

from __future__ import annotations

import shlex
from collections.abc import Iterator

from muster.engine.gate.facts import Facts
from muster.engine.gate.finding import GateFinding, broken, warning


def check_here(facts: Facts) -> Iterator[GateFinding]:
    """Facts that no forge can tell."""
    if facts.rewound:
        yield broken(
            "main-rewound",
            facts.rewound,
            "Ask the approver who did it, and see what is gone.",
            "git fetch",
            "muster audit",
        )
    for name, file in facts.usable:
        told = (
            f"The key of the approver {name} can be used here without a passphrase ({file}): every "
            "session under this account can sign approvals"
        )
        help = "Give it a passphrase or a touch, or keep it under another account."
        command = shlex.join(["ssh-keygen", "-p", "-f", file])
        if facts.session:
            yield broken("approvers-key-usable", f"{told}, and this is one.", help, command)
        else:
            yield warning("approvers-key-usable", f"{told}.", help, command)
