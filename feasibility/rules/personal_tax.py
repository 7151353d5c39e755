"""Tax of a sole proprietor (enkeltpersonforetak): rates, limits and when it is paid, docs/model.md §8.

Parliament votes all of it for one year at a time. Rates and limits are as the Ministry of Finance tabulates
what was voted (skattesatser, fradrag og beløpsgrenser), two years side by side.
"""

import datetime
from typing import Final

from feasibility.rules.parameter import DatedValue, Parameter

_LAST_YEAR_VOTED = datetime.date(2026, 12, 31)
_FIRST_YEAR = 2024
_ZONE = (
    "18,5 % i tiltakssonen (Finnmark og Nord-Troms), og finnmarksfradrag, er ikke regnet med. / "
    "18.5 % in the northern action zone, and its allowance, are not counted."
)


def _voted(
    id: str,
    unit: str,
    nb: str,
    en: str,
    amounts: tuple[float, ...],
    source: str,
    law: str,
    uncertain: str = "",
) -> Parameter:
    """A parameter voted for each year from 2024; `source` holds the year as ``{year}``."""
    return Parameter(
        id=id,
        unit=unit,
        nb=nb,
        en=en,
        values=tuple(
            DatedValue(datetime.date(year, 1, 1), amount, source.format(year=year), uncertain)
            for year, amount in enumerate(amounts, _FIRST_YEAR)
        ),
        known_to=_LAST_YEAR_VOTED,
        basis=(law, "§8"),
    )


_BRACKETS = (
    ((208_050, 217_400, 226_100), (0.017, 0.017, 0.017)),
    ((292_850, 306_050, 318_300), (0.04, 0.04, 0.04)),
    ((670_000, 697_150, 725_050), (0.136, 0.137, 0.137)),
    ((937_900, 942_400, 980_100), (0.166, 0.167, 0.168)),
    ((1_350_000, 1_410_750, 1_467_200), (0.176, 0.177, 0.178)),
)
BRACKET_COUNT: Final = len(_BRACKETS)
_BRACKET_VOTE = "Stortingets skattevedtak for {year} § 3-1"

BRACKET_TAX: Final = tuple(
    parameter
    for step, (limits, rates) in enumerate(_BRACKETS, 1)
    for parameter in (
        _voted(
            f"bracket_{step}_limit",
            "NOK/year",
            f"trinnskatt, innslagspunkt trinn {step}",
            f"bracket tax, where bracket {step} begins",
            limits,
            _BRACKET_VOTE,
            "Stortingets skattevedtak § 3-1",
        ),
        _voted(
            f"bracket_{step}_rate",
            "share",
            f"trinnskatt, sats i trinn {step}",
            f"bracket tax, rate in bracket {step}",
            rates,
            _BRACKET_VOTE,
            "Stortingets skattevedtak § 3-1",
        ),
    )
)

GENERAL_INCOME_TAX: Final = _voted(
    "general_income_tax",
    "share",
    "skatt på alminnelig inntekt for personer",
    "tax on general income of persons",
    (0.22, 0.22, 0.22),
    "Stortingets skattevedtak for {year} §§ 3-2 og 3-8 (kommune, fylke og fellesskatt)",
    "Stortingets skattevedtak § 3-2",
    _ZONE,
)

PERSONAL_ALLOWANCE: Final = _voted(
    "personal_allowance",
    "NOK/year",
    "personfradrag",
    "personal allowance",
    (88_250, 108_550, 114_540),
    "skatteloven § 15-4; Stortingets skattevedtak for {year} § 6-3",
    "sktl § 15-4",
)

WAGE_DEDUCTION_RATE: Final = _voted(
    "wage_deduction_rate",
    "share",
    "minstefradrag i lønn, sats",
    "minimum standard deduction in wages, rate",
    (0.46, 0.46, 0.46),
    "skatteloven § 6-32; Stortingets skattevedtak for {year} § 6-1",
    "sktl § 6-32",
)

WAGE_DEDUCTION_LIMIT: Final = _voted(
    "wage_deduction_limit",
    "NOK/year",
    "minstefradrag i lønn, øvre grense",
    "minimum standard deduction in wages, upper limit",
    (104_450, 92_000, 95_700),
    "skatteloven § 6-32; Stortingets skattevedtak for {year} § 6-1",
    "sktl § 6-32",
)

_INSURANCE = "folketrygdloven § 23-3; Stortingets vedtak om avgifter mv. til folketrygden for {year}"

NATIONAL_INSURANCE_BUSINESS: Final = _voted(
    "national_insurance_business",
    "share",
    "trygdeavgift av næringsinntekt",
    "national insurance contribution on business income",
    (0.110, 0.109, 0.108),
    _INSURANCE,
    "folketrygdloven § 23-3",
)

NATIONAL_INSURANCE_WAGE: Final = _voted(
    "national_insurance_wage",
    "share",
    "trygdeavgift av lønn",
    "national insurance contribution on wages",
    (0.078, 0.077, 0.076),
    _INSURANCE,
    "folketrygdloven § 23-3",
)

NATIONAL_INSURANCE_LIMIT: Final = _voted(
    "national_insurance_limit",
    "NOK/year",
    "trygdeavgift, nedre grense",
    "national insurance contribution, lower limit",
    (69_650, 99_650, 99_650),
    _INSURANCE,
    "folketrygdloven § 23-3",
)

NATIONAL_INSURANCE_STEP: Final = _voted(
    "national_insurance_step",
    "share",
    "trygdeavgift, høyst av det som overstiger nedre grense",
    "national insurance contribution, at most of what exceeds the lower limit",
    (0.25, 0.25, 0.25),
    _INSURANCE,
    "folketrygdloven § 23-3",
)

_DATES = "skattebetalingsloven § 10-20"
_MONTHS = (("mars", "March"), ("juni", "June"), ("september", "September"), ("desember", "December"))

ADVANCE_TAX_MONTHS: Final = tuple(
    Parameter(
        id=f"advance_tax_month_{place}",
        unit="count",
        nb=f"måned for {place}. termin av forskuddsskatten (15. {nb} i inntektsåret)",
        en=f"month of instalment {place} of advance tax (15 {en} of the income year)",
        values=(DatedValue(datetime.date(_FIRST_YEAR, 1, 1), place * 3, _DATES),),
    )
    for place, (nb, en) in enumerate(_MONTHS, 1)
)

REST_TAX_MONTH: Final = Parameter(
    id="rest_tax_month",
    unit="count",
    nb="måned resten av skatten betales (tilleggsforskudd innen 31. mai året etter)",
    en="month the rest of the tax is paid (additional advance by 31 May of the next year)",
    values=(DatedValue(datetime.date(_FIRST_YEAR, 1, 1), 5, "skattebetalingsloven § 4-7"),),
)

PARAMETERS: Final = (
    GENERAL_INCOME_TAX,
    PERSONAL_ALLOWANCE,
    WAGE_DEDUCTION_RATE,
    WAGE_DEDUCTION_LIMIT,
    NATIONAL_INSURANCE_BUSINESS,
    NATIONAL_INSURANCE_WAGE,
    NATIONAL_INSURANCE_LIMIT,
    NATIONAL_INSURANCE_STEP,
    *BRACKET_TAX,
    *ADVANCE_TAX_MONTHS,
    REST_TAX_MONTH,
)
