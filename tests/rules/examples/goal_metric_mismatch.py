"""M106: statement and metrics tell the same figures."""

from rules.cases import Example, at, branch, claimed, note, review, whole

MAILS = "Send 17 emails daily, 95%+ delivery rate"
SENT = "{name: emails_sent, exactly: 17, per: day}"
DELIVERED = '{name: delivery_rate, at_least: 95, unit: "%"}'


def having(statement: str, *metrics: str, schedule: str = "") -> str:
    more = f"schedule: [{{do: Work, days: {schedule}}}]\n" if schedule else ""
    return claimed(7, statement=statement, metrics=", ".join(metrics), more=more)


def fails(says: str, text: str, *tells: str, line: int = 6) -> Example:
    return Example("M106", says, whole({at(7): text}), (review("M106", at(7), line),), tells=tells)


def passes(says: str, text: str) -> Example:
    return Example("M106", says, whole({at(7): text}))


def rate(statement: str, metric: str, schedule: str = "") -> str:
    return having(statement, f"{{name: prospects_found, {metric}}}", schedule=schedule)


EXAMPLES = (
    fails(
        "another number is told",
        having(MAILS, "{name: emails_sent, exactly: 16, per: day}", DELIVERED),
        "The statement says emails_sent 17 per day; the metric emails_sent has exactly 16 per day.",
        "- {name: emails_sent, exactly: 17, per: day}",
    ),
    fails(
        "a limit that is the other way round is told",
        having(MAILS, SENT, '{name: delivery_rate, at_most: 95, unit: "%"}'),
        "says delivery_rate at least 95 %; the metric delivery_rate has at most 95 %",
        "the other way round",
    ),
    fails(
        "another period is told",
        having("Send 17 emails daily", "{name: emails_sent, exactly: 17, per: week}"),
        "emails_sent 17 per day; the metric emails_sent has exactly 17 per week",
        "another rate",
    ),
    *(
        fails(
            f"25 a day are not {number} a week",
            rate("Find 25 prospects daily", f"exactly: {number}, per: week"),
        )
        for number in (100, 200)
    ),
    fails(
        "with five working days 25 a day are not 175 a week",
        rate("Find 25 prospects daily", "exactly: 175, per: week", "mon-fri"),
    ),
    fails(
        "a thousand is not left out",
        having("Reach $120k MRR", "{name: mrr, at_least: 120, unit: USD, per: month}"),
        "mrr 120000 USD per month",
    ),
    fails(
        "money is no percentage",
        having("Reach $120k MRR", '{name: mrr, at_least: 120000, unit: "%"}'),
        "the units can't be compared",
    ),
    fails(
        "another number in another unit is told",
        having("Reply within 90 minutes", "{name: reply_time, at_most: 2, unit: hour}"),
    ),
    fails(
        "the only figure means the only metric of that thing",
        having("Answer 17 emails daily", "{name: emails_sent, exactly: 16, per: day}"),
    ),
    fails(
        "an exact target beyond the limit is told",
        having("Send at least 17 emails daily", "{name: emails_sent, exactly: 16, per: day}"),
    ),
    fails(
        "words that turn the limit round are told, with the same number",
        having("Send at least 17 emails daily", "{name: emails_sent, at_most: 17, per: day}"),
        "the other way round",
    ),
    fails(
        "another kind of unit is told, with the same number",
        having("Reach 95% delivery rate", "{name: delivery_rate, at_least: 95, unit: hour}"),
        "the units can't be compared",
    ),
    fails(
        "a duration is no count of the same number",
        having(
            "Close 17 deals, reply within 90 minutes",
            "{name: deals_closed, exactly: 17}",
            "{name: reply_time, at_most: 90, unit: hour}",
        ),
    ),
    Example(
        "M106",
        "a target that no metric has is a note",
        whole({at(7): having(MAILS, SENT)}),
        (note("M106", at(7), 7),),
        tells=("says delivery_rate at least 95 %, and no metric has it", DELIVERED),
    ),
    Example(
        "M106",
        "what a branch does not bring is not told",
        branch({at(7): having(MAILS, "{name: emails_sent, exactly: 16}")}, {at(8): claimed(8)}),
    ),
    passes("the same figures pass", having(MAILS, SENT, DELIVERED)),
    passes("in another order too", having(MAILS, DELIVERED, SENT)),
    passes("a metric that is not in the words passes", having("Send mails well", SENT)),
    passes(
        "a metric more passes", having("Send 17 emails daily", SENT, "{name: calls, at_most: 3}")
    ),
    *(
        passes(
            f"25 a day may be {number} a week",
            rate("Find 25 prospects daily", f"exactly: {number}, per: week"),
        )
        for number in (125, 150, 175)
    ),
    passes(
        "125 a week may be 25 a day",
        rate("Find 125 prospects weekly", "exactly: 25, per: day"),
    ),
    passes(
        "with seven days 25 a day are 175 a week",
        rate("Find 25 prospects daily", "exactly: 175, per: week", "daily"),
    ),
    passes(
        "$120k are 120000 USD",
        having("Reach $120k MRR", "{name: mrr, at_least: 120000, unit: USD, per: month}"),
    ),
    passes(
        "120k a month are 1440k a year",
        having("Reach $120k MRR", "{name: mrr, at_least: 1440, unit: kUSD, per: year}"),
    ),
    *(
        passes(
            f"95 % is {number} {unit}",
            having("95%+ delivery rate", f"{{name: delivery_rate, at_least: {number}, {unit}}}"),
        )
        for number, unit in (
            (0.95, "unit: ratio"),
            (0.95, ""),
            (95, ""),
            (95, "unit: /100"),
            (950, "unit: ‰"),
        )
    ),
    passes(
        "90 minutes are 1.5 hours",
        having("Reply within 90 minutes", "{name: reply_time, at_most: 1.5, unit: hours}"),
    ),
    passes(
        "a unit may name what is counted",
        having("Send 17 emails daily", "{name: mails, exactly: 17, unit: emails, per: day}"),
    ),
    passes(
        "a number that stands there by chance is no target",
        having("Port 40 modules to Python 3.11 by 2026-03-01", "{name: modules, exactly: 40}"),
    ),
    passes(
        "emails sent are not emails answered",
        having(
            "Answer 17 emails",
            "{name: emails_sent, exactly: 16, per: day}",
            "{name: calls, at_least: 3}",
        ),
    ),
    passes(
        "exactly a number within the limits that the words have",
        having("Send 20-30 emails daily", "{name: emails_sent, exactly: 25, per: day}"),
    ),
    passes(
        "both ends of a range",
        having(
            "Send 20-30 emails daily",
            "{name: emails_sent, at_least: 20, per: day}",
            "{name: emails_sent_limit, at_most: 30, per: day}",
        ),
    ),
    passes(
        "no word says how a duration compares",
        having("Facilitate 15-min human review", "{name: human_review, at_least: 15, unit: min}"),
    ),
    passes("round the clock is no figure", having("Answer 24/7", "{name: answers, at_least: 5}")),
)
