"""Rates and thresholds of value added tax (merverdiavgift), model rules §6.

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
)

VAT_FOOD: Final = Parameter(
    id="vat_food",
    unit="share",
    nb="merverdiavgift, næringsmidler (mat til å ta med)",
    en="VAT, food (to take away)",
    values=(DatedValue(datetime.date(2012, 1, 1), 0.15, f"{_VOTE} § 3; merverdiavgiftsloven § 5-2"),),
    known_to=_LAST_YEAR_VOTED,
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

PARAMETERS: Final = (
    VAT_STANDARD,
    VAT_FOOD,
    VAT_WATER,
    VAT_LODGING,
    VAT_EXEMPT,
    VAT_REGISTRATION_THRESHOLD,
)
