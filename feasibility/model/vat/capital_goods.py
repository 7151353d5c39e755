"""Input VAT on works: deduction while building and within six months, and adjustment after (mval ch. 9).

While building, VAT is deducted for area let in advance, and for area the company will use in its own taxable
services. Area let with VAT within six months of completion is deducted in full in the term of letting. After
that only the yearly adjustment moves: a tenth of the VAT (a fifth for machinery) × (average share of the year
− start share), where the change is at least ten points. Nothing is deducted before the company is registered;
what it had bought for its own taxable use by then is deducted in that term, however late (§ 8-6).
"""

from __future__ import annotations

from collections.abc import Callable

from feasibility.engine.expr import (
    Axis,
    Expr,
    Line,
    absolute,
    as_expr,
    both,
    divisor,
    flag,
    greatest,
    least,
    rounded,
    sum_of,
    value_at,
    when,
)
from feasibility.engine.flows import Flow
from feasibility.language import Label
from feasibility.model.base.context import Context
from feasibility.model.concept.works import WorksLines
from feasibility.model.vat.deduction import Deduction
from feasibility.model.vat.space_use import Use
from feasibility.record import record

# Depreciation groups of what is movable: machinery, vehicles, furniture (skatteloven § 14-41).
MOVABLE = frozenset({"a", "c", "d"})


@record
class WorksVat:
    """VAT of one item of works a company pays, NOK.

    deducted: by month, while building and within the letting window. lost: in all, part of the works' cost.
    adjustment: by month, positive where more may be deducted; posted in the year's last term.
    at_end: the part of it that a sale or the end of the activity brings, None where neither does.
    known: project month from which what is lost is known, the last of the letting window.
    start: the share deducted at first, from which changes of use are measured.
    """

    deducted: Line
    lost: Line
    adjustment: Line
    known: Line
    start: Expr
    at_end: Line | None = None


def works_vat(
    c: Context,
    works: WorksLines,
    flow: Flow,
    deduction: Deduction,
    ends: Expr | None = None,
    handed_over: Expr | None = None,
) -> WorksVat | None:
    """Deduction and adjustment lines of a company's part of one item of works; None without VAT.

    Args:
        ends: project month of a sale, or in which the activity ends, that makes the company adjust for all
            that is left of the period; None where nothing does.
        handed_over: project month from which another company has the works, and adjusts for what changes
            then (mval § 9-3); None where the company keeps them.
    """
    if flow.vat is None:
        return None
    m = c.m
    id = f"{flow.id}.deduction"
    label_nb, label_en = flow.label.nb, flow.label.en
    uses = uses_of(c, works, deduction)
    weight = c.sum([u.area for u in uses])
    with c.block("capital_goods", "Justering av mva.", "Capital goods", "mval § 9-2", "§6"):
        total = m.line(
            f"{id}.vat_total",
            sum_of(flow.vat),
            "NOK",
            Label(f"{label_nb}: mva. i alt", f"{label_en}: VAT in all"),
            basis=("mval § 8-1",),
            total="none",
        )
        window = c.fixed_rule("vat_letting_window")
        within = [works.completion + window, c.calendar.horizon]
        last_day = m.line(
            f"{id}.window_ends",
            least(*within) if handed_over is None else least(*within, handed_over - 1),
            "month",
            Label(f"{label_nb}: frist for utleie", f"{label_en}: letting window ends"),
            basis=("FMVA § 8-6-2",),
            total="none",
        )
        parts = [
            _part(
                c,
                works,
                flow.vat,
                u,
                deduction.registered,
                u.area / weight,
                last_day,
                f"{id}.{u.id}",
                flow.label,
                handed_over,
            )
            for u in uses
        ]
        deducted = m.line(
            f"{id}.deducted",
            c.sum([p.deducted for p in parts]),
            "NOK",
            Label(f"{label_nb}: fradragsført mva.", f"{label_en}: VAT deducted"),
            basis=("mval § 8-1", "FMVA § 8-6-2"),
        )
        lost = m.line(
            f"{id}.lost",
            total - sum_of(deducted),
            "NOK",
            Label(f"{label_nb}: tapt mva.", f"{label_en}: VAT lost"),
            Label(
                "Uten fradrag: en del av arbeidenes kostnad.",
                "Not deductible: part of the cost of the works.",
            ),
            total="none",
            basis=("mval § 8-1",),
        )
        adjustment, at_end = _adjustment(c, works, total, parts, id, flow.label, ends)
        start = c.sum([p.start * p.weight for p in parts])
    return WorksVat(deducted, lost, adjustment, last_day, start, at_end)


@record
class _Part:
    """One area's part: start share, share used by month from completion, and its weight of the VAT."""

    deducted: Line
    start: Line
    used: Line
    weight: Expr


