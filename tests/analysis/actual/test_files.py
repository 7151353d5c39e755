"""Booked figures from CSV and SAF-T: what is read, and every way a file may be wrong, with its line."""

from pathlib import Path

import pytest

from feasibility import resources
from feasibility.analysis.actual.booked import Booked
from feasibility.analysis.actual.files import read_booked
from feasibility.case import Case, CaseError, load_case
from feasibility.evaluate import run
from feasibility.model import Result

EXAMPLES = Path(__file__).resolve().parents[3] / "examples"
HEAD = "måned;linje;beløp\n"
SAFT = (EXAMPLES / "larvik_saft.xml").read_text("utf-8")


@pytest.fixture(scope="module")
def case() -> Case:
    return load_case(resources.example_path("larvik"))


@pytest.fixture(scope="module")
def result(case: Case) -> Result:
    return run(case)


def read(result: Result, text: str | bytes, name: str = "tall.csv") -> Booked:
    return read_booked(result, "operator", text if isinstance(text, bytes) else text.encode("utf-8"), name)


def mistakes(result: Result, text: str | bytes, name: str = "tall.csv") -> list[str]:
    with pytest.raises(CaseError) as raised:
        read(result, text, name)
    assert all(each.en and each.en != each.nb for each in raised.value.problems)
    return list(raised.value.messages("nb"))


# ---- CSV -------------------------------------------------------------------------------------------------


def test_amounts_as_people_write_them_and_lines_by_id_or_name(result: Result) -> None:
    found = read(
        result,
        HEAD + "2027-07;income_rent;27 200\n2027-07;Lønnskostnader;-11 900,50\n\n2027-08;income_rent;1 mill\n"
        "2027-07;cash;279 400\n",
    )
    assert found.months == (7, 8)
    assert found.amounts == {"income_rent": {7: 27_200.0, 8: 1_000_000.0}, "staff_cost": {7: -11_900.5}}
    assert found.cash == {7: 279_400.0}


def test_english_heads_and_commas(result: Result) -> None:
    found = read(result, 'Month,Line,Amount\r\n2027-07,Rent income from users,"27,200.50"\r\n')
    assert found.amounts == {"income_rent": {7: 27_200.5}}


def test_a_file_saved_by_an_older_spreadsheet_is_read(result: Result) -> None:
    text = HEAD + "2027-07;Lønnskostnader;-100\n"
    for content in (text.encode("cp1252"), text.encode("utf-8-sig")):
        assert read(result, content).amounts == {"staff_cost": {7: -100.0}}


@pytest.mark.parametrize(
    ("lines", "line", "says"),
    [
        (
            "2027-13;income_rent;1",
            2,
            "«2027-13» er ingen måned. Skriv måneden som ÅÅÅÅ-MM, fra 2027-01 til 2036-12.",
        ),
        ("juli;income_rent;1", 2, "«juli» er ingen måned."),
        ("2026-12;income_rent;1", 2, "2026-12 ligger utenfor sakens horisont."),
        ("2037-01;income_rent;1", 2, "2037-01 ligger utenfor sakens horisont."),
        (
            "2027-07;inntekt;1",
            2,
            "linjen «inntekt» finnes ikke i planen. Gyldige her: Leieinntekter",
        ),
        ("2027-07;income_rent;mye", 2, "«mye» er ikke et beløp. Skriv beløpet i kroner"),
        ("2027-07;income_rent;", 2, "«» er ikke et beløp."),
        ("2027-07;income_rent;=1+1", 2, "«=1+1» er ikke et beløp."),
        ("2027-07;income_rent;12 %", 2, "«12 %» er ikke et beløp."),
        ("2027-07;income_rent;1.250", 2, "«1.250» kan være 1250 eller 1,25."),
        ("2027-07;income_rent;1e9999", 2, "er ikke et beløp."),
        ("2027-07;income_rent;2 000 000 000", 2, "er for stort for én måned."),
        ("2027-07;income_rent", 2, "linjen har 2 felter, ikke tre."),
        (
            "2027-07;income_rent;1\n2027-07;Leieinntekter fra brukere;2",
            3,
            "er alt ført for 2027-07, på linje 2.",
        ),
    ],
)
def test_a_mistake_is_told_with_its_line(result: Result, lines: str, line: int, says: str) -> None:
    (told,) = mistakes(result, HEAD + lines)
    assert told.startswith(f"Linje {line}: tall.csv: ")
    assert says in told.replace("\xa0", " ")


