"""Compiled code of calculations kept in the user's cache folder, not compiled by each process.

What is read from a file and then carried out must be the user's own. So nothing is read or written but in a
folder, and from files, that belong to the user and that nobody else may write; the file is named by what it
was compiled from, by which Python and which version of the product, and is used only where its contents have
the checksum it begins with. Anything else is passed over without a word, and compiled anew.
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

from feasibility.version import __version__

OFF = "FEASIBILITY_NO_CACHE"
"""Set to anything, this variable of the environment keeps the folder from being used."""
_FOLDER = "feasibility"
_MOST_FILES = 40  # some 400 kB each
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


class KeptCode:
    """Compiled code in one folder (`engine.compute.compiled.CodeStore`)."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def kept(self, source: str, name: str) -> CodeType | None:
        """The code of exactly this source, compiled by this Python; None where none is kept that is ours."""
        try:
            with self._opened() as folder:
                found = _read(folder, _file_name(source, name))
            checksum, payload = found[:_CHECKSUM_BYTES], found[_CHECKSUM_BYTES:]
            if hashlib.sha256(payload).digest() != checksum:
                return None
            code = marshal.loads(payload)
        except (OSError, ValueError, EOFError, TypeError):
            return None
        return code if isinstance(code, CodeType) else None

    def keep(self, source: str, name: str, code: CodeType) -> None:
        """Keep the code; where the folder is not ours alone, or the disk is full, it is not kept."""
        payload = marshal.dumps(code)
        with contextlib.suppress(OSError):
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            with self._opened() as folder:
                _write(folder, _file_name(source, name), hashlib.sha256(payload).digest() + payload)
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


def _file_name(source: str, name: str) -> str:
    made_by = "\0".join([__version__, sys.version, importlib.util.MAGIC_NUMBER.hex(), name, source])
    return f"{hashlib.sha256(made_by.encode()).hexdigest()}.code"


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
    """Remove the files longest unchanged, so that no more than a certain number are kept."""
    ages = {name: os.stat(name, dir_fd=folder, follow_symlinks=False).st_mtime for name in os.listdir(folder)}
    for name in sorted(ages, key=ages.__getitem__)[:-_MOST_FILES]:
        os.unlink(name, dir_fd=folder)