def uses_of(c: Context, works: WorksLines, deduction: Deduction) -> list[Use]:
    """The areas an item of works is for, as a company uses them."""
    wanted = c.case.works[works.id].spaces
    whole = [u for u in deduction.areas if u.id == "leased"]  # a landlord's works on all it lets
    if wanted is None:
        return whole or list(deduction.areas)
    return [u for u in deduction.areas if u.id in wanted]


def _part(
    c: Context,
    works: WorksLines,
    vat: Line,
    use: Use,
    registered: Expr,
    weight: Expr,
    last_day: Line,
    id: str,
    name: Label,
    handed_over: Expr | None,
) -> _Part:
    m, cal = c.m, c.calendar

    def label(nb: str, en: str) -> Label:
        return Label(f"{name.nb}, {use.label.nb}: {nb}", f"{name.en}, {use.label.en}: {en}")

    may: Expr = greatest(use.contracted, use.share)
    waits: Line | None = None
    late: Expr = as_expr(0)
    if isinstance(registered, Line):
        may = may * registered
        if use.own is not None:
            late = use.own * (registered - registered.previous)
            if handed_over is not None:
                late = late * flag(cal.number < handed_over)
            at_last = cal.horizon if handed_over is None else handed_over - 1
            waits = m.line(
                f"{id}.waits",
                use.own * (value_at(registered, at_last) - registered),
                "share",
                label("venter på registrering", "waits for registration"),
                Label(
                    "Egen avgiftspliktig bruk: trekkes fra når selskapet blir registrert.",
                    "Own taxable use: deducted once the company is registered.",
                ),
                axis=Axis.MONTH,
                basis=("mval § 8-6",),
            )
    entitled = m.line(
        f"{id}.entitled",
        may,
        "share",
        label("fradragsberettiget andel", "share that may be deducted"),
        Label(
            "Utleid nå med mva., utleid på forhånd eller til egen avgiftspliktig bruk.",
            "Let now with VAT, let in advance or for own taxable use.",
        ),
        basis=("mval § 2-3", "mval § 8-1"),
    )
    so_far = m.lines.get(f"{vat.id}.so_far") or m.recurrence(
        f"{vat.id}.so_far",
        lambda before: before + vat,
        "NOK",
        Label(f"{vat.label.nb}, hittil", f"{vat.label.en}, so far"),
        basis=("mval § 8-1",),
    )
    highest = m.recurrence(
        f"{id}.highest",
        lambda before: greatest(before, entitled),
        "share",
        label("høyeste fradragsberettigede andel hittil", "highest share that may be deducted so far"),
        total="none",
        basis=("FMVA § 8-6-2",),
    )
    more = highest - highest.previous  # what was deducted once is not deducted again
    in_time = flag(cal.number <= last_day)
    of_earlier = in_time * more
    if waits is not None:
        of_earlier = of_earlier + (1 - in_time) * least(more, late)
    deducted = m.line(
        f"{id}.deducted",
        weight * (vat * entitled + so_far.previous * of_earlier),
        "NOK",
        label("fradragsført mva.", "VAT deducted"),
        Label(
            "Etter det som er utleid nå eller på forhånd, eller til egen bruk; det som ble betalt før et "
            "areal var utleid, i utleieterminen.",
            "By what is let or let in advance, or for own use; what was paid before an area was let, in the "
            "term of letting.",
        ),
        basis=("mval § 8-1", "mval § 8-6", "FMVA § 8-6-2"),
    )
    start = m.line(
        f"{id}.start_share",
        value_at(entitled, last_day) + (0 if waits is None else value_at(waits, last_day)),
        "share",
        label("startandel", "start share"),
        Label(
            "Ved ferdigstillelse, pluss areal utleid med mva. innen fristen.",
            "At completion, plus area let with VAT within the window.",
        ),
        total="none",
        basis=("FMVA § 8-6-2",),
    )
    after: Expr = entitled if waits is None else entitled + waits
    if handed_over is not None:  # what changes then is another's to adjust for
        after = when(cal.number < handed_over, after, start)
    used = m.line(
        f"{id}.used",
        when(cal.number < works.completion, 0, when(cal.number <= last_day, start, after)),
        "share",
        label("brukt med mva.", "used with VAT"),
        Label(
            "Fra ferdigstillelsesmåneden; innen fristen startandelen.",
            "From the month of completion; within the window the start share.",
        ),
    )
    return _Part(deducted, start, used, weight)


def adjustment_years(c: Context, works: WorksLines) -> Expr:
    """The years an item of works is adjusted in: of a machine, or of a building (mval § 9-4)."""
    machine = c.case.works[works.id].depreciation_group in MOVABLE
    return c.fixed_rule("vat_adjustment_years_machine" if machine else "vat_adjustment_years_building")


