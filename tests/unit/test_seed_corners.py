"""Documents that once hung the import, or were read for what they do not say."""

from collections.abc import Mapping
from typing import Any

from muster.seed.document import read_document
from muster.seed.draft import Draft


def block(number: int, *fields: str) -> str:
    lines = "".join(f"{field}\n" for field in (f"- NUMBER: {number}", *fields))
    return f"### Session #{number}: Writer\n{lines}\n"


def record(draft: Draft, number: int) -> Mapping[str, Any]:
    return next(part.record for part in draft.sessions if part.record["number"] == number)


def metrics(goal: str) -> tuple[Any, tuple[str, ...]]:
    part = read_document(block(1, "- ROLE: Writer - writes", f"- GOAL: {goal}")).sessions[0]
    found: Mapping[str, Any] = part.record
    return found["goal"].get("metrics"), part.untold


def test_names_that_take_every_likely_name_leave_one_for_the_nameless() -> None:
    taken = ["writer", "writer-99", *(f"writer-99-{count}" for count in range(2, 30))]
    document = "".join(
        block(number, "- ROLE: A - b", f"- NAME: {name}") for number, name in enumerate(taken, 1)
    )
    draft = read_document(document + block(99, "- ROLE: A - b"))
    names = [part.record["name"] for part in draft.sessions]
    assert len(set(names)) == len(taken) + 1


def test_of_two_blocks_for_a_number_the_first_in_the_document_is_taken() -> None:
    one_section = (
        "### Session #1: A\n- NUMBER: 1\n- ROLE: First - one\n- NUMBER: 2\n- ROLE: Second - two\n"
    )
    later = "### Session #2: B\n- NUMBER: 2\n- ROLE: Third - three\n"
    assert record(read_document(f"{one_section}\n{later}"), 2)["role"]["title"] == "Second"


def test_what_follows_a_second_value_is_not_added_to_the_first() -> None:
    draft = read_document(
        block(1, "- ROLE: A - b", "- GOAL: Send 3 emails", "- GOAL: Send 4 calls", "    and more")
    )
    assert record(draft, 1)["goal"]["statement"] == "Send 3 emails"


def test_a_range_gives_both_ends_but_a_limit_that_is_one_is_told() -> None:
    found, untold = metrics("Close 10-15 deals a week")
    assert [(m.get("at_least"), m.get("at_most")) for m in found] == [(10, None), (None, 15)]
    assert not any(sentence.startswith("goal") for sentence in untold)
    for goal in ("Reply within 1-2 hours", "Keep churn up to 5-10%", "Reach $120k-150k MRR"):
        found, untold = metrics(goal)
        assert not found, goal
        assert any("could" in sentence for sentence in untold), goal
