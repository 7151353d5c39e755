"""A result as a JSON document, for other programs. Described field by field in docs/commands.md.

The order of keys is fixed, so that two documents can be compared line by line. A number that does not exist
is null, never NaN.
"""

from __future__ import annotations

import datetime
import json
import math
from collections.abc import Iterable, Mapping
from typing import Any

from feasibility.analysis.operator_fails import operator_fails, told
from feasibility.analysis.verdicts import ready_for_the_bank, said
from feasibility.case import Case, WarningAnswer, case_hash
from feasibility.engine.expr import Axis, Line
from feasibility.evidence.placeholders import placeholders
from feasibility.model import Result
from feasibility.model.base.result import PARTS
from feasibility.names import COMPANY_IDS, PARTIES
from feasibility.report.bank_document import bank_document, law_and_note
from feasibility.report.summary import Applied
from feasibility.report.words import month_dates
from feasibility.version import FORMAT, SCHEMA_VERSION, __version__

LOAN_COLUMNS = ("drawn", "interest", "principal", "balloon", "balance")

Document = dict[str, Any]


def document(
    result: Result,
    base: Case | None = None,
    applied: Applied | None = None,
    date: datetime.date | None = None,
) -> Document:
    """Everything about a result as dicts, lists, numbers and text, ready for `to_json`.

    Args:
        result: one evaluated case.
        base: the case as it stands in the file, where the run changed it.
        applied: what the run changed; nothing where it is left out.
        date: the date of the run as its caller gives it.
    """
    return {
        **head(result, base, applied, date),
        "months": [f"{day:%Y-%m}" for day in month_dates(result)],
        "years": [int(year) for year in result.values["calendar.years"][: years_within(result)]],
        "measures": _measures(result),
        "statements": _statements(result),
        "lines": [_line(result, line) for line in result.built.program.lines],
        "loans": _loans(result),
        "verdicts": [
            {
                "of": verdict.of,
                "colour": verdict.colour,
                "reasons": [reason.by_language() for reason in verdict.reasons],
            }
            for verdict in said(result)
        ],
        "ready_for_the_bank": ready_for_the_bank(result),
        "placeholders": list(placeholders(result.case)),
        "gain_parts": [
            {
                "of": split.whole.id,
                "npv_nok": result.number(split.whole),
                "parts_nok": dict(zip(PARTS, (result.number(line) for line in split.parts), strict=True)),
                "without_sale_nok": result.number(split.without_sale),
            }
            for split in result.built.splits
        ],
        "operator_fails": _operator_fails(result),
        "bank": bank_document(result, years_within(result)),
        "checks": [
            {
                "id": check.id,
                "label": check.label.by_language(),
                "difference_nok": check.difference,
                "passed": check.passed,
                **law_and_note(check),
            }
            for check in result.checks
        ],
        "warnings": [
            {
                "id": warning.id,
                "text": warning.text.by_language(),
                "source": warning.source.by_language(),
                "answer": None if warning.answer is None else _answer(warning.answer),
            }
            for warning in result.warnings
        ],
        "answers_without_warning": [
            {"warning": answer.warning, **_answer(answer)} for answer in result.answers_left
        ],
    }


def _answer(answer: WarningAnswer) -> Document:
    return {"note": answer.note, "by": answer.by, "date": answer.date}


def head(
    result: Result,
    base: Case | None = None,
    applied: Applied | None = None,
    date: datetime.date | None = None,
) -> Document:
    """What every document begins with: format and version, the case, and the run; arguments as of
    `document`."""
    applied = applied or Applied()
    case = result.case
    return {
        "format": FORMAT,
        "schema_version": SCHEMA_VERSION,
        "product_version": __version__,
        "case": {
            "name": case.name,
            "hash": case_hash(case),
            "start_month": case.start_month,
            "horizon_months": case.horizon_months,
            "structure": case.deal.structure,
        },
        "run": {
            "date": None if date is None else date.isoformat(),
            "base_hash": case_hash(case if base is None else base),
            "scenario": None
            if applied.scenario is None
            else {"id": applied.scenario, "label": applied.scenario_label or applied.scenario},
            "changes": {path: applied.changes[path] for path in sorted(applied.changes)},
            "with_support": applied.with_support,
            "mark": result.mark,
        },
    }


