"""The result: the answer, both parties' measures, pictures, warnings and checks."""

from collections.abc import Sequence

import streamlit as st

from feasibility.analysis import verdicts
from feasibility.analysis.operator_fails import operator_fails, told
from feasibility.language import Label, Language, format_number
from feasibility.model.base.result import PARTS, Result
from feasibility.names import PARTIES, PartyId
from feasibility.screens import answer as answers
from feasibility.screens import figures, markup, words
from feasibility.screens.pictures import picture


def failed_checks(result: Result, language: Language) -> None:
    """A failed check comes first, in red (docs/model.md §11)."""
    failed = result.failed_checks
    if not failed:
        return
    said = words.CHECKS_FAILED.text(language).format(len(failed), len(result.checks))
    lines = "".join(f"\n- {markup.plain(figures.failed(check, language))}" for check in failed)
    st.error(f"**{said}**\n{lines}")


def answer(result: Result, with_support: bool, language: Language) -> None:
    """The answer in one sentence."""
    said = answers.answer(result, language)
    notes = list(said.notes)
    fails = operator_fails(result)
    if fails is not None:
        notes.insert(0, told(result, fails).text(language))
    if not with_support:
        notes.insert(0, words.WITHOUT_SUPPORT.text(language))
    bank = next((verdict for verdict in verdicts.said(result) if verdict.of == "bank"), None)
    if bank is not None:
        reasons = "; ".join(reason.text(language) for reason in bank.brief)
        ready = words.BANK_NOT_READY.text(language).format(reasons) if reasons else ""
        notes.append(ready or words.BANK_READY.text(language))
    if result.warnings:
        pointer = words.ONE_WARNING if len(result.warnings) == 1 else words.WARNINGS_BELOW
        notes.append(pointer.text(language).format(len(result.warnings)))
    st.html(markup.answer(said.sentence, notes, said.tone))


def parties(result: Result, before: Result | None, language: Language) -> None:
    """Landlord and operator side by side; the landlord alone where one company does both."""
    said = answers.answer(result, language)
    if said.operator is None:
        with st.container(border=True):
            _party(result, before, "landlord", said.landlord, language)
        return
    left, right = st.columns(2, gap="medium")
    with left, st.container(border=True, height="stretch"):
        _party(result, before, "landlord", said.landlord, language)
    with right, st.container(border=True, height="stretch"):
        _party(result, before, "operator", said.operator, language)


def gain_parts(result: Result, language: Language) -> None:
    """What every present value and gain is made of (docs/model.md §13.3)."""
    rows = [
        (
            split.whole.label.text(language),
            [format_number(result.number(line) or 0, 0, language) for line in (*split.parts, split.whole)],
        )
        for split in result.built.splits
    ]
    heads = (words.PRESENT_VALUE, *PARTS.values(), words.WHOLE)
    title = words.GAIN_PARTS.text(language)
    with st.expander(title):
        st.html(markup.number_table(rows, [head.text(language) for head in heads], title))


def pictures(result: Result, before: Result | None, compared: Label, language: Language) -> None:
    """The result's charts, two in a row. compared: what is said of the lines of `before`."""
    hint = "" if before is None else markup.paragraph(compared.text(language), "hint")
    st.html(markup.heading(words.PICTURES.text(language), 2) + hint)
    charts = result.built.charts
    for first in range(0, len(charts), 2):
        columns = st.columns(2, gap="medium")
        for column, chart in zip(columns, charts[first : first + 2], strict=False):
            with column:
                unit = words.AXIS_UNIT[chart.unit].text(language)
                st.html(markup.heading(f"{chart.title.text(language)}, {unit}", 3))
                spec = picture(chart, result, before, language)
                st.vega_lite_chart(spec=spec, width="stretch", theme=None)


def others(result: Result, before: Result | None, language: Language) -> None:
    """The municipality's measures, and those of landlord and operator taken together."""
    with st.expander(words.OTHER_PARTIES.text(language)):
        for party in ("municipality", "project"):
            rows = [
                row
                for headline in (True, False)
                for row in figures.figures(result, before, party, language, headline=headline)
            ]
            if rows:
                name = PARTIES[party].full.text(language)
                st.html(markup.heading(name, 3) + _table(rows, before is not None, name, language))


def warnings(result: Result, language: Language) -> None:
    """Advice with its source."""
    if not result.warnings:
        return
    st.html(markup.heading(words.WARNINGS.text(language), 2))
    st.html(
        markup.listing(
            (w.text.text(language), words.SOURCE.text(language).format(w.source.text(language)))
            for w in result.warnings
        )
    )


def checks(result: Result, language: Language) -> None:
    """Every check, those that failed first."""
    all_checks = result.checks
    failed = result.failed_checks
    if not all_checks:
        return
    passed = [check for check in all_checks if check not in failed]
    rows = [
        (
            check.label.text(language),
            figures.shown_difference(check, language),
            (words.FAILED if check in failed else words.PASSED).text(language),
            check in failed,
        )
        for check in (*failed, *passed)
    ]
    title = words.CHECKS.text(language)
    if not failed:
        count, live = len(all_checks), len(result.built.checks)
        title = words.CHECKS_PASSED.text(language).format(count, live, count - live)
    with st.expander(title, expanded=bool(failed)):
        headings = (words.CHECK, words.DIFFERENCE, words.VALUE)
        check, difference, value = (label.text(language) for label in headings)
        st.html(markup.check_table(rows, (check, difference, value), words.CHECKS.text(language)))


def _party(
    result: Result, before: Result | None, party: PartyId, verdict: answers.Verdict, language: Language
) -> None:
    name = PARTIES[party].short.text(language)
    rows = figures.figures(result, before, party, language, headline=True)
    st.html(
        markup.party(name, verdict.tone, words.TONES[verdict.tone].text(language), verdict.text)
        + _table(rows, before is not None, name, language)
    )
    more = figures.figures(result, before, party, language, headline=False)
    if more:
        with st.expander(words.MORE_FIGURES.text(language)):
            st.html(_table(more, before is not None, name, language))


def _table(rows: Sequence[figures.Figure], is_compared: bool, caption: str, language: Language) -> str:
    value = words.VALUE_AND_CHANGE if is_compared else words.VALUE
    return markup.figure_table(rows, (words.FIGURE.text(language), value.text(language)), caption)
