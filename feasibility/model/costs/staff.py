"""Staff: what an employee costs, and when it is paid (docs/model.md §5).

S·(1 − 25/260)·(1 + h)·(1 + p)·(1 + a): contractual salary less the holiday without pay, holiday pay,
pension and employer's contribution. Salary and pension are paid monthly. When the rest falls due is in
`pay_days`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from feasibility.case.form.costs import Staff
from feasibility.engine.expr import Expr, Line, as_expr, least, over, when
from feasibility.engine.flows import Party
from feasibility.engine.timing import PaidLater
from feasibility.language import Label
from feasibility.model.base.context import Context
from feasibility.model.base.index import index
from feasibility.model.base.parties import EMPLOYEES, MUNICIPALITY, STATE, SUPPORTERS
from feasibility.model.base.stages import employers
from feasibility.model.costs.pay_days import Labelled, Leaving, contribution_due, holiday_pay, leaving
from feasibility.model.deal.term import Term
from feasibility.record import record
from feasibility.rules import parameter


@record
class _Cost:
    """What a post costs but the contribution, NOK by month as earned. leaves: when its job ends."""

    wages: Line
    holiday: Line
    pension: Line
    leaves: Leaving

    @property
    def parts(self) -> tuple[Line, Line, Line]:
        return self.wages, self.holiday, self.pension


def staff(c: Context, terms: Term) -> None:
    """Flows for every staff line, by payer; salary in kind is paid by the supporter on the same days."""
    groups: dict[tuple[str, str], list[_Cost]] = {}
    parties: dict[str, Party] = {}
    with c.block("staff", "Bemanning", "Staff", "§5"):
        for id, item in c.case.staff.items():
            name = c.name("staff", id)
            supporters = _in_kind_payers(c, id)
            whole = _full_cost(c, id, terms)

            if not supporters:
                _set_down(c, item, whole, groups, parties)
                continue
            offered = c.m.line(
                f"staff.{id}.in_kind_offered",
                c.sum([part for _, part in supporters]),
                "share",
                Label(f"{name}: støtte tilbudt", f"{name}: support offered"),
                axis=c.calendar.number.axis,
            )
            share = c.m.line(
                f"staff.{id}.in_kind_share",
                least(1, offered),
                "share",
                Label(f"{name}: andel dekket av støtte", f"{name}: share covered in kind"),
            )
            own = _share_of(c, whole, 1 - share, "own", Label("egen del", "own part"))
            _set_down(c, item, own, groups, parties)
            for payer, part in supporters:
                # where more is offered than the staff costs, each supporter pays its part of the whole
                borne = _share_of(
                    c, whole, part * over(share, offered, 0), f"by_{payer.id}",
                    Label(f"støtte fra {payer.label.nb.lower()}", f"by {payer.label.en.lower()}"),
                )  # fmt: skip
                _pay_in_kind(c, id, payer, borne)
        employers = {party for party, _ in groups}
        for (party, zone), costs in groups.items():
            several = sum(1 for p, _ in groups if p == party) > 1
            _pay(c, parties[party], zone, costs, several, len(employers) > 1)


def _set_down(
    c: Context,
    item: Staff,
    cost: _Cost,
    groups: dict[tuple[str, str], list[_Cost]],
    parties: dict[str, Party],
) -> None:
    """Set a post down to the company that employs, or to each in its months."""
    for company, during in employers(c, item.payer):
        parties[company.id] = company
        own = cost
        if during is not None:
            of = Label(company.label.nb.lower(), company.label.en.lower())
            own = _share_of(c, cost, during, company.id, of)
        groups.setdefault((company.id, item.employer_zone), []).append(own)


def _share_of(c: Context, whole: _Cost, share: Expr, suffix: str, of: Label) -> _Cost:
    """A part of what a post costs."""
    wages, holiday, pension = (
        c.m.line(
            f"{line.id}.{suffix}",
            line * share,
            "NOK",
            Label(f"{line.label.nb}, {of.nb}", f"{line.label.en}, {of.en}"),
        )
        for line in whole.parts
    )
    return _Cost(wages, holiday, pension, whole.leaves)


def _pay_in_kind(c: Context, id: str, payer: Party, borne: _Cost) -> None:
    """A supporter pays its part of a post as an employer would, on the same days."""
    name, here = c.name("staff", id), f"staff.{id}.in_kind.{payer.id}"
    rate, who = c.employer_rate(c.case.staff[id].employer_zone), payer.label

    def label(nb: str, en: str) -> Label:
        return Label(
            f"{name}: {nb[:1].lower()}{nb[1:]}, {who.nb.lower()}", f"{name}: {en.lower()}, {who.en.lower()}"
        )

    contribution = c.m.line(
        f"{here}.contribution",
        c.sum(borne.parts) * rate,
        "NOK",
        label("Arbeidsgiveravgift", "Employer's contribution"),
        basis=("folketrygdloven § 23-2",),
    )
    holiday = holiday_pay(c, here, borne.holiday, borne.leaves, label)
    due = contribution_due(c, here, contribution, rate, [holiday], label)
    c.ledger.flow(
        here,
        payer,
        EMPLOYEES,
        c.sum([*borne.parts, contribution]),
        "in_kind",
        label("Lønn som støtte", "Salary in kind"),
        timing=PaidLater(lambda _: borne.wages + borne.pension + holiday.due + due),
        note=Label("Vises, betales ikke av driveren.", "Shown, not paid by the operator."),
    )


def _full_cost(c: Context, id: str, terms: Term) -> _Cost:
    path, name = f"staff.{id}", c.name("staff", id)

    def number(field: str) -> Expr:
        return c.number(f"{path}.{field}", name)

    active = c.calendar.within(number("from_month"), c.until(f"{path}.to_month", name))
    running = c.calendar.within(as_expr(0), terms.last)
    worked = 1 - c.fixed_rule("holiday_days") / c.fixed_rule("working_days")
    wages = c.m.line(
        f"{path}.wages",
        number("fte") * number("salary_nok_per_year") / 12 * worked * index(c, "wages")
        * active * running,
        "NOK",
        Label(f"{name}: lønn", f"{name}: wages"),
        Label(
            "Avtalt lønn uten feriefraværet, jevnt fordelt.",
            "Contractual salary less the holiday without pay, spread evenly.",
        ),
        basis=("ferieloven § 5",),
    )  # fmt: skip
    holiday = c.m.line(
        f"{path}.holiday_pay",
        wages * number("holiday_pay_share"),
        "NOK",
        Label(f"{name}: opptjente feriepenger", f"{name}: holiday pay earned"),
        basis=("ferieloven § 10",),
    )
    pension = c.m.line(
        f"{path}.pension",
        (wages + holiday) * number("pension_share"),
        "NOK",
        Label(f"{name}: pensjon", f"{name}: pension"),
        basis=("OTP-loven § 4",),
    )
    return _Cost(wages, holiday, pension, leaving(c, id, terms.last))


def _in_kind_payers(c: Context, id: str) -> list[tuple[Party, Expr]]:
    """Supporters of a staff line and the share each has promised, by month."""
    found: dict[str, tuple[Party, list[Expr]]] = {}

    def promised(party: Party, share: Expr) -> None:
        found.setdefault(party.id, (party, []))[1].append(share)

    if c.case.staff[id].payer == "municipality":
        promised(MUNICIPALITY, c.if_support(as_expr(1)))
    for key, item in c.case.support.items():
        if item.kind == "salary_in_kind" and item.staff == id:
            path, name = f"support.{key}", c.name("support", key)
            within = c.calendar.within(
                c.number(f"{path}.from_month", name), c.until(f"{path}.to_month", name)
            )
            promised(SUPPORTERS[item.payer], c.if_support(c.number(f"{path}.share", name) * within))
    return [(party, c.sum(parts)) for party, parts in found.values()]


def _pay(c: Context, company: Party, zone: str, costs: list[_Cost], several: bool, both_employ: bool) -> None:
    """Flows of one company's staff in one zone; its rows are called after it where both have staff."""
    m = c.m
    id = f"staff.{company.id}.{zone.lower()}" if several else f"staff.{company.id}"
    who = company.label
    endings = [(f", {who.nb.lower()}", f", {who.en.lower()}")] if both_employ else []
    endings += [(f", sone {zone}", f", zone {zone}")] if several else []

    def label(nb: str, en: str) -> Label:
        for ending_nb, ending_en in endings:
            nb, en = nb + ending_nb, en + ending_en
        return Label(nb, en)

    paid_monthly = c.sum([x.wages for x in costs] + [x.pension for x in costs])
    c.ledger.flow(
        f"{id}.wages",
        company,
        EMPLOYEES,
        paid_monthly,
        "staff_cost",
        label("Lønn og pensjon", "Wages and pension"),
    )
    holidays = [
        holiday_pay(c, here, earned, leaves, _of_leavers(c, label, leaves.id, len(costs)))
        for here, earned, leaves in _holidays(c, id, costs, label)
    ]
    c.ledger.flow(
        f"{id}.holiday_pay",
        company,
        EMPLOYEES,
        c.sum([x.earned for x in holidays]),
        "staff_cost",
        label("Feriepenger", "Holiday pay"),
        timing=PaidLater(lambda _: c.sum([x.due for x in holidays])),
        note=Label(
            "Utbetales i juni året etter, og alt med siste lønn når jobben slutter.",
            "Paid in June of the next year, and all of it with the last wage when the job ends.",
        ),
        basis=("ferieloven § 10", "ferieloven § 11"),
    )
    basis = c.sum([part for x in costs for part in x.parts])

    def contribution_paid(earned: Line) -> Expr:
        share: Expr = c.employer_rate(zone)  # type: ignore[arg-type]
        if zone == "Ia":  # what is left of the ordinary rate after the relief, on the month's basis
            share = m.line(
                f"{id}.contribution_share",
                over(earned, basis, 0),
                "share",
                label("Arbeidsgiveravgift, andel av grunnlaget", "Contribution as a share of its basis"),
                basis=("folketrygdloven § 23-2",),
            )
        return contribution_due(c, id, earned, share, holidays, label)

    c.ledger.flow(
        f"{id}.contribution",
        company,
        STATE,
        _contribution(c, company, id, zone, basis, label),
        "staff_cost",
        label("Arbeidsgiveravgift", "Employer's contribution"),
        timing=PaidLater(contribution_paid),
        note=Label(
            "Av det som er utbetalt i en tomånederstermin, betalt måneden etter.",
            "On what has been paid in a two-month term, paid the month after.",
        ),
        basis=("folketrygdloven § 23-2", "skattebetalingsloven § 10-10"),
    )


