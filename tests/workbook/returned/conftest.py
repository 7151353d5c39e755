"""The book that these tests change: of the tiny case, written once and never touched itself."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from feasibility.case import case_from_mapping
from feasibility.evaluate import run
from feasibility.workbook import write_workbook
from tests.model.tiny import tiny


@pytest.fixture(scope="session")
def delivered(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny case's book in Norwegian, as delivered."""
    path = tmp_path_factory.mktemp("delivered") / "tiny.xlsx"
    return write_workbook(run(case_from_mapping(tiny())), path, date=datetime.date(2027, 1, 31))
