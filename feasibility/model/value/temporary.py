"""What makes a year unlike those to come: help that ends, and items that start or end.

Help disturbs the months it is in force, where it ends before the horizon's last month. A cost, post or
service that starts later or ends within the horizon disturbs every month until it has started or ended for
good (docs/model.md §13.1). Works and re-letting, and grants to works, are no part of a year's result.
Of products the ramps say when they have started; what changes later (contracts, closing, steps) is here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from feasibility.case.form.phases import phase_name
from feasibility.engine.expr import Expr, Line, as_expr, both, divisor, greatest, least, rounded, when, whole
from feasibility.engine.model import null
from feasibility.language import Label
from feasibility.model.base.context import Context
from feasibility.model.concept.contracts import contract_name
from feasibility.model.concept.homes_sold import home_sales
from feasibility.model.concept.steps import campaigns_of, step_name
from feasibility.model.deal.term import Term
from feasibility.record import record

_ABREAST = 4  # items in a group
_LONGEST_NAME = 60  # of an item in a reason: a text in a formula has a limit
_RATIO_DIGITS = 9  # 1 / 0.1 is ten years, whatever a computer makes of 0.1


@record
class Item:
    """One item. first, last: project months it disturbs; last is 0 where it disturbs none."""

    first: Expr
    last: Line
    name: Label
    is_help: bool

    def reason(self, until: Line) -> Expr:
        """Why there is no lasting year, where this item is the last to settle."""
        nb, en = _short(self.name.nb), _short(self.name.en)
        if self.is_help:
            return null(f"intet helt driftsår uten hjelp som slutter før horisonten: {nb}, "
                        "til og med",
                        f"no full year of operation without help that ends before the horizon: {en}, "
                        "up to and including", until)  # fmt: skip
        return null(f"intet helt år som varer: {nb} starter eller slutter etter",
                    f"no full year that lasts: {en} starts or ends after", until)  # fmt: skip


@record
class Latest:
    """Items, or groups of them, and the last month any of them disturbs."""

    id: str
    last: Line
    parts: tuple[Latest, ...] | Item

    def reason(self, c: Context, until: Line) -> Expr:
        """The reason of the part that settles last, in lines of their own: formulas stay short."""
        if isinstance(self.parts, Item):
            return self.parts.reason(until)
        *others, chosen = [part.reason(c, until) for part in self.parts]
        for part, reason in zip(reversed(self.parts[:-1]), reversed(others), strict=True):
            chosen = when(part.last.equals(self.last), reason, chosen)
        return c.m.line(
            f"{self.id}.reason",
            chosen,
            "count",
            Label("Hva som er midlertidig lengst", "What is temporary the longest"),
            total="none",
        )


def latest(c: Context, id: str, items: Sequence[Item]) -> Latest | None:
    """The items as a tree of small groups; None where there are none."""
    level = [Latest(item.last.id, item.last, item) for item in items]
    depth = 0
    while len(level) > 1:
        depth += 1
        grouped = [tuple(level[i : i + _ABREAST]) for i in range(0, len(level), _ABREAST)]
        level = [
            parts[0] if len(parts) == 1 else _group(c, f"temporary.{id}.{depth}.{n}", parts)
            for n, parts in enumerate(grouped, start=1)
        ]
    return level[0] if level else None


def _group(c: Context, id: str, parts: tuple[Latest, ...]) -> Latest:
    last = c.m.line(
        id,
        greatest(*(part.last for part in parts)),
        "month",
        Label("Siste måned som ikke er varig", "Last month that does not last"),
        total="none",
    )
    return Latest(id, last, parts)


def temporary_items(c: Context, terms: Term) -> list[Item]:
    """Every item of the case that may disturb a year, whatever its numbers say today."""
    return [
        *_reductions(c, terms),
        *_phases(c),
        *_campaigns(c),
        *_shocks(c),
        *_support(c),
        *_costs(c),
        *_staff(c),
        *_services(c),
        *_products(c),
    ]


def _help(c: Context, id: str, name: Label, first: Expr, last: Expr, size: Expr | None = None) -> Item:
    """Help from `first` to `last`; help of size nothing is none."""
    ends = last < c.calendar.horizon
    counted = when(ends if size is None else both(ends, size > 0), last, 0)
    return Item(first, _last(c, id, name, counted), name, True)


def _item(
    c: Context,
    id: str,
    name: Label,
    first: Expr,
    to_path: str,
    of: str | Label = "",
    steps: Sequence[Expr] = (),
) -> Item:
    """An item that runs from `first`, to the month at a path or the horizon where none is stated.

    steps: months from which it is another amount.
    """
    horizon = c.calendar.horizon
    settled: Expr = when(first <= horizon, greatest(0, first - 1), 0)
    for step in steps:
        settled = when(step <= horizon, greatest(settled, step - 1), settled)
    if c.stated(to_path):
        to = c.number(to_path, of)
        settled = when(to < horizon, greatest(settled, to), settled)
    return Item(as_expr(1), _last(c, id, name, settled), name, False)


def _last(c: Context, id: str, name: Label, value: Expr) -> Line:
    return c.m.line(
        f"temporary.{id}",
        value,
        "month",
        Label(f"{name.nb}: siste måned som ikke er varig", f"{name.en}: last month that does not last"),
        Label("0 der posten ikke er midlertidig.", "0 where the item is not temporary."),
        total="none",
    )


def _reductions(c: Context, terms: Term) -> Iterator[Item]:
    for stage in terms.stages:
        lease = getattr(stage.deal, "lease", None)
        for i, item in enumerate(() if lease is None else lease.reductions):
            path = f"{stage.path}.lease.reductions.{i}"
            name = Label(f"Leiereduksjon {i + 1}", f"Rent reduction {i + 1}")
            first, last = c.number(f"{path}.from_month", name), c.number(f"{path}.to_month", name)
            size = c.number(f"{path}.share", name) if item.kind == "percentage" else None
            ends = stage.first + last - 1
            if len(terms.stages) > 1:  # of a deal that gives way to another, no longer than that holds
                ends = least(ends, stage.last)
                name = Label(f"{name.nb}, {stage.name.nb}", f"{name.en}, {stage.name.en}")
            yield _help(c, path, name, stage.first + first - 1, ends, size)


def _phases(c: Context) -> Iterator[Item]:
    """A phase begins: what comes before is another deal's year, unless the phase agrees the same."""
    for i, phase in enumerate(c.case.phases):
        if phase.deal == c.case.stages[i].deal:
            continue
        name, first = phase_name(phase, i), c.number(f"phases.{i}.from_month")
        yield Item(as_expr(1), _last(c, f"phases.{i}", name, greatest(0, first - 1)), name, False)


