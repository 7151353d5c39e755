"""Who owns the companies, and what they are paid on the way."""

from tests.random_case.draft import LEASED, Draft
from tests.random_case.picking import Pick, Stated, amount, share

_SHARES = ((1.0,), (0.6, 0.4), (0.34, 0.33, 0.33))


def owners(d: Draft) -> Stated:
    """Owners of landlord and operator; dividends where there is a share capital to leave."""
    return {party: of_party(d, party) for party in ("landlord", "operator") if d.pick.yes(7)}


def group(d: Draft) -> Stated:
    """Landlord and operator as one group; with the same owners where both have them."""
    both = d.case.get("owners", {})
    if len(both) == 2:
        model, other = (
            ("operator", "landlord") if "cooperative" in both["operator"] else ("landlord", "operator")
        )
        both[other]["holders"] = both[model]["holders"]
    return {"label": "Torgkonsernet"} if d.pick.yes() else {}


def agree(d: Draft) -> None:
    """What the municipality owns of the operator is said alike in both places."""
    operator = d.case.get("owners", {}).get("operator")
    if operator is not None and "municipality" in d.case:
        held = [
            each["held_share"] for each in operator["holders"].values() if each.get("kind") == "municipality"
        ]
        d.case["municipality"]["share_of_operator"] = round(sum(held), 4)


def lend(d: Draft) -> None:
    """Some of what a company borrows is lent by an owner: what no other loan takes over."""
    for party in d.case.get("owners", {}):
        lend_to(d, party)


def lend_to(d: Draft, party: str) -> None:
    """As `lend`, to one company."""
    stated = d.case.get("owners", {}).get(party)
    if stated is None or "sole_proprietor" in d.case.get("tax", {}).get(party, {}):
        return
    for loan in d.case.get("financing", {}).get(party, {}).get("loans", {}).values():
        if loan["kind"] != "construction" and "refinanced_by" not in loan and d.pick.yes(3):
            loan["from_owner"] = d.pick.among(tuple(stated["holders"]))


def disown(stated: Stated) -> None:
    """Take the owners out of a drawn case, and the loans' being from them."""
    stated.pop("owners", None)
    for financing in stated.get("financing", {}).values():
        for loan in financing.get("loans", {}).values():
            loan.pop("from_owner", None)


def incorporate(stated: Stated) -> None:
    """Make companies of a drawn case's sole proprietors, who then have no private part of the house."""
    for tax in stated.get("tax", {}).values():
        if isinstance(tax, dict):
            tax.pop("sole_proprietor", None)
    stated["building"].pop("private_m2", None)
    for item in (*stated.get("works", {}).values(), *stated.get("costs", {}).values()):
        item.pop("for_whole_house", None)


def of_party(d: Draft, party: str) -> Stated:
    """The owners of one company."""
    pick = d.pick
    held = pick.among(_SHARES)
    stated: Stated = {"holders": {f"eier_{i}": _owner(pick, part) for i, part in enumerate(held)}}
    seller = "operator" if d.structure in LEASED else "landlord"
    if party == seller and "phases" not in d.case and pick.yes(3):
        for owner in stated["holders"].values():
            owner["kind"] = "members"
        stated["cooperative"] = _cooperative(pick)
    elif "share_capital_nok" in d.case.get("financing", {}).get(party, {}) and pick.yes(8):
        stated["dividend"] = _dividend(pick)
    return stated


def _cooperative(pick: Pick) -> Stated:
    stated: Stated = {
        "deposit_nok_per_member": amount(pick, 0, 5000, 100),
        "kept_nok_per_year": amount(pick, 0, 100_000, 1000),
        "refund_share": share(pick),
        "cash_floor_nok": amount(pick, 0, 200_000, 1000),
        "refunded_in_calendar_month": pick.whole(1, 12),
    }
    return {name: value for name, value in stated.items() if pick.yes(7)}


def _owner(pick: Pick, held: float) -> Stated:
    stated: Stated = {"held_share": held}
    if pick.yes():
        stated["label"] = "Eier"
    if pick.yes(7):
        stated["kind"] = pick.among(("person", "company", "municipality", "members"))
    if pick.yes(3):
        stated["rate_share_per_year"] = share(pick, 0, 15)
    return stated


def _dividend(pick: Pick) -> Stated:
    stated: Stated = {"share_of_free_equity": share(pick)}
    if pick.yes():
        stated["cash_floor_nok"] = amount(pick, 0, 500_000, 1000)
    if pick.yes():
        stated["paid_in_calendar_month"] = pick.whole(1, 12)
    return stated


def persons(d: Draft) -> None:
    """Landlord or operator as a sole proprietor, where nothing of a company is stated of it."""
    pick = d.pick
    for item in (*d.case.get("works", {}).values(), *d.case.get("costs", {}).values()):
        if pick.yes(2):
            item["for_whole_house"] = False
    persons_of(d, ("landlord", "operator"))


def persons_of(d: Draft, parties: tuple[str, ...]) -> None:
    """As `persons`, of some of the companies."""
    pick = d.pick
    for party in parties:
        if not pick.yes(3) or not _may_be_a_person(d, party):
            continue
        tax = d.case.setdefault("tax", {}).setdefault(party, {})
        for field in ("is_taxed", "losses_used_elsewhere"):
            tax.pop(field, None)
        tax["sole_proprietor"] = _sole_proprietor(pick, party)
        of_town = d.case.get("municipality", {})
        if party != "next_operator":
            of_town.pop("is_landlord" if party == "landlord" else "share_of_operator", None)
        if party == "landlord" and "valuation" in d.case:
            d.case["valuation"]["exit_kind"] = "asset_sale"
        if party == "landlord" and pick.yes(7):
            _lives_there(d)
        if "group" in d.case:
            return  # one person has the allowance and the brackets once


def _may_be_a_person(d: Draft, party: str) -> bool:
    """Whether no company is stated of the party; the rates of persons are known from 2024."""
    case = d.case
    owners = case.get("owners", {}).get(party, {"holders": {"eier": {}}})
    kinds = [owner.get("kind", "person") for owner in owners["holders"].values()]
    return (
        d.year >= 2024
        and not d.knobs.pays_back
        and kinds == ["person"]
        and "cooperative" not in owners
        and "share_capital_nok" not in case.get("financing", {}).get(party, {})
        and not (party == "landlord" and case.get("acquisition", {}).get("kind") == "shares")
        and not (party == "landlord" and case["products"].get("flat", {}).get("unit_sales"))
    )


def _lives_there(d: Draft) -> None:
    """A private part of the house, which works and costs of all of it are divided with."""
    case, pick = d.case, d.pick
    case["building"]["private_m2"] = pick.whole(20, 300)
    for item in case.get("works", {}).values():
        if "spaces" not in item and pick.yes(8):
            item["for_whole_house"] = True
    for cost in case.get("costs", {}).values():
        if "nok_per_month" in cost and pick.yes(8):
            cost.pop("space", None)
            cost |= {"payer": "landlord", "for_whole_house": True}


def _sole_proprietor(pick: Pick, party: str) -> Stated:
    stated: Stated = {}
    if pick.yes():
        stated["other_personal_income_nok_per_year"] = amount(pick, 0, 900_000, 1000)
    if pick.yes():
        stated["shielding_nok_per_year"] = amount(pick, 0, 60_000, 1000)
    if party == "landlord" and pick.yes():
        stated["letting_is_business"] = pick.yes()
    return stated
