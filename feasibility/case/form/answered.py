"""What a reader answers to a warning (varsel): a note that stays with the case and is printed with it."""

from __future__ import annotations

from typing import Annotated, Final

from pydantic import Field

from feasibility.case.form.fields import CaseModel, Text, said

DATE_PATTERN: Final = r"^20[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"

WARNINGS: Final = (
    "desks_passed_on",
    "desks_in_small_town",
    "few_desks",
    "flex_above_day_passes",
    "grant_dependent",
    "income_per_m2",
    "key_person",
    "landlord_covenants",
    "landlord_de_minimis",
    "landlord_debt_service",
    "landlord_equity_share",
    "landlord_unfunded",
    "landlord_patience",
    "late_letting",
    "lease_shorter_than_loan",
    "leased_area",
    "loan_to_value",
    "location_not_stated",
    "many_desks",
    "mixed_vat",
    "more_desks_than_people",
    "next_operator_covenants",
    "next_operator_de_minimis",
    "next_operator_debt_service",
    "next_operator_equity_lost",
    "next_operator_equity_share",
    "next_operator_left_out",
    "next_operator_unfunded",
    "no_facilitator",
    "no_lease_for_loan",
    "occupancy_without_evidence",
    "one_customer",
    "one_tenant",
    "open_desks",
    "package_split",
    "operator_covenants",
    "operator_de_minimis",
    "operator_debt_service",
    "operator_equity_lost",
    "operator_equity_share",
    "operator_left_out",
    "operator_unfunded",
    "prelet",
    "rent_free_vat",
    "rules_carried_forward",
    "services_share",
    "several_internal_rates",
    "small_town",
    "stabilised_occupancy",
    "support_in_price",
    "support_outlives",
    "town_not_stated",
    "town_with_centre",
    "town_without_centre",
    "vat_registered_late",
    "vat_registration",
    "yearly_filing",
)
"""Every warning there is, by id; `feasibility.evidence` gives them."""

OF_SOMETHING: Final = (
    "landlord_refinancing_",
    "looks_like_a_slip.",
    "next_operator_refinancing_",
    "operator_refinancing_",
)
"""How the ids begin of warnings about one loan or one number: the loan's id or the number's path follows."""


def is_warning(id: str) -> bool:
    """Whether there is a warning of this id. One about a loan or number that is gone is one too."""
    return id in WARNINGS or any(id.startswith(start) and id != start for start in OF_SOMETHING)


class WarningAnswer(CaseModel):
    """An answer to one warning: why it is accepted, or what is done about it."""

    warning: Text = said("Varsel", "Warning", min_length=1, max_length=300)
    note: Text = said("Svar", "Answer", min_length=1, max_length=1000)
    by: Text = said("Besvart av", "Answered by", "", max_length=120)
    date: Annotated[Text, Field(pattern=DATE_PATTERN)] | None = said("Dato", "Date", None)
