"""Public SSH keys as records hold them: a kind and a blob, without options or comment."""

from __future__ import annotations

import hashlib
from base64 import b64decode, b64encode


def canonical_key(text: str) -> str:
    """The one spelling of a key: base64 allows several for one blob, by its spare bits.

    What is no key stays as it is, and equals no signer.
    """
    kind, _, blob = text.partition(" ")
    try:
        return f"{kind} {b64encode(b64decode(blob, validate=True)).decode('ascii')}"
    except ValueError:
        return text


def fingerprint(key: str) -> str:
    """A key as ssh-keygen shows it, ``SHA256:…``; empty for what is no key."""
    try:
        blob = b64decode(key.partition(" ")[2], validate=True)
    except ValueError:
        return ""
    return fingerprint_of(blob) if blob else ""


def fingerprint_of(blob: bytes) -> str:
    """The fingerprint of a key's blob."""
    digest = hashlib.sha256(blob).digest()
    return f"SHA256:{b64encode(digest).decode('ascii').rstrip('=')}"
