"""What the quick start (hurtigstart) asks: about ten answers, what each may be, and for which deal."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal

from feasibility.language import Label, Language, format_number, format_share
from feasibility.names import CompanyId, DealStructure

Today = Literal["empty", "let"]
"""What stands there: nothing (tomt), or an ordinary tenant (ordinær leietaker)."""
Afterwards = Literal["vacant", "relet"]
"""What follows the lease: the space stands empty (tomt), or is let to an ordinary tenant (leies ut igjen)."""


@dataclass(frozen=True)
class QuickStart:
    """The answers. None leaves a number to the template, or lets it be worked out from the others.

    Amounts are ex VAT. `rent_nok_per_m2_year` is the rent asked for, of a turnover rent its minimum;
    `ordinary_rent_nok_per_m2_year` what an ordinary tenant pays or would pay. `offices` and `desks` left out
    fill the area. `name` left out is made of area and place. `renewal_months` left out is no renewal
    (forlengelse); `afterwards` left out is as it is today, empty or let, so that the gain is the deal's own.
    """

    structure: DealStructure
    area_m2: float
    place: str = ""
    name: str = ""
    today: Today = "empty"
    empty_months: int | None = None
    ordinary_rent_nok_per_m2_year: float | None = None
    value_nok: float | None = None
    rent_nok_per_m2_year: float | None = None
    turnover_share: float | None = None
    fee_nok_per_month: float | None = None
    surplus_share: float | None = None
    free_months: int | None = None
    reduced_share: float | None = None
    reduced_months: int | None = None
    renewal_months: int | None = None
    afterwards: Afterwards | None = None
    offices: int | None = None
    desks: int | None = None
    works_nok: float | None = None
    landlord_works_share: float | None = None
    loan_nok: float | None = None
    borrower: CompanyId = "landlord"


_LEASES: Final[frozenset[DealStructure]] = frozenset({"sublease", "turnover_rent"})
_ALL: Final[frozenset[DealStructure]] = _LEASES | {"management", "landlord_operated"}


@dataclass(frozen=True)
class Asked:
    """A number that is asked for: its name in :class:`QuickStart`, its limits, and in which deals it is."""

    id: str
    label: Label
    unit: str
    least: float
    most: float
    structures: frozenset[DealStructure] = _ALL
    is_whole: bool = False

    def refusal(self, value: float) -> Label | None:
        """Why the number cannot be; None where it can."""
        if self.is_whole and not float(value).is_integer():
            return Label(
                "Skriv et helt tall, uten desimaler.",
                "Write a whole number, without decimals.",
            )
        if self.least <= value <= self.most:
            return None
        nb, en = ([self._shown(limit, language) for limit in (self.least, self.most)] for language in _BOTH)
        return Label(
            f"Tallet må være minst {nb[0]} og høyst {nb[1]}.",
            f"The number must be at least {en[0]} and at most {en[1]}.",
        )

    def _shown(self, limit: float, language: Language) -> str:
        return format_share(limit, language, 0) if self.unit == "share" else format_number(limit, 0, language)


_BOTH: Final[tuple[Language, Language]] = ("nb", "en")
_M2, _RENT, _MONTHS = "m2", "NOK/m2/year", "months"
ASKED: Final[dict[str, Asked]] = {
    asked.id: asked
    for asked in (
        Asked("area_m2", Label("Areal", "Area"), _M2, 20, 100_000),
        Asked(
            "empty_months", Label("Har stått tomt i", "Has been empty for"), _MONTHS, 0, 600, is_whole=True
        ),
        Asked(
            "ordinary_rent_nok_per_m2_year",
            Label("Leie en ordinær leietaker betaler", "Rent an ordinary tenant pays"),
            _RENT,
            0,
            20_000,
        ),
        Asked("value_nok", Label("Verdi i dag, tomt", "Value today, vacant"), "NOK", 0, 10_000_000_000),
        Asked(
            "rent_nok_per_m2_year",
            Label("Leie driveren skal betale", "Rent the operator is to pay"),
            _RENT,
            0,
            20_000,
            _LEASES,
        ),
        Asked(
            "turnover_share",
            Label("Andel av omsetningen i leie", "Share of turnover as rent"),
            "share",
            0,
            1,
            frozenset({"turnover_rent"}),
        ),
        Asked(
            "fee_nok_per_month",
            Label("Fast honorar til driveren", "Fixed fee to the operator"),
            "NOK/month",
            0,
            10_000_000,
            frozenset({"management"}),
        ),
        Asked(
            "surplus_share",
            Label("Driverens del av overskuddet", "The operator's share of the surplus"),
            "share",
            0,
            1,
            frozenset({"management"}),
        ),
        Asked("free_months", Label("Leiefritt i", "Rent-free for"), _MONTHS, 0, 480, _LEASES, is_whole=True),
        Asked(
            "reduced_share",
            Label("Deretter avslag i leien", "Then reduction of rent"),
            "share",
            0,
            1,
            _LEASES,
        ),
        Asked(
            "reduced_months",
            Label("Avslaget varer i", "The reduction lasts"),
            _MONTHS,
            0,
            480,
            _LEASES,
            is_whole=True,
        ),
        Asked(
            "renewal_months",
            Label("Avtalt forlengelse etter leietiden", "Agreed renewal after the lease"),
            _MONTHS,
            0,
            480,
            _LEASES,
            is_whole=True,
        ),
        Asked("offices", Label("Kontor", "Offices"), "count", 0, 10_000, is_whole=True),
        Asked("desks", Label("Åpne plasser", "Open desks"), "count", 0, 10_000, is_whole=True),
        Asked("works_nok", Label("Ombygging og innredning", "Works and fit-out"), "NOK", 0, 1_000_000_000),
        Asked(
            "landlord_works_share",
            Label("Av dette betaler gårdeieren", "Of this the landlord pays"),
            "share",
            0,
            1,
            _LEASES,
        ),
        Asked("loan_nok", Label("Lån", "Loan"), "NOK", 0, 1_000_000_000),
    )
}
"""Every number that is asked for, by its name in :class:`QuickStart`, in the order of the form."""


@dataclass(frozen=True)
class Mistake:
    """What is wrong with an answer: which one, and what to do about it."""

    field: str
    label: Label


class QuickStartError(ValueError):
    """Answers that no case can be made of; `mistakes` holds every one found."""

    def __init__(self, mistakes: Iterable[Mistake]) -> None:
        self.mistakes: tuple[Mistake, ...] = tuple(mistakes)
        super().__init__(self.mistakes)

    def __str__(self) -> str:
        return "\n".join(f"{mistake.field}: {mistake.label.nb}" for mistake in self.mistakes)


def asked_of(structure: DealStructure) -> tuple[Asked, ...]:
    """The numbers that are asked for of a deal structure."""
    return tuple(asked for asked in ASKED.values() if structure in asked.structures)


def require_possible(answers: QuickStart) -> None:
    """Raise QuickStartError for each answer that cannot be, or is not asked of the deal structure."""
    mistakes = []
    for asked in ASKED.values():
        value = getattr(answers, asked.id)
        if value is None:
            continue
        if answers.structure not in asked.structures:
            mistakes.append(Mistake(asked.id, _NOT_ASKED))
        elif (wrong := asked.refusal(value)) is not None:
            mistakes.append(Mistake(asked.id, wrong))
    if answers.afterwards is not None and answers.structure not in _LEASES:
        mistakes.append(Mistake("afterwards", _NOT_ASKED))
    if answers.borrower == "operator" and answers.structure not in _LEASES:
        mistakes.append(Mistake("borrower", _NOT_ASKED))
    elif answers.borrower == "operator" and answers.loan_nok is None:
        mistakes.append(Mistake("loan_nok", _HOW_MUCH))
    if len(answers.name) > _LONGEST_NAME:
        mistakes.append(Mistake("name", _TOO_LONG))
    if len(answers.place) > _LONGEST_PLACE:
        mistakes.append(Mistake("place", _TOO_LONG))
    if mistakes:
        raise QuickStartError(mistakes)


_LONGEST_NAME: Final = 120
_LONGEST_PLACE: Final = 80
_TOO_LONG: Final = Label("Teksten er for lang. Skriv den kortere.", "The text is too long. Write it shorter.")
_NOT_ASKED: Final = Label(
    "Gjelder ikke denne avtaleformen. La svaret stå tomt.",
    "Does not apply to this deal structure. Leave the answer out.",
)
_HOW_MUCH: Final = Label(
    "Skriv hvor mye driveren låner, eller la gårdeieren ta lånet.",
    "Write how much the operator borrows, or let the landlord take the loan.",
)
