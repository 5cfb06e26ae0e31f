"""The page and the status of an approver's clone where claims come out of forks.

Real git, real gh, real keys, and the project's own stand-in for GitHub; it is not GitHub.
"""

from __future__ import annotations

import subprocess
import sysconfig
from pathlib import Path

from support.forge import Forge
from support.forge.sessions import claim, clone, fork_clone, muster, registry
from support.office import BID
from support.workflow import Workflow

PENDING = "1 claim waits for approval: #1"


def _pending(forge: Forge, at: Path) -> str:
    done = muster(forge, "ann", at, "status", "--json")
    assert done.code == 0, done
    return str(done.json["data"]["checklist"][0]["pending"] or "")


def test_who_approves_sees_what_comes_out_of_forks(registered: Forge, tmp_path: Path) -> None:
    ann = clone(registered, "ann")
    page = ("page", "--out", str(tmp_path / "site"), "--json")
    nothing = muster(registered, "ann", ann, *page).json
    assert "wait" not in nothing["message"]
    claim(registered, "eve", fork_clone(registered, "eve"), "--number", "2")
    assert not _pending(registered, ann)  # nobody has looked since

    told = muster(registered, "ann", ann, *page).json
    assert "1 waits for approval." in told["message"]
    assert (told["data"]["waiting"], told["data"]["pulls"]) == ([], [1])
    assert "unasked" not in told["data"]
    html = (tmp_path / "site/index.html").read_text("utf-8")
    assert '<dt>Waits</dt><dd><a href="#ask-pull-1">pull #1</a>' in html  # its card
    assert 'id="ask-pull-1"' in html
    assert "https://github.com/team/registry/pull/1" in html
    assert "<code>gh pr view 1 --web</code>" in html
    assert "muster approve" not in html
    assert _pending(registered, ann) == PENDING
    assert PENDING in html

    away = muster(registered, "ann", ann, *page, GH_TOKEN="").json
    assert away["data"]["pulls"] == [1]  # as of the last look
    assert "gh" in away["data"]["unasked"]
    registered.close(1)
    assert _pending(registered, ann) == PENDING
    gone = muster(registered, "ann", ann, *page).json
    assert gone["data"]["pulls"] == []
    assert not _pending(registered, ann)


def test_the_workflow_s_page_has_what_comes_out_of_forks(registered: Forge, tmp_path: Path) -> None:
    """Its two scripts as they stand; the step between them installs, and the last is an action."""
    claim(registered, "eve", fork_clone(registered, "eve"), "--number", "2")
    (tmp_path / "muster").mkdir()
    (tmp_path / "muster/muster").symlink_to(Path(sysconfig.get_path("scripts"), "muster"))
    text = (Path(__file__).parents[2] / ".github/workflows/muster-page.yml").read_text("utf-8")
    (page,) = (job for job in Workflow("muster-page", text).jobs if job.name == "page")
    fetches, installs, writes = page.scripts
    assert "install.sh" in installs
    env = registered.env("ann") | {
        "RUNNER_TEMP": str(tmp_path),
        "GITHUB_SERVER_URL": "https://github.com",
        "GITHUB_REPOSITORY": "team/registry",
    }
    for script in (fetches, writes):
        shell = ["bash", "--noprofile", "--norc", "-euo", "pipefail", "-c", script]
        subprocess.run(shell, cwd=tmp_path, env=env, check=True)
    html = (tmp_path / "site/index.html").read_text("utf-8")
    assert "https://github.com/team/registry/pull/1" in html
    assert PENDING in html


def test_a_fork_s_claim_counts_where_main_has_no_record_yet(tmp_path: Path) -> None:
    files = registry(tmp_path / "keys", planned=0)
    with Forge.make(tmp_path / "forge", files) as forge:
        forge.account("ann", "admin")
        eve = fork_clone(forge, "eve")
        (eve / "claim.yaml").write_text(f"name: writer\n{BID}")
        done = claim(forge, "eve", eve, "--number", "3", "--from", "claim.yaml")
        assert done.code == 0, done
        ann = clone(forge, "ann")
        told = muster(forge, "ann", ann, "roster", "--remote", "--json").json["data"]["waiting"]
        assert [(one["number"], one["pull"]["number"]) for one in told] == [(3, 1)]
        assert _pending(forge, ann) == PENDING
