"""The accounts of a company: statements, balance sheet, fixed assets and tax."""
