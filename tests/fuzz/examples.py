"""How long the fuzz suite looks: a little in every `make test`, as long as it is told to by `make fuzz`."""

from __future__ import annotations

import os
from typing import Any

from hypothesis import HealthCheck, settings

LONG = int(os.environ.get("FEASIBILITY_FUZZ", "0"))
"""Examples of each test; 0 for the short suite, whose examples are the same in every run."""


def looked_at(few: int) -> Any:
    """Settings of a test that takes `few` examples in the short suite."""
    return settings(
        max_examples=LONG or few,
        derandomize=not LONG,
        deadline=None,
        print_blob=True,
        suppress_health_check=list(HealthCheck),
    )
