"""What a company owns of works and building, in the books and for tax (docs/model.md §8, §9).

In the books straight-line over the stated life from the month after completion, else as for tax.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from feasibility.engine.expr import Expr, Line, Total, flag, least, sum_of, when
from feasibility.engine.flows import Ledger, Party
from feasibility.language import Label
from feasibility.model.accounts.handed_over import GOODWILL, HandedOver
from feasibility.model.accounts.homes_gone import HomesCost, HomesGone, homes_gone
from feasibility.model.accounts.tax_depreciation import Asset, Spread, tax_value
from feasibility.model.base.context import Context
from feasibility.model.base.parties import ACQUISITION, LANDLORD, TAX
from feasibility.model.concept.works import WorksLines
from feasibility.model.deal.term import Term, leases_of
from feasibility.model.value.acquisition import bought
from feasibility.model.value.flat_sales import HomesSold
from feasibility.model.vat.capital_goods import WorksVat
from feasibility.record import record

ASSETS: Final = Label("Varige driftsmidler og skatteverdier", "Fixed assets")
LETTING_GROUP: Final = "i"  # what a landlord pays of a tenant's fit-out improves the building


@record
class FixedAssets:
    """All that a company writes down, NOK by month.

    tax_depreciation: deducted for tax, maintenance included. tax_value: left for tax at month end.
    depreciation: in the books. book_value: at month end, a sale at the horizon apart. opening: at the start.
    goodwill: the part of book_value that is goodwill taken over, None where there is none. gain: on what was
    handed over, None where nothing was.
    homes: what homes sold have cost, for tax and in the books; None without any.
    """

    tax_depreciation: Line
    tax_value: Line
    depreciation: Line
    book_value: Line
    opening: Expr
    goodwill: Line | None = None
    gain: Expr | None = None
    homes: HomesCost | None = None


def fixed_assets(
    c: Context,
    ledger: Ledger,
    party: Party,
    prefix: str = "",
    items: tuple[WorksLines, ...] = (),
    grants: Mapping[tuple[str, str], Line] | None = None,
    vat: Mapping[str, WorksVat] | None = None,
    spread: Spread | None = None,
    lost_from: Expr | None = None,
    handed: HandedOver | None = None,
    homes: HomesSold | None = None,
) -> FixedAssets:
    """The fixed assets of one company: its part of works, fit-out for tenants, the landlord's building.

    Args:
        ledger: the deal's, or an alternative's.
        grants: works grants by month, by (works id, receiver id).
        vat: deduction of VAT on the company's works, by works id.
        spread: the lease that fit-out is spread over for tax; None writes it down by group.
        lost_from: month from which nothing is left of what the company has paid for, None for never.
        handed: what one company hands over to the other in a change of phase, None where nothing is.
        homes: homes sold on the way, None without any.
    """
    gone = {} if handed is None or handed.leaving != party else handed.assets
    with c.m.block(f"{prefix}fixed_assets", ASSETS, "§8"):
        assets = [
            *(
                gone[w.id].asset
                if w.id in gone
                else asset_of_works(c, ledger, party, w, grants or {}, vat or {}, spread)
                for w in items
                if pays(w, party)
            ),
            *_letting(c, ledger, party, prefix),
            *_building(c, party, prefix),
            *_at_start(c, party, prefix),
            *_bought(c, ledger, party, prefix),
            *(() if handed is None else handed.beside(party)),
        ]
        return _together(c, party, prefix, assets, lost_from, handed, homes)


def pays(works: WorksLines, party: Party) -> bool:
    """Whether a company may pay a part of an item of works."""
    return any(p == party for p, _ in works.shares)


def asset_of_works(
    c: Context,
    ledger: Ledger,
    party: Party,
    works: WorksLines,
    grants: Mapping[tuple[str, str], Line],
    vat: Mapping[str, WorksVat],
    spread: Spread | None,
) -> Asset:
    """A company's part of an item of works; arguments as of `fixed_assets`."""
    item, path, name = c.case.works[works.id], f"works.{works.id}", c.name("works", works.id)
    label = Label(f"{name}, {party.label.nb.lower()}", f"{name}, {party.label.en.lower()}")
    flow = next(f for f in ledger.chosen(party, False, {"works"}) if f.id == f"{path}.{party.id}")
    cost: Expr = flow.earned
    if flow.vat is not None and works.id in vat:
        cost = cost + flow.vat - vat[works.id].deducted
    grant = grants.get((works.id, party.id))
    if grant is not None:
        cost = cost - grant
    added = c.m.line(
        f"{flow.id}.net_cost",
        cost,
        "NOK",
        Label(f"{label.nb}: kostnad", f"{label.en}: cost"),
        Label(
            "Med mva. som hittil ikke er fradragsført, fratrukket tilskudd.",
            "With VAT that is not deducted so far, less grants.",
        ),
    )
    return Asset(
        flow.id,
        label,
        added,
        None if item.in_housing else item.depreciation_group,
        c.number(f"{path}.maintenance_share", name),
        None if item.in_housing else spread,
        None,
        works.completion,
        None if item.book_life_years is None else c.number(f"{path}.book_life_years", name),
    )


