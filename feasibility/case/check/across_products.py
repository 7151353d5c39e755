"""Rules for the building, what is sold from it, and demand."""

from collections.abc import Iterator

from feasibility.case.check.across_common import (
    exactly_one,
    month_within,
    no_overlap,
    not_given,
    period,
    rate_from,
    reference,
)
from feasibility.case.check.across_sales import (
    filling_up,
    homes_sold,
    member_payment,
    product_steps,
    signed_contracts,
)
from feasibility.case.check.finding import Finding, Rule, found
from feasibility.case.form.products import USAGE_KINDS, Product
from feasibility.case.form.stated import StatedCase
from feasibility.case.messages.problems import shown
from feasibility.language import Label

_USAGE = ("price_nok_per_use", "uses_per_month", "uses_per_member_month")
_MEMBERSHIP = ("price_nok_per_month", "membership_fee_nok_per_year", "deposit_months")


def index(case: StatedCase) -> Iterator[Finding]:
    """Every index rate by year begins by the first 1 January after the case's first month."""
    for name in case.index.__class__.model_fields:
        yield from rate_from(case, f"index.{name}", getattr(case.index, name), case.start_year + 1)


def areas(case: StatedCase) -> Iterator[Finding]:
    """A space's area with common share is not smaller than its exclusive area."""
    for space_id, space in case.building.spaces.items():
        if space.with_common_m2 is not None and space.with_common_m2 < space.exclusive_m2:
            path = f"building.spaces.{space_id}"
            exclusive, total = shown(space.exclusive_m2), shown(space.with_common_m2)
            wrong = Label(
                f"{total} m² er mindre enn det eksklusive arealet, {exclusive} m².",
                f"{total} m² is less than the exclusive area, {exclusive} m².",
            )
            mend = Label(
                f"Skriv minst {exclusive} (arealet med andel fellesareal), eller fjern linjen.",
                f"Write at least {exclusive} (the area with common share), or remove the line.",
            )
            yield found(
                case, f"{path}.with_common_m2", space.with_common_m2, wrong, mend, f"{path}.exclusive_m2"
            )


def products(case: StatedCase) -> Iterator[Finding]:
    """Each product has its space, one way of pricing, and months within the horizon."""
    for product_id, product in case.products.items():
        path = f"products.{product_id}"
        yield from _space(case, path, product)
        yield from _pricing(case, path, product)
        yield from filling_up(case, f"{path}.ramp", product.ramp)
        yield from reference(case, f"{path}.follows_works", product.follows_works, "works", case.works)
        yield from month_within(case, f"{path}.opening_month", product.opening_month)
        yield from _closing(case, path, product)
        yield from _campaigns(case, path, product)
        yield from _package(case, path, product)
        yield from homes_sold(case, path, product)
        yield from member_payment(case, path, product)
        yield from product_steps(case, path, product)
        yield from signed_contracts(case, path, product)


def _closing(case: StatedCase, path: str, product: Product) -> Iterator[Finding]:
    closing, opening = product.closing_month, product.opening_month
    yield from month_within(case, f"{path}.closing_month", closing)
    if closing is not None and closing < opening:
        wrong = Label(
            f"produktet stenger etter måned {closing}, før det åpner i måned {opening}.",
            f"the product closes after month {closing}, before it opens in month {opening}.",
        )
        mend = Label(
            f"Skriv en måned fra {opening} og utover, eller fjern linjen.",
            f"Write a month of {opening} or later, or remove the line.",
        )
        yield found(case, f"{path}.closing_month", closing, wrong, mend, f"{path}.opening_month")


def _campaigns(case: StatedCase, path: str, product: Product) -> Iterator[Finding]:
    if product.campaign is not None:
        campaign = product.campaign
        yield from period(case, f"{path}.campaign", campaign.from_month, campaign.to_month)
        if product.campaigns:
            wrong = Label(
                "campaign og campaigns er oppgitt samtidig.", "campaign and campaigns are stated together."
            )
            mend = Label(
                "Flytt den fra campaign til listen campaigns.",
                "Move the one in campaign to the list campaigns.",
            )
            yield found(case, f"{path}.campaigns", None, wrong, mend, f"{path}.campaign")
    for place, each in enumerate(product.campaigns):
        yield from period(case, f"{path}.campaigns.{place}", each.from_month, each.to_month)
    months = [(each.from_month, each.to_month) for each in product.campaigns]
    yield from no_overlap(case, f"{path}.campaigns", months)


