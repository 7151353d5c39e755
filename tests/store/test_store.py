"""Saved work: nothing confirmed is lost, nothing is overwritten silently, nobody sees what is another's."""

import datetime
import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import select

from feasibility.case import case_from_mapping, case_hash, to_mapping
from feasibility.store import (
    LOCAL,
    Conflict,
    Limits,
    NoAddress,
    NotAllowed,
    NotFound,
    Store,
    StoreError,
    TooMuch,
    User,
    known,
)
from feasibility.store.database import make_engine
from feasibility.store.tables import SHARED, VERSION
from tests.random_case import random_case_read
from tests.store.clock import START, Clock, kept_case

OWNER = User("https://login.example|1", "eier@example.no")
OTHER = User("https://login.example|2", "annen@example.no")


def minutes(number: int) -> datetime.datetime:
    return START + datetime.timedelta(minutes=number)


def test_what_is_saved_is_read_back(store: Store) -> None:
    case = kept_case()
    saved = store.create(LOCAL, case, "name: Liten sak  # min\n")
    found = store.read(LOCAL, saved.id)
    assert found.case == case
    assert found.source == "name: Liten sak  # min\n"
    assert (saved.name, saved.access, saved.newest, saved.deleted) == ("Liten sak", "owner", 1, None)
    assert (saved.created, saved.changed) == (minutes(0), minutes(0))
    assert found.version.case_hash == case_hash(case)
    assert store.cases(LOCAL) == [saved]


@pytest.mark.slow
def test_every_kind_of_case_is_read_back() -> None:
    # What is kept is JSON of what the case states: whatever a case may state must come back from it.
    for seed in range(60):
        case = random_case_read(seed)
        assert case_from_mapping(json.loads(json.dumps(to_mapping(case)))) == case, seed


def test_what_is_read_is_what_the_database_holds(tmp_path: Path) -> None:
    # A store keeps the cases it has just written; another store on the same database has only the text.
    url = f"sqlite:///{tmp_path}/two.sqlite"
    writing, reading = Store.open(url), Store.open(url)
    id = writing.create(LOCAL, kept_case(10)).id
    for price in (11, 12):
        writing.save(LOCAL, id, kept_case(price), price - 10)
        assert reading.read(LOCAL, id).case == kept_case(price) == writing.read(LOCAL, id).case
    reading.save(LOCAL, id, kept_case(13), 3)
    assert writing.read(LOCAL, id).case == kept_case(13)
    writing.close()
    reading.close()


def test_no_more_cases_are_kept_than_some(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(known, "_MOST", 2)
    kept = known.Known()
    cases = {json.dumps(to_mapping(kept_case(price))): kept_case(price) for price in (10, 11, 12)}
    for text, case in cases.items():
        kept.keep(text, case)
    first, second, third = cases
    assert (kept.read(second) is cases[second], kept.read(third) is cases[third]) == (True, True)
    again = kept.read(first)
    assert again == cases[first]
    assert again is not cases[first]


def test_each_edit_is_a_version_and_the_same_again_is_none(store: Store) -> None:
    id = store.create(LOCAL, kept_case(10)).id
    assert store.save(LOCAL, id, kept_case(11), 1).number == 2
    assert store.save(LOCAL, id, kept_case(12, "Nytt navn"), 2).number == 3
    assert store.save(LOCAL, id, kept_case(12, "Nytt navn"), 3).number == 3
    assert [(v.number, v.saved) for v in store.versions(LOCAL, id)] == [
        (3, minutes(2)),
        (2, minutes(1)),
        (1, minutes(0)),
    ]
    assert store.read(LOCAL, id).case == kept_case(12, "Nytt navn")
    assert store.read(LOCAL, id, 2).case == kept_case(11)
    (saved,) = store.cases(LOCAL)
    assert (saved.name, saved.created, saved.changed) == ("Nytt navn", minutes(0), minutes(2))


def test_two_tabs_on_one_case(store: Store) -> None:
    id = store.create(LOCAL, kept_case(10)).id
    store.save(LOCAL, id, kept_case(11), 1)
    with pytest.raises(Conflict) as error:
        store.save(LOCAL, id, kept_case(99), 1)
    assert error.value.newest == 2
    assert store.read(LOCAL, id).case == kept_case(11)
    assert len(store.versions(LOCAL, id)) == 2


def test_of_many_at_once_one_is_first_and_the_others_are_told(store: Store) -> None:
    id = store.create(LOCAL, kept_case(10)).id

    def attempt(units: int) -> int | None:
        try:
            return store.save(LOCAL, id, kept_case(units), 1).number
        except Conflict:
            return None

    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(attempt, range(20, 32)))
    assert sorted(filter(None, found)) == [2]
    winner = 20 + found.index(2)
    assert store.read(LOCAL, id).case == kept_case(winner)


