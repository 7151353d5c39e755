"""Each owner of a company by itself: what it pays in, what it gets, and what it risks (docs/model.md §13.13).

Owners hold their shares throughout and share by them what goes to them as owners; a loan is that of the owner
who lends it. A stated share counts as its part of all
that are stated, so that three owners of 0.3333 hold the whole company between them.
"""

from __future__ import annotations

from collections.abc import Mapping

from feasibility.case.form.financing import Loan
from feasibility.case.form.owners import Owners
from feasibility.engine.expr import Expr, Line, absolute, as_expr, divisor, greatest, highest, lowest
from feasibility.engine.flows import Flow, Party
from feasibility.language import Label
from feasibility.model.answers.measures import Measures
from feasibility.model.base.context import Context
from feasibility.model.base.judged import judged
from feasibility.model.base.parties import OWNERS, company_id
from feasibility.model.base.result import Check, Measure
from feasibility.model.costs.pay_days import Labelled
from feasibility.model.loans.from_owners import LOAN_CATEGORIES, flows_of
from feasibility.model.value.property_value import month_rate


def owner_measures(c: Context, measures: Measures, party: Party) -> list[Measure]:
    """Each owner's cash in all, present value, internal rate and largest exposure; empty without owners."""
    stated: Owners | None = getattr(c.case.owners, party.id)
    if stated is None:
        return []
    section, shown = f"owners.{party.id}.holders", list[Measure]()
    names = {id: _named(c.name(section, id), party) for id in stated.holders}
    with c.block("owners", "Eiere", "Owners", "§13.13"):
        held = {id: c.number(f"{section}.{id}.held_share", names[id]) for id in stated.holders}
        total = c.m.line(
            f"{party.id}.owners.held",
            c.sum(list(held.values())),
            "share",
            Label(
                f"Eierandeler i alt, {party.label.nb.lower()}",
                f"Shares held in all, {party.label.en.lower()}",
            ),
            total="none",
        )
    for id, owner in stated.holders.items():
        own = f"{party.id}.owner.{id}"
        rate = month_rate(c, party.id, party.label)
        if owner.rate_share_per_year is not None:
            rate = _own_rate(c, own, f"{section}.{id}.rate_share_per_year", names[id])
        lends = [loan for loan, each in _loans(c, party).items() if each.from_owner == id]
        shown += _of_owner(c, measures, party, own, names[id], held[id] / divisor(total), rate, lends)
    return shown


def _loans(c: Context, party: Party) -> Mapping[str, Loan]:
    loans: Mapping[str, Loan] = getattr(c.case.financing, party.id).loans
    return loans


def _named(name: str, party: Party) -> Label:
    """An owner is called with its company: the same may own both."""
    return Label(f"{name} ({party.label.nb.lower()})", f"{name} ({party.label.en.lower()})")


def _own_rate(c: Context, own: str, path: str, name: Label) -> Line:
    with c.block("owners", "Eiere", "Owners", "§1"):
        return c.m.line(
            f"{own}.month_rate",
            (1 + c.number(path, name)) ** (as_expr(1) / 12) - 1,
            "share/month",
            Label(f"{name.nb}: avkastningskrav per måned", f"{name.en}: discount rate per month"),
            total="none",
        )


