"""Whatever records say, the page's markup is its templates' alone, and nothing in it is unseen."""

from __future__ import annotations

import re
import subprocess
import sys
import unicodedata
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import muster.render.page
from muster.engine.overview import Pulls
from muster.render.page.page import MOST, page_html
from muster.render.untrusted import for_html
from support.overviews import HACKS, hostile_overview

UNSEEN = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}
TEMPLATES = sorted(Path(muster.render.page.__path__[0]).glob("*.j2"))


class Outline(HTMLParser):
    """The elements and attributes of a page, and the text of each element."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: set[str] = set()
        self.attributes: dict[str, set[str]] = {}
        self.texts: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        for name, value in attrs:
            self.attributes.setdefault(name, set()).add(value or "")

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


@pytest.fixture(scope="module")
def plain() -> Outline:
    """The page of texts that are only letters."""
    return Outline(page_html(hostile_overview(["a", "b", "c", "d", "e", "f"])))


def test_hostile_texts_bring_no_element_and_no_attribute(plain: Outline) -> None:
    hostile = Outline(page_html(hostile_overview()))
    assert hostile.tags <= plain.tags | {"sup"}
    assert hostile.attributes.keys() <= plain.attributes.keys()
    known = {"#icon-" + kind for kind in ("fine", "note", "review", "block", "open", "claimed")}
    for target in hostile.attributes["href"] - known:
        assert target.startswith(("#", "data:,"))
    for text in HACKS[:6]:
        assert any(text in shown for shown in hostile.texts)


def test_nothing_of_a_page_is_unseen() -> None:
    html = page_html(hostile_overview())
    bad = {c for c in html if c not in "\n\u200c\u200d" and unicodedata.category(c) in UNSEEN}
    assert bad == set()


def test_the_same_view_gives_the_same_bytes() -> None:
    assert page_html(hostile_overview()) == page_html(hostile_overview())


def test_the_policy_names_the_one_style_and_allows_nothing_else() -> None:
    html = page_html(hostile_overview(["a"]))
    style = html.partition("<style>")[2].partition("</style>")[0]
    digest = b64encode(sha256(style.encode()).digest()).decode()
    (policy,) = [
        content
        for content in Outline(html).attributes["content"]
        if content.startswith("default-src")
    ]
    assert policy == (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; "
        "form-action 'none'"
    )
    assert html.index("Content-Security-Policy") < html.index("<style>")
    assert "url(" not in style.replace("url(#hatch)", "").replace("url(#begun)", "")
    assert "@import" not in style


def test_what_a_list_leaves_out_is_told() -> None:
    view = hostile_overview([f"text-{number}" for number in range(MOST + 7)])
    gaps = tuple(f"gap {number}" for number in range(MOST + 7))
    view = replace(view, goals=view.goals._replace(objectives=(), missing=(), uncovered=gaps))
    texts = " ".join("".join(Outline(page_html(view)).texts).split())
    assert "R001 (text-0)" in texts
    assert f"R{MOST + 7:03d} (text" not in texts
    assert re.search(r"R040 \(text-39\) and 7 more\.", texts)
    assert re.search(r"and \d+ more that can't be read", texts)
    assert re.search(r"And 7 more: muster conflicts", texts)
    assert re.search(r"and 7 more: muster goals", texts)


def test_commands_repeat_the_options_that_they_need() -> None:
    html = page_html(hostile_overview(["a", "b"]), ("--remote", "it's"))
    assert "muster approve 1 --remote &#39;it&#39;&#34;&#39;&#34;&#39;s&#39;" in html


def test_a_claim_out_of_a_fork_is_approved_where_it_is() -> None:
    view = hostile_overview(["a"])
    assert "<code>gh pr view 1 --web</code>" in page_html(view)
    assert "<code>muster approve 1</code>" in page_html(view)
    on_forge = replace(view.main.charter, approval="forge")
    view = replace(view, main=view.main._replace(charter=on_forge))
    html = page_html(view)
    assert "<code>gh pr review 1 --approve</code>" in html
    assert "<code>gh pr merge 1 --merge</code>" in html
    assert "gh pr view" not in html
    assert "muster approve --all" not in html
    beside = replace(view, requests=tuple(one._replace(pull=7) for one in view.requests))
    assert "<code>gh pr merge 7 --merge</code>" in page_html(beside)
    assert "muster approve 1" not in page_html(beside)


def test_a_page_without_pull_requests_says_that_it_does_not_know_them() -> None:
    view = replace(hostile_overview(["a"]), requests=())
    assert "Nothing waits for approval." in page_html(replace(view, pulls=Pulls()))
    html = page_html(replace(view, pulls=Pulls((), "gh is not there.")))
    assert "Nothing waits" not in html
    assert "No branch waits for approval." in html
    assert "is not known. <bdi>gh is not there.</bdi>" in html


def test_only_a_page_imports_the_template_engine() -> None:
    told = (
        "import sys, muster.cli.main, muster.cli.page, muster.cli.status, muster.cli.roster;"
        "assert 'jinja2' not in sys.modules;"
        "import muster.render.page.page;"
        "assert 'jinja2' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", told], check=True)


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_no_template_goes_around_the_escaping(template: Path) -> None:
    text = template.read_text("utf-8")
    for way in ("|safe", "| safe", "autoescape", "Markup", "style=", "<script", "http:", "https:"):
        assert way not in text


@example("a\u202eb\u2066c\u200bd\ufeff\x00\x1b\x9b\u2028\udc80\U000e0041")
@example("e" + "\u0301" * 100)
@given(st.text(st.characters(), max_size=40))
def test_text_of_a_page_has_nothing_unseen_and_no_towers(text: str) -> None:
    shown = for_html(text)
    run = 0
    for character in shown:
        category = unicodedata.category(character)
        assert category not in UNSEEN or character in "\u200c\u200d"
        run = run + 1 if category in ("Mn", "Me") else 0
        assert run <= 4


@pytest.mark.parametrize(
    "text", ["$120k MRR", "عربي", "שָׁלוֹם", "नमस्ते", "ไทยที่", "Việt", "👩\u200d🚀 👋🏽"]
)
def test_what_people_write_stays_as_it_is(text: str) -> None:
    assert for_html(text) == text
