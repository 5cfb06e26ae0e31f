"""The main job, from an empty folder to an active team of twelve, with rogues on the way.

Everything is real: a remote with its hook, twelve clones, twelve processes of the command `muster`
that start at the same moment, keys, signatures and an approver. It happens in a temporary folder;
what stays is the page of the team, in build/.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from rich.console import Console
from rich.live import Live
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from demo_rogues import ROGUES, Rogue

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "build/demo"

# Who wants which number: three want 2, two want 5, two the next; the rest ask for their own.
WISHES = {
    "session-alpha": "2", "session-beta": "2", "session-gamma": "2", "session-delta": "5",
    "session-epsilon": "5", "session-zeta": "", "session-eta": "", "session-theta": "8",
    "session-iota": "9", "session-kappa": "10", "session-lambda": "11", "session-mu": "12",
}  # fmt: skip


@dataclass
class Claimant:
    """One session and what it has done so far."""

    name: str
    wants: str
    doing: str = "starts"
    number: str = ""
    tries: int = 0
    seconds: float = 0.0


@dataclass
class Demo:
    """The folder with the remote, the clones and the keys."""

    folder: Path
    console: Console
    approver: Path = field(init=False)

    def __post_init__(self) -> None:
        self.approver = self.folder / "approver"

    @property
    def remote(self) -> Path:
        """The bare repository that all share."""
        return self.folder / "team.git"

    def clone(self, name: str) -> Path:
        """Where a session, or the approver, works."""
        return self.folder / "clones" / name

    def environment(self, session: str = "") -> dict[str, str]:
        """An environment that takes nothing from the user's settings."""
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("GIT_", "MUSTER_"))}
        return {
            **kept,
            "HOME": str(self.folder),
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_SYSTEM": os.devnull,
            "GIT_AUTHOR_NAME": session or "Ann",
            "GIT_AUTHOR_EMAIL": "demo@muster.example",
            "GIT_COMMITTER_NAME": session or "Ann",
            "GIT_COMMITTER_EMAIL": "demo@muster.example",
            "MUSTER_STATE_HOME": str(self.folder / "state"),
            **({"MUSTER_SESSION_ID": session} if session else {}),
        }

    def say(self, text: str) -> None:
        """Print what comes next."""
        self.console.print(f"\n{text}", style="bold", highlight=False)

    def muster(
        self, *arguments: str, at: Path, session: str = "", expect: int = 0, quiet: bool = False
    ) -> str:
        """Run muster, show command and output, insist on its exit code; tell its output."""
        if not quiet:
            self.console.print(f"$ muster {' '.join(arguments)}", highlight=False, soft_wrap=True)
        done = subprocess.run(
            [sys.executable, "-m", "muster", *arguments], cwd=at, env=self.environment(session),
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
            check=False,
        )  # fmt: skip
        if not quiet:
            print(done.stdout, end="", flush=True)
        if done.returncode != expect:
            print(done.stdout)
            sys.exit(f"demo: muster {arguments} gave exit {done.returncode}, not {expect}")
        return done.stdout

    def claim(self, one: Claimant) -> None:
        """One session: claim what it wants; where that is lost, the next that nobody holds."""
        begun = time.monotonic()
        wish = ["--number", one.wants] if one.wants else ["--next"]
        while True:
            one.tries += 1
            one.doing = f"claims {one.wants}" if one.wants and one.tries == 1 else "claims the next"
            done = subprocess.run(
                [sys.executable, "-m", "muster", "claim", *wish, "--json"],
                cwd=self.clone(one.name), env=self.environment(one.name),
                stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False,
            )  # fmt: skip
            one.seconds = time.monotonic() - begun
            if done.returncode == 0:
                import json

                one.number = str(json.loads(done.stdout)["data"]["number"])
                one.doing = "holds its claim"
                return
            if done.returncode != 5 or not one.wants:
                sys.exit(f"demo: {one.name} got exit {done.returncode}: {done.stdout}{done.stderr}")
            one.doing = f"lost {one.wants}"
            wish = ["--next"]


