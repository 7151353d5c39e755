"""Sale at the horizon (docs/model.md §8, §10; merverdiavgiftsloven ch. 9): of shares, or of the property."""

from typing import Any

from tests.model.tiny import at, by_month, money, near, ran

OPERATED = "landlord_operated"
# Market rent of 1,000 × 120 m² = 120,000 a year at 10 % is a value of 1,200,000; 2 % selling cost leaves
# 1,176,000. The concept earns 5,000 a month.
VALUED: dict[str, Any] = {
    "deal.market_rent_nok_per_m2_year": 1_000,
    "valuation": {"net_yield_share": 0.10, "selling_cost_share": 0.02},
}


def sold(kind: str, opening: float = 200_000, **valuation: Any) -> dict[str, Any]:
    taxed = {"is_taxed": True, "opening_balance_nok": opening, "opening_depreciation_group": None}
    choices = {f"valuation.{name}": value for name, value in valuation.items()}
    return {**VALUED, "tax.landlord": taxed, "valuation.exit_kind": kind, **choices}


def test_shares_are_sold_untaxed_in_the_company() -> None:
    result = ran(sold("share_sale"), OPERATED)
    assert by_month(result, "exit") == at({24: 1_176_000})
    assert by_month(result, "landlord.tax") == at({12: 13_200, 24: 13_200})


def test_a_discount_for_latent_tax_is_a_share_of_value_less_tax_value() -> None:
    # 10 % of 1,200,000 − 200,000
    result = ran(sold("share_sale", latent_tax_discount_share=0.10), OPERATED)
    assert by_month(result, "exit", 24) == money(1_176_000 - 100_000)
    # no discount where the tax value is above the value
    high = ran(sold("share_sale", 1_500_000, latent_tax_discount_share=0.10), OPERATED)
    assert by_month(high, "exit", 24) == money(1_176_000)


def test_a_sale_of_shares_passes_through_to_the_owners_and_leaves_the_assets() -> None:
    result = ran(sold("share_sale"), OPERATED)
    assert by_month(result, "landlord.balance.shares_sold_so_far", 23) == money(0, 1_176_000)
    assert by_month(result, "landlord.book_value", 24) == money(200_000)
    # 120,000 earned less 26,400 of tax, and the price: all paid out; what is left is the building and what
    # the owners put it in for
    assert by_month(result, "landlord.distribution", 24) == money(1_176_000 + 120_000 - 26_400)
    assert by_month(result, "landlord.balance.assets", 24) == money(200_000)
    assert by_month(result, "landlord.balance.equity", 24) == money(200_000)
    assert by_month(result, "landlord.net_result", 24) == money(5_000 - 13_200)


def test_the_gain_on_a_sale_of_assets_is_taxed_with_the_year_and_settled() -> None:
    # 22 % of 60,000 + (1,176,000 − 200,000)
    result = ran(sold("asset_sale"), OPERATED)
    assert by_month(result, "landlord.tax") == at({12: 13_200, 24: 0.22 * (60_000 + 976_000)})
    assert by_month(result, "landlord.tax.settled", 24) == money(0.22 * 1_036_000)
    assert by_month(result, "landlord.tax.on_sale", 23) == money(0, 0.22 * 976_000)


def test_a_sale_of_assets_empties_the_balance_sheet() -> None:
    result = ran(sold("asset_sale"), OPERATED)
    assert by_month(result, "landlord.income.gain_on_sale", 23) == money(0, 976_000)
    assert by_month(result, "landlord.balance.fixed_assets", 23) == money(200_000, 0)
    assert by_month(result, "landlord.balance.assets", 24) == money(0)
    assert by_month(result, "landlord.balance.equity", 24) == money(0)


def test_a_loss_on_the_sale_is_deducted() -> None:
    # 1,176,000 − 1,200,000 = −24,000: tax on 60,000 − 24,000
    result = ran(sold("asset_sale", 1_200_000), OPERATED)
    assert by_month(result, "landlord.tax", 24) == money(0.22 * 36_000)
    assert by_month(result, "landlord.tax.on_sale", 24) == money(-0.22 * 24_000)


