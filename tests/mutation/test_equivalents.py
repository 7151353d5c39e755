"""Known equivalents are found again after lines, and files, have moved."""

from pathlib import Path

import pytest

from tests.mutation import equivalents
from tests.mutation.equivalents import Equivalent, match
from tests.mutation.sites import mutations_of

SOURCE = "def f(a):\n    return a < 1 or a < 1\n"
ENTRY = Equivalent("feasibility/model/made.py", "f", "return a < 1 or a < 1", "< → <=", "never 1")


@pytest.mark.parametrize(
    ("path", "before", "occurrence"),
    [
        ("feasibility/model/made.py", "", 1),
        ("feasibility/model/made.py", "B = 2\n\n\n", 2),
        ("feasibility/model/deal/other.py", "", 1),  # the file it was in is gone
    ],
)
def test_an_entry_finds_one_change(path: str, before: str, occurrence: int) -> None:
    entry = Equivalent(ENTRY.file, ENTRY.function, ENTRY.line, ENTRY.change, ENTRY.why, occurrence)
    every = mutations_of(before + SOURCE, path)
    known, stale = match(every, [entry])
    both = [mutation for mutation in every if mutation.change == "< → <="]
    assert list(known) == [both[occurrence - 1]]
    assert stale == []


def test_an_entry_is_stale_where_its_line_reads_otherwise() -> None:
    every = mutations_of(SOURCE.replace("1", "2"), ENTRY.file)
    assert match(every, [ENTRY]) == ({}, [ENTRY])


def test_an_entry_does_not_reach_another_file_while_its_own_is_there() -> None:
    every = [*mutations_of("a = 1\n", ENTRY.file), *mutations_of(SOURCE, "feasibility/model/other.py")]
    assert match(every, [ENTRY]) == ({}, [ENTRY])


def test_an_entry_without_a_reason_is_refused(tmp_path: Path) -> None:
    entry = '[[equivalent]]\nfile = "a"\nfunction = ""\nline = "x"\nchange = "1 → 2"\nwhy = " "\n'
    (tmp_path / "made.toml").write_text(entry, "utf-8")
    with pytest.raises(ValueError, match="no reason"):
        equivalents.read(tmp_path / "made.toml")


def test_the_list_of_the_project_can_be_read() -> None:
    assert all(entry.file.startswith("feasibility/") for entry in equivalents.read())
