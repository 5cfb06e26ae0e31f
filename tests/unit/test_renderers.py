"""What records say is shown, and is never a command, markup or an unseen character to a screen."""

import io
import json
import re
import string
import unicodedata
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from rich.cells import cell_len
from rich.console import Console

from muster.engine.confirmed import Broadcast
from muster.engine.consensus import Consensus, Metric, Point, State, Todo
from muster.engine.progress import Evidence
from muster.engine.report import Report
from muster.engine.week import Day, Entry, Untold, Week
from muster.model.charter import Objective, read_charter
from muster.model.days import WEEK
from muster.model.finding import Finding, Place, Verdict
from muster.model.layout import CHARTER
from muster.model.session import Session, read_session
from muster.model.strict_yaml import Document, read
from muster.render.accepted import print_accepted
from muster.render.broadcast import broadcast_lines
from muster.render.record import session_data
from muster.render.report_github import github_lines
from muster.render.report_json import report_data
from muster.render.report_markdown import markdown_lines
from muster.render.report_text import print_report
from muster.render.roster import print_roster
from muster.render.screen import screen
from muster.render.session import print_session
from muster.render.status import print_status, status_data
from muster.render.untrusted import for_json, for_markdown, for_markdown_code, for_terminal
from muster.render.week import About, print_week
from muster.render.words import outcome, spot
from rules.cases import at, charter, claimed

HOSTILE = (
    "\x1b[31mred\x1b[0m \x1b]8;;http://evil.example\x07link\x1b]8;;\x07",
    "::set-output name=x::y",
    "::error::pwned",
    "a b c d e f g h i j k l m n o p ::error::pwned",
    ":::error::: ::::warning:::: :",
    "x\n::error::pwned\r\n::stop-commands::t",
    "##[command]rm ##[group]x ###[error]y",
    "## [section] ##\n[command]",
    "![img](http://evil.example/a.png) [link](javascript:alert(1)) <http://evil.example>",
    "[ref]: http://evil.example 'x'\n\n[ref] [x][ref]",
    "http://evil.example https://evil.example www.evil.example me@evil.example ftp://evil.example",
    "<img src=x onerror=alert(1)> <!-- x --> <b>b</b> </details> &lt;b&gt; &#60;",
    "| a | b |\n|---|---|\n| 1 | 2 |",
    "`code` ``` `` fence ```\n```sh\nx\n```",
    "~~~\nx\n~~~",
    "@octocat @org/team cc:@someone",
    "#12 GH-12 gh-12 octo/repo#12 octo/repo@abcdef1",
    "# heading\n- item\n1. one\n> quote\n***\n===\n    code",
    "**bold** _it_ ~~s~~ $x$ \\(y\\) \\[z\\] \\",
    "abc\u202edcba\u202c \u2066x\u2069 \u200b\u200e\ufeff",
    "nul\x00 bell\x07 del\x7f csi\x9b31m nel\x85 ls\u2028 ps\u2029 tab\t",
    "tags \U000e0041\U000e0042 surrogate \udc80",
    "%0A::error::x %25 %3A",
    "*" * 100 + "_" * 100,
    ":" * 200,
    "a" * 200 + "::error::x",
    "[bold red]markup[/] :smile: [link=http://evil.example]x[/link]",
    "  ::error::indented",
    "",
    " ",
)
WIDTHS = (40, 80)
_MINE = re.compile(r"::(?:error|warning|notice) file=[^:]*,title=[^:]*::")

texts = pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text[:24]))


def hostile_finding(text: str, verdict: Verdict = Verdict.BLOCK) -> Finding:
    return Finding(
        "M101", "schema-violation", verdict, f"{text} is it.", f"Mend {text}",
        Place(f"registry/{text}.yaml", 3, 5), (text,),
        (Place(text or "x", note=text), Place(text or "x", 1, 1, text)),
        (f"git rm {text}",),
    )  # fmt: skip


def hostile_report(text: str) -> Report:
    return Report((hostile_finding(text),), (hostile_finding(text, Verdict.REVIEW),))