def _campaigns(c: Context) -> Iterator[Item]:
    for id in c.case.products:
        for path, of in campaigns_of(c, id):
            name = of if of.nb != of.en else Label(f"{of.nb}: kampanje", f"{of.en}: campaign")
            first, last = c.number(f"{path}.from_month", of), c.number(f"{path}.to_month", of)
            yield _help(c, path, name, first, last, c.number(f"{path}.discount_share", of))


def _products(c: Context) -> Iterator[Item]:
    """Signed contracts that start or end, products that close, and steps of price and capacity to come."""
    horizon = c.calendar.horizon
    for id, product in c.case.products.items():
        path, of = f"products.{id}", c.name("products", id)
        for i in range(len(product.contracts)):
            own, who = f"{path}.contracts.{i}", contract_name(c, id, i)
            yield _item(c, own, who, c.number(f"{own}.from_month", who), f"{own}.to_month", who)
        if product.closing_month is not None:
            last = c.number(f"{path}.closing_month", of)
            name = Label(of, of)
            settled = when(last < horizon, last, 0)
            yield Item(as_expr(1), _last(c, f"{path}.closing", name, settled), name, False)
        for sale in home_sales(c, id):
            settled = when(sale.month <= horizon, greatest(0, sale.month - 1), 0)
            yield Item(as_expr(1), _last(c, sale.path, sale.name, settled), sale.name, False)
        for i in range(len(product.steps)):
            name = step_name(of, i)
            first = c.number(f"{path}.steps.{i}.from_month", name)
            settled = when(first <= horizon, first - 1, 0)
            yield Item(as_expr(1), _last(c, f"{path}.steps.{i}", name, settled), name, False)


