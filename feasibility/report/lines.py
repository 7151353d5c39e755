"""Every line of a model, for `feasibility lines`: id, unit, label, and the formula in words."""

from __future__ import annotations

from collections.abc import Iterable

from feasibility.engine.explain.trace import basis_in_words
from feasibility.engine.explain.words import in_words
from feasibility.engine.expr import Axis, Line
from feasibility.engine.model import Model
from feasibility.language import Label, Language, format_unit
from feasibility.report.layout import EMPTY, Shown, paragraph

_AXES: dict[Axis, Label] = {
    Axis.SCALAR: Label("ett tall", "one number"),
    Axis.MONTH: Label("hver måned", "every month"),
    Axis.YEAR: Label("hvert år", "every year"),
    Axis.RATE: Label("hver rente i gitteret", "every rate of the grid"),
}


def is_called(line: Line, name: str) -> bool:
    """Whether this is the line's label in either language, whatever the case of its letters."""
    return _plain(name) in (_plain(line.label.nb), _plain(line.label.en))


def lines_with(lines: Iterable[Line], text: str) -> list[Line]:
    """The lines with the text in their id, or in their label in either language. All where it is empty."""
    wanted = _plain(text)
    return [
        line
        for line in lines
        if any(wanted in _plain(name) for name in (line.id, line.label.nb, line.label.en))
    ]


def _names(line: Line) -> tuple[str, str, str]:
    return line.id, line.label.nb, line.label.en


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


def line_list(model: Model, language: Language, text: str = "") -> list[Shown]:
    """The lines in the order they are calculated to be read, block by block.

    Each has one line that begins with its id, then its formula, note and law or rule indented; made to be
    searched and paged.

    Args:
        text: only lines with this in their id or their label, in either language.
    """
    shown: list[Shown] = []
    block = None
    for line in lines_with(model.lines.values(), text):
        if line.block != block:
            block = line.block
            shown += [EMPTY] * bool(shown)
            if block in model.blocks:
                shown.append(Shown(model.blocks[block].label.text(language), "title"))
        shown += _line(line, language)
    return shown


def _line(line: Line, language: Language) -> list[Shown]:
    unit, axis = format_unit(line.unit, language), _AXES[line.axis].text(language)
    head = f"{line.id}  [{unit}, {axis}]  {line.label.text(language)}"
    shown = [Shown(head), *paragraph(f"= {in_words(line.formula, language)}", "muted", "    ", "      ")]
    if line.opening is not None:
        before = Label("før første måned", "before the first month").text(language)
        shown += paragraph(f"{before}: {in_words(line.opening, language)}", "muted", "      ")
    if line.note is not None:
        shown += paragraph(line.note.text(language), "muted", "    ")
    if line.basis:
        law = Label("hjemmel", "basis").text(language)
        shown += paragraph(f"{law}: {basis_in_words(line.basis, language)}", "muted", "    ")
    return shown
