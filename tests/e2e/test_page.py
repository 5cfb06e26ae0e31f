"""``muster page``: one file, the same for the same registry, and nothing written anywhere else."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

import pytest

from muster.model.layout import CHARTER
from rules.cases import about, at, claimed, edited, planned, ruling, ruling_at
from rules.cases import charter as cases_charter
from support.office import Office
from support.repos import Done, Repo, charter, path_of, record


def written(done: Done) -> str:
    """The page that a run wrote."""
    assert done.code == 0, done
    path = Path(done.json["data"]["path"])
    assert path.name == "index.html"
    return path.read_text("utf-8")


def shown(html: str) -> str:
    """Its text, without markup."""
    return " ".join(re.sub(r"<[^>]*>", " ", html.partition("</style>")[2]).split())


def test_the_page_tells_what_waits_with_the_command_that_approves_it(
    held: Office, tmp_path: Path
) -> None:
    done = held.muster("page", "--out", str(tmp_path / "site"), "--json")
    html = written(done)
    answer = done.json
    assert answer["code"] == "written"
    assert answer["data"]["waiting"] == ["claim/002"]
    assert answer["data"]["ref"] == "origin/main"
    assert answer["data"]["bytes"] == len(html.encode())
    text = shown(html)
    assert "Number 2 (worker-2) for a" in text
    assert "muster approve 2" in text
    assert "first seen" in text
    key = held.muster("approve", "2", "--json", *held.by_approver, "--yes").json
    assert key["data"]["approved"][0]["key"] in text


def test_several_claims_can_be_approved_at_once_or_one_by_one(held: Office, tmp_path: Path) -> None:
    page = ("page", "--out", str(tmp_path), "--remote", "origin", "--json")
    assert "claims that are not blocked, at once" not in shown(written(held.muster(*page)))
    held.claim("b", "--number", "3")
    text = shown(written(held.muster(*page)))
    assert "claims that are not blocked, at once: muster approve --all --remote origin" in text
    for command in ("--all", "2", "3"):
        assert f"muster approve {command} --remote origin" in text


def test_what_was_approved_waits_no_more(approved: Office, tmp_path: Path) -> None:
    done = approved.muster("page", "--out", str(tmp_path / "site"))
    assert done.code == 0, done
    text = shown((tmp_path / "site/index.html").read_text("utf-8"))
    assert "Nothing waits for approval." in text
    assert "by Ann" in text
    assert "1/6 registered" in text
    assert done.out.startswith(f"Wrote {tmp_path}/site/index.html. Not active yet: 1/6 registered")


def test_a_blocked_claim_says_so(held: Office, tmp_path: Path) -> None:
    one = held.one
    stranger = record(3, "stranger")
    one.commit({path_of(3): stranger}, on="rogue", parents=[one.git("rev-parse", "origin/main")])
    one.git("push", "--quiet", "origin", "rogue:refs/heads/claim/003")
    text = shown(written(held.muster("page", "--out", str(tmp_path / "site"), "--json")))
    assert "Blocked" in text
    assert "M401" in text
    assert "It must not be merged as it is. Once it is mended:" in text


def test_a_proposal_waits_too(held: Office, tmp_path: Path) -> None:
    one = held.one
    main = one.git("rev-parse", "origin/main")
    one.commit({"registry/charter.yaml": charter(7)}, on="more", parents=[main])
    one.git("push", "--quiet", "origin", "more:refs/heads/proposal/more-numbers")
    done = held.muster("page", "--out", str(tmp_path / "site"), "--json")
    assert done.json["data"]["waiting"] == ["claim/002", "proposal/more-numbers"]
    assert "muster approve proposal/more-numbers" in shown(written(done))


def test_what_nobody_confirmed_is_no_activation_that_waits(held: Office, tmp_path: Path) -> None:
    one = held.one
    main = one.git("rev-parse", "origin/main")
    one.commit({"registry/activation.yaml": "consensus: 1\n"}, on="go", parents=[main])
    one.git("push", "--quiet", "origin", "go:refs/heads/activation")
    done = held.muster("page", "--out", str(tmp_path / "site"), "--json")
    assert done.json["data"]["waiting"] == ["claim/002"]


@pytest.mark.parametrize("remote", [False, True])
def test_rulings_are_told_as_what_they_are(repo: Repo, tmp_path: Path, remote: bool) -> None:
    one, two, three = (
        edited(
            claimed(number, title="Mailer", does=f"Send mails {number}"),
            "goal:",
            f"  scope: {{prospects: {number}-9}}\ngoal:",
        )
        for number in (1, 2, 3)
    )
    stands = ruling(one, two, decision="Both do", findings=[about("M204", at(1), at(2))])
    fallen = ruling(one, planned(2), decision="It fell")
    files = {
        CHARTER: cases_charter(identity="open"), at(1): one, at(2): two, at(3): three,
        ruling_at(1): stands, ruling_at(2): fallen,
    }  # fmt: skip
    repo.commit(files, parents=())
    if remote:
        repo.git("remote", "add", "origin", ".")
        repo.git("update-ref", "refs/remotes/origin/main", "main")
    html = written(repo.muster("page", "--out", str(tmp_path), "--offline", "--json"))
    assert ("No remote was looked at" in html) is not remote
    waits, _, rulings = shown(html).rpartition("Rulings in force")
    waits = waits.rpartition("Waits for the orchestrator")[2]
    assert "R001 on M204 , sessions 1 , 2 Both do" in rulings
    assert "It fell" not in rulings
    assert "Count no more: R002" in rulings
    assert waits.count("M204 overlapping-role") == 3  # two wait, and one is answered: a note
    assert waits.count("muster ruling --sessions") == 2
    assert "Ruling R001 stands: Both do" in waits


def test_the_same_refs_give_the_same_bytes_wherever_and_whenever(
    held: Office, tmp_path: Path
) -> None:
    first = written(held.muster("page", "--out", str(tmp_path / "a"), "--json"))
    done = held.muster("page", "--out", "b", at="two", COLUMNS="40")
    assert done.out.startswith("Wrote b/index.html. ")
    again = (held.clone("two").folder / "b/index.html").read_text("utf-8")
    late = written(
        held.muster("page", "--out", str(tmp_path / "c"), "--offline", "--json", TZ="Asia/Tokyo")
    )
    assert first == again == late


def test_offline_shows_what_was_seen_last(held: Office, tmp_path: Path) -> None:
    before = held.clone("before")
    shutil.move(held.hub.folder, held.folder / "away.git")
    done = held.muster("page", "--out", str(tmp_path / "site"), "--json", at=before.folder)
    assert (done.code, done.json["code"]) == (3, "remote-unreachable")
    assert not (tmp_path / "site").exists()
    done = held.muster("page", "--out", str(tmp_path / "site"), "--offline", "--json", at="one")
    assert done.json["data"]["waiting"] == ["claim/002"]


@pytest.mark.parametrize("more", [[], ["--offline"]])
def test_without_a_remote_main_alone_is_shown(repo: Repo, tmp_path: Path, more: list[str]) -> None:
    text = shown(written(repo.muster("page", "--out", str(tmp_path / "site"), "--json", *more)))
    assert "No remote was looked at" in text
    assert "0/12 registered" in text
    assert f"main at {repo.tip('main')}" in text


def test_offline_before_the_first_fetch_shows_the_local_main(repo: Repo, tmp_path: Path) -> None:
    repo.git("remote", "add", "origin", "../nowhere.git")
    done = repo.muster("page", "--out", str(tmp_path / "site"), "--offline", "--json")
    assert "No remote was looked at" in shown(written(done))
    done = repo.muster("page", "--out", str(tmp_path / "site"), "--json")
    assert done.json["code"] == "remote-unreachable"


def test_a_remote_that_is_not_there_is_an_error(repo: Repo, tmp_path: Path) -> None:
    done = repo.muster("page", "--out", str(tmp_path), "--remote", "nobody", "--json")
    assert (done.code, done.json["code"]) == (2, "unknown-remote")


def test_the_folder_is_made_and_holds_the_page_alone(repo: Repo, tmp_path: Path) -> None:
    folder = tmp_path / "a" / "b" / "c"
    old = os.umask(0o022)
    try:
        written(repo.muster("page", "--out", str(folder), "--json"))
        written(repo.muster("page", "--out", str(folder), "--json"))
    finally:
        os.umask(old)
    assert [path.name for path in folder.iterdir()] == ["index.html"]
    assert (folder / "index.html").stat().st_mode & 0o777 == 0o644


def test_a_link_in_its_place_is_replaced_and_what_it_leads_to_stays(
    repo: Repo, tmp_path: Path
) -> None:
    outside = tmp_path / "precious.html"
    outside.write_text("precious")
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / "index.html").symlink_to(outside)
    html = written(repo.muster("page", "--out", str(folder), "--json"))
    assert outside.read_text() == "precious"
    assert not (folder / "index.html").is_symlink()
    assert html.startswith("<!doctype html>")


@pytest.mark.parametrize("what", ["a file", "below a file", "a folder in its place"])
def test_where_it_cant_be_written_the_error_says_so_and_leaves_nothing(
    repo: Repo, tmp_path: Path, what: str
) -> None:
    (tmp_path / "taken").write_text("mine")
    (tmp_path / "site" / "index.html").mkdir(parents=True)
    out = {"a file": "taken", "below a file": "taken/site", "a folder in its place": "site"}[what]
    done = repo.muster("page", "--out", str(tmp_path / out), "--json")
    assert (done.code, done.json["code"]) == (3, "not-writable")
    assert "can't be written" in done.json["message"]
    assert (tmp_path / "taken").read_text() == "mine"
    assert [path.name for path in (tmp_path / "site").iterdir()] == ["index.html"]


def test_a_page_without_a_folder_is_no_page(repo: Repo) -> None:
    done = repo.muster("page")
    assert done.code == 2
    assert "--out" in done.err


def test_a_broken_registry_is_an_error_and_no_page(repo: Repo, tmp_path: Path) -> None:
    repo.commit({"registry/charter.yaml": "size: many\n"})
    done = repo.muster("page", "--out", str(tmp_path / "site"), "--json")
    assert (done.code, done.json["code"]) == (3, "broken-charter")
    assert not (tmp_path / "site").exists()


def test_records_that_cant_be_read_are_named(repo: Repo, tmp_path: Path) -> None:
    repo.commit({path_of(2): "number: [2\n", path_of(5): record(5, "x", name="&a <b>")})
    html = written(repo.muster("page", "--out", str(tmp_path / "site"), "--json"))
    assert "registry/sessions/002.yaml" in html
    assert "<b>)" not in html


def test_what_nobody_approved_is_told_at_the_top(approved: Office, tmp_path: Path) -> None:
    approved.hub.commit({path_of(2): record(2, "intruder")})
    html = written(approved.muster("page", "--out", str(tmp_path / "site"), "--json"))
    text = shown(html.partition("<main>")[0])
    assert "Main has what nobody approved: registry/sessions/002.yaml" in text
    assert "unverified" in html
