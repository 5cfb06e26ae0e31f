"""Claiming: a number is the session's at once, or it is told who has it; nothing else moves."""

import os
import shlex
from pathlib import Path

import pytest
import yaml

from support.office import BID, Office, refs
from support.repos import Done, Repo, goal, record

HELD = "refs/heads/claim"


def _run_next(office: Office, done: Done, at: str | Path = "one", given: str = "") -> Done:
    """Run the first command of an answer as it stands."""
    words = shlex.split(done.json["next"][0])
    assert words[0] == "muster"
    return office.muster(*words[1:], "--json", at=at, given=given)


def _bid(office: Office, text: str = BID) -> str:
    (office.folder / "bid.yaml").write_text(text, encoding="utf-8")
    return str(office.folder / "bid.yaml")


def test_a_planned_slot_keeps_its_role_and_goal(guarded: Office) -> None:
    done = guarded.claim("session-a", "--number", "2").json
    assert done["code"] == "claimed"
    landed = yaml.safe_load(guarded.blob("claim/002", 2))
    planned = yaml.safe_load(record(2))
    assert {key: landed[key] for key in ("number", "name", "role", "goal")} == {
        key: planned[key] for key in ("number", "name", "role", "goal")
    }
    assert (landed["status"], landed["session_id"], landed["ready"]) == (
        "registered", "session-a", True,
    )  # fmt: skip
    assert landed["key"].startswith("ssh-ed25519 ")
    assert guarded.refs()["refs/heads/claim/002"] == done["data"]["commit"]
    assert done["next"] == ["muster watch --until approved --session-id session-a"]


def test_a_slot_is_found_by_its_name_also_in_the_text(office: Office) -> None:
    assert office.claim("session-a", "--name", "worker-3").json["data"]["number"] == 3
    done = office.claim("session-b", "--from", "-", given="name: worker-2\n")
    assert done.json["data"]["number"] == 2
    wrong = office.muster("claim", "--name", "nobody", "--session-id", "c", "--json")
    assert (wrong.code, wrong.json["code"]) == (2, "no-such-name")


def test_next_takes_a_slot_first_and_a_free_number_for_an_own_role(office: Office) -> None:
    assert office.claim("a", "--next").json["data"]["number"] == 1
    assert office.claim("b", "--next", "--from", _bid(office)).json["data"]["number"] == 4
    assert office.claim("c", "--next").json["data"]["number"] == 2
    assert office.claim("d", "--next").json["data"]["number"] == 3
    bare = office.muster("claim", "--next", "--session-id", "e", "--json")
    assert (bare.code, bare.json["code"]) == (2, "no-role")


def test_the_template_that_no_role_points_to_can_be_filled_in_and_claimed(office: Office) -> None:
    told = office.muster("claim", "--number", "5", "--session-id", "e", "--json")
    assert (told.code, told.json["code"]) == (2, "no-role")
    show, claim = told.json["next"]
    template = office.muster(*shlex.split(show.partition(" >")[0])[1:]).out
    (office.one.folder / "claim.yaml").write_text(_filled(template))
    done = office.muster(*shlex.split(claim)[1:], "--session-id", "e", "--json")
    assert (done.code, done.json["code"]) == (0, "claimed"), done
    assert done.json["data"]["record"]["name"] == "tester"


def _filled(template: str) -> str:
    """A form as a session fills it in."""
    for unfilled, text in {
        '"[your-name]"': "tester", '"[your role in a few words]"': "Tester",
        '"[your work in one line]"': "Test the site", '"[your first duty]"': "Report what fails",
        '"[your goal with its figures, for example 25 prospects a day]"': "Find 25 faults a day",
        '"[your_metric]"': "faults_found",
    }.items():  # fmt: skip
        assert unfilled in template
        template = template.replace(unfilled, text)
    return template


