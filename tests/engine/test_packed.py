"""A model that was packed and unpacked is the one that was built: its words, its numbers, its order."""

import pytest

from feasibility.case import load_case
from feasibility.engine.compute.packed import CannotPack, pack, unpack
from feasibility.engine.compute.program import Program
from feasibility.engine.explain.words import in_words
from feasibility.engine.expr import Expr, flag, greatest, npv, when
from feasibility.engine.model import Model, null
from feasibility.evaluate import evaluated
from feasibility.language import LANGUAGES, Label
from feasibility.model.base.result import BuiltCase
from feasibility.model.build import build
from feasibility.report.document import document, to_json
from feasibility.resources import example_names, example_path

NAME = Label("navn", "name")


def small() -> Model:
    """Rent that begins late, a debt that is paid down by it, and what has no number without a rent."""
    m = Model(horizon_months=4)
    rent = m.input("rent", 100, "NOK", NAME)
    rate = m.input("rate", 0.5, "share", NAME)
    month = m.line(
        "month", m.declare("one", "months", NAME, opening=rate - rate).previous + 1, "months", NAME
    )
    m.define(m.lines["one"], m.lines["one"].previous + 1)
    paid = m.line("paid", rent * flag(month > 2), "NOK", NAME)
    debt = m.declare("debt", "NOK", NAME, total="end", opening=rent * 2)
    m.define(debt, greatest(0, debt.previous - paid))
    m.line("worth", when(rent > 0, npv(rate, paid), null("ingen leie", "no rent")), "NOK", NAME)
    return m


def test_numbers_are_calculated_anew_from_what_was_unpacked() -> None:
    m = small()
    again: Program = unpack(pack(program := Program(m), program))
    assert again.model is not m
    # Rent from the third month, against a debt of twice the rent: 200, 200, 100, 0. At 50 % a period the two
    # payments are worth 100 / 1.5³ + 100 / 1.5⁴; with a rent of 30 three tenths of it.
    assert again.run()["debt"].tolist() == [200, 200, 100, 0]
    assert again.run()["worth"] == pytest.approx(100 / 1.5**3 + 100 / 1.5**4)
    assert again.run({"rent": 30})["debt"].tolist() == [60, 60, 30, 0]
    assert again.run_many({"rent": [100, 30]}, ["debt"])["debt"].T.tolist() == [
        [200, 200, 100, 0],
        [60, 60, 30, 0],
    ]
    assert [line.id for line in again.nullable] == ["worth"]
    assert again.run({"rent": 0}).number("worth") is None


def test_formulas_are_read_when_they_are_asked_for_and_read_lines_of_the_same_model() -> None:
    program = Program(small())
    again: Program = unpack(pack(program, program))
    again.run()
    paid, debt = again.model.lines["paid"], again.model.lines["debt"]
    assert not isinstance(debt._formula, Expr)
    assert isinstance(debt.formula, Expr)
    assert debt.formula is debt.formula
    assert not isinstance(paid._formula, Expr)
    assert paid in again.reads[debt].lines
    assert again.components[-1].lines[0] in again.lines


def test_what_cannot_be_packed_is_said() -> None:
    program = Program(small())
    with pytest.raises(CannotPack):
        pack((program, lambda: None), program)


@pytest.mark.parametrize("name", example_names())
def test_a_case_is_told_the_same_from_its_packed_model(name: str) -> None:
    case = load_case(example_path(name))
    built = build(case)
    again: BuiltCase = unpack(pack(built, built.program))
    assert to_json(document(evaluated(case, again))) == to_json(document(evaluated(case, built)))
    for line, other in zip(built.program.lines, again.program.lines, strict=True):
        assert [in_words(other.formula, each) for each in LANGUAGES] == [
            in_words(line.formula, each) for each in LANGUAGES
        ]
    assert [[line.id for line in part.lines] for part in again.program.components] == [
        [line.id for line in part.lines] for part in built.program.components
    ]
