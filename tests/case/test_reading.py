"""Reading files and texts: what is refused before any field is looked at, and what scalars mean."""

import json
from pathlib import Path

import pytest
import yaml

from feasibility.case import CaseError, Problem, case_from_mapping, load_case, parse_case, read_value
from feasibility.case.file.text import scalar_value
from tests.case.cases import minimal_case, sublease_case


def only_problem(error: CaseError) -> Problem:
    assert len(error.problems) == 1, error
    return error.problems[0]


def refused(text: str, file_name: str = "case.yaml") -> Problem:
    with pytest.raises(CaseError) as raised:
        parse_case(text, file_name)
    return only_problem(raised.value)


def as_yaml(stated: object) -> str:
    return yaml.safe_dump(stated, sort_keys=False, allow_unicode=True)


def test_a_file_is_read(tmp_path: Path) -> None:
    file = tmp_path / "sak.yaml"
    file.write_text(as_yaml(sublease_case()), encoding="utf-8")
    assert load_case(file) == load_case(str(file)) == case_from_mapping(sublease_case())
    with_mark = tmp_path / "bom.yaml"
    with_mark.write_bytes(b"\xef\xbb\xbf" + file.read_bytes())
    assert load_case(with_mark) == load_case(file)
    as_json = tmp_path / "sak.JSON"
    as_json.write_text(json.dumps(sublease_case()), encoding="utf-8")
    assert load_case(as_json) == load_case(file)


def test_comments_and_windows_line_ends_are_read() -> None:
    text = "# Min sak\n" + as_yaml(minimal_case()) + "# slutt\n"
    assert parse_case(text.replace("\n", "\r\n")) == case_from_mapping(minimal_case())


FILES = {
    "absent": (None, "filen finnes ikke", "Sjekk navnet", "does not exist", "Check name"),
    "empty": (b"", "filen er tom", "feasibility new", "is empty", "feasibility new"),
    "blank": (b" \n\n", "filen er tom", "feasibility new", "is empty", "feasibility new"),
    "comments only": (b"# ingenting\n", "filen er tom", "feasibility new", "is empty", "feasibility new"),
    "a spreadsheet": (
        b"PK\x03\x04\x14\x00\x06\x00\xff\xfe",
        "ikke tekst i UTF-8",
        "Lagre",
        "not text",
        "Save",
    ),
    "zero bytes": (b"name: x\x00y\n", "ikke tekst i UTF-8", "Lagre", "not text", "Save"),
    "utf-16": ("name: æ".encode("utf-16"), "ikke tekst i UTF-8", "Lagre", "not text", "Save"),
    "latin-1": ("name: Sandefjord på".encode("latin-1"), "ikke tekst i UTF-8", "Lagre", "not text", "Save"),
    "control characters": (b"name: \x07\n", "ikke ren tekst", "UTF-8", "not plain text", "UTF-8"),
    "a word": (b"hei\n", "ingen felter", "name: Min sak", "no fields", "name: My case"),
    "a list": (b"- a\n- b\n", "ingen felter", "name: Min sak", "no fields", "name: My case"),
}


@pytest.mark.parametrize("what", FILES)
def test_a_file_that_is_no_case(tmp_path: Path, what: str) -> None:
    content, nb, mend_nb, en, mend_en = FILES[what]
    file = tmp_path / "sak.yaml"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(CaseError) as raised:
        load_case(file)
    problem = only_problem(raised.value)
    assert problem.path == str(file)
    assert str(file) in problem.nb
    assert nb in problem.nb
    assert mend_nb in problem.nb
    assert str(file) in problem.en
    assert en in problem.en
    assert mend_en in problem.en


def test_a_folder_is_no_case(tmp_path: Path) -> None:
    with pytest.raises(CaseError, match="en mappe, ikke en fil"):
        load_case(tmp_path)


def test_a_large_file_is_refused_unread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "stor.yaml"
    with file.open("wb") as handle:
        handle.truncate(50_000_000)

    def never(_self: Path) -> bytes:
        raise AssertionError("the file was read")

    monkeypatch.setattr(Path, "read_bytes", never)
    with pytest.raises(CaseError) as raised:
        load_case(file)
    problem = only_problem(raised.value)
    assert problem.value == 50_000_000
    assert "for stor (50000000 byte). En sak er høyst 2000000 byte" in problem.nb
    assert "too large (50000000 bytes). A case is at most 2000000 bytes" in problem.en


def test_a_large_text_is_refused() -> None:
    assert "for stor" in refused("#" * 2_000_001).nb


