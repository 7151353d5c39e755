"""Words of the page of statements."""

from typing import Final

from feasibility.language import Label

WHOSE: Final = Label("Hvem sine tall?", "Whose numbers?")
WHICH: Final = Label("Hvilket budsjett?", "Which statement?")
KINDS: Final = {
    "income_statement": Label("Resultat", "Income"),
    "cash_flow": Label("Likviditet", "Cash flow"),
    "balance_sheet": Label("Balanse", "Balance sheet"),
    "support_ladder": Label("Støttetrappen", "Support ladder"),
    "loans": Label("Lån", "Loans"),
}
ENTRY: Final = Label("Post", "Entry")
WHEN: Final = Label("Vis", "Show")
ALL_YEARS: Final = Label("År for år", "Year by year")
MONTHS_OF: Final = Label("{}, måned for måned", "{}, month by month")
LOANS: Final = Label("Nedbetalingsplan, {}", "Loan plan, {}")
CSV_YEARS: Final = Label("Last ned år for år (CSV)", "Download year by year (CSV)")
CSV_MONTHS: Final = Label("Last ned måned for måned (CSV)", "Download month by month (CSV)")
NO_MONTHS: Final = Label("Dette oppsettet finnes bare per år.", "This statement is kept by year alone.")
