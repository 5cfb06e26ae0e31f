"""Which remote has the registry and which one is pushed to, by git's real settings."""

from pathlib import Path

import pytest

from muster.flows.registry_remote import find_remote, registry_remote
from muster.git.repository import Repository
from support.repos import Repo, inside

TEAM, FORK = "https://github.com/team/registry.git", "git@github.com:Eve/registry.git"
PLAIN = "../hub.git"


@pytest.mark.parametrize(
    ("remotes", "marked", "name", "expected"),
    [
        ({"origin": PLAIN}, "", None, ("origin", "", "", "")),
        ({"hub": PLAIN}, "", None, ("hub", "", "", "")),
        ({"origin": TEAM}, "", None, ("origin", "", "team/registry", "")),
        ({"origin": FORK, "upstream": TEAM}, "", None,
         ("upstream", "origin", "team/registry", "Eve/registry")),
        ({"origin": FORK, "parent": TEAM}, "parent", None,
         ("parent", "origin", "team/registry", "Eve/registry")),
        ({"origin": FORK, "upstream": TEAM}, "origin", None, ("origin", "", "Eve/registry", "")),
        ({"origin": PLAIN, "upstream": TEAM}, "", None, ("origin", "", "", "")),
        ({"origin": TEAM, "upstream": PLAIN}, "upstream", None,
         ("origin", "", "team/registry", "")),
        ({"origin": FORK, "upstream": TEAM}, "", "origin", ("origin", "", "Eve/registry", "")),
        ({"origin": FORK, "upstream": TEAM}, "", "upstream",
         ("upstream", "", "team/registry", "")),
        ({"origin": "git@github.com:Team/Registry", "upstream": TEAM}, "", None,
         ("upstream", "", "team/registry", "")),
        ({"origin": "gh:eve/registry", "upstream": TEAM}, "", None,
         ("upstream", "origin", "team/registry", "eve/registry")),
    ],
)  # fmt: skip
def test_the_convention_of_gh_decides(
    tmp_path: Path,
    remotes: dict[str, str],
    marked: str,
    name: str | None,
    expected: tuple[str, str, str, str],
) -> None:
    repo = Repo.make(tmp_path / "clone")
    repo.git("config", "url.https://github.com/.insteadOf", "gh:")
    for remote, url in remotes.items():
        repo.git("remote", "add", remote, url)
    if marked:
        repo.git("config", f"remote.{marked}.gh-resolved", "base")
    with inside(repo):
        opened = Repository.open(repo.folder)
        found = find_remote(opened, name)
        assert (found.name, found.fork, found.slug, found.fork_slug) == expected
        if name is None and "origin" in remotes:
            assert registry_remote(opened) == expected[0]
