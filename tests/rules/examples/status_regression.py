"""M304: a registered record falls back to pending by a release only."""

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
)

MAIN = {at(7): claimed(7, "alpha", key=KEY_A)}
DUTIES = 'responsibilities: [Write]\nschedule: [{do: Send, by: "08:00"}]\n'
LONG = claimed(7, "alpha", key=KEY_A, more=DUTIES)
OPEN = {CHARTER: charter(identity="open"), **MAIN}

EXAMPLES = (
    *(
        Example(
            "M304",
            f"a release that leaves the {key} is not clean, whoever signs",
            branch(MAIN, {at(7): planned(7, more=f"{key}: {value}\n")}, signer=signer),
            (block("M304", at(7), 8), *others),
            tells=(f"still has {key}",),
        )
        for key, value, signer, others in (
            ("session_id", "alpha", KEY_A, ()),
            ("ready", "false", APPROVER, ()),
            ("key", KEY_A, KEY_A, ()),
            ("timestamp", "2025-11-15T21:45:34Z", KEY_A, (block("M101", at(7), 9),)),
        )
    ),
    Example(
        "M304",
        "an unclean release blocks in an open registry too",
        branch(OPEN, {at(7): planned(7, more="session_id: alpha\n")}),
        (block("M304", at(7), 8),),
    ),
    Example(
        "M304",
        "a clean release that nobody signed is refused",
        branch(MAIN, {at(7): planned(7)}),
        (block("M304", at(7), 8),),
        tells=("alpha (slot-7)", "no signature"),
    ),
    Example(
        "M304",
        "a clean release that another signed is refused",
        branch(MAIN, {at(7): planned(7)}, signer=KEY_B),
        (block("M304", at(7), 8),),
    ),
    Example(
        "M304",
        "in an open registry a human looks at a clean release",
        branch(OPEN, {at(7): planned(7)}),
        (review("M304", at(7), 8),),
    ),
    Example(
        "M304",
        "a status that means nothing is a fall as well",
        branch(MAIN, {at(7): edited(MAIN[at(7)], "registered", "paused")}),
        (block("M101", at(7), 8), block("M304", at(7), 8)),
    ),
    Example("M304", "its holder releases it", branch(MAIN, {at(7): planned(7)}, signer=KEY_A)),
    Example("M304", "an approver releases it", branch(MAIN, {at(7): planned(7)}, signer=APPROVER)),
    *(
        Example(
            "M304",
            f"a release by {what} is refused",
            branch(
                MAIN,
                {at(7): planned(7)},
                steps=(
                    step(at(7), signer=first, leaves=leaves),
                    step(at(7), signer=second, commit="a2"),
                ),
            ),
            (block("M304", at(7), 8),),
            tells=("no signature shows",),
        )
        for what, first, leaves, second in (
            ("the old key behind its handover", KEY_A, KEY_B, KEY_A),
            ("another key that lists itself first", KEY_B, KEY_B, KEY_B),
            ("its holder behind an unsigned step", None, KEY_A, KEY_A),
            ("its holder and then nobody", KEY_A, None, None),
            ("its holder and then another that brings no key", KEY_A, None, KEY_B),
        )
    ),
    *(
        Example(
            "M304",
            f"a release by {what} is clean",
            branch(
                MAIN,
                {at(7): planned(7)},
                steps=(
                    step(at(7), signer=first, leaves=leaves),
                    step(at(7), signer=second, commit="a2"),
                ),
            ),
        )
        for what, first, leaves, second in (
            ("its holder in two steps", KEY_A, KEY_A, KEY_A),
            ("the key that the holder handed over to", KEY_A, KEY_B, KEY_B),
            ("the key that an approver set", APPROVER, KEY_B, KEY_B),
        )
    ),
    Example(
        "M304",
        "a planned slot that stays pending falls from nothing",
        branch({at(7): planned(7)}, {at(7): planned(7, does="Other work", more="session_id: x\n")}),
        (review("M307", at(7)),),
    ),
    *(
        Example(
            "M304",
            f"a release that changes {what} by the way is refused, whoever signs and how",
            branch(
                {CHARTER: charter(identity=identity), at(7): LONG}, {at(7): text}, signer=signer
            ),
            (block("M304", at(7), 8),),
            tells=(f"turns to pending, and changes {what} by the way",),
            hides=("no signature",),
        )
        for identity, what, text, signer in (
            ("signed", "role", planned(7, title="Other", more=DUTIES), KEY_A),
            ("signed", "goal", planned(7, statement="Do less", more=DUTIES), APPROVER),
            ("open", "responsibilities", planned(7, more=edited(DUTIES, "Write", "Rest")), None),
            ("open", "schedule", planned(7, more=edited(DUTIES, "Send", "Rest")), None),
            ("signed", "responsibilities, schedule", planned(7), None),
            (
                "open",
                "role, goal",
                planned(7, does="Rest", statement="Rest", more=DUTIES),
                KEY_A,
            ),
        )
    ),
    Example(
        "M304",
        "a release that writes the same agreement otherwise is clean",
        branch(
            {at(7): LONG},
            {at(7): planned(7, does='"Work on babanix"', more=DUTIES + "# as it was\n")},
            signer=KEY_A,
        ),
    ),
)
