"""OpenSSH's ssh-keygen: makes keys, reads public keys, verifies signatures; never prompts.

The program comes from the system's own folders before PATH: who may change a session's PATH should
not be the one who says which signatures are good.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import stat
import subprocess
import tempfile
from base64 import b64decode
from functools import cache
from pathlib import Path

from muster.model.error import SurroundingsError

MOST_BYTES = 64 * 1024
"""The largest key file or signature that is read."""

_FOLDERS = ("/usr/bin", "/usr/local/bin", "/bin", "/opt/homebrew/bin")
_LIMIT = 30.0  # seconds
_KIND = re.compile(r"(?:sk-)?(?:ssh|ecdsa-sha2)-[a-z0-9-]+(?:@openssh\.com)?")
_GOOD = re.compile(rb'Good "git" signature with \S+ key (SHA256:[A-Za-z0-9+/]{43})')
_BAD = b"Could not verify signature."
_OLD = ("usage: ", "unknown option", "illegal option", "invalid option", "Unknown signature op")
_NEVER_ASK = {"LC_ALL": "C", "PATH": os.defpath, "SSH_ASKPASS_REQUIRE": "never"}


@cache
def program() -> str:
    """The absolute path of ssh-keygen; ``SurroundingsError`` where there is none."""
    for folder in _FOLDERS:
        path = f"{folder}/ssh-keygen"
        if Path(path).is_file() and os.access(path, os.X_OK):
            return path
    found = shutil.which("ssh-keygen")
    if found is None:
        raise SurroundingsError(
            "no-ssh-keygen",
            "There is no ssh-keygen here; muster signs and verifies with OpenSSH's client.",
            "apt-get install openssh-client",
        )
    return str(Path(found).absolute())


def make_key(path: Path, comment: str) -> None:
    """Make an ed25519 key without passphrase at ``path``, its public half at ``path``.pub.

    Raises ``SurroundingsError`` where that fails, or something is there already.
    """
    if os.path.lexists(path):
        # ssh-keygen would ask whether to overwrite it.
        raise SurroundingsError(
            "key-exists", f"{path} exists already.", shlex.join(["ls", "-l", str(path)])
        )
    done = _run("-q", "-t", "ed25519", "-N", "", "-C", comment, "-f", str(path.absolute()))
    if done.returncode:
        raise SurroundingsError(
            "key-not-made",
            f"ssh-keygen can't make the key {path}: {_words(done)}",
            shlex.join(["ls", "-ld", str(path.parent)]),
        )


def public_key(private_or_public: Path) -> str:
    """The public key of a key file, as kind and blob: ``ssh-ed25519 AAAA…``.

    Read from the file itself, else from the .pub beside it, else told by ssh-keygen. Raises
    ``SurroundingsError`` where none of them has one.
    """
    path = private_or_public.absolute()
    text = _read(path)
    if found := _parse(text):
        return found
    beside = path.with_name(f"{path.name}.pub")
    if beside.exists() and (found := _parse(_read(beside))):
        return found
    if "PRIVATE KEY-----" not in text:
        raise _unusable(path, "is no SSH key", "ssh-keygen -t ed25519 -f FILE")
    done = _run("-P", "", "-y", "-f", str(path))
    if done.returncode == 0 and (found := _parse(done.stdout.decode("utf-8", "replace"))):
        return found
    told = _words(done)
    if "bad permissions" in told:
        raise _unusable(path, "can be read by others", shlex.join(["chmod", "600", str(path)]))
    if "incorrect passphrase" in told:
        raise _unusable(
            path,
            f"has a passphrase, and there is no {beside.name} beside it. Put the public half there",
            f"ssh-keygen -y -f {shlex.quote(str(path))} > {shlex.quote(str(beside))}",
        )
    again = shlex.join(["ssh-keygen", "-y", "-f", str(path)])
    raise _unusable(path, f"can't be used: {told}", again)


def open_key(path: Path) -> str:
    """The public key of a private one that anybody who reads the file can use.

    Empty where the file is no private key, can't be read, or wants a passphrase.
    """
    try:
        if "PRIVATE KEY-----" not in _read(path):
            return ""
    except SurroundingsError:
        return ""
    done = _run("-P", "", "-y", "-f", str(path.absolute()))
    return (_parse(done.stdout.decode("utf-8", "replace")) or "") if done.returncode == 0 else ""


def check_signature(payload: bytes, signature: bytes) -> str | None:
    """The fingerprint, ``SHA256:…``, of the key that verifiably signed ``payload`` for git.

    ``signature`` is armored, as commits hold it. None where it is no good signature of these bytes.
    """
    if len(signature) > MOST_BYTES:
        return None
    try:
        handle, name = tempfile.mkstemp(prefix="muster-signature-")
        try:
            with open(handle, "wb") as file:  # noqa: PTH123 - a handle is no path
                file.write(signature)
            done = _run("-Y", "check-novalidate", "-n", "git", "-s", name, given=payload)
        finally:
            Path(name).unlink(missing_ok=True)
    except OSError as error:
        raise SurroundingsError(
            "no-temporary-file",
            f"A signature can't be put into a temporary file to verify it: {error.strerror}.",
            "df -h",
        ) from error
    if done.returncode == 0:
        good = _GOOD.fullmatch(done.stdout.strip())
        return good[1].decode("ascii") if good else None
    if done.returncode > 0:
        _refuse_unable(done)
    return None


def _refuse_unable(done: subprocess.CompletedProcess[bytes]) -> None:
    """Tell a program that could not look from one that found the signature bad.

    Else a machine without user names or with an old OpenSSH would call every commit unsigned.
    """
    told = done.stderr.decode("utf-8", "replace")
    if any(words in told for words in _OLD):
        raise SurroundingsError(
            "ssh-keygen-too-old",
            f"{program()} can't verify signatures; muster needs OpenSSH 8.2 or newer.",
            "ssh -V",
        )
    if done.stdout.strip() != _BAD or "Couldn't read signature file" in told:
        raise SurroundingsError(
            "ssh-keygen-failed", f"{program()} can't verify signatures: {_words(done)}.", "id"
        )


def _run(*arguments: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """Run ssh-keygen with no terminal, agent or askpass program: it can't ask anybody."""
    try:
        return subprocess.run(
            [program(), *arguments],
            env=_NEVER_ASK,
            input=given,
            capture_output=True,
            check=False,
            timeout=_LIMIT,
            start_new_session=True,
        )
    except subprocess.TimeoutExpired as error:
        raise SurroundingsError(
            "ssh-keygen-hangs", f"{program()} gave no answer within {_LIMIT:g} s.", "ssh -V"
        ) from error
    except OSError as error:
        raise SurroundingsError(
            "no-ssh-keygen",
            f"{program()} can't be started: {error.strerror}",
            "apt-get install openssh-client",
        ) from error


