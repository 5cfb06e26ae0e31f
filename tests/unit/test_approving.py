"""What an approved merge is: every reason why a commit approves nothing, beside one that does."""

import pytest

from muster.engine.approving import TRAILER, Merge, approval, approval_message
from muster.model.approval import ON_FORGE, Approval, Offence
from muster.model.key import fingerprint
from rules.cases import APPROVER, KEY_A, KEY_B, KEY_C, at

MAIN, HEAD, OTHER, COMMIT = (letter * 40 for letter in "1234")
APPROVERS = {APPROVER: "Ann", KEY_C: ""}
SESSIONS = {KEY_A: at(7)}
GOOD = Merge(COMMIT, (MAIN, HEAD), approval_message("claim/007", HEAD), APPROVER, "", (KEY_A, None))


def judged(**changes: object) -> Approval:
    return approval(GOOD._replace(**changes), APPROVERS, SESSIONS)


def refused(**changes: object) -> str:
    found = judged(**changes)
    assert (found.offence, found.verified) == (Offence.UNAPPROVED, False)
    assert found.approver == ""
    return found.reason


def test_an_approved_merge_tells_who_approved_what_of_whom() -> None:
    assert judged() == Approval(COMMIT, "Ann", APPROVER, HEAD, (KEY_A, None))
    assert judged().verified
    assert not judged().origin


def test_an_approver_without_a_name_is_told_by_the_key() -> None:
    assert judged(signer=KEY_C).approver == fingerprint(KEY_C)


@pytest.mark.parametrize(
    ("parents", "reason"),
    [
        ((), "it has 0 parents, not two"),
        ((MAIN,), "it has 1 parent, not two"),
        ((MAIN, HEAD, OTHER), "it has 3 parents, not two"),
    ],
)
def test_a_merge_has_two_parents(parents: tuple[str, ...], reason: str) -> None:
    assert refused(parents=parents) == reason


def test_what_is_known_of_a_refused_merge_is_kept() -> None:
    assert judged(difference="it differs")[1:5] == ("", APPROVER, HEAD, (KEY_A, None))
    assert judged(parents=(MAIN,)).head == ""
    assert judged(parents=(MAIN, HEAD, OTHER)).head == HEAD


def test_a_merge_is_signed() -> None:
    assert refused(signer=None) == "no signature of it verifies"


def test_a_sessions_key_approves_nothing() -> None:
    found = judged(signer=KEY_A)
    assert found.offence is Offence.SELF
    assert found.reason == f"the key {fingerprint(KEY_A)} that signed it stands in {at(7)}"
    assert (found.approver, found.verified) == ("", False)


def test_a_sessions_key_that_is_an_approvers_approves_nothing() -> None:
    found = approval(GOOD, APPROVERS, {APPROVER: at(9)})
    assert found.offence is Offence.SELF
    assert at(9) in found.reason
    assert found.approver == ""


def test_an_approver_of_another_charter_approves_nothing() -> None:
    told = f"its key {fingerprint(KEY_B)} is no approver's of the charter in force before it"
    assert refused(signer=KEY_B) == told
    nobody = approval(GOOD, {}, {})
    assert (nobody.offence, nobody.approver) == (Offence.UNAPPROVED, "")


@pytest.mark.parametrize(
    ("message", "reason"),
    [
        (
            "Approve claim/007\n",
            f"it has no trailer {TRAILER}, and its second parent is {'2' * 12}",
        ),
        ("", f"it has no trailer {TRAILER}, and its second parent is {'2' * 12}"),
        (f"{TRAILER}: {OTHER}\n", f"it names {OTHER}, and its second parent is {'2' * 12}"),
        (f"{TRAILER}: {HEAD}\n{TRAILER}: {HEAD}\n", f"it names {HEAD}, {HEAD}, and"),
        (f"{TRAILER}: {HEAD}\n{TRAILER}: {OTHER}\n", f"it names {HEAD}, {OTHER}, and"),
        (f"{TRAILER}: {OTHER}\nx\n\n{TRAILER}: {HEAD}\n", f"it names {OTHER}, {HEAD}, and"),
        (f"{TRAILER}: {HEAD[:12]}\n", f"it names {HEAD[:12]}, and"),
        (f"{TRAILER}: {HEAD}2\n", f"it names {HEAD}2, and"),
        (f"{TRAILER}:\n", "it names , and"),
        (f"{TRAILER}: {HEAD} {OTHER}\n", "it has no trailer"),
        (f"x {TRAILER}: {HEAD}\n", "it has no trailer"),
        (f" {TRAILER}: {HEAD}\n", "it has no trailer"),
        (f"{TRAILER}-Not: {HEAD}\n", "it has no trailer"),
        (f"{TRAILER.lower()}: {HEAD}\n", "it has no trailer"),
        (f"{TRAILER} {HEAD}\n", "it has no trailer"),
        (f"{TRAILER}:\n {HEAD}\n", "it names , and"),
        (f"{TRAILER}: {HEAD}\r\n", "it has no trailer"),
        (f"x\r{TRAILER}: {HEAD}\n", "it has no trailer"),
        (f"x\u2028{TRAILER}: {HEAD}\n", "it has no trailer"),
    ],
)
def test_the_trailer_names_the_second_parent_and_it_alone(message: str, reason: str) -> None:
    assert refused(message=message).startswith(reason)


