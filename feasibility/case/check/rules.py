"""The rules across fields: what must hold between the parts of a case."""

from collections.abc import Iterator

from feasibility.case.check import across_costs as rules_money
from feasibility.case.check import across_deal as rules_deal
from feasibility.case.check import across_financing as rules_financing
from feasibility.case.check import across_owner as rules_owner
from feasibility.case.check import across_products as rules_products
from feasibility.case.check.finding import Finding, Rule
from feasibility.case.form.stated import StatedCase

RULES: tuple[Rule, ...] = (
    *rules_products.RULES,
    *rules_deal.RULES,
    *rules_money.RULES,
    *rules_financing.RULES,
    *rules_owner.RULES,
)
"""Every rule, in the order of the file's sections."""


def findings(case: StatedCase) -> Iterator[Finding]:
    """Yield every breach of every rule, scenarios apart."""
    for rule in RULES:
        yield from rule(case)
