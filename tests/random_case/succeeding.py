"""Another operator after the first, with all that a case states of a company of its own."""

from tests.random_case import agreement, borrowing, outlook, owning
from tests.random_case.draft import LEASED, Draft
from tests.random_case.picking import Stated, amount, share

NEXT = "next_operator"


def succeed(d: Draft) -> None:
    """In some of the cases in which one operator can come after another: the company, and what is its own."""
    places = _places(d)
    if not places or not d.pick.yes(6):
        return
    pick, case = d.pick, d.case
    place = pick.among(places)
    case["phases"][place]["operator"] = "next"
    for each in case["phases"][place + 1 :]:
        if pick.yes(3):
            each["operator"] = "same"
    case.pop("group", None)
    _state(case, "financing", borrowing.of_party(d, NEXT) if pick.yes(7) else {})
    _state(case, "opening", borrowing.of_start(pick) if pick.yes(3) else {})
    _state(case, "owners", owning.of_party(d, NEXT) if pick.yes(4) else {})
    _state(case, "tax", outlook.operator_tax(pick) if pick.yes(7) else {})
    if pick.yes():
        case.setdefault("party_rates", {})[f"{NEXT}_share_per_year"] = share(pick, 0, 20)
    structures = {case["deal"]["structure"], *(phase["deal"]["structure"] for phase in case["phases"])}
    if structures & {"turnover_rent", "management"}:
        case.setdefault("vat", {})
        for company in ("landlord", "operator", NEXT):
            if case["vat"].get(f"{company}_registration", "from_threshold") == "from_threshold":
                case["vat"][f"{company}_registration"] = pick.among(("advance", "registered"))
    elif pick.yes():
        choices = ("from_threshold", "advance", "registered")
        case.setdefault("vat", {})[f"{NEXT}_registration"] = pick.among(choices)
    owning.persons_of(d, (NEXT,))
    owning.lend_to(d, NEXT)
    if pick.yes(3):
        case.setdefault("papers", {}).setdefault("applicant", {})["company"] = NEXT
    if pick.yes(2):
        figure = {"month": "2027-03", "line": "staff_cost", "amount_nok": -amount(pick, 0, 90_000, 1000)}
        case.setdefault("actual", {})[NEXT] = {"booked": [figure]}
    _price(d, place)
    _default(d, place)


def let_one_go_on(stated: Stated) -> None:
    """Take the next operator out of a drawn case: the first goes on, and pays itself nothing to take over."""
    before = stated["deal"]
    for phase in stated.get("phases", []):
        both = {before["structure"], phase["deal"]["structure"]} <= set(LEASED)
        if phase.pop("operator", "same") == "next" and both:
            phase.pop("takeover", None)
        before = phase["deal"]


def _state(case: Stated, section: str, stated: Stated) -> None:
    if stated:
        case.setdefault(section, {})[NEXT] = stated


def _places(d: Draft) -> list[int]:
    """The phases in which an operator comes after another: the deal has one, and one has come before it."""
    deals = [d.case["deal"], *(phase["deal"] for phase in d.case.get("phases", []))]
    has = [deal["structure"] != "landlord_operated" for deal in deals]
    return [i for i in range(len(deals) - 1) if has[i + 1] and any(has[: i + 1])]


def _price(d: Draft, place: int) -> None:
    """A price for the takeover, where who sells changes with the phase and no other phase has one."""
    phases, deals = d.case["phases"], [d.case["deal"], *(each["deal"] for each in d.case["phases"])]
    sells = deals[place + 1]["structure"] in LEASED
    if any("takeover" in phase for phase in phases) or not sells or not d.pick.yes(6):
        return
    leaving = "operator" if deals[place]["structure"] in LEASED else "landlord"
    agreement.hand_over(d, place, leaving)


def _default(d: Draft, place: int) -> None:
    """The default of a case that has one, now and then in the next operator's own months."""
    first = d.case["phases"][place]["from_month"]
    later = [phase["from_month"] - 1 for phase in d.case["phases"][place + 1 :]]
    begins, ends = agreement.months_of(d, d.case["phases"][place]["deal"])
    first, last = max(first, begins), min(d.horizon, ends, *later)
    if "operator_default" in d.case and first < last and d.pick.yes():
        d.case["operator_default"]["month"] = d.pick.whole(first + 1, last)
