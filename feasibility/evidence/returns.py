"""Warnings about measures of return."""

from __future__ import annotations

from collections.abc import Iterator

from feasibility.engine.explain.explain import reason_for_null
from feasibility.evidence.facts import Facts
from feasibility.language import Label, Language, format_share
from feasibility.model.base.result import Caution

_ANNUAL = ".annual"
UNIQUE = Label(
    "Norstrøm 1972: internrenten er entydig når den løpende summen skifter fortegn én gang",
    "Norstrøm 1972: the internal rate is unique where the running total changes sign once",
)


def several_internal_rates(facts: Facts) -> Iterator[Caution]:
    """Measures whose flows have, or may have, more than one internal rate."""
    found = [
        measure.line.id.removesuffix(_ANNUAL)
        for measure in facts.built.measures
        if measure.line.id.endswith(_ANNUAL)
    ]
    doubtful = [id for id in found if facts.scalar(f"{id}.several")]
    if doubtful:
        nb, en = ("; ".join(_told(facts, id, language) for id in doubtful) for language in ("nb", "en"))
        yield Caution(
            "several_internal_rates",
            Label(
                f"Flere internrenter mulig; bruk nåverdien. {nb}.",
                f"Several internal rates possible; use the present value. {en}.",
            ),
            UNIQUE,
        )


def _told(facts: Facts, id: str, language: Language) -> str:
    """ "Internrente, driver: 21,05 %, også −83,02 %" for one of them, per year."""
    label = facts.built.model.lines[f"{id}{_ANNUAL}"].label
    name = label.nb if language == "nb" else label.en
    text = f"{name}: {_rate(facts, f'{id}{_ANNUAL}', language)}"
    roots = facts.scalar(f"{id}.roots") or 0
    if roots > 1:
        rates = [_rate(facts, f"{id}.other", language)]
        if roots > 2 and facts.scalar(f"{id}.other") is not None:  # else that tells of all the others
            rates.append(_rate(facts, f"{id}.third", language))
        others = [rate for rate in dict.fromkeys(rates) if not text.endswith(f": {rate}")]
        if others:  # the same words of a second root outside the range tell nothing more
            text += f", {'også' if language == 'nb' else 'also'} {', '.join(others)}"
    return text


def _rate(facts: Facts, line: str, language: Language) -> str:
    """A rate per year, or the reason there is none."""
    rate = facts.scalar(line)
    if rate is not None:
        return format_share(rate, language, 2)
    reason = reason_for_null(facts.values, facts.built.model.lines[line])
    return "" if reason is None else reason.nb if language == "nb" else reason.en
