"""The form of the quick start: about ten answers in the order a landlord has them, and what they become."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, TypeVar

import streamlit as st

from feasibility import resources
from feasibility.case import Case, CaseError
from feasibility.evidence.benchmarks import benchmark
from feasibility.language import Label, Language, format_measure
from feasibility.screens import markup, session, start_words
from feasibility.screens.quick import read, words
from feasibility.screens.quick.read import PREFIX, Answers
from feasibility.screens.typed import unit_words, written
from feasibility.starting import divided_area, in_words, name_of, number_at, template_of

_Choice = TypeVar("_Choice", bound=str)
_TRIED: Final = "new:tried"
_REFUSED: Final = "new:mistake"
_LONGEST: Final = 200

_PATHS: Final = {
    "ordinary_rent_nok_per_m2_year": "comparison.ordinary_tenant.rent_nok_per_m2_year",
    "rent_nok_per_m2_year": "deal.lease.rent_nok_per_m2_year",
    "turnover_share": "deal.turnover.share_of_income",
    "fee_nok_per_month": "deal.fee.base_nok_per_month",
    "surplus_share": "deal.fee.surplus_share",
    "value_nok": "valuation.vacant_value_nok",
    "works_nok": "works.ombygging.amount_nok",
    "landlord_works_share": "works.ombygging.landlord_share",
    "loan_nok": "financing.landlord.loans.bank.amount_nok",
}
"""Where in the case the number stands that is used without an answer."""
_BY_AREA: Final = frozenset({"value_nok", "works_nok", "loan_nok"})
"""Numbers that follow the area where they are not stated."""


def draw(language: Language) -> None:
    """The form, with what is wrong at its field, and the button that makes the case."""
    answers = read.answers_in(session.address(), start_words.STRUCTURES, language)
    mistakes = dict(answers.mistakes)
    if st.session_state.get(_TRIED) and not answers.is_blank:
        mistakes |= read.no_area(answers, language)
    _structure(answers, language)
    with st.container(key="quick", gap="small"):
        left, right = st.columns(2, gap="medium")
        with left:
            _head(words.PLACE_GROUP, language)
            _text(read.PLACE, words.PLACE.text(language), answers, mistakes)
            _numbers(("area_m2",), answers, mistakes, language)
            _choice(read.TODAY, words.TODAY, words.TODAY_IS, answers, language)
            if answers.typed.get(read.TODAY) != "let":
                _numbers(("empty_months",), answers, mistakes, language)
            _numbers(("ordinary_rent_nok_per_m2_year", "value_nok"), answers, mistakes, language)
            _head(words.ROOM_GROUP, language)
            _places(answers, mistakes, language)
        with right:
            if answers.structure != "landlord_operated":
                _head(words.DEAL_GROUP, language)
            _numbers(
                (
                    "rent_nok_per_m2_year",
                    "turnover_share",
                    "fee_nok_per_month",
                    "surplus_share",
                    "free_months",
                    "reduced_share",
                    "reduced_months",
                    "renewal_months",
                ),
                answers,
                mistakes,
                language,
            )
            if "renewal_months" in answers.asked():
                first = "relet" if answers.typed.get(read.TODAY) == "let" else "vacant"
                _choice(read.AFTERWARDS, words.AFTERWARDS, words.AFTERWARDS_IS, answers, language, first)
            _head(words.MONEY_GROUP, language)
            _numbers(("works_nok", "landlord_works_share", "loan_nok"), answers, mistakes, language)
            if "rent_nok_per_m2_year" in answers.asked():
                _choice(read.BORROWER, words.BORROWER, words.BORROWER_IS, answers, language)
    _end(answers, mistakes, language)


def _head(said: Label, language: Language) -> None:
    st.html(markup.heading(said.text(language), 3))


def _structure(answers: Answers, language: Language) -> None:
    key = f"new:{read.STRUCTURE}"
    st.session_state[key] = answers.structure
    st.radio(
        start_words.WHO_RUNS.text(language),
        list(start_words.STRUCTURES),
        format_func=lambda structure: start_words.STRUCTURES[structure].text(language),
        key=key,
        on_change=_answered,
        args=(read.STRUCTURE,),
    )
    steps = [label.text(language) for label in start_words.WHO_PAYS[answers.structure]]
    st.html(markup.who_pays(steps, start_words.PAYS.text(language)))


def _text(id: str, label: str, answers: Answers, mistakes: Mapping[str, str], below: str = "") -> None:
    key = f"new:{id}"
    st.session_state[key] = answers.typed.get(id, "")
    with st.container(key=f"box:{key}", gap=None):
        st.text_input(
            markup.plain(label),
            key=key,
            on_change=_answered,
            args=(id,),
            max_chars=_LONGEST,
            autocomplete="off",
        )
        wrong = markup.paragraph(mistakes[id], "mistake") if id in mistakes else ""
        if wrong or below:
            st.html(wrong + (markup.paragraph(below, "source") if below else ""))


def _numbers(ids: Sequence[str], answers: Answers, mistakes: Mapping[str, str], language: Language) -> None:
    asked = answers.asked()
    for id in ids:
        if id in asked:
            label = read.called(asked[id], answers).text(language)
            unit = unit_words(asked[id].unit, language)
            _text(id, f"{label} ({unit})", answers, mistakes, _unanswered(id, answers, language))


def _unanswered(id: str, answers: Answers, language: Language) -> str:
    """What is used where the field is left empty; once something is typed into it, what that does."""
    if answers.typed.get(id, "").strip():
        return _how_long_empty(answers, language) if id == "empty_months" else ""
    if id == "area_m2":
        return words.NEEDED.text(language)
    template = template_of(answers.structure)
    case = template if answers.case is None else answers.case
    unit = answers.asked()[id].unit
    if id in _PATHS:
        value, templates = number_at(case, _PATHS[id]), number_at(template, _PATHS[id])
        if value is None:
            return ""
        if id == "ordinary_rent_nok_per_m2_year" and templates is not None and value != templates:
            both = (written(each, unit, language) for each in (value, templates))
            return words.AS_ASKED.text(language).format(*both)
        said = words.WITHOUT if id in _BY_AREA and answers.case is not None else words.TEMPLATES
        return said.text(language).format(written(value, unit, language))
    if id == "empty_months":
        value = number_at(template, "comparison.ordinary_tenant.void_months") or 0
        return words.EMPTY_MONTHS.text(language).format(format_measure(value, "months", language))
    if id == "renewal_months":
        term = template.lease.term_months if template.lease is not None else 0
        return words.NO_RENEWAL.text(language).format(format_measure(term, "months", language))
    return _reduction(id, template, unit, language)


def _how_long_empty(answers: Answers, language: Language) -> str:
    """What the months that it has stood empty do: longer than the template's, they take their place."""
    if answers.quick is None or answers.quick.empty_months is None:
        return ""
    templates = number_at(template_of(answers.structure), "comparison.ordinary_tenant.void_months") or 0
    said = words.LONG_EMPTY if answers.quick.empty_months > templates else words.SHORT_EMPTY
    return said.text(language).format(format_measure(templates, "months", language))


