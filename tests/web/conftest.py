"""Pages of real registries, and one headless Chromium for all that is asked of them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, Request, Route, sync_playwright

from bench.generate import generate
from muster.render.page.page import page_html
from support.office import Office, forked
from support.overviews import hostile_overview
from support.repos import Repo, charter, path_of, record
from support.words import word

ROOT = Path(__file__).parents[2]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = [
    # As root it has no sandbox; without the rest it looks for hosts that it has no business with.
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
PHONE, DESKTOP, PAPER = 360, 1440, 703
"""Widths in CSS pixels; the last is A4 within the page's margins."""

SITES = ("zero", "five", "agreeing", "alike", "large", "hostile")

Scheme = Literal["light", "dark"]


@pytest.fixture(scope="session")
def sites(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Pages by what they show, each written by the command; but the hostile one, which no reader
    of records would let through, by its renderer."""
    folder = tmp_path_factory.mktemp("sites")
    office = _real_team(folder / "office")
    pages = {"zero": _page(office, folder / "zero")}
    for number in (1, 2, 3, 4, 6):
        office.claim(f"session-{number}", "--number", str(number))
    office.approve("--all")
    for number in (5, 7, 9):
        office.claim(f"session-{number}", "--number", str(number))
    pages["five"] = _page(office, folder / "five")
    pages["agreeing"] = _page(_agreeing(folder / "agreeing-team"), folder / "agreeing")
    pages["alike"] = _of(_alike(folder / "alike-team"), folder / "alike")
    generate(folder / "large.git", 200)
    pages["large"] = _of(Repo(folder / "large.git", True, office.one.env), folder / "large")
    hostile = folder / "hostile" / "index.html"
    hostile.parent.mkdir()
    hostile.write_text(page_html(hostile_overview()), "utf-8")
    return {**pages, "hostile": hostile}


def _agreeing(folder: Path) -> Office:
    """A team that has acknowledged, with a change that would void it, waits for its approver."""
    office = Office.make(folder, 2, 2)
    for number, session in ((1, "a"), (2, "b")):
        office.claim(session, "--number", str(number))
    office.approve("--all")
    for name, session in (("confirm", "a"), ("ack", "a"), ("ack", "b")):
        assert office.muster(name, "--session-id", session).code == 0
    duty = "responsibilities: [Help]"
    assert office.muster("amend", "--session-id", "b", "--from", "-", given=duty).code == 0
    return office


def _real_team(folder: Path) -> Office:
    """The registry of this repository, on a remote with an approver."""
    folder.mkdir(parents=True)
    office = Office(folder)
    office.make_key("approver")
    public = " ".join((folder / "approver.pub").read_text().split()[:2])
    files = {
        str(path.relative_to(ROOT)): path.read_text("utf-8")
        for path in sorted((ROOT / "registry").rglob("*.yaml"))
    }
    files["registry/charter.yaml"] += f"approvers: [{{name: Ann, key: {public}}}]\n"
    Repo.make(folder / "hub.git", bare=True).commit(files)
    one = Repo.make(folder / "one")
    one.git("remote", "add", "origin", "../hub.git")
    one.git("fetch", "--quiet", "origin")
    one.git("update-ref", "refs/heads/main", "origin/main")
    one.checkout()
    return office


def _alike(folder: Path) -> Repo:
    """Forty roles of a few kinds, with gaps, overlaps and every kind of dimension."""
    lines = {
        "dimensions": "{prospects: range, window: time, lane: [fast, slow, odd], files: paths}",
        "coverage": "[{dimension: prospects, of: [1-50, 101-150], by: [1, 2, 3, 4]}, "
        '{dimension: window, of: "22:00-06:00", by: [5, 6]}, '
        "{dimension: lane, of: [fast, slow, odd], by: [7, 8]}, "
        "{dimension: files, of: [src/**, docs/**], by: [9, 10]}, "
        "{dimension: nowhere, of: 1-2, by: [1]}, {dimension: prospects, of: 1-5, by: [41]}]",
        "week_one": '{starts: "2025-11-17"}',
        "objectives": "[{id: mrr, statement: Reach $120k MRR, metric: mrr, target: 120000}]",
    }
    scopes = {
        1: "prospects: 1-20", 2: "prospects: 18-40", 3: "prospects: 19-30", 4: "prospects: 110-150",
        5: 'window: "22:00-01:00"', 6: 'window: "02:00-06:00"', 7: "lane: fast",
        8: "lane: [fast, slow]", 9: "files: [src/**]", 10: "files: [src/api/**]",
    }  # fmt: skip
    repo = Repo.make(folder)
    files = {"registry/charter.yaml": charter(41, **lines)}
    for number in range(1, 41):
        scope = f", scope: {{{scopes[number]}}}" if number in scopes else ""
        own = word(number)
        kind = "Write the newsletter" if number % 8 == 0 else f"Handle the {own} of the team"
        role = f"{{title: {own.capitalize()}ist, does: {kind} for region {number}{scope}}}"
        schedule = f'[{{do: {kind}, at: "{number % 24:02d}:30-{(number + 3) % 24:02d}:00"}}]'
        files[path_of(number)] = record(
            number, f"session-{number}" if number % 2 else None, role=role, schedule=schedule
        )
    repo.commit(files)
    repo.checkout()
    return repo


def _page(office: Office, out: Path) -> Path:
    done = office.muster("page", "--out", str(out), "--json")
    assert done.code == 0, done
    return Path(done.json["data"]["path"])


def _of(repo: Repo, out: Path) -> Path:
    done = forked(repo.folder, repo.env, ("page", "--out", str(out), "--json"))
    assert done.code == 0, done
    return Path(done.json["data"]["path"])


@pytest.fixture(scope="session")
def browser(sites: dict[str, Path]) -> Iterator[Browser]:
    """One browser, started after the last page was written: a process with it is never forked."""
    if CHROMIUM is None:
        pytest.skip("there is no Chromium on this machine: apt-get install chromium")
    with sync_playwright() as started:
        browser = started.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@dataclass
class Sheet:
    """A page that is open, and what it did beside being shown."""

    page: Page
    said: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def ask(self, script: str, given: object = None) -> object:
        """What a function of the browser's language answers in the page."""
        return self.page.evaluate(script, given)


@dataclass
class Desk:
    """Opens the sites, with no way out of the machine."""

    browser: Browser
    sites: dict[str, Path]
    sheets: dict[tuple[str, bool], Sheet] = field(default_factory=dict)
    """The pages that only readers have had, by site and whether they were served."""

    def show(
        self,
        site: str,
        width: int = DESKTOP,
        scheme: Scheme = "light",
        *,
        media: Literal["screen", "print"] = "screen",
        served: bool = False,
    ) -> Sheet:
        """A site from its file, or, ``served``, as a web server would send it, to read only.

        All readers have one page of each, which is made as wide and as dark as they ask for.
        """
        if (site, served) not in self.sheets:
            self.sheets |= {(each, served): self._open(each, served) for each in self.sites}
        sheet = self.sheets[site, served]
        sheet.page.set_viewport_size({"width": width, "height": 900})
        sheet.page.emulate_media(media=media, color_scheme=scheme)
        return sheet

    @contextmanager
    def open(
        self,
        site: str,
        width: int = DESKTOP,
        *,
        media: Literal["screen", "print"] = "screen",
    ) -> Iterator[Sheet]:
        """A page of a site for one test alone, which may change it."""
        sheet = self._open(site, False, width, media)
        try:
            yield sheet
        finally:
            sheet.page.context.close()

    def _open(
        self,
        site: str,
        served: bool,
        width: int = DESKTOP,
        media: Literal["screen", "print"] = "screen",
    ) -> Sheet:
        context = self.browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme="light"
        )
        page = context.new_page()
        sheet = Sheet(page)
        page.on("console", lambda message: sheet.said.append(message.text))
        page.on("pageerror", lambda error: sheet.said.append(str(error)))
        page.on("request", lambda request: sheet.asked.append(_told(request)))
        html = self.sites[site].read_bytes()

        def answer(route: Route) -> None:
            if served and route.request.url == "http://team.example/":
                route.fulfill(body=html, content_type="text/html; charset=utf-8")
            elif route.request.url == self.sites[site].as_uri():
                route.continue_()
            else:
                route.abort()

        context.route("**/*", answer)
        if media == "print":
            page.emulate_media(media="print", color_scheme="light")
        page.goto("http://team.example/" if served else self.sites[site].as_uri())
        return sheet


def _told(request: Request) -> str:
    return request.url[:200]


@pytest.fixture(scope="session")
def desk(browser: Browser, sites: dict[str, Path]) -> Desk:
    """What opens pages."""
    return Desk(browser, sites)
