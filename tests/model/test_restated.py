"""A model made of another case's where numbers alone differ: the very model the case would get of its own."""

import datetime
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path

import numpy as np
import pytest

from feasibility.case import Case, CaseError, case_from_mapping, load_case, numbers
from feasibility.case.number_changes import number_changes
from feasibility.engine.compute import program as compute
from feasibility.engine.compute.likeness import likeness
from feasibility.engine.compute.program import Program
from feasibility.engine.explain.explain import explain
from feasibility.engine.expr import Input, Line
from feasibility.evaluate import run, run_near
from feasibility.model.base.result import BuiltCase
from feasibility.model.build import build
from feasibility.model.restated import Recent, restated
from feasibility.report.document import document
from feasibility.resources import example_names, example_path
from feasibility.workbook import write_workbook
from tests.case import cases
from tests.evaluated import evaluated

RENT = "deal.lease.rent_nok_per_m2_year"
FREE_TO = "deal.lease.reductions.0.to_month"


@pytest.fixture(scope="module")
def larvik() -> Case:
    return load_case(example_path("larvik"))


def _told(thing: object) -> object:
    """Something of a model in plain values; a line by its id, as its formula is told by the likeness."""
    if isinstance(thing, Line):
        return ("line", thing.id, thing.number, thing.label, thing.unit, thing.axis, thing.note, thing.basis)
    if isinstance(thing, Input):
        return ("input", thing.id, thing.value, thing.unit, thing.label, thing.section, thing.source)
    if isinstance(thing, tuple | list):
        return [_told(each) for each in thing]
    if isinstance(thing, dict):
        return [(name, _told(each)) for name, each in thing.items()]
    if is_dataclass(thing) and not isinstance(thing, type):
        return [type(thing).__name__, *(_told(getattr(thing, each.name)) for each in fields(thing))]
    return thing


def _all_of(built: BuiltCase) -> dict[str, object]:
    model = built.model
    return {
        "formulas": likeness(model),
        **{name: _told(getattr(model, name)) for name in ("inputs", "tables", "lines", "blocks")},
        **{each.name: _told(getattr(built, each.name)) for each in fields(built) if each.name not in
           ("model", "program", "bank")},
        "bank": [_of_inputs_by_id(view) for view in built.bank],
    }  # fmt: skip


def _of_inputs_by_id(thing: object) -> object:
    """A view for the bank holds limits as formulas do: by which input it is, not by what is stated in it."""
    if isinstance(thing, Input):
        return thing.id
    if isinstance(thing, tuple | list):
        return [_of_inputs_by_id(each) for each in thing]
    if is_dataclass(thing) and not isinstance(thing, type | Line):
        return [
            type(thing).__name__,
            *(_of_inputs_by_id(getattr(thing, each.name)) for each in fields(thing)),
        ]
    return _told(thing)


def _nudged(case: Case) -> Iterator[Case]:
    """The case with every number of a section changed at once; one by one where they cannot be together."""
    sections: dict[str, dict[str, object]] = {}
    for number in numbers(case):
        if isinstance(number.value, float) and number.value:
            sections.setdefault(number.path.partition(".")[0], {})[number.path] = number.value * 0.999
    for changes in sections.values():
        try:
            yield case.changed(changes)
        except CaseError:
            for path, value in changes.items():
                try:
                    yield case.changed({path: value})
                except CaseError:  # it cannot be changed alone: shares that add up to one
                    continue


@pytest.mark.slow
@pytest.mark.parametrize("name", example_names())
def test_it_is_the_model_of_the_case_itself(name: str) -> None:
    case = load_case(example_path(name))
    built = build(case)
    tried = 0
    for changed in _nudged(case):
        made = restated(built, case, changed)
        if made is not None:
            tried += 1
            assert _all_of(made) == _all_of(build(changed))
    assert tried > 5


@pytest.mark.parametrize("structure", cases.STRUCTURES)
def test_numbers_and_words_of_the_run_are_the_same(structure: str) -> None:
    case = case_from_mapping(cases.STRUCTURES[structure]())
    changed = case.changed({"building.owner_costs_nok_per_m2_year": 123})
    found, own = run_near(evaluated(case), changed), run(changed)
    assert found.built.model.lines is evaluated(case).built.model.lines  # nothing was built
    for line, number in own.values.items():
        assert np.array_equal(found.values[line], number, equal_nan=True), line
    assert document(found) == document(own)
    assert found.changed_inputs == {}  # it is a run of the case as stated


def test_the_case_it_was_made_of_keeps_its_numbers(larvik: Case) -> None:
    result = evaluated(larvik)
    before = dict(result.built.model.inputs)
    run_near(result, larvik.changed({RENT: 1000}))
    assert result.built.model.inputs == before
    assert result.built.model.inputs[RENT].value == 1200
    assert result.built.program.run()["landlord.npv"] == result.values["landlord.npv"]


