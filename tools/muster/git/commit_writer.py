"""Makes a commit and touches nothing else: no HEAD, index, working tree, branch or hook."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from muster.git.process import GitError, run
from muster.git.repository import Repository
from muster.git.signing import PLAIN, explained, signing_settings
from muster.model.error import SurroundingsError

Content = bytes | tuple[int, str] | None
"""What shall stand at a path: new bytes, an object's mode and id, or None for nothing."""


def write_commit(
    repository: Repository,
    parents: Sequence[str],
    files: Mapping[str, Content],
    message: str,
    signing: Path | None,
    *,
    ask: bool = False,
) -> str:
    """Write a commit and return its id; its tree is the first parent's with ``files`` laid over.

    ``signing`` is the file of an SSH key, None for no signature. With ``ask`` OpenSSH may ask for
    a passphrase on the terminal; without, nothing ever asks.

    Raises ``SurroundingsError`` where git has no identity, room or permission, or the key does
    not sign.
    """
    writer = _Writer(repository)
    try:
        tree = writer.tree(parents[0] if parents else None, files)
        return writer.commit(tree, parents, message, signing, ask)
    except GitError as error:
        raise explained(error, repository, signing) from error


class _Writer:
    """Runs git in one repository with a temporary index."""

    def __init__(self, repository: Repository) -> None:
        self._repository = repository
        self._null = "0" * (64 if repository.object_format == "sha256" else 40)

    def tree(self, base: str | None, files: Mapping[str, Content]) -> str:
        """Write the tree that is ``base``'s with the files laid over it; its id."""
        listed = b"".join(self._entry(path, content) for path, content in files.items())
        try:
            with tempfile.TemporaryDirectory(prefix="muster-index-") as folder:
                index = {"GIT_INDEX_FILE": f"{folder}/index"}
                self._run("read-tree", *([f"{base}^{{tree}}"] if base else ["--empty"]), more=index)
                self._run("update-index", "-z", "--index-info", given=listed, more=index)
                return self._run("write-tree", more=index)
        except OSError as error:
            raise SurroundingsError(
                "no-temporary-file",
                f"The new commit's index can't be put into a temporary folder: {error.strerror}.",
                "df -h",
            ) from error

    def commit(
        self, tree: str, parents: Sequence[str], message: str, signing: Path | None, ask: bool
    ) -> str:
        """Write the commit object; its id."""
        signed = "--no-gpg-sign" if signing is None else "--gpg-sign"
        settings = signing_settings(signing) if signing else ()
        chain = [word for parent in parents for word in ("-p", parent)]
        given = message.removesuffix("\n").encode("utf-8") + b"\n"
        return self._run(
            *settings, "commit-tree", signed, *chain, "-F", "-", tree, given=given,
            more=None if ask else {"SSH_ASKPASS_REQUIRE": "never"}, detached=not ask,
        )  # fmt: skip

    def _entry(self, path: str, content: Content) -> bytes:
        """A line of ``update-index --index-info``."""
        if content is None:
            mode, oid = 0, self._null
        elif isinstance(content, bytes):
            mode, oid = 0o100644, self._run("hash-object", "-w", "--stdin", given=content)
        else:
            mode, oid = content
        return f"{mode:o} {oid}\t".encode("ascii") + os.fsencode(path) + b"\0"

    def _run(
        self,
        *arguments: str,
        given: bytes = b"",
        more: Mapping[str, str] | None = None,
        detached: bool = True,
    ) -> str:
        git_dir = f"--git-dir={self._repository.git_dir}"
        told = run(
            self._repository.folder, [git_dir, *PLAIN, *arguments], given,
            more=more, detached=detached,
        )  # fmt: skip
        return told.decode("ascii").strip()
