"""How a command may end."""

from __future__ import annotations

from typing import Final

from feasibility.language import Label

OK: Final = 0
CHECK_FAILED: Final = 1
BAD_INPUT: Final = 2
BUG: Final = 3
"""None of the user's doing: an exception nobody foresaw."""

INTERRUPTED: Final = 130
"""Stopped from the keyboard, as shells count it."""


class Refusal(Exception):
    """A command cannot be carried out as asked; `labels` say why and how to mend it."""

    def __init__(self, *labels: Label) -> None:
        super().__init__(*(label.en for label in labels))
        self.labels = labels