def test_all_mistakes_are_told_at_once_in_order(result: Result) -> None:
    told = mistakes(result, HEAD + "2027-07;x;1\n2027-07;income_rent;y\n2020-01;income_rent;1\n")
    assert [each[:8] for each in told] == ["Linje 2:", "Linje 3:", "Linje 4:"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "filen er tom."),
        (HEAD, "det er ingen bokførte tall."),
        ("2027-07;income_rent;1\n", "det er ikke overskriften i en fil med bokførte tall."),
        (HEAD + "2027-07;cash;1\n", "ingen linje i resultatet er ført, bare saldoer."),
        (HEAD + "2027-07;income_rent;1\n2027-09;income_rent;1\n", "mellom måneder som er ført: 2027-08."),
        (HEAD + "2027-07;income_rent;1\n2027-08;cash;1\n", "står for 2027-08, men ingen linje i resultatet"),
        (b"\x00\x01\x02", "filen er ikke tekst."),
        (b"PK\x03\x04\x81\x8d", "filen er pakket (zip, eller et regneark). Pakk den ut"),
        (b"\x81\x8d", "filen er ikke tekst."),
    ],
)
def test_a_file_that_says_nothing_is_told(result: Result, text: str | bytes, says: str) -> None:
    assert says in mistakes(result, text)[0]


def test_a_file_of_the_wrong_kind_does_not_tell_a_thousand_times(result: Result) -> None:
    assert len(mistakes(result, HEAD + "a;b;c\n" * 5_000)) == 20


# ---- SAF-T -----------------------------------------------------------------------------------------------


def test_saft_says_what_the_csv_of_the_same_books_does(result: Result) -> None:
    """Both files in examples are of the same books; the SAF-T has the first three months."""
    from_csv = read(result, (EXAMPLES / "larvik_booked.csv").read_bytes())
    from_saft = read(result, SAFT, "a.xml")
    assert from_saft.months == (7, 8, 9)
    for line, by_month in from_csv.amounts.items():
        assert from_saft.amounts[line] == {m: nok for m, nok in by_month.items() if m <= 9}, line
    assert from_saft.cash == {m: nok for m, nok in from_csv.cash.items() if m <= 9}
    # 100,000 + 300,000 − 60,000 before; then the result of each month, by hand from the CSV
    assert from_saft.equity[7] == 340_000 + (
        27_200 + 3_900 - 2_300 - 11_900 - 22_400 - 11_200 - 6_129 - 2_035
    )
    assert from_saft.remarks[0].nb == "Regnskapet er fra Eksempelet Kontorfellesskap AS."


def test_a_line_without_an_entry_is_nothing_in_whole_books(result: Result) -> None:
    assert read(result, SAFT, "a.xml").amounts["bad_debt"] == {7: 0.0, 8: 0.0, 9: 0.0}


def test_the_cases_own_accounts_go_before_the_standard_chart(case: Case) -> None:
    ranges = [{"first": 3000, "last": 3009, "line": "income_rent"}]
    other = run(case.changed({"actual.operator.accounts": ranges}))
    found = read(other, SAFT, "a.xml")
    assert found.amounts["income_rent"][7] == 27_200 + 3_900
    assert found.amounts["income_services"][7] == 0


def test_an_account_the_plan_has_no_line_for_is_kept_as_other(result: Result) -> None:
    found = read(result, SAFT.replace("<AccountID>6860<", "<AccountID>3800<"), "a.xml")
    assert found.amounts["other"] == {7: -22_400.0, 8: -21_700.0, 9: -23_100.0}
    assert any("3800 (−67" in each.nb.replace("\xa0", " ") for each in found.remarks)


