"""What is said of columns side by side."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from feasibility.analysis.compare.compare import Column, Comparison, Standing, Winner
from feasibility.analysis.compare.left import LeftBehind
from feasibility.analysis.compare.rows import Decider
from feasibility.analysis.operator_fails import ORE, operator_in
from feasibility.answers.answer import Sentence
from feasibility.language import Label, Language, format_measure
from feasibility.language.label import listed
from feasibility.names import CompanyId
from feasibility.report.words import month_name


def said(found: Comparison) -> tuple[Sentence, ...]:
    """Who is best served by what, what can't be done, and what must be borne in mind."""
    sentences = [_for_all(found)]
    sentences += [_winner(found, winner) for winner in found.winners]
    sentences += _impossible(found)
    sentences += [_defaulted(each) for each in found.columns if each.fails is not None]
    sentences += [_left(each, each.left) for each in found.columns if each.left is not None]
    sentences += _cautions(found)
    return tuple(sentences)


def _for_all(found: Comparison) -> Sentence:
    count = len(found.columns)
    to = found.column(found.against).label
    head = Label(
        f"{count} kolonner er sammenlignet; forskjeller er regnet fra «{to.nb}».",
        f'{count} columns are compared; differences are from "{to.en}".',
    )
    if len(found.winners) < 2:
        return Sentence(head)
    best = found.best_for_all
    if best:
        names = _names(found, best)
        if any(winner.is_poor for winner in found.winners):
            return Sentence(
                Label(
                    f"{names.nb} er best eller minst dårlig for alle. {head.nb}",
                    f"{names.en} is best or least bad for all. {head.en}",
                ),
                "mixed",
            )
        return Sentence(
            Label(f"{names.nb} er best for alle. {head.nb}", f"{names.en} is best for all. {head.en}"), "good"
        )
    return Sentence(
        Label(f"Ingen kolonne er best for alle. {head.nb}", f"No column is best for all. {head.en}"), "mixed"
    )


def _winner(found: Comparison, winner: Winner) -> Sentence:
    who, what = _WHO[winner.of], _MEASURES[winner.of]
    names = _names(found, winner.names)
    value = _by_language(lambda language: _measure(winner, winner.value, language))
    head = (_POOR if winner.is_poor else _STANDINGS)[winner.standing]
    nb = f"{head.nb.format(who.nb)}: {names.nb}, {what.nb} {value.nb}{_against(found, winner, 'nb')}."
    en = f"{head.en.format(who.en)}: {names.en}, {what.en} {value.en}{_against(found, winner, 'en')}."
    if any(found.column(name).result is None for name in winner.names):
        nb += " Finansieringen av det er ikke regnet med."
        en += " How it would be financed is not computed."
    if not winner.is_possible:
        nb += " Ingen av kolonnene med et slikt tall lar seg gjøre som de står."
        en += " None of the columns with such a number can be done as it stands."
    if winner.tempting:
        tempting = _names(found, winner.tempting)
        many = len(winner.tempting) > 1
        nb += f" Bedre på papiret, men lar seg ikke gjøre som {'de' if many else 'det'} står: {tempting.nb}."
        en += (
            f" Better on paper, but can't be done as {'they stand' if many else 'it stands'}: {tempting.en}."
        )
    return Sentence(Label(nb, en), "good" if winner.is_possible and not winner.is_poor else "mixed")


def _against(found: Comparison, winner: Winner, language: Language) -> str:
    """How much better than the chosen column."""
    to = found.column(found.against)
    if to.name in winner.names:
        return ""
    before = to.number(winner.row.id)
    label = to.label.text(language)
    quoted = f"«{label}»" if language == "nb" else f'"{label}"'
    if before is None:
        reason = to.figures[winner.row.id].reason
        why = "" if reason is None else f" ({reason.text(language)})"
        return (
            f"; {quoted} har ikke noe slikt tall{why}"
            if language == "nb"
            else (f"; {quoted} has no such number{why}")
        )
    more = winner.value - before
    amount = _measure(winner, abs(more), language)
    if abs(more) <= ORE and winner.row.unit == "NOK":
        return f", likt med {quoted}" if language == "nb" else f", the same as {quoted}"
    if language == "nb":
        return f", {amount} {'mer' if more > 0 else 'mindre'} enn {quoted}"
    return f", {amount} {'more' if more > 0 else 'less'} than {quoted}"


