"""A lease's reductions (leiereduksjoner) as three numbers a reader can change, and back to the case's list.

The three are the first rent-free period's months, the first percentage off, and the months it lasts. When a
period grows or shrinks, those after it move with it, so that the others keep their length. All months are
lease months, 1 = the month the lease starts.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from feasibility.case import Case, PercentageOff, Reduction, RentFree, SourceNote

FREE_MONTHS: Final = "reductions.rent_free_months"
OFF_SHARE: Final = "reductions.off_share"
OFF_MONTHS: Final = "reductions.off_months"
KEYS: Final = (FREE_MONTHS, OFF_SHARE, OFF_MONTHS)
"""What the three numbers are called among those that can be changed; no path of a case begins like this."""

PATH: Final = "deal.lease.reductions"
_USUAL_MONTHS: Final = 12
"""Months a percentage is given for where the lease has none yet and only the percentage is typed."""

Period = dict[str, Any]


@dataclass(frozen=True)
class Summary:
    """The reductions as three numbers, and where each of them stands in the case (None: nowhere yet)."""

    free_months: int
    off_share: float
    off_months: int
    free_at: int | None
    off_at: int | None

    def path(self, key: str) -> str | None:
        """The path in the case that tells where one of the numbers comes from."""
        place = self.free_at if key == FREE_MONTHS else self.off_at
        return None if place is None else f"{PATH}.{place}.{'share' if key == OFF_SHARE else 'to_month'}"


def has_reductions(case: Case) -> bool:
    """Whether the deal is a lease, so that rent can be reduced."""
    return case.lease is not None


def reductions_of(case: Case) -> tuple[Reduction, ...]:
    """The lease's reductions in the case's order; none without a lease."""
    return () if case.lease is None else case.lease.reductions


def summary(case: Case) -> Summary:
    """The three numbers of a case with a lease."""
    listed = reductions_of(case)
    free = next((i for i, r in enumerate(listed) if isinstance(r, RentFree)), None)
    off = next((i for i, r in enumerate(listed) if isinstance(r, PercentageOff)), None)
    item = None if off is None else listed[off]
    return Summary(
        free_months=0 if free is None else _length(listed[free].from_month, listed[free].to_month),
        off_share=item.share if isinstance(item, PercentageOff) else 0.0,
        off_months=_usual_months(case) if item is None else _length(item.from_month, item.to_month),
        free_at=free,
        off_at=off,
    )


def changes(case: Case, numbers: Mapping[str, float]) -> dict[str, object]:
    """Changes of the case, by path, that give its reductions the numbers stated under `KEYS`.

    Where each period stays, only its own numbers are changed, and their source notes fall away alone;
    otherwise the whole list is replaced. Empty where none of the three is stated or the case has no lease.
    """
    if not has_reductions(case) or not any(key in numbers for key in KEYS):
        return {}
    before = summary(case)
    periods = [dict(r.model_dump()) for r in reductions_of(case)]
    kept = [dict(p) for p in periods]
    free, off = _at(periods, before.free_at), _at(periods, before.off_at)
    if FREE_MONTHS in numbers:
        free = _set_free(periods, free, int(numbers[FREE_MONTHS]))
    if OFF_SHARE in numbers or OFF_MONTHS in numbers:
        share = numbers.get(OFF_SHARE, before.off_share)
        _set_off(periods, off, free, share, int(numbers.get(OFF_MONTHS, before.off_months)))
    return _difference(kept, [p for p in periods if p["to_month"] >= p["from_month"]])


def note(case: Case, key: str) -> SourceNote | None:
    """The case's note on where one of the three numbers comes from."""
    path = summary(case).path(key) if has_reductions(case) else None
    return None if path is None else case.sources.get(path)


def _set_free(periods: list[Period], free: Period | None, months: int) -> Period:
    if free is None:
        free = {"kind": "rent_free", "from_month": 1, "to_month": 0}
        periods.insert(0, free)
    _set_length(periods, free, months)
    return free


def _set_off(
    periods: list[Period], off: Period | None, free: Period | None, share: float, months: int
) -> None:
    if off is None:
        if share <= 0:
            return
        start = 1 if free is None else free["to_month"] + 1
        off = {"kind": "percentage", "from_month": start, "to_month": start - 1, "share": share}
        periods.insert(0 if free is None else periods.index(free) + 1, off)
    off["share"] = share
    _set_length(periods, off, months)


def _set_length(periods: Sequence[Period], changed: Period, months: int) -> None:
    """Give a period its number of months; every later one moves by the difference."""
    longer = months - _length(changed["from_month"], changed["to_month"])
    start = changed["from_month"]
    for period in periods:
        if period is not changed and period["from_month"] >= start:
            period["from_month"] += longer
            period["to_month"] += longer
    changed["to_month"] += longer


def _difference(before: Sequence[Period], after: Sequence[Period]) -> dict[str, object]:
    if [p["kind"] for p in before] != [p["kind"] for p in after]:
        return {PATH: list(after)}
    return {
        f"{PATH}.{place}.{name}": new[name]
        for place, (old, new) in enumerate(zip(before, after, strict=True))
        for name in new
        if new[name] != old[name]
    }


def _at(periods: Sequence[Period], place: int | None) -> Period | None:
    return None if place is None else periods[place]


def _length(first: int, last: int) -> int:
    return last - first + 1


def _usual_months(case: Case) -> int:
    assert case.lease is not None
    return min(_USUAL_MONTHS, case.lease.term_months)
