"""The deal between landlord and operator, the ordinary tenant, and the operator's default."""

from tests.random_case.draft import LEASED, STRUCTURES, Draft
from tests.random_case.picking import Pick, Stated, amount, share

CLAUSES = ("standard", "after_12_months", "anniversary", "on_month", "none")
RENT_PAYMENTS = ("monthly", "quarterly_in_advance", "half_yearly_in_advance")


def deal(d: Draft, structure: str | None = None) -> Stated:
    """A deal of a structure; of the case's own where none is given."""
    pick, structure = d.pick, structure or d.structure
    stated: Stated = {"structure": structure}
    if structure == "landlord_operated":
        stated["market_rent_nok_per_m2_year"] = amount(pick, 0, 2500)
        if pick.yes(3):
            stated["area_m2"] = float(pick.whole(10, 1000))
    elif structure == "management":
        stated |= _management(d)
    else:
        stated["lease"] = _lease(d)
        if structure == "sublease" and pick.yes(3):
            stated["profit_share"] = _profit_share(pick)
        if structure == "turnover_rent":
            stated["turnover"] = _turnover(pick)
    return stated


def phases(d: Draft) -> list[Stated]:
    """One or two phases after the first deal, in an order and with terms that can stand in one case."""
    pick, first = d.pick, d.case["deal"]
    _settle_in_one_phase(first)
    count = pick.whole(1, 2)
    months = sorted({pick.whole(2, d.horizon) for _ in range(count)})
    once = {"turnover_rent", "management"} & {first["structure"]}
    leases = [first["lease"]] if "lease" in first else []
    found: list[Stated] = []
    for from_month in months:
        structure = pick.among([s for s in STRUCTURES if s not in once])
        once |= {"turnover_rent", "management"} & {structure}
        stated = deal(d, structure)
        _settle_in_one_phase(stated)
        if "lease" in stated:
            lease = stated["lease"]
            lease.pop("follows_works", None)
            if pick.yes(6):
                lease["start_month"] = from_month
            leases.append(lease)
            _agree(lease, leases[0])
        elif structure == "management" and pick.yes(6):
            stated["from_month"] = from_month
        phase: Stated = {"from_month": from_month, "deal": stated}
        if pick.yes(6):
            phase["label"] = f"Fra måned {from_month}"
        found.append(phase)
    return found


def take_over(d: Draft) -> None:
    """A price in one of the phases in which the company that sells changes, with works done by then."""
    pick, phases = d.pick, d.case.get("phases", [])
    deals = [d.case["deal"], *(phase["deal"] for phase in phases)]
    sellers = ["operator" if "lease" in stated else "landlord" for stated in deals]
    changes = [i for i in range(len(phases)) if sellers[i] != sellers[i + 1]]
    if not changes or not pick.yes(6):
        return
    place = pick.among(changes)
    hand_over(d, place, sellers[place])


def hand_over(d: Draft, place: int, leaving: str) -> None:
    """A price in one phase, with some of the works that can go."""
    pick, phases = d.pick, d.case["phases"]
    works = [id for id in d.works if _can_go(d.case["works"][id], leaving, phases[place]["from_month"])]
    phases[place]["takeover"] = {"price_nok": amount(pick, 0, 900_000, 1000)}
    along = [id for id in works if pick.yes(7)] if pick.yes(7) else []
    if along:
        phases[place]["takeover"]["works"] = along


def _can_go(works: Stated, leaving: str, from_month: int) -> bool:
    last = works.get("start_month", 1) + works.get("months", 1) - 1
    if "instalments" in works:
        last = max(each["month"] for each in works["instalments"])
    done = last + works.get("delay_months", 0) < from_month
    own = leaving == "landlord" or works.get("landlord_share", 1) < 1
    return done and own and not works.get("in_housing", False)


def _settle_in_one_phase(deal: Stated) -> None:
    """What no deal of a case with phases may say."""
    deal.pop("profit_share", None)
    deal.get("lease", {}).pop("deferral", None)


def _agree(lease: Stated, first: Stated) -> None:
    """What the leases of one case must have alike, as the first has it."""
    for name in ("payment", "operator_makes_good_lost_vat", "lost_vat_made_good"):
        lease.pop(name, None)
        if name in first:
            lease[name] = first[name]
    kind = first.get("security", {}).get("kind", "none")
    lease["security"] = {**lease.get("security", {}), "kind": kind}


def _tiers(pick: Pick, turnover: Stated) -> list[Stated]:
    """One or two tiers, one above the other, with shares that all rise or all fall."""
    threshold, share_now = (
        turnover.get("threshold_nok_per_year", 0.0),
        round(turnover["share_of_income"] * 100),
    )
    rise, found = pick.yes(), list[Stated]()
    for _ in range(pick.whole(1, 2)):
        threshold += amount(pick, 50_000, 900_000, 1000)
        share_now = pick.whole(share_now, 60) if rise else pick.whole(0, share_now)
        found.append({"threshold_nok_per_year": threshold, "share_of_income": share_now / 100})
    return found


