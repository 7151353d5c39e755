"""What is said of a workbook that comes back, in both languages."""

from __future__ import annotations

from typing import Final

from feasibility.language import Label
from feasibility.version import __version__


class NotReadable(Exception):
    """A file that cannot be read as a workbook of ours; `label` says why and what to do."""

    def __init__(self, label: Label) -> None:
        super().__init__(label.en)
        self.label = label


ABSENT: Final = Label(
    "filen finnes ikke, eller kan ikke leses. Sjekk navnet og mappen, og lukk filen der den er åpen.",
    "the file does not exist, or cannot be read. Check name and folder, and close the file where it is open.",
)
NO_WORKBOOK: Final = Label(
    "dette er ikke en arbeidsbok (.xlsx), eller filen er ødelagt. Be om filen på nytt.",
    "this is no workbook (.xlsx), or the file is damaged. Ask for the file once more.",
)
OTHER_FORMAT: Final = Label(
    "arbeidsboken har et annet format (.ods eller .xlsb). Åpne den i Excel eller LibreOffice og lagre som "
    ".xlsx.",
    "the workbook has another format (.ods or .xlsb). Open it in Excel or LibreOffice and save it as .xlsx.",
)
ENCRYPTED: Final = Label(
    "filen er kryptert, eller i det gamle formatet .xls. Åpne den, ta bort passordet og lagre som .xlsx.",
    "the file is encrypted, or in the old format .xls. Open it, take the password away and save it as .xlsx.",
)
TOO_LARGE: Final = Label(
    "filen er større, eller pakker ut til mer, enn noen arbeidsbok herfra. Den leses ikke.",
    "the file is larger, or unpacks to more, than any workbook from here. It is not read.",
)
TOO_MANY_CELLS: Final = Label(
    "arbeidsboken har langt flere celler enn da den ble levert. Resten leses ikke; ta ut det som er lagt "
    "til.",
    "the workbook has many more cells than when it was delivered. The rest is not read; take out what was "
    "added.",
)
DOCUMENT_TYPE: Final = Label(
    "filen har en dokumenttype i XML, som ingen arbeidsbok trenger. Den leses ikke.",
    "the file has a document type in its XML, which no workbook needs. It is not read.",
)
BROKEN: Final = Label(
    "filen er ødelagt: innholdet kan ikke leses. Åpne den i Excel eller LibreOffice, og lagre den på nytt.",
    "the file is damaged: its contents cannot be read. Open it in Excel or LibreOffice, and save it once "
    "more.",
)
NO_CERTIFICATE: Final = Label(
    "arbeidsboken har ikke arket Sertifikat, og kan ikke kontrolleres. Enten er den ikke herfra, eller så er "
    "arket tatt ut, eller den er eldre enn sertifikatene.",
    "the workbook has no sheet Certificate, and cannot be checked. Either it is not from here, or the sheet "
    "has been taken out, or it is older than the certificates.",
)
BAD_CERTIFICATE: Final = Label(
    "arket Sertifikat er endret slik at saken ikke kan leses av det. Be om arbeidsboken slik den ble levert.",
    "the sheet Certificate has been changed so that the case cannot be read from it. Ask for the workbook as "
    "it was delivered.",
)

OTHER_CASE: Final = Label(
    "saksfilen er en annen sak, eller en annen utgave av den, enn den arbeidsboken er laget av. Oppgi filen "
    "slik den var da boken ble laget (uten --set og --scenario), eller utelat --case: da brukes saken boken "
    "bærer.",
    "the case file is another case, or another edition of it, than the one the workbook was made of. Give "
    "the file as it was when the book was made (without --set and --scenario), or leave --case out: then the "
    "case that the book carries is used.",
)
NOTHING_TAKEN: Final = Label(
    "ingenting kan hentes fra denne arbeidsboken før det som står over, er rettet i den.",
    "nothing can be taken from this workbook before what stands above is mended in it.",
)

MACROS: Final = Label("makroer", "macros")
EXTERNAL_LINKS: Final = Label(
    "lenker til andre filer eller programmer (også DDE)", "links to other files or programs (DDE too)"
)
QUERIES: Final = Label("spørringer eller datatilkoblinger", "queries or data connections")
EMBEDDED: Final = Label("innebygde objekter eller kontroller", "embedded objects or controls")
PIVOTS: Final = Label("pivottabeller", "pivot tables")


def other_version(theirs: str) -> Label:
    """A book of another version of the program."""
    ours = f"feasibility {__version__}"
    return Label(
        f"arbeidsboken er laget av {theirs}, og dette er {ours}. Formler og tall kan bare kontrolleres, og "
        "endringer bare hentes hjem, med samme versjon: bruk den, eller lag boken på nytt her.",
        f"the workbook was made by {theirs}, and this is {ours}. Formulas and numbers can only be checked, "
        "and changes only be taken home, with the same version: use that, or make the book anew here.",
    )
