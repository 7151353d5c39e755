"""Tax (skatt) of landlord and operator: what the user chooses, docs/model.md §8."""

from typing import Literal

from feasibility.case.form.costs import DepreciationGroup
from feasibility.case.form.fields import CaseModel, Flag, Number, nok, said


class SoleProprietor(CaseModel):
    """One person owns and answers for the business (enkeltpersonforetak), and is taxed of its result.

    Amounts are of the whole year, as they stand in the tax return; they are not indexed.
    """

    other_personal_income_nok_per_year: Number = nok(
        "Lønn ved siden av", "Wages beside the business", 0.0, unit="NOK/year"
    )
    shielding_nok_per_year: Number = nok("Skjermingsfradrag", "Shielding deduction", 0.0, unit="NOK/year")


class LandlordProprietor(SoleProprietor):
    """A sole proprietor who owns the building.

    Letting alone is income of capital, unless it is a business: more than about 500 m² as a rule.
    """

    letting_is_business: Flag = said(
        "Utleie av bygget regnes som virksomhet", "Letting the building counts as a business", False
    )


class CompanyTax(CaseModel):
    """How one company is taxed. A municipality, an association or a cooperative may be untaxed.

    A limited company (aksjeselskap) unless it is stated as a sole proprietorship.
    """

    is_taxed: Flag = said("Betaler skatt", "Pays tax", True)
    losses_used_elsewhere: Flag = said(
        "Underskudd trekkes fra eierens andre inntekter",
        "Losses are set against the owner's other income",
        False,
    )


class LandlordTax(CompanyTax):
    """The landlord's tax, with the tax value of the building as it stands at the start."""

    sole_proprietor: LandlordProprietor | None = said("Enkeltpersonforetak", "Sole proprietorship", None)
    opening_balance_nok: Number = nok(
        "Skattemessig verdi av bygget ved start", "Tax value of the building at the start", 0.0
    )
    opening_depreciation_group: DepreciationGroup | None = said(
        "Saldogruppe for bygget (tom = avskrives ikke)",
        "The building's depreciation group (empty = none)",
        "i",
    )


class OperatorTax(CompanyTax):
    """The operator's tax, with how fit-out it pays as a tenant is deducted."""

    sole_proprietor: SoleProprietor | None = said("Enkeltpersonforetak", "Sole proprietorship", None)
    tenant_fit_out: Literal["lease", "group"] = said(
        "Leietakers innredning fradragsføres", "The tenant's fit-out is deducted", "lease"
    )


class Taxes(CaseModel):
    """Tax of landlord and operators."""

    landlord: LandlordTax = said("Gårdeier", "Landlord", {}, validate_default=True)
    operator: OperatorTax = said("Driver", "Operator", {}, validate_default=True)
    next_operator: OperatorTax = said("Neste driver", "Next operator", {}, validate_default=True)
