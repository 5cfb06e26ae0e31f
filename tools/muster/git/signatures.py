"""Who signed a commit: the object taken apart here, the signature verified by OpenSSH.

Git's own verification would take its program and its signers from settings that a user or a session
may have changed. Here no setting takes part: the program is pinned, and any key may sign; which
keys count is the rules' business.

Source: OpenSSH's PROTOCOL.sshsig; gitformat-signature(5).
"""

from __future__ import annotations

import os
import re
from base64 import b64decode, b64encode
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from muster.git.repository import Repository
from muster.git.ssh_keygen import check_signature
from muster.model.key import fingerprint_of

MOST_BYTES = 1 << 20
"""The longest commit whose signature is looked at; a longer one counts as unsigned."""

FEW, MOST_AT_ONCE = 4, 8
"""Fewer signatures than this are verified one by one; at most so many at the same time."""

# Exactly the headers that git writes, in its order, with one signature behind them. A commit that
# hides further headers among these counts as unsigned: git would strip them before it verifies.
_HEADERS = re.compile(
    rb"tree (?P<tree>[0-9a-f]{40,64})\n"
    rb"(?P<parents>(?:parent [0-9a-f]{40,64}\n)*)"
    rb"author [^\n\0]*\ncommitter [^\n\0]*\n(?:encoding [^\n\0]*\n)?"
)
_ARMOR = re.compile(
    rb"-----BEGIN SSH SIGNATURE-----\n(?P<body>[A-Za-z0-9+/=\n]+)\n-----END SSH SIGNATURE-----\n?"
)
_FIELDS = {b"sha1": b"gpgsig ", b"sha256": b"gpgsig-sha256 "}
_MAGIC = b"SSHSIG"


class Commit(NamedTuple):
    """One commit: what git makes of it, what was signed, and the signature where there is one."""

    tree: str
    parents: tuple[str, ...]
    message: bytes
    payload: bytes = b""
    signature: bytes | None = None


def read_commits(repository: Repository, commits: Iterable[str]) -> dict[str, Commit]:
    """Read commits by their ids, in one go."""
    field = _FIELDS[repository.object_format.encode("ascii")]
    wanted = list(dict.fromkeys(commits))
    return {commit: _taken_apart(data, field) for commit, data in repository.objects(wanted)}


def signers(repository: Repository, commits: Iterable[str]) -> dict[str, str | None]:
    """The public key that verifiably signed each commit, as kind and blob; None where none did."""
    return verify(read_commits(repository, commits))


def verify(commits: Mapping[str, Commit]) -> dict[str, str | None]:
    """The same of commits that were read already."""
    signed = sum(commit.signature is not None for commit in commits.values())
    if signed < FEW:
        return {oid: signer(commit) for oid, commit in commits.items()}
    from concurrent.futures import ThreadPoolExecutor

    # Each waits for a process of its own.
    with ThreadPoolExecutor(min(os.cpu_count() or 1, MOST_AT_ONCE)) as pool:
        return dict(zip(commits, pool.map(signer, commits.values()), strict=True))


def signer(commit: Commit) -> str | None:
    """The public key that verifiably signed a commit, None where none did."""
    return verified(commit.payload, commit.signature) if commit.signature else None


def tag_signer(repository: Repository, tag: str) -> str | None:
    """The public key that verifiably signed a tag object, None where none did."""
    for _, data in repository.objects([tag]):
        # As git does: the last line that begins one. A tag's text may have these words too.
        start = data.rfind(b"\n-----BEGIN SSH SIGNATURE-----\n") + 1
        if start and len(data) <= MOST_BYTES:
            return verified(data[:start], data[start:])
    return None


def verified(payload: bytes, signature: bytes) -> str | None:
    """The key in a signature, where OpenSSH says that it made this signature over the payload."""
    blob = _key_blob(signature)
    if blob is None or check_signature(payload, signature) != fingerprint_of(blob):
        return None
    length = int.from_bytes(blob[:4], "big")
    kind = blob[4 : 4 + length]
    return f"{kind.decode('ascii', 'replace')} {b64encode(blob).decode('ascii')}"


def _taken_apart(data: bytes, field: bytes) -> Commit:
    headers = _HEADERS.match(data)
    message = data.partition(b"\n\n")[2]
    if headers is None:
        return _unusual(data, message)
    tree = headers["tree"].decode("ascii")
    parents = tuple(headers["parents"].decode("ascii").split()[1::2])
    rest = data[headers.end() :]
    if rest.startswith(field) and len(data) <= MOST_BYTES:
        written, end, _ = rest.partition(b"\n\n")
        first, *more = written[len(field) :].split(b"\n")
        # Each further line of a header begins with a space.
        if end and all(line.startswith(b" ") for line in more):
            signature = b"\n".join([first, *(line[1:] for line in more)]) + b"\n"
            payload = data[: headers.end()] + b"\n" + message
            return Commit(tree, parents, message, payload, signature)
    return Commit(tree, parents, message)


def _unusual(data: bytes, message: bytes) -> Commit:
    """A commit with other headers than git writes: read as git does, and never taken for signed."""
    lines = data.partition(b"\n\n")[0].split(b"\n")
    parents = []
    for line in lines[1:]:
        if not line.startswith(b"parent "):
            break
        parents.append(line[7:].decode("ascii", "replace"))
    return Commit(
        lines[0].removeprefix(b"tree ").decode("ascii", "replace"), tuple(parents), message
    )


def _key_blob(signature: bytes) -> bytes | None:
    armor = _ARMOR.fullmatch(signature)
    if armor is None:
        return None
    try:
        data = b64decode(armor["body"].replace(b"\n", b""), validate=True)
    except ValueError:
        return None
    start = len(_MAGIC) + 4
    if not data.startswith(_MAGIC):
        return None
    length = int.from_bytes(data[start : start + 4], "big")
    blob = data[start + 4 : start + 4 + length]
    return blob if length and len(blob) == length else None