def test_a_form_is_no_claim_until_all_of_it_is_filled_in(office: Office) -> None:
    form = office.muster("show", "5").out
    claim = ("claim", "--number", "5", "--from", "-", "--session-id", "e", "--json")
    done = office.muster(*claim, given=form)
    assert (done.code, done.json["code"]) == (2, "unusable-text")
    assert "name and the name of a metric of the goal are still to be" in done.json["message"]
    assert done.json["next"] == ["muster show 5"]
    named = form.replace('"[your-name]"', "tester").replace("[your_metric]", "faults_found")
    done = office.muster(*claim, given=named)
    assert (done.code, done.json["code"]) == (1, "blocked"), done
    findings = done.json["data"]["findings"]
    assert [one["code"] for one in findings if one["verdict"] == "block"] == ["M104"] * 4
    assert not office.refs().keys() & {"refs/heads/claim/005"}


def test_a_text_that_is_none_is_told_with_what_to_claim_with(office: Office) -> None:
    def claim(*arguments: str) -> Done:
        text = office.muster("show", "2").out
        return office.muster("claim", "--from", "-", "--session-id", "e", *arguments, "--json",
                             given=text)  # fmt: skip

    for by in (("--number", "2"), ("--name", "worker-2")):
        done = claim(*by)
        assert (done.code, done.json["code"]) == (2, "unusable-text")
        assert done.json["message"].endswith(" Number 2 is planned: claim it without --from.")
        assert done.json["next"] == ["muster claim --number 2 --session-id e"]
    assert claim("--number", "5").json["next"] == ["muster show 5"]
    assert claim("--next").json["next"] == ["muster roster"]
    assert _run_next(office, done).json["data"]["number"] == 2
    taken = claim("--number", "2")
    assert "is planned" not in taken.json["message"]


def _taken(office: Office) -> None:
    """Let somebody have each planned slot."""
    for number in (1, 2, 3):
        office.claim(f"s{number}", "--number", str(number))


def test_a_loser_with_no_planned_slot_left_is_led_to_a_free_number(office: Office) -> None:
    _taken(office)
    lost = office.muster(
        "claim", "--number", "3", "--session-id", "b", "--repo", "../one", "--json"
    )
    assert lost.json["next"] == [
        "muster show 4 --repo ../one >claim.yaml",
        "muster claim --number 4 --from claim.yaml --session-id b --repo ../one",
    ]
    form = office.muster(*shlex.split(lost.json["next"][0].partition(" >")[0])[1:]).out
    (office.one.folder / "claim.yaml").write_text(_filled(form))
    done = office.muster(*shlex.split(lost.json["next"][1])[1:], "--json")
    assert (done.code, done.json["data"]["number"]) == (0, 4), done


def test_where_no_planned_slot_is_left_nobody_is_sent_for_one(office: Office) -> None:
    _taken(office)
    ways = ["muster show 4 >claim.yaml", "muster claim --next --from claim.yaml --session-id b"]
    for arguments in (("--number", "7"), (), ("--next",)):
        done = office.muster("claim", *arguments, "--session-id", "b", "--json")
        assert (done.code, done.json["next"]) == (2, ways)
    named = office.muster("claim", "--name", "nobody", "--session-id", "b", "--json")
    assert named.json["next"] == ["muster roster", *ways]
    part = office.muster(
        "claim", "--next", "--session-id", "b", "--from", "-", "--json", given="goal: {}\n"
    )
    assert part.json["next"] == ways
    amend = office.muster(
        "amend", "--session-id", "b", "--from", "-", "--json", given="goal: {statement: x}\n"
    )
    assert amend.json["next"] == [ways[0], "muster claim --next --from claim.yaml"]
    whoami = office.muster("whoami", "--session-id", "b", "--json")
    assert whoami.json["next"] == [*ways, "muster roster --remote"]
    hook = office.muster("whoami", "--session-start", "--session-id", "b").out
    assert f"Before any work: `{ways[0]}`, fill it in, `{ways[1]}` (AGENTS.md" in hook
    for number, title in ((4, "Cook"), (5, "Driver"), (6, "Baker")):
        text = BID.replace("Copywriter", title).replace("the texts of the newsletter", title)
        office.claim(f"s{number}", "--next", "--from", "-", given=text)
    whoami = office.muster("whoami", "--session-id", "b", "--json")
    assert whoami.json["next"] == ["muster roster --remote"]


