"""What a solved number is said to be: the roots, or why there is none, and the measure over the range."""

from __future__ import annotations

from feasibility.analysis.solve import Reached, Solved
from feasibility.answers.answer import Answer, Cell, Column, Figure, Sentence, Table, rows, sentences
from feasibility.language import Label, Language, format_any, format_measure, format_number
from feasibility.language.label import listed
from feasibility.model import Result
from feasibility.pictures.solve import picture


def answer(found: Solved, result: Result) -> Answer:
    """The answer in words, with what was found in a table and the measure drawn over the range."""
    measure = found.line.label
    return Answer(
        "solve",
        Label("Hva må tallet være?", "What must the number be?"),
        result,
        sentences=sentences(_asked(found), *_said(found), _stated(found)),
        tables=(_table(found), _tried(found)),
        pictures=(picture(found, found.label, measure),),
        data={
            "paths": list(found.paths),
            "is_factor": found.is_factor,
            "measure": found.line.id,
            "target": found.target,
            "low": found.low,
            "high": found.high,
            "roots": [{"value": root.value, "measure": root.measure} for root in found.roots],
            "spans": [{"low": span.low, "high": span.high} for span in found.spans],
            "jumps": [
                {"below": [j.below.value, j.below.measure], "above": [j.above.value, j.above.measure]}
                for j in found.jumps
            ],
            "wholes": [{"value": whole.value, "measure": whole.measure} for whole in found.wholes],
            "nearest": None
            if found.nearest is None
            else {"value": found.nearest.value, "measure": found.nearest.measure},
        },
    )


def _asked(found: Solved) -> Label:
    name = found.label
    return Label(
        f"Spørsmålet: {name.nb}, slik at «{found.line.label.nb}» blir {_measure(found, found.target, 'nb')}. "
        f"Søkt fra {_value(found, found.low, 'nb')} til {_value(found, found.high, 'nb')}.",
        f'The question: {name.en}, so that "{found.line.label.en}" becomes '
        f"{_measure(found, found.target, 'en')}. Looked from {_value(found, found.low, 'en')} to "
        f"{_value(found, found.high, 'en')}.",
    )


def _said(found: Solved) -> list[Sentence]:
    said = []
    if found.roots:
        nb = listed([_value(found, root.value, "nb") for root in found.roots], "nb")
        en = listed([_value(found, root.value, "en") for root in found.roots], "en")
        said.append(Sentence(Label(f"Svaret er {nb}.", f"The answer is {en}."), "good"))
    if found.wholes:
        said.append(Sentence(_wholes(found), "mixed"))
    for span in found.spans:
        said.append(
            Sentence(
                Label(
                    f"Målet er nådd hele veien fra {_value(found, span.low, 'nb')} til "
                    f"{_value(found, span.high, 'nb')}.",
                    f"The target is reached all the way from {_value(found, span.low, 'en')} to "
                    f"{_value(found, span.high, 'en')}.",
                ),
                "good",
            )
        )
    for jump in found.jumps:
        a, b = jump.below, jump.above
        said.append(
            Sentence(
                Label(
                    f"Målet passeres uten å nås: {_value(found, a.value, 'nb')} gir "
                    f"{_measure(found, a.measure, 'nb')}, og {_value(found, b.value, 'nb')} gir "
                    f"{_measure(found, b.measure, 'nb')}.",
                    f"The target is passed without being reached: {_value(found, a.value, 'en')} gives "
                    f"{_measure(found, a.measure, 'en')}, and {_value(found, b.value, 'en')} gives "
                    f"{_measure(found, b.measure, 'en')}.",
                ),
                "mixed",
            )
        )
    if not said:
        said.append(Sentence(_none(found, found.nearest), "mixed"))
    return said


def _wholes(found: Solved) -> Label:
    """What the whole numbers on either side give, of what comes in whole ones."""

    def each(language: Language) -> str:
        gives = "gir" if language == "nb" else "gives"
        said = [
            f"{format_measure(whole.value, found.unit, language, 0)} {gives} "
            f"{_measure(found, whole.measure, language)}"
            for whole in found.wholes
        ]
        return listed(said, language)

    return Label(f"I hele tall: {each('nb')}.", f"In whole numbers: {each('en')}.")