def _impossible(found: Comparison) -> list[Sentence]:
    stopped = [each for each in found.columns if each.obstacles]
    if not stopped:
        return []
    if len(stopped) > _MOST:
        count, of = len(stopped), len(found.columns)
        return [
            Sentence(
                Label(
                    f"{count} av {of} kolonner lar seg ikke gjøre som de står: "
                    "nederst i tabellen står det hvorfor.",
                    f"{count} of {of} columns can't be done as they stand: "
                    "the last row of the table says why.",
                ),
                "bad",
            )
        ]

    def told(language: Language) -> str:
        parts = []
        for each in stopped:
            why = listed([o.label.text(language) for o in each.obstacles], language)
            parts.append(f"{_quoted(each, language)} ({why})")
        return listed(parts, language)

    return [
        Sentence(
            Label(
                f"Lar seg ikke gjøre som de står: {told('nb')}.",
                f"Can't be done as they stand: {told('en')}.",
            ),
            "bad",
        )
    ]


def _defaulted(column: Column) -> Sentence:
    """What the landlord is left with where this column's operator runs out of money."""
    fails, result = column.fails, column.result
    assert fails is not None
    assert result is not None
    most = _by_language(lambda language: format_measure(fails.most_nok, "NOK", language))
    when = _by_language(lambda language: month_name(result, fails.month, language))
    who = _WHO[operator_in(result, fails.month)]
    nb = f"{_quoted(column, 'nb')}: {who.nb} mangler penger fra {when.nb}, {most.nb} på det meste."
    en = f"{_quoted(column, 'en')}: {who.en} lacks money from {when.en}, {most.en} at most."
    value = None if fails.default is None else fails.default.numbers.get("landlord.npv")
    if value is not None and fails.default is not None:
        month = fails.default.month
        who = _WHO[operator_in(result, month)]
        nb += f" Misligholder {who.nb} fra {month_name(result, month, 'nb')}, er gårdeierens nåverdi "
        nb += f"{format_measure(value, 'NOK', 'nb')}, ikke {_npv(column, 'nb')}."
        en += (
            f" If {who.en} defaults from {month_name(result, month, 'en')}, the landlord's present value is "
        )
        en += f"{format_measure(value, 'NOK', 'en')}, not {_npv(column, 'en')}."
    return Sentence(Label(nb, en), "bad")


def _left(column: Column, left: LeftBehind) -> Sentence:
    """What a replaced deal leaves with the company that ran the concept: somebody may have forgotten it."""
    who = _WHO[left.company]
    items = Label(listed([i.nb for i in left.items], "nb"), listed([i.en for i in left.items], "en"))
    called = _by_language(lambda language: _quoted(column, language))
    if left.is_gone:
        return Sentence(
            Label(
                f"{called.nb}: det er ingen driver, og det som står i saken som driverens, er ikke regnet "
                f"med: {items.nb}. Skal gårdeieren ha det, må scenarioet si det.",
                f"{called.en}: there is no operator, and what the case states as the operator's is not "
                f"counted: {items.en}. If the landlord is to have it, the scenario must say so.",
            )
            if left.company == "operator"
            else Label(
                f"{called.nb}: det er ingen neste driver, og det som står i saken som den neste driverens, "
                f"er ikke regnet med: {items.nb}. Skal et annet selskap ha det, må scenarioet si det.",
                f"{called.en}: there is no next operator, and what the case states as the next operator's is "
                f"not counted: {items.en}. If another company is to have it, the scenario must say so.",
            ),
            "mixed",
        )
    return Sentence(
        Label(
            f"{called.nb}: det er ikke lenger {who.nb} som står for driften, men {who.nb} sitter igjen med "
            f"{items.nb}. Skal det følge driften, må scenarioet si det.",
            f"{called.en}: {who.en} no longer runs the place, but is left with {items.en}. If that is to go "
            "with the operation, the scenario must say so.",
        ),
        "mixed",
    )


def _npv(column: Column, language: Language) -> str:
    return format_measure(column.number("landlord.npv") or 0.0, "NOK", language)


