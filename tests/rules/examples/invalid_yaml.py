"""M007: a record is YAML that every reader understands alike."""

from rules.cases import Example, at, block, branch, claimed, edited, whole

EXAMPLES = (
    Example("M007", "an empty file is refused", whole({at(7): ""}), (block("M007", at(7)),)),
    Example(
        "M007",
        "a text with a colon in it is refused",
        whole({at(7): claimed(7, title="Outreach: AI")}),
        (block("M007", at(7), 4),),
    ),
    Example(
        "M007",
        "a number of 19 digits is refused",
        whole({at(7): edited(claimed(7), "number: 7", "number: 1234567890123456789")}),
        (block("M007", at(7), 1),),
    ),
    Example(
        "M007",
        "a key that is no text is refused",
        whole({at(7): claimed(7, more="7: seven\n")}),
        (block("M007", at(7), 12),),
    ),
    Example(
        "M007",
        "a broken record still holds the number of its file name",
        branch({at(7): "}"}, {"registry/sessions/07.yaml": claimed(7)}),
        (
            block("M001", "registry/sessions/07.yaml"),
            block("M201", "registry/sessions/07.yaml", 1),
        ),
        standing=(block("M007", at(7), 1),),
    ),
    Example(
        "M007",
        "012 is the number twelve",
        whole({at(12): edited(claimed(12), "number: 12", "number: 012")}),
    ),
    Example("M007", "no is a text", whole({at(7): claimed(7, title="no")})),
    Example("M007", "a quoted colon is a text", whole({at(7): claimed(7, title='"Outreach: AI"')})),
)
