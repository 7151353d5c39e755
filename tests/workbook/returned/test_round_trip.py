"""Ten numbers typed into each of ten random cases' books in LibreOffice, as a Norwegian bank types them.

What comes home is the case with those changes: its results are those the book shows, and those of the case
changed by its owner. Cases and cells are drawn; five books share a start of LibreOffice.
"""

from __future__ import annotations

import datetime
import itertools
import random
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from feasibility.case import Case, case_from_mapping, parse_case
from feasibility.engine.calendar import serial
from feasibility.engine.expr import Input
from feasibility.evaluate import run
from feasibility.model.base.result import Result
from feasibility.workbook import input_cells, write_workbook
from feasibility.workbook.limits import is_open
from feasibility.workbook.returned.changes import workbook_changes
from feasibility.workbook.returned.words import NotReadable
from tests.workbook.libreoffice import typed_in_libreoffice
from tests.workbook.test_other_engines import SEEDS, stated
from tests.workbook.test_random_cases import may_be

pytestmark = [pytest.mark.slow, pytest.mark.system]

TEN = 10
SUPPORT, START = "with_support", "start_month"
WHOLE = ("months", "month", "count", "people", "years", "year")
KINDS = ("NOK", "share", "m2", *WHOLE)


def drawn(case: Case, result: Result, cells: Mapping[str, str], r: random.Random) -> dict[str, str]:
    """Ten inputs and what is typed into each: a date, and numbers of as many kinds as the case has."""
    day = datetime.date(r.randrange(2025, 2031), r.randrange(1, 13), 1)
    typed = {START: f"{day:%d.%m.%Y}"}
    values: dict[str, float] = {}
    for item in by_kinds(result, cells, r):
        text = typed_text(item, r)
        if may_be(case, values, item.id, value_of(text)):
            typed[item.id], values[item.id] = text, value_of(text)
        if len(typed) == TEN:
            return typed
    raise AssertionError("the case has too few inputs")


def by_kinds(result: Result, cells: Mapping[str, str], r: random.Random) -> Iterator[Input]:
    """The case's open inputs in a drawn order: one of each kind of unit, then the next of each."""
    inputs = [i for i in result.built.model.inputs.values() if i.id in cells and i.value and is_open(i)]
    r.shuffle(inputs)
    kinds = [[i for i in inputs if i.unit.partition("/")[0] == kind] for kind in KINDS]
    return (item for row in itertools.zip_longest(*kinds) for item in row if item is not None)


def typed_text(item: Input, r: random.Random) -> str:
    """Another number for an input, as it is typed: 1234,5 or 7,25 % or 18."""
    head = item.unit.partition("/")[0]
    if head in WHOLE:
        other = round(item.value) + r.choice((-2, -1, 1, 2))
        return str(other if other > 0 else round(item.value) + 1)
    share = head == "share"
    number = f"{item.value * r.uniform(0.6, 1.4) * (100 if share else 1):.2f}".replace(".", ",")
    return f"{number} %" if share else number


def value_of(text: str) -> float:
    """The number that a text means in Norway."""
    number = float(text.removesuffix(" %").replace(",", "."))
    return number / 100 if text.endswith(" %") else number


@pytest.mark.parametrize("seeds", [SEEDS[:5], SEEDS[5:]])
def test_ten_changes_typed_in_libreoffice_come_home(
    seeds: tuple[int, ...], libreoffice: Path, tmp_path: Path
) -> None:
    made = []
    for seed in seeds:
        case = case_from_mapping(stated(seed))
        result = run(case)
        path = write_workbook(result, tmp_path / f"{seed}.xlsx")
        at = {id: cell.partition("!")[2] for id, cell in input_cells(path).items()}
        typed = drawn(case, result, at, random.Random(seed))
        off = {SUPPORT: "0"} if seed % 2 else {}
        made.append((seed, case, typed, path, {at[id]: text for id, text in {**typed, **off}.items()}))
    books = typed_in_libreoffice([(path, cells) for *_, path, cells in made], libreoffice, tmp_path)
    for (seed, case, typed, *_), book in zip(made, books, strict=True):
        assert_comes_home(case, typed, book, seed)


def assert_comes_home(case: Case, typed: Mapping[str, str], book: Path, seed: int) -> None:
    day, month, year = typed[START].split(".")
    start = datetime.date(int(year), int(month), int(day))
    values = {path: value_of(text) for path, text in typed.items() if path != START}
    has_support = seed % 2 == 0
    found = workbook_changes(book)
    assert found.verification.is_sound, (seed, found.verification)
    assert {each.path: each.now for each in found.taken} == pytest.approx(
        {**values, START: float(serial(start))}, rel=1e-12
    )
    assert {each.path: each.now for each in found.left} == ({} if has_support else {SUPPORT: 0})
    assert found.problems == ()
    wanted = run(case.changed({**values, START: f"{start:%Y-%m}", "scenarios": {}}), has_support)
    home = run(parse_case(found.new_text()), has_support)
    assert {measure.line.id for measure in wanted.built.measures} == {each.line for each in found.figures}
    for figure in found.figures:
        number = wanted.number(figure.line)
        same = None if number is None else pytest.approx(number, rel=1e-9, abs=1e-6)
        assert home.number(figure.line) == same, (seed, figure)
        assert figure.recomputed == same, (seed, figure)
        assert figure.agrees, (seed, figure)


def test_what_is_no_number_is_told_at_its_cell_and_nothing_is_taken(
    libreoffice: Path, tmp_path: Path
) -> None:
    """A cell made blank, words, a number as text, formulas; and a good number beside them."""
    case = case_from_mapping(stated(SEEDS[0]))
    result = run(case)
    path = write_workbook(result, tmp_path / "a.xlsx")
    at = {id: cell.partition("!")[2] for id, cell in input_cells(path).items()}
    prices = [
        item.id
        for item in result.built.model.inputs.values()
        if item.id in at and item.unit.startswith("NOK") and item.value and is_open(item)
    ]
    wrong = {"": "cleared", "ti": "text", "'12,5": "text", "=1/0": "formula", "=2*600": "formula"}
    typed = dict(zip(prices, [*wrong, "1234,5"], strict=False))
    assert len(typed) == len(wrong) + 1
    [book] = typed_in_libreoffice(
        [(path, {at[id]: text for id, text in typed.items()})], libreoffice, tmp_path
    )
    found = workbook_changes(book)
    assert {each.path: each.what for each in found.verification.broken} == {
        id: wrong[text] for id, text in typed.items() if text in wrong
    }
    assert {each.cell for each in found.verification.broken} == {
        at[id] for id, text in typed.items() if text in wrong
    }
    with pytest.raises(NotReadable):
        found.new_text()