def hostile_session(text: str, *, registered: bool = True) -> Session:
    value = {
        "number": 7,
        "name": text,
        "session_id": text,
        "role": {"title": text, "does": text, "scope": {text: text, "list": [text, 1]}},
        "goal": {
            "statement": text,
            "metrics": [{"name": text, "exactly": 1, "unit": text, "per": text, "counts": text}],
            "serves": text,
        },
        "responsibilities": [text, text],
        "schedule": [{"do": text, "at": text, "days": text}, {"do": text, "by": text}],
        "status": "registered" if registered else text,
        "ready": True,
        "key": text,
    }
    return read_session(at(7), Document(b"{}", value))


def hostile_consensus(text: str) -> Consensus:
    session = hostile_session(text)
    return Consensus(
        3, (session,), (session,), (2,),
        (
            Point(text, State.OPEN, text, (), text, (Todo(text, (text, text)),)),
            Point(text, State.DONE, text, (Evidence(text, text), Evidence(text, text))),
        ),
        (Metric(text, 1, 2), Metric(text, 0, 2)),
    )  # fmt: skip


def hostile_week(text: str) -> Week:
    entries = (
        Entry(7, text, text, True, text, 600, 1560, 600, text, 0),
        Entry(8, text, text, False, text, 600, 1560, 600, text, 0),
        Entry(None, text, text, False, text, None, None, None, text, 0),
    )
    days = tuple(Day(day, None, entries if day == "mon" else ()) for day in WEEK)
    return Week(days, (8,), (9,), (Untold(Place(text, 3, 5), 7, text),))


def console(width: int, *, terminal: bool = False) -> Console:
    made = screen(io.StringIO())
    return Console(
        file=made.file, width=width, highlight=False, markup=False, emoji=False,
        force_terminal=terminal, color_system="standard" if terminal else None,
    )  # fmt: skip


def printed(made: Console) -> str:
    assert isinstance(made.file, io.StringIO)
    return made.file.getvalue()


def assert_harmless(output: str) -> None:
    """No line is a command of a CI log, and no character is unseen or moves the cursor."""
    for told in output.split("\n"):
        assert not told.strip().startswith("::"), told
        assert "::" not in told, told
        assert "##[" not in told, told
    unseen = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}
    bad = [c for c in output if c != "\n" and unicodedata.category(c) in unseen]
    assert bad == []


@texts
@pytest.mark.parametrize("width", WIDTHS)
def test_a_report_on_a_terminal_is_harmless(text: str, width: int) -> None:
    made = console(width)
    print_report(made, hostile_report(text), text, 2)
    assert_harmless(printed(made))


@texts
@pytest.mark.parametrize("width", WIDTHS)
def test_one_session_in_full_is_harmless(text: str, width: int) -> None:
    made = console(width)
    print_session(made, hostile_session(text))
    print_session(made, hostile_session(text, registered=False))
    assert_harmless(printed(made))


@texts
@pytest.mark.parametrize("width", WIDTHS)
def test_the_roster_is_harmless_and_no_wider_than_the_terminal(text: str, width: int) -> None:
    made = console(width)
    print_roster(made, [hostile_session(text), hostile_session(text, registered=False)])
    assert_harmless(printed(made))
    assert max(map(len, printed(made).splitlines())) <= width


@pytest.mark.parametrize("width", range(50, 120))
def test_the_roster_loses_no_letter_at_the_edge(width: int) -> None:
    made = console(width)
    statement = "Handle overflow calls, support primary closer, 30%+ close rate"
    text = claimed(7, name="marketing-sales-closer-2", statement=statement)
    print_roster(made, [read_session(at(7), read(text.encode()))])
    shown = printed(made).split()
    assert [word for word in statement.split() if word not in shown] == []


def hostile_broadcast(text: str) -> Broadcast:
    objective = Objective(text, text, text, 1.0, text, text)
    made = read_charter(CHARTER, read(charter().encode()))
    team = replace(made, name=text, objectives=(objective,))
    return Broadcast(
        team, 1, f"sha256:{'a' * 64}", Evidence(text, text), "7/12",
        (1,), False, (hostile_session(text), hostile_session(text, registered=True)), (),
    )  # fmt: skip


@texts
def test_a_broadcast_is_harmless_markdown(text: str) -> None:
    told = "\n".join(broadcast_lines(hostile_broadcast(text)))
    tokens = list(markdown_tokens(told))
    assert sum(kind == "heading_open" for kind, _ in tokens) == 4, "a text made a heading"
    assert sum(kind == "fence" for kind, _ in tokens) == 4, "a text ended or began a block"
    assert not {"html_block", "link_open", "image", "table_open"} & {kind for kind, _ in tokens}
    # The empty comment is our own: it parts a sign from what would be a mention.
    assert {content for kind, content in tokens if kind == "html_inline"} <= {"<!-- -->"}
    assert not any(line.strip().startswith("::") for line in told.split("\n"))
    unseen = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}
    assert [c for c in told if c != "\n" and unicodedata.category(c) in unseen] == []


