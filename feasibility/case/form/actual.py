"""What has been booked (bokført) since opening, beside the plan: docs/actual.md.

Nothing here moves a number of the plan. Few figures are stated here by hand; many come from a file.
"""

from __future__ import annotations

from typing import Annotated, Final

from pydantic import Field

from feasibility.case.form.fields import CaseModel, Listed, Number, Text, Whole, quantity, said

MONTH_PATTERN: Final = r"^20[0-9]{2}-(0[1-9]|1[0-2])$"
_FIRST_ACCOUNT, _LAST_ACCOUNT = 3000, 8799
_LARGEST_NOK: Final = 1_000_000_000


class BookedFigure(CaseModel):
    """An amount of one line in one month (bokført beløp): income above zero, costs below."""

    month: Annotated[Text, Field(pattern=MONTH_PATTERN)] = said("Måned", "Month")
    line: Text = said("Linje", "Line", min_length=1, max_length=120)
    amount_nok: Number = quantity("NOK", "Beløp", "Amount", at_least=-_LARGEST_NOK, at_most=_LARGEST_NOK)


class AccountRange(CaseModel):
    """Accounts that belong to another line than the standard chart says (kontoer)."""

    first: Whole = quantity(
        "count", "Fra og med konto", "From account", at_least=_FIRST_ACCOUNT, at_most=_LAST_ACCOUNT
    )
    last: Whole = quantity(
        "count", "Til og med konto", "To account", at_least=_FIRST_ACCOUNT, at_most=_LAST_ACCOUNT
    )
    line: Text = said("Linje", "Line", min_length=1, max_length=120)


class CompanyActual(CaseModel):
    """The accounts of one company (regnskapet)."""

    booked: Listed[BookedFigure] = said("Bokførte tall", "Booked figures", ())
    accounts: Listed[AccountRange] = said("Kontoer", "Accounts", ())


class Actual(CaseModel):
    """Booked figures of each company (regnskap)."""

    operator: CompanyActual = said("Driver", "Operator", {}, validate_default=True)
    next_operator: CompanyActual = said("Neste driver", "Next operator", {}, validate_default=True)
    landlord: CompanyActual = said("Gårdeier", "Landlord", {}, validate_default=True)
