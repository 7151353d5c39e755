"""The tables. A change here needs a migration beside it (`migrations/versions`); a test compares the two."""

from __future__ import annotations

from sqlalchemy import Column, DateTime, ForeignKey, Integer, MetaData, String, Table, Text

METADATA = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
    }
)

_EMAIL = String(320)  # the longest address there is
_USER = String(512)  # an issuer's address and its name of the user
_CASE = String(32)

SAVED_CASE = Table(
    "saved_case",
    METADATA,
    Column("id", _CASE, primary_key=True),
    Column("owner", _USER, nullable=False, index=True),
    Column("owner_email", _EMAIL, nullable=False),
    Column("source", Text, nullable=False),
    Column("created", DateTime, nullable=False),
    Column("deleted", DateTime),
    # Taken up by one in the same statement that looks whether it still is what the writer saw.
    Column("newest", Integer, nullable=False),
)

VERSION = Table(
    "version",
    METADATA,
    Column("case_id", _CASE, ForeignKey("saved_case.id", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("saved", DateTime, nullable=False),
    Column("author_email", _EMAIL, nullable=False),
    Column("case_name", Text, nullable=False),
    Column("case_hash", String(64), nullable=False),
    # JSON of the case as its owner states it: `case.to_mapping`, notes and all.
    Column("stated", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("restored_from", Integer),
)

SHARED = Table(
    "shared",
    METADATA,
    Column("case_id", _CASE, ForeignKey("saved_case.id", ondelete="CASCADE"), primary_key=True),
    Column("email", _EMAIL, primary_key=True, index=True),
    Column("role", String(8), nullable=False),
)
