"""Every rule has its page, its place and its cases; no code or name stands twice."""

import re
from pathlib import Path

import pytest

import muster.rules
from muster.rules.catalog import DuplicateRuleError, catalog, collect
from muster.rules.rule import Rule
from rules.collected import EXAMPLES, FOLDER

RULES = tuple(catalog().values())
GROUPS = {
    "file": "M0",
    "record": "M1",
    "registry": "M2",
    "change": "M3",
    "authority": "M4",
    "history": "M5",
}
EXPECTED = (
    "M001 M002 M003 M004 M005 M006 M007 M101 M102 M103 M104 M105 M106 M107 M108 M201 M202 M203 "
    "M204 M205 M206 M207 M208 M209 M210 M211 "
    "M301 M302 M303 M304 M305 M306 M307 M308 M309 M401 M402 M403 M404 M405 M406 M407 M501"
)

each_rule = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)


def module(rule: Rule) -> list[str]:
    return rule.judge.__module__.split(".")


def test_no_rule_of_the_design_was_lost() -> None:
    assert set(EXPECTED.split()) <= set(catalog())


def test_the_catalog_is_in_the_order_of_the_codes() -> None:
    assert list(catalog()) == sorted(catalog())


@each_rule
def test_a_rule_has_its_three_headings_in_order_with_text_under_each(rule: Rule) -> None:
    parts = re.split(r"^## (.*)$", rule.page, flags=re.MULTILINE)
    assert parts[1::2] == ["What it does", "Why", "How to fix"]
    assert all(len(text.split()) >= 5 for text in parts[2::2])


@each_rule
def test_a_rule_has_a_summary_of_one_line(rule: Rule) -> None:
    first, second, *_ = rule.page.splitlines()
    assert rule.summary == first
    assert re.fullmatch(r"[A-Z].{10,98}\.", first)
    assert second == ""


@each_rule
def test_a_code_and_a_name_have_their_form(rule: Rule) -> None:
    assert re.fullmatch(r"M[0-9]{3}", rule.code)
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", rule.name)


@each_rule
def test_a_rule_stands_in_a_file_of_its_name_and_in_the_group_of_its_code(rule: Rule) -> None:
    *_, group, file = module(rule)
    assert file == rule.name.replace("-", "_")
    assert rule.code.startswith(GROUPS[group])


@each_rule
def test_a_rule_has_a_case_that_fails_and_a_near_miss_that_passes(rule: Rule) -> None:
    has = {example.fails for example in EXAMPLES if example.rule == rule.code}
    assert has == {True, False}


@each_rule
def test_the_cases_of_a_rule_stand_in_a_file_of_its_name(rule: Rule) -> None:
    assert (FOLDER / f"{rule.name.replace('-', '_')}.py").is_file()


def test_every_case_is_of_a_rule_and_says_something_of_its_own() -> None:
    assert {example.rule for example in EXAMPLES} <= set(catalog())
    told = [(example.rule, example.says) for example in EXAMPLES]
    assert len(told) == len(set(told))


def test_every_file_in_the_groups_is_a_rule() -> None:
    folder = Path(muster.rules.__file__).parent
    files = {
        (group, path.stem)
        for group in GROUPS
        for path in (folder / group).glob("*.py")
        if path.stem != "__init__"
    }
    assert files == {(module(rule)[-2], module(rule)[-1]) for rule in RULES}


def test_no_rule_imports_another() -> None:
    for rule in RULES:
        path = Path(muster.rules.__file__).parent.joinpath(*module(rule)[2:]).with_suffix(".py")
        imported = re.findall(
            r"^from muster\.rules\.(\w+)\.", path.read_text("utf-8"), re.MULTILINE
        )
        assert imported == [], path.name


def test_a_code_that_stands_twice_is_refused() -> None:
    one = RULES[0]
    with pytest.raises(DuplicateRuleError, match=one.code):
        collect([*RULES, one._replace(name="another-name")])


def test_a_name_that_stands_twice_is_refused() -> None:
    one = RULES[0]
    with pytest.raises(DuplicateRuleError, match=one.name):
        collect([*RULES, one._replace(code="M999")])


def test_rules_are_collected_in_the_order_of_their_codes_whatever_order_they_come_in() -> None:
    assert list(collect(reversed(RULES))) == list(catalog())
