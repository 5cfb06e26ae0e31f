"""The quick look and the close one agree, and no goal breaks the rules on goals."""

from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from muster.model.figures.meant import meant
from muster.model.figures.plain import is_plain
from muster.model.figures.statement_text import figures_of
from muster.model.goal import read_goal
from muster.model.layout import CHARTER
from muster.model.registry import Registry
from muster.model.session import read_session
from muster.model.strict_yaml import Document
from muster.rules.case import Case
from muster.rules.catalog import catalog
from rules.cases import at, planned, source, whole

NUMBERS = st.sampled_from(["5", "17", "17", "95", "100", "2026", "7.5", "1,000"])
PIECES = st.one_of(
    NUMBERS,
    st.sampled_from(
        [
            "Send", "Find", "emails", "prospects", "reply", "rate", "daily", "weekly", "a", "day",
            "per", "week", "within", "at", "least", "most", "hours", "minutes", "%", "%+", "+", ",",
            "$", "k", "and", "delivery", "score", "/100", "-", "to", "of", "Batch", "GPT-4", ".",
        ]
    ),
)  # fmt: skip
STATEMENTS = st.lists(st.tuples(PIECES, st.sampled_from(["", " ", " "])), max_size=14).map(
    lambda pieces: "".join(piece + space for piece, space in pieces)
)
METRICS = st.lists(
    st.fixed_dictionaries(
        {
            "name": st.sampled_from(
                ["emails_sent", "prospects_found", "delivery_rate", "reply_time"]
            )
        },
        optional={
            "exactly": st.sampled_from([5, 17, 95, 100]),
            "at_least": st.sampled_from([5, 17, 95]),
            "unit": st.sampled_from(["%", "hour"]),
            "per": st.sampled_from(["day", "week"]),
        },
    ),
    max_size=3,
)
TEMPLATES = st.builds(
    lambda verb, one, thing, often, two, plus: (
        f"{verb} {one} {thing} {often}, {two}%{plus} delivery rate"
    ),
    st.sampled_from(["Send", "Find"]),
    st.sampled_from([5, 17]),
    st.sampled_from(["emails", "prospects", "hours"]),
    st.sampled_from(["daily", "weekly", "a day", ""]),
    st.sampled_from([17, 95]),
    st.sampled_from(["", "+"]),
)


@given(STATEMENTS | TEMPLATES, METRICS)
def test_what_looks_plain_has_nothing_to_find(statement: str, metrics: list[Any]) -> None:
    goal = read_goal({"statement": statement, "metrics": metrics})
    if not is_plain(statement, goal.metrics):
        return
    for figure, _, difference in meant(figures_of(statement), goal.metrics, None):
        assert difference is None, (figure, goal.metrics)


SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.just(10**400)
    | st.floats()
    | st.text(max_size=8)
    | st.sampled_from(["day", "week", "hour", "%", "prospects", "window", "shift", "nowhere"])
)
ANYTHING = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner)
)
METRIC = st.fixed_dictionaries(
    {},
    optional=dict.fromkeys(
        ("name", "exactly", "at_least", "at_most", "unit", "per", "counts"), SCALARS
    ),
)
GOALS = st.fixed_dictionaries(
    {},
    optional={
        "statement": STATEMENTS | ANYTHING,
        "metrics": st.lists(METRIC | ANYTHING, max_size=4) | ANYTHING,
        "serves": ANYTHING,
    },
)
SCOPES = st.fixed_dictionaries(
    {},
    optional={
        "prospects": st.sampled_from(["1-25", 3, [1, "7-9"], "x"]),
        "shift": st.sampled_from(["early", ["early", "late"]]),
    },
)
ITEMS = st.lists(
    st.fixed_dictionaries(
        {"do": st.sampled_from(["Prepare approval queue", "Send batch", "", 1])},
        optional={
            "at": st.sampled_from(["10:00", "22:00-02:00", "99:99"]) | ANYTHING,
            "by": st.sampled_from(["11:00", "24:00"]) | ANYTHING,
            "days": st.sampled_from(["daily", "mon-fri", "x"]) | ANYTHING,
        },
    )
    | ANYTHING,
    max_size=3,
)
RECORDS = st.fixed_dictionaries(
    {"number": st.integers(1, 3) | ANYTHING, "goal": GOALS | ANYTHING},
    optional={
        "role": st.fixed_dictionaries(
            {"title": st.sampled_from(["Outreach AI", "Queue AI"]), "scope": SCOPES | ANYTHING}
        ),
        "responsibilities": st.just(["Collect approvals and distribute to outreach team"])
        | ANYTHING,
        "schedule": ITEMS | ANYTHING,
        "status": st.sampled_from(["pending", "registered"]),
    },
)
CODES = ("M105", "M106", "M208", "M209", "M210", "M211")


@given(st.lists(RECORDS, max_size=4))
def test_no_record_breaks_the_rules_on_goals(records: list[dict[str, Any]]) -> None:
    case = made(records)
    for code in CODES:
        first, again = list(catalog()[code].judge(case)), list(catalog()[code].judge(case))
        assert first == again
        assert all(finding.message and finding.help for finding in first)


def made(records: list[dict[str, Any]]) -> Case:
    """A case of records as data, as a file that no schema has seen would give them."""
    base = whole({at(n): planned(n) for n in range(1, len(records) + 1)})
    files = {CHARTER: base.after.files[CHARTER]}
    for n, value in enumerate(records, 1):
        document = Document(source(at(n), planned(n)).data or b"", value, ())
        file = base.after.files[at(n)]
        files[at(n)] = file._replace(record=read_session(at(n), document))
    return replace(base, after=Registry(files))
