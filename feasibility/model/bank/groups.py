"""What a bank asks beside measures and loans: liquidity, leases, customers, security, value and demand."""

from __future__ import annotations

from dataclasses import replace

from feasibility.engine.expr import (
    Axis,
    Expr,
    Line,
    as_expr,
    count_of,
    first_where,
    flag,
    greatest,
    highest,
    least,
    over,
    rounded,
    value_at,
    when,
)
from feasibility.engine.flows import Party
from feasibility.engine.model import null
from feasibility.language import Label
from feasibility.model.accounts.statements import year_of
from feasibility.model.bank.by_year import Yearly
from feasibility.model.bank.measures import NO_INCOME, NO_YEAR
from feasibility.model.base.bank_view import Entry, Group
from feasibility.model.base.context import Context
from feasibility.model.base.parties import LEASE, OPERATORS, company_id, of_party
from feasibility.model.base.stages import part_of_each
from feasibility.model.concept.contracts import contract_name, prelet_price, prelet_share
from feasibility.model.concept.income import Income
from feasibility.model.concept.steps import first_capacity
from feasibility.model.deal.lease import LeaseLines
from feasibility.model.deal.term import Term, leases_of
from feasibility.model.value.property_value import ValueLines
from feasibility.names import PARTIES
from feasibility.record import record

CUSTOMER_KINDS = frozenset({"corporate_place", "ordinary_tenancy"})
"""Products each counted as one customer known by name."""
_KRONE_DIGITS = 6
NO_LEASE = null("ingen leieavtale", "no lease")
NO_SECURITY = null("ingen sikkerhet er avtalt", "no security is agreed")
NOT_NAMED = null("ingen kunde er navngitt i saken", "no customer is named in the case")
NOT_SIGNED = null("ingen signert kontrakt er oppgitt", "no signed contract is stated")


