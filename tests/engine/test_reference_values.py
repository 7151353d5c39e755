"""docs/model.md §12, as far as the engine alone goes: present values, internal rates, payments.

numpy-financial, pyxirr and the roots of the polynomial are second witnesses.
"""

import numpy as np
import numpy_financial as npf
import pytest
import pyxirr
from hypothesis import assume, given
from hypothesis import strategies as st

from feasibility.engine.compute import roots
from feasibility.engine.compute.program import Program
from feasibility.engine.compute.roots import bracketed_root, single_root
from feasibility.engine.expr import npv, when
from feasibility.engine.internal_rate import ReturnGrid
from feasibility.engine.model import Model
from feasibility.engine.rate_grid import GRID
from tests.engine.routes import counter, given_months, label, numbers, scalar

TWO_ROOTS = [-1000.0, *[20.0] * 119, -900.0]


def returns(flows: list[float]) -> Model:
    m = Model(len(flows))
    ReturnGrid(m).of(given_months(m, "flow", flows), "irr", label("irr"))
    return m


def polynomial_roots(flows: list[float]) -> list[float]:
    """Every real rate above −100 %, by the eigenvalues of the polynomial's companion matrix."""
    factors = np.roots(flows[::-1])
    real = factors[abs(factors.imag) < 1e-9].real
    return sorted(1 / v - 1 for v in real if v > 0)


def test_net_present_value() -> None:
    flows = [-40_000.0, 5_000.0, 8_000.0, 12_000.0, 30_000.0]
    m = Model(len(flows))
    rate = m.input("rate", 0.08, "share", label("rate"))
    # the first amount stands at time 0, and the engine discounts the first period once, as Excel's NPV
    value = scalar(npv(rate, given_months(m, "flow", flows)) * (1 + rate), m)
    assert round(value, 5) == 3065.22267
    assert value == pytest.approx(npf.npv(0.08, flows), rel=1e-13)
    assert value == pytest.approx(pyxirr.npv(0.08, flows), rel=1e-13)


@pytest.mark.parametrize(
    ("flows", "digits", "expected"),
    [
        ([-100.0, 39.0, 59.0, 55.0, 20.0], 5, 0.28095),
        ([-250_000.0, 100_000.0, 150_000.0, 200_000.0, 250_000.0, 300_000.0], 10, 0.5672303344),
    ],
)
def test_internal_rate(flows: list[float], digits: int, expected: float) -> None:
    m = returns(flows)
    (rate,) = numbers(m, "irr.monthly")
    assert round(rate, digits) == expected
    assert rate == pytest.approx(npf.irr(flows), rel=1e-11)
    assert rate == pytest.approx(pyxirr.irr(flows), rel=1e-11)
    assert numbers(m, "irr.annual") == pytest.approx([(1 + rate) ** 12 - 1], rel=1e-14)
    assert numbers(m, "irr.roots") == [1]


def test_two_roots_are_listed_and_the_one_nearest_one_per_cent_is_the_number() -> None:
    # −1000 now, 20 a month for 119 months, −900 in the last
    low, high = polynomial_roots(TWO_ROOTS)
    assert [round(low, 5), round(high, 5)] == [-0.01619, 0.01353]
    m = returns(TWO_ROOTS)
    assert numbers(m, "irr.monthly") == pytest.approx([high], rel=1e-10)
    assert numbers(m, "irr.roots") == [2]
    assert numbers(m, "irr.other") == pytest.approx([(1 + low) ** 12 - 1], rel=1e-9)


def test_the_root_nearest_one_per_cent_may_be_farther_from_zero() -> None:
    # −(v − v1)(v − v2) in the discount factor v has its roots at −0.5 % and 1.8 %
    v1, v2 = 1 / 0.995, 1 / 1.018
    flows = [-1000 * v1 * v2, 1000 * (v1 + v2), -1000.0]
    assert polynomial_roots(flows) == pytest.approx([-0.005, 0.018], rel=1e-9)
    assert numbers(returns(flows), "irr.monthly") == pytest.approx([0.018], rel=1e-6)


def test_another_root_is_given_per_year_beside_the_number() -> None:
    low, _ = polynomial_roots(TWO_ROOTS)
    assert numbers(returns(TWO_ROOTS), "irr.other") == pytest.approx([(1 + low) ** 12 - 1], rel=1e-9)


def test_with_one_root_there_is_no_other_and_it_says_so() -> None:
    from feasibility.engine.explain.explain import reason_for_null

    m = returns([-100.0, 60.0, 60.0])
    values = Program(m).run()
    assert values.number("irr.other") is None
    reason = reason_for_null(values, m.lines["irr.other"])
    assert reason is not None
    assert (reason.nb, reason.en) == ("bare én løsning", "one root only")


