"""M301: a branch does not touch another session's record."""

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
    symlink,
)

MAIN = {at(7): claimed(7, "alpha", key=KEY_A)}
OPEN = {CHARTER: charter(identity="open"), **MAIN}
UNSAID = edited(claimed(7, "alpha", key=None), "status: registered\n", "")
PAUSED = edited(claimed(7, "alpha", key=None), "registered", "paused")
GONE = review("M307", at(7))
SLOT = review("M307", at(7))
HARDER = {at(7): claimed(7, "alpha", key=KEY_A, does="Work harder")}

EXAMPLES = (
    Example(
        "M301",
        "an unsigned change of a held record is refused",
        branch(MAIN, HARDER),
        (block("M301", at(7), 3),),
        tells=("alpha (slot-7) is touched (role): no signature",),
    ),
    Example(
        "M301",
        "in an open registry a human looks at it",
        branch(OPEN, HARDER),
        (review("M301", at(7), 3),),
    ),
    Example(
        "M301",
        "another session's signature is none",
        branch(MAIN, HARDER, signer=KEY_B),
        (block("M301", at(7), 3),),
    ),
    Example(
        "M301",
        "one unsigned step among signed ones is refused",
        branch(MAIN, HARDER, steps=(step(at(7), signer=KEY_A), step(at(7)))),
        (block("M301", at(7), 3),),
    ),
    Example(
        "M301",
        "beside a claim of another it is refused in an open registry too",
        branch(OPEN, {**HARDER, at(8): claimed(8, "beta")}),
        (block("M301", at(7), 3), block("M302", at(8), 1)),
        tells=("a claim of another number changes it",),
    ),
    Example(
        "M301",
        "beside a claim of another it is refused whoever signed",
        branch(MAIN, {**HARDER, at(8): claimed(8, "beta")}, signer=KEY_A),
        (block("M301", at(7), 3), block("M302", at(8), 1), block("M402", at(8), 12)),
    ),
    Example(
        "M301",
        "beside a claim of another it is refused where an approver signed",
        branch(MAIN, {**HARDER, at(8): claimed(8, "beta")}, signer=APPROVER),
        (block("M301", at(7), 3), block("M302", at(8), 1)),
    ),
    Example(
        "M301",
        "a step that changes it and another that changes it back are refused",
        branch(
            OPEN,
            {at(8): claimed(8, "beta")},
            steps=(step(at(7), commit="a1"), step(at(7), at(8), commit="a2")),
        ),
        (block("M301", at(7), 1),),
        tells=("slot-7) is touched: a step", "and another back"),
    ),
    *(
        Example(
            "M301",
            f"a record that {who} changes and changes back is touched",
            branch(MAIN, {}, steps=tuple(step(at(7), signer=s, commit=f"a{s}") for s in signers)),
            (block("M301", at(7), 1),),
            tells=("a step of the branch changes it and another back",),
        )
        for who, signers in (
            ("another key", (KEY_B, KEY_B)),
            ("nobody", (None, None)),
            ("its holder with another's help", (KEY_A, KEY_B)),
        )
    ),
    *(
        Example(
            "M301",
            f"a record that {who} changes and changes back is as it was",
            branch(MAIN, {}, steps=tuple(step(at(7), signer=s, commit=f"a{s}") for s in signers)),
        )
        for who, signers in (
            ("its holder", (KEY_A, KEY_A)),
            ("an approver", (APPROVER, APPROVER)),
        )
    ),
    Example(
        "M301",
        "a change that no step accounts for is nobody's",
        branch(MAIN, HARDER, steps=()),
        (block("M301", at(7), 3),),
    ),
    Example("M301", "the holder's key changes its own record", branch(MAIN, HARDER, signer=KEY_A)),
    Example("M301", "an approver changes any record", branch(MAIN, HARDER, signer=APPROVER)),
    Example(
        "M301",
        "an unsigned step elsewhere does not matter to a signed one here",
        branch(MAIN, HARDER, steps=(step(at(7), signer=KEY_A), step(at(8), commit="a2"))),
    ),
    Example(
        "M301",
        "a claim alone touches nobody's record",
        branch(MAIN, {at(8): claimed(8, "beta")}),
    ),
    Example(
        "M301",
        "a planned slot that steps touch and leave as it was is nobody's record",
        branch({at(7): planned(7)}, {at(8): claimed(8)}, steps=(step(at(7), at(8)),)),
        (block("M302", at(8), 1),),
    ),
    Example(
        "M301",
        "a change of nothing that is agreed is told at the top",
        branch(MAIN, {at(7): edited(MAIN[at(7)], "21:45:34Z", "21:45:35Z")}),
        (block("M301", at(7), 1),),
        tells=("alpha (slot-7) is touched: no signature",),
    ),
    Example(
        "M301",
        "all that is touched of the agreement is told, at the first of it",
        branch(
            MAIN,
            {
                at(7): claimed(
                    7,
                    "alpha",
                    key=KEY_A,
                    statement="Do more",
                    more="schedule: [{do: Send}]\nresponsibilities: [Write]\n",
                )
            },
        ),
        (block("M301", at(7), 6),),
        tells=("is touched (goal, responsibilities, schedule): no signature",),
        hides=("role",),
    ),
    *(
        Example(
            "M301",
            f"{what} may be held by somebody: {how} is {verdict}",
            branch({CHARTER: charter(identity=identity), at(7): main}, {at(7): content}),
            (found("M301", at(7), line), *others),
            tells=("main's version does not tell who holds it",),
        )
        for identity, verdict, found in (("signed", "refused", block), ("open", "reviewed", review))
        for what, main, how, content, line, others in (
            ("a file that can't be read", "}", "a deletion", None, 0, (GONE,)),
            ("a file that can't be read", "}", "a claim", claimed(7, "beta"), 1, ()),
            ("a file that can't be read", "}", "a slot over it", planned(7), 1, (SLOT,)),
            ("a symbolic link", symlink(at(7)), "a claim", claimed(7, "beta"), 1, ()),
            ("a list", "- number: 7\n", "a claim", claimed(7, "beta"), 1, ()),
            ("a record without a status", UNSAID, "a claim", claimed(7, "alpha"), 1, ()),
            ("a status that means nothing", PAUSED, "a claim", claimed(7, "alpha"), 1, ()),
            ("a status that means nothing", PAUSED, "a deletion", None, 0, (GONE,)),
        )
    ),
    *(
        Example(
            "M301",
            f"{what} is refused",
            branch(
                MAIN,
                {at(7): edited(HARDER[at(7)], KEY_A, KEY_B)},
                steps=tuple(
                    step(at(7), signer=signer, leaves=leaves, commit=f"a{place}")
                    for place, (signer, leaves) in enumerate(told)
                ),
            ),
            (block("M301", at(7), 3), block("M303", at(7), 12)),
        )
        for what, told in (
            ("a new key that steps ahead of the old", ((KEY_B, KEY_B), (KEY_A, KEY_B))),
            ("a third key behind a handover", ((KEY_A, KEY_B), (KEY_C, KEY_B))),
            ("the old key behind its handover", ((KEY_A, KEY_B), (KEY_A, KEY_B))),
            ("an unsigned step behind a handover", ((KEY_A, KEY_B), (None, KEY_B))),
            ("a new key's own handover", ((KEY_B, KEY_A), (KEY_A, KEY_B))),
        )
    ),
    *(
        Example(
            "M301",
            f"{what} may go on",
            branch(
                MAIN,
                {at(7): edited(HARDER[at(7)], KEY_A, KEY_B)},
                steps=tuple(
                    step(at(7), signer=signer, leaves=leaves, commit=f"a{place}")
                    for place, (signer, leaves) in enumerate(told)
                ),
            ),
        )
        for what, told in (
            ("the new key behind a handover", ((KEY_A, KEY_B), (KEY_B, KEY_B))),
            ("the new key behind an approver's handover", ((APPROVER, KEY_B), (KEY_B, KEY_B))),
            ("an approver behind a handover", ((KEY_A, KEY_B), (APPROVER, KEY_B))),
            (
                "a key behind two handovers",
                ((KEY_A, KEY_C), (KEY_C, KEY_B), (KEY_B, KEY_B)),
            ),
        )
    ),
    Example(
        "M301",
        "a held record without a key is an approver's to change",
        branch(
            {CHARTER: charter(identity="open"), at(7): claimed(7, "alpha", key=None)},
            {at(7): claimed(7, "alpha", key=KEY_A)},
            signer=KEY_A,
        ),
        (review("M301", at(7), 1),),
    ),
    Example(
        "M301",
        "an approver gives a held record its first key",
        branch(
            {at(7): claimed(7, "alpha", key=None)},
            {at(7): claimed(7, "alpha", key=KEY_A)},
            steps=(step(at(7), signer=APPROVER), step(at(7), signer=KEY_A, commit="a2")),
        ),
    ),
    Example(
        "M301",
        "a broken file that one unsigned step touches too is refused",
        branch(
            {at(7): "}"},
            {at(7): claimed(7)},
            steps=(step(at(7), signer=APPROVER), step(at(7), signer=None)),
        ),
        (block("M301", at(7), 1), block("M401", at(7), 12)),
    ),
    Example(
        "M301",
        "a session's own signature does not mend a broken file",
        branch({at(7): "}"}, {at(7): claimed(7, key=KEY_A)}, signer=KEY_A),
        (block("M301", at(7), 1),),
    ),
    Example(
        "M301",
        "an approver mends a broken file in signed steps",
        branch(
            {at(7): "}"},
            {at(7): claimed(7)},
            steps=(step(at(7), signer=APPROVER), step(at(7), signer=APPROVER, commit="a2")),
        ),
    ),
    Example(
        "M301",
        "an approver deletes a broken file",
        branch({at(7): "}"}, {at(7): None}, signer=APPROVER),
        (GONE,),
    ),
    Example(
        "M301",
        "a broken file that nobody touches is nobody's matter",
        branch({at(7): "}"}, {at(8): claimed(8)}),
        standing=(block("M007", at(7), 1),),
    ),
)
