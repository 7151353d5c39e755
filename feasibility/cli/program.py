"""From what was typed to an exit code: 0 all is well, 1 a check of the model failed, 2 the input is wrong.

A mistake of the user's is told in words, never as a traceback. What nobody foresaw is a bug, told as such,
and gives 3.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from dataclasses import replace

from feasibility.case import CaseError
from feasibility.cli.arguments import (
    BAD_INPUT,
    BUG,
    INTERRUPTED,
    LANGUAGE_OPTION,
    OK,
    Arguments,
    Command,
    Refusal,
    UsageError,
    find,
    language_of,
    read,
)
from feasibility.cli.commands import COMMANDS, help_of, overview
from feasibility.cli.files import FileProblem
from feasibility.cli.kept_answer import KeptAnswer
from feasibility.cli.kept_code import KeptCode, code_folder
from feasibility.cli.parts import HELP_OPTION
from feasibility.cli.screen import Screen, Unwritable
from feasibility.cli.stopping import Stopped, stoppable
from feasibility.language import LANGUAGES, Label, Language
from feasibility.rules import BeforeKnownRange
from feasibility.version import __version__

_HELP_WORDS = (HELP_OPTION, "-h")


def main(typed: Sequence[str] | None = None) -> int:
    """Carry out one command line, and give back the exit code.

    Args:
        typed: the words after the program's name; those of the process where left out.
    """
    words = list(sys.argv[1:] if typed is None else typed)
    with stoppable():
        screen = Screen.standard(language_of(words))
        try:
            code = _code(words, screen)
        except KeyboardInterrupt:
            screen.complain(["", _INTERRUPTED.text(screen.language)])
            return INTERRUPTED
        except Stopped as stopped:
            screen.complain([_STOPPED.text(screen.language)])
            return stopped.code
        return screen.finish(code)


def _code(words: list[str], screen: Screen) -> int:
    """The exit code of a command line; what is wrong is told."""
    try:
        return _carry_out(words, screen)
    except CaseError as error:
        screen.complain(error.messages(screen.language))
    except UsageError as error:
        screen.complain(message.text(screen.language) for message in error.messages)
    except FileProblem as error:
        screen.complain([error.label.text(screen.language)])
    except Refusal as error:
        screen.complain(label.text(screen.language) for label in error.labels)
    except BeforeKnownRange as error:
        screen.complain([str(error)])
    except Unwritable as error:
        return screen.given_up(error)
    except Exception as error:
        screen.complain([_bug(error).text(screen.language)])
        return BUG
    return BAD_INPUT


def _carry_out(words: list[str], screen: Screen) -> int:
    rest = _after_leading_language(words)
    asks_help = any(word in _HELP_WORDS for word in _before_dashes(words))
    if rest and rest[0] == "--version":
        screen.write(f"feasibility {__version__}\n")
        return OK
    if not rest or rest[0] in _HELP_WORDS or rest[0] == "help":
        text = f"{overview(screen.language)}\n"
        if rest:
            screen.write(text)
            return OK
        screen.complain(text.splitlines())
        return BAD_INPUT
    command = find(COMMANDS, rest[0])
    if asks_help:
        screen.write(f"{help_of(command, screen.language)}\n")
        return OK
    arguments = _read(command, rest[1:], screen.language)
    answer = KeptAnswer.of(words, command.id, arguments)
    if answer is None:
        return _handler(command, arguments, screen)
    code = _handler(command, arguments, replace(screen, told=answer.lines))
    answer.keep(code)
    return code


def _handler(command: Command, arguments: Arguments, screen: Screen) -> int:
    """Only what the command needs is imported: starting fast matters."""
    from feasibility.engine.compute.compiled import keep_code_in  # NumPy, which help does without

    folder = code_folder(os.environ)
    keep_code_in(None if folder is None else KeptCode(folder))
    match command.id:
        case "new":
            from feasibility.cli.new import new as handler
        case "app":
            from feasibility.cli.app import app as handler
        case "run":
            from feasibility.cli.run import run as handler
        case "explain":
            from feasibility.cli.explain import explain as handler
        case _:
            from feasibility.cli.actions import ACTIONS

            return ACTIONS[command.id](arguments, screen)
    return handler(arguments, screen)


def _read(command: Command, words: Sequence[str], language: Language) -> Arguments:
    try:
        arguments = read(command, words)
    except UsageError as error:
        usage = command.usage(language)
        raise UsageError([*error.messages, Label(f"Bruk: {usage}", f"Usage: {usage}")]) from None
    asked = arguments.value(LANGUAGE_OPTION)
    if asked is not None and asked not in LANGUAGES:
        raise UsageError(
            [
                Label(
                    f"{LANGUAGE_OPTION} {asked}: språket finnes ikke. Velg nb (norsk) eller en (engelsk).",
                    f"{LANGUAGE_OPTION} {asked}: no such language. Choose nb (Norwegian) or en (English).",
                )
            ]
        )
    return arguments


def _after_leading_language(words: list[str]) -> list[str]:
    """The words from the command on: the language may also stand before it."""
    if words and words[0].startswith(f"{LANGUAGE_OPTION}="):
        return [*words[1:2], words[0], *words[2:]] if len(words) > 1 else []
    if words and words[0] == LANGUAGE_OPTION:
        return [*words[2:3], *words[:2], *words[3:]] if len(words) > 2 else []
    return words


def _before_dashes(words: list[str]) -> list[str]:
    return words[: words.index("--")] if "--" in words else words


def _bug(error: Exception) -> Label:
    what = f"{type(error).__name__}: {error}"
    return Label(
        f"Intern feil i programmet ({what}). Det er ikke saken din som er feil. Meld gjerne fra, og legg "
        "ved saksfilen.",
        f"Internal error in the program ({what}). Your case is not to blame. Please report it, with the "
        "case file.",
    )


_INTERRUPTED = Label("Avbrutt.", "Interrupted.")
_STOPPED = Label(
    "Stoppet av systemet; ingenting er halvskrevet.", "Stopped by the system; nothing is half written."
)
