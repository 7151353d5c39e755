"""What the perturbation audit is said to have found: what was tried, what failed, what was left out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

from feasibility.analysis.audit import HOW, Audited, Fault, LeftOut, Shaken, Unnumbered
from feasibility.answers.answer import Answer, Cell, Column, Figure, Row, Sentence, Table, rows, sentences
from feasibility.language import Label, Language, format_measure, format_number
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
    lines = {(f.shaken.number.path, f.line.id) for f in found.faults}
    values = {(f.shaken.number.path, f.shaken.value) for f in found.faults}
    return Sentence(
        Label(
            f"Modellen holdt ikke ved {len(values)} av {found.runs} verdier ({len(lines)} par av tall og "
            "kontroll). Det er en feil i modellen, ikke i saken.",
            f"The model did not hold at {len(values)} of {found.runs} values ({len(lines)} pairs of number "
            "and check). That is a fault of the model, not of the case.",
        ),
        "bad",
    )


def _what(found: Audited) -> Label:
    numbers, runs = len(found.numbers), found.runs
    checks, measures = len(found.checks), len(found.measures)
    return Label(
        f"{numbers} tall i saken ble flyttet ett om gangen, til {format_number(runs, 0, 'nb')} verdier i "
        f"alt, og ved hver av dem ble {checks} kontroller og {measures} nøkkeltall sett etter.",
        f"{numbers} numbers of the case were moved one at a time, to {format_number(runs, 0, 'en')} values "
        f"in all, and {checks} checks and {measures} measures were looked at in each.",
    )


def _others(found: Audited) -> list[Label]:
    said = []
    if found.left_out:
        many = len(found.left_out)
        said.append(
            Label(
                f"Ved {many} verdier var noe galt som sakens regler forbyr; en sak med dem blir avvist når "
                "den leses.",
                f"At {many} values something was wrong that the rules of a case forbid; a case with them is "
                "refused when it is read.",
            )
        )
    if found.unnumbered:
        many = len(found.unnumbered)
        said.append(
            Label(
                f"{many} nøkkeltall finnes ikke ved alle verdier, hver gang med grunn.",
                f"{many} measures don't exist at every value, each time with a reason.",
            )
        )
    return said


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
                    first.shaken.number.path,
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
    grouped = _grouped(left_out, lambda x: _without_path(x.shaken.number.path, x.reason).en)
    found: list[list[Cell]] = []
    for of in sorted(grouped.values(), key=lambda of: -len(of)):
        rule = _without_path(of[0].shaken.number.path, of[0].reason)
        paths = list(dict.fromkeys(x.shaken.number.path for x in of))
        found.append([rule, _listed(paths), Figure(len(of), "count", decimals=0)])
    return Table(
        "left_out",
        Label("Avvist av sakens regler", "Refused by the rules of a case"),
        (
            Column("reason", Label("Regelen", "The rule")),
            Column("paths", Label("Tall", "Numbers")),
            Column("times", Label("ganger", "times"), "count"),
        ),
        rows(found),
    )


def _without_path(path: str, reason: Label) -> Label:
    """The rule's words without the path they begin with, which stands beside."""

    def cut(text: str) -> str:
        head, colon, rest = text.partition(": ")
        return rest if colon and head.startswith(path) else text

    return Label(cut(reason.nb), cut(reason.en))


def _unnumbered(unnumbered: tuple[Unnumbered, ...]) -> Table:
    grouped = _grouped(unnumbered, lambda u: u.reason.en)
    found: list[list[Cell]] = []
    for of in sorted(grouped.values(), key=lambda of: -sum(len(u.at) for u in of)):
        times = Figure(sum(len(u.at) for u in of), "count", decimals=0)
        found.append(
            [
                of[0].reason,
                Label(_listed([u.line.label.nb for u in of]), _listed([u.line.label.en for u in of])),
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


def _listed(names: list[str]) -> str:
    first = ", ".join(names[:_NAMED])
    return first if len(names) <= _NAMED else f"{first} … ({len(names)})"


def _values(of: list[Fault], language: Language) -> str:
    shown = dict.fromkeys(_shown(each.shaken, language) for each in of)
    return "; ".join(shown)


def _shown(shaken: Shaken, language: Language) -> str:
    unit = shaken.number.unit
    if unit.partition("/")[0] in ("month", "date", "calendar_year"):
        return format_number(shaken.value, 0, language)
    return format_measure(shaken.value, unit, language)


def _grouped(of: Iterable[_T], key: Callable[[_T], object]) -> Mapping[object, list[_T]]:
    groups: dict[object, list[_T]] = {}
    for each in of:
        groups.setdefault(key(each), []).append(each)
    return groups
