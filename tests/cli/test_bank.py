"""`feasibility bank` on the screen: what a lender reads, in both languages, and the refusals."""

import re
from pathlib import Path

import yaml

from tests.case import cases
from tests.cli.conftest import Run
from tests.model.tiny import tiny


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
        "Finansiering", "Kapitalbehov", "Rentedekningsgrad (ICR)", "brutt i", "Stresstest",
        "Rente +5 prosentpoeng", "Egen telling", "Største kunde faller", "eier ikke",
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


def test_the_landlords_rows_bear_a_mark_where_the_operator_lacks_money(run: Run, tmp_path: Path) -> None:
    stated = cases.sublease_case()
    stated["deal"]["lease"]["rent_nok_per_m2_year"] = 9000  # far beyond what members pay
    out = run("bank", written(tmp_path, stated), "--language", "en").out
    grid = out.split("Stress test")[1]
    landlord, operator = grid.split("Operator", 1)[0], grid.split("Operator", 1)[1]
    assert "The case as it stands *" in landlord
    assert " *" not in operator.split("Amounts in NOK")[0]
    assert "* Here the operator lacks money nobody has agreed to" in operator


def test_columns_never_run_together(run: Run, tmp_path: Path) -> None:
    # interest of next to nothing: cover in the thousands, beside a neighbour as wide
    stated = cases.sublease_case()
    loan = stated["financing"]["operator"]["loans"]["start"]
    loan.update(base_rate_share_per_year=0.00001, margin_share_per_year=0)
    stated["bank"] = {"covenants": {"minimum_icr": 1.5, "minimum_equity_share": 0.25}}
    out = run("bank", written(tmp_path, stated)).out
    assert not re.search(r",\d{2}[−-]|ganger[−-]|%[−-]", out)
    covers = [line for line in out.splitlines() if line.startswith("Rentedekning (ICR)")]
    assert any(re.search(r"\d{3}(?![,\d])", line) for line in covers), covers  # no decimals in the hundreds


def test_a_loan_that_falls_due_past_the_horizon_is_told_with_its_month(run: Run, tmp_path: Path) -> None:
    stated = cases.sublease_case()
    loan = stated["financing"]["landlord"]["loans"]["bank"]
    loan.update(drawdown_month=3, profile_months=240, tenor_months=240)
    stated.update(start_month="2027-01", horizon_months=120)
    out = run("bank", written(tmp_path, stated)).out
    # drawn in March 2027, month 3: 240 months later is month 243, March 2047
    assert "mars\xa02047\xa0(md.\xa0243)" in out


def test_the_grid_has_its_units_and_what_the_owners_put_in(run: Run, tmp_path: Path) -> None:
    # 5,000 a month comes in and 6,000 goes out, for 24 months: 24,000, which the operator's owners agree to
    stated = tiny(
        {
            "costs": {"running": {"nok_per_month": 6_000, "vat": "exempt"}},
            "vat.policy": "unregistered",
            "financing.operator.capital_call_limit_nok": 30_000,
            "financing.landlord.loans": {
                "bank": {
                    "kind": "serial",
                    "amount_nok": 1_000,
                    "base_rate_share_per_year": 0.04,
                    "margin_share_per_year": 0,
                    "drawdown_month": 1,
                    "profile_months": 24,
                }
            },
        }
    )
    shown = run("bank", written(tmp_path, stated))
    assert shown.code == 0, shown.err
    grid = shown.out.split("Stresstest")[1]
    operator = grid.split("Driver   ")[1]  # the heading, not the row in which it defaults
    assert grid.count("nåverdi, kr") == 1  # the landlord's owners put in nothing: the wider columns
    heads = " ".join(operator.split("─")[0].split())
    assert "eierne" in heads
    assert heads.count("kr") == 4
    base = next(line for line in operator.splitlines() if line.startswith("Saken som den står"))
    assert base.endswith("24\N{NO-BREAK SPACE}000")
    assert "Eierne inn: det eierne må skyte inn i alt" in operator
    assert all(len(line) <= 100 for line in grid.splitlines())
