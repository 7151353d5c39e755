"""Rules for phases: they come one after another, and what is agreed in them can hold in one case."""

from collections.abc import Iterator, Mapping

from feasibility.case.check.across_common import month_within
from feasibility.case.check.across_deal import leases_of
from feasibility.case.check.finding import Finding, Rule, found
from feasibility.case.form.stated import StatedCase
from feasibility.case.messages.problems import shown
from feasibility.language import Label

_ONCE: Mapping[str, Label] = {
    "turnover_rent": Label("omsetningsleie", "turnover rent"),
    "management": Label("driftsavtale", "a management agreement"),
}


def in_order(case: StatedCase) -> Iterator[Finding]:
    """Each phase begins within the horizon, after the one before it; the first after the first month."""
    before = 1
    for place, phase in enumerate(case.phases):
        path = f"phases.{place}.from_month"
        yield from month_within(case, path, phase.from_month)
        if phase.from_month <= before:
            wrong = Label(
                f"fasen begynner i måned {phase.from_month}, men det som gjelder før den, begynner i måned "
                f"{before}.",
                f"the phase begins in month {phase.from_month}, but what holds before it begins in month "
                f"{before}.",
            )
            mend = Label(
                f"Skriv en måned fra {before + 1}, og fasene i den rekkefølgen de kommer.",
                f"Write a month from {before + 1}, and the phases in the order they come.",
            )
            yield found(case, path, phase.from_month, wrong, mend, "phases")
        before = max(before, phase.from_month)


def once(case: StatedCase) -> Iterator[Finding]:
    """Turnover rent and a management agreement each stand in one phase at most: each settles years."""
    for structure, name in _ONCE.items():
        having = [stage for stage in case.stages if stage.deal.structure == structure]
        for stage in having[1:]:
            wrong = Label(
                f"saken har {name.nb} i flere faser, og bare én kan ha det.",
                f"the case has {name.en} in several phases, and only one can.",
            )
            mend = Label(
                "Endre vilkårene i samme fase, eller bruk en annen avtaleform i denne.",
                "Change the terms in the same phase, or use another structure in this one.",
            )
            path = f"{stage.path}.structure"
            yield found(case, path, stage.deal.structure, wrong, mend, "phases")


def same_terms(case: StatedCase) -> Iterator[Finding]:
    """The leases of one case are paid on the same days, and share what holds across a change of phase."""
    leases = leases_of(case)
    for path, lease in leases[1:]:
        first_path, first = leases[0]
        for name, one, other in (
            ("payment", first.payment, lease.payment),
            ("security.kind", first.security.kind, lease.security.kind),
            (
                "operator_makes_good_lost_vat",
                first.operator_makes_good_lost_vat,
                lease.operator_makes_good_lost_vat,
            ),
            ("lost_vat_made_good", first.lost_vat_made_good, lease.lost_vat_made_good),
        ):
            if one != other:
                wrong = Label(
                    f"{shown(other)} her, men {shown(one)} i {first_path}. Leieavtalene i en sak må "
                    "være like i dette.",
                    f"{shown(other)} here, but {shown(one)} in {first_path}. The leases of a case must be "
                    "alike in this.",
                )
                mend = Label(f"Skriv {shown(one)} i begge.", f"Write {shown(one)} in both.")
                yield found(case, f"{path}.{name}", other, wrong, mend, f"{first_path}.{name}")


def registration(case: StatedCase) -> Iterator[Finding]:
    """Who sells to the members changes, and a year's income is shared: then registration for VAT is stated.

    From the threshold it would depend on the year's share, the share on income, and income, where the price
    includes VAT, on the registration.
    """
    sellers = {stage.deal.operating_company for stage in case.stages}
    shared = [stage for stage in case.stages if stage.deal.structure in _ONCE]
    if len(sellers) < 2 or not shared:
        return
    for name in ("landlord_registration", "operator_registration"):
        if getattr(case.vat, name) == "from_threshold":
            wrong = Label(
                "gårdeier og driver selger til medlemmene i hver sin fase, og inntekten deles etter årets "
                "resultat: da kan ikke registreringen følge av omsetningen.",
                "landlord and operator sell to the members in a phase each, and income is shared by the "
                "year's result: then registration cannot follow from turnover.",
            )
            mend = Label("Skriv registered eller advance.", "Write registered or advance.")
            yield found(case, f"vat.{name}", "from_threshold", wrong, mend, f"{shared[0].path}.structure")


def settled_in_one_deal(case: StatedCase) -> Iterator[Finding]:
    """Rent put off and a share of profit run through a whole lease: not where phases follow one another."""
    if not case.phases:
        return
    for stage in case.stages:
        lease = getattr(stage.deal, "lease", None)
        for path, stated in (
            (f"{stage.path}.profit_share", getattr(stage.deal, "profit_share", None)),
            (f"{stage.path}.lease.deferral", None if lease is None else lease.deferral),
        ):
            if stated is not None:
                wrong = Label(
                    "kan ikke stå i en sak med faser: hva som skyldes når avtalen skifter, er ikke sagt.",
                    "cannot stand in a case with phases: what is owed when the deal changes is not said.",
                )
                mend = Label("Fjern det, eller fjern phases.", "Remove it, or remove phases.")
                yield found(case, path, stated.model_dump(mode="json"), wrong, mend, "phases")


RULES: tuple[Rule, ...] = (in_order, once, same_terms, registration, settled_in_one_deal)
