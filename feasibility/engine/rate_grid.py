"""The monthly rates that internal rates of return are looked for between (docs/model.md §1)."""

# Monthly rates from −30 % (−98.6 % a year) to +100 %, closest where leases and loans live. Long losses have
# their root far below zero, where a year's rate says nothing and spreadsheets find different roots.
GRID = (
    -0.3, -0.25, -0.2, -0.15, -0.1, -0.08, -0.06, -0.05, -0.04, -0.03,
    -0.025, -0.02, -0.015, -0.0125, -0.01, -0.0075, -0.005, -0.0025, 0.0,
    0.0025, 0.005, 0.0075, 0.01, 0.0125, 0.015, 0.02, 0.025, 0.03, 0.04, 0.05,
    0.06, 0.08, 0.1, 0.15, 0.2, 0.3, 0.5, 1.0,
)  # fmt: skip

NEAREST_TO = 0.01
"""Of several roots the one nearest this is the number."""
