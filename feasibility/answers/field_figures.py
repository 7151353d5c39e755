"""The case beside the figures of the field as an answer; and those figures alone, where no case is given."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from feasibility.analysis.field_figures import Beside, FieldFigures, Host, Standing, field_figures
from feasibility.answers.answer import Answer, Column, Figure, Row, Sentence, Table, rows, sentences
from feasibility.evidence.benchmarks import BENCHMARKS, Benchmark
from feasibility.language import LANGUAGES, Label, format_measure, format_number, format_share
from feasibility.model import Result
from feasibility.report.layout import Tone

STANDING_WORDS: Final[dict[Standing, Label]] = {
    "below": Label("under", "below"),
    "within": Label("innenfor", "within"),
    "above": Label("over", "above"),
    "alone": Label("uten tall i feltet", "without a figure in the field"),
    "not_stated": Label("uten tall i saken", "without a figure in the case"),
}
"""What each standing is called."""


def benchmarks(result: Result) -> Answer:
    """The case that was run beside the figures of the field (nøkkeltall).

    Its table "beside" has a row for each number; "host" what it takes to pay the hosts, where the case
    employs any; "catchment" whom the places are to be filled by, where the case states it; "benchmarks"
    every figure of the field with source and date.
    """
    found = field_figures(result)
    tables = [_beside(found.beside)]
    if found.host is not None:
        tables.append(_host(found.host))
    if found.catchment:
        tables.append(_catchment(found))
    return Answer(
        "benchmarks",
        TITLE,
        result,
        sentences=sentences(_counted(found), _of_host(found), _of_catchment(found)),
        tables=(*tables, benchmark_table()),
        data={
            "beside": [_as_data(each) for each in found.beside],
            "host": None
            if found.host is None
            else {
                field: getattr(found.host, field) for field in ("fte", "cost", "price", "places", "capacity")
            },
            "catchment": {each.id: each.share for each in found.catchment},
        },
    )


def in_brief(found: Answer) -> Answer:
    """The answer without its longest table, the figures of the field one by one."""
    return replace(found, tables=tuple(table for table in found.tables if table.id != "benchmarks"))


def benchmark_table() -> Table:
    """Every figure of the field with its source and date."""
    columns = (
        Column("figure", Label("Tall fra feltet", "Figure of the field")),
        Column("value", Label("Verdi", "Value")),
        Column("to", Label("Til", "Up to")),
        Column("date", Label("Dato", "Date")),
        Column("source", Label("Kilde", "Source")),
    )
    listed = [
        (each.label, _of(each, each.value), _of(each, each.to_value), each.date or _NO_DATE, each.source)
        for each in BENCHMARKS
    ]
    return Table("benchmarks", LISTED, columns, rows(listed), note=_VAT)


def _of(each: Benchmark, value: float | None) -> Figure | None:
    return None if value is None else Figure(value, each.unit, decimals=_decimals(value, each.unit))


def _decimals(value: float, unit: str) -> int | None:
    """As many as tell the number: a margin of 1.86% is not to be shown as 1.9%."""
    if unit.startswith("share"):
        return None if float(round(value * 1000, 9)).is_integer() or value > 0.5 else 2
    return 1 if unit in ("years", "uses") and not float(value).is_integer() else None


# ---- in words --------------------------------------------------------------------------------------------


def _counted(found: FieldFigures) -> Label:
    by = {standing: sum(each.standing == standing for each in found.beside) for standing in STANDING_WORDS}
    judged = by["below"] + by["within"] + by["above"]
    return Label(
        f"Av {judged} tall som kan settes ved siden av feltets, er {by['within']} innenfor, "
        f"{by['above']} over og {by['below']} under. Få steder står bak hvert tall: et avvik er noe å kunne "
        "forklare, ingen feil.",
        f"Of {judged} numbers that can be set beside the field's, {by['within']} are within, "
        f"{by['above']} above and {by['below']} below. Few places stand behind each: a difference is to be "
        "explained, no mistake.",
    )


def _of_host(found: FieldFigures) -> Sentence:
    host = found.host
    if host is None:
        return Sentence(found.no_host or _NOT_KNOWN, "muted")
    nb, en = (
        [
            format_measure(host.places, "count", language, 1),
            format_measure(host.fte, "FTE", language),
            format_measure(host.cost, "NOK", language),
            format_measure(host.price, "NOK", language),
            format_measure(host.capacity, "count", language, 0),
        ]
        for language in LANGUAGES
    )
    return Sentence(
        Label(
            f"Det går {nb[0]} betalte plasser med til å lønne vertskapet, {nb[1]} til {nb[2]} i året: en "
            f"plass gir i snitt {nb[3]} i måneden. Saken har {nb[4]} plasser.",
            f"It takes {en[0]} paid places to pay the hosting, {en[1]} at {en[2]} a year: a place brings "
            f"{en[3]} a month on average. The case has {en[4]} places.",
        ),
        "bad" if host.places > host.capacity else "plain",
    )


def _of_catchment(found: FieldFigures) -> Label:
    if not found.catchment:
        return _NO_CATCHMENT
    single = [each for each in found.catchment if each.id != "all"] or list(found.catchment)
    nb = [f"{format_share(each.share, 'nb', 1)} av alle {each.label.nb}" for each in single]
    en = [f"{format_share(each.share, 'en', 1)} of all {each.label.en}" for each in single]
    places = [format_measure(found.capacity, "count", language, 0) for language in LANGUAGES]
    return Label(
        f"Alle {places[0]} plasser fylles av {' eller '.join(nb)} i området, som oppgitt.",
        f"All {places[1]} places are filled by {' or '.join(en)} in the area, as stated.",
    )


# ---- tables ----------------------------------------------------------------------------------------------


_TONES: Final[dict[Standing, Tone]] = {"alone": "muted", "not_stated": "muted"}


def _beside(found: tuple[Beside, ...]) -> Table:
    columns = (
        Column("what", Label("Tall", "Number")),
        Column("case", Label("Saken", "The case")),
        Column("low", Label("Feltet fra", "Field from")),
        Column("high", Label("Til", "Up to")),
        Column("standing", Label("Saken er", "The case is")),
        Column("date", Label("Dato", "Date")),
        Column("source", Label("Kilde", "Source")),
    )
    return Table("beside", _BESIDE, columns, tuple(map(_row, found)), note=_RULE)


def _row(each: Beside) -> Row:
    def figure(value: float | None) -> Figure | None:
        return None if value is None else Figure(value, each.unit, decimals=_shown_decimals(each.unit))

    def bare(value: float | None) -> Figure | None:
        """A price without its unit, which stands beside the case's and takes half the screen."""
        found = figure(value)
        if value is None or found is None or not each.unit.startswith("NOK/"):
            return found
        return replace(found, shown=Label(*(format_number(value, 0, language) for language in LANGUAGES)))

    case = figure(each.value) or Figure(None, each.unit, each.reason)
    return Row(
        (
            each.label,
            case,
            bare(each.low),
            None if each.high == each.low else bare(each.high),
            STANDING_WORDS[each.standing],
            each.date,
            each.source or "",
        ),
        _TONES.get(each.standing, "plain"),
    )


