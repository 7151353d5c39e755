"""The parties money moves between (docs/model.md §1)."""

from typing import Final

from feasibility.engine.flows import Party
from feasibility.language import Label
from feasibility.names import PARTIES, CompanyId

LANDLORD = Party("landlord", PARTIES["landlord"].short)
OPERATOR = Party("operator", PARTIES["operator"].short)
NEXT_OPERATOR = Party("next_operator", PARTIES["next_operator"].short)
MEMBERS = Party("members", Label("Medlemmer", "Members"))
TENANT = Party("tenant", Label("Ordinær leietaker", "Ordinary tenant"))
OTHER_TENANTS = Party("other_tenants", Label("Andre leietakere", "Other tenants"))
CUSTOMERS = Party("customers", Label("Andre kunder", "Other customers"))
SUPPLIERS = Party("suppliers", Label("Leverandører", "Suppliers"))
EMPLOYEES = Party("employees", Label("Ansatte", "Employees"))
MUNICIPALITY = Party("municipality", PARTIES["municipality"].short)
GRANT_GIVERS = Party("grant_giver", Label("Andre tilskuddsgivere", "Other grant-givers"))
SPONSORS = Party("sponsor", Label("Sponsorer", "Sponsors"))
LENDER = Party("lender", Label("Långiver", "Lender"))
STATE = Party("state", Label("Staten", "State"))
SELLER = Party("seller", Label("Selger", "Seller"))
BUYER = Party("buyer", Label("Kjøper", "Buyer"))
LANDLORD_OWNERS = Party("landlord_owners", Label("Gårdeiers eiere", "Landlord's owners"))
OPERATOR_OWNERS = Party("operator_owners", Label("Drivers eiere", "Operator's owners"))
NEXT_OPERATOR_OWNERS = Party("next_operator_owners", Label("Neste drivers eiere", "Next operator's owners"))
UNFUNDED = Party("unfunded", Label("Udekket (ingen har sagt ja)", "Unfunded (nobody has agreed)"))

COMPANIES: Final[dict[CompanyId, Party]] = {
    "landlord": LANDLORD,
    "operator": OPERATOR,
    "next_operator": NEXT_OPERATOR,
}
OPERATORS: Final = frozenset({OPERATOR, NEXT_OPERATOR})
_COMPANY_IDS: Final[dict[Party, CompanyId]] = {party: id for id, party in COMPANIES.items()}
OWNERS = {
    LANDLORD.id: LANDLORD_OWNERS,
    OPERATOR.id: OPERATOR_OWNERS,
    NEXT_OPERATOR.id: NEXT_OPERATOR_OWNERS,
}
SUPPORTERS = {p.id: p for p in (MUNICIPALITY, GRANT_GIVERS, SPONSORS, LANDLORD)}


def company_id(party: Party) -> CompanyId:
    """Which company of the case a party is. Raises KeyError for a party that is none."""
    return _COMPANY_IDS[party]


def of_party(label: Label, party: Party) -> Label:
    """A label that says whose it is: "Leie, neste driver"."""
    return Label(f"{label.nb}, {party.label.nb.lower()}", f"{label.en}, {party.label.en.lower()}")


MUNICIPAL = Label("Kommunen", "The municipality")

# What an input's label begins with where the user has not named the item it belongs to.
ACQUISITION = Label("Kjøp av bygget", "Acquisition")
AGREEMENT = Label("Avtale", "Deal")
BANK = Label("Banken", "The bank")
CATCHMENT = Label("Kundegrunnlag", "Catchment")
COVENANT = Label("Lånevilkår", "Covenant")
CAPACITY = Label("Lånekapasitet", "Debt capacity")
EQUITY = Label("Egenkapital", "Equity")
FEE = Label("Honorar", "Fee")
LEASE = Label("Leieavtale", "Lease")
SERVICES = Label("Tjenester", "Services")
TURNOVER = Label("Omsetningsleie", "Turnover rent")
UNPAID = Label("Ulønnet arbeid", "Unpaid work")
VALUE = Label("Verdi", "Value")
VAT = Label("Mva.", "VAT")
DEFAULT = Label("Mislighold", "Default")
PROFIT = Label("Overskuddsleie", "Share of profit")
PROPERTY_TAX = Label("Eiendomsskatt", "Property tax")
TAKEOVER = Label("Overtakelsen", "The takeover")
TAX = Label("Skatt", "Tax")
ORDINARY_TENANT = Label("Ordinær leietaker", "Ordinary tenant")
