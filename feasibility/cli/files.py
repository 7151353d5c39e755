"""Files the program writes: to a temporary name in the same folder first, then renamed; never over a case."""

from __future__ import annotations

import os
import re
from pathlib import Path

from feasibility import files
from feasibility.language import Label
from feasibility.seal import run_of, state
from feasibility.version import FORMAT

_HEAD_BYTES = 200
_RUN_CHARACTERS = 20_000  # the run stands near the head of a result; its changes may be long


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
    try:
        return _target(name, suffix, Path(os.path.realpath(name)))
    except OSError:  # a name that is too long, a disk that is gone
        raise unwritable(name) from None


def _target(name: str, suffix: str, path: Path) -> Path:
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
            "full, at navnet ikke er for langt, og at "
            "filen ikke er åpen i et annet program.",
            f"{name}: the file cannot be written. Check that you may write in the folder, that the disk is "
            "not full, that the name is not too long, and that the "
            "file is not open in another program.",
        )
    )


def require_workbook(path: Path, name: str) -> None:
    """Raise FileProblem where `path` holds anything but a workbook of ours that nobody has edited."""
    match state(path):
        case "edited":
            raise kept(
                name,
                Label(
                    "arbeidsboken er endret siden den ble skrevet",
                    "the workbook has been edited since it was written",
                ),
            )
        case "foreign":
            raise kept(
                name,
                Label(
                    "filen finnes og er ikke en arbeidsbok fra feasibility",
                    "the file exists and is no workbook of feasibility",
                ),
            )


def kept(name: str, why: Label) -> FileProblem:
    """The problem of a file that stands where another was to be written, and is not ours to replace."""
    return FileProblem(
        Label(
            f"{name}: {why.nb}, så den skrives ikke over. Velg et annet navn, flytt filen, eller legg til "
            "--force for å skrive over den.",
            f"{name}: {why.en}, so it is not overwritten. Choose another name, move the file, or add --force "
            "to overwrite it.",
        )
    )


def other_run(path: Path, mark: str) -> Label | None:
    """What to tell of an output beside `path`, of the same name, that is of another run; None where all is
    well."""
    suffix = ".json" if path.suffix.lower() == ".xlsx" else ".xlsx"
    beside = path.with_suffix(suffix)
    found = _mark_of(beside)
    if found is None or found == mark:
        return None
    return Label(
        f"Merk: {beside.name} ved siden av er fra en annen kjøring enn {path.name}.",
        f"Note: {beside.name} beside it is of another run than {path.name}.",
    )


def _mark_of(path: Path) -> str | None:
    """The run that an output of ours shows; None for any other file, or none."""
    if path.suffix == ".xlsx":
        return run_of(path)
    try:
        with path.open(encoding="utf-8", errors="replace") as stream:
            head = stream.read(_RUN_CHARACTERS)
    except OSError:
        return None
    found = re.search(r'"mark": "([0-9a-f]+)"', head)
    return found[1] if found and f'"{FORMAT}"' in head else None


def require_result(path: Path, name: str) -> None:
    """Raise FileProblem where `path` holds anything but an earlier result: it may be someone's case."""
    if not path.exists():
        return
    with path.open("rb") as stream:
        head = stream.read(_HEAD_BYTES)
    if head.strip() and f'"{FORMAT}"'.encode() not in head:
        raise kept(
            name,
            Label(
                "filen finnes og er ikke et resultat fra feasibility",
                "the file exists and is no result of feasibility",
            ),
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
    write_bytes(path, name, text.encode("utf-8"))


def write_bytes(path: Path, name: str, content: bytes) -> None:
    """As `write_text`, for any file."""
    try:
        with files.replacing(path) as temporary:
            temporary.write_bytes(content)
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
