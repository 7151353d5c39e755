"""A verification and a book's changes as lines of text, and as data for other programs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from feasibility.engine.calendar import date_of
from feasibility.language import Language, format_any, format_date, format_measure, format_number, format_unit
from feasibility.report.layout import EMPTY, Shown, Tone, paragraph
from feasibility.version import FORMAT
from feasibility.workbook.returned import telling_words as words
from feasibility.workbook.returned.changes import BookChanges
from feasibility.workbook.returned.difference import (
    BrokenInput,
    Difference,
    InputChange,
    Kind,
    Verification,
)
from feasibility.workbook.returned.difference import Shown as CellShown

MOST_LINES: Final = 20
"""Cells of a kind that are told in a terminal; the JSON document has more."""
_LONGEST = 60
_DECIMALS, _DIGITS = 12, 12


def verification_lines(found: Verification, language: Language) -> list[Shown]:
    """What trying a book came to."""
    told = list(_head(found, language))
    if not found.same_version:
        return [*told, *paragraph(words.other_version(found.version).text(language), "bad")]
    told += [EMPTY, *_verdict(found, language)]
    told += _formulas(found, language)
    told += _values(found, language)
    for label, names in (
        (words.SHEETS_ADDED, found.sheets_added),
        (words.SHEETS_REMOVED, found.sheets_removed),
        (words.SHEETS_HIDDEN, found.sheets_hidden),
        (words.ACTING, [what.text(language) for what in found.acting]),
    ):
        if names:
            told += paragraph(f"{label.text(language)}: {', '.join(map(_short, names))}", "bad")
    if found.not_checked:
        told += paragraph(f"{words.NOT_CHECKED.text(language)}: {', '.join(found.not_checked)}", "mixed")
    told += _broken(found.broken, language)
    told += _cells(found, language)
    return [*told, *_changed(found.changed, language)]


def changes_lines(changes: BookChanges, language: Language) -> list[Shown]:
    """A book's changes: the verification, what may be taken and what not, and the key figures they move."""
    told = verification_lines(changes.verification, language)
    if not changes.may_be_taken:
        return told
    if changes.left:
        told += [EMPTY, *paragraph(words.LEFT.text(language), "mixed")]
        told += [_change(change, language) for change in changes.left]
    if changes.problems:
        told += [EMPTY, *paragraph(words.PROBLEMS.text(language), "bad")]
        told += [
            line for problem in changes.problems for line in paragraph(problem.text(language), "bad", "  ")
        ]
    moved = [figure for figure in changes.figures if figure.recomputed != figure.was or not figure.agrees]
    if moved:
        wrong = [figure for figure in moved if not figure.agrees]
        title = words.FIGURES_WRONG if wrong else words.FIGURES
        told += [EMPTY, *paragraph(title.text(language), "bad" if wrong else "title")]
        for figure in (wrong or moved)[:MOST_LINES]:
            was, now = (_figure(x, figure.unit, language) for x in (figure.was, figure.recomputed))
            shown = "" if figure.agrees else words.shown(_value(figure.shown, language)).text(language)
            told += paragraph(f"{figure.label.text(language)}: {was} → {now}{shown}", "plain", "  ", "    ")
    return told


def question(change: InputChange, language: Language) -> str:
    """The question whether a change is to be taken into the case."""
    return f"{_change(change, language).text.strip()}. {words.TAKE.text(language)} "


def verification_document(found: Verification) -> dict[str, object]:
    """The same as data."""
    return {
        "format": FORMAT,
        "sound": found.is_sound,
        "version": found.version,
        "same_version": found.same_version,
        "case_hash": found.case_hash,
        "formula_hash": found.formula_hash,
        "run": found.run,
        "date": found.date,
        "untouched": found.is_untouched,
        "formulas": found.formulas,
        "values": found.values,
        "not_stored": found.not_stored,
        "stale": found.is_stale,
        "changed": [
            {
                "path": c.path, "label": c.label.by_language(), "unit": c.unit, "sheet": c.sheet,
                "cell": c.cell, "was": c.was, "now": c.now, "of": c.of,
            }
            for c in found.changed
        ],
        "broken": [
            {
                "path": b.path, "label": b.label.by_language(), "sheet": b.sheet, "cell": b.cell,
                "was": b.was, "now": b.now, "what": b.what,
            }
            for b in found.broken
        ],
        "counts": dict(found.counts),
        "differences": [
            {
                "kind": d.kind, "sheet": d.sheet, "cell": d.cell, "was": d.was, "now": d.now,
                "about": d.about, "hidden": d.is_hidden,
            }
            for d in found.differences
        ],
        "sheets_added": list(found.sheets_added),
        "sheets_removed": list(found.sheets_removed),
        "sheets_hidden": list(found.sheets_hidden),
        "not_checked": list(found.not_checked),
        "acting": [what.by_language() for what in found.acting],
    }  # fmt: skip


def _head(found: Verification, language: Language) -> Iterator[Shown]:
    made = ", ".join(filter(None, (found.version, found.date, found.run)))
    yield from paragraph(f"{words.MADE.text(language)} {made}", "title")
    yield from paragraph(f"{words.CASE_HASH.text(language)} {found.case_hash}", "muted")
    yield from paragraph(f"{words.FORMULA_HASH.text(language)} {found.formula_hash}", "muted")
    if found.is_untouched:
        yield from paragraph(words.UNTOUCHED.text(language), "muted")


