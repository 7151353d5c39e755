"""What reaches a terminal: colours only there, older character sets, names that would steer it, progress."""

import io

import pytest

from feasibility.cli import screen as screen_module
from feasibility.cli.screen import Screen
from feasibility.report.layout import (
    WIDTH,
    Column,
    Entry,
    Shown,
    broken,
    entry_lines,
    next_lines,
    paragraph,
    side_by_side,
    table,
)


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def a_screen(out: io.StringIO, err: io.StringIO | None = None, is_coloured: bool = False) -> Screen:
    return Screen("nb", out, err or io.StringIO(), is_coloured)


class TestScreen:
    def test_colours_on_a_terminal_only(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("sys.stdout", Terminal())
        monkeypatch.setattr("sys.stderr", io.StringIO())
        monkeypatch.delenv("NO_COLOR", raising=False)
        assert Screen.standard("nb").is_coloured
        monkeypatch.setenv("NO_COLOR", "1")
        assert not Screen.standard("nb").is_coloured
        monkeypatch.delenv("NO_COLOR")
        monkeypatch.setattr("sys.stdout", io.StringIO())
        assert not Screen.standard("nb").is_coloured

    def test_a_failed_check_is_red(self) -> None:
        out = io.StringIO()
        a_screen(out, is_coloured=True).show([Shown("AVVIK", "bad"), Shown("tekst")])
        assert out.getvalue() == "\x1b[1;31mAVVIK\x1b[0m\ntekst\n"

    def test_a_name_cannot_steer_the_terminal(self) -> None:
        out, err = io.StringIO(), io.StringIO()
        a_screen(out, err).show([Shown("\x1b[2Jsak\r\x07\u202e \u00a0")])
        a_screen(out, err).complain(["\x1b]0;x"])
        assert out.getvalue() == " [2Jsak    \u00a0\n"
        assert err.getvalue() == " ]0;x\n"

    @pytest.mark.parametrize("encoding", ["ascii", "cp1252", "latin-1", "cp850"])
    def test_an_older_character_set_gets_plain_signs(
        self, encoding: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        raw = io.BytesIO()
        monkeypatch.setattr("sys.stdout", io.TextIOWrapper(raw, encoding=encoding))
        monkeypatch.setattr("sys.stderr", io.TextIOWrapper(io.BytesIO(), encoding=encoding))
        screen = Screen.standard("nb")
        screen.show([Shown("−1 250 kr – ✗ ─")])
        screen.out.flush()
        text = raw.getvalue().decode(encoding)
        assert text.startswith("-1")  # a lost minus would make a loss a gain
        assert text.rstrip().endswith("x -") or text.rstrip().endswith("x ─")

    def test_a_bar_on_a_terminal_only(self) -> None:
        assert a_screen(io.StringIO(), io.StringIO()).progress("Skriver") is None
        err = Terminal()
        tell = a_screen(io.StringIO(), err).progress("Skriver")
        assert tell is not None
        tell(0.5)
        assert err.getvalue() == f"\rSkriver [{'#' * 15}{'.' * 15}]"
        tell(1.0)
        assert err.getvalue().endswith("\r")

    def test_every_sign_we_write_has_a_plain_one(self) -> None:
        assert all(plain.isascii() for plain in screen_module._PLAIN.values())


class TestLayout:
    def test_amounts_are_never_broken(self) -> None:
        assert broken("mangler 1\u00a0250\u00a0000\u00a0kr nå", 15) == [
            "mangler",
            "1\u00a0250\u00a0000\u00a0kr nå",
        ]

    def test_a_long_word_is_left_whole(self) -> None:
        assert broken("a " + "x" * 30 + " b", 10) == ["a", "x" * 30, "b"]
        assert broken("", 10) == [""]

    def test_paragraphs_hang(self) -> None:
        lines = paragraph("ord " * 40, indent="  ", hanging="    ")
        assert lines[0].text.startswith("  ord")
        assert lines[1].text.startswith("    ord")
        assert max(len(line.text) for line in lines) <= WIDTH

    @pytest.mark.parametrize(
        ("label", "value", "lines"),
        [
            ("Kort", "5 kr", ["Kort" + "5 kr".rjust(36)]),
            (
                "En ledetekst som er for lang for linjen",
                "1 250 kr",
                ["En ledetekst som er for lang", "  for linjen" + "1 250 kr".rjust(28)],
            ),
            (
                "Kort",
                "– (en grunn som er altfor lang til å stå)",
                ["Kort", "– (en grunn som er altfor lang til å".rjust(40), "stå)".rjust(40)],
            ),
        ],
    )
    def test_a_value_stands_to_the_right(self, label: str, value: str, lines: list[str]) -> None:
        assert entry_lines(Entry(label, value), 40) == lines

    def test_columns_of_unequal_length(self) -> None:
        left = Column("A", (Entry("x", "1"),))
        right = Column("B", (Entry("y", "2"), Entry("z", "3")))
        lines = side_by_side([left, right])
        assert len(lines) == 4
        assert max(len(line.text) for line in lines) <= WIDTH
        assert lines[3].text.strip().startswith("z")

    def test_a_table_wraps_its_cells(self) -> None:
        lines = table(["Hva", "en lang overskrift her"], [["rad", "7"]], [10, 14])
        assert [line.text for line in lines] == [
            f"Hva       {'en lang'.rjust(14)}",
            f"          {'overskrift'.rjust(14)}",
            f"          {'her'.rjust(14)}",
            "─" * 24,
            f"rad       {'7'.rjust(14)}",
        ]

    def test_commands_that_are_too_long_stand_below_what_they_do(self) -> None:
        assert [s.text for s in next_lines((Entry("feasibility check a", "Finn feil"),))] == [
            "  feasibility check a  Finn feil"
        ]
        long = Entry("feasibility check " + "a" * 90, "Finn feil")
        assert [s.text for s in next_lines((long,))] == ["  Finn feil", f"    {long.label}"]
