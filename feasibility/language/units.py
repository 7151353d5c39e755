"""Units as people read them: "NOK/m2/year" is "kr per m² og år", "NOK per m² and year".

A unit is one measure, or one measure per others, written "NOK/m2/year". The words are listed below, and a
word that is not listed is an error: a misspelt unit must not reach a screen.

A "share" is 0.25 for 25 %, and "points" what lies between two shares: 0.025 is 2.5 percentage points.

Two words mean different things alone and after a stroke: "month" alone is a project month's number (1 = the
case's first month), "year" alone is a length in years; "calendar_year" is a year as in a date, and
"lease_month" a month's number counted from the lease's first.
"""

from typing import Final

from feasibility.language.label import Label, Language
from feasibility.language.numbers import (
    NO_BREAK_SPACE,
    format_number,
    format_points,
    format_share,
    with_currency,
)
from feasibility.record import record


class UnknownUnit(ValueError):
    """The unit is not one this package has words for; the message lists those it has."""


@record(slots=True)
class _Measure:
    """What a unit begins with: its name, and its words after one and after several."""

    name: Label
    one: Label
    several: Label
    decimals: int = 0
    """Decimals shown unless others are asked for; of a share, those of the percentage."""


def _same(nb: str, en: str, decimals: int = 0) -> _Measure:
    """A measure whose name and words are one."""
    label = Label(nb, en)
    return _Measure(label, label, label, decimals)


def _counted(one: Label, several: Label, decimals: int = 0) -> _Measure:
    return _Measure(several, one, several, decimals)


_MEASURES: Final[dict[str, _Measure]] = {
    "NOK": _same("kr", "NOK"),
    "EUR": _same("euro", "EUR"),
    "m2": _same("m²", "m²", decimals=1),
    "share": _same("andel", "share", decimals=1),
    "points": _counted(
        Label("prosentpoeng", "percentage point"), Label("prosentpoeng", "percentage points"), decimals=1
    ),
    "promille": _same("promille", "per mille", decimals=1),
    "ratio": _same("ganger", "times", decimals=2),
    "index": _same("indeks", "index", decimals=4),
    "count": _same("antall", "number"),
    "own": _same("tallets egen enhet", "the number's own unit", decimals=4),
    "flag": _same("ja = 1, nei = 0", "yes = 1, no = 0"),
    "month": _same("prosjektmåned", "project month"),
    "lease_month": _same("leiemåned", "lease month"),
    "calendar_year": _same("kalenderår", "calendar year"),
    "date": _same("dato", "date"),
    "months": _counted(Label("måned", "month"), Label("måneder", "months"), decimals=1),
    "year": _counted(Label("år", "year"), Label("år", "years"), decimals=1),
    "years": _counted(Label("år", "year"), Label("år", "years"), decimals=1),
    "days": _counted(Label("dag", "day"), Label("dager", "days")),
    "minutes": _counted(Label("minutt", "minute"), Label("minutter", "minutes")),
    "hours": _counted(Label("time", "hour"), Label("timer", "hours"), decimals=1),
    "uses": _counted(Label("gang", "use"), Label("ganger", "uses"), decimals=1),
    "FTE": _same("årsverk", "FTE", decimals=2),
    "people": _counted(Label("person", "person"), Label("personer", "people")),
    "members": _counted(Label("medlem", "member"), Label("medlemmer", "members"), decimals=1),
    "desks": _counted(Label("plass", "desk"), Label("plasser", "desks"), decimals=1),
    "jobs": _counted(Label("arbeidsplass", "job"), Label("arbeidsplasser", "jobs"), decimals=1),
}

_PER: Final[dict[str, Label]] = {
    "month": Label("måned", "month"),
    "year": Label("år", "year"),
    "day": Label("dag", "day"),
    "hour": Label("time", "hour"),
    "m2": Label("m²", "m²"),
    "use": Label("gang", "use"),
    "desk": Label("plass", "desk"),
    "member": Label("medlem", "member"),
    "person": Label("person", "person"),
    "job": Label("arbeidsplass", "job"),
    "FTE": Label("årsverk", "FTE"),
    "EUR": Label("euro", "EUR"),
}

# Prices so small that øre matter: a cup of coffee, an hour, a euro.
_SMALL_PRICES: Final = frozenset({"use", "hour", "EUR"})


