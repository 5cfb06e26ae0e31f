"""Cases for the rules, made in memory: short texts become registries, changes and a history.

Lines of a record made by ``claimed`` (a planned one ends at 8): 1 number, 2 name, 3 role, 4 title,
5 does, 6 goal (serves, metrics), 7 statement, 8 status, 9 session_id, 10 ready, 11 timestamp, then
what is added, and the key at the end: on line 12 where nothing is added.

A claim lists a key of its own and its branch is signed with it, unless an example says otherwise.
"""

from __future__ import annotations

import hashlib
import json
from base64 import b64encode
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import NamedTuple

from muster.model.approval import Approval, Approvals, NoApprovals
from muster.model.change import Change, Step
from muster.model.charter import read_charter
from muster.model.digest import agreement_digest, charter_digest, digest
from muster.model.finding import Finding, Verdict
from muster.model.history import SHALLOW, Arrival, History, NoHistory
from muster.model.key import canonical_key
from muster.model.layout import CHARTER, RecordKind, in_registry, ruling_path, session_path, slot
from muster.model.registry import Registry, read_file, read_registry, record_key
from muster.model.rival import Rival
from muster.model.session import read_session
from muster.model.source_file import SourceFile
from muster.model.strict_yaml import read
from muster.rules.case import Case
from muster.rules.rulings import RULED_ON
from support.words import word

NOW = datetime(2025, 11, 20, 12, 0, tzinfo=UTC)

_BLOB = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI"
KEY_A, KEY_B, KEY_C, APPROVER = (_BLOB + letter * 43 for letter in "ABCZ")
OWN = "own"
"""The key of a number and its holder; as a signer, the key that the branch's claim lists."""
RESULT = "result"
"""The key that the record has in the end."""

Content = str | bytes | SourceFile
Files = Mapping[str, Content]
at = session_path
ruling_at = ruling_path


def charter(*, size: int = 12, identity: str = "signed", more: str = "") -> str:
    """The charter of the cases: its size is on line 2."""
    return f"""\
name: Team under test
size: {size}
identity: {identity}
orchestrator: {{number: 1}}
approvers: [{{name: Ann, key: {APPROVER}}}]
objectives: [{{id: mrr, statement: Reach $120k MRR}}]
dimensions: {{prospects: range, window: time, paths: paths, shift: [early, late]}}
{more}"""


def planned(
    number: int,
    *,
    name: str = "",
    title: str = "",
    does: str = "",
    statement: str = "",
    metrics: str | None = None,
    serves: str = "mrr",
    more: str = "",
    status: str = "pending",
) -> str:
    """A planned slot; each text is a YAML scalar as written, ``more`` are lines at the end.

    ``metrics`` are mappings in braces, ``serves`` may be empty. No two numbers do or count the same
    unless told.
    """
    own = word(number)
    figures = f"{{name: {own}, exactly: 1, per: day}}" if metrics is None else metrics
    goal = [f"serves: {serves}"] * bool(serves) + [f"metrics: [{figures}]"] * bool(figures)
    return f"""\
number: {number}
name: {name or f"slot-{number}"}
role:
  title: {title or f"{own.capitalize()}ist"}
  does: {does or f"Work on {own}"}
goal: {{{"".join(f"{part}, " for part in goal)}
  statement: {_flow(statement) or f"Finish one {own} every day"}}}
status: {status}
{more}"""


def _flow(scalar: str) -> str:
    """A plain scalar as it may stand between braces."""
    special = scalar[:1] not in "\"'" and any(mark in scalar for mark in ",[]{}:")
    return json.dumps(scalar, ensure_ascii=False) if special else scalar


def claimed(
    number: int,
    holder: str = "",
    *,
    key: str | None = OWN,
    timestamp: str = "2025-11-15T21:45:34Z",
    more: str = "",
    **texts: str,
) -> str:
    """A registered record; ``key`` None: it lists none."""
    holder = holder or f"session-{number}"
    held = f"session_id: {holder}\nready: true\ntimestamp: {timestamp}\n"
    listed = f"key: {own_key(number, holder) if key == OWN else key}\n" if key else ""
    return planned(number, status="registered", more=held + more + listed, **texts)


