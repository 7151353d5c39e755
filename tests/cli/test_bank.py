"""`feasibility bank` on the screen: what a lender reads, in both languages, and the refusals."""

from pathlib import Path

import yaml

from tests.case import cases
from tests.cli.conftest import Run


def written(folder: Path, stated: cases.Stated) -> Path:
    path = folder / "case.yaml"
    path.write_text(yaml.safe_dump(stated, allow_unicode=True), encoding="utf-8")
    return path


def test_every_borrower_and_the_stress_grid_fit_the_screen(run: Run, tmp_path: Path) -> None:
    stated = cases.sublease_case()
    stated["bank"] = {
        "covenants": {"minimum_icr": 1.5, "minimum_dscr": 1.1, "maximum_ltv": 0.65},
        "catchment": {"commuters": 3000, "competitor_desks": 20, "source": "Egen telling"},
    }
    case = written(tmp_path, stated)
    nb = run("bank", case)
    assert nb.code == 0
    for words in (
        "Kilder", "Anvendelser", "Rentedekningsgrad (ICR)", "brutt i", "Stresstest", "Rente +5 prosentpoeng",
        "Egen telling", "Største kunde faller fra", "eier ikke",
    ):  # fmt: skip
        assert words in nb.out, words
    en = run("bank", case, "--language", "en")
    for words in ("Sources", "Uses", "Debt service cover (DSCR)", "Stress test", "does not own"):
        assert words in en.out, words
    for line in (nb.out + en.out).splitlines():
        assert len(line) <= 100, line


def test_a_case_without_loans_is_refused_in_words(run: Run, tmp_path: Path) -> None:
    found = run("bank", written(tmp_path, cases.minimal_case()))
    assert found.code == 2
    assert found.out == ""
    assert "financing.landlord.loans" in found.err


def test_a_covenant_out_of_range_is_named_by_its_path(run: Run, tmp_path: Path) -> None:
    stated = cases.sublease_case()
    stated["bank"] = {"covenants": {"maximum_ltv": 65}, "refinancing": {"ltv_shift_share": -0.1}}
    found = run("bank", written(tmp_path, stated))
    assert found.code == 2
    assert "bank.covenants.maximum_ltv" in found.err
    assert "0.65" in found.err
    assert "bank.refinancing.ltv_shift_share" in found.err
