"""The term sheet (avtaleskisse) of one point of a negotiation, in words."""

from __future__ import annotations

import datetime
from typing import Final

from feasibility.analysis.negotiate.negotiation import Negotiation
from feasibility.answers.answer import Text
from feasibility.answers.other_terms import indexation, other_terms
from feasibility.answers.reservations import contributions, reservations, rests_on
from feasibility.case.form.deal import Lease, Reduction, TurnoverRent
from feasibility.case.form.fields import shown_label
from feasibility.language import (
    Label,
    Language,
    format_amount,
    format_date,
    format_measure,
)
from feasibility.model import Result
from feasibility.report.words import AGAINST, count_of_months, month_dates, month_name, percent


def term_sheet(found: Negotiation) -> Text:
    """What the parties would sign on to, what it is worth to each, and what it rests on."""
    result = found.point.result
    lease = result.case.lease
    assert lease is not None
    parts = [
        _parties(result),
        _premises(result, lease),
        _rent(result, lease),
        _index(lease),
        *other_terms(result, lease),
        *_reductions(result, lease),
        _common_costs(lease),
        _security(result, lease),
        _term(result, lease),
        *_works(result),
        *_contribution(result),
        _vat(result, lease),
        _landlord(found),
        _operator(found),
        _headed("Hviler på", "Rests on", rests_on(result.case)),
        _headed("Forbehold", "Reservations", reservations(result.case)),
    ]
    return Text("term_sheet", Label("Avtaleskisse", "Term sheet"), tuple(parts))


def _headed(nb: str, en: str, text: Label) -> Label:
    return Label(f"{nb}: {text.nb}", f"{en}: {text.en}")


def _area(result: Result, lease: Lease) -> float:
    return result.case.building.total_m2 if lease.area_m2 is None else lease.area_m2


def _amount(value: float) -> Label:
    return Label(format_amount(value, "nb"), format_amount(value, "en"))


def _parties(result: Result) -> Label:
    building = result.case.building
    is_named = building.municipality.casefold() in building.name.casefold()
    parts = (building.name,) if is_named else (building.name, building.municipality)
    where = ", ".join(part for part in parts if part)
    of = Label(where or "bygget", where or "the building")
    text = Label(
        f"utleier er eieren av {of.nb} (gårdeier); leietaker er selskapet som driver kontorfellesskapet "
        "(driver).",
        f"the owner of {of.en} (landlord) lets to the company that runs the flexible offices (operator).",
    )
    return _headed("Parter", "Parties", text)


def _premises(result: Result, lease: Lease) -> Label:
    area, whole = _area(result, lease), result.case.building.total_m2
    nb, en = (format_measure(area, "m2", language, _decimals(area)) for language in _BOTH)
    all_nb, all_en = (format_measure(whole, "m2", language, _decimals(whole)) for language in _BOTH)
    text = Label(f"{nb}; arealene i saken er {all_nb} i alt.", f"{en}; the case has {all_en} in all.")
    if round(area, 6) == round(whole, 6):
        text = Label(f"{nb}, alt areal med andel av fellesareal.", f"{en}, all of it with its common area.")
    return _headed("Lokaler", "Premises", text)


def _decimals(number: float) -> int:
    return 0 if float(number).is_integer() else 1


