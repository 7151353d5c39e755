"""What a case file states, read without the product: its numbers, and the notes that stand beside them."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[2]

# Lines of the thesis that the gathered evidence refers to; a source that names another is a slip of the pen.
# fmt: off
THESIS_LINES = frozenset({
    "1228", "1368–1374", "1403", "2446", "2469", "2479–2487", "2766", "3455", "4140", "4243",
    "4538", "5632", "6637", "6648", "6757", "7402", "7556", "7953–8475", "8062", "8301", "9412",
    "9414", "9703", "9705", "10246", "10326", "10366–10854", "10480–10488", "10806", "11048",
    "11176", "11492–11496", "11890", "12014", "13602", "13978", "13992", "14338", "14514", "14760",
    "15114", "15152", "15948", "16328", "16354", "16364", "16366", "16410", "16484–16492", "16514",
    "16834", "16906", "16934", "17158", "17376", "17422", "17480", "17488", "17594", "17608",
    "17838", "17902", "17912", "17922", "18032", "18084", "18298", "18460", "18462", "18494",
    "18734", "18736", "18760", "18838",
})
# fmt: on
NOTE = {"value", "low", "high", "source", "assumption", "date"}
SOURCED_AS_A_WHOLE = {"uncertainty.inputs", "uncertainty.correlations"}
"""Whose items have one source for all their numbers."""


def read(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def is_note(item: object) -> bool:
    return isinstance(item, dict) and "value" in item and set(item) <= NOTE


def notes(item: object, path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every sourced number, with its dotted path."""
    if isinstance(item, dict):
        if is_note(item):
            yield path, item
            return
        for key, below in item.items():
            yield from notes(below, f"{path}.{key}".lstrip("."))
    elif isinstance(item, list):
        for place, below in enumerate(item):
            yield from notes(below, f"{path}.{place}")


def bare_numbers(item: object, path: str = "") -> Iterator[str]:
    """Paths of numbers that stand without source or assumption."""
    if is_note(item) or isinstance(item, bool):
        return
    if isinstance(item, int | float):
        yield path
    elif isinstance(item, dict) and path.rpartition(".")[0] in SOURCED_AS_A_WHOLE and item.get("source"):
        return
    elif isinstance(item, dict):
        for key, below in item.items():
            yield from bare_numbers(below, f"{path}.{key}".lstrip("."))
    elif isinstance(item, list):
        for place, below in enumerate(item):
            yield from bare_numbers(below, f"{path}.{place}")


def cited_lines(text: str) -> set[str]:
    """Lines of the thesis that a note names: "l. 9705", "l. 4243 og 6757", "l. 2479–2487"."""
    found: set[str] = set()
    for group in re.findall(r"\bl\. ((?:\d+(?:–\d+)?(?:, | og )?)+)", text):
        found |= set(re.findall(r"\d+(?:–\d+)?", group))
    return found