@texts
@pytest.mark.parametrize("width", WIDTHS)
def test_what_a_session_accepts_is_harmless(text: str, width: int) -> None:
    made = console(width)
    print_accepted(made, text, hostile_session(text), text)
    assert_harmless(printed(made))


@texts
@pytest.mark.parametrize("width", WIDTHS)
def test_the_status_is_harmless(text: str, width: int) -> None:
    made = console(width)
    print_status(made, text, text, hostile_consensus(text), hostile_report(text), text)
    assert_harmless(printed(made))


@texts
@pytest.mark.parametrize("width", WIDTHS)
def test_a_week_is_harmless_and_no_wider_than_the_terminal(text: str, width: int) -> None:
    made = console(width)
    print_week(made, About(text, "main", 1, UTC), hostile_week(text))
    assert_harmless(printed(made))
    assert max(map(cell_len, printed(made).splitlines())) <= width


@pytest.mark.parametrize(
    ("name", "do", "shown"),
    [
        ("n" * 90, "work " * 30, f"work work work     {'n' * 28}"),  # each has its half
        ("n" * 20, "work " * 30, "work work work work work work work work "),  # it leaves the rest
        ("n" * 40, "work", f"work  7 {'n' * 40}\n"),
    ],
)
def test_long_names_and_long_work_share_a_week(name: str, do: str, shown: str) -> None:
    made = console(80)
    entries = (Entry(7, name, "", True, do.strip(), 600, 660, None, "", 0),)
    week = Week(tuple(Day(day, None, entries) for day in WEEK), (), (), ())
    print_week(made, About("Team", "main", 1, UTC), week)
    assert shown in printed(made)
    assert max(map(len, printed(made).splitlines())) <= 80


@texts
def test_escape_sequences_on_a_terminal_are_our_own_colours_only(text: str) -> None:
    made = console(80, terminal=True)
    print_report(made, hostile_report(text), text, 2)
    print_session(made, hostile_session(text))
    print_roster(made, [hostile_session(text)])
    print_week(made, About(text, "main", 1, UTC), hostile_week(text))
    assert_harmless(re.sub(r"\x1b\[[0-9;]*m", "", printed(made)))


@texts
def test_a_github_log_has_one_annotation_for_each_finding_and_no_other_command(text: str) -> None:
    *annotations, last = github_lines(hostile_report(text), text)
    assert len(annotations) == 2
    assert_harmless(last)
    for told in annotations:
        command = _MINE.match(told)
        assert command, told
        assert "\n" not in told
        assert "line=3,col=5" in command.group()
        assert_harmless(told[command.end() :])
    assert [told.split(" ")[0] for told in annotations] == ["::error", "::notice"]


def markdown_tokens(document: str) -> Iterable[tuple[str, str]]:
    """Every token of the page, inner ones too, with its content."""
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    for token in parser.parse(document):
        yield token.type, token.content
        for inner in token.children or ():
            yield inner.type, inner.content


@texts
def test_markdown_has_no_markup_of_a_records_own(text: str) -> None:
    document = "\n".join(markdown_lines(hostile_report(text), text))
    tokens = list(markdown_tokens(document))
    assert {kind for kind, _ in tokens} <= {
        "paragraph_open", "paragraph_close", "inline", "text", "softbreak", "code_inline",
        "bullet_list_open", "bullet_list_close", "list_item_open", "list_item_close",
        "strong_open", "strong_close", "em_open", "em_close", "html_inline",
    }  # fmt: skip
    assert {content for kind, content in tokens if kind == "html_inline"} <= {"<!-- -->"}
    kinds = [kind for kind, _ in tokens]
    assert kinds.count("list_item_open") == 2
    assert kinds.count("strong_open") == 3


