"""A small engine for models of money over months: lines written once, calculated with NumPy and in Excel.

expr           expressions and the functions they are written with
book           Model: inputs, tables and lines
calendar       months and calendar years
internal_rate  internal rates of return as lines
flows          movements of money between parties
order          the order of calculation; circular references refused
evaluate       Program: one case, or many scenarios in one pass
excel          the same expressions as Excel formulas
words, trace   the same expressions in words; why a number is what it is
interpret      the same expressions walked with plain numbers, as a second opinion

The rest serves these; docs/engine.md says how it all works.
"""
