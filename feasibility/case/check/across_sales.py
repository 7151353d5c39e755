"""Rules for what changes over a product's time: steps of price and capacity, and signed contracts."""

import math
from collections.abc import Iterator

from feasibility.case.check.across_common import exactly_one, in_order, month_within, not_given
from feasibility.case.check.finding import Finding, found
from feasibility.case.form.products import USAGE_KINDS, Product, Ramp
from feasibility.case.form.stated import StatedCase
from feasibility.case.messages.problems import shown
from feasibility.language import Label

_PER_MONTH, _PER_USE = "price_nok_per_month", "price_nok_per_use"


def member_payment(case: StatedCase, path: str, product: Product) -> Iterator[Finding]:
    """Members pay ahead or after, not both."""
    late = product.paid_months_after
    if late and product.payment == "quarterly_in_advance":
        wrong = Label(
            f"{late} måneder etter kan ikke stå sammen med betaling et kvartal på forskudd.",
            f"{late} months after cannot stand with payment a quarter ahead.",
        )
        mend = Label("Fjern paid_months_after eller payment.", "Remove paid_months_after or payment.")
        yield found(case, f"{path}.paid_months_after", late, wrong, mend, f"{path}.payment")


def filling_up(case: StatedCase, path: str, ramp: Ramp) -> Iterator[Finding]:
    """A ramp has a share at opening, or with the shape `stated` a share for each step; never both."""
    if ramp.shape == "stated":
        needed, other = "shares", "start_share"
        why = Label(
            "kurveformen er stated, og første andel i shares sier hva som er leid ut ved åpning.",
            "the shape is stated, and the first of shares says what is let at opening.",
        )
    else:
        needed, other = "start_share", "shares"
        why = Label(
            f"kurveformen er {ramp.shape}, og bare stated har en liste med andeler.",
            f"the shape is {ramp.shape}, and only stated has a list of shares.",
        )
    if getattr(ramp, needed) is None:
        example = "[0.25, 0.5, 0.75]" if needed == "shares" else "0"
        wrong = Label(
            f"mangler, og kurveformen er {ramp.shape}.", f"is missing, and the shape is {ramp.shape}."
        )
        mend = Label(
            f"Legg til linjen «{needed}: …», for eksempel «{needed}: {example}».",
            f'Add the line "{needed}: …", for example "{needed}: {example}".',
        )
        yield found(case, f"{path}.{needed}", None, wrong, mend, f"{path}.shape")
    yield from not_given(case, path, ramp, (other,), why)


def product_steps(case: StatedCase, path: str, product: Product) -> Iterator[Finding]:
    """Steps lie within the horizon, each later than the one before, and say what changes."""
    before = 0
    own, other = (_PER_USE, _PER_MONTH) if product.kind in USAGE_KINDS else (_PER_MONTH, _PER_USE)
    why = Label(
        f"et produkt av typen {product.kind} har {own}.", f"a product of kind {product.kind} has {own}."
    )
    for place, step in enumerate(product.steps):
        here = f"{path}.steps.{place}"
        yield from month_within(case, f"{here}.from_month", step.from_month)
        if step.from_month <= before:
            wrong = Label(
                f"måned {step.from_month} er ikke etter måned {before}, som trinnet foran gjelder fra.",
                f"month {step.from_month} is not after month {before}, from which the step before holds.",
            )
            mend = Label(
                "Skriv trinnene i rekkefølge, ett for hver måned noe endres.",
                "Write the steps in order, one for each month in which something changes.",
            )
            reads = f"{path}.steps.{place - 1}.from_month"
            yield found(case, f"{here}.from_month", step.from_month, wrong, mend, reads)
        before = step.from_month
        yield from not_given(case, here, step, (other,), why)
        if step.units is None and getattr(step, own) is None:
            wrong = Label("trinnet endrer ingenting.", "the step changes nothing.")
            mend = Label(
                f"Oppgi {own}, units eller begge, eller fjern trinnet.",
                f"State {own}, units or both, or remove the step.",
            )
            yield found(case, here, None, wrong, mend, f"{here}.{own}", f"{here}.units")