@record
class Groups:
    """Writes groups of figures. ready: the month the concept is in place; counted: see `BankView`. of: the
    company, where these are its own and not those of the whole case."""

    c: Context
    ready: Line
    counted: Line
    income: Income
    lease: LeaseLines | None
    terms: Term
    of: Party | None = None

    def scalar(self, id: str, value: Expr, unit: str, nb: str, en: str, note: Label | None = None) -> Entry:
        """A line under `bank.`, written once and shown where it is asked for."""
        label = named = Label(nb, en)
        line_id = f"bank.{id}"
        if self.of is not None:
            line_id = f"bank.{self.of.id}.{id}"
            named = of_party(label, self.of)
        known = self.c.m.lines.get(line_id)
        return Entry(label, known or self.c.m.line(line_id, value, unit, named, note, "none"))

    # ---- liquidity ---------------------------------------------------------------------------------------

    def liquidity(self, y: Yearly, unfunded: Line) -> Group:
        """Lowest liquidity and its month, and what nobody has agreed to fund."""
        m, party = self.c.m, y.party.id
        who = y.party.label
        label = Label(f"Største udekkede behov, {who.nb.lower()}", f"Largest unfunded need, {who.en.lower()}")
        need = m.line(f"{party}.bank.unfunded_need", highest(unfunded), "NOK", label, total="none")
        return Group(
            "liquidity",
            Label("Likviditet", "Liquidity"),
            (
                Entry(
                    Label("Laveste likviditetsreserve", "Lowest liquidity reserve"),
                    m.lines[f"{party}.lowest_cash"],
                ),
                Entry(Label("I måned", "In month"), m.lines[f"{party}.lowest_cash.month"]),
                Entry(Label("Største udekkede behov", "Largest unfunded need"), need),
            ),
        )

    # ---- what is let before opening ----------------------------------------------------------------------

    def prelet(self, sells: bool) -> Group:
        """Share let by contract before opening: of the products, and of the landlord's area.

        Args:
            sells: the company sells to the members; otherwise it lets the whole by its lease.
        """
        c = self.c
        label = Label("Utleid før åpning", "Let before opening")
        if not sells:
            assert self.lease is not None
            share = self.lease.mean_area / c.total_area()
            entry = self.scalar(
                "let_by_lease",
                share,
                "share",
                "Andel av arealet i leieavtalen",
                "Share of the area in the lease",
            )
            return Group("prelet", label, (entry,))
        by_capacity: list[Expr] = []
        by_income: list[Expr] = []
        capacity: list[Expr] = []
        income: list[Expr] = []
        for s in self.income.sold:
            prelet = prelet_share(c, s.lines.id)
            price = value_at(c.m.lines[f"products.{s.lines.id}.price"], 1)
            first = first_capacity(c, s.lines.id)
            full = first * s.lines.stabilised_share * price
            capacity.append(first)
            by_capacity.append(first * prelet)
            if s.lines.signed is not None:
                signed = first * prelet
                paid = signed * prelet_price(c, s.lines.id)
                income.append(paid + greatest(0, first * s.lines.stabilised_share - signed) * price)
                by_income.append(paid)
                continue
            income.append(full)
            by_income.append(full * prelet)
        of_capacity = self.scalar(
            "prelet_capacity",
            when(c.sum(by_capacity) > 0, c.sum(by_capacity) / c.sum(capacity), NOT_SIGNED),
            "share",
            "Utleid på kontrakt før åpning, av kapasiteten",
            "Let by contract before opening, of capacity",
        )
        whole = c.sum(income)
        of_income = self.scalar(
            "prelet_income",
            when(c.sum(by_capacity) > 0, over(c.sum(by_income), whole, NO_INCOME), NOT_SIGNED),
            "share",
            "Utleid på kontrakt før åpning, av inntekten",
            "Let by contract before opening, of income",
            Label(
                "Vektet med hvert produkts inntekt ved stabilisert belegg, til første måneds pris.",
                "Weighted by each product's income at stabilised occupancy, at the first month's price.",
            ),
        )
        return Group("prelet", label, (of_capacity, of_income))

    # ---- lease -------------------------------------------------------------------------------------------

    def lease_end(self, party: Party) -> Line | None:
        """The last month the signed lease is sure to run: its term, or to the break option.

        Of an operator that another comes after it is its own lease, at the latest until the other takes over.
        """
        goes = party in OPERATORS and party != self.c.last_operator
        leases = leases_of(self.terms, party if goes else None)
        if not leases:
            return None
        stage, lease = leases[-1]
        length: Expr = self.c.number(f"{stage.path}.lease.term_months", LEASE)
        if lease.break_option is not None:
            length = least(length, self.c.number(f"{stage.path}.lease.break_option.month", LEASE))
        sure, at = stage.first + length - 1, self
        if goes:
            sure, at = least(sure, stage.last), replace(self, of=party)
        return at.scalar(
            "lease_end", sure, "month",
            "Leieavtalen er sikker til og med", "The lease is sure until",
            Label(
                "Til bruddretten der det er en; forlengelse er ikke sikker.",
                "To the break option where there is one; renewal is not sure.",
            ),
        ).line  # fmt: skip

    def leases(self, end: Line | None) -> Group:
        """Weighted remaining term of the signed lease once the concept is in place, to break and expiry."""
        c, label = self.c, Label("Leieavtale", "Lease")
        nb, en = (
            "Vektet gjenværende leietid (WAULT), til bruddrett",
            "Weighted remaining lease term, to break",
        )
        if end is None:
            return Group("lease", label, (self.scalar("wault_to_break", NO_LEASE, "years", nb, en),))
        stage, _ = leases_of(self.terms)[-1]
        term = stage.first + c.number(f"{stage.path}.lease.term_months", LEASE) - 1
        note = Label(
            "Vektet med leien; én leieavtale, altså dens egen gjenværende tid når konseptet er på plass.",
            "Weighted by rent; one lease, so its own remaining term when the concept is in place.",
        )
        return Group(
            "lease",
            label,
            (
                Entry(Label("Leieavtalen er sikker til og med", "The lease is sure until"), end),
                self.scalar("wault_to_break", greatest(0, end - self.ready) / 12, "years", nb, en, note),
                self.scalar(
                    "wault_to_expiry",
                    greatest(0, term - self.ready) / 12,
                    "years",
                    "Vektet gjenværende leietid (WAULT), til utløp",
                    "Weighted remaining lease term, to expiry",
                    note,
                ),
            ),
        )

    # ---- customers ---------------------------------------------------------------------------------------

    def customers(self, sells: bool) -> Group:
        """The tenants or customers known by name, each with its largest share of a counted year's income."""
        label = Label(
            "Leietakere og kunder, største andel i et år",
            "Tenants and customers, largest share in a year",
        )
        found = self._of_seller() if sells else self._of_landlord()
        id = "largest_customer" if sells else "largest_tenant"
        nb, en = ("Største kunde", "Largest customer") if sells else ("Største leietaker", "Largest tenant")
        known: list[Expr] = [when(count_of(by_year) > 0, highest(by_year), 0) for _, by_year in found]
        top = NOT_NAMED if not known else greatest(*known) if len(known) > 1 else known[0]
        entries = [entry for entry, _ in found]
        return Group("customers", label, (*entries, self.scalar(id, top, "share", nb, en)))

    def _of_seller(self) -> list[tuple[Entry, Line]]:
        c = self.c
        found = []
        for path, name, income in named_customers(c, self.income):
            found.append(self._share(path, name, income, self.income.total))
        return found

    def _of_landlord(self) -> list[tuple[Entry, Line]]:
        assert self.lease is not None
        rent = self.c.m.lines["landlord.income.rent"]
        found = []
        for part in part_of_each(self.c, "lease.rent", self.lease.rent, self.lease.rent.label):
            of_each = self.c.m.lines.get(part.id, self.lease.rent)
            nb, en = part.operator.label.nb, PARTIES[company_id(part.operator)].full.en
            label = Label(f"{nb} (hovedleieavtalen)", f"{en} (head lease)")
            found.append(self._share(part.operator.id, label, of_each, rent))
        return found

    def _share(self, id: str, label: Label, part: Line, whole: Line) -> tuple[Entry, Line]:
        c = self.c
        of_year, all_year = year_of(c, part), year_of(c, whole)
        share = over(of_year, all_year, 0)
        whose = ""
        named = Label(f"{label.nb}: andel av årets inntekt", f"{label.en}: share of the year's income")
        if self.of is not None:
            whose, named = f"{self.of.id}.", of_party(named, self.of)
        by_year = c.m.line(
            f"bank.{whose}customer.{id}.by_year",
            when(self.counted.equals(1), share, NO_YEAR),
            "share",
            named,
            axis=Axis.YEAR,
        )
        largest = when(count_of(by_year) > 0, highest(by_year), NO_YEAR)
        return self.scalar(f"customer.{id}", largest, "share", label.nb, label.en), by_year

    # ---- security, value ---------------------------------------------------------------------------------

    def security(self) -> Group:
        """What the landlord holds for the rent."""
        c, held = self.c, self.c.m.lines.get("lease.security")
        label = Label("Sikkerhet for leien", "Security for the rent")
        nb, en = "Sikkerhet når konseptet er på plass", "Security with the concept in place"
        if held is None:
            return Group("security", label, (self.scalar("security", NO_SECURITY, "NOK", nb, en),))
        stage, _ = leases_of(self.terms)[-1]
        months = c.number(f"{stage.path}.lease.security.months_of_rent", LEASE)
        return Group(
            "security",
            label,
            (
                self.scalar("security", value_at(held, self.ready), "NOK", nb, en),
                self.scalar(
                    "security_months", as_expr(1) * months, "months", "Måneder leie", "Months of rent"
                ),
            ),
        )

    def value(self, y: Yearly, worth: ValueLines) -> Group:
        """The property as it is against the completed concept."""
        m = self.c.m
        as_is = self.scalar(
            "as_is_value",
            value_at(m.lines["empty_value"], 1),
            "NOK",
            "Verdi i dag, tomt",
            "Value today, empty",
        )
        done = self.scalar(
            "completed_value",
            value_at(worth.value, self.ready),
            "NOK",
            "Verdi ferdig, når konseptet er på plass",
            "Value completed, with the concept in place",
        )
        debt = value_at(y.debt_month, self.ready)

        def of(value: Line) -> Expr:
            no_value = null("ingen verdi er oppgitt", "no value is stated")
            return over(debt, value, no_value)

        return Group(
            "value",
            Label("Verdi i dag mot ferdig", "Value as is against completed"),
            (
                as_is,
                done,
                self.scalar("value_added", done.line - as_is.line, "NOK", "Verdiøkning", "Value added"),
                Entry(Label("Arbeider (uten mva.)", "Works (ex VAT)"), m.lines["landlord.works_total"]),
                self.scalar(
                    "debt_of_as_is", of(as_is.line), "share", "Gjeld av verdien i dag", "Debt of value today"
                ),
                self.scalar(
                    "debt_of_completed",
                    of(done.line),
                    "share",
                    "Gjeld av ferdig verdi",
                    "Debt of completed value",
                ),
            ),
        )

    # ---- common costs ------------------------------------------------------------------------------------

    def common_costs(self) -> tuple[Entry, ...]:
        """Common costs by year: paid, charged on, left with the landlord, and per m²."""
        c, m = self.c, self.c.m
        paid = m.lines["landlord.income.common_cost"]
        back = m.lines.get("landlord.income.common_costs_recovered")
        left: Expr = -year_of(c, paid)
        shown = [Entry(Label("Felleskostnader betalt", "Common costs paid"), year_of(c, paid))]
        if back is not None:
            left = left - year_of(c, back)
            label = Label("Viderefakturert", "Charged on")
            shown.append(Entry(label, year_of(c, back)))
        label = Label("Felleskostnader gårdeieren bærer selv", "Common costs borne by the landlord")
        # to a millionth of a krone: what is charged on in full leaves nothing, and not −0
        borne = m.line("bank.common_costs_borne", rounded(left, _KRONE_DIGITS), "NOK", label, total="sum")
        per = m.line(
            "bank.common_costs_per_m2",
            -year_of(c, paid) / c.total_area(),
            "NOK/m2/year",
            Label("Felleskostnader betalt, per m²", "Common costs paid, per m²"),
        )
        return (*shown, Entry(label, borne), Entry(per.label, per))


