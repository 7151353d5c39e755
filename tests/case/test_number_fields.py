"""Every number in a case: path, value, unit, labels, limits, source."""

from collections.abc import Iterator
from typing import Any

import pytest

from feasibility.case import (
    Case,
    CaseError,
    FieldInfo,
    NumberField,
    SourceNote,
    case_from_mapping,
    field_info,
    numbers,
)
from feasibility.case.form.shape import Entries, Field, Items, Leaf, Rate, Section, Variants
from feasibility.language import Label, format_unit
from tests.case.cases import STRUCTURES, minimal_case, sublease_case


@pytest.fixture(scope="module")
def full() -> Case:
    return case_from_mapping(sublease_case())


@pytest.fixture(scope="module")
def by_path(full: Case) -> dict[str, NumberField]:
    return {number.path: number for number in numbers(full)}


def _path_in_words(number: NumberField) -> tuple[str, str]:
    """The labels on the way to a number and its own, Norwegian and English."""
    trail = [*number.trail, Label(number.nb, number.en)]
    return ": ".join(step.nb for step in trail), ": ".join(step.en for step in trail)


def numbers_in(value: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[str, float]]:
    """Every number in a dumped case, found without the models' help."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield from numbers_in(item, (*path, str(key)))
    elif isinstance(value, list | tuple):
        for place, item in enumerate(value):
            yield from numbers_in(item, (*path, str(place)))
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield ".".join(path), value


@pytest.mark.parametrize("structure", STRUCTURES)
def test_every_number_is_listed_once_with_its_value(structure: str) -> None:
    case = case_from_mapping(STRUCTURES[structure]())
    dumped = case.model_dump(exclude={"scenarios", "sources"})
    listed = [(number.path, number.value) for number in numbers(case)]
    assert len({path for path, _ in listed}) == len(listed)
    assert sorted(listed) == sorted(numbers_in(dumped))


@pytest.mark.parametrize("structure", STRUCTURES)
def test_every_number_has_a_unit_with_words_labels_and_limits(structure: str) -> None:
    case = case_from_mapping(STRUCTURES[structure]())
    for number in numbers(case):
        assert number.nb
        assert number.en
        assert format_unit(number.unit, "nb")
        assert format_unit(number.unit, "en")
        info = field_info(case, number.path)
        assert (info.unit, info.nb, info.en) == (number.unit, number.nb, number.en)
        assert info.minimum is None or info.minimum <= number.value
        assert info.maximum is None or info.maximum >= number.value
        # The unit agrees with the field's own name.
        name = [step for step in number.path.split(".") if not step.isdecimal()][-1]
        assert ("nok" in name.split("_")) == number.unit.startswith("NOK"), number
        assert name.endswith("_m2") == (number.unit == "m2"), number
        if name.split("_")[0] != "services" and "share" in name.split("_"):
            assert number.unit.startswith("share"), number
        if name.endswith("share_per_year"):
            assert number.unit == "share/year", number
        if name.endswith("_months") or name == "months":
            assert number.unit == "months", number
        if number.unit in ("month", "lease_month"):
            assert info.minimum == 1, number


def test_the_order_is_the_models(full: Case) -> None:
    paths = [number.path for number in numbers(full)]
    sections = list(dict.fromkeys(path.split(".")[0] for path in paths))
    assert sections == [name for name in Case.model_fields if name in sections]


def test_a_number_and_its_words(by_path: dict[str, NumberField]) -> None:
    price = by_path["products.flex.price_nok_per_month"]
    assert (price.value, price.unit) == (799.0, "NOK/member/month")
    assert (price.nb, price.en) == ("Pris per medlem og måned", "Price per member and month")
    assert price.source == SourceNote(text="Masteroppgave 2021, l. 9705", date="2021-05")
    assert _path_in_words(price) == (
        "Produkter: Fleksplass: Pris per medlem og måned",
        "Products: Fleksplass: Price per member and month",
    )
    assert price.label("en") == "Price per member and month"
    assert by_path["products.flex.units"].source is None
    assert by_path["products.office.ramp.start_share"].source == SourceNote(
        text="Midt i 30–40 % ventet før åpning", is_assumption=True
    )


@pytest.mark.parametrize(
    ("path", "nb", "en"),
    [
        ("horizon_months", "Horisont", "Horizon"),
        ("season_factors.6", "Sesongfaktorer, juli", "Season factors, July"),
        (
            "index.rent_share_per_year.2027",
            "Indeksregulering: KPI for leieavtaler 2027",
            "Index: Consumer price index of leases 2027",
        ),
        (
            "deal.lease.reductions.1.share",
            "Avtalen: Leieavtale: Leiereduksjoner 2: Avslag i leien",
            "The deal: Lease: Rent reductions 2: Share off the rent",
        ),
        (
            "products.office.ramp.months",
            "Produkter: office: Opptrapping: Måneder til stabilisert",
            "Products: office: Ramp: Months to stabilised",
        ),
        (
            "financing.landlord.loans.bank.profile_months",
            "Finansiering: Gårdeier: Lån: bank: Nedbetalingsprofil",
            "Financing: Landlord: Loans: bank: Amortisation profile",
        ),
    ],
)
def test_full_labels(by_path: dict[str, NumberField], path: str, nb: str, en: str) -> None:
    assert _path_in_words(by_path[path]) == (nb, en)


INFO = [
    ("horizon_months", FieldInfo("months", "Horisont", "Horizon", 12, 480, None, is_whole=True)),
    (
        "products.flex.units",
        FieldInfo(
            "count", "Antall enheter", "Units", 0, 1e6, None, minimum_included=False, is_counted=True
        ),  # offices and desks come in whole ones, though one may be let half of the year
    ),
    (
        "party_rates.operator_share_per_year",
        FieldInfo(
            "share/year",
            "Drivers avkastningskrav",
            "Operator's discount rate",
            0,
            1,
            0.10,
            maximum_included=False,
        ),
    ),
    (
        "deal.lease.area_m2",
        FieldInfo("m2", "Leid areal", "Leased area", 0, 1e6, None, minimum_included=False, is_optional=True),
    ),
    (
        "season_factors.0",
        FieldInfo("share", "Sesongfaktorer, januar", "Season factors, January", 0, 1000, 1.0),
    ),
    (
        "index.wages_share_per_year",
        FieldInfo("share/year", "Lønnsvekst", "Wage growth", -0.5, 1, 0.03, maximum_included=False),
    ),
    ("staff.host.pension_share", FieldInfo("share", "Tjenestepensjon", "Pension", 0.02, 1, 0.02)),
    (
        "support.operation.nok_per_year",
        FieldInfo("NOK/year", "Beløp per år", "Amount per year", 0, 1e9, None),
    ),
    (
        "vat.refund_delay_months",
        FieldInfo("months", "Måneder til tilbakebetaling", "Months to refund", 0, 1, 0, is_whole=True),
    ),
]


@pytest.mark.parametrize(("path", "info"), INFO)
def test_field_info(full: Case, path: str, info: FieldInfo) -> None:
    assert field_info(full, path) == info
    # Without a case, any id will do.
    assert field_info(Case, path.replace(".flex.", ".any.").replace(".host.", ".any.")) == info


def test_field_info_without_a_case_looks_into_every_choice() -> None:
    assert field_info(Case, "deal.turnover.share_of_income").nb == "Andel av omsetningen"
    assert field_info(Case, "deal.fee.surplus_share").nb == "Andel av overskuddet"
    assert field_info(Case, "deal.lease.reductions.0.share").nb == "Avslag i leien"
    assert field_info(Case, "support.any.cap_nok").is_optional
    assert field_info(Case, "index.costs_share_per_year.2031").nb == "Kostnadsvekst 2031"


@pytest.mark.parametrize(
    ("path", "nb"),
    [
        ("products.flx.units", "«flx» finnes ikke. Mente du «flex»?"),
        ("products.flex.unit", "«unit» finnes ikke. Mente du «units»?"),
        ("deal.turnover.share_of_income", "«turnover» finnes ikke."),
        ("deal.lease.reductions.3.share", "«3» finnes ikke. Gyldige her: 0, 1, 2."),
        ("products.flex", "stien fører ikke til et tall. Gyldige her: kind, label, space,"),
        ("products.flex.kind", "stien fører ikke til et tall."),
        ("start_month", "stien fører ikke til et tall."),
        ("products.flex.price_includes_vat", "stien fører ikke til et tall."),
    ],
)
def test_field_info_of_no_number(full: Case, path: str, nb: str) -> None:
    with pytest.raises(CaseError) as raised:
        field_info(full, path)
    (problem,) = raised.value.problems
    assert problem.path == path
    assert nb in problem.nb


def fields(shape: Any, seen: set[type]) -> Iterator[Field]:
    """Every field of every model, once."""
    match shape:
        case Section(model=model) if model not in seen:
            seen.add(model)
            for field in shape.fields.values():
                yield field
                yield from fields(field.shape, seen)
        case Variants(sections=sections):
            for section in sections.values():
                yield from fields(section, seen)
        case Items(item=item) | Entries(item=item):
            yield from fields(item, seen)


EVERY_FIELD = list(fields(Section(Case), set()))


def test_every_field_is_labelled_and_every_number_has_a_unit() -> None:
    assert len(EVERY_FIELD) > 200
    for field in EVERY_FIELD:
        assert field.nb != field.name, field.name
        assert field.en != field.name, field.name
        shape = field.shape.item if isinstance(field.shape, Entries) else field.shape
        is_number = isinstance(shape, Rate) or (isinstance(shape, Leaf) and shape.is_number)
        assert bool(field.unit) == (is_number or field.name == "start_month"), field.name


def test_nothing_but_the_case_decides(full: Case) -> None:
    assert list(numbers(full)) == list(numbers(case_from_mapping(sublease_case())))
    assert "deal.lease.area_m2" not in {number.path for number in numbers(case_from_mapping(minimal_case()))}
