"""The whole case, edited: every field there is, drawn from the case's own form."""
