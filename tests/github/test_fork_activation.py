"""One account and one fork for all sessions, from claims to the tag: what a team without write
access does. The stand-in is not GitHub; muster, git and gh are the real ones.
"""

from __future__ import annotations

from pathlib import Path

from support.forge import Forge
from support.forge.sessions import clone, fork_clone, git, muster, registry

TAG = "muster approve activation"


def test_one_fork_brings_the_activation_and_an_approver_tags_it(tmp_path: Path) -> None:
    files = registry(tmp_path / "keys", size=2, planned=2)
    files["registry/charter.yaml"] += "approval: forge\n"
    with Forge.make(tmp_path / "forge", files) as forge:
        forge.account("ann", "admin")
        fork, ann = fork_clone(forge, "bots"), clone(forge, "ann")

        def session(number: int, *words: str) -> None:
            done = muster(forge, "bots", fork, *words, MUSTER_SESSION_ID=f"session-{number}")
            assert done.code == 0, done

        def point(at: int) -> dict[str, object]:
            told = muster(forge, "bots", fork, "status", "--json").json["data"]
            return dict(told["checklist"][at])

        def approve() -> tuple[int, dict[str, object]]:
            key = str(tmp_path / "keys/approver")
            done = muster(forge, "ann", ann, *TAG.split()[1:], "--key", key, "--json")
            return done.code, done.json

        assert "nothing is approved yet" in str(point(5)["detail"])
        for number in (1, 2):
            session(number, "claim", "--number", str(number))
            assert point(0)["pending"]
            forge.merge(number, by="ann")
        assert approve()[1]["code"] == "approval-on-forge"
        session(1, "confirm")
        assert point(4)["pending"]
        for number in (1, 2):
            session(number, "ack")
        todo = {"who": "a human who approves, by merging on the forge", "commands": [TAG]}
        assert point(5)["to_do"] == [todo]  # gh finds no fork's pull request by its branch
        assert approve()[1]["next"] == [
            "gh pr review 3 --approve", "gh pr merge 3 --merge", TAG,
        ]  # fmt: skip

        forge.merge(3, by="ann")
        code, told = approve()
        assert (code, told["code"]) == (0, "already-approved"), told
        assert forge.upstream.git("tag", "--list") == "consensus-1"
        git(forge, "bots", fork, "fetch", "-q", "upstream")
        assert point(5)["state"] == "done"
