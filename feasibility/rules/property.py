"""Dokumentavgift: the duty on registering title to real property, docs/model.md §13.11."""

import datetime
from typing import Final

from feasibility.rules.parameter import DatedValue, Parameter

DOCUMENT_DUTY: Final = Parameter(
    id="document_duty",
    unit="share",
    nb="dokumentavgift ved tinglysing av hjemmel til fast eiendom",
    en="document duty on registering title to real property",
    values=(
        DatedValue(
            datetime.date(2019, 1, 1),
            0.025,
            "dokumentavgiftsloven §§ 6 og 7; Stortingets vedtak om dokumentavgift § 1",
        ),
    ),
    known_to=datetime.date(2026, 12, 31),
    basis=("dokumentavgiftsloven § 6", "§13.11"),
)

PARAMETERS: Final = (DOCUMENT_DUTY,)
