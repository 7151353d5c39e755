"""Declaring fields: one line states a field's unit, labels, default and limits.

Every number in a case is declared with :func:`quantity` (or the short forms :func:`share_of`,
:func:`month_of` and :func:`rate_by_year`), so that the workbook, the app and the error messages read
unit, label and limits from one place.
"""

from collections.abc import Mapping
from typing import Annotated, Any, NoReturn, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    Strict,
    StringConstraints,
    Tag,
)
from pydantic_core import PydanticCustomError

ID_PATTERN = r"^[a-z][a-z0-9_]{0,39}$"
"""What the user's own names (keys of spaces, products, costs ...) look like."""

K = TypeVar("K")
V = TypeVar("V")
T = TypeVar("T")

REQUIRED: Any = ...
"""Default of a field that the user must state."""


class FrozenDict(dict[K, V]):
    """A dict that cannot be changed after it is made; hashable when its values are."""

    def _refuse(self, *_args: object, **_keywords: object) -> NoReturn:
        raise TypeError("a case is frozen; use Case.changed() to get a changed copy")

    __setitem__ = _refuse
    __delitem__ = _refuse
    __ior__ = _refuse
    clear = _refuse
    pop = _refuse
    popitem = _refuse
    setdefault = _refuse
    update = _refuse

    def __hash__(self) -> int:  # type: ignore[override]
        return hash(frozenset(self.items()))

    def __reduce__(self) -> tuple[type["FrozenDict[K, V]"], tuple[dict[K, V]]]:
        return FrozenDict, (dict(self),)


def frozen(value: object) -> Any:
    """Return ``value`` with every list as a tuple and every mapping as a :class:`FrozenDict`."""
    if isinstance(value, Mapping):
        return FrozenDict({key: frozen(item) for key, item in value.items()})
    if isinstance(value, list | tuple):
        return tuple(frozen(item) for item in value)
    return value


class CaseModel(BaseModel):
    """Base of every part of a case: frozen, and unknown fields are refused."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", allow_inf_nan=False, defer_build=True, protected_namespaces=()
    )


Number = Annotated[float, Strict()]
"""A finite number; whole numbers are accepted, text and true/false are not."""
Whole = Annotated[int, Strict()]
"""A whole number; 3.0, text and true/false are not accepted."""
Flag = Annotated[bool, Strict()]
Text = Annotated[str, Strict()]
Name = Annotated[str, Strict(), StringConstraints(strip_whitespace=True)]
"""What the user calls something: one of nothing but spaces is none."""
Id = Annotated[str, Strict(), Field(pattern=ID_PATTERN)]
MOST_ITEMS = 500
"""How many items a list or a set of named items holds at most: every one of them has lines of its own."""
Named = Annotated[Mapping[Id, T], Field(max_length=MOST_ITEMS), AfterValidator(FrozenDict)]
"""Named items: a frozen mapping from the user's id to the item, in the file's order."""
Listed = Annotated[tuple[T, ...], Field(max_length=MOST_ITEMS)]
"""A list of items."""


def _year_keys(value: object) -> object:
    """Turn year keys written as text (JSON has no other keys) into whole numbers."""
    if not isinstance(value, Mapping):
        return value
    if not value:
        raise PydanticCustomError("empty_years", "no year given")
    return {
        int(key) if isinstance(key, str) and key.isdecimal() else key: item for key, item in value.items()
    }


def _rate_form(value: object) -> str:
    return "years" if isinstance(value, Mapping) else "number"


_Year = Annotated[int, Strict(), Field(ge=2000, le=2200)]
_Rate = Annotated[float, Strict(), Field(ge=-0.5, lt=1.0)]
_RateByYear = Annotated[
    Annotated[_Rate, Tag("number")]
    | Annotated[Mapping[_Year, _Rate], BeforeValidator(_year_keys), AfterValidator(FrozenDict), Tag("years")],
    Discriminator(_rate_form),
]
RateByYear = _RateByYear
"""A yearly rate: one number, or a mapping from the calendar year whose 1 January it takes effect.

