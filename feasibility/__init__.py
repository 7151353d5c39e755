"""Feasibility models for flexible offices: landlord and operator in one monthly cash-flow model."""

__version__ = "0.1.0"