BOMB = "a: &a [x, x, x]\nb: &b [*a, *a, *a]\nc: &c [*b, *b, *b]\nname: *c\n"


@pytest.mark.parametrize(
    ("text", "line", "nb", "en"),
    [
        (
            BOMB,
            1,
            "ankere (&) og henvisninger (*) kan ikke brukes",
            "anchors (&) and aliases (*) cannot be used",
        ),
        ("name: x\ncosts: &c {}\n", 2, "Skriv verdien ut", "Write the value out"),
        ("name: x\n*a : 5\n", 2, "ankere", "anchors"),
        ("&a name: x\n", 1, "ankere", "anchors"),
        ("name: !!python/object:os.system x\n", 1, "merker som begynner med !", "tags that begin with !"),
        ("!!str name: x\n", 1, "merker som begynner med !", "tags that begin with !"),
        ("name: x\n---\nname: y\n", 2, "flere dokumenter", "several documents"),
        ("? [a, b]\n: 5\n", 1, "må være ett ord", "must be one word"),
        (
            "name: x\ncosts:\n\ta: 5\n",
            3,
            "Bruk mellomrom til innrykk, ikke tabulator",
            "Indent with spaces, not with tabs",
        ),
        ("name: x\n  horizon_months: 5\n", 2, "ikke gyldig YAML her", "not valid YAML here"),
        ('name: "x\nhorizon_months: 5\n', 3, "anførselstegn", "quotation marks"),
        ("name: {a: 1\n", 2, "parenteser", "brackets"),
    ],
)
def test_yaml_that_is_refused(text: str, line: int, nb: str, en: str) -> None:
    problem = refused(text)
    assert problem.path == "case.yaml"
    assert problem.line == line
    assert problem.nb.startswith(f"Linje {line}: case.yaml: ")
    assert nb in problem.nb
    assert problem.en.startswith(f"Line {line}: case.yaml: ")
    assert en in problem.en


@pytest.mark.parametrize("name", ["case.yaml", "case.json"])
def test_what_is_nested_too_deep_is_refused(name: str) -> None:
    for depth in (31, 1_000, 900_000):
        problem = (
            refused('{"name": ' + "[" * depth, name)
            if name == "case.yaml"
            else refused('{"name": ' + "[" * depth + "]" * depth + "}", name)
        )
        assert "mer enn 30 nivåer" in problem.nb
        assert "more than 30 levels" in problem.en


def test_thirty_levels_are_read() -> None:
    problem = refused(as_yaml(minimal_case()) + "x: " + "[" * 29 + "]" * 29 + "\n")
    assert "ukjent felt" in problem.nb


def test_every_key_given_twice_is_reported_with_its_line() -> None:
    text = (
        as_yaml(minimal_case()).replace("    units: 20\n", "    units: 20\n    units: 30\n") + "name: Igjen\n"
    )
    with pytest.raises(CaseError) as raised:
        parse_case(text)
    lines = text.splitlines()
    units, name = raised.value.problems
    assert (units.path, units.value, units.line) == (
        "products.flex.units",
        30,
        lines.index("    units: 30") + 1,
    )
    assert (name.path, name.value, name.line) == ("name", "Igjen", len(lines))
    assert "oppgitt to ganger (her med 30). Fjern den ene" in units.nb
    assert "stated twice (here as 30). Remove one" in units.en


def test_a_key_given_twice_in_json_is_reported_by_path() -> None:
    text = json.dumps(minimal_case()).replace('"units": 20', '"units": 20, "units": 30')
    problem = refused(text, "sak.json")
    assert (problem.path, problem.value) == ("products.flex.units", 30)
    assert "to ganger" in problem.nb
    assert "twice" in problem.en


@pytest.mark.parametrize(
    ("text", "nb", "en"),
    [
        ('{"name": "x",\n}', "ikke gyldig JSON ved linje 2, kolonne 1", "not valid JSON at line 2, column 1"),
        ("name: x", "ikke gyldig JSON ved linje 1", "not valid JSON at line 1"),
        ('{"name": ' + "1" * 5000 + "}", "for mange sifre", "too many digits"),
        ("null", "filen er tom", "is empty"),
        ("[]", "ingen felter", "no fields"),
    ],
)
def test_json_that_is_refused(text: str, nb: str, en: str) -> None:
    problem = refused(text, "sak.json")
    assert problem.path == "sak.json"
    assert nb in problem.nb
    assert en in problem.en


