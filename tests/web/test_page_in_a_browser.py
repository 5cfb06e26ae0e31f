"""The page as a browser shows it: nothing leaves it, nothing runs in it, nothing is cut off."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe

from support.overviews import HACKS
from web.conftest import DESKTOP, PAPER, PHONE, SITES, Desk, Scheme

WIDTHS = (PHONE, DESKTOP)
SCHEMES: tuple[Scheme, ...] = ("light", "dark")

# Texts that reach out of the window, or out of a box that cuts off what is outside it. What can be
# scrolled is reached by scrolling, so that its text counts only where it is printed.
CUT_OFF = """scrolled => {
  const wide = document.documentElement.clientWidth, found = [];
  const frames = new Set([...document.querySelectorAll('*')].filter(
    one => getComputedStyle(one).overflowX !== 'visible'));
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement;
    if (!node.data.trim() || parent.closest('.unseen, .skip, svg, style')) continue;
    if (scrolled && parent.closest('.scroll')) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const box of range.getClientRects()) {
      if (box.width && (box.left < -1 || box.right > wide + 1)) found.push(node.data.slice(0, 60));
      for (let up = parent; up; up = up.parentElement) {
        if (!frames.has(up)) continue;
        const frame = up.getBoundingClientRect();
        if (box.right > frame.right + 1 || box.bottom > frame.bottom + 8)
          found.push(`${node.data.slice(0, 60)} in ${up.className || up.tagName}`);
      }
    }
  }
  return [...new Set(found)];
}"""

TOO_WIDE = """() => [...document.body.querySelectorAll('*')].filter(one =>
  !one.closest('svg, .unseen, .skip, .scroll') && getComputedStyle(one).display !== 'inline'
  && one.scrollWidth > one.clientWidth + 1 && one.clientWidth
).map(one => one.outerHTML.slice(0, 90))"""

OURS = frozenset(
    """
    html head meta title link style body a header nav main footer section article h1 h2 h3 h4 p ul
    ol li dl dt dd div span b small bdi code sup svg symbol pattern path line rect text use table
    caption thead tbody tr th td details summary
    """.split()  # noqa: SIM905 - a list of fifty names reads worse
)
"""The elements that the templates have."""


@pytest.mark.parametrize("site", SITES)
@pytest.mark.parametrize("served", [False, True], ids=["file", "served"])
def test_nothing_is_asked_for_and_nothing_is_complained_of(
    desk: Desk, site: str, served: bool
) -> None:
    sheet = desk.show(site, served=served)
    sheet.page.wait_for_load_state("networkidle")
    outside = [url for url in sheet.asked if not url.startswith("data:")]
    assert outside == [sheet.page.url]
    assert sheet.said == []


def test_a_page_that_asked_for_something_would_be_caught(desk: Desk) -> None:
    with desk.open("zero") as sheet:
        sheet.ask("() => { new Image().src = 'http://evil.example/x.png' }")
        sheet.page.wait_for_timeout(100)
        assert any("evil.example" in told for told in sheet.said), sheet.said


@pytest.mark.parametrize("site", SITES)
@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_overflows_and_no_text_is_cut_off(desk: Desk, site: str, width: int) -> None:
    sheet = desk.show(site, width)
    assert sheet.ask("() => document.documentElement.scrollWidth") == width
    assert sheet.ask(TOO_WIDE) == []
    assert sheet.ask(CUT_OFF, True) == []


def test_text_that_is_cut_off_would_be_caught(desk: Desk) -> None:
    with desk.open("zero", PHONE) as sheet:
        sheet.ask("() => { document.querySelector('h1').style.whiteSpace = 'nowrap' }")
        assert sheet.ask(CUT_OFF, True)
        assert sheet.ask(TOO_WIDE)


@pytest.mark.parametrize(
    ("site", "scheme", "width"),
    [
        *(("five", scheme, width) for scheme in SCHEMES for width in WIDTHS),
        # What these have beside is looked at once; axe takes its time over large pages.
        ("zero", "light", PHONE),
        ("alike", "light", DESKTOP),
        ("alike", "dark", PHONE),
        ("large", "dark", DESKTOP),
        ("hostile", "light", PHONE),
    ],
)
def test_axe_finds_nothing(desk: Desk, site: str, scheme: Scheme, width: int) -> None:
    sheet = desk.show(site, width, scheme)
    found = Axe().run(sheet.page).response
    told = [
        (each["id"], each["nodes"][0]["html"][:200], each["nodes"][0]["failureSummary"])
        for each in found["violations"]
    ]
    assert told == []
    assert len(found["passes"]) > 20


@pytest.mark.parametrize("site", SITES)
def test_what_is_printed_is_whole(desk: Desk, site: str) -> None:
    sheet = desk.show(site, PAPER, media="print")
    assert sheet.ask(CUT_OFF, False) == []
    folded = """() => [...document.querySelectorAll('details > dl')].filter(
      one => !one.checkVisibility({contentVisibilityAuto: true})).length"""
    assert sheet.ask(folded) == 0


def test_the_largest_matrix_fits_on_paper_whatever_its_figures(desk: Desk) -> None:
    with desk.open("alike", PAPER, media="print") as sheet:
        full = """() => document.querySelectorAll('.matrix td').forEach(
          cell => { cell.innerHTML = '100<sup>m</sup>'; cell.className = 'block' })"""
        sheet.ask(full)
        assert sheet.ask(CUT_OFF, False) == []


@pytest.mark.parametrize(("site", "most"), [("zero", 8), ("five", 9), ("alike", 25), ("large", 50)])
def test_a_print_has_a_sensible_count_of_pages(desk: Desk, site: str, most: int) -> None:
    sheet = desk.show(site)
    paper = sheet.page.pdf(format="A4", prefer_css_page_size=True)
    assert 2 <= len(re.findall(rb"/Type\s*/Page\b", paper)) <= most


@pytest.mark.parametrize("site", SITES)
def test_every_region_that_scrolls_can_be_reached_by_the_keyboard(desk: Desk, site: str) -> None:
    sheet = desk.show(site, PHONE)
    unreached = sheet.ask(
        """() => [...document.querySelectorAll('*')].filter(one =>
          ['auto', 'scroll'].includes(getComputedStyle(one).overflowX) && one !== document.body
          && !(one.tabIndex === 0 && one.role === 'region' && one.ariaLabel)
        ).map(one => one.outerHTML.slice(0, 90))"""
    )
    assert unreached == []


def test_the_first_key_leads_to_what_waits(desk: Desk) -> None:
    with desk.open("five") as sheet:
        sheet.page.keyboard.press("Tab")
        assert sheet.ask("() => document.activeElement.textContent") == (
            "Skip to what waits for approval"
        )
        assert sheet.ask("() => document.activeElement.getBoundingClientRect().left >= 0")
        sheet.page.keyboard.press("Enter")
        assert sheet.page.url.endswith("#approve")


@pytest.mark.parametrize("site", SITES)
def test_every_link_leads_somewhere_on_the_page(desk: Desk, site: str) -> None:
    sheet = desk.show(site)
    lost = sheet.ask(
        """() => [...document.querySelectorAll('a, use')].map(a => a.getAttribute('href'))
          .filter(to => !to.startsWith('#') || !document.getElementById(to.slice(1)))"""
    )
    assert lost == []
    ids = sheet.ask("() => [...document.querySelectorAll('[id]')].map(one => one.id)")
    assert isinstance(ids, list)
    assert len(set(ids)) == len(ids)


def test_hostile_text_stays_text(desk: Desk) -> None:
    sheet = desk.show("hostile")
    assert sheet.ask("() => window.hacked") is None
    strange = sheet.ask(
        """() => [...new Set([...document.querySelectorAll('*')].map(one => one.localName))]"""
    )
    assert OURS.issuperset(strange)  # type: ignore[arg-type]
    counts = """() => ['style', 'meta', 'link', 'title', 'main']
      .map(one => document.querySelectorAll(one).length)"""
    assert sheet.ask(counts) == [1, 5, 1, 1, 1]
    acting = """() => [...document.querySelectorAll('*')].flatMap(one => [...one.attributes])
      .filter(one => /^on|^style$|^src|^xlink/.test(one.name)).map(one => one.name)"""
    assert sheet.ask(acting) == []
    shown = sheet.ask("() => document.body.textContent")
    assert isinstance(shown, str)
    for text in HACKS[:8]:
        assert text in shown
    assert "7 * 7" in shown
    assert "evil\\u202egnp.exe" in shown
    assert "esc\\x1b[31m" in shown


def test_scripts_of_anybody_are_refused(desk: Desk) -> None:
    """Were a text an element after all, the page's own policy would keep it from running."""
    with desk.open("zero") as sheet:
        sheet.ask(
            """() => { const one = document.createElement('div');
              one.innerHTML = '<img src="data:," onerror="window.hacked = 1">';
              document.body.append(one);
              const two = document.createElement('script'); two.textContent = 'window.hacked = 2';
              document.body.append(two); }"""
        )
        sheet.page.wait_for_timeout(100)
        assert sheet.ask("() => window.hacked") is None
        assert any("Content Security Policy" in told for told in sheet.said)


def test_dark_is_dark_and_paper_is_white(desk: Desk) -> None:
    ground = "() => getComputedStyle(document.body).backgroundColor"
    sheet = desk.show("zero", scheme="light")
    light = sheet.ask(ground)
    sheet = desk.show("zero", scheme="dark")
    dark = sheet.ask(ground)
    sheet = desk.show("zero", scheme="dark", media="print")
    paper = sheet.ask(ground)
    assert light != dark
    assert paper == "rgb(255, 255, 255)"
