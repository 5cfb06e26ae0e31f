"""M211: what others wait for is ready before they begin."""

from rules.cases import Example, at, branch, claimed, review, whole

HANDS_ON = "Collect approvals and distribute to outreach team"


def queue(
    when: str = 'by: "11:00"',
    *,
    do: str = "Prepare approval queue",
    duty: str = HANDS_ON,
    n: int = 7,
) -> str:
    more = f"responsibilities: [{duty}]\nschedule:\n  - {{do: {do}, {when}}}\n"
    return claimed(n, more=more)


def outreach(
    when: str = 'at: "10:00-11:00"',
    *,
    do: str = "Send batch",
    title: str = "Outreach AI",
    does: str = "",
    n: int = 8,
) -> str:
    return claimed(n, title=title, does=does, more=f"schedule:\n  - {{do: {do}, {when}}}\n")


def fails(says: str, one: str, other: str, *tells: str) -> Example:
    case = whole({at(7): one, at(8): other})
    return Example("M211", says, case, (review("M211", at(7), 14),), tells=tells)


def passes(says: str, one: str, other: str) -> Example:
    return Example("M211", says, whole({at(7): one, at(8): other}))


ALONE = claimed(
    7,
    title="Outreach AI",
    more=f"responsibilities: [{HANDS_ON}]\nschedule:\n"
    '  - {do: Send batch for approval, at: "10:00-11:00"}\n',
)

EXAMPLES = (
    fails(
        "a queue that is due after the outreach begins is told",
        queue(),
        outreach(),
        "Prepare approval queue is due by 11:00 in number 7, but number 8, which gets what is "
        "approved, begins with Send batch at 10:00 every day.",
        "Have it ready by 10:00, or let the others begin at 11:00.",
        "muster show 8",
    ),
    fails("a window is due at its end", queue('at: "09:30-10:30"'), outreach()),
    fails("a window over midnight ends late", queue('at: "22:00-02:00"'), outreach('at: "23:00"')),
    fails(
        "one shared day is enough, also over the week's end",
        queue('by: "11:00", days: sat-mon'),
        outreach('at: "10:00", days: mon-fri'),
        "on mon.",
    ),
    fails(
        "the duty may be told in the plural, and the review may have another name",
        queue(do="Sign-off", duty="Hand signed sign-offs to the writers"),
        outreach(title="Writer", do="Publish posts"),
    ),
    Example(
        "M211",
        "the earliest of those that wait is told",
        whole(
            {
                at(7): queue(),
                at(8): outreach(),
                at(9): outreach(
                    'at: "09:00"',
                    does="Ring journalists and book rooms for the press before a launch",
                    n=9,
                ),
            }
        ),
        (review("M211", at(7), 14),),
        tells=("but number 9",),
        hides=("number 8",),
    ),
    Example(
        "M211",
        "what the branch brings stands accused",
        branch(
            {
                at(7): queue(),
                at(9): outreach(
                    'at: "09:00"',
                    does="Ring journalists and book rooms for the press before a launch",
                    n=9,
                ),
            },
            {at(8): outreach()},
        ),
        (review("M211", at(8), 13),),
        tells=("muster show 7",),
    ),
    Example(
        "M211",
        "the queue that the branch brings stands accused",
        branch({at(8): outreach()}, {at(7): queue()}),
        (review("M211", at(7), 14),),
    ),
    Example(
        "M211",
        "a branch is not told what main has",
        branch({at(7): queue(), at(8): outreach()}, {at(9): claimed(9)}),
    ),
    passes("ready before they begin", queue('by: "08:00"'), outreach()),
    passes("ready when they begin", queue('by: "10:00"'), outreach()),
    passes(
        "no day that both have",
        queue('by: "11:00", days: sat'),
        outreach('at: "10:00", days: mon-fri'),
    ),
    passes(
        "for the next day it may be late",
        queue(do="Prepare approval queue for the next day"),
        outreach(),
    ),
    passes("a deadline of theirs does not tell when they begin", queue(), outreach('by: "10:30"')),
    passes("another role does not wait", queue(), outreach(title="Research AI")),
    passes("nothing that goes out needs no approval", queue(), outreach(do="Rank the answers")),
    passes("what is no approval is not waited for", queue(do="Prepare lunch"), outreach()),
    passes("a duty that hands on nothing", queue(duty="Rank what is to be approved"), outreach()),
    passes(
        "a duty that only names them hands on nothing",
        queue(duty="Collect approvals to please outreach"),
        outreach(),
    ),
    Example(
        "M211",
        "a branch may bring what begins when the queue is due",
        branch({at(7): queue()}, {at(8): outreach('at: "11:00-12:00"')}),
    ),
    passes("a time that is none", queue(), outreach("days: mon")),
    Example(
        "M211",
        "a session does not wait for itself",
        whole({at(7): ALONE}),
    ),
)
