"""`approval: forge` read from real repositories alone: what counts unverified, and what does not.

A merge as GitHub makes it is a commit with two parents that no key of ours signed.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from muster.flows.activation import active
from muster.flows.judging_change import read_main
from muster.git.approval_cache import KeptApprovals
from muster.git.approvals import MainApprovals
from muster.git.repository import Repository
from muster.model.approval import ON_FORGE, Approval, Offence
from muster.model.layout import CHARTER
from muster.rules.case import Case
from muster.rules.roster import digest_of
from support.agreed import acknowledgement, confirmation
from support.remotes import KEYS, Team, make_key, signed_charter, signed_tag
from support.repos import NOW, Content, Repo, inside, path_of, record, slots

FORGE, SIGNATURE = {"approval": "forge"}, {"approval": "signature"}


class Line:
    """A main that grows commit by commit, by nobody's command."""

    def __init__(self, team: Team, main: str) -> None:
        self.team, self.main = team, main

    def begin(self, *approvers: str, **more: str) -> Line:
        """A registry with these approvers' keys and the planned slots 1 to 6."""
        files = {**self.charter(*approvers, **more), **slots(*range(1, 7))}
        self.main = self.team.desk.commit(files, on="begun", parents=())
        return self

    def charter(self, *approvers: str, **more: str) -> dict[str, Content]:
        """A charter with these approvers' keys."""
        return {CHARTER: signed_charter(*map(self.team.public, approvers), **more)}

    def claim(self, number: int, key: str = "one") -> str:
        """The head of a claim from main."""
        files = {path_of(number): record(number, f"s-{number}", key=self.team.public(key))}
        return self.team.step(files, key, self.main)

    def change(self, files: dict[str, Content], key: str | None = None) -> str:
        """The head of a branch from main that changes files."""
        return self.team.step(files, key, self.main)

    def button(self, head: str, *, signed: str | None = None, **more: str) -> str:
        """Merge as the forge's button does; or signed by a key, as a person might."""
        self.main = self.team.merge(head, signed, on=self.main, **{"message": "Merge #7", **more})
        return self.main

    def approve(self, head: str, key: str = "approver") -> str:
        """Merge as ``muster approve`` does."""
        self.main = self.team.merge(head, key, on=self.main)
        return self.main

    def of(self, number: int | str) -> Approval:
        """Who approved a record, or a file."""
        path = number if isinstance(number, str) else path_of(number)
        found = MainApprovals(Repository.open(self.team.desk.folder), self.main).of(path)
        assert found is not None
        return found

    def refused(self, number: int | str) -> str:
        """Why a record counts for nothing."""
        found = self.of(number)
        assert (found.offence, found.counts) == (Offence.UNAPPROVED, False), found
        return found.reason


@pytest.fixture(scope="module")
def team(tmp_path_factory: pytest.TempPathFactory) -> Team:
    folder = tmp_path_factory.mktemp("team")
    (folder / "keys").mkdir()
    for name in KEYS:
        make_key(folder / "keys" / name)
    return Team(folder, Repo.make(folder / "desk"))


@pytest.fixture
def line(team: Team) -> Iterator[Line]:
    with inside(team.desk):
        yield Line(team, "")


def test_what_the_forge_merged_counts_and_is_not_verified(line: Line) -> None:
    line.begin(**FORGE).button(line.claim(1))
    found = line.of(1)
    assert (found.counts, found.verified, found.assumed) == (True, False, True)
    assert (found.approver, found.reason, found.commit) == ("", ON_FORGE, line.main)
    assert line.of(2).origin
    assert line.of(2).verified


def test_what_is_no_such_merge_counts_for_nothing(line: Line) -> None:
    line.begin("approver", **FORGE)
    desk, team = line.team.desk, line.team
    head = line.claim(1)
    line.main = team.sign(desk.git("rev-parse", f"{head}^{{tree}}"), [line.main], None)
    assert line.refused(1) == "it has 1 parent, not two"  # a squash, a rebase, a plain push
    head = line.claim(2)
    other = team.tree({path_of(2): record(2, "other")}, head)
    line.button(head, tree=other)
    assert "has another registry/sessions/002.yaml than the branch" in line.refused(2)
    head = line.claim(3)
    line.button(head, tree=team.tree({path_of(4): record(4, "more")}, head))
    assert "changes registry/sessions/004.yaml, which the branch does not" in line.refused(3)
    line.button(line.claim(5, "one"), signed="stranger")
    assert "no approver's of the charter" in line.refused(5)
    line.button(line.claim(6, "two"), signed="two")
    assert line.of(6).offence is Offence.SELF


