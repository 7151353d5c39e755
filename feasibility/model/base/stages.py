"""Who runs the concept, and when: the deals of a case that hold one after another (docs/model.md §13.12).

A case without phases has one deal throughout, and one company that sells to the members. With phases the
company may change from one month to the next: each movement of money then falls to whoever runs the concept
in its month, and what the movement is in all stays one line.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from feasibility.case.form.phases import Stage, phase_name
from feasibility.engine.expr import Const, Expr, Line, as_expr, total_of, when
from feasibility.engine.flows import Flow, Party
from feasibility.engine.timing import Timing
from feasibility.language import Label
from feasibility.model.base.context import Context
from feasibility.model.base.parties import COMPANIES, LANDLORD, of_party
from feasibility.model.base.registration import BeforeVat, registered
from feasibility.record import record


def name_of(c: Context, stage: Stage) -> Label:
    """What a stage of the deal is called: the phase's own label, or its number."""
    if stage.of_phase is None:
        return Label("Første avtale", "First deal")
    return phase_name(c.case.phases[stage.of_phase], stage.of_phase)


def months_of(c: Context, place: int) -> tuple[Expr, Expr | None]:
    """The first and last project month of the stage at a place (0 is the first), whatever is agreed in it.

    The last stage has no last month: what is agreed may run on past the horizon.
    """
    first = _from_month(c, place) if place else as_expr(1)
    return first, _from_month(c, place + 1) - 1 if place < len(c.case.phases) else None


def _from_month(c: Context, place: int) -> Expr:
    return c.number(f"phases.{place - 1}.from_month")


def next_operator_from(c: Context) -> Expr:
    """The project month from which the next operator is the operator, in a case in which one comes."""
    place = next(i for i, stage in enumerate(c.case.stages) if stage.operator == "next_operator")
    return _from_month(c, place)


def sellers(c: Context) -> tuple[tuple[Party, Expr | None], ...]:
    """Each company that sells to the members, with 1 in the months it does; None where that is always."""
    return _by_company(c, [COMPANIES[stage.operating_company] for stage in c.case.stages], "sells",
                       Label("selger til medlemmene", "sells to the members"))  # fmt: skip


def bearers(c: Context, payer: str) -> tuple[tuple[Party, Expr | None], ...]:
    """Whom a payer's name in the case stands for, with 1 in the months it does; None where that is always.

    "operator" is whoever operates: with the landlord operating there is one company.
    """
    if payer != "operator":
        return ((LANDLORD, None),)
    found = [COMPANIES[stage.operator] if stage.has_operator else LANDLORD for stage in c.case.stages]
    return _by_company(c, found, "bears", Label("bærer driverens poster", "bears the operator's items"))


def operators(c: Context) -> tuple[tuple[Party, Expr | None], ...]:
    """Each operator of the case, with 1 in the months it is the operator; None where that is always.

    While the landlord runs the concept itself, it is the one before: what was agreed with it is its own.
    """
    return _by_company(c, [COMPANIES[stage.operator] for stage in c.case.stages], "operates",
                       Label("er driver", "is the operator"))  # fmt: skip


@record
class PartOf:
    """The part of an amount that falls to one operator: the id and label of its flow; during: 1 in its
    months, None where it is the only one."""

    id: str
    operator: Party
    amount: Expr
    label: Label
    during: Expr | None


def part_of_each(c: Context, id: str, whole: Expr, label: Label) -> tuple[PartOf, ...]:
    """An amount between landlord and operator, NOK by month, by who the operator is in the month."""
    found = operators(c)
    if len(found) == 1:
        return (PartOf(id, found[0][0], whole, label, None),)
    parts: list[PartOf] = []
    for party, during in found:
        assert during is not None
        parts.append(PartOf(f"{id}.{party.id}", party, whole * during, of_party(label, party), during))
    return tuple(parts)


def operator_registered(c: Context) -> Expr:
    """1 in months in which the operator of the month is registered for VAT."""
    return _registered_of(c, operators(c))


def employers(c: Context, payer: str) -> tuple[tuple[Party, Expr | None], ...]:
    """Whose staff a post is, with 1 in the months it is: what the municipality pays is work for the company
    that runs the concept."""
    return sellers(c) if payer == "municipality" else bearers(c, payer)


