"""Checking a case as stated: each field, what must hold across fields, and each scenario."""