def _none(found: Solved, nearest: Reached | None) -> Label:
    if nearest is None:
        return Label(
            "Ingen verdi i området gir et tall i det hele tatt.",
            "No value of the range gives any number at all.",
        )
    return Label(
        f"Ingen verdi i området gir det. Nærmest kommer {_value(found, nearest.value, 'nb')}, som gir "
        f"{_measure(found, nearest.measure, 'nb')}.",
        f"No value of the range gives it. Nearest comes {_value(found, nearest.value, 'en')}, which gives "
        f"{_measure(found, nearest.measure, 'en')}.",
    )


def _stated(found: Solved) -> Label | None:
    if found.base_measure is None:
        return None
    return Label(
        f"I saken er det {_value(found, found.base, 'nb')}, som gir "
        f"{_measure(found, found.base_measure, 'nb')}.",
        f"In the case it is {_value(found, found.base, 'en')}, which gives "
        f"{_measure(found, found.base_measure, 'en')}.",
    )


def _table(found: Solved) -> Table:
    columns = (
        Column("what", Label("Hva", "What")),
        Column("value", found.label, found.unit or "index"),
        Column("measure", found.line.label, found.line.unit),
    )
    listed_rows: list[list[Cell]] = [[_STATED, _figure(found, found.base), Figure(found.base_measure)]]
    listed_rows += [[_ROOT, _figure(found, r.value), Figure(r.measure)] for r in found.roots]
    listed_rows += [[_WHOLE, Figure(w.value, decimals=0), Figure(w.measure)] for w in found.wholes]
    listed_rows += [
        [label, _figure(found, value), Figure(found.target)]
        for span in found.spans
        for label, value in ((_SPAN_LOW, span.low), (_SPAN_HIGH, span.high))
    ]
    listed_rows += [
        [_JUMP, _figure(found, side.value), Figure(side.measure)]
        for jump in found.jumps
        for side in (jump.below, jump.above)
    ]
    if found.nearest is not None:
        listed_rows.append([_NEAREST, _figure(found, found.nearest.value), Figure(found.nearest.measure)])
    return Table("found", Label("Funnet", "Found"), columns, rows(listed_rows))


def _tried(found: Solved) -> Table:
    """A handful of the values tried, from one end of the range to the other."""
    columns = (
        Column("value", found.label, found.unit or "index"),
        Column("measure", found.line.label, found.line.unit),
    )
    last = len(found.curve) - 1
    chosen = sorted({round(place * last / _SHOWN) for place in range(_SHOWN + 1)})
    listed_rows = [
        [_figure(found, found.curve[n].value), Figure(found.curve[n].measure, reason=_NO_NUMBER)]
        for n in chosen
    ]
    return Table("curve", Label("Over området", "Over the range"), columns, rows(listed_rows))


def _figure(found: Solved, value: float) -> Figure:
    decimals = _decimals(found)
    if found.unit.partition("/")[0] in _PLAIN and not value.is_integer():
        return Figure(value, shown=Label(_value(found, value, "nb"), _value(found, value, "en")))
    return Figure(value, decimals=decimals)


def _decimals(found: Solved) -> int | None:
    """As many as tell a value from its neighbours."""
    if found.is_factor:
        return 4
    head = found.unit.partition("/")[0]
    if found.is_whole or head in _PLAIN:
        return None
    return 2 if head in ("NOK", "EUR") else 3


def _value(found: Solved, value: float, language: Language) -> str:
    if found.is_factor:
        return f"{format_number(value, 4, language)} ×"
    if found.unit.partition("/")[0] in _PLAIN and not value.is_integer():
        return format_number(value, 2, language)
    return format_measure(value, found.unit, language, _decimals(found))


def _measure(found: Solved, value: float, language: Language) -> str:
    return format_any(value, found.line.unit, language)


_SHOWN = 8
_PLAIN = ("month", "calendar_year", "flag")
"""Units whose words are for whole numbers only."""
_STATED = Label("I saken", "In the case")
_ROOT = Label("Når målet", "Reaches the target")
_WHOLE = Label("I hele tall", "In whole numbers")
_SPAN_LOW = Label("Når målet fra", "Reaches it from")
_SPAN_HIGH = Label("Når målet til", "Reaches it to")
_JUMP = Label("På hver side av et sprang", "On each side of a jump")
_NEAREST = Label("Nærmest", "Nearest")
_NO_NUMBER = Label("ikke noe tall", "no number")
