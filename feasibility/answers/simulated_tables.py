"""The tables of a simulation: distributions, drivers, the reserve by month, covenants, and what is drawn."""

from __future__ import annotations

from collections.abc import Sequence

from feasibility.analysis.simulate.found import PERCENTILES, Covenant, Liquidity, Simulated, Spread
from feasibility.analysis.simulate.runs import is_power_of_two
from feasibility.analysis.simulate.sampling import Drawn
from feasibility.answers.answer import Cell, Column, Figure, Table, month, rows
from feasibility.answers.values import value_figure
from feasibility.case import Bootstrap, Discrete, Lognormal, Normal, Pert, Triangular, Uniform
from feasibility.language import Label, Language, format_number, format_share, format_stated
from feasibility.model import Result
from feasibility.names import PARTIES

WORTH_TELLING = 0.005
"""A chance below half a percentage point is not told of one by one."""
_EVERY = 12
_BY_MONTH = (5.0, 50.0, 95.0)


def spreads(moving: Sequence[Spread], runs: int) -> Table | None:
    """The distribution of every measure that varies; None where none does."""
    if not moving:
        return None
    columns = (
        Column("measure", Label("Nøkkeltall", "Measure")),
        Column("base", Label("I saken", "In the case")),
        Column("mean", Label("Gjennomsnitt", "Mean")),
        Column("sd", Label("Standardavvik", "Standard deviation")),
        *(Column(f"p{p:g}", Label(f"P{p:g}", f"P{p:g}")) for p in PERCENTILES),
        Column("below_zero", Label("Under 0", "Below 0"), "share"),
        Column("without", Label("Uten tall", "No number"), "count"),
    )
    listed: list[list[Cell]] = []
    for each in moving:
        unit = (
            each.line.unit
            if each.line.unit not in ("month", "lease_month", "date", "calendar_year")
            else "count"
        )
        percentiles = each.percentiles or (None,) * len(PERCENTILES)
        numbers = (each.base, each.mean, each.sd, *percentiles)
        listed.append(
            [
                each.line.label,
                *(Figure(number, unit, _NO_NUMBER) for number in numbers),
                Figure(each.below_zero, "share", _NO_NUMBER),
                Figure(runs - each.numbered, "count"),
            ]
        )
    return Table(
        "spreads",
        Label("Nøkkeltallenes fordeling", "The measures' distribution"),
        columns,
        rows(listed),
        _SPREADS,
    )


def drivers(found: Simulated) -> Table | None:
    """What drives the measure asked about; None where there are too few runs to tell."""
    if found.explained is None:
        return None
    columns = (
        Column("number", Label("Tall", "Number")),
        Column("weight", Label("Vekt", "Weight"), "ratio"),
        Column("rank", Label("Rangkorrelasjon", "Rank correlation"), "ratio"),
    )
    listed: list[list[Cell]] = [
        [each.drawn.number.label, _plain(each.weight), _plain(each.rank)] for each in found.drivers
    ]
    share = found.explained
    return Table(
        "drivers",
        Label(f"Hva som driver «{found.driven.label.nb}»", f'What drives "{found.driven.label.en}"'),
        columns,
        rows(listed),
        Label(
            "Vekt: standardisert koeffisient i en regresjon på ranger, med de andre holdt i ro. Sammen "
            f"forklarer de {format_share(share, 'nb', 0)} av rangenes variasjon. Rangkorrelasjonen "
            "(Spearman) tar med det som kommer av at tallene følger hverandre.",
            "Weight: the standardised coefficient of a regression on ranks, the others held still. Together "
            f"they explain {format_share(share, 'en', 0)} of the variation of ranks. The rank correlation "
            "(Spearman's) includes what comes of the numbers' moving together.",
        ),
    )


def _plain(value: float | None) -> Figure:
    if value is None:
        return Figure(None, reason=_STILL)
    return Figure(value, "ratio", shown=Label(format_number(value, 2, "nb"), format_number(value, 2, "en")))


def by_month(each: Liquidity, result: Result) -> Table:
    """The reserve at the end of each year and of the month it is lowest; all months are in the data."""
    columns = (
        Column("month", Label("Måned", "Month"), "month"),
        *(Column(f"p{p:g}", Label(f"P{p:g}", f"P{p:g}"), "NOK") for p in _BY_MONTH),
        Column("base", Label("I saken", "In the case"), "NOK"),
        Column("dry", Label("Går tom", "Runs dry"), "share"),
    )
    last = len(each.dry)
    chosen = [place for place in range(last) if (place + 1) % _EVERY == 0 or each.dry[place] >= WORTH_TELLING]
    if len(chosen) > _MOST_MONTHS:  # many dry months: those of the year's end, and the worst in each year
        worst = {
            max(range(start, min(start + _EVERY, last)), key=lambda place: each.dry[place])
            for start in range(0, last, _EVERY)
        }
        chosen = [place for place in chosen if (place + 1) % _EVERY == 0 or place in worst]
    listed: list[list[Cell]] = [
        [
            month(result, place + 1),
            *(Figure(each.bands[PERCENTILES.index(p)][place]) for p in _BY_MONTH),
            Figure(each.base[place]),
            Figure(each.dry[place], decimals=1),
        ]
        for place in chosen
    ]
    who = PARTIES[each.party].full
    return Table(
        f"liquidity_{each.party}",
        Label(f"{each.line.label.nb}, måned for måned", f"{each.line.label.en}, month by month"),
        columns,
        rows(listed),
        Label(
            f"Årets siste måneder, og de der {who.nb.lower()} kan gå tom: da er reserven under 0.",
            f"The last months of the years, and those in which {who.en.lower()} may run dry: the reserve "
            "is then below 0.",
        ),
    )


