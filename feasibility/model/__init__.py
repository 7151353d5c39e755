"""The feasibility model in engine terms: a case becomes lines.

model.build   a case's lines, before numbers; half of the program, so imported only where a model is built
Result        the same with numbers, as `feasibility.evaluate` makes it
"""

from feasibility.model.base.result import Result

__all__ = ["Result"]
