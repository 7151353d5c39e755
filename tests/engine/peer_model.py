"""The case of `peer_case` in engine lines."""

from feasibility.engine.expr import Axis, Counter, Expr, Line, as_expr, flag, least, modulo, npv, when
from feasibility.engine.internal_rate import ReturnGrid
from feasibility.engine.model import Model
from feasibility.language import Label
from tests.engine.peer_case import MONTHS, PeerCase


def peer_model(case: PeerCase) -> Model:
    m = Model(MONTHS + 1)  # the first period is time 0
    i = {id: m.input(id, value, "ratio", Label(id, id)) for id, value in case.inputs().items()}

    def line(id: str, formula: Expr, unit: str = "NOK") -> Line:
        return m.line(id, formula, unit, Label(id, id))

    number = line("number", Counter(Axis.MONTH), "month")
    t = line("month", number - 1, "month")
    step = flag(modulo(t, 12).equals(1))
    index = m.recurrence(
        "index",
        lambda before: when(t <= 1, 1, before * (1 + i["growth"] * step)),
        "index",
        Label("index", "index"),
        opening=1,
    )
    progress = least(t - 1, i["ramp_months"] - 1) / (i["ramp_months"] - 1)
    start = i["occupancy_at_opening"]
    occupancy = line("occupancy", start + (i["occupancy_stable"] - start) * progress, "share")
    income = line("income", i["desks"] * i["price_nok"] * occupancy * index)
    end_1 = i["phase_1_months"]
    end_2 = end_1 + i["phase_2_months"]
    end_3 = end_2 + i["phase_3_months"]
    third = when(t <= end_3, i["phase_3_off"])
    off = line("off", when(t <= end_1, i["phase_1_off"], when(t <= end_2, i["phase_2_off"], third)), "share")
    rent = line("rent", i["area_m2"] * i["rent_nok_per_m2_year"] / 12 * index * (1 - off))
    costs = line("costs", i["fixed_costs_nok"] * index + i["costs_share_of_income"] * income)
    rate = line("rate", i["loan_rate"] / 12, "share/month")
    payment = i["loan_nok"] * rate / (1 - (1 + rate) ** -i["loan_months"])
    debt = line("debt_service", when(t <= i["loan_months"], payment))
    own = i["loan_nok"] - i["works_nok"]
    cash = line("cash", when(t < 1, own, income - rent - costs - debt))
    monthly = (1 + i["discount_rate"]) ** (1 / as_expr(12)) - 1
    line("npv", npv(monthly, cash) * (1 + monthly))
    ReturnGrid(m).of(cash, "irr", Label("irr", "irr"))
    return m
