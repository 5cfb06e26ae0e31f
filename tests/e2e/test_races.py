"""Two sessions want one number: main's first-parent order decides, and nothing else."""

import re

import pytest

from support.repos import Repo, charter, claim, path_of, record
from support.verdicts import branch, codes, only, whole

EARLY, LATE = 86_400, 4_000_000_000


def test_a_lone_claim_of_a_planned_slot_is_fine(repo: Repo) -> None:
    repo.branch("claim")
    repo.commit(claim(2, "session-b"), on="claim")
    assert codes(branch(repo)) == []


def test_the_second_claim_of_a_planned_slot_is_told_who_has_it_and_what_is_free(
    repo: Repo,
) -> None:
    repo.branch("claim")
    winner = repo.commit(claim(2, "session-a"), author="Ada")
    repo.commit(claim(2, "session-b"), on="claim")
    done = repo.muster("check", "--base", "main", "--head", "claim", "--json")
    assert done.code == 5
    assert done.json["code"] == "number-taken"
    (finding,) = done.json["data"]["findings"]
    assert finding["code"] == "M201"
    assert winner[:12] in finding["message"]
    assert "session-a" in finding["message"]
    assert re.search(r"2 on main\b.*Ada, 2025-11-15", finding["message"])
    assert "5-12" in finding["help"]
    assert "1, 3" in finding["help"] or "1, 3-4" in finding["help"]
    for form in ("text", "github", "markdown"):
        told = repo.muster("check", "--base", "main", "--head", "claim", "--format", form)
        assert told.code == 5
        assert "M201" in told.out
        assert winner[:12] in told.out


def test_the_second_that_brings_the_same_new_file_has_lost(repo: Repo) -> None:
    repo.branch("claim")
    winner = repo.commit(claim(7, "session-a"))
    repo.commit(claim(7, "session-b"), on="claim")
    judged = branch(repo)
    assert codes(judged) == ["M201"]
    found = only(judged, "M201")
    assert winner[:12] in found.message
    assert "5-6, 8-12" in found.help
    assert found.commands


def test_the_same_number_in_another_file_has_lost_too(repo: Repo) -> None:
    repo.branch("claim")
    winner = repo.commit(claim(7, "session-a"))
    repo.commit({path_of(8): record(7, "session-b", name="other")}, on="claim")
    judged = branch(repo)
    assert {"M102", "M201"} <= set(codes(judged))
    assert winner[:12] in only(judged, "M201").message


@pytest.mark.parametrize("planned", [True, False])
@pytest.mark.parametrize("first", [EARLY, LATE])
def test_forged_dates_change_nothing(repo: Repo, planned: bool, first: int) -> None:
    number = 2 if planned else 7
    second = EARLY + LATE - first
    repo.branch("claim")
    repo.commit({"README": "a"}, authored=second, committed=second)
    winner = repo.commit(claim(number, "session-a"), authored=first, committed=first)
    repo.commit({"README": "b"}, authored=second, committed=second)
    repo.commit(claim(number, "session-b"), on="claim", authored=second, committed=second)
    judged = branch(repo)
    assert codes(judged) == ["M201"]
    assert winner[:12] in only(judged, "M201").message
    assert re.search(r"\b3 on main\b", only(judged, "M201").message)


def test_the_timestamp_in_the_record_changes_nothing(repo: Repo) -> None:
    repo.branch("claim")
    winner = repo.commit(claim(7, "session-a", timestamp="2025-12-31T00:00:00Z"))
    repo.commit(claim(7, "session-b", timestamp="2001-01-01T00:00:00Z"), on="claim")
    assert winner[:12] in only(branch(repo), "M201").message


