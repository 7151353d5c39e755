"""Income: memberships, use, price incl. VAT, campaign, bad debt, services, bought desks, docs/model.md §3."""

import pytest

from tests.model.tiny import at, by_month, by_year, money, ran, shares

ALWAYS_HALF = {"start_share": 0.5, "stabilised_share": 0.5, "months": 0}
ALWAYS_FULL = {"start_share": 1, "stabilised_share": 1, "months": 0}


def usage(**fields: object) -> dict[str, object]:
    """A product sold by the use: 4 units, half let."""
    return {"kind": "day_pass", "space": "floor", "units": 4, "ramp": ALWAYS_HALF, **fields}


def bought(**fields: object) -> dict[str, object]:
    return {"kind": "desks_bought", "payer": "municipality", "product": "desk", **fields}


def test_membership_income_is_members_times_price() -> None:
    result = ran()
    for line in ("products.desk.income", "income.rent", "income.total"):
        assert by_month(result, line) == money(*[5000] * 24)


def test_membership_fee_is_spread_over_the_months() -> None:
    # 1,200 a year per member is 100 a month: 5 × (1,000 + 100).
    result = ran({"products.desk.membership_fee_nok_per_year": 1200})
    assert by_month(result, "products.desk.income", 1, 3) == money(5500, 5500, 5500)


def test_volume_stated_outright_follows_occupancy() -> None:
    # 60 uses a month at full occupancy × 0.5 × NOK 150 = 4,500.
    result = ran({"products.day": usage(price_nok_per_use=150, uses_per_month=60)})
    assert by_month(result, "products.day.income", 1, 2) == money(4500, 4500)
    # Sold by the use: no members of its own.
    assert by_month(result, "members.total", 1, 1) == shares(5)


def test_volume_per_member_is_per_member_of_the_product() -> None:
    # 4 units × 0.5 = 2 in use × 10 times × NOK 150 = 3,000.
    result = ran({"products.day": usage(price_nok_per_use=150, uses_per_member_month=10)})
    assert by_month(result, "products.day.income", 1, 2) == money(3000, 3000)


@pytest.mark.parametrize(
    ("kind", "regime", "rate"),
    [
        ("fixed_desk", None, 0.25),
        ("virtual_office", None, 0.25),
        ("fixed_desk", "taxable_service", 0.25),
        ("fixed_desk", "exempt_service", 0),
        ("fixed_desk", "unregistered_letting", 0),
        ("fixed_desk", "exempt_right", 0),
        ("fixed_desk", "housing", 0),
        ("fixed_desk", "lodging", 0.12),
    ],
)
def test_a_price_with_vat_is_divided_by_one_plus_the_rate(kind: str, regime: str | None, rate: float) -> None:
    changes: dict[str, object] = {
        "products.desk.kind": kind,
        "products.desk.price_includes_vat": True,
        "products.desk.price_nok_per_month": 1250,
    }
    if regime is not None:
        changes["products.desk.vat_regime"] = regime
    result = ran(changes)
    # Ex VAT 1,250 / (1 + rate) × 5; what members pay is 1,250 × 5 in every case.
    assert by_month(result, "products.desk.income", 1, 1) == money(6250 / (1 + rate))
    assert by_month(result, "party.members.cash", 1, 1) == money(-6250)


def test_lodging_carries_12_percent() -> None:
    # 100 nights × 0.5 × (1,120 / 1.12 = 1,000) = 50,000; paid 56,000.
    result = ran(
        {
            "products.bed": usage(
                kind="lodging", price_nok_per_use=1120, uses_per_month=100, price_includes_vat=True
            )
        }
    )
    assert by_month(result, "products.bed.income", 1, 1) == money(50_000)
    assert by_month(result, "products.bed.income.paid", 1, 1) == money(56_000)


def test_campaign_discount_in_its_project_months_only() -> None:
    # 30 % off in months 2 and 3.
    result = ran({"products.desk.campaign": {"discount_share": 0.3, "from_month": 2, "to_month": 3}})
    assert by_month(result, "products.desk.income", 1, 4) == money(5000, 3500, 3500, 5000)


def test_campaign_and_index_multiply() -> None:
    # January 2027: 5 × 1,000 × 1.1 × 0.5.
    result = ran(
        {
            "index.prices_share_per_year": 0.1,
            "products.desk.campaign": {"discount_share": 0.5, "from_month": 13, "to_month": 13},
        }
    )
    assert by_month(result, "products.desk.income", 12, 14) == money(5000, 2750, 5500)


