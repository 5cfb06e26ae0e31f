"""The claims that are under way: the branches ``claim/NNN`` that main has not merged."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import NamedTuple

from muster.git.repository import Repository, TreeEntry
from muster.model.layout import session_path
from muster.model.refs import RefKind, read_ref
from muster.model.registry import Registry, RegistryFile, read_file
from muster.model.rival import Rival
from muster.model.session import Session

HEADS = "refs/heads/"


class OpenClaim(NamedTuple):
    """One claim branch that is not free: its number, its tip, and the record there.

    ``file`` is None where the branch takes the record away. ``ref`` is its full name here.
    """

    number: int
    ref: str
    tip: str
    file: RegistryFile | None

    @property
    def session(self) -> Session | None:
        """The record as the claim would have it."""
        return self.file.session if self.file else None

    @property
    def rival(self) -> Rival | None:
        """The claim as the rule for rivals sees it."""
        branch = f"claim/{self.number:03d}"
        return Rival(branch, self.session) if self.session else None


def open_claims(
    repository: Repository, under: str, main: str, registry: Registry
) -> list[OpenClaim]:
    """The claims under way below ``under`` (``refs/heads/``, or a remote's), by number.

    A branch is free, and not told, when main has its tip or when it changes nothing of its record
    any more: merged, or released. ``registry`` is that of the commit ``main``.
    """
    return claims_at(repository, under, unmerged(repository, main, f"{under}claim/"), registry)


def unmerged(repository: Repository, main: str, *below: str) -> dict[str, str]:
    """The tips of the refs below some prefixes, or of these very names, that main lacks."""
    told = repository.run(
        "for-each-ref", f"--no-merged={main}", "--format=%(refname) %(objectname)", *below
    )
    # A line feed alone ends a line: what else ends one elsewhere may stand in a ref's name.
    return dict(line.split(" ") for line in os.fsdecode(told).split("\n") if line)


def claims_at(
    repository: Repository, under: str, tips: Mapping[str, str], registry: Registry
) -> list[OpenClaim]:
    """The claims under way among these refs, whose tips may not be theirs yet."""
    numbers = {ref: _number(ref.removeprefix(under)) for ref in tips if ref.startswith(under)}
    asked = sorted((number, ref, tips[ref]) for ref, number in numbers.items() if number)
    return claims_of(repository, asked, registry)


def claims_of(
    repository: Repository, asked: list[tuple[int, str, str]], registry: Registry
) -> list[OpenClaim]:
    """The claims among these: the number that is asked for, the ref here, and its tip."""
    files = _records(repository, [(tip, session_path(number)) for number, _, tip in asked])
    claims = [
        OpenClaim(number, ref, tip, file)
        for (number, ref, tip), file in zip(asked, files, strict=True)
    ]
    return [claim for claim in claims if not _free(claim, registry)]


def _number(branch: str) -> int:
    ref = read_ref(f"{HEADS}{branch}")
    return ref.number if ref and ref.kind is RefKind.CLAIM else 0


def _free(claim: OpenClaim, registry: Registry) -> bool:
    """Whether the branch changes nothing: its record is main's, or nobody's as main's is."""
    ours, theirs = claim.file, registry.files.get(session_path(claim.number))
    if ours is None or theirs is None:
        return ours is theirs or _nobodys(ours or theirs)
    return ours.source.oid == theirs.source.oid or (_nobodys(ours) and _nobodys(theirs))


def _nobodys(file: RegistryFile | None) -> bool:
    return file is not None and file.session is not None and not file.session.registered


def _records(repository: Repository, wanted: list[tuple[str, str]]) -> list[RegistryFile | None]:
    if not wanted:
        return []
    asked = "".join(f"{tip}:{path}\n" for tip, path in wanted).encode("ascii")
    told = repository.run(
        "cat-file", "--batch-check=%(objecttype) %(objectname) %(objectsize)", given=asked
    )
    entries = []
    for (_, path), line in zip(wanted, told.decode("ascii").splitlines(), strict=True):
        kind, oid, size = line.split(" ") if line.startswith("blob ") else ("", "", "0")
        entries.append(TreeEntry(path, 0o100644 if kind else 0, oid, int(size)))
    present = [entry for entry in entries if entry.oid]
    read = dict(zip(present, repository.read(present), strict=True))
    return [read_file(read[entry], by_schema=False) if entry.oid else None for entry in entries]