def _rent(result: Result, lease: Lease) -> Label:
    area = _area(result, lease)
    rate = [format_measure(lease.rent_nok_per_m2_year, "NOK/m2/year", language, 0) for language in _BOTH]
    year = _amount(lease.rent_nok_per_m2_year * area)
    paid = _PAYMENT[lease.payment]
    deal = result.case.deal
    text = Label(
        f"{rate[0]}, {year.nb} i året uten mva., {paid.nb}.",
        f"{rate[1]}, {year.en} a year ex VAT, {paid.en}.",
    )
    if isinstance(deal, TurnoverRent):
        share = [percent(deal.turnover.share_of_income, language) for language in _BOTH]
        if deal.turnover.mode == "greater_of":
            more = Label(
                f"Leien er en minsteleie: er {share[0]} av driverens omsetning uten mva. mer, betales det i "
                "stedet, "
                "gjort opp per kalenderår.",
                f"The rent is a minimum: where {share[1]} of the operator's income ex VAT is more, that is "
                "paid "
                "instead, settled by calendar year.",
            )
        else:
            over = _amount(deal.turnover.threshold_nok_per_year or 0.0)
            more = Label(
                f"I tillegg {share[0]} av driverens omsetning uten mva. over {over.nb} i året.",
                f"On top of it {share[1]} of the operator's income ex VAT above {over.en} a year.",
            )
        text = Label(f"{text.nb} {more.nb}", f"{text.en} {more.en}")
        for tier in deal.turnover.tiers:
            over, of = _amount(tier.threshold_nok_per_year), tier.share_of_income
            text = Label(
                f"{text.nb} Av det som er over {over.nb} i året, er andelen {percent(of, 'nb')}.",
                f"{text.en} Of what is above {over.en} a year the share is {percent(of, 'en')}.",
            )
    return _headed("Leie", "Rent", text)


def _index(lease: Lease) -> Label:
    return _headed("Regulering", "Indexation", indexation(lease))


def _reductions(result: Result, lease: Lease) -> list[Label]:
    if not lease.reductions:
        none = Label("ingen; full leie fra første dag.", "none; full rent from the first day.")
        return [_headed("Avslag i leien", "Rent reductions", none)]
    each = [_reduction(result, item) for item in lease.reductions]
    common = Label("Felleskostnadene settes ikke ned.", "Common costs are not reduced.")
    if any(item.kind != "stated_rent" and item.includes_common_costs for item in lease.reductions):
        common = Label(
            "Felleskostnadene settes ned der det er sagt.", "Common costs are reduced where it is said."
        )
    nominal = _amount(result.number("landlord.reduction_nominal") or 0.0)
    present = _amount(result.number("landlord.reduction_present") or 0.0)
    text = Label(
        f"{'; '.join(one.nb for one in each)}. Verdt {nominal.nb} i alt, {present.nb} i nåverdi for "
        "gårdeieren før "
        f"skatt. {common.nb}",
        f"{'; '.join(one.en for one in each)}. Worth {nominal.en} in all, {present.en} in present value to "
        "the "
        f"landlord before tax. {common.en}",
    )
    return [_headed("Avslag i leien", "Rent reductions", text)]


def _reduction(result: Result, item: Reduction) -> Label:
    first, last = _day(result, item.from_month), _day(result, item.to_month + 1)
    ends = last - datetime.timedelta(days=1)
    span = Label(
        f"{format_date(first, 'nb')}–{format_date(ends, 'nb')}",
        f"{format_date(first, 'en')} – {format_date(ends, 'en')}",
    )
    also_nb, also_en = "", ""
    if item.kind != "stated_rent" and item.includes_common_costs:
        also_nb, also_en = ", felleskostnadene også", ", common costs too"
    if item.kind == "rent_free":
        return Label(f"{span.nb} leiefritt{also_nb}", f"{span.en} free of rent{also_en}")
    if item.kind == "percentage":
        return Label(
            f"{span.nb} {percent(item.share, 'nb')} avslag{also_nb}",
            f"{span.en} {percent(item.share, 'en')} off{also_en}",
        )
    rate = [format_measure(item.rent_nok_per_m2_year, "NOK/m2/year", language, 0) for language in _BOTH]
    return Label(f"{span.nb} {rate[0]}", f"{span.en} {rate[1]}")


def _day(result: Result, lease_month: int) -> datetime.date:
    """The first day of a month of the lease."""
    start = month_dates(result)[0]
    place = round(result.number("deal.first_month") or 1) - 1 + lease_month - 1
    years, month = divmod(start.month - 1 + place, 12)
    return datetime.date(start.year + years, month + 1, 1)


