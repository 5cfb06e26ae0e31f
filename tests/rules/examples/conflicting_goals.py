"""M208: no two goals count the same twice, none contradict each other."""

from muster.model.layout import CHARTER
from rules.cases import Example, at, block, branch, charter, claimed, edited, planned, review, whole

MAILS = "{name: mails, exactly: 25, per: day, counts: prospects}"
BEST = '{name: close_rate, at_least: 90, unit: "%"}'
WORST = '{name: close_rate, at_most: 80, unit: "%"}'


def having(
    number: int,
    metric: str,
    scope: str = "",
    *,
    held: bool = True,
    more: str = "",
    holder: str = "",
) -> str:
    text = (
        claimed(number, holder, metrics=metric, more=more)
        if held
        else planned(number, metrics=metric, more=more)
    )
    return edited(text, "goal:", f"  scope: {scope}\ngoal:") if scope else text


def counting(number: int, scope: str, metric: str = MAILS) -> str:
    return having(number, metric, scope)


ODD = "registry/sessions/7.yaml"  # sorts after 007.yaml
TWICE = edited(
    having(7, MAILS, "{prospects: 1-25}", holder="beta"),
    "name: slot-7",
    "name: beta",
)


def measured(unit: str = "USD", per: str = ", per: month", statement: str = "$120k MRR") -> str:
    text = charter()
    figure = f"metric: mrr, target: 120000, unit: {unit}{per}"
    return edited(
        text,
        "{id: mrr, statement: Reach $120k MRR}",
        f"{{id: mrr, statement: {statement}, {figure}}}",
    )


def both(one: str, other: str, scopes: tuple[str, str] = ("", "")) -> dict[str, str]:
    return {at(7): having(7, one, scopes[0]), at(8): having(8, other, scopes[1])}


