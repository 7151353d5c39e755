"""Income from members and services (docs/model.md §3)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from feasibility.engine.expr import Const, Expr, Line
from feasibility.language import Label
from feasibility.model.base.context import Context
from feasibility.model.base.index import index
from feasibility.model.base.parties import CUSTOMERS, MEMBERS, SERVICES, SUPPLIERS
from feasibility.model.base.regime import CHARGED, EXEMPT, registered_share
from feasibility.model.base.registration import BeforeVat, charged
from feasibility.model.base.stages import seller_flow, seller_registered
from feasibility.model.concept.contracts import signed_income
from feasibility.model.concept.desks_bought import Price, bought_income, charged_of_income
from feasibility.model.concept.member_payment import TimingOf, member_deposits, member_payment
from feasibility.model.concept.occupancy import ProductLines
from feasibility.model.concept.package import services_share, sold_flow, vat_of_price
from feasibility.model.concept.place_support import PlaceSupport, place_support
from feasibility.model.concept.services import itemised
from feasibility.model.concept.steps import campaigns_of, first_capacity, stepped
from feasibility.record import record
from feasibility.rules.classification import RATE_OF_REGIME

# Events and lodging are sold as services; everything else sold from the spaces is rent (docs/model.md §3).
SERVICE_KINDS = frozenset({"event", "lodging"})


@record
class Sold:
    """What one product brings in. per_place: NOK ex VAT for each place and month, campaign deducted.
    bought_at_price: income of places supporters rent at the product's own price. signed: income of each
    signed contract, at its own price. before_vat: what each of its flows brings while the company is not
    registered, where the price includes VAT; in_all_before: its income. services_share: of all it brings,
    where it is a package of place and services.
    """

    lines: ProductLines
    per_place: Line
    income: Line
    bad_debt_share: Expr
    bought_income: Line | None
    bought_at_price: tuple[Line, ...]
    signed: tuple[Line, ...] = ()
    before_vat: tuple[BeforeVat, ...] = ()
    in_all_before: Expr | None = None
    services_share: Expr | None = None

    @property
    def in_all(self) -> list[Expr]:
        """What its members, signed contracts and supporters who rent places bring."""
        own: list[Expr] = [self.income, *self.signed]
        return own if self.bought_income is None else [*own, self.bought_income]

    def of_place(self, income: Line) -> Expr:
        """The part of what it brings that is for the place: all of it, but for a package."""
        return income if self.services_share is None else income * (1 - self.services_share)

    @property
    def is_rent(self) -> bool:
        """Counts as rent in the 70/30 mix."""
        return self.lines.product.kind not in SERVICE_KINDS


@record
class ServiceSold:
    """What one itemised service brings by month, and of that for each member, NOK ex VAT."""

    earned: Expr
    per_member: Expr


@record
class Income:
    """Income of the concept by month, NOK ex VAT.

    mix_uplift: services for each krone of rent where services are stated as a share, else None.
    before_vat: flows that bring another amount while the company is not registered.
    by_service: each itemised service. supported: support for each place sold. more: what products bring
    beyond that, where occupancy is moved.
    """

    sold: tuple[Sold, ...]
    rent: Line
    services: Line
    total: Line
    all_members: Line
    capacity: Line
    mix_uplift: Line | None
    service_per_member: Expr
    service_cost_per_member: Expr
    before_vat: tuple[BeforeVat, ...]
    by_service: Mapping[str, ServiceSold]
    more: tuple[tuple[str, Expr], ...] = ()
    supported: tuple[PlaceSupport, ...] = ()

    def of_product(self, id: str) -> Expr:
        """What one product brings, signed contracts and places supporters buy included."""
        sold = next(s for s in self.sold if s.lines.id == id)
        own: Expr = sold.income if sold.bought_income is None else sold.income + sold.bought_income
        for line in sold.signed:
            own = own + line
        for product, more in self.more:
            if product == id:
                own = own + more
        return own


def income(c: Context, products: Sequence[ProductLines], operating: Line, last: Expr) -> Income:
    """Flows from members, supporters who buy places, and customers of services.

    Args:
        operating: 1 in the months of the deal. last: its last month.
    """
    with c.block("income", "Inntekter", "Income", "§3"):
        sold = [_product(c, p, member_payment(c, p, last)) for p in products]
        memberships = [p for p in products if p.is_membership]
        all_members = c.m.line(
            "members.total",
            c.sum(
                [p.members for p in memberships]
                + [p.bought for p in memberships if p.bought is not None]
                + [p.signed for p in memberships if p.signed is not None]
            ),
            "people",
            Label("Medlemmer i alt", "Members in all"),
            Label(
                "Medlemmer i alle medlemsprodukter, også plasser kjøpt av støttespillere.",
                "Members of all membership products, places bought by supporters included.",
            ),
            axis=c.calendar.number.axis,
        )
        capacity = c.m.line(
            "members.capacity",
            c.sum([p.capacity for p in memberships]),
            "people",
            Label("Kapasitet, medlemmer", "Capacity, members"),
        )
        rent = c.m.line(
            "income.rent",
            c.sum(
                [s.of_place(s.income) for s in sold if s.is_rent]
                + [s.of_place(s.bought_income) for s in sold if s.bought_income is not None]
                + [s.of_place(line) for s in sold for line in s.signed]
            ),
            "NOK",
            Label("Leieinntekter fra brukere", "Rent income from users"),
            Label(
                "Medlemskap, kontorer, dagspass, romtimer, virtuelle kontorer og parkering.",
                "Memberships, offices, day passes, room hours, virtual offices and parking.",
            ),
            axis=c.calendar.number.axis,
        )
        found = _services(c, sold, rent, all_members, capacity, operating)
    return replace(found, supported=place_support(c, products))


def _product(c: Context, p: ProductLines, timing_of: TimingOf | None) -> Sold:
    path, product, m = f"products.{p.id}", p.product, c.m

    def number(field: str) -> Expr:
        return c.number(f"{path}.{field}", p.name)

    def label(nb: str, en: str) -> Label:
        return Label(f"{p.name}: {nb}", f"{p.name}: {en}")

    if product.is_usage:
        price = stepped(c, p.id, "price_nok_per_use", number("price_nok_per_use"), "NOK/use")
        if product.uses_per_month is not None:
            uses: Expr = number("uses_per_month") / first_capacity(c, p.id)
        else:
            uses = number("uses_per_member_month")
        stated = price * uses
    else:
        price = stepped(c, p.id, "price_nok_per_month", number("price_nok_per_month"), "NOK/member/month")
        stated = price + number("membership_fee_nok_per_year") / 12
    is_registered = seller_registered(c)
    rate = charged(c, RATE_OF_REGIME[product.vat_regime], is_registered)
    taxed = registered_share(c, p.id)
    if isinstance(taxed, Const):
        rate = rate if taxed.value else None
    gross, share_charged = stated, taxed
    includes_vat = product.price_includes_vat and rate is not None
    if includes_vat:
        assert rate is not None
        # who is not charged VAT pays the whole price for the place, and of who is, the net counts
        stated = gross * (taxed / (1 + rate) + 1 - taxed)
        if not isinstance(taxed, Const):
            taxed = charged_of_income(c, p, taxed, rate)
    discounts = [
        c.number(f"{each}.discount_share", of)
        * c.calendar.within(c.number(f"{each}.from_month", of), c.number(f"{each}.to_month", of))
        for each, of in campaigns_of(c, p.id)
    ]
    campaign = c.sum(discounts) if discounts else None
    level = index(c, "prices", c.number(f"{path}.index_share", p.name))
    full = m.line(
        f"{path}.price",
        stated * level,
        "NOK/member/month",
        label("pris per plass og måned, uten mva.", "price per place and month, ex VAT"),
        Label(
            "Indeksregulert pris før kampanjerabatt; selges produktet per bruk: pris × bruk per plass.",
            "Indexed price, before campaign discount; for products sold by the use, price × uses per place.",
        ),
    )
    per_place = full
    if campaign is not None:
        per_place = m.line(
            f"{path}.price_after_campaign",
            full * (1 - campaign),
            "NOK/member/month",
            label("pris etter kampanje", "price after campaign"),
        )
    earned = m.line(
        f"{path}.income",
        p.members * per_place,
        "NOK",
        label("inntekt", "income"),
        Label("Medlemmer × pris, uten mva.", "Members × price, ex VAT."),
    )
    category = "income_rent" if product.kind not in SERVICE_KINDS else "income_services"
    sold_flow(
        c,
        p.id,
        f"{path}.income",
        MEMBERS,
        earned,
        category,
        label("inntekt", "income"),
        rate,
        taxed,
        timing_of,
    )
    # what is never paid is of the whole price: its VAT is that of a package's two parts
    of_claim = (rate, taxed) if product.package is None else vat_of_price(c, p.id)
    bad = number("bad_debt_share")
    signed: list[Line] = []
    if p.signed is not None:
        signed = signed_income(c, p.id, p.signed, rate, share_charged, timing_of)
    member_deposits(c, p, full, signed)
    seller_flow(
        c,
        f"{path}.bad_debt",
        MEMBERS,
        c.sum([earned, *signed]) * bad,
        "bad_debt",
        label("tap på krav", "bad debt"),
        of_claim[0],
        note=Label(
            "Fakturert og aldri betalt; mva. på kravet korrigeres.",
            "Invoiced and never paid; the VAT on it is corrected.",
        ),
        taxed=of_claim[1],
        use=CHARGED,
        basis=("mval § 4-7",),
        pays=True,
        timing_of=timing_of,
    )
    before: list[BeforeVat] = []
    if includes_vat and not isinstance(is_registered, Const):
        off = 1 if campaign is None else 1 - campaign
        whole = p.members * gross * level * off
        before.append(BeforeVat(f"{path}.income", whole, whole * share_charged))
    place = Price(full, gross * level if includes_vat else None, rate, share_charged, taxed)
    bought = bought_income(c, p, place, before)
    total = None
    if bought:
        total = m.line(
            f"{path}.bought_income",
            c.sum([line for line, _ in bought]),
            "NOK",
            label("inntekt fra kjøpte plasser", "income from places bought"),
        )
    at_price = tuple(line for line, own_price in bought if not own_price)
    instead = {each.flow: each.whole for each in before}
    flows = [earned, *(line for line, _ in bought), *signed]
    in_all = c.sum([instead.get(flow.id, flow) for flow in flows])
    services = services_share(c, p.id)
    return Sold(p, per_place, earned, bad, total, at_price, tuple(signed), tuple(before), in_all, services)


def _services(
    c: Context, sold: Sequence[Sold], rent: Line, all_members: Line, capacity: Line, operating: Line
) -> Income:
    parts: list[Expr] = [s.income for s in sold if not s.is_rent]
    parts += [c.sum(s.in_all) * s.services_share for s in sold if s.services_share is not None]
    uplift: Line | None = None
    per_member: Expr = c.sum([])
    cost_per_member: Expr = c.sum([])
    before = [each for s in sold for each in s.before_vat]
    mix = c.case.services.mix
    if mix is not None:
        share = c.number("services.mix.services_share", SERVICES)
        uplift = c.m.line(
            "services.mix.uplift",
            share / (1 - share),
            "share",
            Label("Tjenester per krone leieinntekt", "Services for each krone of rent income"),
            Label(
                "s/(1 − s), slik at tjenestene utgjør andelen s av samlet inntekt.",
                "s/(1 − s), so that services are the share s of total income.",
            ),
        )
        label = Label("Tjenester som andel av inntekten", "Services as a share of income")
        mixed = seller_flow(
            c,
            "services.mix.income",
            CUSTOMERS,
            rent * uplift,
            "income_services",
            label,
            charged(c, mix.vat, seller_registered(c)),
        )
        parts.append(mixed)
        if before and mix.vat != "exempt":
            rent_before = c.sum([s.in_all_before for s in sold if s.is_rent and s.in_all_before is not None])
            before.append(BeforeVat(mixed.id, rent_before * uplift, rent_before * uplift))
        margin = c.number("services.mix.gross_margin_share", SERVICES)
        seller_flow(
            c,
            "services.mix.cost",
            SUPPLIERS,
            mixed * (1 - margin),
            "cost_services",
            Label("Varekostnad, tjenester", "Cost of services"),
            c.vat("standard"),
            use=EXEMPT if mix.vat == "exempt" else CHARGED,
            pays=True,
        )
    by_service: dict[str, ServiceSold] = {}
    for id in c.case.services.itemised:
        earned, member_income, member_cost = itemised(c, id, all_members, operating)
        by_service[id] = ServiceSold(earned, member_income)
        parts.append(earned)
        per_member = per_member + member_income
        cost_per_member = cost_per_member + member_cost
    services = c.m.line(
        "income.services",
        c.sum(parts),
        "NOK",
        Label("Tjenesteinntekter", "Service income"),
        axis=c.calendar.number.axis,
    )
    total = c.m.line(
        "income.total",
        rent + services,
        "NOK",
        Label("Sum inntekter", "Total income"),
        Label(
            "Uten mva.; tilskudd er ikke inntekt i konseptet.",
            "Ex VAT; grants are not income of the concept.",
        ),
    )
    return Income(
        tuple(sold),
        rent,
        services,
        total,
        all_members,
        capacity,
        uplift,
        per_member,
        cost_per_member,
        tuple(before),
        by_service,
    )
