"""Recalculating workbooks in LibreOffice, and typing into them there, and making sure that it does."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

# LibreOffice trusts the values stored in a file that it did not write itself. 0: always recalculate.
# What is typed is read as in Norway: 12,5 and 7,5 % and 01.06.2029.
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
<item oor:path="/org.openoffice.Setup/L10N">
<prop oor:name="ooSetupSystemLocale" oor:op="fuse"><value>nb-NO</value></prop></item>
</oor:items>
"""
_FORMAT = "Calc MS Excel 2007 XML"

# The program's own macro language: Debian packs its bridge to Python apart. A job is read line by line, as
# a macro takes little on the command line.
_MACRO = f"""<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1"
 script:language="StarBasic">
Sub TypeIn(job As String)
  Dim said As String, parts, book
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  Dim format(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = &quot;Hidden&quot;
  hidden(0).Value = True
  format(0).Name = &quot;FilterName&quot;
  format(0).Value = &quot;{_FORMAT}&quot;
  Open job For Input As #1
  Do While Not Eof(1)
    Line Input #1, said
    parts = Split(said, Chr(9))
    Select Case parts(0)
      Case &quot;open&quot;
        book = StarDesktop.loadComponentFromURL(parts(1), &quot;_blank&quot;, 0, hidden())
      Case &quot;type&quot;
        book.Sheets.getByName(parts(1)).getCellRangeByName(parts(2)).FormulaLocal = parts(3)
      Case &quot;save&quot;
        book.storeToURL(parts(1), format())
        book.close(True)
    End Select
  Loop
  Close #1
  StarDesktop.terminate()
End Sub
</script:module>
"""
_LIBRARY = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard"
 library:readonly="false" library:passwordprotected="false"><library:element library:name="Module1"/>
</library:library>
"""


def recalculated_by_libreoffice(paths: Sequence[Path], soffice: Path, folder: Path) -> list[Path]:
    """The workbooks as LibreOffice writes them after recalculating every formula; new files in `folder`.

    All in one start of the program, which takes longer than a book. The profile is private to `folder`:
    nothing of the user's settings is read or changed.
    """
    _write_profile(folder)
    made = folder / "recalculated"
    _start(soffice, folder, "--convert-to", f"xlsx:{_FORMAT}", "--outdir", str(made), *map(str, paths))
    return [made / path.name for path in paths]


def typed_in_libreoffice(
    books: Sequence[tuple[Path, Mapping[str, str]]], soffice: Path, folder: Path
) -> list[Path]:
    """The workbooks after somebody opened each in LibreOffice, typed into cells of its inputs and saved it.

    Every formula is recalculated on the way. Two starts in all: the first makes the profile, which would
    else overwrite the macro.

    Args:
        books: each file, and what is typed, by cell of the sheet "Forutsetninger"; nothing clears a cell.
    """
    user = _write_profile(folder)
    _start(soffice, folder, "--terminate_after_init")
    library = user / "basic" / "Standard"
    (library / "Module1.xba").write_text(_MACRO, encoding="utf-8")
    (library / "script.xlb").write_text(_LIBRARY, encoding="utf-8")
    made = [folder / f"typed-{path.name}" for path, _ in books]
    steps = []
    for (path, typed), target in zip(books, made, strict=True):
        steps.append(f"open\t{path.as_uri()}")
        steps += [f"type\tForutsetninger\t{cell}\t{text}" for cell, text in typed.items()]
        steps.append(f"save\t{target.as_uri()}")
    job = folder / "job.txt"
    job.write_text("".join(f"{step}\n" for step in steps), encoding="utf-8")
    _start(soffice, folder, f'macro:///Standard.Module1.TypeIn("{job}")')
    return made


def printed_by_libreoffice(path: Path, soffice: Path, folder: Path) -> Path:
    """The workbook as LibreOffice prints it: a PDF in `folder`."""
    _write_profile(folder)
    _start(soffice, folder, "--convert-to", "pdf", "--outdir", str(folder), str(path))
    return folder / f"{path.stem}.pdf"


def _write_profile(folder: Path) -> Path:
    user = folder / "profile" / "user"
    user.mkdir(parents=True, exist_ok=True)
    (user / "registrymodifications.xcu").write_text(_PROFILE, encoding="utf-8")
    return user


def _start(soffice: Path, folder: Path, *words: str) -> None:
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [str(soffice), "--headless", "--norestore", profile, *words]
    subprocess.run(command, check=True, capture_output=True, timeout=1800)
