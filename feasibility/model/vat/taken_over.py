"""Adjustment of VAT on works that a company has taken over with the concept (mval § 9-3).

The company that leaves adjusts for what changed in its own time, the one that takes over for what changes
later: the share it may deduct now, less the share that was deducted at first. In the year of the change the
months before it count as unchanged. A sale or the end of the activity brings what is left (docs/model.md
§13.12).
"""

from __future__ import annotations

from feasibility.engine.expr import (
    Axis,
    Expr,
    Line,
    divisor,
    flag,
    greatest,
    least,
    value_at,
    when,
)
from feasibility.language import Label
from feasibility.model.base.context import Context
from feasibility.model.concept.works import WorksLines
from feasibility.model.vat.capital_goods import WorksVat, adjustment_years, change_that_counts, uses_of
from feasibility.model.vat.deduction import Deduction
from feasibility.model.vat.settlement import Adjustment


def taken_over(
    c: Context,
    works: WorksLines,
    paid: str,
    vat: WorksVat,
    deduction: Deduction,
    month: Line,
    ends: Expr | None,
) -> Adjustment | None:
    """What the company that takes over an item of works adjusts; None where it divides no area.

    Args:
        paid, vat: id of the flow with which the leaving company paid, and its VAT. deduction: of the one that
            takes over. month: 1 from the project month in which it has them, else 0.
        ends: project month in which a sale or the end of the activity brings what is left, None for never.
    """
    uses = uses_of(c, works, deduction)
    if not uses:
        return None
    m, cal = c.m, c.calendar
    id, of_flow = f"takeover.{works.id}.vat", f"{paid}.deduction"
    name = Label(
        f"{c.name('works', works.id)}, overtatt av {deduction.party.label.nb.lower()}",
        f"{c.name('works', works.id)}, taken over by {deduction.party.label.en.lower()}",
    )

    def label(nb: str, en: str) -> Label:
        return Label(f"{name.nb}: {nb}", f"{name.en}: {en}")

    with c.block("capital_goods", "Justering av mva.", "Capital goods", "mval § 9-3", "§13.12"):
        weight = c.sum([u.area for u in uses])
        start = m.line(
            f"{id}.start_share", vat.start, "share", label("startandel", "start share"), total="none"
        )
        completed = m.lines[f"{of_flow}.after"]
        months = m.lines[f"{of_flow}.after.year"]
        parts: list[tuple[Line, Expr]] = []
        for i, use in enumerate(uses):
            used = m.line(
                f"{id}.{use.id}.used",
                completed
                * when(month.equals(1), greatest(use.contracted, use.share) * deduction.registered, start),
                "share",
                label(f"brukt med mva., del {i + 1}", f"used with VAT, part {i + 1}"),
                Label("Startandelen til overtakelsen.", "The start share until the takeover."),
                axis=Axis.MONTH,
                total="none",
            )
            average = m.line(
                f"{id}.{use.id}.average",
                m.year_sum(used) / divisor(months) - when(months > 0, start, 0),
                "share",
                label(f"endring i bruk, del {i + 1}", f"change of use, part {i + 1}"),
                basis=("mval § 9-5",),
            )
            parts.append((average, use.area / weight))
        change = _change(c, id, label("endring i bruk i alt", "change of use in all"), parts)
        basis = m.lines[f"{of_flow}.basis"]
        yearly: Expr = basis * m.lines[f"{of_flow}.within"] * change
        at_end: Line | None = None
        if ends is not None:
            inside = least(ends, cal.horizon)
            last_year = value_at(cal.year, inside) + when(ends > cal.horizon, 1, 0)
            yearly = yearly * flag(cal.years < last_year)  # the year of the event has no ordinary adjustment
            years = adjustment_years(c, works)
            left = greatest(0, value_at(cal.year, works.completion) + years - last_year)
            at_end = m.line(
                f"{id}.adjustment.at_end",
                -(month * cal.at(ends) * basis * left * start),
                "NOK",
                label("justering ved salg eller opphør", "adjustment at sale or end"),
                Label(
                    "Startandel × årene som er igjen, det året medregnet.",
                    "Start share × the years left, that year included.",
                ),
                axis=Axis.MONTH,
                basis=("mval § 9-2",),
            )
        by_year = m.line(
            f"{id}.adjustment.year",
            yearly,
            "NOK",
            label("justering i året", "adjustment of the year"),
            basis=("mval § 9-5",),
            axis=Axis.YEAR,
        )
        adjustment = m.line(
            f"{id}.adjustment",
            m.at_year(by_year) * cal.is_year_end + (0 if at_end is None else at_end),
            "NOK",
            label("justering av inngående mva.", "adjustment of input VAT"),
            Label("Føres i årets siste termin.", "Posted in the year's last term."),
        )
    return Adjustment(adjustment, at_end)


def _change(c: Context, id: str, whole: Label, parts: list[tuple[Line, Expr]]) -> Expr:
    """The change that counts, of at least ten points by space or in all, as the case chooses."""
    counts = change_that_counts(c)
    if c.case.vat.adjustment_test == "space":
        return c.sum([counts(part) * weight for part, weight in parts])
    line = c.m.line(
        f"{id}.change", c.sum([a * weight for a, weight in parts]), "share", whole, axis=Axis.YEAR
    )
    return counts(line)