def named_customers(c: Context, income: Income) -> list[tuple[str, Label, Line]]:
    """(id, name, income by month) of the concept's customers known by name: places bought by supporters,
    signed contracts, and corporate places and ordinary tenancies, each without contracts as one customer."""
    found: list[tuple[str, Label, Line]] = []
    for id, item in c.case.support.items():
        line = c.m.lines.get(f"support.{id}.income")
        if item.kind == "desks_bought" and line is not None:
            name = c.name("support", id)
            found.append((f"support.{id}", Label(name, name), line))
    for s in income.sold:
        if s.signed:
            for i, line in enumerate(s.signed):
                found.append((f"products.{s.lines.id}.contracts.{i}", contract_name(c, s.lines.id, i), line))
        elif s.lines.product.kind in CUSTOMER_KINDS:
            found.append((f"products.{s.lines.id}", Label(s.lines.name, s.lines.name), s.income))
    return found


def opening_month(c: Context) -> Line:
    """The first month in which any product is open; the horizon where none ever is."""
    open_lines = [c.m.lines[f"products.{id}.open"] for id in c.case.products]
    is_open = c.m.line(
        "bank.is_open",
        flag(c.sum(list(open_lines)) > 0),
        "flag",
        Label("Noe er åpent", "Something is open"),
        axis=Axis.MONTH,
    )
    return c.m.line(
        "bank.opening_month",
        first_where(is_open, as_expr(1) * c.calendar.horizon),
        "month",
        Label("Åpner i måned", "Opens in month"),
        Label("Den første måneden noe produkt er åpent.", "The first month in which any product is open."),
        "none",
    )