def _package(case: StatedCase, path: str, product: Product) -> Iterator[Finding]:
    """A package is a membership at a price ex VAT, beside services that are not a share of income."""
    if product.package is None:
        return
    here = f"{path}.package"
    mend = Label("Fjern package.", "Remove package.")
    if product.kind in USAGE_KINDS or product.is_housing:
        wrong = Label(
            f"et produkt av typen {product.kind} selges ikke som pakke.",
            f"a product of kind {product.kind} is not sold as a package.",
        )
        yield found(case, here, None, wrong, mend, f"{path}.kind")
    if product.vat_regime == "lodging":
        wrong = Label(
            "en pakke har bare deler med alminnelig sats eller uten mva., og produktet er lodging.",
            "the parts of a package are at the standard rate or without VAT, and the product is lodging.",
        )
        yield found(case, here, None, wrong, mend, f"{path}.vat_regime")
    if product.price_includes_vat:
        wrong = Label(
            "prisen er oppgitt med mva., og delene av pakken kan ha ulik mva.",
            "the price is stated with VAT, and the parts of the package may carry different VAT.",
        )
        without = Label("Skriv prisen uten mva.", "Write the price ex VAT.")
        yield found(case, here, None, wrong, without, f"{path}.price_includes_vat")
    if case.services.mix is not None:
        wrong = Label(
            "tjenester er også oppgitt som en andel av inntekten (services.mix).",
            "services are also stated as a share of income (services.mix).",
        )
        itemised = Label("Fjern package eller services.mix.", "Remove package or services.mix.")
        yield found(case, here, None, wrong, itemised, "services.mix")


def _space(case: StatedCase, path: str, product: Product) -> Iterator[Finding]:
    if product.space is None and product.kind != "virtual_office":
        spaces = ", ".join(case.building.spaces)
        wrong = Label(
            f"mangler. Et produkt av typen {product.kind} må ha et areal.",
            f"is missing. A product of kind {product.kind} needs a space.",
        )
        mend = Label(f"Legg til space: med én av {spaces}.", f"Add space: with one of {spaces}.")
        yield found(case, f"{path}.space", None, wrong, mend, f"{path}.kind")
    yield from reference(case, f"{path}.space", product.space, "building.spaces", case.building.spaces)
    space = case.building.spaces.get(product.space or "")
    if product.is_housing and space is not None and space.kind != "housing":
        wrong = Label(
            f"«{product.space}» er ikke et areal av typen housing, og boliger ligger i et slikt.",
            f'"{product.space}" is no space of kind housing, and homes lie in one.',
        )
        mend = Label(
            "Velg et annet areal, eller skill ut boligene som et eget med kind: housing.",
            "Choose another space, or part the homes off as one with kind: housing.",
        )
        kind = f"building.spaces.{product.space}.kind"
        yield found(case, f"{path}.space", product.space, wrong, mend, f"{path}.kind", kind)


def _pricing(case: StatedCase, path: str, product: Product) -> Iterator[Finding]:
    kind = product.kind
    if kind in USAGE_KINDS:
        why = Label(
            f"{kind} selges per gang, ikke per måned.", f"{kind} is sold by the use, not by the month."
        )
        yield from not_given(case, path, product, _MEMBERSHIP, why)
        yield from _priced(case, path, product, "price_nok_per_use")
        yield from exactly_one(case, path, product, ("uses_per_month", "uses_per_member_month"))
    else:
        why = Label(
            f"{kind} selges per måned, ikke per gang.", f"{kind} is sold by the month, not by the use."
        )
        yield from not_given(case, path, product, _USAGE, why)
        yield from _priced(case, path, product, "price_nok_per_month")


def _priced(case: StatedCase, path: str, product: Product, name: str) -> Iterator[Finding]:
    if getattr(product, name) is None:
        wrong = Label(
            f"prisen mangler. Et produkt av typen {product.kind} har {name}.",
            f"the price is missing. A product of kind {product.kind} has {name}.",
        )
        mend = Label(f"Legg til linjen «{name}: …».", f'Add the line "{name}: …".')
        yield found(case, f"{path}.{name}", None, wrong, mend, f"{path}.kind")


def demand_shocks(case: StatedCase) -> Iterator[Finding]:
    """Demand shocks lie within the horizon and do not overlap."""
    for place, shock in enumerate(case.demand_shocks):
        yield from period(case, f"demand_shocks.{place}", shock.from_month, shock.to_month)
    months = [(shock.from_month, shock.to_month) for shock in case.demand_shocks]
    yield from no_overlap(case, "demand_shocks", months)


def services(case: StatedCase) -> Iterator[Finding]:
    """Services are itemised or a share of income, not both; each has one volume and a period."""
    if case.services.itemised and case.services.mix is not None:
        listed = ", ".join(case.services.itemised)
        wrong = Label(
            f"tjenester er oppgitt både som andel (mix) og enkeltvis (itemised: {listed}).",
            f"services are stated both as a share (mix) and one by one (itemised: {listed}).",
        )
        mend = Label("Fjern enten mix eller itemised.", "Remove either mix or itemised.")
        yield found(case, "services", None, wrong, mend, "services.mix", "services.itemised")
    for service_id, service in case.services.itemised.items():
        path = f"services.itemised.{service_id}"
        yield from exactly_one(case, path, service, ("uses_per_month", "uses_per_member_month"))
        yield from period(case, path, service.from_month, service.to_month)
        if service.ramp is not None:
            yield from filling_up(case, f"{path}.ramp", service.ramp)


RULES: tuple[Rule, ...] = (index, areas, products, demand_shocks, services)