def _letting(c: Context, ledger: Ledger, party: Party, prefix: str) -> list[Asset]:
    """Fit-out paid for ordinary tenants; its VAT is settled as a running purchase."""
    paid = [f for f in ledger.chosen(party, False, {"works"}) if f.use != ""]
    if not paid:
        return []
    label = Label("Leietakertilpasning", "Tenant fit-out")
    of_cost = Label(f"{label.nb}: kostnad", f"{label.en}: cost")
    added = c.m.line(f"{prefix}letting.net_cost", c.sum([f.earned for f in paid]), "NOK", of_cost)
    return [Asset(f"{prefix}letting", label, added, LETTING_GROUP)]


def _building(c: Context, party: Party, prefix: str) -> list[Asset]:
    stated = c.case.tax.landlord
    if party != LANDLORD:
        return []
    label = Label("Bygget", "The building")
    added = c.m.line(
        f"{prefix}building.added",
        c.sum([]),
        "NOK",
        Label("Bygget: tilgang", "The building: additions"),
        Label("Arbeidene står for seg.", "Works stand apart."),
        axis=c.calendar.number.axis,
    )
    opening = c.number("tax.landlord.opening_balance_nok", TAX)
    return [Asset(f"{prefix}building", label, added, stated.opening_depreciation_group, opening=opening)]


def _at_start(c: Context, party: Party, prefix: str) -> list[Asset]:
    """What the company has of fixed assets when the case begins (docs/model.md §13.11)."""
    stated = getattr(c.case.opening, party.id)
    found: list[Asset] = []
    for i, item in enumerate(() if stated is None else stated.assets):
        path, who, same = f"opening.{party.id}.assets.{i}", party.label, [x.label for x in stated.assets]
        nb, en = item.label or f"Driftsmiddel {i + 1}", item.label or f"Fixed asset {i + 1}"
        if same.count(item.label) > 1 and item.label:
            nb, en = f"{nb} ({i + 1})", f"{en} ({i + 1})"
        label = Label(f"{nb}, {who.nb.lower()}", f"{en}, {who.en.lower()}")
        added = c.m.line(
            f"{prefix}{path}.added",
            c.sum([]),
            "NOK",
            Label(f"{label.nb}: tilgang", f"{label.en}: additions"),
            axis=c.calendar.number.axis,
        )
        has_life = item.book_life_years is not None
        found.append(
            Asset(
                f"{prefix}{path}",
                label,
                added,
                item.depreciation_group,
                opening=c.number(f"{path}.tax_value_nok", label),
                completion=c.sum([]),
                life=c.number(f"{path}.book_life_years", label) if has_life else None,
                opening_book=c.number(f"{path}.book_value_nok", label),
            )
        )
    return found


def _bought(c: Context, ledger: Ledger, party: Party, prefix: str) -> list[Asset]:
    """The building the landlord buys: written down, but for its land (docs/model.md §13.11)."""
    found, stated = bought(c, ledger, prefix) if party == LANDLORD else None, c.case.acquisition
    if found is None or stated is None:
        return []
    has_life = stated.book_life_years is not None
    building = Asset(
        f"{prefix}acquisition.building",
        Label("Det kjøpte bygget", "The building bought"),
        found.building,
        stated.depreciation_group,
        completion=c.number("acquisition.month", ACQUISITION),
        life=c.number("acquisition.book_life_years", ACQUISITION) if has_life else None,
        cost_for_tax=found.building_for_tax,
    )
    # what comes with shares is the company's own tax value, land and building together
    none = None if found.building_for_tax is None else c.m.line(
        f"{prefix}acquisition.land_for_tax", c.sum([]), "NOK",
        Label("Kjøpt grunn, for skatt", "Land bought, for tax"), axis=c.calendar.number.axis,
    )  # fmt: skip
    land = Asset(
        f"{prefix}acquisition.land",
        Label("Den kjøpte grunnen", "The land bought"),
        found.land,
        None,
        cost_for_tax=none,
    )
    return [building, land]


def _opening_book(asset: Asset) -> Expr:
    assert asset.opening is not None
    return asset.opening if asset.opening_book is None else asset.opening_book


