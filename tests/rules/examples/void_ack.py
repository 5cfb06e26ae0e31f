"""M406: an acknowledgement is its session's own, of the roster that is confirmed."""

from muster.model.change import Step
from muster.model.layout import ACTIVATION, CHARTER
from rules.agreeing import (
    ALL_OWN,
    HELD,
    OTHER,
    TEAM,
    accepting,
    ack,
    ack_at,
    acks,
    agreed,
    confirmation,
    confirming,
)
from rules.cases import (
    APPROVER,
    KEY_A,
    KEY_B,
    KEY_C,
    Content,
    Example,
    Found,
    at,
    block,
    branch,
    charter,
    claimed,
    edited,
    note,
    own_key,
    planned,
    review,
    ruling,
    ruling_at,
    step,
    whole,
)

THIRD = ack_at(3)
STRANGER, NEW = own_key(99, "stranger"), own_key(3, "new")
OPEN: dict[str, Content] = {CHARTER: charter(size=3, identity="open")}
LOOKS = tuple(review("M307", path) for path in sorted(agreed()))
STAMP = "timestamp: 2025-11-16T10:00:00Z\n"
# Two spellings of one key end in Q== and R==.
HARDWARE = "sk-ssh-ed25519@openssh.com AAAAGnNrLXNzaC1lZDI1NTE5QG9wZW5zc2guY29t" + "A" * 61


def third(*signers: str | None) -> tuple[Step, ...]:
    """The steps of a team of which number 3's acknowledgement has these signers."""
    return (*ALL_OWN[:-1], *accepting(3, *signers))


def brought(
    says: str,
    *finds: Found,
    main: dict[str, Content] | None = None,
    brings: dict[str, Content | None] | None = None,
    without: tuple[int, ...] = (),
    steps: tuple[Step, ...] = ALL_OWN,
    standing: tuple[Found, ...] = (),
    tells: tuple[str, ...] = (),
    hides: tuple[str, ...] = (),
    committed: bool = True,
) -> Example:
    """A branch of the team of three with a confirmation that counts."""
    whole_team = {**agreed(), **(brings or {})}
    return Example(
        "M406",
        says,
        branch(
            {**TEAM, **(main or {})},
            {path: text for path, text in whole_team.items() if path not in map(ack_at, without)},
            steps=tuple(one for one in steps if one.paths.isdisjoint(map(ack_at, without))),
            committed=committed,
        ),
        finds,
        standing=standing,
        tells=tells,
        hides=hides,
    )