def _common_costs(lease: Lease) -> Label:
    if not lease.common_costs_nok_per_m2_year:
        none = Label("dekkes av gårdeieren.", "borne by the landlord.")
        return _headed("Felleskostnader", "Common costs", none)
    rate = [
        format_measure(lease.common_costs_nok_per_m2_year, "NOK/m2/year", language, 0) for language in _BOTH
    ]
    text = Label(
        f"{rate[0]} uten mva. fra leiestart, regulert med kostnadsveksten.",
        f"{rate[1]} ex VAT from the lease's start, rising with costs.",
    )
    if lease.common_costs_settled_in_month is not None:
        text = Label(
            f"{text.nb} Betales à konto og avregnes mot byggets faktiske kostnader året etter.",
            f"{text.en} Paid on account and settled against the building's actual costs the year after.",
        )
    return _headed("Felleskostnader", "Common costs", text)


def _security(result: Result, lease: Lease) -> Label:
    kind = lease.security.kind
    if kind == "none" or not lease.security.months_of_rent:
        return _headed("Sikkerhet", "Security", Label("ingen.", "none."))
    months = [count_of_months(lease.security.months_of_rent, language) for language in _BOTH]
    what = Label("depositum", "a deposit") if kind == "deposit" else Label("bankgaranti", "a bank guarantee")
    text = Label(
        f"{what.nb} for {months[0]} leie med felleskostnader og mva.",
        f"{what.en} for {months[1]} of rent with common costs and VAT.",
    )
    return _headed("Sikkerhet", "Security", text)


def _term(result: Result, lease: Lease) -> Label:
    first, after = _day(result, 1), _day(result, lease.term_months + 1)
    ends = after - datetime.timedelta(days=1)
    nb = f"{count_of_months(lease.term_months, 'nb')}, {format_date(first, 'nb')}–{format_date(ends, 'nb')}."
    en = (
        f"{count_of_months(lease.term_months, 'en')}, {format_date(first, 'en')} – {format_date(ends, 'en')}."
    )
    if lease.break_option is not None:
        month = lease.break_option.month
        nb += f" Driveren kan si opp etter {count_of_months(month, 'nb')}."
        en += f" The operator may end it after {count_of_months(month, 'en')}."
        if lease.break_option.exercised:
            nb, en = f"{nb} Tallene regner med at det skjer.", f"{en} The figures count on it."
    if lease.renewal is not None:
        months = lease.renewal.term_months
        rent = lease.renewal.rent_nok_per_m2_year
        at_nb, at_en = "samme, regulerte leie", "the same, indexed rent"
        if rent is not None:
            at_nb, at_en = (format_measure(rent, "NOK/m2/year", language, 0) for language in _BOTH)
        nb += f" Opsjon på {count_of_months(months, 'nb')} til, på {at_nb}."
        en += f" Option on {count_of_months(months, 'en')} more, at {at_en}."
    return _headed("Leietid", "Term", Label(nb, en))


def _works(result: Result) -> list[Label]:
    each: list[Label] = []
    for id, item in result.case.works.items():
        name, amount = shown_label(id, item), _amount(item.amount_nok * (1 + item.overrun_share))
        share = item.landlord_share
        if share in (0, 1):
            who = Label("gårdeieren", "the landlord") if share else Label("driveren", "the operator")
        else:
            who = Label(
                f"gårdeieren {percent(share, 'nb')}, driveren resten",
                f"the landlord {percent(share, 'en')}, the operator the rest",
            )
        each.append(
            Label(
                f"{name} {amount.nb} uten mva. betales av {who.nb}",
                f"{name} {amount.en} ex VAT, paid by {who.en}",
            )
        )
    if not each:
        return []
    text = Label(f"{'; '.join(one.nb for one in each)}.", f"{'; '.join(one.en for one in each)}.")
    return [_headed("Arbeider", "Works", text)]


def _contribution(result: Result) -> list[Label]:
    return [
        _headed(
            "Kontantbidrag",
            "Cash contribution",
            Label(
                f"gårdeieren betaler driveren {format_amount(item.amount_nok, 'nb')} i "
                f"{month_name(result, item.month, 'nb')}, uten mva.",
                f"the landlord pays the operator {format_amount(item.amount_nok, 'en')} in "
                f"{month_name(result, item.month, 'en')}, without VAT.",
            ),
        )
        for item in contributions(result.case)
    ]


