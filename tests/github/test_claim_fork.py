"""Sessions without write access claim out of forks: of one number the lowest pull request holds it.

Real git, real gh, real keys, and the project's own stand-in for GitHub; it is not GitHub.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path

from support.forge import Forge
from support.forge.sessions import claim, clone, fork_clone, git, muster, next_of
from support.repos import Done, muster_at, together
from support.repos import claim as claim_files

PULLS = "/repos/team/registry/pulls"


def _open(forge: Forge) -> list[tuple[int, str, str]]:
    forge.sync()
    return [
        (pull.number, pull.head_owner, pull.head_ref)
        for pull in forge.state.pulls.values()
        if pull.state == "open"
    ]


def _as(login: str) -> tuple[str, str, str]:
    return "--session-id", f"session-{login}", "--json"


def test_a_fork_claims_waits_and_knows_itself(registered: Forge) -> None:
    eve = fork_clone(registered, "eve")
    done = claim(registered, "eve", eve, "--number", "2")
    assert (done.code, _open(registered)) == (0, [(1, "eve", "claim/002")]), done
    assert not registered.upstream.tip("claim/002")
    told = muster(registered, "eve", eve, "whoami", *_as("eve")).json
    assert (told["code"], told["data"]["number"]) == ("waits-for-approval", 2)
    registered.commit("team", "main", {"README": "Main moves; the fork's own main does not.\n"})
    registered.merge(1, by="ann")
    watch = muster(
        registered, "eve", eve, "watch", "--until", "registered", "--limit", "30", *_as("eve")
    )
    assert watch.code == 0, watch
    roster = muster(registered, "eve", eve, "roster", "--json").json["data"]
    assert (roster["ref"], roster["commit"]) == ("upstream/main", registered.main())
    assert roster["sessions"][1]["record"]["session_id"] == "session-eve"
    again = claim(registered, "eve", eve, "--number", "2").json
    assert (again["code"], again["data"]["approved"]) == ("already-claimed", True)
    assert "pull" not in again["data"]


def test_an_approved_claim_of_a_fork_ends_the_watch(registered: Forge) -> None:
    eve, ann = fork_clone(registered, "eve"), clone(registered, "ann")
    claim(registered, "eve", eve, "--number", "2")
    git(registered, "ann", ann, "fetch", "-q", "origin", "refs/pull/1/head:refs/heads/pull")
    key, head = (
        registered.folder / "keys/approver",
        git(registered, "ann", ann, "rev-parse", "pull"),
    )
    sign = ("-c", "gpg.format=ssh", "-c", f"user.signingKey={key}", "merge", "-q", "-S", "--no-ff")
    git(registered, "ann", ann, *sign, "-m", "Approve", "-m", f"Muster-Approve: {head}", "pull")
    git(registered, "ann", ann, "push", "-q", "origin", "main")
    watch = muster(
        registered, "eve", eve, "watch", "--until", "approved", "--limit", "30", *_as("eve")
    )
    assert (watch.code, watch.json["data"]["stage"]) == (0, "approved"), watch
    assert muster(registered, "eve", eve, "status", "--json").json["data"]["registered"] == [2]


def test_a_number_of_an_open_pull_request_is_not_free(registered: Forge) -> None:
    claim(registered, "eve", fork_clone(registered, "eve"), "--number", "1")
    bob = fork_clone(registered, "bob")
    lost = claim(registered, "bob", bob, "--number", "1")
    assert (lost.code, lost.json["code"]) == (5, "number-taken")
    assert "session-eve (worker-1) with pull request #1 of eve" in lost.json["message"]
    assert lost.json["data"]["holder"]["pull"] == 1
    done = claim(registered, "bob", bob, "--next")
    assert (done.code, done.json["data"]["number"]) == (0, 2), done
    told = muster(registered, "bob", bob, "roster", "--remote", "--json").json["data"]["waiting"]
    assert [(one["branch"], one["pull"]["number"]) for one in told] == [(None, 1), ("claim/002", 2)]
    assert "pull #1" in muster(registered, "bob", bob, "roster", "--remote").out


def _race(forge: Forge, *words: str) -> tuple[Path, Done]:
    """Eve's claim of number 2, in whose pull request's way bob's comes at the last moment."""
    eve, bob = fork_clone(forge, "eve"), fork_clone(forge, "bob")
    forge.before("POST", PULLS, partial(claim, forge, "bob", bob, "--number", "2"))
    return eve, claim(forge, "eve", eve, *words)


def test_of_two_forks_the_higher_pull_request_has_lost(registered: Forge) -> None:
    eve, done = _race(registered, "--number", "2")
    assert (done.code, done.json["code"]) == (5, "number-taken"), done
    assert "session-bob (worker-2) with pull request #1 of bob" in done.json["message"]
    assert _open(registered) == [(1, "bob", "claim/002"), (2, "eve", "claim/002")]
    again = claim(registered, "eve", eve, "--number", "2")
    assert (again.code, again.json["next"]) == (5, done.json["next"])
    assert done.json["next"] == ["muster renumber 1 --session-id session-eve"]
    moved = next_of(registered, "eve", eve, done)
    assert (moved.code, moved.json["data"]["number"]) == (0, 1), moved
    assert _open(registered) == [(1, "bob", "claim/002"), (3, "eve", "claim/001")]


