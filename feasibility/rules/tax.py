"""Company tax (selskapsskatt), declining balances (saldoavskrivning) and when tax is paid, docs/model.md §8.

Parliament votes the rate of tax for one year at a time, so it is known to the end of the last year voted.
"""

import datetime
from typing import Final

from feasibility.rules.parameter import DatedValue, Parameter

_LAST_YEAR_VOTED = datetime.date(2026, 12, 31)

COMPANY_TAX: Final = Parameter(
    id="company_tax",
    unit="share",
    nb="selskapsskatt, alminnelig inntekt",
    en="company tax, ordinary income",
    values=(
        DatedValue(
            datetime.date(2019, 1, 1), 0.22, "Stortingets skattevedtak § 3-3; skatteloven § 5-1 og § 6-1"
        ),
    ),
    known_to=_LAST_YEAR_VOTED,
    basis=("Stortingets skattevedtak § 3-3", "§8"),
)


def _group(group: str, rate: float, nb: str, en: str, since: int, uncertain: str = "") -> Parameter:
    return Parameter(
        id=f"depreciation_{group}",
        unit="share",
        nb=f"saldoavskrivning, gruppe {group} ({nb})",
        en=f"declining balance, group {group} ({en})",
        values=(
            DatedValue(
                datetime.date(since, 1, 1),
                rate,
                f"skatteloven § 14-41 første ledd {group}, § 14-43 første ledd {group}",
                uncertain,
            ),
        ),
        known_to=_LAST_YEAR_VOTED,
        basis=("sktl § 14-43", "§8"),
    )


DEPRECIATION_GROUPS: Final = (
    _group("a", 0.30, "kontormaskiner", "office machines", 2009),
    _group("b", 0.20, "ervervet forretningsverdi", "goodwill that is bought", 2009),
    _group(
        "c", 0.24, "varebiler, lastebiler og busser", "vans, lorries and buses", 2017, "rate not looked up"
    ),
    _group("d", 0.20, "maskiner, inventar og innredning", "machinery, furniture and fittings", 2009),
    _group(
        "h",
        0.04,
        "bygg, anlegg, hoteller og losjihus",
        "buildings, plant, hotels and lodging houses",
        2009,
        "Bygg med enkel konstruksjon har 10 %. / Buildings of simple construction have 10 %.",
    ),
    _group("i", 0.02, "forretningsbygg", "business buildings", 2009),
    _group("j", 0.10, "fast teknisk installasjon i bygg", "fixed technical installations", 2009),
)

GAIN_ACCOUNT: Final = Parameter(
    id="gain_account",
    unit="share",
    nb="gevinst- og tapskonto, andel av saldoen i året",
    en="gain and loss account, share of its balance a year",
    values=(DatedValue(datetime.date(2009, 1, 1), 0.20, "skatteloven § 14-45 fjerde ledd"),),
    known_to=_LAST_YEAR_VOTED,
    basis=("sktl § 14-45", "§8"),
)

TAX_FIRST_PAYMENT_MONTH: Final = Parameter(
    id="tax_first_payment_month",
    unit="count",
    nb="måned første halvdel av skatten betales (15. februar året etter)",
    en="month the first half of tax is paid (15 February of the next year)",
    values=(DatedValue(datetime.date(2009, 1, 1), 2, "skattebetalingsloven § 10-20 første ledd"),),
)

TAX_SECOND_PAYMENT_MONTH: Final = Parameter(
    id="tax_second_payment_month",
    unit="count",
    nb="måned andre halvdel av skatten betales (15. april året etter)",
    en="month the second half of tax is paid (15 April of the next year)",
    values=(DatedValue(datetime.date(2009, 1, 1), 4, "skattebetalingsloven § 10-20 første ledd"),),
)

LEAST_EQUITY_SHARE: Final = Parameter(
    id="least_equity_share",
    unit="share",
    nb="andel av aksjekapitalen som egenkapitalen ikke bør falle under",
    en="share of the share capital that equity should not fall below",
    values=(DatedValue(datetime.date(1999, 1, 1), 0.5, "aksjeloven § 3-5 første ledd"),),
)

PARAMETERS: Final = (
    COMPANY_TAX,
    *DEPRECIATION_GROUPS,
    GAIN_ACCOUNT,
    TAX_FIRST_PAYMENT_MONTH,
    TAX_SECOND_PAYMENT_MONTH,
    LEAST_EQUITY_SHARE,
)
