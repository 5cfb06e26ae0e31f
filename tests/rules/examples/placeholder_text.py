"""M104: a text says something."""

from rules.cases import Example, at, block, branch, claimed, whole

DUTIES = 'responsibilities: [Write mails, "TBD"]\nschedule:\n- {do: "n/a", at: "08:00"}\n'

EXAMPLES = (
    *(
        Example("M104", f"{text} is a text", whole({at(7): claimed(7, does=text)}))
        for text in (
            '"Send emails [from 9 to 10]"', '"Update [the CRM] daily"',
            '"Render {{mustache}} templates"', "Test", '"Own the [specific] part"',
        )
    ),
    *(
        Example(
            "M104",
            f"{text} is a placeholder",
            whole({at(7): claimed(7, does=text)}),
            (block("M104", at(7), 5),),
            tells=("role.does",),
        )
        for text in (
            "TODO", '"TODO: write this"', "tbd", "n/a", '"..."', '"-"', '"**TBD**"', "__TODO__",
            "XXXX", "to be determined", '"[your-role]"', '"[Your role here]"', "<role>",
            '"Handle <your goal> daily"', '"{{goal}}"', '"FIXME - later"', '"Null"', "Lorem ipsum",
            '"[specific responsibility]"', '"Own [your part] of it"',
        )
    ),
    Example(
        "M104",
        "a duty and a schedule entry are read too",
        whole({at(7): claimed(7, more=DUTIES)}),
        (block("M104", at(7), 12), block("M104", at(7), 14)),
        tells=("responsibilities.1", "schedule.0.do"),
    ),
    Example(
        "M104",
        "title and goal are read too",
        whole({at(7): claimed(7, title="TBA", statement='"[measurable goal]"')}),
        (block("M104", at(7), 4), block("M104", at(7), 7)),
    ),
    *(
        Example("M104", f"{text} says something", whole({at(7): claimed(7, does=text)}))
        for text in (
            "Resolve TODO comments in code", "Test the checkout", "None of the mails may bounce",
            '"Answer [support] mails"', '"Keep latency < 200 ms and uptime > 99%"',
            '"TODO comments: resolve them"', "Barista bookings",
            '"Close every TODO: one a day"', '"Fill {slots} of the calendar"',
            "Placeholder images get replaced", '"[Y] of each pair is tested"',
        )
    ),
    Example(
        "M104",
        "a word in the middle of a text says nothing of the text",
        whole({at(7): claimed(7, title="Test lead", does='"Close every TODO: one a day"')}),
    ),
    Example(
        "M104",
        "what main has is not told to a branch that does not touch it",
        branch({at(7): claimed(7, does="TODO")}, {at(8): claimed(8)}),
    ),
)  # fmt: skip
