"""The tags ``consensus-K``: an approver's signature over a commit of main and a roster's digest."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

from muster.git.process import GitError, run
from muster.git.repository import Repository
from muster.git.signatures import tag_signer
from muster.git.signing import PLAIN, explained, signing_settings

_HEAD = re.compile(
    rb"object (?P<commit>[0-9a-f]{40,64})\ntype commit\ntag (?P<name>[^\n]+)\ntagger [^\n]*\n\n"
)
_DIGEST = re.compile(rb"^Muster-Digest: (sha256:[0-9a-f]{64})$", re.MULTILINE)


class Tag(NamedTuple):
    """A tag of a commit: the name that was signed, the commit, the digest, and the signing key.

    ``digest`` is empty unless the text names exactly one; ``signer`` is None where no signature
    verifies.
    """

    name: str
    commit: str
    digest: str
    signer: str | None


def read_tag(repository: Repository, oid: str) -> Tag | None:
    """Read a tag object; None for what is no tag of a commit."""
    if repository.run("cat-file", "-t", oid).strip() != b"tag":
        return None
    ((_, data),) = repository.objects([oid])
    head = _HEAD.match(data)
    if head is None:
        return None
    digests = _DIGEST.findall(data[head.end() :])
    return Tag(
        head["name"].decode("utf-8", "replace"),
        head["commit"].decode("ascii"),
        digests[0].decode("ascii") if len(digests) == 1 else "",
        tag_signer(repository, oid),
    )


def tag_message(first: str, lines: list[str], digest: str) -> str:
    """The text of a consensus: what it is, the roster a line each, and the digest over it."""
    return "\n".join([first, "", *lines, "", f"Muster-Digest: {digest}", ""])


def write_tag(repository: Repository, name: str, commit: str, message: str, signing: Path) -> str:
    """Make a signed tag in this repository and return its id.

    OpenSSH may ask for a passphrase on the terminal. A tag of that name that is here already was
    made for a push that did not arrive, and is made anew. Raises ``SurroundingsError`` as
    ``write_commit`` does.
    """
    try:
        run(
            repository.folder,
            [
                f"--git-dir={repository.git_dir}", *PLAIN, *signing_settings(signing),
                "-c", "tag.forceSignAnnotated=false",
                "tag", "--sign", "--force", "--cleanup=verbatim", "--no-column", "-F", "-",
                name, commit,
            ],
            message.encode("utf-8"),
            detached=False,
        )  # fmt: skip
    except GitError as error:
        raise explained(error, repository, signing) from error
    return repository.run("rev-parse", "--verify", f"refs/tags/{name}").decode("ascii").strip()
