"""Expressions as formulas of a spreadsheet, and where their cells stand (docs/engine.md)."""
