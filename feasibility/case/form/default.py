"""The operator's default (mislighold), a ready scenario for landlord and bank, docs/model.md §4."""

from feasibility.case.form.fields import CaseModel, Whole, month_of, months_of


class OperatorDefault(CaseModel):
    """The month from which the operator pays no rent and operates no more.

    Security is drawn, and the space is re-let as to the ordinary tenant, where one is stated.
    """

    month: Whole = month_of("Driver misligholder fra måned", "The operator defaults from month")
    void_months: Whole | None = months_of(
        "Tomgang etter misligholdet (tom = som ordinær leietaker)",
        "Void after the default (empty = as for the ordinary tenant)",
        None,
    )
