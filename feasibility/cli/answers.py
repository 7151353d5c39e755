"""One question answered: which run, the answer on the screen, and in the files asked for."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from feasibility.analysis.no_answer import NoAnswer
from feasibility.answers.answer import Answer
from feasibility.answers.page import page
from feasibility.cli.arguments import CHECK_FAILED, OK, Arguments, Refusal, UsageError
from feasibility.cli.chosen import Chosen, chosen
from feasibility.cli.files import (
    FileProblem,
    kept,
    require_different,
    require_result,
    require_workbook,
    target,
    unwritable,
    write_bytes,
)
from feasibility.cli.parts import FORCE, FULL
from feasibility.cli.run import date_of, put_workbook
from feasibility.cli.screen import Screen
from feasibility.language import Label, Language, NotANumber, is_ambiguous, parse_number, two_ways
from feasibility.language.label import listed
from feasibility.model import Result
from feasibility.report.layout import Shown, paragraph

Make = Callable[[Result, Chosen], Answer]
SUFFIXES: Mapping[str, str] = {
    "--json": ".json",
    "--csv": ".csv",
    "--xlsx": ".xlsx",
    "--png": ".png",
    "--svg": ".svg",
    "--pdf": ".pdf",
}


def answered(
    arguments: Arguments,
    screen: Screen,
    make: Make,
    has_picture: bool = True,
    typeset: Callable[[], bytes] | None = None,
    brief: Callable[[Answer], Answer] | None = None,
) -> int:
    """Answer a question about the run asked for, show the answer, write the files; the exit code.

    Every name of a file is tried before anything is calculated, and every file is made before any is
    written: what is wrong leaves all as it was.

    Args:
        make: the answer for the run, given it evaluated and as it was asked for. It may raise NoAnswer.
        has_picture: some answer of the command may have one.
        typeset: the answer as a PDF, once `make` has been called; None where the command has none.
        brief: what is shown of an answer that would fill the screen, unless `--full` asks for all of it;
            files hold all of it in any case.

    Raises:
        Refusal: the question has no answer. FileProblem: a file can't be written. CaseError, UsageError.
    """
    date = date_of(arguments.value("--date")) or datetime.date.today()
    outputs = {flag: _output(arguments, flag) for flag in SUFFIXES if arguments.value(flag) is not None}
    if not has_picture:
        for flag in ("--png", "--svg"):
            if flag in outputs:
                raise _without_picture(outputs[flag][0])
    asked = chosen(arguments, screen.language)
    try:
        found = make(asked.stated_result(), asked)
    except NoAnswer as error:
        raise Refusal(error.label) from None
    written = _write(_Files(found, asked, date, screen, FORCE in arguments.switches, typeset), outputs)
    if written is None:
        return CHECK_FAILED
    is_brief = brief is not None and FULL not in arguments.switches
    shown = brief(found) if brief is not None and is_brief else found
    screen.show(page(shown, screen.language, asked.applied))
    if written:
        screen.show([Shown(""), *paragraph(_written(written).text(screen.language))])
    if is_brief:
        screen.show([*([] if written else [Shown("")]), *paragraph(_SEE_ALL.text(screen.language), "muted")])
    return CHECK_FAILED if found.checks_failed or found.result.failed_checks else OK


def number_of(arguments: Arguments, flag: str, language: Language) -> float | None:
    """The number given with an option, as people write it in the language, or as in a case file; None where
    none is. Raises UsageError."""
    text = arguments.value(flag)
    return None if text is None else number_in(text, flag, language)


def number_in(text: str, flag: str, language: Language) -> float:
    """A number as it was typed after `flag`. Raises UsageError where it is none, or two."""
    try:
        return float(text)
    except ValueError:
        pass
    try:
        found = parse_number(text, language)
    except NotANumber:
        raise UsageError(
            [
                Label(
                    f"{flag} {text}: dette er ikke et tall. Skriv for eksempel 1250, 0.05 eller 5 %.",
                    f"{flag} {text}: this is not a number. Write for example 1250, 0.05 or 5%.",
                )
            ]
        ) from None
    if is_ambiguous(text, language):
        raise UsageError(
            [Label(f"{flag} {text}: {two_ways(text, 'nb')}", f"{flag} {text}: {two_ways(text, 'en')}")]
        )
    return found


def range_in(text: str, flag: str, language: Language) -> tuple[float, float]:
    """ "0..24" after `flag` as two numbers. Raises UsageError."""
    parts = text.split("..")
    if len(parts) != 2:
        raise UsageError(
            [
                Label(
                    f"{flag} {text}: skriv fra og til med to punktum imellom, som 0..24.",
                    f"{flag} {text}: write from and to with two points between them, such as 0..24.",
                )
            ]
        )
    return number_in(parts[0].strip(), flag, language), number_in(parts[1].strip(), flag, language)


def require_no_twins(texts: Sequence[str], refusal: Label) -> None:
    """Raise Refusal where two of what was typed are one, before anything is calculated.

    Two names of one number are found by the analysis.
    """
    typed = [" ".join(text.split()).casefold() for text in texts]
    if len(set(typed)) < len(typed):
        raise Refusal(refusal)


# ---- files ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Files:
    """What the files are made from."""

    found: Answer
    asked: Chosen
    date: datetime.date
    screen: Screen
    is_forced: bool
    typeset: Callable[[], bytes] | None = None


def _output(arguments: Arguments, flag: str) -> tuple[str, Path]:
    """A file's name and path, checked before anything is calculated or written."""
    name = arguments.values[flag][0]
    path = target(name, SUFFIXES[flag])
    require_different(path, name, arguments.names["case"])
    if FORCE not in arguments.switches:
        match flag:
            case "--json":
                require_result(path, name)
            case "--xlsx":
                require_workbook(path, name)
            case "--png" | "--svg":
                from feasibility.pictures.render import is_ours

                _require(path, name, is_ours)
            case "--pdf":
                from feasibility.papers.typeset import is_ours as is_our_paper

                _require(path, name, is_our_paper)
    return name, path


