"""Rules for the deal between landlord and operator, and for what comes after it."""

from collections.abc import Iterator

from feasibility.case.check.across_common import in_order, month_within, no_overlap, reference
from feasibility.case.check.finding import Finding, Rule, found
from feasibility.case.form.deal import Lease, Management, TurnoverRent
from feasibility.case.form.stated import StatedCase
from feasibility.case.messages.wording import count_of_months
from feasibility.language import Label


def lease(case: StatedCase) -> Iterator[Finding]:
    """The lease starts within the horizon; its reductions and break lie within its term."""
    stated = case.lease
    if stated is None:
        return
    yield from month_within(case, "deal.lease.start_month", stated.start_month)
    yield from reference(case, "deal.lease.follows_works", stated.follows_works, "works", case.works)
    yield from _reductions(case, stated)
    option = stated.break_option
    if option is not None and option.month > stated.term_months:
        yield _after_term(case, "deal.lease.break_option.month", option.month, stated.term_months)


def _reductions(case: StatedCase, stated: Lease) -> Iterator[Finding]:
    for place, reduction in enumerate(stated.reductions):
        path = f"deal.lease.reductions.{place}"
        yield from in_order(case, path, reduction.from_month, reduction.to_month)
        for name in ("from_month", "to_month"):
            month = getattr(reduction, name)
            if month > stated.term_months:
                yield _after_term(case, f"{path}.{name}", month, stated.term_months)
    months = [(reduction.from_month, reduction.to_month) for reduction in stated.reductions]
    yield from no_overlap(case, "deal.lease.reductions", months)


def _after_term(case: StatedCase, path: str, month: int, term: int) -> Finding:
    whole = count_of_months(term)
    wrong = Label(
        f"leiemåned {month} er etter leietiden på {whole.nb}.",
        f"lease month {month} is after the lease term of {whole.en}.",
    )
    may = Label("leiemåned 1", "lease month 1")
    if term > 1:
        may = Label(f"en leiemåned fra 1 til {term}", f"a lease month from 1 to {term}")
    mend = Label(
        f"Skriv {may.nb} (talt fra leiestart), eller øk deal.lease.term_months.",
        f"Write {may.en} (counted from lease start), or raise deal.lease.term_months.",
    )
    return found(case, path, month, wrong, mend, "deal.lease.term_months")


def turnover(case: StatedCase) -> Iterator[Finding]:
    """A threshold is stated for rent above a threshold, and only then."""
    if not isinstance(case.deal, TurnoverRent):
        return
    stated = case.deal.turnover
    path = "deal.turnover.threshold_nok_per_year"
    if stated.mode == "above_threshold" and stated.threshold_nok_per_year is None:
        wrong = Label("mangler, men mode er above_threshold.", "is missing, but mode is above_threshold.")
        mend = Label(
            "Legg til linjen «threshold_nok_per_year: …», eller skriv mode: greater_of.",
            'Add the line "threshold_nok_per_year: …", or write mode: greater_of.',
        )
        yield found(case, path, None, wrong, mend, "deal.turnover.mode")
    if stated.mode == "greater_of" and stated.threshold_nok_per_year is not None:
        wrong = Label(
            "en terskel har ingen virkning når mode er greater_of.",
            "a threshold does nothing when mode is greater_of.",
        )
        mend = Label(
            "Fjern linjen, eller skriv mode: above_threshold.",
            "Remove the line, or write mode: above_threshold.",
        )
        yield found(case, path, stated.threshold_nok_per_year, wrong, mend, "deal.turnover.mode")


def management(case: StatedCase) -> Iterator[Finding]:
    """A management agreement starts within the horizon and has at most one base fee."""
    if not isinstance(case.deal, Management):
        return
    yield from month_within(case, "deal.from_month", case.deal.from_month)
    fee = case.deal.fee
    if fee.base_nok_per_month and fee.base_share_of_income:
        names = ("base_nok_per_month", "base_share_of_income")
        wrong = Label(
            f"{' og '.join(names)} er oppgitt samtidig.", f"{' and '.join(names)} are stated together."
        )
        mend = Label("Behold den ene og fjern den andre.", "Keep one and remove the other.")
        value = {name: getattr(fee, name) for name in names}
        yield found(case, "deal.fee", value, wrong, mend, *(f"deal.fee.{name}" for name in names))


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