def test_a_session_that_signs_a_merge_approves_itself_also_beside_a_charter_without_keys(
    line: Line,
) -> None:
    line.begin(**FORGE).button(line.claim(1, "one"))
    line.button(line.claim(2, "two"), signed="one")
    assert line.of(2).offence is Offence.SELF
    held = {path_of(1): record(1, "s-1", key=line.team.public("one"))}
    line.main = line.team.desk.commit({**line.charter(**FORGE), **held}, on="held", parents=())
    line.button(line.claim(2, "two"), signed="one")  # also where the registry began with its key
    assert line.of(2).offence is Offence.SELF


def test_an_approvers_signature_is_verified_beside_the_forges_merges(line: Line) -> None:
    line.begin("approver", **FORGE).button(line.claim(1))
    line.approve(line.claim(2))
    assert (line.of(1).assumed, line.of(2).verified) == (True, True)
    assert line.of(2).approver == "Approver 0"


def test_under_signatures_the_forge_approves_nothing(line: Line) -> None:
    line.begin("approver", **SIGNATURE).button(line.claim(1))
    assert line.refused(1) == "no signature of it verifies"


@pytest.mark.parametrize("how", ["a merge", "a push"])
def test_who_switches_to_the_forge_without_approval_switches_nothing(line: Line, how: str) -> None:
    line.begin("approver", **SIGNATURE)
    head = line.change(line.charter("approver", **FORGE))
    if how == "a merge":
        line.button(head)
    else:
        line.main = head
    assert line.refused(CHARTER)
    line.button(line.claim(1))
    assert line.refused(1) == "no signature of it verifies"
    line.approve(line.claim(2))
    assert line.of(2).verified
    # Nor does what goes on with that charter, though an approver signs it.
    line.approve(line.change(line.charter("approver", "second", **FORGE)))
    assert "as a commit that nobody approved left it" in line.refused(CHARTER)
    line.button(line.claim(3))
    assert line.refused(3)


def test_a_sessions_record_switches_nothing(line: Line) -> None:
    line.begin("approver", **SIGNATURE)
    text = record(1, "s-1", key=line.team.public("one")) + "approval: forge\n"
    line.approve(line.change({path_of(1): text}, "one"))
    line.button(line.claim(2))
    assert line.refused(2) == "no signature of it verifies"


def test_an_approved_switch_counts_from_the_next_merge_on(line: Line) -> None:
    line.begin("approver", **SIGNATURE).button(line.claim(1))
    line.approve(line.change(line.charter("approver", **FORGE)))
    assert line.of(CHARTER).verified
    line.button(line.claim(2))
    assert line.of(2).assumed
    assert line.refused(1)  # what came before is judged by what held then


def test_the_forge_switches_back_to_signatures(line: Line) -> None:
    line.begin("approver", **FORGE)
    line.button(line.change(line.charter("approver", **SIGNATURE)))
    assert line.of(CHARTER).assumed
    line.button(line.claim(1))
    assert line.refused(1) == "no signature of it verifies"
    line.approve(line.claim(2))
    assert line.of(2).verified  # its key stood in the charter from the first commit on


def test_a_key_that_the_forge_let_in_is_as_good_as_the_forges_word(line: Line) -> None:
    line.begin("approver", **FORGE)
    line.button(line.change(line.charter("approver", "second", **FORGE)))
    line.approve(line.claim(1), "second")
    found = line.of(1)
    assert (found.counts, found.verified, found.approver) == (True, False, "")
    assert found.reason.startswith(f"{ON_FORGE}: so came the key SHA256:")
    line.approve(line.claim(2))
    assert line.of(2).verified
    # Nor does it make another key better, whatever it signs.
    line.approve(line.change(line.charter("approver", "second", "two", **FORGE)), "second")
    line.approve(line.claim(3), "two")
    assert line.of(3).assumed
    # An approver of the first hour does.
    line.approve(line.change(line.charter("approver", "three", **FORGE)))
    line.approve(line.claim(4), "three")
    assert line.of(4).verified
    line.button(line.claim(5))
    assert line.of(5).assumed
    line.approve(line.change(line.charter("approver", "second", **FORGE)))
    line.approve(line.claim(6), "second")  # taken away meanwhile, and let in by an approver
    assert line.of(6).verified


