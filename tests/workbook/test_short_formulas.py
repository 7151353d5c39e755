"""Formulas a person can follow: short, each on its sheet where it can be, with links that run one way."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from feasibility.case import load_case
from feasibility.engine.compute.program import Program
from feasibility.engine.expr import Axis, Expr, Line, count_of, greatest, highest, least, total_of, when
from feasibility.engine.model import Model, null
from feasibility.engine.sheet.parting import LONGEST, Parted, Parting
from feasibility.engine.sheet.width import Widths
from feasibility.language import Label
from feasibility.resources import example_names, example_path, template_names, template_path
from feasibility.workbook import verify, write, write_workbook
from feasibility.workbook.sheet import Run
from tests.evaluated import evaluated

pytestmark = pytest.mark.slow

LONGEST_ALLOWED = 120  # characters; longer ones nobody follows
PATHS = [
    *(pytest.param(template_path(name), id=name) for name in template_names()),
    *(pytest.param(example_path(name), id=name) for name in example_names()),
]
# From a sheet to those it may read. Years are read by months where a rule of law works by calendar year
# (VAT adjustment, tax); the sheet of rates reads the cash flows it finds the rates of.
MAY_READ = {
    "Beregning": {"Forutsetninger", "Årsberegning"},
    "Årsberegning": {"Forutsetninger", "Beregning"},
    "Internrente": {"Forutsetninger", "Beregning", "Årsberegning"},
    "Nøkkeltall": {"Forutsetninger", "Beregning", "Årsberegning", "Internrente", "Kontroll"},
    "Kontroll": {"Forutsetninger", "Beregning", "Årsberegning", "Internrente", "Nøkkeltall"},
}


@pytest.fixture(scope="module", params=PATHS)
def runs(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> list[Run]:
    """Every run of formulas in a case's workbook, which is verified like any other."""
    seen: list[Run] = []

    def remember(path: Path, found: list[Run], months: list[str], language: str) -> int:
        seen.extend(found)
        return verify.verify(path, found, months, "nb")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(write, "verify", remember)
        write_workbook(evaluated(load_case(request.param)), tmp_path_factory.mktemp("book") / "book.xlsx")
    return seen


def test_no_formula_is_longer_than_a_person_can_follow(runs: list[Run]) -> None:
    lengths = [
        (max(map(_length, run.formula.across(len(run.values)))), run.sheet, run.line_id) for run in runs
    ]
    too_long = [found for found in lengths if found[0] > LONGEST_ALLOWED]
    assert not too_long, sorted(too_long, reverse=True)[:10]


def test_links_run_one_way(runs: list[Run]) -> None:
    wrong = {
        (run.sheet, other, run.line_id)
        for run in runs
        for other in _sheets_read(run)
        if run.sheet in MAY_READ and other not in MAY_READ[run.sheet]
    }
    assert not wrong


def test_months_read_inputs_through_their_own_links_alone(runs: list[Run]) -> None:
    """So that the formulas of a row are shared, and an input is read once a sheet."""
    links = [run for run in runs if run.sheet == "Beregning" and "Forutsetninger" in _sheets_read(run)]
    assert links
    for run in links:
        assert len(run.values) == 1
        assert re.fullmatch(r"Forutsetninger!\$[BC]\$\d+", run.formula.across(1)[0])
    targets = [run.formula.pattern for run in links]
    assert len(targets) == len(set(targets))


def _length(formula: str) -> int:
    """The words of a reason are not counted."""
    return len(re.sub(r'"(?:[^"]|"")*"', '""', formula))


def _sheets_read(run: Run) -> set[str]:
    outside_texts = "".join(run.formula.pattern.split('"')[0::2])
    return {name.strip("'") for name in re.findall(r"('[^']+'|[A-Za-zÆØÅæøå]+)!", outside_texts)}


# ---- formulas in parts -----------------------------------------------------------------------------------


def _label(text: str) -> Label:
    return Label(text, text)


