"""What a simulation is said to show: chances first, then distributions, what drives them, and by month."""

from __future__ import annotations

from collections.abc import Sequence

from feasibility.analysis.simulate.found import PERCENTILES, Simulated
from feasibility.analysis.simulate.runs import CHECKED
from feasibility.answers import simulated_tables as tables
from feasibility.answers.answer import Answer, Sentence, sentences
from feasibility.language import Label, Language, format_number
from feasibility.language.label import ended, lower_first
from feasibility.model import Result
from feasibility.names import PARTIES
from feasibility.pictures.simulate import chance, fans, histogram
from feasibility.report.layout import Tone
from feasibility.report.words import month_dates, month_name

_DRIVERS = 3


def answer(found: Simulated, result: Result) -> Answer:
    """The chances in words, the distributions as tables, the reserve by month and the measure drawn."""
    moving = [spread for spread in found.spreads if spread.sd]
    drawn = next((spread for spread in moving if spread.line.id == found.driven.id), None)
    return Answer(
        "simulate",
        Label("Hva kan skje?", "What may happen?"),
        result,
        sentences=sentences(
            _asked(found), *_losses(found), *_dry(found, result), *_broken(found), _driving(found)
        ),
        tables=tuple(
            table
            for table in (
                tables.spreads(moving, found.runs),
                tables.drivers(found),
                *(tables.by_month(each, result) for each in found.liquidity),
                tables.covenants(found.covenants),
                tables.inputs(found),
            )
            if table is not None
        ),
        pictures=(*fans(found, month_dates(result)), *(() if drawn is None else (histogram(found, drawn),))),
        data=_data(found),
        checks_failed=found.checks_failed > 0,
    )


# ---- in words --------------------------------------------------------------------------------------------


def _asked(found: Simulated) -> Label:
    own = all(each.own_range for each in found.drawn)
    nb = "fra området som saken oppgir" if own else "fra fordelinger"
    en = "from the range that the case states" if own else "from distributions"
    count = len(found.drawn)
    times = (
        Label("én gang", "once")
        if found.runs == 1
        else Label(
            f"{format_number(found.runs, 0, 'nb')} ganger", f"{format_number(found.runs, 0, 'en')} times"
        )
    )
    of_nb = "ett usikkert tall" if count == 1 else f"{count} usikre tall"
    of_en = "one uncertain number" if count == 1 else f"{count} uncertain numbers"
    return Label(
        f"Saken er kjørt {times.nb} med {of_nb} trukket {nb} (frø {found.seed}). Alt annet står som i saken.",
        f"The case was run {times.en} with {of_en} drawn "
        f"{en} (seed {found.seed}). All else stands as in the case.",
    )


def _losses(found: Simulated) -> list[Sentence]:
    """The chance that each present value or gain is negative."""
    said = []
    for spread in found.spreads:
        share, percentiles = spread.below_zero, spread.percentiles
        if share is None or percentiles is None or not spread.sd or ".npv" not in spread.line.id:
            continue
        name = spread.line.label
        ends = [percentiles[PERCENTILES.index(p)] for p in (50.0, 5.0, 95.0)]
        nb, en = _amounts(ends, "nb"), _amounts(ends, "en")
        said.append(
            Sentence(
                Label(
                    f"{name.nb}: {chance(share, 'nb')} sjanse for å ende under 0. I midten {nb[0]}; ni av ti "
                    f"ganger mellom {nb[1]} og {nb[2]}.",
                    f"{name.en}: a chance of {chance(share, 'en')} of ending below 0. In the middle {en[0]}; "
                    f"nine times of ten between {en[1]} and {en[2]}.",
                ),
                _tone(share),
            )
        )
    return said


