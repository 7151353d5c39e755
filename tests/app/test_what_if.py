"""What if: a number sought, and simulation with progress and cancel; of each example."""

import threading
import time
from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from feasibility.answers.answer import Answer
from feasibility.case import load_case
from feasibility.language import Label
from feasibility.resources import example_names, example_path
from feasibility.screens.simulation import job as jobs
from feasibility.screens.simulation.job import Job
from feasibility.screens.simulation.view import SEED
from tests.app.pages import all_text, open_app
from tests.app.support import fake_result

RENT = "deal.lease.rent_nok_per_m2_year"


def said(at: AppTest) -> str:
    return all_text(at).replace("\u00a0", " ").replace("\u202f", " ")


# ---- in the background ------------------------------------------------------------------------------------


def _answer() -> Answer:
    return Answer("simulate", Label("Svar", "Answer"), fake_result())


def _until(true: Callable[[], bool]) -> None:
    for _ in range(400):
        if true():
            return
        time.sleep(0.02)
    raise AssertionError("it never came to that")


def test_progress_moves_and_cancel_ends_the_work() -> None:
    done: list[int] = []

    def work(tell: Callable[[float], None], going_on: Callable[[], None]) -> Answer:
        while len(done) < 1000:
            going_on()
            done.append(1)
            tell(len(done) / 1000)
            time.sleep(0.005)
        return _answer()

    job = Job(work, "asked").start()
    _until(lambda: job.look() == "working" and job.share > 0.005)
    first = job.share
    _until(lambda: job.look() == "working" and job.share > first)
    job.stop()
    assert job.wait(10)
    assert job.state == "stopped"
    so_far = len(done)
    assert so_far < 1000
    time.sleep(0.1)
    assert len(done) == so_far  # nothing goes on behind the page's back
    assert job.answer is None


def test_what_nobody_asks_after_ends_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "ABANDONED_SECONDS", 0.05)

    def work(_: object, going_on: Callable[[], None]) -> Answer:
        while True:
            going_on()
            time.sleep(0.01)

    job = Job(work, "asked").start()
    assert job.wait(10)
    assert job.state == "stopped"


def test_two_run_at_once_a_third_waits_for_its_turn_and_may_leave(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "_AT_ONCE", threading.BoundedSemaphore(2))
    let_go = threading.Event()

    def work(_: object, going_on: Callable[[], None]) -> Answer:
        while not let_go.is_set():
            going_on()
            time.sleep(0.01)
        return _answer()

    one, other = Job(work, 1).start(), Job(work, 2).start()
    _until(lambda: one.look() == other.look() == "working")
    third, fourth = Job(work, 3).start(), Job(work, 4).start()
    time.sleep(0.2)
    assert (third.look(), fourth.look()) == ("waiting", "waiting")
    fourth.stop()
    assert fourth.wait(10)
    assert fourth.state == "stopped"
    let_go.set()
    assert all(job.wait(10) for job in (one, other, third))
    assert [job.state for job in (one, other, third)] == ["done", "done", "done"]


def test_work_that_fails_is_told_as_failed() -> None:
    def work(*_: object) -> Answer:
        raise ZeroDivisionError

    job = Job(work, "asked").start()
    assert job.wait(10)
    assert job.state == "failed"


# ---- on the page ------------------------------------------------------------------------------------------


def _run_out(at: AppTest) -> str:
    for _ in range(120):
        page = said(at)
        if 'class="fz-said' in page:
            return page
        time.sleep(0.5)
        at.run()
        assert not at.exception
    raise AssertionError("no answer came")


@pytest.mark.slow
@pytest.mark.parametrize("language", ["nb", "en"])
def test_a_case_that_says_nothing_is_simulated_with_a_usual_spread(language: str) -> None:
    at = open_app(example="vat_turn", view="simulate", language=language)
    assert ("konvensjon" if language == "nb" else "convention") in said(at)
    at.selectbox(key="choice:runs").set_value(1000).run()
    at.button(key="simulate").click().run()
    assert not at.exception
    page = _run_out(at)
    assert (f"frø {SEED}" if language == "nb" else f"seed {SEED}") in page
    assert len(at.get("vega_lite_chart")) >= 2  # the fan of each company, and the measure
    at.number_input(key="choice:seed").set_value(7).run()
    assert ("endret siden" if language == "nb" else "changed since") in said(at)


@pytest.mark.slow
def test_a_simulation_is_cancelled_on_the_page() -> None:
    at = open_app(example="larvik", view="simulate")
    at.selectbox(key="choice:runs").set_value(50_000).run()
    at.button(key="simulate").click().run()
    job: Job = at.session_state["simulation:larvik"]
    assert not job.is_over
    assert at.button(key="simulate").disabled
    at.button(key="cancel").click().run()
    assert job.wait(60)
    at.run()
    assert "Avbrutt" in said(at)
    assert job.state == "stopped"
    assert not at.button(key="simulate").disabled


@pytest.mark.slow
@pytest.mark.parametrize("name", example_names())
def test_a_number_is_sought_in_each_example(name: str) -> None:
    at = open_app(example=name, view="solve")
    assert "Spørsmålet: " in said(at)
    assert len(at.get("vega_lite_chart")) == 1


@pytest.mark.slow
def test_what_is_counted_is_said_in_whole_numbers_too() -> None:
    at = open_app(example="larvik", view="solve", language="en")
    at.selectbox(key="choice:number").set_value("products.cellekontor.units").run()
    at.text_input(key="choice:target").set_value("100 000").run()
    assert not at.exception
    page = said(at)
    assert "The answer is 5." in page
    assert "In whole numbers: 5 gives " in page
    assert " and 6 gives " in page
    at.text_input(key="choice:target").set_value("1 000 000 000").run()
    assert "No value of the range gives it. Nearest comes " in said(at)
    at.text_input(key="choice:target").set_value("mye").run()
    assert "fz-mistake" in said(at)
    at.text_input(key="choice:target").set_value("0").run()
    at.text_input(key="choice:from").set_value("9").run()
    at.text_input(key="choice:to").set_value("3").run()
    assert len(at.info) == 1


@pytest.mark.slow
def test_scenarios_and_alternatives_are_chosen_side_by_side() -> None:
    case = load_case(example_path("larvik"))
    scenario = next(iter(case.scenarios))
    at = open_app(example="larvik", view="compare", language="en")
    every = said(at)
    # The first table: what, each column, the best. Stated, every scenario, vacant and ordinary.
    assert heads(every) == 1 + 3 + len(case.scenarios) + 1
    at.multiselect(key="choice:columns:larvik").set_value(["vacant", scenario]).run()
    assert not at.exception
    some = said(at)
    assert case.scenarios[scenario].label[:20] in some
    assert heads(some) == 1 + 3 + 1  # stated, which differences are taken to, and the two chosen
    at.selectbox(key="choice:against:larvik").set_value("vacant").run()
    assert not at.exception
    assert 'Difference from "Vacant"' in said(at)


def heads(page: str) -> int:
    """How many columns the first table of an answer has."""
    table = page[page.index('class="fz-wide"') :].partition("</thead>")[0]
    return table.count('<th scope="col"')