def test_a_number_that_can_t_be_is_told_with_those_that_can(office: Office) -> None:
    for number in ("7", "999999999999"):
        done = office.muster("claim", "--number", number, "--session-id", "a", "--json")
        assert (done.code, done.json["code"]) == (2, "no-such-number")
    bare = office.muster("claim", "--session-id", "a", "--json")
    assert (bare.code, bare.json["code"]) == (2, "no-number")
    assert "nobody holds: 1-3. Free numbers: 4-6." in bare.json["message"]
    both = office.muster("claim", "--next", "--number", "1", "--session-id", "a", "--json")
    assert both.code == 2


def test_a_narrowed_slot_is_pushed_and_its_review_findings_are_shown(guarded: Office) -> None:
    text = f"role: {{scope: {{flavour: apple}}}}\ngoal: {goal(2)}\n"
    done = guarded.claim("a", "--number", "1", "--from", "-", given=text).json
    landed = yaml.safe_load(guarded.blob("claim/001", 1))
    assert landed["role"]["title"] == "Babadexist"
    assert landed["role"]["scope"] == {"flavour": "apple"}
    assert landed["goal"] == yaml.safe_load(goal(2))
    assert done["data"]["report"]["verdict"] == "review"
    assert [f["code"] for f in done["data"]["report"]["findings"]] == ["M307", "M101"]


@pytest.mark.parametrize(
    "text",
    [
        "REGISTRATION: NUMBER=5 ROLE=Tester - Test the site GOAL=Find 3 defects a day → $120k MRR "
        "SESSION_ID=site-tester STATUS=PENDING",
        "🎯 REGISTRATION COMPLETE 🎯\n══════\n✅ NUMBER: 5\n✅ ROLE: Tester - Test the site\n"
        "✅ GOAL: Find 3 defects a day → $120k MRR\n✅ SESSION_ID: site-tester\n"
        "✅ STATUS: REGISTERED\n✅ READY: YES ✅\n",
    ],
    ids=["one line", "block"],
)
def test_a_registration_message_claims_a_free_number(guarded: Office, text: str) -> None:
    guarded.claim("session-9", "--from", "-", given=text)
    landed = yaml.safe_load(guarded.blob("claim/005", 5))
    assert landed["role"] == {"title": "Tester", "does": "Test the site"}
    assert landed["goal"]["statement"] == "Find 3 defects a day → $120k MRR"
    assert (landed["session_id"], landed["name"]) == ("session-9", "site-tester")


def test_a_registration_message_leaves_a_planned_slot_as_planned(office: Office) -> None:
    text = "REGISTRATION: NUMBER=1 ROLE=Boss - Do all GOAL=→ k MRR SESSION_ID=x STATUS=PENDING"
    office.claim("a", "--from", "-", given=text)
    landed = yaml.safe_load(office.blob("claim/001", 1))
    assert landed["role"]["title"] == "Babadexist"


DOES = """\
Use `make test`, "quotes", 'more' and $HOME for $120k; 100 % of it: #1 & <b>
Second line, indented:
    - a list? no: text
back\\slash, emoji 👩‍🚀🇩🇪, عربي, 日本語 and e\u0301"""
METRICS = [{"name": "mrr", "at_least": 120000, "unit": "USD", "per": "month"}]
STATEMENT = 'Reach $120k MRR → 95%+ `now`, it\'s "quoted"\nand a second line'
DUTIES = [
    "$1 $2 ${3} $(echo) !x",
    "`rm -rf`\nline two",
    "مرحبا بالعالم",
    "- dash",
    "5",
    "no",
    " x"[1:],
]


