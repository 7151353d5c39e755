"""The workbook (arbeidsboken): the model as a live spreadsheet, verified before it is delivered.

write_workbook(result, "case.xlsx")                  # WorkbookMismatch where a cell is not Python's number
input_cells("case.xlsx")                             # path in the case → cell
recalculate("case.xlsx", {"deal.lease.term_months": 84})
"""

from feasibility.workbook.recalculate import OpenBook, input_cells, recalculate
from feasibility.workbook.verify import WorkbookMismatch
from feasibility.workbook.write import NotReplaced, write_workbook

__all__ = ["NotReplaced", "OpenBook", "WorkbookMismatch", "input_cells", "recalculate", "write_workbook"]
