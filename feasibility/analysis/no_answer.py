"""A question that has no answer: it means nothing for the case, or is put wrongly."""

from __future__ import annotations

from feasibility.case import Case
from feasibility.language import Label


class NoAnswer(ValueError):
    """The question has no meaning for the case; `label` says why and how to mend it, in both languages."""

    def __init__(self, label: Label) -> None:
        super().__init__(label.en)
        self.label = label


def without_lease(case: Case, otherwise: Label) -> Label:
    """Why a question about the lease has no answer: it comes with a later phase, or `otherwise`."""
    later = any(getattr(stage.deal, "lease", None) is not None for stage in case.stages)
    return _LEASE_LATER if later else otherwise


_LEASE_LATER = Label(
    "Avtalen saken begynner med, har ingen leie. Leieavtalen kommer med en senere fase, og hvor mye avslag "
    "den tåler, er ikke regnet ut.",
    "The deal the case begins with has no rent. The lease comes with a later phase, and how much reduction "
    "it can bear is not worked out.",
)