EXAMPLES = (
    brought("everybody's acknowledgement by the own key counts"),
    brought(
        "one that is missing is told",
        block("M406", ACTIVATION, 2),
        without=(3,),
        tells=("Number 3 has not acknowledged yet: 2 of 3 have.", "muster ack"),
    ),
    brought(
        "several that are missing are told together",
        block("M406", ACTIVATION, 2),
        without=(1, 3),
        tells=("Numbers 1, 3 have not acknowledged yet: 1 of 3 have.",),
    ),
    brought(
        "a wrong one is not told as missing too",
        block("M406", ACTIVATION, 2),
        block("M406", THIRD, 2),
        brings={THIRD: ack(3, of=OTHER)},
        without=(1,),
        tells=("Number 1 has not acknowledged yet: 1 of 3 have.",),
    ),
    brought(
        "one of another roster does not count",
        block("M406", THIRD, 2),
        brings={THIRD: ack(3, of=OTHER)},
        tells=(
            "The acknowledgement of number 3 does not count: it acknowledged "
            f"{'a' * 12}, which is another roster.",
            "Number 3 acknowledges with its own key.",
        ),
    ),
    brought(
        "all of another roster than the confirmation's do not count",
        *(block("M406", ack_at(number), 2) for number in HELD),
        brings={**acks(of=OTHER)},
    ),
    brought(
        "acknowledgements fit the confirmation beside them, also where that is void",
        block("M405", ACTIVATION, 2),
        brings={**agreed(of=OTHER)},
    ),
    brought(
        "one that says another number than its file does not count",
        block("M102", THIRD, 1),
        block("M406", THIRD, 2),
        brings={THIRD: ack(2)},
        tells=("it does not say that 3 accepts.",),
    ),
    brought(
        "one that does not accept does not count",
        block("M101", THIRD, 3),
        block("M406", THIRD, 2),
        brings={THIRD: edited(ack(3), "accepts: true", "accepts: false")},
        tells=("it does not say that 3 accepts.",),
    ),
    brought(
        "one that can't be read does not count",
        block("M007", THIRD, 1),
        block("M406", THIRD),
        brings={THIRD: "}"},
        tells=("it does not say that 3 accepts.",),
    ),
    brought(
        "one of a number that the team lacks is refused",
        block("M406", ack_at(4), 1),
        brings={ack_at(4): ack(4)},
        steps=(*ALL_OWN, *accepting(4, KEY_C)),
        tells=(
            f"{ack_at(4)} acknowledges for a number that the team does not have.",
            "muster confirm",
        ),
    ),
    brought(
        "one that can't be read of such a number too",
        block("M007", ack_at(4), 1),
        block("M406", ack_at(4)),
        brings={ack_at(4): "}"},
        steps=(*ALL_OWN, *accepting(4, KEY_C)),
    ),
    brought(
        "such a one that main has may go",
        main={ack_at(4): ack(4)},
        brings={ack_at(4): None},
        steps=(*ALL_OWN, *accepting(4, APPROVER)),
    ),
    *(
        brought(
            f"one signed {how} does not count",
            block("M406", THIRD, 2),
            steps=third(*signers),
            tells=(
                f"it is acknowledged by commit a3{len(signers) - 1}, which its key did not sign.",
            ),
        )
        for how, signers in (
            ("by another session", (KEY_B,)),
            ("by the orchestrator", (KEY_A,)),
            ("by an approver", (APPROVER,)),
            ("by a stranger", (STRANGER,)),
            ("by nobody", (None,)),
            ("last by another session", (KEY_C, KEY_B)),
            ("last by an approver", (KEY_C, APPROVER)),
            ("last by nobody", (KEY_C, None)),
        )
    ),
    brought(
        "one that no step accounts for is nobody's",
        block("M406", THIRD, 2),
        steps=ALL_OWN[:-1],
        tells=("it is acknowledged on main, which its key did not sign.",),
    ),
    *(
        brought(f"what {who} did before the own key does not matter", steps=third(signer, KEY_C))
        for who, signer in (("another session", KEY_B), ("an approver", APPROVER), ("nobody", None))
    ),
    brought(
        "steps elsewhere do not matter",
        steps=(*ALL_OWN, step(signer=STRANGER, commit="e0")),
    ),
    brought(
        "a step may touch several, and counts for its signer's alone",
        block("M406", ack_at(1), 2),
        block("M406", ack_at(2), 2),
        steps=(*confirming(KEY_A), step(*acks(), signer=KEY_C, commit="a0")),
        tells=("The acknowledgement of number 1", "The acknowledgement of number 2"),
        hides=("The acknowledgement of number 3",),
    ),
    brought(
        "the own key in another spelling is the same key",
        main={at(3): claimed(3, key=HARDWARE + "R==")},
        steps=third(HARDWARE + "Q=="),
    ),
    brought(
        "keys that differ in a bit that counts are others",
        block("M406", THIRD, 2),
        main={at(3): claimed(3, key=HARDWARE + "R==")},
        steps=third(HARDWARE + "g=="),
    ),
    brought(
        "the old key does not acknowledge once main has another",
        block("M406", THIRD, 2),
        main={at(3): claimed(3, "another", key=NEW)},
    ),
    brought(
        "the new key does",
        main={at(3): claimed(3, "another", key=NEW)},
        steps=third(NEW),
    ),
    brought(
        "the key that the same branch brings into the record does not",
        block("M302", ack_at(1), 1),
        block("M406", THIRD, 2),
        brings={at(3): claimed(3, key=NEW)},
        steps=(*ALL_OWN[:-1], step(at(3), signer=KEY_C, commit="b0"), *accepting(3, NEW)),
    ),
    brought(
        "the key that the same branch lists with a claim does not",
        block("M302", at(3), 1),
        block("M406", THIRD, 2),
        main={at(3): planned(3)},
        brings={at(3): claimed(3, key=NEW)},
        steps=(*ALL_OWN[:-1], step(at(3), signer=NEW, commit="b0"), *accepting(3, NEW)),
    ),
    brought(
        "the key that a slot lists beforehand does not",
        block("M405", ACTIVATION, 2),
        block("M406", THIRD, 2),
        main={at(3): planned(3, more=f"key: {KEY_C}\n")},
        tells=("The acknowledgement of number 3 does not count: it is held by no session.",),
    ),
    brought(
        "for a session without a key nobody acknowledges",
        block("M406", THIRD, 2),
        main={at(3): claimed(3, key=None)},
    ),
    brought(
        "nor where nobody signs",
        block("M406", THIRD, 2),
        main={at(3): claimed(3, key=None)},
        steps=third(None),
    ),
    brought(
        "what is not committed yet is signed by nobody",
        steps=(),
        committed=False,
    ),
    brought(
        "what is not committed yet is of one roster all the same",
        block("M406", THIRD, 2),
        brings={THIRD: ack(3, of=OTHER)},
        steps=(),
        committed=False,
    ),
    # A branch that confirms nothing.
    *(
        Example(
            "M406",
            f"an acknowledgement without a confirmation {how} is refused",
            branch({**TEAM, **main}, {THIRD: text}, signer=signer),
            (block("M406", THIRD, line),),
            tells=(
                f"{THIRD} is touched, and the branch brings no confirmation.",
                "Acknowledgements are made on the branch activation, after the confirmation.",
            ),
        )
        for how, main, text, signer, line in (
            ("by its session", {}, ack(3), KEY_C, 2),
            ("by another session", {}, ack(3), KEY_B, 2),
            ("by an approver", {}, ack(3), APPROVER, 2),
            ("beside one that main has", agreed(), ack(3) + STAMP, KEY_C, 2),
            ("that is taken away by its session", agreed(), None, KEY_C, 0),
            ("that is taken away by another", agreed(), None, KEY_B, 0),
            ("that is taken away by an approver", agreed(), None, APPROVER, 0),
        )
    ),
    Example(
        "M406",
        "one beside a confirmation that can't be read is alone",
        branch(TEAM, {**agreed(), ACTIVATION: "}"}, steps=ALL_OWN),
        (block("M007", ACTIVATION, 1), *(block("M406", ack_at(number), 2) for number in HELD)),
    ),
    Example(
        "M406",
        "one that a step brings and another takes back again is none",
        branch(TEAM, {}, steps=accepting(3, KEY_C, KEY_C)),
    ),
    Example(
        "M406",
        "a ruling is no acknowledgement",
        branch(TEAM, {ruling_at(3): ruling(TEAM[at(3)])}, signer=KEY_B),
        (block("M407", ruling_at(3), 3),),
    ),
    # What an earlier round has left on main.
    Example(
        "M406",
        "those of an earlier roster that main has are told as missing",
        branch(
            {**TEAM, **agreed(of=OTHER)},
            {ACTIVATION: confirmation(consensus=2)},
            steps=confirming(KEY_A),
        ),
        (block("M406", ACTIVATION, 2),),
        tells=("Numbers 1-3 have not acknowledged yet: 0 of 3 have.",),
    ),
    Example(
        "M406",
        "those of the same roster that main has are of another round",
        branch(
            {**TEAM, **agreed()}, {ACTIVATION: confirmation(consensus=2)}, steps=confirming(KEY_A)
        ),
        (block("M406", ACTIVATION, 2),),
        tells=("Numbers 1-3 have not acknowledged yet: 0 of 3 have.",),
    ),
    Example(
        "M406",
        "who has acknowledged anew is not missing",
        branch(
            {**TEAM, **agreed(of=OTHER)},
            {ACTIVATION: confirmation(consensus=2), **acks(numbers=(1, 2))},
            steps=ALL_OWN[:-1],
        ),
        (block("M406", ACTIVATION, 2),),
        tells=("Number 3 has not acknowledged yet: 2 of 3 have.",),
    ),
    Example(
        "M406",
        "the next round is complete once all have acknowledged anew",
        branch({**TEAM, **agreed(of=OTHER)}, agreed(consensus=2), steps=ALL_OWN),
    ),
    Example(
        "M406",
        "on main one of another roster than the one that is confirmed is told",
        whole({**TEAM, **agreed(), THIRD: ack(3, of=OTHER)}),
        (note("M406", THIRD, 2),),
        tells=(
            "The acknowledgement of number 3 is of another roster than the one that is confirmed.",
            "It counts for nothing; the next round takes its place.",
        ),
    ),
    Example(
        "M406",
        "on main those without a confirmation are told, each",
        whole({**TEAM, **acks()}),
        tuple(note("M406", ack_at(number), 2) for number in HELD),
    ),
    Example(
        "M406",
        "on main those of the confirmed roster are fine, also once the roster has changed",
        whole({**TEAM, **agreed(of=OTHER)}),
        (note("M405", ACTIVATION, 2),),
    ),
    Example(
        "M406",
        "on main one that can't be read is another rule's",
        whole({**TEAM, **agreed(), THIRD: "}"}),
        (block("M007", THIRD, 1),),
    ),
    # Where the charter makes no promise about who wrote records.
    brought(
        "in an open registry an acknowledgement needs no signature",
        *LOOKS,
        main=OPEN,
        steps=(step(*agreed(), signer=None),),
    ),
    brought(
        "in an open registry one by another key than is listed does not count",
        block("M406", THIRD, 2),
        review("M307", THIRD),
        main=OPEN,
        steps=third(KEY_B),
        tells=("it is acknowledged by commit a30, which its key did not sign.",),
    ),
    brought("in an open registry the listed key counts", main=OPEN),
    Example(
        "M406",
        "in an open registry what main has of an earlier round with the same digest does not count",
        branch(
            {**TEAM, **OPEN, **agreed({**TEAM, **OPEN})},
            {ACTIVATION: confirmation({**TEAM, **OPEN}, consensus=2)},
            steps=confirming(KEY_A),
        ),
        (block("M406", ACTIVATION, 2),),
        tells=("Numbers 1-3 have not acknowledged yet: 0 of 3 have.",),
    ),
    brought(
        "in an open registry anybody signs where no key is listed",
        review("M307", THIRD),
        main={**OPEN, at(3): claimed(3, key=None)},
        steps=third(KEY_B),
    ),
    brought(
        "in an open registry one of another roster does not count either",
        block("M406", THIRD, 2),
        main=OPEN,
        brings={THIRD: ack(3, of=OTHER)},
    ),
    brought(
        "in an open registry what is not committed yet is signed by nobody",
        review("M307", THIRD),
        main=OPEN,
        steps=third(KEY_B),
        committed=False,
    ),
)
