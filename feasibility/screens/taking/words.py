"""The words of what can be taken along, in both languages."""

from typing import Final

from feasibility.language import Label

JSON: Final = Label("Last ned alle tall (JSON)", "Download every number (JSON)")
JSON_HELP: Final = Label(
    "For andre programmer: det samme som kommandoen run skriver.",
    "For other programs: the same as the command run writes.",
)
MORE: Final = Label("Bilder og svar", "Pictures and answers")
MORE_LEAD: Final = Label(
    "Lages når du ber om det. Svarene er dem spørsmålene gir av saken slik den står på skjermen.",
    "Made when you ask for it. The answers are those the questions give of the case as it stands on the "
    "screen.",
)
MAKE: Final = Label("Lag: {}", "Make: {}")
DOWNLOAD: Final = Label("Last ned: {}", "Download: {}")
PICTURES: Final = Label("bildene (PNG og SVG)", "the pictures (PNG and SVG)")
TABLES: Final = Label("svarenes tabeller (CSV og JSON)", "the answers' tables (CSV and JSON)")
BOOK: Final = Label("arbeidsbok med svarene som egne ark", "workbook with the answers as sheets of their own")
FILES: Final = {
    "pictures": Label("bilder", "pictures"),
    "tables": Label("svar", "answers"),
    "book": Label("med-svar", "with-answers"),
}
"""What stands in the files' names, in plain letters."""
WORKING: Final = Label("Regner, tegner og skriver …", "Working out, drawing and writing …")
TO_OUT: Final = Label("Alt som kan tas med", "All that can be taken along")
