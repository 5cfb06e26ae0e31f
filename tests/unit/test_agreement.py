"""How far a team has agreed: the last step that touches a file, and main's keys."""

import pytest

from muster.model.change import Change, Step
from muster.model.digest import roster_digest
from muster.model.layout import ACTIVATION, CHARTER
from muster.rules.agreement import Agreement, activation_of, agreement, is_ack, key_of, short
from muster.rules.roster import digest_of, team
from rules.agreeing import (
    ALL_OWN,
    HELD,
    OTHER,
    OWN_ACKS,
    TEAM,
    accepting,
    ack,
    ack_at,
    acks,
    agreed,
    confirmation,
    confirming,
    digest,
)
from rules.cases import (
    KEY_A,
    KEY_B,
    KEY_C,
    Content,
    at,
    branch,
    charter,
    claimed,
    edited,
    planned,
    ruling,
    ruling_at,
    step,
    whole,
)

THIRD = ack_at(3)
HARDWARE = "sk-ssh-ed25519@openssh.com AAAAGnNrLXNzaC1lZDI1NTE5QG9wZW5zc2guY29t" + "A" * 61
DECIDED = {**TEAM, ruling_at(1): ruling(TEAM[at(2)], TEAM[at(3)], under=TEAM[CHARTER])}


def found(
    brings: dict[str, Content | None] | None = None,
    steps: tuple[Step, ...] = ALL_OWN,
    main: dict[str, Content] | None = None,
) -> Agreement:
    told = agreement(
        branch({**TEAM, **(main or {})}, agreed() if brings is None else brings, steps=steps)
    )
    assert told is not None
    return told


def flaws(told: Agreement) -> dict[int, str]:
    return {one.number: one.flaw for one in told.acks}


def test_a_team_that_agrees_is_complete() -> None:
    told = found()
    assert told.complete
    assert (told.flaws, told.missing) == ((), ())
    assert [one.number for one in told.acks] == [1, 2, 3]
    assert all(one.counts and not one.reason for one in told.acks)
    assert told.activation.digest == digest()


def test_each_part_has_the_step_that_put_it_there() -> None:
    steps = (*confirming(KEY_B, KEY_A), *OWN_ACKS[:-1], *accepting(3, KEY_B, None, KEY_C))
    told = found(steps=steps)
    assert told.complete
    assert told.step is not None
    assert told.step.commit == "c1"
    assert [one.step.commit for one in told.acks if one.step] == ["a10", "a20", "a32"]


@pytest.mark.parametrize("number", HELD)
def test_without_one_acknowledgement_a_team_is_not_complete(number: int) -> None:
    brings = {path: text for path, text in agreed().items() if path != ack_at(number)}
    told = found(brings)
    assert not told.complete
    assert told.missing == (number,)
    assert flaws(told)[number] == "missing"


@pytest.mark.parametrize("number", HELD)
@pytest.mark.parametrize("signer", [*HELD.values(), None])
def test_only_the_own_key_acknowledges(number: int, signer: str | None) -> None:
    steps = (*(one for one in ALL_OWN if ack_at(number) not in one.paths),)
    told = found(steps=(*steps, *accepting(number, signer)))
    assert told.complete == (signer == HELD[number])
    assert flaws(told)[number] == ("" if told.complete else "foreign")


@pytest.mark.parametrize(
    ("text", "flaw"),
    [
        (ack(3, of=OTHER), "stale"),
        (ack(2), "unclear"),
        (edited(ack(3), "accepts: true", "accepts: 1"), "unclear"),
        ("}", "unclear"),
        ("[]", "unclear"),
    ],
)
def test_what_is_no_acknowledgement_of_this_roster_does_not_count(text: str, flaw: str) -> None:
    told = found({**agreed(), THIRD: text})
    assert flaws(told) == {1: "", 2: "", 3: flaw}
    assert told.acks[2].file is not None
    assert told.acks[2].reason


def test_everything_that_is_wrong_with_a_confirmation_is_told() -> None:
    told = found(
        {**agreed(of=OTHER), ACTIVATION: confirmation(of=OTHER, consensus=9, by=2)},
        steps=(*confirming(KEY_B), step(signer=None, parents=()), *OWN_ACKS),
        main={at(3): planned(3)},
    )
    kinds = ["tangled", "foreign", "confirmed-by", "round", "incomplete", "stale"]
    assert [flaw.kind for flaw in told.flaws] == kinds
    assert all(flaw.reason.endswith(".") for flaw in told.flaws)
    assert not told.complete


def test_a_confirmation_that_does_not_count_is_not_complete_with_all_acknowledgements() -> None:
    told = found(agreed(of=OTHER))
    assert told.missing == ()
    assert not told.complete


def test_a_team_of_nobody_has_not_agreed() -> None:
    nobody = {CHARTER: edited(charter(size=3), "size: 3", "size: 0")}
    told = found(
        {ACTIVATION: confirmation({**TEAM, **nobody})}, steps=confirming(KEY_A), main=nobody
    )
    assert told.acks == ()
    assert [flaw.kind for flaw in told.flaws] == ["no-team"]
    assert not told.complete


