"""`feasibility sensitivity` and `feasibility simulate`: both languages, files, and what is put wrongly."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from feasibility.cli.arguments import UsageError
from feasibility.cli.distributions import correlated, varied
from tests.cli.conftest import Run, contents

PRICE = "products.flex.price_nok_per_month"
RENT = "deal.lease.rent_nok_per_m2_year"
VARY = ("--vary", f"{RENT}=triangular(900, 1200, 1500)", "--runs", "64")
FILES = ("--json", "a.json", "--csv", "a.csv", "--png", "a.png", "--date", "2027-01-31")


def test_sensitivity_in_both_languages_and_with_its_files(run: Run, sublease: Path, folder: Path) -> None:
    table = ("--table", f"{RENT}=1000..1400", "--table", "deal.lease.term_months=48..72")
    nb = run("sensitivity", sublease, "--top", "3", *table, *FILES)
    assert nb.code == 0, nb.err
    assert "Hva hviler svaret på?" in nb.out
    assert set(contents(folder)) == {
        "sublease.yaml",
        "a.json",
        "a.csv",
        "a-two_way.csv",
        "a.png",
        "a-two_way.png",
    }
    found = json.loads((folder / "a.json").read_text(encoding="utf-8"))["answer"]
    assert len(found["data"]["bars"]) == 3
    en = run("sensitivity", sublease, "--top", "3", "--language", "en")
    assert "What does the answer rest on?" in en.out


def test_simulate_in_both_languages_and_with_its_files(run: Run, sublease: Path, folder: Path) -> None:
    nb = run("simulate", sublease, *VARY, *FILES)
    assert nb.code == 0, nb.err
    assert "Saken er kjørt 64 ganger med ett usikkert tall trukket" in nb.out.replace("\n", " ")
    files = contents(folder)
    assert {"a.json", "a.csv", "a-drivers.csv", "a.png", "a-distribution.png"} <= set(files)
    found = json.loads(files["a.json"])["answer"]
    assert found["data"]["runs"] == 64
    assert found["data"]["drawn"][0]["path"] == RENT
    run("simulate", sublease, *VARY, *FILES)
    assert contents(folder) == files  # the same seed gives the same files to the last byte
    run("simulate", sublease, *VARY, "--seed", "9", *FILES)
    assert contents(folder)["a.json"] != files["a.json"]
    assert "What may happen?" in run("simulate", sublease, *VARY, "--language", "en").out


@pytest.mark.parametrize(
    ("words", "mend"),
    [
        (("sensitivity", "--measure", "operator.npw"), "operator.npv"),
        (("sensitivity", "--measure", "operator.cash"), "ett tall for hver periode"),
        (("sensitivity", "--top", "0"), "minst ett tall"),
        (("sensitivity", "--top", "2.5"), "skriv et helt tall"),
        (("sensitivity", "--table", RENT), "gis to ganger"),
        (("sensitivity", "--table", RENT, "--table", RENT), "to forskjellige"),
        (
            ("sensitivity", "--table", f"{RENT}=5", "--table", PRICE),
            "5: skriv fra og til med to punktum imellom, som 0..24",
        ),
        (("sensitivity", "--table", f"{RENT}=9..5", "--table", PRICE), "Skriv det minste først"),
        (("sensitivity", "--table", f"{RENT}=-5..5", "--table", PRICE), "feltets grenser"),
        (("sensitivity", "--table", "horizon_months", "--table", PRICE), "Prøv det med --set"),
        (("simulate",), "Ingenting er usikkert i saken"),
        (("simulate", *VARY[:2], "--runs", "0"), "0 kjøringer kan ikke simuleres"),
        (("simulate", *VARY[:2], "--seed", "-1"), "Frøet må være 0"),
        (
            ("simulate", "--vary", "products.flex.opening_month=uniform(1, 200)"),
            "etter sakens siste måned, 120",
        ),
        (("simulate", "--vary", RENT), "skriv sti=fordeling"),
        (("simulate", "--vary", f"{RENT}=gauss(1, 2)"), "skriv sti=fordeling"),
        (("simulate", "--vary", f"{RENT}=triangular(1, 2)"), "triangular(low, mode, high)"),
        (("simulate", "--vary", f"{RENT}=triangular(3, 2, 1)"), "low er ikke under high"),
        (("simulate", "--vary", f"{RENT}=normal(1200, 0)"), "0 er for lite"),
        (("simulate", "--vary", f"{RENT}=normal(-9000, 1)"), "hele fordelingen ligger utenfor"),
        (("simulate", "--vary", f"{RENT}=discrete(1, 2)"), "hver verdi med sin sannsynlighet"),
        (("simulate", "--vary", f"{RENT}=discrete(1:0.5, 2:0.6)"), "1.1 i sum"),
        (("simulate", "--vary", f"{RENT}=uniform(lav, 2)"), "dette er ikke et tall"),
        (("simulate", "--vary", "deal.lease.rent_nok_per_m2=uniform(1, 2)"), RENT),
        (("simulate", "--vary", "deal.structure=uniform(1, 2)"), "Saken har ikke noe tall"),
        (("simulate", "--vary", "horizon_months=uniform(60, 90)"), "Prøv det med --set"),
        (("simulate", *VARY, "--vary", VARY[1]), "gitt flere ganger"),
        (("simulate", *VARY, "--correlate", f"{RENT}=0.5"), "skriv to tall"),
        (("simulate", *VARY, "--correlate", f"{RENT},{PRICE}=0.5"), "er ikke fordelt"),
        (
            (
                "simulate",
                *VARY,
                "--vary",
                f"{PRICE}=uniform(500, 900)",
                "--vary",
                "building.owner_costs_nok_per_m2_year=uniform(80, 120)",
                "--correlate",
                f"{RENT},{PRICE}=0.9",
                "--correlate",
                f"{PRICE},building.owner_costs_nok_per_m2_year=0.9",
            ),
            "matrisen er ikke positivt definit",
        ),
    ],
)
def test_what_is_put_wrongly_is_told_with_the_mend(
    run: Run, sublease: Path, folder: Path, words: tuple[str, ...], mend: str
) -> None:
    before = contents(folder)
    ran = run(words[0], sublease, *words[1:], "--json", "a.json")
    assert ran.code == 2, ran.out
    assert ran.out == ""
    assert mend in ran.err.replace("\u00a0", " ")
    assert "Traceback" not in ran.err
    assert contents(folder) == before


def test_numbers_are_typed_as_people_write_them() -> None:
    (found,) = varied(["a = pert(0,05; 0,1; 12,5 %)"], "nb")
    assert found.number == "a"
    assert found.distribution == {"kind": "pert", "low": 0.05, "mode": 0.1, "high": 0.125}
    (listed,) = varied(["a=bootstrap(1, 2, 2)"], "en")
    assert listed.distribution == {"kind": "bootstrap", "values": [1.0, 2.0, 2.0]}
    (weighed,) = varied(["a=discrete(0:0.7, 4:0.3)"], "en")
    assert weighed.distribution == {"kind": "discrete", "values": [0.0, 4.0], "probabilities": [0.7, 0.3]}
    assert correlated(["Leie, per m²; Pris=-0,5"], "nb") == [("Leie, per m²", "Pris", -0.5)]
    with pytest.raises(UsageError) as raised:
        varied(["a=pert(1, 2)", "b"], "nb")
    assert len(raised.value.messages) == 2


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="signals are sent as on Unix")
def test_stopped_from_the_keyboard_it_leaves_no_file(sublease: Path, folder: Path) -> None:
    words = ["simulate", str(sublease), *VARY[:2], "--runs", "1000000", "--json", "a.json"]
    process = subprocess.Popen(
        [sys.executable, "-m", "feasibility", *words],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    time.sleep(6)
    assert process.poll() is None
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert b"Traceback" not in err
    assert set(contents(folder)) == {"sublease.yaml"}
