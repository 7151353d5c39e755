"""What is sold: products with their filling up, services, and what disturbs demand."""

from tests.random_case.draft import Draft
from tests.random_case.picking import Pick, Stated, amount, labelled, period, season, share

MEMBERSHIPS = (
    "flex_membership",
    "fixed_desk",
    "private_office",
    "corporate_place",
    "virtual_office",
    "parking",
    "ordinary_tenancy",
)
SOLD_BY_USE = ("day_pass", "weekly_place", "hourly_room", "event", "lodging")
REGIMES = (
    "registered_letting",
    "taxable_service",
    "unregistered_letting",
    "exempt_right",
    "exempt_service",
    "housing",
    "lodging",
)


def products(d: Draft) -> Stated:
    """One to five products."""
    pick = d.pick
    items = {"flex": _product(d, pick.among(MEMBERSHIPS))}
    for name in ("office", "address"):
        if pick.yes(4):
            items[name] = _product(d, pick.among(MEMBERSHIPS))
    for name in ("day", "room"):
        if pick.yes(4):
            items[name] = _product(d, pick.among(SOLD_BY_USE))
    spaces = d.case["building"]["spaces"]
    if d.structure == "landlord_operated" and pick.yes(
        2
    ):  # who lets homes itself is the one who may sell them
        spaces[pick.among(d.spaces)]["kind"] = "housing"
    homes = [id for id, space in spaces.items() if space["kind"] == "housing"]
    if homes and pick.yes(8):
        items["flat"] = {**_product(d, "housing"), "space": pick.among(homes)}
    return items


def homes_sold(d: Draft) -> None:
    """One or two sales of homes that the landlord lets itself, now and then."""
    pick, product = d.pick, d.case["products"].get("flat")
    if product is None or not pick.yes(9):
        return
    product.pop("contracts", None)
    for step in product.get("steps", []):
        step.pop("units", None)
    steps = [step for step in product.pop("steps", []) if step.get("price_nok_per_month") is not None]
    if steps:
        product["steps"] = steps
    sales = []
    for _ in range(pick.whole(1, 2)):
        sale: Stated = {
            "month": pick.whole(1, d.horizon),
            "units": product["units"] / 2 if pick.yes() else product["units"] / 4,
            "cost_nok_per_unit": amount(pick, 0, 900_000, 1000),
        }
        if pick.yes():
            sale["price_nok_per_unit"] = amount(pick, 0, 3_000_000, 1000)
        else:
            sale["price_nok_per_m2"] = amount(pick, 0, 60_000, 100)
        for other in ("price_nok_per_unit", "price_nok_per_m2"):
            if other not in sale and pick.yes(2):
                sale[other] = None
        if pick.yes(7):
            sale["selling_cost_share"] = share(pick, 0, 10)
        sales.append(sale)
    product["unit_sales"] = sales


def _product(d: Draft, kind: str) -> Stated:
    pick, horizon = d.pick, d.horizon
    item: Stated = {"kind": kind, "units": pick.whole(1, 30), "ramp": ramp(pick, horizon)}
    if kind != "virtual_office":
        item["space"] = pick.among(d.spaces)
    if pick.yes(3):
        item["members_per_unit"] = pick.whole(2, 8) / 2
    if kind in SOLD_BY_USE:
        item["price_nok_per_use"] = amount(pick, 0, 2000, 5)
        item[pick.among(("uses_per_month", "uses_per_member_month"))] = float(pick.whole(0, 40))
    else:
        item["price_nok_per_month"] = amount(pick, 0, 6000)
        if pick.yes(3):
            item["deposit_months"] = None if pick.yes(2) else pick.whole(0, 6) / 2
        if pick.yes(2):
            item["membership_fee_nok_per_year"] = amount(pick, 0, 3000, 100)
    if pick.yes(3):
        item["price_includes_vat"] = pick.yes(8)
    item |= _vat(d)
    if kind in MEMBERSHIPS and pick.yes(3):
        item |= _package(pick, item)
    if pick.yes():
        item["opening_month"] = pick.whole(1, min(horizon, 14))
    if pick.yes(2):
        item["opening_delay_months"] = pick.whole(1, 8)
    if d.works and pick.yes(3):
        works = pick.among(d.works)
        own = item.get("opening_month", 1) + item.get("opening_delay_months", 0)
        if own + d.case["works"][works].get("delay_months", 0) <= horizon:
            item["follows_works"] = works
    if pick.yes(4):
        item["churn_share_per_month"] = share(pick, 0, 20)
        item["months_to_relet"] = pick.whole(0, 8) / 2
    if pick.yes(2):
        item["season_factors"] = season(pick)
    item |= _campaigns(pick, horizon)
    if pick.yes(3):
        item["steps"] = _steps(d, kind)
    if pick.yes(2):
        last = pick.whole(item.get("opening_month", 1), horizon)
        item["closing_month"] = last if pick.yes(8) else None
    if kind not in SOLD_BY_USE and pick.yes(3):
        # none of them can bring the places beyond what there is, whenever they run and whatever steps
        fewest = min([item["units"], *(s["units"] for s in item.get("steps", []) if s.get("units"))])
        item["contracts"] = [_contract(d, fewest / 2) for _ in range(pick.whole(1, 2))]
        item.pop("prelet_share", None)
    if pick.yes(3):
        after = {"paid_months_after": None if pick.yes(2) else pick.whole(0, 3)}
        item |= pick.among(({"payment": "quarterly_in_advance"}, after, {"payment": "monthly"}))
    if pick.yes(3):
        item["bad_debt_share"] = share(pick, 0, 5)
    if pick.yes(2):
        item["index_share"] = share(pick)
    return labelled(pick, item, "Plass i sentrum")


