"""Rogues that cost more than anybody should pay for them."""

from __future__ import annotations

from support.repos import START
from support.rogues.rogue import Fate, Files, rogue, rogue_files
from support.rogues.site import Site


@rogue("many-files", "3,000 files in the registry", "M001")
def _(site: Site) -> str:
    return site.step({f"registry/x/{number}.yaml": f"{number}\n" for number in range(3_000)})


@rogue("many-records", "150 records at once", "M302")
def _(site: Site) -> str:
    numbers = range(700, 850)
    return site.step({f"registry/sessions/{n}.yaml": site.text(n) for n in numbers})


@rogue("many-commits", "1,001 commits", "can't be judged")
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


@rogue("tree-bomb", "a thousand million paths by one small folder", "can't be judged")
def _(site: Site) -> str:
    tree = site.tree(*(("100644", b"%d" % n, site.blob(b"x\n")) for n in range(10)))
    for _level in range(8):
        tree = site.tree(*(("40000", b"%d" % n, tree) for n in range(10)))
    return site.commit(site.root(("40000", b"x", tree)))


@rogue_files("code", "large-file", "20 MB beside the registry", "M307", Fate.LOOK, told=False)
def _(site: Site) -> Files:
    return {"large": b"\0" * 20_000_000}