def _holidays(
    c: Context, id: str, costs: Sequence[_Cost], label: Labelled
) -> Iterator[tuple[str, Line, Leaving]]:
    """Holiday pay earned, one line for the jobs that end together; with the id its own lines begin with."""
    together: dict[str, list[_Cost]] = {}
    for cost in costs:
        together.setdefault(cost.leaves.id, []).append(cost)
    for leaves, those in together.items():
        here = f"{id}.{leaves}" if leaves else id
        if len(those) == 1:
            yield here, those[0].holiday, those[0].leaves
            continue
        earned = c.m.line(
            f"{here}.holiday_earned",
            c.sum([x.holiday for x in those]),
            "NOK",
            label("Opptjente feriepenger", "Holiday pay earned"),
            basis=("ferieloven § 10",),
        )
        yield here, earned, those[0].leaves


def _of_leavers(c: Context, label: Labelled, post: str, posts: int) -> Labelled:
    """The labels of holiday pay of a post that ends by itself: with its name, where there are others."""
    if not post or posts == 1:
        return label
    name = c.name("staff", post)
    return lambda nb, en: label(f"{name}: {nb}", f"{name}: {en}")


def _contribution(c: Context, company: Party, id: str, zone: str, basis: Expr, label: Labelled) -> Expr:
    m, cal = c.m, c.calendar
    if zone != "Ia":
        return basis * c.employer_rate(zone)  # type: ignore[arg-type]
    # zone Ia pays the ordinary rate of zone I less a relief that is limited in each calendar year
    full, low = c.employer_rate("I"), c.employer_rate("Ia")
    limit = c.rule(parameter("employer_contribution_ia_allowance"))  # voted for each year
    of = Label(f", {company.label.nb.lower()}", f", {company.label.en.lower()}")
    so_far = m.declare(
        f"{id}.relief_basis",
        "NOK",
        label(f"Redusert avgift hittil i året, før tak{of.nb}", f"Relief this year, before the limit{of.en}"),
        total="none",
        basis=("folketrygdloven § 23-2",),
    )
    relief = m.line(
        f"{id}.relief_so_far", least(limit, so_far), "NOK",
        label(f"Redusert avgift hittil i året{of.nb}", f"Relief so far this year{of.en}"), total="none",
        basis=("folketrygdloven § 23-2",),
    )  # fmt: skip
    m.define(so_far, when(cal.month.equals(1), 0, so_far.previous) + basis * (full - low))
    before = when(cal.month.equals(1), 0, relief.previous)
    return basis * full - (relief - before)
