"""Staff: what an employee costs, and when it is paid (docs/model.md §5).

S·(1 − 25/260)·(1 + h)·(1 + p)·(1 + a): contractual salary less the holiday without pay, holiday pay,
pension and employer's contribution. Salary and pension are paid monthly, holiday pay in June of the next
year, the contribution the month after each two-month term.
"""

from __future__ import annotations

from dataclasses import dataclass

from feasibility.engine.expr import Expr, Line, as_expr, least, modulo, over, when
from feasibility.engine.flows import Party
from feasibility.engine.timing import PaidLater
from feasibility.language import Label
from feasibility.model.base.context import Context
from feasibility.model.base.index import index
from feasibility.model.base.parties import EMPLOYEES, MUNICIPALITY, STATE, SUPPORTERS
from feasibility.model.deal.term import Term


@dataclass(frozen=True)
class _Cost:
    wages: Line
    holiday: Line
    pension: Line


def staff(c: Context, terms: Term) -> None:
    """Flows for every staff line, by payer; salary in kind is paid by the supporter month by month."""
    groups: dict[tuple[str, str], list[_Cost]] = {}
    parties: dict[str, Party] = {}
    with c.block("staff", "Bemanning", "Staff", "§5"):
        for id, item in c.case.staff.items():
            name = c.name("staff", id)
            supporters = _in_kind_payers(c, id)
            company = c.operating_company if item.payer == "municipality" else c.company(item.payer)
            parties[company.id] = company
            whole = _full_cost(c, id, terms)
            if not supporters:
                groups.setdefault((company.id, item.employer_zone), []).append(whole)
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
            own = _Cost(
                *(
                    c.m.line(
                        f"{line.id}.own",
                        line * (1 - share),
                        "NOK",
                        Label(f"{line.label.nb}, egen del", f"{line.label.en}, own part"),
                    )
                    for line in (whole.wages, whole.holiday, whole.pension)
                )
            )
            groups.setdefault((company.id, item.employer_zone), []).append(own)
            rate = c.employer_rate(item.employer_zone)
            # where more is offered than the staff costs, each supporter pays its part of the whole
            for payer, part in supporters:
                c.ledger.flow(
                    f"staff.{id}.in_kind.{payer.id}",
                    payer,
                    EMPLOYEES,
                    (whole.wages + whole.holiday + whole.pension)
                    * (1 + rate)
                    * part
                    * over(share, offered, 0),
                    "in_kind",
                    Label(f"{name}: lønn som støtte", f"{name}: salary in kind"),
                    note=Label("Vises, betales ikke av driver.", "Shown, not paid by the operator."),
                )
        for (party, zone), costs in groups.items():
            _pay(c, parties[party], zone, costs, sum(1 for p, _ in groups if p == party) > 1)


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
    return _Cost(wages, holiday, pension)


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


def _pay(c: Context, company: Party, zone: str, costs: list[_Cost], several: bool) -> None:
    """Flows of one company's staff in one zone."""
    m, cal = c.m, c.calendar
    id = f"staff.{company.id}.{zone.lower()}" if several else f"staff.{company.id}"
    ending_nb, ending_en = (f", sone {zone}", f", zone {zone}") if several else ("", "")

    def label(nb: str, en: str) -> Label:
        return Label(nb + ending_nb, en + ending_en)

    paid_monthly = c.sum([x.wages for x in costs] + [x.pension for x in costs])
    c.ledger.flow(
        f"{id}.wages",
        company,
        EMPLOYEES,
        paid_monthly,
        "staff_cost",
        label("Lønn og pensjon", "Wages and pension"),
    )
    earned_holiday = c.sum([x.holiday for x in costs])

    def holiday_paid(earned: Line) -> Expr:
        by_year = m.line(
            f"{id}.holiday_year",
            m.year_sum(earned),
            "NOK",
            label("Feriepenger opptjent i året", "Holiday pay earned in the year"),
            basis=("ferieloven § 10",),
        )
        before = m.line(
            f"{id}.holiday_before",
            by_year.previous,
            "NOK",
            label("Feriepenger opptjent året før", "Holiday pay earned the year before"),
            basis=("ferieloven § 10",),
        )
        june = m.input(
            "holiday_pay_month",
            6,
            "count",
            Label("Måned feriepenger utbetales", "Month holiday pay is paid"),
            "method",
        )
        return when(cal.month.equals(june), m.at_year(before), 0)

    c.ledger.flow(
        f"{id}.holiday_pay",
        company,
        EMPLOYEES,
        earned_holiday,
        "staff_cost",
        label("Feriepenger", "Holiday pay"),
        timing=PaidLater(holiday_paid),
        note=Label("Utbetales i juni året etter.", "Paid in June of the next year."),
        basis=("ferieloven § 10", "ferieloven § 11"),
    )
    basis = c.sum([paid_monthly, earned_holiday])
    c.ledger.flow(
        f"{id}.contribution",
        company,
        STATE,
        _contribution(c, id, zone, basis, label),
        "staff_cost",
        label("Arbeidsgiveravgift", "Employer's contribution"),
        timing=PaidLater(
            lambda earned: when(modulo(cal.month, 2).equals(1), earned.previous + earned.lag(2), 0)
        ),
        note=Label(
            "Betales måneden etter hver tomånederstermin.", "Paid the month after each two-month term."
        ),
        basis=("folketrygdloven § 23-2", "skattebetalingsloven § 10-10"),
    )


def _contribution(c: Context, id: str, zone: str, basis: Expr, label: object) -> Expr:
    m, cal = c.m, c.calendar
    if zone != "Ia":
        return basis * c.employer_rate(zone)  # type: ignore[arg-type]
    # zone Ia pays the ordinary rate of zone I less a relief that is limited in each calendar year
    full, low = c.employer_rate("I"), c.employer_rate("Ia")
    limit = c.fixed_rule("employer_contribution_ia_allowance")
    so_far = m.declare(
        f"{id}.relief_basis",
        "NOK",
        Label("Redusert avgift hittil i året, før tak", "Relief so far this year, before the limit"),
        total="none",
        basis=("folketrygdloven § 23-2",),
    )
    relief = m.line(
        f"{id}.relief_so_far", least(limit, so_far), "NOK",
        Label("Redusert avgift hittil i året", "Relief so far this year"), total="none",
        basis=("folketrygdloven § 23-2",),
    )  # fmt: skip
    m.define(so_far, when(cal.month.equals(1), 0, so_far.previous) + basis * (full - low))
    before = when(cal.month.equals(1), 0, relief.previous)
    return basis * full - (relief - before)