def test_an_old_version_comes_back_as_a_new_one(store: Store) -> None:
    id = store.create(LOCAL, kept_case(10)).id
    store.save(LOCAL, id, kept_case(11), 1)
    restored = store.restore(LOCAL, id, 1, based_on=2)
    assert (restored.number, restored.restored_from) == (3, 1)
    assert store.read(LOCAL, id).case == kept_case(10)
    assert [v.restored_from for v in store.versions(LOCAL, id)] == [1, None, None]
    with pytest.raises(Conflict):
        store.restore(LOCAL, id, 2, based_on=2)
    with pytest.raises(NotFound):
        store.restore(LOCAL, id, 4, based_on=3)


def test_a_version_has_a_name(store: Store) -> None:
    id = store.create(LOCAL, kept_case()).id
    store.save(LOCAL, id, kept_case(11), 1)
    store.name_version(LOCAL, id, 1, "  Til styret  ")
    assert [v.name for v in store.versions(LOCAL, id)] == ["", "Til styret"]
    with pytest.raises(NotFound):
        store.name_version(LOCAL, id, 3, "x")


def test_a_copy_goes_its_own_way(store: Store) -> None:
    id = store.create(OWNER, kept_case(10), "kilde").id
    store.save(OWNER, id, kept_case(11), 1)
    copied = store.copy(OWNER, id, "Kopi", number=1)
    assert store.read(OWNER, copied.id).case == kept_case(10, "Kopi")
    assert store.read(OWNER, copied.id).source == "kilde"
    store.save(OWNER, copied.id, kept_case(50, "Kopi"), 1)
    assert store.read(OWNER, id).case == kept_case(11)


def test_what_is_deleted_can_be_had_back(store: Store) -> None:
    id = store.create(LOCAL, kept_case()).id
    store.save(LOCAL, id, kept_case(11), 1)
    store.delete(LOCAL, id)
    assert store.cases(LOCAL) == []
    for call in (lambda: store.read(LOCAL, id), lambda: store.save(LOCAL, id, kept_case(12), 2)):
        with pytest.raises(NotFound):
            call()
    assert [(s.id, s.deleted) for s in store.deleted(LOCAL)] == [(id, minutes(2))]
    store.undelete(LOCAL, id)
    assert store.deleted(LOCAL) == []
    assert store.read(LOCAL, id).case == kept_case(11)
    assert len(store.versions(LOCAL, id)) == 2


CALLS: dict[str, tuple[str, Callable[[Store, User, str], object]]] = {
    "read": ("viewer", lambda s, u, id: s.read(u, id)),
    "read old": ("viewer", lambda s, u, id: s.read(u, id, 1)),
    "versions": ("viewer", lambda s, u, id: s.versions(u, id)),
    "copy": ("viewer", lambda s, u, id: s.copy(u, id, "Kopi")),
    "save": ("editor", lambda s, u, id: s.save(u, id, kept_case(12), 2)),
    "restore": ("editor", lambda s, u, id: s.restore(u, id, 1, 2)),
    "name": ("editor", lambda s, u, id: s.name_version(u, id, 1, "x")),
    "delete": ("owner", lambda s, u, id: s.delete(u, id)),
    "share": ("owner", lambda s, u, id: s.share(u, id, "tredje@example.no", "viewer")),
    "unshare": ("owner", lambda s, u, id: s.unshare(u, id, OTHER.email)),
    "shared": ("owner", lambda s, u, id: s.shared(u, id)),
}
RANK = ["stranger", "viewer", "editor", "owner"]


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize("who", RANK)
def test_who_may_do_what(store: Store, call: str, who: str) -> None:
    id = store.create(OWNER, kept_case(10)).id
    store.save(OWNER, id, kept_case(11), 1)
    if who in ("viewer", "editor"):
        store.share(OWNER, id, OTHER.email, who)  # type: ignore[arg-type]
    least, carry_out = CALLS[call]
    user = OWNER if who == "owner" else OTHER
    before = [store.read(OWNER, id), store.versions(OWNER, id), store.shared(OWNER, id)]
    if RANK.index(who) >= RANK.index(least):
        carry_out(store, user, id)
        return
    with pytest.raises(NotFound if who == "stranger" else NotAllowed):
        carry_out(store, user, id)
    assert [store.read(OWNER, id), store.versions(OWNER, id), store.shared(OWNER, id)] == before


