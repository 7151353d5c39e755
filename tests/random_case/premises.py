"""The building, its spaces and property tax, and the works on it."""

from tests.random_case.draft import Draft
from tests.random_case.picking import Stated, amount, labelled, share, sourced

SPACE_KINDS = (
    "flex_desk",
    "private_office",
    "fixed_desk",
    "meeting_room",
    "event",
    "cafe",
    "lounge",
    "ordinary_tenant",
    "housing",
    "lodging",
    "parking",
    "common",
)


def building(d: Draft) -> Stated:
    """The building with one to four spaces."""
    pick = d.pick
    spaces: Stated = {"floor": {"kind": pick.among(SPACE_KINDS), "exclusive_m2": pick.whole(50, 800)}}
    for name in ("offices", "cafe", "garage"):
        if pick.yes(3):
            exclusive = pick.whole(10, 300)
            spaces[name] = {"kind": pick.among(SPACE_KINDS), "exclusive_m2": exclusive}
            if exclusive % 4 == 0:
                spaces[name]["label"] = "Øst"  # two may be called the same
            if pick.yes():
                spaces[name]["with_common_m2"] = exclusive + pick.whole(0, 60)
    stated: Stated = {
        "spaces": spaces,
        "owner_costs_nok_per_m2_year": sourced(pick, amount(pick, 0, 300)),
        "common_costs_nok_per_m2_year": amount(pick, 0, 500),
    }
    if pick.yes(6):
        stated["vacant_common_cost_share"] = share(pick)
    if pick.yes(2):
        stated |= {"name": "Gamle posthuset", "municipality": "Larvik"}
    if pick.yes(2):
        people = stated["town_population"] = pick.whole(500, 60_000)
        if people % 3:
            stated["town_centre"] = ("defined", "none")[people % 2]
    if pick.yes():
        stated["property_tax_nok_per_year"] = amount(pick, 0, 60_000, 100)
    elif pick.yes():
        stated["property_tax"] = _property_tax(d)
    return stated


def _property_tax(d: Draft) -> Stated:
    pick = d.pick
    stated: Stated = {
        "base_nok": amount(pick, 0, 9_000_000, 1000),
        "promille": pick.whole(0, 14) / 2,
    }
    if pick.yes(7):
        stated["instalments"] = pick.among((1, 2, 4, 12))
    if pick.yes():
        stated["base_after_works_nok"] = amount(pick, 0, 12_000_000, 1000)
    return stated


def other_tenants(d: Draft) -> Stated:
    """Tenants of other parts of the building, within its area."""
    pick = d.pick
    area = sum(s.get("with_common_m2", s["exclusive_m2"]) for s in d.case["building"]["spaces"].values())
    return {id: _other_tenant(d, area / 3) for id in ("shop", "bureau") if pick.yes()}


def _other_tenant(d: Draft, most: float) -> Stated:
    pick = d.pick
    stated: Stated = {
        "area_m2": max(1.0, float(int(most * pick.whole(10, 100) / 100))),
        "rent_nok_per_m2_year": amount(pick, 0, 2500),
    }
    if pick.yes():
        stated["label"] = "Leietaker i første etasje"
    if pick.yes():
        stated["common_costs_nok_per_m2_year"] = amount(pick, 0, 500)
    for name in ("index_share", "vat_liable_share"):
        if pick.yes(3):
            stated[name] = share(pick)
    if pick.yes(7):
        stated["end_month"] = pick.whole(1, d.horizon + 12)
        if pick.yes(8):
            stated["renewal_probability"] = share(pick)
        for name in ("renewal_rent_nok_per_m2_year", "new_rent_nok_per_m2_year"):
            if pick.yes():
                stated[name] = amount(pick, 0, 2500)
        if pick.yes():
            stated["void_months"] = pick.whole(0, 24)
        if pick.yes():
            stated["relet_cost_nok"] = amount(pick, 0, 500_000, 1000)
    return stated


def acquisition(d: Draft) -> Stated:
    """The purchase of the building, or of the company that owns it."""
    pick = d.pick
    stated: Stated = {
        "price_nok": amount(pick, 0, 20_000_000, 1000),
        "alternatives_buy": pick.yes(),
    }
    if pick.yes(7):
        stated["kind"] = pick.among(("property", "shares"))
    if stated.get("kind") == "shares":
        stated["tax_value_nok"] = amount(pick, 0, 20_000_000, 1000)
    if pick.yes():
        stated["land_share"] = share(pick)
    if pick.yes():
        stated["other_cost_nok"] = amount(pick, 0, 500_000, 1000)
    if pick.yes():
        stated["month"] = pick.whole(1, d.horizon)
    if pick.yes():
        stated["depreciation_group"] = pick.among(("a", "c", "d", "h", "i", "j"))
    if pick.yes():
        stated["book_life_years"] = float(pick.whole(1, 60))
    return stated


def works(d: Draft) -> Stated:
    """Up to two works."""
    return {
        name: labelled(d.pick, _works(d), label)
        for name, label in (("rehab", "Ombygging"), ("refit", "Ny innredning"))
        if d.pick.yes(8 if d.knobs.vat_heavy else 5)
    }


def _works(d: Draft) -> Stated:
    pick, horizon = d.pick, d.horizon
    item: Stated = {"amount_nok": amount(pick, 0, 3_000_000, 1000)}
    if d.knobs.vat_heavy:
        # VAT below the limit of machinery, between the two limits, and above that of buildings
        item["amount_nok"] = pick.among((150_000, 390_000, 2_500_000))
    delay = 0
    if pick.yes(3):
        delay = pick.whole(1, min(6, horizon - 1))
        item["delay_months"] = delay
        if pick.yes():
            item["payments_when_delayed"] = pick.among(("stretched", "as_planned"))
    last = horizon - delay
    if pick.yes(7):
        item["start_month"] = pick.whole(1, min(last, 24))
        item["months"] = pick.whole(1, min(12, last - item["start_month"] + 1))
    else:
        item["instalments"] = [
            {"month": pick.whole(1, last), "share": part} for part in pick.among([(1.0,), (0.25, 0.75)])
        ]
    if pick.yes():
        item["landlord_share"] = share(pick)
    if pick.yes(3):
        item["overrun_share"] = share(pick, 0, 40)
    if pick.yes(3):
        item["maintenance_share"] = pick.among((0.3, 1, 0.05))
    if pick.yes():
        item["depreciation_group"] = pick.among(("d", "i") if d.knobs.vat_heavy else tuple("iacdhj"))
    if pick.yes(2):
        item["in_housing"] = pick.yes(8)
    if pick.yes(6):
        item["book_life_years"] = float(pick.whole(1, 20))
    if pick.yes(3):
        item["spaces"] = [pick.among(d.spaces)]
    return item