@pytest.mark.parametrize(
    "message",
    [
        f"{TRAILER}: {HEAD}",
        f"{TRAILER}:{HEAD}\n",
        f"{TRAILER}:  {HEAD}  \n",
        f"Approve it\n\n{TRAILER}: {HEAD}\nSigned-off-by: Ann <ann@example.invalid>\n",
        f"Approve it\n\n{TRAILER}: {HEAD}\n\nand a word more\n",
        f"Approve {OTHER}\n\n{TRAILER}: {HEAD}\n",
        f"It has no {TRAILER}: {OTHER}\n\n{TRAILER}: {HEAD}\n",
    ],
)
def test_the_trailer_stands_on_a_line_of_its_own_anywhere(message: str) -> None:
    assert judged(message=message).verified


def test_the_first_parent_is_not_what_is_approved() -> None:
    assert refused(message=approval_message("x", MAIN)).startswith(f"it names {MAIN}, and")
    assert judged(parents=(HEAD, MAIN)).offence is Offence.UNAPPROVED


def test_files_that_are_not_the_result_approve_nothing() -> None:
    assert refused(difference="it changes README.md too") == "it changes README.md too"


def test_the_worst_that_can_be_said_is_said_first() -> None:
    every = {"difference": "it differs", "message": ""}
    assert "parent" in refused(parents=(MAIN,), signer=None, **every)
    assert "signature" in refused(signer=None, **every)
    assert judged(signer=KEY_A, **every).offence is Offence.SELF
    assert "no approver's" in refused(signer=KEY_B, **every)
    assert "trailer" in refused(**every)


def test_the_message_of_an_approval_is_read_back() -> None:
    assert approval_message("claim/007", HEAD) == f"Approve claim/007\n\n{TRAILER}: {HEAD}\n"


def on_forge(**changes: object) -> Approval:
    merge = GOOD._replace(signer=None, message="Merge pull request #7 from a/b", **changes)
    return approval(merge, APPROVERS, SESSIONS, forge=True)


def test_the_forge_approves_where_the_charter_says_so() -> None:
    found = on_forge()
    assert (found.counts, found.verified, found.assumed) == (True, False, True)
    assert (found.approver, found.head, found.reason) == ("", HEAD, ON_FORGE)
    plain = approval(GOOD._replace(signer=None), APPROVERS, SESSIONS)
    assert (plain.counts, plain.assumed) == (False, False)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"parents": (MAIN,)}, "it has 1 parent, not two"),
        ({"parents": (MAIN, HEAD, OTHER)}, "it has 3 parents, not two"),
        ({"difference": "it has another x than the branch"}, "it has another x than the branch"),
    ],
)
def test_the_forge_merges_exactly_what_the_branch_brings(
    changes: dict[str, object], reason: str
) -> None:
    found = on_forge(**changes)
    assert (found.offence, found.reason, found.forge) == (Offence.UNAPPROVED, reason, False)


def test_what_a_clients_key_signed_was_not_made_by_the_forge() -> None:
    stranger = approval(GOOD._replace(signer=KEY_B), APPROVERS, SESSIONS, forge=True)
    assert stranger.offence is Offence.UNAPPROVED
    assert "is no approver's" in stranger.reason
    own = approval(GOOD._replace(signer=KEY_A), APPROVERS, SESSIONS, forge=True)
    assert own.offence is Offence.SELF


def test_an_approvers_signature_is_verified_beside_the_forge_too() -> None:
    found = approval(GOOD, APPROVERS, SESSIONS, forge=True)
    assert (found.verified, found.approver, found.forge) == (True, "Ann", False)
    plain = approval(GOOD._replace(message="Merge it"), APPROVERS, SESSIONS, forge=True)
    assert plain.assumed
    wrong = GOOD._replace(message=f"{TRAILER}: {OTHER}\n")
    assert not approval(wrong, APPROVERS, SESSIONS, forge=True).counts
    differs = GOOD._replace(message="Merge it", difference="it differs")
    assert not approval(differs, APPROVERS, SESSIONS, forge=True).counts
