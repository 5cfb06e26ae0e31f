"""M203: two sessions do not have the same role."""

from muster.model.layout import CHARTER
from rules.cases import (
    Example,
    at,
    block,
    branch,
    charter,
    claimed,
    edited,
    note,
    planned,
    review,
    whole,
)

ODD = "registry/sessions/7.yaml"  # sorts after 007.yaml


def outreach(
    number: int, scope: str = "", *, does: str = "Send mails to prospects", holder: str = ""
) -> str:
    text = claimed(number, holder, title="Outreach AI", does=does)
    return edited(text, "goal:", f"  scope: {scope}\ngoal:") if scope else text


EXAMPLES = (
    Example(
        "M203",
        "a part that nobody needs separates nothing",
        whole(
            {
                CHARTER: charter(more="coverage: [{dimension: prospects, of: 1-50, by: [7]}]"),
                **{
                    at(n): edited(
                        claimed(n, title="Outreach", does="Send emails"),
                        "goal:",
                        f"  scope: {{prospects: {part}}}\ngoal:",
                    )
                    for n, part in ((7, "1-50"), (8, "999999"))
                },
            }
        ),
        (block("M203", at(8), 3),),
    ),
    Example(
        "M203",
        "letters that look like Latin ones make no other role",
        whole(
            {
                at(7): claimed(7, title="Outreach", does="Send emails"),
                at(8): claimed(8, title="Outr\u0435\u0430ch", does="\u0405end \u03b5mails"),
            }
        ),
        (block("M203", at(8), 3),),
    ),
    Example(
        "M203",
        "one role in two numbers is refused",
        whole({at(7): outreach(7), at(8): outreach(8)}),
        (block("M203", at(8), 3),),
        tells=("The role of number 8 is that of number 7", "prospects, window", "muster show 7"),
    ),
    Example(
        "M203",
        "case, spacing and punctuation make no other role",
        whole({at(7): outreach(7), at(8): outreach(8, does='"SEND  mails, to prospects!"')}),
        (block("M203", at(8), 3),),
    ),
    Example(
        "M203",
        "full-width letters make no other role",
        whole({at(7): outreach(7), at(8): outreach(8, does="Ｓend mails to prospects")}),
        (block("M203", at(8), 3),),
    ),
    Example(
        "M203",
        "ranges that share one number do not separate",
        whole(
            {
                at(7): outreach(7, "{prospects: 1-25}"),
                at(8): outreach(8, "{prospects: 25-50}"),
            }
        ),
        (block("M203", at(8), 3),),
    ),
    Example(
        "M203",
        "a scope of which the other says nothing does not separate",
        whole({at(7): outreach(7), at(8): outreach(8, "{prospects: 26-50}")}),
        (block("M203", at(8), 3),),
    ),
    Example(
        "M203",
        "a dimension that the charter does not declare does not separate",
        whole({at(7): outreach(7, "{flavour: apple}"), at(8): outreach(8, "{flavour: pear}")}),
        (block("M203", at(8), 3), note("M101", at(7), 6), note("M101", at(8), 6)),
    ),
    Example(
        "M203",
        "planned slots count too, and what the branch brings stands accused",
        branch(
            {at(8): planned(8, title="Outreach AI", does="Send mails to prospects")},
            {at(7): outreach(7)},
        ),
        (block("M203", at(7), 3),),
        tells=("The role of number 7 is that of number 8",),
    ),
    Example(
        "M203",
        "each of three is told once",
        whole({at(n): outreach(n) for n in (7, 8, 9)}),
        (block("M203", at(8), 3), block("M203", at(9), 3)),
    ),
    Example(
        "M203",
        "what main has stands apart",
        branch({at(7): outreach(7), at(8): outreach(8)}, {at(9): claimed(9)}),
        standing=(block("M203", at(8), 3),),
    ),
    Example(
        "M203",
        "ranges that meet nowhere separate",
        whole(
            {
                at(7): outreach(7, "{prospects: 1-25}"),
                at(8): outreach(8, "{prospects: 26-50}"),
            }
        ),
    ),
    Example(
        "M203",
        "one disjoint dimension of two separates",
        whole(
            {
                at(7): outreach(7, '{prospects: 1-25, window: "10:00-11:00"}'),
                at(8): outreach(8, '{prospects: 1-25, window: "11:00-12:00"}'),
            }
        ),
    ),
    Example(
        "M203",
        "one word more in the work is another role",
        whole({at(7): outreach(7), at(8): outreach(8, does="Send mails to new prospects")}),
        (review("M204", at(8), 3),),
    ),
    *(
        Example(
            "M203",
            f"{what} inside a word makes no other role",
            whole({at(7): outreach(7), at(8): outreach(8, does=f"Send ma{mark}ils to prospects")}),
            (block("M203", at(8), 3),),
        )
        for what, mark in (
            ("a joiner", "\u200d"),
            ("a non-joiner", "\u200c"),
            ("a variation selector", "\ufe0f"),
            ("a combining mark", "\u0332"),
            ("an accent on its own", "\u0301"),
        )
    ),
    Example(
        "M203",
        "a letter inside a word makes another role",
        whole({at(7): outreach(7), at(8): outreach(8, does="Send ma\u0131ils to prospects")}),
        (review("M204", at(8), 3),),
    ),
    Example(
        "M203",
        "a number that stands twice is not its own double",
        whole({at(7): outreach(7), ODD: outreach(7, holder="beta")}),
        (
            block("M001", ODD),
            block("M202", ODD, 2),
            block("M501", ODD, 1),
        ),
    ),
    Example(
        "M203",
        "a number that stands twice is a double of another number all the same",
        whole(
            {
                at(7): outreach(7),
                ODD: edited(outreach(7, holder="beta"), "slot-7", "beta"),
                at(8): outreach(8),
            }
        ),
        (block("M001", ODD), *(block("M203", p, 3) for p in (at(8), ODD)), block("M501", ODD, 1)),
        hides=("number 7 is that of number 7",),
    ),
    Example(
        "M203",
        "of many with a part each only those that share a part are told",
        whole(
            {
                at(n): outreach(n, f"{{prospects: [{low}-{low + 9}, {low + 100}]}}")
                for n, low in ((6, 1), (7, 11), (8, 21), (9, 30), (10, 121))
            }
        ),
        (block("M203", at(9), 3), block("M203", at(10), 3)),
    ),
)
