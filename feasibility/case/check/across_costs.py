"""Rules for costs, staff, works and support."""

import math
from collections.abc import Iterator

from feasibility.case.check.across_common import exactly_one, month_within, period, reference
from feasibility.case.check.finding import Finding, Rule, found
from feasibility.case.form.costs import Works
from feasibility.case.form.products import USAGE_KINDS
from feasibility.case.form.stated import StatedCase
from feasibility.case.form.support import DesksBought, Grant, SalaryInKind, WorksGrant
from feasibility.case.messages.problems import shown
from feasibility.language import Label

COST_BASES = (
    "nok_per_month",
    "nok_per_m2_year",
    "nok_per_desk_month",
    "nok_per_member_month",
    "share_of_income",
)
"""What a cost line may be counted by: exactly one of them."""


def costs(case: StatedCase) -> Iterator[Finding]:
    """Each cost line has one basis and a period."""
    for cost_id, cost in case.costs.items():
        path = f"costs.{cost_id}"
        yield from exactly_one(case, path, cost, COST_BASES)
        yield from period(case, path, cost.from_month, cost.to_month)
        yield from reference(case, f"{path}.follows_works", cost.follows_works, "works", case.works)
        yield from reference(case, f"{path}.space", cost.space, "building.spaces", case.building.spaces)


def staff(case: StatedCase) -> Iterator[Finding]:
    """Each staff line has a period."""
    for staff_id, line in case.staff.items():
        yield from period(case, f"staff.{staff_id}", line.from_month, line.to_month)


def works(case: StatedCase) -> Iterator[Finding]:
    """Works are paid evenly or by instalments that sum to 1, and are completed within the horizon."""
    for works_id, item in case.works.items():
        path = f"works.{works_id}"
        for i, space in enumerate(item.spaces or ()):
            yield from reference(case, f"{path}.spaces.{i}", space, "building.spaces", case.building.spaces)
        if item.instalments is None:
            yield from _evenly(case, path, item)
        else:
            yield from _by_instalments(case, path, item)
        yield from _completion(case, path, item)


def _evenly(case: StatedCase, path: str, item: Works) -> Iterator[Finding]:
    for name in ("start_month", "months"):
        if getattr(item, name) is None:
            wrong = Label(
                "mangler. Arbeider betales jevnt (start_month og months) eller etter plan (instalments).",
                "is missing. Works are paid evenly (start_month and months) or by plan (instalments).",
            )
            mend = Label(
                f"Legg til linjen «{name}: …», eller bruk instalments.",
                f'Add the line "{name}: …", or use instalments.',
            )
            yield found(case, f"{path}.{name}", None, wrong, mend, f"{path}.instalments")


def _by_instalments(case: StatedCase, path: str, item: Works) -> Iterator[Finding]:
    for name in ("start_month", "months"):
        if getattr(item, name) is not None:
            wrong = Label(
                f"{getattr(item, name)} kan ikke stå sammen med instalments, som har egne måneder.",
                f"{getattr(item, name)} cannot stand together with instalments, which have their own months.",
            )
            mend = Label(f"Fjern {name}, eller fjern instalments.", f"Remove {name}, or remove instalments.")
            yield found(case, f"{path}.{name}", getattr(item, name), wrong, mend, f"{path}.instalments")
    shares = [instalment.share for instalment in item.instalments or ()]
    total = math.fsum(shares)
    # Ten times 0.1 is not exactly 1 to a computer; a missing thousandth is the user's to mend.
    if abs(total - 1) > 1e-9:
        wrong = Label(
            f"andelene summerer til {shown(round(total, 9))}, ikke 1.",
            f"the shares sum to {shown(round(total, 9))}, not 1.",
        )
        mend = Label("Rett andelene slik at summen blir 1.", "Change the shares so that they sum to 1.")
        yield found(case, f"{path}.instalments", shares, wrong, mend)


def _completion(case: StatedCase, path: str, item: Works) -> Iterator[Finding]:
    if item.instalments is None and (item.start_month is None or item.months is None):
        return
    completion, horizon = item.completion_month, case.horizon_months
    if completion > horizon:
        wrong = Label(
            f"arbeidene blir ferdige i måned {completion}, etter sakens siste måned, {horizon}.",
            f"the works are completed in month {completion}, after the case's last month, {horizon}.",
        )
        mend = Label(
            "Begynn tidligere, kort ned varighet eller forsinkelse, eller øk horizon_months.",
            "Begin earlier, shorten the duration or the delay, or raise horizon_months.",
        )
        reads = ("start_month", "months", "instalments", "delay_months")
        yield found(
            case, path, completion, wrong, mend, "horizon_months", *(f"{path}.{name}" for name in reads)
        )


def support(case: StatedCase) -> Iterator[Finding]:
    """Each support item refers to what exists and lies within the horizon."""
    for support_id, item in case.support.items():
        path = f"support.{support_id}"
        if isinstance(item, Grant):
            yield from month_within(case, f"{path}.month", item.month)
            yield from _contribution(case, path, item)
        elif isinstance(item, WorksGrant):
            yield from reference(case, f"{path}.works", item.works, "works", case.works)
        else:
            yield from period(case, path, item.from_month, item.to_month)
        if isinstance(item, DesksBought):
            yield from _desks(case, path, item)
        if isinstance(item, SalaryInKind):
            yield from reference(case, f"{path}.staff", item.staff, "staff", case.staff)


def _contribution(case: StatedCase, path: str, item: Grant) -> Iterator[Finding]:
    """A landlord's cash contribution goes to the operator, and there is one."""
    if item.payer == "landlord" and (item.receiver == "landlord" or "operator" not in case.companies):
        wrong = Label(
            "gårdeieren betaler her til seg selv; et kontantbidrag fra gårdeieren går til driveren.",
            "the landlord pays itself here; a landlord's cash contribution goes to the operator.",
        )
        mend = Label(
            "Skriv receiver: operator i en avtale med en driver, eller velg en annen payer.",
            "Write receiver: operator in a deal with an operator, or choose another payer.",
        )
        yield found(case, f"{path}.payer", item.payer, wrong, mend, f"{path}.receiver", "deal.structure")


def _desks(case: StatedCase, path: str, item: DesksBought) -> Iterator[Finding]:
    yield from reference(case, f"{path}.product", item.product, "products", case.products)
    product = case.products.get(item.product)
    if product is not None and product.kind in USAGE_KINDS:
        memberships = [name for name, other in case.products.items() if other.kind not in USAGE_KINDS]
        listed = ", ".join(memberships) or "–"
        wrong = Label(
            f"«{item.product}» selges per gang og kan ikke leies som plass.",
            f'"{item.product}" is sold by the use and cannot be rented as a desk.',
        )
        mend = Label(
            f"Velg et produkt som selges per måned: {listed}.",
            f"Choose a product sold by the month: {listed}.",
        )
        yield found(case, f"{path}.product", item.product, wrong, mend, f"products.{item.product}.kind")


RULES: tuple[Rule, ...] = (costs, staff, works, support)
