"""Which remotes are on GitHub, and what they are called there."""

from __future__ import annotations

import pytest

from muster.forge.address import Address, read_address, read_slug

MEANT = [
    "https://github.com/team/registry",
    "https://github.com/team/registry.git",
    "https://github.com/team/registry/",
    "https://ada@github.com/team/registry.git",
    "https://GitHub.com/team/registry",
    "ssh://git@github.com/team/registry.git",
    "ssh://git@ssh.github.com:443/team/registry.git",
    "git@github.com:team/registry.git",
    "github.com:team/registry",
]
NOT_MEANT = [
    "https://github.com.evil.example/team/registry",
    "https://evil.example/github.com/team/registry",
    "https://evil.example/?https://github.com/team/registry",
    "https://github.com@evil.example/team/registry",
    "https://gist.github.com/team/registry",
    "http://github.com/team/registry",
    "https://github.com/team",
    "https://github.com/team/registry/pulls",
    "https://github.com/te am/registry",
    "https://github.com/-team/registry",
    "https://github.com/team/..",
    "https://github.com/team/.git",
    "https://github.com/team/registry\n",
    "/srv/github.com/team/registry",
    "",
]


@pytest.mark.parametrize("url", MEANT)
def test_an_address_on_github_is_read(url: str) -> None:
    assert read_address(url) == Address("team", "registry")


@pytest.mark.parametrize("url", NOT_MEANT)
def test_any_other_is_none(url: str) -> None:
    assert read_address(url) is None


def test_a_slug_is_read_whole() -> None:
    assert read_slug("team/registry.x") == Address("team", "registry.x")
    assert [
        read_slug(text) for text in ("team", "team/a/b", "team/../x", "/registry", "a/b\n")
    ] == [None] * 5


def test_github_tells_no_cases_apart() -> None:
    assert Address("Team", "registry").same("team/Registry")
    assert not Address("team", "registry").same("team/registry2")
