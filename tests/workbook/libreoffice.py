"""Recalculating workbooks in LibreOffice, and making sure that it does."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from pathlib import Path

# LibreOffice trusts the values stored in a file that it did not write itself. 0: always recalculate.
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""


def recalculated_by_libreoffice(paths: Sequence[Path], soffice: Path, folder: Path) -> list[Path]:
    """The workbooks as LibreOffice writes them after recalculating every formula; new files in `folder`.

    All in one start of the program, which takes longer than a book. The profile is private to `folder`:
    nothing of the user's settings is read or changed.
    """
    user = folder / "profile" / "user"
    user.mkdir(parents=True, exist_ok=True)
    (user / "registrymodifications.xcu").write_text(_PROFILE, encoding="utf-8")
    made = folder / "recalculated"
    subprocess.run(
        [
            str(soffice),
            "--headless",
            "--norestore",
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--convert-to",
            "xlsx:Calc MS Excel 2007 XML",
            "--outdir",
            str(made),
            *map(str, paths),
        ],
        check=True,
        capture_output=True,
        timeout=180 * len(paths),
    )
    return [made / path.name for path in paths]
