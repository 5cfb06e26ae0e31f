"""Rogues that forge who they are."""

from __future__ import annotations

from support.repos import path_of
from support.rogues.rogue import rogue
from support.rogues.site import Site

APPROVER = {
    f"GIT_{who}_{what}": value
    for who in ("AUTHOR", "COMMITTER")
    for what, value in (("NAME", "ada"), ("EMAIL", "ada@users.noreply.github.com"))
}


@rogue("forged-author", "the approver's name and address as its author's", "M401")
def _(site: Site) -> str:
    return site.step({site.path: site.text()}, None, **APPROVER)


@rogue("author-with-a-command", "an author's name that a shell would run", "M401")
def _(site: Site) -> str:
    name = f"$({site.canary})`{site.canary}`"
    names = {"GIT_AUTHOR_NAME": name, "GIT_COMMITTER_NAME": name}
    return site.step({site.path: site.text()}, None, message=f"{site.bait}\n", **names)


@rogue("unknown-signer", "a claim whose record lists another key", "M402")
def _(site: Site) -> str:
    return site.claim("stranger")


@rogue("copied-signature", "a signature that was made over another commit", "M401")
def _(site: Site) -> str:
    signed = site.crew.desk.git("cat-file", "commit", site.first.head_sha)
    start = signed.index("gpgsig ")
    copied = signed[start : signed.index("\n\n", start)]
    plain = site.crew.desk.git("cat-file", "commit", site.claim(None))
    head, _, message = plain.partition("\n\n")
    files = {site.path: site.held(site.number, site.session, "one")}
    tree = site.crew.tree(files, site.main)
    lines = [f"tree {tree}", *head.splitlines()[1:], copied]
    return site.raw("commit", ("\n".join(lines) + f"\n\n{message}\n").encode())


@rogue("approvers-key", "the approver's public key as its own", "M402")
def _(site: Site) -> str:
    return site.step({site.path: site.text(key=site.crew.public("approver"))})


@rogue("anothers-key", "the key of a session that main has", "M202")
def _(site: Site) -> str:
    return site.step({site.path: site.text(key=site.crew.public("two"))})


@rogue("hidden-signature", "a header among which a signature hides", "M401")
def _(site: Site) -> str:
    whole = site.crew.desk.git("cat-file", "commit", site.claim())
    head, _, rest = whole.partition("\ngpgsig ")
    return site.raw("commit", f"{head}\nx-note {site.name}\ngpgsig {rest}\n".encode())


@rogue("replaced", "objects of a replace ref, a graft and a note in place of its own", "M201")
def _(site: Site) -> str:
    bad, good = site.step({path_of(5): site.text(5)}), site.claim()
    where = str(site.crew.forge.hub.path("mallory", "registry"))
    specs = (f"{good}:refs/replace/{bad}", f"{good}:refs/notes/commits")
    site.crew.desk.git("push", "--quiet", where, *specs, **site.crew.forge.env("mallory"))
    return bad
