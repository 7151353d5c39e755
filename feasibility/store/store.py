"""The store: what a user may do with saved cases."""

from __future__ import annotations

import datetime
import json
import re
import secrets
from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import Connection, Row, and_, delete, func, insert, or_, select, update
from sqlalchemy.sql import Select

from feasibility.case import Case, case_hash, to_mapping
from feasibility.store.database import Database
from feasibility.store.kept import Access, Opened, Role, SavedCase, Shared, User, Version
from feasibility.store.known import Known
from feasibility.store.leaving import forget_deleted_before, forget_oldest_deleted
from feasibility.store.limits import (
    Limits,
    require_pause,
    require_room_for_case,
    require_room_for_share,
    require_size,
)
from feasibility.store.problems import Conflict, NoAddress, NotAllowed, NotFound, OwnerOnly
from feasibility.store.tables import SAVED_CASE, SHARED, VERSION

_ID_BYTES = 18  # 144 random bits: nobody guesses the address of another's case
_NAME_LENGTH = 200
_ID = re.compile("[A-Za-z0-9_-]{1,32}")
# Whether there is such an address only its owner knows; this keeps out what cannot be one.
_ADDRESS = re.compile(r"[^@\s\0]+@[^@\s\0]+\.[^@\s\0]+")
_ADDRESS_LENGTH = 320

Clock = Callable[[], datetime.datetime]


def _now() -> datetime.datetime:
    return datetime.datetime.now(datetime.UTC)