def _read(path: Path) -> str:
    """The text of a key file, read with a bound; opening a pipe there must not wait."""
    look = shlex.join(["ls", "-ld", str(path)])
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        with open(handle, "rb") as file:  # noqa: PTH123 - a handle is no path
            if not stat.S_ISREG(os.fstat(handle).st_mode):
                raise _unusable(path, "is no plain file", look)
            content = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise _unusable(path, f"can't be read: {error.strerror}", look) from error
    if len(content) > MOST_BYTES:
        raise _unusable(path, f"has more than {MOST_BYTES:,} bytes", look)
    return content.decode("utf-8", "replace")


def _parse(text: str) -> str | None:
    """Kind and blob of the first line that is neither empty nor a comment."""
    lines = (line.split() for line in text.splitlines() if line.strip() and line[0] != "#")
    kind, blob = (*next(lines, []), "", "")[:2]
    if not _KIND.fullmatch(kind):
        return None
    try:
        data = b64decode(blob, validate=True)
    except ValueError:
        return None
    fields = _fields(data)
    return f"{kind} {blob}" if len(fields) > 1 and fields[0] == kind.encode("ascii") else None


def _fields(data: bytes) -> list[bytes]:
    """The fields of a key's blob, each after its length; none where it is cut off."""
    fields = []
    while data:
        length = int.from_bytes(data[:4], "big")
        fields.append(data[4 : 4 + length])
        if len(fields[-1]) != length:
            return []
        data = data[4 + length :]
    return fields


def _unusable(path: Path, reason: str, command: str) -> SurroundingsError:
    return SurroundingsError("unusable-key", f"{path} {reason}.", command)


def _words(done: subprocess.CompletedProcess[bytes]) -> str:
    """What ssh-keygen said last, or that it said nothing."""
    lines = done.stderr.decode("utf-8", "replace").split("\n")
    said = [line.strip() for line in lines if line.strip()]
    return said[-1].rstrip(".") if said else f"exit code {done.returncode}"
