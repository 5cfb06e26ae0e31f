"""What becomes of each file when a repository is made a registry; nothing is written here."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from muster.engine.gate.codeowners import PLACES, owned, with_wanted
from muster.flows.existing_file import existing_file, linked_to
from muster.flows.pinned_muster import WHEELS
from muster.flows.shipped_files import JUDGE_FOLDER
from muster.model.marked_section import Marks, with_section

_RENEW = "muster init --renew writes it anew"


class State(StrEnum):
    """What becomes of one file."""

    NEW = "new"
    SECTION = "section"
    RENEWED = "renewed"
    REMOVED = "removed"
    SAME = "same"
    KEPT = "kept"


class Planned(NamedTuple):
    """One file: ``data`` is what it has afterwards, None where it is gone or not ours to know.

    ``told`` says why a file that differs is kept.
    """

    path: str
    state: State
    data: bytes | None = None
    told: str = ""

    @property
    def changes(self) -> bool:
        """Whether the file is written or taken away."""
        return self.state not in (State.SAME, State.KEPT)


def plan_files(top: Path, wanted: Mapping[str, bytes], *, renew: bool) -> list[Planned]:
    """Files that are muster's own: written where nothing is, kept where something else is.

    What muster is installed from is of one piece: all of it is kept where a part of it differs.
    """
    planned = [_plan(top, path, data, renew=renew) for path, data in wanted.items()]
    judge = [one for one in planned if one.path.startswith(JUDGE_FOLDER)]
    if not judge:
        return planned
    old = list(_old_wheels(top, wanted, renew=renew))
    if any(one.state is State.KEPT for one in (*judge, *old)):
        planned = [
            one._replace(state=State.KEPT, data=None, told=f"it goes with the others; {_RENEW}")
            if one in judge and one.state is State.NEW
            else one
            for one in planned
        ]
    return [*planned, *old]


def plan_section(top: Path, path: str, section: str, marks: Marks, *, head: str = "") -> Planned:
    """A file of the team's own that has a marked section of muster's.

    ``head`` begins a file that is not there yet. A symbolic link is followed within the folder.
    """
    path = linked_to(top, path)
    before = existing_file(top, path)
    try:
        after = with_section(before or head.encode("utf-8"), section, marks)
    except ValueError as error:
        return Planned(path, State.KEPT, told=f"muster's section can't be put in: {error}")
    if before is None:
        return Planned(path, State.NEW, after)
    return Planned(path, State.SAME if after == before else State.SECTION, after)


def plan_owners(top: Path, logins: Sequence[str]) -> Planned:
    """The CODEOWNERS file that GitHub takes, with the approvers' lines at its end."""
    place = next((one for one in PLACES if os.path.lexists(top / one)), PLACES[0])
    path = linked_to(top, place)
    before = existing_file(top, path)
    try:
        text = (before or b"").decode("utf-8")
    except UnicodeDecodeError:
        return Planned(path, State.KEPT, told="the approvers can't be put in: it is not UTF-8")
    windows = text.count("\r\n") * 2 > text.count("\n")
    after = with_wanted(text, logins, owned(place))
    data = (after.replace("\n", "\r\n") if windows else after).encode("utf-8")
    if before is None:
        return Planned(path, State.NEW, data)
    return Planned(path, State.SAME if data == before else State.SECTION, data)


def _plan(top: Path, path: str, data: bytes, *, renew: bool) -> Planned:
    before = existing_file(top, path)
    if before is None:
        return Planned(path, State.NEW, data)
    if same_text(before, data):
        return Planned(path, State.SAME, before)
    if renew:
        return Planned(path, State.RENEWED, data)
    return Planned(path, State.KEPT, told=f"it differs from this muster's; {_RENEW}")


def same_text(one: bytes, other: bytes) -> bool:
    """Whether two files have one content, line ends apart: a checkout may have Windows' own."""
    return one == other or (b"\0" not in other and one.replace(b"\r\n", b"\n") == other)


def _old_wheels(top: Path, wanted: Mapping[str, bytes], *, renew: bool) -> Iterator[Planned]:
    """Wheels of other musters: beside the new one nobody could say which is meant."""
    for found in sorted((top / JUDGE_FOLDER).glob(WHEELS)):
        path = f"{JUDGE_FOLDER}{found.name}"
        if path in wanted:
            continue
        if renew:
            yield Planned(path, State.REMOVED)
        else:
            yield Planned(path, State.KEPT, told=f"it is another muster; {_RENEW}")
