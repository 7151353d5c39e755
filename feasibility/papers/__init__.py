"""The papers (saksdokumenter): what a board, a bank and a municipality are handed, from one run of a case.

A paper is a value (`paper`): parts with sentences, facts, tables and pictures, all chosen among the lines of
the run and the answers there already are. `board`, `credit` and `municipality` choose; `written` gives the
same to terminal, files, workbook and app; `typeset` sets it as a PDF.
"""