def supported(c: Context, of_landlord: bool) -> tuple[tuple[Party, Expr | None], ...]:
    """Who receives support, with 1 in the months it does: the operator, unless the landlord is named or
    operates itself."""
    return ((LANDLORD, None),) if of_landlord else bearers(c, "operator")


def _by_company(
    c: Context, of_stage: list[Party], id: str, what: Label
) -> tuple[tuple[Party, Expr | None], ...]:
    parties = list(dict.fromkeys(of_stage))
    if len(parties) == 1:
        return ((parties[0], None),)
    return tuple((party, _months(c, party, of_stage, id, what)) for party in parties)


def _months(c: Context, party: Party, of_stage: list[Party], id: str, what: Label) -> Line:
    known = c.m.lines.get(f"phases.{id}.{party.id}")
    if known is not None:
        return known
    nb, en = party.label.nb, party.label.en
    with c.block("deal", "Avtale", "Deal", "§13.12"):
        return c.m.line(
            f"phases.{id}.{party.id}",
            total_of([_in_stage(c, k) for k, one in enumerate(of_stage) if one == party]),
            "count",
            Label(f"{nb} {what.nb}", f"{en} {what.en}"),
            Label("1 i fasens måneder.", "1 in the months of the phase."),
        )


def occupied(c: Context, leased: Expr) -> Expr:
    """The area the concept has, m²: what is leased, and all of the building in the landlord's own months."""
    own = dict(sellers(c)).get(LANDLORD)
    if own is None:
        return leased
    known = c.m.lines.get("phases.area")
    if known is not None:
        return known
    with c.block("deal", "Avtale", "Deal", "§13.12"):
        return c.m.line(
            "phases.area",
            when(own.equals(1), c.total_area(), leased),
            "m2",
            Label("Areal i bruk av konseptet", "Area in the concept's use"),
            Label("Leid areal, og hele bygget når gårdeieren driver.",
                  "Leased area, and all of the building while the landlord operates."),
            total="none",
        )  # fmt: skip


def before_vat_of(c: Context, whole: Sequence[BeforeVat], party: Party) -> tuple[BeforeVat, ...]:
    """What flows of one company bring while it is not registered: its months' part of each."""
    for seller, during in sellers(c):
        if seller == party:
            if during is None:
                return tuple(whole)
            return tuple(
                BeforeVat(f"{each.flow}.{party.id}", each.whole * during, each.taxable * during)
                for each in whole
            )
    return ()


def _in_stage(c: Context, place: int) -> Expr:
    first, last = months_of(c, place)
    return c.calendar.within(first, c.calendar.horizon if last is None else last)


def seller_registered(c: Context) -> Expr:
    """1 in months in which the company that sells to the members is registered for VAT."""
    return _registered_of(c, sellers(c))


def _registered_of(c: Context, parties: Sequence[tuple[Party, Expr | None]]) -> Expr:
    found = [(registered(c, party), during) for party, during in parties]
    if all(isinstance(each, Const) for each, _ in found):
        return as_expr(1)
    return total_of([each if during is None else during * each for each, during in found])


def seller_flow(
    c: Context,
    id: str,
    other: Party,
    earned: Expr,
    category: str,
    label: Label,
    rate: Expr | None = None,
    timing: Timing | None = None,
    note: Label | None = None,
    taxed: Expr | None = None,
    use: str = "",
    basis: tuple[str, ...] = (),
    pays: bool = False,
    timing_of: Callable[[Party, Expr | None], Timing] | None = None,
) -> Line:
    """A flow between another party and the company that sells to the members; the earned line.

    Args:
        pays: the company is the payer; else it is paid.
        timing_of: the timing by company and the months it sells in, where that decides; instead of `timing`.
    """

    def write(id: str, party: Party, amount: Expr, called: Label, during: Expr | None) -> Flow:
        payer, receiver = (party, other) if pays else (other, party)
        how = timing if timing_of is None else timing_of(party, during)
        return c.ledger.flow(
            id, payer, receiver, amount, category, called, rate, how, note, taxed, use, basis
        )

    found = sellers(c)
    if len(found) == 1:
        return write(id, found[0][0], earned, label, None).earned
    whole = earned
    if not (isinstance(earned, Line) and earned.id == id):
        whole = c.m.line(id, earned, "NOK", label, note, basis=basis)
    for party, during in found:
        assert during is not None
        write(f"{id}.{party.id}", party, whole * during, of_party(label, party), during)
    assert isinstance(whole, Line)
    return whole
