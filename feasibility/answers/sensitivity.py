"""What a ranking of the numbers is said to be: the most important in words, all in tables and a picture."""

from __future__ import annotations

from feasibility.analysis.indices import Indices
from feasibility.analysis.ranges import LEAST_POINTS, STEP
from feasibility.analysis.sensitivity import Bar, Sensitivity, TwoWay
from feasibility.answers.answer import Answer, Cell, Column, Figure, Sentence, Table, rows, sentences
from feasibility.answers.values import stated, value_figure
from feasibility.language import Label, Language, format_any, format_number, format_share
from feasibility.language.label import ended
from feasibility.model import Result
from feasibility.pictures.sensitivity import picture
from feasibility.pictures.two_way import picture as two_way_picture

_FIRST = 3
_MOST_NAMED = 6
_NEARLY_ALL = 0.995
"""From here on a share is told as all: a sample may well give a hundredth more than there is."""


def answer(
    found: Sensitivity, result: Result, table: TwoWay | None = None, indices: Indices | None = None
) -> Answer:
    """The ranking in words, as a table and drawn; with a two-way table and indices where they were made."""
    more = [_two_way(table)] if table is not None else []
    if indices is not None:
        more += [_indices(indices), _pairs(indices)]
    return Answer(
        "sensitivity",
        Label("Hva hviler svaret på?", "What does the answer rest on?"),
        result,
        sentences=sentences(
            _asked(found),
            *_said(found),
            _turning(found),
            _quiet(found),
            None if indices is None else _shared(indices),
        ),
        tables=(_ranked(found), *more),
        pictures=(
            *((picture(found),) if found.bars else ()),
            *(() if table is None else (two_way_picture(table),)),
        ),
        data={
            "measure": found.line.id,
            "base": found.base,
            "tried": found.tried,
            "without_effect": found.without_effect,
            "not_moved": [number.path for number in found.not_moved],
            "bars": [_bar(found, bar) for bar in found.bars],
        },
        checks_failed=found.checks_failed,
    )


# ---- in words --------------------------------------------------------------------------------------------


def _asked(found: Sensitivity) -> Label:
    name = found.line.label
    return Label(
        f"{name.nb} er {_measure(found, found.base, 'nb')}. Hvert av {found.tried} tall er flyttet alene: "
        "gjennom sitt eget område der saken oppgir det, ellers en tidel hver vei (andeler og satser minst "
        "ett prosentpoeng; det som telles i hele, minst én).",
        f"{name.en} is {_measure(found, found.base, 'en')}. Each of {found.tried} numbers is moved alone: "
        "through its own range where the case states one, else a tenth either way (shares and rates at least "
        "one percentage point; what comes in whole ones at least one).",
    )


def _said(found: Sensitivity) -> list[Label]:
    return [
        Label(_sentence(found, bar, place, "nb"), _sentence(found, bar, place, "en"))
        for place, bar in enumerate(found.bars[:_FIRST], 1)
    ]


def _sentence(found: Sensitivity, bar: Bar, place: int, language: Language) -> str:
    ends = [stated(bar.number, end).text(language) for end in (bar.moved.low, bar.moved.high)]
    at = [_or_none(found, end, language) for end in (bar.at_low, bar.at_high)]
    return Label(
        f"{place}. {bar.number.named.nb}: {ends[0]} gir {at[0]}, {ends[1]} gir {at[1]}.",
        f"{place}. {bar.number.named.en}: {ends[0]} gives {at[0]}, {ends[1]} gives {at[1]}.",
    ).text(language)


def _turning(found: Sensitivity) -> Sentence | None:
    """Which numbers alone change the sign of an amount."""
    if not found.line.unit.startswith("NOK"):
        return None
    turning = [bar for bar in found.bars if _turns(found, bar)]
    names = [bar.number.label for bar in turning[:_MOST_NAMED]]
    if not names:
        if not found.bars:
            return None
        return Sentence(
            Label(
                "Ingen av dem endrer fortegnet alene i sitt område.",
                "None of them changes the sign alone within its range.",
            ),
            "good" if found.base >= 0 else "plain",
        )
    rest = len(turning) - len(names)
    more_nb, more_en = (f"; og {rest} til", f"; and {rest} more") if rest else ("", "")
    nb, en = ("; ".join(texts) for texts in ([n.nb for n in names], [n.en for n in names]))
    these = Label("dette", "this changes") if len(turning) == 1 else Label("disse", "these change")
    their = "its" if len(turning) == 1 else "their"
    return Sentence(
        Label(
            ended(f"Alene endrer {these.nb} fortegnet i sitt område: {nb}{more_nb}"),
            ended(f"Alone {these.en} the sign within {their} range: {en}{more_en}"),
        ),
        "mixed",
    )


