"""Rogues whose path looks like another one, or is none."""

from __future__ import annotations

from collections.abc import Callable

from support.rogues.rogue import Files, rogue, rogue_files
from support.rogues.site import Site

FULL_WIDTH, ARABIC = 0xFF10, 0x0660
"""The digit nought of two writings."""


def digits(number: int, nought: int) -> str:
    """A number of three digits in another writing's."""
    return "".join(chr(nought + int(digit)) for digit in f"{number:03d}")


SPELLED: dict[str, tuple[str, Callable[[int], str | bytes]]] = {
    "line-feed": ("a line feed in a path", lambda n: f"registry/sessions/{n:03d}.yaml\n::error::x"),
    "leading-dash": (
        "a path like an option",
        lambda n: f"registry/sessions/--upload-pack={n}.yaml",
    ),
    "upper-case": ("another case of the folder", lambda n: f"Registry/sessions/{n:03d}.yaml"),
    "upper-case-ending": (
        "another case of the ending",
        lambda n: f"registry/sessions/{n:03d}.YAML",
    ),
    "not-padded": ("a number without its noughts", lambda n: f"registry/sessions/{n}.yaml"),
    "padded-more": ("a number with one nought more", lambda n: f"registry/sessions/0{n:03d}.yaml"),
    "other-ending": ("the other ending of YAML", lambda n: f"registry/sessions/{n:03d}.yml"),
    "full-width-digits": (
        "digits that look alike",
        lambda n: f"registry/sessions/{digits(n, FULL_WIDTH)}.yaml",
    ),
    "arabic-digits": (
        "digits that mean the same",
        lambda n: f"registry/sessions/{digits(n, ARABIC)}.yaml",
    ),
    "trailing-space": ("a space behind the name", lambda n: f"registry/sessions/{n:03d}.yaml "),
    "zero-width-path": ("a sign nobody sees", lambda n: f"registry/sessions/{n:03d}\u200b.yaml"),
    "decomposed-path": ("a letter in two parts", lambda n: f"registry/sessions/e\u0301{n}.yaml"),
    "backslash": ("Windows' separator", lambda n: f"registry/sessions/..\\{n:03d}.yaml"),
    "no-utf-8": ("a path that is no text", lambda n: b"registry/sessions/\xff%03d.yaml" % n),
    "deeper": ("a folder that no registry has", lambda n: f"registry/sessions/x/{n:03d}.yaml"),
    "long-path": ("a path of 4,000 characters", lambda n: f"registry/{'x' * 200}/" * 19 + f"{n}"),
}
"""Name → what it tries, and the path that it takes for its number's."""


def _spelled(path: Callable[[int], str | bytes]) -> Callable[[Site], Files]:
    return lambda site: {path(site.number): site.text()}


for _at, (_name, (_tries, _path)) in enumerate(SPELLED.items()):
    rogue_files(f"odd-paths-{_at % 2}", _name, _tries, "M001")(_spelled(_path))


@rogue_files("odd-paths-0", "shell-in-a-path", "a path that a shell would run", "M001")
def _(site: Site) -> Files:
    command = f"touch${{IFS}}{site.name}".replace("/", "")
    return {f"registry/sessions/$({command})`{command}`;{command}.yaml": site.text()}


@rogue("dot-dot", "a path that leaves the repository", "can't be fetched")
def _(site: Site) -> str:
    inner = site.tree(("100644", b"passwd", site.blob(site.text().encode())))
    return site.commit(site.root(("40000", b"x", site.tree(("40000", b"..", inner)))))


@rogue("dot-git", "settings of the repository as a file", "can't be fetched")
def _(site: Site) -> str:
    config = f"[core]\n\tfsmonitor = {site.canary}\n".encode()
    inner = site.tree(("100644", b"config", site.blob(config)))
    return site.commit(site.root(("40000", b"x", site.tree(("40000", b".git", inner)))))


@rogue("slash-in-a-name", "one entry that is a whole path", "can't be fetched")
def _(site: Site) -> str:
    blob = site.blob(site.text().encode())
    return site.commit(site.root(("100644", b"x/../../etc/passwd", blob)))


@rogue("path-twice", "a tree that has one path twice", "can't be fetched")
def _(site: Site) -> str:
    one, two = site.blob(b"one\n"), site.blob(b"two\n")
    return site.commit(site.root(("100644", b"x", one), ("100644", b"x", two)))
