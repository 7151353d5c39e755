"""The words of a negotiation: its terms, points and conditions, alike in sentences and tables."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from feasibility.analysis.negotiate.negotiation import Negotiation
from feasibility.analysis.negotiate.prepared import Condition, Covenant
from feasibility.analysis.negotiate.terms import Dimension
from feasibility.language import Label, Language, format_measure, format_number, format_share
from feasibility.language.label import listed, lower_first
from feasibility.report.words import count_of_months

CONDITION_WORDS: Final[dict[Condition, Label]] = {
    "landlord_value": Label(
        "gårdeier kommer dårligere ut enn med alternativet",
        "the landlord is worse off than with the alternative",
    ),
    "landlord_liquidity": Label("gårdeier mangler penger", "the landlord lacks money"),
    "landlord_covenants": Label("gårdeier bryter lånevilkår", "the landlord breaks covenants"),
    "operator_value": Label(
        "driver får ikke dekket kravet sitt", "the operator does not earn what it asks for"
    ),
    "operator_liquidity": Label("driver mangler penger", "the operator lacks money"),
    "operator_covenants": Label("driver bryter lånevilkår", "the operator breaks covenants"),
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


def pair(found: Negotiation) -> Label:
    """What is varied: "leiefrie måneder og avslag i leien"."""
    return Label(
        f"{lower_first(found.map.x.label.nb)} og {lower_first(found.map.y.label.nb)}",
        f"{lower_first(found.map.x.label.en)} and {lower_first(found.map.y.label.en)}",
    )


def at_point(found: Negotiation, x: float, y: float) -> Label:
    """A point as terms: "10 leiefrie måneder og …"."""
    one, other = said_of(found.map.x, x), said_of(found.map.y, y)
    return Label(f"{one.nb} og {other.nb}", f"{one.en} and {other.en}")


def said_of(dimension: Dimension, low: float, high: float | None = None) -> Label:
    """A value, or the values from one to another, with what it is of."""
    nb, en = (_values(dimension, low, low if high is None else high, of) for of in ("nb", "en"))
    words = _SAID.get(dimension.id)
    if words is None:
        return Label(f"{lower_first(dimension.label.nb)} {nb}", f"{lower_first(dimension.label.en)} {en}")
    return Label(words.nb.format(nb), words.en.format(en))


def _values(dimension: Dimension, low: float, high: float, language: Language) -> str:
    if dimension.id == "rent_free_months":
        first, last = format_number(low, 0, language), format_number(high, 0, language)
    else:
        first, last = value_of(dimension, low, language), value_of(dimension, high, language)
    return first if first == last else f"{first} – {last}"


def failing(fails: Iterable[Condition], broken: Iterable[Covenant] = ()) -> Label:
    """The conditions that fail, and which covenants are broken."""
    words = [CONDITION_WORDS[condition] for condition in fails]
    which = [c.label for c in broken]
    nb, en = listed([w.nb for w in words], "nb"), listed([w.en for w in words], "en")
    if which:
        nb += f": {listed(list(dict.fromkeys(lower_first(w.nb) for w in which)), 'nb')}"
        en += f": {listed(list(dict.fromkeys(lower_first(w.en) for w in which)), 'en')}"
    return Label(nb, en)


_SAID: Final = {
    "rent_free_months": Label("{} leiefrie måneder", "{} rent-free months"),
    "percentage_off": Label(
        "{} avslag i leien for resten av leietiden", "{} off the rent for the rest of the lease"
    ),
    "works_share": Label(
        "{} av drivers arbeider betalt av gårdeier", "{} of the operator's works borne by the landlord"
    ),
    "rent": Label("en leie på {}", "a rent of {}"),
    "turnover_share": Label("en omsetningsleie på {} av omsetningen", "a turnover rent of {} of income"),
    "cash_contribution": Label("et kontantbidrag på {}", "a cash contribution of {}"),
    "term": Label("en leietid på {}", "a lease of {}"),
}
