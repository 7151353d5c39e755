"""Answers to questions that take many runs, ready to be shown: on a terminal, in files, in the workbook."""
