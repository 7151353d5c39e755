"""What looks like a slip is told with path, label, number and what is seen; no example or template is."""

from pathlib import Path

import pytest

from feasibility import resources
from feasibility.case import case_from_mapping, load_case
from feasibility.evidence.facts import Facts
from feasibility.evidence.slips import looks_like_a_slip
from tests.evaluated import evaluated
from tests.model.tiny import tiny

HOST = {"fte": 1, "salary_nok_per_year": 600_000}
RENT, PRICE = "deal.lease.rent_nok_per_m2_year", "products.desk.price_nok_per_month"
SALARY = "staff.host.salary_nok_per_year"


def told(path: str, value: float) -> list[tuple[str, str, str, str]]:
    """The warnings of the tiny case (120 m², a fixed desk) with a host, one number changed for the run."""
    works = {"rehab": {"amount_nok": 60_000, "start_month": 1, "months": 2}}
    result = evaluated(case_from_mapping(tiny({"staff": {"host": HOST}, "works": works, RENT: 1000})))
    values = result.built.program.run({path: value})
    found = looks_like_a_slip(Facts(result.case, result.built, values))
    return [(w.id, w.text.nb.replace("\u00a0", " "), w.text.en, w.source.nb) for w in found]


@pytest.mark.parametrize(
    ("path", "inside", "outside"),
    [
        # fixed desks seen: 1,500 and 1,799 a month; a tenth of the one, ten times the other
        (PRICE, 150, 149.9),
        (PRICE, 17_990, 17_991),
        (RENT, 25_000, 25_001),  # 2,500 in the office hotel
        (RENT, 0, 120_000),
        (SALARY, 100_000, 99_999),
        (SALARY, 3_000_000, 3_000_001),
        (SALARY, 600_000, 150),
        ("works.rehab.amount_nok", 12_000_000, 12_000_121),  # 100,000 for each of 120 m²
    ],
)
def test_at_the_limit_it_is_none(path: str, inside: float, outside: float) -> None:
    assert told(path, inside) == []
    assert len(told(path, outside)) == 1


def test_what_is_given_away_is_no_slip() -> None:
    assert told(PRICE, 0) == told(SALARY, 0) == []


def test_it_names_path_label_number_range_and_source() -> None:
    ((id, nb, en, source),) = told(PRICE, 15)
    assert id == f"looks_like_a_slip.{PRICE}"
    assert f"Pris per medlem og måned ({PRICE}), 15 kr per medlem og måned, ligner en skrivefeil" in nb
    assert "fra 1 500 kr per medlem og måned til 1 799 kr" in nb
    assert "looks like a slip" in en
    assert "l. 9412" in source
    assert "l. 9705" in source


def test_where_no_source_gives_a_number_the_limit_says_so() -> None:
    ((_, nb, _, source),) = told(SALARY, 150)
    assert "Det som ventes, er fra 100 000 kr per år til 3 000 000 kr per år" in nb
    assert "Produktets egen grense" in source


@pytest.mark.parametrize(
    "path",
    [
        *(resources.example_path(name) for name in resources.example_names()),
        *(resources.template_path(name) for name in resources.template_names()),
    ],
    ids=lambda path: f"{path.parent.name}/{path.stem}",
)
def test_no_example_or_template_is_flagged(path: Path) -> None:
    result = evaluated(load_case(path))
    assert list(looks_like_a_slip(Facts(result.case, result.built, result.values))) == []
