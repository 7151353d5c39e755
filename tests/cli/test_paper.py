"""`feasibility paper`: whom it is for."""

from pathlib import Path

from tests.cli.conftest import Run

LARVIK = Path(__file__).resolve().parents[2] / "examples" / "larvik.yaml"


def test_a_paper_is_shown_in_brief_and_whole_when_asked(run: Run, folder: Path) -> None:
    brief = run("paper", LARVIK, "--for", "municipality")
    assert brief.code == 0
    assert "I papiret" in brief.out
    assert "Skrevet: larvik-municipality.pdf." in brief.out
    assert "Alt sammen her på skjermen: --full." in brief.out
    assert len(brief.out.splitlines()) < 40
    whole = run("paper", LARVIK, "--for", "municipality", "--full")
    assert "--full" not in whole.out
    assert len(whole.out.splitlines()) > 60
    assert (folder / "larvik-municipality.pdf").is_file()


def test_a_reader_that_no_paper_is_for_is_told_the_nearest(run: Run) -> None:
    for said, meant in (("banken", "bank"), ("Kommunen", "municipality"), ("boards", "board")):
        told = " ".join(run("paper", LARVIK, "--for", said).err.split())
        assert f"Mente du {meant}? Skriv board, bank, municipality." in told
    assert "Mente du" not in run("paper", LARVIK, "--for", "xyz").err
