"""Rules for the deal between landlord and operator, and for what comes after it."""

from collections.abc import Iterator
from itertools import pairwise

from feasibility.case.check.across_common import (
    exactly_one,
    in_order,
    month_within,
    no_overlap,
    reference,
)
from feasibility.case.check.finding import Finding, Rule, found
from feasibility.case.form.deal import (
    Lease,
    Management,
    ManagementFee,
    OrdinaryTenant,
    Sublease,
    Turnover,
    TurnoverRent,
)
from feasibility.case.form.stated import StatedCase
from feasibility.case.messages.problems import shown
from feasibility.case.messages.wording import count_of_months
from feasibility.language import Label


def lease(case: StatedCase) -> Iterator[Finding]:
    """The lease starts within the horizon; its reductions and break lie within its term."""
    for path, stated in leases_of(case):
        yield from month_within(case, f"{path}.start_month", stated.start_month)
        yield from reference(case, f"{path}.follows_works", stated.follows_works, "works", case.works)
        yield from _reductions(case, path, stated)
        yield from _deferral(case, path, stated)
        yield from index_clause(case, path, stated)
        yield from _rises(case, path, stated)
        option = stated.break_option
        if option is not None and option.month > stated.term_months:
            yield _after_term(case, f"{path}.break_option.month", option.month, path, stated.term_months)


def leases_of(case: StatedCase) -> list[tuple[str, Lease]]:
    """The leases of the deal and of its phases, each with its path."""
    return [
        (f"{stage.path}.lease", stage.deal.lease)
        for stage in case.stages
        if isinstance(stage.deal, (Sublease, TurnoverRent))
    ]


def _reductions(case: StatedCase, lease: str, stated: Lease) -> Iterator[Finding]:
    for place, reduction in enumerate(stated.reductions):
        path = f"{lease}.reductions.{place}"
        yield from in_order(case, path, reduction.from_month, reduction.to_month)
        for name in ("from_month", "to_month"):
            month = getattr(reduction, name)
            if month > stated.term_months:
                yield _after_term(case, f"{path}.{name}", month, lease, stated.term_months)
    months = [(reduction.from_month, reduction.to_month) for reduction in stated.reductions]
    yield from no_overlap(case, f"{lease}.reductions", months)


def index_clause(case: StatedCase, path: str, stated: Lease | OrdinaryTenant) -> Iterator[Finding]:
    """A month is stated for `on_month` and only then; nothing adjusts a rent that is not indexed."""
    here, clause = f"{path}.index_clause", stated.index_clause
    if clause == "on_month" and stated.index_month is None:
        wrong = Label("mangler, men index_clause er on_month.", "is missing, but index_clause is on_month.")
        mend = Label(
            "Legg til linjen «index_month: …» (1 er januar), eller velg en annen index_clause.",
            'Add the line "index_month: …" (1 is January), or choose another index_clause.',
        )
        yield found(case, f"{path}.index_month", None, wrong, mend, here)
    names = ("index_month", "index_minimum_share_per_year", "index_first_step_months")
    unused = names[:1] if clause != "on_month" else ()
    for name in names if clause == "none" else unused:
        value = getattr(stated, name)
        if value is not None:
            wrong = Label(
                f"{shown(value)} har ingen virkning når index_clause er {clause}.",
                f"{shown(value)} does nothing when index_clause is {clause}.",
            )
            mend = Label(
                "Fjern linjen, eller velg en annen index_clause.",
                "Remove the line, or choose another index_clause.",
            )
            yield found(case, f"{path}.{name}", value, wrong, mend, here)


def tenant_index(case: StatedCase) -> Iterator[Finding]:
    """The ordinary tenant's index clause, as a lease's."""
    if case.comparison.ordinary_tenant is not None:
        yield from index_clause(case, "comparison.ordinary_tenant", case.comparison.ordinary_tenant)