def test_the_order_of_merges_decides_and_not_the_age_of_what_is_merged(repo: Repo) -> None:
    start = repo.branch("old")
    old = repo.commit(
        {"registry/sessions/07.yaml": record(7, "session-old")},
        on="old", authored=EARLY, committed=EARLY,
    )  # fmt: skip
    first = repo.commit(claim(7, "session-new"), parents=[start], authored=LATE, committed=LATE)
    second = repo.commit(
        {"registry/sessions/07.yaml": record(7, "session-old")}, parents=[first, old],
        authored=EARLY, committed=EARLY,
    )  # fmt: skip
    found = only(whole(repo), "M501")
    assert found.place.path == "registry/sessions/07.yaml"
    assert f"{path_of(7)} came first" in found.help
    assert re.search(rf"session-new .*{first[:12]} .*\b2 on main\b.*session-old", found.message)
    assert re.search(rf"session-old .*{second[:12]} .*\b3 on main\b", found.message)
    assert old[:12] not in found.message


def test_a_planned_slot_arrived_when_it_was_claimed_and_not_when_it_was_planned(
    repo: Repo,
) -> None:
    repo.commit({"registry/sessions/02.yaml": record(2, "session-a", name="other")})
    repo.commit(claim(2, "session-b"))
    found = only(whole(repo), "M501")
    assert "registry/sessions/02.yaml came first" in found.help


def test_who_took_a_slot_over_holds_it_since_then(repo: Repo) -> None:
    repo.commit(claim(2, "session-a"))
    repo.branch("claim")
    over = repo.commit(claim(2, "session-b"))
    repo.commit(claim(2, "session-b", role="{title: Worker 2, does: Handle part two}"))
    repo.commit(claim(2, "session-c"), on="claim")
    message = only(branch(repo), "M201").message
    assert "session-b" in message
    assert over[:12] in message


def test_a_mended_duplicate_is_the_maintainers_and_no_deletion(repo: Repo) -> None:
    repo.commit(claim(7, "session-a"))
    repo.commit({"registry/sessions/07.yaml": record(7, "session-b", name="other")})
    repo.branch("claim")
    repo.commit({"registry/sessions/07.yaml": None}, on="claim")
    assert codes(branch(repo)) == ["M307"]


def test_two_files_of_one_branch_do_not_take_one_number(repo: Repo) -> None:
    repo.branch("claim")
    repo.commit(
        {**claim(7, "session-a"), "registry/sessions/07.yaml": record(7, "session-b", name="b")},
        on="claim",
    )
    judged = branch(repo)
    assert only(judged, "M201").place.path == "registry/sessions/07.yaml"
    assert {"M001", "M201", "M302"} <= set(codes(judged))


def test_the_size_that_a_branch_gives_itself_does_not_count(repo: Repo) -> None:
    repo.branch("claim")
    repo.commit({"registry/charter.yaml": charter(size=99), **claim(50, "session-a")}, on="claim")
    judged = branch(repo)
    assert only(judged, "M103").message.startswith("Number 50 is outside of 1-12")
    assert {"M302", "M307"} <= set(codes(judged))
    assert repo.muster("check", "--base", "main", "--head", "claim").code == 1


def test_a_claim_and_a_charter_do_not_come_together(repo: Repo) -> None:
    repo.branch("claim")
    repo.commit({"registry/charter.yaml": charter(size=13), **claim(7, "session-a")}, on="claim")
    assert only(branch(repo), "M302").related[0].path == "registry/charter.yaml"


def test_a_branch_that_deletes_the_charter_is_blocked_and_not_an_error(repo: Repo) -> None:
    repo.branch("claim")
    repo.commit({"registry/charter.yaml": None}, on="claim")
    done = repo.muster("check", "--base", "main", "--head", "claim", "--json")
    assert done.code == 1
    assert [f["code"] for f in done.json["data"]["findings"]] == ["M305"]


def test_what_begins_a_registry_brings_its_charter_and_a_human_looks(repo: Repo) -> None:
    repo.commit({"README": "x"}, on="empty", parents=())
    repo.branch("claim", "empty")
    repo.commit({"registry/charter.yaml": charter()}, on="claim")
    assert codes(branch(repo, base="empty")) == ["M307"]