def test_what_is_kept_is_what_was_seen(line: Line) -> None:
    line.begin("approver", **FORGE)
    line.button(line.change(line.charter("approver", "second", **FORGE)))
    line.button(line.claim(1))
    repository = Repository.open(line.team.desk.folder)
    seen = MainApprovals(repository, line.main).line
    assert (seen.forge, len(seen.assumed), len(seen.last)) == (True, 1, 2)
    for _ in range(2):  # the first writes it, the second reads it
        kept = KeptApprovals(repository, line.main).line
        assert (kept.last, kept.forge, kept.assumed) == (seen.last, seen.forge, seen.assumed)


def test_a_charter_that_cannot_be_read_leaves_the_way_to_mend_it(line: Line) -> None:
    line.begin("approver", **FORGE)
    line.button(line.change({CHARTER: "}{"}))
    line.button(line.change(line.charter("approver", **FORGE)))
    line.button(line.claim(1))
    assert (line.of(CHARTER).assumed, line.of(1).assumed) == (True, True)


def test_where_nobody_could_approve_at_first_nothing_can_be_judged(line: Line) -> None:
    line.begin(**SIGNATURE)
    line.button(line.change(line.charter(**FORGE)))
    line.button(line.claim(1))
    repository = Repository.open(line.team.desk.folder)
    assert MainApprovals(repository, line.main).of(path_of(1)) is None


def test_a_shallow_clone_shows_nothing(line: Line, tmp_path: Path) -> None:
    line.begin(**FORGE).button(line.claim(1))
    line.team.desk.git("update-ref", "refs/heads/shallow", line.main)
    source = f"file://{line.team.desk.folder}"
    line.team.desk.git("clone", "-q", "--bare", "--depth=1", "-b", "shallow", source,
                       str(tmp_path / "shallow"))  # fmt: skip
    found = MainApprovals(Repository.open(tmp_path / "shallow"), line.main).of(path_of(1))
    assert found is not None
    assert (found.offence, found.counts, found.assumed) == (Offence.HIDDEN, False, False)


def test_a_ruling_stays_its_authors_whoever_merges_it(line: Line) -> None:
    line.begin("approver", **FORGE)
    path = "registry/rulings/R001.yaml"
    text = "rule: M204\nsessions: [2, 3]\ndecision: Both\n"
    line.button(line.claim(1, "one"))
    line.button(line.change({path: text}, "two"))
    assert line.of(path).offence is Offence.FOREIGN
    line.button(line.change({path: f"{text}reason: So\n"}, "one"))
    assert line.of(path).assumed


@pytest.mark.parametrize(
    ("key", "flaw"), [("approver", ""), ("second", "nobody approved it"), ("", "nobody")]
)
def test_a_tag_makes_good_what_nobody_approved_only_by_a_key_that_is_sure(
    line: Line, key: str, flaw: str
) -> None:
    """The second approver's key came by the forge's word alone."""
    line.begin("approver", **FORGE, size="2", objectives="[{id: mrr, statement: Reach it}]")
    two = line.charter("approver", "second", **FORGE, size="2",
                       objectives="[{id: mrr, statement: Reach it}]")  # fmt: skip
    line.button(line.change({**two, **{path_of(n): None for n in range(3, 7)}}))
    for number, signer in ((1, "one"), (2, "two")):
        line.button(line.claim(number, signer))
    repository = Repository.open(line.team.desk.folder)
    registry = read_main(repository, line.main)
    digest = digest_of(Case(registry, registry.charter, NOW))
    head = line.change(confirmation(digest), "one")
    for number, signer in ((1, "one"), (2, "two")):
        head = line.team.step(acknowledgement(number, digest), signer, head)
    line.button(head, signed="stranger")
    if key:
        tag = signed_tag(line.team, "consensus-1", line.main, key, f"It\n\nMuster-Digest: {digest}")
        line.team.desk.git("update-ref", "refs/tags/consensus-1", tag)
    found = active(repository, line.main, read_main(repository, line.main),
                   MainApprovals(repository, line.main), NOW)  # fmt: skip
    if key:
        line.team.desk.git("update-ref", "-d", "refs/tags/consensus-1")
    assert found is not None
    assert (found.tag, found.flaw[: len(flaw) or None]) == ("consensus-1" if key else "", flaw)
