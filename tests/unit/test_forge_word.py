"""Whether a forge names a human of the charter who approved a merge and did not write it."""

import pytest

from muster.engine.forge_word import Account, Merged, Review, Said, Word, word_of, word_on
from muster.forge.merged import read_account
from muster.model.charter import Approver
from rules.cases import APPROVER, KEY_A

HEAD, OLDER, MERGE = "1" * 40, "2" * 40, "3" * 40
ADA, BOB, EVE = Account("Ada"), Account("bob"), Account("eve")
BOT = Account("merger[bot]", human=False)
PEOPLE = (
    Approver("Ada", "ada", APPROVER),
    Approver("Bob", "BOB", None),
    Approver("Cy", None, None),
)
PULL = Merged(7, "https://page", HEAD, "main", MERGE, ADA, (EVE,), ())


def said(people: tuple[Approver, ...] = PEOPLE, signers: object = (), **changes: object) -> Said:
    return word_on(PULL._replace(**changes), HEAD, people, signers)


def review(by: Account | None, state: str = "APPROVED", commit: str = HEAD) -> Review:
    return Review(by, state, commit)


def by_bot(*reviews: Review, **changes: object) -> Said:
    return said(merged_by=BOT, reviews=reviews, **changes)


def test_an_approver_who_merged_approved() -> None:
    assert said() == Said(Word.APPROVED, "Ada", "", 7, "https://page")
    assert said(merged_by=Account("aDA")).login == "aDA"


def test_an_approver_who_reviewed_the_very_head_approved() -> None:
    assert by_bot(review(BOB)) == Said(Word.APPROVED, "bob", "", 7, "https://page")


@pytest.mark.parametrize(
    ("reviews", "told"),
    [
        ((), "merger[bot] merged pull request #7, and nobody whom the charter names approved it"),
        ((review(EVE),), "nobody whom the charter names approved it"),
        ((review(ADA, commit=OLDER),), "Ada approved 222222222222, not the head"),
        ((review(ADA, commit=""),), "Ada approved another commit, not the head"),
        ((review(ADA, "DISMISSED"),), "the review was dismissed"),
        ((review(ADA), review(ADA, "CHANGES_REQUESTED")), "Ada asked for changes"),
        ((review(ADA, "COMMENTED"),), "nobody whom the charter names approved it"),
        ((review(ADA, "PENDING"),), "nobody whom the charter names approved it"),
    ],
)
def test_reviews_that_approve_nothing(reviews: tuple[Review, ...], told: str) -> None:
    found = by_bot(*reviews)
    assert (found.word, found.login, found.own) == (Word.REFUTED, "", False)
    assert told in found.reason


def test_the_last_opinion_of_a_reviewer_counts() -> None:
    again = (review(ADA, "CHANGES_REQUESTED"), review(ADA), review(ADA, "COMMENTED", OLDER))
    assert by_bot(*again).word is Word.APPROVED
    assert by_bot(review(ADA, commit=OLDER), review(ADA)).word is Word.APPROVED
    assert by_bot(review(ADA), review(ADA, commit=OLDER)).word is Word.REFUTED


@pytest.mark.parametrize("writers", [(ADA,), (EVE, Account("ADA"))])
def test_who_wrote_it_approves_nothing(writers: tuple[Account, ...]) -> None:
    found = said(writers=writers)
    assert (found.word, found.own) == (Word.REFUTED, True)
    assert "Ada wrote it too" in found.reason
    assert by_bot(review(ADA), writers=writers).own
    other = said(writers=writers, reviews=(review(BOB),))
    assert (other.word, other.login) == (Word.APPROVED, "bob")


def test_whose_key_signed_the_branch_wrote_it() -> None:
    assert said(signers=(KEY_A, APPROVER)).own
    assert said(signers=(KEY_A, None)).word is Word.APPROVED


def test_a_bot_of_that_login_is_no_human() -> None:
    found = said(merged_by=Account("ada", human=False))
    assert (found.word, found.own) == (Word.REFUTED, False)
    assert "ada is no human's account" in found.reason


def test_the_merge_is_of_that_head_into_main() -> None:
    assert "was merged at 222222222222, and the merge has 111111111111" in said(head=OLDER).reason
    assert said(head=OLDER).word is Word.REFUTED
    assert "another branch than main" in said(base="other").reason
    assert said(base="other").word is Word.REFUTED


def test_without_a_login_in_the_charter_nobody_can_approve() -> None:
    found = said(people=PEOPLE[2:])
    assert found.word is Word.REFUTED
    assert "names no approver by a GitHub login" in found.reason


def test_accounts_that_are_gone_leave_it_open() -> None:
    for found in (said(merged_by=None), by_bot(review(None))):
        assert found.word is Word.UNKNOWN
        assert "an account that is gone" in found.reason
    assert by_bot(review(None, commit=OLDER)).word is Word.REFUTED
    assert by_bot(review(None, "COMMENTED")).word is Word.REFUTED
    assert said(merged_by=None, reviews=(review(BOB),)).word is Word.APPROVED


def test_commits_that_github_does_not_list_leave_it_open() -> None:
    found = said(complete=False)
    assert found.word is Word.UNKNOWN
    assert "more commits than GitHub lists" in found.reason
    assert said(complete=False, writers=(ADA,)).own


def test_who_let_it_be_merged_later_saw_what_was_reviewed_and_no_more() -> None:
    waited = said(pressed=False)
    assert (waited.word, waited.own) == (Word.REFUTED, False)
    assert "Ada had GitHub merge it by itself" in waited.reason
    assert said(pressed=False, reviews=(review(ADA),)).word is Word.APPROVED
    assert said(pressed=False, reviews=(review(ADA, commit=OLDER),)).word is Word.REFUTED


def test_of_several_pull_requests_of_one_merge_an_approved_one_will_do() -> None:
    approved, refuted = said(), said(merged_by=EVE, number=3)
    unknown = said(complete=False, number=2)
    assert word_of([refuted, unknown, approved]) == approved
    assert word_of([refuted, unknown]) == unknown
    own = said(writers=(ADA,))
    assert word_of([approved, own]) == own


def test_the_account_in_place_of_those_that_are_gone_is_nobodys() -> None:
    assert read_account({"login": "ghost", "type": "User"}) is None
    assert read_account({"login": "ghosts", "type": "User"}) == Account("ghosts")
