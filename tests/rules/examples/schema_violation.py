"""M101: a record fits the schema of its kind."""

from muster.model.layout import CHARTER
from rules.cases import Example, at, block, branch, charter, claimed, edited, note, planned, whole


def scoped(scope: str) -> str:
    return edited(claimed(7), "goal:", f"  scope: {scope}\ngoal:")


BARE = edited(
    charter(),
    "dimensions: {prospects: range, window: time, paths: paths, shift: [early, late]}\n",
    "",
)
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
        "a dimension that the charter does not declare is noted at its key",
        whole({at(7): scoped("{prospects: 1-25, flavour: apple}")}),
        (note("M101", at(7), 6),),
        tells=(
            "role.scope.flavour is no dimension",
            "The charter's dimensions: prospects, window, paths, shift.",
        ),
        hides=("role.scope.prospects",),
    ),
    Example(
        "M101",
        "each dimension that the charter does not declare is noted on its own line",
        whole({at(7): scoped("\n    flavour: apple\n    prospects: 1-25\n    zone: noon")}),
        (note("M101", at(7), 7), note("M101", at(7), 9)),
    ),
    Example(
        "M101",
        "a charter without dimensions declares none",
        whole({CHARTER: BARE, at(7): scoped("{prospects: 1-25}")}),
        (note("M101", at(7), 6),),
        tells=("The charter's dimensions: none yet.",),
    ),
    Example(
        "M101",
        "without a charter nothing is undeclared",
        whole({at(7): scoped("{flavour: apple}")}, chartered=False),
    ),
    Example(
        "M101",
        "a scope of declared dimensions alone is not noted",
        whole({at(7): scoped("{prospects: 1-25, shift: early}")}),
    ),
    Example(
        "M101",
        "main's undeclared dimension is not noted in a branch that does not touch it",
        branch({at(7): scoped("{flavour: apple}")}, {at(8): claimed(8)}),
    ),
    Example(
        "M101",
        "a planned slot may hint at a session",
        whole({at(7): planned(7, more="session_id: session-7\nready: false\n")}),
    ),
)
