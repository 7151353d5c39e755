"""The deals in force one after another (docs/model.md §13.12)."""

from feasibility.case.form.deal import Deal
from feasibility.record import record


@record
class Stage:
    """A deal in force, and where in the case it is stated (`deal`)."""

    path: str
    deal: Deal
