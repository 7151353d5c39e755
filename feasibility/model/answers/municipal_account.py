"""The municipality's account for the undertaking (kommunens regnskap for tiltaket), docs/model.md §13.14.

Each thing it gives, and what it gets back that it would not have had from an empty building. It is written
only where it gives something: a case without municipal support has none of these lines.
"""

from __future__ import annotations

from typing import Final

from feasibility.engine.expr import Expr, Line, as_expr, highest, over, sum_of, total_of, when
from feasibility.engine.flows import Ledger
from feasibility.language import Label
from feasibility.model.accounts.statements import OPERATING_IDS, year_of
from feasibility.model.answers.measures import Measures
from feasibility.model.base.context import Context
from feasibility.model.base.index import index
from feasibility.model.base.parties import LANDLORD, MUNICIPAL, MUNICIPALITY, OPERATOR
from feasibility.model.base.result import Measure, Municipal, MunicipalFlow
from feasibility.model.deal.term import Term
from feasibility.record import record

_KINDS: Final[dict[str, Municipal]] = {
    "operating_grant": "cash",
    "works_grant": "cash",
    "in_kind": "in_kind",
    "income_rent": "places",
}
"""What each category of flow is, seen from who pays."""
GIVEN: Final = frozenset(_KINDS)


def municipal_account(
    c: Context,
    measures: Measures,
    terms: Term,
    leased: Expr | None,
    members: Expr,
    vacant: Ledger,
) -> tuple[tuple[MunicipalFlow, ...], list[Measure]]:
    """What it gives, then what it gets back; and the totals as measures. Nothing where it gives nothing.

    Args:
        leased: m² of the lease, None where there is none. members: with a place to work at, by month.
        vacant: the ledger of the vacant building, which what it gets back is measured against.
    """
    flows = [f for f in c.ledger.flows if f.payer == MUNICIPALITY and f.category in GIVEN]
    side = _Side(c, terms, leased, vacant) if c.case.municipality is not None else None
    if not flows and (side is None or not side.counts):
        return (), [] if side is None else _told(c, measures, members)
    found: list[MunicipalFlow] = []

    def add(label: Label, kind: Municipal, line: Line, id: str, is_given: bool = True) -> None:
        what = ("gir", "gives") if is_given else ("får", "gets")
        nb, en = f"Kommunen {what[0]}: {label.nb}", f"The municipality {what[1]}: {label.en}"
        total = measures.total(f"municipality.{'gives' if is_given else 'gets'}.{id}", line, nb, en)
        found.append(MunicipalFlow(label, kind, year_of(c, line), total, is_given))

    for flow in flows:
        add(flow.label, _KINDS[flow.category], flow.earned, flow.id)
    more = [] if side is None else side.items()
    for item in more:
        if item.is_given:
            add(item.line.label, item.kind, item.line, item.kind)
    back = _back(c, [item.line for item in more if not item.is_given])
    total = measures.total(
        "municipality.back_total", back, "Kommunen får igjen, i alt", "The municipality gets back, in all"
    )
    tax = c.m.lines["municipality.property_tax"]
    if more:
        for item in more:
            if not item.is_given:
                add(item.line.label, item.kind, item.line, item.kind, False)
        add(_TAX, "property_tax", tax, "property_tax", False)
    else:
        found.append(MunicipalFlow(_TAX, "property_tax", year_of(c, tax), total, False))
    given: Line = c.m.lines["municipality.support_total"]
    extra: list[Line] = []
    if more:
        given = measures.scalar(
            "municipality.given_total",
            c.sum([each.total for each in found if each.is_given]),
            "NOK",
            "Kommunen gir, i alt",
            "The municipality gives, in all",
            _GIVEN_OWN if any(item.kind == "own_operation" for item in more) else _GIVEN_NOTE,
            ("§13.14",),
        )
        extra.append(given)
    net = measures.scalar(
        "municipality.net_total",
        given - total,
        "NOK",
        "Kommunens utgift etter det den får igjen",
        "The municipality's cost after what it gets back",
        Label("Det den gir i alt − det den får igjen.", "What it gives in all − what it gets back."),
        ("§13.14",),
    )
    year_of(c, c.m.lines["municipality.support"])
    lines = [each.total for each in found] + extra + [net]
    told = [] if side is None else _told(c, measures, members, given)
    return tuple(found), [*(Measure(line, "municipality") for line in lines), *told]


@record
class _Item:
    kind: Municipal
    line: Line
    is_given: bool


