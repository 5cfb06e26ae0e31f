"""M204: two sessions do not do the same work in other words."""

from muster.model.layout import CHARTER
from rules.cases import (
    APPROVER,
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
MAILS = "Personalize and send emails (Batch 1)"
SAME_MAILS = "Personalize and send emails (Batch 2)"
LIKE_MAILS = "Send personalized mails to new prospects"
NEAR_MAILS = "Plan outreach calls for partners"
COLD = "Personalize and send cold emails to prospects"
REPLIES = "Answer replies of customers"


def role(
    number: int, does: str, scope: str = "", *, title: str = "Outreach AI", holder: str = ""
) -> str:
    text = claimed(number, holder, title=title, does=f'"{does}"')
    return edited(text, "goal:", f"  scope: {scope}\ngoal:") if scope else text


def with_charter(more: str) -> dict[str, str]:
    return {CHARTER: charter(more=more)}


def without_dimensions() -> dict[str, str]:
    declared = "dimensions: {prospects: range, window: time, paths: paths, shift: [early, late]}\n"
    return {CHARTER: edited(charter(), declared, "")}


def counting(text: str, target: int) -> str:
    """A record whose goal counts so many prospects a day."""
    old, _, rest = text.partition("exactly: 1, per: day}")
    statement = rest.replace("Finish one", f"Write to {target}", 1)
    return f"{old}exactly: {target}, per: day, counts: prospects}}{statement}"


EXAMPLES = (
    Example(
        "M204",
        "work that differs in a number only, without any scope, is refused",
        whole({at(7): role(7, MAILS), at(8): role(8, SAME_MAILS)}),
        (block("M204", at(8), 3),),
        tells=(
            "The work of number 8 is like that of number 7 (score 1.00: outreach 2",
            "Give under role.scope.shift number 8 the part late, and number 7 the part early, "
            "which are free",
            "muster show 7",
        ),
    ),
    Example(
        "M204",
        "work that differs in a number only is refused where the scopes are equal",
        whole(
            {
                at(7): role(7, MAILS, "{prospects: 1-25}"),
                at(8): role(8, SAME_MAILS, '{prospects: ["1-20", "21-25"]}'),
            }
        ),
        (block("M204", at(8), 3),),
        tells=("Give under role.scope.prospects number 8 the part 26-50, which is free",),
    ),
    Example(
        "M204",
        "the same work in scopes that share a part needs a review",
        whole(
            {
                at(7): role(7, MAILS, "{prospects: 1-25}"),
                at(8): role(8, SAME_MAILS, "{prospects: 25-40}"),
            }
        ),
        (review("M204", at(8), 3),),
        tells=("number 8 the part 26-41, which is free",),
    ),
    Example(
        "M204",
        "the same work where one has no scope needs a review, and the other is told its part",
        whole(
            {
                at(7): role(7, MAILS, '{window: "10:00-11:30"}'),
                at(8): role(8, SAME_MAILS),
            }
        ),
        (review("M204", at(8), 3),),
        tells=("Give under role.scope.window number 8 the part 11:30-13:00, which is free",),
    ),
    Example(
        "M204",
        "work in other words needs a review, and the words are told as written",
        whole({at(7): role(7, MAILS), at(8): role(8, LIKE_MAILS)}),
        (review("M204", at(8), 3),),
        tells=("personalized 2", "send 2", "mails 1", "outreach 2"),
        hides=("personal 2", "email 1"),
    ),
    Example(
        "M204",
        "work that is a little alike is noted",
        whole({at(7): role(7, MAILS), at(8): role(8, NEAR_MAILS)}),
        (note("M204", at(8), 3),),
    ),
    Example(
        "M204",
        "other work is not told, whatever the numbers and the stock phrases",
        whole(
            {
                at(7): role(7, f"Use this agent when you need to {MAILS} 1-25", title="Mails"),
                at(8): role(8, f"Use this agent when you need to {REPLIES} 1-25", title="Replies"),
            }
        ),
    ),
    Example(
        "M204",
        "a disjoint dimension separates the same work",
        whole(
            {
                at(7): role(7, MAILS, "{shift: early}"),
                at(8): role(8, SAME_MAILS, "{shift: late}"),
            }
        ),
    ),
    *(
        Example(
            "M204",
            f"a part that nobody needs separates nothing: {scope} of {of}",
            branch(
                {**with_charter(f"coverage: [{{{of}, by: [7]}}]"), at(7): role(7, MAILS, own)},
                {at(8): role(8, SAME_MAILS, scope)},
            ),
            (review("M204", at(8), 3),),
        )
        for of, own, scope in (
            ("dimension: prospects, of: 1-50", "{prospects: 1-50}", "{prospects: 999999999}"),
            (
                "dimension: window, of: '09:00-17:00'",
                "{window: '09:00-17:00'}",
                "{window: '03:00-03:01'}",
            ),
            ("dimension: paths, of: 'src/**'", "{paths: 'src/**'}", "{paths: zzz}"),
        )
    ),
    Example(
        "M204",
        "a label that the charter declares separates, wanted by coverage or not",
        branch(
            {
                **with_charter("coverage: [{dimension: shift, of: early, by: [7]}]"),
                at(7): role(7, MAILS, "{shift: early}"),
            },
            {at(8): role(8, SAME_MAILS, "{shift: late}")},
        ),
    ),
    Example(
        "M204",
        "a part that is needed separates, whatever else is beside it",
        branch(
            {
                **with_charter("coverage: [{dimension: prospects, of: 1-50, by: [7, 8]}]"),
                at(7): role(7, MAILS, "{prospects: 1-25}"),
            },
            {at(8): role(8, SAME_MAILS, "{prospects: 26-99}")},
        ),
    ),
    Example(
        "M204",
        "a dimension that the charter does not declare separates nothing",
        whole(
            {
                at(7): role(7, MAILS, "{flavour: apple}"),
                at(8): role(8, SAME_MAILS, "{flavour: pear}"),
            }
        ),
        (block("M204", at(8), 3), note("M101", at(7), 6), note("M101", at(8), 6)),
    ),
    Example(
        "M204",
        "the same title and work is the same role, and told once",
        whole({at(7): role(7, MAILS), at(8): role(8, MAILS.upper())}),
        (block("M203", at(8), 3),),
    ),
    Example(
        "M204",
        "a number that stands twice is not its own double",
        whole({at(7): role(7, MAILS), ODD: role(7, SAME_MAILS, holder="beta")}),
        (block("M001", ODD), block("M202", ODD, 2), block("M501", ODD, 1)),
    ),
    Example(
        "M204",
        "planned slots count too, and what the branch brings stands accused",
        branch(
            {at(8): planned(8, title="Outreach AI", does=MAILS)},
            {at(7): role(7, SAME_MAILS)},
        ),
        (block("M204", at(7), 3),),
        tells=("The work of number 7 is like that of number 8",),
    ),
    Example(
        "M204",
        "of two that a branch brings the later stands accused, and main's pairs are not told",
        branch(
            {
                at(3): role(3, REPLIES, title="Replies"),
                at(4): role(4, f"{REPLIES} (Batch 2)", title="Replies"),
            },
            {at(7): role(7, MAILS), at(8): role(8, SAME_MAILS)},
            signer=APPROVER,
        ),
        (block("M204", at(8), 3), block("M302", at(7), 1)),
        tells=("The work of number 8 is like that of number 7",),
        hides=("number 3", "number 4"),
    ),
    Example(
        "M204",
        "the charter's level for a block takes less",
        whole(
            {
                **with_charter("overlap: {block: 0.5}"),
                at(7): role(7, MAILS),
                at(8): role(8, LIKE_MAILS),
            }
        ),
        (block("M204", at(8), 3),),
    ),
    Example(
        "M204",
        "the charter's level for a review takes more",
        whole(
            {
                **with_charter("overlap: {review: 0.99}"),
                at(7): role(7, MAILS),
                at(8): role(8, LIKE_MAILS),
            }
        ),
        (note("M204", at(8), 3),),
    ),
    Example(
        "M204",
        "the charter's level for a note takes more",
        whole(
            {
                **with_charter("overlap: {note: 0.45}"),
                at(7): role(7, MAILS),
                at(8): role(8, NEAR_MAILS),
            }
        ),
    ),
    Example(
        "M204",
        "levels in no order: what must be blocked is never only noted",
        whole(
            {
                **with_charter("overlap: {note: 1, review: 1, block: 0.3}"),
                at(7): role(7, MAILS, "{shift: early}"),
                at(8): role(8, LIKE_MAILS),
            }
        ),
        (review("M204", at(8), 3),),
    ),
    Example(
        "M204",
        "a free part lies in a gap of what the charter wants covered",
        whole(
            {
                **with_charter("coverage: [{dimension: prospects, of: 1-60, by: [7, 8, 9]}]"),
                at(7): role(7, MAILS, "{prospects: 1-20}"),
                at(8): role(8, SAME_MAILS, "{prospects: 41-60}"),
                at(9): role(9, "Personalize and send emails (Batch 3)", "{prospects: 5-24}"),
            }
        ),
        (review("M204", at(9), 3), review("M206", CHARTER, 8), review("M207", at(9), 6)),
        tells=("number 9 the part 21-24, so that nobody has what is another's",),
    ),
    Example(
        "M204",
        "a free part lies in a gap of what the charter wants the other to cover",
        whole(
            {
                **with_charter("coverage: [{dimension: prospects, of: 1-60, by: [7, 8]}]"),
                at(7): role(7, MAILS, "{prospects: 1-20}"),
                at(8): role(8, SAME_MAILS, "{prospects: 41-60}"),
                at(9): role(9, "Personalize and send emails (Batch 3)", "{prospects: 5-24}"),
            }
        ),
        (review("M204", at(9), 3), review("M206", CHARTER, 8)),
        tells=("number 9 the part 21-40, which is free",),
    ),
    Example(
        "M204",
        "where the charter leaves no room the mover keeps what is its own",
        whole(
            {
                **with_charter("coverage: [{dimension: prospects, of: 1-24, by: [7]}]"),
                at(7): role(7, MAILS, "{prospects: 1-20}"),
                at(9): role(9, SAME_MAILS, "{prospects: 5-24}"),
            }
        ),
        (review("M204", at(9), 3), review("M206", CHARTER, 8)),
        tells=("number 9 the part 21-24, so that nobody",),
    ),
    Example(
        "M204",
        "where the charter leaves no room and nothing is the mover's own, another dimension parts",
        whole(
            {
                **with_charter("coverage: [{dimension: prospects, of: 1-20, by: [7]}]"),
                at(7): role(7, MAILS, "{prospects: 1-20}"),
                at(9): role(9, SAME_MAILS, "{prospects: 1-20}"),
            }
        ),
        (block("M204", at(9), 3),),
        tells=("Give under role.scope.shift number 9 the part late",),
        hides=("the part 21",),
    ),
    Example(
        "M204",
        "a label beyond what the charter wants covered is not proposed",
        whole(
            {
                CHARTER: edited(
                    charter(more="coverage: [{dimension: shift, of: [early, send], by: [7]}]"),
                    "[early, late]",
                    "[early, late, send]",
                ),
                at(7): role(7, MAILS, "{shift: early}"),
                at(9): role(9, "Personalize and send emails (late)"),
            }
        ),
        (review("M206", CHARTER, 8), review("M204", at(9), 3)),
        tells=("number 9 the part send, which is free",),
    ),
    Example(
        "M204",
        "who names no paths is told to take some outside the other's",
        whole({at(7): role(7, MAILS, "{paths: src/api/**}"), at(8): role(8, SAME_MAILS)}),
        (review("M204", at(8), 3),),
        tells=(
            "A part on one side separates nothing, and only number 7 has paths (src/api/**), "
            "number 8 has none. Give under role.scope.paths number 8 paths outside src/api/**; or",
        ),
        hides=("free",),
    ),
    Example(
        "M204",
        "who alone names a part can say what differs, and the other one is told its part",
        whole({at(7): role(7, MAILS), at(8): role(8, SAME_MAILS, "{paths: src/api/**}")}),
        (review("M204", at(8), 3),),
        tells=(
            "only number 8 has paths (src/api/**), number 7 has none. Say in role.does what "
            "differs; or give under role.scope.paths number 7 paths outside src/api/**.",
        ),
    ),
    Example(
        "M204",
        "what the other has is proposed before what only the accused has",
        whole(
            {
                at(7): role(7, MAILS, "{shift: early}"),
                at(8): role(8, SAME_MAILS, "{prospects: 1-25}"),
            }
        ),
        (review("M204", at(8), 3),),
        tells=(
            "only number 7 has shift (early), number 8 has none. Give under role.scope.shift "
            "number 8 the part late, which is free",
        ),
    ),
    Example(
        "M204",
        "what both goals count parts them, in pieces as large as each counts",
        whole(
            {
                CHARTER: edited(
                    charter(more="coverage: [{dimension: prospects, of: 11-44, by: [7, 8]}]"),
                    "dimensions: {",
                    "dimensions: {lane: [first, second], ",
                ),
                at(7): counting(role(7, MAILS), 17),
                at(8): counting(role(8, LIKE_MAILS), 16),
            }
        ),
        (
            review("M204", at(8), 3),
            review("M206", CHARTER, 8),
            *(review("M209", at(n), 6) for n in (7, 8)),
        ),
        tells=("number 8 the part 28-43, and number 7 the part 11-27",),
    ),
    Example(
        "M204",
        "what the charter wants of others is no place for the two",
        whole(
            {
                **with_charter("coverage: [{dimension: prospects, of: 11-44, by: [1]}]"),
                at(7): counting(role(7, MAILS), 17),
                at(8): counting(role(8, LIKE_MAILS), 16),
            }
        ),
        (
            note("M206", CHARTER, 8),
            review("M204", at(8), 3),
            *(review("M209", at(n), 6) for n in (7, 8)),
        ),
        tells=("number 8 the part 18-33, and number 7 the part 1-17",),
    ),
    Example(
        "M204",
        "a free label that the role names itself is proposed, the one named last",
        whole(
            {
                CHARTER: edited(charter(), "[early, late]", "[early, late, send, second-send]"),
                at(7): role(7, "Personalize, send emails (Second send)"),
                at(8): role(8, "Personalize, send emails (Late)"),
                at(9): role(9, "Personalize, send emails (early)", "{shift: early}"),
            }
        ),
        tuple(review("M204", path, 3) for path in (at(8), at(9), at(9))),
        tells=("number 8 the part late, and number 7 the part second-send",),
    ),
    Example(
        "M204",
        "without a dimension the help says so",
        whole({**without_dimensions(), at(7): role(7, MAILS), at(8): role(8, SAME_MAILS)}),
        (block("M204", at(8), 3),),
        tells=("the charter declares no dimension that could part them",),
    ),
    Example(
        "M204",
        "where no free part can be named the help names the dimensions",
        whole(
            {
                CHARTER: edited(charter(), "shift: [early, late]", "shift: [early]"),
                at(7): role(7, MAILS, "{shift: early}"),
                at(8): role(8, SAME_MAILS, "{shift: early}"),
            }
        ),
        (block("M204", at(8), 3),),
        tells=("give each its part of a dimension (prospects, window, paths, shift)",),
    ),
    *(
        Example(
            "M204",
            f"the same work written otherwise is refused: {does}",
            branch(
                {at(7): role(7, does, title=title)},
                {at(8): role(8, COLD, title="Outreach writer")},
            ),
            (block("M204", at(8), 3),),
        )
        for title, does in (
            ("OutreachWriter", "PersonalizeAndSendColdEmailsToProspects"),
            ("1Outreach 1writer", "1Personalize and 1send 1cold 1emails to 1prospects"),
            ("O u t r e a c h writer", "Personalize and s e n d cold e-mails to prospects"),
            (
                "Outr\u0435\u0430ch writer",
                "Pers\u03bfnalize \u0430nd then send c\u043eld \u0435mails to pr\u043espects",
            ),
        )
    ),
    Example(
        "M204",
        "the same work where one moved it into its responsibilities is refused",
        branch(
            {at(8): role(8, COLD, title="Outreach writer")},
            {
                at(7): edited(
                    role(7, "See responsibilities", title="Team member"),
                    "goal:",
                    f"responsibilities: [Outreach writer, {COLD}]\ngoal:",
                )
            },
        ),
        (block("M204", at(7), 3),),
    ),
    Example(
        "M204",
        "compounds cut into pieces are alike",
        branch(
            {at(7): role(7, "Personal-ize and se-nd co-ld ema-ils", title="Out-reach wri-ter")},
            {at(8): role(8, "Personalize and send cold emails", title="Outreach writer")},
        ),
        (review("M204", at(8), 3),),
    ),
    Example(
        "M204",
        "words that only say that there is work make no two roles alike",
        whole(
            {
                at(7): role(7, "Write conformance tests", title="Test author"),
                at(8): role(8, "Write the language reference", title="Documentation author"),
            }
        ),
    ),
    Example(
        "M204",
        "of many only the most alike are told, and the last tells how many more there are",
        whole({at(n): role(n, f"Personalize and send emails (Batch {n})") for n in range(1, 9)}),
        tuple(block("M204", at(n), 3) for n in range(2, 9) for _ in range(min(n - 1, 6))),
        tells=("Number 8 meets 2 more sessions in the same way: numbers 6-7.",),
        hides=("at least",),
    ),
    Example(
        "M204",
        "of very many the last tells that there are at least so many",
        branch(
            {
                CHARTER: charter(size=40),
                **{
                    at(n): role(n, f"Personalize and send emails (Batch {n})") for n in range(1, 32)
                },
            },
            {at(40): role(40, "Personalize and send emails (Batch 40)")},
        ),
        (block("M204", at(40), 3),) * 6,
        tells=("Number 40 meets at least 20 more sessions in the same way: numbers 6-25.",),
    ),
    *(
        Example(
            "M204",
            f"the same work without a scope is refused behind {count} more alike in other scopes",
            branch(
                {
                    CHARTER: charter(size=60),
                    **{
                        at(n): role(n, f"{COLD} (Batch {n})", f"{{prospects: {n}-99}}")
                        for n in range(1, count + 1)
                    },
                    at(50): role(50, f"{COLD} daily"),
                },
                {at(51): role(51, COLD)},
            ),
            (block("M204", at(51), 3), *(review("M204", at(51), 3),) * 5),
        )
        for count in (6, 30)
    ),
)
