"""Rules for all that moves with works that are delayed."""

from collections.abc import Iterator

from feasibility.case.check.finding import Finding, Rule, found
from feasibility.case.form.stated import StatedCase
from feasibility.case.messages.wording import count_of_months
from feasibility.language import Label


def followers(case: StatedCase) -> Iterator[Finding]:
    """What follows works that are delayed still begins within the horizon, as the works end within it.

    What begins too late without any delay is told by the rule of its own month.
    """
    for works_id, path, field, month, own in _moved(case):
        item = case.works.get(works_id) if works_id is not None else None
        horizon = case.horizon_months
        if item is None or item.delay_months == 0 or month > horizon:
            continue
        delay = own + item.delay_months
        moved = month + delay
        if moved <= horizon:
            continue
        late = count_of_months(delay)
        wrong = Label(
            f"forsinket {late.nb} blir det måned {moved}, etter sakens siste måned, {horizon}.",
            f"delayed {late.en} it becomes month {moved}, after the case's last month, {horizon}.",
        )
        mend = Label(
            f"Skriv en tidligere måned, kort ned works.{works_id}.delay_months, eller øk horizon_months.",
            f"Write an earlier month, shorten works.{works_id}.delay_months, or raise horizon_months.",
        )
        reads = ("horizon_months", f"{path}.follows_works", f"works.{works_id}.delay_months")
        yield found(case, f"{path}.{field}", month, wrong, mend, *reads)


def _moved(case: StatedCase) -> Iterator[tuple[str | None, str, str, int, int]]:
    """(works followed, path, field of the month, that month, delay of its own) of all that may be moved."""
    lease = case.lease
    if lease is not None:
        yield lease.follows_works, "deal.lease", "start_month", lease.start_month, 0
    for product_id, product in case.products.items():
        path = f"products.{product_id}"
        yield (
            product.follows_works,
            path,
            "opening_month",
            product.opening_month,
            product.opening_delay_months,
        )
    for cost_id, cost in case.costs.items():
        yield cost.follows_works, f"costs.{cost_id}", "from_month", cost.from_month, 0
    for party in case.companies:
        for loan_id, loan in getattr(case.financing, party).loans.items():
            if loan.drawdown_month is not None:
                path = f"financing.{party}.loans.{loan_id}"
                yield loan.follows_works, path, "drawdown_month", loan.drawdown_month, 0


RULES: tuple[Rule, ...] = (followers,)