class _Side:
    """What the municipality gives and gets as landlord and part owner."""

    def __init__(self, c: Context, terms: Term, leased: Expr | None, vacant: Ledger) -> None:
        stated = c.case.municipality
        assert stated is not None
        self.c, self.terms, self.leased, self.vacant, self.stated = c, terms, leased, vacant, stated

    @property
    def counts(self) -> bool:
        """Whether anything but firms, guarantees and commuting is stated."""
        stated = self.stated
        return (
            stated.market_rent_nok_per_m2_year is not None
            or stated.is_landlord
            or stated.share_of_operator is not None
        )

    def items(self) -> list[_Item]:
        """The lines, what it gives first."""
        c, stated, found = self.c, self.stated, list[_Item]()

        def line(kind: Municipal, value: Expr, nb: str, en: str, is_given: bool, id: str = "") -> None:
            made = c.m.line(
                f"municipality.{id or kind}", value, "NOK", Label(nb, en), axis=c.calendar.number.axis,
                basis=("§13.14",),
            )  # fmt: skip
            found.append(_Item(kind, made, is_given))

        with c.block("support", "Støtte", "Support", "§5"):
            if stated.market_rent_nok_per_m2_year is not None:
                rent = c.number("municipality.market_rent_nok_per_m2_year", MUNICIPAL)
                area = c.total_area() if self.leased is None else self.leased
                value = rent / 12 * area * index(c, "rent") * self.terms.operating
                line("premises", value, "Lokaler til markedsleie", "Premises at the market rent", True)
            if stated.share_of_operator is not None and "operator" in c.case.companies:
                share = c.number("municipality.share_of_operator", MUNICIPAL)
                paid_in, paid_out = (c.ledger.cash(OPERATOR, {of}) for of in ("equity", "distribution"))
                line("equity", share * paid_in, "Egenkapital i driveren", "Equity in the operator", True)
                line(
                    "dividend",
                    -(share * paid_out),
                    "Utbytte fra driverselskapet",
                    "Dividend of the operator",
                    False,
                )
            if stated.is_landlord:
                rents = {"rent", "common_costs_recovered"}
                got = c.ledger.earned(LANDLORD, rents) - self.vacant.earned(LANDLORD, rents)
                line("rent", got, "Leie ut over tomt bygg", "Rent beyond the vacant building's", False)
                own = self._own_result(found[-1].line)
                if own is not None:
                    lost = c.m.at_year(year_of(c, own)) < 0
                    line("own_operation", when(lost, -own, 0), *_DEFICIT, True, "own_deficit")
                    line("own_operation", when(lost, 0, own), *_SURPLUS, False, "own_surplus")
                for received, nb, en in (
                    (True, "Overtakelsessum den får", "Takeover, received"),
                    (False, "Overtakelsessum den betaler", "Takeover, paid"),
                ):
                    for flow in c.ledger.chosen(LANDLORD, received, {"takeover"}):
                        line("takeover", as_expr(1) * flow.earned, nb, en, not received)
                sold = c.ledger.cash(LANDLORD, {"exit", "flat_sale"}) - self.vacant.cash(LANDLORD, {"exit"})
                line(
                    "sale",
                    sold,
                    "Verdi ved salg ut over tomt bygg",
                    "Sale beyond the vacant building's",
                    False,
                )
        return found

    def _own_result(self, rent: Line) -> Line | None:
        """What running the place itself brings by month, beyond what the empty building costs; None where
        it never does. rent: what it gets as landlord, which is told apart."""
        c = self.c
        own = [s.operating for s in self.terms.stages if s.deal.operating_company == "landlord"]
        if not own:
            return None
        empty = self.vacant.earned(LANDLORD, OPERATING_IDS)
        lost = c.m.lines.get("vacant.landlord.vat.lost")
        before = c.m.line(
            "municipality.empty_result",
            empty if lost is None else empty - lost,
            "NOK",
            Label("Driftsresultat med tomt bygg", "Operating result of the vacant building"),
            Label("Med mva. som ikke kan trekkes fra.", "With VAT that is not deductible."),
            axis=c.calendar.number.axis,
            basis=("§13.14",),
        )
        return c.m.line(
            "municipality.own_result",
            (c.m.lines["landlord.ebitda"] - before - rent) * total_of(own),
            "NOK",
            Label(
                "Kommunens egen drift ut over tomt bygg", "The municipality's own operation, beyond vacant"
            ),
            Label(
                "EBITDA i månedene den driver selv, uten leien, mindre det tomme bygget.",
                "EBITDA of the months it operates itself, without the rent, less the vacant building's.",
            ),
            axis=c.calendar.number.axis,
            basis=("§13.14",),
        )


