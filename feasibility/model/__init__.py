"""The feasibility model in engine terms: a case becomes lines, lines become numbers.

run(case)    one evaluated case (Result)
build(case)  its lines, before numbers (Structure)
"""

from feasibility.model.base.result import Result
from feasibility.model.build import build
from feasibility.model.run import run

__all__ = ["Result", "build", "run"]
