"""How git is told to sign with an SSH key, and what its failures mean."""

from __future__ import annotations

import os
import shlex
from pathlib import Path

from muster.git.process import GitError
from muster.git.repository import Repository
from muster.git.ssh_keygen import program
from muster.model.error import SurroundingsError

# What a user's settings would otherwise add to the commit, or start.
PLAIN = (
    "-c", f"core.hooksPath={os.devnull}",
    "-c", "core.sparseCheckout=false",
    "-c", "core.splitIndex=false",
    "-c", "i18n.commitEncoding=UTF-8",
)  # fmt: skip
_NO_IDENTITY = ("tell me who you are", "auto-detect", "empty ident name", "disallowed characters")
_NOT_WRITABLE = ("Permission denied", "Read-only file system", "insufficient permission")


def signing_settings(signing: Path) -> tuple[str, ...]:
    """The settings with which git signs by this private key, whatever the user's say."""
    return (
        "-c", "gpg.format=ssh",
        "-c", f"gpg.ssh.program={program()}",
        # Absolute, since git reads what begins with "ssh-" or "key::" as the key itself.
        "-c", f"user.signingKey={signing.absolute()}",
    )  # fmt: skip


def explained(
    error: GitError, repository: Repository, signing: Path | None
) -> SurroundingsError | GitError:
    """What a failure of git means, with what to do; git's own error where muster can't tell."""
    told = error.stderr
    if any(words in told for words in _NO_IDENTITY):
        return SurroundingsError(
            "no-identity",
            "Git does not know who commits here; it needs a name and an email address.",
            'git config user.name "YOUR NAME"',
            'git config user.email "YOU@EXAMPLE.ORG"',
        )
    # Where the signature fails git gives up with ssh-keygen's words and none of its own.
    if signing is not None and error.code == 1 and not any(w in told for w in ("fatal: ", "NUL")):
        why = told.removeprefix("error: ").removeprefix("Enter passphrase: ").strip(" ?\r\n.")
        return SurroundingsError(
            "signing-failed",
            f"Nothing is made, since ssh-keygen can't sign it with {signing}: "
            f"{why or 'it gave no reason'}.",
            shlex.join(["ssh-keygen", "-y", "-f", str(signing.absolute())]),
        )
    if any(words in told for words in _NOT_WRITABLE):
        return SurroundingsError(
            "not-writable",
            f"Git can't write objects into {repository.git_dir}: {told.splitlines()[0]}.",
            shlex.join(["ls", "-ld", str(repository.git_dir / "objects")]),
        )
    return error