def _shocks(c: Context) -> Iterator[Item]:
    for i, _ in enumerate(c.case.demand_shocks):
        path, name = f"demand_shocks.{i}", Label(f"Hendelse {i + 1}", f"Shock {i + 1}")
        first, last = c.number(f"{path}.from_month", name), c.number(f"{path}.to_month", name)
        yield _help(c, path, name, first, last, 1 - c.number(f"{path}.factor", name))


def _support(c: Context) -> Iterator[Item]:
    for id, item in c.case.support.items():
        path, of = f"support.{id}", c.name("support", id)

        def number(field: str, path: str = path, of: str = of) -> Expr:
            return c.number(f"{path}.{field}", of)

        name = Label(of, of)
        size: Expr | None = None
        match item.kind:
            case "works_grant":  # a part of the works, which are no part of the operating result
                continue
            case "grant":
                # given once: it does not last, even where its month is the horizon's last
                size, once = number("amount_nok"), number("month")
                last = when(both(c.with_support.equals(1), size > 0), once, 0)
                yield Item(once, _last(c, path, name, last), name, True)
                continue
            case "yearly_grant":
                size, to = number("nok_per_year"), _declined(number)
            case "free_premises":
                if all(getattr(stage.deal, "lease", None) is None for stage in c.case.stages):
                    continue
                size, to = number("share"), number("to_month")
            case "desks_bought":
                to = number("to_month")
            case "per_place_sold":
                size, to = number("nok_per_place_month"), number("to_month")
            case "salary_in_kind":
                size, to = number("share"), c.until(f"{path}.to_month", of)
        given: Expr = c.with_support if size is None else c.if_support(size)
        yield _help(c, path, name, number("from_month"), to, given)


def _declined(number: Callable[[str], Expr]) -> Expr:
    """The last month of a yearly grant: its own, or that in which its decline has left nothing of it."""
    decline, first = number("decline_share_per_year"), number("from_month")
    years = -whole(-rounded(1 / divisor(decline), _RATIO_DIGITS))
    to: Expr = number("to_month")
    return when(decline > 0, least(to, first + 12 * years - 1), to)


def _costs(c: Context) -> Iterator[Item]:
    for id, item in c.case.costs.items():
        path, of = f"costs.{id}", c.name("costs", id)
        first = c.number(f"{path}.from_month", of) + c.delay_of(item.follows_works)
        steps = [
            c.number(f"{path}.steps.{i}.from_month", Label(f"{of}, trinn {i + 1}", f"{of}, step {i + 1}"))
            for i, _ in enumerate(item.steps)
        ]
        yield _item(c, path, Label(of, of), first, f"{path}.to_month", of, steps)


def _staff(c: Context) -> Iterator[Item]:
    for id in c.case.staff:
        path, of = f"staff.{id}", c.name("staff", id)
        yield _item(c, path, Label(of, of), c.number(f"{path}.from_month", of), f"{path}.to_month", of)


def _services(c: Context) -> Iterator[Item]:
    for id in c.case.services.itemised:
        path, of = f"services.itemised.{id}", c.name("services.itemised", id)
        first: Expr = c.number(f"{path}.from_month", of)
        if c.case.services.itemised[id].ramp is not None:
            first = first + c.number(f"{path}.ramp.months", of)
        yield _item(c, path, Label(of, of), first, f"{path}.to_month", of)


def _short(name: str) -> str:
    plain = " ".join(name.split())
    return plain if len(plain) <= _LONGEST_NAME else f"{plain[:_LONGEST_NAME].rstrip()} …"
