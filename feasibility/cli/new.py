"""`feasibility new`: a case to start from."""

from __future__ import annotations

import difflib
import os
from pathlib import Path

from feasibility import resources
from feasibility.cli.arguments import OK, Arguments, Refusal
from feasibility.cli.files import create_text, exists_already, target
from feasibility.cli.screen import Screen
from feasibility.cli.steps import after_new
from feasibility.language import Label, Language
from feasibility.report.layout import EMPTY, Shown, next_lines, paragraph
from feasibility.starting.catalogue import catalogue

LIST = "--list"
_SUFFIXES = (".yaml", ".yml")
_LEAD = Label(
    "Malene, med strukturen i feltet hver av dem hører til. "
    "«feasibility new MAL FIL» lager en sak av én av dem.",
    "The templates, with the structure of the field each belongs to. "
    '"feasibility new TEMPLATE FILE" makes a case of one of them.',
)
_MISSING = Label(
    "Skriv malen og filen som skal lages, for eksempel «feasibility new sublease min-sak.yaml». "
    "«feasibility new --list» viser malene.",
    'Write the template and the file to make, for example "feasibility new sublease my-case.yaml". '
    '"feasibility new --list" shows the templates.',
)


def new(arguments: Arguments, screen: Screen) -> int:
    """Carry out the command. Never touches a file that exists."""
    if LIST in arguments.switches:
        screen.show(_listed(screen.language))
        return OK
    if len(arguments.names) < 2:
        raise Refusal(_MISSING)
    template, name = arguments.names["template"], arguments.names["file"]
    if template not in resources.template_names():
        raise Refusal(_unknown(template))
    if os.path.lexists(name) and not Path(name).is_dir():
        raise exists_already(name)
    suffix = next((s for s in _SUFFIXES if name.lower().endswith(s)), _SUFFIXES[0])
    create_text(target(name, suffix), name, resources.with_schema_here(resources.template_text(template)))
    screen.show(paragraph(_made(name, template).text(screen.language)))
    screen.show(next_lines(after_new(name, screen.language)))
    return OK


def _listed(language: Language) -> list[Shown]:
    """Each template by its name: the structure's number, and what it is."""
    shown = [*paragraph(_LEAD.text(language)), EMPTY]
    templates = catalogue()
    width = max((len(each.name) for each in templates), default=0) + 2
    number = max((len(each.structure) for each in templates), default=0) + 2
    for each in templates:
        named = f"  {each.name.ljust(width)}{each.structure.ljust(number)}"
        shown += paragraph(each.says.text(language), "plain", named, " " * len(named))
    return shown


def _unknown(template: str) -> Label:
    names = resources.template_names()
    close = difflib.get_close_matches(template[:100], names, 1, 0.5)
    nb, en = (f"Mente du {close[0]}? ", f"Did you mean {close[0]}? ") if close else ("", "")
    listed = ", ".join(names)
    return Label(
        f"Malen «{template}» finnes ikke. {nb}Malene er {listed}.",
        f'There is no template "{template}". {en}The templates are {listed}.',
    )


def _made(name: str, template: str) -> Label:
    return Label(
        f"Laget {name} av malen {template}. Åpne filen, bytt tallene med dine egne, og prøv så:",
        f"Made {name} from the template {template}. Open the file, put in your own numbers, and then try:",
    )