def _profit_share(pick: Pick) -> Stated:
    stated: Stated = {"share": share(pick, 0, 60)}
    if pick.yes():
        stated["operator_preferred_nok_per_year"] = amount(pick, 0, 300_000, 1000)
    return stated


def _deferral(pick: Pick, term: int) -> Stated:
    """Rent put off in some of the first months, repaid from a month or with a share of the result."""
    first = pick.whole(1, min(term, 8))
    last = min(term, first + pick.whole(0, 11))
    stated: Stated = {"from_month": first, "to_month": last}
    if pick.yes():
        stated["share"] = share(pick)
    if last < term and pick.yes(6):
        stated["repaid_from_month"] = pick.whole(last + 1, min(term, last + 18))
        if pick.yes(7):
            stated["repaid_over_months"] = pick.whole(1, 36)
    else:
        stated["repaid_share_of_result"] = share(pick)
    return stated


def _turnover(pick: Pick) -> Stated:
    stated: Stated = {
        "mode": pick.among(("greater_of", "above_threshold")),
        "share_of_income": share(pick, 0, 40),
    }
    if stated["mode"] == "above_threshold":
        stated["threshold_nok_per_year"] = amount(pick, 0, 2_000_000, 1000)
    if pick.yes(3):
        stated["tiers"] = _tiers(pick, stated)
    return stated


def _management(d: Draft) -> Stated:
    pick = d.pick
    fee: Stated = {}
    base = pick.among(("", "base_nok_per_month", "base_share_of_income"))
    if base:
        fee[base] = amount(pick, 0, 40_000, 100) if base == "base_nok_per_month" else share(pick, 0, 30)
    if pick.yes(7):
        fee["surplus_share"] = share(pick, 0, 50)
    if pick.yes():
        fee["landlord_preferred_nok_per_year"] = amount(pick, 0, 500_000, 1000)
    stated: Stated = {"fee": fee, "term_months": pick.whole(1, 100)}
    if pick.yes():
        stated["from_month"] = pick.whole(1, min(d.horizon, 14))
    return stated


def _lease(d: Draft) -> Stated:
    pick = d.pick
    term = pick.whole(1, 100)
    lease: Stated = {"term_months": term, "rent_nok_per_m2_year": amount(pick, 0, 2500)}
    if pick.yes(8):
        lease["payment"] = pick.among(RENT_PAYMENTS)
    if pick.yes(7):
        lease["start_month"] = pick.whole(1, min(d.horizon, 14))
    if d.works and pick.yes(3):
        works = pick.among(d.works)
        delay = d.case["works"][works].get("delay_months", 0)
        if lease.get("start_month", 1) + delay <= d.horizon:
            lease["follows_works"] = works
    if pick.yes(2):
        lease["area_m2"] = float(pick.whole(10, 1000))
    if pick.yes():
        lease["common_costs_nok_per_m2_year"] = amount(pick, 0, 500)
    if pick.yes(2):
        lease["common_costs_settled_in_month"] = pick.whole(1, 12)
    if pick.yes():
        lease |= _index_clause(pick)
    if pick.yes(2):
        lease["rises"] = _rises(pick, term)
    if pick.yes(2):
        lease["index_share"] = share(pick)
    if pick.yes(6):
        lease["reductions"] = _reductions(pick, term)
    if pick.yes(2):
        lease["deferral"] = _deferral(pick, term)
    if pick.yes(2):
        lease["agent_fee_share_of_first_year_rent"] = share(pick, 0, 20)
    if pick.yes(2):
        lease["reinstatement_nok"] = amount(pick, 0, 400_000, 1000)
    if pick.yes(4):
        lease["security"] = _security(pick)
    if pick.yes(3):
        lease["fit_out_taken_over"] = pick.yes(6)
    if pick.yes(3):
        lease["operator_makes_good_lost_vat"] = pick.yes(6)
        if pick.yes(7):
            lease["lost_vat_made_good"] = pick.among(("running", "running_and_works"))
    if pick.yes(3):
        lease["break_option"] = {"month": pick.whole(1, term)}
        if pick.yes(8):
            lease["break_option"]["exercised"] = pick.yes()
    if pick.yes(3):
        lease["renewal"] = {"term_months": pick.whole(1, 60)}
        if pick.yes():
            lease["renewal"]["rent_nok_per_m2_year"] = amount(pick, 0, 2500)
    return lease


