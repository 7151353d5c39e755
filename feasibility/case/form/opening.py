"""Opening balances (åpningsbalanse): what each company has and owes when the case begins."""

from typing import Annotated

from pydantic import Field

from feasibility.case.form.costs import DepreciationGroup
from feasibility.case.form.fields import (
    CaseModel,
    Listed,
    Name,
    Number,
    Whole,
    label,
    nok,
    quantity,
    said,
    share_of,
)


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


class VatAdjustment(CaseModel):
    """A capital good whose input VAT is still under adjustment (justering), mval ch. 9: works on the building
    completed before the case begins, or taken over from the seller of it."""

    label: Name = label()
    input_vat_nok: Number = nok("Inngående mva. i alt", "Input VAT in all")
    completed_year: Whole = quantity(
        "calendar_year", "Ferdigstilt i året", "Completed in the year", at_least=2000, at_most=2100
    )
    start_share: Number = share_of("Andel fradragsført ved ferdigstillelse", "Share deducted at completion")


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
    vat_adjustments: Annotated[Listed[VatAdjustment], Field(max_length=20)] = said(
        "Mva. under justering", "VAT under adjustment", ()
    )


class OpeningByParty(CaseModel):
    """Opening balances of landlord and operators; a company without one begins with nothing."""

    landlord: Opening | None = said("Gårdeier", "Landlord", None)
    operator: Opening | None = said("Driver", "Operator", None)
    next_operator: Opening | None = said("Neste driver", "Next operator", None)