def change_that_counts(c: Context) -> Callable[[Line], Expr]:
    """A change of use as it is adjusted for: 0 where it is less than the least that is (mval § 9-5)."""
    least_change = c.fixed_rule("vat_adjustment_change")
    return lambda change: when(rounded(absolute(change) - least_change, 9) >= 0, change, 0)


def _adjustment(
    c: Context,
    works: WorksLines,
    total: Line,
    parts: list[_Part],
    id: str,
    of: Label,
    ends: Expr | None,
) -> tuple[Line, Line | None]:
    """(adjustment by month, the part of it at a sale or the end of the activity)."""
    m, cal = c.m, c.calendar
    machine = c.case.works[works.id].depreciation_group in MOVABLE
    limit = c.fixed_rule("vat_capital_machine" if machine else "vat_capital_building")
    years = adjustment_years(c, works)
    counts = change_that_counts(c)
    outside = c.number(f"works.{works.id}.maintenance_share", c.name("works", works.id))
    after = m.line(
        f"{id}.after",
        flag(cal.number >= works.completion),
        "count",
        Label(f"{of.nb}: ferdig", f"{of.en}: completed"),
    )
    months = m.line(
        f"{id}.after.year",
        m.year_sum(after),
        "months",
        Label(f"{of.nb}: måneder i året", f"{of.en}: months in the year"),
    )
    basis = m.line(
        f"{id}.basis",
        when(rounded(total * (1 - outside) - limit, 2) >= 0, total * (1 - outside) / years, 0),
        "NOK",
        Label(f"{of.nb}: mva. per justeringsår", f"{of.en}: VAT for each year of adjustment"),
        Label(
            "Ingenting under beløpsgrensen for kapitalvarer; vedlikeholdsdelen holdes utenfor.",
            "Nothing below the threshold of capital goods; the maintenance part is outside.",
        ),
        total="none",
        basis=("mval § 9-1", "mval § 9-5"),
    )
    within = m.line(
        f"{id}.within",
        flag(both(months > 0, cal.years < value_at(cal.year, works.completion) + years)),
        "count",
        Label(f"{of.nb}: justeringsperiode", f"{of.en}: adjustment period"),
        basis=("mval § 9-4",),
    )
    changes: list[Expr] = []
    for i, part in enumerate(parts):
        average = m.line(
            f"{id}.{i}.average",
            m.year_sum(part.used) / divisor(months) - when(months > 0, part.start, 0),
            "share",
            Label(f"{of.nb}: endring i bruk, del {i + 1}", f"{of.en}: change of use, part {i + 1}"),
            Label(
                "Årets gjennomsnittlige andel fratrukket startandelen.",
                "Average share of the year less the start share.",
            ),
            basis=("mval § 9-5",),
        )
        changes.append(average * part.weight)
        if c.case.vat.adjustment_test == "space":
            changes[-1] = counts(average) * part.weight
    change = c.sum(changes)
    if c.case.vat.adjustment_test == "works":
        whole = m.line(
            f"{id}.change",
            change,
            "share",
            Label(f"{of.nb}: endring i bruk", f"{of.en}: change of use"),
            basis=("mval § 9-5",),
            axis=Axis.YEAR,
        )
        change = counts(whole)
    at_end: Line | None = None
    yearly: Expr = basis * within * change
    if ends is not None:
        inside = least(ends, cal.horizon)
        last_year = value_at(cal.year, inside) + when(ends > cal.horizon, 1, 0)
        yearly = yearly * flag(cal.years < last_year)  # the year of the event has no ordinary adjustment
        left = greatest(0, value_at(cal.year, works.completion) + years - last_year)
        start = c.sum([part.start * part.weight for part in parts])
        at_end = m.line(
            f"{id}.adjustment.at_end",
            when(both(cal.number.equals(ends), ends >= works.completion), -basis * left * start, 0),
            "NOK",
            Label(f"{of.nb}: justering ved salg eller opphør", f"{of.en}: adjustment at sale or end"),
            Label(
                "Startandel × årene som er igjen, det året medregnet.",
                "Start share × the years left, that year included.",
            ),
            axis=Axis.MONTH,
            basis=("mval § 9-2", "mval § 9-5"),
        )
    by_year = m.line(
        f"{id}.adjustment.year",
        yearly,
        "NOK",
        Label(f"{of.nb}: justering i året", f"{of.en}: adjustment of the year"),
        basis=("mval § 9-5",),
        axis=Axis.YEAR,
    )
    adjustment = m.line(
        f"{id}.adjustment",
        m.at_year(by_year) * cal.is_year_end + (0 if at_end is None else at_end),
        "NOK",
        Label(f"{of.nb}: justering av inngående mva.", f"{of.en}: adjustment of input VAT"),
        Label(
            "Føres i årets siste termin; positiv når mer kan fradragsføres.",
            "Posted in the year's last term; positive where more may be deducted.",
        ),
        basis=("mval § 9-2", "mval § 9-5"),
    )
    return adjustment, at_end