class Store:
    """Saved cases in one database. Every call is a transaction of its own; threads may share it.

    What a call confirms by returning is on disk. A case that the user may not see is not found
    (:class:`NotFound`), just as one that does not exist.
    """

    def __init__(self, database: Database, clock: Clock = _now, limits: Limits | None = None) -> None:
        self._database = database
        self._clock = clock
        self._limits = limits or Limits()
        self._known = Known()

    @classmethod
    def open(cls, url: str, clock: Clock = _now, limits: Limits | None = None) -> Store:
        """The store in a database, which is made or brought to the present tables where needed.

        Args:
            url: as SQLAlchemy has it, "sqlite:////home/me/cases.sqlite".
            clock: the time, with its zone.
            limits: how much is kept; the usual where nothing is said.

        Raises:
            CannotOpen: it cannot be reached, or is of a newer version.
        """
        found = cls(Database.open(url), clock, limits)
        found._forget_deleted(clock())
        return found

    def close(self) -> None:
        """Let go of the database."""
        self._database.close()

    # ---- cases ---------------------------------------------------------------------------------------------

    def create(self, user: User, case: Case, source: str = "") -> SavedCase:
        """Save a case for the first time.

        Args:
            source: the text it was read from, so that its comments come along when it is taken out.

        Raises:
            TooMuch: it is larger than is kept, or the user has as many as may be.
        """
        require_size(_stated(case), source, self._limits)
        id, now = secrets.token_urlsafe(_ID_BYTES), self._clock()
        with self._database.writing() as c:
            self._require_room(c, user)
            c.execute(
                insert(SAVED_CASE).values(
                    id=id,
                    owner=user.id,
                    owner_email=_email(user.email),
                    source=source,
                    created=_stored(now),
                    deleted=None,
                    newest=1,
                )
            )
            self._write(c, id, 1, user, case, now, None)
            return self._seen(c, user, id)

    def cases(self, user: User) -> list[SavedCase]:
        """The cases the user owns or has been let see, the last changed first; deleted ones are left out."""
        return self._listed(user, SAVED_CASE.c.deleted.is_(None))

    def deleted(self, user: User) -> list[SavedCase]:
        """The user's own cases that are deleted, and can be had back."""
        return self._listed(user, and_(SAVED_CASE.c.deleted.is_not(None), SAVED_CASE.c.owner == user.id))

    def find(self, user: User, id: str) -> SavedCase:
        """A case without its contents. Raises NotFound."""
        with self._database.reading() as c:
            return self._seen(c, user, id)

    def with_hash(self, user: User, case_hash: str) -> list[SavedCase]:
        """The cases the user may see, of which some version has the fingerprint; the last changed first."""
        having = select(VERSION.c.case_id).where(VERSION.c.case_hash == case_hash)
        return self._listed(user, and_(SAVED_CASE.c.deleted.is_(None), SAVED_CASE.c.id.in_(having)))

    def read(self, user: User, id: str, number: int | None = None) -> Opened:
        """A case as of its newest version, or of another by its number.

        Raises:
            NotFound: no such case or version for this user, or it is deleted.
            CaseError: it was saved by a newer version of the program, and this one cannot read it.
        """
        with self._database.reading() as c:
            saved = self._seen(c, user, id)
            row = _version_row(c, id, saved.newest if number is None else number)
            source = c.execute(select(SAVED_CASE.c.source).where(SAVED_CASE.c.id == id)).scalar_one()
        return Opened(saved, _version(row), self._known.read(row.stated), source)

    def copy(self, user: User, id: str, name: str, number: int | None = None) -> SavedCase:
        """A case of the user's own that begins as a version of one the user may see. Raises as `read`."""
        found = self.read(user, id, number)
        return self.create(user, found.case.changed({"name": name}), found.source)

    def delete(self, user: User, id: str) -> None:
        """Delete a case, so that it can be had back for a while (`Limits.deleted_days`).

        Raises NotFound; OwnerOnly for all but its owner.
        """
        now = self._clock()
        self._mark(user, id, now)
        self._forget_deleted(now)

    def undelete(self, user: User, id: str) -> None:
        """Have a deleted case back. Raises NotFound, TooMuch; OwnerOnly for all but its owner."""
        self._mark(user, id, None)

    # ---- versions ------------------------------------------------------------------------------------------

    def save(self, user: User, id: str, case: Case, based_on: int) -> Version:
        """Save an edit as a new version. What states the very same as the newest is no new version.

        Args:
            based_on: the number of the version the edit was made in.

        Raises:
            Conflict: there is a newer version than that; nothing is written.
            TooMuch: it is larger than is kept, or was saved too many times today.
            NotFound, NotAllowed: the user may not see or not change the case.
        """
        return self._save(user, id, case, based_on, None)

    def restore(self, user: User, id: str, number: int, based_on: int) -> Version:
        """Bring an old version back as the newest; those between stay. Raises as `save` and `read`."""
        return self._save(user, id, self.read(user, id, number).case, based_on, number)

    def versions(self, user: User, id: str) -> list[Version]:
        """Every version, the newest first. Raises NotFound."""
        with self._database.reading() as c:
            self._seen(c, user, id)
            listed = select(*_ABOUT).where(VERSION.c.case_id == id).order_by(VERSION.c.number.desc())
            return [_version(row) for row in c.execute(listed)]

    def name_version(self, user: User, id: str, number: int, name: str) -> None:
        """Call a version by a name, or by none (""). Raises NotFound, NotAllowed."""
        with self._database.writing() as c:
            _require(self._seen(c, user, id), "editor")
            done = c.execute(
                update(VERSION)
                .where(VERSION.c.case_id == id, VERSION.c.number == number)
                .values(name=name.strip()[:_NAME_LENGTH])
            )
            if done.rowcount != 1:
                raise NotFound

    # ---- sharing -------------------------------------------------------------------------------------------

    def share(self, user: User, id: str, email: str, role: Role) -> None:
        """Let somebody see or change a case; what they had before is replaced.

        Raises:
            NotFound: no such case for this user. OwnerOnly: it is another's.
            NoAddress: `email` cannot be one. TooMuch: shared with as many as may be.
        """
        with self._database.writing() as c:
            _require(self._seen(c, user, id), "owner")
            if not _ADDRESS.fullmatch(_email(email)) or len(_email(email)) > _ADDRESS_LENGTH:
                raise NoAddress
            c.execute(delete(SHARED).where(SHARED.c.case_id == id, SHARED.c.email == _email(email)))
            others = select(func.count()).select_from(SHARED).where(SHARED.c.case_id == id)
            require_room_for_share(c.execute(others).scalar_one(), self._limits)
            c.execute(insert(SHARED).values(case_id=id, email=_email(email), role=role))

    def unshare(self, user: User, id: str, email: str) -> None:
        """Take it back. Raises NotFound; OwnerOnly for all but the owner."""
        with self._database.writing() as c:
            _require(self._seen(c, user, id), "owner")
            c.execute(delete(SHARED).where(SHARED.c.case_id == id, SHARED.c.email == _email(email)))

    def shared(self, user: User, id: str) -> list[Shared]:
        """Whom a case is shared with. Raises NotFound; OwnerOnly for all but the owner."""
        with self._database.reading() as c:
            _require(self._seen(c, user, id), "owner")
            rows = c.execute(select(SHARED).where(SHARED.c.case_id == id).order_by(SHARED.c.email))
            return [Shared(row.email, row.role) for row in rows]

    # ---- within --------------------------------------------------------------------------------------------

    def _save(self, user: User, id: str, case: Case, based_on: int, restored_from: int | None) -> Version:
        require_size(_stated(case), "", self._limits)
        with self._database.writing() as c:
            saved = _require(self._seen(c, user, id), "editor")
            if saved.newest != based_on:
                raise Conflict(saved.newest)
            row = _version_row(c, id, based_on)
            if row.stated == _stated(case):
                return _version(row)
            taken = c.execute(
                update(SAVED_CASE)
                .where(SAVED_CASE.c.id == id, SAVED_CASE.c.newest == based_on)
                .values(newest=based_on + 1)
            )
            if taken.rowcount != 1:  # another server was faster
                raise Conflict(based_on + 1)
            now = self._clock()
            self._require_pause(c, id, based_on + 1, now)
            self._write(c, id, based_on + 1, user, case, now, restored_from)
            return _version(_version_row(c, id, based_on + 1))

    def _write(
        self,
        c: Connection,
        id: str,
        number: int,
        user: User,
        case: Case,
        now: datetime.datetime,
        restored_from: int | None,
    ) -> None:
        stated = _stated(case)
        self._known.keep(stated, case)
        c.execute(
            insert(VERSION).values(
                case_id=id,
                number=number,
                saved=_stored(now),
                author_email=_email(user.email),
                case_name=case.name,
                case_hash=case_hash(case),
                stated=stated,
                name="",
                restored_from=restored_from,
            )
        )

    def _mark(self, user: User, id: str, deleted: datetime.datetime | None) -> None:
        with self._database.writing() as c:
            _require(self._seen(c, user, id, deleted is None), "owner")
            if deleted is None:
                self._require_room(c, user)
            when = None if deleted is None else _stored(deleted)
            c.execute(update(SAVED_CASE).where(SAVED_CASE.c.id == id).values(deleted=when))
            if deleted is not None:
                forget_oldest_deleted(c, user.id, self._limits.deleted)

    def _forget_deleted(self, now: datetime.datetime) -> None:
        before = now - datetime.timedelta(days=self._limits.deleted_days)
        with self._database.writing() as c:
            forget_deleted_before(c, _stored(before))

    def _require_pause(self, c: Connection, id: str, number: int, now: datetime.datetime) -> None:
        # One version tells: that which is so many back.
        which = and_(VERSION.c.case_id == id, VERSION.c.number == number - self._limits.versions_a_day)
        saved = c.execute(select(VERSION.c.saved).where(which)).scalar_one_or_none()
        if saved is not None:
            require_pause(_read(saved), now, self._limits)

    def _require_room(self, c: Connection, user: User) -> None:
        own = and_(SAVED_CASE.c.owner == user.id, SAVED_CASE.c.deleted.is_(None))
        found = c.execute(select(func.count()).select_from(SAVED_CASE).where(own)).scalar_one()
        require_room_for_case(found, self._limits)

    def _listed(self, user: User, which: Any) -> list[SavedCase]:
        with self._database.reading() as c:
            rows = c.execute(_for(user).where(which).order_by(VERSION.c.saved.desc(), SAVED_CASE.c.id))
            return [_saved(user, row) for row in rows]

    @staticmethod
    def _seen(c: Connection, user: User, id: str, is_deleted: bool = False) -> SavedCase:
        if not _ID.fullmatch(id):  # whatever else an address may hold is no case's
            raise NotFound
        state = SAVED_CASE.c.deleted.is_not(None) if is_deleted else SAVED_CASE.c.deleted.is_(None)
        row = c.execute(_for(user).where(SAVED_CASE.c.id == id, state)).one_or_none()
        if row is None:
            raise NotFound
        return _saved(user, row)


