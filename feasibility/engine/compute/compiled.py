"""What has been generated: written once for models that are alike, and for all processes where it is kept."""

from __future__ import annotations

import marshal
import threading
from functools import lru_cache
from types import CodeType
from typing import Protocol

from feasibility.engine.compute.generated import Generated

_KEPT = 32  # some 400 kB each


class CodeStore(Protocol):
    """Where what has been generated is kept from one process to the next."""

    def kept(self, source: str, name: str) -> CodeType | None:
        """The code of exactly this source, compiled by this Python; None where it is not kept."""

    def keep(self, source: str, name: str, code: CodeType) -> None:
        """Keep the code, if it can be kept."""

    def kept_program(self, likeness: str) -> bytes | None:
        """What exactly this program wrote for models of this likeness; None where it is not kept."""

    def keep_program(self, likeness: str, written: bytes) -> None:
        """Keep what was written, if it can be kept."""


_store: CodeStore | None = None


def keep_code_in(store: CodeStore | None) -> None:
    """Let what is generated be kept from one process to the next; nothing is unless this is called."""
    global _store
    _store = store


def is_kept() -> bool:
    """Whether what is generated is kept for other processes."""
    return _store is not None


@lru_cache(maxsize=_KEPT)
def compiled(source: str, name: str) -> CodeType:
    """The code of a source: models of one structure have the same, whatever their numbers."""
    kept = None if _store is None else _store.kept(source, name)
    if kept is not None:
        return kept
    code: CodeType = compile(source, name, "exec")
    if _store is not None:
        _store.keep(source, name, code)
    return code


class Written:
    """A program as it was written for one case: what it carries out, and which lines may be null."""

    __slots__ = ("nullable", "single")

    def __init__(self, single: Generated, nullable: tuple[int, ...]) -> None:
        self.single, self.nullable = single, nullable


_written: dict[str, Written] = {}
_lock = threading.Lock()


def written(likeness: str) -> Written | None:
    """The program written for models of this likeness, here or by another process; None where none was."""
    found = _written.get(likeness)
    kept = None if found is not None or _store is None else _store.kept_program(likeness)
    if kept is not None:
        code, inputs, tables, nullable = marshal.loads(kept)
        found = Written(Generated(code, inputs, tables, batch=False), nullable)
        _remember(likeness, found)
    return found


def keep_written(likeness: str, program: Written) -> None:
    """Let other models of this likeness use the program."""
    _remember(likeness, program)
    if _store is not None:
        single = program.single
        made_of = (single.code, single.inputs, dict(single.tables), program.nullable)
        _store.keep_program(likeness, marshal.dumps(made_of))


def _remember(likeness: str, program: Written) -> None:
    with _lock:
        _written[likeness] = program
        if len(_written) > _KEPT:
            del _written[next(iter(_written))]
