"""Trying a workbook against its certificate."""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Mapping
from dataclasses import dataclass

from feasibility.case import Case
from feasibility.model.base.result import Result
from feasibility.seal import state
from feasibility.workbook.answers import SHEETS
from feasibility.workbook.returned import comparing
from feasibility.workbook.returned.delivered import Certificate, Delivered, certificate_of, made_again
from feasibility.workbook.returned.difference import Differences, Verification
from feasibility.workbook.returned.opening import OpenedFile, opened
from feasibility.workbook.returned.reading import read_sheet, shared_texts
from feasibility.workbook.sheet import Cell, stored

_SOME_MORE_CELLS, _ALL = 20_000, 10**9


@dataclass(frozen=True)
class Tried:
    """A verification, with the case and the run the book was delivered with; and what the book shows.

    case and result are None for the book of another version. shown: what the cell of each key figure has, by
    the line's id.
    """

    verification: Verification
    case: Case | None = None
    result: Result | None = None
    shown: Mapping[str, Cell | None] | None = None


def verify_workbook(path: str | os.PathLike[str]) -> Verification:
    """Try a workbook that may have been changed since it was delivered. The file is only read.

    Its formulas and texts are held against the same book made anew, its values against what an independent
    engine calculates from the inputs that stand in it now.

    Raises:
        NotReadable: it is no workbook of ours, damaged, encrypted, or larger than any of ours.
    """
    return tried(path).verification


def tried(path: str | os.PathLike[str]) -> Tried:
    """As `verify_workbook`, with what else became known on the way."""
    with opened(path) as file:
        stated = certificate_of(file)
        verification = _head(path, file, stated)
        if not stated.is_ours:
            return Tried(verification)
        case = stated.case()
        return _compared(file, stated, case, verification)


def inputs_tried(path: str | os.PathLike[str]) -> Tried:
    """The inputs alone, without trying a single value: soon done, and all that can be taken home.

    Raises as `verify_workbook`.
    """
    with opened(path) as file:
        stated = certificate_of(file)
        verification = dataclasses.replace(_head(path, file, stated), is_tried=False)
        if not stated.is_ours:
            return Tried(verification)
        case = stated.case()
        return _inputs_compared(file, stated, case, verification)


def _head(path: str | os.PathLike[str], file: OpenedFile, stated: Certificate) -> Verification:
    return Verification(
        version=stated.version,
        same_version=stated.is_ours,
        case_hash=stated.case_hash,
        formula_hash=stated.formula_hash,
        engine=stated.engine,
        run=stated.run,
        date="" if stated.date is None else stated.date.isoformat(),
        is_untouched=state(path) == "ours",
        sheets_hidden=tuple(sheet.name for sheet in file.sheets if sheet.is_hidden),
        acting=file.acting,
    )


def _inputs_compared(file: OpenedFile, stated: Certificate, case: Case, head: Verification) -> Tried:
    blank = [SHEETS[id].text(stated.language) for id in stated.computed]
    with made_again(case, stated, is_whole=False) as delivered, opened(delivered.path) as ours:
        name = delivered.book.layout.inputs.name
        known = [sheet.name for sheet in ours.sheets]
        before = _one_sheet(ours, name, _ALL)
        now = _one_sheet(file, name, 2 * len(before[name].cells) + _SOME_MORE_CELLS)
    found = Differences()
    changed, broken = comparing.compare_inputs(delivered, before, now)
    comparing.compare_cells(delivered, before, now, found)
    names = [sheet.name for sheet in file.sheets]
    verification = dataclasses.replace(
        head,
        changed=tuple(changed),
        broken=tuple(broken),
        differences=tuple(found.told),
        counts=dict(found.counts),
        sheets_added=tuple(each for each in names if each not in known),
        sheets_removed=tuple(each for each in known if each not in names),
        not_checked=tuple(each for each in names if each in blank),
    )
    return Tried(verification, case, delivered.result)


def _one_sheet(file: OpenedFile, name: str, most: int) -> comparing.Sheets:
    part = next((sheet.part for sheet in file.sheets if sheet.name == name), None)
    return {} if part is None else {name: read_sheet(file, part, shared_texts(file), most)}


def _compared(file: OpenedFile, stated: Certificate, case: Case, head: Verification) -> Tried:
    blank = {SHEETS[id].text(stated.language) for id in stated.computed}
    with made_again(case, stated) as delivered:
        with opened(delivered.path) as ours:
            same = _same_sheets(delivered, ours, file)
            texts = shared_texts(ours)
            before = {
                sheet.name: read_sheet(ours, sheet.part, texts, _ALL)
                for sheet in ours.sheets
                if sheet.name not in blank and sheet.name not in same
            }
            ours_named = [sheet.name for sheet in ours.sheets if sheet.name not in blank]
        names = [sheet.name for sheet in file.sheets]
        texts = shared_texts(file)
        now: comparing.Sheets = {}
        for sheet in file.sheets:
            if sheet.name in before and sheet.name not in now:
                limit = 2 * len(before[sheet.name].cells) + _SOME_MORE_CELLS
                now[sheet.name] = read_sheet(file, sheet.part, texts, limit)
        found = Differences()
        changed, broken = comparing.compare_inputs(delivered, before, now)
        formulas = comparing.compare_cells(delivered, before, now, found)
        formulas += sum(len(run.values) for run in delivered.book.runs if run.sheet in same)
        values = comparing.Values()
        if not broken and delivered.book.layout.inputs.name in now and not found.counts["shifted"]:
            values = comparing.compare_values(delivered, before, now, changed, found, same)
        places = {m.line.id: delivered.book.layout.line(m.line) for m in delivered.result.built.measures}
        shown = {
            id: cell.shown
            for id, place in places.items()
            if place.sheet in now and (cell := now[place.sheet].cells.get((place.row, place.column)))
        }
        numbers = delivered.book.numbers
        shown |= {
            measure.line.id: stored(numbers.cells(measure.line)[0])
            for measure in delivered.result.built.measures
            if places[measure.line.id].sheet in same
        }
        known = [*ours_named, *blank]
        verification = dataclasses.replace(
            head,
            formulas=formulas,
            values=values.compared,
            not_stored=values.missing,
            is_stale=0 < values.old == found.counts["value"],
            changed=tuple(changed),
            broken=tuple(broken),
            differences=tuple(found.told),
            counts=dict(found.counts),
            sheets_added=tuple(name for name in names if name not in known),
            sheets_removed=tuple(name for name in known if name not in names),
            not_checked=tuple(name for name in names if name in blank),
        )
        return Tried(verification, case, delivered.result, shown)


def _same_sheets(delivered: Delivered, ours: OpenedFile, file: OpenedFile) -> comparing.SameSheets:
    """The sheets that lie in the file as they were delivered, byte for byte, texts they refer to included.

    Nothing in them can differ, and they are most of a book that no program has saved since. Inputs are read
    all the same: what is compared with the rest starts there.
    """
    texts = "xl/sharedStrings.xml"
    if not file.is_same(texts, ours, texts):
        return comparing.SameSheets({}, lambda part: read_sheet(file, part, (), 0))
    theirs = {sheet.name: sheet.part for sheet in file.sheets}
    same = {
        sheet.name: sheet.part
        for sheet in ours.sheets
        if sheet.name != delivered.book.layout.inputs.name
        and sheet.name in theirs
        and file.is_same(theirs[sheet.name], ours, sheet.part)
    }
    return comparing.SameSheets(
        {name: theirs[name] for name in same}, lambda part: read_sheet(file, part, shared_texts(file), _ALL)
    )
