"""Norwegian rates, thresholds and dates, each with the day it takes effect and its legal source.

A rate is never written in the model: it is looked up here by date (docs/model.md §5 and §6).

    >>> import datetime
    >>> parameter("vat_water").at(datetime.date(2025, 6, 30)).value
    0.25
"""

from feasibility.rules.holidays import is_working_day, next_working_day, public_holidays
from feasibility.rules.parameter import BeforeKnownRange, DatedValue, Looked, Parameter
from feasibility.rules.registry import (
    EMPLOYER_ZONES,
    VAT_KINDS,
    DepreciationGroup,
    EmployerZone,
    UnknownParameter,
    VatKind,
    all_parameters,
    depreciation_rate,
    employer_contribution,
    parameter,
    vat_rate,
)
from feasibility.rules.vat_terms import months_until_vat_is_due, vat_due_date, vat_due_month, vat_term

__all__ = [
    "EMPLOYER_ZONES",
    "VAT_KINDS",
    "BeforeKnownRange",
    "DatedValue",
    "DepreciationGroup",
    "EmployerZone",
    "Looked",
    "Parameter",
    "UnknownParameter",
    "VatKind",
    "all_parameters",
    "depreciation_rate",
    "employer_contribution",
    "is_working_day",
    "months_until_vat_is_due",
    "next_working_day",
    "parameter",
    "public_holidays",
    "vat_due_date",
    "vat_due_month",
    "vat_rate",
    "vat_term",
]
