"""Running costs, staff, unpaid work, and support of every kind."""

from tests.random_case.draft import LEASED, Draft
from tests.random_case.picking import Pick, Stated, amount, labelled, period, share
from tests.random_case.selling import MEMBERSHIPS

COST_BASES = (
    "nok_per_month",
    "nok_per_m2_year",
    "nok_per_desk_month",
    "nok_per_member_month",
    "share_of_income",
)
PAYMENTS_KNOWN_LATER = ("monthly", "quarterly_in_arrears", "yearly_in_arrears")
PAYMENTS = (*PAYMENTS_KNOWN_LATER, "quarterly_in_advance", "yearly_in_advance")
ZONES = ("I", "Ia", "II", "III", "IV", "IVa", "V")
PAYERS = ("operator", "landlord", "municipality")
GRANT_PAYERS = ("municipality", "grant_giver", "sponsor")
RECEIVERS = ("operator", "landlord")


def costs(d: Draft) -> Stated:
    """Up to three cost lines."""
    return {name: _cost(d) for name in ("cleaning", "system", "water") if d.pick.yes()}


def _cost(d: Draft) -> Stated:
    pick = d.pick
    basis = pick.among(COST_BASES)
    item: Stated = {basis: share(pick, 0, 10) if basis == "share_of_income" else amount(pick, 0, 500, 5)}
    if basis == "share_of_income" and pick.yes(5):
        services = tuple(d.case.get("services", {}).get("itemised", {}))
        if services and pick.yes(7):
            item["share_of_income_of_service"] = pick.among(services)
        else:
            item["share_of_income_of_product"] = pick.among(tuple(d.case["products"]))
    if d.horizon > 2 and pick.yes(2):
        item["steps"] = _steps(d, basis)
    if pick.yes(4):
        known = basis not in ("share_of_income", "nok_per_member_month")
        item["payment"] = pick.among(PAYMENTS if known else PAYMENTS_KNOWN_LATER)
    if pick.yes(8):
        item["vat"] = pick.among(("standard", "food", "water", "exempt"))
    if pick.yes(4):
        item["payer"] = pick.among(PAYERS)
    if pick.yes(2):
        item["index_share"] = share(pick)
    if pick.yes(4):
        item |= period(pick, d.horizon, open_ended=True)
    if d.works and pick.yes(2):
        works = pick.among(d.works)
        delayed = item.get("from_month", 1) + d.case["works"][works].get("delay_months", 0)
        if delayed <= d.horizon:
            item["follows_works"] = works
    if pick.yes(3):
        item["space"] = pick.among(d.spaces)
    return labelled(pick, item, "Renhold")


def _steps(d: Draft, basis: str) -> list[Stated]:
    """One or two steps, one after the other."""
    pick = d.pick
    months = [pick.whole(2, d.horizon - 1)]
    if pick.yes(3):
        months.append(pick.whole(months[0] + 1, d.horizon))
    return [
        {
            "from_month": month,
            basis: share(pick, 0, 10) if basis == "share_of_income" else amount(pick, 0, 500, 5),
        }
        for month in months
    ]


def staff(d: Draft) -> Stated:
    """Up to two staff lines."""
    return {name: _staff(d) for name in ("host", "cook") if d.pick.yes()}


def _staff(d: Draft) -> Stated:
    pick = d.pick
    item: Stated = {
        "fte": pick.whole(1, 30) / 10,
        "salary_nok_per_year": amount(pick, 300_000, 800_000, 1000),
    }
    if pick.yes(9):
        item["employer_zone"] = pick.among(ZONES)
    if pick.yes(2):
        # enough to use up zone Ia's allowance
        item["fte"] = 60.0
    if pick.yes(3):
        item["holiday_pay_share"] = pick.among((0.102, 0.143))
    if pick.yes(3):
        item["pension_share"] = share(pick, 2, 8)
    if pick.yes(4):
        item["payer"] = pick.among(PAYERS)
    if pick.yes(4):
        item |= period(pick, d.horizon, open_ended=True)
    if pick.yes(3):
        item["is_facilitator"] = pick.yes(8)
    return labelled(pick, item, "Vert")


