"""Which numbers of a case the first app lets the reader change, with label, unit, limits and source."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from feasibility.case import Case, NumberField, SourceNote, field_info, numbers, shown_label
from feasibility.language import Label, Language
from feasibility.names import PARTIES
from feasibility.screens import reductions, words
from feasibility.screens.typed import written


@dataclass(frozen=True)
class Field:
    """A number that can be changed: `key` is its path in the case, or one of `reductions.KEYS`.

    Limits are None where there is none; `minimum_open` says that the minimum itself is not allowed.
    """

    key: str
    label: Label
    unit: str
    original: float
    source: SourceNote | None
    minimum: float | None
    maximum: float | None
    minimum_open: bool = False
    maximum_open: bool = False
    is_whole: bool = False

    def refusal(self, value: float) -> Label | None:
        """Why a number lies outside what the field can take; None where it does not."""
        if self.is_whole and not value.is_integer():
            return words.WHOLE_NUMBER
        low, high = self.minimum, self.maximum
        below = low is not None and (value <= low if self.minimum_open else value < low)
        above = high is not None and (value >= high if self.maximum_open else value > high)
        return self.limits if below or above else None

    @property
    def limits(self) -> Label | None:
        """What the field can take, in a sentence; None where it has no limit."""
        if self.minimum is None and self.maximum is None:
            return None
        return Label(self._limits("nb"), self._limits("en"))

    def _limits(self, language: Language) -> str:
        said = []
        for limit, is_open, closed_words, open_words in (
            (self.minimum, self.minimum_open, words.AT_LEAST, words.ABOVE),
            (self.maximum, self.maximum_open, words.AT_MOST, words.BELOW),
        ):
            if limit is not None:
                text = (open_words if is_open else closed_words).text(language)
                said.append(text.format(written(limit, self.unit, language)))
        return words.MUST_BE.text(language).format(words.AND.text(language).join(said))


@dataclass(frozen=True)
class Part:
    """Fields of one thing: a product, a loan. `label` is None where the group has but one thing."""

    label: Label | None
    fields: tuple[Field, ...]


@dataclass(frozen=True)
class Group:
    """Parts that belong together on the screen."""

    id: str
    label: Label
    parts: tuple[Part, ...]

    @property
    def fields(self) -> tuple[Field, ...]:
        """All fields of the group, in order."""
        return tuple(field for part in self.parts for field in part.fields)


_DEAL: Final = (
    "deal.lease.area_m2",
    "deal.area_m2",
    "deal.lease.rent_nok_per_m2_year",
    "deal.market_rent_nok_per_m2_year",
    "deal.turnover.share_of_income",
    "deal.turnover.threshold_nok_per_year",
    "deal.fee.base_nok_per_month",
    "deal.fee.base_share_of_income",
    "deal.fee.surplus_share",
    "deal.fee.landlord_preferred_nok_per_year",
)
_PRODUCT: Final = ("price_nok_per_month", "price_nok_per_use", "ramp.stabilised_share", "ramp.months")
_WORKS: Final = ("amount_nok", "landlord_share")
_LOAN: Final = ("amount_nok", "share_of_works", "base_rate_share_per_year", "margin_share_per_year")


@lru_cache(maxsize=64)  # as many as work at once, and what they came from
def groups(case: Case) -> tuple[Group, ...]:
    """The case's numbers that can be changed, in the order of the screen; empty groups are left out.

    A number that the case does not state and that has no default is not offered.
    """
    known = {number.path: number for number in numbers(case)}
    made = (
        Group("deal", words.GROUP_DEAL, (Part(None, tuple(_deal(case, known))),)),
        Group("products", words.GROUP_PRODUCTS, tuple(_products(case, known))),
        Group("areas", words.GROUP_AREAS, tuple(_areas(case, known))),
        Group("works", words.GROUP_WORKS, tuple(_items(case, known, "works", _WORKS))),
        Group("loans", words.GROUP_LOANS, tuple(_loans(case, known))),
    )
    return tuple(g for g in (_without_empty(g) for g in made) if g.parts)


def fields_by_key(case: Case) -> dict[str, Field]:
    """Every field by its key."""
    return {field.key: field for group in groups(case) for field in group.fields}


def _deal(case: Case, known: dict[str, NumberField]) -> Iterator[Field]:
    for path in _DEAL:
        if path in known:
            yield _field(case, known[path])
        if path == "deal.lease.rent_nok_per_m2_year" and reductions.has_reductions(case):
            yield from _reductions(case)


def _reductions(case: Case) -> Iterator[Field]:
    now = reductions.summary(case)
    values = (now.free_months, now.off_share, now.off_months)
    for key, value in zip(reductions.KEYS, values, strict=True):
        is_share = key == reductions.OFF_SHARE
        yield Field(
            key=key,
            label=words.FIELDS[key],
            unit="share" if is_share else "months",
            original=float(value),
            source=reductions.note(case, key),
            minimum=0.0,
            maximum=1.0 if is_share else None,
            is_whole=not is_share,
        )


def _products(case: Case, known: dict[str, NumberField]) -> Iterator[Part]:
    return _items(case, known, "products", _PRODUCT)


def _areas(case: Case, known: dict[str, NumberField]) -> Iterator[Part]:
    found = []
    for key, space in case.building.spaces.items():
        # The area that rent and costs are counted on: with common share where that is stated.
        name = "exclusive_m2" if space.with_common_m2 is None else "with_common_m2"
        field = _field(case, known[f"building.spaces.{key}.{name}"])
        called = _called(key, space)
        found.append(
            replace(
                field,
                label=Label(f"{called}: {field.label.nb.lower()}", f"{called}: {field.label.en.lower()}"),
            )
        )
    yield Part(None, tuple(found))


def _loans(case: Case, known: dict[str, NumberField]) -> Iterator[Part]:
    for party in case.companies:
        who = PARTIES[party].short
        for part in _items(case, known, f"financing.{party}.loans", _LOAN):
            assert part.label is not None
            yield replace(part, label=Label(f"{who.nb}: {part.label.nb}", f"{who.en}: {part.label.en}"))


def _items(case: Case, known: dict[str, NumberField], section: str, names: tuple[str, ...]) -> Iterator[Part]:
    """One part for each named item of a section, with the numbers it states under `names`."""
    holder: object = case
    for step in section.split("."):
        holder = holder[step] if isinstance(holder, dict) else getattr(holder, step)
    assert isinstance(holder, dict)
    for key, item in holder.items():
        start = f"{section}.{key}."
        paths = [p for name in names for p in known if p == start + name or p.startswith(f"{start}{name}.")]
        called = _called(key, item)
        yield Part(Label(called, called), tuple(_field(case, known[path]) for path in paths))


def _field(case: Case, number: NumberField) -> Field:
    info = field_info(case, number.path)
    name = next((n for n in words.FIELDS if number.path == n or number.path.endswith(f".{n}")), None)
    return Field(
        key=number.path,
        label=Label(number.nb, number.en) if name is None else words.FIELDS[name],
        unit=number.unit,
        original=float(number.value),
        source=number.source,
        minimum=info.minimum,
        maximum=info.maximum,
        minimum_open=not info.minimum_included,
        maximum_open=not info.maximum_included,
        is_whole=info.is_whole,
    )


def _called(key: str, item: object) -> str:
    """What to call an item, with a capital: many are called by an id."""
    name = shown_label(key, item)
    return name[:1].upper() + name[1:]


def _without_empty(group: Group) -> Group:
    return replace(group, parts=tuple(part for part in group.parts if part.fields))
