"""Warnings about the money: equity, loans, missing cash, and hanging on one payer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np

from feasibility.case import Lease
from feasibility.case.form.fields import shown_label
from feasibility.case.form.financing import Financing
from feasibility.evidence.facts import ORE, Facts
from feasibility.evidence.sources import BANK, thesis
from feasibility.evidence.thresholds import threshold
from feasibility.language import Label, Language, format_amount, format_measure, format_share
from feasibility.language.label import listed
from feasibility.model.base.result import Caution
from feasibility.names import PARTIES, CompanyId

LIQUIDITY_RULE = Label(
    "Modellens regel: udekket behov er penger ingen har sagt ja til",
    "The model's rule: unfunded need is money nobody has agreed to",
)


LEFT_OUT_RULE = Label(
    "Modellens regel: i en avtale med ett selskap er utgifter, ansatte, arbeider og støtte dets, lån ikke",
    "The model's rule: in a deal with one company costs, staff, works and support are its own, loans are not",
)


def equity_share(facts: Facts) -> Iterator[Caution]:
    """A company that borrows with less of its own than a bank asks for."""
    least = threshold("equity_least")
    for party in facts.case.companies:
        # what a loan takes over from another is no new money
        borrowed = float(facts.total(facts.loan_lines(party, "drawn")).sum())
        borrowed -= float(facts.months(f"{party}.refinanced").sum())
        if borrowed <= 0:
            continue
        own = float(facts.total([f"{party}.equity", f"{party}.capital_call"]).sum())
        granted = sum(
            float(facts.total(facts.given_to(party, id)).sum())
            for id, item in facts.case.support.items()
            if item.kind in ("grant", "works_grant")
        )
        share = round(own / (own + borrowed + granted), 9)
        if share < least.value:
            who = PARTIES[party].full
            yield Caution(
                f"{party}_equity_share",
                Label(
                    f"{who.nb} skyter inn {format_amount(own, 'nb')} og låner "
                    f"{format_amount(borrowed, 'nb')}: egenkapital {format_share(share, 'nb')} av "
                    f"kildene. Banken finansierer sjelden under {format_share(least.value, 'nb', 0)}.",
                    f"{who.en} puts in {format_amount(own, 'en')} and borrows "
                    f"{format_amount(borrowed, 'en')}: equity {format_share(share, 'en')} of the sources. "
                    f"The bank rarely finances below {format_share(least.value, 'en', 0)}.",
                ),
                least.source,
            )


def operator_left_out(facts: Facts) -> Iterator[Caution]:
    """Money stated for an operator in a deal that has none: it is counted nowhere."""
    if _has_money(facts.case.financing.next_operator) and "next_operator" not in facts.case.companies:
        yield Caution(
            "next_operator_left_out",
            Label(
                "Ingen neste driver overtar i saken, så financing.next_operator er ikke regnet med. Skriv "
                "operator: next i fasen der den overtar, eller fjern avsnittet.",
                "No next operator takes over in the case, so financing.next_operator is not counted. Write "
                "operator: next in the phase in which it takes over, or remove the section.",
            ),
            LEFT_OUT_RULE,
        )
    if "operator" in facts.case.companies or not _has_money(facts.case.financing.operator):
        return
    yield Caution(
        "operator_left_out",
        Label(
            "Gårdeieren driver selv, så driverens finansiering (financing.operator) er ikke regnet med. Skal "
            "gårdeieren ha pengene, må de stå under financing.landlord.",
            "The landlord operates, so the operator's financing (financing.operator) is not counted. If the "
            "landlord is to have the money, it must stand under financing.landlord.",
        ),
        LEFT_OUT_RULE,
    )


def _has_money(of: Financing) -> bool:
    return bool(of.equity or of.loans or of.overdraft is not None or of.capital_call_limit_nok)


def loan_to_value(facts: Facts) -> Iterator[Caution]:
    """The landlord's debt against the value, at the worst 31 December of a full year begun after opening."""
    balances = facts.loan_lines("landlord", "balance")
    if facts.case.valuation is None or not balances or facts.opening is None:
        return
    debt, value = facts.total(balances), facts.months("value")
    number, month = facts.months("calendar.number"), facts.months("calendar.month")
    ends = np.flatnonzero((month == 12) & (number - 11 >= facts.opening) & (debt > ORE))
    if not len(ends):
        return
    ratios = np.where(value[ends] > 0, debt[ends] / np.where(value[ends] > 0, value[ends], 1), np.inf)
    worst = int(ends[np.argmax(ratios)])
    ratio = round(float(np.max(ratios)), 9)
    high, refused = threshold("loan_to_value_high"), threshold("loan_to_value_refused")
    if ratio <= high.value:
        return
    limit = refused if ratio > refused.value else high
    share_nb = format_share(ratio, "nb") if np.isfinite(ratio) else "mer enn hele"
    share_en = format_share(ratio, "en") if np.isfinite(ratio) else "more than all"
    judged = Label(
        "Ved en slik belåning ble det nesten ikke gitt lån (kontor i Oslo, 2023).",
        "At such a share virtually no loans were given (Oslo offices, 2023).",
    )
    if limit is high:
        judged = Label(
            f"Bankene ga lån opp til om lag {format_share(high.value, 'nb', 0)} (kontor i Oslo, 2025).",
            f"Banks lent up to about {format_share(high.value, 'en', 0)} (Oslo offices, 2025).",
        )
    yield Caution(
        "loan_to_value",
        Label(
            f"Gårdeierens gjeld er {share_nb} av verdien av arealet i saken ved utgangen av "
            f"{facts.month_name(worst + 1, 'nb')}: {format_amount(float(debt[worst]), 'nb')} mot "
            f"{format_amount(float(value[worst]), 'nb')}. {judged.nb}",
            f"The landlord's debt is {share_en} of the value of the case's space at the end of "
            f"{facts.month_name(worst + 1, 'en')}: {format_amount(float(debt[worst]), 'en')} against "
            f"{format_amount(float(value[worst]), 'en')}. {judged.en}",
        ),
        limit.source,
    )