def _write(of: _Files, outputs: Mapping[str, tuple[str, Path]]) -> list[str] | None:
    """The names of what was written; None where the workbook does not agree with itself."""
    made: list[tuple[str, Path, bytes]] = []
    for flag, (name, path) in outputs.items():
        match flag:
            case "--json":
                from feasibility.answers.written import answer_json

                text = answer_json(of.found, of.asked.base, of.asked.applied, of.date)
                made.append((name, path, text.encode("utf-8")))
            case "--csv":
                made += _tables(of, name, path)
            case "--png" | "--svg":
                made += _pictures(of, flag, name, path)
            case "--pdf" if of.typeset is not None:
                made.append((name, path, of.typeset()))
            case _:
                pass
    if "--xlsx" in outputs:
        name, path = outputs["--xlsx"]
        mismatch = put_workbook(
            of.asked, of.found.result, path, name, of.date, of.screen, of.is_forced, (of.found,)
        )
        if mismatch:
            of.screen.complain([mismatch])
            return None
    for name, path, content in made:
        write_bytes(path, name, content)
    first = [outputs["--xlsx"][0]] if "--xlsx" in outputs else []
    return [*first, *(name for name, _, _ in made)]


def _tables(of: _Files, name: str, path: Path) -> list[tuple[str, Path, bytes]]:
    """The first table under the name asked for, the others beside it, with their ids in the name."""
    from feasibility.answers.written import csv_files

    made = []
    for place, (id, text) in enumerate(csv_files(of.found, of.screen.language).items()):
        own, own_name = (path, name) if place == 0 else (_beside(path, id), str(_beside(Path(name), id)))
        if not of.is_forced:
            head = text.partition("\r\n")[0].encode("utf-8-sig")
            _require(own, own_name, lambda content, head=head: content.startswith(head))  # type: ignore[misc]
        made.append((own_name, own, text.encode("utf-8-sig")))
    return made


def _pictures(of: _Files, flag: str, name: str, path: Path) -> list[tuple[str, Path, bytes]]:
    from feasibility.pictures.render import is_ours, png, svg

    language, mark = of.screen.language, of.found.result.mark
    made = []
    if not of.found.pictures:
        raise _without_picture(name)
    for place, picture in enumerate(of.found.pictures):
        own, own_name = path, name
        if place:
            own, own_name = _beside(path, picture.id), str(_beside(Path(name), picture.id))
            if not of.is_forced:
                _require(own, own_name, is_ours)
        drawn = (
            png(picture, language, mark) if flag == "--png" else svg(picture, language, mark).encode("utf-8")
        )
        made.append((own_name, own, drawn))
    return made


def _without_picture(name: str) -> FileProblem:
    return FileProblem(
        Label(
            f"{name}: dette svaret har ikke noe bilde. Ta bort --png og --svg.",
            f"{name}: this answer has no picture. Leave out --png and --svg.",
        )
    )


def _beside(path: Path, id: str) -> Path:
    return path.with_name(f"{path.stem}-{id}{path.suffix}")


def _require(path: Path, name: str, is_ours: Callable[[bytes], bool]) -> None:
    """Raise FileProblem where `path` holds anything but an earlier answer of the kind."""
    if not path.exists():
        return
    try:
        content = path.read_bytes()
    except OSError:
        raise unwritable(name) from None
    if content and not is_ours(content):
        raise kept(name, _OTHER_KIND)


def _written(names: list[str]) -> Label:
    return Label(f"Skrevet: {listed(names, 'nb')}.", f"Written: {listed(names, 'en')}.")


_SEE_ALL = Label("Alt sammen her på skjermen: --full.", "All of it on the screen: --full.")
_OTHER_KIND = Label(
    "filen finnes og er ikke et svar av samme slag fra feasibility",
    "the file exists and is no answer of the same kind from feasibility",
)
