"""Where the program writes: ordinary output and messages, in one language, with colours on a terminal."""

from __future__ import annotations

import codecs
import os
import sys
from collections.abc import Callable, Iterable
from typing import Final, TextIO

from feasibility.cli.arguments import BAD_INPUT, OK
from feasibility.language import Label, Language
from feasibility.record import record
from feasibility.report.layout import Shown, Tone

_COLOURS: Final[dict[Tone, str]] = {"title": "1", "bad": "1;31", "mixed": "33", "good": "32", "muted": "2"}
_BAR: Final = 30

# What a console of an older character set shows instead of our signs.
_PLAIN: Final = {
    "\u2212": "-", "\u2013": "-", "\u2014": "-", "\u2500": "-", "\u00a0": " ", "\u202f": " ", "\u2026": "...",
    "\u00ab": '"', "\u00bb": '"', "\u2265": ">=", "\u2264": "<=", "\u2260": "<>", "\u00d7": "*",
    "\u00b2": "2", "\u2713": "+", "\u2717": "x",
}  # fmt: skip


class Unwritable(Exception):
    """Ordinary output cannot be written; `reason` is the system's."""

    def __init__(self, reason: OSError) -> None:
        super().__init__(str(reason))
        self.reason = reason


@record
class Screen:
    """The two streams of a terminal program, and how to write on them.

    told: where what is shown is noted, to be kept.
    """

    language: Language
    out: TextIO
    err: TextIO
    is_coloured: bool = False
    told: list[Shown] | None = None

    @staticmethod
    def standard(language: Language) -> Screen:
        """The process' own streams. Colours on a terminal, unless NO_COLOR is set (https://no-color.org)."""
        codecs.register_error("feasibility.plain", _in_plain_signs)
        _open_what_is_closed()
        for stream in (sys.stdout, sys.stderr):
            reconfigure = getattr(stream, "reconfigure", None)
            if reconfigure is not None:
                reconfigure(errors="feasibility.plain")
        is_coloured = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
        return Screen(language, sys.stdout, sys.stderr, is_coloured)

    def show(self, lines: Iterable[Shown]) -> None:
        """Write lines as ordinary output."""
        for line in lines:
            if self.told is not None:
                self.told.append(line)
            self.write(f"{self._painted(_harmless(line.text), line.tone)}\n")

    def write(self, text: str) -> None:
        """Write text as ordinary output, as it is. Raises Unwritable."""
        try:
            self.out.write(text)
        except OSError as error:
            raise Unwritable(error) from None

    def complain(self, messages: Iterable[str]) -> None:
        """Write messages about what is wrong, one a line."""
        try:
            for message in messages:
                self.err.write(f"{_harmless(message)}\n")
            self.err.flush()
        except OSError:  # nobody reads them: the exit code says it
            _silence(self.err)

    def finish(self, code: int) -> int:
        """Have everything written, and give back the exit code: `code`, unless the output is lost."""
        try:
            self.out.flush()
        except OSError as error:
            return self.given_up(Unwritable(error))
        return code

    def given_up(self, error: Unwritable) -> int:
        """The exit code where output cannot be written: 0 where whoever reads has read enough (| head), 2 and
        a message where the disk is full or the like."""
        _silence(self.out)
        if isinstance(error.reason, BrokenPipeError):
            return OK
        self.complain([_LOST.text(self.language).format(error.reason.strerror or error.reason)])
        return BAD_INPUT

    def progress(self, label: str) -> Callable[[float], None] | None:
        """A bar that shows how far some work has come; None where nobody would see it."""
        if not self.err.isatty():
            return None

        def tell(share: float) -> None:
            filled = round(max(0.0, min(1.0, share)) * _BAR)
            bar = "#" * filled + "." * (_BAR - filled)
            self.err.write(f"\r{label} [{bar}]" if share < 1 else f"\r{' ' * (len(label) + _BAR + 3)}\r")
            self.err.flush()

        return tell

    def _painted(self, text: str, tone: Tone) -> str:
        colour = _COLOURS.get(tone)
        return f"\x1b[{colour}m{text}\x1b[0m" if self.is_coloured and colour and text else text


def _silence(stream: TextIO) -> None:
    """Write no more on a stream that takes nothing, not even what Python would flush at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _open_what_is_closed() -> None:
    """Give the process the streams it was started without (`>&-`): what is written to them goes nowhere, and
    no file that is opened later takes their place."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # takes the lowest number that is free, which is this one
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115 - as long as the process


_LOST = Label("Utskriften kan ikke skrives: {}.", "The output cannot be written: {}.")


def _harmless(text: str) -> str:
    """The text without signs that steer a terminal: a name in a case file must not clear anyone's screen."""
    return "".join(sign if sign.isprintable() or sign == "\u00a0" else " " for sign in text)


def _in_plain_signs(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    signs = error.object[error.start : error.end]
    return "".join(_PLAIN.get(sign, "?") for sign in signs), error.end
