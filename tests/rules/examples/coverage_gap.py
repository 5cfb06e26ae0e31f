"""M206: what the charter wants covered has no gap."""

from muster.model.layout import CHARTER
from rules.cases import (
    APPROVER,
    Example,
    about,
    at,
    block,
    branch,
    edited,
    note,
    own_key,
    review,
    ruling,
    ruling_at,
    whole,
)
from rules.covering import scoped, team

FIFTY = "{dimension: prospects, of: 1-50, by: [7, 8]}"
GAP = team(FIFTY, n7="prospects: 1-25", n8="prospects: 30-50")
FULL = team(FIFTY, n7="prospects: 1-25", n8="prospects: 26-50")
DAY = '{dimension: window, of: "00:00-24:00", by: [7, 8]}'
SHIFTS = "{dimension: shift, of: [early, late], by: [7, 8]}"
SRC = "{dimension: paths, of: src, by: [7, 8]}"
INTRICATE = "'**/*a" + "?" * 13 + "'"

EXAMPLES = (
    Example(
        "M206",
        "numbers that nobody has are told, and who is next to them",
        whole(GAP),
        (review("M206", CHARTER, 8),),
        tells=(
            "Of the charter's 1-50, prospects 26-29 is nobody's: numbers 7-8 have the rest.",
            "Extend prospects of number 7 to 1-29; or change coverage",
        ),
    ),
    Example(
        "M206",
        "who comes after takes what lies before all",
        whole(team(FIFTY, n7="prospects: 11-25", n8="prospects: 26-50")),
        (review("M206", CHARTER, 8),),
        tells=("prospects 1-10 is nobody's", "Extend prospects of number 7 to 1-25;"),
    ),
    Example(
        "M206",
        "several gaps are told, with a proposal each",
        whole(team(FIFTY, n7="prospects: [2-9, 12-25]", n8="prospects: 27-40")),
        (review("M206", CHARTER, 8),),
        tells=(
            "prospects 1, 10-11, 26, 41-50 are nobody's",
            "Extend prospects of number 7 to 1-9, 12-25; extend prospects of number 7 to 2-25; "
            "extend prospects of number 7 to 2-9, 12-26; or",
        ),
    ),
    Example(
        "M206",
        "of many gaps the first are told",
        whole(team(FIFTY, n7="prospects: [2, 4, 6, 8, 10, 12, 14, 16]", n8="prospects: 18-50")),
        (review("M206", CHARTER, 8),),
        tells=("prospects 1, 3, 5, 7, 9 and 4 more are nobody's",),
    ),
    Example(
        "M206",
        "a session that names none is to take what lacks",
        whole(team(FIFTY, n7="prospects: 1-25", n8="")),
        (review("M206", CHARTER, 8),),
        tells=("number 8 names no prospects.", "Give prospects 26-50 to number 8; or"),
    ),
    Example(
        "M206",
        "nobody names any",
        whole(team(FIFTY, n7="", n8="")),
        (review("M206", CHARTER, 8),),
        tells=("prospects 1-50 is nobody's: numbers 7-8 name none.",),
    ),
    Example(
        "M206",
        "while a number has no record it is a note",
        whole(team(FIFTY, n7="prospects: 1-25")),
        (note("M206", CHARTER, 8),),
        tells=(
            "prospects 26-50 is nobody's yet; number 8 has no record.",
            "Claim number 8 with prospects 26-50; or",
        ),
    ),
    Example(
        "M206",
        "while nobody has a record it is a note",
        whole(team(FIFTY)),
        (note("M206", CHARTER, 8),),
        tells=("numbers 7-8 have no record.",),
    ),
    Example(
        "M206",
        "a window over midnight is one part",
        whole(team(DAY, n7='window: "06:00-14:00"', n8='window: "14:00-22:00"')),
        (review("M206", CHARTER, 8),),
        tells=(
            "window 22:00-06:00 is nobody's",
            "Extend window of number 8 to 14:00-06:00; or",
        ),
    ),
    Example(
        "M206",
        "a label that nobody has goes to who has fewest",
        whole(team(SHIFTS.replace("8]", "8, 9]"), n7="shift: early", n8="", n9="shift: early")),
        (review("M206", CHARTER, 8), review("M207", at(9), 6)),
        tells=("Of the charter's early, late, shift late is nobody's", "Give shift late to"),
    ),
    Example(
        "M206",
        "one path that nobody has is told as an example, and is nobody's part",
        whole(team(SRC, n7="paths: src/*", n8="paths: 'src/{api,web}/**'")),
        (review("M206", CHARTER, 8),),
        tells=(
            "Of the charter's src, nobody has src, for one: no session has what lies outside "
            "src/*, src/{api,web}/**.",
            "Extend the paths of one of them to what is left, by its folders (a glob for all of it "
            "would take the others' paths too), or narrow coverage in registry/charter.yaml to "
            "what is meant (src/*, src/{api,web}/**).",
        ),
    ),
    Example(
        "M206",
        "of paths those who name none are told beside what the others have",
        whole(
            team(
                "{dimension: paths, of: src/**, by: [7, 8, 9]}",
                n7="paths: src/api/**",
                n8="paths: src/web/**",
                n9="",
            )
        ),
        (review("M206", CHARTER, 8),),
        tells=(
            "nobody has src/a, for one: no session has what lies outside src/api/**, src/web/**; "
            "number 9 names no paths.",
        ),
    ),
    Example(
        "M206",
        "of paths that nobody names each gets its part",
        whole(team(SRC, n7="", n8="")),
        (review("M206", CHARTER, 8),),
        tells=(
            "Of the charter's src, nobody has src, for one: numbers 7-8 name no paths.",
            "Name the part of each under role.scope.paths, or narrow coverage in "
            "registry/charter.yaml.",
        ),
    ),
    Example(
        "M206",
        "of paths the rest waits for who has no record",
        whole(team(SRC, n7="paths: src/api")),
        (note("M206", CHARTER, 8),),
        tells=(
            "no session has what lies outside src/api; number 8 has no record.",
            "Claim number 8 with what is left, or narrow coverage",
        ),
    ),
    Example(
        "M206",
        "who covers paths alone can have them all",
        whole(team(SRC.replace("7, 8", "7"), n7="paths: src/api")),
        (review("M206", CHARTER, 8),),
        tells=("Let it have src under role.scope.paths, or narrow coverage",),
    ),
    Example(
        "M206",
        "a branch that makes a gap is told of it",
        branch(
            FULL, {at(8): edited(FULL[at(8)], "26-50", "27-50")}, signer=own_key(8, "session-8")
        ),
        (review("M206", CHARTER, 8),),
        tells=("prospects 26 is nobody's",),
    ),
    Example(
        "M206",
        "a branch that takes a part away is told of it",
        branch(FULL, {at(8): None}, signer=APPROVER),
        (note("M206", CHARTER, 8), block("M305", at(8))),
    ),
    Example(
        "M206",
        "what main has stands apart",
        branch(GAP, {at(9): scoped(9, "prospects: 26-29")}),
        standing=(review("M206", CHARTER, 8),),
    ),
    Example(
        "M206",
        "a ruling answers it",
        whole(
            {
                **GAP,
                ruling_at(1): ruling(
                    *(GAP[at(7)], GAP[at(8)]),
                    rule="M206",
                    findings=[about("M206", CHARTER, "coverage.0", "prospects")],
                    under=GAP[CHARTER],
                ),
            }
        ),
        (note("M206", CHARTER, 8),),
        tells=("Ruling R001 stands",),
    ),
    Example(
        "M206",
        "an entry whose dimension the charter lacks is told",
        whole(team("{dimension: leads, of: 1-50, by: [7]}", n7="prospects: 1-50")),
        (review("M206", CHARTER, 8),),
        tells=("names the dimension leads, which the charter lacks (it has prospects, window,",),
    ),
    Example(
        "M206",
        "an entry that can't be read is told",
        whole(team("{dimension: prospects, of: all, by: [7]}", n7="prospects: 1-50")),
        (review("M206", CHARTER, 8),),
        tells=("coverage.0 can't be read: of takes integers and ranges",),
    ),
    Example(
        "M206",
        "globs that are too intricate are told",
        whole(
            team(
                f"{{dimension: paths, of: {INTRICATE}, by: [7]}}",
                n7=f"paths: [{INTRICATE}, docs]",
            )
        ),
        (review("M206", CHARTER, 8),),
        tells=("would take too long to decide", "Write simpler globs"),
    ),
    Example(
        "M206",
        "a session that names none where nothing lacks is a note",
        whole(team(FIFTY, n7="prospects: 1-50", n8="shift: early")),
        (note("M206", at(8), 6),),
        tells=("The scope of number 8 names no prospects",),
    ),
    Example("M206", "what is covered by both together is fine", whole(FULL)),
    Example(
        "M206",
        "planned slots count",
        whole({**FULL, at(8): scoped(8, "prospects: 26-50", slot=True)}),
    ),
    Example(
        "M206",
        "what a session has beyond the whole is its own affair",
        whole(team(FIFTY, n7="prospects: 1-25", n8="prospects: 26-99")),
    ),
    Example(
        "M206",
        "windows that touch leave nothing between them",
        whole(team(DAY, n7='window: "06:00-22:00"', n8='window: "22:00-06:00"')),
    ),
    Example(
        "M206", "each label has somebody", whole(team(SHIFTS, n7="shift: early", n8="shift: late"))
    ),
    Example(
        "M206",
        "folders and the files beside them are all of a folder",
        whole(team(SRC.replace("src", "src/**"), n7="paths: src/*", n8="paths: src/*/**")),
    ),
)
