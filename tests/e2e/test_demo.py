"""The demo shows what README.md promises."""

import re
import subprocess
import sys
from pathlib import Path

from support.repos import environment

ROOT = Path(__file__).resolve().parents[2]
ROGUES = re.findall(
    r"^    Rogue\($|^    Rogue\(\"", (ROOT / "tools/demo_rogues.py").read_text(), re.M
)


def words(text: str) -> str:
    """The words alone: commit ids, dates and the width of the terminal apart."""
    text = re.sub(r"\b[0-9a-f]{12}\b|\d{4}-\d{2}-\d{2}", "…", text)
    return " ".join(text.split())


def test_the_demo_shows_the_team_and_the_lost_claim_of_the_readme(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "tools/demo.py")],
        env=environment(tmp_path), capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    shown = words(done.stdout)
    assert "Twelve sessions, twelve numbers" in shown
    assert "Registered: 12/12" in shown
    assert "All 14 changes since the registry began are approved." in shown
    assert shown.count("is refused.") == len(ROGUES)
    assert "2 conflicts wait for a ruling." in shown
    assert "session-" in shown.partition("may not rule.")[0][-60:]
    assert shown.count("Ruling R001 stands:") == 2
    assert "The confirmation is blocked." in shown
    assert shown.count("Acknowledged: number ") == 12
    assert "The team is active under consensus-1, and the tag is signed." in shown
    assert "Active under consensus-1. Registered: 12/12" in shown
    page = re.search(r"Wrote (\S+/index\.html)\.", done.stdout)
    assert page is not None
    assert "<!doctype html>" in Path(page[1]).read_text("utf-8")[:200]
    for record in sorted((ROOT / "registry/sessions").glob("*.yaml")):
        name = re.search(r"^name: (.*)$", record.read_text("utf-8"), re.MULTILINE)
        assert name is not None
        assert name[1] in shown
    readme = (ROOT / "README.md").read_text("utf-8")
    block = next(part for part in readme.split("```") if "is taken by" in part)
    assert words(block) in shown
