"""Rogues whose record is no file, no YAML, or too much of it."""

from __future__ import annotations

from support.repos import EXECUTABLE, LINK, SUBMODULE, path_of
from support.rogues.rogue import Fate, Files, rogue, rogue_files
from support.rogues.site import Site


@rogue_files(
    "odd-records", "link-to-passwd", "a record that is a link to a file of the runner", "M002"
)
def _(site: Site) -> Files:
    return {site.path: (LINK, "/etc/passwd")}


@rogue_files("odd-records", "link-to-a-record", "a record that is a link to another's", "M002")
def _(site: Site) -> Files:
    return {site.path: (LINK, "005.yaml")}


@rogue_files("odd-records", "submodule-as-record", "a record that is a submodule", "M002")
def _(site: Site) -> Files:
    return {site.path: (SUBMODULE, site.main)}


@rogue("executable-record", "a record that is a script as well", "press Merge", Fate.CLAIM)
def _(site: Site) -> str:
    text = f"#!/bin/sh\n{site.text()}# \\\n# {site.canary}\n"
    return site.step({site.path: (EXECUTABLE, text)})


@rogue("linked-folder", "the folder of records as a link", "M305")
def _(site: Site) -> str:
    return site.step({"registry/sessions": (LINK, "/etc")})


@rogue("registry-as-submodule", "the whole registry as a submodule", "M305")
def _(site: Site) -> str:
    return site.step({"registry": (SUBMODULE, site.main)})


@rogue_files("odd-records", "folder-as-record", "a folder where the record's file would be", "M001")
def _(site: Site) -> Files:
    return {f"{site.path}/{site.number}.yaml": site.text()}


@rogue_files("odd-records", "two-megabytes", "a record of 2 MB", "M003")
def _(site: Site) -> Files:
    return {site.path: site.text() + "# x\n" * (1 << 19)}


@rogue("alias-bomb", "aliases that make a gigabyte of a few lines", "M005")
def _(site: Site) -> str:
    bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
    bomb += "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 10))
    return site.step({site.path: bomb + site.text()})


@rogue_files("odd-records", "deep-nesting", "brackets that end the parser", "M005")
def _(site: Site) -> Files:
    return {site.path: site.text(goal="[" * 25_000 + "]" * 25_000)}


@rogue_files("odd-records", "python-object", "a tag that makes an object of a class", "M005")
def _(site: Site) -> Files:
    return {site.path: site.text(goal=f"!!python/object/apply:os.system ['{site.canary}']")}


@rogue_files("odd-records", "second-document", "another record behind the first", "M005")
def _(site: Site) -> Files:
    return {site.path: f"{site.text()}---\n{site.text()}"}


@rogue_files("odd-records", "keys-twice", "a second number further down", "M006")
def _(site: Site) -> Files:
    return {site.path: f"{site.text()}number: 5\n"}


@rogue_files("odd-records", "nul-bytes", "a record with bytes that are no text", "M004")
def _(site: Site) -> Files:
    return {site.path: site.text().encode() + b"\0\xff\xfe"}


@rogue_files(
    "odd-records", "another-number-inside", "another session's number inside its own file", "M102"
)
def _(site: Site) -> Files:
    return {site.path: site.text(5)}


@rogue_files("odd-records", "number-out-of-range", "a number that the team does not have", "M103")
def _(site: Site) -> Files:
    return {path_of(9_999): site.text(9_999)}


@rogue_files("odd-records", "number-zero", "the number nought", "M001")
def _(site: Site) -> Files:
    return {
        "registry/sessions/000.yaml": site.text().replace(f"number: {site.number}", "number: 0")
    }