def ruling(
    *records: str,
    rule: str = "M204",
    decision: str = "It is meant so",
    more: str = "",
    findings: Iterable[str] = ("sha256:" + "a" * 64,),
    under: str = "",
) -> str:
    """A ruling about records as they are: lines 1 sessions, 2 rule, 3 decision, 4 digests.

    ``findings`` are the digests of what it answers, ``under`` the charter, that of the cases unless
    told.
    """
    made = read_charter("", read((under or charter()).encode()))
    basis = charter_digest(made, RULED_ON.get(rule, ()))
    sessions = [read_session("", read(record.encode())) for record in records]
    numbers = ", ".join(str(session.number) for session in sessions)
    digests = ", ".join(
        f"{{number: {session.number}, digest: {agreement_digest(session)}}}" for session in sessions
    )
    return (
        f"sessions: [{numbers}]\nrule: {rule}\ndecision: {decision}\ndigests: [{digests}]\n"
        f"charter: {basis}\nfindings: [{', '.join(findings)}]\n{more}"
    )


def about(code: str, *subjects: str) -> str:
    """The digest of a finding, as a ruling names it."""
    return digest([code, *subjects])


def own_key(number: int, holder: str) -> str:
    """A key that no other number and no other session has."""
    digest = hashlib.sha256(f"{number} {holder.casefold()}".encode()).digest()
    return _BLOB + b64encode(digest).decode()[:43]


def edited(text: str, old: str, new: str) -> str:
    """A text with one place changed, which must be there once."""
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times"
    return text.replace(old, new)


def source(path: str, content: Content) -> SourceFile:
    """A file as Git would give it."""
    if isinstance(content, SourceFile):
        return content
    data = content.encode() if isinstance(content, str) else content
    oid = hashlib.sha256(data).hexdigest()
    return SourceFile(path, 0o100644, oid, len(data), data)


def symlink(path: str) -> SourceFile:
    """A symbolic link."""
    return SourceFile(path, 0o120000, "1" * 40, 20, None)


def submodule(path: str) -> SourceFile:
    """A commit of another repository."""
    return SourceFile(path, 0o160000, "2" * 40, 0, None)


def _registry(files: Files, by_schema: tuple[str, ...] | None) -> Registry:
    sources = [source(path, content) for path, content in files.items()]
    return read_registry(sources, by_schema=by_schema)


def whole(
    files: Files,
    *,
    history: History | None = None,
    now: datetime = NOW,
    chartered: bool = True,
    approvals: Approvals | None = None,
) -> Case:
    """A check of a registry as it stands; the charter is added if it isn't there."""
    added = {CHARTER: charter()} if chartered else {}
    registry = _registry({**added, **files}, None)
    return Case(
        registry,
        registry.charter,
        now,
        history=history or NoHistory(),
        approvals=approvals or NoApprovals(),
    )


def branch(
    main: Files,
    brings: Mapping[str, Content | None],
    *,
    signer: str | None = OWN,
    steps: tuple[Step, ...] | None = None,
    conflicts: Iterable[str] = (),
    shared: Iterable[str] = (),
    bases: int = 1,
    history: History | None = None,
    chartered: bool = True,
    committed: bool = True,
    rivals: tuple[Rival, ...] = (),
    approvals: Approvals | None = None,
) -> Case:
    """A check of a branch: what it brings (None: deletes) over main, in one step unless told.

    Its claim signs each step, unless told; what is not a claim nobody signs, unless told.
    """
    added = {CHARTER: charter()} if chartered else {}
    before = _registry({**added, **main}, ())
    after = before.overlaid(
        {
            path: None if content is None else read_file(source(path, content), by_schema=True)
            for path, content in brings.items()
            if in_registry(path)
        }
    )
    paths = frozenset(brings)
    change = Change(
        (),
        paths,
        frozenset(conflicts),
        bases,
        frozenset(shared),
        committed=committed,
    )
    case = Case(
        after,
        before.charter or (None if CHARTER in before.files else after.charter),
        NOW,
        before=before,
        change=change,
        history=history or NoHistory(),
        approvals=approvals or NoApprovals(),
        rivals=rivals,
    )
    told = (step(*paths, signer=signer),) if steps is None else steps
    return replace(case, change=replace(change, steps=tuple(_made(one, case) for one in told)))


