"""What each party decides by, of one column: the rows of the comparison."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np

from feasibility.analysis.operator_fails import ORE, OperatorFails
from feasibility.analysis.verdicts import COLOUR_WORDS, COLOURS, said
from feasibility.language import Label
from feasibility.model import Result
from feasibility.model.base.bank_view import BankView
from feasibility.model.base.deal_words import deal_in_brief
from feasibility.model.base.result import VerdictOf
from feasibility.names import COMPANY_IDS, OPERATOR_IDS, CompanyId

Decider = Literal["landlord", "operator", "bank", "municipality", "run"]
"""Whose row it is; `run` for what is of the whole run."""

Better = Literal["high", "low", ""]


@dataclass(frozen=True)
class Row:
    """A figure that is compared. better: what is best in it; empty where the word has no meaning."""

    id: str
    of: Decider
    label: Label
    unit: str = ""
    better: Better = ""


@dataclass(frozen=True)
class Figure:
    """A row's number in one column, or why there is none. word: what the number stands for. warning: what is
    to be borne in mind with it."""

    value: float | None
    reason: Label | None = None
    word: Label | None = None
    warning: Label | None = None


NEXT: Final = "next_operator"
WEAKEST: Final = "bank.weakest_dscr"
SUPPORT: Final = "municipality.support_total"
DEFAULTED: Final = "landlord.npv_if_default"


def _row(id: str, of: Decider, nb: str, en: str, unit: str = "", better: Better = "") -> Row:
    return Row(id, of, Label(nb, en), unit, better)


def _bank_rows(company: CompanyId, nb: str, en: str) -> tuple[Row, ...]:
    return (
        _row(f"{company}.bank.dscr", "bank", f"{nb} laveste DSCR", f"{en} lowest DSCR", "ratio", "high"),
        _row(f"{company}.bank.icr", "bank", f"{nb} laveste ICR", f"{en} lowest ICR", "ratio", "high"),
        _row(f"{company}.bank.ltv", "bank", f"{nb} høyeste LTV", f"{en} highest LTV", "share", "low"),
        _row(
            f"{company}.bank.breached", "bank", f"{nb} år med brudd", f"{en} years in breach", "count", "low"
        ),
    )


ROWS: Final = (
    _row("deal", "run", "Avtale", "Deal"),
    _row("landlord.npv", "landlord", "Gårdeiers nåverdi", "Landlord's present value", "NOK", "high"),
    _row(
        "landlord.npv.without_sale",
        "landlord",
        "Nåverdi uten antatt salg",
        "Value without assumed sale",
        "NOK",
        "high",
    ),
    _row("landlord.npv_against_vacant", "landlord", "Gevinst mot tomt", "Gain over vacant", "NOK", "high"),
    _row(
        "landlord.npv_against_vacant.without_sale",
        "landlord",
        "Mot tomt, uten antatt salg",
        "Over vacant, without sale",
        "NOK",
        "high",
    ),
    _row(
        "landlord.npv_against_ordinary",
        "landlord",
        "Gevinst mot ordinær leietaker",
        "Gain over ordinary tenant",
        "NOK",
        "high",
    ),
    _row(
        "landlord.npv_against_ordinary.without_sale",
        "landlord",
        "Mot ordinær, uten antatt salg",
        "Over ordinary, without sale",
        "NOK",
        "high",
    ),
    _row("landlord.irr.annual", "landlord", "Gårdeiers internrente", "Landlord's IRR", "share/year"),
    _row(
        "landlord.lowest_cash",
        "landlord",
        "Gårdeiers laveste likviditet",
        "Landlord's lowest liquidity",
        "NOK",
        "high",
    ),
    _row("landlord.unfunded", "landlord", "Gårdeieren mangler", "Landlord lacks", "NOK", "low"),
    _row(
        DEFAULTED,
        "landlord",
        "Gårdeiers nåverdi om driveren misligholder",
        "Landlord's value if operator defaults",
        "NOK",
    ),
    _row("landlord.verdict", "landlord", "Vurdering av gårdeier", "Verdict on the landlord"),
    _row("operator.npv", "operator", "Drivers nåverdi", "Operator's present value", "NOK", "high"),
    _row(
        "operator.lowest_cash",
        "operator",
        "Drivers laveste likviditet",
        "Operator's lowest liquidity",
        "NOK",
        "high",
    ),
    _row("operator.unfunded", "operator", "Driveren mangler", "Operator lacks", "NOK", "low"),
    _row(
        "operator.capital_needed",
        "operator",
        "Drivers kapitalbehov",
        "Operator's capital needed",
        "NOK",
        "low",
    ),
    _row("concept.turns", "operator", "Driften bærer seg fra", "Operation pays its way from", "month", "low"),
    _row("break_even.occupancy", "operator", "Belegg ved nullpunkt", "Break-even occupancy", "share", "low"),
    _row("operator.verdict", "operator", "Vurdering av driver", "Verdict on the operator"),
    _row(f"{NEXT}.npv", "operator", "Neste drivers nåverdi", "Next operator's present value", "NOK", "high"),
    _row(
        f"{NEXT}.lowest_cash",
        "operator",
        "Neste drivers laveste likviditet",
        "Next operator's lowest liquidity",
        "NOK",
        "high",
    ),
    _row(f"{NEXT}.unfunded", "operator", "Neste driver mangler", "Next operator lacks", "NOK", "low"),
    _row(
        f"{NEXT}.capital_needed",
        "operator",
        "Neste drivers kapitalbehov",
        "Next operator's capital needed",
        "NOK",
        "low",
    ),
    _row(f"{NEXT}.verdict", "operator", "Vurdering av neste driver", "Verdict on the next operator"),
    _row(WEAKEST, "bank", "Svakeste DSCR", "Weakest DSCR", "ratio", "high"),
    *_bank_rows("landlord", "Gårdeiers", "Landlord's"),
    *_bank_rows("operator", "Drivers", "Operator's"),
    *_bank_rows(NEXT, "Neste drivers", "Next operator's"),
    _row("bank.verdict", "bank", "Vurdering for banken", "Verdict for the bank"),
    _row(SUPPORT, "municipality", "Kommunens støtte i alt", "Municipal support in all", "NOK", "low"),
    _row(
        "municipality.support_per_desk",
        "municipality",
        "Støtte per plass og år, kr",
        "Support per desk and year, NOK",
        "NOK/year",
        "low",
    ),
    _row(
        "concept.stands_alone",
        "municipality",
        "Støtte trengs ikke fra",
        "Support is not needed from",
        "month",
        "low",
    ),
    _row("checks", "run", "Kontroller som feiler", "Failed checks", "count"),
)
"""In the order they are shown."""

DECISIVE: Final[Mapping[Decider, str]] = {
    "landlord": "landlord.npv",
    "operator": "operator.npv",
    "bank": WEAKEST,
    "municipality": SUPPORT,
}
"""The one row by which a column is said to be best for a party."""


def of_run(result: Result, fails: OperatorFails | None) -> dict[str, Figure]:
    """Every row of a column that is a run."""
    structure = deal_in_brief(result.case)
    found = {row.id: _line(result, row) for row in ROWS}
    found |= {
        "deal": Figure(None, word=structure),
        DEFAULTED: _defaulted(result, fails),
        "landlord.irr.annual": _rate(result),
        "checks": Figure(float(len(result.failed_checks))),
    }
    for company in COMPANY_IDS:
        is_there = company in result.case.companies
        missing = _none(_missing(company))
        found[f"{company}.unfunded"] = Figure(lacking(result, company)) if is_there else missing
    verdicts = {each.of: each for each in said(result)}
    judged: tuple[VerdictOf, ...] = (*COMPANY_IDS, "bank")
    for of in judged:
        verdict = verdicts.get(of)
        found[f"{of}.verdict"] = (
            _none(_NO_LOAN if of == "bank" else _missing(of))
            if verdict is None
            else Figure(float(COLOURS.index(verdict.colour)), word=COLOUR_WORDS[verdict.colour])
        )
    return found | _bank(result)


def of_alternative(result: Result, which: Literal["vacant", "ordinary"]) -> dict[str, Figure]:
    """Every row of what the landlord could do instead: its own values, and nothing of the others."""
    found = {row.id: _none(_NO_OPERATION) for row in ROWS}
    whole, without = (_scalar(result, f"{which}.npv{part}") for part in ("", ".without_sale"))
    found |= {"landlord.npv": Figure(whole), "landlord.npv.without_sale": Figure(without)}
    for against in ("vacant", "ordinary"):
        if f"{against}.npv" not in result.built.model.lines:
            continue
        for part, value in (("", whole), (".without_sale", without)):
            less = _scalar(result, f"{against}.npv{part}")
            known = value is not None and less is not None
            gain = (value or 0.0) - (less or 0.0) if known else None
            found[f"landlord.npv_against_{against}{part}"] = Figure(gain)
    for id in ("landlord.irr.annual", "landlord.lowest_cash", "landlord.unfunded", "landlord.verdict"):
        found[id] = _none(_NOT_FINANCED)
    found["deal"] = Figure(None, word=_ALTERNATIVES[which])
    found["checks"] = _none(_NO_CHECKS)
    return found


def lacking(result: Result, company: CompanyId) -> float:
    """The most that nobody has agreed to fund, NOK; nothing where it is less than half an øre."""
    id = f"{company}.unfunded"
    if id not in result.built.model.lines:
        return 0.0
    most = float(np.max(np.asarray(result.values[id], dtype=float)))
    return most if most > ORE else 0.0


def breached(result: Result, view: BankView) -> float | None:
    """Years in which the covenant that is broken most often is broken; None where none is stated."""
    years = [result.number(m.breached) for m in view.measures if m.breached is not None]
    known = [number for number in years if number is not None]
    return max(known, default=None)


def _bank(result: Result) -> dict[str, Figure]:
    found = {}
    weakest: list[float] = []
    views = {view.party: view for view in result.built.bank}
    for company in COMPANY_IDS:
        view = views.get(company)
        missing = _NO_LOAN if company in result.case.companies else _missing(company)
        for id in ("dscr", "icr", "ltv"):
            measured = None if view is None else next((m for m in view.measures if m.id == id), None)
            figure = _none(missing)
            if measured is not None:
                value = result.number(measured.worst)
                figure = Figure(value, None if value is not None else result.reason(measured.worst))
                if id == "dscr" and value is not None:
                    weakest.append(value)
            found[f"{company}.bank.{id}"] = figure
        years = None if view is None else breached(result, view)
        found[f"{company}.bank.breached"] = Figure(
            years, None if years is not None else missing if view is None else _NO_COVENANT
        )
    found[WEAKEST] = Figure(min(weakest)) if weakest else _none(_NO_LOAN if not views else _NO_COVER)
    return found


def _defaulted(result: Result, fails: OperatorFails | None) -> Figure:
    if "operator" not in result.case.companies:
        return _none(_NO_OPERATOR)
    if fails is None:
        return _none(_LASTS)
    if fails.default is None:
        return _none(_ENDED)
    return Figure(fails.default.numbers.get("landlord.npv"))


def _rate(result: Result) -> Figure:
    found = _line(result, _BY_ID["landlord.irr.annual"])
    if found.value is None or not (_scalar(result, "landlord.irr.several") or 0.0):
        return found
    return Figure(found.value, warning=_SEVERAL)


def _line(result: Result, row: Row) -> Figure:
    if row.id not in result.built.model.lines or not row.unit:
        company = row.id.split(".")[0]
        operates = company in OPERATOR_IDS and company not in result.case.companies
        if row.id == "concept.stands_alone" and not result.case.support:
            return _none(_NO_SUPPORT)
        against = row.id.startswith("landlord.npv_against_ordinary")
        return _none(_missing(company) if operates else _NO_ORDINARY if against else _NOT_HERE)
    line = result.built.model.find(row.id)
    if not _is_single(result, row.id):
        return _none(_NOT_HERE)
    value = result.number(line)
    return (
        Figure(None, result.reason(line)) if value is None else Figure(value + 0.0)
    )  # no minus before nothing


def _missing(company: str) -> Label:
    return _NO_NEXT if company == NEXT else _NO_OPERATOR


def _is_single(result: Result, id: str) -> bool:
    return result.built.model.lines[id].axis.value == "scalar"


def _scalar(result: Result, id: str) -> float | None:
    return result.number(id) if id in result.built.model.lines else None


def _none(reason: Label) -> Figure:
    return Figure(None, reason)


_BY_ID: Final = {row.id: row for row in ROWS}

_ALTERNATIVES: Final = {
    "vacant": Label("tomt", "vacant"),
    "ordinary": Label("ordinær leie", "ordinary lease"),
}
_SEVERAL: Final = Label("(flere mulige)", "(several possible)")
_NO_OPERATOR: Final = Label("ingen driver", "no operator")
_NO_NEXT: Final = Label("ingen neste driver", "no next operator")
_NO_LOAN: Final = Label("ingen lån", "no loan")
_NO_COVER: Final = Label("ingen dekning å måle", "no cover to measure")
_NO_COVENANT: Final = Label("ingen lånevilkår", "no covenants")
_NO_ORDINARY: Final = Label("ingen ordinær leietaker", "no ordinary tenant")
_NO_SUPPORT: Final = Label("ingen støtte", "no support")
_NO_OPERATION: Final = Label("ingen drift", "no operation")
_NOT_FINANCED: Final = Label("ikke regnet", "not computed")
_NO_CHECKS: Final = Label("samme kjøring", "same run")
_LASTS: Final = Label("pengene rekker", "money lasts")
_ENDED: Final = Label("avtalen er slutt", "deal has ended")
_NOT_HERE: Final = Label("finnes ikke her", "not in this case")
