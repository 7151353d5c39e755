"""A service's own break-even, in what it sells: guests, cups, hours by the month (docs/model.md §10)."""

from __future__ import annotations

from collections.abc import Sequence

from feasibility.engine.expr import Expr, Line, divisor, rounded, when
from feasibility.engine.flows import Party
from feasibility.engine.model import null
from feasibility.language import Label
from feasibility.language.label import lower_first
from feasibility.model.accounts.statements import year_of
from feasibility.model.answers.measures import Measures
from feasibility.model.base.context import Context
from feasibility.model.base.parties import company_id
from feasibility.model.base.result import Measure
from feasibility.model.value.reference_year import ReferenceYear

LOSES = ("hvert salg koster minst like mye som det gir", "each sale costs at least what it brings")


def service_break_even(
    c: Context, measures: Measures, party: Party, years: Sequence[ReferenceYear]
) -> list[Measure]:
    """Sales by the month that pay the service's own staff, and the planned ones, of services that say what
    they sell; nothing of others."""
    found: list[Measure] = []
    for id, item in c.case.services.itemised.items():
        if not item.unit_name:
            continue
        name, unit = c.name("services.itemised", id), lower_first(item.unit_name)
        path = f"services.itemised.{id}"
        staff = year_of(c, c.m.lines[f"{path}.staff"])
        margin = year_of(c, c.m.lines[f"{path}.margin_per_use"])
        uses = year_of(c, c.m.lines[f"{path}.uses"])
        for year in years:

            def scalar(
                suffix: str,
                value: Expr,
                nb: str,
                en: str,
                note: Label | None,
                year: ReferenceYear = year,
                path: str = path,
                of: str = f"{name}: {unit}",
            ) -> Line:
                label = year.label(f"{of} per måned, {nb}", f"{of} by the month, {en}")
                own = f"{path}.{suffix}{year.suffix}"
                return measures.scalar(own, year.or_null(value), "uses/month", label.nb, label.en, note)

            each = year.amount(margin)
            needed = when(rounded(each, 2) > 0, year.amount(staff) / divisor(each), null(*LOSES))
            found += [
                Measure(
                    scalar("break_even", needed, "for å betale egen lønn", "to pay its own staff", _NOTE),
                    company_id(party),
                ),
                Measure(
                    scalar("planned", year.amount(uses) / 12, "planlagt", "planned", None), company_id(party)
                ),
            ]
    return found


_NOTE = Label(
    "Tjenestens lønn i referanseåret / summen av dens dekningsbidrag per salg i månedene den er i drift.",
    "The service's staff in the reference year / the sum of its contribution per sale in the months it runs.",
)