def test_bad_debt_is_a_share_of_income_and_a_cost() -> None:
    # 2 % of 5,000 = 100 a month; income itself is not reduced.
    result = ran({"products.desk.bad_debt_share": 0.02})
    assert by_month(result, "income.total", 1, 1) == money(5000)
    assert by_month(result, "operator.ebitda", 1, 2) == money(4900, 4900)


def test_rent_income_and_service_income() -> None:
    # Rent income: memberships, offices, day passes, room hours, virtual, parking. Events are services.
    result = ran(
        {
            "products.room": usage(kind="hourly_room", price_nok_per_use=200, uses_per_month=10),
            "products.week": usage(kind="weekly_place", price_nok_per_use=500, uses_per_month=8),
            "products.address": {
                "kind": "virtual_office",
                "units": 10,
                "price_nok_per_month": 400,
                "ramp": ALWAYS_FULL,
            },
            "products.car": {
                "kind": "parking",
                "space": "floor",
                "units": 2,
                "price_nok_per_month": 700,
                "ramp": ALWAYS_FULL,
            },
            "products.party": usage(kind="event", price_nok_per_use=5000, uses_per_month=4),
        }
    )
    # 5,000 + 200·10/2 + 500·8/2 + 4,000 + 1,400 = 13,400; events 5,000 × 4 / 2 = 10,000.
    assert by_month(result, "income.rent", 1, 1) == money(13_400)
    assert by_month(result, "income.services", 1, 1) == money(10_000)
    assert by_month(result, "income.total", 1, 1) == money(23_400)


def test_itemised_service_per_member_uses_all_members() -> None:
    # 5 desk members and 4 of 8 addresses: 9 members × 10 cups × NOK 30 = 2,700; cost 9 × 10 × 12 = 1,080.
    # Day passes have no members.
    result = ran(
        {
            "products.address": {
                "kind": "virtual_office",
                "units": 8,
                "price_nok_per_month": 0,
                "ramp": ALWAYS_HALF,
            },
            "products.day": usage(price_nok_per_use=0, uses_per_member_month=10),
            "services.itemised": {
                "coffee": {
                    "price_nok_per_use": 30,
                    "uses_per_member_month": 10,
                    "cost_nok_per_use": 12,
                    "vat": "food",
                }
            },
        }
    )
    assert by_month(result, "services.itemised.coffee.income", 1, 1) == money(2700)
    assert by_month(result, "services.itemised.coffee.cost", 1, 1) == money(1080)
    assert by_month(result, "income.services", 1, 1) == money(2700)
    # Food to take away: 15 %.
    assert by_month(result, "services.itemised.coffee.income.vat", 1, 1) == money(405)


def test_itemised_service_outright_with_staff_and_months() -> None:
    # 8 courses × 900 = 7,200 in months 3–5; staff 2,000 a month in the same months; no VAT on exempt courses.
    result = ran(
        {
            "services.itemised": {
                "courses": {
                    "price_nok_per_use": 900,
                    "uses_per_month": 8,
                    "cost_nok_per_use": 100,
                    "staff_nok_per_month": 2000,
                    "vat": "exempt",
                    "from_month": 3,
                    "to_month": 5,
                }
            }
        }
    )
    assert by_month(result, "services.itemised.courses.income") == at({3: 7200, 4: 7200, 5: 7200})
    # EBITDA: 5,000 + 7,200 − 800 − 2,000 = 9,400 while it runs, less the VAT of 200 on what an exempt service
    # buys, which cannot be deducted.
    assert by_month(result, "operator.ebitda", 2, 6) == money(5000, 9200, 9200, 9200, 5000)
    # The desks' 25 % of 5,000 only.
    assert by_month(result, "operator.vat.output", 3, 3) == money(1250)


def test_a_service_may_lose_money() -> None:
    # Café: 100 × (20 − 50) − 1,000 = −4,000; the desks bring 5,000.
    result = ran(
        {
            "services.itemised": {
                "cafe": {
                    "price_nok_per_use": 20,
                    "uses_per_month": 100,
                    "cost_nok_per_use": 50,
                    "staff_nok_per_month": 1000,
                }
            }
        }
    )
    assert by_month(result, "operator.ebitda", 1, 1) == money(1000)


