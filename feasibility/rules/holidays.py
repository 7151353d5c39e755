"""Norwegian public holidays and working days (virkedager).

Sources: lov om helligdager og helligdagsfred § 2, and lov 26. april 1947 nr. 1 (1 and 17 May).
"""

import datetime

_FIXED = ((1, 1), (5, 1), (5, 17), (12, 25), (12, 26))
# From Easter Day: Maundy Thursday, Good Friday, Easter Day and Monday, Ascension Day, Whit Sunday and Monday.
_DAYS_FROM_EASTER = (-3, -2, 0, 1, 39, 49, 50)


def public_holidays(year: int) -> frozenset[datetime.date]:
    """The public holidays (helligdager og høytidsdager) of `year`, Sundays apart."""
    easter = _easter_day(year)
    fixed = {datetime.date(year, month, day) for month, day in _FIXED}
    return frozenset(fixed | {easter + datetime.timedelta(days) for days in _DAYS_FROM_EASTER})


def is_working_day(day: datetime.date) -> bool:
    """Whether `day` is neither a Saturday, a Sunday nor a public holiday."""
    return day.isoweekday() <= 5 and day not in public_holidays(day.year)


def next_working_day(day: datetime.date) -> datetime.date:
    """`day` itself where it is a working day, else the first one after it."""
    while not is_working_day(day):
        day += datetime.timedelta(1)
    return day


def _easter_day(year: int) -> datetime.date:
    """Easter Day in the Gregorian calendar, by the method of Meeus, Jones and Butcher."""
    golden = year % 19
    century, of_century = divmod(year, 100)
    leap_centuries, rest = divmod(century, 4)
    moon_correction = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leap_centuries - moon_correction + 15) % 30
    leap_years, of_leap = divmod(of_century, 4)
    to_sunday = (32 + 2 * rest + 2 * leap_years - epact - of_leap) % 7
    late = (golden + 11 * epact + 22 * to_sunday) // 451
    month, day = divmod(epact + to_sunday - 7 * late + 114, 31)
    return datetime.date(year, month, day + 1)
