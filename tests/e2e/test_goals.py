"""``muster goals``: what the goals add up to, from commits."""

from pathlib import Path

import pytest

from support.repos import Repo, charter, path_of, record

OBJECTIVES = (
    "[{id: mrr, statement: $120k MRR, metric: mrr, target: 120000, unit: USD, per: month},"
    ' {id: fame, statement: "Fame ::error"}]'
)
ROOT = Path(__file__).parents[2]


def counting(number: int, scope: str, mails: int) -> str:
    role = f"{{title: Mailer {number}, does: Mail part {number}, scope: {{prospects: {scope}}}}}"
    metric = f"{{name: emails_sent, exactly: {mails}, per: day, counts: prospects}}"
    goal = f"{{statement: Send {mails} emails a day, serves: mrr, metrics: [{metric}]}}"
    return record(number, f"session-{number}" if number == 1 else None, role=role, goal=goal)


@pytest.fixture
def team(repo: Repo) -> Repo:
    repo.commit(
        {
            "registry/charter.yaml": charter(3, objectives=OBJECTIVES),
            path_of(1): counting(1, "1-17", 17),
            path_of(2): counting(2, "18-33", 17),
            path_of(3): record(3, goal="{statement: Be nice}"),
        },
        parents=(),
    )
    return repo


def test_each_objective_is_shown_with_its_totals_and_gaps(team: Repo) -> None:
    done = team.muster("goals", COLUMNS="80")
    assert done.code == 0
    text = done.out
    assert "mrr: $120k MRR\n" in text
    assert "1-2; registered: 1\n" in text
    (row,) = [each for each in text.splitlines() if "emails_sent" in each]
    assert row.split() == ["emails_sent", "34", "per", "day", "17", "by", "1", "1-2"]
    assert "prospects 1-33 (33)" in text
    for gap in (
        "Number 3 serves no objective.",
        "No session that serves mrr counts mrr.",
        "Nobody serves fame.",
    ):
        assert gap in text
    assert all(len(each) <= 80 for each in text.splitlines())
    assert "::error" not in text


def test_the_data_has_the_same(team: Repo) -> None:
    answer = team.muster("goals", "--json").json
    assert answer["ok"]
    assert answer["code"] == "gaps"
    data = answer["data"]
    first, second = data["objectives"]
    assert (first["id"], first["target"], first["sessions"], first["registered"]) == (
        "mrr", 120000, [1, 2], [1]
    )  # fmt: skip
    (metric,) = first["metrics"]
    assert metric == {
        "name": "emails_sent", "limit": "34 per day", "total": 34, "held": 17, "unit": "",
        "per": "day", "sessions": [1, 2], "registered": [1], "counts": "prospects",
        "covers": "1-33", "size": 33, "gaps": "",
    }  # fmt: skip
    assert second["sessions"] == []
    assert data["aimless"]["sessions"] == [3]
    assert len(data["gaps"]) == 3


def test_another_commit_can_be_shown(team: Repo) -> None:
    later = {path_of(2): counting(2, "18-33", 16)}
    team.commit(later, on="later", parents=(team.tip("main"),))
    data = team.muster("goals", "--ref", "later", "--json").json["data"]
    assert data["objectives"][0]["metrics"][0]["total"] == 33
    assert team.muster("goals", "--ref", "nowhere").code != 0


def test_the_real_team_adds_up(repo: Repo) -> None:
    files = {
        str(path.relative_to(ROOT)): path.read_text("utf-8")
        for path in sorted((ROOT / "registry").rglob("*.yaml"))
    }
    assert len(files) == 13
    repo.commit(files, parents=())
    data = repo.muster("goals", "--json").json["data"]
    (objective,) = data["objectives"]
    told = {line["name"]: (line["limit"], line["sessions"]) for line in objective["metrics"]}
    assert objective["sessions"] == list(range(1, 13))
    assert told["prospects_found"] == ("50 per day", [2, 3])
    assert told["emails_sent"] == ("50 per day", [4, 5, 6])
    assert told["reply_time"] == ("at most 1 to 4 hours", [7, 8, 9])
    assert told["close_rate"] == ("at least 30 %", [11, 12])
    assert data["gaps"] == []


def test_the_real_team_is_told_its_two_mistakes_and_no_other_of_its_goals(repo: Repo) -> None:
    files = {
        str(path.relative_to(ROOT)): path.read_text("utf-8")
        for path in sorted((ROOT / "registry").rglob("*.yaml"))
    }
    repo.commit(files, parents=())
    found = [
        (each["code"], each["verdict"], each["file"], each["line"])
        for each in repo.muster("check", "--json").json["data"]["findings"]
        if each["code"] in ("M105", "M106", "M208", "M209", "M210", "M211")
    ]
    assert found == [
        ("M209", "review", path_of(5), 18),
        ("M209", "review", path_of(6), 18),
    ]


def test_what_the_charter_wants_covered_is_among_the_gaps(repo: Repo) -> None:
    coverage = "[{dimension: prospects, of: 1-50, by: [1, 2]}]"
    files = {
        "registry/charter.yaml": charter(2, objectives=OBJECTIVES, coverage=coverage),
        path_of(1): counting(1, "1-25", 25),
        path_of(2): counting(2, "30-50", 21),
    }
    repo.commit(files, parents=())
    gap = "Of the charter's 1-50, prospects 26-29 is nobody's: numbers 1-2 have the rest."
    assert gap in repo.muster("goals", "--json").json["data"]["gaps"]
    assert gap in " ".join(repo.muster("goals", COLUMNS="200").out.split())
