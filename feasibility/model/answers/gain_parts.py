"""What a present value is made of: running years, works and reductions, tax, the sale (docs/model.md §13.3).

Each part is cash by month, taken from the flows by what they are for, and the parts of a month add up to the
cash the present value is of: a check.
"""

from __future__ import annotations

from collections.abc import Sequence

from feasibility.engine.expr import Expr, Line, absolute, as_expr
from feasibility.engine.flows import Ledger, Party
from feasibility.language import Label
from feasibility.language.label import lower_first
from feasibility.model.accounts.statements import OPERATING_IDS, CompanyLines
from feasibility.model.accounts.tax import TaxLines
from feasibility.model.answers.alternatives import Alternative
from feasibility.model.answers.measures import Measures
from feasibility.model.base.context import Context
from feasibility.model.base.judged import judged
from feasibility.model.base.parties import LANDLORD
from feasibility.model.base.result import PARTS, Check, PartId, Split
from feasibility.model.base.stages import operators as operators_of
from feasibility.model.value.property_value import landlord_month_rate, month_rate
from feasibility.record import record

_Parts = dict[PartId, Line]
_INVESTED = ("works", "works_grant", "acquisition", "takeover", "flat_sale")


@record
class _Course:
    """One course of events of one company. deducted: VAT on works that is deducted, so that works count
    without it. given: rent reductions it gives, below zero where it gets them. vat_at_sale: adjusted then."""

    id: str
    label: Label
    ledger: Ledger
    party: Party
    tax: TaxLines | None
    tax_paid: Expr | None
    vat_at_sale: Expr | None
    deducted: Expr
    given: Expr


def splits(
    c: Context,
    measures: Measures,
    landlord: CompanyLines,
    operators: Sequence[CompanyLines],
    alternatives: Sequence[Alternative],
    kept: Line | None,
) -> tuple[Split, ...]:
    """Every present value and gain with its parts, the landlord's gains first.

    Args:
        kept: the rent reductions less what a turnover rent takes back; None without a lease.
    """
    given: Expr = as_expr(0) if kept is None else kept
    rate, m = landlord_month_rate(c), c.m
    own = _by_month(c, _of_company(c, landlord, given))
    of_landlord = _valued(c, measures, "landlord.npv", own, rate)
    found: list[Split] = []
    others: list[Split] = []
    for other in alternatives:
        theirs = _valued(c, measures, f"{other.id}.npv", _by_month(c, _of_alternative(other)), rate)
        others.append(_split(c, f"{other.id}.npv", theirs))
        id = f"landlord.npv_against_{other.id}"
        with c.block("gain_parts", "Hva nåverdien består av", "What present value is made of", "§13.3"):
            gain = {
                part: m.line(
                    f"{id}.{part}", of_landlord[part] - theirs[part], "NOK", _named(c, id, part), total="none"
                )
                for part in PARTS
            }
        found.append(_split(c, id, gain))
    found.append(_split(c, "landlord.npv", of_landlord))
    theirs_by_month: list[_Parts] = []
    months = dict(operators_of(c))
    for operator in operators:
        who, during = operator.party, months[operator.party]
        received = given if during is None else given * during
        got = _by_month(c, _of_company(c, operator, -received))
        id, of_operator = f"{who.id}.npv", month_rate(c, who.id, who.label)
        found.append(_split(c, id, _valued(c, measures, id, got, of_operator)))
        theirs_by_month.append(got)
    if operators:
        with c.block("gain_parts", "Hva nåverdien består av", "What present value is made of", "§13.3"):
            both = {
                part: m.line(
                    f"project.parts.{part}",
                    c.sum([own[part], *(each[part] for each in theirs_by_month)]),
                    "NOK",
                    Label(f"Prosjektet: {PARTS[part].nb.lower()}", f"The project: {PARTS[part].en.lower()}"),
                )
                for part in PARTS
            }
        found.append(_split(c, "project.npv", _valued(c, measures, "project.npv", both, rate)))
    return (*found, *others)


def split_check(c: Context, found: Sequence[Split]) -> Check:
    """The parts of every present value add up to it."""
    label = Label("Delene av hver nåverdi summerer til den", "The parts of each present value add up to it")
    off = c.sum([absolute(judged(c, c.sum(list(s.parts)) - s.whole)) for s in found])
    with c.block("checks", "Kontroll", "Checks", "§11"):
        return Check(c.m.line("check.gain_parts", off, "NOK", label, total="none"), label)