def _cautions(found: Comparison) -> list[Sentence]:
    runs = [each for each in found.columns if each.result is not None]
    if not runs:
        return []
    to = next((each for each in runs if each.name == found.against), runs[0])
    base = to.result
    assert base is not None
    measured = [
        each
        for each in runs
        if each.result is not None
        and (
            each.result.case.horizon_months != base.case.horizon_months
            or each.result.case.start_month != base.case.start_month
            or each.result.case.party_rates != base.case.party_rates
        )
    ]
    sentences = []
    if measured:
        names = _names(found, [each.name for each in measured])
        sentences.append(
            Sentence(
                Label(
                    f"{names.nb} har en annen horisont, første måned eller avkastning enn «{to.label.nb}»: "
                    "nåverdiene er ikke målt likt.",
                    f'{names.en} has another horizon, first month or rate of return than "{to.label.en}": '
                    "the present values are not measured alike.",
                ),
                "mixed",
            )
        )
    for id, what in _ALTERNATIVES.items():
        before = base.number(id) if id in base.built.model.lines else None
        others = [
            each.name
            for each in runs
            if each.result is not None
            and before is not None
            and id in each.result.built.model.lines
            and abs((each.result.number(id) or 0.0) - before) > ORE
        ]
        if others:
            names = _names(found, others)
            sentences.append(
                Sentence(
                    Label(
                        f"I {names.nb} er {what.nb} verdt noe annet: gevinsten der er mot den samme sakens.",
                        f"In {names.en} {what.en} is worth something else: the gain there is over that "
                        "of the same case.",
                    )
                )
            )
    return sentences


def _names(found: Comparison, names: Sequence[str]) -> Label:
    columns = [found.column(name) for name in names]
    if len(columns) > _MOST:
        return Label(f"{len(columns)} kolonner", f"{len(columns)} columns")
    return _by_language(lambda language: listed([_quoted(each, language) for each in columns], language))


def _quoted(column: Column, language: Language) -> str:
    text = column.label.text(language)
    return f"«{text}»" if language == "nb" else f'"{text}"'


def _measure(winner: Winner, value: float, language: Language) -> str:
    if winner.row.unit == "ratio":
        return format_measure(value, "count", language, 2)
    return format_measure(value, winner.row.unit, language)


def _by_language(text: Callable[[Language], str]) -> Label:
    return Label(text("nb"), text("en"))


_MOST: Final = 6
_WHO: Final[dict[Decider | CompanyId, Label]] = {
    "landlord": Label("gårdeieren", "the landlord"),
    "operator": Label("driveren", "the operator"),
    "next_operator": Label("den neste driveren", "the next operator"),
    "bank": Label("banken", "the bank"),
    "municipality": Label("kommunen", "the municipality"),
}
_STANDINGS: Final[dict[Standing, Label]] = {
    "best": Label("Best for {}", "Best for {}"),
    "shared": Label("Best for {}, og like gode", "Best for {}, and alike"),
    "only": Label("Det eneste som lar seg gjøre, for {}", "The only one that can be done, for {}"),
    "paper": Label("Best på papiret for {}", "Best on paper for {}"),
}
_POOR: Final[dict[Standing, Label]] = {
    "best": Label("Minst dårlig for {}", "Least bad for {}"),
    "shared": Label("Minst dårlig for {}, og like", "Least bad for {}, and alike"),
    "only": _STANDINGS["only"],
    "paper": Label("Minst dårlig på papiret for {}", "Least bad on paper for {}"),
}
"""Where the best is a loss, or a cover below one (:attr:`Winner.is_poor`)."""
_MEASURES: Final[dict[Decider, Label]] = {
    "landlord": Label("med nåverdi", "with a present value of"),
    "operator": Label("med nåverdi", "with a present value of"),
    "bank": Label("der den svakeste gjeldsbetjeningsgraden (DSCR) er", "where the weakest cover (DSCR) is"),
    "municipality": Label("med støtte i alt", "with support in all of"),
}
_ALTERNATIVES: Final = {
    "vacant.npv": Label("tomme lokaler", "the vacant space"),
    "ordinary.npv": Label("den ordinære leietakeren", "the ordinary tenant"),
}