def _together(
    c: Context,
    party: Party,
    prefix: str,
    assets: list[Asset],
    lost_from: Expr | None,
    handed: HandedOver | None,
    homes: HomesSold | None,
) -> FixedAssets:
    m, id = c.m, f"{prefix}{party.id}"
    nb, en = party.label.nb.lower(), party.label.en.lower()

    def line(
        name: str,
        value: Expr,
        nb_of: str,
        en_of: str,
        note: Label | None = None,
        total: Total = "sum",
        basis: tuple[str, ...] = (),
    ) -> Line:
        label, axis = Label(f"{nb_of}, {nb}", f"{en_of}, {en}"), c.calendar.number.axis
        return m.line(f"{id}.{name}", value, "NOK", label, note, total, axis=axis, basis=basis)

    gone = {} if handed is None or handed.leaving != party else handed.assets
    left = {each.asset.id: each for each in gone.values()}
    for_tax = [left[a.id].for_tax if a.id in left else tax_value(c, a) for a in assets]
    tax_depreciation = line(
        "tax_depreciation",
        c.sum([x.depreciation for x in for_tax]),
        "Skattemessige avskrivninger",
        "Tax depreciation",
        Label("Med vedlikehold.", "Maintenance included."),
    )
    tax_left = c.sum([x.balance for x in for_tax])
    homes_left: HomesGone | None = None
    if homes is not None:
        kept = [x.balance for asset, x in zip(assets, for_tax, strict=True) if asset.group is None]
        homes_left = homes_gone(c, homes, c.sum(kept))
        tax_left = tax_left - homes_left.so_far
    value = line("tax_value", tax_left, "Skattemessig verdi", "Tax value", total="end")
    added = line(
        "fixed_assets_added",
        c.sum([a.cost for a in assets if a.in_books]),
        "Investert",
        "Invested",
        basis=("§9",),
    )
    planned: Expr = c.sum(
        [
            left[a.id].depreciation if a.id in left else booked(c, a, x.depreciation)
            for a, x in zip(assets, for_tax, strict=True)
            if a.in_books
        ]
    )
    opening = c.sum([_opening_book(a) for a in assets if a.opening is not None])
    book = m.declare(
        f"{id}.book_value",
        "NOK",
        Label(f"Bokført verdi, {nb}", f"Book value, {en}"),
        Label(
            "Kostnad med mva. uten fradrag, fratrukket tilskudd og avskrivninger.",
            "Cost with VAT not deducted, less grants and depreciation.",
        ),
        "end",
        opening=opening,
        basis=("§9",),
    )
    if lost_from is not None:
        planned = when(c.calendar.number >= lost_from, book.previous + added, planned)
    of_homes: Line | None = None
    if homes_left is not None:
        of_homes = homes_left.in_books(c, book.previous + added)
        planned = least(planned, book.previous + added - of_homes)
    depreciation = line(
        "depreciation",
        planned,
        "Avskrivninger",
        "Depreciation",
        Label(
            "Lineært over oppgitt levetid fra måneden etter ferdigstillelse, ellers som i skatten.",
            "Straight-line over the stated life from the month after completion, else as for tax.",
        ),
        basis=("regnskapsloven § 5-3", "§9"),
    )
    if homes_left is not None and of_homes is not None:
        m.define(book, book.previous + added - of_homes - depreciation)
        cost = HomesCost(homes_left.for_tax, of_homes)
        return FixedAssets(tax_depreciation, value, depreciation, book, opening, homes=cost)
    if handed is None:
        m.define(book, book.previous + added - depreciation)
        return FixedAssets(tax_depreciation, value, depreciation, book, opening)
    m.define(book, book.previous + added - depreciation - (handed.book_value if gone else 0))
    if party == handed.leaving:
        gain = line(
            "takeover_gain",
            handed.price.earned - handed.book_value,
            "Gevinst ved overtakelsen",
            "Gain on the takeover",
            Label("Overtakelsessummen − bokført verdi.", "The price less book value."),
        )
        return FixedAssets(tax_depreciation, value, depreciation, book, opening, None, gain)
    of_goodwill = for_tax[[a.id for a in assets].index(GOODWILL)].balance
    goodwill = line(
        "goodwill",
        of_goodwill if lost_from is None else of_goodwill * flag(c.calendar.number < lost_from),
        "Goodwill",
        "Goodwill",
        Label("Avskrives som i skatten.", "Written down as for tax."),
        "end",
        ("regnskapsloven § 5-3",),
    )
    return FixedAssets(tax_depreciation, value, depreciation, book, opening, goodwill)


def booked(c: Context, asset: Asset, for_tax: Line) -> Expr:
    """Depreciation of an asset in the books, planned. for_tax: what is deducted for tax."""
    if asset.life is None or asset.completion is None:
        return for_tax
    life, age = asset.life * 12, c.calendar.number - asset.completion
    whole = sum_of(asset.cost) if asset.opening_book is None else asset.opening_book
    return whole / life * least(1, flag(age > 0) * when(age < life + 1, life + 1 - age, 0))


def tenant_spread(c: Context, party: Party, terms: Term, lost_from: Expr | None = None) -> Spread | None:
    """The lease that the operator's fit-out is spread over; None where it is written down by group."""
    leases = leases_of(terms, party)
    if party == LANDLORD or not leases or getattr(c.case.tax, party.id).tenant_fit_out != "lease":
        return None
    if len(terms.stages) == 1:
        return Spread(terms.first, terms.agreed_last, lost_from)
    (begins, _), (ends, _) = leases[0], leases[-1]
    last = ends.agreed_last if ends is terms.stages[-1] else ends.last
    return Spread(begins.first, last, lost_from)