def test_a_number_that_is_changed_loses_its_note_and_its_neighbours_keep_theirs(larvik: Case) -> None:
    result = run_near(evaluated(larvik), larvik.changed({RENT: 1000}))
    inputs, before = result.built.model.inputs, evaluated(larvik).built.model.inputs
    assert before[RENT].source is not None
    assert inputs[RENT].source is None
    others = [id for id in inputs if inputs[id].source != before[id].source]
    assert others == [RENT]


def test_why_a_number_is_what_it_is_is_told_as_of_the_case_itself(larvik: Case) -> None:
    changed = larvik.changed({RENT: 1000})
    found, own = run_near(evaluated(larvik), changed), run(changed)
    told = explain(found.values, "lease.market", 28, 9)
    assert told == explain(own.values, "lease.market", 28, 9)
    assert told != explain(evaluated(larvik).values, "lease.market", 28, 9)


@pytest.mark.slow
def test_the_workbook_is_that_of_the_case_itself(tmp_path: Path) -> None:
    case = case_from_mapping(cases.minimal_case())
    changed = case.changed({"building.owner_costs_nok_per_m2_year": 123})
    books = []
    for name, result in {"found": run_near(evaluated(case), changed), "own": run(changed)}.items():
        path = tmp_path / f"{name}.xlsx"
        write_workbook(result, path, language="nb", date=datetime.date(2026, 11, 29))
        with zipfile.ZipFile(path) as book:
            books.append({part: book.read(part) for part in book.namelist()})
    assert books[0] == books[1]


def test_support_is_the_run_s_own(larvik: Case) -> None:
    without = evaluated(larvik, with_support=False)
    changed = larvik.changed({RENT: 1000})
    assert run_near(without, changed).values.inputs["with_support"] == 1
    assert run_near(evaluated(larvik), changed, with_support=False).values.inputs["with_support"] == 0


# What is more than a number, or a number that lines are made of: a model is built.
OTHERWISE: dict[str, Callable[[Case], Case]] = {
    "another name": lambda case: case.changed({"name": "Et annet navn"}),
    "a horizon": lambda case: case.changed({"horizon_months": case.horizon_months + 1}),
    "no support": lambda case: case.changed({"scenarios": {}, "support": {}}),
    "no reductions": lambda case: case.changed({"scenarios": {}, "deal.lease.reductions": []}),
    "another first month": lambda case: case.changed({"start_month": "2027-02"}),
}


@pytest.mark.parametrize("what", OTHERWISE)
def test_where_more_differs_a_model_is_built(larvik: Case, what: str) -> None:
    assert restated(evaluated(larvik).built, larvik, OTHERWISE[what](larvik)) is None


def test_which_numbers_differ(larvik: Case) -> None:
    assert number_changes(larvik, larvik) == {}
    assert number_changes(larvik, larvik.changed({RENT: 1000, FREE_TO: 5})) == {RENT: 1000.0, FREE_TO: 5.0}


def test_the_order_of_items_counts(larvik: Case) -> None:
    first, *others = larvik.products
    turned = larvik.model_copy(
        update={"products": type(larvik.products)({id: larvik.products[id] for id in (*others, first)})}
    )
    assert number_changes(larvik, turned) is None


def test_a_program_made_anew_shares_what_is_known_of_the_lines_and_no_run(larvik: Case) -> None:
    built = evaluated(larvik).built
    made = restated(built, larvik, larvik.changed({RENT: 1000}))
    assert made is not None
    assert isinstance(made.program, Program)
    assert made.program.single is built.program.single
    wanted, changes = ["landlord.npv"], {"deal.lease.area_m2": np.array([480.0, 400.0])}
    many = made.program.run_many(changes, wanted)
    assert not np.array_equal(many["landlord.npv"], built.program.run_many(changes, wanted)["landlord.npv"])


def test_what_was_built_lately_serves_the_next_case_and_no_other(larvik: Case) -> None:
    other = case_from_mapping(cases.minimal_case())
    recent = Recent(2)
    built = recent.built(larvik)
    again, of_other = recent.built(larvik.changed({RENT: 1000})), recent.built(other)
    assert again.model.lines is built.model.lines
    assert again.model.inputs[RENT].value == 1000
    assert of_other.model.lines is not built.model.lines
    assert recent.built(larvik).model.lines is built.model.lines  # behind the other's
    recent.built(other)
    recent.built(other.changed({"building.owner_costs_nok_per_m2_year": 123}))
    assert recent.built(larvik).model.lines is not built.model.lines  # two are kept


def test_what_has_been_written_for_many_questions_comes_along_but_not_without_end(larvik: Case) -> None:
    built, before = evaluated(larvik).built, larvik
    for number in range(1, compute._PLANS + 4):
        of_many = {f"products.{id}.price_nok_per_month": np.array([1.0, 2.0]) for id in ("fast", "fleks")}
        wanted = list(built.model.lines)[:number]
        built.program.run_many(of_many, wanted)
        changed = before.changed({RENT: 1_000 + number})
        made = restated(built, before, changed)
        assert made is not None
        built, before = made, changed
        assert 0 < len(built.program._plans) <= compute._PLANS
