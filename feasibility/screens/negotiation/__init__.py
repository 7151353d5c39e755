"""The rent discount: what the landlord can give, and the map on which a point is moved."""
