"""What was typed: options, names, and every slip told in the language asked for."""

import pytest

from feasibility.cli.arguments import UsageError, find, language_of, read
from feasibility.cli.commands import COMMANDS
from feasibility.language import LANGUAGES
from tests.cli.conftest import Run

RUN = COMMANDS["run"]


def slips(*typed: str) -> list[str]:
    with pytest.raises(UsageError) as raised:
        read(RUN, typed)
    return [message.en for message in raised.value.messages]


class TestReading:
    def test_options_before_and_after_names(self) -> None:
        for typed in (
            ["case.yaml", "--set", "a=1", "--json", "out.json"],
            ["--set", "a=1", "case.yaml", "--json", "out.json"],
            ["--set=a=1", "--json=out.json", "case.yaml"],
        ):
            found = read(RUN, typed)
            assert found.names == {"case": "case.yaml"}
            assert found.values == {"--set": ("a=1",), "--json": ("out.json",)}

    def test_an_option_that_repeats(self) -> None:
        found = read(RUN, ["case.yaml", "--set", "a=1", "--set", "b=-2"])
        assert found.values["--set"] == ("a=1", "b=-2")

    def test_switches(self) -> None:
        assert read(RUN, ["case.yaml", "--without-support"]).switches == {"--without-support"}
        assert read(RUN, ["case.yaml"]).switches == frozenset()

    def test_after_two_dashes_all_is_names(self) -> None:
        assert read(RUN, ["--", "--case.yaml"]).names == {"case": "--case.yaml"}

    def test_a_value_may_begin_with_a_dash(self) -> None:
        assert read(RUN, ["case.yaml", "--scenario", "-x"]).value("--scenario") == "-x"

    def test_a_name_may_be_left_out_where_it_is_optional(self) -> None:
        assert read(COMMANDS["explain"], ["case.yaml", "lease.rent"]).names == {
            "case": "case.yaml",
            "line": "lease.rent",
        }


class TestSlips:
    def test_all_of_them_at_once(self) -> None:
        found = slips("--jsn", "x", "y", "--set", "--without-support=1")
        assert len(found) == 4
        assert "--jsn" in found[0]
        assert "--json" in found[0]
        assert "--set" in found[1]
        assert "--without-support" in found[2]
        assert '"y"' in found[3]

    def test_a_missing_name(self) -> None:
        assert slips() == ["CASE is missing: the case file, for example my-case.yaml"]

    def test_a_missing_value(self) -> None:
        assert slips("case.yaml", "--json") == ["--json misses its value. Write --json FILE."]
        assert slips("case.yaml", "--json", "--xlsx", "b.xlsx") == [
            "--json misses its value. Write --json FILE."
        ]

    def test_an_option_twice(self) -> None:
        assert slips("case.yaml", "--json", "a.json", "--json", "b.json") == [
            "--json is given several times. Give it once."
        ]

    def test_an_unknown_command(self) -> None:
        with pytest.raises(UsageError) as raised:
            find(COMMANDS, "rum")
        assert "Mente du run?" in raised.value.messages[0].nb


class TestLanguage:
    @pytest.mark.parametrize(
        ("typed", "language"),
        [
            ([], "nb"),
            (["run", "case.yaml", "--language", "en"], "en"),
            (["--language=en", "run", "case.yaml"], "en"),
            (["run", "case.yaml", "--language", "fr"], "nb"),
            (["run", "--", "--language", "en"], "nb"),
            (["run", "--language"], "nb"),
        ],
    )
    def test_is_found_anywhere_and_norwegian_otherwise(self, typed: list[str], language: str) -> None:
        assert language_of(typed) == language

    def test_one_we_do_not_have(self, run: Run) -> None:
        ran = run("check", "x.yaml", "--language", "fr")
        assert ran.code == 2
        assert "--language fr" in ran.err

    def test_may_stand_before_the_command(self, run: Run) -> None:
        assert "Usage:" in run("--language", "en", "run").err
        assert "Usage:" in run("--language=en", "run").err


class TestHelp:
    def test_without_a_command_it_says_what_there_is(self, run: Run) -> None:
        ran = run()
        assert ran.code == 2
        assert ran.out == ""
        for command in COMMANDS:
            assert f"feasibility {command}" in ran.err

    @pytest.mark.parametrize("words", [["--help"], ["-h"], ["help"]])
    def test_asked_for(self, run: Run, words: list[str]) -> None:
        ran = run(*words)
        assert (ran.code, ran.err) == (0, "")
        assert "feasibility discount SAK" in ran.out

    @pytest.mark.parametrize("command", COMMANDS)
    @pytest.mark.parametrize("language", LANGUAGES)
    def test_of_each_command_fits_the_screen(self, run: Run, command: str, language: str) -> None:
        ran = run(command, "--help", "--language", language)
        assert ran.code == 0
        for option in COMMANDS[command].options:
            assert option.flag in ran.out
        assert ("Bruk:" in ran.out) == (language == "nb")
        assert max(map(len, ran.out.splitlines())) <= 100

    def test_version(self, run: Run) -> None:
        import feasibility

        assert run("--version").out == f"feasibility {feasibility.__version__}\n"
