"""Git's allowed-signers file for the roster, so that plain git verifies a session's commits.

Source: ssh-keygen(1), ALLOWED SIGNERS.
"""

from __future__ import annotations

from muster.engine.consensus import Consensus
from muster.model.key import canonical_key


def allowed_signers(found: Consensus) -> list[str]:
    """One line for each session that counts as registered and has a key, by number.

    The principal is the session's name. Keys that no approved record lists any more are not there:
    the file says who may sign now, not who might when a commit was made.
    """
    return [
        f'{session.name} namespaces="git" {canonical_key(session.key)}'
        for session in found.registered
        if session.name and session.key
    ]
