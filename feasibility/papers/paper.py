"""What a paper consists of, whoever shows it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from feasibility.answers.answer import Cell, Sentence, Table
from feasibility.language import Label
from feasibility.model import Result
from feasibility.pictures.look import Picture

PaperId = Literal["board", "bank", "municipality"]

NAMES: Final[dict[PaperId, Label]] = {
    "board": Label("Styresak", "Board paper"),
    "bank": Label("Kredittnotat", "Credit paper"),
    "municipality": Label("Notat til kommunen", "Paper for the municipality"),
}


@dataclass(frozen=True)
class Fact:
    """One thing by its name. value: None where the case does not state it; it is then told as missing."""

    label: Label
    value: Cell


@dataclass(frozen=True)
class Part:
    """A part of a paper under one heading.

    missing: what the paper asks for and the case does not state. is_wide: its tables need the page's long
    side. is_abreast: its tables are narrow, and stand beside each other.
    """

    id: str
    title: Label
    sentences: tuple[Sentence, ...] = ()
    facts: tuple[Fact, ...] = ()
    tables: tuple[Table, ...] = ()
    pictures: tuple[Picture, ...] = ()
    missing: tuple[Label, ...] = ()
    is_wide: bool = False
    is_abreast: bool = False


@dataclass(frozen=True)
class Paper:
    """A paper of one run. about: who prepared it, when, of which version and run. parts: in reading order.

    most_pages: how many sheets of A4 it is meant to take.
    """

    id: PaperId
    title: Label
    result: Result
    about: tuple[Fact, ...]
    parts: tuple[Part, ...]
    most_pages: int

    @property
    def missing(self) -> tuple[Label, ...]:
        """All that the paper asks for and the case does not state, in reading order."""
        return tuple(each for part in self.parts for each in part.missing)


def facts(*stated: tuple[Label, Cell]) -> tuple[tuple[Fact, ...], tuple[Label, ...]]:
    """What is stated as facts, and the names of what is not."""
    known = tuple(Fact(label, value) for label, value in stated if value is not None)
    return known, tuple(label for label, value in stated if value is None)
