"""``muster page``."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from muster.cli.answer import Answer, Exit
from muster.cli.options import again, json_option, remote_option, repo_option
from muster.git.repository import Repository


@click.command()
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    required=True,
    metavar="DIR",
    help="The folder that index.html is written to; it is made where it is missing.",
)
@click.option("--offline", is_flag=True, help="Show what the last look at the remote left here.")
@remote_option
@repo_option
@json_option
def command(out: Path, offline: bool, remote_name: str | None, repo: Path, as_json: bool) -> None:
    """Write the whole registry as one HTML file: what waits, who is who, what is missing.

    It needs no network and no server. Without a remote it shows main as this repository has it.
    """
    from muster.flows.page import gather
    from muster.flows.page_file import write_page
    from muster.render.page.page import page_html

    found = gather(Repository.open(repo), remote_name, datetime.now(UTC), fetch=not offline)
    html = page_html(found, again({"--remote": remote_name}))
    written = write_page(out, html)
    waiting = found.asked
    told = f"{waiting} {'waits' if waiting == 1 else 'wait'} for approval." if waiting else ""
    answer = Answer(
        Exit.FINE,
        "written",
        " ".join(filter(None, (f"Wrote {written}.", found.main.consensus.summary, told))),
        (),
        {
            "path": str(written),
            "bytes": len(html.encode("utf-8")),
            "team": found.team,
            "ref": found.main.name,
            "commit": found.main.commit,
            "waiting": [one.branch for one in found.requests],
            "pulls": [one.pull for one in found.pulls.waiting],
            **({"unasked": found.pulls.unasked} if found.pulls.unasked else {}),
        },
    )
    answer.tell(as_json=as_json)