def covenants(found: Sequence[Covenant]) -> Table | None:
    """The chance that each is broken, by calendar year; None where there are no covenants."""
    if not found:
        return None
    years = found[0].years
    columns = (
        Column("covenant", Label("Lånevilkår", "Covenant")),
        *(Column(f"y{year}", Label(str(year), str(year)), "share", 0) for year in years),
        Column("ever", Label("Noen gang", "Ever"), "share", 0),
    )
    listed: list[list[Cell]] = [
        [
            Label(
                f"{each.label.nb}, {PARTIES[each.party].short.nb.lower()}",
                f"{each.label.en}, {PARTIES[each.party].short.en.lower()}",
            ),
            *(Figure(share) for share in each.broken),
            Figure(each.ever),
        ]
        for each in found
    ]
    return Table(
        "covenants",
        Label("Sjansen for brudd på lånevilkår, år for år", "The chance that a covenant is broken, by year"),
        columns,
        rows(listed),
    )


def inputs(found: Simulated) -> Table:
    """Every number that is drawn, with its distribution and where that comes from."""
    columns = (
        Column("number", Label("Usikkert tall", "Uncertain number")),
        Column("stated", Label("I saken", "In the case")),
        Column("distribution", Label("Fordeling", "Distribution")),
        Column("source", Label("Kilde eller antakelse", "Source or assumption")),
    )
    listed: list[list[Cell]] = []
    for each in found.drawn:
        listed.append(
            [
                each.number.named,
                value_figure(each.number, each.number.stated),
                Label(_distribution(each, "nb"), _distribution(each, "en")),
                each.distribution.source or (_OWN_RANGE if each.own_range else None),
            ]
        )
    pairs = [
        Label(
            f"{one.nb} – {other.nb}: {format_number(pair.rank, 2, 'nb')}",
            f"{one.en} – {other.en}: {format_number(pair.rank, 2, 'en')}",
        )
        for pair in found.correlated
        for one, other in ((pair.one.number.label, pair.other.number.label),)
    ]
    note = (
        Label(
            f"{_LIMITS.nb} Rangkorrelasjon: {'; '.join(pair.nb for pair in pairs)}.",
            f"{_LIMITS.en} Rank correlation: {'; '.join(pair.en for pair in pairs)}.",
        )
        if pairs
        else _LIMITS
    )
    even = _POWER if not is_power_of_two(found.runs) else None
    whole = note if even is None else Label(f"{note.nb} {even.nb}", f"{note.en} {even.en}")
    return Table("inputs", Label("Det som er trukket", "What is drawn"), columns, rows(listed), whole)


def _distribution(each: Drawn, language: Language) -> str:
    """ "PERT 60 % – 80 % – 85 %"."""
    of = each.distribution

    def text(value: float) -> str:
        return format_stated(value, each.number.unit, language)

    match of:
        case Triangular() | Pert():
            name = _TRIANGULAR if isinstance(of, Triangular) else _PERT
            return f"{name.text(language)} {text(of.low)} – {text(of.mode)} – {text(of.high)}"
        case Uniform():
            return f"{_UNIFORM.text(language)} {text(of.low)} – {text(of.high)}"
        case Normal() | Lognormal():
            name = _NORMAL if isinstance(of, Normal) else _LOGNORMAL
            return f"{name.text(language)} {text(of.mean)} ± {text(of.sd)}"
        case Discrete():
            pairs = zip(of.values, of.probabilities, strict=True)
            return ", ".join(
                f"{text(value)} ({format_share(chance, language, 0)})" for value, chance in pairs
            )
        case Bootstrap():
            return f"{_BOOTSTRAP.text(language)} {', '.join(text(value) for value in of.values)}"


_MOST_MONTHS = 30
_NO_NUMBER = Label("ikke noe tall", "no number")
_STILL = Label("står stille", "stands still")
_OWN_RANGE = Label("Tallets eget område i saken", "The number's own range in the case")
_TRIANGULAR, _PERT = Label("trekant", "triangular"), Label("PERT", "PERT")
_UNIFORM, _NORMAL = Label("jevn", "uniform"), Label("normal", "normal")
_LOGNORMAL, _BOOTSTRAP = Label("lognormal", "lognormal"), Label("trukket av", "drawn from")
_SPREADS = Label(
    "P5: bare én av tjue ganger er det lavere; P50: i midten; P95: bare én av tjue ganger høyere.",
    "P5: it is lower only one time in twenty; P50: the middle; P95: it is higher only one time in twenty.",
)
_LIMITS = Label(
    "Fordelinger holdes innenfor feltets grenser: det som lå utenfor, er spredt over resten.",
    "Distributions are kept within the field's limits: what lay beyond is spread over the rest.",
)
_POWER = Label(
    "Punktene er jevnest når antall kjøringer er en toerpotens, som 8 192 eller 16 384.",
    "The points are most even where the number of runs is a power of two, such as 8,192 or 16,384.",
)
