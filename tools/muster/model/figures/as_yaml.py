"""Metrics as the lines that a record has for them."""

from __future__ import annotations

from collections.abc import Iterable

from muster.model.figures.read_metric import ReadMetric

EXAMPLE = "{name: emails_sent, exactly: 17, per: day}"
"""A metric as it may look, where a sentence tells none."""


def yaml_lines(figures: Iterable[ReadMetric]) -> list[str]:
    """One line each, ready to stand under ``metrics:``."""
    return [yaml_line(figure.record()) for figure in figures]


def yaml_line(metric: dict[str, object]) -> str:
    """One metric: ``- {name: emails_sent, exactly: 17, per: day}``."""
    from muster.model.dump import dump  # only a finding writes YAML

    written = dump({"metrics": [metric]}, kind="session")
    return " ".join(line.strip() for line in written.splitlines()[2:])