def _reduction(id: str, template: Case, unit: str, language: Language) -> str:
    """What the template gives of rent reductions."""
    if template.lease is None:
        return ""
    place = "free" if id == "free_months" else "off"
    kinds = {"free": "rent_free", "off": "percentage"}
    found = next((r for r in template.lease.reductions if r.kind == kinds[place]), None)
    if found is None:
        return words.WITHOUT.text(language).format(written(0, unit, language))
    value = getattr(found, "share", 0.0) if id == "reduced_share" else found.to_month - found.from_month + 1
    return words.TEMPLATES.text(language).format(written(value, unit, language))


def _choice(
    id: str,
    label: Label,
    choices: Mapping[_Choice, Label],
    answers: Answers,
    language: Language,
    usual: str | None = None,
) -> None:
    key = f"new:{id}"
    first = usual or next(iter(choices))
    st.session_state[key] = answers.typed[id] if answers.typed.get(id) in choices else first
    st.radio(
        label.text(language),
        list(choices),
        format_func=lambda choice: choices[choice].text(language),
        key=key,
        on_change=_answered,
        args=(id,),
        horizontal=True,
    )


def _places(answers: Answers, mistakes: Mapping[str, str], language: Language) -> None:
    key = f"new:{read.FILL}"
    st.session_state[key] = answers.fills
    st.toggle(words.FILL.text(language), key=key, on_change=_fill)
    if not answers.fills:
        asked = answers.asked()
        for id in ("offices", "desks"):
            below = "" if answers.typed.get(id, "").strip() else words.MORE.text(language)
            _text(id, asked[id].label.text(language), answers, mistakes, below)
    if answers.quick is None or answers.case is None:
        return
    found, desk = divided_area(answers.quick), benchmark("area_per_desk")
    template = template_of(answers.structure)
    office = template.building.spaces["kontor"].total_m2 / template.products["kontor"].units
    said = words.FILLED.text(language).format(
        area=format_measure(answers.quick.area_m2, "m2", language),
        places=in_words(found.offices, found.desks, language),
        office=format_measure(office, "m2", language),
        desk=format_measure(desk.middle, "m2", language),
        source=f"{desk.source.text(language)} {desk.date}",
    )
    if found.has_room_for_more:
        fit = in_words(found.offices_fit, found.desks_fit, language)
        said = f"{said} {words.ROOMY.text(language).format(fit)}"
    st.html(markup.paragraph(said, "hint"))


