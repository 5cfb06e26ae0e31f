"""The main job on a copy of this repository's registry: twelve slots, one number, two claimants.

Everything is real: a Git repository in a temporary folder, and the command ``muster`` as sessions
run it. Nothing outside that folder is touched.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BOLD, PLAIN = ("\033[1m", "\033[0m") if sys.stdout.isatty() else ("", "")


class Demo:
    """One repository and the steps on it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.environment = {
            **{k: v for k, v in os.environ.items() if not k.startswith("GIT_")},
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_SYSTEM": os.devnull,
            "GIT_AUTHOR_NAME": "Demo",
            "GIT_AUTHOR_EMAIL": "demo@muster.example",
            "GIT_COMMITTER_NAME": "Demo",
            "GIT_COMMITTER_EMAIL": "demo@muster.example",
        }

    def say(self, text: str) -> None:
        """Print what comes next."""
        print(f"\n{BOLD}{text}{PLAIN}", flush=True)

    def git(self, *arguments: str) -> None:
        """Run git in the copy."""
        subprocess.run(
            ["git", *arguments], cwd=self.folder, env=self.environment, check=True,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip

    def muster(self, *arguments: str, expect: int = 0) -> None:
        """Run muster in the copy, show command and output, and insist on its exit code."""
        print(f"$ muster {' '.join(arguments)}", flush=True)
        done = subprocess.run(
            [sys.executable, "-m", "muster", *arguments], cwd=self.folder, env=self.environment,
            check=False,
        )  # fmt: skip
        if done.returncode != expect:
            sys.exit(f"demo: muster {arguments} gave exit {done.returncode}, not {expect}")

    def accept(self, number: int, session: str) -> None:
        """Turn a planned slot to registered, as a session does by hand, and commit it alone."""
        path = self.folder / f"registry/sessions/{number:03d}.yaml"
        lines = [
            line
            for line in path.read_text("utf-8").splitlines()
            if not line.startswith(("status:", "session_id:"))
        ]
        lines += [
            f"session_id: {session}",
            "status: registered",
            "ready: true",
            "timestamp: 2025-11-15T21:45:34Z",
        ]
        path.write_text("\n".join(lines) + "\n", "utf-8")
        self.git("add", str(path))
        self.git("commit", "-m", f"Claim number {number} as {session}")


def main() -> None:
    """Run the demo."""
    with tempfile.TemporaryDirectory(prefix="muster-demo-") as name:
        demo = Demo(Path(name))
        demo.git("init", "--initial-branch=main")
        shutil.copytree(ROOT / "registry", demo.folder / "registry")
        demo.git("add", "registry")
        demo.git("commit", "-m", "Begin the registry")

        demo.say("A team of twelve has planned its slots. Nobody holds one yet.")
        demo.muster("roster")
        demo.muster("status")

        demo.say("Two sessions accept slot 2 at the same moment, each on a branch of its own.")
        demo.git("switch", "--create", "claim/first")
        demo.accept(2, "session-alpha")
        demo.git("switch", "--create", "claim/second", "main")
        demo.accept(2, "session-beta")
        demo.muster("check", "--base", "main", "--head", "claim/first")

        demo.say("A human approves session-alpha by merging. What was right is now taken:")
        demo.git("switch", "main")
        demo.git("merge", "--no-ff", "-m", "Approve number 2", "claim/first")
        demo.muster("check", "--base", "main", "--head", "claim/second", expect=5)

        demo.say("session-beta starts again from main with slot 3, and its claim is fine.")
        demo.git("switch", "--create", "claim/third", "main")
        demo.accept(3, "session-beta")
        demo.muster("check", "--base", "main", "--head", "claim/third")

        demo.say("Main holds one claim now.")
        demo.muster("status")


if __name__ == "__main__":
    main()
