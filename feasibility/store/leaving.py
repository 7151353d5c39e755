"""What is deleted and was not asked for again goes for good, with all its versions."""

from __future__ import annotations

import datetime

from sqlalchemy import Connection, delete, select

from feasibility.store.tables import SAVED_CASE


def forget_deleted_before(c: Connection, time: datetime.datetime) -> None:
    """Take cases out that were deleted before a time (UTC, without its zone)."""
    # Versions and shares go along: their tables say so.
    c.execute(delete(SAVED_CASE).where(SAVED_CASE.c.deleted < time))


def forget_oldest_deleted(c: Connection, owner: str, most: int) -> None:
    """Take those out that an owner has deleted, but for so many, the last deleted."""
    own = select(SAVED_CASE.c.id).where(SAVED_CASE.c.owner == owner, SAVED_CASE.c.deleted.is_not(None))
    rows = c.execute(own.order_by(SAVED_CASE.c.deleted.desc(), SAVED_CASE.c.id)).all()
    beyond = [row.id for row in rows[most:]]
    if beyond:
        c.execute(delete(SAVED_CASE).where(SAVED_CASE.c.id.in_(beyond)))
