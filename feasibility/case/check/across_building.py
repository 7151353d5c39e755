"""Rules for the rest of the building: other tenants, the acquisition, and guarantees."""

from collections.abc import Iterator

from feasibility.case.check.across_common import month_within, period
from feasibility.case.check.finding import Finding, Rule, found
from feasibility.case.form.stated import StatedCase
from feasibility.language import Label


def other_tenants(case: StatedCase) -> Iterator[Finding]:
    """They have no more area than the building, and what comes after a contract asks for its end."""
    area = sum(tenant.area_m2 for tenant in case.other_tenants.values())
    if area > case.building.total_m2 * (1 + 1e-9):
        wrong = Label(
            f"de andre leietakerne har {area:g} m² til sammen, mer enn byggets "
            f"{case.building.total_m2:g} m².",
            f"the other tenants have {area:g} m² together, more than the building's "
            f"{case.building.total_m2:g} m².",
        )
        mend = Label(
            "Legg arealene deres til i building.spaces, eller rett area_m2.",
            "Add their areas to building.spaces, or mend area_m2.",
        )
        paths = [f"other_tenants.{id}.area_m2" for id in case.other_tenants]
        yield found(case, paths[0], area, wrong, mend, "building.spaces", *paths)
    for id, tenant in case.other_tenants.items():
        if tenant.end_month is None and tenant.renewal_probability < 1:
            wrong = Label(
                "sannsynligheten for fornyelse har ingen virkning når end_month mangler.",
                "the probability of renewal does nothing when end_month is missing.",
            )
            mend = Label("Oppgi end_month, eller fjern linjen.", "State end_month, or remove the line.")
            path = f"other_tenants.{id}.renewal_probability"
            yield found(case, path, tenant.renewal_probability, wrong, mend, f"other_tenants.{id}.end_month")


def acquisition(case: StatedCase) -> Iterator[Finding]:
    """It lies within the horizon; the tax value that comes along belongs to a purchase of shares alone."""
    stated = case.acquisition
    if stated is None:
        return
    yield from month_within(case, "acquisition.month", stated.month)
    path = "acquisition.tax_value_nok"
    if stated.kind == "shares" and stated.tax_value_nok is None:
        wrong = Label(
            "mangler. Ved kjøp av aksjer følger selskapets skattemessige verdi med.",
            "is missing. A purchase of shares brings the company's tax value along.",
        )
        mend = Label(
            "Legg til linjen «tax_value_nok: …», eller skriv kind: property.",
            'Add the line "tax_value_nok: …", or write kind: property.',
        )
        yield found(case, path, None, wrong, mend, "acquisition.kind")
    if stated.kind == "property" and stated.tax_value_nok is not None:
        wrong = Label(
            "ved kjøp av eiendommen er kjøpesummen den skattemessige verdien.",
            "where the property is bought, the price is its tax value.",
        )
        mend = Label("Fjern linjen, eller skriv kind: shares.", "Remove the line, or write kind: shares.")
        yield found(case, path, stated.tax_value_nok, wrong, mend, "acquisition.kind")


def guarantees(case: StatedCase) -> Iterator[Finding]:
    """The municipality's guarantees stand in months of the case."""
    stated = case.municipality
    for place, item in enumerate(() if stated is None else stated.guarantees):
        yield from period(case, f"municipality.guarantees.{place}", item.from_month, item.to_month)


RULES: tuple[Rule, ...] = (other_tenants, acquisition, guarantees)