def main() -> None:
    """Run the demo."""
    begun = time.monotonic()
    console = Console()
    with tempfile.TemporaryDirectory(prefix="muster-demo-") as name:
        demo = Demo(Path(name), console)
        make(demo)
        one_number(demo)
        claimants = [Claimant(name, wants) for name, wants in WISHES.items()]
        race(demo, claimants)
        rogues(demo, after="claimed")
        demo.say("A human looks at the claims and approves them: one signed merge for each.")
        demo.muster(
            "approve", "--all", "--yes", "--key", str(demo.approver), at=demo.clone("approver")
        )
        rogues(demo, after="approved")
        rulings(demo, claimants)
        consensus(demo, claimants)
        demo.say("Main has twelve sessions, and every change of it is approved.")
        for command in ("audit", "roster", "goals"):
            demo.muster(command, at=demo.clone("approver"))
        table(demo, claimants)
        demo.say("Where consensus stands, week one, and all of it on a page:")
        demo.muster("status", at=demo.clone("approver"))
        demo.muster("schedule", "--week", "1", at=demo.clone("approver"))
        demo.muster("page", "--out", str(PAGE), at=demo.clone("approver"))
    console.print(f"\n{time.monotonic() - begun:.0f} seconds.", highlight=False)


def make(demo: Demo) -> None:
    """The remote, the approver's key and the clones."""
    demo.say("A remote for a team of twelve, and a human whose key approves.")
    subprocess.run(
        ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "Ann", "-f", str(demo.approver)],
        check=True,
    )
    demo.muster(
        "remote", "init", "team.git", "--from", str(ROOT), "--approver-key", "approver.pub",
        "--approver-name", "Ann", at=demo.folder,
    )  # fmt: skip
    for name in (*WISHES, "approver", "rogue"):
        subprocess.run(
            ["git", "clone", "--quiet", "--no-local", str(demo.remote), str(demo.clone(name))],
            env=demo.environment(), check=True,
        )  # fmt: skip


def one_number(demo: Demo) -> None:
    """One number and two who want it, then the number is given back."""
    demo.say("One session claims number 2. What the second hears who wants it:")
    demo.muster("claim", "--number", "2", at=demo.clone("session-alpha"), session="session-alpha")
    demo.muster(
        "claim", "--number", "2", at=demo.clone("session-beta"), session="session-beta", expect=5
    )
    demo.say("The first gives it back, so that all begin alike.")
    demo.muster("release", at=demo.clone("session-alpha"), session="session-alpha")


def race(demo: Demo, claimants: list[Claimant]) -> None:
    """All sessions at the same moment, each a process in a clone of its own."""
    demo.say("Twelve sessions claim at the same moment: three want 2, two want 5, two the next.")
    with ThreadPoolExecutor(len(claimants)) as pool, progress(demo, claimants) as told:
        waiting = {pool.submit(demo.claim, one): one for one in claimants}
        for done in as_completed(waiting):
            done.result()
            told(waiting[done])
    numbers = {one.number for one in claimants}
    if len(numbers) != len(claimants):
        sys.exit(f"demo: twelve sessions have {len(numbers)} numbers")
    lost = sum(one.tries > 1 for one in claimants)
    demo.say(f"Twelve sessions, twelve numbers; {lost} lost a race and moved on by themselves.")


@contextmanager
def progress(demo: Demo, claimants: list[Claimant]) -> Iterator[object]:
    """Live rows on a terminal; a line for each that is done where the output is a file."""
    if not demo.console.is_terminal:
        yield lambda one: demo.console.print(
            f"  {one.name} has number {one.number} after {one.seconds:.1f} s", highlight=False
        )
        return
    with Live(console=demo.console, get_renderable=lambda: rows(claimants), refresh_per_second=8):
        yield lambda one: None


def rows(claimants: list[Claimant]) -> Table:
    """The sessions and how far they are."""
    shown = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for title in ("session", "wants", "has", "tries", "seconds", "now"):
        shown.add_column(title, justify="right" if title in ("tries", "seconds") else "left")
    for one in claimants:
        shown.add_row(
            one.name, one.wants or "the next", one.number, str(one.tries),
            f"{one.seconds:.1f}" if one.number else "", one.doing,
        )  # fmt: skip
    return shown


DECISION = """\
decision: The document counts 17 and 16 mails the wrong way round; the prospects decide, 16 and 17.
boundaries:
  - {number: 5, does: Writes to prospects 18-33}
  - {number: 6, does: Writes to prospects 34-50}
"""


