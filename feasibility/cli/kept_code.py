"""What one process has made, kept in the user's cache folder for the next: compiled code of calculations.

What is read from a file and then carried out must be the user's own. So nothing is read or written but in a
folder, and from files, that belong to the user and that nobody else may write; the file is named by what it
was made from, by which Python and which version of the product, and is used only where its contents have
the checksum it begins with. Anything else is passed over without a word, and made anew.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib.util
import marshal
import os
import stat
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import CodeType

from feasibility.cli.program_files import program_files
from feasibility.version import __version__

OFF = "FEASIBILITY_NO_CACHE"
"""Set to anything, this variable of the environment keeps the folder from being used."""
_FOLDER = "feasibility"
_MOST_FILES = 40  # some 400 kB each, at most 2 MB
_CHECKSUM_BYTES = hashlib.sha256().digest_size


def code_folder(environment: Mapping[str, str]) -> Path | None:
    """The folder for compiled code; None where the user wants none, or the system does not tell owners."""
    if environment.get(OFF) or not hasattr(os, "getuid"):
        return None
    stated = environment.get("XDG_CACHE_HOME", "")
    home = environment.get("HOME", "")
    if os.path.isabs(stated):
        return Path(stated) / _FOLDER
    if not os.path.isabs(home):
        return None
    return Path(home) / ("Library/Caches" if sys.platform == "darwin" else ".cache") / _FOLDER


class KeptFiles:
    """Bytes in one folder, by what they were made from; so many of each kind are kept, newest first."""

    def __init__(self, folder: Path, kind: str = "kept") -> None:
        self._folder, self._kind = folder, kind

    def read(self, made_from: str) -> bytes | None:
        """What was made from exactly this by this Python; None where nothing is kept that is ours."""
        try:
            with self._opened() as folder:
                found = _read(folder, _file_name(made_from, self._kind))
        except OSError:
            return None
        checksum, payload = found[:_CHECKSUM_BYTES], found[_CHECKSUM_BYTES:]
        return payload if hashlib.sha256(payload).digest() == checksum else None

    def write(self, made_from: str, payload: bytes) -> None:
        """Keep the bytes; where the folder is not ours alone, or the disk is full, they are not kept."""
        with contextlib.suppress(OSError):
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            with self._opened() as folder:
                _write(folder, _file_name(made_from, self._kind), hashlib.sha256(payload).digest() + payload)
                _forget_oldest(folder)

    @contextlib.contextmanager
    def _opened(self) -> Iterator[int]:
        """The folder, held open, so that what was found out about it holds while it is used."""
        folder = os.open(self._folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
        try:
            _require_ours(folder)
            yield folder
        finally:
            os.close(folder)


class KeptCode:
    """What has been generated, in one folder (`engine.compute.compiled.CodeStore`).

    Code is named by its source. A written program is not, so it is found again only by the very files of the
    product that wrote it.
    """

    def __init__(self, folder: Path) -> None:
        self._files = KeptFiles(folder)

    def kept(self, source: str, name: str) -> CodeType | None:
        """The code of exactly this source, compiled by this Python; None where none is kept that is ours."""
        payload = self._files.read(_source(source, name))
        try:
            code = None if payload is None else marshal.loads(payload)
        except (ValueError, EOFError, TypeError):
            return None
        return code if isinstance(code, CodeType) else None

    def keep(self, source: str, name: str, code: CodeType) -> None:
        """Keep the code; where the folder is not ours alone, or the disk is full, it is not kept."""
        self._files.write(_source(source, name), marshal.dumps(code))

    def kept_program(self, likeness: str) -> bytes | None:
        """What these files wrote for models of this likeness; None where nothing is kept that is ours."""
        made_from = _likeness(likeness)
        return None if made_from is None else self._files.read(made_from)

    def keep_program(self, likeness: str, written: bytes) -> None:
        """Keep what was written."""
        made_from = _likeness(likeness)
        if made_from is not None:
            self._files.write(made_from, written)


def _likeness(likeness: str) -> str | None:
    files = program_files()
    return None if files is None else "\0".join(["program", files, likeness])


def _source(source: str, name: str) -> str:
    return "\0".join(["code", name, source])


def _file_name(made_from: str, kind: str = "kept") -> str:
    made_by = "\0".join([__version__, sys.version, importlib.util.MAGIC_NUMBER.hex(), made_from])
    return f"{hashlib.sha256(made_by.encode(errors='surrogatepass')).hexdigest()}.{kind}"


def _require_ours(opened: int) -> None:
    """Raise OSError where somebody else owns it or may write to it."""
    found = os.fstat(opened)
    if found.st_uid != os.getuid() or found.st_mode & (stat.S_IWGRP | stat.S_IWOTH):
        raise PermissionError("not the user's alone")


def _read(folder: int, name: str) -> bytes:
    opened = os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK, dir_fd=folder)
    with open(opened, "rb") as file:
        _require_ours(opened)
        if not stat.S_ISREG(os.fstat(opened).st_mode):
            raise PermissionError("not a file")
        return file.read()


def _write(folder: int, name: str, content: bytes) -> None:
    """The file, whole or not at all."""
    unfinished = f"{name}.{os.getpid()}"
    opened = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600, dir_fd=folder)
    try:
        with open(opened, "wb") as file:
            file.write(content)
        os.rename(unfinished, name, src_dir_fd=folder, dst_dir_fd=folder)
    except BaseException:
        os.unlink(unfinished, dir_fd=folder)
        raise


def _forget_oldest(folder: int) -> None:
    """Remove the files longest unchanged, so that no more than a certain number of each kind are kept.

    Empty ones, which only say that something was asked for, are counted apart: they push nothing out.
    """
    kinds: dict[tuple[str, bool], list[tuple[float, str]]] = {}
    for name in os.listdir(folder):
        found = os.stat(name, dir_fd=folder, follow_symlinks=False)
        kind = "told" if name.endswith(".told") else ""
        kinds.setdefault((kind, found.st_size <= _CHECKSUM_BYTES), []).append((found.st_mtime, name))
    for names in kinds.values():
        for _, name in sorted(names)[:-_MOST_FILES]:
            os.unlink(name, dir_fd=folder)
