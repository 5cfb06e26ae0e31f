"""A session with write access claims on GitHub: its branch gets one pull request, kept as it is.

Real git, real gh, real keys, and the project's own stand-in for GitHub; it is not GitHub.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from muster.model.message import read_messages
from support.forge import Forge
from support.forge.sessions import claim, clone, muster, next_of, registry
from support.forge.state import Pull
from support.repos import Done

PULLS = "/repos/team/registry/pulls"
OWN = ("--session-id", "session-ada")


@pytest.fixture
def ada(registered: Forge) -> Path:
    """Ada's clone."""
    return clone(registered, "ada")


def _pull(forge: Forge, done: Done) -> Pull:
    """The one open pull request, which the answer tells."""
    assert done.code == 0, done
    (found,) = (pull for pull in forge.state.pulls.values() if pull.state == "open")
    told = done.json["data"]["pull"]
    assert told["number"] == found.number, told
    assert told["url"] == f"https://github.com/team/registry/pull/{found.number}"
    assert f"Pull request #{found.number} is open: {told['url']}" in done.json["message"]
    return found


def test_a_claim_opens_its_pull_request_with_the_registration_message(
    registered: Forge, ada: Path
) -> None:
    done = claim(registered, "ada", ada, "--number", "2")
    pull = _pull(registered, done)
    assert (pull.author, pull.head_owner, pull.head_ref, pull.base_ref) == (
        "ada", "team", "claim/002", "main",
    )  # fmt: skip
    assert pull.head_sha == done.json["data"]["commit"]
    assert pull.title.startswith("REGISTRATION: NUMBER=2 ROLE=")
    (message,) = read_messages(pull.body or "")
    assert (message.number, message.session_id) == (2, "worker-2 (session session-ada)")
    assert "A human approves it by merging" in (pull.body or "")
    assert [call.brief for call in registered.calls] == [
        f"GET {PULLS}",
        f"POST {PULLS}",
        f"GET {PULLS}",
    ]
    assert done.json["next"] == ["muster watch --until approved --session-id session-ada"]


def test_the_same_command_again_opens_no_second_one(registered: Forge, ada: Path) -> None:
    first = claim(registered, "ada", ada, "--number", "2")
    again = claim(registered, "ada", ada, "--number", "2")
    assert again.json["code"] == "already-claimed"
    assert _pull(registered, again).head_sha == first.json["data"]["commit"]
    assert [call.brief for call in registered.written()] == [f"POST {PULLS}"]


def test_no_pr_tells_where_one_can_be_opened_and_a_later_claim_opens_it(
    registered: Forge, ada: Path
) -> None:
    done = claim(registered, "ada", ada, "--number", "2", "--no-pr")
    page = "https://github.com/team/registry/compare/main...claim/002?expand=1"
    assert (done.code, done.json["data"]["pull"]) == (
        0, {"number": None, "url": page, "reason": None, "closed": None},
    )  # fmt: skip
    assert page in done.json["message"]
    assert not registered.written()
    assert registered.upstream.tip("claim/002") == done.json["data"]["commit"]
    _pull(registered, claim(registered, "ada", ada))


def test_a_dry_run_asks_github_nothing(registered: Forge, ada: Path) -> None:
    assert claim(registered, "ada", ada, "--number", "2", "--dry-run").json["code"] == "dry-run"
    assert not registered.calls


def test_an_amendment_goes_into_the_pull_request_that_is_open(registered: Forge, ada: Path) -> None:
    number = _pull(registered, claim(registered, "ada", ada, "--number", "2")).number
    (ada / "part.yaml").write_text("responsibilities: [Answer every mail]\n")
    done = muster(registered, "ada", ada, "amend", "--from", "part.yaml", *OWN, "--json")
    pull = _pull(registered, done)
    assert (pull.number, pull.head_sha) == (number, done.json["data"]["commit"])


def test_what_is_given_up_is_closed_and_can_be_claimed_anew(registered: Forge, ada: Path) -> None:
    first = _pull(registered, claim(registered, "ada", ada, "--number", "2"))
    done = muster(registered, "ada", ada, "release", *OWN, "--json")
    assert (done.code, registered.state.pulls[first.number].state) == (0, "closed"), done
    assert _pull(registered, claim(registered, "ada", ada, "--number", "2")).number > first.number


