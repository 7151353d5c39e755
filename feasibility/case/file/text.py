"""The text of a case file, YAML or JSON, as plain values with the line each stands on.

A strict reader: no anchors, tags or several documents, no key twice, nothing nested too deep. It builds the
values from the parser's events, so that a small file can never grow into a large structure. Dates stay
text, and of words only true, false and null (and ~) mean more than themselves.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

from feasibility.case.form.navigation import Path
from feasibility.case.messages.problems import CaseError, Problem, at_line, dotted, problem, shown
from feasibility.case.messages.wording import either_way, figure
from feasibility.language import Label, NotANumber, is_ambiguous, parse_number

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
# What language.is_ambiguous tells of every text, for the numbers of a file and fast.
_DOUBTFUL = re.compile(r"[-+]?[1-9][0-9]{0,2}\.[0-9]{3}")
_LEADING_ZERO = re.compile(r"[-+]?0[0-9]+")
_BEYOND = {".inf": float("inf"), "+.inf": float("inf"), "-.inf": float("-inf"), ".nan": float("nan")}
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass
class Document:
    """What a file holds: values, the line of each path, the numbers written so that they can be read in two
    ways, and what is wrong in the text itself (keys given twice, a decimal comma in braces)."""

    value: object = None
    lines: dict[Path, int] = field(default_factory=dict)
    doubtful: dict[Path, str] = field(default_factory=dict)
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


def is_doubtful(text: str) -> bool:
    """Whether a number written like this in a file can be read in two ways."""
    return _DOUBTFUL.fullmatch(text) is not None


def read_value(text: str) -> object:
    """Return what a text means where a case file has a value: a number, a word, a list or a mapping.

    A list or mapping is written with brackets, as in ``{2027: 0.02}``; any other text that is no number, yes,
    no or null is itself, colons and all. Raises :class:`CaseError` where brackets or quotes do not match.
    """
    return read_document(text).value


def read_document(text: str, path: Path = ()) -> Document:
    """As :func:`read_value`, with what is doubtful or wrong in the text; its paths begin with ``path``."""
    bare = text.strip()
    if bare.startswith(("[", "{", '"', "'")):
        return read_yaml(bare, bare, path)
    doubtful = {path: bare} if is_doubtful(bare) else {}
    return Document(scalar_value(bare), doubtful=doubtful)


def read_yaml(text: str, file_name: str, path: Path = ()) -> Document:
    """Return the content of a YAML text. Raises :class:`CaseError`, with ``file_name`` as the path.

    ``path``: where the text stands in the case, if it is part of one.
    """
    document = Document()
    try:
        events = yaml.parse(text, Loader=_Loader)
        builder = _Builder(document, file_name, events)
        builder.read(path)
    except yaml.MarkedYAMLError as error:
        raise CaseError([_not_yaml(text, file_name, error)]) from None
    except yaml.YAMLError:
        raise CaseError([_not_text(file_name)]) from None
    return document


def read_json(text: str, file_name: str) -> Document:
    """Return the content of a JSON text. Raises :class:`CaseError`, with ``file_name`` as the path.

    JSON has a decimal point by its own grammar, and programs write 1.125 and mean it; but none writes a zero
    at the end (1.250): that is a person's number, as doubtful as in YAML.
    """
    document = Document()
    try:
        read = json.loads(text, object_pairs_hook=_Pairs, parse_float=_Decimal)
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


class _Decimal(str):
    """A number with a decimal point as it is written, so that its zeros are seen."""


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
    if isinstance(value, _Decimal):
        if value.endswith("0") and is_doubtful(value):
            document.doubtful[path] = str(value)
        return float(value)
    if isinstance(value, list):
        return [_from_pairs(document, file_name, item, (*path, str(at))) for at, item in enumerate(value)]
    return value


class _Builder:
    """Builds values from the events of a YAML parser, depth first."""

    def __init__(self, document: Document, file_name: str, events: Iterator[Any]) -> None:
        self._document = document
        self._file_name = file_name
        self._events = events

    def read(self, path: Path) -> None:
        """Read the one document of the stream, if there is any."""
        documents = 0
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise self._refused(event, _SEVERAL)
                self._document.value = self._value(next(self._events), path)

    def _value(self, event: Any, path: Path) -> object:
        if isinstance(event, yaml.AliasEvent) or event.anchor is not None:
            raise self._refused(event, _ANCHOR)
        if event.tag is not None and event.tag != "!":
            raise self._refused(event, _TAG)
        if len(path) > DEEPEST:
            raise CaseError([at_line(_too_deep(self._file_name), _line(event))])
        self._document.lines.setdefault(path, _line(event))
        if isinstance(event, yaml.ScalarEvent):
            if not event.implicit[0]:
                return event.value
            if is_doubtful(event.value):
                self._document.doubtful[path] = event.value
            return scalar_value(event.value)
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(path, bool(event.flow_style))
        return self._list(path)

    def _mapping(self, path: Path, in_braces: bool) -> dict[str, object]:
        mapping: dict[str, object] = {}
        before: tuple[str, str] | None = None  # the field before this one, and its value as it is written
        split: dict[str, tuple[str, int]] = {}  # numbers that a decimal comma has cut in two, by field
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent):
                raise self._refused(event, _ANCHOR if isinstance(event, yaml.AliasEvent) else _KEY)
            if event.anchor is not None or (event.tag is not None and event.tag != "!"):
                raise self._refused(event, _ANCHOR if event.anchor is not None else _TAG)
            below = (*path, event.value)
            is_twice = event.value in mapping
            inside = next(self._events)
            if in_braces and before is not None and _is_empty(inside):
                joined = f"{before[1]},{event.value}"
                if _is_number(joined):
                    before = (before[0], joined)
                    split[before[0]] = joined, _line(event)
                    mapping[before[0]] = parse_number(joined, "nb")
                    continue
            before = (event.value, inside.value) if isinstance(inside, yaml.ScalarEvent) else None
            # The line of a field is its key's, also where the value begins further down.
            self._document.lines.setdefault(below, _line(event))
            value = self._value(inside, below)
            if is_twice:
                self._document.problems.append(_twice(below, value, event))
            else:
                mapping[event.value] = value
        self._document.problems += [
            at_line(_comma_in_braces((*path, key), text), line) for key, (text, line) in split.items()
        ]
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


def _is_empty(event: Any) -> bool:
    """Whether nothing is written there: a name in braces with neither colon nor value."""
    return isinstance(event, yaml.ScalarEvent) and event.value == "" and bool(event.implicit[0])


def _is_number(text: str) -> bool:
    try:
        parse_number(text, "nb")
    except NotANumber:
        return False
    return True


def _comma_in_braces(path: Path, text: str) -> Problem:
    wrong = Label(
        f"komma i klammer skiller felter, så {text} er blitt to.",
        f"in braces a comma parts fields, so {text} has become two.",
    )
    if is_ambiguous(text, "nb"):
        mend = either_way(text)
    else:
        meant = figure(parse_number(text, "nb"))
        mend = Label(
            f"Mente du {meant}? Skriv {meant}, med punktum.",
            f"Did you mean {meant}? Write {meant}, with a point.",
        )
    return problem(dotted(path), text, wrong, mend)


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


def require_shallow(stated: object, name: str = "…") -> None:
    """Raise :class:`CaseError` where a mapping made by a program nests deeper than a file may, or has itself
    inside it, or holds text that cannot be written to any file (half of a surrogate pair) or kept in any
    database (the sign with number 0)."""
    level = [stated]
    for _ in range(DEEPEST + 1):
        below: list[object] = []
        for value in level:
            if isinstance(value, str):
                if not _is_writable(value):
                    raise CaseError([problem(name, ascii(value), *_HALF_SIGN)])
            elif isinstance(value, dict | Mapping):
                below += value.keys()
                below += value.values()
            elif isinstance(value, list | tuple):
                below += value
        level = [
            value
            for value in below
            if type(value) not in _SINGLE and isinstance(value, str | dict | list | tuple | Mapping)
        ]
        if not level:
            return
    raise CaseError([_too_deep(name)])


_SINGLE = frozenset((int, float, bool, type(None)))
"""Most of what is stated, and quickly told; what is a mapping takes long to tell."""


def _is_writable(text: str) -> bool:
    if text.isascii():
        return "\0" not in text
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return "\0" not in text


_HALF_SIGN = (
    Label("teksten har et ødelagt tegn.", "the text has a broken character."),
    Label("Skriv teksten på nytt.", "Write the text anew."),
)


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