def format_unit(unit: str, language: Language) -> str:
    """The unit in words: "kr per plass og måned", "NOK per desk and month". Raises UnknownUnit."""
    measure, per = _parse(unit)
    return " ".join(filter(None, (measure.name.text(language), _per_text(per, language))))


def format_measure(value: float, unit: str, language: Language, decimals: int | None = None) -> str:
    """`value` with its unit: "1 799 kr per måned", "25,0 %", "2,5 % per år", "18 måneder", "måned 7".

    `decimals` as in format_number; left out, it follows the unit: none for amounts (øre are shown of a price
    per use or hour that has them), one for shares (of the percentage), and for the rest at most as many as
    make sense, closing zeros left out.
    Raises UnknownUnit; ValueError for a date, which is not a number, and as format_number does.
    """
    measure, per = _parse(unit)
    per_text = _per_text(per, language)
    head, _, rest = unit.partition("/")
    shown = measure.decimals if decimals is None else decimals
    if head == "NOK":
        if decimals is None and rest in _SMALL_PRICES and not float(value).is_integer():
            shown = 2
        return with_currency(format_number(value, shown, language), per_text, language)
    if head == "share":
        return " ".join(filter(None, (format_share(value, language, shown), per_text)))
    if head == "points":
        return format_points(value, language, decimals)
    if head == "date":
        raise ValueError("a date is written by format_date")
    if head == "month":
        return f"{'måned' if language == 'nb' else 'month'}{NO_BREAK_SPACE}{_plain(value)}"
    if head == "lease_month":
        return f"{measure.name.text(language)}{NO_BREAK_SPACE}{_plain(value)}"
    if head == "calendar_year":
        return _plain(value)
    if head == "flag":
        return Label("ja", "yes").text(language) if value else Label("nei", "no").text(language)
    number = format_number(value, shown, language)
    if decimals is None and shown > 0 and head not in ("ratio", "index"):
        number = number.rstrip("0").rstrip(",.")
    if head in ("count", "index"):
        return " ".join(filter(None, (number, per_text)))
    words = (measure.one if number == "1" else measure.several).text(language)
    return " ".join(filter(None, (f"{number}{NO_BREAK_SPACE}{words}", per_text)))


def format_any(value: float, unit: str, language: Language) -> str:
    """`value` with its unit as format_measure writes it; a month, a date or a broken year as a plain number.

    Of what is worked out (a mean, a value between two), which need not be one that the unit has words for.
    """
    head = unit.partition("/")[0]
    if head in ("month", "lease_month", "date") or (
        head == "calendar_year" and not float(value).is_integer()
    ):
        return format_number(value, 0, language)
    return format_measure(value, unit, language)


def format_stated(value: float, unit: str, language: Language) -> str:
    """A number as people state it: what it is counted in, without per what, with the decimals it needs.

    "1 200 kr" of "NOK/m2/year", "12,5 %", "måned 7", "18 måneder". Raises as format_measure does.
    """
    head = unit.partition("/")[0]
    if head in ("share", "points"):
        points = round(value * 100, 6)
        decimals = next((d for d in (0, 1, 2) if round(points, d) == points), 2)
        return format_measure(value, head, language, decimals)
    if head in ("month", "lease_month", "calendar_year", "flag", "index"):
        if float(value).is_integer() and head != "index":
            return format_measure(value, head, language)
        return format_number(value, 1, language)
    if head in ("NOK", "EUR"):
        return format_measure(value, head, language, 0 if abs(value) >= 100 else 2)
    return format_measure(value, head, language, None if float(value).is_integer() else 2)


def _plain(value: float) -> str:
    """A whole number that names something (a year, a month), so without separators."""
    if not float(value).is_integer():
        raise ValueError(f"{value!r} is not a whole number")
    return str(int(value))


def _parse(unit: str) -> tuple[_Measure, tuple[Label, ...]]:
    head, *rest = unit.split("/")
    if head not in _MEASURES or not all(word in _PER for word in rest):
        raise UnknownUnit(
            f"Ukjent enhet / unknown unit '{unit}': "
            f"{', '.join(_MEASURES)}, each alone or followed by {', '.join('/' + word for word in _PER)}"
        )
    return _MEASURES[head], tuple(_PER[word] for word in rest)


def _per_text(per: tuple[Label, ...], language: Language) -> str:
    """ "per m² og år" / "per m² and year"; empty where there is nothing to divide by."""
    if not per:
        return ""
    joint = " og " if language == "nb" else " and "
    return "per " + joint.join(word.text(language) for word in per)
