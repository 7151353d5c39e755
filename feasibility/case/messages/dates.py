"""A date where the number of a month is wanted, answered with that number."""

import re
from collections.abc import Mapping

from feasibility.case.form.navigation import at
from feasibility.case.form.shape import Field
from feasibility.language import Label

_YEAR_FIRST = re.compile(r"(?P<year>[12][0-9]{3})-(?P<month>0?[1-9]|1[0-2])(-[0-9]{1,2})?")
_YEAR_LAST = re.compile(r"([0-9]{1,2}\.)?(?P<month>0?[1-9]|1[0-2])\.(?P<year>[12][0-9]{3})")


def month_mend(value: object, field: Field, stated: object) -> Label | None:
    """Return the mend of a date written where ``field`` takes a month's number; None for all else.

    ``stated`` is the whole case as stated: months are counted from its first, or from the lease's.
    """
    month = _months_of(value) if field.unit in ("month", "lease_month") else None
    if month is None:
        return None
    first = _months_of(at(stated, ("start_month",)))
    if first is None:
        return _UNKNOWN
    if field.of_lease:
        lease = at(stated, ("deal", "lease"))
        start = at(lease, ("start_month",))
        if isinstance(start, Mapping):
            start = start.get("value")
        start = 1 if start is None else start
        if at(lease, ("follows_works",)) is not None or not isinstance(start, int):
            return _FROM_LEASE
        first += start - 1
    number = month - first + 1
    begin = f"{first // 12}-{first % 12 + 1:02}"
    who = Label("leiestart", "the lease's start") if field.of_lease else Label("start_month", "start_month")
    if number < 1:
        return Label(
            f"Måneder telles fra {who.nb}, {begin}, og datoen er før den.",
            f"Months are counted from {who.en}, {begin}, and the date is before it.",
        )
    return Label(
        f"Mente du {number}? Måneder telles fra 1 = {begin} ({who.nb}).",
        f"Did you mean {number}? Months are counted from 1 = {begin} ({who.en}).",
    )


def _months_of(value: object) -> int | None:
    """Months from the year 0 to a date; None where the text is none."""
    found = (
        (_YEAR_FIRST.fullmatch(value.strip()) or _YEAR_LAST.fullmatch(value.strip()))
        if isinstance(value, str) and len(value) < 20
        else None
    )
    return None if found is None else int(found["year"]) * 12 + int(found["month"]) - 1


_UNKNOWN = Label(
    "Skriv månedens nummer: 1 er måneden i start_month.",
    "Write the month's number: 1 is the month of start_month.",
)
_FROM_LEASE = Label(
    "Skriv leiemånedens nummer: 1 er leiens første måned.",
    "Write the number of the month of the lease: 1 is its first.",
)
