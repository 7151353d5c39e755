"""The workbook that comes back (arbeidsboken i retur): tried, and its changes taken home.

verify_workbook("book.xlsx")         # formulas as delivered? values right? which inputs differ?
workbook_changes("book.xlsx")        # what may be taken into the case
"""
