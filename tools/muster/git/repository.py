"""A repository: where it is, what its names mean, and which files a tree has."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from muster.git.process import GitError, run
from muster.model.error import SurroundingsError, UsageError
from muster.model.layout import ROOT
from muster.model.source_file import SourceFile
from muster.model.strict_yaml import MOST_BYTES

MOST_FILES = 250_000
MOST_READ = 1 << 30
"""Bounds on what one tree's registry may cost: files, and bytes of their content."""


_DAMAGE = re.compile(r"hash mismatch|corrupt|missing|unable to|hash-path|invalid sha1|not found")
_REF_PLACES = ("refs/", "refs/heads/", "refs/tags/", "refs/remotes/")
_REF_NAME = re.compile(r"[^~^:@*?\[\\\x00-\x20]+")


class TreeEntry(NamedTuple):
    """One path of a tree; ``oid`` is its object's id, ``size`` in bytes (0 for a submodule)."""

    path: str
    mode: int
    oid: str
    size: int


@dataclass(frozen=True)
class Repository:
    """An open repository. ``folder`` is where git runs; ``top`` its working tree, None if bare."""

    folder: Path
    git_dir: Path
    top: Path | None
    shallow: bool
    object_format: str

    @classmethod
    def open(cls, path: Path) -> Repository:
        """Open the repository that a folder belongs to.

        Raises ``SurroundingsError`` where there is none, or git refuses it.
        """
        try:
            told = run(
                path,
                [
                    "rev-parse",
                    "--is-shallow-repository",
                    "--show-object-format",
                    "--is-inside-work-tree",
                    "--show-cdup",  # nothing at all where there is no working tree
                    "--absolute-git-dir",  # the last, since a path may hold line feeds
                ],
            )
        except GitError as error:
            raise _unopened(path, error) from error
        shallow, object_format, inside, rest = os.fsdecode(told).split("\n", 3)
        up, _, git_dir = rest.partition("\n") if inside == "true" else ("", "", rest)
        folder = Path(path).absolute()
        return cls(
            folder=folder,
            git_dir=Path(git_dir.removeprefix("\n").removesuffix("\n")),
            top=(folder / up).resolve() if inside == "true" else None,
            shallow=shallow == "true",
            object_format=object_format,
        )

    @classmethod
    def open_bare(cls, folder: Path) -> Repository:
        """Open a bare repository by its own folder, without looking for one.

        A user's ``safe.bareRepository`` forbids to find one, not to name one.
        """
        told = run(
            folder, ["--git-dir=.", "rev-parse", "--is-shallow-repository", "--show-object-format"]
        )
        shallow, object_format = told.decode("ascii").split()
        at = folder.absolute()
        return cls(at, at, None, shallow == "true", object_format)

    def resolve(self, name: str) -> str:
        """The commit id that a name stands for.

        Raises ``UsageError`` where there is no such commit, or the name is two refs' (git would
        take a tag ``main`` for main). A name can't be an option to git.
        """
        self._refuse_ambiguous(name)
        try:
            told = self.run(
                "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}"
            )
            if told.startswith(b"^"):
                raise GitError("it excludes a commit")
        except GitError as error:
            if name == "HEAD":
                raise UsageError(
                    "no-commit",
                    "This repository has no commit yet, so there is no registry to read.",
                    "git add registry",
                    "git commit -m 'Begin the registry'",
                ) from error
            raise UsageError(
                "unknown-ref",
                f"{name!r} is no commit of this repository.",
                "git branch --all",
                "git fetch",
            ) from error
        return told.decode("ascii").strip()

    def protected(self, remote: str = "origin") -> tuple[str, str]:
        """The protected branch and its commit: the remote's main, else the local one, else HEAD."""
        wanted = (f"refs/remotes/{remote}/main", "refs/heads/main")
        told = self.run("for-each-ref", "--format=%(refname) %(objectname)", *wanted)
        found = dict(line.split() for line in told.decode("ascii").splitlines())
        for name in wanted:
            if name in found:
                return name.split("/", 2)[2], found[name]
        return "HEAD", self.resolve("HEAD")

    def head(self) -> str:
        """The commit id of HEAD; empty before the first commit."""
        try:
            return self.run("rev-parse", "--verify", "--quiet", "HEAD^{commit}").decode().strip()
        except GitError:
            return ""

    def is_ancestor(self, one: str, other: str) -> bool:
        """Whether a commit is another one, or among those that it builds on."""
        try:
            self.run("merge-base", "--is-ancestor", one, other)
        except GitError as error:
            if error.code != 1:
                raise
            return False
        return True

    def run(self, *arguments: str, given: bytes | None = None) -> bytes:
        """Run git here; ``GitError`` when it fails."""
        return run(self.folder, [f"--git-dir={self.git_dir}", *arguments], given)

    def _refuse_ambiguous(self, name: str) -> None:
        plain = _REF_NAME.match(name)
        if plain is None or plain[0] == "HEAD":
            return
        places = [f"{where}{plain[0]}" for where in _REF_PLACES]
        told = os.fsdecode(self.run("for-each-ref", "--format=%(refname)", *places)).split("\n")
        found = [place for place in places if place in told]
        if len(found) > 1:
            raise UsageError(
                "ambiguous-ref",
                f"{plain[0]!r} is {len(found)} refs here: {', '.join(found)}. Give the full name.",
            )

    def registry_entries(self, commit: str) -> list[TreeEntry]:
        """The entries of a commit's registry folder, and of folders that differ from it in case."""
        tree = f"{commit}^{{tree}}"
        names = [
            path
            for _, path in _records(self.run("ls-tree", "-z", "--full-tree", tree))
            if path.casefold() == ROOT
        ]
        if not names:
            return []
        listed = self.run("ls-tree", "-r", "-z", "-l", "--full-tree", tree, "--", *names)
        entries = [_entry(head, path) for head, path in _records(listed)]
        refuse_twice(commit, [entry.path for entry in entries])
        if len(entries) > MOST_FILES:
            raise SurroundingsError(
                "too-many-files",
                f"The registry has {len(entries):,} files; muster reads at most {MOST_FILES:,}.",
            )
        return entries

    def entries(self, oids: Iterable[tuple[str, int, str]]) -> list[TreeEntry]:
        """Entries with their sizes, from path, mode and object id."""
        wanted = list(oids)
        asked = "\n".join(oid for _, _, oid in wanted).encode("ascii")
        if not wanted:
            return []
        told = self.run("cat-file", "--batch-check=%(objectsize)", given=asked).split(b"\n")
        return [
            TreeEntry(path, mode, oid, int(size) if size.isdigit() else 0)
            for (path, mode, oid), size in zip(wanted, told, strict=False)
        ]

    def read(self, entries: Collection[TreeEntry]) -> list[SourceFile]:
        """Read the entries in one go; what is no plain file or too large stays unread."""
        wanted = [e for e in entries if e.mode & 0o170000 == 0o100000 and e.size <= MOST_BYTES]
        if sum(entry.size for entry in wanted) > MOST_READ:
            raise SurroundingsError(
                "too-much-content",
                f"The registry's files have more than {MOST_READ >> 20:,} MiB together.",
            )
        contents = self._contents([entry.oid for entry in wanted])
        return [SourceFile(e.path, e.mode, e.oid, e.size, contents.get(e.oid)) for e in entries]

    def _contents(self, oids: list[str]) -> dict[str, bytes]:
        return dict(self.objects(oids))

    def objects(self, oids: list[str]) -> Iterator[tuple[str, bytes]]:
        """The content of objects by their ids, in one go.

        Raises ``SurroundingsError`` where one is missing.
        """
        if not oids:
            return
        told = self.run("cat-file", "--batch", "--buffer", given="\n".join(oids).encode("ascii"))
        start = 0
        for oid in oids:
            end = told.index(b"\n", start)
            header = told[start:end].split(b" ")
            if len(header) != 3:
                raise SurroundingsError(
                    "missing-object",
                    f"The repository lacks the object {oid}; it is damaged, or a partial clone.",
                    "git fsck",
                    "git fetch --refetch",
                )
            size = int(header[2])
            data = told[end + 1 : end + 1 + size]
            if self._hash(header[1], data) != oid:
                # Git does not look, and a clone by path takes a forged object as it is.
                raise SurroundingsError(
                    "forged-object",
                    f"The object {oid} has other content than its id says: somebody changed the "
                    "repository's files. Clone it again over the wire.",
                    "git fsck",
                    "git clone --no-local URL",
                )
            yield oid, data
            start = end + 2 + size

    def verify_objects(self, commit: str) -> None:
        """Let git hash every object; else it takes one for what its name says.

        Raises ``SurroundingsError`` where one has other content, or is missing. What git merely
        finds odd in an old commit is no harm here.
        """
        try:
            self.run("fsck", "--no-progress", "--no-dangling", "--no-reflogs", commit)
        except GitError as error:
            lines = error.stderr.splitlines() + os.fsdecode(error.stdout).splitlines()
            bad = [line for line in lines if _DAMAGE.search(line)]
            if bad:
                raise SurroundingsError(
                    "forged-object",
                    f"The repository's files are damaged, or somebody changed them: {bad[0]}.",
                    "git fsck",
                    "git clone --no-local URL",
                ) from error

    def blob_id(self, data: bytes) -> str:
        """The id that git gives to a file with this content."""
        return self._hash(b"blob", data)

    def _hash(self, kind: bytes, data: bytes) -> str:
        found = hashlib.new(
            self.object_format, b"%s %d\0" % (kind, len(data)), usedforsecurity=False
        )
        found.update(data)
        return found.hexdigest()

    def shallow_boundary(self) -> frozenset[str]:
        """The commits whose parents this clone does not have."""
        if not self.shallow:
            return frozenset()
        common = os.fsdecode(self.run("rev-parse", "--git-common-dir")).rstrip("\n")
        listed = self.folder / common / "shallow"
        return frozenset(listed.read_text("ascii").split())


