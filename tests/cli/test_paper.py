"""`feasibility paper`: whom it is for."""

from pathlib import Path

from tests.cli.conftest import Run

LARVIK = Path(__file__).resolve().parents[2] / "examples" / "larvik.yaml"


def test_a_reader_that_no_paper_is_for_is_told_the_nearest(run: Run) -> None:
    for said, meant in (("banken", "bank"), ("Kommunen", "municipality"), ("boards", "board")):
        told = " ".join(run("paper", LARVIK, "--for", said).err.split())
        assert f"Mente du {meant}? Skriv board, bank, municipality." in told
    assert "Mente du" not in run("paper", LARVIK, "--for", "xyz").err