def _made(one: Step, case: Case) -> Step:
    """A step as Git would tell it, where its signer or its keys are the branch's to say."""
    claims = [delta for delta in case.claims if delta.path in one.paths] or case.claims
    own = next((delta.becomes.key for delta in claims if delta.becomes), None)
    ends = {path: case.after.files.get(path) for path in one.keys}
    keys = {
        path: record_key(file.source if file else None)
        if one.keys[path] == RESULT
        else one.keys[path]
        for path, file in ends.items()
    }
    signer = own and canonical_key(own) if one.signer == OWN else one.signer
    return one._replace(signer=signer, keys=keys)


def step(
    *paths: str,
    signer: str | None = OWN,
    leaves: str | None = RESULT,
    commit: str = "c0ffee",
    parents: tuple[str, ...] = ("b",),
) -> Step:
    """One commit of a branch; ``leaves`` is the key in the session records that it touches."""
    keys = {path: leaves for path in paths if slot(path).kind is RecordKind.SESSION}
    return Step(commit, parents, frozenset(paths), signer, keys)


class Landed(NamedTuple):
    """One first-parent commit of main: what it says of itself, and the tree after it."""

    who: str
    when: str
    files: Files


@dataclass(frozen=True)
class MainLine:
    """A fake history: main as a list of commits, oldest first; ``hidden`` ones a clone lacks."""

    commits: tuple[Landed, ...]
    hidden: int = 0

    def arrival(self, path: str, holds: Callable[[bytes], bool]) -> Arrival:
        """Walk back while the file has content that holds."""
        found = Arrival(hidden=SHALLOW)
        for position in range(len(self.commits), self.hidden, -1):
            who, when, files = self.commits[position - 1]
            content = source(path, files[path]).data if path in files else None
            if content is None or not holds(content):
                return found
            found = Arrival(f"{position:040x}", position, who, when)
        return Arrival(hidden=SHALLOW) if self.hidden else found


@dataclass(frozen=True)
class Known:
    """Fake approvals: what is known of some paths of main."""

    approvals: Mapping[str, Approval]

    def of(self, path: str) -> Approval | None:
        """Look it up."""
        return self.approvals.get(path)

    def uncounted(self) -> Mapping[str, Approval]:
        """Those that don't count."""
        return {path: told for path, told in self.approvals.items() if not told.verified}


class Found(NamedTuple):
    """What a case must find; line 0 is the file as a whole."""

    code: str
    verdict: Verdict
    path: str
    line: int = 0

    @classmethod
    def of(cls, finding: Finding) -> Found:
        """The same of a finding."""
        return cls(finding.code, finding.verdict, finding.place.path, finding.place.line)


def block(code: str, path: str, line: int = 0) -> Found:
    """A finding that blocks."""
    return Found(code, Verdict.BLOCK, path, line)


def review(code: str, path: str, line: int = 0) -> Found:
    """A finding that a human must look at."""
    return Found(code, Verdict.REVIEW, path, line)


def note(code: str, path: str, line: int = 0) -> Found:
    """A finding to know of."""
    return Found(code, Verdict.NOTE, path, line)


@dataclass(frozen=True)
class Example:
    """One case of one rule, with the whole report that it must give: no finding more or less.

    ``tells`` are texts that the rule's findings must contain, ``hides`` ones that they must not.
    """

    rule: str
    says: str
    case: Case
    finds: tuple[Found, ...] = ()
    standing: tuple[Found, ...] = ()
    tells: tuple[str, ...] = ()
    hides: tuple[str, ...] = ()

    @property
    def fails(self) -> bool:
        """Whether the rule must find something; else it is a near miss."""
        return any(found.code == self.rule for found in self.finds + self.standing)