def test_json_numbers_that_are_none() -> None:
    for word in ("NaN", "Infinity", "-Infinity", "1e999"):
        problem = refused(json.dumps(minimal_case()).replace('"units": 20', f'"units": {word}'), "sak.json")
        assert problem.path == "products.flex.units"
        assert "kan det ikke regnes med. Skriv et tall over 0." in problem.nb
        assert "cannot be calculated with. Write a number above 0." in problem.en


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("", None),
        ("~", None),
        ("null", None),
        ("true", True),
        ("False", False),
        ("5", 5),
        ("-5", -5),
        ("0", 0),
        ("0.08", 0.08),
        (".5", 0.5),
        ("5.", 5.0),
        ("1e6", 1e6),
        ("2.5E-3", 0.0025),
        # Not what YAML 1.1 makes of them: yes is a word, 0301 a code, 1:30 a time, a date its own text.
        ("yes", "yes"),
        ("no", "no"),
        ("on", "on"),
        ("0301", "0301"),
        ("010", "010"),
        ("1:30", "1:30"),
        ("0x1F", "0x1F"),
        ("1_000", "1_000"),
        ("2021-05-01", "2021-05-01"),
        ("2027-01", "2027-01"),
        ("0,08", "0,08"),
        ("1 250", "1 250"),
        ("12 %", "12 %"),
        ("-", "-"),
        (".", "."),
    ],
)
def test_what_an_unquoted_word_means(text: str, value: object) -> None:
    read = scalar_value(text)
    assert read == value
    assert type(read) is type(value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (" 1500 ", 1500),
        ("0.08", 0.08),
        ("null", None),
        ("vacant", "vacant"),
        ("Torget 1: nytt navn", "Torget 1: nytt navn"),
        ("'5'", "5"),
        ("{2027: 0.02, 2028: 0.03}", {"2027": 0.02, "2028": 0.03}),
        ("[1, 0.9]", [1, 0.9]),
        ('{"value": 5, "source": "x"}', {"value": 5, "source": "x"}),
    ],
)
def test_a_single_value(text: str, value: object) -> None:
    assert read_value(text) == value


def test_a_single_value_that_cannot_be_read() -> None:
    with pytest.raises(CaseError, match="ikke gyldig YAML"):
        read_value("[1, 2")


def test_quoted_words_are_text() -> None:
    text = as_yaml(minimal_case()).replace("name: Minste sak", "name: '2026'\ndescription: \"yes\"")
    case = parse_case(text)
    assert (case.name, case.description) == ("2026", "yes")


def test_problems_come_in_the_order_of_the_file_with_their_lines() -> None:
    text = as_yaml(minimal_case())
    text = text.replace("exclusive_m2: 200", "exclusive_m2: -200").replace(
        "term_months: 60", "term_months: lang"
    )
    text = text.replace("space: floor", "space: loft")
    with pytest.raises(CaseError) as raised:
        parse_case(text)
    lines = text.splitlines()
    expected = [
        number for number, line in enumerate(lines, 1) if "-200" in line or "loft" in line or "lang" in line
    ]
    assert [problem.line for problem in raised.value.problems] == expected
    assert raised.value.messages("en")[0].startswith(
        f"Line {expected[0]}: building.spaces.floor.exclusive_m2"
    )
    assert str(raised.value) == "\n".join(raised.value.messages())
    assert str(raised.value).startswith(f"Linje {expected[0]}: building.spaces.floor.exclusive_m2")


def test_a_missing_field_is_reported_at_the_line_of_its_section() -> None:
    text = as_yaml(minimal_case()).replace("    units: 20\n", "")
    problem = refused(text)
    assert problem.path == "products.flex.units"
    assert problem.line == text.splitlines().index("  flex:") + 1


def test_nothing_is_written(tmp_path: Path) -> None:
    file = tmp_path / "sak.yaml"
    file.write_text("name: 5\n", encoding="utf-8")
    with pytest.raises(CaseError):
        load_case(file)
    assert [entry.name for entry in tmp_path.iterdir()] == ["sak.yaml"]
    assert file.read_text(encoding="utf-8") == "name: 5\n"


DOUBTFUL = as_yaml(minimal_case())


