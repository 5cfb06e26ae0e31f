"""M201: a branch does not claim a number that is held on main."""

from muster.model.layout import CHARTER
from rules.cases import (
    APPROVER,
    KEY_A,
    KEY_B,
    Example,
    Landed,
    MainLine,
    at,
    block,
    branch,
    charter,
    claimed,
    planned,
    review,
    step,
)

ODD = "registry/sessions/07.yaml"
LONG = "registry/sessions/0007.yaml"  # sorts before 007.yaml
# Main planned 7, then alpha took it. The dates are forged: the later commit says it is older.
TAKEN = MainLine(
    (
        Landed("Ann", "2031-01-01", {at(7): planned(7)}),
        Landed("Al Pha", "1999-01-01", {at(7): claimed(7, "alpha")}),
        Landed("Al Pha", "2040-01-01", {at(7): claimed(7, "alpha", does="Work harder")}),
    )
)

CUT = MainLine((Landed("Al Pha", "1999-01-01", {at(7): claimed(7, "alpha")}),), hidden=1)

EXAMPLES = (
    Example(
        "M201",
        "a planned slot that main gave to another since the branch began is taken",
        branch(
            {at(7): claimed(7, "alpha", does="Work harder")},
            {at(7): claimed(7, "beta", timestamp="1980-01-01T00:00:00Z")},
            conflicts=[at(7)],
            history=TAKEN,
        ),
        (block("M201", at(7), 1),),
        tells=(
            "alpha (slot-7)",
            "000000000000",
            "2 on main; Al Pha, 1999-01-01",
            "Free numbers: 1-6, 8-12.",
            "muster show 1 >claim.yaml",  # the role was the slot's
            "muster renumber 1 --from claim.yaml",
        ),
        hides=("git mv",),
    ),
    Example(
        "M201",
        "of a new file on both sides the one on main has won",
        branch(
            {at(7): claimed(7, "alpha", name="mails"), at(9): claimed(9), at(3): planned(3)},
            {at(7): claimed(7, "beta", name="calls")},
            conflicts=[at(7)],
        ),
        (block("M201", at(7), 1),),
        tells=(
            "alpha (mails)",
            "since a commit that nothing here knows of",
            "Free numbers: 1-2, 4-6, 8, 10-12. Planned slots that nobody holds: 3.",
            "muster show 3",
            "muster renumber 3",
        ),
        hides=("git mv",),
    ),
    Example(
        "M201",
        "a claim that brought a role of its own takes that along",
        branch(
            {at(7): claimed(7, "alpha", name="mails")},
            {at(7): claimed(7, "beta", name="calls")},
            conflicts=[at(7)],
        ),
        (block("M201", at(7), 1),),
        tells=("muster renumber 1",),
        hides=("--from",),
    ),
    Example(
        "M201",
        "another spelling of a number that main holds is taken",
        branch({at(7): claimed(7, "alpha")}, {ODD: claimed(7, "beta", name="other", does="Other")}),
        (block("M001", ODD), block("M201", ODD, 1)),
        tells=("alpha (slot-7)",),
        hides=("git mv",),
    ),
    Example(
        "M201",
        "another spelling of a planned slot is taken",
        branch({at(7): planned(7)}, {ODD: claimed(7, "beta", name="other", does="Other work")}),
        (block("M001", ODD), block("M201", ODD, 1)),
        tells=("taken by the planned slot slot-7",),
    ),
    Example(
        "M201",
        "a file of a free number that says a number held on main is taken",
        branch(
            {at(7): claimed(7, "alpha")},
            {at(8): claimed(7, "beta", name="other", does="Other work")},
        ),
        (block("M102", at(8), 1), block("M201", at(8), 1)),
        tells=("Free numbers: 1-6, 8-12.", f"git mv {at(8)} {at(1)}"),
    ),
    Example(
        "M201",
        "a broken file under another spelling still takes the number",
        branch({at(7): claimed(7, "alpha")}, {ODD: "]"}),
        (block("M001", ODD), block("M007", ODD, 1), block("M201", ODD)),
    ),
    Example(
        "M201",
        "of two spellings in one branch the wrong one is told",
        branch(
            {},
            {LONG: claimed(7, "a", name="one", does="One"), at(7): claimed(7, "b", name="two")},
            steps=(step(LONG), step(at(7), commit="a2")),
        ),
        (block("M001", LONG), block("M201", LONG, 1), block("M302", LONG, 1)),
        tells=("b (two) in this same branch",),
    ),
    Example(
        "M201",
        "what the branch claims besides is free for others all the same",
        branch(
            {at(7): claimed(7, "alpha")},
            {at(7): claimed(7, "beta"), at(9): claimed(9, "gamma")},
            steps=(step(at(7)), step(at(9), commit="a2")),
            conflicts=[at(7)],
        ),
        (block("M201", at(7), 1), block("M302", at(7), 1)),
        tells=("Free numbers: 1-6, 8-12.",),
    ),
    Example(
        "M201",
        "of three files that want one number each is told of main's holder",
        branch(
            {at(9): claimed(7, "alpha")},
            {
                ODD: claimed(7, "beta", name="beta", does="B"),
                at(7): planned(7, name="plan", does="P"),
            },
        ),
        (
            block("M001", ODD),
            block("M201", ODD, 1),
            block("M201", at(7), 1),
            block("M302", ODD, 1),
            review("M307", at(7)),
        ),
        tells=("alpha (slot-7)",),
        hides=("the planned slot",),
    ),
    Example(
        "M201",
        "a wrong spelling that main has already takes nothing anew",
        branch(
            {at(7): claimed(7, "alpha"), ODD: claimed(7, "beta", name="beta", does="B", key=KEY_B)},
            {ODD: claimed(7, "beta", name="beta", does="C", key=KEY_B)},
            signer=KEY_B,
        ),
        (block("M001", ODD),),
    ),
    Example(
        "M201",
        "a held record turned to another session is taken, even by another's signature",
        branch(
            {at(7): claimed(7, "alpha", key=KEY_A)},
            {at(7): claimed(7, "beta", key=KEY_B)},
            signer=KEY_B,
        ),
        (block("M201", at(7), 1),),
    ),
    Example(
        "M201",
        "a rebinding is refused where one of its steps is not signed",
        branch(
            {at(7): claimed(7, "alpha", key=KEY_A)},
            {at(7): claimed(7, "beta", key=KEY_B)},
            steps=(step(at(7), signer=KEY_A), step(at(7), signer=None)),
        ),
        (block("M201", at(7), 1),),
    ),
    *(
        Example(
            "M201",
            f"{who} may hand the record to the session that comes after",
            branch(
                {at(7): claimed(7, "alpha", key=KEY_A)},
                {at(7): claimed(7, "beta", key=KEY_B)},
                steps=(step(at(7), signer=signer), step(signer=KEY_B, commit="a2")),
            ),
        )
        for who, signer in (("the old key", KEY_A), ("an approver", APPROVER))
    ),
    *(
        Example(
            "M201",
            f"a number that {who} released earlier in the branch is free",
            branch(
                {at(7): claimed(7, "alpha", key=KEY_A)},
                {at(7): claimed(7, "beta", key=KEY_B)},
                steps=(
                    step(at(7), signer=signer, leaves=None),
                    step(at(7), signer=KEY_B, commit="a2"),
                ),
            ),
        )
        for who, signer in (("its holder", KEY_A), ("an approver", APPROVER))
    ),
    Example(
        "M201",
        "a record that is held without a key stays so, whatever an approver changed in it",
        branch(
            {at(7): claimed(7, "alpha", key=None)},
            {at(7): claimed(7, "beta", key=KEY_B)},
            steps=(
                step(at(7), signer=APPROVER, leaves=""),
                step(at(7), signer=KEY_B, commit="a2"),
            ),
        ),
        (block("M201", at(7), 1),),
    ),
    Example(
        "M201",
        "a planned slot that nobody holds can be claimed",
        branch({at(7): planned(7, more="session_id: hinted\n")}, {at(7): claimed(7, "beta")}),
    ),
    Example(
        "M201",
        "the number beside a held one can be claimed",
        branch({at(7): claimed(7, "alpha")}, {at(8): claimed(8, "beta")}),
    ),
    Example(
        "M201",
        "a holder that changes its own record takes nothing",
        branch(
            {at(7): claimed(7, "alpha", key=KEY_A)},
            {at(7): claimed(7, "alpha", key=KEY_A, does="Work harder")},
            signer=KEY_A,
        ),
    ),
    Example(
        "M201",
        "a number whose holder the same branch moves away from is not held",
        branch(
            {ODD: claimed(7, "alpha", name="mails")},
            {ODD: None, at(7): claimed(7, "alpha", name="mails")},
        ),
        (review("M307", ODD),),
    ),
    Example(
        "M201",
        "a branch that begins the registry takes no number from anybody",
        branch({}, {CHARTER: charter(), at(7): planned(7)}, chartered=False),
        (review("M307", CHARTER), review("M307", at(7))),
    ),
    Example(
        "M201",
        "a session id in other letters' case is the same session, which takes nothing",
        branch(
            {at(7): claimed(7, "Alpha-AB")}, {at(7): claimed(7, "alpha-ab", does="Work harder")}
        ),
        (block("M301", at(7), 3),),
    ),
    Example(
        "M201",
        "a session id of other letters is another session",
        branch({at(7): claimed(7, "Alpha-AB")}, {at(7): claimed(7, "alpha-ac")}),
        (block("M201", at(7), 1),),
    ),
    Example(
        "M201",
        "slots that can't be claimed by anybody are not offered",
        branch(
            {
                at(7): claimed(7, "alpha"),
                at(3): planned(3),
                at(4): planned(4, more=f"key: {KEY_A}\n"),
                at(5): planned(5),
                "registry/sessions/5.yaml": planned(5, name="five", does="Other work"),
                at(6): "}",
                at(12): planned(12),
                at(13): planned(13),
            },
            {at(7): claimed(7, "beta")},
        ),
        (block("M201", at(7), 1),),
        standing=(
            block("M001", "registry/sessions/5.yaml"),
            block("M007", at(6), 1),
            block("M501", "registry/sessions/5.yaml", 1),
        ),
        tells=(
            "Free numbers: 1-2, 8-11. Planned slots that nobody holds: 3, 12.",
            "muster show 3",
        ),
    ),
    Example(
        "M201",
        "a clone that lacks the commit says so",
        branch({at(7): claimed(7, "alpha")}, {at(7): claimed(7, "beta")}, history=CUT),
        (block("M201", at(7), 1),),
        tells=("since a commit that this shallow clone does not have.",),
    ),
)
