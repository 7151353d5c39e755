"""A result with numbers of a test's own, for what only reads a few of them."""

import datetime
from types import SimpleNamespace
from typing import Any, cast

from feasibility.engine.calendar import serial
from feasibility.language import Label
from feasibility.model import Result


def fake_result(unit: str = "NOK", **numbers: float | None) -> Result:
    """A result whose scalar lines are `numbers`, all in `unit`; two years from January 2027."""
    lines = {id: SimpleNamespace(id=id, unit=unit) for id in numbers}
    dates = [serial(datetime.date(2027 + m // 12, m % 12 + 1, 1)) for m in range(24)]
    fake: Any = SimpleNamespace(
        number=lambda line: numbers[line if isinstance(line, str) else line.id],
        reason=lambda _: Label("ingen negativ strøm", "no negative flow"),
        values={"calendar.date": dates},
        built=SimpleNamespace(model=SimpleNamespace(lines=lines, find=lines.__getitem__)),
    )
    return cast(Result, fake)
