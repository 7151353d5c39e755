"""Why a number is what it is: formulas in words, and what each period was made from (docs/engine.md)."""
