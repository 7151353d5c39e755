"""`feasibility sensitivity` and `feasibility simulate`: what the answer rests on, and what may happen."""

from __future__ import annotations

from collections.abc import Sequence

from feasibility.analysis.no_answer import NoAnswer
from feasibility.answers.answer import Answer
from feasibility.cli.answers import answered, number_of, range_in, require_no_twins
from feasibility.cli.arguments import Arguments, UsageError
from feasibility.cli.chosen import Chosen
from feasibility.cli.distributions import Varied, correlated, varied
from feasibility.cli.screen import Screen
from feasibility.language import Label, Language
from feasibility.model import Result

TABLE, TOP, INDICES = "--table", "--top", "--indices"
VARY, CORRELATE, RUNS, SEED, ALSO = "--vary", "--correlate", "--runs", "--seed", "--also"


def sensitivity(arguments: Arguments, screen: Screen) -> int:
    """`feasibility sensitivity`: the numbers of the case by their effect on a measure."""
    language = screen.language
    sides = [_side(text, language) for text in arguments.values.get(TABLE, ())]
    if len(sides) not in (0, 2):
        raise UsageError([_TWO_SIDES])
    require_no_twins([name for name, _ in sides], _TWO_SIDES)
    count = _whole(arguments, TOP, language)

    def make(result: Result, asked: Chosen) -> Answer:
        from feasibility.analysis import sensitivity as analysis
        from feasibility.analysis.indices import indices
        from feasibility.analysis.numbers import default_measure
        from feasibility.answers.sensitivity import answer

        of = arguments.value("--measure") or default_measure(result)
        found = analysis.sensitivity(result, of, analysis.SHOWN if count is None else count)
        table = None
        if sides:
            (x, x_range), (y, y_range) = sides
            table = analysis.two_way(result, x, y, of, x_range, y_range)
        return answer(found, result, table, indices(result, of) if INDICES in arguments.switches else None)

    return answered(arguments, screen, make)


def simulate(arguments: Arguments, screen: Screen) -> int:
    """`feasibility simulate`: the case run many times with its uncertain numbers drawn."""
    language = screen.language
    vary = varied(arguments.values.get(VARY, ()), language)
    pairs = correlated(arguments.values.get(CORRELATE, ()), language)
    runs, seed = _whole(arguments, RUNS, language), _whole(arguments, SEED, language)

    def make(result: Result, asked: Chosen) -> Answer:
        from feasibility.analysis.simulate import runs as analysis
        from feasibility.answers.simulate import answer

        found = analysis.simulate(
            result,
            analysis.RUNS if runs is None else runs,
            analysis.SEED if seed is None else seed,
            arguments.value("--measure"),
            _by_path(vary),
            pairs,
            arguments.values.get(ALSO, ()),
            progress=screen.progress(_SIMULATING.text(language)),
        )
        return answer(found, result)

    return answered(arguments, screen, make)


def _by_path(given: Sequence[Varied]) -> dict[str, dict[str, object]]:
    """The distributions by the number they are of. Raises NoAnswer where one is given twice."""
    found: dict[str, dict[str, object]] = {}
    for each in given:
        if each.number in found:
            raise NoAnswer(
                Label(
                    f"{VARY} {each.number} er gitt flere ganger. Gi det én gang.",
                    f"{VARY} {each.number} is given several times. Give it once.",
                )
            )
        found[each.number] = each.distribution
    return found


def _whole(arguments: Arguments, flag: str, language: Language) -> int | None:
    """A whole number given with an option. Raises UsageError."""
    value = number_of(arguments, flag, language)
    if value is None:
        return None
    if not float(value).is_integer():
        raise UsageError(
            [
                Label(
                    f"{flag} {value:g}: skriv et helt tall.",
                    f"{flag} {value:g}: write a whole number.",
                )
            ]
        )
    return int(value)


def _side(text: str, language: Language) -> tuple[str, tuple[float, float] | None]:
    """A side of a two-way table: PATH or PATH=FROM..TO. Raises UsageError."""
    name, has_range, ends = (part.strip() for part in text.partition("="))
    return name, range_in(ends, f"{TABLE} {name}:", language) if has_range else None


_TWO_SIDES = Label(
    f"{TABLE} gis to ganger, med to forskjellige tall: det som går bortover, og det som går nedover.",
    f"{TABLE} is given twice, with two different numbers: the one across, and the one down.",
)
_SIMULATING = Label("Simulerer", "Simulating")
