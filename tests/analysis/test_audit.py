"""The perturbation audit: every example and template holds together, and a planted fault is seen."""

from __future__ import annotations

from pathlib import Path

import pytest

from feasibility.analysis.audit import HOW, Audited, audit
from feasibility.case import case_from_mapping, load_case
from feasibility.engine.expr import Line, flag
from feasibility.engine.model import Model
from feasibility.evaluate import run
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