EXAMPLES = (
    Example(
        "M208",
        "two that count the same prospects are told",
        whole(
            {
                at(7): counting(7, "{prospects: 1-25}"),
                at(8): counting(8, "{prospects: 21-45}"),
            }
        ),
        (review("M208", at(8), 7),),
        tells=(
            "mails counts prospects 21-25 in number 8 and in number 7",
            "number 8 could take 26-45",
            "muster show 7",
        ),
    ),
    Example(
        "M208",
        "the very same part leaves nothing for the second",
        whole({at(n): counting(n, "{prospects: 1-25}") for n in (7, 8, 9)}),
        (review("M208", at(8), 7), review("M208", at(9), 7)),
        tells=("Give each its part of prospects, or one of the two up.",),
    ),
    Example(
        "M208",
        "a plural is no other name, nor is another period another thing",
        whole(
            {
                at(7): counting(7, "{prospects: 1-25}"),
                at(8): counting(
                    8, "{prospects: 1-25}", "{name: mail, exactly: 25, counts: prospects}"
                ),
            }
        ),
        (review("M208", at(8), 7),),
    ),
    Example(
        "M208",
        "labels are counted twice too",
        whole(
            {
                at(n): counting(
                    n, f"{{shift: [{own}]}}", f"{{name: shifts, at_least: {size}, counts: shift}}"
                )
                for n, own, size in ((7, "early", 1), (8, "early, late", 2))
            }
        ),
        (review("M208", at(8), 7),),
        tells=("shifts counts shift early in number 8", "number 8 could take late"),
    ),
    Example(
        "M208",
        "what the branch brings stands accused",
        branch(
            {at(8): counting(8, "{prospects: 1-25}"), at(9): counting(9, "{prospects: 1-25}")},
            {at(7): counting(7, "{prospects: 25-49}")},
        ),
        (review("M208", at(7), 7),),
        tells=("prospects 25 in number 7 and in number 8",),
    ),
    Example(
        "M208",
        "at least 90 against at most 80 is told",
        whole(both(BEST, WORST)),
        (review("M208", at(8), 6),),
        tells=(
            "close_rate is at most 80 % in number 8, at least 90 % in number 7: nothing is both",
        ),
    ),
    Example(
        "M208",
        "in another spelling of the unit too",
        whole(both(BEST, "{name: close_rates, at_most: 0.8, unit: ratio}")),
        (review("M208", at(8), 6),),
    ),
    Example(
        "M208",
        "of many each is told once, with the sharpest of the other side",
        whole(
            {
                at(n): having(n, f"{{name: close_rate, {limit}, unit: ratio}}")
                for n, limit in (
                    (6, "at_least: 0.5"),
                    (7, "at_least: 0.9"),
                    (8, "at_most: 0.8"),
                    (9, "at_most: 0.4"),
                    (10, "at_most: 0.95"),
                )
            }
        ),
        (review("M208", at(8), 6), review("M208", at(9), 6)),
        tells=("at most 0.8 ratio in number 8, at least 0.9 ratio in number 7",),
    ),
    Example(
        "M208",
        "a goal can contradict itself",
        whole({at(7): having(7, f"{BEST}, {WORST}")}),
        (review("M208", at(7), 6),),
        tells=("close_rate is at least 90 % and at most 80 % in number 7",),
    ),
    Example(
        "M208",
        "a planned slot counts too, and what the branch brings stands accused",
        branch({at(8): having(8, BEST, held=False)}, {at(7): having(7, WORST)}),
        (review("M208", at(7), 6),),
    ),
    Example(
        "M208",
        "money in another period is compared",
        whole(
            both(
                "{name: spend, at_least: 2000, unit: USD, per: month}",
                "{name: spend, at_most: 20000, unit: USD, per: year}",
            )
        ),
        (review("M208", at(8), 6),),
    ),
    Example(
        "M208",
        "a limit below the objective's target is told",
        whole(
            {
                CHARTER: measured(),
                at(7): having(7, "{name: mrr, at_most: 100, unit: kUSD, per: month}"),
            }
        ),
        (review("M208", at(7), 6),),
        tells=("the objective mrr has 120000 USD per month: who keeps the one misses the other",),
    ),
    Example(
        "M208",
        "another currency can't be added up",
        whole(
            {
                CHARTER: measured(),
                at(7): having(7, "{name: mrr, at_least: 120000, unit: EUR, per: month}"),
            }
        ),
        (review("M208", at(7), 6),),
        tells=("the two units can't be added up",),
    ),
    Example(
        "M208",
        "of what is to fall no session may want more",
        whole(
            {
                CHARTER: measured(statement="Reduce the spend"),
                at(7): having(7, "{name: mrr, at_least: 130000, unit: USD, per: month}"),
            }
        ),
        (review("M208", at(7), 6),),
    ),
    Example(
        "M208",
        "parts that don't meet are counted once",
        whole(
            {
                at(7): counting(7, "{prospects: 1-25}"),
                at(8): counting(8, "{prospects: 26-50}"),
            }
        ),
    ),
    Example(
        "M208",
        "another dimension separates",
        whole(
            {
                at(n): counting(n, f"{{prospects: 1-25, shift: {shift}}}")
                for n, shift in ((7, "early"), (8, "late"))
            }
        ),
    ),
    Example(
        "M208",
        "another metric counts something else",
        whole(
            {
                at(7): counting(7, "{prospects: 1-25}"),
                at(8): counting(8, "{prospects: 1-25}", MAILS.replace("mails", "calls")),
            }
        ),
    ),
    Example(
        "M208",
        "a number that stands twice is told elsewhere",
        whole({at(7): counting(7, "{prospects: 1-25}"), ODD: TWICE}),
        (block("M001", ODD), block("M501", ODD, 1)),
    ),
    Example(
        "M208",
        "a branch is not told what main has",
        branch(both(BEST, WORST), {at(9): claimed(9)}),
    ),
    Example("M208", "the same limit twice is fine", whole(both(BEST, BEST))),
    Example(
        "M208",
        "a limit at the other is kept by just that",
        whole(both(BEST, WORST.replace("80", "90"))),
    ),
    Example(
        "M208",
        "one limit in two spellings is one, whatever a float makes of it",
        whole(
            both(
                "{name: quota, at_most: 110, unit: '%'}",
                "{name: quota, at_least: 1.1, unit: ratio}",
            )
        ),
    ),
    Example(
        "M208",
        "what one has exactly is no limit for the other",
        whole(both(BEST, "{name: close_rate, exactly: 80, unit: '%'}")),
    ),
    Example(
        "M208",
        "scopes that are apart may have any limits",
        whole(both(BEST, WORST, ("{shift: early}", "{shift: late}"))),
    ),
    Example(
        "M208",
        "mails a day are each session's own",
        whole(
            both("{name: mails, at_least: 20, per: day}", "{name: mails, at_most: 10, per: day}")
        ),
    ),
    Example(
        "M208",
        "exact figures are each session's own",
        whole(both("{name: mails, exactly: 17, per: day}", "{name: mails, exactly: 16, per: day}")),
    ),
    Example(
        "M208",
        "a week may have seven days",
        whole(
            both(
                "{name: spend, at_least: 25, unit: USD, per: day}",
                "{name: spend, at_most: 126, unit: USD, per: week}",
            )
        ),
    ),
    Example(
        "M208",
        "hours and dollars are two things of one name",
        whole(
            both(
                "{name: cost, at_least: 20, unit: hour}",
                "{name: cost, at_most: 10, unit: USD}",
            )
        ),
    ),
    Example(
        "M208",
        "several sessions may serve an objective with a part each",
        whole(
            {
                CHARTER: measured(),
                at(7): having(7, "{name: mrr, at_least: 12000, unit: USD, per: month}"),
                at(8): having(8, "{name: mrr, at_most: 120000, unit: USD, per: month}"),
                at(9): having(9, "{name: mrr, at_most: 30, per: day}"),
            }
        ),
        (review("M208", at(9), 6),),
    ),
)