def _shown_decimals(unit: str) -> int | None:
    return 1 if unit in ("m2", "years", "share") else None


def _host(host: Host) -> Table:
    columns = (Column("what", Label("Vertskapet", "The hosting")), Column("value", Label("Verdi", "Value")))
    listed = (
        (Label("Årsverk", "Full-time equivalents"), Figure(host.fte, "FTE")),
        (
            Label("Kostnad per år, hvem som enn betaler", "Cost a year, whoever pays"),
            Figure(host.cost, "NOK/year"),
        ),
        (
            Label("En betalt plass gir per måned", "A paid place brings a month"),
            Figure(host.price, "NOK/member/month"),
        ),
        (
            Label("Betalte plasser som lønner vertskapet", "Paid places that pay the hosting"),
            Figure(host.places, "count", decimals=1),
        ),
        (Label("Plasser for medlemmer", "Places for members"), Figure(host.capacity, "count", decimals=0)),
        (Label("Andel av plassene", "Share of the places"), Figure(host.places / host.capacity, "share")),
    )
    return Table("host", _HOST, columns, rows(listed), note=_HOST_RULE)


def _catchment(found: FieldFigures) -> Table:
    columns = (
        Column("who", Label("Hvem", "Who")),
        Column("number", Label("Antall i området", "Number in the area"), "count", 0),
        Column("share", Label("Så stor del fyller plassene", "Such a part fills the places"), "share", 2),
        Column("with_rivals", Label("Med konkurrentenes", "With competitors'"), "share", 2),
    )
    listed = tuple(
        (
            Label(
                each.label.nb[:1].upper() + each.label.nb[1:], each.label.en[:1].upper() + each.label.en[1:]
            ),
            Figure(each.number),
            Figure(each.share),
            None if each.with_rivals is None else Figure(each.with_rivals),
        )
        for each in found.catchment
    )
    return Table("catchment", _CATCHMENT, columns, rows(listed), note=_CATCHMENT_RULE)


