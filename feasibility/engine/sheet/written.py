"""How texts, calls and whole formulas are written within what every spreadsheet takes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from feasibility.engine.expr import EngineError

LONGEST_ARGUMENTS = 255
LONGEST_TEXT = 255
LONGEST_FORMULA = 8192
DEEPEST_NESTING = 64


def quoted(words: str) -> str:
    """Words in quotation marks. Raises EngineError where they are too long."""
    if len(words) > LONGEST_TEXT:
        raise EngineError(f"a text in a formula has at most {LONGEST_TEXT} characters: {words[:40]}…")
    return '"' + words.replace('"', '""') + '"'


def call(function: str, arguments: Iterable[str]) -> str:
    """A call of a function."""
    return f"{function}({','.join(arguments)})"


def call_in_parts(function: str, arguments: Sequence[str]) -> str:
    """A call with any number of arguments, in groups where there are more than a spreadsheet takes."""
    while len(arguments) > LONGEST_ARGUMENTS:
        arguments = [
            call(function, arguments[i : i + LONGEST_ARGUMENTS])
            for i in range(0, len(arguments), LONGEST_ARGUMENTS)
        ]
    return call(function, arguments)


def depth_of(formula: str) -> int:
    """How many calls stand inside each other, at the deepest."""
    deepest = depth = 0
    for part in formula.split('"')[0::2]:
        for sign in part:
            if sign == "(":
                depth += 1
                deepest = max(deepest, depth)
            elif sign == ")":
                depth -= 1
    return deepest
