"""What an input's label begins with where the user has not named the item it belongs to."""

from feasibility.language import Label

AGREEMENT = Label("Avtale", "Deal")
BANK = Label("Banken", "The bank")
CATCHMENT = Label("Kundegrunnlag", "Catchment")
COVENANT = Label("Lånevilkår", "Covenant")
EQUITY = Label("Egenkapital", "Equity")
FEE = Label("Honorar", "Fee")
LEASE = Label("Leieavtale", "Lease")
SERVICES = Label("Tjenester", "Services")
TURNOVER = Label("Omsetningsleie", "Turnover rent")
UNPAID = Label("Ulønnet arbeid", "Unpaid work")
VALUE = Label("Verdi", "Value")
VAT = Label("Mva.", "VAT")
DEFAULT = Label("Mislighold", "Default")
PROPERTY_TAX = Label("Eiendomsskatt", "Property tax")
TAX = Label("Skatt", "Tax")
TENANT = Label("Ordinær leietaker", "Ordinary tenant")


def lower_first(text: str) -> str:
    """The text with a small first letter, unless it starts with an abbreviation (KPI, MVA)."""
    return text if len(text) > 1 and text[1].isupper() else text[:1].lower() + text[1:]
