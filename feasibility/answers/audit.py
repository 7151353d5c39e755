"""What the perturbation audit is said to have found: what was tried, what failed, what was left out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeVar

from feasibility.analysis.audit import HOW, Audited, Fault, LeftOut, Shaken, Unnumbered
from feasibility.answers.answer import Answer, Cell, Column, Figure, Row, Sentence, Table, rows, sentences
from feasibility.language import LANGUAGES, Label, Language, format_any, format_number
from feasibility.model import Result

_NAMED = 3
_T = TypeVar("_T")


def answer(found: Audited, result: Result) -> Answer:
    """The verdict in words, then what was tried and what came of it."""
    tables = [_tried(found)]
    if found.faults:
        tables.insert(0, _faults(found.faults))
    if found.left_out:
        tables.append(_left_out(found.left_out))
    if found.unnumbered:
        tables.append(_unnumbered(found.unnumbered))
    return Answer(
        "audit",
        Label(
            "Rystetest: holder modellen, hva tallene enn er?", "Audit: does the model hold, come what may?"
        ),
        result,
        sentences=sentences(_verdict(found), _what(found), *_others(found)),
        tables=tuple(tables),
        data={
            "numbers": len(found.numbers),
            "runs": found.runs,
            "checks": [line.id for line in found.checks],
            "measures": [line.id for line in found.measures],
            "faults": [
                {
                    "path": f.shaken.number.path,
                    "value": f.shaken.value,
                    "line": f.line.id,
                    "kind": f.kind,
                    "difference": f.difference,
                }
                for f in found.faults
            ],
            "left_out": [
                {"path": x.shaken.number.path, "value": x.shaken.value, "reason": x.reason.by_language()}
                for x in found.left_out
            ],
            "without_number": [
                {"line": u.line.id, "values": len(u.at), "reason": u.reason.by_language()}
                for u in found.unnumbered
            ],
        },
        checks_failed=not found.is_sound,
    )


# ---- in words --------------------------------------------------------------------------------------------


def _verdict(found: Audited) -> Sentence:
    if found.is_sound:
        return Sentence(
            Label(
                "Alle kontroller holdt ved alle verdier, og intet tall mangler uten grunn.",
                "Every check held at every value, and no number is missing without its reason.",
            ),
            "good",
        )
    values = {(f.shaken.number.path, f.shaken.value) for f in found.faults}
    at = {language: (_count(len(values), language), _count(found.runs, language)) for language in LANGUAGES}
    return Sentence(
        Label(
            f"Modellen holdt ikke ved {at['nb'][0]} av {at['nb'][1]} verdier. Det er en feil i "
            "modellen, ikke i saken.",
            f"The model did not hold at {at['en'][0]} of {at['en'][1]} values. That is a fault of "
            "the model, not of the case.",
        ),
        "bad",
    )


def _what(found: Audited) -> Label:
    numbers, runs = len(found.numbers), found.runs
    checks, measures = len(found.checks), len(found.measures)
    return Label(
        f"{numbers} tall i saken ble flyttet ett om gangen, til {_count(runs, 'nb')} verdier i alt, og "
        f"ved hver av dem ble {checks} kontroller og {measures} nøkkeltall sett etter.",
        f"{numbers} numbers of the case were moved one at a time, to {_count(runs, 'en')} values in all, "
        f"and {checks} checks and {measures} measures were looked at in each.",
    )


def _others(found: Audited) -> list[Label]:
    said = []
    left, gone = len(found.left_out), len(found.unnumbered)
    if left == 1:
        said.append(_ONE_REFUSED)
    elif left:
        said.append(
            Label(
                f"{_count(left, 'nb')} av verdiene kan ikke stå i en sak: reglene nedenfor avviser dem når "
                "saken leses. At noe ikke stemte ved dem, er derfor ingen feil.",
                f"{_count(left, 'en')} of the values cannot stand in a case: the rules below refuse them "
                "when the case is read. So what did not hold at them is no fault.",
            )
        )
    if gone:
        nb, en = ("Ett", "One measure") if gone == 1 else (str(gone), f"{gone} measures")
        said.append(
            Label(
                f"{nb} nøkkeltall lar seg ikke regne ut ved alle verdier, og modellen sier hvorfor hver "
                "gang.",
                f"{en} can't be worked out at every value, and the model says why each time.",
            )
        )
    return said


_ONE_REFUSED = Label(
    "Én av verdiene kan ikke stå i en sak: regelen nedenfor avviser den når saken leses. At noe ikke "
    "stemte ved den, er derfor ingen feil.",
    "One of the values cannot stand in a case: the rule below refuses it when the case is read. So what "
    "did not hold at it is no fault.",
)


# ---- tables ----------------------------------------------------------------------------------------------


def _tried(found: Audited) -> Table:
    """How many values of each kind, and what came of them."""

    def count(of: Iterable[Shaken], how: str) -> Figure:
        return Figure(len({(s.number.path, s.value) for s in of if s.how == how}), "count", decimals=0)

    faulty = [f.shaken for f in found.faults]
    left = [x.shaken for x in found.left_out]
    return Table(
        "tried",
        Label("Prøvd", "Tried"),
        (
            Column("how", Label("Flyttet", "Moved")),
            Column("values", Label("verdier", "values"), "count"),
            Column("left_out", Label("avvist av reglene", "refused by rules"), "count"),
            Column("faults", Label("feil", "faults"), "count"),
        ),
        rows([[HOW[how], count(found.tried, how), count(left, how), count(faulty, how)] for how in HOW]),
    )


def _faults(faults: tuple[Fault, ...]) -> Table:
    """One row for each number and check, with every value at which it failed."""
    grouped = _grouped(faults, lambda f: (f.shaken.number.path, f.line.id, f.kind))
    found = []
    for of in grouped.values():
        first = of[0]
        worst = max((abs(f.difference) for f in of if f.difference is not None), default=None)
        kind = first.line.label if first.kind == "check" else _kind(first)
        found.append(
            Row(
                (
                    first.shaken.number.named,
                    kind,
                    Label(_values(of, "nb"), _values(of, "en")),
                    Figure(worst, first.line.unit),
                ),
                "bad",
            )
        )
    return Table(
        "faults",
        Label("Feil", "Faults"),
        (
            Column("path", Label("Tall", "Number")),
            Column("check", Label("Det som ikke holdt", "What did not hold")),
            Column("values", Label("ved", "at")),
            Column("difference", Label("mest", "most")),
        ),
        tuple(found),
    )


def _kind(fault: Fault) -> Label:
    nb, en = (
        ("uendelig", "infinite") if fault.kind == "infinite" else ("mangler uten grunn", "missing, no reason")
    )
    return Label(f"{fault.line.label.nb}: {nb}", f"{fault.line.label.en}: {en}")


def _left_out(left_out: tuple[LeftOut, ...]) -> Table:
    """One row for each rule, with the numbers it holds back."""
    grouped = _grouped(left_out, lambda x: x.rule.en)
    found: list[list[Cell]] = []
    for of in sorted(grouped.values(), key=lambda of: -len(of)):
        held = tuple(dict.fromkeys(x.shaken.number.label for x in of))
        found.append([of[0].rule, _listed(held), Figure(len(of), "count", decimals=0)])
    return Table(
        "left_out",
        Label("Avvist av sakens regler", "Refused by the rules of a case"),
        (
            Column("reason", Label("Regelen", "The rule")),
            Column("numbers", Label("Tall som er flyttet", "Numbers moved")),
            Column("times", Label("ganger", "times"), "count"),
        ),
        rows(found),
    )


def _unnumbered(unnumbered: tuple[Unnumbered, ...]) -> Table:
    grouped = _grouped(unnumbered, lambda u: u.reason.en)
    found: list[list[Cell]] = []
    for of in sorted(grouped.values(), key=lambda of: -sum(len(u.at) for u in of)):
        times = Figure(sum(len(u.at) for u in of), "count", decimals=0)
        found.append(
            [
                of[0].reason,
                _listed(tuple(u.line.label for u in of)),
                times,
            ]
        )
    return Table(
        "without_number",
        Label("Nøkkeltall som ikke finnes overalt", "Measures that don't exist everywhere"),
        (
            Column("reason", Label("Grunn", "Reason")),
            Column("measures", Label("Nøkkeltall", "Measures")),
            Column("times", Label("ganger", "times"), "count"),
        ),
        rows(found),
        Label(
            "Grunnen er den modellen gir ved den første verdien.",
            "The reason is the one the model gives at the first value.",
        ),
    )


def _listed(names: Sequence[Label]) -> Label:
    """Some of the names, which have commas of their own, and how many more there are."""
    rest = len(names) - _NAMED
    more = ((f"og {rest} til",), (f"and {rest} more",)) if rest > 0 else ((), ())
    return Label(
        "; ".join((*(name.nb for name in names[:_NAMED]), *more[0])),
        "; ".join((*(name.en for name in names[:_NAMED]), *more[1])),
    )


def _count(number: int, language: Language) -> str:
    return format_number(number, 0, language)


def _values(of: list[Fault], language: Language) -> str:
    shown = dict.fromkeys(_shown(each.shaken, language) for each in of)
    return "; ".join(shown)


def _shown(shaken: Shaken, language: Language) -> str:
    return format_any(shaken.value, shaken.number.unit, language)


def _grouped(of: Iterable[_T], key: Callable[[_T], object]) -> Mapping[object, list[_T]]:
    groups: dict[object, list[_T]] = {}
    for each in of:
        groups.setdefault(key(each), []).append(each)
    return groups