_GIVEN_NOTE: Final = Label(
    "Støtte, leie den gir avkall på, og egenkapital.", "Support, rent forgone and equity."
)
_GIVEN_OWN: Final = Label(
    "Støtte, leie den gir avkall på, underskudd i egen drift, og egenkapital.",
    "Support, rent forgone, deficits of its own operation, and equity.",
)
_DEFICIT: Final = ("Egen drift, år med underskudd", "Own operation, years with a deficit")
_SURPLUS: Final = ("Egen drift, år med overskudd", "Own operation, years with a surplus")


def _back(c: Context, more: list[Line]) -> Line:
    tax = _property_tax(c)
    if not more:
        return tax
    with c.block("support", "Støtte", "Support", "§5"):
        return c.m.line(
            "municipality.back", c.sum([tax, *more]), "NOK",
            Label("Det kommunen får igjen", "What the municipality gets back"), basis=("§13.14",),
        )  # fmt: skip


def _told(c: Context, measures: Measures, members: Expr, given: Line | None = None) -> list[Measure]:
    """Price per firm, largest guarantee, and commuting saved, as the user states them."""
    stated, found = c.case.municipality, list[Line]()
    assert stated is not None
    if stated.firms_helped is not None and given is not None:
        firms = c.number("municipality.firms_helped", MUNICIPAL)
        found.append(
            measures.scalar(
                "municipality.given_per_firm", given / firms, "NOK", "Kommunen gir per bedrift som får hjelp",
                "The municipality gives per firm helped", basis=("§13.14",),
            )
        )  # fmt: skip
    if stated.guarantees:
        with c.block("support", "Støtte", "Support", "§5"):
            standing = c.m.line(
                "municipality.guaranteed",
                c.sum([_standing(c, i) for i in range(len(stated.guarantees))]),
                "NOK",
                Label("Garantier kommunen står for", "Guarantees the municipality stands for"),
                total="end",
                axis=c.calendar.number.axis,
                basis=("§13.14",),
            )
        found.append(
            measures.scalar(
                "municipality.largest_guarantee", highest(standing), "NOK", "Kommunens største garanti",
                "Largest guarantee the municipality stands for", basis=("§13.14",),
            )
        )  # fmt: skip
    if stated.commuting is not None:
        path = "municipality.commuting"
        hour = c.m.input(
            "minutes_of_an_hour", 60, "minutes", Label("Minutter i en time", "Minutes of an hour"), "method"
        )
        with c.block("support", "Støtte", "Support", "§5"):
            hours = c.m.line(
                "municipality.commuting_hours",
                members
                * c.number(f"{path}.share_of_members", MUNICIPAL)
                * c.number(f"{path}.days_per_member_month", MUNICIPAL)
                * c.number(f"{path}.minutes_one_way", MUNICIPAL)
                * 2
                / hour,
                "hours",
                Label("Spart pendling", "Commuting saved"),
                Label("Medlemmer × dager × minutter × 2.", "Members × days × minutes × 2."),
                total="sum",
                axis=c.calendar.number.axis,
                basis=("§13.14",),
            )
        found.append(
            measures.scalar(
                "municipality.commuting_hours_per_year",
                over(sum_of(hours), c.m.lines["concept.months"], 0) * 12,
                "hours",
                "Spart pendling per driftsår",
                "Commuting saved per year of operation",
                basis=("§13.14",),
            )
        )
    return [Measure(line, "municipality") for line in found]


def _standing(c: Context, place: int) -> Expr:
    path, item = f"municipality.guarantees.{place}", c.case.municipality
    assert item is not None
    of = item.guarantees[place].label or MUNICIPAL
    within = c.calendar.within(c.number(f"{path}.from_month", of), c.until(f"{path}.to_month", of))
    return c.number(f"{path}.amount_nok", of) * within


_TAX: Final = Label("Eiendomsskatt ut over tomt bygg", "Property tax beyond an empty building's")


def _property_tax(c: Context) -> Line:
    lines = c.m.lines
    paid = lines["property_tax"]
    empty = lines.get("vacant.property_tax")
    with c.block("support", "Støtte", "Support", "§5"):
        return c.m.line(
            "municipality.property_tax",
            paid - empty if empty is not None else c.sum([paid]),
            "NOK",
            Label("Eiendomsskatt ut over tomt bygg", "Property tax beyond an empty building's"),
            Label("Skatten i avtalen − skatten med bygget tomt.", "The deal's tax less the vacant space's."),
            axis=c.calendar.number.axis,
            basis=("§8", "§13.14"),
        )
