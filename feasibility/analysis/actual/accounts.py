"""Which account of NS 4102 belongs to which line of the model's income statement.

NS 4102 is the standard chart of accounts (norsk standard kontoplan): the first digits say what an account is,
so ranges of four-digit numbers are enough. What a company books elsewhere it says in its case
(`actual.operator.accounts`), which goes before the table here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from feasibility.names import CompanyId
from feasibility.record import record


@record
class Range:
    """Accounts from `first` to `last`, four digits, and the line they belong to."""

    first: int
    last: int
    line: str


_RESULT: Final = (3000, 8799)
"""Accounts of the year's result; 8800–8999 carry it to equity, and are no part of it."""
EQUITY_ACCOUNTS: Final = (2000, 2099)
CARRIED: Final = (8800, 8999)
BANK_ACCOUNTS: Final = (1900, 1999)
FINANCE_FROM: Final = 8000

_COMMON: Final = (
    Range(6000, 6099, "depreciation_cost"),
    Range(8100, 8199, "interest"),
    Range(8300, 8399, "tax"),
)
_RUNS_THE_OFFICE: Final = (
    Range(3000, 3399, "income_services"),
    Range(3400, 3499, "operating_grant"),
    Range(3500, 3599, "income_services"),
    Range(3600, 3699, "income_rent"),
    Range(3700, 3799, "income_services"),
    Range(3900, 3999, "income_services"),
    Range(4000, 4999, "cost_services"),
    Range(5000, 5999, "staff_cost"),
    Range(6300, 6309, "rent"),
    Range(6390, 6399, "common_costs_recovered"),
    Range(7830, 7839, "bad_debt"),
    Range(6100, 7999, "operating_cost"),
)
_OWNS_THE_BUILDING: Final = (
    Range(3400, 3499, "operating_grant"),
    Range(3600, 3699, "rent"),
    Range(3900, 3999, "common_costs_recovered"),
    Range(6340, 6369, "common_cost"),
    Range(7300, 7399, "letting_cost"),
    Range(4000, 7999, "owner_cost"),
)
TABLES: Final[Mapping[str, tuple[Range, ...]]] = {
    "runs": (*_COMMON, *_RUNS_THE_OFFICE),
    "owns": (*_COMMON, *_OWNS_THE_BUILDING),
}
"""The first range that has an account decides. "runs": the company that sells to the members; "owns": a
landlord that does not."""


def is_of_result(account: int) -> bool:
    """Whether an account is one of income or cost."""
    return within(account, _RESULT)


def within(account: int, ends: tuple[int, int]) -> bool:
    """Whether an account lies in a range, both ends included."""
    return ends[0] <= account <= ends[1]


def table_for(party: CompanyId, operating: CompanyId, own: Iterable[Range]) -> tuple[Range, ...]:
    """The ranges of a company, those of its own case first."""
    return (*own, *TABLES["runs" if party == operating else "owns"])


def line_for(account: int, table: Iterable[Range], known: Iterable[str]) -> str:
    """The line of the income statement an account belongs to; "other" or "other_finance" where none is."""
    line = next((each.line for each in table if each.first <= account <= each.last), None)
    if line is not None and line in set(known):
        return line
    return "other_finance" if account >= FINANCE_FROM else "other"
