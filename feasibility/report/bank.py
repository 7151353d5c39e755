"""What `feasibility bank` tells: what a lender asks of each borrower, and the stress grid, on one page each."""

from __future__ import annotations

from feasibility.analysis.stress import Party, Stressed, StressGrid
from feasibility.engine.expr import Input
from feasibility.language import Label, Language, format_measure, format_number, format_share
from feasibility.model import Result
from feasibility.model.bank_view import BankView, Entry, Measured
from feasibility.report.layout import EMPTY, Entry as Shown2  # noqa: F401  placeholder
from feasibility.report.layout import Column, Shown, paragraph, side_by_side, table
from feasibility.report.summary import Applied, checks, heading
from feasibility.report.words import PARTIES, shown_number
