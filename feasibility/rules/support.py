"""Limits on public support (offentlig støtte), docs/model.md §5: a warning near the de minimis limit."""

import datetime
from typing import Final

from feasibility.rules.parameter import DatedValue, Parameter

_REGULATION = "forordning (EU) 2023/2831 art. 3 nr. 2 (bagatellmessig støtte)"
_REGULATION_ENDS = datetime.date(2030, 12, 31)

DE_MINIMIS_LIMIT: Final = Parameter(
    id="de_minimis_limit",
    unit="EUR",
    nb="grense for bagatellmessig støtte til ett foretak",
    en="de minimis limit for one undertaking",
    values=(
        DatedValue(
            datetime.date(2024, 1, 1),
            300_000,
            _REGULATION,
            "Forordningen ble tatt inn i EØS-avtalen først i løpet av 2024; støtte gitt før det må vurderes "
            "for seg. / The regulation entered the EEA Agreement only during 2024; support granted before "
            "that needs its own assessment.",
        ),
    ),
    known_to=_REGULATION_ENDS,
)

DE_MINIMIS_YEARS: Final = Parameter(
    id="de_minimis_years",
    unit="years",
    nb="år som bagatellmessig støtte regnes sammen over",
    en="years over which de minimis support is added up",
    values=(DatedValue(datetime.date(2024, 1, 1), 3, _REGULATION),),
    known_to=_REGULATION_ENDS,
)

NOK_PER_EUR: Final = Parameter(
    id="nok_per_eur",
    unit="NOK/EUR",
    nb="kroner per euro, brukt på grensen for bagatellmessig støtte",
    en="NOK per EUR, used for the de minimis limit",
    values=(
        DatedValue(
            datetime.date(2024, 1, 1),
            11.5,
            "forutsetning i modellen, ikke en offisiell kurs",
            "Kursen på tildelingsdagen avgjør. / The rate on the day of the grant decides.",
        ),
    ),
)

PARAMETERS: Final = (DE_MINIMIS_LIMIT, DE_MINIMIS_YEARS, NOK_PER_EUR)