_ABOUT = [column for column in VERSION.c if column.name != "stated"]
"""All that is kept of a version but its contents, which are by far the most of it."""


def _for(user: User) -> Select[Any]:
    """The cases a user may see, each with its newest version's name and time and the user's role."""
    # Nobody's address is empty, though a user's may be.
    email = _email(user.email)
    of_user = and_(SHARED.c.case_id == SAVED_CASE.c.id, SHARED.c.email == email, SHARED.c.email != "")
    newest = and_(VERSION.c.case_id == SAVED_CASE.c.id, VERSION.c.number == SAVED_CASE.c.newest)
    return (
        select(SAVED_CASE, VERSION.c.case_name, VERSION.c.saved, SHARED.c.role)
        .join(VERSION, newest)
        .outerjoin(SHARED, of_user)
        .where(or_(SAVED_CASE.c.owner == user.id, SHARED.c.role.is_not(None)))
    )


def _saved(user: User, row: Row[Any]) -> SavedCase:
    access: Access = "owner" if row.owner == user.id else row.role
    return SavedCase(
        row.id,
        row.case_name,
        row.owner_email,
        access,
        _read(row.created),
        _read(row.saved),
        None if row.deleted is None else _read(row.deleted),
        row.newest,
    )


def _version_row(c: Connection, id: str, number: int) -> Row[Any]:
    row = c.execute(select(VERSION).where(VERSION.c.case_id == id, VERSION.c.number == number)).one_or_none()
    if row is None:
        raise NotFound
    return row


def _version(row: Row[Any]) -> Version:
    return Version(row.number, _read(row.saved), row.author_email, row.case_hash, row.name, row.restored_from)


_RANK: Mapping[Access, int] = {"viewer": 0, "editor": 1, "owner": 2}


def _require(saved: SavedCase, least: Access) -> SavedCase:
    if _RANK[saved.access] < _RANK[least]:
        raise OwnerOnly if least == "owner" else NotAllowed
    return saved


def _stated(case: Case) -> str:
    return json.dumps(to_mapping(case), ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def _email(text: str) -> str:
    # Only a-z have a small letter here: the Kelvin sign's is "k", and would make two people's addresses one.
    return "".join(sign.lower() if sign.isascii() else sign for sign in text.strip())


def _stored(time: datetime.datetime) -> datetime.datetime:
    # Every database keeps a time without a zone alike; ours are UTC.
    return time.astimezone(datetime.UTC).replace(tzinfo=None)


def _read(time: datetime.datetime) -> datetime.datetime:
    return time.replace(tzinfo=datetime.UTC)