class Long:
    """Four months of x = −1, 0, 1, 2 and of y = 3, one sheet for all, and one long line."""

    def __init__(self, write_formula: Callable[[Line, Line, Line], Expr] | None = None) -> None:
        m = self.m = Model(4)
        one = m.input("one", 1, "NOK", _label("one"))
        number = m.recurrence("number", lambda before: before + one, "count", _label("number"), opening=-2)
        x = m.line("x", number * 1, "NOK", _label("x"))
        y = m.line("y", x - x + 3, "NOK", _label("y"))
        self.nothing = m.line("nothing", when(x > 3, x, null("nei", "no")), "NOK", _label("nothing"))
        written = (write_formula or self.long_formula)(x, y, number)
        self.line = m.line("long", written, "NOK", _label("long"), axis=Axis.MONTH)
        self.program = Program(m)
        widths = Widths(lambda item, home: home, lambda upper, lower: False)
        self.parting = Parting(widths, lambda line: "M", len(m.lines))
        self.widths = widths

    def long_formula(self, x: Line, y: Line, n: Line) -> Expr:
        """The formula, where none is given."""
        raise NotImplementedError

    def parted(self) -> Parted:
        assert self.parting.is_long(self.line)
        found = self.parting.parted(self.line)
        for formula in (found.formula, *(part.formula for part in found.parts)):
            assert self.widths.of(formula) <= LONGEST
        return found

    def values(self, parted: Parted) -> tuple[list[float], list[list[float]]]:
        """(the line by its parts, each part), by month."""
        of, count = self.line, len(self.m.lines) + len(parted.parts)
        whole = Line("whole", of.axis, "NOK", of.label, None, (), "", "none", count, None, parted.formula)
        values = self.program.with_parts(self.program.run(), [*parted.parts, whole])
        return values.of(whole).tolist(), [np.ravel(values.of(part)).tolist() for part in parted.parts]


def test_a_long_sum_keeps_its_value() -> None:
    long = Long(lambda x, y, n: total_of([when(x > y * i, x * y, y) for i in (0, 1, 2, 3, 4)] * 4))
    found, parts = long.values(long.parted())
    # by hand: x > 0 in the last two months, where x · 3 instead of 3; x never exceeds 3 or more
    assert found == [5 * 3 * 4, 5 * 3 * 4, (3 + 4 * 3) * 4, (6 + 4 * 3) * 4]
    assert len(parts) >= 2


def test_alike_parts_are_one_row() -> None:
    def formula(x: Line, y: Line, n: Line) -> Expr:
        def term() -> Expr:  # alike, but not the same object
            return when(x > y, x * y + y * 2 - x * 3 + least(x, y, n), greatest(x, y, n) * y + n * 4)

        return term() * term() - term() * y

    long = Long(formula)
    parted = long.parted()
    assert len({id(part.formula) for part in parted.parts}) == len(parted.parts) <= 2


@pytest.mark.parametrize("positive", [True, False])
def test_what_may_fail_stays_behind_its_condition(positive: bool) -> None:
    def formula(x: Line, y: Line, n: Line) -> Expr:
        risky = total_of([y / x, y / x * 2, y / x * 3, y / x * 4, n / x * y * 2, n / x * y * 3]) * (y / x + n)
        safe = total_of([y, y * 2, y * 3, y * 4, n * y * 2, n * y * 3]) * (y + n)
        return when(x > 0, risky, safe) if positive else when(x <= 0, safe, risky)

    long = Long(formula)
    parted = long.parted()
    found, parts = long.values(parted)
    assert all(abs(number) < 1e6 for part in parts for number in part)  # no 1/0 in the second month
    # by hand, x = −1, 0, 1, 2 = n and y = 3: (30 + 15n)(3 + n); (30 + 15n)/x · (3/x + n)
    assert found == [15 * 2, 30 * 3, 45 * 4, 60 / 2 * 3.5]


def test_what_does_nothing_is_left_out() -> None:
    def formula(x: Line, y: Line, n: Line) -> Expr:
        dead = [(x - x * 0) * 0 * (y + i) * (x + y + n) * (x - y - n) for i in (1, 2, 3, 4)]
        return total_of([x * 1 * (y - 0) / 1, *dead])

    parted = Long(formula).parted()
    assert not parted.parts
    assert Widths(lambda i, h: h, lambda a, b: False).of(parted.formula) == len("AB1234*AB1234")


def test_the_highest_of_nothing_stays_behind_its_condition() -> None:
    """MAX of a line without numbers is 0 in a sheet and no number in Python: its own row must not ask."""

    class Guarded(Long):
        def long_formula(self, x: Line, y: Line, n: Line) -> Expr:
            top = greatest(highest(self.nothing), y) * 2 + total_of([x, y, n, x, y, n, y] * 3)
            return when(count_of(self.nothing) > 0, top, y)

    long = Guarded()
    found, parts = long.values(long.parted())
    assert found == [3.0] * 4
    assert all(math.isfinite(number) for part in parts for number in part)