def lease_against_loan(facts: Facts) -> Iterator[Caution]:
    """Loans paid down over longer than the lease is sure to last, counted from drawdown."""
    if all(getattr(stage.deal, "lease", None) is None for stage in facts.case.stages):
        if any(loan.from_owner is None for loan in facts.case.financing.landlord.loans.values()):
            yield NO_LEASE
        return
    nb: list[str] = []
    en: list[str] = []
    for party in facts.case.companies:
        who, own = PARTIES[party].full, f"bank.{party}.lease_end"
        line = own if own in facts.built.model.lines else "bank.lease_end"
        if line not in facts.built.model.lines:  # nobody borrows of a bank
            continue
        ends = (facts.scalar(line) or 0) + 1
        for id, loan in getattr(facts.case.financing, party).loans.items():
            if loan.kind == "construction" or loan.from_owner is not None:
                continue
            # a bullet without a profile is held against its maturity
            field = "tenor_months" if loan.profile_months is None else "profile_months"
            drawn = facts.first_month(facts.months(f"{party}.loan.{id}.drawn") > 0)
            drawn = 0 if loan.outstanding_nok is not None else drawn
            profile = facts.number(f"financing.{party}.loans.{id}.{field}")
            name = shown_label(id, loan)
            if drawn is None or ends - drawn >= profile:
                continue
            left = max(ends - drawn, 0)
            paid, sure_for = _months(profile, "nb"), _months(left, "nb")
            nb.append(f"{who.nb.lower()}s lån «{name}» over {paid}, sikker leie i {sure_for}")
            paid, sure_for = _months(profile, "en"), _months(left, "en")
            en.append(f'{who.en.lower()}\'s loan "{name}" over {paid}, sure rent for {sure_for}')
    if nb:
        yield Caution(
            "lease_shorter_than_loan",
            Label(
                f"Leieavtalen er kortere enn nedbetalingen: {'; '.join(nb)}. Regnet fra utbetalingen; "
                "forlengelse og tiden etter en bruddrett er ikke sikker.",
                f"The lease is shorter than the repayment: {'; '.join(en)}. Counted from drawdown; "
                "renewal and the time after a break option are not sure.",
            ),
            BANK,
        )


def landlord_patience(facts: Facts) -> Iterator[Caution]:
    """A lease that is sure for less or more than the years landlords look ahead."""
    if _lease(facts) is None:
        return
    least, most = threshold("patience_least"), threshold("patience_most")
    sure = _sure_months(facts)
    if least.value * 12 <= sure <= most.value * 12:
        return
    nb, en = (f"{least.value:.0f}–{most.value:.0f} {word}" for word in ("år", "years"))
    short = sure < least.value * 12
    yield Caution(
        "landlord_patience",
        Label(
            f"Leien er sikker i {_months(sure, 'nb')}. Gårdeiere i undersøkelsen ser {nb} fram: "
            + (_TOO_SHORT.nb if short else _TOO_LONG.nb),
            f"Rent is sure for {_months(sure, 'en')}. Landlords in the study look {en} ahead: "
            + (_TOO_SHORT.en if short else _TOO_LONG.en),
        ),
        least.source,
    )


def _sure_months(facts: Facts) -> float:
    """Months the lease is sure to last: its term, or to a break option."""
    sure, lease = facts.number("deal.lease.term_months"), _lease(facts)
    if lease is None or lease.break_option is None:
        return sure
    return min(sure, facts.number("deal.lease.break_option.month"))


_TOO_SHORT: Final = Label(
    "se om rabatt og arbeider kommer inn igjen før avtalen kan ta slutt.",
    "see whether discount and works come back before the lease can end.",
)
_TOO_LONG: Final = Label(
    "spør om gårdeieren vil binde seg så lenge til et konsept som er nytt på stedet.",
    "ask whether the landlord will be tied so long to a concept that is new to the place.",
)

NO_LEASE = Caution(
    "no_lease_for_loan",
    Label(
        "Ingen lang leieavtale står mot gårdeierens lån: medlemmene har gjerne én måneds oppsigelse. "
        "Banken vil se lange avtaler mot nedbetalingstiden, og noen undertegnet før start.",
        "No long lease stands against the landlord's loan: members commonly have one month's notice. The "
        "bank wants long leases against the repayment horizon, and some signed before the start.",
    ),
    BANK,
)


