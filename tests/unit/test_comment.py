"""The comment on a pull request: what it says in every case, and that it is only what we wrote.

``UPDATE_GOLDEN=1 pytest tests/unit/test_comment.py`` (``make golden``) writes the files of
``tests/data/github/comments`` anew: look at what changes in them before you keep it.
"""

from __future__ import annotations

import json
import os
import re
from functools import cache
from pathlib import Path

import pytest

from muster.engine.pull_verdict import PullVerdict
from muster.render.comment import comment, status
from muster.render.comment_data import comment_data
from support.comment_cases import CASES
from support.comments import assert_only_ours, block

GOLDEN = Path(__file__).parents[1] / "data" / "github" / "comments"

each = pytest.mark.parametrize("name", CASES)


@cache
def verdict(name: str) -> PullVerdict:
    return CASES[name]()


@each
def test_each_kind_of_comment_is_as_it_was_looked_at(name: str) -> None:
    file, told = GOLDEN / f"{name}.md", comment(verdict(name))
    if os.environ.get("UPDATE_GOLDEN"):
        file.write_text(told, "utf-8", newline="\n")
    assert file.read_text("utf-8") == told
    assert comment(CASES[name]()) == told, "the same verdict, other bytes"


def test_no_golden_file_is_left_behind() -> None:
    assert sorted(file.name for file in GOLDEN.iterdir()) == sorted(f"{name}.md" for name in CASES)


@each
def test_a_comment_has_nothing_in_it_that_we_did_not_write(name: str) -> None:
    known = verdict(name)
    assert_only_ours(comment(known), known.orchestrator)


@each
def test_the_block_for_programs_is_the_same_as_data(name: str) -> None:
    known, document = verdict(name), comment(verdict(name))
    told = block(document)
    found = json.loads(told)
    assert found == comment_data(known, found["message"])
    assert list(found) == ["muster", "ok", "code", "message", "next", "data"]
    assert told.isascii()
    assert not {*told} & {*"`<>&@"}
    assert (found["data"]["pull"], found["data"]["head"]) == (known.number, known.head)
    assert found["ok"] is (status(known)[0] == "success" and not known.needs_look)


def mentions(name: str) -> list[str]:
    return re.findall(r"(?<![\w&])@([\w-]+)", comment(verdict(name)).partition("```json\n")[0])


def test_the_orchestrator_is_mentioned_where_a_ruling_is_its_to_make_and_nowhere_else() -> None:
    assert {name for name in CASES if verdict(name).orchestrator in mentions(name)} == {
        "ruling-wanted"
    }


@pytest.mark.parametrize(
    ("login", "told"),
    [
        ("ana", ["ana"]),
        ("a", ["a"]),
        ("ana-1-b", ["ana-1-b"]),
        ("a" * 39, ["a" * 39]),
        ("a" * 40, []),
        ("a-" * 19 + "b", ["a-" * 19 + "b"]),
        ("a-" * 20 + "b", []),
        ("ana-", []),
        ("-ana", []),
        ("an--a", []),
        ("ana\n", []),
        ("acme/owners", []),
        ("ána", []),
        ("", []),
    ],
)
def test_a_handle_that_is_none_is_not_mentioned(login: str, told: list[str]) -> None:
    known = verdict("ruling-wanted")._replace(orchestrator=login)
    document = comment(known).partition("```json\n")[0]
    assert re.findall(r"@([\w-]+)", document) == told


def test_while_something_blocks_no_ruling_is_asked_for() -> None:
    known = verdict("ruling-wanted")._replace(base="elsewhere")
    assert "@" not in comment(known)
    assert "muster ruling" not in comment(known).partition("```json\n")[0]


def test_an_all_clear_is_short() -> None:
    told = comment(verdict("planned-slot-on-a-forge")).partition("<details>")[0]
    assert len(told.splitlines()) <= 20
    assert "approve, then press Merge (a merge commit)" in told


def test_rivals_are_named_so_that_github_links_them() -> None:
    assert "\nOpen for the same: #12.\n" in comment(verdict("rival-ahead"))
    assert "\nOpen for the same: #15.\n" in comment(verdict("rival-behind"))


def test_more_findings_than_there_is_room_for_are_counted() -> None:
    known = verdict("many-mistakes")
    assert known.report is not None
    data = json.loads(block(comment(known)))["data"]
    assert len(known.report.findings) > 20
    assert 0 < len(data["findings"]) <= 20
    assert len(data["findings"]) + data["left_out"]["findings"] == len(known.report.findings)
    shown = comment(known).count("\n- **")
    assert 0 < shown <= 20
    assert f"\n- and {len(known.report.findings) - shown} more; " in comment(known)


@each
def test_a_status_is_what_github_takes(name: str) -> None:
    state, told = status(verdict(name))
    assert state == ("failure" if verdict(name).blocked else "success")
    assert told.isascii()
    assert told.isprintable()
    assert 0 < len(told) <= 140


@pytest.mark.parametrize(
    ("name", "state", "told"),
    [
        ("planned-slot", "success", "Fine: nothing to find fault with"),
        ("rival-behind", "success", "Fine, with 1 finding to note"),
        ("number-taken", "failure", "Blocked: 1 finding, M201 number-taken"),
        ("ruling-wanted", "success", "A human must look: 2 findings, M204 overlapping-role first"),
        ("another-base", "failure", "Blocked: it goes to another branch than main"),
        ("not-judged", "failure", "Blocked: it can't be judged; the comment says why"),
        ("nothing", "success", "Nothing to judge: the change brings nothing that main lacks"),
    ],
)
def test_a_status_tells_the_worst(name: str, state: str, told: str) -> None:
    assert status(verdict(name)) == (state, told)
