"""Running costs of building and concept, staff, and property tax."""
