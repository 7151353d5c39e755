"""Random valid cases, which draw every field there is: the one source of them for all tests.

    random_case(7, "sublease")       as the user's file would state it, the same in every run
    cases("management")              a hypothesis strategy of the same, shrinking towards the plain case
    random_case_read(7), cases_read()     the same, read: as Case

What a test needs of its cases it asks for by a knob (`Knobs`): deal structure, horizon, start month, loans,
VAT, internal rates, or that the start month can be moved. Both ways of drawing share one description of what
a case may hold, so whatever one finds the other can find too. `tests.random_case.coverage` tells what a case
may state and none of them does.
"""

from typing import Any

from hypothesis import strategies as st

from feasibility.case import Case, case_from_mapping
from tests.random_case.draft import LEASED, POLICIES, STRUCTURES, Knobs
from tests.random_case.picking import Drawn, Seeded, Stated
from tests.random_case.whole import whole_case

__all__ = [
    "LEASED",
    "POLICIES",
    "STRUCTURES",
    "Knobs",
    "Stated",
    "cases",
    "cases_read",
    "random_case",
    "random_case_read",
]


def random_case(seed: int, structure: str | None = None, **knobs: Any) -> Stated:
    """A random valid case, the same for the same arguments; `knobs` are those of `Knobs`."""
    return whole_case(Seeded(seed), Knobs(structure, **knobs))


def random_case_read(seed: int, structure: str | None = None, **knobs: Any) -> Case:
    """`random_case`, read."""
    return case_from_mapping(random_case(seed, structure, **knobs))


@st.composite
def cases(draw: st.DrawFn, structure: str | None = None, **knobs: Any) -> Stated:
    """Random valid cases, as `random_case`, but shrinking to the simplest that fails."""
    return whole_case(Drawn(draw), Knobs(structure, **knobs))


def cases_read(structure: str | None = None, **knobs: Any) -> st.SearchStrategy[Case]:
    """`cases`, read."""
    return cases(structure, **knobs).map(case_from_mapping)
