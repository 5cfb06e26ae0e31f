"""A session that does not use muster: signed commits of its own, pushed by force with bare git."""

from __future__ import annotations

import subprocess
from pathlib import Path

from muster.git.commit_writer import Content, write_commit
from muster.git.repository import Repository
from race.world import World, plan, surroundings

KINDS = ("take", "extend", "release", "main", "merge", "delete")


def attack(world: World, kind: str, number: int) -> bool:
    """Push what is not the rogue's to push; whether the remote let it in.

    A number that is free may be had: then ``take`` is an honest claim.
    """
    at, key = _desk(world)
    path, ref = f"registry/sessions/{number:03d}.yaml", f"refs/heads/claim/{number:03d}"
    main = world.git(world.remote, "rev-parse", "main")
    tip = world.git(world.remote, "for-each-ref", "--format=%(objectname)", ref) or main
    public = " ".join(key.with_suffix(".pub").read_text().split()[:2])
    claim: Content = (
        plan(number)
        .replace(
            "status: pending\n",
            "session_id: rogue\nstatus: registered\nready: true\n"
            f"timestamp: 2025-11-15T21:45:34Z\nkey: {public}\n",
        )
        .encode()
    )
    parents, content, target = {
        "take": ([main], claim, ref),
        "extend": ([tip], claim, ref),
        "release": ([tip], plan(number).encode(), ref),
        "main": ([main], claim, "refs/heads/main"),
        "merge": ([main, tip], claim, "refs/heads/main"),
        "delete": ([main], claim, ref),
    }[kind]
    with surroundings(world.env):
        repository = Repository.open_bare(at)
        trailer = f"\nMuster-Approve: {tip}\n" if kind == "merge" else ""
        commit = write_commit(repository, parents, {path: content}, f"Mine\n{trailer}", key)
    spec = f":{target}" if kind == "delete" else f"{commit}:{target}"
    done = subprocess.run(
        ["git", "push", "--quiet", "--force", str(world.remote), spec], cwd=at,
        env=dict(world.env), capture_output=True, check=False,
    )  # fmt: skip
    return done.returncode == 0


def _desk(world: World) -> tuple[Path, Path]:
    """The rogue's repository, which reads the remote's objects, and its key."""
    at, key = world.folder / "rogue.git", world.folder / "rogue"
    if not at.exists():
        world.git(world.folder, "init", "--quiet", "--bare", "--template=", str(at))
        alternates = at / "objects/info/alternates"
        alternates.parent.mkdir(exist_ok=True)
        alternates.write_text(f"{world.remote / 'objects'}\n")
        keygen = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", str(key)]
        subprocess.run(keygen, check=True)
    return at, key
