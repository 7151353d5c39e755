"""A result on one screen: both parties, key figures, checks, warnings, and what to do next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace

from feasibility.analysis.operator_fails import operator_fails, told
from feasibility.engine.expr import Line
from feasibility.language import Label, Language, format_measure, format_number
from feasibility.language.label import ended
from feasibility.model import Result
from feasibility.model.base.deal_words import deal_in_full
from feasibility.model.base.result import Caution, Outcome
from feasibility.names import COMPANY_IDS, OPERATOR_IDS, PARTIES
from feasibility.record import record
from feasibility.report.answered import answered
from feasibility.report.ladder import ladder
from feasibility.report.layout import (
    EMPTY,
    WIDTH,
    Column,
    Entry,
    Shown,
    broken,
    next_lines,
    paragraph,
    side_by_side,
)
from feasibility.report.verdicts import parts_table, verdict_lines
from feasibility.report.words import (
    against,
    month_name,
    percent,
    period,
    shown_number,
)

LONGEST = 72
"""Lines of a screen. Warnings that do not fit are counted, not shown."""

_FEWEST_WARNINGS = 2
_DECIMALS = 6


@record
class Applied:
    """What a run changed in the case as it stands in the file.

    scenario: the id of the named scenario, or None; scenario_label: what the user calls it. changes: value by
    path. with_support: False where every support item is switched off.
    """

    scenario: str | None = None
    scenario_label: str = ""
    changes: Mapping[str, object] = field(default_factory=dict)
    with_support: bool = True


def summary(
    result: Result, language: Language, applied: Applied | None = None, next_steps: tuple[Entry, ...] = ()
) -> list[Shown]:
    """The result in at most 72 lines of 100 columns.

    Args:
        result: one evaluated case.
        language: of every word.
        applied: what the run changed in the case; nothing where it is left out.
        next_steps: commands the reader may want now, each with what it does.
    """
    above = [
        *heading(result, language, applied or Applied()),
        *checks(result, language),
        EMPTY,
        *_in_short(result, language),
        EMPTY,
        *_figures(result, language),
        *ladder(result, language),
        EMPTY,
        *parts_table(result, language),
    ]
    below = [EMPTY, *headed_steps(next_steps, language)] if next_steps else []
    return [*above, *_warnings(result, language, LONGEST - len(above) - len(below)), *below]


def heading(result: Result, language: Language, applied: Applied) -> list[Shown]:
    """Name, deal structure, period, and what was changed."""
    case, months = result.case, period(result, language)
    structure = deal_in_full(case).text(language)
    lines = [*paragraph(case.name, "title"), *_joined(f"{structure}.", f"{months[:1].upper()}{months[1:]}.")]
    parts = [] if applied.scenario is None else [
        ended(f"Scenario: {applied.scenario_label or applied.scenario}")
    ]  # fmt: skip
    if applied.changes:
        listed = ", ".join(f"{path} = {_said(value, language)}" for path, value in applied.changes.items())
        parts.append(Label(f"Endret: {listed}.", f"Changed: {listed}.").text(language))
    if not applied.with_support:
        parts.append(_WITHOUT_SUPPORT.text(language))
    return [*lines, *(paragraph(" ".join(parts), "muted") if parts else [])]


def _joined(first: str, second: str) -> list[Shown]:
    """Two sentences on one line where they fit, else on a line each."""
    together = f"{first} {second}"
    return [Shown(together)] if len(together) <= WIDTH else [*paragraph(first), *paragraph(second)]


def checks(result: Result, language: Language) -> list[Shown]:
    """The verdict of the checks; each one that failed, first and in red."""
    failed, count = result.failed_checks, len(result.checks)
    if not failed:
        return paragraph(_all_passed(len(result.built.checks), count).text(language), "good")
    lines = paragraph(_some_failed(len(failed), count).text(language), "bad")
    for check in failed:
        lines += paragraph(f"✗ {failed_check(check, language)}", "bad", "  ")
    return lines


def failed_check(check: Outcome, language: Language) -> str:
    """A failed check with how far off it is."""
    number = check.difference
    off = _NO_NUMBER.text(language) if number is None else format_measure(number, "NOK", language, 2)
    return f"{check.label.text(language)}: {_OFF_BY.text(language)} {off}"


def _in_short(result: Result, language: Language) -> list[Shown]:
    """What the numbers say, in sentences."""
    sentences = [
        _landlord(result, language),
        *_fails(result, language),
        *_operator(result, language),
        *_money(result, language),
    ]
    lines = [*verdict_lines(result, language), EMPTY, Shown(_IN_SHORT.text(language), "title")]
    for sentence in sentences:
        lines += paragraph(sentence, indent="  ", hanging="  ")
    return lines


def _landlord(result: Result, language: Language) -> str:
    """Better or worse off than with each alternative."""
    clauses, signs = [], set()
    for other, words in against(result).items():
        gain = result.number(line) if (line := f"landlord.npv_against_{other}") in result.values else None
        if gain is not None:
            clauses.append(_better_or_worse(gain, words, language))
            signs.add(gain > 0)
    between = Label(", men ", ", but ") if len(signs) > 1 else Label(", og ", ", and ")
    joined = between.text(language).join(clauses)
    sentence = Label(f"Gårdeieren kommer {joined}.", f"The landlord ends up {joined}.").text(language)
    rests = _without_sale(result, language)
    return f"{sentence} {rests}" if rests else sentence


def _without_sale(result: Result, language: Language) -> str:
    """That a gain is one only with the assumed sale; nothing where it is without it too."""
    clauses = []
    for other, words in against(result).items():
        line = f"landlord.npv_against_{other}"
        without = result.number(f"{line}.without_sale") if line in result.values else None
        if without is not None and round(without) < 0 < round(result.number(line) or 0):
            clauses.append(_better_or_worse(without, words, language))
    if not clauses:
        return ""
    joined = _AND.text(language).join(clauses)
    return Label(
        f"Uten det antatte salget ved horisonten: {joined}.", f"Without the assumed sale: {joined}."
    ).text(language)


def _better_or_worse(gain: float, than: Label, language: Language) -> str:
    amount = format_measure(abs(gain), "NOK", language)
    if amount == format_measure(0, "NOK", language):
        return Label(f"likt ut som {than.nb}", f"the same as {than.en}").text(language)
    if gain > 0:
        return Label(f"{amount} bedre ut enn {than.nb}", f"{amount} better off than {than.en}").text(language)
    return Label(f"{amount} dårligere ut enn {than.nb}", f"{amount} worse off than {than.en}").text(language)


def _operator(result: Result, language: Language) -> list[str]:
    """Whether each operator earns what it asks for."""
    said: list[str] = []
    for company in OPERATOR_IDS:
        npv = result.number(f"{company}.npv") if f"{company}.npv" in result.values else None
        if npv is None:
            continue
        who, rate = PARTIES[company].full, percent(result.case.party_rates.of(company), language)
        amount = format_measure(abs(npv), "NOK", language)
        earns = Label(
            f"{who.nb} får dekket avkastningskravet sitt på {rate} i året, og {amount} mer.",
            f"{who.en} earns the {rate} a year it asks for, and {amount} more.",
        )
        lacks = Label(
            f"{who.nb} får ikke dekket avkastningskravet sitt på {rate} i året: det mangler {amount}.",
            f"{who.en} does not earn the {rate} a year it asks for: {amount} is missing.",
        )
        said.append((earns if npv >= 0 else lacks).text(language))
    return said


def _money(result: Result, language: Language) -> list[str]:
    """Which of the companies runs out of money, by how much and when, and what owners must add (§13.2)."""
    short, called = [], _called(result, language)
    for party in COMPANY_IDS:
        if f"{party}.lowest_cash" not in result.values:
            continue
        lowest, month = result.number(f"{party}.lowest_cash"), result.number(f"{party}.lowest_cash.month")
        if lowest is None or month is None or round(lowest, 2) >= 0:
            continue
        who, amount = (
            PARTIES[party].full.text(language).lower(),
            format_measure(abs(lowest), "NOK", language),
        )
        when = month_name(result, month, language)
        short.append(
            Label(
                f"{who} mangler på det meste {amount} ({when})", f"{who} lacks {amount} at most ({when})"
            ).text(language)
        )
    added = _AND.text(language).join(called)
    if not short:
        only = Label(
            f"Pengene rekker i alle måneder, men bare fordi {added}, slik de har sagt seg villige til.",
            f"The money lasts in every month, but only because {added}, as they agreed to.",
        )
        return [(only if called else _ENOUGH_MONEY).text(language)]
    joined = _AND.text(language).join(short)
    then = Label(
        f", også når {added}, slik de har sagt seg villige til",
        f", even though {added}, as they agreed to",
    )
    also = then.text(language) if called else ""
    return [
        Label(
            f"Pengene rekker ikke: {joined}{also}. Da trengs mer egenkapital, lån eller støtte.",
            f"The money does not last: {joined}{also}. More equity, loans or support is needed.",
        ).text(language)
    ]


def _fails(result: Result, language: Language) -> list[str]:
    """What the landlord is left with where the operator runs out of money; nothing where it does not."""
    fails = operator_fails(result)
    return [] if fails is None else [told(result, fails).text(language)]


def _figures(result: Result, language: Language) -> list[Shown]:
    """Headline measures, two parties side by side."""
    columns = []
    for party, called in PARTIES.items():
        entries: list[Entry] = []
        for m in result.built.measures:
            if m.party != party or not m.is_headline:
                continue
            value = _value(result, m.line, language)
            if m.under is None:
                entries.append(Entry(_plain_label(m.line.label, called.short, language), value))
                continue
            # beside the figure it belongs to; the same number or reason is told once
            before = entries.pop()
            if before.value != value:
                before = replace(before, value=f"{before.value} ({m.under.text(language)} {value})")
            entries.append(before)
        if entries:
            columns.append(Column(called.short.text(language), tuple(entries)))
    pairs = [columns[first : first + 2] for first in range(0, len(columns), 2)]
    lines = [line for pair in pairs for line in side_by_side(pair)]
    return [*lines, *paragraph(_present_value(result, language).text(language), "muted")]


def _plain_label(label: Label, party: Label, language: Language) -> str:
    """The label without the name of the party that heads the column."""
    return label.text(language).replace(f", {party.text(language).lower()}", "")


def _value(result: Result, line: Line, language: Language) -> str:
    number = result.number(line)
    if number is not None:
        return shown_number(result, number, line.unit, language)
    reason = result.reason(line)
    return f"– ({reason.text(language)})" if reason is not None else "–"


def _warnings(result: Result, language: Language, room: int) -> list[Shown]:
    """Every warning there is room for: the first in full with their source, the others on a line each."""
    found = result.warnings
    if not found:
        return []
    full = [_warning(warning, language) for warning in found]
    head = [EMPTY, Shown(_WARNINGS.text(language), "title")]
    room = max(_FEWEST_WARNINGS + 1, room - len(head))
    if sum(map(len, full)) <= room:
        return [*head, *(line for lines in full for line in lines)]
    shown = min(len(found), room - 1)  # the last line says where the rest stands
    lines = [[_cut(f"  ! {_marked(warning, language)}")] for warning in found[:shown]]
    for place in range(shown):
        if sum(map(len, lines)) - len(lines[place]) + len(full[place]) < room:
            lines[place] = full[place]
    left = len(found) - shown
    more = _more_warnings(left) if left else _IN_FULL
    return [*head, *(line for one in lines for line in one), *paragraph(more.text(language), "muted", "  ")]


def _warning(warning: Caution, language: Language) -> list[Shown]:
    source = f"({_SOURCE.text(language)}: {warning.source.text(language)})"
    lines = paragraph(f"! {warning.text.text(language)} {source}", indent="  ", hanging="    ")
    if warning.answer is not None:
        lines += paragraph(answered(warning.answer).text(language), "good", "    ", "    ")
    return lines


def _marked(warning: Caution, language: Language) -> str:
    """The warning, and that it is answered, where there is no room for the answer."""
    text = warning.text.text(language)
    return text if warning.answer is None else f"{_ANSWERED.text(language)} {text}"


def _cut(text: str) -> Shown:
    """The text on one line, cut at a word where it is too long."""
    lines = broken(text, WIDTH - 2)
    return Shown(lines[0] if len(lines) == 1 else f"{lines[0]} …")


def headed_steps(steps: tuple[Entry, ...], language: Language) -> list[Shown]:
    """What to do next, under its heading."""
    return [Shown(_NEXT.text(language), "title"), *next_lines(steps)]


def _said(value: object, language: Language) -> str:
    """A changed value, as people write it."""
    if isinstance(value, bool) or value is None:
        return {True: "true", False: "false", None: "null"}[value]
    if isinstance(value, int | float):
        figure = format_number(value, _DECIMALS, language)
        return figure.rstrip("0").rstrip(".,") if "." in figure or "," in figure else figure
    return str(value)


def _all_passed(model: int, count: int) -> Label:
    """The workbook says the same number of the model, and then its own."""
    return Label(
        f"Kontroll: alle {count} kontroller er bestått: {model} av modellen, {count - model} av resultatet.",
        f"Checks: all {count} passed: {model} of the model, {count - model} of the result.",
    )


def _some_failed(failed: int, count: int) -> Label:
    return Label(
        f"KONTROLL FEILER: {failed} av {count}. Stol ikke på tallene før dette er rettet.",
        f"CHECKS FAIL: {failed} of {count}. Do not trust the numbers until this is mended.",
    )


def _more_warnings(left: int) -> Label:
    return Label(
        f"… og {left} til. «feasibility check» viser alle, i sin helhet og med kilde.",
        f'… and {left} more. "feasibility check" shows all of them, in full and with sources.',
    )


def _called(result: Result, language: Language) -> list[str]:
    """What the owners of each company add under their agreed capital call, a clause for each."""
    said: list[str] = []
    for party in COMPANY_IDS:
        id = f"{party}.called_so_far"
        called = float(result.values[id][-1]) if id in result.values else 0.0
        if round(called, 2) > 0:
            who, amount = PARTIES[party].full.text(language).lower(), format_measure(called, "NOK", language)
            clause = Label(f"{who}s eiere skyter inn {amount}", f"the owners of {who} put in {amount}")
            said.append(clause.text(language))
    return said


def _present_value(result: Result, language: Language) -> Label:
    rates = result.case.party_rates
    told = ", ".join(
        f"{percent(rates.of(each), language)} ({PARTIES[each].short.text(language).lower()})"
        for each in COMPANY_IDS
        if f"{each}.npv" in result.values
    )
    return Label(
        f"Nåverdi: beløp i dagens kroner. Krav i året: {told}.",
        f"Present value: in today's money. Asked for a year: {told}.",
    )


_IN_FULL = Label(
    "«feasibility check» viser alt dette i sin helhet og med kilde.",
    '"feasibility check" shows all of this in full and with sources.',
)
_ANSWERED = Label("(besvart)", "(answered)")
_IN_SHORT = Label("Kort sagt", "In short")
_WARNINGS = Label("Verdt å se på", "Worth a look")
_SOURCE = Label("kilde", "source")
_NEXT = Label("Videre", "Next")
_WITHOUT_SUPPORT = Label("Uten støtte.", "Without support.")
_AND = Label(", og ", ", and ")
_ENOUGH_MONEY = Label("Pengene rekker i alle måneder.", "The money lasts in every month.")
_OFF_BY = Label("avvik", "off by")
_NO_NUMBER = Label("uten tall", "no number")