@pytest.mark.parametrize("how", ["file", "stdin"])
def test_every_text_arrives_as_it_was_written(guarded: Office, how: str) -> None:
    given = {
        "role": {"title": 'Copywriter: "x" & `y` 👋', "does": DOES},
        "goal": {"statement": STATEMENT, "serves": "mrr", "metrics": METRICS},
        "responsibilities": DUTIES,
    }
    text = yaml.safe_dump(given, allow_unicode=how == "file", default_style='"')
    text = text.replace('!!int "120000"', "120000")
    source = _bid(guarded, text) if how == "file" else "-"
    guarded.claim("a", "--number", "4", "--from", source, given="" if how == "file" else text)
    landed = yaml.safe_load(guarded.blob("claim/004", 4))
    assert {key: landed[key] for key in given} == given
    again = guarded.muster("whoami", "--session-id", "a", "--json").json["data"]
    assert again["record"]["role"]["does"] == DOES


def test_a_block_scalar_arrives_without_the_line_break_that_yaml_adds(office: Office) -> None:
    text = BID.replace("statement: Write", "statement: |\n    Spend $120k\n    Write")
    office.claim("a", "--number", "4", "--from", "-", given=text)
    assert yaml.safe_load(office.blob("claim/004", 4))["goal"]["statement"] == (
        "Spend $120k\nWrite 4 newsletters a week"
    )
    assert "statement: |-\n    Spend $120k\n" in office.blob("claim/004", 4)


@pytest.mark.parametrize(
    ("number", "goal"),
    [("4", "Write texts → k MRR"), ("2", "Grow to 20k MRR"), ("4", "Reach ,000 a month")],
)
def test_a_goal_that_lost_its_dollars_is_not_pushed(office: Office, number: str, goal: str) -> None:
    before = office.refs()
    text = BID.replace("Write 4 newsletters a week", goal)
    done = office.muster(
        "claim", "--number", number, "--session-id", "a", "--from", "-", "--json", given=text
    )
    assert (done.code, done.json["code"]) == (1, "blocked")
    assert "M107" in {f["code"] for f in done.json["data"]["findings"]}
    assert office.refs() == before
    dry = office.muster(
        "claim", "--number", number, "--session-id", "a", "--from", "-", "--dry-run", given=text
    )
    assert dry.code == 1
    assert "M107" in dry.out


def test_what_the_judge_blocks_is_not_pushed_and_says_why(office: Office) -> None:
    before = office.refs()
    text = BID.replace("Write 4 newsletters a week", "TODO")
    done = office.muster("claim", "--number", "4", "--session-id", "a", "--from", "-", given=text)
    assert done.code == 1
    assert "M104" in done.err
    assert done.out == ""
    assert office.refs() == before


def test_the_same_session_again_has_the_same_claim(office: Office) -> None:
    first = office.claim("a", "--number", "2").json["data"]
    for again in (["--number", "2"], ["--next"], ["--name", "worker-2"], []):
        done = office.claim("a", *again).json
        assert (done["code"], done["data"]["commit"]) == ("already-claimed", first["commit"])
    assert office.claim("A", "--next").json["data"]["commit"] == first["commit"]
    office.approve("2")
    done = office.claim("a", "--number", "2").json
    assert (done["code"], done["data"]["approved"]) == ("already-claimed", True)


def test_a_session_has_one_number(held: Office) -> None:
    for other in (["--number", "3"], ["--name", "worker-3"]):
        done = held.muster("claim", *other, "--session-id", "a", "--json")
        assert (done.code, done.json["code"]) == (1, "holds-another")
        assert done.json["next"][0] == "muster renumber 3 --session-id a"
    moved = _run_next(held, done)
    assert (moved.code, moved.json["code"]) == (0, "renumbered")


