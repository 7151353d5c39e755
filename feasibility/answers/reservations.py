"""What a term sheet rests on, and what it presumes: only what the case has."""

from __future__ import annotations

from feasibility.case import Case, Grant, shown_label
from feasibility.language import LANGUAGES, Label
from feasibility.language.label import listed
from feasibility.report.words import count_of_months, percent


def contributions(case: Case) -> list[Grant]:
    """The landlord's own cash contributions, which are terms of the deal and no support."""
    return [item for item in case.support.values() if item.kind == "grant" and item.payer == "landlord"]


def supported_by(case: Case) -> list[str]:
    """What the support is called that others than the landlord give in cash."""
    own = contributions(case)
    return [shown_label(id, item) for id, item in case.support.items() if item not in own]


def rests_on(case: Case) -> Label:
    """The assumptions behind the figures."""
    names = supported_by(case)
    on = [
        Label("belegget og prisene i saken", "the occupancy and prices of the case"),
        Label("kostnadene og reguleringen i saken", "its costs and indexation"),
    ]
    if names:
        on.append(
            Label(
                f"at støtten blir gitt ({listed(names, 'nb')})",
                f"the support ({listed(names, 'en')}) being given",
            )
        )
    on += _after_the_term(case)
    if case.valuation is not None and case.valuation.include_exit:
        on.append(Label("et antatt salg ved horisonten", "an assumed sale at the horizon"))
    rate = case.party_rates.landlord_share_per_year
    both = _all_of(on)
    return Label(
        f"{both.nb}. Gårdeierens krav er {percent(rate, 'nb')}.",
        f"{both.en}. The landlord asks {percent(rate, 'en')}.",
    )


def _after_the_term(case: Case) -> list[Label]:
    """The renewal, and the tenant after it: counted in the gain, and nobody is bound to either."""
    lease = case.lease
    if lease is None:
        return []
    found, last = [], lease.start_month + lease.term_months - 1
    is_ended = lease.break_option is not None and lease.break_option.exercised
    if lease.renewal is not None and not is_ended and last < case.horizon_months:
        months = lease.renewal.term_months
        last += months
        nb, en = (count_of_months(months, language) for language in LANGUAGES)
        found.append(Label(f"at leien forlenges med {nb}", f"the lease being renewed for {en}"))
    if case.after_lease == "relet" and last < case.horizon_months:
        found.append(
            Label("at lokalene leies ut igjen etter leietiden", "the space being let again after the lease")
        )
    return found


def reservations(case: Case) -> Label:
    """What must be in place before anybody is bound."""
    on = [
        Label("godkjenning i begge selskap", "approval in both companies"),
        Label("finansiering", "financing"),
        Label("avklart mva.-registrering", "VAT registration settled"),
        Label("at en advokat har skrevet avtalen", "an agreement written by a lawyer"),
    ]
    if supported_by(case):
        on.insert(2, Label("tilsagn om støtten", "the support granted"))
    both = _all_of(on)
    return Label(
        f"skissen binder ingen. Den forutsetter {both.nb}.",
        f"the sheet binds nobody. It presumes {both.en}.",
    )


def _all_of(labels: list[Label]) -> Label:
    return Label(listed([one.nb for one in labels], "nb"), listed([one.en for one in labels], "en"))