A year that is left out carries the previous one; the last is carried forward. :func:`rate_in_year`
reads it.
"""


def rate_in_year(rate: float | Mapping[int, float], year: int) -> float:
    """Return the rate that takes effect on 1 January of ``year``, a share per year (docs/model.md §2).

    A missing year carries the latest earlier one. A year before the first gives the first: a checked
    case never needs it, but a line over all years may ask.
    """
    if not isinstance(rate, Mapping):
        return rate
    earlier = [known for known in rate if known <= year]
    return rate[max(earlier) if earlier else min(rate)]


LARGEST: Mapping[str, float] = FrozenDict(
    {
        "NOK": 1e9,
        "NOK/year": 1e9,
        "NOK/month": 1e9,
        "NOK/m2/year": 1e6,
        "NOK/use": 1e7,
        "NOK/member/month": 1e6,
        "NOK/desk/month": 1e6,
        "NOK/hour": 1e6,
        "m2": 1e6,
        "people": 1e7,
        "desks": 1e6,
        "count": 1e6,
        "FTE": 1e4,
        "uses/month": 1e6,
        "hours/month": 1e6,
        "month": 1200,
        "lease_month": 1200,
        "months": 1200,
        "year": 1000,
        "share": 1000,
        "ratio": 1000,
    }
)
"""What a field that states no limit of its own takes at most, by unit: far above any case, and low enough to
calculate with to the øre. A milliard kroner is above any case here."""

_LARGEST_OF_ALL = 1e9


def largest(unit: str) -> float:
    """Return what a number of the unit may be at most where its field says nothing narrower."""
    return LARGEST.get(unit, _LARGEST_OF_ALL)


def quantity(
    unit: str,
    nb: str,
    en: str,
    default: object = REQUIRED,
    *,
    at_least: float | None = None,
    above: float | None = None,
    at_most: float | None = None,
    below: float | None = None,
    counted: bool = False,
    basis: tuple[str, str] = ("", ""),
) -> Any:
    """Declare a number field: unit, label in Norwegian and English, default and limits.

    Without an upper limit of its own it has its unit's, see `LARGEST`. counted: things that come in
    whole ones, though the field takes a fraction (a place that is let half of the year). basis: where the
    default comes from, in both languages.
    """
    if at_most is None and below is None:
        at_most = largest(unit)
    return Field(
        default,
        ge=at_least,
        gt=above,
        le=at_most,
        lt=below,
        json_schema_extra={
            "unit": unit,
            "nb": nb,
            "en": en,
            "basis_nb": basis[0],
            "basis_en": basis[1],
            **({"counted": True} if counted else {}),
        },
    )


def numbers_of(unit: str, nb: str, en: str, default: object) -> Any:
    """Declare a list of numbers, each with its own limits in its type: unit, labels and default."""
    return Field(default, json_schema_extra={"unit": unit, "nb": nb, "en": en})


def share_of(
    nb: str,
    en: str,
    default: object = REQUIRED,
    *,
    at_least: float = 0.0,
    at_most: float = 1.0,
    basis: tuple[str, str] = ("", ""),
) -> Any:
    """Declare a share (andel), written 0.25 and not 25, between 0 and 1 unless limited further."""
    return quantity("share", nb, en, default, at_least=at_least, at_most=at_most, basis=basis)


def yearly_share(nb: str, en: str, default: object = REQUIRED) -> Any:
    """Declare a rate per year, written 0.08 and not 8; below 1, so that 1 meant as 1 % is refused."""
    return quantity("share/year", nb, en, default, at_least=0.0, below=1.0)


def rate_by_year(nb: str, en: str, default: object = REQUIRED, *, basis: tuple[str, str] = ("", "")) -> Any:
    """Declare a rate per year that may be given as one number or by calendar year."""
    about = {"unit": "share/year", "nb": nb, "en": en, "basis_nb": basis[0], "basis_en": basis[1]}
    return Field(default, json_schema_extra={**about})


def nok(nb: str, en: str, default: object = REQUIRED, *, unit: str = "NOK") -> Any:
    """Declare an amount of money, zero or more, in ``unit``."""
    return quantity(unit, nb, en, default, at_least=0.0)


def month_of(nb: str, en: str, default: object = REQUIRED) -> Any:
    """Declare a month number, 1 = the case's first month."""
    return quantity("month", nb, en, default, at_least=1)


def lease_month_of(nb: str, en: str, default: object = REQUIRED) -> Any:
    """Declare a month of the lease (leiemåned), 1 = the lease's first month."""
    declared = quantity("lease_month", nb, en, default, at_least=1)
    declared.json_schema_extra["of_lease"] = True
    return declared


def months_of(nb: str, en: str, default: object = REQUIRED, *, at_least: int = 0) -> Any:
    """Declare a number of whole months, at most 1,200 (a hundred years)."""
    return quantity("months", nb, en, default, at_least=at_least, at_most=1200)


def said(nb: str, en: str, default: object = REQUIRED, *, refers: str = "", **limits: Any) -> Any:
    """Declare a field that is no number (text, choice, yes/no, section or list) with its labels.

    refers: where the named items lie that the field names one or some of ("works"); a step "*" is the one
    that the field's own path has there. "*" alone: the path of any number.
    """
    return Field(default, json_schema_extra={"nb": nb, "en": en, "refers": refers}, **limits)


def label() -> Any:
    """Declare the label that screens and workbook show; the id is shown where it is empty."""
    return said("Navn", "Label", "", max_length=120)


def shown_label(item_id: str, item: object) -> str:
    """Return what to call an item: its own label, or its id with spaces for underscores."""
    own = getattr(item, "label", "")
    return own if isinstance(own, str) and own else item_id.replace("_", " ")
