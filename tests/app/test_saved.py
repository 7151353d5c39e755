"""The start page and saved work, without a browser: each way to a case, edits kept, versions, mistakes."""

import json
import sqlite3
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from feasibility.case import parse_case, to_mapping
from feasibility.evaluate import run
from feasibility.names import DEAL_STRUCTURES
from feasibility.resources import template_text
from feasibility.screens import chosen, session, start, start_words
from feasibility.screens.figures import shown
from feasibility.store import LOCAL, Store
from tests.app.pages import address_of, all_text, open_app
from tests.case import cases

pytestmark = pytest.mark.slow

RENT, OFFICE = "deal.lease.rent_nok_per_m2_year", "products.kontor.price_nok_per_month"


@pytest.fixture
def store(own_database: str) -> Store:
    """The store the app has, opened beside it."""
    return Store.open(own_database)


def typed(at: AppTest, path: str, value: str) -> AppTest:
    id = address_of(at)["case"]
    at.text_input(key=f"field:{id}:{path}").set_value(value).run()
    assert not at.exception
    return at


def again(at: AppTest, path: str) -> None:
    at.button(key=f"again:field:{address_of(at)['case']}:{path}").click().run()
    assert not at.exception


def rent_of(store: Store, id: str) -> float:
    lease = store.read(LOCAL, id).case.lease
    assert lease is not None
    return lease.rent_nok_per_m2_year


def begun(structure: str = "sublease", name: str = "Storgata 1") -> AppTest:
    at = open_app()
    at.radio(key="new:structure").set_value(structure).run()
    at.text_input(key="new:name").set_value(name).run()
    at.button(key="begin").click().run()
    assert not at.exception
    return at


@pytest.mark.parametrize("structure", sorted(DEAL_STRUCTURES))
def test_a_new_case_of_each_structure_is_kept_and_shown(store: Store, structure: str) -> None:
    at = begun(structure)
    (kept,) = store.cases(LOCAL)
    assert address_of(at)["case"] == kept.id
    found = store.read(LOCAL, kept.id)
    assert found.case == parse_case(template_text(structure)).changed({"name": "Storgata 1"})
    assert found.source == template_text(structure)
    assert "fz-sentence" in all_text(at)
    assert ">Storgata 1<" in all_text(at)


def test_no_run_is_shared_by_cases_that_state_different_things(store: Store) -> None:
    """A fingerprint leaves notes, scenarios and ranges out, which a result shows and leads to others."""
    case = parse_case(template_text("sublease"))
    own = store.create(LOCAL, case).id
    store.save(LOCAL, own, case.changed({"scenarios": {}}), 1)
    other = store.create(LOCAL, case).id
    kept = [store.read(LOCAL, id, number) for id, number in ((own, 1), (own, 2), (other, 1))]
    assert len({each.version.case_hash for each in kept}) == 1
    opened = [chosen.from_saved({"case": each.saved.id}, each, each) for each in kept]
    assert len({session.run_key(each) for each in opened}) == 3


def test_every_structure_has_its_words_and_its_picture() -> None:
    assert set(start_words.STRUCTURES) == set(start_words.WHO_PAYS) == set(DEAL_STRUCTURES)


def test_a_case_without_a_name_is_not_begun(store: Store) -> None:
    at = begun(name="   ")
    assert store.cases(LOCAL) == []
    assert start_words.NO_NAME.nb in all_text(at)
    assert "case" not in address_of(at)


def test_a_name_that_is_too_long_is_told(store: Store) -> None:
    at = begun(name="x" * 121)
    assert store.cases(LOCAL) == []
    assert "1 til 120 tegn" in all_text(at)


def test_a_long_name_is_copied(store: Store) -> None:
    id = address_of(begun(name="x" * 120))["case"]
    at = open_app()
    at.button(key=f"copy:{id}").click().run()
    assert not at.exception
    assert len(store.cases(LOCAL)) == 2


def test_a_case_deleted_elsewhere_is_told_when_a_number_is_typed(store: Store) -> None:
    at = begun()
    store.delete(LOCAL, address_of(at)["case"])
    typed(at, RENT, "900")
    assert "Saken finnes ikke" in all_text(at)


