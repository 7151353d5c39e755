"""The value of the property, the year that steady figures are measured in, and the sale at the horizon."""
