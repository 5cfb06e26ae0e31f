"""M402: what a session signs is its own."""

from muster.model.change import Step
from muster.model.key import fingerprint
from muster.model.layout import CHARTER
from rules.cases import (
    APPROVER,
    KEY_A,
    KEY_B,
    KEY_C,
    Example,
    at,
    block,
    branch,
    charter,
    claimed,
    edited,
    planned,
    step,
)

OPEN = {CHARTER: charter(identity="open")}
LISTED = {at(7): planned(7, more=f"key: {KEY_A}\n")}
KEYLESS = {at(7): claimed(7, key=None)}
CLAIM = {at(7): claimed(7, key=KEY_A)}
HELD = {at(7): claimed(7, "alpha", key=KEY_A)}

# Four spare bits at the end: Q and R are the same last byte, g is another.
HARDWARE = "sk-ssh-ed25519@openssh.com AAAAGnNrLXNzaC1lZDI1NTE5QG9wZW5zc2guY29t" + "A" * 61
SPARE, PLAIN, OTHER = (HARDWARE + end for end in ("R==", "Q==", "g=="))


def line(*told: tuple[str | None, str | None]) -> tuple[Step, ...]:
    """Steps of a claim of number 7: who signs each, and the key in the record after it."""
    return tuple(
        step(at(7), signer=signer, leaves=leaves, commit=f"a{place}")
        for place, (signer, leaves) in enumerate(told)
    )


