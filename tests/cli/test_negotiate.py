"""`feasibility negotiate`: the answer in both languages, its files, and what is put wrongly."""

import json
from pathlib import Path

import pytest

from feasibility.case import to_yaml
from tests.analysis.test_discount import OPERATOR_PAID_IN, closed_case
from tests.case import cases
from tests.cli.conftest import Run, contents, write_case

pytestmark = pytest.mark.slow


@pytest.fixture
def closed(folder: Path) -> Path:
    """Rent 10,000 a month for 60 months; the landlord has 100,000 to give, the operator needs 60,000."""
    path = folder / "closed.yaml"
    path.write_text(to_yaml(closed_case(**OPERATOR_PAID_IN)), encoding="utf-8")
    return path


def plain(text: str) -> str:
    return " ".join(text.replace("\u00a0", " ").replace("\u2212", "-").split())


def test_the_answer_in_both_languages(run: Run, closed: Path) -> None:
    nb = run("negotiate", closed)
    assert nb.code == 0, nb.err
    # 100,000 are left to give, 60,000 are needed: 80,000 leave both with 20,000
    assert "Ja. Det finnes avtaler begge er tjent med, innenfor 0 – 10 leiefrie måneder" in plain(nb.out)
    assert "Begge tjener like mye, 20 000 kr i nåverdi" in plain(nb.out)
    assert "Saken som den står, er det ikke: driveren får ikke dekket avkastningskravet sitt." in plain(
        nb.out
    )
    en = run("negotiate", closed, "--language", "en")
    assert "Both gain the same, NOK 20,000 in present value" in plain(en.out)
    assert "Term sheet" in en.out


def test_the_term_sheet_of_a_point(run: Run, closed: Path) -> None:
    out = plain(run("negotiate", closed, "--point", "3;12 %", "--language", "en").out)
    # from January 2026: three months, then 57 to the end of 2030; 30,000 + 0.12 × 570,000 = 98,400
    assert "1 Jan 2026 – 31 Mar 2026 free of rent; 1 Apr 2026 – 31 Dec 2030 12% off" in out
    assert "Worth NOK 98,400 in all, NOK 98,400 in present value" in out
    assert "Term: 60 months, 1 Jan 2026 – 31 Dec 2030." in out
    assert "NOK 1,600 better than with the space left vacant" in out
    assert "Value to the operator: NOK 38,400 in present value beyond the 0% it asks for" in out
    assert "rehab NOK 500,000 ex VAT, paid by the landlord" in out
    assert "Rent: NOK 1,000 per m² and year, NOK 120,000 a year ex VAT, paid monthly." in out
    nb = plain(run("negotiate", closed, "--point", "3;0,12").out)
    assert "01.01.2026–31.03.2026 leiefritt; 01.04.2026–31.12.2030 12 % avslag" in nb
    assert "gårdeier" in nb
    assert "Forbehold: skissen binder ingen." in nb
    named = ("--set", "building.name=600 m² i Kongsvinger", "--set", "building.municipality=Kongsvinger")
    nb = plain(run("negotiate", closed, "--point", "3;0,12", *named).out)
    assert "utleier er eieren av 600 m² i Kongsvinger (gårdeier)" in nb
    named = ("--set", "building.name=Torget 1", "--set", "building.municipality=Kongsvinger")
    nb = plain(run("negotiate", closed, "--point", "3;0,12", *named).out)
    assert "utleier er eieren av Torget 1, Kongsvinger (gårdeier)" in nb


def test_a_contribution_and_turnover_rent_stand_in_the_term_sheet(run: Run, closed: Path) -> None:
    out = plain(
        run("negotiate", closed, "--pair", "cash_term", "--point", "50000,48", "--language", "en").out
    )
    assert "Cash contribution: the landlord pays the operator NOK 50,000 in Jan 2026, without VAT." in out
    assert "Term: 48 months, 1 Jan 2026 – 31 Dec 2029." in out
    out = plain(
        run("negotiate", closed, "--pair", "rent_turnover", "--point", "600,0.3", "--language", "en").out
    )
    assert "where 30% of the operator's income ex VAT is more, that is paid instead" in out


def test_no_deal_names_the_smallest_subsidy(run: Run, closed: Path) -> None:
    # works of 600,000 leave nothing to give: 60,000 are missing, 12,000 a year for five years
    ran = run("negotiate", closed, "--set", "works.rehab.amount_nok=600000", "--language", "en")
    assert ran.code == 0
    assert (
        "The smallest subsidy that opens for one: NOK 60,000 once to the operator, NOK 12,000 a year to the "
        "operator, NOK 60,000 once to the landlord or NOK 12,000 a year to the landlord." in plain(ran.out)
    )


def test_the_files(run: Run, closed: Path, folder: Path) -> None:
    words = ("--json", "a.json", "--csv", "a.csv", "--svg", "a.svg", "--date", "2027-01-31")
    first = run("negotiate", closed, *words)
    assert first.code == 0, first.err
    made = contents(folder)
    assert set(made) == {"closed.yaml", "a.json", "a.csv", "a-parties.csv", "a-forms.csv", "a.svg"}
    data = json.loads((folder / "a.json").read_text(encoding="utf-8"))["answer"]["data"]
    assert len(data["landlord_gain"]) == len(data["x"]["values"]) == 41
    assert len(data["landlord_gain"][0]) == len(data["y"]["values"]) == 41
    # at no reduction at all: 600,000 − 500,000, and 60 × (9,000 − 10,000)
    assert data["landlord_gain"][0][0] == pytest.approx(100_000)
    assert data["operator_value"][0][0] == pytest.approx(-60_000)
    picture = (folder / "a.svg").read_text(encoding="utf-8")
    for words_of in ("Leiefrie måneder", "Avslag i leien", "begge tjener like mye", "gårdeiers verdi"):
        assert words_of in picture
    run("negotiate", closed, *words)
    assert contents(folder) == made  # the same question gives the same files to the last byte


@pytest.mark.parametrize(
    ("words", "mend"),
    [
        (("--pair", "months"), "months_percentage"),
        (("--against", "nobody"), "vacant"),
        (("--x-range", "0-24"), "0..24"),
        (("--x-range", "a..24"), "not a number"),
        (("--x-range", "0..61"), "0 to 60"),
        (("--x-range", "24..0"), "to a larger one"),
        (("--point", "3"), "10,0.125"),
        (("--point", "3.5;0.1"), "whole number"),
        (("--x", "deal.lease.rent_nok_per_m2"), "rent_nok_per_m2_year"),
        (("--x", "name"), "rent_free_months"),
        (("--x", "horizon_months"), "--set"),
        (("--y", "rent_free_months"), "two different numbers"),
        (("--pair", "months_works"), "none for the landlord to take"),
        (("--against", "ordinary"), "comparison.ordinary_tenant"),
    ],
)
def test_what_is_put_wrongly_is_refused_with_the_mend(
    run: Run, closed: Path, folder: Path, words: tuple[str, ...], mend: str
) -> None:
    ran = run("negotiate", closed, *words, "--json", "a.json", "--language", "en")
    assert ran.code == 2
    assert mend in plain(ran.err)
    assert not (folder / "a.json").exists()


@pytest.mark.parametrize("name", ["management", "landlord_operated"])
def test_a_case_without_a_lease(run: Run, folder: Path, name: str) -> None:
    write_case(folder / "case.yaml", cases.STRUCTURES[name]())
    ran = run("negotiate", "case.yaml")
    assert ran.code == 2
    assert "sublease" in ran.err
