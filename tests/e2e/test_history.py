"""The shapes of a branch's history, honest and not."""

import pytest

from support.repos import Repo, claim, path_of, record
from support.verdicts import at, branch, codes, only

HELD = "\n".join(f"# line {n}" for n in range(40)) + "\n"


def test_a_merge_inside_the_branch_is_tangled(repo: Repo) -> None:
    start = repo.branch("claim")
    mine = repo.commit(claim(7, "session-a"), on="claim")
    moved = repo.commit({"README": "x"})
    repo.commit({"README": "x"}, on="claim", parents=[mine, moved])
    judged = branch(repo)
    assert only(judged, "M309").message.endswith("has 2 parents.")
    assert start


def test_a_claim_swallowed_by_the_strategy_ours_is_tangled(repo: Repo) -> None:
    repo.branch("claim")
    repo.branch("victim")
    victim = repo.commit(claim(8, "session-v"), on="victim")
    mine = repo.commit(claim(7, "session-a"), on="claim")
    repo.commit({}, on="claim", parents=[mine, victim])
    judged = branch(repo)
    assert only(judged, "M309")
    assert path_of(8) not in judged.registry.files or at(judged, path_of(8)) == []
    assert repo.muster("check", "--base", "main", "--head", "claim").code == 1


def test_an_unrelated_history_is_tangled(repo: Repo) -> None:
    repo.commit(claim(7, "session-a"), on="claim", parents=())
    done = repo.muster("check", "--base", "main", "--head", "claim", "--json")
    assert done.code == 1
    (finding,) = done.json["data"]["findings"]
    assert (finding["code"], finding["subjects"]) == ("M309", ["unrelated"])


def test_an_unrelated_history_is_told_whatever_git_says_on_the_side(repo: Repo) -> None:
    repo.commit(claim(7, "session-a"), on="claim", parents=())
    assert codes(branch(repo, GIT_TRACE="1")) == ["M309"]


def test_a_root_that_the_branch_merges_in_is_tangled(repo: Repo) -> None:
    repo.branch("claim")
    root = repo.commit({"x": "x"}, on="other", parents=())
    repo.commit(claim(7, "session-a"), on="claim", parents=[repo.tip("main"), root])
    told = [f.message for f in branch(repo).report.findings if f.code == "M309"]
    assert len(told) == 2
    assert any("begins a history of its own" in message for message in told)


@pytest.mark.parametrize("dates", [(1, 2), (2, 1)])
def test_criss_cross_merges_are_tangled_the_same_whatever_the_dates(
    repo: Repo, dates: tuple[int, int]
) -> None:
    repo.branch("claim")
    ours = repo.commit({"a": "a"}, committed=dates[0])
    theirs = repo.commit(claim(7, "session-a"), on="claim", committed=dates[1])
    repo.commit({"b": "b"}, on="claim", parents=[theirs, ours])
    repo.commit(claim(7, "session-a"), parents=[ours, theirs])
    told = [f.message for f in branch(repo).report.findings if f.code == "M309"]
    assert "The branch has 2 merge bases with main." in told
    assert len(told) == 2


def test_steps_are_the_branches_own_whatever_dates_main_has(repo: Repo) -> None:
    for n in range(3):
        repo.commit({"README": f"a{n}"}, committed=4_000_000_000 + n)
    repo.branch("claim")
    for n in range(12):
        repo.commit({"README": f"b{n}"}, committed=100_000 - n)
    repo.commit(claim(7, "session-a"), on="claim")
    assert codes(branch(repo)) == []


def test_steps_are_told_apart_from_mains_in_a_tangled_branch_too(repo: Repo) -> None:
    old = repo.tip("main")
    for n in range(3):
        repo.commit({"README": f"a{n}"}, committed=4_000_000_000 + n)
    old_side = repo.tip("main")
    for n in range(12):
        repo.commit({"README": f"b{n}"}, committed=100_000 - n)
    repo.branch("claim")
    repo.commit({**claim(7, "session-a")}, on="claim", parents=[repo.tip("claim"), old_side])
    assert [f.subjects for f in branch(repo).report.findings if f.code == "M309"] == [
        (repo.tip("claim"),)
    ]
    assert old


