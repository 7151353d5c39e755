"""Rules for booked figures: no account lies in a range that ends before it begins."""

from collections.abc import Iterator

from feasibility.case.check.finding import Finding, Rule, found
from feasibility.case.form.stated import StatedCase
from feasibility.language import Label
from feasibility.names import COMPANY_IDS


def account_ranges(case: StatedCase) -> Iterator[Finding]:
    """The last account of a range is not before its first."""
    for party in COMPANY_IDS:
        for place, each in enumerate(getattr(case.actual, party).accounts):
            if each.last < each.first:
                path = f"actual.{party}.accounts.{place}"
                yield found(
                    case,
                    f"{path}.last",
                    each.last,
                    Label(f"{each.last} er før {each.first}.", f"{each.last} is before {each.first}."),
                    Label("Skriv den laveste kontoen først.", "Write the lowest account first."),
                    f"{path}.first",
                )


RULES: tuple[Rule, ...] = (account_ranges,)