def _end(answers: Answers, mistakes: Mapping[str, str], language: Language) -> None:
    below = "" if answers.quick is None else words.EMPTY_NAME.text(language).format(name_of(answers.quick))
    if answers.typed.get(read.NAME, "").strip():
        below = ""
    _text(read.NAME, words.NAME.text(language), answers, mistakes, below)
    refused: Label | None = st.session_state.pop(_REFUSED, None)
    if refused is not None:
        st.html(markup.paragraph(refused.text(language), "mistake"))
    elif st.session_state.get(_TRIED) and mistakes:
        listed = ", ".join(_field_name(id, answers, language) for id in mistakes)
        st.html(markup.paragraph(words.MEND.text(language).format(listed), "mistake"))
    st.html(markup.paragraph(words.REST.text(language), "hint"))
    st.button(
        start_words.BEGIN.text(language), key="begin", type="primary", on_click=_begin, args=(language,)
    )


def _field_name(id: str, answers: Answers, language: Language) -> str:
    asked = answers.asked().get(id)
    if asked is not None:
        return read.called(asked, answers).text(language).lower()
    return {read.NAME: words.NAME, read.PLACE: words.PLACE}.get(id, words.PLACE).text(language).lower()


def _answered(id: str) -> None:
    """Put an answer into the address, or take it out where it is empty."""
    text = str(st.session_state.get(f"new:{id}") or "")
    key = f"{PREFIX}{id}"
    if text:
        st.query_params[key] = text
    elif key in st.query_params:
        del st.query_params[key]


def _fill() -> None:
    key = f"{PREFIX}{read.FILL}"
    if not st.session_state[f"new:{read.FILL}"]:
        st.query_params[key] = "0"
    elif key in st.query_params:
        del st.query_params[key]


def _begin(language: Language) -> None:
    """Make the case and show it; with nothing but a name, it is the template as it stands."""
    answers = read.answers_in(session.address(), start_words.STRUCTURES, language)
    # Whoever is quick presses the button before the browser's address has the answer typed last.
    for id in (read.NAME, read.PLACE, *answers.asked()):
        if st.session_state.get(f"new:{id}"):
            _answered(id)
    answers = read.answers_in(session.address(), start_words.STRUCTURES, language)
    st.session_state[_TRIED] = True
    name, text = answers.typed.get(read.NAME, "").strip(), resources.template_text(answers.structure)
    if answers.is_blank:
        if not name:
            st.session_state[_REFUSED] = start_words.NO_NAME
            return
        try:
            case = template_of(answers.structure).changed({"name": name})
        except CaseError as error:
            st.session_state[_REFUSED] = Label(error.messages("nb")[0], error.messages("en")[0])
            return
    elif answers.case is None:
        return
    else:
        case = answers.case
    st.session_state[_TRIED] = False
    session.keep_new(case, text)
