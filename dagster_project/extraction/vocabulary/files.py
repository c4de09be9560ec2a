"""Reads the CSV files of `seeds/`."""

import csv
from pathlib import Path

from dagster_project.extraction.vocabulary.checks import Row, VocabularyError
from dagster_project.extraction.vocabulary.schema import COLUMNS, place_of


def read_rows(path: Path) -> list[Row]:
    """The rows of a file. Raises `VocabularyError` where it is missing, is no CSV file, or lacks columns or values."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            rows = list(reader)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise VocabularyError(f"{path}: cannot be read as a CSV file in UTF-8 ({error})") from error
    missing = [column for column in COLUMNS[path.name] if column not in (reader.fieldnames or ())]
    if missing:
        raise VocabularyError(f"{path}: the header lacks {', '.join(missing)}")
    for line, row in enumerate(rows, start=2):
        if None in row or None in row.values():
            raise VocabularyError(f"seeds/{place_of(path.name)}, line {line}: {len(reader.fieldnames or ())} values are needed")
    return rows