def refuse_twice(tree: str, paths: list[str]) -> None:
    """Raise ``SurroundingsError`` where a tree lists a path twice: nobody can say what is there."""
    if len(set(paths)) != len(paths):
        raise SurroundingsError(
            "damaged-tree", f"{tree} is damaged: its tree lists a path twice.", "git fsck"
        )


def _records(listed: bytes) -> Iterable[tuple[str, str]]:
    """Split ``ls-tree -z``: what stands before the tab, and the path, of each record."""
    for record in os.fsdecode(listed).split("\0"):
        if record:
            head, _, path = record.partition("\t")
            yield head, path


def _entry(head: str, path: str) -> TreeEntry:
    mode, _, oid, size = head.split()
    return TreeEntry(path, int(mode, 8), oid, int(size) if size.isdigit() else 0)


def _unopened(path: Path, error: GitError) -> SurroundingsError:
    if "not a git repository" in error.stderr:
        return SurroundingsError(
            "not-a-repository",
            f"{path} is not in a Git repository.",
            "git clone URL",
            "muster check --repo DIR",
        )
    if "dubious ownership" in error.stderr:
        return SurroundingsError(
            "foreign-repository",
            f"Git does not trust {path}: it belongs to another user.",
            f"git config --global --add safe.directory {path}",
        )
    return SurroundingsError("unreadable-repository", f"Git can't open {path}: {error.stderr}")