def test_services_step_with_prices_their_costs_with_costs_their_staff_with_wages() -> None:
    # January: sales 1,000 → 1,100 (prices 10 %), cost 400 → 480 (costs 20 %), staff 1,000 → 1,300 (wages 30
    # %).
    result = ran(
        {
            "index.prices_share_per_year": 0.1,
            "index.costs_share_per_year": 0.2,
            "index.wages_share_per_year": 0.3,
            "services.itemised": {
                "it": {
                    "price_nok_per_use": 100,
                    "uses_per_month": 10,
                    "cost_nok_per_use": 40,
                    "staff_nok_per_month": 1000,
                }
            },
        }
    )
    assert by_month(result, "services.itemised.it.income", 12, 13) == money(1000, 1100)
    assert by_month(result, "services.itemised.it.cost", 12, 13) == money(400, 480)
    # EBITDA: 5,000 + 1,000 − 400 − 1,000; then 5,500 + 1,100 − 480 − 1,300.
    assert by_month(result, "operator.ebitda", 12, 13) == money(4600, 4820)


def test_services_as_a_share_of_total_income() -> None:
    # Rent income 5,000; s = 30 %: services 5,000 × 0.3/0.7 = 2,142.86, 30 % of 7,142.86 in all; margin 25 %.
    result = ran({"services.mix": {"services_share": 0.3, "gross_margin_share": 0.25}})
    services = 5000 * 0.3 / 0.7
    assert by_month(result, "income.services", 1, 1) == money(services)
    assert by_month(result, "income.total", 1, 1) == money(services / 0.3)
    assert by_month(result, "services.mix.cost", 1, 1) == money(services * 0.75)
    assert by_month(result, "operator.ebitda", 1, 1) == money(5000 + services * 0.25)


def test_the_share_is_of_rent_income_events_apart() -> None:
    # Events are services already: rent income is the desks' 5,000, and s/(1 − s) = 1.
    result = ran(
        {
            "products.party": usage(kind="event", price_nok_per_use=1000, uses_per_month=4),
            "services.mix": {"services_share": 0.5, "gross_margin_share": 0},
        }
    )
    assert by_month(result, "services.mix.income", 1, 1) == money(5000)


def test_the_mix_is_reported_by_year_beside_the_benchmark() -> None:
    # 1,250 of 6,250 = 20 % in both years.
    result = ran({"services.itemised": {"it": {"price_nok_per_use": 100, "uses_per_month": 12.5}}})
    assert by_year(result, "income.services_share") == shares(0.2, 0.2)


def test_a_share_of_no_income_is_null() -> None:
    assert ran({"products.desk.price_nok_per_month": 0}).number("concept.services_share") is None


@pytest.mark.parametrize(("desks", "members"), [(3, 8), (7, 10)])
def test_desks_bought_come_beside_the_members_within_capacity(desks: float, members: float) -> None:
    # Ten desks, half let. Three bought: 5 + 3. Seven bought: only three are left for members, 10 in all.
    result = ran({"support": {"anchor": bought(desks=desks, from_month=2, to_month=2)}})
    assert by_month(result, "members.total", 1, 3) == shares(5, members, 5)
    assert by_month(result, "income.total", 1, 3) == money(5000, 1000 * members, 5000)


def test_more_desks_than_there_are_cannot_be_bought() -> None:
    # Twelve of ten: ten, and no room for members. Two supporters who want 8 and 4 get two thirds and one
    # third.
    result = ran({"support": {"anchor": bought(desks=12, from_month=1, to_month=1)}})
    assert by_month(result, "members.total", 1, 2) == shares(10, 5)
    assert by_month(result, "income.total", 1, 2) == money(10_000, 5000)
    sponsor = bought(desks=4, from_month=1, to_month=1) | {"payer": "sponsor"}
    both = {"anchor": bought(desks=8, from_month=1, to_month=1), "sponsor": sponsor}
    result = ran({"support": both})
    assert by_month(result, "support.anchor.income", 1, 1) == money(20_000 / 3)
    assert by_month(result, "support.sponsor.income", 1, 1) == money(10_000 / 3)


def test_desks_bought_at_their_own_price_with_vat() -> None:
    # 2 desks × 600 = 1,200 + 25 % paid by the municipality.
    support = {"anchor": bought(desks=2, from_month=1, to_month=2, price_nok_per_month=600)}
    result = ran({"support": support})
    assert by_month(result, "support.anchor.income", 1, 3) == money(1200, 1200, 0)
    assert by_month(result, "party.municipality.cash", 1, 3) == money(-1500, -1500, 0)
    assert by_month(result, "municipality.support", 1, 3) == money(1200, 1200, 0)


def test_without_support_no_desks_are_bought() -> None:
    support = {"anchor": bought(desks=7, from_month=1, to_month=2)}
    result = ran({"support": support}, with_support=False)
    assert by_month(result, "income.total", 1, 3) == money(5000, 5000, 5000)
    assert by_month(result, "members.total", 1, 3) == shares(5, 5, 5)
