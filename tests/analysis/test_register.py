"""The register of assumptions: how each number stands and whose it is, counted by hand."""

from pathlib import Path
from typing import Any

import pytest

import feasibility as fe
from feasibility import resources
from feasibility.analysis.register import STANDINGS, Counts, Registered, counted, registered
from feasibility.answers.answer import Figure
from feasibility.answers.register import register
from feasibility.answers.written import table_of
from feasibility.case import Case, case_from_mapping, numbers
from feasibility.evaluate import run
from feasibility.starting import QuickStart, quick_start, template_of
from tests.case import cases

PRICE = "products.flex.price_nok_per_month"
AREA = "building.spaces.floor.exclusive_m2"
OWNER = "building.owner_costs_nok_per_m2_year"
UNITS = "products.flex.units"


def noted() -> Case:
    """The least case: 11 numbers, four of them with a note."""
    stated: Any = cases.minimal_case()
    flex = stated["products"]["flex"]
    flex["price_nok_per_month"] = {"value": 1500, "low": 1200, "high": 1700, "source": "Tilbud", "date": 2026}
    flex["units"] = {"value": 20, "assumption": "Plass til så mange"}
    stated["building"]["spaces"]["floor"]["exclusive_m2"] = {"value": 200, "source": "Målt"}
    stated["building"]["owner_costs_nok_per_m2_year"] = {
        "value": 150,
        "assumption": "Ingen vet",
        "confidence": "guess",
    }
    return case_from_mapping(stated)


def paths_of_noted() -> list[str]:
    """Those of its numbers and defaults in the file's order, but for those of a next operator: none comes."""
    return [number.path for number in numbers(noted()) if "next_operator" not in number.path]


@pytest.fixture(scope="module")
def entries() -> dict[str, Registered]:
    return {entry.number.path: entry for entry in registered(noted())}


def test_each_number_stands_as_its_note_says(entries: dict[str, Registered]) -> None:
    assert {path: entries[path].standing for path in (PRICE, AREA, UNITS, OWNER)} == {
        PRICE: "documented",
        AREA: "estimate",
        UNITS: "estimate",
        OWNER: "guess",
    }
    assert entries["deal.lease.term_months"].standing == "unsourced"
    assert entries["party_rates.landlord_share_per_year"].standing == "default"


def test_every_number_is_there_once_in_the_files_order() -> None:
    left_out = {number.path for number in numbers(noted())} - set(paths_of_noted())
    whose = ("party_rates.next_operator_share_per_year", "financing.next_operator.capital_call_limit_nok")
    assert left_out == set(whose)
    assert [entry.number.path for entry in registered(noted())] == paths_of_noted()


def test_the_counts_by_hand() -> None:
    """Stated: horizon, area, owner costs, common costs, units, price, three of the ramp, term, rent: 11."""
    found = counted(registered(noted()))
    assert (found.documented, found.estimate, found.guess, found.unsourced) == (1, 2, 1, 7)
    assert found.stated == 11
    assert found.total == len(paths_of_noted()) == found.stated + found.default
    assert found.ranged == 1
    assert (found.template, found.derived) == (0, 0)


def test_label_and_range(entries: dict[str, Registered]) -> None:
    assert entries[PRICE].label.nb == "Produkter: flex: Pris per medlem og måned"
    assert (entries[PRICE].low, entries[PRICE].high) == (1200, 1700)
    assert (entries[AREA].low, entries[AREA].high) == (None, None)


def test_a_number_changed_for_the_run_has_lost_its_source() -> None:
    (entry,) = (e for e in registered(noted().changed({PRICE: 1400})) if e.number.path == PRICE)
    assert (entry.standing, entry.origin, entry.low) == ("unsourced", "stated", None)


def test_the_templates_still_and_what_the_quick_start_worked_out() -> None:
    template = template_of("sublease")
    found = counted(registered(template))
    assert found.template == found.stated  # a template is all its own
    quick = registered(quick_start(QuickStart("sublease", 600)))
    (area,) = (e for e in quick if e.origin == "stated")  # the area is all that was answered
    assert area.standing == "estimate"  # "stated in the quick start" has no date
    assert counted(quick).derived == sum(e.origin == "derived" for e in quick) > 0


@pytest.mark.parametrize("name", ["larvik", "moss", "tonsberg", "vat_turn"])
def test_the_counts_add_up_in_every_example(name: str) -> None:
    answer = register(run(fe.load(resources.example_path(name))))
    counts = table_of(answer, "counts")
    *each, whole = ([cell.value for cell in row.cells[1:] if isinstance(cell, Figure)] for row in counts.rows)
    assert [sum(column) for column in zip(*each, strict=True)] == whole  # type: ignore[arg-type]
    assert len(table_of(answer, "register").rows) == whole[0] == answer.data["total"]
    assert sum(answer.data[standing] for standing in STANDINGS) == answer.data["total"]


def test_what_is_said() -> None:
    answer = fe.register(run(noted()))
    said = [sentence.text.nb for sentence in answer.sentences]
    assert said[0].startswith(
        "Saken oppgir 11 tall: 1 er dokumentert, 2 er anslag, 1 er gjetning og 7 er uten kilde."
    )
    assert said[1].startswith("7 tall mangler kilde")
    assert answer.sentences[1].tone == "bad"
    row = next(row for row in table_of(answer, "register").rows if row.cells[-1] == PRICE)
    assert row.cells[1] == Figure(1500, "NOK/member/month")
    assert row.cells[3:5] == ("2026", "Tilbud")
    assert row.cells[5] == Figure(1200, "NOK/member/month")


def test_a_count_of_what_there_is_none_of_is_nought() -> None:
    assert counted(()) == Counts(0, 0, 0, 0, 0, 0, 0, 0)


def test_the_page_tells_what_the_command_does() -> None:
    page = " ".join((Path(__file__).parents[2] / "docs" / "register.md").read_text("utf-8").split())
    found = counted(registered(fe.load(resources.example_path("larvik"))))
    assert (
        f"**{found.stated} numbers: {found.documented} are documented, {found.estimate} are estimates, "
        f"{found.guess} are guesses and {found.unsourced} are without a source**" in page
    )
    assert f"{found.default} more have the program's default" in page
    assert f"{found.template} are still the template's, and the range is stated of {found.ranged}" in page


def test_what_the_papers_say_is_no_assumption() -> None:
    """An amount sought and a security's priority stand beside the calculation, which rests on neither."""
    case = noted().changed(
        {
            "papers.sought.amount_nok": 500_000,
            "papers.security": [{"kind": "chattel", "of": "Møbler", "priority": 1}],
        }
    )
    assert [entry.number.path for entry in registered(case)] == [e.number.path for e in registered(noted())]