def _turns(found: Sensitivity, bar: Bar) -> bool:
    ends = [end for end in (bar.at_low, bar.at_high) if end is not None]
    return any((end < 0) != (found.base < 0) for end in ends)


def _quiet(found: Sensitivity) -> Label:
    still, unmoved = found.without_effect, len(found.not_moved)
    one = unmoved == 1
    nb = f"{'Ett' if still == 1 else still} tall flytter det ikke." if still else "Alle flytter det."
    en = "One number does" if still == 1 else f"{still} numbers do"
    en = f"{en} not move it." if still else "All of them move it."
    if unmoved:
        nb += f" {'Ett' if one else unmoved} er 0 uten noe område, så det er ikke gitt hvor langt "
        nb += f"{'det' if one else 'de'} skal flyttes."
        en += f" {'One is' if one else f'{unmoved} are'} 0 with no range, so it is not given how far to move "
        en += "it." if one else "them."
    return Label(nb, en)


def _shared(found: Indices) -> Label:
    alone = max(0.0, found.alone)
    runs = Label(format_number(found.runs, 0, "nb"), format_number(found.runs, 0, "en"))
    nb = f"Trukket alle på én gang ({runs.nb} kjøringer) forklarer de {len(found.indices)} viktigste tallene"
    en = f"Drawn all at once ({runs.en} runs), the {len(found.indices)} most important numbers explain"
    if alone >= _NEARLY_ALL:
        return Label(
            f"{nb} hver for seg så godt som hele variasjonen: at de virker sammen, betyr nesten ingenting.",
            f"{en} nearly all of the variation each by itself: that they work together hardly matters.",
        )
    together = 1 - alone
    return Label(
        f"{nb} hver for seg {format_share(alone, 'nb', 0)} av variasjonen; "
        f"{format_share(together, 'nb', 0)} kommer av at de virker sammen.",
        f"{en} {format_share(alone, 'en', 0)} of the variation each by itself; "
        f"{format_share(together, 'en', 0)} comes of their working together.",
    )


# ---- tables ----------------------------------------------------------------------------------------------


def _ranked(found: Sensitivity) -> Table:
    unit = found.line.unit
    columns = (
        Column("number", Label("Tall", "Number")),
        Column("low", Label("Fra", "From")),
        Column("high", Label("Til", "To")),
        Column("at_low", Label("Gir lavt", "Gives low"), unit),
        Column("at_high", Label("Gir høyt", "Gives high"), unit),
        Column("effect", Label("Utslag", "Effect"), unit),
        Column("basis", Label("Område", "Range")),
    )
    listed_rows: list[list[Cell]] = [
        [
            bar.number.named,
            value_figure(bar.number, bar.moved.low),
            value_figure(bar.number, bar.moved.high),
            Figure(bar.at_low, reason=_NO_NUMBER),
            Figure(bar.at_high, reason=_NO_NUMBER),
            Figure(found.effect(bar)),
            _basis(bar),
        ]
        for bar in found.bars
    ]
    stopped = any(bar.refused for bar in found.bars)
    return Table(
        "ranked",
        Label(f"{found.line.label.nb}: hva som flytter det", f"{found.line.label.en}: what moves it"),
        columns,
        rows(listed_rows),
        _STOPPED if stopped else None,
    )


def _two_way(found: TwoWay) -> Table:
    along = found.x
    columns = (
        Column("y", Label(f"{found.y.named.nb} ↓", f"{found.y.named.en} ↓")),
        *(Column(f"x{place}", stated(along, x), found.line.unit) for place, x in enumerate(found.x_values)),
    )
    listed_rows: list[list[Cell]] = [
        [value_figure(found.y, y), *(Figure(cell, reason=_NO_NUMBER) for cell in row)]
        for y, row in zip(found.y_values, found.cells, strict=True)
    ]
    return Table(
        "two_way",
        Label(
            f"{found.line.label.nb}. Bortover: {along.named.nb}",
            f"{found.line.label.en}. Across: {along.named.en}",
        ),
        columns,
        rows(listed_rows),
        _EMPTY_CELLS if found.refused else None,
    )