def to_json(found: Document) -> str:
    """The document as text; what holds only plain values stands on one line. Ends with a line break."""
    return _written(found, "") + "\n"


def years_within(result: Result) -> int:
    """How many years of the year axis lie within the horizon; it has room for one more than may be needed."""
    return int((result.values["calendar.months_in_year"] > 0).sum())


def _measures(result: Result) -> dict[str, list[Document]]:
    found: dict[str, list[Document]] = {party: [] for party in PARTIES}
    before: str | None = None
    for measure in result.built.measures:
        line, reason = measure.line, result.reason(measure.line)
        beside, before = None if measure.under is None else before, line.id
        found[measure.party].append(
            {
                "id": line.id,
                "label": line.label.by_language(),
                "unit": line.unit,
                "number": _number(result.values[line.id]),
                "reason": None if reason is None else reason.by_language(),
                "is_headline": measure.is_headline,
                "beside": beside,
                **law_and_note(line),
            }
        )
    return {party: measures for party, measures in found.items() if measures}


def _operator_fails(result: Result) -> Document | None:
    """The landlord's result with the operator's default; None where the operator's money lasts."""
    fails = operator_fails(result)
    if fails is None:
        return None
    default = fails.default
    return {
        "month": fails.month,
        "most_nok": fails.most_nok,
        "worst_month": fails.worst_month,
        "default_month": None if default is None else default.month,
        "with_default": {} if default is None else dict(default.numbers),
        "text": told(result, fails).by_language(),
    }


def _statements(result: Result) -> dict[str, list[Document]]:
    """By party: each statement with a row's amounts by calendar year, NOK."""
    count = years_within(result)
    found: dict[str, list[Document]] = {}
    for statement in result.built.statements:
        rows = [
            {
                "label": row.label.by_language(),
                "kind": row.kind,
                "month_line": None if row.month is None else row.month.id,
                "year_line": None if row.year is None else row.year.id,
                "by_year": None if row.year is None else _numbers(result.values.of(row.year)[:count]),
            }
            for row in statement.rows
        ]
        found.setdefault(statement.party, []).append(
            {"id": statement.id, "label": statement.label.by_language(), "rows": rows}
        )
    return found


def _line(result: Result, line: Line) -> Document:
    value = result.values.of(line)
    about = {
        "id": line.id,
        "axis": line.axis.value,
        "unit": line.unit,
        "label": line.label.by_language(),
        **law_and_note(line),
    }
    if line.axis is Axis.SCALAR:
        return {**about, "value": _number(value)}
    return {**about, "values": _numbers(value[: years_within(result)] if line.axis is Axis.YEAR else value)}


def _loans(result: Result) -> list[Document]:
    """Every loan of each company, with its schedule by month."""
    found = []
    for party in COMPANY_IDS:
        for id, loan in getattr(result.case.financing, party).loans.items():
            columns = {name: f"{party}.loan.{id}.{name}" for name in LOAN_COLUMNS}
            if all(line in result.values for line in columns.values()):
                schedule = {name: _numbers(result.values[line]) for name, line in columns.items()}
                found.append(
                    {"id": id, "party": party, "kind": loan.kind, "unit": "NOK", "schedule": schedule}
                )
    return found


def _number(value: float) -> float | None:
    number = float(value)
    # + 0.0: minus zero is zero.
    return number + 0.0 if math.isfinite(number) else None


def _numbers(values: Iterable[float]) -> list[float | None]:
    return [_number(value) for value in values]


def _written(value: object, indent: str) -> str:
    inner = f"{indent} "
    if isinstance(value, Mapping) and any(isinstance(item, Mapping | list) for item in value.values()):
        items = (f"{inner}{_plain(key)}: {_written(item, inner)}" for key, item in value.items())
        return "{\n" + ",\n".join(items) + f"\n{indent}}}"
    if isinstance(value, list) and any(isinstance(item, Mapping) for item in value):
        return "[\n" + ",\n".join(f"{inner}{_written(item, inner)}" for item in value) + f"\n{indent}]"
    return _plain(value)


def _plain(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)