def _verdict(found: Verification, language: Language) -> list[Shown]:
    if not found.is_sound:
        return paragraph(words.NOT_SOUND.text(language), "bad")
    return paragraph((words.SOUND_CHANGED if found.changed else words.SOUND).text(language), "good")


def _formulas(found: Verification, language: Language) -> list[Shown]:
    wrong = sum(found.counts.get(kind, 0) for kind in ("formula", "overwritten"))
    tone: Tone = "bad" if wrong or found.counts.get("shifted") else "plain"
    return paragraph(words.formulas(found.formulas, wrong).text(language), tone)


def _values(found: Verification, language: Language) -> list[Shown]:
    if not found.values and not found.not_stored:
        return paragraph(words.NO_VALUES.text(language), "mixed")
    wrong = found.counts.get("value", 0)
    told = paragraph(words.values(found.values, wrong).text(language), "bad" if wrong else "plain")
    if found.is_stale or found.not_stored:
        told += paragraph(words.STALE.text(language), "mixed")
    return told


def _cells(found: Verification, language: Language) -> list[Shown]:
    told: list[Shown] = []
    for kind, title in words.KINDS.items():
        count = found.counts.get(kind, 0)
        if not count:
            continue
        told += [EMPTY, *paragraph(f"{title.text(language)}: {format_number(count, 0, language)}", "bad")]
        listed = [each for each in found.differences if each.kind == kind][:MOST_LINES]
        for each in listed:
            told += paragraph(_difference(each, kind, language), "plain", "  ", "    ")
        if count > len(listed):
            told += paragraph(words.and_more(count - len(listed)).text(language), "muted", "  ")
    return told


def _difference(each: Difference, kind: Kind, language: Language) -> str:
    place = f"{_short(each.sheet)}!{each.cell}"
    about = f" ({_short(each.about)})" if each.about else ""
    hidden = f" {words.HIDDEN.text(language)}" if each.is_hidden else ""
    if kind == "shifted" and isinstance(each.now, float):
        return f"{place}{hidden}: {words.shifted(int(each.now)).text(language)}"
    return f"{place}{about}{hidden}: {_value(each.was, language)} → {_value(each.now, language)}"


def _broken(broken: Sequence[BrokenInput], language: Language) -> list[Shown]:
    if not broken:
        return []
    told = [EMPTY, *paragraph(words.BROKEN.text(language), "bad")]
    for each in broken[:MOST_LINES]:
        shown = "" if each.what == "cleared" else f" ({_value(each.now, language)})"
        what = f"{words.BROKEN_KINDS[each.what].text(language)}{shown}"
        label = f"{each.label.text(language)} ({each.sheet}!{each.cell}, {each.path})"
        told += paragraph(
            f"{label}: {what}. {words.mend(_value(each.was, language)).text(language)}", "plain", "  "
        )
    if len(broken) > MOST_LINES:
        told += paragraph(words.and_more(len(broken) - MOST_LINES).text(language), "muted", "  ")
    return told


def _changed(changed: Sequence[InputChange], language: Language) -> list[Shown]:
    if not changed:
        return [EMPTY, *paragraph(words.NO_CHANGES.text(language))]
    told = [EMPTY, *paragraph(words.changed(len(changed)).text(language), "title")]
    return [*told, *(_change(change, language) for change in changed)]


def _change(change: InputChange, language: Language) -> Shown:
    was, now = (_number(value, change.unit, language) for value in (change.was, change.now))
    unit = "" if change.unit.partition("/")[0] in ("date", "flag") else f" {_unit(change.unit, language)}"
    place = f"{change.sheet}!{change.cell}"
    return Shown(f"  {change.label.text(language)}: {was} → {now}{unit} ({place}, {change.path})")


def _figure(value: float | None, unit: str, language: Language) -> str:
    """A key figure as it is written everywhere else."""
    if value is None or unit.partition("/")[0] in ("date", "flag"):
        return _number(value, unit, language)
    return format_any(value, unit, language)


def _unit(unit: str, language: Language) -> str:
    per = unit.partition("/")[2]
    if unit.partition("/")[0] == "share":
        return "" if not per else format_unit(unit, language).partition(" ")[2]
    return format_unit(unit, language)


def _number(value: float | None, unit: str, language: Language) -> str:
    """A number in full: whoever is asked to accept it must see every digit."""
    head = unit.partition("/")[0]
    if value is None:
        return words.NO_NUMBER.text(language)
    if head == "date":
        return format_date(date_of(value), language)
    if head == "flag":
        return format_measure(value, "flag", language) if value in (0.0, 1.0) else _value(value, language)
    if head == "share":
        return f"{_value(round(value * 100, _DECIMALS), language)} %"
    return _value(value, language)


def _value(value: CellShown, language: Language) -> str:
    if value is None:
        return words.EMPTY.text(language)
    if isinstance(value, str):
        return value if value.startswith("=") and len(value) <= 2 * _LONGEST else f"«{_short(value)}»"
    if abs(value) >= 1e15:
        return repr(value)
    value = float(f"{value:.{_DIGITS}g}")
    decimals = next((d for d in range(_DECIMALS) if round(value, d) == value), _DECIMALS)
    return format_number(value, decimals, language)


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