def test_a_claim_whose_answer_was_lost_is_found_again(office: Office) -> None:
    office.set_hook(
        '[ "$1" = committed ] && grep -q refs/heads/claim/ && kill -9 $PPID\nexit 0',
        "reference-transaction",
    )
    first = office.muster("claim", "--number", "2", "--session-id", "a", "--json")
    assert (first.code, first.json["code"]) == (3, "remote-unreachable")
    (office.hub.folder / "hooks/reference-transaction").unlink()
    done = office.claim("a", "--number", "2").json
    assert done["code"] == "already-claimed"
    assert office.refs()["refs/heads/claim/002"] == done["data"]["commit"]


@pytest.mark.parametrize("moment", ["fetch", "hash-object", "write-tree", "commit-tree", "push"])
def test_a_claim_that_is_killed_leaves_nothing_and_goes_on(office: Office, moment: str) -> None:
    fake = office.folder / "fake"
    fake.mkdir()
    (fake / "git").write_text(
        f'#!/bin/sh\nfor a; do [ "$a" = {moment} ] && kill -9 $PPID && exit 1; done\n'
        f'PATH="{os.environ["PATH"]}" exec git "$@"\n'
    )
    (fake / "git").chmod(0o755)
    before = _surroundings(office.one)
    killed = office.muster(
        "claim", "--number", "2", "--session-id", "a", PATH=f"{fake}:{os.environ['PATH']}"
    )
    assert killed.code == -9
    assert _surroundings(office.one) == before
    assert not list(office.folder.glob("state/keys/*/.new-*"))
    assert office.claim("a", "--number", "2").json["code"] == "claimed"


def test_a_lost_number_tells_who_since_when_and_what_is_left(office: Office) -> None:
    won = office.claim("a", "--number", "2").json["data"]["commit"]
    lost = office.muster("claim", "--number", "2", "--session-id", "b", "--json", at="two")
    assert (lost.code, lost.json["code"]) == (5, "number-taken")
    told = lost.json
    assert f"taken by a (worker-2) since commit {won[:12]}" in told["message"]
    assert told["data"]["holder"] == {
        "session_id": "a", "name": "worker-2", "commit": won, "approved": False,
    }  # fmt: skip
    assert (told["data"]["free"], told["data"]["open_slots"]) == ([4, 5, 6], [1, 3])
    moved = _run_next(office, lost, "two")
    assert (moved.code, moved.json["data"]["number"]) == (0, 1)


def test_a_number_lost_on_main_names_the_merge(approved: Office) -> None:
    lost = approved.muster("claim", "--number", "2", "--session-id", "b", "--json").json
    assert lost["data"]["holder"]["approved"] is True
    assert lost["data"]["holder"]["commit"] == approved.refs()["refs/heads/main"]


def test_the_next_command_repeats_the_text_and_the_folder(office: Office) -> None:
    office.claim("a", "--number", "4", "--from", _bid(office))
    elsewhere = office.folder / "else where"
    elsewhere.mkdir()
    other = _bid(office, BID.replace("Copywriter", "Editor").replace("newsletter", "page"))
    lost = office.muster(
        "claim", "--number", "4", "--session-id", "b", "--from", other, "--repo", "../one",
        "--json", at=elsewhere,
    )  # fmt: skip
    assert lost.code == 5
    moved = _run_next(office, lost, elsewhere)
    assert (moved.code, moved.json["data"]["number"]) == (0, 5), moved


def _race(office: Office, number: int) -> None:
    """Let session ``rival`` take a number between the look and the push of whoever comes next."""
    office.claim("rival", "--number", str(number), at="rivals")
    ref = f"refs/heads/claim/{number:03d}"
    commit = office.refs()[ref]
    office.hub.git("update-ref", "-d", ref)
    hook = (office.hub.folder / "hooks/pre-receive").read_text().removeprefix("#!/bin/sh\n")
    flag = office.hub.folder / "race"
    flag.touch()
    office.set_hook(
        f"if [ -e '{flag}' ]; then rm '{flag}'\n"
        f"  env -u GIT_QUARANTINE_PATH git update-ref {ref} {commit}\nfi\n{hook}"
    )


