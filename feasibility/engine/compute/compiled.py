"""Generated source compiled: once in a process, and once for all where somebody keeps the code."""

from __future__ import annotations

from functools import lru_cache
from types import CodeType
from typing import Protocol

_KEPT = 32  # some 400 kB each


class CodeStore(Protocol):
    """Where compiled code is kept from one process to the next."""

    def kept(self, source: str, name: str) -> CodeType | None:
        """The code of exactly this source, compiled by this Python; None where it is not kept."""

    def keep(self, source: str, name: str, code: CodeType) -> None:
        """Keep the code, if it can be kept."""


_store: CodeStore | None = None


def keep_code_in(store: CodeStore | None) -> None:
    """Let compiled code be kept from one process to the next; nothing is unless this is called."""
    global _store
    _store = store


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
