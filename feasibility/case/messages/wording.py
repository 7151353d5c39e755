"""How a field's limits, and the mend of a wrong value, are put in words in both languages."""

import difflib
from collections.abc import Iterable

from feasibility.case.form.actual import MONTH_PATTERN
from feasibility.case.form.answered import DATE_PATTERN
from feasibility.case.form.fields import largest
from feasibility.case.form.shape import Entries, Field, Items, Leaf, Overrides, Rate, Section, Shape, Variants
from feasibility.case.messages.problems import shown
from feasibility.language import Label, Language, NotANumber, format_unit, parse_number, two_ways

_UNWORDED_UNITS = ("", "month", "count")
"""Units that would say nothing more than the field's own label."""
_MONTHS = 12


def figure(value: float) -> str:
    """Return a number as it is written in the file: a point for decimals, no separators."""
    return shown(float(value))


def allowed(shape: Shape, unit: str = "") -> Label:
    """Return what may stand in a field of this shape, as a noun phrase ("et tall fra 0 til 1 (andel)")."""
    match shape:
        case Leaf(choices=choices) if choices:
            listed = ", ".join(choices)
            if len(choices) == 1:
                return Label(listed, listed)
            return Label(f"én av {listed}", f"one of {listed}")
        case Leaf(kind="flag"):
            return Label("true (ja) eller false (nei)", "true or false")
        case Leaf(kind="text"):
            return _allowed_text(shape, unit)
        case Leaf():
            return _allowed_number(shape, unit)
        case Rate(each=each):
            one = _allowed_number(each, unit)
            return Label(
                f"{one.nb}, eller ett tall for hvert år, slik: {{2027: 0.02, 2028: 0.025}}",
                f"{one.en}, or one number for each year, like this: {{2027: 0.02, 2028: 0.025}}",
            )
        case Entries():
            return _allowed_list(shape)
        case Items():
            return Label(
                "navngitte poster, hver på sin linje under feltet, slik: min_post: {…}",
                "named items, each on its line below the field, like this: my_item: {…}",
            )
        case Variants(key=key, sections=sections):
            listed = ", ".join(sections)
            return Label(
                f"felter på egne linjer under, først {key}: én av {listed}",
                f"fields on lines of their own below, first {key}: one of {listed}",
            )
        case Section():
            names = ", ".join(shape.fields)
            return Label(f"felter på egne linjer under: {names}", f"fields on their own lines below: {names}")
        case Overrides():
            return Label(
                "endringer skrevet som sti: verdi, slik: deal.lease.term_months: 60",
                "changes written as path: value, like this: deal.lease.term_months: 60",
            )


def _allowed_text(leaf: Leaf, unit: str) -> Label:
    if unit == "date":
        return Label(
            "en måned som ÅÅÅÅ-MM, fra 2023-01 til 2060-12", "a month as YYYY-MM, from 2023-01 to 2060-12"
        )
    if leaf.pattern == MONTH_PATTERN:
        return Label("en måned som ÅÅÅÅ-MM", "a month as YYYY-MM")
    if leaf.pattern == DATE_PATTERN:
        return Label("en dato som ÅÅÅÅ-MM-DD", "a date as YYYY-MM-DD")
    if leaf.pattern is not None:
        return ALLOWED_ID
    longest = leaf.longest or 1000
    if leaf.shortest:
        return Label(f"tekst på 1 til {longest} tegn", f"text of 1 to {longest} characters")
    return Label(f"tekst på høyst {longest} tegn", f"text of at most {longest} characters")


ALLOWED_ID = Label(
    "et kort navn med små bokstaver a–z, tall og _, som begynner med en bokstav (høyst 40 tegn)",
    "a short name of small letters a–z, digits and _, beginning with a letter (at most 40 characters)",
)


def _allowed_number(leaf: Leaf, unit: str) -> Label:
    noun = Label("et helt tall", "a whole number") if leaf.kind == "whole" else Label("et tall", "a number")
    limits = _span(leaf, unit)
    span_nb, span_en = (limits.nb, limits.en) if limits else ("", "")
    if unit in _UNWORDED_UNITS:
        return Label(noun.nb + span_nb, noun.en + span_en)
    return Label(
        f"{noun.nb}{span_nb} ({format_unit(unit, 'nb')})", f"{noun.en}{span_en} ({format_unit(unit, 'en')})"
    )


def has_only_the_largest(leaf: Leaf, unit: str) -> bool:
    """True where the upper limit is no more than the unit's, which nobody needs to be told beforehand."""
    return leaf.maximum is None or (leaf.maximum == largest(unit) and unit != "months")


def _span(leaf: Leaf, unit: str) -> Label | None:
    if leaf.minimum is None:
        return None
    low = figure(leaf.minimum)
    if leaf.maximum is None or has_only_the_largest(leaf, unit):
        inclusive = Label(f" på minst {low}", f" of at least {low}")
        return inclusive if leaf.minimum_included else Label(f" over {low}", f" above {low}")
    high = figure(leaf.maximum)
    if not leaf.minimum_included:
        return Label(f" over {low} og høyst {high}", f" above {low} and at most {high}")
    if not leaf.maximum_included:
        return Label(f" fra {low} til under {high}", f" from {low} to below {high}")
    return Label(f" fra {low} til {high}", f" from {low} to {high}")


