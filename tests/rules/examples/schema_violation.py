"""M101: a record fits the schema of its kind."""

from rules.cases import Example, at, block, branch, claimed, edited, planned, whole


def scoped(scope: str) -> str:
    return edited(claimed(7), "goal:", f"  scope: {scope}\ngoal:")


UNNAMED = edited(claimed(7), "name: slot-7\n", "")
NO_ID = edited(claimed(7), "session_id: session-7\n", "")
STAMPED = planned(7, more="timestamp: 2025-11-15T21:45:34Z\n")

EXAMPLES = (
    *(
        Example(
            "M101",
            says,
            whole({at(7): content}),
            (block("M101", at(7), line),),
            tells=(told,),
        )
        for says, content, line, told in (
            ("a missing key is told", UNNAMED, 1, "name is missing"),
            ("a misspelled key is told", claimed(7, more="read: true\n"), 12, "read is no key"),
            ("a name with a space is told", claimed(7, name="slot 7"), 2, "name does not fit"),
            ("a claim without an id is told", NO_ID, 1, "session_id is missing"),
            ("a stamp in a planned slot is told", STAMPED, 9, "only in a registered"),
            ("an extent that is no range is told", scoped("{prospects: x}"), 6, "scope.prospects"),
            ("a range that runs back is told", scoped("{prospects: 9-3}"), 6, "ends before"),
            ("a label that the charter lacks is told", scoped("{shift: noon}"), 6, "early, late"),
        )
    ),
    Example(
        "M101",
        "a record that is a list is told, and holds the number of its file name",
        whole({at(7): "- number: 7\n"}),
        (block("M101", at(7), 1),),
    ),
    Example(
        "M101",
        "a branch is judged by the schema for what it brings",
        branch({}, {at(7): claimed(7, more="colour: red\n")}),
        (block("M101", at(7), 12),),
    ),
    Example(
        "M101",
        "what main has was judged when it landed",
        branch({at(7): claimed(7, more="colour: red\n")}, {at(8): claimed(8)}),
    ),
    Example("M101", "a name of 64 characters fits", whole({at(7): claimed(7, name="n" * 64)})),
    Example(
        "M101",
        "a dimension that the charter does not declare is no mistake",
        whole({at(7): scoped("{flavour: apple, prospects: 1-25}")}),
    ),
    Example(
        "M101",
        "a planned slot may hint at a session",
        whole({at(7): planned(7, more="session_id: session-7\nready: false\n")}),
    ),
)
