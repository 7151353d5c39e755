"""What `feasibility bank` tells: what a lender asks of each borrower, and the stress grid, on one page each."""

from __future__ import annotations

from feasibility.report.layout import EMPTY, Column, Shown, paragraph, side_by_side, table  # noqa: F401  placeholder
