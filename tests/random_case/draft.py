"""What a user of random cases may ask for, and what is known of a case while the rest of it is drawn."""

from dataclasses import dataclass, field

from tests.random_case.picking import Pick, Stated

STRUCTURES = ("sublease", "turnover_rent", "management", "landlord_operated")
LEASED = ("sublease", "turnover_rent")
POLICIES = ("liable_only", "separate", "pooled", "unregistered")


@dataclass(frozen=True)
class Knobs:
    """What a user of random cases may ask for; what is left as it is, is drawn.

    Attributes:
        structure: one of STRUCTURES.
        start: calendar month of the first month, 1-12.
        horizon: the shortest and the longest horizon in months.
        loans: at least one loan, or none.
        vat_heavy: every choice in VAT, works below and above the limits of capital goods, and often works
            long before the first member.
        policy: one of POLICIES.
        pays_back: money goes out first and comes in later, so that there are internal rates; without support
            and without the operator's default, which would turn that round.
        movable: valid from any start month from 2024 on, as a reader of the workbook may change it.
    """

    structure: str | None = None
    start: int | None = None
    horizon: tuple[int, int] = (12, 84)
    loans: bool | None = None
    vat_heavy: bool = False
    policy: str | None = None
    pays_back: bool = False
    movable: bool = False


@dataclass
class Draft:
    """A case being drawn: where the choices come from, what was asked for, and what is drawn so far."""

    pick: Pick
    knobs: Knobs
    structure: str
    horizon: int
    year: int
    month: int
    case: Stated = field(default_factory=dict)

    @property
    def spaces(self) -> tuple[str, ...]:
        """The ids of the spaces drawn."""
        return tuple(self.case["building"]["spaces"])

    @property
    def works(self) -> tuple[str, ...]:
        """The ids of the works drawn."""
        return tuple(self.case.get("works", ()))

    @property
    def companies(self) -> tuple[str, ...]:
        """The companies that are there from the start; what is stated of others is not used."""
        return ("landlord",) if self.structure == "landlord_operated" else ("landlord", "operator")

    def first_rate_year(self, needed: int) -> int:
        """The first year of a rate by year that is needed from the year `needed`."""
        return 2023 if self.knobs.movable else needed - self.pick.whole(0, 1)
