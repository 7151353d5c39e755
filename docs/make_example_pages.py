"""Writes the numbers of the examples' pages anew from a run of each: python docs/make_example_pages.py

A number on docs/examples/NAME.md that comes from examples/NAME.yaml has a mark behind it, hidden when the
page is read: `338,197<!-- landlord.npv_against_vacant -->`. The mark names a line of the model, or a path of
the case file where the number is one that is stated. After the line may stand

- `month 12`, `year 2030` or `sum`: of a line over months or years, that one, or all of them;
- `in NAME`: in that scenario of the case;
- `with PATH=VALUE`: after that change of the case.

How many decimals are written, and whether as a percentage, is kept as it stands on the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

import numpy as np
import yaml

from feasibility.case import Case, load_case
from feasibility.evaluate import run
from feasibility.model import Result

ROOT: Final = Path(__file__).resolve().parents[1]
PAGES: Final = ROOT / "docs" / "examples"
MARKED: Final = re.compile(
    r"(?P<number>[−-]?\d[\d,]*(?:\.\d+)?(?: %)?)(?P<bold>\**)<!-- (?P<mark>[^>]+?) -->"
)
"""A number, and what it is."""


@dataclass(frozen=True)
class Mark:
    """What one number on a page is: the line, its period, in which scenario and after which changes."""

    line: str
    period: str = ""
    scenario: str = ""
    changes: tuple[tuple[str, float], ...] = ()


def read_mark(text: str) -> Mark:
    """A mark from its words; ValueError where it cannot be read."""
    words = text.split()
    line, words = words[0], words[1:]
    period, scenario, changes = "", "", []
    while words:
        match words:
            case ["sum", *_]:
                period, words = "sum", words[1:]
            case ["month" | "year" as kind, number, *_]:
                period, words = f"{kind} {number}", words[2:]
            case ["in", name, *_]:
                scenario, words = name, words[2:]
            case ["with", change, *_]:
                path, _, value = change.partition("=")
                changes.append((path, float(value)))
                words = words[2:]
            case _:
                raise ValueError(f"what is '{words[0]}' in the mark '{text}'?")
    return Mark(line, period, scenario, tuple(changes))


def value_of(name: str, mark: Mark) -> float:
    """What the model says today; KeyError for what is not there, ValueError where it is null."""
    result = _result(name, mark.scenario, mark.changes)
    if mark.line not in result.built.model.lines:
        return _stated(name, mark)
    found = result.values[mark.line]
    if isinstance(found, np.ndarray):
        found = _of_period(result, found, mark)
    if found is None or np.isnan(found):
        raise ValueError(f"{mark.line} is null in {name}")
    return float(found)


def written(value: float, as_on_page: str) -> str:
    """A number as it is written: with the decimals, and the per cent sign, of the one that stands there."""
    is_share = as_on_page.endswith("%")
    decimals = len(as_on_page.removesuffix(" %").partition(".")[2])
    rounded = round(value * 100 if is_share else value, decimals) or 0.0
    return f"{rounded:,.{decimals}f}".replace("-", "−") + (" %" if is_share else "")


def marks(text: str) -> Iterator[tuple[str, Mark]]:
    """Each marked number of a page, as written, with its mark."""
    for found in MARKED.finditer(text):
        yield found["number"], read_mark(found["mark"])


def page(name: str) -> str:
    """The page of an example with its numbers as the model gives them today."""

    def anew(found: re.Match[str]) -> str:
        number = written(value_of(name, read_mark(found["mark"])), found["number"])
        return f"{number}{found['bold']}<!-- {found['mark']} -->"

    return MARKED.sub(anew, (PAGES / f"{name}.md").read_text(encoding="utf-8"))


@cache
def _case(name: str) -> Case:
    return load_case(ROOT / "examples" / f"{name}.yaml")


@cache
def _result(name: str, scenario: str, changes: tuple[tuple[str, float], ...]) -> Result:
    case = _case(name)
    if scenario:
        case = case.scenario(scenario)
    return run(case.changed(dict(changes)) if changes else case)


def _of_period(result: Result, found: Any, mark: Mark) -> float:
    kind, _, number = mark.period.partition(" ")
    if kind == "sum":
        return float(found.sum())
    if kind == "month":
        return float(found[int(number) - 1])
    if kind == "year":
        return float(found[list(result.values["calendar.years"]).index(int(number))])
    raise ValueError(f"{mark.line} is over months or years: say which in the mark")


def _stated(name: str, mark: Mark) -> float:
    """A number of the case file itself; in a scenario, that which the scenario sets."""
    stated: Any = yaml.safe_load((ROOT / "examples" / f"{name}.yaml").read_text(encoding="utf-8"))
    changed = stated["scenarios"][mark.scenario]["set"] if mark.scenario else {}
    item = changed.get(mark.line, stated)
    if item is stated:
        for step in mark.line.split("."):
            item = item[int(step)] if isinstance(item, list) else item[step]
    return float(item["value"] if isinstance(item, dict) else item)


if __name__ == "__main__":
    for file in sorted(PAGES.glob("*.md")):
        file.write_text(page(file.stem), encoding="utf-8")
        print(f"{file.name}: {len(list(marks(file.read_text(encoding='utf-8'))))} numbers")