EXAMPLES = (
    Example(
        "M402",
        "a claim does not end with a key that never signed it",
        branch({}, {at(7): claimed(7, key=KEY_B)}, steps=line((KEY_A, KEY_A), (KEY_A, KEY_B))),
        (block("M402", at(7), 12),),
        tells=(f"would list the key {fingerprint(KEY_B)}, which signed no commit of the branch",),
    ),
    Example(
        "M402",
        "nor with one that signed before it came in",
        branch(
            {},
            {at(7): claimed(7, key=KEY_B)},
            steps=line((KEY_B, KEY_B), (KEY_B, None), (KEY_A, KEY_A), (KEY_A, KEY_B)),
        ),
        (block("M402", at(7), 12),),
    ),
    Example(
        "M402",
        "an empty commit shows that a session has its key",
        branch(
            {},
            {at(7): claimed(7, key=KEY_B)},
            steps=(*line((KEY_A, KEY_A), (KEY_A, KEY_B)), step(signer=KEY_B, commit="b1")),
        ),
    ),
    Example(
        "M402",
        "a held record is not handed to a key that never signed",
        branch(HELD, {at(7): claimed(7, "beta", key=KEY_B)}, signer=KEY_A),
        (block("M402", at(7), 12),),
    ),
    Example(
        "M402",
        "an approver hands it to any key",
        branch(HELD, {at(7): claimed(7, "beta", key=KEY_B)}, signer=APPROVER),
    ),
    Example(
        "M402",
        "a claim signed by another key than it lists is refused",
        branch({}, CLAIM, signer=KEY_B),
        (block("M402", at(7), 12),),
        tells=(
            f"The claim of number 7 is signed by {fingerprint(KEY_B)}, "
            f"not by {fingerprint(KEY_A)}, which may.",
            "muster whoami",
        ),
        hides=(KEY_A, KEY_B),
    ),
    Example(
        "M402",
        "a session's key on main signs no claim of another",
        branch(
            {at(8): claimed(8, key=KEY_B)},
            CLAIM,
            signer=KEY_B,
        ),
        (block("M402", at(7), 12),),
    ),
    Example(
        "M402",
        "in an open registry a listed key is the only one all the same",
        branch(OPEN, CLAIM, signer=KEY_B),
        (block("M402", at(7), 12),),
    ),
    Example(
        "M402",
        "a claim that lists no key is signed by nobody's",
        branch({}, KEYLESS, signer=KEY_A),
        (block("M402", at(7), 1), block("M401", at(7), 8)),
        tells=(f"is signed by {fingerprint(KEY_A)}, which no record lists.",),
    ),
    Example(
        "M402",
        "a slot that lists a key is not claimed by another, whose claim repeats it",
        branch(LISTED, CLAIM, signer=KEY_B),
        (block("M402", at(7), 12),),
        tells=(f"not by {fingerprint(KEY_A)}",),
    ),
    Example(
        "M402",
        "a slot that lists a key is not claimed by another that a first step brings",
        branch(LISTED, CLAIM, steps=line((KEY_B, KEY_B), (KEY_B, KEY_A))),
        (block("M402", at(7), 12),),
        tells=(f"by {fingerprint(KEY_B)}, not by {fingerprint(KEY_A)}",),
    ),
    Example(
        "M402",
        "a step of another key takes no claim over",
        branch({}, CLAIM, steps=line((KEY_B, KEY_B), (KEY_A, KEY_A))),
        (block("M402", at(7), 12),),
        tells=(f"is signed by {fingerprint(KEY_A)}, not by {fingerprint(KEY_B)}",),
    ),
    Example(
        "M402",
        "a step of another key does not end a claim either",
        branch({}, CLAIM, steps=line((KEY_B, KEY_B), (KEY_C, None), (KEY_A, KEY_A))),
        (block("M402", at(7), 12),),
        tells=(f"is signed by {fingerprint(KEY_C)}, not by {fingerprint(KEY_B)}",),
    ),
    Example(
        "M402",
        "a third key goes on with no claim that was handed over",
        branch({}, CLAIM, steps=line((KEY_B, KEY_B), (KEY_B, KEY_A), (KEY_C, KEY_A))),
        (block("M402", at(7), 12),),
        tells=(f"is signed by {fingerprint(KEY_C)}, not by {fingerprint(KEY_A)}",),
    ),
    Example(
        "M402",
        "the old key goes on with no claim that it handed over",
        branch({}, CLAIM, steps=line((KEY_B, KEY_B), (KEY_B, KEY_A), (KEY_B, KEY_A))),
        (block("M402", at(7), 12),),
        tells=(f"is signed by {fingerprint(KEY_B)}, not by {fingerprint(KEY_A)}",),
    ),
    Example(
        "M402",
        "a first step lists the key that signs it",
        branch({}, CLAIM, steps=line((KEY_A, None), (KEY_A, KEY_A))),
        (block("M402", at(7), 12),),
        tells=("which no record lists",),
    ),
    Example(
        "M402",
        "the first wrong step is told, and no other",
        branch({}, CLAIM, steps=line((KEY_A, KEY_A), (KEY_C, KEY_A), (KEY_B, KEY_A))),
        (block("M402", at(7), 12),),
        tells=(fingerprint(KEY_C),),
        hides=(fingerprint(KEY_B),),
    ),
    Example(
        "M402",
        "a wrong step behind an unsigned one is told",
        branch({}, CLAIM, steps=line((None, KEY_A), (KEY_B, KEY_A))),
        (block("M401", at(7), 12), block("M402", at(7), 12)),
    ),
    Example(
        "M402",
        "keys that differ in a bit that counts are others",
        branch({}, {at(7): claimed(7, key=SPARE)}, signer=OTHER),
        (block("M402", at(7), 12),),
    ),
    *(
        Example(
            "M402",
            f"{what} is the same key",
            branch(
                {CHARTER: edited(charter(), APPROVER, approver), **main},
                {at(7): claimed(7, key=key)},
                signer=signer,
            ),
        )
        for what, main, key, approver, signer in (
            ("a claim's key in another spelling", {}, SPARE, APPROVER, PLAIN),
            (
                "a planned slot's key in another spelling",
                {at(7): planned(7, more=f"key: {SPARE}\n")},
                SPARE,
                APPROVER,
                PLAIN,
            ),
            ("an approver's key in another spelling", {}, KEY_A, SPARE, PLAIN),
        )
    ),
    *(
        Example(
            "M402", f"{who} claims the slot that lists a key", branch(LISTED, CLAIM, steps=steps)
        )
        for who, steps in (
            ("the listed key", line((KEY_A, KEY_A))),
            ("an approver", line((APPROVER, KEY_A))),
            (
                "the listed key, by way of another,",
                line((KEY_A, KEY_B), (KEY_B, KEY_A), (KEY_A, KEY_A)),
            ),
        )
    ),
    *(
        Example("M402", f"{what} is fine", branch({}, CLAIM, steps=line(*steps)))
        for what, steps in (
            ("a claim in several steps", ((KEY_A, KEY_A), (KEY_A, KEY_A))),
            (
                "a claim that one key hands to another",
                ((KEY_B, KEY_B), (KEY_B, KEY_A), (KEY_A, KEY_A)),
            ),
            (
                "a claim that an approver hands to another key",
                ((KEY_B, KEY_B), (APPROVER, KEY_A), (KEY_A, KEY_A)),
            ),
            ("an approver's claim for another", ((APPROVER, KEY_A), (KEY_A, KEY_A))),
            (
                "a claim that its key released before",
                ((KEY_B, KEY_B), (KEY_B, None), (KEY_A, KEY_A)),
            ),
            (
                "a claim that an approver released before",
                ((KEY_B, KEY_B), (APPROVER, None), (KEY_A, KEY_A)),
            ),
        )
    ),
    Example(
        "M402",
        "in an open registry anybody signs a claim that lists no key",
        branch(OPEN, KEYLESS, signer=KEY_B),
    ),
    Example(
        "M402",
        "a step of another key elsewhere is not the claim's",
        branch({}, CLAIM, steps=(step(at(7)), step(at(8), signer=KEY_B, commit="a2"))),
    ),
    Example(
        "M402",
        "what is not committed yet is signed by nobody",
        branch({}, CLAIM, signer=KEY_B, committed=False),
    ),
    Example(
        "M402",
        "a number that another holds is taken, whoever signs",
        branch(HELD, {at(7): claimed(7, "beta", key=KEY_B)}, signer=KEY_B),
        (block("M201", at(7), 1),),
    ),
    Example(
        "M402",
        "a file that may be held is not the claim's to sign",
        branch({at(7): "}"}, CLAIM, signer=KEY_B),
        (block("M301", at(7), 1),),
    ),
)