def test_anothers_case_is_told_as_one_that_does_not_exist(store: Store) -> None:
    id = store.create(OWNER, kept_case()).id
    told = []
    for asked in (id, "finnes-ikke", "", "' OR 1=1 --", "../../etc/passwd", "\0", f"{id}\0", "x" * 5000, "æ"):
        with pytest.raises(StoreError) as error:
            store.read(OTHER, asked)
        told.append((type(error.value), error.value.label))
    assert len(set(told)) == 1
    # Nor does any other call tell the two apart.
    calls = CALLS | {"undelete": ("owner", lambda s, u, id: s.undelete(u, id))}
    for call, (_, carry_out) in calls.items():
        for asked in (id, "finnes-ikke"):
            with pytest.raises(NotFound) as found:
                carry_out(store, OTHER, asked)
            assert found.value.label == told[0][1], call
    assert store.cases(OTHER) == []


def test_sharing_is_by_address_in_any_letters_and_ends_when_taken_back(store: Store) -> None:
    id = store.create(OWNER, kept_case()).id
    store.share(OWNER, id, " Annen@Example.NO ", "viewer")
    store.share(OWNER, id, OTHER.email, "editor")
    assert [(s.email, s.role) for s in store.shared(OWNER, id)] == [("annen@example.no", "editor")]
    assert [s.access for s in store.cases(OTHER)] == ["editor"]
    assert store.read(OTHER, id).saved.owner_email == OWNER.email
    store.save(OTHER, id, kept_case(11), 1)
    assert [v.author_email for v in store.versions(OWNER, id)] == [OTHER.email, OWNER.email]
    store.unshare(OWNER, id, "ANNEN@example.no")
    with pytest.raises(NotFound):
        store.read(OTHER, id)


def test_one_without_an_address_is_nobody_things_are_shared_with(store: Store) -> None:
    id = store.create(OWNER, kept_case()).id
    for nobody in (
        "",
        " ",
        "kari",
        "kari@",
        "@example.no",
        "a b@example.no",
        "a@b@c.no",
        f"{'k' * 320}@x.no",
    ):
        with pytest.raises(NoAddress):
            store.share(OWNER, id, nobody, "editor")
    assert store.shared(OWNER, id) == []
    with pytest.raises(NotFound):
        store.read(User("https://login.example|3"), id)


def test_a_letter_that_only_looks_the_same_is_another(store: Store) -> None:
    # Python makes a small "k" of the Kelvin sign, U+212A; an address that has it is somebody else's.
    id = store.create(OWNER, kept_case()).id
    store.share(OWNER, id, "kari@example.no", "editor")
    assert store.read(User("https://login.example|4", "KARI@example.no"), id).saved.access == "editor"
    with pytest.raises(NotFound):
        store.read(User("https://login.example|5", "\u212aari@example.no"), id)


def test_there_is_an_end_to_what_is_kept(url: str) -> None:
    size = len(json.dumps(to_mapping(kept_case())))
    store = Store.open(url, limits=Limits(cases=2, case_bytes=size + 1000, source_bytes=100, shares=2))
    first = store.create(OWNER, kept_case()).id
    second = store.create(OWNER, kept_case()).id
    store.share(OWNER, first, "en@example.no", "viewer")
    store.share(OWNER, first, "to@example.no", "viewer")
    store.share(OWNER, first, "to@example.no", "editor")  # the same one again is no more
    large = kept_case(10).changed({"description": "x" * 2000})
    beyond: list[Callable[[], object]] = [
        lambda: store.create(OWNER, kept_case()),
        lambda: store.copy(OWNER, first, "Kopi"),
        lambda: store.create(OTHER, large),
        lambda: store.create(OTHER, kept_case(), "x" * 101),
        lambda: store.save(OWNER, first, large, 1),
        lambda: store.share(OWNER, first, "tre@example.no", "viewer"),
    ]
    for number, call in enumerate(beyond):
        with pytest.raises(TooMuch) as error:
            call()
        assert error.value.label.nb, number
    assert len(store.cases(OWNER)) == 2
    assert store.cases(OTHER) == []
    assert [s.email for s in store.shared(OWNER, first)] == ["en@example.no", "to@example.no"]
    # A deleted one makes room, and comes back only where there is some.
    store.delete(OWNER, second)
    third = store.create(OWNER, kept_case()).id
    with pytest.raises(TooMuch):
        store.undelete(OWNER, second)
    store.delete(OWNER, third)
    store.undelete(OWNER, second)
    store.close()


