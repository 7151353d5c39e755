"""Files the program writes: to a temporary name in the same folder first, then renamed; never over a case."""

from __future__ import annotations

import os
from pathlib import Path

from feasibility import files
from feasibility.language import Label
from feasibility.version import FORMAT

_HEAD_BYTES = 200


class FileProblem(Exception):
    """A file cannot be written; `label` names it, says why, and what to do."""

    def __init__(self, label: Label) -> None:
        super().__init__(label.en)
        self.label = label


def target(name: str, suffix: str) -> Path:
    """The file that `name` stands for, links followed, after making sure that it may be written.

    Raises FileProblem where it ends in something else than `suffix`, is not an ordinary file, or its folder
    does not exist.
    """
    path = Path(os.path.realpath(name))
    if not name.lower().endswith(suffix):
        better = f"{os.path.splitext(name)[0]}{suffix}"
        raise FileProblem(
            Label(
                f"{name}: filnavnet må ende på {suffix}. Skriv for eksempel {better}.",
                f"{name}: the file's name must end in {suffix}. Write for example {better}.",
            )
        )
    if path.is_dir():
        raise FileProblem(
            Label(
                f"{name}: dette er en mappe. Skriv navnet på en fil i den.",
                f"{name}: this is a folder. Write the name of a file in it.",
            )
        )
    if path.exists() and not path.is_file():
        raise FileProblem(
            Label(
                f"{name}: dette er ikke en vanlig fil. Velg et annet navn.",
                f"{name}: this is not an ordinary file. Choose another name.",
            )
        )
    if not path.parent.is_dir():
        raise FileProblem(
            Label(
                f"{name}: mappen {path.parent} finnes ikke. Lag den først, eller velg en annen.",
                f"{name}: the folder {path.parent} does not exist. Make it first, or choose another.",
            )
        )
    if not os.access(path.parent, os.W_OK | os.X_OK) or (path.exists() and not os.access(path, os.W_OK)):
        raise unwritable(name)
    return path


def unwritable(name: str) -> FileProblem:
    """The problem of a file that the system will not let us write."""
    return FileProblem(
        Label(
            f"{name}: filen kan ikke skrives. Sjekk at du har skrivetilgang til mappen, at disken ikke er "
            "full, og at filen ikke er åpen i et annet program.",
            f"{name}: the file cannot be written. Check that you may write in the folder, that the disk is "
            "not full, and that the file is not open in another program.",
        )
    )


def require_result(path: Path, name: str) -> None:
    """Raise FileProblem where `path` holds anything but an earlier result: it may be someone's case."""
    if not path.exists():
        return
    with path.open("rb") as stream:
        head = stream.read(_HEAD_BYTES)
    if head.strip() and f'"{FORMAT}"'.encode() not in head:
        raise FileProblem(
            Label(
                f"{name}: filen finnes og er ikke et resultat fra feasibility, så den skrives ikke over. "
                "Velg et annet navn, eller flytt filen.",
                f"{name}: the file exists and is no result of feasibility, so it is not overwritten. "
                "Choose another name, or move the file.",
            )
        )


def require_different(path: Path, name: str, other: str) -> None:
    """Raise FileProblem where `path` is the file `other`, whatever the two are called."""
    try:
        is_same = path.samefile(other)
    except OSError:
        is_same = path == Path(os.path.realpath(other))
    if is_same:
        raise FileProblem(
            Label(
                f"{name}: dette er samme fil som {other}. Velg et annet navn.",
                f"{name}: this is the same file as {other}. Choose another name.",
            )
        )


def write_text(path: Path, name: str, text: str) -> None:
    """Write a text file, replacing an earlier one only when the new one is complete. Raises FileProblem."""
    try:
        files.replace_text(path, text)
    except OSError:
        raise unwritable(name) from None


def create_text(path: Path, name: str, text: str) -> None:
    """Write a text file that must not exist from before. Raises FileProblem; what exists is untouched."""
    try:
        files.create_text(path, text)
    except FileExistsError:
        raise exists_already(name) from None
    except OSError:
        raise unwritable(name) from None


def exists_already(name: str) -> FileProblem:
    """The problem of a new file whose name is taken."""
    return FileProblem(
        Label(
            f"{name}: filen finnes fra før og røres ikke. Velg et annet navn, eller flytt filen.",
            f"{name}: the file exists already and is not touched. Choose another name, or move the file.",
        )
    )
