"""Terms of a lease that few have, in the words of a term sheet (rent put off, a share of profit)."""

from __future__ import annotations

from typing import Final

from feasibility.case.form.deal import Lease, RentDeferral, Sublease
from feasibility.language import Label, Language, format_amount, format_measure
from feasibility.model import Result
from feasibility.report.words import count_of_months, percent

_BOTH: Final[tuple[Language, Language]] = ("nb", "en")


def indexation(lease: Lease) -> Label:
    """How the rent is indexed, with its fixed rises."""
    said = [Label("ingen.", "none.")]
    if lease.index_clause != "none":
        share = [percent(lease.index_share, language) for language in _BOTH]
        clause = _CLAUSES[lease.index_clause]
        if lease.index_month is not None:
            clause = Label(
                f"{clause.nb} (måned {lease.index_month})", f"{clause.en} (month {lease.index_month})"
            )
        said = [
            Label(
                f"{share[0]} av endringen i konsumprisindeksen, {clause.nb}. Leien settes aldri under den "
                "avtalte.",
                f"{share[1]} of the change in the consumer price index, {clause.en}. The rent never "
                "falls below the one agreed.",
            )
        ]
        if lease.index_minimum_share_per_year is not None:
            nb, en = (percent(lease.index_minimum_share_per_year, language) for language in _BOTH)
            said.append(Label(f"Minst {nb} i året.", f"At least {en} a year."))
        if lease.index_first_step_months is not None:
            nb, en = (count_of_months(lease.index_first_step_months, language) for language in _BOTH)
            said.append(Label(f"Første regulering gjelder {nb}.", f"The first step covers {en}."))
    for rise in lease.rises:
        nb, en = (format_measure(rise.nok_per_m2_year, "NOK/m2/year", language, 0) for language in _BOTH)
        said.append(
            Label(
                f"Fra leiemåned {rise.from_month} {nb} mer.", f"From lease month {rise.from_month} {en} more."
            )
        )
    return Label(" ".join(one.nb for one in said), " ".join(one.en for one in said))


def other_terms(result: Result, lease: Lease) -> list[Label]:
    """A sentence for each such term the lease has, headed."""
    deal, found = result.case.deal, list[Label]()
    if isinstance(deal, Sublease) and deal.profit_share is not None:
        share = [percent(deal.profit_share.share, language) for language in _BOTH]
        kept = deal.profit_share.operator_preferred_nok_per_year
        above_nb, above_en = "", ""
        if kept:
            above_nb = f" ut over {format_amount(kept, 'nb')} som driveren beholder"
            above_en = f" above {format_amount(kept, 'en')} that the operator keeps"
        found.append(
            Label(
                f"Overskuddsleie: {share[0]} av driverens positive driftsresultat i kalenderåret{above_nb}, "
                "betalt i januar.",
                f"Share of profit: {share[1]} of the operator's positive operating result of the calendar "
                f"year{above_en}, paid in January.",
            )
        )
    if lease.deferral is not None:
        found.append(_put_off(lease.deferral))
    if lease.agent_fee_share_of_first_year_rent:
        nb, en = (percent(lease.agent_fee_share_of_first_year_rent, language) for language in _BOTH)
        found.append(
            Label(
                f"Meglerhonorar: {nb} av første års leie, betalt av gårdeieren.",
                f"Agent's fee: {en} of the first year's rent, paid by the landlord.",
            )
        )
    if lease.reinstatement_nok:
        nb, en = (format_amount(lease.reinstatement_nok, language) for language in _BOTH)
        found.append(
            Label(
                f"Tilbakeføring: driveren setter lokalene i stand for {nb} uten mva. når "
                "leietiden er ute, i dagens kroner.",
                f"Reinstatement: the operator makes the premises good for {en} ex VAT at the end of the "
                "term, in today's money.",
            )
        )
    return found


def _put_off(deferral: RentDeferral) -> Label:
    share = [percent(deferral.share, language) for language in _BOTH]
    if deferral.repaid_from_month is not None:
        over = [count_of_months(deferral.repaid_over_months, language) for language in _BOTH]
        back = Label(
            f"betales tilbake over {over[0]} fra leiemåned {deferral.repaid_from_month}",
            f"repaid over {over[1]} from lease month {deferral.repaid_from_month}",
        )
    else:
        of = [percent(deferral.repaid_share_of_result or 0.0, language) for language in _BOTH]
        back = Label(
            f"betales tilbake hver januar med {of[0]} av driverens positive driftsresultat året før",
            f"repaid each January with {of[1]} of the operator's positive operating result the year before",
        )
    return Label(
        f"Utsatt leie: {share[0]} av leien i leiemåned {deferral.from_month}–{deferral.to_month} utsettes "
        f"uten renter og {back.nb}, senest når leietiden er ute; mva. betales med fakturaen.",
        f"Rent put off: {share[1]} of the rent in lease months {deferral.from_month}–{deferral.to_month} is "
        f"put off without interest and {back.en}, at the latest when the term is over; VAT is paid with the "
        "invoice.",
    )


_CLAUSES: Final = {
    "standard": Label(
        "hver 1. januar, første gang bare for månedene fra leiestart til nyttår",
        "every 1 January, the first time only for the months from the start of the lease to the new year",
    ),
    "after_12_months": Label(
        "hver 1. januar, første gang når leien har løpt i minst tolv måneder",
        "every 1 January, first when the lease has run for at least twelve months",
    ),
    "on_month": Label(
        "hvert år i den avtalte måneden, første gang bare for månedene fra leiestart",
        "every year in the agreed month, the first time only for the months from the start of the lease",
    ),
    "anniversary": Label("hvert år på dagen for leiestart", "every year on the lease's anniversary"),
}
