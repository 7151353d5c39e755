"""The form of a case: what may be stated, field by field, with units, limits and labels."""
