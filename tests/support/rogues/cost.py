"""Rogues that cost more than anybody should pay for them."""

from __future__ import annotations

from support.repos import START
from support.rogues.rogue import Fate, Files, rogue, rogue_files
from support.rogues.site import Site


@rogue("many-files", "3,000 files in the registry", "M001")
def _(site: Site) -> str:
    return site.step({f"registry/x/{number}.yaml": f"{number}\n" for number in range(3_000)})


@rogue("many-commits", "1,001 commits", "muster judges at most 1,000")
def _(site: Site) -> str:
    who = f"A tester <tester@example.invalid> {START} +0000"
    stream = [f"reset refs/heads/{site.name}\nfrom {site.main}\n"]
    stream += [
        f"commit refs/heads/{site.name}\nmark :{n}\nauthor {who}\ncommitter {who}\n"
        f"data {len(str(n))}\n{n}\n"
        for n in range(1, 1_002)
    ]
    told = "\n".join([*stream, "get-mark :1001\n"]).encode()
    return site.crew.desk.git("fast-import", "--quiet", "--force", given=told)


@rogue("tree-bomb", "a thousand million paths by one small folder", "more than 1,000,000 paths")
def _(site: Site) -> str:
    tree = site.tree(*(("100644", b"%d" % n, site.blob(b"x\n")) for n in range(10)))
    for _level in range(8):
        tree = site.tree(*(("40000", b"%d" % n, tree) for n in range(10)))
    return site.commit(site.root(("40000", b"x", tree)))


@rogue_files("code", "large-file", "4 MB beside the registry", "M307", Fate.LOOK, told=False)
def _(site: Site) -> Files:
    return {"large": b"\0" * 4_000_000}
