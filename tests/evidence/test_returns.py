"""The warning of several internal rates: raised where there are or may be several, not where there is one."""

import pytest

from tests.model.answers.test_measures import operator_with


def texts(flows: dict[int, float], horizon: int) -> list[tuple[str, str]]:
    """The warning in both languages; about the operator, since the landlord has no flows here."""
    found = [w for w in operator_with(flows, horizon).warnings if w.id == "several_internal_rates"]
    return [(w.text.nb.replace("\u00a0", " "), w.text.en) for w in found]


def test_two_roots_are_told_with_both() -> None:
    # −1,000, 50 a month and −300: 1.6048 and −13.737 % a month by the polynomial
    ((nb, en),) = texts({1: -1000, **dict.fromkeys(range(2, 32), 50), 32: -300}, 32)
    assert nb.startswith(
        "Flere internrenter mulig; bruk nåverdien. Internrente, driver: 21,05 %, også −83,02 %"
    )
    assert en.startswith("Several internal rates possible; use the present value. Internal rate of return, ")
    assert "21.05%, also -83.02%" in en


def test_a_root_outside_the_grid_is_told_in_words() -> None:
    # (1 + r) of 1.02 and of 4: 1, −5.02, 4.08
    ((nb, _),) = texts({1: 1000, 2: -5020, 3: 4080}, 12)
    assert "Internrente, driver: 26,82 %, også over 100 % i måneden" in nb


def test_the_same_words_are_not_told_twice() -> None:
    # (1 + r) of 3 and of 4: 1, −7, 12; both roots are above 100 % a month
    ((nb, _),) = texts({1: 1000, 2: -7000, 3: 12_000}, 12)
    assert nb.split("Internrente, driver")[1].split(";")[0] == ": over 100 % i måneden"
    assert "også" not in nb.split("Internrente, driver")[1].split(";")[0]


def test_a_running_total_that_turns_three_times() -> None:
    ((nb, _),) = texts({1: -100, 2: 300, 3: -250, 4: 100}, 12)
    assert "også" not in nb.split("Internrente, driver")[1].split(";")[0]


@pytest.mark.parametrize("flows", [{1: -1000, 2: 1100}, {1: -1000}, {1: -1, 2: 3, 3: -3}, {1: -5, 2: 20_000}])
def test_one_root_or_none_is_no_reason_to_warn(flows: dict[int, float]) -> None:
    assert texts(flows, 12) == []
