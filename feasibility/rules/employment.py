"""What employing people costs beside the salary, docs/model.md §5.

Cost per full-time equivalent and year: S·(1 − 25/260)·(1 + h)·(1 + p)·(1 + a), where S is the contractual
salary, h holiday pay, p pension and a the employer's contribution (arbeidsgiveravgift) of the zone.
"""

import datetime
from typing import Final

from feasibility.rules.parameter import DatedValue, Parameter

_LAST_YEAR_VOTED = datetime.date(2026, 12, 31)
_EXTRA_2023 = (
    "Ekstra avgift på 5 % av lønn over 750 000 kr i 2023 er ikke regnet med. / "
    "The extra contribution of 5 % on pay above NOK 750,000 in 2023 is not counted."
)
_EXTRA_2024 = (
    "Ekstra avgift på 5 % av lønn over 850 000 kr i 2024 er ikke regnet med. / "
    "The extra contribution of 5 % on pay above NOK 850,000 in 2024 is not counted."
)
_IVA_FARMING = "Landbruk og fiske har 5,1 %. / Agriculture and fisheries pay 5.1 %."
_WHOLE_GROUP = (
    "Gjelder konsernet samlet, og regnes som bagatellmessig støtte. / "
    "Holds for the whole group of companies, and counts as de minimis support."
)


def _vote(year: int) -> str:
    return f"Stortingets vedtak om avgifter mv. til folketrygden for {year}; folketrygdloven § 23-2"


def _zone(zone: str, rate: float, note: str = "") -> Parameter:
    """The ordinary rate of a zone; Parliament votes it each year, and it has been the same since 2023."""
    years = ((2023, _EXTRA_2023), (2024, _EXTRA_2024), (2025, ""), (2026, ""))
    return Parameter(
        id=f"employer_contribution_{zone.lower()}",
        unit="share",
        nb=f"arbeidsgiveravgift, sone {zone}",
        en=f"employer's contribution, zone {zone}",
        values=tuple(
            DatedValue(datetime.date(year, 1, 1), rate, _vote(year), " ".join(filter(None, (note, extra))))
            for year, extra in years
        ),
        known_to=_LAST_YEAR_VOTED,
        basis=("folketrygdloven § 23-2", "§5"),
    )


EMPLOYER_CONTRIBUTIONS: Final = (
    _zone("I", 0.141),
    _zone("Ia", 0.106),
    _zone("II", 0.106),
    _zone("III", 0.064),
    _zone("IV", 0.051),
    _zone("IVa", 0.079, _IVA_FARMING),
    _zone("V", 0.0),
)

# In zone Ia the rate of 10.6 % is used until what is saved against zone I's rate reaches this sum in the
# year; from then on zone I's rate applies.
ZONE_IA_ALLOWANCE: Final = Parameter(
    id="employer_contribution_ia_allowance",
    unit="NOK/year",
    nb="fribeløp i sone Ia",
    en="allowance in zone Ia",
    values=(
        DatedValue(datetime.date(2023, 1, 1), 500_000, _vote(2023), _WHOLE_GROUP),
        DatedValue(datetime.date(2024, 1, 1), 850_000, _vote(2024), _WHOLE_GROUP),
        DatedValue(datetime.date(2025, 1, 1), 850_000, _vote(2025), _WHOLE_GROUP),
        DatedValue(datetime.date(2026, 1, 1), 850_000, _vote(2026), _WHOLE_GROUP),
    ),
    known_to=_LAST_YEAR_VOTED,
)

HOLIDAY_PAY_STATUTORY: Final = Parameter(
    id="holiday_pay_statutory",
    unit="share",
    nb="feriepenger etter loven",
    en="holiday pay by statute",
    values=(
        DatedValue(
            datetime.date(2009, 1, 1),
            0.102,
            "ferieloven § 10 nr. 2",
            "Tillegget på 2,3 % for ansatte over 60 år er ikke regnet med. / "
            "The further 2.3 % for employees over 60 is not counted.",
        ),
    ),
    known_to=_LAST_YEAR_VOTED,
)

HOLIDAY_PAY_AGREED: Final = Parameter(
    id="holiday_pay_agreed",
    unit="share",
    nb="feriepenger med avtalt femte ferieuke",
    en="holiday pay with the agreed fifth week",
    values=(
        DatedValue(
            datetime.date(2009, 1, 1), 0.12, "ferieloven § 15 og tariffavtalt femte ferieuke (10,2 % + 1,8 %)"
        ),
    ),
    known_to=_LAST_YEAR_VOTED,
)

PENSION_MINIMUM: Final = Parameter(
    id="pension_minimum",
    unit="share",
    nb="obligatorisk tjenestepensjon (OTP), minste innskudd",
    en="mandatory occupational pension, least contribution",
    values=(
        DatedValue(
            datetime.date(2022, 1, 1),
            0.02,
            "lov om obligatorisk tjenestepensjon § 4 (av lønn fra første krone inntil 12 G)",
        ),
    ),
    known_to=_LAST_YEAR_VOTED,
)

HOLIDAY_DAYS: Final = Parameter(
    id="holiday_days",
    unit="days/year",
    nb="feriedager som trekkes i lønn",
    en="days of holiday deducted from pay",
    values=(
        DatedValue(
            datetime.date(1990, 1, 1),
            25,
            "modellens konvensjon: fem uker à fem dager; jf. ferieloven § 5 og § 15",
        ),
    ),
)

WORKING_DAYS: Final = Parameter(
    id="working_days",
    unit="days/year",
    nb="arbeidsdager i året, ferie medregnet",
    en="working days a year, holidays included",
    values=(DatedValue(datetime.date(1990, 1, 1), 260, "modellens konvensjon: 52 uker à fem dager"),),
)

PARAMETERS: Final = (
    *EMPLOYER_CONTRIBUTIONS,
    ZONE_IA_ALLOWANCE,
    HOLIDAY_PAY_STATUTORY,
    HOLIDAY_PAY_AGREED,
    PENSION_MINIMUM,
    HOLIDAY_DAYS,
    WORKING_DAYS,
)
