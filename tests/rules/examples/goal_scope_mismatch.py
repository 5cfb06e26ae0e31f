"""M209: a target is as large as the part of the scope that it counts."""

from rules.cases import Example, at, branch, claimed, edited, review, whole

ONE_DAY = "{name: mails, exactly: 17, per: day, counts: prospects}"


def having(
    metric: str, scope: str = "{prospects: 18-33}", number: int = 7, schedule: str = ""
) -> str:
    more = f"schedule: [{{do: Work, days: {schedule}}}]\n" if schedule else ""
    text = claimed(number, metrics=metric, more=more)
    return edited(text, "goal:", f"  scope: {scope}\ngoal:") if scope else text


def fails(says: str, text: str, *tells: str, line: int = 7, hides: tuple[str, ...] = ()) -> Example:
    found = (review("M209", at(7), line),)
    return Example("M209", says, whole({at(7): text}), found, tells=tells, hides=hides)


def passes(says: str, text: str) -> Example:
    return Example("M209", says, whole({at(7): text}))


def counting(limit: str, scope: str = "{prospects: 18-33}", schedule: str = "") -> str:
    return having(f"{{name: mails, {limit}, counts: prospects}}", scope, schedule=schedule)


EXAMPLES = (
    fails(
        "17 for 16 is told, with both ways out",
        having(ONE_DAY),
        "prospects 18-33 are 16; mails is exactly 17 per day: 1 too few.",
        "Change mails to exactly 16, or role.scope.prospects to 18-34.",
    ),
    fails(
        "16 for 17 is told, with both ways out",
        having("{name: mails, exactly: 16, per: day, counts: prospects}", "{prospects: 34-50}"),
        "prospects 34-50 are 17; mails is exactly 16 per day: 1 too many.",
        "or role.scope.prospects to 34-49.",
    ),
    Example(
        "M209",
        "what one lacks and the next has too much is told as an exchange",
        whole(
            {
                at(7): having(ONE_DAY),
                at(8): having(
                    "{name: mail, exactly: 16, per: day, counts: prospects}",
                    "{prospects: 34-50}",
                    8,
                ),
            }
        ),
        (review("M209", at(7), 7), review("M209", at(8), 7)),
        tells=(
            "to 18-34 (34 is number 8's now, which has 1 too many).",
            "to 35-50 (34 is what number 7 lacks).",
        ),
    ),
    Example(
        "M209",
        "what is missing may be another's who needs it",
        whole(
            {
                at(7): having(ONE_DAY),
                at(8): having(ONE_DAY, "{prospects: 34-50}", 8),
            }
        ),
        (review("M209", at(7), 7),),
        tells=("to 18-34 (34 is number 8's now).",),
    ),
    fails(
        "more parts of a list are counted together",
        counting("exactly: 5", "{prospects: [1-3, 7-9]}"),
        "prospects 1-3, 7-9 are 6",
        "to 1-3, 7-8.",
    ),
    fails(
        "at least more than there are can't be met",
        counting("at_least: 17, per: day"),
        "mails is at least 17 per day",
    ),
    fails("at most fewer than there are leaves some", counting("at_most: 15, per: day")),
    fails(
        "a part that is far too small has no proposal", counting("exactly: 1000000000"), "to fit."
    ),
    fails("half a mail is told", counting("exactly: 16.5"), "mails is exactly 16.5.", "to fit."),
    fails(
        "labels are counted",
        having("{name: shifts, exactly: 1, counts: shift}", "{shift: [early, late]}"),
        "shift early, late are 2",
    ),
    fails(
        "a rate for a week that fits no number of days is told",
        counting("exactly: 60, per: week"),
    ),
    fails(
        "with five working days seven are too many",
        counting("exactly: 112, per: week", schedule="mon-fri"),
    ),
    fails(
        "a dimension that the charter lacks is told, with the one that is meant",
        having("{name: mails, exactly: 16, counts: prospect}"),
        "mails counts prospect, which is no dimension",
        "Did you mean prospects?",
    ),
    fails(
        "a dimension that the scope lacks is told",
        having("{name: mails, exactly: 16, counts: prospects}", ""),
        "which the scope does not have",
        line=6,
    ),
    fails(
        "windows can't be counted",
        having("{name: mails, exactly: 16, counts: window}", '{window: "10:00-11:00"}'),
        "whose parts are time",
    ),
    Example(
        "M209",
        "what a branch does not bring is not told",
        branch({at(7): having(ONE_DAY)}, {at(8): claimed(8)}),
    ),
    passes("16 for 16", counting("exactly: 16, per: day")),
    passes("at least as many as there are", counting("at_least: 16, per: day")),
    passes("at least fewer than there are", counting("at_least: 1, per: day")),
    passes("at most as many as there are", counting("at_most: 16, per: day")),
    passes("at most more than there are", counting("at_most: 99, per: day")),
    passes("each of them once a week", counting("exactly: 16, per: week")),
    passes("each of them on five days of the week", counting("exactly: 80, per: week")),
    passes("a share of them is no number of them", counting('exactly: 95, unit: "%"')),
    passes("a figure that counts nothing", having("{name: mails, exactly: 17, per: day}")),
)
