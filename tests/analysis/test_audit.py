"""The perturbation audit: every example and template holds together, and a planted fault is seen."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from feasibility.analysis.audit import HOW, Audited, audit
from feasibility.answers.audit import answer
from feasibility.answers.page import page
from feasibility.case import case_from_mapping, load_case
from feasibility.engine.expr import Line, flag
from feasibility.engine.model import Model
from feasibility.evaluate import run
from feasibility.language import LANGUAGES, Language
from feasibility.report.layout import WIDTH
from feasibility.resources import example_path, template_path
from tests.evaluated import evaluated
from tests.model.tiny import ran, tiny

EXAMPLES = ("larvik", "moss", "tonsberg", "vat_turn")
TEMPLATES = ("landlord_operated", "management", "sublease", "turnover_rent")
FILES = [*(example_path(name) for name in EXAMPLES), *(template_path(name) for name in TEMPLATES)]


@pytest.mark.slow
@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_nothing_is_wrong_wherever_a_number_goes(path: Path) -> None:
    found = audit(evaluated(load_case(path)))
    assert [(f.shaken.number.path, f.shaken.value, f.line.id, f.difference) for f in found.faults] == []
    assert found.runs > 4 * len(found.numbers)
    assert found.is_sound


@pytest.fixture(scope="module")
def small() -> Audited:
    return audit(ran({"deal.lease.rent_nok_per_m2_year": 300}))


def values(found: Audited, path: str) -> dict[str, float]:
    """The values one number would be moved to, by how; read from what was left out or has no measure."""
    tried = [*(left.shaken for left in found.left_out), *(s for u in found.unnumbered for s in u.at)]
    return {each.how: each.value for each in tried if each.number.path == path}


def test_a_number_is_moved_a_little_a_lot_and_to_its_ends(small: Audited) -> None:
    # Ten desks; a count has no upper limit of its own but its unit's, a million, and must be above 0.
    units = next(n for n in small.numbers if n.path == "products.desk.units")
    assert (units.stated, units.low, units.high) == (10, 0, 1e6)
    # An opening in month 1200 is after the last month, and so is a lease: the rules refuse both.
    assert values(small, "products.desk.opening_month") == {"highest": 1200}
    refused = next(x for x in small.left_out if x.shaken.number.path == "products.desk.opening_month")
    assert "1200" in refused.reason.en
    assert set(HOW) == {"less_10", "less_1", "more_1", "more_10", "lowest", "highest"}


def test_what_is_refused_says_what_is_wrong_and_of_which_field(small: Audited) -> None:
    """The lease is of 24 months; one of 1 has no room for what is stated of it elsewhere."""
    by_path = {x.shaken.number.path: x for x in small.left_out}
    own = by_path["products.desk.opening_month"]
    assert own.rule.nb == "måned 1200 er etter sakens siste måned, 24."
    assert own.reason.nb.endswith("Skriv en måned fra 1 til 24, eller øk horizon_months.")
    reduced = {"kind": "percentage", "from_month": 1, "to_month": 9, "share": 0.1}
    result = ran({"deal.lease.rent_nok_per_m2_year": 300, "deal.lease.reductions": [reduced]})
    refused = next(x for x in audit(result).left_out if x.shaken.number.path == "deal.lease.term_months")
    assert refused.rule.nb == "Til og med leiemåned: leiemåned 9 er etter leietiden på 1 måned."


@pytest.mark.parametrize("language", LANGUAGES)
def test_its_page_is_read_without_turning_the_screen(small: Audited, language: Language) -> None:
    result = ran({"deal.lease.rent_nok_per_m2_year": 300})
    lines = [line.text for line in page(answer(small, result), language)]
    assert max(map(len, lines)) <= WIDTH
    assert not [line for line in lines if "products.desk" in line]  # numbers are called by their names
    assert any(
        {"nb": "Desk: åpningsmåned", "en": "Desk: opening month"}[language].lower() in x.lower()
        for x in lines
    )


def test_one_is_said_as_one(small: Audited) -> None:
    result = ran({"deal.lease.rent_nok_per_m2_year": 300})
    one = dataclasses.replace(small, left_out=small.left_out[:1], unnumbered=small.unnumbered[:1])
    said = " ".join(sentence.text.nb for sentence in answer(one, result).sentences)
    assert "Én av verdiene kan ikke stå i en sak" in said
    assert "Ett nøkkeltall lar seg ikke regne ut ved alle verdier" in said
    several = " ".join(sentence.text.nb for sentence in answer(small, result).sentences)
    assert f"{len(small.left_out)} av verdiene kan ikke stå i en sak" in several


def test_measures_that_have_gone_say_why(small: Audited) -> None:
    # With desks for nothing the operator never turns, nor breaks even at any occupancy.
    gone = {each.line.id: each for each in small.unnumbered}
    even = gone["break_even.factor"]
    assert even.reason.en == "capacity is not large enough"
    assert ("products.desk.price_nok_per_month", 0.0) in {(s.number.path, s.value) for s in even.at}


def test_a_planted_fault_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """A krone goes missing where the rent is above 3: only where it is shaken upwards."""
    stated = tiny({"deal.lease.rent_nok_per_m2_year": 3})
    line = Model.line

    def faulty(self: Model, id: str, formula: object, *others: object, **named: object) -> Line:
        if id == "check.conservation":
            rent = self.inputs["deal.lease.rent_nok_per_m2_year"]
            formula = formula + flag(rent > 3)  # type: ignore[operator]
        return line(self, id, formula, *others, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(Model, "line", faulty)
    result = run(case_from_mapping(stated))
    assert [check.id for check in result.failed_checks] == []
    found = audit(result)
    assert not found.is_sound
    assert {f.line.id for f in found.faults} == {"check.conservation"}
    assert {f.kind for f in found.faults} == {"check"}
    assert {(f.shaken.number.path, f.shaken.how) for f in found.faults} == {
        ("deal.lease.rent_nok_per_m2_year", how) for how in ("more_1", "more_10", "highest")
    }
    assert {f.difference for f in found.faults} == {1.0}


def test_without_support_it_is_the_run_without_support_that_is_shaken() -> None:
    stated = tiny({"deal.lease.rent_nok_per_m2_year": 300})
    grant = {"kind": "grant", "payer": "municipality", "receiver": "operator", "amount_nok": 9, "month": 1}
    stated["support"] = {"once": grant}
    told: list[float] = []
    found = audit(evaluated(case_from_mapping(stated), with_support=False), told.append)
    assert found.is_sound
    assert told[-1] == 1
