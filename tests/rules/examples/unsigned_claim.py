"""M401: a claim is signed by the session that makes it."""

from muster.model.layout import CHARTER
from rules.cases import (
    APPROVER,
    KEY_A,
    KEY_B,
    Example,
    at,
    block,
    branch,
    charter,
    claimed,
    edited,
    planned,
    review,
    step,
    whole,
)

OPEN = {CHARTER: charter(identity="open")}
KEYLESS = {at(7): claimed(7, key=None)}
CLAIM = {at(7): claimed(7, key=KEY_A)}

EXAMPLES = (
    *(
        Example(
            "M401",
            f"a claim that lists no key is refused, {how}",
            branch({}, KEYLESS, signer=signer),
            (block("M401", at(7), 8), *others),
            tells=("The claim of number 7 lists no key.", "muster claim --number 7"),
            hides=("is not signed",),
        )
        for how, signer, others in (
            ("unsigned", None, ()),
            ("signed by an approver too", APPROVER, ()),
            ("signed by anybody", KEY_A, (block("M402", at(7), 1),)),
        )
    ),
    Example(
        "M401",
        "a claim of a planned slot that lists no key is refused",
        branch({at(7): planned(7)}, KEYLESS),
        (block("M401", at(7), 8),),
    ),
    Example(
        "M401",
        "a claim that lists no key is refused before it is committed",
        branch({}, KEYLESS, committed=False),
        (block("M401", at(7), 8),),
    ),
    Example(
        "M401",
        "without a charter a claim lists a key as well",
        branch({}, KEYLESS, chartered=False),
        (block("M401", at(7), 8),),
    ),
    Example(
        "M401",
        "an unsigned claim is refused",
        branch({}, CLAIM, steps=(step(at(7), signer=None, commit="ab" * 20),)),
        (block("M401", at(7), 12),),
        tells=("number 7 is not signed: commit abababababab has no signature that verifies.",),
        hides=("ab" * 7, KEY_A),
    ),
    Example(
        "M401",
        "an unsigned claim of a planned slot is refused",
        branch({at(7): planned(7)}, CLAIM, signer=None),
        (block("M401", at(7), 12),),
    ),
    Example(
        "M401",
        "one unsigned step among signed ones is refused, and that one is named",
        branch(
            {},
            CLAIM,
            steps=(
                step(at(7), commit="a1"),
                step(at(7), commit="a2", signer=None),
                step(at(7), commit="a3"),
                step(at(7), commit="a4", signer=None),
            ),
        ),
        (block("M401", at(7), 12),),
        tells=("commit a2 has",),
        hides=("a4",),
    ),
    Example(
        "M401",
        "an unsigned first step is named behind one of another key",
        branch(
            {},
            CLAIM,
            steps=(step(at(7), commit="a1", signer=KEY_B), step(at(7), commit="a2", signer=None)),
        ),
        (block("M401", at(7), 12), block("M402", at(7), 12)),
        tells=("commit a2 has",),
    ),
    Example(
        "M401",
        "each of two unsigned claims is told",
        branch({}, {**CLAIM, at(8): claimed(8)}, signer=None),
        (block("M302", at(7), 1), block("M401", at(7), 12), block("M401", at(8), 12)),
    ),
    Example(
        "M401",
        "in an open registry a human looks at a listed key that signed nothing",
        branch(OPEN, CLAIM, signer=None),
        (review("M401", at(7), 12),),
        tells=("is not signed",),
    ),
    *(
        Example(
            "M401",
            f"in an open registry a claim needs no key, {how}",
            branch(OPEN, KEYLESS, signer=signer),
        )
        for how, signer in (("unsigned", None), ("signed", KEY_A), ("approved", APPROVER))
    ),
    Example("M401", "a claim signed by the key that it lists", branch({}, CLAIM)),
    Example(
        "M401",
        "each step signed by the key that it lists",
        branch({}, CLAIM, steps=tuple(step(at(7), commit=f"a{n}") for n in range(3))),
    ),
    Example("M401", "a claim signed by an approver", branch({}, CLAIM, signer=APPROVER)),
    Example(
        "M401",
        "an unsigned step elsewhere is not the claim's",
        branch({}, CLAIM, steps=(step(at(7)), step(at(8), signer=None, commit="a2"))),
    ),
    Example(
        "M401",
        "what is not committed yet can't be signed",
        branch({}, CLAIM, signer=None, committed=False),
    ),
    Example(
        "M401",
        "in an open registry too",
        branch(OPEN, CLAIM, signer=None, committed=False),
    ),
    Example(
        "M401",
        "a release is no claim",
        branch(CLAIM, {at(7): planned(7)}, signer=None),
        (block("M304", at(7), 8),),
    ),
    Example(
        "M401",
        "a planned slot is no claim",
        branch({}, {at(7): planned(7)}, signer=None),
        (review("M307", at(7)),),
    ),
    Example(
        "M401",
        "a change of the own record is no claim",
        branch(CLAIM, {at(7): claimed(7, key=KEY_A, does="Work harder")}, signer=None),
        (block("M301", at(7), 3),),
    ),
    Example(
        "M401",
        "a number that another holds is taken, signed or not",
        branch(CLAIM, {at(7): claimed(7, "beta", key=None)}, signer=None),
        (block("M201", at(7), 1),),
    ),
    Example(
        "M401",
        "a record that moves to the right spelling of its number is no claim",
        branch(
            {"registry/sessions/7.yaml": KEYLESS[at(7)]},
            {"registry/sessions/7.yaml": None, **KEYLESS},
            signer=None,
        ),
        (review("M307", "registry/sessions/7.yaml"),),
    ),
    Example(
        "M401",
        "what main has was judged when it came",
        branch(KEYLESS, {at(8): claimed(8)}),
    ),
    Example("M401", "without a change nobody claims", whole(KEYLESS)),
    Example(
        "M401",
        "a claim with a key that is none is not signed by it",
        branch({}, {at(7): edited(CLAIM[at(7)], KEY_A, "mine")}, signer=None),
        (block("M101", at(7), 12), block("M401", at(7), 12)),
    ),
)