def test_a_database_that_fails_is_told_and_the_page_stays(
    store: Store, own_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = begun()
    id = address_of(at)["case"]
    with sqlite3.connect(own_database.removeprefix("sqlite:///")) as connection:
        connection.execute("ALTER TABLE version RENAME COLUMN author_email TO taken_away")
    typed(at, RENT, "900")
    assert "er ikke lagret" in all_text(at)
    with sqlite3.connect(own_database.removeprefix("sqlite:///")) as connection:
        assert connection.execute("SELECT newest FROM saved_case").fetchall() == [(1,)]
        connection.execute("ALTER TABLE version RENAME COLUMN taken_away TO author_email")
    assert at.text_input(key=f"field:{id}:{RENT}").value == "900"  # what was typed stays
    again(at, RENT)
    assert store.read(LOCAL, id).version.number == 2
    assert "er ikke lagret" not in all_text(at)


def test_each_edit_is_a_version_and_a_new_session_has_it(store: Store) -> None:
    at = typed(begun(), RENT, "900")
    id = address_of(at)["case"]
    case = parse_case(template_text("sublease")).changed({"name": "Storgata 1", RENT: 900})
    assert store.read(LOCAL, id).case == case
    assert [v.number for v in store.versions(LOCAL, id)] == [2, 1]
    result = run(case)
    value = shown(result, result.built.model.lines["landlord.npv_against_vacant"], "nb")
    assert value in all_text(at)
    again = open_app(case=id)
    assert value in all_text(again)
    assert again.text_input(key=f"field:{id}:{RENT}").value == "900"


def test_a_mistake_saves_nothing_and_the_result_stays(store: Store) -> None:
    at = begun()
    before = all_text(at)
    id = address_of(at)["case"]
    for wrong in ("mye", "-5", "1,125"):
        typed(at, RENT, wrong)
        assert 'role="alert"' in all_text(at)
    assert store.read(LOCAL, id).version.number == 1
    assert [line for line in before.split("\n") if "fz-sentence" in line] == [
        line for line in all_text(at).split("\n") if "fz-sentence" in line
    ]


def test_two_tabs_on_one_case(store: Store) -> None:
    first = begun()
    id = address_of(first)["case"]
    second = open_app(case=id)
    typed(first, RENT, "900")
    typed(second, RENT, "1000")
    assert "endret et annet sted" in all_text(second)
    assert store.read(LOCAL, id).version.number == 2
    assert second.text_input(key=f"field:{id}:{RENT}").value == "1000"
    assert "Det regnes videre med 900" in all_text(second)
    typed(second, OFFICE, "5000")  # takes nothing along
    assert rent_of(store, id) == 900
    assert second.text_input(key=f"field:{id}:{RENT}").value == "1000"
    again(second, RENT)  # now it is made in what there is
    assert "endret et annet sted" not in all_text(second)
    assert rent_of(store, id) == 1000


def test_the_other_s_number_may_be_kept_in_the_field(store: Store) -> None:
    first = begun()
    id = address_of(first)["case"]
    second = open_app(case=id)
    typed(first, RENT, "900")
    typed(second, RENT, "1100")
    typed(second, RENT, "900")
    assert store.read(LOCAL, id).version.number == 2
    assert "endret et annet sted" not in all_text(second)
    assert not [button for button in second.button if str(button.key).startswith("again:")]


def test_an_old_version_is_brought_back(store: Store) -> None:
    at = typed(begun(), RENT, "900")
    id = address_of(at)["case"]
    at.button(key=f"restore:{id}:1").click().run()
    assert not at.exception
    assert store.read(LOCAL, id).version.restored_from == 1
    assert at.text_input(key=f"field:{id}:{RENT}").value == "1\u00a0000"
    assert "hentet tilbake fra versjon 1" in all_text(at)


def test_a_version_is_named(store: Store) -> None:
    at = begun()
    id = address_of(at)["case"]
    at.text_input(key=f"version_name:{id}:1").set_value("Til styret").run()
    assert store.versions(LOCAL, id)[0].name == "Til styret"
    assert "«Til styret»" in all_text(at)


def test_an_example_with_what_is_tried_in_it_is_saved(store: Store) -> None:
    at = open_app(example="larvik", **{RENT: "1000"})
    at.button(key="save_example").click().run()
    (kept,) = store.cases(LOCAL)
    assert address_of(at)["case"] == kept.id
    assert store.read(LOCAL, kept.id).case.lease.rent_nok_per_m2_year == 1000  # type: ignore[union-attr]


def test_copied_deleted_and_had_back(store: Store) -> None:
    id = address_of(begun())["case"]
    at = open_app()
    at.button(key=f"copy:{id}").click().run()
    assert sorted(c.name for c in store.cases(LOCAL)) == ["Storgata 1", "Storgata 1 (kopi)"]
    at.button(key=f"delete:{id}").click().run()
    assert [c.name for c in store.cases(LOCAL)] == ["Storgata 1 (kopi)"]
    assert "«Storgata 1» er slettet" in all_text(at)
    at.button(key=f"undelete:{id}").click().run()
    assert len(store.cases(LOCAL)) == 2


@pytest.mark.parametrize("id", ["ikke-her", "../../etc/passwd", "' OR 1=1 --", "<script>alert(1)</script>"])
def test_a_case_there_is_not(id: str) -> None:
    at = open_app(case=id)
    assert "Saken finnes ikke" in all_text(at)
    assert "<script>alert" not in all_text(at)
    at.button(key="to_start").click().run()
    assert start_words.TITLE.nb in all_text(at)


def test_what_an_address_makes_up_is_told_as_text_and_carries_nothing_out() -> None:
    script = "<script>alert(1)</script>"
    at = open_app(
        example="../../../etc/passwd",
        view="../../secrets",
        language="xx",
        **{script: script, "deal.lease.area_m2": "9" * 5000, "__class__": "1", "sources.x": "1e999"},
    )
    said = all_text(at)
    assert "fz-sentence" in said  # the first example, as it is
    assert "root:" not in said
    (told,) = at.error
    assert "Noe i nettadressen kan ikke brukes" in told.value
    assert script not in told.value  # every sign with a meaning is taken out of it


class _File:
    """What Streamlit's uploader gives."""

    def __init__(self, name: str, content: bytes) -> None:
        self.name, self._content = name, content

    def getvalue(self) -> bytes:
        return self._content


def given(monkeypatch: pytest.MonkeyPatch, name: str, content: bytes) -> list[str]:
    """What the page says of a file that is given to it; the id of the case where it becomes one."""
    session: dict[str, object] = {"open:file": _File(name, content)}
    opened: list[str] = []
    monkeypatch.setattr(start.st, "session_state", session)
    monkeypatch.setattr(start.session, "open_case", opened.append)
    start._take_file()
    problems = session["open:problems"]
    assert isinstance(problems, list)
    return opened or [problem.nb for problem in problems]


def test_a_file_becomes_a_case_with_its_comments(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    source = template_text("management") + "# mitt\n"
    (id,) = given(monkeypatch, "Min sak.YAML", source.encode())
    assert store.read(LOCAL, id).source == source
    stated = json.dumps(to_mapping(parse_case(source)))
    (other,) = given(monkeypatch, "sak.json", stated.encode())
    assert store.read(LOCAL, other).case == store.read(LOCAL, id).case


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("bok.xlsm", b"PK\x03\x04", "ingen med makroer"),
        ("bok.XLS", b"\xd0\xcf\x11\xe0", "lagre den som .xlsx"),
        ("sak.yaml", b"\xff\xfe\x00", "dette er ikke en sak"),
        ("sak.yaml", b"name: 1\n", "er ikke tekst"),
        ("sak.yaml", b"", "filen er tom"),
        ("sak.json", b"{", "sak.json"),
        ("sak.yaml", b"x: &a [*a]", "sak.yaml"),
        ("sak.yaml", b"name: x" + b" " * 2_000_001, "for stor"),
        ("sak.yaml", template_text("sublease").encode() + b"\nnytt_felt_fra_fremtiden: 1\n", "ukjent felt"),
        ("../../.bashrc", b"name: x", "dette er ikke en sak"),
        ("sak.yaml", b"a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]", "ankere (&) og henvisninger (*)"),
        ("sak.yaml", b"name: !!python/object/apply:os.system [ls]", "merker som begynner med !"),
        ("sak.yaml", b"a: " + b"[" * 100_000, "mer enn 30 nivåer"),
        ("sak.json", b'{"a":' * 100_000 + b"1" + b"}" * 100_000, "mer enn 30 nivåer"),
        ("sak.json", b'{"horizon_months": ' + b"9" * 500_000 + b"}", "for mange sifre"),
        ("sak.yaml", b"horizon_months: " + b"9" * 500_000, "horizon_months"),
        ("sak.yaml", b"".join(b"k%d: 1\n" % i for i in range(20_000)), "feil til. Rett disse først"),
        ("sak.yaml", b"# feasibility 99.0.0\nname: x\nny: 1\n", "Bruk versjon 99.0.0 eller nyere"),
        ("<script>alert(1)</script>.exe", b"MZ", "dette er ikke en sak"),
    ],
)
def test_a_file_that_is_no_case_is_told_and_nothing_is_kept(
    store: Store, monkeypatch: pytest.MonkeyPatch, name: str, content: bytes, told: str
) -> None:
    assert told in "\n".join(given(monkeypatch, name, content))
    assert store.cases(LOCAL) == []


