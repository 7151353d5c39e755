"""The two-month terms of value added tax (merverdiavgiftsterminer) and when each falls due, docs/model.md §6.

Terms: January–February is term 1, and so on to November–December, term 6. In the model the money moves in the
nominal month, always; only a date that is shown moves on to the next working day.

Sources: skatteforvaltningsforskriften § 8-3-10 (due dates); skattebetalingsloven § 10-30 (paid on the same
day) and § 10-2 (next working day).
"""

import datetime

from feasibility.rules.holidays import next_working_day

# Month and day by term; the last falls in the year after. Term 3 waits until the summer is over.
_DUE = {1: (4, 10), 2: (6, 10), 3: (8, 31), 4: (10, 10), 5: (12, 10), 6: (2, 10)}
_LAST_TERM = 6


def vat_term(calendar_month: int) -> int:
    """The term (1–6) that `calendar_month` (1–12) belongs to. Raises ValueError outside 1–12."""
    if not 1 <= calendar_month <= 12:
        raise ValueError(f"a calendar month is 1 to 12, not {calendar_month}")
    return (calendar_month + 1) // 2


def vat_due_month(year: int, term: int) -> datetime.date:
    """The first day of the month in which VAT of `term` (1–6) in `year` is paid, whatever the weekday.

    Raises ValueError where `term` is not 1 to 6.
    """
    return _nominal_due_date(year, term).replace(day=1)


def vat_due_date(year: int, term: int) -> datetime.date:
    """The day VAT of `term` (1–6) in `year` falls due, moved on to a working day, for showing.

    Term 3 of 2024 is due on 2 September 2024: 31 August was a Saturday. Raises ValueError where `term` is
    not 1 to 6.
    """
    return next_working_day(_nominal_due_date(year, term))


def months_until_vat_is_due(calendar_month: int) -> int:
    """Months from the calendar month of an invoice (1–12) to the one in which its VAT is paid.

    Raises ValueError outside 1–12.
    """
    due_month, _ = _DUE[vat_term(calendar_month)]
    return (due_month - calendar_month) % 12


def _nominal_due_date(year: int, term: int) -> datetime.date:
    if term not in _DUE:
        raise ValueError(f"a VAT term is 1 to 6, not {term}")
    return datetime.date(year + (term == _LAST_TERM), *_DUE[term])
