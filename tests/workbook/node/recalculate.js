// Recalculates workbooks in HyperFormula: {sheets, edits} a line on standard input, one answer a line.
// sheets: {name: rows of cells, formulas with "="}; edits: sets of [sheet, row, column, value], counted from 0.
// The answer: for each set, the values of all sheets after it; what the set before changed is set back.
import { createInterface } from "node:readline";
import { HyperFormula } from "hyperformula";

const settings = {
  licenseKey: "gpl-v3",
  smartRounding: false, // every digit, as the other engines
  precisionEpsilon: 1e-15,
  maxRows: 20000,
  useArrayArithmetic: false,
};

const shown = (value) => {
  if (value === null || typeof value === "number" || typeof value === "string") return value;
  return typeof value === "object" ? value.value : Number(value); // an error's own text: #DIV/0!
};

for await (const line of createInterface({ input: process.stdin })) {
  const { sheets, edits } = JSON.parse(line);
  const book = HyperFormula.buildFromSheets(sheets, settings);
  const address = ([sheet, row, col]) => ({ sheet: book.getSheetId(sheet), row, col });
  const answers = edits.map((edit) => {
    const before = edit.map((one) => book.getCellSerialized(address(one)));
    book.batch(() => edit.forEach((one) => book.setCellContents(address(one), [[one[3]]])));
    const values = Object.entries(book.getAllSheetsValues()).map(([name, rows]) => [
      name,
      rows.map((row) => row.map(shown)),
    ]);
    book.batch(() => edit.forEach((one, i) => book.setCellContents(address(one), [[before[i]]])));
    return Object.fromEntries(values);
  });
  console.log(JSON.stringify(answers));
  book.destroy();
}
