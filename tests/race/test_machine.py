"""Any sequence of commands, kills and outages leaves a registry that everybody can trust.

A few seconds here; ``make race`` looks for longer, with other sequences each time.
"""

import os

from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from race.machine import Registry

EXAMPLES = int(os.environ.get("RACE_EXAMPLES", "6"))
STEPS = int(os.environ.get("RACE_STEPS", "12"))


def test_whatever_happens_the_registry_holds() -> None:
    run_state_machine_as_test(
        Registry,
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=STEPS,
            derandomize="RACE_EXAMPLES" not in os.environ,
            database=None,
            # Real keys and processes: no run is another's twin, so what fails is told as it is.
            phases=[Phase.generate],
            report_multiple_bugs=False,
            suppress_health_check=list(HealthCheck),
        ),
    )
