"""What a forge's answers say of one merge: did a human whom the charter names approve it?

Source: section 9 of the design: "a merge counts when the forge made it and its API names a charter
approver who did not write it". Plain values in, one word out; who asks the forge is elsewhere.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from enum import StrEnum
from typing import NamedTuple

from muster.model.charter import Approver
from muster.model.key import canonical_key

MAIN = "main"
_OPINIONS = ("APPROVED", "CHANGES_REQUESTED", "DISMISSED")


class Account(NamedTuple):
    """An account of the forge; a bot or an organisation is no human."""

    login: str
    human: bool = True

    def same(self, login: str) -> bool:
        """Whether it has this login: GitHub tells no cases apart."""
        return self.login.casefold() == login.casefold()


class Review(NamedTuple):
    """A review: by whom, None for an account that is gone; ``commit`` is the head it was of."""

    by: Account | None
    state: str
    commit: str


class Merged(NamedTuple):
    """A pull request that was merged.

    ``head`` went to the branch ``base`` by the commit ``merge``. ``writers`` are its author and
    the authors and committers of its commits, as far as they have accounts; ``complete``: all
    commits were listed. ``reviews`` are in order. ``pressed`` is false where ``merged_by`` asked
    for it beforehand (auto-merge): what was merged may have come after that account's last look.
    """

    number: int
    page: str
    head: str
    base: str
    merge: str
    merged_by: Account | None
    writers: tuple[Account, ...]
    reviews: tuple[Review, ...]
    complete: bool = True
    pressed: bool = True


class Word(StrEnum):
    """What the forge's answers come to."""

    APPROVED = "approved"
    REFUTED = "not-approved"
    UNKNOWN = "unknown"


class Said(NamedTuple):
    """The word on one merge: approved by ``login``, else why not. ``own``: it approved itself."""

    word: Word
    login: str = ""
    reason: str = ""
    pull: int = 0
    page: str = ""
    own: bool = False


def no_pull(reason: str) -> Said:
    """The word on a merge that no pull request brought."""
    return Said(Word.REFUTED, reason=reason)


def word_of(words: Sequence[Said]) -> Said:
    """The one word of several pull requests that one merge brought, which has the head of each.

    What an approver wrote by one of them, no other lets in. Else one that was approved will do:
    anybody can open a second one with somebody's commits, and GitHub calls that merged too.
    """
    order = (Word.APPROVED, Word.UNKNOWN, Word.REFUTED)
    return min(words, key=lambda said: (not said.own, order.index(said.word), said.pull))


def word_on(
    merge: Merged, head: str, approvers: Iterable[Approver], signers: Collection[str | None]
) -> Said:
    """The word on a merge of ``head``, by the approvers of the charter in force before it.

    ``signers`` are the keys that signed the steps of the branch: an approver's wrote it too.
    """
    said = Said(Word.REFUTED, pull=merge.number, page=merge.page)
    named = f"pull request #{merge.number}"
    if merge.base != MAIN:
        return said._replace(reason=f"{named} went to another branch than {MAIN}")
    if merge.head != head:
        told = f"{named} was merged at {merge.head[:12]}, and the merge has {head[:12]}"
        return said._replace(reason=told)
    people = [approver for approver in approvers if approver.github]
    if not people:
        told = "the charter in force before it names no approver by a GitHub login"
        return said._replace(reason=told)
    flaws: list[str] = []
    own = False
    for approver in people:
        voice = _voice(merge, approver.github or "")
        if voice is None:
            continue
        account, flaw = voice
        if not account.human:
            flaw = "is no human's account"
        elif not flaw and _wrote(merge, approver, signers):
            own, flaw = True, "wrote it too"
        if not flaw and merge.complete:
            return said._replace(word=Word.APPROVED, login=account.login)
        if not flaw:
            told = f"{named} has more commits than GitHub lists, so who wrote it is not known"
            return said._replace(word=Word.UNKNOWN, reason=told)
        flaws.append(f"{account.login} {flaw}")
    if any(by is None for by in _voices(merge)):
        told = f"an account that is gone merged or approved {named}"
        return said._replace(word=Word.UNKNOWN, reason="; ".join((*flaws, told)))
    if not flaws:
        by = merge.merged_by.login if merge.merged_by else "nobody"
        told = f"{by} merged {named}, and nobody whom the charter names approved it"
        return said._replace(reason=told)
    return said._replace(reason=f"{named}: {'; '.join(flaws)}", own=own)


def _voice(merge: Merged, login: str) -> tuple[Account, str] | None:
    """What an account says of a merge: itself and a flaw, empty where that approves."""
    merged = merge.merged_by if merge.merged_by and merge.merged_by.same(login) else None
    if merged and merge.pressed:
        return merged, ""
    opinion = _opinion(merge.reviews, login)
    if opinion is None or opinion.by is None:
        flaw = "had GitHub merge it by itself, which says nothing of the head that was merged"
        return (merged, flaw) if merged else None
    match opinion.state:
        case "CHANGES_REQUESTED":
            return opinion.by, "asked for changes"
        case "DISMISSED":
            return opinion.by, "approved nothing: the review was dismissed"
    older = f"approved {opinion.commit[:12] or 'another commit'}, not the head that was merged"
    return opinion.by, "" if opinion.commit == merge.head else older


def _opinion(reviews: Sequence[Review], login: str) -> Review | None:
    """The last review of an account that is more than a comment."""
    for review in reversed(reviews):
        if review.by and review.by.same(login) and review.state in _OPINIONS:
            return review
    return None


def _voices(merge: Merged) -> Iterator[Account | None]:
    yield merge.merged_by
    for review in merge.reviews:
        if review.state == "APPROVED" and review.commit == merge.head:
            yield review.by


def _wrote(merge: Merged, approver: Approver, signers: Collection[str | None]) -> bool:
    if any(account.same(approver.github or "") for account in merge.writers):
        return True
    return approver.key is not None and canonical_key(approver.key) in signers
