"""The view of a simulation: what is drawn, the button, progress while it runs, and the answer."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal

import streamlit as st

from feasibility.analysis.no_answer import NoAnswer
from feasibility.analysis.numbers import default_measure, number
from feasibility.analysis.simulate.runs import RUNS, SEED, simulate
from feasibility.analysis.simulate.uncertain import Vary, uncertain
from feasibility.analysis.simulate.usual import usual
from feasibility.answers.answer import Answer
from feasibility.answers.simulate import answer
from feasibility.evaluate import run
from feasibility.language import Language, format_number, format_stated
from feasibility.model import Result
from feasibility.screens import answer_page, markup, measures, session
from feasibility.screens.chosen import Opened
from feasibility.screens.simulation import words
from feasibility.screens.simulation.job import Job, Tell, Work

Which = Literal["own", "usual"]
_CHOICES: Final = (1_000, 5_000, RUNS, 50_000)
_MOST_SEED: Final = 2**31 - 1
_CHUNK: Final = 1_000
_EVERY_SECONDS: Final = 0.5


@dataclass(frozen=True)
class Asked:
    """What is asked for, of which run."""

    key: object
    which: Which
    measure: str
    runs: int
    seed: int


def draw(opened: Opened, result: Result) -> None:
    """The choices and the answer, or how far it has come."""
    language = opened.chosen.language
    st.html(markup.paragraph(words.LEAD.text(language), "hint"))
    start = session.start(opened, result)
    which, vary = _which(start, language)
    if which == "usual" and not vary:
        st.info(words.NOTHING.text(language))
        return
    asked = _asked(opened, start, which, language)
    slot = f"simulation:{opened.chosen.key}"
    job: Job | None = st.session_state.get(slot)
    if st.button(
        words.START.text(language),
        key="simulate",
        type="primary",
        disabled=job is not None and not job.is_over,
    ):
        st.session_state[slot] = Job(_work(start, asked, vary), asked).start()
        st.rerun()  # the button gives way to the one that ends it
    if job is None:
        return
    if not job.is_over:
        st.fragment(_follow, run_every=_EVERY_SECONDS)(job, language)
    else:
        _over(job, asked, language)


def _which(start: Result, language: Language) -> tuple[Which, Vary]:
    """Whether the case's own uncertain numbers are drawn, and what is drawn beside them."""
    spread = usual(start)
    try:
        uncertain(start)
    except NoAnswer:
        st.html(markup.paragraph(words.NO_OWN.text(language)))
        _drawn(start, spread, language)
        return "usual", spread
    which: Which = st.radio(
        words.WHICH.text(language),
        ("own", "usual"),
        format_func=lambda of: (words.OWN if of == "own" else words.USUAL).text(language),
        key="choice:uncertain",
    )
    if which == "usual":
        _drawn(start, spread, language)
        return which, spread
    return which, {}


def _drawn(start: Result, vary: Vary, language: Language) -> None:
    rows = []
    for path, of in vary.items():
        one = number(start, path)
        ends = [format_stated(float(str(of[end])), one.unit, language) for end in ("low", "mode", "high")]
        rows.append((one.label.text(language), ends))
    title = words.DRAWN.text(language)
    with st.expander(title):
        st.html(markup.number_table(rows, [head.text(language) for head in words.COLUMNS], title))


def _asked(opened: Opened, start: Result, which: Which, language: Language) -> Asked:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        measure = measures.choose(start, words.MEASURE, "choice:driven", default_measure(start), language)
        runs: int = st.selectbox(
            words.RUNS.text(language),
            _CHOICES,
            index=_CHOICES.index(RUNS),
            format_func=lambda count: format_number(count, 0, language),
            key="choice:runs",
            width=200,
        )
        seed = st.number_input(
            words.SEED.text(language), 0, _MOST_SEED, SEED, 1, key="choice:seed", format="%d", width=280
        )
    return Asked(session.run_key(opened), which, measure, runs, int(seed))


def _work(start: Result, asked: Asked, vary: Vary) -> Work:
    """The runs; what the case says itself is drawn as well where it is asked for."""
    workers = max(1, (os.cpu_count() or 2) // 2)  # others use the machine too

    def work(tell: Tell, going_on: Callable[[], None]) -> Answer:
        of = start
        if asked.which == "usual" and start.case.uncertainty is not None:
            of = run(start.case.changed({"uncertainty": None, "scenarios": {}}))
        found = simulate(
            of,
            asked.runs,
            asked.seed,
            asked.measure,
            vary,
            workers=workers,
            chunk=_CHUNK,
            progress=tell,
            going_on=going_on,
        )
        return answer(found, start)

    return work


def _follow(job: Job, language: Language) -> None:
    """How far it has come, and the way to end it; drawn anew by itself until it is over."""
    state = job.look()
    if job.is_over:
        st.rerun()
    if state == "waiting":
        text = words.WAITING.text(language)
    elif job.share == 0:
        text = words.BEFORE.text(language)
    elif job.share < 1:
        assert isinstance(job.asked, Asked)
        counts = (format_number(of, 0, language) for of in (job.share * job.asked.runs, job.asked.runs))
        text = words.WORKING.text(language).format(*counts)
    else:
        text = words.AFTER.text(language)
    st.progress(job.share, text)
    st.button(words.STOP.text(language), key="cancel", on_click=job.stop)


def _over(job: Job, asked: Asked, language: Language) -> None:
    if job.state == "stopped":
        st.info(words.STOPPED.text(language))
    elif job.state == "failed":
        st.error(words.FAILED.text(language))
    elif job.refusal is not None:
        st.info(markup.plain(job.refusal.text(language)))
    elif job.answer is not None:
        if job.asked != asked:
            st.warning(words.OLD.text(language))
        answer_page.draw(job.answer, language, expanded=False)