def _indices(found: Indices) -> Table:
    columns = (
        Column("number", Label("Tall", "Number")),
        Column("first", Label("Alene", "Alone"), "share"),
        Column("first_error", Label("±", "±"), "share"),
        Column("total", Label("I alt", "In all"), "share"),
        Column("total_error", Label("± ", "± "), "share"),
    )
    listed_rows: list[list[Cell]] = [
        [
            each.number.label,
            Figure(each.first),
            Figure(each.first_error),
            Figure(each.total),
            Figure(each.total_error),
        ]
        for each in found.indices
    ]
    return Table(
        "indices",
        Label(
            "Hvor mye av variasjonen hvert tall forklarer", "How much of the variation each number explains"
        ),
        columns,
        rows(listed_rows),
        _INDICES,
    )


def _pairs(found: Indices) -> Table:
    columns = (
        Column("one", Label("Tall", "Number")),
        Column("other", Label("Sammen med", "Together with")),
        Column("second", Label("Av variasjonen", "Of the variation"), "share"),
        Column("second_error", Label("±", "±"), "share"),
    )
    listed_rows: list[list[Cell]] = [
        [pair.one.label, pair.other.label, Figure(pair.second), Figure(pair.second_error)]
        for pair in found.pairs[:_MOST_NAMED]
    ]
    return Table(
        "pairs",
        Label("Par som virker sammen, de sterkeste", "Pairs that work together, the strongest"),
        columns,
        rows(listed_rows),
    )


def _basis(bar: Bar) -> Label:
    """By what the ends were chosen."""
    if bar.refused:
        return _REFUSED
    if bar.moved.is_own:
        return _OWN
    of = bar.number
    if of.moves_whole:
        return _WHOLE
    least = of.unit.startswith("share") and abs(of.stated) * STEP < LEAST_POINTS
    return _POINT if least else _TENTH


def _bar(found: Sensitivity, bar: Bar) -> dict[str, object]:
    return {
        "path": bar.number.path,
        "low": bar.moved.low,
        "high": bar.moved.high,
        "at_low": bar.at_low,
        "at_high": bar.at_high,
        "effect": found.effect(bar),
        "own_range": bar.moved.is_own,
        "refused": bar.refused,
    }


def _measure(found: Sensitivity, value: float, language: Language) -> str:
    return format_any(value, found.line.unit, language)


def _or_none(found: Sensitivity, value: float | None, language: Language) -> str:
    return _NO_NUMBER.text(language) if value is None else _measure(found, value, language)


_NO_NUMBER = Label("ikke noe tall", "no number")
_OWN = Label("eget", "own")
_WHOLE = Label("hele tall", "whole")
_POINT = Label("± 1 prosentpoeng", "± 1 percentage point")
_TENTH = Label("± 10 %", "± 10%")
_REFUSED = Label("stoppet", "stopped")
_STOPPED = Label(
    "Stoppet: sakens egne regler tar ikke tallet lenger enn hit.",
    "Stopped: the case's own rules take the number no further than this.",
)
_EMPTY_CELLS = Label(
    "Ruter uten tall er verdier som sakens egne regler ikke tar sammen, eller der nøkkeltallet ikke finnes.",
    "Cells without a number are values that the case's own rules do not take together, or have none.",
)
_INDICES = Label(
    "Alene: det som faller bort av variansen når bare dette tallet er kjent. I alt: det som er igjen når "
    "alle andre er kjent, samspill medregnet. ± er halve 95 %-intervallet. Andelene er anslag av et "
    "utvalg: en litt under 0 er 0, og en litt over 100 %, som summen av dem, er 100 %. Tallene er trukket "
    "uavhengig av hverandre.",
    "Alone: what the variance falls by when only this number is known. In all: what is left when all others "
    "are known, interplay included. ± is half of the 95% interval. The shares are estimates from a "
    "sample: one just below 0 is 0, and one just above 100%, as their sum, is 100%. The numbers are drawn "
    "independently of each other.",
)
