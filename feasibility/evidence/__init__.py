"""What is known from the field: benchmarks with their sources, and warnings where a case strays from them.

    warnings(case, built, values)       advice on one evaluated case, never an error
    benchmark("flex_desk_colab")        a figure with its source
    threshold("equity_least")           a limit of a warning with its source

Where no source gives a number, the case's own words are compared with each other, and nothing is invented.
"""

from __future__ import annotations

from dataclasses import replace

from feasibility.case import Case
from feasibility.engine.compute.program import Values
from feasibility.evidence import bank, concept, money, place, public, returns, slips, vat, worth
from feasibility.evidence.benchmarks import BENCHMARKS, Benchmark, UnknownBenchmark, benchmark
from feasibility.evidence.facts import Facts
from feasibility.evidence.thresholds import THRESHOLDS, Threshold, UnknownThreshold, threshold
from feasibility.model.base.result import BuiltCase, Caution

__all__ = [
    "BENCHMARKS",
    "THRESHOLDS",
    "Benchmark",
    "Threshold",
    "UnknownBenchmark",
    "UnknownThreshold",
    "benchmark",
    "threshold",
    "warnings",
]

# A slip makes all the rest wrong; then what may stop the deal, what a bank asks next, and the concept.
# The note on rates comes last.
_ORDER = (
    slips.looks_like_a_slip,
    money.operator_left_out,
    money.unfunded,
    money.equity_lost,
    public.grant_dependent,
    public.support_outlives,
    money.equity_share,
    money.loan_to_value,
    bank.covenants_broken,
    bank.debt_service,
    bank.refinancing_gap,
    bank.little_let_before,
    money.lease_against_loan,
    money.landlord_patience,
    money.one_tenant,
    money.one_customer,
    returns.several_internal_rates,
    public.late_letting,
    public.mixed_vat,
    vat.below_registration,
    vat.registered_late,
    vat.long_rent_free,
    vat.desks_passed_on,
    vat.support_in_price,
    vat.package_split,
    vat.yearly_filing,
    public.de_minimis,
    worth.income_per_m2,
    concept.no_facilitator,
    concept.key_person,
    concept.stabilised_occupancy,
    concept.leased_area,
    concept.size,
    bank.more_desks_than_people,
    concept.small_town,
    place.desks_in_small_town,
    concept.town_not_stated,
    place.town_centre,
    place.location_not_stated,
    worth.flex_price,
    concept.open_desks,
    concept.services_share,
    public.carried_forward,
)


def warnings(case: Case, built: BuiltCase, values: Values) -> tuple[Caution, ...]:
    """Advice on an evaluated case, most urgent first (docs/model.md §5–§7; the evidence's list of warnings).

    Args:
        built: the case's model. values: its numbers, as evaluated (changed inputs are judged as changed).

    Returns:
        Each with an id, a text in both languages with the case's own numbers, and a source. A case with
        support is evaluated once more without it.
    """
    facts = Facts(case, built, values)
    answers = {answer.warning: answer for answer in case.answers_to_warnings}
    return tuple(
        replace(caution, answer=answers[caution.id]) if caution.id in answers else caution
        for judge in _ORDER
        for caution in judge(facts)
    )