def test_script_in_a_name_is_shown_as_it_is_typed(store: Store) -> None:
    at = begun(name="<script>alert(1)</script>")
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in all_text(at)
    assert "<script>alert(1)" not in all_text(at)
    start_page = open_app()
    assert "<script>alert(1)" not in all_text(start_page)


@pytest.mark.parametrize("language", ["nb", "en"])
def test_both_languages(language: str) -> None:
    shown_text = all_text(open_app(language=language))
    for label in (start_words.TITLE, start_words.NEW, start_words.EXAMPLE_LEAD, start_words.MINE):
        own, other = (label.nb, label.en) if language == "nb" else (label.en, label.nb)
        assert own in shown_text
        assert other not in shown_text


def test_a_database_that_cannot_be_opened_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "notat.sqlite").write_text("ikke en database " * 100)
    monkeypatch.setenv("FEASIBILITY_DATABASE", f"sqlite:///{tmp_path}/notat.sqlite")
    assert "kan ikke åpnes" in all_text(open_app())
    assert "fz-sentence" in all_text(open_app(example="larvik"))  # an example needs no database


def test_a_minimal_case_is_shown_too(store: Store) -> None:
    id = store.create(LOCAL, parse_case(json.dumps(cases.minimal_case()))).id
    assert "fz-sentence" in all_text(open_app(case=id))