def _dry(found: Simulated, result: Result) -> list[Sentence]:
    said = []
    for each in found.liquidity:
        who = PARTIES[each.party].full
        if each.ever < tables.WORTH_TELLING:
            text = Label(
                f"{who.nb} går så godt som aldri tom for penger.",
                f"{who.en} hardly ever runs out of money.",
            )
            said.append(Sentence(text, "good"))
            continue
        worst = max(range(len(each.dry)), key=lambda place: each.dry[place])
        said.append(
            Sentence(
                Label(
                    f"{who.nb} mangler penger ingen har sagt ja til i minst én måned: "
                    f"{chance(each.ever, 'nb')} sjanse. Oftest i {month_name(result, worst + 1, 'nb')} "
                    f"({chance(each.dry[worst], 'nb')}).",
                    f"{who.en} lacks money nobody has agreed to in at least one month: a chance "
                    f"of {chance(each.ever, 'en')}. Most often in {month_name(result, worst + 1, 'en')} "
                    f"({chance(each.dry[worst], 'en')}).",
                ),
                _tone(each.ever),
            )
        )
    return said


def _broken(found: Simulated) -> list[Sentence]:
    said = []
    for each in found.covenants:
        if each.ever < tables.WORTH_TELLING:
            continue
        worst = max(range(len(each.years)), key=lambda place: each.broken[place])
        who = PARTIES[each.party].full
        said.append(
            Sentence(
                Label(
                    f"{who.nb} bryter lånevilkåret for {lower_first(each.label.nb)} i minst ett år: "
                    f"{chance(each.ever, 'nb')} sjanse. Oftest i {each.years[worst]} "
                    f"({chance(each.broken[worst], 'nb')}).",
                    f"{who.en} breaks the covenant on {lower_first(each.label.en)} in at least "
                    f"one year: a chance of {chance(each.ever, 'en')}. Most often in {each.years[worst]} "
                    f"({chance(each.broken[worst], 'en')}).",
                ),
                _tone(each.ever),
            )
        )
    return said


def _driving(found: Simulated) -> Label | None:
    first = [each for each in found.drivers if each.weight is not None][:_DRIVERS]
    if not first or found.explained is None:
        return None
    return Label(
        ended(
            f"{found.driven.label.nb} følger mest {_joined([d.drawn.number.label.nb for d in first], 'og')}"
        ),
        ended(
            f"{found.driven.label.en} follows most of all "
            f"{_joined([d.drawn.number.label.en for d in first], 'and')}"
        ),
    )


def _joined(names: Sequence[str], word: str) -> str:
    *head, last = names
    return f"{'; '.join(head)}; {word} {last}" if head else last


def _data(found: Simulated) -> dict[str, object]:
    return {
        "runs": found.runs,
        "seed": found.seed,
        "checked_runs": min(found.runs, CHECKED),
        "checks_failed": found.checks_failed,
        "drawn": [{"path": d.number.path, **d.distribution.model_dump(mode="json")} for d in found.drawn],
        "percentiles": list(PERCENTILES),
        "spreads": [
            {
                "id": each.line.id,
                "mean": each.mean,
                "sd": each.sd,
                "percentiles": None if each.percentiles is None else list(each.percentiles),
                "lowest": each.lowest,
                "highest": each.highest,
                "below_zero": each.below_zero,
                "numbered": each.numbered,
                "histogram": [list(bar) for bar in each.bars],
            }
            for each in found.spreads
        ],
        "liquidity": {
            each.party: {"bands": [list(b) for b in each.bands], "dry": list(each.dry), "ever": each.ever}
            for each in found.liquidity
        },
        "explained": found.explained,
    }


def _amounts(values: Sequence[float], language: Language) -> list[str]:
    """Amounts in words, all rounded to three digits of the largest: a simulation knows no more."""
    size = 10 ** max(0, len(str(int(max(map(abs, values))))) - 3)
    rounded = [format_number(round(value / size) * size + 0.0, 0, language) for value in values]
    return [f"{text} kr" if language == "nb" else f"NOK {text}" for text in rounded]


def _tone(share: float) -> Tone:
    return "good" if share < 0.05 else "mixed" if share < 0.5 else "bad"
