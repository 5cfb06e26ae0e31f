"""All examples of all rules, found by looking into the folder beside this file."""

from __future__ import annotations

import importlib
from pathlib import Path

from rules.cases import Example

FOLDER = Path(__file__).parent / "examples"


def collect_examples() -> tuple[Example, ...]:
    """The examples of every module in ``examples``, in the order of the files."""
    modules = sorted(path.stem for path in FOLDER.glob("*.py"))
    return tuple(
        example
        for module in modules
        for example in importlib.import_module(f"rules.examples.{module}").EXAMPLES
    )


EXAMPLES = collect_examples()
