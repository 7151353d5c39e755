"""Which version of the program wrote a case file, as a comment in it: an older one tells which is needed."""

from __future__ import annotations

import re
from typing import Final

from feasibility.language import Label
from feasibility.version import __version__

_MARK: Final = re.compile(r"^# feasibility (\d{1,4})\.(\d{1,4})\.(\d{1,4})$", re.MULTILINE)
_HEAD: Final = 2000  # letters in which the mark is looked for: it stands first, or after the line for editors
_OURS: Final = f"# feasibility {__version__}"
_FOR_EDITORS: Final = "# yaml-language-server:"


def signed(text: str) -> str:
    """The YAML text with the mark of this version; that of another one is replaced."""
    found = _MARK.search(text[:_HEAD])
    if found is not None:
        return f"{text[: found.start()]}{_OURS}{text[found.end() :]}"
    first, line_end, rest = text.partition("\n")
    if first.startswith(_FOR_EDITORS):
        return f"{first}\n{_OURS}{line_end}{rest}"
    return f"{_OURS}\n{text}"


def newer_version(text: str) -> str | None:
    """The version that wrote the text, where that is a newer one than this; else None."""
    found = _MARK.search(text[:_HEAD])
    if found is None:
        return None
    wrote = tuple(map(int, found.groups()))
    return ".".join(map(str, wrote)) if wrote > tuple(map(int, __version__.split(".")[:3])) else None


def needs(version: str) -> tuple[Label, Label]:
    """What is said of a file of a newer version that this one cannot read: what is wrong, and the mend."""
    return (
        Label(
            f"saken er skrevet av versjon {version} av programmet, og dette er versjon {__version__}.",
            f"the case was written by version {version} of the program, and this is version {__version__}.",
        ),
        Label(
            f"Bruk versjon {version} eller nyere. Det denne versjonen ikke kjenner, er:",
            f"Use version {version} or newer. What this version does not know is:",
        ),
    )