def test_a_stale_branch_is_blocked_even_where_git_merges_cleanly(repo: Repo) -> None:
    base = HELD + record(2, "session-a")
    repo.commit({path_of(2): base})
    repo.branch("claim")
    repo.commit({path_of(2): base + "responsibilities: [Send]\n"}, on="claim")
    repo.commit({path_of(2): "# main's line\n" + base})
    repo.checkout()
    repo.git("merge", "--no-edit", "--no-commit", "claim")  # git sees no conflict
    repo.git("merge", "--abort")
    done = repo.muster("check", "--base", "main", "--head", "claim", "--json")
    assert done.code == 1
    assert "M308" in [f["code"] for f in done.json["data"]["findings"]]
    assert "git rebase main" in done.json["next"]


def test_the_same_bytes_on_both_sides_are_no_conflict(repo: Repo) -> None:
    repo.branch("claim")
    repo.commit(claim(7, "session-a"))
    repo.commit({"README": "x"})
    repo.commit(claim(7, "session-a"), on="claim")
    judged = branch(repo)
    assert codes(judged) == []
    assert judged.registry.by_number[7]
    repo.commit(claim(7, "session-a", responsibilities="[a]"), on="claim")
    assert codes(branch(repo)) == ["M301", "M308"]


def test_a_deletion_on_both_sides_is_no_conflict(repo: Repo) -> None:
    repo.branch("claim")
    repo.commit({path_of(4): None})
    repo.commit({path_of(4): None}, on="claim")
    assert codes(branch(repo)) == []


def test_the_same_bytes_under_another_mode_are_a_conflict(repo: Repo) -> None:
    repo.branch("claim")
    repo.commit({path_of(4): (0o100755, record(4))})
    repo.commit({path_of(4): (0o120000, record(4))}, on="claim")
    assert {"M002", "M308"} <= set(codes(branch(repo)))


def test_a_renamed_foreign_record_is_a_deletion_and_a_claim(repo: Repo) -> None:
    held = HELD + record(2, "session-a")
    repo.commit({path_of(2): held})
    repo.branch("claim")
    repo.commit(
        {path_of(2): None, path_of(7): HELD + record(7, "session-b", name="worker-7")},
        on="claim",
    )
    judged = branch(repo)
    assert at(judged, path_of(2)) == ["M305"]
    assert "M302" in at(judged, path_of(7))


def test_what_one_step_breaks_and_another_mends_is_seen(repo: Repo) -> None:
    repo.commit(claim(2, "session-a"))
    repo.branch("claim")
    repo.commit(claim(2, "session-x"), on="claim")
    repo.commit({**claim(2, "session-a"), **claim(7, "session-b")}, on="claim")
    assert at(branch(repo), path_of(2)) == ["M301"]


def test_a_branch_of_more_than_a_thousand_commits_is_not_judged(repo: Repo) -> None:
    repo.branch("claim")
    tip = repo.tip("main")
    stream = "".join(
        "commit refs/heads/claim\ncommitter t <t@example.invalid> 1700000000 +0000\ndata 1\nx\n"
        + (f"from {tip}\n" if n == 0 else "")
        for n in range(1_001)
    )
    repo.git("fast-import", "--quiet", given=stream.encode())
    done = repo.muster("check", "--base", "main", "--head", "claim", "--json")
    assert (done.code, done.json["code"]) == (3, "too-many-commits")


def test_a_branch_that_main_has_already_brings_nothing(repo: Repo) -> None:
    repo.branch("claim")
    repo.commit({"README": "x"})
    assert codes(branch(repo)) == []
    assert codes(branch(repo, head="main")) == []