def test_the_command_of_a_loser_with_an_own_role_keeps_that_role(registered: Forge) -> None:
    eve, bob = fork_clone(registered, "eve"), fork_clone(registered, "bob")
    text = (
        "role: {title: Copywriter, does: Write the texts}\n"
        "goal: {statement: Write 4 letters a week, serves: mrr,\n"
        "  metrics: [{name: letters, exactly: 4, per: week}]}\n"
    )
    (eve / "bid.yaml").write_text(text)
    (bob / "bid.yaml").write_text(text.replace("Copywriter", "Poet").replace("texts", "poems"))
    late = partial(claim, registered, "bob", bob, "--number", "7", "--from", "bid.yaml")
    registered.before("POST", PULLS, late)
    done = claim(registered, "eve", eve, "--number", "7", "--from", "bid.yaml")
    assert done.json["next"] == ["muster renumber 6 --session-id session-eve"]
    moved = next_of(registered, "eve", eve, done)
    assert (moved.code, moved.json["data"]["number"]) == (0, 6), moved
    assert moved.json["data"]["record"]["role"]["title"] == "Copywriter"


def test_with_next_the_loser_goes_on_by_itself(registered: Forge) -> None:
    eve, bob = fork_clone(registered, "eve"), fork_clone(registered, "bob")
    registered.before("POST", PULLS, partial(claim, registered, "bob", bob, "--next"))
    done = claim(registered, "eve", eve, "--next")
    assert (done.code, done.json["code"], done.json["data"]["number"]) == (0, "claimed", 2), done
    assert done.json["data"]["pull"]["number"] == 3
    assert _open(registered) == [(1, "bob", "claim/001"), (3, "eve", "claim/002")]
    whoami = muster(registered, "eve", eve, "whoami", *_as("eve")).json["data"]
    assert whoami["number"] == 2


def test_forks_that_start_at_once_get_a_number_each(registered: Forge) -> None:
    places = {login: fork_clone(registered, login) for login in ("eve", "bob", "cem", "dan")}
    words = ("claim", "--next", "--json", "--session-id")
    done = together(
        *(
            partial(muster_at, at, registered.env(login), *words, f"session-{login}")
            for login, at in places.items()
        )
    )
    assert [one.code for one in done] == [0] * 4, done
    assert sorted(one.json["data"]["number"] for one in done) == [1, 2, 3, 4]
    assert len(_open(registered)) == 4


def test_main_beats_a_pull_request(registered: Forge) -> None:
    eve, bob = fork_clone(registered, "eve"), fork_clone(registered, "bob")
    claim(registered, "eve", eve, "--number", "2")
    assert claim(registered, "bob", bob, "--number", "3").code == 0
    registered.commit("team", "main", claim_files(3, "session-zoe"))
    for done in (
        claim(registered, "bob", bob, "--number", "3"),
        muster(
            registered, "bob", bob, "watch", "--until", "approved", "--limit", "30", *_as("bob")
        ),
    ):
        assert (done.code, done.json["code"]) == (5, "number-taken"), done
        assert done.json["next"] == ["muster renumber 1 --session-id session-bob"]
    assert next_of(registered, "bob", bob, done).json["data"]["number"] == 1


def test_a_pull_request_that_claims_everything_is_in_the_way_until_it_is_closed(
    registered: Forge,
) -> None:
    registered.account("mal")
    every = {k: v for number in range(1, 10) for k, v in claim_files(number, "session-mal").items()}
    registered.commit("mal", "mine", every)
    registered.open_pull("mal", "mal:mine")
    bob = fork_clone(registered, "bob")
    done = claim(registered, "bob", bob, "--number", "2")
    assert (done.code, done.json["data"]["holder"]["pull"]) == (5, 1), done
    registered.close(1)
    assert claim(registered, "bob", bob, "--number", "2").code == 0


def test_pull_requests_that_claim_nothing_are_in_nobodys_way(registered: Forge) -> None:
    bob = fork_clone(registered, "bob")  # a later clone of a folder has all its objects
    registered.account("mal")
    hub = registered.fork("mal")
    odd = "tree {}\nparent {}\nauthor M 1 +0000\ncommitter M 1 +0000\n\nNo address\n"
    tree = hub.git("rev-parse", "main^{tree}")
    bad = hub.git("hash-object", "-t", "commit", "-w", "--literally", "--stdin",
                  given=odd.format(tree, registered.main()).encode())  # fmt: skip
    hub.git("update-ref", "refs/heads/broken", bad)
    registered.commit("mal", "claim/002", {"registry/sessions/002.yaml": "number: [2\n"})
    registered.commit("mal", "claim/003", {"README": "Not a record\n"})
    registered.commit("mal", "other", claim_files(4, "session-mal"), on=registered.main())
    registered.commit("team", "next", {"README": "Another base\n"})
    for head in ("broken", "claim/002", "claim/003"):
        registered.open_pull("mal", f"mal:{head}")
    registered.open_pull("mal", "mal:other", base="next")
    registered.commit("mal", "good", claim_files(5, "session-mal"))
    registered.open_pull("mal", "mal:good")
    lost = claim(registered, "bob", bob, "--number", "5")  # the broken one hides no other
    assert (lost.code, lost.json["data"]["holder"]["pull"]) == (5, 5), lost
    for number in ("2", "3", "4"):
        done = claim(registered, "bob", bob, "--number", number)
        assert done.code == 0, done
        assert muster(registered, "bob", bob, "release", *_as("bob")).code == 0


def test_sessions_that_share_a_fork_see_each_others_branches(registered: Forge) -> None:
    eve = fork_clone(registered, "eve")
    for session, number in (("a", 1), ("b", 2)):
        words = ("claim", "--next", "--no-pr", "--session-id", session, "--json")
        done = muster(registered, "eve", eve, *words)
        assert (done.code, done.json["data"]["number"]) == (0, number), done
        page = f"https://github.com/team/registry/compare/main...eve:claim/00{number}?expand=1"
        assert done.json["data"]["pull"]["url"] == page
    assert not registered.written()
