"""A workbook that comes back, in the app: what has been changed in it, and what of it the case takes."""
