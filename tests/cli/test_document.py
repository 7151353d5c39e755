"""The JSON document: its form, and that every number in it is the model's."""

import datetime
import json
import math
from pathlib import Path
from typing import Any

import jsonschema
import numpy as np
import pytest

import feasibility
from feasibility import evaluate
from feasibility.case import case_from_mapping, case_hash, load_case
from feasibility.engine.expr import Axis
from feasibility.report.document import SCHEMA_VERSION, document, to_json
from tests.case import cases
from tests.cli.conftest import Run

NUMBER = {"type": ["number", "null"]}
NUMBERS = {"type": "array", "items": NUMBER}
LABEL = {
    "type": "object",
    "properties": {"nb": {"type": "string", "minLength": 1}, "en": {"type": "string", "minLength": 1}},
    "required": ["nb", "en"],
    "additionalProperties": False,
}


def closed(**properties: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def array(item: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": item}


TEXT = {"type": "string"}
LAW = {"basis": {"type": "array", "items": TEXT}, "note": {"anyOf": [LABEL, {"type": "null"}]}}
HASH = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
MEASURE = closed(
    id=TEXT,
    label=LABEL,
    unit=TEXT,
    number=NUMBER,
    reason={"anyOf": [LABEL, {"type": "null"}]},
    is_headline={"type": "boolean"},
    beside={"type": ["string", "null"]},
    **LAW,
)
ROW = closed(
    label=LABEL,
    kind={"enum": ["heading", "row", "total"]},
    month_line={"type": ["string", "null"]},
    year_line={"type": ["string", "null"]},
    by_year={"anyOf": [NUMBERS, {"type": "null"}]},
)
LINE = {
    "oneOf": [
        closed(id=TEXT, axis={"const": "scalar"}, unit=TEXT, label=LABEL, **LAW, value=NUMBER),
        closed(
            id=TEXT, axis={"enum": ["month", "year", "rate"]}, unit=TEXT, label=LABEL, **LAW, values=NUMBERS
        ),
    ]
}
LOAN = closed(
    id=TEXT,
    party={"enum": ["landlord", "operator"]},
    kind={"enum": ["annuity", "serial", "bullet"]},
    unit={"const": "NOK"},
    schedule=closed(drawn=NUMBERS, interest=NUMBERS, principal=NUMBERS, balloon=NUMBERS, balance=NUMBERS),
)
FIGURE = closed(
    id=TEXT, label=LABEL, unit=TEXT, number=NUMBER, reason={"anyOf": [LABEL, {"type": "null"}]}, **LAW
)
BY_YEAR = closed(id=TEXT, label=LABEL, unit=TEXT, by_year=NUMBERS, **LAW)
BREAKS = array(closed(id=TEXT, label=LABEL, unit=TEXT, by_year=NUMBERS, worst=NUMBER, **LAW))
UNTIL_SERVED = closed(headroom_by_year=NUMBERS, least_headroom=NUMBER, breaks=BREAKS)
COVENANT = closed(
    limit={"type": "number"},
    headroom_by_year=NUMBERS,
    least_headroom=NUMBER,
    years_in_breach={"type": "number"},
    breaks=BREAKS,
)
BORROWER = closed(
    party={"enum": ["landlord", "operator"]},
    sources=array(FIGURE),
    sources_nok={"type": "number"},
    uses=array(FIGURE),
    uses_nok={"type": "number"},
    counted=NUMBERS,
    measures=array(
        closed(
            id={"enum": ["icr", "dscr", "ltv", "equity_share"]},
            label=LABEL,
            unit=TEXT,
            by_year=NUMBERS,
            worst=NUMBER,
            worst_year=NUMBER,
            reason={"anyOf": [LABEL, {"type": "null"}]},
            covenant={"anyOf": [COVENANT, {"type": "null"}]},
            until_served={"anyOf": [UNTIL_SERVED, {"type": "null"}]},
            **LAW,
        )
    ),
    years=array(BY_YEAR),
    loans=array(closed(id=TEXT, kind=TEXT, balance_by_year=NUMBERS, figures=array(FIGURE))),
    groups=array(closed(id=TEXT, label=LABEL, note=TEXT, figures=array(FIGURE))),
)
STRESSED = closed(
    npv_nok=NUMBER,
    lowest_cash_nok=NUMBER,
    lowest_cash_month=NUMBER,
    worst_icr=NUMBER,
    worst_dscr=NUMBER,
    worst_ltv=NUMBER,
    unfunded_nok={"type": "number"},
    called_nok={"type": "number"},
    broken={
        "anyOf": [
            array(
                closed(
                    covenant={"enum": ["icr", "dscr", "ltv", "equity_share"]},
                    first_year={"type": "integer"},
                    years={"type": "integer"},
                )
            ),
            {"type": "null"},
        ]
    },
)
STRESS = closed(
    case_hash=HASH,
    rows=array(
        closed(
            id=TEXT,
            label=LABEL,
            not_applicable={"anyOf": [LABEL, {"type": "null"}]},
            parties={"type": "object", "additionalProperties": STRESSED},
        )
    ),
)
BANK = closed(borrowers=array(BORROWER), stress=STRESS)
FAILS = closed(
    month={"type": "integer"},
    most_nok={"type": "number"},
    worst_month={"type": "integer"},
    default_month={"type": ["integer", "null"]},
    with_default={"type": "object", "additionalProperties": NUMBER},
    text=LABEL,
)
ANSWER = {"note": TEXT, "by": {"type": ["string", "null"]}, "date": {"type": ["string", "null"]}}
SCHEMA = closed(
    format={"const": "feasibility result"},
    schema_version={"const": SCHEMA_VERSION},
    product_version={"const": feasibility.__version__},
    case=closed(
        name=TEXT,
        hash=HASH,
        start_month={"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}$"},
        horizon_months={"type": "integer"},
        structure={"enum": list(cases.STRUCTURES)},
    ),
    run=closed(
        date={"type": ["string", "null"]},
        base_hash=HASH,
        scenario={"anyOf": [closed(id=TEXT, label=TEXT), {"type": "null"}]},
        changes={"type": "object"},
        with_support={"type": "boolean"},
        mark=TEXT,
    ),
    months=array({"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}$"}),
    years=array({"type": "integer"}),
    measures={
        "type": "object",
        "propertyNames": {"enum": ["landlord", "operator", "municipality", "project"]},
        "additionalProperties": array(MEASURE),
    },
    statements={
        "type": "object",
        "additionalProperties": array(closed(id=TEXT, label=LABEL, rows=array(ROW))),
    },
    lines=array(LINE),
    loans=array(LOAN),
    verdicts=array(
        closed(
            of={"enum": ["landlord", "operator", "bank"]},
            colour={"enum": ["green", "amber", "red"]},
            reasons=array(LABEL),
        )
    ),
    ready_for_the_bank={"type": ["boolean", "null"]},
    placeholders=array(TEXT),
    gain_parts=array(
        closed(
            of=TEXT,
            npv_nok=NUMBER,
            parts_nok=closed(running=NUMBER, works=NUMBER, tax=NUMBER, sale=NUMBER),
            without_sale_nok=NUMBER,
        )
    ),
    operator_fails={"anyOf": [FAILS, {"type": "null"}]},
    bank={"anyOf": [BANK, {"type": "null"}]},
    checks=array(
        closed(id=TEXT, label=LABEL, difference_nok={"type": "number"}, passed={"type": "boolean"}, **LAW)
    ),
    warnings=array(
        closed(id=TEXT, text=LABEL, source=LABEL, answer={"anyOf": [closed(**ANSWER), {"type": "null"}]})
    ),
    answers_without_warning=array(closed(warning=TEXT, **ANSWER)),
)


def refuse(constant: str) -> float:
    raise AssertionError(f"{constant} is no JSON")


def read(text: str) -> dict[str, Any]:
    """Strictly: NaN and Infinity are no JSON."""
    found: dict[str, Any] = json.loads(text, parse_constant=refuse)
    return found


@pytest.mark.parametrize("name", cases.STRUCTURES)
def test_form(name: str) -> None:
    found = read(to_json(document(evaluate.run(case_from_mapping(cases.STRUCTURES[name]())))))
    jsonschema.Draft202012Validator(SCHEMA).validate(found)


def test_every_line_with_the_models_numbers() -> None:
    result = evaluate.run(case_from_mapping(cases.sublease_case()))
    found = read(to_json(document(result)))

    assert [line["id"] for line in found["lines"]] == list(result.built.model.lines)
    lengths = {"month": 120, "year": 11, "rate": result.built.model.length(Axis.RATE)}
    for line in found["lines"]:
        stated = result.values[line["id"]]
        shown = [line["value"]] if line["axis"] == "scalar" else line["values"]
        if line["axis"] != "scalar":
            assert len(shown) == lengths[line["axis"]]
        expected = np.atleast_1d(stated)[: len(shown)]
        for number, value in zip(shown, expected, strict=True):
            assert (number is None and math.isnan(value)) or number == value, line["id"]


def test_law_and_note_of_lines_measures_and_checks() -> None:
    found = document(evaluate.run(case_from_mapping(cases.sublease_case())))
    lines = {line["id"]: line for line in found["lines"]}
    # the landlord's key for shared purchases: the 5 % limits of mval § 8-2, under VAT in the documentation
    assert lines["landlord.vat.running"]["basis"] == ["mval § 8-2", "§6"]
    assert lines["landlord.vat.running"]["note"] == {
        "nb": "Omsetningsandelen året før, første år årets egen; 5 %-grensene gjelder.",
        "en": "Turnover share of the year before, the first year its own; the 5% limits apply.",
    }
    assert lines["lease.starts"]["note"] is None
    npv = next(m for m in found["measures"]["landlord"] if m["id"] == "landlord.npv")
    assert (npv["basis"], npv["note"]) == (lines["landlord.npv"]["basis"], lines["landlord.npv"]["note"])
    assert npv["basis"] == ["§10"]
    assert {tuple(check["basis"]) for check in found["checks"]} <= {("§11",), ("§10",), ("§11", "§12")}


def test_months_and_years() -> None:
    found = document(evaluate.run(case_from_mapping(cases.sublease_case())))
    # April 2026 and 120 months: the first and last of eleven years are cut short
    assert found["months"][0] == "2026-04"
    assert found["months"][-1] == "2036-03"
    assert len(found["months"]) == 120
    assert found["years"] == list(range(2026, 2037))


def test_a_number_that_does_not_exist_is_null_with_its_reason() -> None:
    result = evaluate.run(case_from_mapping(cases.minimal_case()))
    found = read(to_json(document(result)))
    by_id = {m["id"]: m for party in found["measures"].values() for m in party}
    missing = [m for m in by_id.values() if m["number"] is None]
    assert missing
    for measure in missing:
        reason = result.reason(measure["id"])
        assert reason is not None
        assert measure["reason"] == {"nb": reason.nb, "en": reason.en}
    assert all(m["reason"] is None for m in by_id.values() if m["number"] is not None)


def test_statements_add_up_to_the_month_lines() -> None:
    found = document(evaluate.run(case_from_mapping(cases.sublease_case())))
    lines = {line["id"]: line for line in found["lines"]}
    assert set(found["statements"]) == {"landlord", "operator"}
    for statement in found["statements"]["operator"]:
        for row in statement["rows"]:
            if row["year_line"] is not None:
                assert row["by_year"] == lines[row["year_line"]]["values"]
    ebitda = next(
        row
        for statement in found["statements"]["operator"]
        for row in statement["rows"]
        if row["month_line"] == "operator.ebitda"
    )
    by_month = lines["operator.ebitda"]["values"]
    # nine months of 2026, then whole years
    assert ebitda["by_year"][0] == pytest.approx(math.fsum(by_month[:9]))
    assert ebitda["by_year"][1] == pytest.approx(math.fsum(by_month[9:21]))


def test_loans_by_month() -> None:
    found = document(evaluate.run(case_from_mapping(cases.sublease_case())))
    assert [(loan["party"], loan["id"], loan["kind"]) for loan in found["loans"]] == [
        ("landlord", "bank", "annuity"),
        ("operator", "start", "serial"),
    ]
    schedule = found["loans"][1]["schedule"]
    # 250,000 drawn in month 6, repaid over 60 months, the first in month 7 (docs/model.md §7)
    assert schedule["drawn"][5] == 250_000
    assert sum(schedule["drawn"]) == 250_000
    assert schedule["principal"][6] == pytest.approx(250_000 / 60)
    assert schedule["interest"][6] == pytest.approx(250_000 * 0.05 / 12)
    assert schedule["balance"][65] == pytest.approx(0, abs=1e-6)


def test_the_banks_part_repeats_the_model_and_is_null_where_nobody_borrows() -> None:
    stated = cases.sublease_case()
    stated["bank"] = {"covenants": {"minimum_dscr": 1.2, "maximum_ltv": 0.6}}
    result = evaluate.run(case_from_mapping(stated))
    found = read(to_json(document(result)))
    jsonschema.Draft202012Validator(SCHEMA).validate(found)
    bank = found["bank"]
    assert [b["party"] for b in bank["borrowers"]] == ["landlord", "operator"]
    for borrower in bank["borrowers"]:
        assert borrower["sources_nok"] == pytest.approx(borrower["uses_nok"], abs=0.005)
        assert sum(s["number"] for s in borrower["sources"]) == pytest.approx(borrower["sources_nok"])
    measures = {m["id"]: m for m in bank["borrowers"][0]["measures"]}
    assert measures["dscr"]["covenant"]["limit"] == 1.2
    assert measures["dscr"]["worst"] == result.number("landlord.bank.dscr.worst")
    assert measures["icr"]["covenant"] is None
    assert bank["stress"]["case_hash"] == found["case"]["hash"]
    base = bank["stress"]["rows"][0]["parties"]["operator"]
    assert base["npv_nok"] == pytest.approx(result.number("operator.npv"))
    assert document(evaluate.run(case_from_mapping(cases.minimal_case())))["bank"] is None


def test_what_the_run_changed(run: Run, sublease: Path) -> None:
    run("run", sublease, "--json", "base.json")
    run(
        "run", sublease, "--json", "changed.json", "--scenario", "low", "--without-support",
        "--set", "products.flex.units=30", "--date", "2027-01-31",
    )  # fmt: skip
    base, changed = (read(Path(name).read_text("utf-8")) for name in ("base.json", "changed.json"))

    case = load_case(sublease)
    assert base["case"]["hash"] == base["run"]["base_hash"] == case_hash(case)
    assert base["run"] == {
        "date": datetime.date.today().isoformat(),  # where no date is given, the command line's own day
        "base_hash": case_hash(case),
        "scenario": None,
        "changes": {},
        "with_support": True,
        "mark": base["run"]["mark"],
    }
    assert changed["case"]["hash"] != case_hash(case)
    assert changed["run"] == {
        "date": "2027-01-31",
        "base_hash": case_hash(case),
        "scenario": {"id": "low", "label": "Lavt belegg"},
        "changes": {"products.flex.units": 30},
        "with_support": False,
        "mark": changed["run"]["mark"],
    }
    assert base["run"]["mark"] != changed["run"]["mark"]
    for found in (base, changed):
        jsonschema.Draft202012Validator(SCHEMA).validate(found)


def test_the_same_run_gives_the_same_bytes(run: Run, sublease: Path) -> None:
    run("run", sublease, "--json", "a.json")
    run("run", sublease, "--json", "b.json", "--language", "en")
    assert Path("a.json").read_bytes() == Path("b.json").read_bytes()


def test_minus_zero_is_zero() -> None:
    text = to_json(document(evaluate.run(case_from_mapping(cases.sublease_case()))))
    assert "-0.0," not in text
    assert "-0.0]" not in text