def _as_data(each: Beside) -> dict[str, object]:
    return {
        "id": each.id,
        "value": each.value,
        "unit": each.unit,
        "low": each.low,
        "high": each.high,
        "standing": each.standing,
    }


TITLE: Final = Label("Mot feltet: er tallene som andres?", "Against the field: are the numbers as others'?")
LISTED: Final = Label("Tallene fra feltet", "The figures of the field")
_BESIDE: Final = Label("Saken ved siden av feltet", "The case beside the field")
_HOST: Final = Label("Hva som skal til for å lønne en vert", "What it takes to pay a host")
_CATCHMENT: Final = Label("Hvem som skal fylle plassene", "Who is to fill the places")
_NO_DATE: Final = Label("ikke oppgitt", "not given")
_NOT_KNOWN: Final = Label("Det kan ikke sies.", "It cannot be said.")
_NO_CATCHMENT: Final = Label(
    "Saken oppgir ikke hvor mange pendlere, bedrifter og selvstendige det er i området (bank.catchment).",
    "The case does not state how many commuters, firms and freelancers the area has (bank.catchment).",
)
_VAT: Final = Label(
    "Ingen kilde sier om prisene er med mva. Tallene er selvrapporterte og fra kildens egen tid; de er ikke "
    "regnet om til dagens kroneverdi.",
    "No source says whether prices include VAT. The figures are self-reported and of their own time; they "
    "are not restated in today's money.",
)
_RULE: Final = Label(
    "Priser er slik saken oppgir dem. Inntekt, leie og andeler er fra det stabiliserte året, og ordinær leie "
    "er i det årets pengeverdi. Feltets priser er fra sin egen tid.",
    "Prices are as the case states them. Income, rent and shares are of the stabilised year, and ordinary "
    "rent is in that year's money. The field's prices are of their own time.",
)
_HOST_RULE: Final = Label(
    "Lønn, feriepenger, pensjon og arbeidsgiveravgift for dem saken kaller verter, delt på det en betalt "
    "plass gir i året (kontor, faste plasser, medlemskap og bedriftsplasser, med medlemsavgift).",
    "Salary, holiday pay, pension and employer's contribution of those the case calls hosts, divided by what "
    "a paid place brings in a year (offices, fixed desks, memberships and corporate places, with fees).",
)
_CATCHMENT_RULE: Final = Label(
    "Plasser for medlemmer delt på antallet saken oppgir. Ingen kilde sier hva som er mye.",
    "Places for members divided by the number the case states. No source says what is much.",
)
