"""A question that has no answer: it means nothing for the case, or is put wrongly."""

from __future__ import annotations

from feasibility.language import Label


class NoAnswer(ValueError):
    """The question has no meaning for the case; `label` says why and how to mend it, in both languages."""

    def __init__(self, label: Label) -> None:
        super().__init__(label.en)
        self.label = label