def _rises(case: StatedCase, lease: str, stated: Lease) -> Iterator[Finding]:
    """Fixed rises come while the lease runs, its renewal included."""
    term = stated.term_months + (0 if stated.renewal is None else stated.renewal.term_months)
    for place, rise in enumerate(stated.rises):
        if rise.from_month > term:
            yield _after_term(case, f"{lease}.rises.{place}.from_month", rise.from_month, lease, term)


def _deferral(case: StatedCase, lease: str, stated: Lease) -> Iterator[Finding]:
    """Rent put off lies within the term, and is repaid in one of two ways, after it has been put off."""
    deferral, path = stated.deferral, f"{lease}.deferral"
    if deferral is None:
        return
    yield from in_order(case, path, deferral.from_month, deferral.to_month)
    for name in ("from_month", "to_month", "repaid_from_month"):
        month = getattr(deferral, name)
        if month is not None and month > stated.term_months:
            yield _after_term(case, f"{path}.{name}", month, lease, stated.term_months)
    yield from exactly_one(case, path, deferral, ("repaid_from_month", "repaid_share_of_result"))
    first = deferral.repaid_from_month
    if first is not None and first <= deferral.to_month:
        wrong = Label(
            f"leien betales tilbake fra leiemåned {first}, men utsettes til og med {deferral.to_month}.",
            f"the rent is repaid from lease month {first}, but put off to lease month {deferral.to_month}.",
        )
        mend = Label(
            f"Skriv leiemåned {deferral.to_month + 1} eller senere, eller en tidligere to_month.",
            f"Write lease month {deferral.to_month + 1} or later, or an earlier to_month.",
        )
        yield found(case, f"{path}.repaid_from_month", first, wrong, mend, f"{path}.to_month")


def _after_term(case: StatedCase, path: str, month: int, lease: str, term: int) -> Finding:
    whole = count_of_months(term)
    wrong = Label(
        f"leiemåned {month} er etter leietiden på {whole.nb}.",
        f"lease month {month} is after the lease term of {whole.en}.",
    )
    may = Label("leiemåned 1", "lease month 1")
    if term > 1:
        may = Label(f"en leiemåned fra 1 til {term}", f"a lease month from 1 to {term}")
    mend = Label(
        f"Skriv {may.nb} (talt fra leiestart), eller øk {lease}.term_months.",
        f"Write {may.en} (counted from lease start), or raise {lease}.term_months.",
    )
    return found(case, path, month, wrong, mend, f"{lease}.term_months")


def turnover(case: StatedCase) -> Iterator[Finding]:
    """A threshold is stated for rent above a threshold, and only then."""
    for stage in case.stages:
        if isinstance(stage.deal, TurnoverRent):
            yield from _turnover(case, f"{stage.path}.turnover", stage.deal.turnover)


def _turnover(case: StatedCase, turnover: str, stated: Turnover) -> Iterator[Finding]:
    path = f"{turnover}.threshold_nok_per_year"
    if stated.mode == "above_threshold" and stated.threshold_nok_per_year is None:
        wrong = Label("mangler, men mode er above_threshold.", "is missing, but mode is above_threshold.")
        mend = Label(
            "Legg til linjen «threshold_nok_per_year: …», eller skriv mode: greater_of.",
            'Add the line "threshold_nok_per_year: …", or write mode: greater_of.',
        )
        yield found(case, path, None, wrong, mend, f"{turnover}.mode")
    if stated.mode == "greater_of" and stated.threshold_nok_per_year is not None:
        wrong = Label(
            "en terskel har ingen virkning når mode er greater_of.",
            "a threshold does nothing when mode is greater_of.",
        )
        mend = Label(
            "Fjern linjen, eller skriv mode: above_threshold.",
            "Remove the line, or write mode: above_threshold.",
        )
        yield found(case, path, stated.threshold_nok_per_year, wrong, mend, f"{turnover}.mode")
    yield from _tiers(case, turnover, stated)
    if stated.settlement_year == "lease" and case.phases:
        wrong = Label(
            "omsetningsleie etter leieåret kan ikke stå sammen med faser.",
            "turnover rent by the lease year cannot stand together with phases.",
        )
        mend = Label(
            "Skriv settlement_year: calendar, eller fjern phases.",
            "Write settlement_year: calendar, or remove phases.",
        )
        yield found(case, f"{turnover}.settlement_year", "lease", wrong, mend, "phases")


