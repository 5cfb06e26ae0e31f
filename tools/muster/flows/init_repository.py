"""Making a repository a registry: its files are planned, judged, then written all together."""

from __future__ import annotations

import os
import shlex
import shutil
from collections.abc import Callable, Mapping
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from muster.engine.judge import judge
from muster.engine.report import Report
from muster.flows.agents_page import AGENTS, agents_page
from muster.flows.draft import BlockedError
from muster.flows.existing_file import existing_file
from muster.flows.init_place import Place
from muster.flows.init_plan import Planned, State, plan_files, plan_owners, plan_section, same_text
from muster.flows.pinned_muster import pinned_muster
from muster.flows.registry_folder import folder_files, schema_files
from muster.flows.whole_files import write_together
from muster.git import checked_out
from muster.git.process import run
from muster.git.repository import Repository
from muster.git.staged import tracked_files
from muster.model.charter import Charter
from muster.model.error import SurroundingsError, UsageError
from muster.model.finding import Verdict
from muster.model.layout import CHARTER, ROOT
from muster.model.marked_section import MARKDOWN
from muster.model.registry import Registry, read_file
from muster.model.source_file import SourceFile
from muster.render.registry_section import registry_section, registry_title
from muster.rules.case import Case

_README = "README.md"


class Wanted(NamedTuple):
    """What a registry shall have.

    ``charter`` makes the charter's file once it is known whether GitHub is meant; None takes the
    one that is there. ``given`` says that it is a file of the user's. ``github`` is None where
    nobody said.
    """

    charter: Callable[[bool], bytes] | None
    given: bool
    github: bool | None
    renew: bool


class Initialized(NamedTuple):
    """A registry as it is now; ``uncommitted`` and ``ignored`` are paths from its top."""

    place: Place
    charter: Charter
    registry: Registry
    report: Report
    github: bool
    branch: str
    branches: bool
    files: tuple[Planned, ...]
    uncommitted: tuple[str, ...]
    ignored: bool


def init_repository(place: Place, wanted: Wanted, now: datetime) -> Initialized:
    """Plan, judge and write; a second time nothing is left to do.

    Raises ``BlockedError`` where the registry would be blocked, ``UsageError`` where it can't be
    meant, ``SurroundingsError`` where it can't be written. Then nothing was changed.
    """
    top = place.top
    there = _registry_of(place)
    known = wanted.github if wanted.github is not None else place.address is not None
    made = wanted.charter(known) if wanted.charter else None
    charter_file = _charter_file(top, there.get(CHARTER), made, wanted)
    registry = _read({**there, CHARTER: charter_file.data or there[CHARTER]})
    report = judge(Case(registry, registry.charter, now))
    charter = registry.charter
    if charter is None or report.verdict is Verdict.BLOCK:
        raise BlockedError("The registry", report)
    github = _github(known, charter, wanted.github)
    files = [charter_file, *_plan(top, charter, github=github, renew=wanted.renew)]
    changes = {one.path: one.data for one in files if one.changes}
    repository = place.repository or _write_new(top, changes)
    if place.repository:
        write_together(top, changes)
    ours = {one.path: one.data for one in files if one.data is not None}
    away = [one.path for one in files if one.state is State.REMOVED]
    gone = tracked_files(repository, away) if away else set()
    left = sorted(({*ours} - checked_out.committed(repository, ours)) | gone)
    return Initialized(
        place,
        charter,
        registry,
        report,
        github,
        checked_out.branch(repository),
        checked_out.has_branch(repository, "main"),
        tuple(files),
        tuple(left),
        bool(checked_out.ignored(repository, left)),
    )


def _registry_of(place: Place) -> dict[str, bytes]:
    """The registry's files that are there already, without those that git ignores."""
    existing_file(place.top, CHARTER)  # refuses what is no plain file, or behind a link
    files = folder_files(place.top) if (place.top / ROOT).is_dir() else {}
    left_out = checked_out.ignored(place.repository, files) if place.repository else set()
    return {path: data for path, data in files.items() if path not in left_out}


