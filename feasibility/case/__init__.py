"""The case (saken): the user's YAML or JSON file as frozen models.

Read one with :func:`load_case`, change it with :meth:`Case.changed`, list its numbers with :func:`numbers`,
write it with :func:`to_yaml`. Every mistake in a file is reported at once, as a :class:`CaseError` whose
messages name the field by its path, in Norwegian and English.
"""

from feasibility.case.case import Case
from feasibility.case.check.across_stress import changes_of
from feasibility.case.file.overrides import UNSTATED
from feasibility.case.file.text import read_value
from feasibility.case.file.writing import case_hash, to_mapping, to_yaml
from feasibility.case.form.answered import WarningAnswer
from feasibility.case.form.bank import Bank, Catchment, Covenants, RefinancingTest
from feasibility.case.form.building import Building, PropertyTax, Space
from feasibility.case.form.choices import choice_label
from feasibility.case.form.costs import Cost, Instalment, Staff, UnpaidWork, Works
from feasibility.case.form.deal import (
    BreakOption,
    Comparison,
    Deal,
    LandlordOperated,
    Lease,
    Management,
    ManagementFee,
    OperatorDefault,
    OrdinaryTenant,
    PercentageOff,
    Reduction,
    Renewal,
    RentFree,
    Security,
    StatedRent,
    Sublease,
    Turnover,
    TurnoverRent,
)
from feasibility.case.form.fields import rate_in_year, shown_label
from feasibility.case.form.financing import (
    EquityPayment,
    Financing,
    FinancingByParty,
    Loan,
    Overdraft,
    Sizing,
)
from feasibility.case.form.products import (
    USAGE_KINDS,
    Campaign,
    DemandShock,
    Product,
    Ramp,
    Service,
    ServiceMix,
    Services,
)
from feasibility.case.form.stated import Index, PartyRates, Scenario, SourceNote, Valuation, VatSettings
from feasibility.case.form.support import (
    DesksBought,
    FreePremises,
    Grant,
    SalaryInKind,
    Support,
    WorksGrant,
    YearlyGrant,
)
from feasibility.case.form.tax import CompanyTax, LandlordTax, OperatorTax, Taxes
from feasibility.case.form.uncertainty import (
    Bootstrap,
    Correlation,
    Discrete,
    Distribution,
    Lognormal,
    Normal,
    Pert,
    Triangular,
    Uncertainty,
    Uniform,
)
from feasibility.case.loader import case_from_mapping, case_text, load_case, parse_case
from feasibility.case.messages.problems import CaseError, Problem
from feasibility.case.messages.wording import either_way
from feasibility.case.number_fields import FieldInfo, NumberField, field_info, numbers
from feasibility.case.origin import DERIVED, Origin, origins
from feasibility.case.schema import json_schema
from feasibility.case.written_by import signed

__all__ = [
    "DERIVED",
    "UNSTATED",
    "USAGE_KINDS",
    "Bank",
    "Bootstrap",
    "BreakOption",
    "Building",
    "Campaign",
    "Case",
    "CaseError",
    "Catchment",
    "CompanyTax",
    "Comparison",
    "Correlation",
    "Cost",
    "Covenants",
    "Deal",
    "DemandShock",
    "DesksBought",
    "Discrete",
    "Distribution",
    "EquityPayment",
    "FieldInfo",
    "Financing",
    "FinancingByParty",
    "FreePremises",
    "Grant",
    "Index",
    "Instalment",
    "LandlordOperated",
    "LandlordTax",
    "Lease",
    "Loan",
    "Lognormal",
    "Management",
    "ManagementFee",
    "Normal",
    "NumberField",
    "OperatorDefault",
    "OperatorTax",
    "OrdinaryTenant",
    "Origin",
    "Overdraft",
    "PartyRates",
    "PercentageOff",
    "Pert",
    "Problem",
    "Product",
    "PropertyTax",
    "Ramp",
    "Reduction",
    "RefinancingTest",
    "Renewal",
    "RentFree",
    "SalaryInKind",
    "Scenario",
    "Security",
    "Service",
    "ServiceMix",
    "Services",
    "Sizing",
    "SourceNote",
    "Space",
    "Staff",
    "StatedRent",
    "Sublease",
    "Support",
    "Taxes",
    "Triangular",
    "Turnover",
    "TurnoverRent",
    "Uncertainty",
    "Uniform",
    "UnpaidWork",
    "Valuation",
    "VatSettings",
    "WarningAnswer",
    "Works",
    "WorksGrant",
    "YearlyGrant",
    "case_from_mapping",
    "case_hash",
    "case_text",
    "changes_of",
    "choice_label",
    "either_way",
    "field_info",
    "json_schema",
    "load_case",
    "numbers",
    "origins",
    "parse_case",
    "rate_in_year",
    "read_value",
    "shown_label",
    "signed",
    "to_mapping",
    "to_yaml",
]
