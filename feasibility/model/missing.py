"""The check that every line has the number it promises: what has none is a fault, never an answer."""

from __future__ import annotations

from collections.abc import Sequence

from feasibility.engine.compute.missing import lines_without_numbers
from feasibility.engine.compute.program import Program, Values
from feasibility.engine.expr import Line
from feasibility.language import Label, Language
from feasibility.model.base.result import Outcome

_NAMED = 3


def every_line_has_a_number(program: Program, values: Values) -> Outcome:
    """The check that no line is infinite, and none without a number unless it may be and says why.

    A difference of 0 is passed; where it is not, the outcome has no difference, and names the first lines.
    """
    wrong = lines_without_numbers(program, values)
    if not wrong:
        return Outcome("check.numbers", _LABEL, 0.0, ("§11",))
    return Outcome("check.numbers", Label(_named(wrong, "nb"), _named(wrong, "en")), None, ("§11",))


def _named(wrong: Sequence[Line], language: Language) -> str:
    first = ", ".join(line.id for line in wrong[:_NAMED])
    more = f" … ({len(wrong)})" if len(wrong) > _NAMED else ""
    return f"{_LABEL.text(language)}: {first}{more}"


_LABEL = Label("Alle linjer har et tall, eller sier hvorfor", "Every line has a number, or says why not")
