"""Simulation: what is uncertain, the runs in the background, and what they found."""
