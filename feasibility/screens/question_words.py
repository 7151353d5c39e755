"""The words around questions and answers, in both languages."""

from typing import Final

from feasibility.language import Label

WORKING: Final = Label("Regner …", "Working it out …")
PAIR: Final = Label("Hva forhandles det om?", "What is negotiated?")
PAIRS: Final[dict[str, Label]] = {
    "months_percentage": Label("Leiefrie måneder og avslag i leien", "Rent-free months and percentage off"),
    "months_works": Label("Leiefrie måneder og gårdeiers arbeider", "Rent-free months and landlord's works"),
    "rent_turnover": Label("Leie og andel av omsetningen", "Rent and share of turnover"),
    "cash_term": Label("Tilskudd fra gårdeier og leietid", "Landlord's contribution and term"),
}
ABOUT_PICTURE: Final = Label("Om bildet", "About the picture")
THOUSANDS: Final = Label("1 000 kr", "NOK 1,000")
