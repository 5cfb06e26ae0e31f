"""M105: a goal can be measured."""

from rules.cases import Example, at, block, branch, claimed, edited, planned, review, whole

MAILS = "Send 17 emails daily, 95%+ delivery rate"


def having(metrics: str, statement: str = "", *, held: bool = True) -> str:
    return (claimed if held else planned)(7, metrics=metrics, statement=statement)


COUNTED = edited(
    having("{name: mails, at_most: -1, per: day, counts: prospects}"),
    "goal:",
    "  scope: {prospects: 1}\ngoal:",
)
NO_LIST = edited(having("{name: mails, exactly: 17}"), "[{name: mails, exactly: 17}]", "17")
NO_MAPPING = having("17, {name: calls, exactly: 17}")

EXAMPLES = (
    Example(
        "M105",
        "a goal without a metric is refused, with the lines that its statement has",
        whole({at(7): having("", MAILS)}),
        (block("M105", at(7), 6),),
        tells=(
            "The goal of number 7 has no metric",
            "metrics: [{name: emails_sent, exactly: 17, per: day}, "
            '{name: delivery_rate, at_least: 95, unit: "%"}]',
        ),
    ),
    Example(
        "M105",
        "a statement without a figure gets an example",
        whole({at(7): having("", "Do good outreach")}),
        (block("M105", at(7), 6),),
        tells=("like this: metrics: [{name: tasks_done, at_least: 10, per: week}]",),
        hides=("email",),
    ),
    Example(
        "M105",
        "a planned slot that nobody holds is for a human to look at",
        whole({at(7): having("", MAILS, held=False)}),
        (review("M105", at(7), 6),),
    ),
    Example(
        "M105",
        "metrics that are no list are none",
        whole({at(7): NO_LIST}),
        (block("M105", at(7), 6), block("M101", at(7), 6)),
    ),
    Example(
        "M105",
        "what is no mapping is a metric without a number, and the next one keeps its place",
        whole({at(7): NO_MAPPING}),
        (block("M105", at(7), 6), block("M101", at(7), 6)),
        tells=("A metric has no number to reach.",),
        hides=("calls",),
    ),
    Example(
        "M105",
        "a metric without a number is refused, and the statement tells it",
        whole({at(7): having("{name: emails_sent, per: day}", "Send 17 emails daily")}),
        (block("M105", at(7), 6),),
        tells=(
            "emails_sent has no number to reach.",
            "The statement tells it: - {name: emails_sent, exactly: 17, per: day}",
        ),
    ),
    Example(
        "M105",
        "two comparators are no one target",
        whole({at(7): having("{name: mails, at_least: 10, at_most: 20, per: day}")}),
        (block("M105", at(7), 6),),
        tells=("mails has at_least and at_most, which is no one target.", "two metrics"),
    ),
    Example(
        "M105",
        "a number that is a text is none",
        whole({at(7): having("{name: mails, exactly: many, per: day}")}),
        (block("M105", at(7), 6), block("M101", at(7), 6)),
        tells=("mails has no number under exactly",),
    ),
    Example(
        "M105",
        "a number that nobody can count to is none",
        whole({at(7): having("{name: mails, at_most: 1.0e+300, per: day}")}),
        (block("M105", at(7), 6),),
        tells=("mails has no number under at_most that somebody could count to",),
    ),
    Example(
        "M105",
        "a part that is counted can't be below zero",
        whole({at(7): COUNTED}),
        (block("M105", at(7), 7), review("M209", at(7), 7)),
        tells=("mails is at most -1 per day: it can't be below zero.",),
    ),
    Example(
        "M105",
        "at least no time at all is never missed",
        whole({at(7): having("{name: reply_time, at_least: 0, unit: hours}")}),
        (block("M105", at(7), 6),),
        tells=("reply_time is at least 0 hours: nothing can miss that.",),
    ),
    Example(
        "M105",
        "a rate without its period is for a human to look at",
        whole({at(7): having("{name: emails_sent, exactly: 17}", "Send 17 emails daily")}),
        (review("M105", at(7), 6),),
        tells=("The statement has emails_sent per day; the metric has no period.", "per: day"),
    ),
    Example(
        "M105",
        "what a branch does not bring is not told",
        branch({at(7): having("", MAILS)}, {at(8): claimed(8)}),
    ),
    Example(
        "M105",
        "one metric with a number and a comparator is enough",
        whole({at(7): having("{name: mails, exactly: 17}", "Send mails")}),
    ),
    Example(
        "M105",
        "a count without a period is no rate where the statement has none",
        whole({at(7): having("{name: emails_sent, exactly: 17}", "Send 17 emails")}),
    ),
    Example(
        "M105",
        "another figure's period is not the count's",
        whole(
            {
                at(7): having(
                    "{name: sessions_coordinated, exactly: 12},"
                    " {name: emails_sent, exactly: 5, per: day}",
                    "Coordinate 12 sessions, send 5 emails daily",
                )
            }
        ),
    ),
    Example(
        "M105",
        "what may fall below zero can be at least zero, and nothing can happen at most",
        whole(
            {
                at(7): having(
                    "{name: net_growth, at_least: 0, unit: USD}, {name: bugs, at_most: 0},"
                    " {name: downtime, at_most: 0, unit: hour}"
                )
            }
        ),
    ),
)
