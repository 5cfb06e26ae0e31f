"""The refs of a remote: each kind has one spelling, and nothing that looks like one is one."""

import pytest

from muster.model.refs import (
    ACTIVATION,
    MAIN,
    Ref,
    RefKind,
    claim_branch,
    claim_ref,
    read_ref,
)


@pytest.mark.parametrize(
    ("name", "ref"),
    [
        ("refs/heads/main", Ref(RefKind.MAIN)),
        ("refs/heads/activation", Ref(RefKind.ACTIVATION)),
        ("refs/heads/claim/001", Ref(RefKind.CLAIM, 1)),
        ("refs/heads/claim/007", Ref(RefKind.CLAIM, 7)),
        ("refs/heads/claim/100", Ref(RefKind.CLAIM, 100)),
        ("refs/heads/claim/1000", Ref(RefKind.CLAIM, 1000)),
        ("refs/heads/claim/100000", Ref(RefKind.CLAIM, 100_000)),
        ("refs/heads/claim/999999", Ref(RefKind.CLAIM, 999_999)),
        ("refs/heads/proposal/a", Ref(RefKind.PROPOSAL)),
        ("refs/heads/proposal/7", Ref(RefKind.PROPOSAL)),
        ("refs/heads/proposal/new-charter-2", Ref(RefKind.PROPOSAL)),
        (f"refs/heads/proposal/{'a' * 64}", Ref(RefKind.PROPOSAL)),
        ("refs/tags/consensus-1", Ref(RefKind.CONSENSUS, 1)),
        ("refs/tags/consensus-10", Ref(RefKind.CONSENSUS, 10)),
        ("refs/tags/consensus-999999", Ref(RefKind.CONSENSUS, 999_999)),
    ],
)
def test_each_kind_of_ref_is_told(name: str, ref: Ref) -> None:
    assert read_ref(name) == ref


TOLD = """
HEAD main MAIN refs/main refs/heads/Main refs/heads/MAIN refs/heads/main/x refs/heads/main.
refs/tags/main refs/heads/master refs/remotes/origin/main refs/heads refs/heads/ heads/main
/refs/heads/main refs/heads//main refs/heads/x/main refs/heads/activations refs/heads/activation/x
refs/heads/Activation refs/tags/activation activation
claim/007 refs/claim/007 refs/heads/claim refs/heads/claim/ refs/heads/claim/7 refs/heads/claim/07
refs/heads/claim/0007 refs/heads/claim/00100 refs/heads/claim/007/x refs/heads/claim/007/
refs/heads/claim/000 refs/heads/claim/0000 refs/heads/CLAIM/007 refs/heads/Claim/007
refs/heads/claims/007 refs/heads/claim-007 refs/heads/claim/x/007 refs/heads/claim//007
refs/heads/claim/007.lock refs/heads/claim/007a refs/heads/claim/+07 refs/heads/claim/-07
refs/heads/claim/0x7 refs/heads/claim/1_0 refs/heads/claim/1e3 refs/heads/claim/1000000
refs/heads/claim/٠٠٧ refs/heads/claim/００７ refs/heads/claim/00⁷ refs/tags/claim/007
refs/heads/сlaim/007 xrefs/heads/claim/007
refs/heads/-x refs/heads/x refs/heads/007 refs/heads/@ refs/heads/consensus-1
refs/heads/proposal refs/heads/proposal/ refs/heads/proposal/UPPER refs/heads/proposal/aB
refs/heads/proposal/-x refs/heads/proposal/a/b refs/heads/proposal/a_b refs/heads/proposal/a.b
refs/heads/proposal/é refs/heads/proposal/a@b refs/heads/proposals/a refs/heads/Proposal/a
refs/tags/proposal/a refs/heads/proposal//a
refs/tags/consensus refs/tags/consensus- refs/tags/consensus-0 refs/tags/consensus-01
refs/tags/consensus-1/x refs/tags/consensus-x refs/tags/consensus-1a refs/tags/consensus--1
refs/tags/consensus-1000000 refs/tags/consensus-١ refs/tags/Consensus-1 refs/tags/consensus/1
refs/tags/consensus_1 refs/tags/v1 refs/tags/x/consensus-1 consensus-1
refs/notes/commits refs/replace/007 refs/stash refs/muster/x refs/for/main
"""
LOOKALIKES = TOLD.split()
FINE = (MAIN, ACTIVATION, "refs/heads/claim/007", "refs/heads/proposal/a", "refs/tags/consensus-1")


@pytest.mark.parametrize("name", ["", *LOOKALIKES])
def test_what_looks_like_a_ref_is_none(name: str) -> None:
    assert read_ref(name) is None


@pytest.mark.parametrize("end", ["\n", "\r", " ", "\0", "/", "^{}", "~1", "\n\n"])
@pytest.mark.parametrize("name", FINE)
def test_nothing_stands_behind_or_before_a_ref(name: str, end: str) -> None:
    assert read_ref(name)
    assert read_ref(name + end) is None
    assert read_ref(end + name) is None


def test_a_slug_has_at_most_64_characters() -> None:
    assert read_ref(f"refs/heads/proposal/{'a' * 65}") is None


@pytest.mark.parametrize(
    ("number", "branch"), [(1, "claim/001"), (42, "claim/042"), (1000, "claim/1000")]
)
def test_a_claims_branch_has_the_spelling_of_its_records_path(number: int, branch: str) -> None:
    assert claim_branch(number) == branch
    assert claim_ref(number) == f"refs/heads/{branch}"
    assert read_ref(claim_ref(number)) == Ref(RefKind.CLAIM, number)
