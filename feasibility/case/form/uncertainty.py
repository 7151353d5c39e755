"""How sure the numbers are (usikkerhet): how each may be distributed, and which of them move together.

A distribution is in the number's own unit, and is kept within the limits of the number's field.
"""

from typing import Annotated, Literal

from pydantic import Discriminator, Field

from feasibility.case.form.fields import (
    CaseModel,
    Id,
    Listed,
    Named,
    Number,
    Text,
    numbers_of,
    quantity,
    said,
)

OWN = "own"
"""The unit of what is in the unit of the input that is distributed."""
MOST_CORRELATIONS = 100
"""How many pairs may move together: above any case, and few enough to be tried against each other at once."""


def _number(nb: str, en: str) -> Number:
    """Declare a number in the unit of the input that the distribution is of."""
    declared: Number = quantity(OWN, nb, en, at_least=-1e9)
    return declared


def _path() -> Text:
    declared: Text = said("Sti til tallet", "Path to the number", min_length=1, max_length=200, refers="*")
    return declared


def _source() -> Text:
    declared: Text = said("Kilde eller antakelse", "Source or assumption", "", max_length=1000)
    return declared


class Triangular(CaseModel):
    """Triangular distribution (trekantfordeling): likeliest at the mode, never outside low and high."""

    kind: Literal["triangular"] = said("Fordeling", "Distribution")
    path: Text = _path()
    low: Number = _number("Lavest", "Low")
    mode: Number = _number("Mest sannsynlig", "Mode")
    high: Number = _number("Høyest", "High")
    source: Text = _source()


class Pert(CaseModel):
    """PERT distribution (PERT-fordeling): as a triangle with less weight on the ends; a beta distribution."""

    kind: Literal["pert"] = said("Fordeling", "Distribution")
    path: Text = _path()
    low: Number = _number("Lavest", "Low")
    mode: Number = _number("Mest sannsynlig", "Mode")
    high: Number = _number("Høyest", "High")
    source: Text = _source()


class Uniform(CaseModel):
    """Uniform distribution (jevn fordeling): every number between low and high is as likely."""

    kind: Literal["uniform"] = said("Fordeling", "Distribution")
    path: Text = _path()
    low: Number = _number("Lavest", "Low")
    high: Number = _number("Høyest", "High")
    source: Text = _source()


class Normal(CaseModel):
    """Normal distribution (normalfordeling)."""

    kind: Literal["normal"] = said("Fordeling", "Distribution")
    path: Text = _path()
    mean: Number = _number("Forventning", "Mean")
    sd: Number = quantity(OWN, "Standardavvik", "Standard deviation", above=0)
    source: Text = _source()


class Lognormal(CaseModel):
    """Lognormal distribution (lognormal fordeling), by mean and standard deviation of the number itself."""

    kind: Literal["lognormal"] = said("Fordeling", "Distribution")
    path: Text = _path()
    mean: Number = quantity(OWN, "Forventning", "Mean", above=0)
    sd: Number = quantity(OWN, "Standardavvik", "Standard deviation", above=0)
    source: Text = _source()


_Stated = Annotated[float, Field(strict=True, ge=-1e9, le=1e9)]
_Chance = Annotated[float, Field(strict=True, ge=0, le=1)]


class Discrete(CaseModel):
    """Discrete distribution (diskret fordeling): some values, each with its probability."""

    kind: Literal["discrete"] = said("Fordeling", "Distribution")
    path: Text = _path()
    values: Annotated[Listed[_Stated], Field(min_length=1)] = numbers_of(OWN, "Verdier", "Values", ...)
    probabilities: Annotated[Listed[_Chance], Field(min_length=1)] = numbers_of(
        "share", "Sannsynligheter", "Probabilities", ...
    )
    source: Text = _source()


class Bootstrap(CaseModel):
    """Drawn from a list of what has been seen (bootstrap): each entry is as likely, repeats as often."""

    kind: Literal["bootstrap"] = said("Fordeling", "Distribution")
    path: Text = _path()
    values: Annotated[Listed[_Stated], Field(min_length=1)] = numbers_of(
        OWN, "Observasjoner", "Observations", ...
    )
    source: Text = _source()


Distribution = Triangular | Pert | Uniform | Normal | Lognormal | Discrete | Bootstrap
UncertainInput = Annotated[Distribution, Discriminator("kind")]


class Correlation(CaseModel):
    """Two uncertain inputs that move together (samvariasjon), by Spearman's rank correlation."""

    between: Annotated[tuple[Id, ...], Field(min_length=2, max_length=2)] = said(
        "Mellom", "Between", refers="uncertainty.inputs"
    )
    rank: Number = quantity("ratio", "Rangkorrelasjon", "Rank correlation", at_least=-1, at_most=1)
    source: Text = _source()


class Uncertainty(CaseModel):
    """What is uncertain in the case, for simulation; pairs that are not stated are independent."""

    inputs: Named[UncertainInput] = said("Usikre tall", "Uncertain numbers", {}, validate_default=True)
    correlations: Annotated[tuple[Correlation, ...], Field(max_length=MOST_CORRELATIONS)] = said(
        "Samvariasjon", "Correlations", ()
    )


__all__ = [
    "Bootstrap",
    "Correlation",
    "Discrete",
    "Distribution",
    "Lognormal",
    "Normal",
    "Pert",
    "Triangular",
    "UncertainInput",
    "Uncertainty",
    "Uniform",
]
