"""M303: the identity in a record does not change."""

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
    review,
    step,
)

MAIN = {at(7): claimed(7, "alpha", key=KEY_A)}
OPEN = {CHARTER: charter(identity="open"), **MAIN}
LISTED = {at(7): planned(7, more=f"key: {KEY_A}\n")}
OTHER_KEY = {at(7): claimed(7, "alpha", key=KEY_B)}

EXAMPLES = (
    Example(
        "M303",
        "a name stays, whoever signs",
        branch(MAIN, {at(7): claimed(7, "alpha", key=KEY_A, name="calls")}, signer=APPROVER),
        (block("M303", at(7), 2),),
        tells=("name of number 7 (slot-7) changes",),
    ),
    Example(
        "M303",
        "a name stays in a planned slot that is claimed",
        branch({at(7): planned(7)}, {at(7): claimed(7, name="calls")}),
        (block("M303", at(7), 2),),
    ),
    Example(
        "M303",
        "a number stays, in a planned slot too",
        branch({at(7): planned(7)}, {at(7): edited(planned(7), "number: 7", "number: 8")}),
        (block("M102", at(7), 1), block("M303", at(7), 1), review("M307", at(7))),
    ),
    Example(
        "M303",
        "a name that is taken out is changed",
        branch({at(7): planned(7)}, {at(7): edited(planned(7), "name: slot-7\n", "")}),
        (block("M101", at(7), 1), block("M303", at(7), 1), review("M307", at(7))),
    ),
    Example(
        "M303",
        "another key without a signature is refused",
        branch(MAIN, OTHER_KEY),
        (block("M301", at(7), 1), block("M303", at(7), 12)),
        tells=("unless its holder or an approver signs",),
        hides=(KEY_A, KEY_B),
    ),
    Example(
        "M303",
        "the new key's own signature does not bring it in",
        branch(MAIN, OTHER_KEY, signer=KEY_B),
        (block("M301", at(7), 1), block("M303", at(7), 12)),
    ),
    Example(
        "M303",
        "in an open registry a human looks at another key",
        branch(OPEN, OTHER_KEY),
        (review("M301", at(7), 1), review("M303", at(7), 12)),
    ),
    Example(
        "M303",
        "a key that is taken out is changed",
        branch(MAIN, {at(7): claimed(7, "alpha", key=None)}),
        (block("M301", at(7), 1), block("M303", at(7), 1)),
    ),
    Example(
        "M303",
        "the old key hands over to a new one, which accepts",
        branch(MAIN, OTHER_KEY, steps=(step(at(7), signer=KEY_A), step(signer=KEY_B, commit="a2"))),
    ),
    Example("M303", "an approver sets a new key", branch(MAIN, OTHER_KEY, signer=APPROVER)),
    Example(
        "M303",
        "the new key goes on where the old one handed over",
        branch(
            MAIN,
            OTHER_KEY,
            steps=(step(at(7), signer=KEY_A), step(at(7), signer=KEY_B, commit="a2")),
        ),
    ),
    Example(
        "M303",
        "a key that was handed over is not handed back by the old one",
        branch(
            MAIN,
            OTHER_KEY,
            steps=(
                step(at(7), signer=KEY_A, leaves=KEY_C),
                step(at(7), signer=KEY_A, commit="a2"),
            ),
        ),
        (block("M301", at(7), 1), block("M303", at(7), 12)),
    ),
    Example(
        "M303",
        "a claim changes all but the identity",
        branch({at(7): planned(7)}, {at(7): claimed(7, key=KEY_A, title="Calls", does="Call")}),
        (review("M307", at(7)),),
    ),
    Example(
        "M303",
        "a name that main lacks may be added",
        branch({at(7): edited(planned(7), "name: slot-7\n", "")}, {at(7): planned(7)}),
        (review("M307", at(7)),),
    ),
    Example(
        "M303",
        "a number that is taken says all that is to say",
        branch(MAIN, {at(7): claimed(7, "beta", key=KEY_B, name="calls")}),
        (block("M201", at(7), 1),),
    ),
    *(
        Example(
            "M303",
            f"a planned slot that lists a key is not claimed {how}: {verdict}",
            branch(
                {CHARTER: charter(identity=identity), **LISTED},
                {at(7): claimed(7, key=key)},
                signer=signer,
            ),
            (found("M303", at(7), line), *others),
            tells=("key of number 7 (slot-7) changes", "unless its holder or an approver signs"),
            hides=(KEY_A, KEY_B),
        )
        for identity, verdict, found, unlisted in (
            ("signed", "block", block, (block("M401", at(7), 8),)),
            ("open", "review", review, ()),
        )
        for how, key, line, signer, others in (
            ("with another", KEY_B, 12, None, (found("M401", at(7), 12),)),
            ("with another by its signature", KEY_B, 12, KEY_B, (block("M402", at(7), 12),)),
            ("without it", None, 1, None, unlisted),
        )
    ),
    *(
        Example(
            "M303",
            f"{who} lets another key claim the slot that lists one",
            branch(
                LISTED,
                {at(7): claimed(7, key=KEY_B)},
                steps=(step(at(7), signer=signer), step(signer=KEY_B, commit="a2")),
            ),
        )
        for who, signer in (("the listed key", KEY_A), ("an approver", APPROVER))
    ),
    Example(
        "M303",
        "a planned slot is claimed with the key that it lists",
        branch(LISTED, {at(7): claimed(7, key=KEY_A)}),
    ),
    Example(
        "M303",
        "a planned slot that lists no key is claimed with any",
        branch({at(7): planned(7)}, {at(7): claimed(7, key=KEY_B)}),
    ),
    Example(
        "M303",
        "the key that a planned slot lists is the maintainers' to change",
        branch(LISTED, {at(7): planned(7, more=f"key: {KEY_B}\n")}),
        (review("M307", at(7)),),
    ),
)
