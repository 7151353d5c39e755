"""What the warnings read: the case's numbers as they were evaluated, and the model's lines by month.

A number of the case is taken from the evaluation where the model uses it, so that an input changed for one
run is judged as changed; otherwise from the case.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import numpy.typing as npt

from feasibility.case import Case, Product, Works, shown_label
from feasibility.engine.calendar import date_of
from feasibility.language import Language, format_month

if TYPE_CHECKING:
    from feasibility.engine.compute.program import Values
    from feasibility.model.base.result import BuiltCase

Array = npt.NDArray[np.float64]

OFFICE_KINDS: Final = frozenset({"private_office"})
OPEN_KINDS: Final = frozenset(
    {"fixed_desk", "flex_membership", "day_pass", "weekly_place", "corporate_place"}
)
DESK_KINDS: Final = frozenset({"private_office", "fixed_desk", "flex_membership", "corporate_place"})
_AREAS: Final = ("deal.lease.area_m2", "deal.area_m2")
_SHARED_KINDS: Final = frozenset({"flex_membership"})
ORE: Final = 0.005
"""Half an øre: amounts below it are rounding."""


class Facts:
    """One evaluated case, asked by path, by line and by month (1 = the first)."""

    def __init__(self, case: Case, built: BuiltCase, values: Values) -> None:
        self.case = case
        self.built = built
        self.values = values

    # ---- numbers ------------------------------------------------------------------------------------------

    def number(self, path: str) -> float:
        """The number at a dotted path of the case, as evaluated; a number left out is 0."""
        if path in self.values.inputs:
            return float(self.values.inputs[path])
        here: Any = self.case
        for part in path.split("."):
            if isinstance(here, Mapping):
                here = here[part]
            elif isinstance(here, tuple):
                here = here[int(part)]
            else:
                here = getattr(here, part)
        return float(here or 0)

    def has(self, line_id: str) -> bool:
        """True where the model has the line."""
        return line_id in self.built.model.lines

    def scalar(self, line_id: str) -> float | None:
        """A scalar line's number; None where it is null or not there."""
        return self.values.number(line_id) if self.has(line_id) else None

    def months(self, line_id: str) -> Array:
        """A line by month; zeros where the model does not have it."""
        if not self.has(line_id):
            return np.zeros(self.case.horizon_months)
        return np.nan_to_num(np.asarray(self.values[line_id], dtype=np.float64))

    def total(self, line_ids: Sequence[str]) -> Array:
        """Sum of lines by month."""
        added = np.zeros(self.case.horizon_months)
        for line_id in line_ids:
            added += self.months(line_id)
        return added

    # ---- time ---------------------------------------------------------------------------------------------

    @cached_property
    def first_day(self) -> datetime.date:
        """First day of the first month, as evaluated."""
        return date_of(self.values.inputs["start_month"])

    @cached_property
    def last_day(self) -> datetime.date:
        """First day of the last month."""
        return date_of(float(self.months("calendar.date")[-1]))

    def day_of(self, month: int) -> datetime.date:
        """First day of a numbered month of the horizon."""
        return date_of(float(self.months("calendar.date")[month - 1]))

    def month_name(self, month: int, language: Language) -> str:
        """ "juli 2027 (måned 7)" for a month of the horizon."""
        day = self.day_of(month)
        word = "måned" if language == "nb" else "month"
        return f"{format_month(day, language)} ({word} {month})"

    @staticmethod
    def first_month(where: npt.NDArray[np.bool_]) -> int | None:
        """The first month in which something holds; None where it never does."""
        return int(np.argmax(where)) + 1 if where.any() else None

    # ---- what is sold -------------------------------------------------------------------------------------

    def name(self, product_id: str) -> str:
        """What the user calls a product."""
        return shown_label(product_id, self.case.products[product_id])

    def products(self, kinds: frozenset[str]) -> dict[str, Product]:
        """Products of some kinds."""
        return {id: p for id, p in self.case.products.items() if p.kind in kinds}

    def desks(self, product_id: str) -> float:
        """Physical desks of a product: a flex desk is one, however many members share it."""
        units = self.number(f"products.{product_id}.units")
        if self.case.products[product_id].kind in _SHARED_KINDS:
            return units
        return units * self.number(f"products.{product_id}.members_per_unit")

    @cached_property
    def all_desks(self) -> float:
        """Desks of offices, fixed, flex and corporate places together: the most that stand at once."""
        return float(sum((self._standing(id) for id in self.products(DESK_KINDS)), self.total(())).max())

    def _standing(self, product_id: str) -> Array:
        """Desks of a product by month: none before it opens or once it is closed."""
        sharing = self.number(f"products.{product_id}.members_per_unit")
        is_shared = self.case.products[product_id].kind in _SHARED_KINDS
        places = self.months(f"products.{product_id}.capacity")
        desks = places / sharing if is_shared and sharing else places
        return desks * (self.months(f"products.{product_id}.open") > 0)

    def income_of(self, product_id: str) -> float:
        """What a product brings in over the horizon, places bought by supporters included, NOK."""
        lines = (f"products.{product_id}.income", f"products.{product_id}.bought_income")
        return float(self.total(lines).sum())

    @cached_property
    def opening(self) -> int | None:
        """The first month in which any product is open; None where none ever is."""
        is_open = self.total([f"products.{id}.open" for id in self.case.products]) > 0
        return self.first_month(is_open)

    # ---- the reference year -------------------------------------------------------------------------------

    def in_reference_year(self, line_id: str) -> float | None:
        """A line's sum over the twelve months of the reference year; None where no year lasts."""
        year = self.scalar("reference.year")
        return (
            None if year is None else float(self.months(line_id)[self.months("calendar.year") == year].sum())
        )

    @cached_property
    def concept_area(self) -> float:
        """Area that the concept has, m²: what the deal is of where it says, on average over its phases, else
        the building's spaces."""
        mean = self.scalar("lease.mean_area")
        if mean is not None:
            return mean
        stated = [path for path in _AREAS if path in self.built.model.inputs]
        return self.number(stated[0]) if stated else self.scalar("building.area") or 0.0

    @property
    def lives_by_services(self) -> bool:
        """Whether services bring more than half of income in the reference year: they are the concept."""
        return round((self.scalar("concept.services_share") or 0.0) - 0.5, 9) > 0

    def rent_income_per_m2(self) -> float | None:
        """What users pay for places in the reference year, NOK by m² and year; None where no year lasts."""
        income = self.in_reference_year("income.rent")
        return None if income is None or not self.concept_area else income / self.concept_area

    def ordinary_rent_per_m2(self) -> float | None:
        """The ordinary tenant's rent in the money of the reference year, NOK by m² and year; None where the
        case states no such tenant, or no year lasts."""
        market = self.in_reference_year("ordinary.market")
        if self.case.comparison.ordinary_tenant is None or market is None:
            return None
        return self.number("comparison.ordinary_tenant.rent_nok_per_m2_year") * market / 12

    # ---- who ----------------------------------------------------------------------------------------------

    def loan_lines(self, party: str, what: str) -> list[str]:
        """Line ids of a party's loans, for example their balances."""
        return [f"{party}.loan.{id}.{what}" for id in getattr(self.case.financing, party).loans]

    def given_to(self, party: str, support_id: str) -> list[str]:
        """Line ids of what a company gets of a support item: its months' part, where who receives changes."""
        whole, own = f"support.{support_id}", f"support.{support_id}.{party}"
        if own in self.built.model.lines:
            return [own]
        return [whole] if self.receiver_of(support_id) == party else []

    def receiver_of(self, support_id: str) -> str:
        """Which company a support item goes to; where it changes with a phase, the first of them."""
        item = self.case.support[support_id]
        if "operator" not in self.case.companies or getattr(item, "receiver", "") == "landlord":
            return "landlord"
        if item.kind in ("grant", "yearly_grant", "works_grant", "free_premises"):
            return "operator"
        return self.case.operating_company

    def works_name(self, works_id: str) -> str:
        """What the user calls an item of works."""
        item: Works = self.case.works[works_id]
        return shown_label(works_id, item)

    def support_name(self, support_id: str) -> str:
        """What the user calls an item of support."""
        return shown_label(support_id, self.case.support[support_id])
