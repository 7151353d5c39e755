"""Opening balances (åpningsbalanse): what each company has and owes when the case begins."""

from typing import Annotated

from pydantic import Field

from feasibility.case.form.costs import DepreciationGroup
from feasibility.case.form.fields import CaseModel, Listed, Name, Number, label, nok, quantity, said


class OpeningAsset(CaseModel):
    """A fixed asset the company has at the start, for the books and for tax (docs/model.md §13.11)."""

    label: Name = label()
    book_value_nok: Number = nok("Bokført verdi ved start", "Book value at the start")
    tax_value_nok: Number = nok("Skattemessig verdi ved start", "Tax value at the start")
    depreciation_group: DepreciationGroup | None = said(
        "Saldogruppe (tom = avskrives ikke)", "Depreciation group (empty = none)", None
    )
    book_life_years: Number | None = quantity(
        "year",
        "År igjen av levetiden i regnskapet",
        "Years left of the book life",
        None,
        above=0,
        counted=True,
    )


class Opening(CaseModel):
    """One company's balance at the start, before the first month. Equity is what is left.

    Receivables and debts are incl. VAT and settled in the first month. Loans that run already stand under
    ``financing`` with ``outstanding_nok``.
    """

    cash_nok: Number = nok("Bankinnskudd ved start", "Cash at the start", 0.0)
    receivables_nok: Number = nok("Fordringer ved start", "Receivables at the start", 0.0)
    payables_nok: Number = nok("Annen gjeld ved start", "Other debts at the start", 0.0)
    tax_loss_nok: Number = nok("Fremførbart underskudd ved start", "Loss carried forward at the start", 0.0)
    assets: Annotated[Listed[OpeningAsset], Field(max_length=50)] = said(
        "Varige driftsmidler ved start", "Fixed assets at the start", ()
    )


class OpeningByParty(CaseModel):
    """Opening balances of landlord and operator; a company without one begins with nothing."""

    landlord: Opening | None = said("Gårdeier", "Landlord", None)
    operator: Opening | None = said("Driver", "Operator", None)
