"""Whether two files of one disclosure give the same records: all but where they stand and how much they repeat."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import fields
from typing import Any

from dagster_project.extraction.extract import Extraction
from dagster_project.extraction.records import Record

# Pages and lines are the file's own; ids hold numbers of rows; a header that is repeated has more cells.
_OF_THE_FILE = frozenset(
    {"content_sha256", "extractor_version", "reader", "n_lines", "n_pages", "page_no", "line_no", "first_line_no", "last_line_no"}
    | {"figure_id", "target_figure_id", "budget_figure_id", "claim_no", "row_no", "n_parts"}
    | {"box", "page_lines", "cells_seen", "cells_structural", "digits_seen", "figures_seen", "figures_structural"}
)
# Where the text lies that is in no table and no section is told by lines alone.
_OF_LINES_ALONE = "remaining_texts"
_LEADER = re.compile(r"\.{3,}\d+$")

Same = tuple[tuple[str, Any], ...]


def differences(expected: Extraction, found: Extraction) -> list[str]:
    """What differs, a line each: records that are lacking (-), and records that should not be there (+)."""
    lines = []
    for dataset in fields(Extraction):
        one, other = Counter(_records(expected, dataset.name)), Counter(_records(found, dataset.name))
        lines += [f"- {dataset.name} {_shown(record)}" for record in (one - other).elements()]
        lines += [f"+ {dataset.name} {_shown(record)}" for record in (other - one).elements()]
    return lines


def _records(extraction: Extraction, dataset: str) -> Iterator[Same]:
    if dataset == _OF_LINES_ALONE:
        return
    records: list[Record] = getattr(extraction, dataset)
    ranks = _ranks(records)
    for record in records:
        values = [(each.name, _bare(getattr(record, each.name))) for each in fields(record) if each.name not in _OF_THE_FILE]
        yield (*values, ("row", ranks.get(_row_of(record))))


def _ranks(records: list[Record]) -> dict[tuple[int | None, int | None], int]:
    """Which row of its table a row is, among those that have a record: repeated headers and blank rows have none."""
    rows = sorted({_row_of(record) for record in records if None not in _row_of(record)})
    ranks: dict[tuple[int | None, int | None], int] = {}
    n_rows: Counter[int | None] = Counter()
    for table_no, row_no in rows:
        n_rows[table_no] += 1
        ranks[table_no, row_no] = n_rows[table_no]
    return ranks


def _row_of(record: Record) -> tuple[int | None, int | None]:
    return getattr(record, "table_no", None), getattr(record, "row_no", None)


def _bare(value: Any) -> Any:
    """A text without blanks, since a page shows none at the end of a line, and without the dots up to a number of a page."""
    if isinstance(value, list):
        return tuple(map(_bare, value))
    return _LEADER.sub("", "".join(value.split())) if isinstance(value, str) else value


def _shown(record: Same) -> str:
    return " ".join(f"{name}={value}" for name, value in record if value not in (None, "", ()))
