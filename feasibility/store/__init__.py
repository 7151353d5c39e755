"""Saved work (lagret arbeid): cases kept in a database, every version of them, and who may see them.

Open one with :meth:`Store.open`. SQLite in a file of the user's own where nothing else is said; any database
SQLAlchemy knows by its URL, PostgreSQL on a server. Nothing here calculates.
"""

from typing import TYPE_CHECKING, Any

from feasibility.store.kept import LOCAL, Access, Opened, Role, SavedCase, Shared, User, Version
from feasibility.store.limits import DELETED_DAYS, Limits
from feasibility.store.place import DATABASE, database_url
from feasibility.store.problems import (
    CannotOpen,
    Conflict,
    NoAddress,
    NotAllowed,
    NotFound,
    OwnerOnly,
    StoreError,
    TooMuch,
    Unavailable,
)

if TYPE_CHECKING:
    from feasibility.store.store import Store

__all__ = [
    "DATABASE",
    "DELETED_DAYS",
    "LOCAL",
    "Access",
    "CannotOpen",
    "Conflict",
    "Limits",
    "NoAddress",
    "NotAllowed",
    "NotFound",
    "Opened",
    "OwnerOnly",
    "Role",
    "SavedCase",
    "Shared",
    "Store",
    "StoreError",
    "TooMuch",
    "Unavailable",
    "User",
    "Version",
    "database_url",
]


def __getattr__(name: str) -> Any:
    """`Store`, once somebody asks for it: the database takes as long to import as all of a result."""
    if name == "Store":
        from feasibility.store.store import Store

        return Store
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
