"""Calculating a model: ordered once, written as Python once, run for one case or many (docs/engine.md)."""
