"""The environment in which gh, git and muster act as an account of the stand-in."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from muster.flows.identity import SOURCES
from support.repos import environment

if TYPE_CHECKING:
    from support.forge.forge import Forge

FOREIGN = ("GH_", "GITHUB_", "ACTIONS_", "RUNNER_", "XDG_", "SSH_", "ACT_")
"""What a machine may have set for a forge, an agent or a runner of its own."""


def write_settings(folder: Path, hub: Path) -> Path:
    """Write git's configuration that leads every address of GitHub to a folder."""
    places = ("https://github.com/", "git@github.com:", "ssh://git@github.com/")
    lines = [f'[url "{hub}/"]', *(f"\tinsteadOf = {place}" for place in places)]
    lines += ["[safe]", "\tdirectory = *", "[protocol]", "\tallow = never"]
    lines += ['[protocol "file"]', "\tallow = always"]
    made = folder / "gitconfig"
    made.write_text("\n".join(lines) + "\n")
    return made


def git_environment(forge: Forge, login: str) -> dict[str, str]:
    """What gh's and git's settings, and who pushes, come from. No token is in it."""
    settings = forge.folder / "homes" / login / "gh"
    settings.mkdir(parents=True, exist_ok=True)
    (settings / "config.yml").write_text(
        f'version: "1"\nhttp_unix_socket: {forge.socket}\nprompt: disabled\n'
    )
    return {
        "FORGE_LOGIN": login,
        "GH_CONFIG_DIR": str(settings),
        "GH_NO_UPDATE_NOTIFIER": "1",
        "GH_PROMPT_DISABLED": "1",
        "GIT_CONFIG_GLOBAL": str(forge.gitconfig),
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_TERMINAL_PROMPT": "0",
    }


def environment_of(forge: Forge, login: str, **more: str) -> dict[str, str]:
    """The environment of an account; every account has a home of its own.

    gh is done before collecting its garbage would pay: that took a third of its time.
    """
    home = forge.folder / "homes" / login
    base = {
        name: value
        for name, value in environment(home).items()
        if not name.endswith("_DATE") and name not in SOURCES and not name.startswith(FOREIGN)
    }
    base.pop("CI", None)
    address = f"{login}@users.noreply.github.com"
    return {
        **base,
        **git_environment(forge, login),
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "GIT_AUTHOR_NAME": login,
        "GIT_AUTHOR_EMAIL": address,
        "GIT_COMMITTER_NAME": login,
        "GIT_COMMITTER_EMAIL": address,
        "GOGC": "off",
        "GH_TOKEN": forge.state.accounts[login].token,
        "MUSTER_STATE_HOME": str(home / "state"),
        **more,
    }
