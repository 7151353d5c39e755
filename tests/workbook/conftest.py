"""The book that most of these tests read: written once in each language, and read, never changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from feasibility.language import LANGUAGES
from feasibility.workbook.write import write_book
from tests.workbook.models import Built, every_node


@pytest.fixture(scope="session")
def built() -> Built:
    """A model with every node."""
    return every_node()


@pytest.fixture(scope="session")
def folder(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where its book lies in both languages: nb.xlsx and en.xlsx."""
    folder = tmp_path_factory.mktemp("books")
    for language in LANGUAGES:
        path = folder / f"{language}.xlsx"
        write_book(built.built, built.values(), built.warnings, built.cover, path, language)
    return folder
