"""The takeover of the concept for a price: what of it is paid for what, in the books and for tax (§13.12).

The works that come along go over at book value as far as the price reaches; the rest of the price is
goodwill. For tax the price is written down on the leaving company's balance of the group, which may go below
zero and is then income at the group's rate (skatteloven § 14-44, § 14-46). What is left of buildings goes by
way of the gain and loss account (§ 14-45), and so, at the same rate, does goodwill; a tenant's fit-out that
is spread over the lease is settled at once. The one that takes over writes down what it has paid.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from feasibility.case.form.phases import Takeover
from feasibility.engine.expr import Axis, Expr, Line, as_expr, divisor, greatest, least, when
from feasibility.engine.flows import Party
from feasibility.language import Label
from feasibility.model.accounts.company import activity_ends, vat_of_works
from feasibility.model.accounts.fixed_assets import ASSETS, asset_of_works, booked, pays, tenant_spread
from feasibility.model.accounts.handed_over import GOODWILL, HandedAsset, HandedOver
from feasibility.model.accounts.tax_depreciation import Asset, Settled, Spread, tax_value
from feasibility.model.base.context import Context
from feasibility.model.base.operator_default import default_of, until_default
from feasibility.model.base.parties import COMPANIES, TAKEOVER
from feasibility.model.concept.works import WorksLines
from feasibility.model.deal.term import Term
from feasibility.model.vat.capital_goods import WorksVat
from feasibility.model.vat.deduction import Deduction
from feasibility.model.vat.settlement import Adjustment
from feasibility.model.vat.taken_over import taken_over
from feasibility.rules import DepreciationGroup

_BUILDINGS: Final = frozenset({"h", "i"})
"""Groups whose gain or loss on a sale leaves the balance for the gain and loss account (sktl § 14-44)."""


def take_over(
    c: Context,
    work_items: Sequence[WorksLines],
    grants: Mapping[tuple[str, str], Line],
    deductions: Mapping[str, Deduction],
    terms: Term,
) -> HandedOver | None:
    """The takeover that the case states a price for; None where it states none. Its flow, and its lines.

    Args: as of `company`, of both companies.
    """
    place = next((i for i, phase in enumerate(c.case.phases) if phase.takeover is not None), None)
    if place is None:
        return None
    stated = c.case.phases[place].takeover
    assert stated is not None
    leaving, taking = (COMPANIES[c.case.stages[i].operating_company] for i in (place, place + 1))
    return _Takeover(c, place, stated, leaving, taking, terms).made(work_items, grants, deductions)


class _Takeover:
    def __init__(
        self, c: Context, place: int, stated: Takeover, leaving: Party, taking: Party, terms: Term
    ) -> None:
        self.c, self.stated, self.leaving, self.taking, self.terms = c, stated, leaving, taking, terms
        self.month: Expr = c.number(f"phases.{place}.from_month")
        with c.block("deal", "Avtale", "Deal", "§13.12"):
            self.now = c.m.line(
                "takeover.now",
                until_default(c, c.calendar.at(self.month)),
                "count",
                Label("Konseptet overtas", "The concept is taken over"),
            )
            self.since = c.m.recurrence(
                "takeover.since",
                lambda before: before + self.now,
                "count",
                Label("Konseptet er overtatt", "The concept has been taken over"),
                total="none",
            )
            self.price = c.ledger.flow(
                "takeover.price",
                taking,
                leaving,
                c.number(f"phases.{place}.takeover.price_nok", TAKEOVER) * self.now,
                "takeover",
                Label("Overtakelsessum", "Price of the takeover"),
                note=Label("En virksomhet overdras: ingen mva.", "A going concern is handed over: no VAT."),
                basis=("mval § 6-14", "§13.12"),
            )

    def line(self, id: str, value: Expr, label: Label, note: Label | None = None) -> Line:
        """A line of the takeover, NOK by month."""
        return self.c.m.line(f"takeover.{id}", value, "NOK", label, note, axis=Axis.MONTH)

    def made(
        self,
        items: Sequence[WorksLines],
        grants: Mapping[tuple[str, str], Line],
        deductions: Mapping[str, Deduction],
    ) -> HandedOver:
        """All lines of the takeover."""
        c = self.c
        own = tuple(w for w in items if w.id in self.stated.works and pays(w, self.leaving))
        vat = vat_of_works(c, self.leaving, own, deductions[self.leaving.id], self.terms, self.month)
        adjusted = self.adjusted(own, vat, deductions[self.taking.id])
        with c.m.block("fixed_assets", ASSETS, "§8", "§13.12"):
            assets = {w.id: self.asset(w, grants, vat) for w in own}
            values = {
                id: self.line(
                    f"{id}.book_value",
                    self.now * each.value.previous,
                    _of(each.asset, "bokført verdi som overtas", "book value taken over"),
                )
                for id, each in assets.items()
            }
            whole: Expr = c.sum(list(values.values()))
            if len(values) > 1:
                label = Label("Bokført verdi som overtas", "Book value taken over")
                whole = self.line("book_value", whole, label)
            paid = {id: self.paid(id, assets[id].asset, value, whole) for id, value in values.items()}
            goodwill = self.line(
                "for_goodwill",
                self.price.earned - c.sum(list(paid.values())),
                Label("Betalt for goodwill", "Paid for goodwill"),
                Label(
                    "Overtakelsessummen ut over bokført verdi av arbeidene som følger med.",
                    "The price beyond the book value of the works that come along.",
                ),
            )
            bought = [self.bought(w, assets[w.id].asset, paid[w.id]) for w in own]
            bought.append(Asset(GOODWILL, Label("Goodwill", "Goodwill"), goodwill, "b"))
            sold = [each for w in own for each in self.sold(w.id, assets[w.id], paid[w.id])]
            named = Label("Overlatt goodwill", "Goodwill handed over")
            sold.append(self.without("goodwill_sold", named, -goodwill, "b"))
        return HandedOver(
            self.leaving, self.taking, self.price, assets, whole, goodwill, tuple(bought), tuple(sold), vat,
            adjusted,
        )  # fmt: skip

    def adjusted(
        self, own: Sequence[WorksLines], vat: Mapping[str, WorksVat], deduction: Deduction
    ) -> tuple[Adjustment, ...]:
        """What the one that takes over adjusts of VAT."""
        ends = activity_ends(self.c, self.taking, self.terms)
        found = [
            taken_over(self.c, w, f"works.{w.id}.{self.leaving.id}", vat[w.id], deduction, self.since, ends)
            for w in own
            if w.id in vat
        ]
        return tuple(each for each in found if each is not None)

    def spread(self, party: Party) -> Spread | None:
        """The lease a company's fit-out is spread over; what it hands over is settled when it goes."""
        lost = default_of(self.c, party)
        if party == self.leaving:
            lost = self.month if lost is None else least(lost, self.month)
        return tenant_spread(self.c, party, self.terms, lost)

    def asset(
        self, w: WorksLines, grants: Mapping[tuple[str, str], Line], vat: Mapping[str, WorksVat]
    ) -> HandedAsset:
        """The leaving company's part of the works, its depreciation and value in the books until it goes."""
        c, m = self.c, self.c.m
        asset = asset_of_works(c, c.ledger, self.leaving, w, grants, vat, self.spread(self.leaving))
        for_tax = tax_value(c, asset)
        depreciation = self.line(
            f"{w.id}.depreciation",
            when(self.since.equals(1), asset.cost, booked(c, asset, for_tax.depreciation)),
            _of(asset, "avskrivning til overtakelsen", "depreciation until the takeover"),
            Label(
                "Det som måtte påløpe etterpå, avskrives straks.",
                "What may be spent after it is written down at once.",
            ),
        )
        value = m.recurrence(
            f"takeover.{w.id}.value",
            lambda before: (before + asset.cost - depreciation) * (1 - self.since),
            "NOK",
            _of(asset, "bokført verdi til overtakelsen", "book value until the takeover"),
        )
        return HandedAsset(asset, for_tax, depreciation, value)

    def paid(self, id: str, asset: Asset, value: Line, whole: Expr) -> Line:
        """What of the price is for an item: its book value, or its part of a price below all of them."""
        part = greatest(0, value) * least(1, self.price.earned / divisor(whole))
        return self.line(f"{id}.paid", part, _of(asset, "betalt ved overtakelsen", "paid at the takeover"))

    def bought(self, w: WorksLines, asset: Asset, paid: Line) -> Asset:
        """The same works as an asset of the one that takes over, for what was left of their life."""
        c, who = self.c, self.taking.label
        name = c.name("works", w.id)
        label = Label(f"{name}, overtatt av {who.nb.lower()}", f"{name}, taken over by {who.en.lower()}")
        life: Line | None = None
        if asset.life is not None:
            age = (self.month - 1 - w.completion) / 12
            life = c.m.line(
                f"takeover.{w.id}.life_left",
                least(asset.life, greatest(asset.life - age, as_expr(1) / 12)),
                "year",
                Label(f"{label.nb}: levetid som er igjen", f"{label.en}: book life left"),
                total="none",
            )
        return Asset(
            f"takeover.{w.id}",
            label,
            paid,
            asset.group,
            spread=self.spread(self.taking),
            completion=self.month - 1,
            life=life,
        )

    def sold(self, id: str, of: HandedAsset, paid: Line) -> list[Asset]:
        """The price as it is taxed in the leaving company, and what leaves the balance with it."""
        asset, now = of.asset, self.now
        named = _of(asset, "overlatt", "handed over")
        if asset.spread is not None:
            return [self.without(f"{id}.sold", named, -paid, None, "at_once")]
        if asset.group not in _BUILDINGS:
            return [self.without(f"{id}.sold", named, -paid, asset.group)]
        left = now * of.for_tax.balance.previous
        account = _of(asset, "gevinst- og tapskonto", "gain and loss account")
        return [
            self.without(f"{id}.sold", named, -left, asset.group),
            self.without(f"{id}.account", account, left - paid, None, "on_gain_account"),
        ]

    def without(
        self,
        id: str,
        label: Label,
        cost: Expr,
        group: DepreciationGroup | None,
        settled: Settled = "by_group",
    ) -> Asset:
        """Something that stands for tax alone."""
        added = self.line(f"{id}.added", cost, Label(f"{label.nb}: tilgang", f"{label.en}: additions"))
        return Asset(f"takeover.{id}", label, added, group, settled=settled, in_books=False)


def _of(asset: Asset, nb: str, en: str) -> Label:
    return Label(f"{asset.label.nb}: {nb}", f"{asset.label.en}: {en}")
