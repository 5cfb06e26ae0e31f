"""M107: a text has arrived whole."""

from muster.model.layout import CHARTER
from rules.cases import Example, at, branch, charter, claimed, edited, review, whole


def measured(statement: str, metric: str) -> str:
    return claimed(7, statement=statement, metrics=metric)


EXAMPLES = (
    *(
        Example(
            "M107",
            f"{text} needs a look",
            whole({at(7): claimed(7, statement=text)}),
            (review("M107", at(7), 7),),
            tells=("goal.statement", told),
        )
        for text, told in (
            ("Grow → k MRR", "eaten a dollar"),
            ("Reach k MRR by June", "eaten a dollar"),
            ('"k MRR"', "eaten a dollar"),
            ('"Book ,000 of revenue"', "eaten a dollar"),
            ("Bring MRR up to 20k", "$120k"),
            ("Grow sales 20k further", "$120k"),
            ("Mails ‚Üí answers", "decoded wrongly"),
            ("CafÃ© for the team", "decoded wrongly"),
            ("Mails \ufffd answers", "U+FFFD"),
        )
    ),
    Example(
        "M107",
        "a duty is read too",
        branch({}, {at(7): claimed(7, more="responsibilities:\n- Mails\n- Make 20k\n")}),
        (review("M107", at(7), 14),),
        tells=("responsibilities.1",),
    ),
    Example(
        "M107",
        "another figure in a metric does not speak for this one",
        whole({at(7): measured("Send 20k mails", "{name: mails, exactly: 2000}")}),
        (review("M106", at(7), 6), review("M107", at(7), 7)),
    ),
    Example(
        "M107",
        "20k is meant where a metric says 20000",
        whole({at(7): measured("Send 20k mails", "{name: mails, exactly: 20000}")}),
    ),
    *(
        Example("M107", f"{text} is whole", whole({at(7): claimed(7, statement=text)}))
        for text in (
            "Bring MRR to 120k", "Bring MRR to 420k", "Send 20kg a day", "Grade K-12 lessons",
            "Mails → answers", "Café for the team",
            "Sign up the K team", "Teach up to K-12", "Sell to M&A teams", "Save ÎÉéa",
            "Sommaire « Énoncé »",
        )
    ),
    *(
        Example("M107", f"{text} is whole", whole({at(7): measured(text, f"{{{metric}}}")}))
        for text, metric in (
            ("Bring MRR to $120k", "name: mrr, at_least: 120000, unit: USD, per: month"),
            ("Bring MRR to $20k", "name: mrr, at_least: 20000, unit: USD, per: month"),
            ("Run 5 k a day", "name: k_run, exactly: 5, per: day"),
            ("Spend 1,000 a day", "name: spend, exactly: 1000, per: day"),
            ("Save 20k% of what is spent", 'name: saved, at_least: 20000, unit: "%"'),
        )
    ),
    Example(
        "M107",
        "the full stop after an amount of the charter is not part of what a shell leaves",
        whole({
            CHARTER: edited(charter(), "$120k MRR", "$120."),
            at(7): measured("Send 20.", "{name: mails, exactly: 20}"),
        }),
    ),
    Example(
        "M107",
        "without that amount in the charter 20k is just a number",
        whole({
            CHARTER: edited(charter(), "$120k", "$340k"),
            at(7): claimed(7, statement="Send 20k"),
        }),
    ),
)  # fmt: skip
