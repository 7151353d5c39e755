"""The text of a case file, YAML or JSON, as plain values with the line each stands on.

A strict reader: no anchors, tags or several documents, no key twice, nothing nested too deep. It builds the
values from the parser's events, so that a small file can never grow into a large structure. Dates stay
text, and of words only true, false and null (and ~) mean more than themselves.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from feasibility.case.form.navigation import Path
from feasibility.case.messages.problems import CaseError, Problem, at_line, dotted, problem, shown
from feasibility.language import Label

DEEPEST = 30
"""How many levels a file may nest; a case needs eight."""

_WORDS: dict[str, bool | None] = {
    "": None,
    "~": None,
    **dict.fromkeys(("null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_WHOLE = re.compile(r"[-+]?(0|[1-9][0-9]{0,300})")
_DECIMAL = re.compile(r"[-+]?([0-9]{1,300}(\.[0-9]{0,300})?|\.[0-9]{1,300})([eE][-+]?[0-9]{1,4})?")
_LEADING_ZERO = re.compile(r"[-+]?0[0-9]+")
_BEYOND = {".inf": float("inf"), "+.inf": float("inf"), "-.inf": float("-inf"), ".nan": float("nan")}
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass
class Document:
    """What a file holds: values, the line of each path, and the keys given twice."""

    value: object = None
    lines: dict[Path, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def scalar_value(text: str) -> object:
    """Return what an unquoted text means: null, true, false, a number, or the text itself."""
    if text in _WORDS:
        return _WORDS[text]
    if _WHOLE.fullmatch(text):
        return int(text)
    # 0301 is a code (of a municipality, say), not 301: it stays text, and a number field refuses it.
    if _DECIMAL.fullmatch(text) and not _LEADING_ZERO.fullmatch(text):
        return float(text)
    return _BEYOND.get(text.lower(), text)


def read_value(text: str) -> object:
    """Return what a text means where a case file has a value: a number, a word, a list or a mapping.

    A list or mapping is written with brackets, as in ``{2027: 0.02}``; any other text that is no number, yes,
    no or null is itself, colons and all. Raises :class:`CaseError` where brackets or quotes do not match.
    """
    bare = text.strip()
    return read_yaml(bare, bare).value if bare.startswith(("[", "{", '"', "'")) else scalar_value(bare)


def read_yaml(text: str, file_name: str) -> Document:
    """Return the content of a YAML text. Raises :class:`CaseError`, with ``file_name`` as the path."""
    document = Document()
    try:
        events = yaml.parse(text, Loader=_Loader)
        builder = _Builder(document, file_name, events)
        builder.read()
    except yaml.MarkedYAMLError as error:
        raise CaseError([_not_yaml(text, file_name, error)]) from None
    except yaml.YAMLError:
        raise CaseError([_not_text(file_name)]) from None
    return document


def read_json(text: str, file_name: str) -> Document:
    """Return the content of a JSON text. Raises :class:`CaseError`, with ``file_name`` as the path."""
    document = Document()
    try:
        read = json.loads(text, object_pairs_hook=_Pairs)
    except json.JSONDecodeError as error:
        wrong = Label(
            f"filen er ikke gyldig JSON ved linje {error.lineno}, kolonne {error.colno}.",
            f"the file is not valid JSON at line {error.lineno}, column {error.colno}.",
        )
        mend = Label(
            "Se etter et komma, et anførselstegn eller en parentes som mangler eller er til overs.",
            "Look for a comma, quotation mark or bracket that is missing or one too many.",
        )
        raise CaseError([problem(file_name, None, wrong, mend)]) from None
    except RecursionError:
        raise CaseError([_too_deep(file_name)]) from None
    except ValueError:
        wrong = Label("et tall i filen har for mange sifre.", "a number in the file has too many digits.")
        mend = Label("Skriv tallet med færre sifre.", "Write the number with fewer digits.")
        raise CaseError([problem(file_name, None, wrong, mend)]) from None
    document.value = _from_pairs(document, file_name, read, ())
    return document


class _Pairs(list[tuple[str, Any]]):
    """A JSON object as read, so that a key given twice is seen."""


def _from_pairs(document: Document, file_name: str, value: object, path: Path) -> object:
    if len(path) > DEEPEST:
        raise CaseError([_too_deep(file_name)])
    if isinstance(value, _Pairs):
        mapping: dict[str, object] = {}
        for key, item in value:
            below = (*path, key)
            if key in mapping:
                document.problems.append(_twice(below, item, None))
            else:
                mapping[key] = _from_pairs(document, file_name, item, below)
        return mapping
    if isinstance(value, list):
        return [_from_pairs(document, file_name, item, (*path, str(at))) for at, item in enumerate(value)]
    return value


class _Builder:
    """Builds values from the events of a YAML parser, depth first."""

    def __init__(self, document: Document, file_name: str, events: Iterator[Any]) -> None:
        self._document = document
        self._file_name = file_name
        self._events = events

    def read(self) -> None:
        """Read the one document of the stream, if there is any."""
        documents = 0
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise self._refused(event, _SEVERAL)
                self._document.value = self._value(next(self._events), ())

    def _value(self, event: Any, path: Path) -> object:
        if isinstance(event, yaml.AliasEvent) or event.anchor is not None:
            raise self._refused(event, _ANCHOR)
        if event.tag is not None and event.tag != "!":
            raise self._refused(event, _TAG)
        if len(path) > DEEPEST:
            raise CaseError([at_line(_too_deep(self._file_name), _line(event))])
        self._document.lines.setdefault(path, _line(event))
        if isinstance(event, yaml.ScalarEvent):
            return scalar_value(event.value) if event.implicit[0] else event.value
        return self._mapping(path) if isinstance(event, yaml.MappingStartEvent) else self._list(path)

    def _mapping(self, path: Path) -> dict[str, object]:
        mapping: dict[str, object] = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent):
                raise self._refused(event, _ANCHOR if isinstance(event, yaml.AliasEvent) else _KEY)
            if event.anchor is not None or (event.tag is not None and event.tag != "!"):
                raise self._refused(event, _ANCHOR if event.anchor is not None else _TAG)
            below = (*path, event.value)
            is_twice = event.value in mapping
            # The line of a field is its key's, also where the value begins further down.
            self._document.lines.setdefault(below, _line(event))
            value = self._value(next(self._events), below)
            if is_twice:
                self._document.problems.append(_twice(below, value, event))
            else:
                mapping[event.value] = value
        return mapping

    def _list(self, path: Path) -> list[object]:
        items: list[object] = []
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            items.append(self._value(event, (*path, str(len(items)))))
        return items

    def _refused(self, event: Any, reason: tuple[Label, Label]) -> CaseError:
        return CaseError([at_line(problem(self._file_name, None, *reason), _line(event))])


_ANCHOR = (
    Label("ankere (&) og henvisninger (*) kan ikke brukes.", "anchors (&) and aliases (*) cannot be used."),
    Label(
        "Skriv verdien ut der den skal stå; tekst med & eller * settes i anførselstegn.",
        "Write the value out where it belongs; put text with & or * in quotation marks.",
    ),
)
_TAG = (
    Label("merker som begynner med ! kan ikke brukes.", "tags that begin with ! cannot be used."),
    Label(
        "Fjern merket; tekst med ! settes i anførselstegn.",
        "Remove the tag; put text with ! in quotation marks.",
    ),
)
_KEY = (
    Label("et feltnavn må være ett ord.", "a field's name must be one word."),
    Label(
        "Skriv navn: verdi, uten klammer foran kolon.",
        "Write name: value, with no brackets before the colon.",
    ),
)
_SEVERAL = (
    Label("filen har flere dokumenter (skilt med ---).", "the file has several documents (split by ---)."),
    Label("Legg hver sak i sin egen fil.", "Put each case in a file of its own."),
)


def _line(event: Any) -> int:
    return int(event.start_mark.line) + 1


def _twice(path: Path, value: object, event: Any) -> Problem:
    text = shown(value)
    wrong = Label(
        f"feltet er oppgitt to ganger (her med {text}).", f"the field is stated twice (here as {text})."
    )
    mend = Label("Fjern den ene av de to.", "Remove one of the two.")
    twice = problem(dotted(path), value, wrong, mend)
    return at_line(twice, _line(event)) if event is not None else twice


def _too_deep(file_name: str) -> Problem:
    wrong = Label(f"filen har mer enn {DEEPEST} nivåer.", f"the file has more than {DEEPEST} levels.")
    mend = Label(
        "En sak har høyst åtte nivåer: se etter innrykk eller parenteser for mye.",
        "A case has eight levels at most: look for too many indents or brackets.",
    )
    return problem(file_name, None, wrong, mend)


def _not_text(file_name: str) -> Problem:
    wrong = Label("filen er ikke ren tekst.", "the file is not plain text.")
    mend = Label("Lagre saken som tekst i UTF-8.", "Save the case as text in UTF-8.")
    return problem(file_name, None, wrong, mend)


def _not_yaml(text: str, file_name: str, error: yaml.MarkedYAMLError) -> Problem:
    mark = error.problem_mark or error.context_mark
    line = mark.line + 1 if mark is not None else 1
    lines = text.splitlines()
    content = lines[line - 1] if line <= len(lines) else ""
    wrong = Label("filen er ikke gyldig YAML her.", "the file is not valid YAML here.")
    if "\t" in content:
        mend = Label("Bruk mellomrom til innrykk, ikke tabulator.", "Indent with spaces, not with tabs.")
    else:
        mend = Label(
            "Se på denne linjen og den over: innrykk, mellomrom etter kolon, anførselstegn, parenteser.",
            "Look at this line and the one above: indents, space after a colon, quotation marks, brackets.",
        )
    return at_line(problem(file_name, content.strip() or None, wrong, mend), line)