def rulings(demo: Demo, claimants: list[Claimant]) -> None:
    """The mistakes of the real team's document, and the orchestrator's answer."""
    demo.say("The judge finds two mistakes in the team's own document. What waits for a ruling:")
    lead = next(one.name for one in claimants if one.number == "1")
    here = demo.clone(lead)
    demo.muster("conflicts", at=here, session=lead, expect=4)
    demo.say("As long as they wait nothing is confirmed:")
    demo.muster("confirm", at=here, session=lead, expect=1)
    demo.say("The orchestrator rules, number 5 may not, and a human approves.")
    (demo.folder / "decision.yaml").write_text(DECISION, "utf-8")
    five = next(one.name for one in claimants if one.number == "5")
    asked = ("ruling", "--finding", "M209", "--decision-from", str(demo.folder / "decision.yaml"))
    demo.muster(*asked, "--sessions", "5,6", at=demo.clone(five), session=five, expect=1)
    demo.muster(*asked, "--sessions", "5,6", at=here, session=lead)
    demo.muster(
        "approve", "proposal/ruling-r001", "--yes", "--key", str(demo.approver),
        at=demo.clone("approver"),
    )  # fmt: skip
    demo.say("Now the judge has nothing to ask, and says why:")
    subprocess.run(["git", "fetch", "--quiet"], cwd=here, env=demo.environment(), check=True)
    demo.muster("check", "--ref", "origin/main", at=here, session=lead)


def consensus(demo: Demo, claimants: list[Claimant]) -> None:
    """From a roster without open questions to an active team."""
    lead = next(one.name for one in claimants if one.number == "1")
    demo.say("The orchestrator confirms: the roster is broadcast, and every session can see it.")
    demo.muster("confirm", at=demo.clone(lead), session=lead)
    rogues(demo, after="confirmed")
    demo.say("Twelve sessions acknowledge at the same moment, each with its own key:")
    with ThreadPoolExecutor(len(claimants)) as pool:
        waiting = {pool.submit(acknowledge, demo, one): one for one in claimants}
        for done in as_completed(waiting):
            told, seconds = done.result()
            demo.console.print(f"  {told}  {seconds:.1f} s", highlight=False, soft_wrap=True)
    demo.say("All have: a human approves, and signs the tag over the consensus.")
    demo.muster("approve", "activation", "--key", str(demo.approver), at=demo.clone("approver"))
    tag = subprocess.run(
        ["git", "cat-file", "tag", "consensus-1"], cwd=demo.clone("approver"),
        env=demo.environment(), check=True, capture_output=True, text=True,
    ).stdout  # fmt: skip
    demo.console.print(Padding(Text(tag.partition("-----BEGIN")[0].strip()), (0, 0, 0, 4)))


def acknowledge(demo: Demo, one: Claimant) -> tuple[str, float]:
    """One session's acknowledgement: what it was told, and after how many seconds."""
    begun = time.monotonic()
    told = demo.muster("ack", at=demo.clone(one.name), session=one.name, quiet=True)
    return told.partition(";")[0].replace("\n", " "), time.monotonic() - begun


def rogues(demo: Demo, *, after: str) -> None:
    """Each rogue tries with real git, and must be refused."""
    chosen = [rogue for rogue in ROGUES if rogue.after == after]
    demo.say(f"Rogues try what they can with plain git ({len(chosen)}); the remote refuses:")
    for rogue in chosen:
        where = demo.folder / "rogue"
        shutil.copytree(demo.clone("rogue"), where)
        told = refusal(demo, rogue, where)
        demo.console.print(f"  {rogue.title}", style="bold", highlight=False)
        demo.console.print(Padding(Text(told), (0, 0, 0, 4), expand=False))
        shutil.rmtree(where)


def refusal(demo: Demo, rogue: Rogue, where: Path) -> str:
    """Let a rogue try; tell the remote's reason. A push that gets through ends the demo."""

    def key(session: str) -> Path:
        return next((demo.folder / "state/keys").glob(f"*/{session}-*/key"))

    done = rogue.attempt(where, demo.environment("rogue"), key)
    if done.returncode == 0:
        sys.exit(f"demo: the remote let a rogue in: {rogue.title}\n{done.stderr}")
    told = [line[8:].strip() for line in done.stderr.splitlines() if line.startswith("remote: ")]
    reason = " ".join(line for line in told if not line.startswith("$ "))
    return reason.partition("Blocked:")[0].strip() or done.stderr


def table(demo: Demo, claimants: list[Claimant]) -> None:
    """Who has what, at the end."""
    demo.say("Who got what:")
    demo.console.print(rows(sorted(claimants, key=lambda one: int(one.number))))


if __name__ == "__main__":
    main()
