"""What a worse course of events does to landlord and operator: the stress grid, and where it breaks."""

from feasibility.analysis.stress.breaking import Break, breaking_points
from feasibility.analysis.stress.covenants import Breach
from feasibility.analysis.stress.grid import (
    NOT_PAID,
    NOT_PAID_MARK,
    Party,
    Stressed,
    StressGrid,
    StressRow,
    stress,
)

__all__ = [
    "NOT_PAID",
    "NOT_PAID_MARK",
    "Breach",
    "Break",
    "Party",
    "StressGrid",
    "StressRow",
    "Stressed",
    "breaking_points",
    "stress",
]
