"""Rules for property tax and for the operator's default."""

from collections.abc import Iterator

from feasibility.case.check.across_common import month_within
from feasibility.case.check.finding import Finding, Rule, found
from feasibility.case.form.deal import Lease
from feasibility.case.form.phases import Stage
from feasibility.case.form.stated import StatedCase
from feasibility.language import Label

INSTALMENTS = (1, 2, 4, 12)
"""How many times a year property tax may be paid: parts of the year that are whole months."""


def property_tax(case: StatedCase) -> Iterator[Finding]:
    """Property tax is an amount or a base with promille, not both; its instalments are whole months."""
    building = case.building
    if building.property_tax is None:
        return
    if building.property_tax.instalments not in INSTALMENTS:
        count = building.property_tax.instalments
        wrong = Label(
            f"{count} terminer i året er ikke mulig.", f"{count} instalments a year is not possible."
        )
        mend = Label("Skriv 1, 2, 4 eller 12.", "Write 1, 2, 4 or 12.")
        yield found(case, "building.property_tax.instalments", count, wrong, mend)
    if building.property_tax_nok_per_year == 0:
        return
    wrong = Label(
        "eiendomsskatten er oppgitt både som beløp og som grunnlag med promille.",
        "property tax is stated both as an amount and as a base with per mille.",
    )
    mend = Label(
        "Behold én av property_tax_nok_per_year og property_tax.",
        "Keep one of property_tax_nok_per_year and property_tax.",
    )
    path = "building.property_tax_nok_per_year"
    yield found(case, path, building.property_tax_nok_per_year, wrong, mend, "building.property_tax.base_nok")


def operator_default(case: StatedCase) -> Iterator[Finding]:
    """The operator can default only while it operates: there is one, and the month lies within the deal."""
    stated, path = case.operator_default, "operator_default.month"
    if stated is None:
        return
    if "operator" not in case.companies:
        wrong = Label(
            "gårdeieren driver selv, og da er det ingen driver som kan misligholde.",
            "the landlord operates, and then there is no operator that can default.",
        )
        mend = Label("Fjern operator_default.", "Remove operator_default.")
        yield found(case, path, stated.month, wrong, mend, "deal.structure")
        return
    yield from month_within(case, path, stated.month)
    first, last, reads = _deal_months(case)
    if not first < stated.month <= last:
        wrong = Label(
            f"avtalen løper fra måned {first} til måned {last}, og driveren kan misligholde etter den "
            "første.",
            f"the deal runs from month {first} to {last}, and the operator can default after the first.",
        )
        mend = Label(
            f"Skriv en måned fra {first + 1} til {last}.", f"Write a month from {first + 1} to {last}."
        )
        yield found(case, path, stated.month, wrong, mend, *reads)


def _deal_months(case: StatedCase) -> tuple[int, int, tuple[str, ...]]:
    """First and last month in which there is an operator, and the fields they are read from."""
    found: list[tuple[int, int]] = []
    reads: list[str] = []
    for place, stage in enumerate(case.stages):
        if not stage.has_operator:
            continue
        first, last, read = _stage_months(case, stage)
        begins = case.phases[place - 1].from_month if place else 1
        ends = case.phases[place].from_month - 1 if place < len(case.phases) else last
        reads += read
        if max(first, begins) <= min(last, ends):
            found.append((max(first, begins), min(last, ends)))
    return (found[0][0], found[-1][1], tuple(reads)) if found else (1, 0, tuple(reads))


def _stage_months(case: StatedCase, stage: Stage) -> tuple[int, int, tuple[str, ...]]:
    """First and last month of what is agreed in one stage."""
    deal, path = stage.deal, stage.path
    lease: Lease | None = getattr(deal, "lease", None)
    if lease is None:
        first = getattr(deal, "from_month", 1)
        reads = (f"{path}.from_month", f"{path}.term_months")
        return first, first + getattr(deal, "term_months", case.horizon_months) - 1, reads
    follows = case.works.get(lease.follows_works) if lease.follows_works is not None else None
    first = lease.start_month + (0 if follows is None else follows.delay_months)
    length = lease.term_months
    if lease.break_option is not None and lease.break_option.exercised:
        length = min(length, lease.break_option.month)
    elif lease.renewal is not None:
        length += lease.renewal.term_months
    return first, first + length - 1, (f"{path}.lease.start_month", f"{path}.lease.term_months")


RULES: tuple[Rule, ...] = (property_tax, operator_default)