def _vat(result: Result, lease: Lease) -> Label:
    lost = {
        party: _amount(float(result.values[f"{party}.vat.lost"].sum())) for party in ("landlord", "operator")
    }
    if not lease.operator_makes_good_lost_vat:
        bears = Label(
            "Gårdeieren bærer selv mva. som ikke kan trekkes fra.",
            "The landlord itself bears VAT it cannot deduct.",
        )
    elif lease.lost_vat_made_good == "running":
        bears = Label(
            "Driveren dekker mva. gårdeieren ikke får fradrag for på løpende kostnader.",
            "The operator makes good the VAT the landlord cannot deduct on running costs.",
        )
    else:
        bears = Label(
            "Driveren dekker mva. gårdeieren ikke får fradrag for, også på arbeider.",
            "The operator makes good the VAT the landlord cannot deduct, on works as well.",
        )
    registered = _REGISTERED[result.case.vat.landlord_registration]
    text = Label(
        f"{registered.nb} Leien bærer mva. for den delen driveren bruker i registrert virksomhet. {bears.nb} "
        f"I saken er løpende mva. uten fradrag {lost['landlord'].nb} for gårdeieren og "
        f"{lost['operator'].nb} for driveren i alt.",
        f"{registered.en} The rent carries VAT for the share the operator uses in registered business. "
        f"{bears.en} In the case running VAT without deduction is {lost['landlord'].en} for the landlord and "
        f"{lost['operator'].en} for the operator in all.",
    )
    return _headed("Merverdiavgift", "VAT", text)


def _landlord(found: Negotiation) -> Label:
    result = found.point.result
    each = []
    for name, gain in found.point.gains.items():
        than, without = AGAINST[name], result.number(f"landlord.npv_against_{name}.without_sale")
        better = Label("bedre", "better") if gain >= 0 else Label("dårligere", "worse")
        nb = f"{format_amount(abs(gain), 'nb')} {better.nb} enn {than.nb}"
        en = f"{format_amount(abs(gain), 'en')} {better.en} than {than.en}"
        if gain > 0 and without is not None and round(without) < 0:
            nb += f" (uten det antatte salget {format_amount(without, 'nb')})"
            en += f" (without the assumed sale {format_amount(without, 'en')})"
        each.append(Label(nb, en))
    low = _amount(result.number("landlord.lowest_cash") or 0.0)
    text = Label(
        f"{' og '.join(one.nb for one in each)}, i nåverdi; laveste reserve {low.nb}.",
        f"{' and '.join(one.en for one in each)}, in present value; lowest reserve {low.en}.",
    )
    return _headed("Verdi for gårdeier", "Value to the landlord", text)


def _operator(found: Negotiation) -> Label:
    result = found.point.result
    value, low = _amount(found.point.operator_value), _amount(result.number("operator.lowest_cash") or 0.0)
    rate = result.case.party_rates.operator_share_per_year
    text = Label(
        f"{value.nb} i nåverdi ut over kravet på {percent(rate, 'nb')}; laveste reserve {low.nb}.",
        f"{value.en} in present value beyond the {percent(rate, 'en')} it asks for; lowest reserve {low.en}.",
    )
    return _headed("Verdi for driver", "Value to the operator", text)


_BOTH: Final[tuple[Language, Language]] = ("nb", "en")
_PAYMENT: Final = {
    "monthly": Label("betalt månedlig", "paid monthly"),
    "quarterly_in_advance": Label("betalt kvartalsvis på forskudd", "paid quarterly in advance"),
    "half_yearly_in_advance": Label("betalt halvårlig på forskudd", "paid half-yearly in advance"),
}
_REGISTERED: Final = {
    "registered": Label("Gårdeieren er registrert for mva.", "The landlord is registered for VAT."),
    "advance": Label(
        "Gårdeieren forhåndsregistreres for mva. (mval § 2-4).",
        "The landlord registers for VAT in advance (mval § 2-4).",
    ),
    "from_threshold": Label(
        "Gårdeieren registreres for mva. når utleien passerer grensen (mval §§ 2-1, 2-3).",
        "The landlord registers for VAT when its letting passes the threshold (mval §§ 2-1, 2-3).",
    ),
}
