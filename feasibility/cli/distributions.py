"""Distributions and correlations as they are typed: `path=triangular(1, 2, 3)`, `path,path=0.5`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from feasibility.cli.answers import number_in
from feasibility.cli.arguments import UsageError
from feasibility.language import Label, Language

FORMS: Final = {
    "triangular": ("low", "mode", "high"),
    "pert": ("low", "mode", "high"),
    "uniform": ("low", "high"),
    "normal": ("mean", "sd"),
    "lognormal": ("mean", "sd"),
}
"""The numbers of each kind that has so many, in their order."""
_LISTED: Final = "bootstrap"
_WEIGHED: Final = "discrete"
_EXAMPLE: Final = (
    "triangular(1, 2, 3), pert(1, 2, 3), uniform(1, 3), normal(2, 0.5), lognormal(2, 0.5), "
    "discrete(1:0.3, 2:0.7), bootstrap(1, 2, 2, 3)"
)


@dataclass(frozen=True)
class Varied:
    """A number, by path or name, and its distribution as the case file has it."""

    number: str
    distribution: dict[str, object]


def varied(given: Sequence[str], language: Language) -> list[Varied]:
    """Each `number=kind(…)`. Raises UsageError with every slip."""
    found: list[Varied] = []
    slips: list[Label] = []
    for text in given:
        try:
            found.append(_varied(text, language))
        except UsageError as error:
            slips += error.messages
    if slips:
        raise UsageError(slips)
    return found


def correlated(given: Sequence[str], language: Language) -> list[tuple[str, str, float]]:
    """Each `number,number=rank`. Raises UsageError with every slip."""
    found: list[tuple[str, str, float]] = []
    slips: list[Label] = []
    for text in given:
        names, _, rank = text.rpartition("=")
        between = [name.strip() for name in names.split(";" if ";" in names else ",")]
        if len(between) != 2 or not all(between):
            slips.append(
                Label(
                    f"--correlate {text}: skriv to tall og rangkorrelasjonen, slik: sti,sti=0.5.",
                    f"--correlate {text}: write two numbers and the rank correlation: path,path=0.5.",
                )
            )
            continue
        try:
            found.append((between[0], between[1], number_in(rank.strip(), "--correlate", language)))
        except UsageError as error:
            slips += error.messages
    if slips:
        raise UsageError(slips)
    return found


def _varied(text: str, language: Language) -> Varied:
    name, _, form = (part.strip() for part in text.partition("="))
    match = re.fullmatch(r"([a-z]+)\s*\((.*)\)", form)
    kind = "" if match is None else match[1]
    if not name or match is None or kind not in (*FORMS, _LISTED, _WEIGHED):
        raise UsageError(
            [
                Label(
                    f"--vary {text}: skriv sti=fordeling, der fordelingen er en av {_EXAMPLE}.",
                    f"--vary {text}: write path=distribution, the distribution being one of {_EXAMPLE}.",
                )
            ]
        )
    # a decimal comma is possible where numbers are parted by semicolons
    parts = [part.strip() for part in match[2].split(";" if ";" in match[2] else ",")]
    if kind == _WEIGHED:
        return Varied(name, _weighed(text, parts, language))
    numbers = [_number(part, language) for part in parts]
    if kind == _LISTED:
        return Varied(name, {"kind": kind, "values": numbers})
    wanted = FORMS[kind]
    if len(numbers) != len(wanted):
        form = f"{kind}({', '.join(wanted)})"
        raise UsageError(
            [
                Label(
                    f"--vary {text}: {len(numbers)} tall er gitt. Skriv {form}; med desimalkomma skilles "
                    "tallene med semikolon.",
                    f"--vary {text}: {len(numbers)} numbers are given. Write {form}.",
                )
            ]
        )
    return Varied(name, {"kind": kind, **dict(zip(wanted, numbers, strict=True))})


def _weighed(text: str, parts: Sequence[str], language: Language) -> dict[str, object]:
    pairs = [part.partition(":") for part in parts]
    if not all(colon for _, colon, _ in pairs):
        raise UsageError(
            [
                Label(
                    f"--vary {text}: skriv hver verdi med sin sannsynlighet: discrete(1:0.3, 2:0.7).",
                    f"--vary {text}: write each value with its probability: discrete(1:0.3, 2:0.7).",
                )
            ]
        )
    return {
        "kind": _WEIGHED,
        "values": [_number(value.strip(), language) for value, _, _ in pairs],
        "probabilities": [_number(chance.strip(), language) for _, _, chance in pairs],
    }


def _number(text: str, language: Language) -> float:
    return number_in(text, "--vary", language)
