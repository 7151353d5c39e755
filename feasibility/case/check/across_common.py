"""Checks that several rules share: periods, references to named items, exactly one of several fields."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from feasibility.case.check.finding import Finding, found
from feasibility.case.form.stated import StatedCase
from feasibility.case.messages.problems import shown
from feasibility.case.messages.wording import instead
from feasibility.language import Label


def month_within(case: StatedCase, path: str, month: int | None) -> Iterator[Finding]:
    """A project month lies within the horizon."""
    if month is not None and month > case.horizon_months:
        horizon = case.horizon_months
        wrong = Label(
            f"måned {month} er etter sakens siste måned, {horizon}.",
            f"month {month} is after the case's last month, {horizon}.",
        )
        mend = Label(
            f"Skriv en måned fra 1 til {horizon}, eller øk horizon_months.",
            f"Write a month from 1 to {horizon}, or raise horizon_months.",
        )
        yield found(case, path, month, wrong, mend, "horizon_months")


def in_order(case: StatedCase, path: str, from_month: int, to_month: int | None) -> Iterator[Finding]:
    """A period does not end before it begins; ``path`` is the section that holds the two months."""
    if to_month is not None and to_month < from_month:
        wrong = Label(
            f"perioden slutter i måned {to_month}, før den begynner i måned {from_month}.",
            f"the period ends in month {to_month}, before it begins in month {from_month}.",
        )
        mend = Label(
            f"Skriv en til-måned på {from_month} eller senere, eller en tidligere fra-måned.",
            f"Write a last month of {from_month} or later, or an earlier first month.",
        )
        yield found(case, f"{path}.to_month", to_month, wrong, mend, f"{path}.from_month")


def period(case: StatedCase, path: str, from_month: int, to_month: int | None) -> Iterator[Finding]:
    """A period of project months: in order, and within the horizon."""
    yield from in_order(case, path, from_month, to_month)
    yield from month_within(case, f"{path}.from_month", from_month)
    yield from month_within(case, f"{path}.to_month", to_month)


def no_overlap(case: StatedCase, path: str, periods: Sequence[tuple[int, int]]) -> Iterator[Finding]:
    """The periods (first and last month) of the list at ``path`` do not overlap, in whatever order."""
    last_month, last_place = 0, 0
    for place, (from_month, to_month) in sorted(enumerate(periods), key=lambda entry: entry[1][0]):
        if from_month <= last_month:
            wrong = Label(
                f"perioden begynner i måned {from_month}, men nummer {last_place + 1} i listen varer til og "
                f"med måned {last_month}.",
                f"the period begins in month {from_month}, but number {last_place + 1} in the list lasts to "
                f"month {last_month}.",
            )
            mend = Label(
                f"Perioder kan ikke overlappe: begynn i måned {last_month + 1} eller senere.",
                f"Periods cannot overlap: begin in month {last_month + 1} or later.",
            )
            yield found(case, f"{path}.{place}.from_month", from_month, wrong, mend, path)
        if to_month > last_month:
            last_month, last_place = to_month, place


def reference(
    case: StatedCase, path: str, item_id: str | None, section: str, items: Mapping[str, object]
) -> Iterator[Finding]:
    """An id that a field refers to exists in ``section``."""
    if item_id is not None and item_id not in items:
        wrong = Label(f"«{item_id}» finnes ikke i {section}.", f'"{item_id}" does not exist in {section}.')
        hint = instead(item_id, items)
        mend = Label(
            f"{hint.nb} Eller legg til {section}.{item_id}.", f"{hint.en} Or add {section}.{item_id}."
        )
        yield found(case, path, item_id, wrong, mend, f"{section}.{item_id}")


def exactly_one(case: StatedCase, path: str, stated: object, names: Iterable[str]) -> Iterator[Finding]:
    """Exactly one of the optional fields ``names`` of ``stated`` is given."""
    fields = tuple(names)
    given = [name for name in fields if getattr(stated, name) is not None]
    if len(given) == 1:
        return
    listed = ", ".join(fields)
    if given:
        wrong = Label(
            f"{' og '.join(given)} er oppgitt samtidig.", f"{' and '.join(given)} are stated together."
        )
        mend = Label(f"Behold nøyaktig én av {listed}.", f"Keep exactly one of {listed}.")
    else:
        wrong = Label(f"ingen av {listed} er oppgitt.", f"none of {listed} is stated.")
        mend = Label(f"Legg til nøyaktig én av {listed}.", f"Add exactly one of {listed}.")
    value = {name: getattr(stated, name) for name in given} or None
    yield found(case, path, value, wrong, mend, *(f"{path}.{name}" for name in fields))


def not_given(
    case: StatedCase, path: str, stated: object, names: Iterable[str], why: Label
) -> Iterator[Finding]:
    """None of the optional fields ``names`` is given; ``why`` says which kinds have none."""
    for name in names:
        value = getattr(stated, name)
        if value is not None and value != 0:
            wrong = Label(
                f"{shown(value)} kan ikke oppgis her: {why.nb}", f"{shown(value)} cannot stand here: {why.en}"
            )
            mend = Label("Fjern linjen.", "Remove the line.")
            yield found(case, f"{path}.{name}", value, wrong, mend, f"{path}.kind")


def rate_from(
    case: StatedCase, path: str, rate: float | Mapping[int, float], year: int, *reads: str
) -> Iterator[Finding]:
    """A rate by year begins no later than the first year that needs it."""
    if isinstance(rate, Mapping) and min(rate) > year:
        first = min(rate)
        wrong = Label(
            f"første år er {first}, men satsen trengs fra {year}.",
            f"the first year is {first}, but the rate is needed from {year}.",
        )
        mend = Label(
            f"Legg til en sats for {year} eller tidligere, for eksempel {year}: {shown(rate[first])}.",
            f"Add a rate for {year} or earlier, for example {year}: {shown(rate[first])}.",
        )
        yield found(case, path, dict(rate), wrong, mend, "start_month", *reads)
