"""Rules for the deal between landlord and operator, and for what comes after it."""

from collections.abc import Iterator

from feasibility.case.check.across_common import in_order, month_within, no_overlap, reference
from feasibility.case.check.finding import Finding, Rule, found
from feasibility.case.form.deal import Lease, Management, ManagementFee, Sublease, Turnover, TurnoverRent
from feasibility.case.form.stated import StatedCase
from feasibility.case.messages.wording import count_of_months
from feasibility.language import Label


def lease(case: StatedCase) -> Iterator[Finding]:
    """The lease starts within the horizon; its reductions and break lie within its term."""
    for path, stated in leases_of(case):
        yield from month_within(case, f"{path}.start_month", stated.start_month)
        yield from reference(case, f"{path}.follows_works", stated.follows_works, "works", case.works)
        yield from _reductions(case, path, stated)
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


RULES: tuple[Rule, ...] = (lease, turnover, management, after_lease)