def _index_clause(pick: Pick) -> Stated:
    """The clause with what adjusts it."""
    stated: Stated = {"index_clause": pick.among(CLAUSES)}
    if stated["index_clause"] == "none":
        return stated
    if stated["index_clause"] == "on_month":
        stated["index_month"] = pick.whole(1, 12)
    if pick.yes(3):
        stated["index_minimum_share_per_year"] = share(pick, 0, 4)
    if pick.yes(3):
        stated["index_first_step_months"] = pick.whole(1, 20)
    return stated


def _rises(pick: Pick, term: int) -> list[Stated]:
    return [
        {"from_month": pick.whole(1, term), "nok_per_m2_year": amount(pick, 0, 200)}
        for _ in range(pick.whole(1, 2))
    ]


def _security(pick: Pick) -> Stated:
    stated: Stated = {}
    if pick.yes(9):
        stated["kind"] = pick.among(("none", "deposit", "guarantee", "deposit", "guarantee"))
    if pick.yes(7):
        stated["months_of_rent"] = float(pick.whole(0, 6))
    if pick.yes(7):
        stated["guarantee_fee_share_per_year"] = share(pick, 0, 3)
    return stated


def _reductions(pick: Pick, term: int) -> list[Stated]:
    reductions: list[Stated] = []
    first = 1
    for _ in range(pick.whole(1, 3)):
        if first > term:
            break
        begins = min(term, first + pick.among((0, 0, 1, 5)))
        ends = min(term, begins + pick.whole(0, 11))
        kind = pick.among(("rent_free", "percentage", "stated_rent"))
        item: Stated = {"kind": kind, "from_month": begins, "to_month": ends}
        if kind == "percentage":
            item["share"] = share(pick)
        elif kind == "stated_rent":
            item["rent_nok_per_m2_year"] = amount(pick, 0, 2500)
            if pick.yes(4):
                item["is_indexed"] = pick.yes()
        if kind != "stated_rent" and pick.yes(6):
            item["includes_common_costs"] = pick.yes()
        reductions.append({**item, "label": f"Avslag {begins}"} if begins % 2 else item)
        first = ends + 1
    return reductions


def tenant(pick: Pick) -> Stated:
    """The ordinary tenant."""
    stated: Stated = {
        "rent_nok_per_m2_year": amount(pick, 0, 2500),
        "void_months": pick.whole(0, 18),
        "term_months": pick.whole(1, 120),
    }
    if pick.yes(8):
        stated["payment"] = pick.among(RENT_PAYMENTS)
    if pick.yes(4):
        stated["rent_free_months"] = pick.whole(0, 9)
    if pick.yes(4):
        stated["fit_out_nok"] = amount(pick, 0, 900_000, 1000)
    if pick.yes(4):
        stated["agent_fee_share_of_first_year_rent"] = share(pick, 0, 20)
    if pick.yes(3):
        stated["common_costs_nok_per_m2_year"] = amount(pick, 0, 500)
    if pick.yes(3):
        stated |= _index_clause(pick)
    if pick.yes(2):
        stated["index_share"] = share(pick)
    if pick.yes(4):
        stated["relet_void_months"] = pick.whole(0, 12)
    if pick.yes(4):
        stated["relet_fit_out_nok"] = amount(pick, 0, 900_000, 1000)
    if pick.yes(2):
        stated["area_m2"] = float(pick.whole(10, 1000))
    if pick.yes(3):
        stated["vat_liable_share"] = share(pick)
    return stated


def default(d: Draft) -> Stated | None:
    """The operator's default after the first month of the deal, where the deal has a second one."""
    first, last = _months_of_deal(d)
    last = min(last, d.horizon, *(phase["from_month"] - 1 for phase in d.case.get("phases", ())))
    if first >= last:
        return None
    stated: Stated = {"month": d.pick.whole(first + 1, last)}
    if d.pick.yes():
        stated["void_months"] = d.pick.whole(0, 18)
    return stated


def _months_of_deal(d: Draft) -> tuple[int, int]:
    return months_of(d, d.case["deal"])


def months_of(d: Draft, stated: Stated) -> tuple[int, int]:
    """First and last month: a deal moves with the works it follows, and ends at an exercised break."""
    if stated["structure"] not in LEASED:
        first = stated.get("from_month", 1)
        return first, first + stated["term_months"] - 1
    lease = stated["lease"]
    first = lease.get("start_month", 1)
    if "follows_works" in lease:
        first += d.case["works"][lease["follows_works"]].get("delay_months", 0)
    months = lease["term_months"]
    if lease.get("break_option", {}).get("exercised", False):
        months = lease["break_option"]["month"]
    elif "renewal" in lease:
        months += lease["renewal"]["term_months"]
    return first, first + months - 1