def with_roots(*monthly: float) -> list[float]:
    """Flows whose present value is zero at these rates: the product of (v − 1/(1 + r)) in the discount factor
    v."""
    factors = [1e9]  # flows are rounded to a millionth of a krone, and close roots feel it
    for rate in monthly:
        v = 1 / (1 + rate)
        factors = [
            (factors[i - 1] if i else 0.0) - (v * factors[i] if i < len(factors) else 0.0)
            for i in range(len(factors) + 1)
        ]
    return factors


@pytest.mark.parametrize(
    ("roots_of", "number", "other"),
    [
        # two on the same side of 1 %, either way round
        ((0.018, 0.22), 0.018, 0.22),
        ((-0.018, -0.22), -0.018, -0.22),
        # 0.9 % above 1 % and 1.2 % below it
        ((-0.002, 0.019), 0.019, -0.002),
        # distances of 0.6 and 0.8 %, of 0.8 and 0.55 %
        ((0.004, 0.018), 0.004, 0.018),
        ((0.002, 0.0155), 0.0155, 0.002),
        # three: the nearest is the number, the lowest of the others the other
        ((-0.018, 0.018, 0.22), 0.018, -0.018),
        ((-0.1, -0.018, 0.22), -0.018, -0.1),
        # on rates of the grid itself each is found once
        ((0.02, 0.1), 0.02, 0.1),
        ((-0.05, 0.005), 0.005, -0.05),
    ],
)
def test_the_root_nearest_one_per_cent_is_the_number_and_the_first_of_the_others_the_other(
    roots_of: tuple[float, ...], number: float, other: float
) -> None:
    flows = with_roots(*roots_of)
    assert polynomial_roots(flows) == pytest.approx(sorted(roots_of), rel=1e-6)
    m = returns(flows)
    assert numbers(m, "irr.roots") == [len(roots_of)]
    assert numbers(m, "irr.monthly") == pytest.approx([number], rel=1e-6)
    assert numbers(m, "irr.other") == pytest.approx([(1 + other) ** 12 - 1], rel=1e-5)


@pytest.mark.parametrize("rate", [*GRID[1:-1:6], 0.0])
def test_a_root_on_a_rate_of_the_grid_is_one_root(rate: float) -> None:
    m = returns([-1000.0, 1000.0 * (1 + rate)])
    assert numbers(m, "irr.roots") == [1]
    assert numbers(m, "irr.monthly") == pytest.approx([rate], abs=1e-9)


def test_the_remains_of_a_subtraction_are_no_flow() -> None:
    from feasibility.engine.explain.explain import reason_for_null

    # A hundredth of a millionth of a krone short in the last month: no negative flow at all.
    m = returns([5.0, 5.0, -1e-8])
    values = Program(m).run()
    reason = reason_for_null(values, m.lines["irr.monthly"])
    assert reason is not None
    assert reason.en == "no negative flow"
    # Ten years ahead it would be worth −10^10 at −30 % a month, and turn the present value there: one root.
    m = returns([-1000.0, 1100.0, *[0.0] * 118, -1e-8])
    assert numbers(m, "irr.roots") == [1]
    assert numbers(m, "irr.monthly") == pytest.approx([0.1], rel=1e-9)


@pytest.mark.parametrize(
    ("flows", "nb", "en"),
    [
        ([10.0, 0.0, 5.0], "ingen negativ strøm", "no negative flow"),
        ([-10.0, 0.0, -5.0], "ingen positiv strøm", "no positive flow"),
        ([0.0, 0.0, 0.0], "ingen negativ strøm", "no negative flow"),
        ([-1.0, 3.0, -3.0], "ingen rente gir nåverdi null", "no rate gives present value zero"),
    ],
)
def test_no_root_is_null_with_the_reason(flows: list[float], nb: str, en: str) -> None:
    from feasibility.engine.explain.explain import reason_for_null

    m = returns(flows)
    values = Program(m).run()
    for id in ("irr.monthly", "irr.annual"):
        assert values.number(id) is None
        reason = reason_for_null(values, m.lines[id])
        assert reason is not None
        assert (reason.nb, reason.en) == (nb, en)
    assert values.number("irr.roots") == 0


@pytest.mark.parametrize(
    "flows", [[-120_000.0, *[1_000.0] * 120], [-1.0, -1.8, -524_285.6, 1.0, 1.8, 524_285.6]]
)
def test_a_loan_without_interest_has_its_root_on_the_grid(flows: list[float]) -> None:
    # present value at rate 0 is zero but for rounding, which must not push the root out of its bracket
    m = returns(flows)
    assert numbers(m, "irr.monthly") == pytest.approx([0.0], abs=1e-12)
    assert numbers(m, "irr.roots") == [1]


def test_a_long_loss_and_a_very_good_business() -> None:
    loss = [-1_000.0, *[1.0] * 99]
    assert numbers(returns(loss), "irr.monthly") == pytest.approx([polynomial_roots(loss)[0]], rel=1e-9)
    boom = [-100.0, 90.0, 90.0, 90.0]
    assert numbers(returns(boom), "irr.monthly") == pytest.approx([npf.irr(boom)], rel=1e-11)


