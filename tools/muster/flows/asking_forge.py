"""Asking GitHub who approved what main has, merge by merge; believed for one run, never stored."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from muster.engine.forge_word import Said, Word, no_pull, word_of, word_on
from muster.forge.address import Address
from muster.forge.gh import ForgeError, ask
from muster.forge.merged import merged
from muster.forge.pulls import pulls_of
from muster.model.approval import ON_FORGE, Approval, Offence
from muster.model.charter import Approver

MOST_ASKED = 1_000
"""Merges that one run asks about: four questions each, and GitHub answers 5,000 an hour."""

SECONDS_EACH = 1.5
"""About how long the questions on one merge take."""

_MOST = 20
"""Pull requests of one merge that are asked about: there is one, unless somebody plays tricks."""

_UNKNOWN_COMMIT = (404, 422)


@dataclass
class Asking:
    """What GitHub said in this run, by merge."""

    address: Address
    said: dict[str, Said] = field(default_factory=dict)

    def reach(self) -> None:
        """See that the repository is there: later, "not found" is said of a commit.

        Raises ``ForgeError`` where it is not, or not for this login.
        """
        ask(f"repos/{self.address.slug}")

    def __call__(self, told: Approval, approvers: Iterable[Approver]) -> Approval:
        """An approval after GitHub was asked, by the approvers of the charter before it.

        One by signature stays what it is, whatever GitHub says of it.
        """
        said = self.said[told.commit] = self._said(told, approvers)
        if not told.assumed:
            return told
        if said.word is Word.APPROVED:
            return told._replace(approver=said.login, reason="")
        if said.word is Word.UNKNOWN or told.key:
            return told._replace(reason=f"{ON_FORGE}: {said.reason}")
        offence = Offence.SELF if said.own else Offence.UNAPPROVED
        return told._replace(offence=offence, reason=said.reason)

    def _said(self, told: Approval, approvers: Iterable[Approver]) -> Said:
        if len(self.said) >= MOST_ASKED:
            reason = f"GitHub was asked about the first {MOST_ASKED:,} merges only"
            return Said(Word.UNKNOWN, reason=reason)
        try:
            pulls = pulls_of(self.address, told.commit)
        except ForgeError as error:
            if error.status not in _UNKNOWN_COMMIT:
                raise
            return no_pull(f"GitHub knows no such commit of {self.address.slug}")
        # Whose head came along with another's is called merged by it too: that is not the one.
        brought = [pull for pull in pulls if pull.merge == told.commit]
        exact = [pull for pull in brought if pull.head == told.head]
        words = [self._word(pull.number, told, approvers) for pull in (exact or brought)[:_MOST]]
        if words:
            return word_of(words)
        return no_pull(f"no pull request of {self.address.slug} was merged by it")

    def _word(self, number: int, told: Approval, approvers: Iterable[Approver]) -> Said:
        found = merged(self.address, number)
        if found.merge != told.commit:
            return no_pull(f"pull request #{number} was not merged by it")
        return word_on(found, told.head, approvers, told.claimants)