def test_a_race_that_is_lost_in_the_push_is_told_like_any_other(guarded: Office) -> None:
    _race(guarded, 2)
    lost = guarded.muster("claim", "--number", "2", "--session-id", "b", "--json")
    assert (lost.code, lost.json["code"]) == (5, "number-taken")
    assert lost.json["data"]["holder"]["session_id"] == "rival"
    assert _run_next(guarded, lost).json["data"]["number"] == 1


def test_a_race_that_is_lost_with_next_goes_on_by_itself(guarded: Office) -> None:
    _race(guarded, 1)
    done = guarded.claim("b", "--next").json["data"]
    assert done["number"] in (2, 3)
    assert done["tries"] == 2
    assert yaml.safe_load(guarded.blob("claim/001", 1))["session_id"] == "rival"


def test_next_that_finds_nothing_left_says_so(office: Office) -> None:
    for number in (1, 2, 3):
        office.claim(f"s{number}", "--number", str(number))
    for number, title in ((4, "Cook"), (5, "Driver"), (6, "Baker")):
        text = BID.replace("Copywriter", title).replace("the texts of the newsletter", title)
        office.claim(f"s{number}", "--next", "--from", "-", given=text)
    done = office.muster("claim", "--next", "--session-id", "b", "--json")
    assert done.code in (2, 5)
    assert "All 6 numbers are taken" in done.json["message"]
    lost = office.muster("claim", "--number", "3", "--session-id", "b", "--json")
    assert (lost.code, lost.json["next"]) == (5, ["muster roster --remote"])


def test_a_dry_run_shows_the_file_and_makes_nothing(office: Office) -> None:
    before, at_home = office.refs(), _surroundings(office.one)
    done = office.muster("claim", "--next", "--session-id", "a", "--dry-run", "--json")
    assert (done.code, done.json["code"]) == (0, "dry-run")
    assert yaml.safe_load(done.json["data"]["text"])["session_id"] == "a"
    assert done.json["data"]["file"] == "registry/sessions/001.yaml"
    assert office.refs() == before
    assert _surroundings(office.one) == at_home
    assert not (office.folder / "state/keys").exists()
    plain = office.muster("claim", "--next", "--session-id", "a", "--dry-run")
    assert "registry/sessions/001.yaml" in plain.out
    assert "  session_id: a" in plain.out
    assert _run_next(office, done).json["code"] == "claimed"


def _surroundings(repo: Repo) -> dict[str, str | bytes]:
    """All that is the user's: HEAD, branches, stash, index, status, and the files themselves."""
    index = repo.git_dir / "index"
    top = [p for p in sorted(repo.folder.rglob("*")) if p.is_file() and ".git" not in p.parts]
    return {
        "HEAD": (repo.git_dir / "HEAD").read_text(),
        "index": index.read_bytes() if index.exists() else b"",
        "refs": str(refs(repo, "refs/heads", "refs/tags", "refs/stash")),
        "config": (repo.git_dir / "config").read_text(),
        **{str(path): path.read_bytes() for path in top},
    }


def _dirty(repo: Repo) -> Path:
    repo.write("registry/sessions/002.yaml", "half: [a draft\n")
    repo.write("staged.txt", "staged")
    repo.git("add", "staged.txt")
    repo.write("stashed.txt", "x")
    repo.git("stash", "push", "--quiet", "--include-untracked", "stashed.txt")
    repo.write("staged.txt", "and changed")
    return repo.folder


def _detached(repo: Repo) -> Path:
    repo.git("checkout", "--quiet", "--detach")
    return repo.folder


def _subfolder(repo: Repo) -> Path:
    return repo.write("a/b/c.txt", "x").parent


def _sparse(repo: Repo) -> Path:
    repo.git("status")  # the copy's files are not the index's any more
    repo.git("sparse-checkout", "set", "--no-cone", "/nothing")
    assert not list(repo.folder.rglob("*.yaml"))
    return repo.folder