@texts
def test_markdown_mentions_nobody_and_links_nothing(text: str) -> None:
    document = "\n".join(markdown_lines(hostile_report(text), text))
    seen = [content for kind, content in markdown_tokens(document) if kind == "text"]
    for told in seen:
        assert not re.search(r"@\w", told), told
        assert not re.search(r"#\d", told), told
        assert not re.search(r"\bgh-\d", told, re.IGNORECASE), told
    # GitHub links addresses by their plain text, but not behind Markdown's escapes.
    outside_code = re.sub(r"(`+)(?!`).*?(?<!`)\1(?!`)", "", document)
    assert not re.search(r"\w://|www\.\w", outside_code)
    assert "|" not in re.sub(r"\\\|", "", document)


@pytest.mark.parametrize("sign", sorted(set(string.punctuation) - set("\"',;?%@")))
def test_every_sign_with_a_meaning_is_escaped_in_markdown(sign: str) -> None:
    entities = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
    expected = entities.get(sign, "\\" + sign).replace("#", "#<!-- -->")
    assert for_markdown(sign) == expected


@texts
def test_markdown_shows_the_text_that_a_terminal_shows(text: str) -> None:
    def shown(markdown: str) -> str:
        kept = ("text", "code_inline")
        return "".join(content for kind, content in markdown_tokens(markdown) if kind in kept)

    assert shown(f"x{for_markdown(text)}x") == f"x{for_terminal(text)}x"
    code = shown(f"x{for_markdown_code(text)}x").removeprefix("x").removesuffix("x")
    assert code.strip() == for_terminal(text).replace("|", "¦").strip()


@texts
def test_json_is_one_line_of_ascii_that_reads_back_to_the_same_text(text: str) -> None:
    data = {
        "report": report_data(hostile_report(text)),
        "status": status_data(hostile_consensus(text), hostile_report(text)),
        "session": session_data(hostile_session(text)),
    }
    told = for_json(data)
    assert told.isascii()
    assert told.isprintable()
    assert "##[" not in told
    assert told.startswith("{")
    assert json.loads(told) == data
    assert json.loads(told)["report"]["findings"][0]["message"] == f"{text} is it."


@given(st.text(st.characters(), max_size=80))
@example(":::")
@example("::::::")
@example("###[")
def test_any_text_is_one_harmless_line_on_a_terminal(text: str) -> None:
    told = for_terminal(text)
    assert "\n" not in told
    assert_harmless(told.replace("\u200c", "").replace("\u200d", ""))


@given(st.text(st.sampled_from("`@#:[]()<>!*_~|&\\-. \naGH1/w"), max_size=40))
def test_any_signs_are_plain_text_in_markdown(text: str) -> None:
    tokens = list(markdown_tokens(f"x{for_markdown(text)}x"))
    assert {kind for kind, _ in tokens} <= {
        "paragraph_open", "paragraph_close", "inline", "text", "html_inline",
    }  # fmt: skip
    assert {content for kind, content in tokens if kind == "html_inline"} <= {"<!-- -->"}


@given(st.text(st.sampled_from("` ab|"), max_size=20))
def test_any_backticks_stay_inside_one_code_span(text: str) -> None:
    tokens = list(markdown_tokens(f"x{for_markdown_code(text)}x"))
    spans = [content for kind, content in tokens if kind == "code_inline"]
    assert len(spans) == 1
    assert spans[0].strip() == text.replace("|", "¦").strip()


def test_plain_text_is_shown_as_it_is() -> None:
    for text in ("Send 17 mails → 95%+", "Café 👩‍💻 می‌خواهم", "a: b", "# 12", "10:00-11:00"):
        assert for_terminal(text) == text


@pytest.mark.parametrize(
    ("verdicts", "words"),
    [
        ([], "Fine: nothing to find fault with."),
        ([Verdict.NOTE], "Fine, with 1 finding to note."),
        ([Verdict.NOTE] * 2, "Fine, with 2 findings to note."),
        ([Verdict.REVIEW], "A human must look: 1 finding to review."),
        ([Verdict.REVIEW] * 3, "A human must look: 3 findings to review."),
        ([Verdict.BLOCK], "Blocked: 1 finding to mend."),
        (
            [Verdict.BLOCK] * 2 + [Verdict.REVIEW] + [Verdict.NOTE] * 2,
            "Blocked: 2 findings to mend, 1 finding to review, 2 findings to note.",
        ),
    ],
)
def test_the_outcome_is_said_in_words_with_counts(verdicts: list[Verdict], words: str) -> None:
    found = tuple(hostile_finding("x", verdict) for verdict in verdicts)
    assert outcome(Report(found, standing=(hostile_finding("x"),))) == words