def unpaid_work(pick: Pick) -> Stated:
    """The owner's unpaid hours."""
    return {"hours_per_month": pick.whole(0, 100), "nok_per_hour": pick.whole(100, 600)}


# ---- support ---------------------------------------------------------------------------------------------


def support(d: Draft) -> Stated:
    """Up to one support item of each kind."""
    pick, case = d.pick, d.case
    members = [name for name, item in case["products"].items() if item["kind"] in MEMBERSHIPS]
    items: Stated = {}
    if pick.yes(3):
        items["start"] = {
            **_grant(pick, "grant"),
            **_contributed(d),
            "amount_nok": amount(pick, 0, 900_000, 1000),
            "month": pick.whole(1, d.horizon),
        }
    if pick.yes(3):
        items["yearly"] = _yearly(d)
    if d.works and pick.yes():
        items["works"] = _of_works(d)
    if d.structure in LEASED and pick.yes(3):
        items["premises"] = {
            "kind": "free_premises",
            "payer": pick.among(("municipality", "landlord", "grant_giver", "sponsor")),
            **period(pick, d.horizon),
        }
        if pick.yes(8):
            items["premises"]["share"] = share(pick)
    if members and pick.yes(4):
        items["desks"] = _desks(d, pick.among(members))
    if members and pick.yes(3):
        items["sold"] = _per_place(d, members)
    if case.get("staff") and pick.yes():
        items["salary"] = {
            "kind": "salary_in_kind",
            "payer": pick.among(("municipality", "grant_giver")),
            "staff": pick.among(tuple(case["staff"])),
            "from_month": 1,
            **period(pick, d.horizon, open_ended=True),
        }
        if pick.yes(8):
            items["salary"]["share"] = share(pick)
    return {name: labelled(pick, item, "Støtte fra kommunen") for name, item in items.items()}


def _contributed(d: Draft) -> Stated:
    """Now and then the landlord's own cash contribution to its operator."""
    has_operator = d.structure != "landlord_operated"
    return {"payer": "landlord", "receiver": "operator"} if has_operator and d.pick.yes(4) else {}


def _grant(pick: Pick, kind: str) -> Stated:
    return {"kind": kind, "payer": pick.among(GRANT_PAYERS), "receiver": pick.among(RECEIVERS)}


def _yearly(d: Draft) -> Stated:
    pick = d.pick
    item: Stated = {
        **_grant(pick, "yearly_grant"),
        "nok_per_year": amount(pick, 0, 900_000, 1000),
        **period(pick, d.horizon),
    }
    if pick.yes(8):
        item["decline_share_per_year"] = share(pick, 0, 60)
    if pick.yes(8):
        item["payment"] = pick.among(("monthly", "yearly_in_advance"))
    return item


def _of_works(d: Draft) -> Stated:
    pick = d.pick
    item: Stated = {**_grant(pick, "works_grant"), "works": pick.among(d.works), "share": share(pick)}
    if pick.yes(8):
        item["paid_months_after_completion"] = pick.whole(0, 6)
    if pick.yes():
        item["cap_nok"] = amount(pick, 0, 900_000, 1000)
    return item


def _desks(d: Draft, product: str) -> Stated:
    pick = d.pick
    item: Stated = {
        "kind": "desks_bought",
        "payer": pick.among(("municipality", "sponsor")),
        "product": product,
        "desks": float(pick.whole(1, d.case["products"][product]["units"])),
        **period(pick, d.horizon),
    }
    if pick.yes():
        item["price_nok_per_month"] = amount(pick, 0, 4000)
    if pick.yes():
        item["passed_on"] = pick.yes()
    return item


def _per_place(d: Draft, members: list[str]) -> Stated:
    pick = d.pick
    item: Stated = {
        "kind": "per_place_sold",
        "payer": pick.among(GRANT_PAYERS),
        "products": members if pick.yes() else [pick.among(tuple(members))],
        "nok_per_place_month": amount(pick, 0, 2000),
        **period(pick, d.horizon),
        "vat_treatment": pick.among(("grant", "part_of_price")),
    }
    if pick.yes():
        item["cap_nok_per_year"] = None if pick.yes(2) else amount(pick, 0, 200_000, 1000)
    return item