def _unborn(repo: Repo) -> Path:
    repo.git("symbolic-ref", "HEAD", "refs/heads/new")
    repo.git("rm", "--quiet", "-r", "--cached", ".")
    return repo.folder


def _in_the_middle_of_a_merge(repo: Repo) -> Path:
    (repo.git_dir / "MERGE_HEAD").write_text(repo.tip("main") + "\n")
    (repo.git_dir / "index.lock").touch()
    return repo.folder


@pytest.mark.parametrize(
    "state", [_dirty, _detached, _subfolder, _sparse, _unborn, _in_the_middle_of_a_merge]
)
def test_the_callers_work_stays_as_it_was(office: Office, state: object) -> None:
    where = state(office.one)  # type: ignore[operator]
    before = _surroundings(office.one)
    assert office.claim("a", "--number", "2", at=where).json["code"] == "claimed"
    assert _surroundings(office.one) == before
    assert office.muster("whoami", "--session-id", "a", at=where).code == 0


def test_a_linked_worktree_and_a_bare_clone_will_do(office: Office) -> None:
    office.one.git("worktree", "add", "--quiet", "-b", "side", "../linked")
    linked = office.folder / "linked"
    before = _surroundings(office.one)
    assert office.claim("a", "--number", "2", at=linked).json["code"] == "claimed"
    assert _surroundings(office.one) == before
    office.one.git("worktree", "remove", "--force", str(linked))
    assert office.claim("a", "--number", "2").json["code"] == "already-claimed"  # the key is kept
    bare = office.folder / "bare.git"
    office.one.git("clone", "--quiet", "--bare", str(office.hub.folder), str(bare))
    assert office.claim("b", "--next", at=bare).json["code"] == "claimed"


def test_without_a_session_id_nothing_is_guessed(office: Office) -> None:
    done = office.muster("claim", "--next", "--json")
    assert (done.code, done.json["code"]) == (2, "no-session-id")
    assert done.json["next"] == ["export MUSTER_SESSION_ID=YOUR-SESSION-ID"]
    for bad in ("a b", "-x", "a/b", "é", "x" * 129, "a\n"):
        done = office.muster("claim", "--next", "--json", f"--session-id={bad}")
        assert (done.code, done.json["code"]) == (2, "bad-session-id"), bad
    assert "bad" in office.muster("claim", "--next", "--json", CODEX_THREAD_ID="a b").json["code"]
    assert office.refs().keys() == {"refs/heads/main"}


def test_the_session_id_comes_from_the_first_source_that_has_one(office: Office) -> None:
    found = {
        "CODEX_THREAD_ID": "of-codex",
        "CLAUDE_CODE_SESSION_ID": "of-claude",
        "MUSTER_SESSION_ID": "of-muster",
    }
    env: dict[str, str] = {}
    for name, value in found.items():
        env[name] = value
        done = office.muster("claim", "--next", "--dry-run", "--json", **env).json
        assert done["data"]["session_id"] == value
    told = office.muster(
        "claim", "--next", "--dry-run", "--session-id", "told", "--json", **env
    ).json
    assert told["data"]["session_id"] == "told"
    text = office.claim("x", "--dry-run", "--from", "-", given="number: 1\nsession_id: y\n")
    assert text.json["data"]["session_id"] == "x"
    alone = office.muster("claim", "--json", "--from", "-", given="number: 1\nsession_id: y\n")
    assert alone.json["data"]["session_id"] == "y"


def test_the_same_id_with_another_key_is_refused_clearly(held: Office) -> None:
    elsewhere = {"MUSTER_STATE_HOME": str(held.folder / "other-state")}
    done = held.muster("claim", "--number", "2", "--session-id", "a", "--json", **elsewhere)
    assert (done.code, done.json["code"]) == (1, "foreign-key")
    assert "SHA256:" in done.json["message"]
    assert not (held.folder / "other-state/keys").exists()


