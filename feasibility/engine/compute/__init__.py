"""Calculating a model: ordered once, written as Python once, evaluated for one case or many (docs/engine.md)."""