def _charter_file(top: Path, before: bytes | None, made: bytes | None, wanted: Wanted) -> Planned:
    """The charter that is there stays, unless a file is named that shall take its place."""
    if made is None:
        if before is None:
            raise UsageError(
                "no-charter",
                f"There is no {CHARTER} in {top} yet: say what the team is, name a charter, or "
                "turn a team's document into one.",
                "muster init --size 6 --approver LOGIN --objective 'growth: Reach 1,000 users'",
                "muster init --charter FILE",
                "muster import FILE --into .",
            )
        return Planned(CHARTER, State.SAME, before)
    if before is None:
        return Planned(CHARTER, State.NEW, made)
    if same_text(before, made):
        return Planned(CHARTER, State.SAME, before)
    if wanted.renew and wanted.given:
        return Planned(CHARTER, State.RENEWED, made)
    more = "--charter FILE --renew puts a file in its place" if wanted.given else "edit it"
    return Planned(CHARTER, State.KEPT, told=f"it says something else than what is asked; {more}")


def _read(files: Mapping[str, bytes]) -> Registry:
    sources = [
        SourceFile(path, 0o100644, sha256(data).hexdigest(), len(data), data)
        for path, data in sorted(files.items())
    ]
    return Registry({one.path: read_file(one, by_schema=True) for one in sources})


def _github(known: bool, charter: Charter, said: bool | None) -> bool:
    forge = charter.approval == "forge"
    if forge and said is False:
        raise UsageError(
            "forge-approval",
            "The charter says approval: forge, and without GitHub there is no forge that could "
            "say who approved. Set approval: signature in it, or leave --no-github out.",
            "muster init --help",
        )
    if forge and not any(one.github for one in charter.approvers):
        raise UsageError(
            "no-approver",
            "The charter says approval: forge and names no approver with a GitHub handle, so "
            "nothing could ever be approved. Name one: approvers: [{name: Ann, github: ann}] in "
            f"{CHARTER}, or with an option where there is no charter yet.",
            "muster init --approver LOGIN",
        )
    return known or forge


def _plan(top: Path, charter: Charter, *, github: bool, renew: bool) -> list[Planned]:
    shipped = {**schema_files(), **(pinned_muster() if github else {})}
    planned = plan_files(top, shipped, renew=renew)
    logins = [one.github for one in charter.approvers if one.github]
    if github and logins:
        planned.append(plan_owners(top, logins))
    planned.append(_agents(top))
    section = registry_section(charter, github=github)
    readme = _readme(top)
    if readme is None:
        planned.append(Planned(_README, State.KEPT, told="the README that is there is no Markdown"))
    else:
        title = registry_title(charter)
        found = plan_section(top, readme, section, MARKDOWN, head=title)
        if all(one.path != found.path for one in planned):  # both may be links to one file
            planned.append(found)
    return planned


def _agents(top: Path) -> Planned:
    page = agents_page().decode("utf-8")
    planned = plan_section(top, AGENTS, page, MARKDOWN)
    before = existing_file(top, planned.path)
    if before is not None and same_text(before, page.encode("utf-8")):
        return Planned(planned.path, State.SAME, before)  # as muster remote init writes it
    return planned


def _readme(top: Path) -> str | None:
    """The README that a section goes into; None where the one that is there is no Markdown."""
    names = sorted(entry.name for entry in os.scandir(top)) if top.is_dir() else []
    found = [name for name in names if name.casefold().partition(".")[0] == "readme"]
    if not found or _README in found:
        return _README
    return next((name for name in found if name.casefold() == _README.casefold()), None)


def _write_new(top: Path, changes: Mapping[str, bytes | None]) -> Repository:
    """Make the folder and the repository too; nothing of them stays where that fails."""
    absent = [one for one in (top, *top.parents) if not one.exists()]
    try:
        top.mkdir(parents=True, exist_ok=True)
        run(top, ["init", "--quiet", "--initial-branch=main"])
        write_together(top, changes)
        return Repository.open(top)
    except BaseException as error:
        shutil.rmtree(top / ".git", ignore_errors=True)
        for folder in absent:
            if folder.is_dir() and not any(folder.iterdir()):
                folder.rmdir()
        if isinstance(error, OSError):
            raise SurroundingsError(
                "not-writable",
                f"{top} can't be made: {error.strerror or error}.",
                shlex.join(["ls", "-ld", str(top.parent)]),
            ) from error
        raise
