"""Where a field's default comes from: a source where there is one, else what it takes for granted.

A default without a source is a choice of the model's (docs/model.md lists those that decide something), and
is said to be one.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from feasibility.case.form.shape import Field
from feasibility.language import Label

_NOTHING: Final = Label(
    "ingenting er regnet med før saken sier det", "nothing is counted before the case says so"
)
_NO: Final = Label("nei, så lenge saken ikke sier noe annet", "no, as long as the case says nothing else")
_FIRST_MONTH: Final = Label("fra første måned", "from the first month")
_ALL_OF_IT: Final = Label("alt av det", "all of it")
_STANDARD_VAT: Final = Label("alminnelig merverdiavgift", "VAT at the standard rate")
_EVENLY: Final = Label("jevnt over tiden", "evenly over the time")


def _chosen(nb: str, en: str) -> Label:
    return Label(f"et valg i modellen: {nb}", f"a choice of the model's: {en}")


_AFTER_MEETING: Final = _chosen(
    "juni, når årsregnskapet er vedtatt av eierne", "June, when the owners have adopted the annual accounts"
)

_OF: Final[Mapping[str, Label]] = {
    "landlord_share_per_year": _chosen(
        "bytt det ut med gårdeierens eget avkastningskrav",
        "replace it with the landlord's own required return",
    ),
    "operator_share_per_year": _chosen(
        "bytt det ut med driverens eget avkastningskrav",
        "replace it with the operator's own required return",
    ),
    "next_operator_share_per_year": _chosen(
        "bytt det ut med den neste driverens eget avkastningskrav",
        "replace it with the next operator's own required return",
    ),
    "municipality_share_per_year": _chosen(
        "bytt det ut med renten kommunen selv regner med",
        "replace it with the rate the municipality counts with itself",
    ),
    "wages_share_per_year": _chosen(
        "ett prosentpoeng over prisveksten", "one percentage point above price growth"
    ),
    "vacant_common_cost_share": _chosen(
        "et tomt areal bærer alle sine felleskostnader", "an empty area carries all its common costs"
    ),
    "instalments": _chosen("to ganger i året", "twice a year"),
    "members_per_unit": Label("ett medlem på hver plass", "one member in each place"),
    "opening_month": _FIRST_MONTH,
    "from_month": _FIRST_MONTH,
    "start_month": _FIRST_MONTH,
    "month": _FIRST_MONTH,
    "shape": _chosen("fylles opp like mye hver måned", "fills up by as much each month"),
    "index_share": _chosen("følger hele prisveksten", "follows all of the growth in prices"),
    "season_factors": Label("like mye i alle måneder", "as much in all months"),
    "vat": _STANDARD_VAT,
    "index_clause": _chosen(
        "regulert 1. januar, første gang for en del av året",
        "adjusted on 1 January, at first for a part of the year",
    ),
    "kind=none": _NO,
    "kind=annuity": _chosen("annuitetslån", "an annuity loan"),
    "lost_vat_made_good": _chosen("bare mva. på løpende kostnader", "VAT on running costs alone"),
    "after_lease": _chosen("lokalene står tomme etter avtalen", "the space is vacant after the deal"),
    "vat_liable_share": _chosen(
        "den ordinære leietakeren driver avgiftspliktig", "the ordinary tenant's business is subject to VAT"
    ),
    "payer": Label("driveren betaler", "the operator pays"),
    "employer_zone": _chosen("sone I, med den høyeste satsen", "zone I, which has the highest rate"),
    "landlord_share": Label("gårdeieren betaler alt", "the landlord pays all of it"),
    "payments_when_delayed": _EVENLY,
    "depreciation_group": _chosen(
        "forretningsbygg (saldogruppe i)", "commercial buildings (depreciation group i)"
    ),
    "opening_depreciation_group": _chosen(
        "forretningsbygg (saldogruppe i)", "commercial buildings (depreciation group i)"
    ),
    "paid_months_after_completion": _chosen("måneden etter", "the month after"),
    "share": _ALL_OF_IT,
    "day_count": _chosen("måneder på 30 dager", "months of 30 days"),
    "terms": _chosen("hver måned", "every month"),
    "include_exit": _chosen(
        "eiendommen selges når horisonten er nådd", "the property is sold when the horizon is reached"
    ),
    "exit_kind": _chosen("selskapet selges, ikke eiendommen", "the company is sold, not the property"),
    "buyer_takes_over_adjustment": _chosen(
        "kjøperen overtar justeringen", "the buyer takes over the adjustment"
    ),
    "policy": _chosen(
        "medlemmer uten fradragsrett bærer avgiften selv",
        "members without a right to deduct bear the VAT themselves",
    ),
    "filing": _chosen("annenhver måned", "every other month"),
    "adjustment_test": _chosen("hvert areal for seg", "each space by itself"),
    "lease_counts_as_let": _chosen(
        "et areal det er skrevet leieavtale om, er leid ut", "an area with a signed lease is let"
    ),
    "landlord_registration": _chosen(
        "når omsetningen passerer grensen", "when turnover passes the threshold"
    ),
    "operator_registration": _chosen(
        "når omsetningen passerer grensen", "when turnover passes the threshold"
    ),
    "next_operator_registration": _chosen(
        "når omsetningen passerer grensen", "when turnover passes the threshold"
    ),
    "operator": _chosen("driveren fra før går videre", "the operator of before goes on"),
    "is_taxed": _chosen("selskapet betaler skatt", "the company pays tax"),
    "tenant_fit_out": _chosen("fradrag over leietiden", "deducted over the lease"),
    "rate_shift_share_per_year": _chosen("to prosentpoeng dyrere", "two percentage points dearer"),
    "ltv_shift_share": _chosen("ti prosentpoeng lavere", "ten percentage points lower"),
    "jobs_per_member": Label("én jobb for hvert medlem", "one job for each member"),
    "company": Label("driveren søker", "the operator applies"),
    "settlement_year": _chosen("gjøres opp hvert kalenderår", "settled each calendar year"),
    "is_indexed": _chosen("reguleres som leien ellers", "indexed as the rent is otherwise"),
    "repaid_over_months": _chosen("over ett år", "over a year"),
    "payment=quarterly_in_advance": _chosen("kvartalsvis på forskudd", "quarterly in advance"),
    "payment=monthly": _chosen("hver måned", "every month"),
    "renewal_probability": _chosen("leietakeren blir", "the tenant stays"),
    "kind=property": _chosen(
        "eiendommen kjøpes, ikke selskapet som eier den",
        "the property is bought, not the company that owns it",
    ),
    "kind=person": _chosen("en privatperson", "a private person"),
    "paid_in_calendar_month": _AFTER_MEETING,
    "refunded_in_calendar_month": _AFTER_MEETING,
    "share_of_members": Label("alle medlemmene", "all of the members"),
}
"""Of fields whose default is more than nothing, by name; with the default, where two have the same name."""


def default_origin(field: Field) -> Label | None:
    """Where the default of a field comes from; None where it has none, or nobody has said."""
    if field.default_basis is not None:
        return field.default_basis
    if field.required or field.default in (None, "", ()):
        return None
    if field.default is False:
        return _NO
    if field.default == 0:
        return _NOTHING
    return _OF.get(f"{field.name}={field.default}") or _OF.get(field.name)
