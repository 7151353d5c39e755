"""The parties money moves between (docs/model.md §1)."""

from feasibility.engine.flows import Party
from feasibility.language import Label

LANDLORD = Party("landlord", Label("Gårdeier", "Landlord"))
OPERATOR = Party("operator", Label("Driver", "Operator"))
MEMBERS = Party("members", Label("Medlemmer", "Members"))
TENANT = Party("tenant", Label("Ordinær leietaker", "Ordinary tenant"))
CUSTOMERS = Party("customers", Label("Andre kunder", "Other customers"))
SUPPLIERS = Party("suppliers", Label("Leverandører", "Suppliers"))
EMPLOYEES = Party("employees", Label("Ansatte", "Employees"))
MUNICIPALITY = Party("municipality", Label("Kommune", "Municipality"))
GRANT_GIVERS = Party("grant_giver", Label("Andre tilskuddsgivere", "Other grant-givers"))
SPONSORS = Party("sponsor", Label("Sponsorer", "Sponsors"))
LENDER = Party("lender", Label("Långiver", "Lender"))
STATE = Party("state", Label("Staten", "State"))
BUYER = Party("buyer", Label("Kjøper", "Buyer"))
LANDLORD_OWNERS = Party("landlord_owners", Label("Gårdeiers eiere", "Landlord's owners"))
OPERATOR_OWNERS = Party("operator_owners", Label("Drivers eiere", "Operator's owners"))
UNFUNDED = Party("unfunded", Label("Udekket (ingen har sagt ja)", "Unfunded (nobody has agreed)"))

OWNERS = {LANDLORD.id: LANDLORD_OWNERS, OPERATOR.id: OPERATOR_OWNERS}
SUPPORTERS = {p.id: p for p in (MUNICIPALITY, GRANT_GIVERS, SPONSORS, LANDLORD)}
