"""How large a loan is: its amount, or the lowest of the limits the case states (docs/model.md §7).

Nothing here reads interest, tax or cash, so that a loan cannot depend on itself: value is that of the net
rent, cover is of EBITDA, and the debt service a loan is measured by follows from its starting rate alone.
"""

from __future__ import annotations

from collections.abc import Sequence

from feasibility.engine.expr import Condition, Expr, Line, as_expr, greatest, least, rounded, value_at, when
from feasibility.language import Label
from feasibility.model.concept.works import WorksLines
from feasibility.model.loans.stated_loan import StatedLoan, Terms
from feasibility.model.value.property_value import ValueLines
from feasibility.record import record

_RATE_DECIMALS = 8


@record
class Means:
    """What a company's loans are measured by.

    works: what it pays of all works, NOK ex VAT by month. items: the works themselves. value: of the
    property, None where the company does not own it or the case has no valuation. ebitda: of the first
    stabilised calendar year, NOK, 0 where there is none. in_place: the month the concept is in place.
    """

    works: Line
    items: tuple[WorksLines, ...]
    value: ValueLines | None
    ebitda: Expr
    in_place: Line


@record
class Plan:
    """How a loan is repaid. rate: share per year by month; profile and free (of instalments): in terms."""

    rate: Line
    terms: Terms
    profile: Expr
    free: Expr


def limits(s: StatedLoan, means: Means, works: Expr, drawdown: Expr, plan: Plan | None) -> list[Expr]:
    """Everything the case says a loan may not exceed, NOK: its amount, and each part of its sizing.

    Args:
        works: NOK ex VAT that a share of works is a share of.
        drawdown: project month in which the loan is paid out.
        plan: how the loan is repaid; None for a construction loan, and a bullet without a profile.
    """
    found: list[Expr] = []
    if s.loan.amount_nok is not None:
        found.append(s.number("amount_nok"))
    if s.loan.share_of_works is not None:
        found.append(s.number("share_of_works") * works)
    sizing = s.loan.sizing
    if sizing is None:
        return found
    if sizing.share_of_value is not None and means.value is not None:
        ready = greatest(means.in_place, drawdown)
        worth = value_at(means.value.value, least(s.c.calendar.horizon, ready))
        limit = s.scalar(
            "by_value",
            s.number("sizing.share_of_value") * worth,
            "ramme etter verdi",
            "limit by value",
            Label(
                "Andel av verdien når konseptet er på plass, eller ved utbetaling når den kommer senere.",
                "Share of the value when the concept is in place, or at drawdown where that is later.",
            ),
        )
        found.append(limit)
    if sizing.share_of_works is not None:
        limit = s.scalar(
            "by_works",
            s.number("sizing.share_of_works") * works,
            "ramme etter arbeider",
            "limit by works",
            Label("Andel av arbeidene, uten mva.", "Share of the works, ex VAT."),
        )
        found.append(limit)
    if sizing.minimum_cover is not None and plan is not None:
        service = _service(s, drawdown, plan)
        limit = s.scalar(
            "by_cover",
            greatest(0, means.ebitda) / s.number("sizing.minimum_cover") / service,
            "ramme etter gjeldsbetjeningsgrad",
            "limit by debt service cover",
            Label(
                "EBITDA i første stabiliserte år / laveste dekningsgrad / årets renter og avdrag per "
                "lånekrone; 0 når intet år er stabilisert.",
                "EBITDA of the first stabilised year / lowest cover / a year's debt service per NOK of loan; "
                "0 where no year is stabilised.",
            ),
        )
        found.append(limit)
    return found


def is_nothing(rate: Expr) -> Condition:
    """A rate so near nothing that a level payment cannot be told from equal instalments.

    Base and margin may cancel but for the last digit of the arithmetic, and the formula of a level payment
    divides by nothing then.
    """
    return rounded(rate, _RATE_DECIMALS).equals(0)


def lowest_of(found: Sequence[Expr]) -> Expr:
    """The lowest of one or more limits."""
    return found[0] if len(found) == 1 else least(*found)


def _service(s: StatedLoan, drawdown: Expr, plan: Plan) -> Line:
    """A year's interest and instalments per NOK of loan, at the starting rate.

    A serial loan's is that of its first year of instalments, its heaviest; of its last where the rate is
    below zero. A bullet has no instalments to be
    measured by: it is asked for the level payment over its profile, as an annuity is.
    """
    per_year = as_expr(plan.terms.per_year)
    first = least(s.c.calendar.horizon, drawdown + 1)
    start = s.scalar(
        "starting_rate",
        value_at(plan.rate, first) / per_year,
        "startrente per termin",
        "starting rate per term",
        Label("Renten i måneden etter utbetaling.", "The rate of the month after drawdown."),
        "share",
    )
    count = plan.profile - plan.free
    # a loan repaid in less than a year is measured by all of its terms
    in_year = least(per_year, count)
    if s.loan.kind == "serial":
        # of n instalments, those of the first year lower the balance before (p − 1) + … + 1 interest
        # payments; in the last year p + … + 1 of them are left, which is the dearer where the rate is below 0
        first_year = in_year - in_year * (in_year - 1) / 2 / count
        last_year = in_year * (in_year + 1) / 2 / count
        yearly = greatest(start * first_year, start * last_year) + in_year / count
    else:
        none = is_nothing(start)
        level = start / when(none, 1, 1 - 1 / (1 + start) ** count)
        yearly = in_year * when(none, 1 / count, level)
    return s.scalar(
        "service",
        yearly,
        "renter og avdrag i året per krone",
        "debt service of a year per NOK",
        Label(
            "Ett års renter og avdrag med startrenten.",
            "Interest and instalments of a year at the starting rate.",
        ),
        "share/year",
    )
