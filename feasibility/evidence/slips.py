"""Warnings of amounts that look like a slip: a thousand or a decimal point lost, a year's sum by the month.

The limits are wide on purpose (docs/model.md §11): a tenth of the least the field has seen, and ten times the
most. What is nothing is no slip: premises and places are given away.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from feasibility.case import NumberField, numbers
from feasibility.evidence.benchmarks import Benchmark, benchmark
from feasibility.evidence.facts import Facts
from feasibility.evidence.sources import PROJECT
from feasibility.language import Label, Language, format_measure
from feasibility.model.base.result import Caution
from feasibility.record import record

TIMES: Final = 10
"""So many times more than the most seen, or less than the least, is far outside."""
SALARY: Final = (100_000.0, 3_000_000.0)
WORKS_PER_M2: Final = 100_000.0
_OF_KIND: Final[dict[str, tuple[str, ...]]] = {
    "fixed_desk": ("fixed_desk_prestegarden", "fixed_desk_colab"),
    "corporate_place": ("fixed_desk_prestegarden", "fixed_desk_colab"),
    "flex_membership": ("flex_desk_grunderiet", "flex_desk_colab"),
    "day_pass": ("day_pass_prestegarden", "day_pass_colab", "day_pass_blender"),
}


@record
class _Range:
    """What a number may be. seen: figures of the field; none where the limits are the product's own."""

    low: float
    high: float
    seen: tuple[Benchmark, ...] = ()


def looks_like_a_slip(facts: Facts) -> Iterator[Caution]:
    """Prices, rents and salaries far outside what is seen, and works that cost too much for the area."""
    for field in numbers(facts.case):
        limits = _limits(facts, field.path)
        value = 0.0 if limits is None else facts.number(field.path)
        if limits is not None and value != 0 and not limits.low <= value <= limits.high:
            where = Label(_named(field, "nb"), _named(field, "en"))
            yield _caution(where, field.path, value, field.unit, limits)
    area = facts.scalar("building.area")
    works = sum(facts.number(f"works.{id}.amount_nok") for id in facts.case.works)
    if area and works / area > WORKS_PER_M2:
        where = Label("Arbeider i alt per m² av bygget", "Works in all by m² of the building")
        yield _caution(where, "works", works / area, "NOK/m2", _Range(0, WORKS_PER_M2))


def _limits(facts: Facts, path: str) -> _Range | None:
    section, _, rest = path.partition(".")
    if path.endswith("rent_nok_per_m2_year"):
        return _around(("office_hotel_rent",), has_least=False)
    if section == "staff" and path.endswith("salary_nok_per_year"):
        return _Range(*SALARY)
    if section == "products" and path.endswith(("price_nok_per_month", "price_nok_per_use")):
        ids = _OF_KIND.get(facts.case.products[rest.partition(".")[0]].kind)
        return None if ids is None else _around(ids)
    return None


def _around(ids: tuple[str, ...], has_least: bool = True) -> _Range:
    """The range around what is seen. has_least: there is too low a number, other than nothing."""
    seen = tuple(map(benchmark, ids))
    values = [each.value for each in seen]
    return _Range(min(values) / TIMES if has_least else 0, max(values) * TIMES, seen)


def _named(field: NumberField, language: Language) -> str:
    return ": ".join(label.text(language) for label in (*field.trail, Label(field.nb, field.en)))


def _caution(where: Label, path: str, value: float, unit: str, limits: _Range) -> Caution:
    nb, en = (_told(where, path, value, unit, limits, language) for language in ("nb", "en"))
    source = PROJECT
    if limits.seen:
        source = Label(
            "; ".join(dict.fromkeys(each.source.nb for each in limits.seen)),
            "; ".join(dict.fromkeys(each.source.en for each in limits.seen)),
        )
    return Caution(f"looks_like_a_slip.{path}", Label(nb, en), source)


def _told(where: Label, path: str, value: float, unit: str, limits: _Range, language: Language) -> str:
    here = format_measure(value, unit, language)
    low, high = limits.low, limits.high
    if limits.seen:
        values = [each.value for each in limits.seen]
        low, high = min(values), max(values)
    ends = [format_measure(end, unit, language) for end in (low, high)]
    between = Label(f"fra {ends[0]} til {ends[1]}", f"from {ends[0]} to {ends[1]}")
    if low == high:
        between = Label(ends[0], ends[0])
    elif low == 0:
        between = Label(f"høyst {ends[1]}", f"at most {ends[1]}")
    seen = Label("Det som er sett, er", "What has been seen is")
    if not limits.seen:
        seen = Label("Det som ventes, er", "What is expected is")
    slip = Label("ligner en skrivefeil", "looks like a slip")
    return (
        f"{where.text(language)} ({path}), {here}, {slip.text(language)}. "
        f"{seen.text(language)} {between.text(language)}."
    )