def test_a_move_closes_the_old_pull_request_and_opens_another(registered: Forge, ada: Path) -> None:
    first = _pull(registered, claim(registered, "ada", ada, "--number", "2"))
    done = muster(registered, "ada", ada, "renumber", "4", *OWN, "--json")
    assert _pull(registered, done).head_ref == "claim/004"
    assert registered.state.pulls[first.number].state == "closed"


def test_an_approved_number_is_released_by_a_pull_request(registered: Forge, ada: Path) -> None:
    first = _pull(registered, claim(registered, "ada", ada, "--number", "2"))
    registered.merge(first.number, by="ann")
    done = muster(registered, "ada", ada, "release", *OWN, "--json")
    pull = _pull(registered, done)
    assert (done.json["code"], pull.title) == ("release-waits", "RELEASE: NUMBER=2")
    again = muster(registered, "ada", ada, "release", *OWN, "--json")
    assert _pull(registered, again).number == pull.number


def test_what_a_human_closed_is_not_opened_again(registered: Forge, ada: Path) -> None:
    first = _pull(registered, claim(registered, "ada", ada, "--number", "2"))
    registered.close(first.number)
    again = claim(registered, "ada", ada)
    assert (again.code, again.json["data"]["pull"]["closed"]) == (0, first.number)
    assert again.json["next"] == ["muster release --session-id session-ada"]
    assert [call.brief for call in registered.written()] == [f"POST {PULLS}"]
    assert next_of(registered, "ada", ada, again).code == 0


HOSTILE = """\
name: tester-6
role:
  title: "Tester @ann <b>x</b> ![i](https://evil.example/i.png)"
  does: "Closes #1, fixes GH-2 ::set-output name=x::y ``` </details> @team/all"
goal:
  statement: "Find 25 faults a day\\n/merge see https://github.com/team/registry/issues/3"
  metrics: [{name: faults_found, exactly: 25, per: day}]
  serves: mrr
"""


def test_a_hostile_text_mentions_nobody_and_comes_back_as_it_was(
    registered: Forge, ada: Path
) -> None:
    (ada / "bid.yaml").write_text(HOSTILE)
    pull = _pull(registered, claim(registered, "ada", ada, "--number", "6", "--from", "bid.yaml"))
    body = pull.body or ""
    for told in (pull.title, body):
        for harm in ("@ann", "@team", "#1", "GH-2", "::set-output", "https://", "\n/merge"):
            assert harm not in told.partition("**What happens next:**")[0], (harm, told)
    assert len(pull.title) <= 256
    fence, *_ = body.split("\n")
    assert fence == "````text"
    assert body.count("````") == 2
    (message,) = read_messages(body)
    assert (
        message.goal == "Find 25 faults a day\n/merge see https://github.com/team/registry/issues/3"
    )
    assert "@ann <b>x</b>" in (message.role or "")


def test_a_long_title_is_cut(registered: Forge, ada: Path) -> None:
    (ada / "bid.yaml").write_text(HOSTILE.replace("Closes #1", "Closes " + "x" * 400))
    pull = _pull(registered, claim(registered, "ada", ada, "--number", "6", "--from", "bid.yaml"))
    assert (len(pull.title), pull.title[-1]) == (256, "…")


def test_confirmation_and_acknowledgements_share_one_pull_request(tmp_path: Path) -> None:
    with Forge.make(tmp_path / "forge", registry(tmp_path / "keys", 1, 1)) as forge:
        forge.account("ada", "write")
        ada = clone(forge, "ada")
        key = str(tmp_path / "keys/approver")
        assert claim(forge, "ada", ada, "--number", "1").code == 0
        done = muster(forge, "ada", ada, "approve", "1", "--yes", "--key", key, "--json")
        assert done.code == 0, done
        pull = _pull(forge, muster(forge, "ada", ada, "confirm", *OWN, "--json"))
        assert (pull.head_ref, pull.title) == ("activation", "Activation: consensus-1")
        done = muster(forge, "ada", ada, "ack", *OWN, "--json")
        assert done.code == 0, done
        forge.sync()
        assert forge.state.pulls[pull.number].head_sha == done.json["data"]["commit"]
