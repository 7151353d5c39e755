"""What the landlord is left with where the operator runs out of money: a second run, with its default.

A landlord's result in which rent comes in although the operator has no money to pay it with is no result. So
where the operator has a month that nobody has agreed to fund, the same case is run once more with the
operator's default (docs/model.md §4) from the first such month, and shown beside (§13.2).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Final

import numpy as np
import numpy.typing as npt

from feasibility.analysis.once import Question
from feasibility.analysis.other_structure import SHOWN, run_other
from feasibility.engine.calendar import date_of
from feasibility.language import Label, format_amount, format_month
from feasibility.language.label import lower_first
from feasibility.model import Result
from feasibility.names import PARTIES, CompanyId
from feasibility.record import record

ORE: Final = 0.005
"""Half an øre: amounts below it are rounding."""


@record
class Defaulted:
    """The second run. month: the operator pays nothing from this project month. numbers: the landlord's
    measures by line, NOK; None where there is no such number."""

    month: int
    numbers: Mapping[str, float | None]
    result: Result


@record
class OperatorFails:
    """The operator lacks money nobody has agreed to put in.

    month: the first such project month. most_nok, worst_month: most that is missing, and when.
    default: the run with its default from that month (from the deal's second month where it is earlier);
    None where the deal has ended before it.
    """

    month: int
    most_nok: float
    worst_month: int
    default: Defaulted | None


def operator_fails(result: Result) -> OperatorFails | None:
    """The landlord's result with the operator's default; None where the operator's money lasts.

    Nor is anything told where the case itself lets the operator default: then that is what is shown.
    """
    case = result.case
    if "operator" not in case.companies or case.operator_default is not None:
        return None
    if not (operators_unfunded(result) > ORE).any():
        return None
    return _known(Question.of(result))


@lru_cache(maxsize=8)
def _known(asked: Question) -> OperatorFails:
    """Summary, document and workbook of one run all ask, and each answer takes a model of its own.

    Few are kept, as a result is large: of those who use the app at once, the run and the one it is
    compared with.
    """
    result, missing = asked.result, operators_unfunded(asked.result)
    first = int(np.argmax(missing > ORE)) + 1
    return OperatorFails(first, float(missing.max()), int(np.argmax(missing)) + 1, _defaulted(result, first))


def operators_unfunded(result: Result) -> npt.NDArray[np.float64]:
    """What nobody has agreed to put into the company that is the operator of the month, NOK.

    With a next operator each counts in its own months: what the one that has left lacks later fails no rent.
    """
    found = np.zeros(result.case.horizon_months)
    for company in result.case.operators:
        own = np.asarray(result.values[f"{company}.unfunded"], dtype=float)
        during = f"phases.operates.{company}"
        found = found + (own * result.values[during] if during in result.values else own)
    return found


def operator_in(result: Result, month: int) -> CompanyId:
    """Which company the operator of a project month is."""
    stages = [stage for stage in result.case.stages if stage.of_phase is not None]
    begun = [s for s in stages if result.case.phases[s.of_phase or 0].from_month <= month]
    return begun[-1].operator if begun else "operator"


def operator_months(result: Result) -> npt.NDArray[np.int64]:
    """The project months in which an operator has a deal with the landlord, one after another.

    With phases the deals of the operator alone count: it cannot default on what the landlord runs itself.
    """
    stages, values = result.case.stages, result.values
    lines = [f"stage{i}.operating" for i in range(1, len(stages) + 1)]
    if len(stages) == 1:
        lines = ["deal.operating"]
    ours = [values[line] > 0 for line, s in zip(lines, stages, strict=True) if s.has_operator]
    return np.flatnonzero(np.any(ours, axis=0)) + 1 if ours else np.zeros(0, dtype=np.int64)


def operator_default_month(result: Result, first: int) -> int | None:
    """The first month from `first` on in which the operator can default; None where there is none.

    In the first month of its deal it has not begun: the second is the earliest.
    """
    months = operator_months(result)[1:]
    left = months[months >= first]
    return int(left[0]) if len(left) else None


def _defaulted(result: Result, first: int) -> Defaulted | None:
    month = operator_default_month(result, first)
    if month is None:
        return None
    case = result.case.changed({"operator_default": {"month": month}, "scenarios": {}})
    found = run_other(result, case)
    numbers: dict[str, float | None] = {
        line: found.number(line) for line in SHOWN if line in found.built.model.lines
    }
    return Defaulted(month, numbers, found)


def told(result: Result, fails: OperatorFails) -> Label:
    """What is said of it wherever the landlord's result stands."""

    def month(number: int, nb: bool) -> str:
        day = date_of(float(result.values["calendar.date"][number - 1]))
        return format_month(day, "nb" if nb else "en")

    who = _who(result, fails.month)
    most_nb, most_en = format_amount(fails.most_nok, "nb"), format_amount(fails.most_nok, "en")
    lacks = Label(
        f"Dette forutsetter at {who.nb} betaler, men {who.nb} mangler penger ingen har sagt ja til fra "
        f"{month(fails.month, True)}, {most_nb} på det meste.",
        f"This takes it that {who.en} pays, but {who.en} lacks money nobody has agreed to from "
        f"{month(fails.month, False)}, {most_en} at most.",
    )
    if fails.default is None:
        after = Label("Avtalen er da slutt.", "The deal has ended by then.")
        return Label(f"{lacks.nb} {after.nb}", f"{lacks.en} {after.en}")
    when, numbers = fails.default.month, fails.default.numbers
    clauses = [_clause(gain, than) for line, than in _THAN.items() if (gain := numbers.get(line)) is not None]
    nb, en = " og ".join(c.nb for c in clauses), " and ".join(c.en for c in clauses)
    who = _who(result, when)
    return Label(
        f"{lacks.nb} Misligholder {who.nb} fra {month(when, True)}, kommer gårdeieren {nb}.",
        f"{lacks.en} If {who.en} defaults from {month(when, False)}, the landlord ends up {en}.",
    )


def _who(result: Result, month: int) -> Label:
    """ "driveren", as it is called within a sentence."""
    full = PARTIES[operator_in(result, month)].full
    return Label(lower_first(full.nb), lower_first(full.en))


def _clause(gain: float, than: Label) -> Label:
    nb, en = format_amount(abs(gain), "nb"), format_amount(abs(gain), "en")
    if round(gain) == 0:
        return Label(f"likt ut som {than.nb}", f"the same as {than.en}")
    if gain > 0:
        return Label(f"{nb} bedre ut enn {than.nb}", f"{en} better off than {than.en}")
    return Label(f"{nb} dårligere ut enn {than.nb}", f"{en} worse off than {than.en}")


_THAN: Final = {
    "landlord.npv_against_vacant": Label("om lokalene står tomme", "with the space left vacant"),
    "landlord.npv_against_ordinary": Label("med en ordinær leietaker", "with an ordinary tenant"),
}