def _tiers(case: StatedCase, turnover: str, stated: Turnover) -> Iterator[Finding]:
    """Tiers come one above the other, and their shares all rise or all fall."""
    threshold, shares = stated.threshold_nok_per_year or 0.0, [stated.share_of_income]
    for place, tier in enumerate(stated.tiers):
        path = f"{turnover}.tiers.{place}"
        if tier.threshold_nok_per_year <= threshold:
            wrong = Label(
                f"terskelen {shown(tier.threshold_nok_per_year)} er ikke over den før, {shown(threshold)}.",
                f"the threshold {shown(tier.threshold_nok_per_year)} is not above the one before, "
                f"{shown(threshold)}.",
            )
            mend = Label("Skriv trinnene i stigende rekkefølge.", "Write the tiers in rising order.")
            here = f"{path}.threshold_nok_per_year"
            yield found(case, here, tier.threshold_nok_per_year, wrong, mend, f"{turnover}.tiers")
        threshold = max(threshold, tier.threshold_nok_per_year)
        shares.append(tier.share_of_income)
    steps = [after - before for before, after in pairwise(shares)]
    if any(step < 0 for step in steps) and any(step > 0 for step in steps):
        listed = ", ".join(str(shown(share)) for share in shares)
        wrong = Label(
            f"andelene er {listed}: de både stiger og faller.",
            f"the shares are {listed}: they both rise and fall.",
        )
        mend = Label("La dem stige hele veien, eller falle.", "Let them rise all the way, or fall.")
        yield found(case, f"{turnover}.tiers", shares, wrong, mend, f"{turnover}.share_of_income")


def management(case: StatedCase) -> Iterator[Finding]:
    """A management agreement starts within the horizon and has at most one base fee."""
    for stage in case.stages:
        if isinstance(stage.deal, Management):
            yield from month_within(case, f"{stage.path}.from_month", stage.deal.from_month)
            yield from _fee(case, f"{stage.path}.fee", stage.deal.fee)


def _fee(case: StatedCase, path: str, fee: ManagementFee) -> Iterator[Finding]:
    if fee.base_nok_per_month and fee.base_share_of_income:
        names = ("base_nok_per_month", "base_share_of_income")
        wrong = Label(
            f"{' og '.join(names)} er oppgitt samtidig.", f"{' and '.join(names)} are stated together."
        )
        mend = Label("Behold den ene og fjern den andre.", "Keep one and remove the other.")
        value = {name: getattr(fee, name) for name in names}
        yield found(case, path, value, wrong, mend, *(f"{path}.{name}" for name in names))


def after_lease(case: StatedCase) -> Iterator[Finding]:
    """Re-letting after the lease needs an ordinary tenant to re-let to."""
    if case.after_lease == "relet" and case.comparison.ordinary_tenant is None:
        wrong = Label(
            "relet betyr ny utleie til en ordinær leietaker, men comparison.ordinary_tenant mangler.",
            "relet means letting to an ordinary tenant, but comparison.ordinary_tenant is missing.",
        )
        mend = Label(
            "Fyll ut comparison.ordinary_tenant, eller skriv after_lease: vacant.",
            "Fill in comparison.ordinary_tenant, or write after_lease: vacant.",
        )
        yield found(case, "after_lease", "relet", wrong, mend, "comparison.ordinary_tenant")


RULES: tuple[Rule, ...] = (lease, turnover, management, after_lease, tenant_index)