def _of_company(c: Context, of: CompanyLines, given: Expr) -> _Course:
    return _Course(
        of.party.id,
        of.party.label,
        c.ledger,
        of.party,
        of.free.tax,
        of.free.tax_paid,
        of.vat.at_end if of.sale is not None else None,
        of.works_vat,
        given,
    )


def _of_alternative(of: Alternative) -> _Course:
    return _Course(of.id, of.label, of.ledger, LANDLORD, of.tax, of.tax_paid, None, of.works_vat, of.given)


def _by_month(c: Context, of: _Course) -> _Parts:
    """Cash by month of each part."""
    ledger, party = of.ledger, of.party

    def cash(*categories: str) -> Expr:
        return ledger.cash(party, categories) + ledger.final_settlement(party, categories)

    on_sale = of.tax.on_sale if of.tax is not None and of.tax.on_sale is not None else as_expr(0)
    at_sale = as_expr(0) if of.vat_at_sale is None else of.vat_at_sale
    parts: dict[PartId, Expr] = {
        "running": cash(*OPERATING_IDS, "vat_settlement") - of.deducted - at_sale + of.given,
        "works": cash("works", "works_grant", "acquisition", "takeover", "flat_sale")
        + of.deducted
        - of.given,
        "tax": (as_expr(0) if of.tax_paid is None else of.tax_paid) + on_sale,
        "sale": cash("exit") + at_sale - on_sale,
    }
    with c.block("gain_parts", "Hva nåverdien består av", "What present value is made of", "§13.3"):
        return {
            part: c.m.line(
                f"{of.id}.parts.{part}",
                value,
                "NOK",
                Label(
                    f"{of.label.nb}: {PARTS[part].nb.lower()}, per måned",
                    f"{of.label.en}: {PARTS[part].en.lower()}, by month",
                ),
                _note(c, part),
                axis=c.calendar.number.axis,
            )
            for part, value in parts.items()
        }


def _valued(c: Context, measures: Measures, id: str, parts: _Parts, rate: Line) -> _Parts:
    return {
        part: measures.npv(f"{id}.{part}", line, rate, _named(c, id, part).nb, _named(c, id, part).en)
        for part, line in parts.items()
    }


def _named(c: Context, id: str, part: PartId) -> Label:
    whole = c.m.lines[id].label
    return Label(
        f"{whole.nb}, av dette {lower_first(PARTS[part].nb)}",
        f"{whole.en}, of which {lower_first(PARTS[part].en)}",
    )


def _split(c: Context, id: str, parts: _Parts) -> Split:
    whole = c.m.lines[id]
    with c.block("gain_parts", "Hva nåverdien består av", "What present value is made of", "§13.3"):
        without = c.m.line(
            f"{id}.without_sale",
            whole - parts["sale"],
            "NOK",
            Label(f"{whole.label.nb}, uten salget ved horisonten", f"{whole.label.en}, without the sale"),
            Label(
                "Uten salget, skatten på det og mva. justert ved det.",
                "Without the sale, tax on it and VAT adjusted at it.",
            ),
            total="none",
        )
    return Split(whole, tuple(parts[part] for part in PARTS), without)


def _note(c: Context, part: PartId) -> Label:
    """What a part holds; with the price of a takeover where the case states one."""
    if part == "works" and any(phase.takeover is not None for phase in c.case.phases):
        return _WITH_TAKEOVER
    return _NOTES[part]


_WITH_TAKEOVER = Label(
    "Arbeider etter fradrag for mva. og tilskudd til dem, kjøp av bygget, overtakelsessummen, og avslag i "
    "leien.",
    "Works less VAT deducted and grants for them, purchase of the building, the price of the takeover, and "
    "reductions of the rent.",
)
_NOTES: dict[PartId, Label] = {
    "running": Label(
        "Drift, leie før avslag og mva.-oppgjør, uten mva. som trekkes fra på arbeider.",
        "Operation, rent before reductions and VAT settled, without VAT deducted on works.",
    ),
    "works": Label(
        "Arbeider etter fradrag for mva. og tilskudd til dem, kjøp av bygget, og avslag i leien.",
        "Works less VAT deducted and grants for them, purchase of the building, and reductions of the rent.",
    ),
    "tax": Label(
        "Skatt som uten lån, uten skatten på salget.", "Tax as without loans, without that on the sale."
    ),
    "sale": Label(
        "Antatt salg ved horisonten, etter skatten på det og mva. justert ved det.",
        "The assumed sale at the horizon, after tax on it and VAT adjusted at it.",
    ),
}