def _of_owner(
    c: Context,
    measures: Measures,
    party: Party,
    own: str,
    name: Label,
    part: Expr,
    rate: Line,
    lends: list[str],
) -> list[Measure]:
    who = company_id(party)

    def label(nb: str, en: str) -> Label:
        return Label(f"{name.nb}: {nb}", f"{name.en}: {en}")

    with c.block("owners", "Eiere", "Owners", "§13.13"):
        share = c.m.line(f"{own}.share", part, "share", label("del av selskapet", "part of the company"))
        paid_in = c.m.line(
            f"{own}.paid_in",
            share * c.ledger.cash(party, {"equity"}),
            "NOK",
            label("skutt inn", "paid in"),
            Label("Avtalt egenkapital og kapitalkall.", "Agreed equity and capital calls."),
        )
        received = c.m.line(
            f"{own}.received",
            -share * c.ledger.cash(party, {"distribution"}),
            "NOK",
            label("mottatt", "received"),
            Label(
                "Utbytte, og det som er igjen ved horisonten. Før eierens egen skatt.",
                "Dividends, and what is left at the horizon. Before the owner's own tax.",
            ),
        )
        through_loans = _through_loans(c, party, own, lends, label) if lends else as_expr(0)
        cash = c.m.line(
            f"{own}.cash", received - paid_in + through_loans, "NOK", label("kontantstrøm", "cash flow")
        )
    running = measures.cumulative(f"{own}.so_far", cash, *_texts(label("samlet hittil", "running total")))
    exposed = Label(
        "Det meste eieren har ute på en gang: skutt inn og ikke fått igjen.",
        "The most the owner has out at once: paid in and not got back.",
    )
    irr = label("internrente", "internal rate")
    found = [
        measures.total(f"{own}.paid_in_total", paid_in, *_texts(label("skutt inn i alt", "paid in, in all"))),
        measures.total(
            f"{own}.received_total", received, *_texts(label("mottatt i alt", "received, in all"))
        ),
        measures.npv(f"{own}.npv", cash, rate, *_texts(label("nåverdi", "present value"))),
        measures.scalar(
            f"{own}.irr",
            c.sum([c.m.lines[f"{party.id}.equity_irr.annual"]]),
            "share/year",
            *_texts(irr),
            Label(
                "Som eiernes samlet: alle deler etter samme andel i hver måned.",
                "As the owners' together: all share by the same part in every month.",
            ),
        )
        if not lends
        else measures.irr(f"{own}.irr", cash, *_texts(irr), who)[0].line,
        measures.scalar(
            f"{own}.exposure",
            greatest(0, -lowest(running)),
            "NOK",
            *_texts(label("største eksponering", "largest exposure")),
            exposed,
        ),
    ]
    return [Measure(line, who) for line in found]


def _through_loans(c: Context, party: Party, own: str, lends: list[str], label: Labelled) -> Expr:
    """What an owner gets less what it pays as lender to the company: its loans, their interest and fees."""
    flows = flows_of(c, party, lends)
    got = c.sum([line for flow in flows if flow.payer == party for line in _cash_of(flow)])
    out = c.sum([line for flow in flows if flow.receiver == party for line in _cash_of(flow)])
    return c.m.line(
        f"{own}.through_loans",
        got - out,
        "NOK",
        label("gjennom lån til selskapet", "through loans to the company"),
        Label(
            "Renter, gebyrer og avdrag, fratrukket det som er lånt ut.",
            "Interest, fees and instalments, less what is lent.",
        ),
    )


def _cash_of(flow: Flow) -> list[Line]:
    """What is paid of a flow, and what is settled of it in the last month: interest of a broken last term."""
    return [flow.paid, *([] if flow.settled is None else [flow.settled])]


def _texts(label: Label) -> tuple[str, str]:
    return label.nb, label.en


def owner_checks(c: Context, parties: list[Party]) -> list[Check]:
    """What the owners pay in and get, owner by owner, is what their company gets and pays."""
    made: list[Check] = []
    for party in parties:
        stated: Owners | None = getattr(c.case.owners, party.id)
        if stated is None:
            continue
        nb, en = party.label.nb.lower(), party.label.en.lower()
        label = Label(
            f"Eiernes kontantstrømmer er selskapets innskudd og utbetalinger, {nb}",
            f"The owners' cash is what the company gets from and pays them, {en}",
        )
        with c.block("checks", "Kontroll", "Checks", "§11"):
            each = c.sum([c.m.lines[f"{party.id}.owner.{id}.cash"] for id in stated.holders])
            paid: Expr = c.m.lines[f"{party.id}.owners_cash"]
            if any(loan.from_owner is not None for loan in _loans(c, party).values()):
                owners = OWNERS[party.id]
                paid = paid + c.ledger.cash(owners, LOAN_CATEGORIES)
                paid = paid + c.ledger.final_settlement(owners, LOAN_CATEGORIES)
            off = c.m.line(
                f"check.{party.id}.owners_off",
                absolute(each - paid),
                "NOK",
                Label(
                    f"Eiernes kontantstrømmer − selskapets, {nb}", f"Owners' cash less the company's, {en}"
                ),
                total="none",
            )
            line = c.m.line(f"check.{party.id}.owners", judged(c, highest(off)), "NOK", label, total="none")
        made.append(Check(line, label))
    return made