def test_an_account_without_a_number_is_left_out_and_told(result: Result) -> None:
    found = read(result, SAFT.replace("<AccountID>6860<", "<AccountID>DRIFT<"), "a.xml")
    assert found.amounts["operating_cost"][7] == 0
    assert any("DRIFT" in each.nb for each in found.remarks)


def test_period_thirteen_is_december(result: Result) -> None:
    text = SAFT.replace("<Period>9<", "<Period>13<").replace("<Period>8<", "<Period>11<")
    text = text.replace("<Period>7<", "<Period>10<")
    assert read(result, text, "a.xml").months == (10, 11, 12)


def test_balances_alone_are_taken_for_one_month(result: Result) -> None:
    start, end = SAFT.index("  <GeneralLedgerEntries>"), SAFT.index("</AuditFile>")
    balances = SAFT[:start] + SAFT[end:]
    assert "gjelder ikke én måned" in mistakes(result, balances, "a.xml")[0]
    one = balances.replace("<PeriodEnd>9<", "<PeriodEnd>7<")
    found = read(result, one, "a.xml")
    assert found.months == (7,)
    assert found.amounts["income_rent"][7] == 27_200 + 28_900 + 30_100  # what the balances moved


BOMB = (
    '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x "aaaa"><!ENTITY y "&x;&x;&x;&x;">]>'
    '<AuditFile xmlns="urn:StandardAuditFile-Taxation-Financial:NO">&y;</AuditFile>'
)
OUTSIDE = '<!DOCTYPE a SYSTEM "file:///etc/passwd"><AuditFile/>'


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (BOMB, "Linje 1: a.xml: filen har en dokumenttype eller egne entiteter, og leses ikke."),
        (OUTSIDE, "filen har en dokumenttype eller egne entiteter"),
        (
            SAFT.replace(' xmlns="urn:StandardAuditFile-Taxation-Financial:NO"', ""),
            "begynner med AuditFile, ikke med",
        ),
        (
            SAFT.replace("Financial:NO", "Financial:DK"),
            "er ikke SAF-T Regnskap: den begynner med AuditFile (urn:",
        ),
        ("<html><body/></html>", "er ikke SAF-T Regnskap: den begynner med html"),
        (SAFT[:3_000], "filen er ikke hel og gyldig XML."),
        (SAFT.replace(">27200.00<", ">mye<"), "«mye» er ikke et beløp."),
        (SAFT.replace(">27200.00<", ">1e30<"), "«1e30» er ikke et beløp."),
        (SAFT.replace(">27200.00<", ">NaN<"), "«NaN» er ikke et beløp."),
        (SAFT.replace(">NOK<", ">SEK<"), "regnskapet er i SEK, ikke i NOK."),
        (SAFT.replace("<PeriodYear>2027<", "<PeriodYear>2026<"), "2026-07 ligger utenfor sakens horisont."),
        (
            SAFT.replace("<Period>8</Period>", "").replace(
                "<TransactionDate>2027-08-28</TransactionDate>", ""
            ),
            "et bilag har verken periode eller dato.",
        ),
        ("<a>" * 5_000, "er ikke SAF-T Regnskap"),
        (SAFT.replace("<Header>", "<Header>" + "<a>" * 100), "elementene ligger for dypt"),
    ],
)
def test_a_saft_file_that_cannot_be_used_is_refused(result: Result, text: str, says: str) -> None:
    assert says in mistakes(result, text, "a.xml")[0]


def test_an_amount_that_is_none_is_told_with_its_line(result: Result) -> None:
    told = mistakes(result, SAFT.replace(">27200.00<", ">mye<"), "a.xml")[0]
    line = SAFT[: SAFT.index(">27200.00<")].count("\n") + 1
    assert told.startswith(f"Linje {line}: a.xml: ")


def test_a_file_above_the_bound_is_not_read(result: Result, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("feasibility.analysis.actual.saft.LARGEST_BYTES", 1_000)
    assert "for stor" in mistakes(result, SAFT, "a.xml")[0]