@pytest.mark.parametrize(
    ("written", "both"),
    [("1.250", ("1250", "1.25")), ("150.000", ("150000", "150")), ("1.125", ("1125", "1.1250"))],
)
def test_a_number_with_two_readings_is_refused_as_typed_ones_are(written: str, both: tuple[str, str]) -> None:
    # thousands are parted by a point in Norway; YAML itself would read a float a thousandth as large
    problem = refused(DOUBTFUL.replace("rent_nok_per_m2_year: 1200", f"rent_nok_per_m2_year: {written}"))
    assert problem.path == "deal.lease.rent_nok_per_m2_year"
    assert problem.line is not None
    for message in (problem.nb, problem.en):
        assert all(way in message for way in both)
    for way in both:
        text = DOUBTFUL.replace("rent_nok_per_m2_year: 1200", f"rent_nok_per_m2_year: {way}")
        assert parse_case(text).lease.rent_nok_per_m2_year == float(way)  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("lines", "path"),
    [
        ("index: {prices_share_per_year: {2027: 1.250}}", "index.prices_share_per_year.2027"),
        ("season_factors: [1.250, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]", "season_factors.0"),
        ("jobs_per_member: {value: 1.250, assumption: x}", "jobs_per_member.value"),
        ("scenarios: {low: {set: {horizon_months: 120, jobs_per_member: 1.250}}}",
         "scenarios.low.set.jobs_per_member"),
        ("scenarios: {low: {set: {jobs_per_member: {value: 1.250, source: x}}}}",
         "scenarios.low.set.jobs_per_member.value"),
    ],
)  # fmt: skip
def test_wherever_the_doubtful_number_stands(lines: str, path: str) -> None:
    assert refused(f"{DOUBTFUL}{lines}\n").path == path


@pytest.mark.parametrize("lines", ["description: '1.250'", "tax: {}  # 1.250", "jobs_per_member: 0.250"])
def test_what_only_looks_doubtful_is_left_alone(lines: str) -> None:
    parse_case(f"{DOUBTFUL}{lines}\n")


def test_a_doubtful_number_is_told_alone() -> None:
    # below zero as well; what the number would break if it were that is not told
    assert refused(f"{DOUBTFUL}jobs_per_member: -1.250\n").value == "-1.250"


def test_json_has_a_decimal_point_but_no_program_writes_a_zero_at_the_end() -> None:
    text = json.dumps({**minimal_case(), "jobs_per_member": 1.125})
    assert parse_case(text, "case.json").jobs_per_member == 1.125
    assert refused(text.replace("1.125", "1.250"), "case.json").path == "jobs_per_member"


@pytest.mark.parametrize(
    ("written", "meant"),
    [("0,6", "0.6"), ("-0,6", "-0.6"), ("12,5 %", "0.125"), ("1 250,50", "1250.5"), ("1,250,000", "1250000")],
)
def test_a_decimal_comma_in_braces_is_recognised(written: str, meant: str) -> None:
    problem = refused(f"{DOUBTFUL}jobs_per_member: {{value: {written}, source: x}}\n")
    assert problem.path == "jobs_per_member.value"
    assert f"Mente du {meant}?" in problem.nb
    assert f"Did you mean {meant}?" in problem.en


def test_a_comma_in_braces_may_be_thousands_too() -> None:
    problem = refused(f"{DOUBTFUL}jobs_per_member: {{value: 1,250, source: x}}\n")
    assert "Skriv 1250 eller 1.25." in problem.nb


def test_commas_that_part_fields_are_no_decimal_commas() -> None:
    case = parse_case(f"{DOUBTFUL}index: {{prices_share_per_year: {{2027: 0, 2028: 0.02}}}}\n")
    assert case.index.prices_share_per_year == {2027: 0.0, 2028: 0.02}


@pytest.mark.parametrize(
    ("date", "said"),
    [
        # minimal_case begins in 2026-01: April 2027 is the 16th month from it
        ("2027-04", "Mente du 16?"),
        ("2027-04-01", "Mente du 16?"),
        ("01.04.2027", "Mente du 16?"),
        ("2025-04", "2026-01, og datoen er før den"),
    ],
)
def test_a_date_for_a_month_is_answered_with_its_number(date: str, said: str) -> None:
    text = DOUBTFUL.replace("    units: 20", f"    units: 20\n    opening_month: {date}")
    assert said in refused(text).nb


def test_a_date_for_a_month_of_the_lease_counts_from_the_lease() -> None:
    # the lease begins in project month 4, April 2026: April 2027 is its 13th month
    reductions = "reductions: [{kind: rent_free, from_month: 1, to_month: 2027-04}]"
    text = DOUBTFUL.replace("term_months: 60", f"term_months: 50\n    start_month: 4\n    {reductions}")
    assert "Mente du 13?" in refused(text).nb
