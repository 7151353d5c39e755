"""A clock that tells another minute each time, and a case to keep."""

import datetime
from typing import Final

from feasibility.case import Case, case_from_mapping
from tests.model.tiny import tiny

START: Final = datetime.datetime(2026, 11, 29, 8, 0, tzinfo=datetime.UTC)


class Clock:
    """Tells the time it is set to, a minute later each time it is asked."""

    def __init__(self) -> None:
        self.asked = 0

    def __call__(self) -> datetime.datetime:
        self.asked += 1
        return START + datetime.timedelta(minutes=self.asked - 1)


def kept_case(units: int = 10, name: str = "Liten sak") -> Case:
    """A small case with a number to change."""
    return case_from_mapping(tiny({"products.desk.units": units, "name": name}))