def test_a_branch_that_does_not_touch_the_confirmation_confirms_nothing() -> None:
    case = branch({**TEAM, **agreed()}, {THIRD: ack(3) + "# again\n"}, signer=KEY_C)
    assert agreement(case) is None


@pytest.mark.parametrize("brings", [{}, {ACTIVATION: "}"}, {ACTIVATION: "[]"}, acks()])
def test_what_can_not_be_read_as_a_confirmation_is_none(brings: dict[str, Content]) -> None:
    assert agreement(branch(TEAM, brings, signer=KEY_A)) is None


def test_what_is_taken_away_is_no_confirmation() -> None:
    assert agreement(branch({**TEAM, **agreed()}, {ACTIVATION: None}, signer=KEY_A)) is None


def test_without_a_change_no_round_is_due_and_nobody_signs() -> None:
    told = agreement(whole({**TEAM, **agreed(consensus=7)}))
    assert told is not None
    assert told.complete
    assert told.step is None


def test_a_team_is_judged_by_the_charter_of_main() -> None:
    """A branch does not make its own team smaller."""
    smaller = edited(charter(size=3), "size: 3", "size: 1")
    told = found({**agreed(), CHARTER: smaller}, steps=ALL_OWN)
    assert [one.number for one in told.acks] == [1, 2, 3]
    assert [flaw.kind for flaw in told.flaws] == ["stale"]


def test_the_digest_is_that_of_the_result_and_of_the_charter_in_it() -> None:
    brings = {at(3): edited(TEAM[at(3)], "Work on", "Care for"), CHARTER: charter(size=4)}
    assert digest_of(branch(TEAM, brings)) == digest({**TEAM, **brings})


def test_a_ruling_that_the_charter_of_a_branch_makes_void_is_not_in_force_on_it() -> None:
    brings = {CHARTER: edited(TEAM[CHARTER], "[early, late]", "[early, late, night]")}
    told = digest_of(branch(DECIDED, brings))
    assert told == digest({**DECIDED, **brings}) == digest({**TEAM, **brings})


def test_a_ruling_is_in_force_on_a_branch_as_on_main() -> None:
    """Who signed a branch decides nothing about the digest of its result."""
    brings = {ruling_at(1): DECIDED[ruling_at(1)]}
    for signer in (KEY_A, KEY_B, None):
        assert digest_of(branch(TEAM, brings, signer=signer)) == digest(DECIDED)
    assert digest(DECIDED) != digest()


def test_a_team_has_each_number_with_its_one_session() -> None:
    case = whole(
        {
            CHARTER: charter(size=5),
            at(1): claimed(1),
            at(2): planned(2),
            at(3): claimed(3),
            "registry/sessions/3.yaml": claimed(3, "twin"),
            at(4): "}",
            at(6): claimed(6),
        }
    )
    told = team(case.after, case.charter)
    assert list(told) == [1, 2, 3, 4, 5]
    assert [number for number, session in told.items() if session] == [1]
    assert team(case.after, None) == {}


def test_the_key_of_a_number_is_its_one_spelling() -> None:
    case = whole({at(1): claimed(1, key=HARDWARE + "R=="), at(2): claimed(2, key=None)})
    one, two = case.after.sessions
    assert key_of(one) == HARDWARE + "Q=="
    assert (key_of(two), key_of(None)) == ("", "")


def test_a_digest_is_told_by_its_first_twelve_digits() -> None:
    assert short(f"sha256:{'0123456789abcdef' * 4}") == "0123456789ab"
    assert (short(None), short(""), short("sha256:")) == ("nothing",) * 3


def test_what_is_an_acknowledgement_is_told_by_the_path() -> None:
    assert is_ack(THIRD)
    assert is_ack("registry/acks/0003.yaml")
    assert not any(map(is_ack, (ACTIVATION, CHARTER, at(3), ruling_at(3), "registry/acks/x.yaml")))


def test_a_confirmation_is_read_where_there_is_one() -> None:
    told = activation_of(whole({**TEAM, ACTIVATION: confirmation(consensus=4)}).after)
    assert told is not None
    assert (told.consensus, told.digest, told.confirmed_by) == (4, digest(), 1)
    assert activation_of(whole(TEAM).after) is None
    assert activation_of(whole({**TEAM, ACTIVATION: "[]"}).after) is None


@pytest.mark.parametrize(
    ("bases", "parents", "straight"),
    [
        (1, (("a",), ("b",)), True),
        (1, (), True),
        (0, (), False),
        (2, (("a",),), False),
        (1, (("a",), ("b", "c")), False),
        (1, ((), ("b",)), False),
    ],
)
def test_a_branch_is_straight_where_each_step_has_one_parent(
    bases: int, parents: tuple[tuple[str, ...], ...], *, straight: bool
) -> None:
    steps = tuple(Step(f"{place}", found, frozenset()) for place, found in enumerate(parents))
    assert Change(steps, frozenset(), bases=bases).straight is straight


def test_an_empty_registry_has_a_digest() -> None:
    case = whole({}, chartered=False)
    assert digest_of(case) == roster_digest((), None, ())