def _allowed_list(shape: Entries) -> Label:
    if shape.shortest is not None and shape.shortest == shape.longest:
        number = shape.shortest
        if number != _MONTHS:
            return Label(f"en liste med nøyaktig {number} poster", f"a list of exactly {number} items")
        return Label(
            f"en liste med nøyaktig {number} tall, januar til desember",
            f"a list of exactly {number} numbers, January to December",
        )
    if shape.shortest:
        return Label(
            "en liste med minst én post (hver begynner med «- »)",
            'a list of at least one item (each begins with "- ")',
        )
    return Label("en liste (hver post begynner med «- »)", 'a list (each item begins with "- ")')


def example(field: Field) -> str:
    """Return a value that could stand in the field, for "write this line" mends."""
    match field.shape:
        case Leaf(choices=choices) if choices:
            return choices[0]
        case Leaf(kind="flag"):
            return "true"
        case Leaf(kind="text"):
            return "2026-01" if field.unit == "date" else "…"
        case Entries():
            return "[…]"
        case Leaf() | Rate():
            return "…"
        case _:
            return "{…}"


_LONGEST_NAME = 100
"""Names longer than this are not compared with the valid ones: no slip of the finger is that long."""


def nearest(name: object, valid: Iterable[str]) -> str | None:
    """Return the valid name nearest to ``name``, or None where none is near."""
    if not isinstance(name, str) or len(name) > _LONGEST_NAME:
        return None
    close = difflib.get_close_matches(name.lower(), list(valid), n=1, cutoff=0.6)
    return close[0] if close else None


def count_of_months(number: int) -> Label:
    """ "1 måned", "12 måneder", as a number in the file is written."""
    return Label(
        f"{number} måned{'' if number == 1 else 'er'}", f"{number} month{'' if number == 1 else 's'}"
    )


def instead(name: object, valid: Iterable[str]) -> Label:
    """Return "did you mean ...? Valid here: ..." for an unknown name."""
    names = list(valid)
    close = nearest(name, names)
    nb, en = (f"Mente du «{close}»? ", f'Did you mean "{close}"? ') if close else ("", "")
    if not names:
        return Label(f"{nb}Ingen er oppgitt.", f"{en}None is stated.")
    listed = ", ".join(names)
    return Label(f"{nb}Gyldige her: {listed}.", f"{en}Valid here: {listed}.")


def number_mend(value: object, leaf: Leaf, unit: str) -> Label | None:
    """Return the mend of a wrong number where it can be guessed: percent, Norwegian form."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return _percent_mend(float(value), leaf, unit) if abs(value) < 1e15 else None
    if isinstance(value, str):
        return _text_mend(value, leaf, unit)
    return None


def _percent_mend(value: float, leaf: Leaf, unit: str) -> Label | None:
    if leaf.kind == "whole" and not value.is_integer():
        return Label("Skriv uten desimaler.", "Write it without decimals.")
    if leaf.kind == "whole" and leaf.fits(value):
        text = figure(value)
        return Label(f"Skriv {text} uten desimaltegn.", f"Write {text} without a decimal point.")
    if not unit.startswith("share") or not leaf.too_large(value) or leaf.maximum is None:
        return None
    hundredth = round(value / 100, 12)
    # 1.2 of a yearly rate is surely a percent; 1.2 of an occupancy may be anything.
    if leaf.fits(hundredth) and (value >= 2 or unit == "share/year"):
        meant, written = figure(hundredth), figure(value)
        return Label(
            f"Mente du {meant}? En andel skrives {meant}, ikke {written}.",
            f"Did you mean {meant}? A share is written {meant}, not {written}.",
        )
    return Label("En andel skrives 0.25, ikke 25.", "A share is written 0.25, not 25.")


def _text_mend(value: str, leaf: Leaf, unit: str) -> Label | None:
    try:
        number = parse_number(value, "nb")
    except NotANumber:
        return Label(
            "Skriv bare tallet, uten enhet, med punktum som desimaltegn.",
            "Write the number only, without unit, with a point as decimal mark.",
        )
    if two_ways(value, "en") is not None:
        return either_way(value)
    if unit.startswith("share") and not leaf.fits(number) and leaf.fits(number / 100):
        number = round(number / 100, 12)
    text = figure(number)
    return Label(
        f"Skriv {text} (uten anførselstegn, enhet og mellomrom; punktum som desimaltegn).",
        f"Write {text} (no quotation marks, unit or spaces; a point as decimal mark).",
    )


def either_way(text: str, norwegian: Language = "en") -> Label:
    """ "1.250" is 1,250 to some and 1.25 to others: neither is guessed, and both are said how to write.

    ``norwegian``: "en" where the Norwegian words too must show a decimal point, as in a file.
    """
    nb, en = two_ways(text, norwegian), two_ways(text, "en")
    assert nb is not None
    assert en is not None
    return Label(
        f"«{text}» kan leses som {nb[0]} eller som {nb[1]}. Skriv {nb[0]} eller {nb[1]}.",
        f'"{text}" can be read as {en[0]} or as {en[1]}. Write {en[0]} or {en[1]}.',
    )
