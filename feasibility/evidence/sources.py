"""Where the evidence comes from, named as in the case files ("Masteroppgave NMBU 2021, l. 9705")."""

from __future__ import annotations

from typing import Final

from feasibility.language import Label

THESIS_YEAR: Final = "2021"


def thesis(lines: str, note: str = "", note_en: str = "") -> Label:
    """Lines of the NMBU master thesis of spring 2021 on short-let offices in smaller Norwegian towns.

    Self-reported, during the pandemic, without accounts: it gives structures, price points and thresholds.
    """
    nb, en = f"Masteroppgave NMBU 2021, l. {lines}", f"Master thesis NMBU 2021, l. {lines}"
    return Label(f"{nb} ({note})" if note else nb, f"{en} ({note_en or note})" if note else en)


BANK: Final = thesis(
    "10366–10854", "intervju med DNB bedriftsmarked, Vestfold", "interview with DNB corporate, Vestfold"
)
UNION_SURVEYS: Final = Label(
    "UNIONs undersøkelser av kontorfellesskap i Stor-Oslo 2019–2021",
    "UNION's co-working surveys, greater Oslo, 2019–2021",
)
UNION_BANKS: Final = Label(
    "UNIONs bankundersøkelse, kontor i Oslo, 1. kvartal 2023 og 2025",
    "UNION's bank survey, Oslo offices, Q1 2023 and Q1 2025",
)
DESKMAG: Final = Label("Deskmags lønnsomhetsundersøkelse 2019", "Deskmag's profitability survey 2019")
ANCILLARY: Final = Label("coworkingresources.org", "coworkingresources.org")
EIENDOMSKREDITT: Final = Label("Eiendomskreditt: hva det bes om", "Eiendomskreditt: what is asked for")
GATHERED: Final = Label(
    "Samlet kunnskapsgrunnlag om kontorfellesskap i mindre byer; uten linje i noen kilde",
    "Gathered evidence on shared offices in smaller towns; without a line in any source",
)
PROJECT: Final = Label(
    "Produktets egen grense; ingen kilde oppgir noe tall", "The product's own limit; no source gives a number"
)