def homes_sold(case: StatedCase, path: str, product: Product) -> Iterator[Finding]:
    """Homes are sold by a landlord that lets them itself, within the horizon, never more than there are."""
    if not product.unit_sales:
        return
    here, mend = f"{path}.unit_sales", Label("Fjern unit_sales.", "Remove unit_sales.")
    if not product.is_housing:
        wrong = Label(
            f"{product.kind} er ikke boliger, og selges ikke ut av bygget.",
            f"{product.kind} is not homes, and is not sold out of the building.",
        )
        yield found(case, here, None, wrong, mend, f"{path}.kind")
    if case.deal.structure != "landlord_operated" or case.phases:
        wrong = Label(
            "boliger kan bare selges der gårdeieren selv leier dem ut hele tiden.",
            "homes can be sold only where the landlord lets them itself throughout.",
        )
        own = Label(
            "Bruk deal.structure: landlord_operated uten phases, eller fjern unit_sales.",
            "Use deal.structure: landlord_operated without phases, or remove unit_sales.",
        )
        yield found(case, here, None, wrong, own, "deal.structure", "phases")
    if case.building.private_m2 is not None or case.tax.landlord.sole_proprietor is not None:
        wrong = Label(
            "boligene selges av et selskap, og her er det en person som eier.",
            "the homes are sold by a company, and here a person is the owner.",
        )
        yield found(case, here, None, wrong, mend, "building.private_m2", "tax.landlord.sole_proprietor")
    if product.contracts or any(step.units is not None for step in product.steps):
        wrong = Label(
            "et produkt som selges ut, kan ikke også ha kontrakter eller nye antall enheter.",
            "a product that is sold out of the building cannot also have contracts or steps of units.",
        )
        one = Label(
            "Fjern contracts og units i steps, eller unit_sales.",
            "Remove contracts and units in steps, or unit_sales.",
        )
        yield found(case, here, None, wrong, one, f"{path}.contracts", f"{path}.steps")
    for place, sale in enumerate(product.unit_sales):
        yield from month_within(case, f"{here}.{place}.month", sale.month)
        yield from exactly_one(case, f"{here}.{place}", sale, ("price_nok_per_unit", "price_nok_per_m2"))
    sold = math.fsum(sale.units for sale in product.unit_sales)
    if sold > product.units:
        wrong = Label(
            f"{shown(sold)} boliger selges, og produktet har {shown(product.units)}.",
            f"{shown(sold)} homes are sold, and the product has {shown(product.units)}.",
        )
        fewer = Label("Selg færre, eller øk units.", "Sell fewer, or raise units.")
        yield found(case, here, None, wrong, fewer, f"{path}.units")


def signed_contracts(case: StatedCase, path: str, product: Product) -> Iterator[Finding]:
    """Contracts are of products sold by the month, within the horizon, and never for more than there is."""
    contracts = product.contracts
    if not contracts:
        return
    if product.kind in USAGE_KINDS:
        wrong = Label(
            f"{product.kind} selges per gang, og har ingen kontrakter.",
            f"{product.kind} is sold by the use, and has no contracts.",
        )
        mend = Label(
            "Fjern kontraktene, eller bruk et produkt som selges per måned.",
            "Remove the contracts, or use a product sold by the month.",
        )
        yield found(case, f"{path}.contracts", None, wrong, mend, f"{path}.kind")
        return
    if product.prelet_share > 0:
        share = shown(product.prelet_share)
        wrong = Label(
            f"{share} er oppgitt ved siden av kontrakter; det som er utleid før åpning, følger av dem.",
            f"{share} is stated beside contracts; what is let before opening follows from them.",
        )
        mend = Label("Fjern prelet_share eller contracts.", "Remove prelet_share or contracts.")
        yield found(case, f"{path}.prelet_share", product.prelet_share, wrong, mend, f"{path}.contracts")
    for place, contract in enumerate(contracts):
        here = f"{path}.contracts.{place}"
        yield from month_within(case, f"{here}.from_month", contract.from_month)
        # a contract may well run past the horizon
        yield from in_order(case, here, contract.from_month, contract.to_month)
    yield from _within_capacity(case, path, product)


def _within_capacity(case: StatedCase, path: str, product: Product) -> Iterator[Finding]:
    """No more units are signed than the product has, in any month; told of the first month."""
    changes = {each.from_month for each in product.contracts} | {step.from_month for step in product.steps}
    for month in sorted(changes):
        signed = sum(
            each.units
            for each in product.contracts
            if each.from_month <= month <= (each.to_month or case.horizon_months)
        )
        there = product.units
        for step in product.steps:
            if step.units is not None and step.from_month <= month:
                there = step.units
        if signed > there:
            wrong = Label(
                f"{shown(signed)} enheter er på kontrakt i måned {month}, og produktet har {shown(there)}.",
                f"{shown(signed)} units are signed in month {month}, and the product has {shown(there)}.",
            )
            mend = Label(
                "Rett antallet eller månedene i kontraktene, eller øk units.",
                "Mend the units or months of the contracts, or raise units.",
            )
            yield found(case, f"{path}.contracts", None, wrong, mend, f"{path}.units", f"{path}.steps")
            return