def test_losses_carried_forward_are_used_against_the_gain() -> None:
    costs = {"costs": {"start": {"nok_per_month": 55_000, "to_month": 12, "vat": "exempt"}}}
    result = ran({**sold("asset_sale"), **costs}, OPERATED)
    # 2026: 60,000 − 660,000 = −600,000. 2027: 60,000 + 976,000 − 600,000. Without the sale nothing is taxed.
    assert by_month(result, "landlord.tax", 24) == money(0.22 * 436_000)
    assert by_month(result, "landlord.tax.on_sale", 24) == money(0.22 * 436_000)


def test_the_alternatives_are_sold_by_the_same_rule() -> None:
    # Vacant is worth 500,000 as it stands: price 490,000, gain 290,000.
    changes = {**sold("asset_sale"), "valuation.vacant_value_nok": 500_000}
    result = ran(changes, OPERATED)
    assert by_month(result, "vacant.exit", 24) == money(490_000)
    assert by_month(result, "vacant.landlord.tax", 24) == money(0.22 * 290_000)


def test_without_a_sale_nothing_is_taxed() -> None:
    result = ran(sold("asset_sale", include_exit=False), OPERATED)
    assert by_month(result, "landlord.tax", 24) == money(13_200)


def test_payback_before_the_sale_leaves_out_the_tax_it_brings() -> None:
    shares, assets = (ran(sold(kind), OPERATED) for kind in ("share_sale", "asset_sale"))
    before = [by_month(r, "landlord.project_cash_before_exit") for r in (shares, assets)]
    assert before[0] == money(*before[1])


# ---- VAT at the sale ---------------------------------------------------------------------------

# 1,000,000 of works in January 2026: VAT 250,000, deducted in full, ten years 2026–2035.
WORKS = {"works": {"rehab": {"amount_nok": 1_000_000, "start_month": 1, "months": 1}}}


def test_a_seller_adjusts_for_the_years_left_that_one_included_mval_9_2() -> None:
    # Sold in December 2027: 2027 to 2035 are nine tenths of 250,000, all of it used with VAT at the start.
    result = ran({**sold("asset_sale", buyer_takes_over_adjustment=False), **WORKS}, OPERATED)
    assert by_month(result, "landlord.vat.adjustment") == at({24: -225_000})
    assert by_month(result, "landlord.vat.net.settled", 24)[0] > 225_000


def test_a_buyer_that_takes_over_leaves_nothing_to_adjust_mval_9_3() -> None:
    result = ran({**sold("asset_sale"), **WORKS}, OPERATED)
    assert by_month(result, "landlord.vat.adjustment") == at({})
    shares = ran({**sold("share_sale", buyer_takes_over_adjustment=False), **WORKS}, OPERATED)
    assert by_month(shares, "landlord.vat.adjustment") == at({})


def test_the_year_of_the_sale_has_no_ordinary_adjustment() -> None:
    """Unregistered from the start: nothing is deducted, and nothing paid back at the sale."""
    no_vat = {"vat.policy": "unregistered"}
    result = ran({**sold("asset_sale", buyer_takes_over_adjustment=False), **WORKS, **no_vat}, OPERATED)
    assert by_month(result, "landlord.vat.adjustment") == at({})


def test_adjusted_vat_is_deducted_from_the_taxed_gain() -> None:
    result = ran({**sold("asset_sale", buyer_takes_over_adjustment=False), **WORKS}, OPERATED)
    # two years' depreciation of group i: 20,000 and 19,600; value 1,200,000 as before
    left = 200_000 + 1_000_000 - 20_000 - 19_600
    taxed = 60_000 - 19_600 - 225_000 + 1_176_000 - left
    assert result.values["landlord.tax.result"][12:24].sum() == near(taxed)
