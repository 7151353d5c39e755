"""Results that tests share: a case is built and evaluated once in a worker, however many tests read it.

Nothing of a result is changed by reading it, and here its arrays refuse to be, so a test gets what it would
have got from a run of its own. A test that plants a fault in the model, or compares two runs of one case,
calls `run` itself.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from feasibility.case import Case
from feasibility.evaluate import run
from feasibility.model import Result


@lru_cache(maxsize=32)  # tests of one case stand together; a result of ten years takes some megabytes
def evaluated(case: Case, with_support: bool = True) -> Result:
    """The result of a case."""
    result = run(case, with_support)
    for line in result.values:
        number = result.values[line]
        if isinstance(number, np.ndarray):
            number.setflags(write=False)
    return result