@pytest.mark.parametrize("verdict", [None, *Verdict])
def test_the_outcome_says_when_signatures_will_be_judged(verdict: Verdict | None) -> None:
    found = (hostile_finding("x", verdict),) if verdict else ()
    judged, open_ = outcome(Report(found)), outcome(Report(found, signatures_judged=False))
    assert "ignature" not in judged
    assert open_ == f"{judged} Signatures are judged once it is committed."


def test_a_change_that_brings_nothing_is_not_called_fine() -> None:
    assert "Nothing to judge" in outcome(Report((), empty=True))


@pytest.mark.parametrize(
    ("place", "words"),
    [(Place("a.yaml"), "a.yaml"), (Place("a.yaml", 3, 5), "a.yaml:3:5")],
)
def test_a_place_is_written_as_editors_link_it(place: Place, words: str) -> None:
    assert spot(place) == words


@pytest.mark.parametrize(
    ("count", "words"), [(1, "1 record."), (2, "2 records."), (10_000, "10,000 records.")]
)
def test_a_report_on_a_terminal_says_what_was_judged(count: int, words: str) -> None:
    made = console(80)
    print_report(made, Report(()), "main", count)
    assert printed(made) == f"Fine: nothing to find fault with. Judged: main, {words}\n"


def test_a_report_on_a_terminal_tells_place_message_help_and_command() -> None:
    found = Finding(
        "M201", "number-taken", Verdict.BLOCK, "Number 7 is taken.", "Take another.",
        Place("registry/sessions/007.yaml", 1, 1), ("7",), (Place("x.yaml", note="it"),),
        ("muster roster",),
    )  # fmt: skip
    made = console(80)
    print_report(made, Report((found,), (found,)), "b", 1)
    one = (
        "block  M201 number-taken  registry/sessions/007.yaml:1:1\n"
        "       Number 7 is taken.\n"
        "       Take another.\n"
        "       see x.yaml (it)\n"
        "       $ muster roster\n"
        "\n"
    )
    assert printed(made) == (
        f"{one}Already on main, and not this change's doing:\n\n{one}"
        "Blocked: 1 finding to mend. Judged: b, 1 record.\n"
    )


def test_a_command_stands_on_one_line_whatever_the_width() -> None:
    long = "git mv registry/sessions/007.yaml registry/sessions/008.yaml"
    found = Finding("M001", "x", Verdict.BLOCK, "It is.", "Do.", Place("p"), ("x",), (), (long,))
    made = console(40)
    print_report(made, Report((found,)), "b", 1)
    assert f"$ {long}\n" in printed(made)


def test_no_line_but_a_command_is_wider_than_the_terminal() -> None:
    made = console(40)
    print_session(made, read_session(at(7), read(claimed(7, does="word " * 60).encode())))
    assert max(map(len, printed(made).splitlines())) <= 40


def test_a_report_in_markdown_names_what_main_has_apart() -> None:
    told = "\n".join(markdown_lines(hostile_report("x"), "main"))
    assert told.startswith("**Blocked\\: 1 finding to mend\\.** Judged: `main`.\n")
    assert "Already on main, and not this change's doing (1):" in told
    assert "- **block** M101 schema-violation in `registry/x.yaml:3:5`" in told


def test_a_report_as_data_has_every_verdict_counted() -> None:
    assert report_data(Report(())) == {
        "verdict": "ok",
        "signatures_judged": True,
        "counts": {"block": 0, "review": 0, "note": 0},
        "findings": [],
        "standing": [],
    }
    data = report_data(hostile_report("x"))
    assert (data["verdict"], data["counts"]["block"], len(data["standing"])) == ("block", 1, 1)
    assert data["findings"][0]["line"] == 3
    assert report_data(Report((), signatures_judged=False))["signatures_judged"] is False
    assert data["findings"][0]["related"][1] == {"file": "x", "line": 1, "column": 1, "note": "x"}


def test_a_large_target_is_shown_in_full() -> None:
    text = claimed(7, metrics="{name: mrr, at_least: 1200000, unit: USD, per: month}")
    made = console(80)
    print_session(made, read_session(at(7), read(text.encode())))
    assert "- mrr at least 1200000 USD per month\n" in printed(made)
