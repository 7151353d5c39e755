"""Rules for costs, staff, works and support."""

import math
from collections.abc import Iterator

from feasibility.case.check.across_common import exactly_one, month_within, period, reference
from feasibility.case.check.finding import Finding, Rule, found
from feasibility.case.form.costs import Cost, Works
from feasibility.case.form.products import USAGE_KINDS
from feasibility.case.form.stated import StatedCase
from feasibility.case.form.support import DesksBought, Grant, PerPlaceSold, SalaryInKind, WorksGrant
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
        yield from _income_of(case, path, cost)
        yield from _steps(case, path, cost)
        yield from _in_advance(case, path, cost)


def _income_of(case: StatedCase, path: str, cost: Cost) -> Iterator[Finding]:
    """A share of one product's or one service's income is a share of income, of one that exists."""
    product, service = "share_of_income_of_product", "share_of_income_of_service"
    of_product, of_service = cost.share_of_income_of_product, cost.share_of_income_of_service
    yield from reference(case, f"{path}.{product}", of_product, "products", case.products)
    sold = case.services.itemised
    yield from reference(case, f"{path}.{service}", of_service, "services.itemised", sold)
    if of_product is not None and of_service is not None:
        wrong = Label(
            f"{product} og {service} er oppgitt samtidig.", f"{product} and {service} are stated together."
        )
        mend = Label(
            "Behold den ene, og skriv en egen kostnad for den andre.",
            "Keep one, and write a cost of its own for the other.",
        )
        value = {product: of_product, service: of_service}
        yield found(case, path, value, wrong, mend, f"{path}.{product}", f"{path}.{service}")
    for name, item_id in ((product, of_product), (service, of_service)):
        if item_id is not None and cost.share_of_income is None:
            wrong = Label(
                f"«{item_id}» har ingen virkning uten share_of_income.",
                f'"{item_id}" does nothing without share_of_income.',
            )
            mend = Label(
                f"Oppgi kostnaden som share_of_income, eller fjern {name}.",
                f"State the cost as share_of_income, or remove {name}.",
            )
            yield found(case, f"{path}.{name}", item_id, wrong, mend, f"{path}.share_of_income")


def _steps(case: StatedCase, path: str, cost: Cost) -> Iterator[Finding]:
    """Steps follow one another, each with a new amount by the cost's own basis."""
    own = [name for name in COST_BASES if getattr(cost, name) is not None]
    before = 1
    for place, step in enumerate(cost.steps):
        here = f"{path}.steps.{place}"
        yield from exactly_one(case, here, step, COST_BASES)
        yield from month_within(case, f"{here}.from_month", step.from_month)
        if step.from_month <= before:
            wrong = Label(
                f"trinnet begynner i måned {step.from_month}, ikke etter måned {before}, da beløpet før det "
                "begynner.",
                f"the step begins in month {step.from_month}, not after month {before}, when the amount "
                "before it begins.",
            )
            mend = Label(
                f"Skriv trinnene i rekkefølge, hvert fra en senere måned: her fra måned {before + 1} eller "
                "senere.",
                f"Write the steps in order, each from a later month: here from month {before + 1} or later.",
            )
            yield found(case, f"{here}.from_month", step.from_month, wrong, mend, f"{path}.steps")
        before = max(before, step.from_month)
        given = [name for name in COST_BASES if getattr(step, name) is not None]
        if len(own) == len(given) == 1 and own != given:
            wrong = Label(
                f"trinnet er oppgitt som {given[0]}, kostnaden som {own[0]}.",
                f"the step is stated as {given[0]}, the cost as {own[0]}.",
            )
            mend = Label(
                f"Skriv trinnet som {own[0]} også, eller del kostnaden i to med from_month og to_month.",
                f"Write the step as {own[0]} too, or part the cost in two with from_month and to_month.",
            )
            value = getattr(step, given[0])
            yield found(case, f"{here}.{given[0]}", value, wrong, mend, f"{path}.{own[0]}")


def _in_advance(case: StatedCase, path: str, cost: Cost) -> Iterator[Finding]:
    """What is paid in advance is known in advance: neither income nor members are."""
    follows = cost.share_of_income is not None or cost.nok_per_member_month is not None
    if follows and cost.payment.endswith("_in_advance"):
        later = cost.payment.replace("_in_advance", "_in_arrears")
        wrong = Label(
            f"{cost.payment} kan ikke stå for en kostnad som følger inntekten eller medlemmene: den er ikke "
            "kjent på forskudd.",
            f"{cost.payment} cannot stand for a cost that follows income or members: it is not known in "
            "advance.",
        )
        mend = Label(f"Skriv {later} eller monthly.", f"Write {later} or monthly.")
        reads = (f"{path}.share_of_income", f"{path}.nok_per_member_month")
        yield found(case, f"{path}.payment", cost.payment, wrong, mend, *reads)


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
        if isinstance(item, PerPlaceSold):
            yield from _places_sold(case, path, item)
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
    yield from _sold_by_the_month(case, f"{path}.product", item.product)


def _places_sold(case: StatedCase, path: str, item: PerPlaceSold) -> Iterator[Finding]:
    """The products are sold by the month, none of them is homes, and each is named once."""
    for place, product in enumerate(item.products):
        here = f"{path}.products.{place}"
        yield from _sold_by_the_month(case, here, product)
        stated = case.products.get(product)
        if stated is not None and stated.is_housing:
            wrong = Label(f"«{product}» er boliger, ikke plasser.", f'"{product}" is homes, not places.')
            mend = Label("Fjern produktet fra listen.", "Remove the product from the list.")
            yield found(case, here, product, wrong, mend, f"products.{product}.kind")
        if product in item.products[:place]:
            wrong = Label(f"«{product}» står to ganger.", f'"{product}" stands twice.')
            mend = Label("Skriv hvert produkt én gang.", "Write each product once.")
            yield found(case, here, product, wrong, mend, f"{path}.products")


def _sold_by_the_month(case: StatedCase, path: str, id: str) -> Iterator[Finding]:
    """A product there is, and that is sold by the month."""
    yield from reference(case, path, id, "products", case.products)
    product = case.products.get(id)
    if product is not None and product.kind in USAGE_KINDS:
        memberships = [name for name, other in case.products.items() if other.kind not in USAGE_KINDS]
        listed = ", ".join(memberships) or "–"
        wrong = Label(
            f"«{id}» selges per gang og kan ikke leies som plass.",
            f'"{id}" is sold by the use and cannot be rented as a desk.',
        )
        mend = Label(
            f"Velg et produkt som selges per måned: {listed}.",
            f"Choose a product sold by the month: {listed}.",
        )
        yield found(case, path, id, wrong, mend, f"products.{id}.kind")


RULES: tuple[Rule, ...] = (costs, staff, works, support)
