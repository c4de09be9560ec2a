"""The full texts of real disclosures, where they are at hand beside the project."""

import re
from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from dagster_project.extraction.extract import Extraction
from dagster_project.storage.layout import PROJECT_ROOT
from tests.conftest import FULL_TEXTS

TEXTS = sorted(FULL_TEXTS.glob("*.txt"))

pytestmark = pytest.mark.skipif(not TEXTS, reason="the full texts are not at hand: they are no part of the project")

Read = Callable[[str | bytes], Extraction]


def printed_decimals(path: Path) -> Counter[tuple[int, str]]:
    """(line, figure) of every cell of the tables of part two that is a decimal number, by the text alone."""
    found: Counter[tuple[int, str]] = Counter()
    is_in_tables = False
    for line_no, line in enumerate(path.read_text(encoding="utf-8").split("\n"), start=1):
        words = re.sub(r"<[^>]*>|[#*\s]", "", line)
        if re.fullmatch(r"表\d+", words):
            is_in_tables = True
        if words.startswith("第三部分") and is_in_tables:
            break
        if is_in_tables and "\t" in line:
            cells = (re.sub(r"<[^>]*>", "", cell).strip() for cell in line.split("\t"))
            found.update((line_no, cell) for cell in cells if re.fullmatch(r"[\d,]+\.\d+", cell))
    return found


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_every_decimal_of_the_tables_is_a_cell_with_its_value(path: Path, read: Read) -> None:
    cells = read(path.read_bytes()).cells
    assert Counter((cell.line_no, cell.text) for cell in cells) == printed_decimals(path)
    assert all(cell.amount_yuan == Decimal(cell.text.replace(",", "")) * 10000 for cell in cells)


def test_the_tables_of_the_four_texts_hold_1155_decimals(read: Read) -> None:
    assert sum(len(read(path.read_bytes()).cells) for path in TEXTS) == 1155


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_nothing_of_the_budget_tables_is_rejected_and_every_cell_is_accounted_for(path: Path, read: Read) -> None:
    extraction = read(path.read_bytes())
    budget = {table.table_no for table in extraction.tables if "performance" not in (table.table_code or "")}
    assert [cell for cell in extraction.rejected if cell.table_no in budget] == []
    for table in extraction.tables:
        told = table.cells_loaded + table.cells_structural + table.cells_rejected + table.cells_out_of_scope
        assert (table.table_code is not None, table.cells_seen) == (True, told)
        # Only the name of a person, or also a telephone number, is left out of a performance table.
        assert table.cells_out_of_scope == {"project_performance": 1, "unit_performance": 2}.get(table.table_code or "", 0)


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_the_reduced_text_gives_the_same_cells_as_the_full_one(path: Path, read: Read) -> None:
    (reduced,) = (PROJECT_ROOT / "raw").rglob(path.name)

    def meanings(content: bytes) -> list[tuple[object, ...]]:
        return [
            (
                c.table_no,
                c.table_code,
                c.row_no,
                c.column_code,
                c.row_label,
                c.subject_code,
                c.item_code,
                c.project_name,
                c.text,
                c.row_role,
            )
            for c in read(content).cells
        ]

    assert meanings(reduced.read_bytes()) == meanings(path.read_bytes())


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_another_encoding_gives_the_same_cells(path: Path, read: Read) -> None:
    text = path.read_text(encoding="utf-8")

    def figures(content: bytes) -> list[tuple[object, ...]]:
        return [(c.line_no, c.column_code, c.amount_yuan) for c in read(content).cells]

    expected = figures(path.read_bytes())
    for content in (text.encode("gb18030"), text.encode("utf-16"), text.encode("utf-8-sig"), text.replace("\n", "\r\n").encode()):
        assert figures(content) == expected


def test_five_rows_of_one_table_slipped_and_no_other_figure_of_the_four_texts_is_moved(read: Read) -> None:
    # Its total row prints 200.00 of unit funds and 9,730.49 of carry-over; the rows above stand one column further left.
    slipped = {
        147: ("200.00", "9,730.49"),
        148: ("", "36.60"),
        149: ("", "36.60"),
        150: ("200.00", "9,693.89"),
        152: ("200.00", "9,693.89"),
    }
    expected = {
        (line_no, text, printed, right)
        for line_no, texts in slipped.items()
        for text, printed, right in zip(
            texts, ("fiscal_special_account", "unit_funds"), ("unit_funds", "fiscal_carryover"), strict=True
        )
        if text
    }
    moved = {
        (path.stem, cell.line_no, cell.text, cell.printed_column_code, cell.column_code)
        for path in TEXTS
        for cell in read(path.read_bytes()).cells
        if cell.printed_column_code != cell.column_code
    }
    assert moved == {("2026-xinjiang-data-resource-center", *each) for each in expected}
    repairs = [(path.stem, each.line_no, each.outcome) for path in TEXTS for each in read(path.read_bytes()).repairs]
    assert sorted(repairs) == [("2026-xinjiang-data-resource-center", line_no, "repaired") for line_no in sorted(slipped)]
