"""The result: the answer, both parties' measures, pictures, warnings and checks."""

from collections.abc import Sequence

import streamlit as st

from feasibility.analysis import verdicts
from feasibility.analysis.operator_fails import operator_fails, told
from feasibility.language import Label, Language, format_number
from feasibility.model.base.result import PARTS, Result
from feasibility.names import PARTIES, CompanyId, PartyId
from feasibility.screens import answer as answers
from feasibility.screens import figures, markup, words
from feasibility.screens.chosen import Opened
from feasibility.screens.links import Links
from feasibility.screens.markup import Cell
from feasibility.screens.pictures import picture
from feasibility.screens.view_words import DEFAULT_VIEW


def failed_checks(result: Result, language: Language) -> None:
    """A failed check comes first, in red (docs/model.md §11)."""
    failed = result.failed_checks
    if not failed:
        return
    said = words.CHECKS_FAILED.text(language).format(len(failed), len(result.checks))
    lines = "".join(f"\n- {markup.plain(figures.failed(check, language))}" for check in failed)
    st.error(f"**{said}**\n{lines}")


def answer(opened: Opened, result: Result) -> None:
    """The answer in one sentence; on the overview with what it rests on."""
    now, language = opened.chosen, opened.chosen.language
    said = answers.answer(result, language)
    if now.view != DEFAULT_VIEW:
        st.html(markup.answer(said.sentence, (), said.tone))
        return
    notes = list(said.notes)
    fails = operator_fails(result)
    if fails is not None:
        notes.insert(0, told(result, fails).text(language))
    if not now.with_support:
        notes.insert(0, words.WITHOUT_SUPPORT.text(language))
    bank = next((verdict for verdict in verdicts.said(result) if verdict.of == "bank"), None)
    if bank is not None:
        reasons = "; ".join(reason.text(language) for reason in bank.brief)
        ready = words.BANK_NOT_READY.text(language).format(reasons) if reasons else ""
        notes.append(ready or words.BANK_READY.text(language))
    more = ""
    if result.warnings:
        pointer = words.ONE_WARNING if len(result.warnings) == 1 else words.MORE_WARNINGS
        more = pointer.text(language).format(len(result.warnings))
    link = Links(now, result).view("checks")
    st.html(markup.answer(said.sentence, notes, said.tone, (more, link)))


def parties(result: Result, before: Result | None, links: Links) -> None:
    """Landlord and operators side by side; the landlord alone where one company does both."""
    language = links.now.language
    said = answers.answer(result, language)
    if not said.operators:
        with st.container(border=True):
            party(result, before, "landlord", said.landlord, links)
        return
    each: dict[CompanyId, answers.Verdict] = {"landlord": said.landlord, **said.operators}
    for column, (company, verdict) in zip(st.columns(len(each), gap="medium"), each.items(), strict=True):
        with column, st.container(border=True, height="stretch"):
            party(result, before, company, verdict, links)


def gain_parts(result: Result, links: Links) -> None:
    """What every present value and gain is made of, behind its title."""
    with st.expander(words.GAIN_PARTS.text(links.now.language)):
        gain_table(result, links)


def gain_table(result: Result, links: Links) -> None:
    """What every present value and gain is made of (docs/model.md §13.3)."""
    language = links.now.language
    rows = [
        [
            Cell(split.whole.label.text(language)),
            *(
                Cell(format_number(result.number(line) or 0, 0, language), links.why(line))
                for line in (*split.parts, split.whole)
            ),
        ]
        for split in result.built.splits
    ]
    heads = (words.PRESENT_VALUE, *PARTS.values(), words.WHOLE)
    title = words.GAIN_PARTS.text(language)
    st.html(markup.cell_table(rows, [head.text(language) for head in heads], title))


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


def others(result: Result, before: Result | None, links: Links) -> None:
    """The municipality's measures, and those of landlord and operator taken together."""
    language = links.now.language
    with st.expander(words.OTHER_PARTIES.text(language)):
        for party in ("municipality", "project"):
            rows = [
                row
                for headline in (True, False)
                for row in figures.figures(result, before, party, language, headline=headline, links=links)
            ]
            if rows:
                name = PARTIES[party].full.text(language)
                st.html(markup.heading(name, 3) + _table(rows, before is not None, name, language))


def checks(result: Result, links: Links) -> None:
    """Every check, those that failed first; a check of the model leads to what it holds together."""
    language, lines = links.now.language, result.built.model.lines
    all_checks = result.checks
    failed = result.failed_checks
    if not all_checks:
        return
    passed = [check for check in all_checks if check not in failed]
    rows = [
        [
            Cell(check.label.text(language), links.why(lines[check.id]) if check.id in lines else ""),
            Cell(figures.shown_difference(check, language)),
            Cell((words.FAILED if check in failed else words.PASSED).text(language), is_number=False),
        ]
        for check in (*failed, *passed)
    ]
    kinds = ["failed" if check in failed else "" for check in (*failed, *passed)]
    title = words.CHECKS.text(language)
    if not failed:
        count, live = len(all_checks), len(result.built.checks)
        title = words.CHECKS_PASSED.text(language).format(count, live, count - live)
    with st.expander(title, expanded=bool(failed)):
        headings = [label.text(language) for label in (words.CHECK, words.DIFFERENCE, words.OUTCOME)]
        st.html(markup.cell_table(rows, headings, words.CHECKS.text(language), kinds))


def party(result: Result, before: Result | None, of: PartyId, verdict: answers.Verdict, links: Links) -> None:
    """A party's verdict with its measures."""
    st.html(party_verdict(of, verdict, links.now.language))
    party_figures(result, before, of, links)


def party_verdict(of: PartyId, verdict: answers.Verdict, language: Language) -> str:
    """Who, how it goes, and in what way."""
    tone = words.TONES[verdict.tone].text(language)
    return markup.party(PARTIES[of].short.text(language), verdict.tone, tone, verdict.text)


def party_figures(result: Result, before: Result | None, of: PartyId, links: Links) -> None:
    """A party's measures, those that belong on page one first and the others a click away."""
    language = links.now.language
    name = PARTIES[of].short.text(language)
    rows = figures.figures(result, before, of, language, headline=True, links=links)
    st.html(_table(rows, before is not None, name, language))
    more = figures.figures(result, before, of, language, headline=False, links=links)
    if more:
        with st.expander(words.MORE_FIGURES.text(language)):
            st.html(_table(more, before is not None, name, language))


def _table(rows: Sequence[figures.Figure], is_compared: bool, caption: str, language: Language) -> str:
    value = words.VALUE_AND_CHANGE if is_compared else words.VALUE
    return markup.figure_table(rows, (words.FIGURE.text(language), value.text(language)), caption)
