"""The feasibility model in engine terms: a case becomes lines.

build(case)  its lines, before numbers
Result       the same with numbers, as `feasibility.evaluate` makes it
"""

from feasibility.model.base.result import Result
from feasibility.model.build import build

__all__ = ["Result", "build"]
