"""M501: main has each number once."""

from rules.cases import (
    Example,
    Landed,
    MainLine,
    at,
    block,
    branch,
    claimed,
    edited,
    planned,
    review,
    whole,
)

ODD = "registry/sessions/07.yaml"
LONG = "registry/sessions/0007.yaml"  # sorts before 007.yaml
HOSTILE = "registry/sessions/7;reboot.yaml"
FIRST = claimed(7, "alpha", timestamp="2025-11-19T00:00:00Z")
SECOND = claimed(7, "beta", name="beta", does="Other work", timestamp="2025-11-01T00:00:00Z")
BOTH = {at(7): FIRST, ODD: SECOND}
AT_ONCE = {at(7): FIRST, LONG: SECOND}

# The dates are forged in reverse order: what came first says that it is the youngest.
IN_ORDER = MainLine(
    (
        Landed("Ann", "2030-01-01", {}),
        Landed("Al", "2029-01-01", {at(7): FIRST}),
        Landed("Bo", "1999-01-01", BOTH),
    )
)
IN_REVERSE = MainLine((Landed("Bo", "2029-01-01", {ODD: SECOND}), Landed("Al", "1999-01-01", BOTH)))
# Planned first, but taken last: what counts is the commit in which its holder took it.
TAKEN_LATE = MainLine(
    (
        Landed("Ann", "2025-01-01", {at(7): planned(7)}),
        Landed("Bo", "2025-01-02", {at(7): planned(7), ODD: SECOND}),
        Landed("Al", "2025-01-03", BOTH),
    )
)


ODD_PATH = block("M001", ODD)

EXAMPLES = (
    Example(
        "M501",
        "the file that came first on main keeps the number, whatever dates say",
        whole(BOTH, history=IN_ORDER),
        (ODD_PATH, block("M501", ODD, 1)),
        tells=(
            "Number 7 is held 2 times",
            f"{at(7)} by alpha (slot-7) since",
            "2 on main; Al, 2029-01-01",
            "3 on main; Bo, 1999-01-01",
            f"{at(7)} came first and keeps the number. Free numbers: 1-6, 8-12.",
            f"git rm -- {ODD}",
        ),
    ),
    Example(
        "M501",
        "a wrong spelling that came first keeps the number as well",
        whole(BOTH, history=IN_REVERSE),
        (ODD_PATH, block("M501", at(7), 1)),
        tells=(f"{ODD} came first and keeps the number", f"git rm -- {at(7)}"),
    ),
    Example(
        "M501",
        "a planned slot counts from the commit in which it was taken",
        whole(BOTH, history=TAKEN_LATE),
        (ODD_PATH, block("M501", at(7), 1)),
        tells=(f"{ODD} came first",),
    ),
    Example(
        "M501",
        "of two that came in one commit the canonical one keeps the number",
        whole(AT_ONCE, history=MainLine((Landed("Ann", "2025-01-01", AT_ONCE),))),
        (block("M001", LONG), block("M501", LONG, 1)),
        tells=(f"{at(7)} came first",),
    ),
    Example(
        "M501",
        "nobody has won where a shallow clone hides who came first",
        whole(BOTH, history=MainLine(IN_ORDER.commits, hidden=2)),
        (ODD_PATH, block("M501", ODD, 1)),
        tells=("can't be told here", "git fetch --unshallow"),
        hides=("came first and keeps", "git rm"),
    ),
    Example(
        "M501",
        "nobody has won where there is no history",
        whole(BOTH),
        (ODD_PATH, block("M501", ODD, 1)),
        tells=("can't be told here",),
    ),
    Example(
        "M501",
        "a file that says another number than its name is a duplicate too",
        whole(
            {at(7): FIRST, at(8): SECOND},
            history=MainLine((Landed("Ann", "2025-01-01", {at(7): FIRST, at(8): SECOND}),)),
        ),
        (block("M102", at(8), 1), block("M501", at(8), 1)),
        tells=("Free numbers: 1-6, 8-12.",),
    ),
    Example(
        "M501",
        "a file that can't be read takes the number of its name",
        whole({at(7): FIRST, ODD: "}"}, history=IN_ORDER),
        (ODD_PATH, block("M007", ODD, 1), block("M501", ODD)),
        tells=("a record that can't be read",),
    ),
    Example(
        "M501",
        "a path that a shell would take apart is quoted in the command",
        whole(
            {at(7): FIRST, HOSTILE: SECOND},
            history=MainLine((Landed("Ann", "2025-01-01", {at(7): FIRST, HOSTILE: SECOND}),)),
        ),
        (block("M001", HOSTILE), block("M501", HOSTILE, 1)),
        tells=(f"git rm -- '{HOSTILE}'",),
    ),
    Example(
        "M501",
        "what main has stands apart from what a branch brings",
        branch(BOTH, {at(9): claimed(9)}, history=IN_ORDER),
        standing=(ODD_PATH, block("M501", ODD, 1)),
    ),
    Example(
        "M501",
        "a branch that removes the later file mends it",
        branch(BOTH, {ODD: None}, history=IN_ORDER),
        (review("M307", ODD),),
    ),
    Example(
        "M501",
        "two numbers that look alike are two",
        whole({at(7): FIRST, at(8): edited(SECOND, "number: 7", "number: 8")}),
        (review("M204", at(8), 3),),
    ),
)
