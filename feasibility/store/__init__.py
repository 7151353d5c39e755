"""Saved work (lagret arbeid): cases kept in a database, every version of them, and who may see them.

Open one with :meth:`Store.open`. SQLite in a file of the user's own where nothing else is said; any database
SQLAlchemy knows by its URL, PostgreSQL on a server. Nothing here calculates.
"""

from feasibility.store.kept import LOCAL, Access, Opened, Role, SavedCase, Shared, User, Version
from feasibility.store.place import DATABASE, database_url
from feasibility.store.problems import CannotOpen, Conflict, NotAllowed, NotFound, StoreError, Unavailable
from feasibility.store.store import Store

__all__ = [
    "DATABASE",
    "LOCAL",
    "Access",
    "CannotOpen",
    "Conflict",
    "NotAllowed",
    "NotFound",
    "Opened",
    "Role",
    "SavedCase",
    "Shared",
    "Store",
    "StoreError",
    "Unavailable",
    "User",
    "Version",
    "database_url",
]
