"""How long the deal is counted, and what follows it: most of a gain may lie there."""

from __future__ import annotations

from typing import Final

from feasibility.language import LANGUAGES, Label, Language
from feasibility.model import Result
from feasibility.report.words import count_of_months, month_dates, month_name


def deal_length(result: Result) -> Label | None:
    """From when to when the deal is counted, with or without its renewal (forlengelse), and what follows.

    None where no operator comes and goes, or no month of the deal lies within the case.
    """
    if "operator" not in result.case.companies:
        return None
    first, last = (round(result.number(f"deal.{which}_month") or 0) for which in ("first", "last"))
    horizon = len(month_dates(result))
    if not first <= min(last, horizon):
        return None
    ends = min(last, horizon)
    nb, en = (_span(result, first, last, ends, language) for language in LANGUAGES)
    if last >= horizon:
        return Label(f"{nb}.", f"{en}.")
    return Label(f"{nb}. {_after(result, last, 'nb')}", f"{en}. {_after(result, last, 'en')}")


def _span(result: Result, first: int, last: int, ends: int, language: Language) -> str:
    begins, until = (month_name(result, month, language) for month in (first, ends))
    counted, whole = ends - first + 1, count_of_months(last - first + 1, language)
    months = whole
    if last > ends:
        months = Label(
            f"{counted} av {whole}, så langt saken rekker",
            f"{counted} of {whole}, as far as the case reaches",
        ).text(language)
    how = _renewal(result, language)
    return Label(
        f"Avtalen er regnet fra {begins} til {until}: {months}{how}",
        f"The deal is counted from {begins} to {until}: {months}{how}",
    ).text(language)


def _renewal(result: Result, language: Language) -> str:
    """What of it is renewal; of an agreement without a lease there is none to speak of."""
    lease = result.case.lease
    if result.case.operator_default is not None:
        return Label(", til driveren misligholder", ", until the operator defaults").text(language)
    if result.case.phases:
        count = len(result.case.stages)
        return Label(f", i {count} avtaler etter hverandre", f", in {count} deals one after another").text(
            language
        )
    if lease is None:
        return ""
    if lease.break_option is not None and lease.break_option.exercised:
        return Label(", til den blir sagt opp", ", until notice is given").text(language)
    if lease.renewal is None:
        return Label(", uten forlengelse", ", without renewal").text(language)
    months = count_of_months(lease.renewal.term_months, language)
    return Label(f", med en forlengelse på {months}", f", with a renewal of {months}").text(language)


def _after(result: Result, last: int, language: Language) -> str:
    first = "after_lease.first_month"
    if first not in result.built.model.lines:
        empty = Label("Deretter står lokalene tomme", "Then the space stands empty").text(language)
        if "landlord.npv_against_ordinary" in result.built.model.lines:
            empty += _WHILE_LET.text(language)  # else the gain over a tenant looks like the operator's doing
        return f"{empty}."
    void = round(result.number(first) or 0) - last - 1
    if not void:
        return Label(
            "Deretter leies lokalene ut til en ordinær leietaker, uten tomgang.",
            "Then the space is let to an ordinary tenant, without a void.",
        ).text(language)
    months = count_of_months(void, language)
    return Label(
        f"Deretter leies lokalene ut til en ordinær leietaker, etter {months} tomgang.",
        f"Then the space is let to an ordinary tenant, after a void of {months}.",
    ).text(language)


_WHILE_LET: Final = Label(
    ", mens en ordinær leietaker er regnet til saken slutter",
    ", while an ordinary tenant is counted to the end of the case",
)
