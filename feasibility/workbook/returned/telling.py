"""A verification and a book's changes as lines of text, and as data for other programs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from feasibility.engine.calendar import date_of
from feasibility.language import (
    Label,
    Language,
    format_any,
    format_date,
    format_measure,
    format_number,
    format_unit,
)
from feasibility.report.layout import EMPTY, Shown, Tone, paragraph
from feasibility.version import FORMAT
from feasibility.workbook.returned import telling_words as words
from feasibility.workbook.returned.changes import BookChanges
from feasibility.workbook.returned.difference import (
    DAYS_THERE_ARE,
    BrokenInput,
    Difference,
    InputChange,
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
    told.append(EMPTY)
    for label, tone in verdict(found):
        told += paragraph(label.text(language), tone)
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
    title, figures = figures_text(changes, language)
    if figures:
        is_wrong = title == words.FIGURES_WRONG.text(language)
        told += [EMPTY, *paragraph(title, "bad" if is_wrong else "title")]
        told += [line for text in figures for line in paragraph(text, "plain", "  ", "    ")]
    return told


def figures_text(changes: BookChanges, language: Language) -> tuple[str, list[str]]:
    """The key figures that move, or those that the book shows otherwise than Python: heading, and each."""
    is_merely_saved = changes.verification.is_merely_saved
    is_silent = is_merely_saved or (
        changes.verification.not_stored and all(each.shown is None for each in changes.figures)
    )
    wrong = [figure for figure in changes.figures if not figure.agrees and not is_silent]
    moved = wrong or [figure for figure in changes.figures if figure.recomputed != figure.was]
    texts = []
    for figure in moved[:MOST_LINES]:
        was, now = (_figure(x, figure.unit, language) for x in (figure.was, figure.recomputed))
        shown = words.shown(_value(figure.shown, language)).text(language) if wrong else ""
        texts.append(f"{figure.label.text(language)}: {was} → {now}{shown}")
    if (left := len(moved) - MOST_LINES) > 0:
        texts.append(words.and_more(left).text(language))
    title = words.FIGURES_WRONG if wrong else words.FIGURES
    if is_silent and not wrong:
        title = words.FIGURES_OLD if changes.verification.is_stale else words.FIGURES_ALONE
    return title.text(language), texts


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
        "merely_saved": found.is_merely_saved,
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


def verdict(found: Verification) -> list[tuple[Label, Tone]]:
    """Whether a book is as delivered, of formulas and of values, each with its tone."""
    told: list[tuple[Label, Tone]]
    if found.is_sound:
        told = [(words.SOUND_CHANGED if found.changed else words.SOUND, "good")]
    elif found.is_merely_saved:
        told = [(words.MERELY_SAVED, "mixed")]
    else:
        told = [(words.NOT_SOUND, "bad")]
    wrong = sum(found.counts.get(kind, 0) for kind in ("formula", "overwritten"))
    told.append(
        (words.formulas(found.formulas, wrong), "bad" if wrong or found.counts.get("shifted") else "plain")
    )
    if not found.values and not found.not_stored:
        return [*told, (words.NO_VALUES, "mixed")]
    wrong = found.counts.get("value", 0)
    if found.is_merely_saved:
        return told
    if found.values:
        told.append((words.values(found.values, wrong), "bad" if wrong else "plain"))
    if found.is_stale or found.not_stored:
        told.append((words.STALE, "mixed"))
    return told


def differences_by_kind(found: Verification, language: Language) -> list[tuple[str, list[str]]]:
    """Cells that are not as delivered: each kind with its number, and the first of it one by one."""
    told: list[tuple[str, list[str]]] = []
    if found.is_merely_saved:
        return told  # the old values, thousands of them: said once
    for kind, title in words.KINDS.items():
        count = found.counts.get(kind, 0)
        if not count:
            continue
        listed = [each for each in found.differences if each.kind == kind][:MOST_LINES]
        texts = [difference_text(each, language) for each in listed]
        if count > len(listed):
            texts.append(words.and_more(count - len(listed)).text(language))
        told.append((f"{title.text(language)}: {format_number(count, 0, language)}", texts))
    return told


def _cells(found: Verification, language: Language) -> list[Shown]:
    told: list[Shown] = []
    for title, texts in differences_by_kind(found, language):
        told += [EMPTY, *paragraph(title, "bad")]
        told += [line for text in texts for line in paragraph(text, "plain", "  ", "    ")]
    return told


def difference_text(each: Difference, language: Language) -> str:
    """A cell that is not as delivered: where, what it was and what it is."""
    place = f"{_short(each.sheet)}!{each.cell}"
    about = f" ({_short(each.about)})" if each.about else ""
    hidden = f" {words.HIDDEN.text(language)}" if each.is_hidden else ""
    if each.kind == "shifted" and isinstance(each.now, float):
        return f"{place}{hidden}: {words.shifted(int(each.now)).text(language)}"
    return f"{place}{about}{hidden}: {_value(each.was, language)} → {_value(each.now, language)}"


def _broken(broken: Sequence[BrokenInput], language: Language) -> list[Shown]:
    if not broken:
        return []
    told = [EMPTY, *paragraph(words.BROKEN.text(language), "bad")]
    for each in broken[:MOST_LINES]:
        told += paragraph(broken_text(each, language), "plain", "  ")
    if len(broken) > MOST_LINES:
        told += paragraph(words.and_more(len(broken) - MOST_LINES).text(language), "muted", "  ")
    return told


def broken_text(each: BrokenInput, language: Language) -> str:
    """An input without a number: which, what stands there, and how to mend it."""
    shown = "" if each.what == "cleared" else f" ({_value(each.now, language)})"
    if each.what == "day" and isinstance(each.now, float) and 0 < each.now < DAYS_THERE_ARE:
        shown = f" ({format_date(date_of(each.now), language)})"
    is_date = each.unit.partition("/")[0] == "date"
    wanted = words.A_DATE if is_date else words.A_NUMBER
    what = words.BROKEN_KINDS[each.what].text(language).format(wanted.text(language))
    label = f"{each.label.text(language)} ({each.sheet}!{each.cell}, {each.path})"
    was = _number(each.was, each.unit, language)
    mend = words.mend(was, words.FIRST_OF_MONTH if is_date else wanted)
    return f"{label}: {what}{shown}. {mend.text(language)}"


def _changed(changed: Sequence[InputChange], language: Language) -> list[Shown]:
    if not changed:
        return [EMPTY, *paragraph(words.NO_CHANGES.text(language))]
    told = [EMPTY, *paragraph(words.changed(len(changed)).text(language), "title")]
    return [*told, *(_change(change, language) for change in changed)]


def _change(change: InputChange, language: Language) -> Shown:
    return Shown(f"  {change_text(change, language)} ({change.sheet}!{change.cell}, {change.path})")


def change_text(change: InputChange, language: Language) -> str:
    """What an input is called, what it was and what it is."""
    was, now = (_number(value, change.unit, language) for value in (change.was, change.now))
    is_bare = change.unit.partition("/")[0] in ("date", "flag", "count")
    unit = "" if is_bare else _unit(change.unit, language)
    return f"{change.label.text(language)}: {was} → {now} {unit}".rstrip()


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
    if head in ("share", "points"):
        sign = " %" if head == "share" else ""
        return f"{_value(round(value * 100, _DECIMALS), language)}{sign}"
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
