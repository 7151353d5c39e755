"""Rates and thresholds of value added tax (merverdiavgift), docs/model.md §6.

Parliament votes the rates for one year at a time, so they are known to the end of the last year voted.
"""

import datetime
from typing import Final

from feasibility.rules.parameter import DatedValue, Parameter

_LAST_YEAR_VOTED = datetime.date(2026, 12, 31)
_VOTE = "Stortingets vedtak om merverdiavgift"

VAT_STANDARD: Final = Parameter(
    id="vat_standard",
    unit="share",
    nb="merverdiavgift, alminnelig sats",
    en="VAT, standard rate",
    values=(DatedValue(datetime.date(2005, 1, 1), 0.25, f"{_VOTE} § 2; merverdiavgiftsloven § 5-1"),),
    known_to=_LAST_YEAR_VOTED,
    basis=("mval § 5-1", "§6"),
)

VAT_FOOD: Final = Parameter(
    id="vat_food",
    unit="share",
    nb="merverdiavgift, næringsmidler (mat til å ta med)",
    en="VAT, food (to take away)",
    values=(DatedValue(datetime.date(2012, 1, 1), 0.15, f"{_VOTE} § 3; merverdiavgiftsloven § 5-2"),),
    known_to=_LAST_YEAR_VOTED,
    basis=("mval § 5-2", "§6"),
)

VAT_WATER: Final = Parameter(
    id="vat_water",
    unit="share",
    nb="merverdiavgift, vann og avløp",
    en="VAT, water and sewerage",
    values=(
        DatedValue(datetime.date(2005, 1, 1), 0.25, f"{_VOTE} § 2 (alminnelig sats)"),
        DatedValue(
            datetime.date(2025, 7, 1),
            0.15,
            f"{_VOTE} for 2025; merverdiavgiftsloven kap. 5 (fra 1. juli 2025)",
        ),
    ),
    known_to=_LAST_YEAR_VOTED,
    basis=("mval kap. 5", "§6"),
)

# 12 % since 2018, but 6 % from 1 April 2020 to 30 September 2021. No case begins so early, so the known range
# begins after the exception instead of holding it.
VAT_LODGING: Final = Parameter(
    id="vat_lodging",
    unit="share",
    nb="merverdiavgift, overnatting",
    en="VAT, lodging",
    values=(DatedValue(datetime.date(2021, 10, 1), 0.12, f"{_VOTE} § 4; merverdiavgiftsloven § 5-5"),),
    known_to=_LAST_YEAR_VOTED,
    basis=("mval § 5-5", "§6"),
)

VAT_EXEMPT: Final = Parameter(
    id="vat_exempt",
    unit="share",
    nb="merverdiavgift, unntatt omsetning",
    en="VAT, exempt supply",
    values=(DatedValue(datetime.date(2010, 1, 1), 0.0, "merverdiavgiftsloven kap. 3 (unntak)"),),
)

VAT_REGISTRATION_THRESHOLD: Final = Parameter(
    id="vat_registration_threshold",
    unit="NOK",
    nb="registreringsgrense for merverdiavgift, omsetning i tolv måneder",
    en="VAT registration threshold, turnover in twelve months",
    values=(DatedValue(datetime.date(2010, 1, 1), 50_000, "merverdiavgiftsloven § 2-1 første ledd"),),
    known_to=_LAST_YEAR_VOTED,
)


def _since_2010(
    id: str, unit: str, nb: str, en: str, value: float, source: str, uncertain: str = ""
) -> Parameter:
    dated = DatedValue(datetime.date(2010, 1, 1), value, source, uncertain)
    return Parameter(id=id, unit=unit, nb=nb, en=en, values=(dated,), known_to=_LAST_YEAR_VOTED)


VAT_MINOR_USE: Final = _since_2010(
    "vat_minor_use",
    "share",
    "bagatellgrense for fradrag ved delt bruk",
    "limit of minor use for deduction",
    0.05,
    "merverdiavgiftsloven § 8-2 fjerde ledd",
)

VAT_CAPITAL_BUILDING: Final = _since_2010(
    "vat_capital_building",
    "NOK",
    "kapitalvare, fast eiendom: inngående merverdiavgift fra",
    "capital goods, real property: input VAT from",
    100_000,
    "merverdiavgiftsloven § 9-1 andre ledd bokstav b",
)

VAT_CAPITAL_MACHINE: Final = _since_2010(
    "vat_capital_machine",
    "NOK",
    "kapitalvare, maskiner og inventar: inngående merverdiavgift fra",
    "capital goods, machinery and inventory: input VAT from",
    50_000,
    "merverdiavgiftsloven § 9-1 andre ledd bokstav a",
)

VAT_ADJUSTMENT_YEARS_BUILDING: Final = _since_2010(
    "vat_adjustment_years_building",
    "years",
    "justeringsperiode, fast eiendom",
    "adjustment period, real property",
    10,
    "merverdiavgiftsloven § 9-4 andre ledd",
)

VAT_ADJUSTMENT_YEARS_MACHINE: Final = _since_2010(
    "vat_adjustment_years_machine",
    "years",
    "justeringsperiode, maskiner og inventar",
    "adjustment period, machinery and inventory",
    5,
    "merverdiavgiftsloven § 9-4 første ledd",
)

VAT_ADJUSTMENT_CHANGE: Final = _since_2010(
    "vat_adjustment_change",
    "share",
    "minste endring i bruk som justeres",
    "least change of use that is adjusted",
    0.10,
    "merverdiavgiftsloven § 9-5 første ledd",
)

VAT_LETTING_WINDOW: Final = _since_2010(
    "vat_letting_window",
    "months",
    "frist for utleie etter ferdigstillelse med fullt fradrag",
    "time from completion to letting with full deduction",
    6,
    "merverdiavgiftsforskriften § 8-6-2",
)

VAT_YEARLY_FILING_LIMIT: Final = _since_2010(
    "vat_yearly_filing_limit",
    "NOK",
    "grense for årlig mva.-melding",
    "limit of yearly VAT filing",
    1_000_000,
    "skatteforvaltningsforskriften § 8-3-12",
    "paragraph not looked up",
)

PARAMETERS: Final = (
    VAT_STANDARD,
    VAT_FOOD,
    VAT_WATER,
    VAT_LODGING,
    VAT_EXEMPT,
    VAT_REGISTRATION_THRESHOLD,
    VAT_MINOR_USE,
    VAT_CAPITAL_BUILDING,
    VAT_CAPITAL_MACHINE,
    VAT_ADJUSTMENT_YEARS_BUILDING,
    VAT_ADJUSTMENT_YEARS_MACHINE,
    VAT_ADJUSTMENT_CHANGE,
    VAT_LETTING_WINDOW,
    VAT_YEARLY_FILING_LIMIT,
)
