"""What main has already is told apart and blocks nobody who does not touch it."""

import pytest

from support.repos import LINK, Content, Repo, charter, claim, path_of, record
from support.verdicts import branch, codes, standing, whole

WRONG: dict[str | bytes, Content] = {
    "registry/sessions/7.yaml": record(
        7, "session-old", name="old", role="{title: Old, does: Something else}"
    ),
    path_of(2): "number: [2\n",
    path_of(3): (LINK, "002.yaml"),
    path_of(4): "x" * 70_000,
    path_of(5): "number: 5\nnumber: 5\n",
    path_of(6): b"\xff",
    path_of(7): record(7, "session-a"),
    "registry/notes.txt": "hello\n",
}


def test_an_unrelated_claim_passes_and_is_shown_what_main_has(repo: Repo) -> None:
    repo.commit(WRONG)
    repo.branch("claim")
    repo.commit(claim(8, "session-b"), on="claim")
    judged = branch(repo)
    assert codes(judged) == []
    assert standing(judged) == ["M001", "M002", "M003", "M004", "M006", "M007", "M501"]
    assert repo.muster("check").code == 1
    done = repo.muster("check", "--base", "main", "--head", "claim")
    assert done.code == 0
    assert "Already on main" in done.out
    done = repo.muster("check", "--base", "main", "--head", "claim", "--format", "github")
    assert "::error" not in done.out
    assert "(already on main)" in done.out


def test_who_touches_a_wrong_file_has_to_mend_it(repo: Repo) -> None:
    repo.commit(WRONG)
    repo.branch("claim")
    repo.commit({path_of(5): "number: 5\nnumber: 6\n"}, on="claim")
    judged = branch(repo)
    assert "M006" in codes(judged)
    assert "M006" not in standing(judged)


def test_a_claim_of_a_number_whose_record_can_not_be_read_is_lost(repo: Repo) -> None:
    repo.commit({"registry/sessions/9.yaml": "number: [9\n"})
    repo.branch("claim")
    repo.commit(claim(9, "session-b"), on="claim")
    assert "M201" in codes(branch(repo))


def test_who_touches_a_wrong_file_on_the_way_only_has_to_mend_it_too(repo: Repo) -> None:
    repo.commit(WRONG)
    repo.branch("claim")
    repo.commit({path_of(5): record(5)}, on="claim")
    repo.commit({**claim(8, "session-b"), path_of(5): WRONG[path_of(5)]}, on="claim")
    assert "M006" in codes(branch(repo))


def test_a_broken_charter_of_main_is_not_mended_by_the_branchs_own(repo: Repo) -> None:
    from support.repos import charter

    repo.commit({"registry/charter.yaml": "size: [\n"})
    repo.branch("claim")
    repo.commit({"registry/charter.yaml": charter(99), **claim(50, "session-b")}, on="claim")
    judged = branch(repo)
    assert {"M302", "M307"} <= set(codes(judged))
    assert "M007" in codes(whole(repo))


@pytest.mark.parametrize(
    "broken",
    ["size: [\n", 'name: T\nsize: "12"\norchestrator: {number: 1}\n'],
)
def test_nothing_is_judged_by_a_charter_that_gives_no_size(repo: Repo, broken: str) -> None:
    repo.commit({"registry/charter.yaml": broken})
    repo.branch("claim")
    repo.branch("mends")
    repo.commit(claim(500, "session-b"), on="claim")
    done = repo.muster("check", "--base", "main", "--head", "claim", "--json")
    assert (done.code, done.json["code"]) == (3, "broken-charter")
    assert done.json["next"] == ["muster check --ref main"]
    assert repo.muster("check", "--ref", "main").code == 1
    repo.commit({"registry/charter.yaml": charter()}, on="mends")
    assert codes(branch(repo, "mends")) == ["M307"]
    repo.checkout()
    repo.write(path_of(500), record(500, "session-b"))
    done = repo.muster("check", "--worktree", "--json")
    assert (done.code, done.json["code"]) == (3, "broken-charter")
    repo.write("registry/charter.yaml", charter())
    assert "broken-charter" not in repo.muster("check", "--worktree", "--json").out
