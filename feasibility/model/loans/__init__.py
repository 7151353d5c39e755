"""Loans of every kind, their sizing and their order, and the liquidity of a company."""