def _package(pick: Pick, item: Stated) -> Stated:
    """Place and services at one price ex VAT, where the product may be sold so."""
    if item.get("price_includes_vat") or item.get("vat_regime") == "lodging":
        return {"package": None} if pick.yes() else {}
    package: Stated = {"services_share": pick.whole(1, 9) / 10}
    return {"package": {**package, "vat": pick.among(("standard", "exempt"))} if pick.yes(8) else package}


def _campaigns(pick: Pick, horizon: int) -> Stated:
    """One campaign, or a list of one or two that do not overlap."""
    if pick.yes(2):
        return {"campaign": {"discount_share": share(pick), **period(pick, horizon)}}
    if not pick.yes(2):
        return {}
    middle = pick.whole(2, horizon)
    items = [{"discount_share": share(pick), "from_month": pick.whole(1, middle - 1), "to_month": middle - 1}]
    if pick.yes():
        last = pick.whole(middle, horizon)
        items.append({"discount_share": share(pick), "from_month": middle, "to_month": last})
    return {"campaigns": items}


def _steps(d: Draft, kind: str) -> list[Stated]:
    """One or two steps of price, of capacity or of both."""
    pick, found, first = d.pick, [], 1
    price = "price_nok_per_use" if kind in SOLD_BY_USE else "price_nok_per_month"
    for _ in range(pick.whole(1, 2)):
        step: Stated = {"from_month": pick.whole(first, d.horizon)}
        which = pick.among(("price", "units", "both"))
        if which != "units":
            step[price] = amount(pick, 0, 6000)
        if which != "price":
            step["units"] = pick.whole(1, 30)
        for other in ("price_nok_per_month", "price_nok_per_use", "units"):
            if other not in step and pick.yes(1):
                step[other] = None
        found.append(step)
        first = step["from_month"] + 1
        if first > d.horizon:
            break
    return found


def _contract(d: Draft, units: float) -> Stated:
    pick = d.pick
    item: Stated = {"units": units * pick.whole(1, 4) / 4, "price_nok_per_month": amount(pick, 0, 6000)}
    item["from_month"] = pick.whole(1, d.horizon)
    if pick.yes(7):
        item["to_month"] = pick.whole(item["from_month"], d.horizon) if pick.yes(8) else None
    if pick.yes():
        item["notice_months"] = pick.whole(0, 12)
    return labelled(pick, item, "Regnskapskontoret")


def _vat(d: Draft) -> Stated:
    pick, stated = d.pick, Stated()
    if pick.yes(5 if d.knobs.vat_heavy else 3):
        stated["vat_regime"] = pick.among(REGIMES)
    if d.knobs.vat_heavy:
        stated["not_eligible_share"] = pick.among((0, 0.03, 0.3, 1))
    elif pick.yes(3):
        stated["not_eligible_share"] = share(pick)
    if pick.yes(5 if d.knobs.vat_heavy else 2):
        stated["prelet_share"] = share(pick)
    return stated


def ramp(pick: Pick, horizon: int) -> Stated:
    """How a product fills up."""
    stated: Stated = {"stabilised_share": share(pick), "months": pick.whole(0, min(horizon, 30))}
    if pick.yes(3):
        stated |= {"shape": "stated", "shares": [share(pick) for _ in range(pick.whole(1, 6))]}
        return stated | {"start_share": None} if pick.yes(2) else stated
    stated |= {"shape": pick.among(("linear", "s_curve", "exponential")), "start_share": share(pick)}
    if pick.yes(2):
        del stated["shape"]
    return stated | {"shares": None} if pick.yes(2) else stated


def shocks(pick: Pick, horizon: int) -> list[Stated]:
    """One or two shocks, which do not overlap."""
    middle = pick.whole(2, horizon)
    items = [{"from_month": pick.whole(1, middle - 1), "to_month": middle - 1, "factor": share(pick)}]
    if pick.yes(4):
        items.append({"from_month": middle, "to_month": pick.whole(middle, horizon), "factor": share(pick)})
    if pick.yes(3):
        items[0] |= {"note": "Veien er stengt", "label": "Stengt vei"}
    return items


def services(d: Draft) -> Stated:
    """Services one by one or as a share of income."""
    pick = d.pick
    packaged = any(item.get("package") for item in d.case["products"].values())
    if not packaged and pick.yes(4):
        mix: Stated = {"services_share": share(pick, 0, 60), "gross_margin_share": share(pick)}
        return {"mix": {**mix, "vat": pick.among(("standard", "exempt"))} if pick.yes(7) else mix}
    names = [name for name in ("coffee", "courses") if name == "coffee" or pick.yes()]
    return {"itemised": {name: _service(d) for name in names}}


def _service(d: Draft) -> Stated:
    pick = d.pick
    item: Stated = {
        "price_nok_per_use": amount(pick, 0, 500, 5),
        pick.among(("uses_per_month", "uses_per_member_month")): float(pick.whole(0, 20)),
    }
    if pick.yes(7):
        item["vat"] = pick.among(("standard", "food", "exempt"))
    if pick.yes():
        item["cost_nok_per_use"] = amount(pick, 0, 400, 5)
    if pick.yes(3):
        item["staff_nok_per_month"] = amount(pick, 0, 20_000, 100)
    if pick.yes(3):
        item |= period(pick, d.horizon, open_ended=True)
    if pick.yes(2):
        item["index_share"] = share(pick)
    if pick.yes(3):
        item["unit_name"] = pick.among(("Gjester", "kopper"))
    if pick.yes(3):
        item["ramp"] = ramp(pick, d.horizon) if pick.yes(8) else None
    if pick.yes(2):
        item["season_factors"] = season(pick) if pick.yes(8) else None
    if pick.yes(3):
        item["follows_shocks"] = pick.yes(8)
    return labelled(pick, item, "Kafé")