def test_a_key_of_ones_own_is_used(office: Office) -> None:
    own = office.make_key("own")
    office.claim("a", "--number", "2", "--key", "~/../own")
    key = yaml.safe_load(office.blob("claim/002", 2))["key"]
    assert own.with_suffix(".pub").read_text().startswith(key)
    assert not (office.folder / "state/keys").exists()


def test_the_users_settings_of_git_change_nothing(guarded: Office) -> None:
    one, trace = guarded.one, guarded.folder / "started"
    failing = one.write(".hooks/pre-push", f"#!/bin/sh\ntouch '{trace}'\nexit 1\n")
    failing.chmod(0o755)
    for name in ("pre-commit", "commit-msg", "post-commit", "reference-transaction",
                 "prepare-commit-msg", "pre-merge-commit"):  # fmt: skip
        (failing.parent / name).write_bytes(failing.read_bytes())
        (failing.parent / name).chmod(0o755)
    for name, value in {
        "gpg.ssh.program": "true",
        "gpg.program": "false",
        "gpg.format": "openpgp",
        "commit.gpgSign": "true",
        "user.signingKey": "nobody",
        "core.hooksPath": str(failing.parent),
        "remote.origin.push": "refs/heads/*:refs/heads/*",
        "remote.origin.mirror": "true",
        "push.default": "matching",
        "push.gpgSign": "true",
        "push.followTags": "true",
        "fetch.prune": "true",
        "core.autocrlf": "true",
        "commit.template": "/nowhere",
        "i18n.commitEncoding": "latin1",
        "log.showSignature": "true",
        "core.quotePath": "true",
        "diff.noprefix": "true",
        "color.ui": "always",
    }.items():
        one.git("config", name, value)
    one.git("config", "url.../nowhere/.insteadOf", "https://example.invalid/")
    assert guarded.claim("a", "--number", "2").json["code"] == "claimed"
    assert set(guarded.refs()) == {"refs/heads/main", "refs/heads/claim/002"}
    guarded.approve("2")
    assert guarded.muster("audit", "--json").code == 0
    assert not trace.exists()


def test_an_open_registry_is_claimed_the_same_way(tmp_path: Path) -> None:
    office = Office.make(tmp_path / "open", identity="open", approvers="[]")
    done = office.claim("a", "--number", "2").json
    assert done["code"] == "claimed"
    assert yaml.safe_load(office.blob("claim/002", 2))["key"].startswith("ssh-ed25519 ")
    assert office.claim("a", "--number", "2").json["code"] == "already-claimed"
    assert office.muster("claim", "--number", "2", "--session-id", "b").code == 5


def test_a_slot_that_lists_a_key_is_claimed_with_that_key_alone(guarded: Office) -> None:
    own = guarded.make_key("own")
    public = " ".join(own.with_suffix(".pub").read_text().split()[:2])
    guarded.hub.commit({"registry/sessions/002.yaml": record(2, key=public)})
    wrong = guarded.muster("claim", "--number", "2", "--session-id", "a", "--json")
    assert (wrong.code, wrong.json["code"]) == (1, "blocked"), wrong
    guarded.claim("a", "--number", "2", "--key", str(own))


def test_an_approvers_key_claims_nothing(office: Office) -> None:
    done = office.muster(
        "claim", "--number", "2", "--session-id", "a", "--json", *office.by_approver
    )
    assert done.code == 1
    assert [f["code"] for f in done.json["data"]["findings"]] == ["M404"]


def test_what_the_remote_refuses_is_told_in_its_words(office: Office) -> None:
    office.set_hook('echo "Closed for today." >&2; exit 10')
    done = office.muster("claim", "--number", "2", "--session-id", "a", "--json")
    assert (done.code, done.json["code"]) == (1, "refused-by-remote")
    assert done.json["data"]["told"] == ["Closed for today."]
    plain = office.muster("claim", "--number", "2", "--session-id", "a")
    assert "Closed for today." in plain.err
