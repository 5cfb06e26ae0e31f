"""Metrics as a record has them, in one line each or all in one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

EXAMPLE = "{name: tasks_done, at_least: 10, per: week}"
"""A metric as it may look, where a sentence tells none; of no team's own work."""


def metrics_line(metrics: Sequence[Mapping[str, object]]) -> str:
    """All in one line, ready to stand under ``goal:``: ``metrics: [{name: leads, exactly: 17}]``.

    Raises ``ValueError`` where one has what no record may have.
    """
    from muster.model.dump import flow  # only a finding writes YAML

    return f"metrics: {flow(metrics)}"


def metric_line(metric: Mapping[str, object]) -> str:
    """One metric, ready to stand under ``metrics:``: ``- {name: leads, exactly: 17, per: day}``.

    Raises ``ValueError`` where it has what no record may have.
    """
    from muster.model.dump import flow  # only a finding writes YAML

    return f"- {flow(metric)}"