def _lease(facts: Facts) -> Lease | None:
    return facts.case.lease


def _months(count: float, language: Language) -> str:
    return format_measure(count, "months", language)


def unfunded(facts: Facts) -> Iterator[Caution]:
    """Money that is missing and that nobody has agreed to put in."""
    for party in facts.case.companies:
        missing = facts.months(f"{party}.unfunded")
        first = facts.first_month(missing > ORE)
        if first is None:
            continue
        worst = int(np.argmax(missing)) + 1
        most, who = float(missing.max()), PARTIES[party].full
        yield Caution(
            f"{party}_unfunded",
            Label(
                f"{who.nb} mangler penger fra {facts.month_name(first, 'nb')}, og inntil "
                f"{format_amount(most, 'nb')} i {facts.month_name(worst, 'nb')}. Legg inn mer egenkapital "
                "eller lån, eller endre planen.",
                f"{who.en} is short of money from {facts.month_name(first, 'en')}, and by up to "
                f"{format_amount(most, 'en')} in {facts.month_name(worst, 'en')}. Add equity or loans, or "
                "change the plan.",
            ),
            LIQUIDITY_RULE,
        )


def equity_lost(facts: Facts) -> Iterator[Caution]:
    """An operator's book equity, before tax, below half of what its owners have paid in."""
    for company in facts.case.operators:
        yield from _equity_lost(facts, company)


def _equity_lost(facts: Facts, company: CompanyId) -> Iterator[Caution]:
    limit, who = threshold("equity_left"), PARTIES[company].full
    paid = facts.total([f"{company}.equity", f"{company}.capital_call"]).cumsum()
    book = paid + facts.months(f"{company}.result_before_tax").cumsum()
    first = facts.first_month((paid > 0) & (np.round(book - limit.value * paid, 2) < 0))
    if first is None:
        return
    here, so_far = float(book[first - 1]), float(paid[first - 1])
    yield Caution(
        f"{company}_equity_lost",
        Label(
            f"{who.nb}s egenkapital er {format_amount(here, 'nb')} ved utgangen av "
            f"{facts.month_name(first, 'nb')}, under halvparten av de {format_amount(so_far, 'nb')} som "
            "er skutt inn (før skatt). Er den også under halve aksjekapitalen, må styret handle.",
            f"{who.en}'s equity is {format_amount(here, 'en')} at the end of "
            f"{facts.month_name(first, 'en')}, below half of the {format_amount(so_far, 'en')} paid in "
            "(before tax). If it is also below half the share capital, the board must act.",
        ),
        limit.source,
    )


def one_tenant(facts: Facts) -> Iterator[Caution]:
    """All of the landlord's rent hangs on one tenant, without security."""
    lease = _lease(facts)
    if lease is None:
        return
    held = 0.0 if lease.security.kind == "none" else facts.number("deal.lease.security.months_of_rent")
    if held > 0:
        return
    yield Caution(
        "one_tenant",
        Label(
            "All leie til gårdeieren kommer fra én leietaker, og leieavtalen har ingen sikkerhet. Banken "
            "legger vekt på hvem som står bak; en ny aktør alene er vanskelig å finansiere.",
            "All rent to the landlord comes from one tenant, and the lease has no security. The bank "
            "looks at who stands behind it; a lone newcomer is hard to finance.",
        ),
        BANK,
    )


def one_customer(facts: Facts) -> Iterator[Caution]:
    """One payer brings more than half of the concept's income."""
    case, limit = facts.case, threshold("one_customer")
    whole = float(facts.months("income.total").sum())
    if whole <= 0:
        return
    bought: dict[str, float] = {}
    for id, item in case.support.items():
        if item.kind == "desks_bought":
            bought[item.payer] = bought.get(item.payer, 0.0) + float(
                facts.months(f"support.{id}.income").sum()
            )
    payers = [(_PAYERS[payer], amount) for payer, amount in bought.items()]
    for id in facts.products(frozenset({"ordinary_tenancy"})):
        if facts.number(f"products.{id}.units") == 1:
            name = facts.name(id)
            payers.append((Label(name, name), float(facts.months(f"products.{id}.income").sum())))
    large = [(who, amount / whole) for who, amount in payers if round(amount / whole, 9) > limit.value]
    if large:
        nb = listed([f"{who.nb} ({format_share(share, 'nb')})" for who, share in large], "nb")
        en = listed([f"{who.en} ({format_share(share, 'en')})" for who, share in large], "en")
        yield Caution(
            "one_customer",
            Label(
                f"Mer enn halvparten av konseptets inntekt kommer fra én kunde: {nb}. Går den, står leien "
                "igjen.",
                f"More than half of the concept's income comes from one customer: {en}. If it goes, the "
                "rent remains.",
            ),
            Label(f"{limit.source.nb}; {thesis('16834').nb}", f"{limit.source.en}; {thesis('16834').en}"),
        )


_PAYERS = {"municipality": Label("kommunen", "the municipality"), "sponsor": Label("sponsor", "a sponsor")}