def test_a_case_is_saved_only_so_often_a_day(url: str, clock: Clock) -> None:
    store = Store.open(url, clock, Limits(versions_a_day=3))
    id = store.create(LOCAL, kept_case(1)).id
    for number in (1, 2):
        store.save(LOCAL, id, kept_case(number + 1), number)
    with pytest.raises(TooMuch, match="3 times"):
        store.save(LOCAL, id, kept_case(4), 3)
    assert store.read(LOCAL, id).version.number == 3  # nothing of it is kept
    store.save(LOCAL, store.copy(LOCAL, id, "Kopi").id, kept_case(4), 1)  # a copy goes on
    # The version before so many becomes a day old: one more is kept, and after it none.
    clock.asked = 1 + 24 * 60  # the first was saved in minute 1, the second in minute 2
    assert store.save(LOCAL, id, kept_case(4), 3).number == 4
    clock.asked = 1 + 24 * 60
    with pytest.raises(TooMuch):
        store.restore(LOCAL, id, 1, 4)
    assert [v.number for v in store.versions(LOCAL, id)] == [4, 3, 2, 1]  # all that was kept is kept
    store.close()


def test_a_deleted_case_is_gone_for_good_after_thirty_days(url: str, clock: Clock) -> None:
    store = Store.open(url, clock)
    gone, kept, later = (store.create(LOCAL, kept_case(n)).id for n in (1, 2, 3))
    store.share(LOCAL, gone, "en@example.no", "viewer")
    store.delete(LOCAL, gone)
    clock.asked += 29 * 24 * 60
    store.delete(LOCAL, later)  # looks after the others as well
    assert {c.id for c in store.deleted(LOCAL)} == {gone, later}
    clock.asked += 24 * 60
    again = Store.open(url, clock)  # and so does the app's start
    assert [c.id for c in again.deleted(LOCAL)] == [later]
    assert [c.id for c in again.cases(LOCAL)] == [kept]
    with pytest.raises(NotFound):
        again.undelete(LOCAL, gone)
    with make_engine(url).connect() as c:
        assert {row.case_id for row in c.execute(select(VERSION))} == {kept, later}
        assert c.execute(select(SHARED)).all() == []
    store.close()
    again.close()


def test_of_more_deleted_cases_than_some_the_last_may_be_had_back(url: str, clock: Clock) -> None:
    store = Store.open(url, clock, Limits(deleted=2))
    ids = [store.create(LOCAL, kept_case(n)).id for n in (1, 2, 3)]
    others = store.create(OTHER, kept_case()).id
    for id in (ids[1], ids[0], ids[2]):
        store.delete(LOCAL, id)
    store.delete(OTHER, others)
    assert {c.id for c in store.deleted(LOCAL)} == {ids[0], ids[2]}
    assert [c.id for c in store.deleted(OTHER)] == [others]
    store.close()


def test_a_deleted_case_is_gone_for_those_it_is_shared_with(store: Store) -> None:
    id = store.create(OWNER, kept_case()).id
    store.share(OWNER, id, OTHER.email, "editor")
    store.delete(OWNER, id)
    assert store.cases(OTHER) == store.deleted(OTHER) == []
    with pytest.raises(NotAllowed):
        store.undelete(OTHER, id)


def test_names_are_kept_as_they_are_typed(store: Store) -> None:
    name = "<script>alert('æ ø å')</script> \"; DROP TABLE version; --"
    id = store.create(LOCAL, kept_case(10, name)).id
    assert store.read(LOCAL, id).case.name == name
    assert [s.name for s in store.cases(LOCAL)] == [name]


def test_addresses_are_long_and_never_alike(store: Store) -> None:
    ids = {store.create(LOCAL, kept_case()).id for _ in range(20)}
    assert len(ids) == 20
    assert all(len(id) == 24 for id in ids)  # 18 random bytes: 144 bits
