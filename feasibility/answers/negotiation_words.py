"""The words of a negotiation: its terms, points and conditions, alike in sentences and tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from feasibility.analysis.negotiate.negotiation import Explored
from feasibility.analysis.negotiate.prepared import Condition, Covenant
from feasibility.analysis.negotiate.terms import Dimension
from feasibility.language import LANGUAGES, Label, Language, format_measure, format_number, format_share
from feasibility.language.label import either, listed, lower_first
from feasibility.report.words import count_of_months

CONDITION_WORDS: Final[dict[Condition, Label]] = {
    "landlord_value": Label(
        "gårdeieren kommer dårligere ut enn med alternativet",
        "the landlord is worse off than with the alternative",
    ),
    "landlord_liquidity": Label("gårdeieren mangler penger", "the landlord lacks money"),
    "landlord_covenants": Label("gårdeieren bryter lånevilkår", "the landlord breaks covenants"),
    "operator_value": Label(
        "driveren får ikke dekket avkastningskravet sitt", "the operator does not earn what it asks for"
    ),
    "operator_liquidity": Label("driveren mangler penger", "the operator lacks money"),
    "operator_covenants": Label("driveren bryter lånevilkår", "the operator breaks covenants"),
}


def value_of(dimension: Dimension, value: float, language: Language) -> str:
    """A value of a dimension as people read it."""
    head = dimension.unit.partition("/")[0]
    if dimension.unit == "months":
        return count_of_months(value, language)
    if dimension.unit == "share":
        return format_share(value, language, 1)
    if head == "NOK":
        return format_measure(value, dimension.unit, language, 0)
    return format_measure(value, dimension.unit, language, None if dimension.is_whole else 2)


def pair(found: Explored) -> Label:
    """What is varied: "leiefrie måneder og avslag i leien"."""
    return Label(
        f"{lower_first(found.map.x.label.nb)} og {lower_first(found.map.y.label.nb)}",
        f"{lower_first(found.map.x.label.en)} and {lower_first(found.map.y.label.en)}",
    )


def at_point(found: Explored, x: float, y: float) -> Label:
    """A point as terms: "10 leiefrie måneder og …"."""
    one, other = said_of(found.map.x, x), said_of(found.map.y, y)
    return Label(f"{one.nb} og {other.nb}", f"{one.en} and {other.en}")


def said_of(dimension: Dimension, low: float, high: float | None = None) -> Label:
    """A value, or the values from one to another, with what it is of."""
    return said_of_each(dimension, [(low, low if high is None else high)])


def said_of_each(dimension: Dimension, stretches: Sequence[tuple[float, float]]) -> Label:
    """The values from one to another in each stretch, with what they are of: "0 – 3 eller 8 leiefrie …"."""
    values = values_of_each(dimension, stretches)
    words = _SAID.get(dimension.id)
    if words is None:
        label = dimension.label
        return Label(f"{lower_first(label.nb)} {values.nb}", f"{lower_first(label.en)} {values.en}")
    if dimension.id == "rent_free_months" and list(stretches) == [(1, 1)]:
        words = _ONE_FREE_MONTH
    return Label(words.nb.format(values.nb), words.en.format(values.en))


def values_of_each(dimension: Dimension, stretches: Sequence[tuple[float, float]]) -> Label:
    """The values alone, from one to another in each stretch: "10,0 % – 12,5 % eller 40,0 %"."""
    nb, en = (either([_values(dimension, *ends, of) for ends in stretches], of) for of in LANGUAGES)
    return Label(nb, en)


def _values(dimension: Dimension, low: float, high: float, language: Language) -> str:
    """ "11,9 % – 13,3 %", "36 – 120 måneder", "600 – 1 500 kr per m² og år"."""
    if dimension.id == "rent_free_months":
        first, last = format_number(low, 0, language), format_number(high, 0, language)
    else:
        first, last = value_of(dimension, low, language), value_of(dimension, high, language)
    if first == last:
        return first
    if dimension.unit == "months" or dimension.unit.startswith("NOK"):
        ends = [format_number(end, 0, language) for end in (low, high)]
        return last.replace(ends[1], " – ".join(ends), 1)
    return f"{first} – {last}"


def failing(fails: Iterable[Condition], broken: Iterable[Covenant] = ()) -> Label:
    """The conditions that fail, and which covenants are broken."""
    words = [CONDITION_WORDS[condition] for condition in fails]
    which = [c.label for c in broken]
    nb, en = listed([w.nb for w in words], "nb"), listed([w.en for w in words], "en")
    if which:
        nb += f": {listed(list(dict.fromkeys(lower_first(w.nb) for w in which)), 'nb')}"
        en += f": {listed(list(dict.fromkeys(lower_first(w.en) for w in which)), 'en')}"
    return Label(nb, en)


_ONE_FREE_MONTH: Final = Label("{} leiefri måned", "{} rent-free month")
_SAID: Final = {
    "rent_free_months": Label("{} leiefrie måneder", "{} rent-free months"),
    "percentage_off": Label(
        "{} avslag i leien for resten av leietiden", "{} off the rent for the rest of the lease"
    ),
    "works_share": Label(
        "{} av driverens arbeider betalt av gårdeieren", "{} of the operator's works borne by the landlord"
    ),
    "rent": Label("en leie på {}", "a rent of {}"),
    "turnover_share": Label("en omsetningsleie på {} av omsetningen", "a turnover rent of {} of income"),
    "cash_contribution": Label("et kontantbidrag på {}", "a cash contribution of {}"),
    "term": Label("en leietid på {}", "a lease of {}"),
}
