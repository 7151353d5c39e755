"""The engine is general: a case it was not written for, in under 50 lines, one by one and 1,000 at once."""

import inspect

import numpy as np
import pytest
import pyxirr

from feasibility.engine.compute.program import Program
from tests.engine import peer_model as peer_module
from tests.engine.peer_case import (
    ANNUAL_RATE,
    NPV_NOK,
    PeerCase,
    cash_flows,
    internal_rate,
    net_present_value,
    thousand,
)
from tests.engine.peer_model import peer_model

EXACT = 1e-9


def test_the_plain_loop_gives_the_published_numbers() -> None:
    assert round(net_present_value(PeerCase()), 2) == NPV_NOK
    assert round(internal_rate(PeerCase()), 8) == ANNUAL_RATE
    monthly = pyxirr.irr(cash_flows(PeerCase()))
    assert monthly is not None
    assert (1 + monthly) ** 12 - 1 == pytest.approx(ANNUAL_RATE, abs=1e-8)


def test_in_engine_lines_it_takes_fewer_than_50() -> None:
    source = [line for line in inspect.getsource(peer_module).splitlines() if line.strip()]
    assert len(source) < 50


def test_one_by_one() -> None:
    program = Program(peer_model(PeerCase()))
    for case in (PeerCase(), *thousand()[::97]):
        values = program.run(case.inputs())
        assert list(values["cash"]) == pytest.approx(cash_flows(case), rel=EXACT)
        assert values["npv"] == pytest.approx(net_present_value(case), rel=EXACT)
        assert values["irr.annual"] == pytest.approx(internal_rate(case), rel=EXACT)


def test_1000_scenarios_in_one_array() -> None:
    cases = thousand()
    varied = {id: np.array([case.inputs()[id] for case in cases]) for id in ("occupancy_stable", "price_nok")}
    many = Program(peer_model(PeerCase())).run_many(varied, ["npv", "irr.annual"])
    assert many["npv"] == pytest.approx([net_present_value(case) for case in cases], rel=EXACT)
    assert many["irr.annual"] == pytest.approx([internal_rate(case) for case in cases], rel=EXACT)