def test_roots_of_many_scenarios_are_those_of_each() -> None:
    rng = np.random.default_rng(7)
    flows = np.vstack([-500 - 500 * rng.random(40), 60 * rng.random((60, 40))])
    low, high = np.full(40, -0.5), np.full(40, 1.0)
    found = bracketed_root(flows, low, high)
    for j in range(40):
        assert found[j] == pytest.approx(single_root(flows[:, j], -0.5, 1.0), rel=1e-11)
        assert found[j] == bracketed_root(flows[:, j : j + 1], -0.5, 1.0)[0]
        assert found[j] == pytest.approx(pyxirr.irr(flows[:, j]), rel=1e-9)


def test_columns_are_dropped_as_they_converge_but_never_to_one(monkeypatch: pytest.MonkeyPatch) -> None:
    # NumPy adds up a column alone in another order than in company, and the last digit could differ
    widths: list[int] = []
    present = roots._present_many

    def watched(flows: np.ndarray, rate: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        widths.append(rate.size)
        return present(flows, rate)

    monkeypatch.setattr(roots, "_present_many", watched)
    flows = np.repeat([[-100.0], [60.0], [60.0]], 9, axis=1)
    exact = single_root(flows[:, 0], 0.0, 0.5)
    guess = np.array([exact] * 8 + [0.5])  # eight are there at once, the last has far to go
    found = bracketed_root(flows, 0.0, 0.5, guess)
    assert found == pytest.approx([exact] * 9, rel=1e-12)
    assert widths[1] == 9
    assert set(widths[2:]) == {2}


def test_a_root_on_the_edge_of_its_bracket() -> None:
    flows = np.array([-100.0, 110.0])  # exactly 10 %
    for low, high in ((0.1, 0.15), (0.08, 0.1)):
        assert single_root(flows, low, high) == pytest.approx(0.1, rel=1e-12)
        assert bracketed_root(flows[:, None], low, high)[0] == pytest.approx(0.1, rel=1e-12)
    assert np.isnan(single_root(flows, np.nan, 1.0))


@given(
    st.lists(st.floats(1, 1e6), min_size=1, max_size=8),
    st.lists(st.floats(1, 1e6), min_size=1, max_size=80),
)
def test_an_investment_has_one_root_and_it_is_everyones(paid: list[float], got: list[float]) -> None:
    flows = [-p for p in paid] + got
    value_at_ends = [pyxirr.npv(rate, flows) or 0.0 for rate in (GRID[0], GRID[-1])]
    assume(value_at_ends[0] > 1e-3 and value_at_ends[1] < -1e-3)
    values = Program(returns(flows)).run()
    rate = values["irr.monthly"]
    assert values["irr.roots"] == 1
    assert abs(pyxirr.npv(rate, flows) or 0.0) <= 1e-9 * sum(
        abs(f) / (1 + rate) ** t for t, f in enumerate(flows)
    )


def annuity(loan: float, rate: float, months: int) -> Model:
    m = Model(months)
    left = m.input("months", months, "months", label("months")) - counter(m) + 1
    share = m.input("rate", rate / 12, "share/month", label("rate"))
    balance = m.declare("balance", "NOK", label("b"), opening=m.input("loan", loan, "NOK", label("loan")))
    interest = m.line("interest", balance.previous * share, "NOK", label("i"))
    due = m.line("due", balance.previous * share / (1 - (1 + share) ** -left), "NOK", label("d"))
    payment = m.line("payment", when(left <= 1, balance.previous + interest, due), "NOK", label("p"))
    m.line("principal", payment - interest, "NOK", label("pr"))
    m.define(balance, balance.previous + interest - payment)
    return m


def test_an_annuity_as_a_recurrence() -> None:
    m = annuity(2_500, 0.0824, 12)
    values = Program(m).run()
    first = [round(values[id][0], 2) for id in ("principal", "interest", "balance")]
    assert first == [200.58, 17.17, 2_299.42]
    assert round(values["interest"].sum(), 2) == 112.98
    assert values["balance"][-1] == 0.0
    periods = np.arange(1, 13)
    assert values["interest"] == pytest.approx(-npf.ipmt(0.0824 / 12, periods, 12, 2_500), rel=1e-11)
    assert values["principal"] == pytest.approx(-npf.ppmt(0.0824 / 12, periods, 12, 2_500), rel=1e-11)


def test_the_payment_of_a_long_annuity() -> None:
    m = annuity(200_000, 0.075, 180)
    assert round(Program(m).run()["payment"][0], 4) == 1_854.0247
    assert numbers(m, "payment") == pytest.approx([-npf.pmt(0.075 / 12, 180, 200_000)] * 180, rel=1e-10)
