"""What was typed after "feasibility", read by a table of commands.

A reader of our own, for three reasons: every message is in the language asked for, all slips of one command
line are told at once, and it starts fast. It knows what people expect: `--set a=1`, `--set=a=1`, `--` before
names that begin with a dash, options before and after names.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from feasibility.language import DEFAULT_LANGUAGE, LANGUAGES, Label, Language
from feasibility.language.label import lower_first
from feasibility.record import record

LANGUAGE_OPTION: Final = "--language"


@record
class Name:
    """Something to be named after the command: the case's file, a line, a month."""

    id: str
    shown: Label
    about: Label
    is_optional: bool = False


@record
class Option:
    """An option; `value` says what follows it, None where nothing does. `repeats`: may be given again."""

    flag: str
    about: Label
    value: Label | None = None
    repeats: bool = False


@record
class Command:
    """A command with what it takes."""

    id: str
    about: Label
    names: tuple[Name, ...] = ()
    options: tuple[Option, ...] = ()

    def usage(self, language: Language) -> str:
        """How the command is written: "feasibility run CASE [--set PATH=VALUE]"."""
        parts = [f"feasibility {self.id}"]
        for name in self.names:
            shown = name.shown.text(language)
            parts.append(f"[{shown}]" if name.is_optional else shown)
        for option in self.options:
            value = "" if option.value is None else f" {option.value.text(language)}"
            parts.append(f"[{option.flag}{value}]" + (" …" if option.repeats else ""))
        return " ".join(parts)


@record
class Arguments:
    """What was typed: names by id, values by option, options without a value that were given."""

    names: Mapping[str, str]
    values: Mapping[str, tuple[str, ...]]
    switches: frozenset[str]

    def value(self, flag: str) -> str | None:
        """The option's value; None where it was not given."""
        given = self.values.get(flag, ())
        return given[-1] if given else None


class UsageError(ValueError):
    """The command line is wrong; one message for each slip."""

    def __init__(self, messages: Sequence[Label]) -> None:
        super().__init__("; ".join(message.en for message in messages))
        self.messages = tuple(messages)


def language_of(typed: Sequence[str]) -> Language:
    """The language asked for anywhere on the command line; Norwegian where none is, or one we do not have."""
    for place, word in enumerate(typed):
        if word == "--":
            break
        following = typed[place + 1] if word == LANGUAGE_OPTION and place + 1 < len(typed) else ""
        asked = (
            word.removeprefix(f"{LANGUAGE_OPTION}=") if word.startswith(f"{LANGUAGE_OPTION}=") else following
        )
        for language in LANGUAGES:
            if asked == language:
                return language
    return DEFAULT_LANGUAGE


def read(command: Command, typed: Sequence[str]) -> Arguments:
    """Read what was typed after the command's name. Raises UsageError with every slip."""
    options = {option.flag: option for option in command.options}
    names: list[str] = []
    values: dict[str, list[str]] = {}
    switches: set[str] = set()
    slips: list[Label] = []
    rest = list(typed)
    while rest:
        word = rest.pop(0)
        if word == "--":
            names += rest
            break
        if not word.startswith("-") or word == "-":
            names.append(word)
            continue
        flag, has_value, value = word.partition("=")
        option = options.get(flag)
        if option is None:
            slips.append(_unknown_option(flag, options))
        elif option.value is None:
            if has_value:
                slips.append(_takes_no_value(flag))
            switches.add(flag)
        elif not has_value and (not rest or _is_option(rest[0], options)):
            slips.append(_misses_value(option, option.value))
        else:
            values.setdefault(flag, []).append(value if has_value else rest.pop(0))
    slips += [_twice(flag) for flag, given in values.items() if len(given) > 1 and not options[flag].repeats]
    slips += _wrong_names(command, names)
    if slips:
        raise UsageError(slips)
    found = {name.id: value for name, value in zip(command.names, names, strict=False)}
    return Arguments(found, {flag: tuple(given) for flag, given in values.items()}, frozenset(switches))


def find(commands: Mapping[str, Command], name: str) -> Command:
    """The command of that name. Raises UsageError, with the nearest one, where there is none."""
    if name in commands:
        return commands[name]
    listed = ", ".join(commands)
    guess_nb, guess_en = _near(name, commands)
    raise UsageError(
        [
            Label(
                f"«{name}» er ikke en kommando.{guess_nb} Kommandoene er {listed}.",
                f'"{name}" is not a command.{guess_en} The commands are {listed}.',
            )
        ]
    )


def _is_option(word: str, options: Mapping[str, Option]) -> bool:
    """A known option, rather than a value that happens to begin with a dash (--date -5 is a bad date)."""
    return word.partition("=")[0] in options or word == "--"


def _wrong_names(command: Command, names: Sequence[str]) -> list[Label]:
    missing = [name for name in command.names[len(names) :] if not name.is_optional]
    slips = [
        Label(
            f"{name.shown.nb} mangler: {lower_first(name.about.nb)}",
            f"{name.shown.en} is missing: {lower_first(name.about.en)}",
        )
        for name in missing
    ]
    beyond = " ".join(names[len(command.names) :])
    if beyond:
        slips.append(
            Label(
                f"«{beyond}» er for mye. Står det mellomrom i et navn, sett hermetegn rundt det.",
                f'"{beyond}" is too much. Where a name has spaces in it, put quotation marks around it.',
            )
        )
    return slips


def _unknown_option(flag: str, options: Mapping[str, Option]) -> Label:
    guess_nb, guess_en = _near(flag, options)
    listed = ", ".join(options)
    return Label(
        f"{flag} er ikke et valg her.{guess_nb} Valgene er {listed}.",
        f"{flag} is not an option here.{guess_en} The options are {listed}.",
    )


def _takes_no_value(flag: str) -> Label:
    return Label(f"{flag} skal stå alene, uten = og verdi.", f"{flag} stands alone, without = and a value.")


def _misses_value(option: Option, value: Label) -> Label:
    return Label(
        f"{option.flag} mangler verdi. Skriv {option.flag} {value.nb}.",
        f"{option.flag} misses its value. Write {option.flag} {value.en}.",
    )


def _twice(flag: str) -> Label:
    return Label(
        f"{flag} er gitt flere ganger. Gi det én gang.", f"{flag} is given several times. Give it once."
    )


def _near(name: str, known: Iterable[str]) -> tuple[str, str]:
    """ "Did you mean …?" with a space in front, in both languages; nothing where no name is near."""
    close = difflib.get_close_matches(name[:100], list(known), n=1, cutoff=0.6)
    return (f" Mente du {close[0]}?", f" Did you mean {close[0]}?") if close else ("", "")


OK: Final = 0
CHECK_FAILED: Final = 1
BAD_INPUT: Final = 2
BUG: Final = 3
"""None of the user's doing: an exception nobody foresaw."""

INTERRUPTED: Final = 130
"""Stopped from the keyboard, as shells count it."""


class Refusal(Exception):
    """A command cannot be carried out as asked; `labels` say why and how to mend it."""

    def __init__(self, *labels: Label) -> None:
        super().__init__(*(label.en for label in labels))
        self.labels = labels
