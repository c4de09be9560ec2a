"""Disclosures of other places as published, where they are at hand: figures read off the drawn pages by eye, and sums."""

from collections import defaultdict
from collections.abc import Callable
from decimal import Decimal

import pytest

from dagster_project.extraction.extract import Extraction
from dagster_project.extraction.records import CellRecord
from tests.conftest import FULL_TEXTS

# Read off the pages: (table, subject or item code, column) → yuan, several where several rows print the code.
ON_THE_PAGE = {
    # Pages 11 and 17.
    "2026-yantai-audit-bureau": {
        ("expenditure", "", "total"): ["35583500"],
        ("expenditure", "20108", "project"): ["7815000"],
        ("expenditure", "2010801", "basic"): ["15358500"],
        ("expenditure", "2080599", "basic"): ["12200"],
        ("expenditure", "21011", "total"): ["1518000"],
        ("basic_expenditure", "30101", "personnel"): ["4423800", "1284600"],
        ("basic_expenditure", "30109", "total"): ["435000"],
        ("basic_expenditure", "30107", "total"): ["1028600"],
        ("basic_expenditure", "301", "total"): [],
    },
    # Page 20.
    "2026-hangzhou-meteorological-bureau": {
        ("basic_expenditure", "", "operating"): ["8382700"],
        ("basic_expenditure", "301", "personnel"): ["27099000"],
        ("basic_expenditure", "30107", "personnel"): ["10764000"],
        ("basic_expenditure", "30213", "operating"): ["300000"],
        ("basic_expenditure", "303", "operating"): ["530000"],
        ("basic_expenditure", "30399", "personnel"): ["44600"],
        ("basic_expenditure", "31002", "operating"): ["249000"],
    },
    # Page 20.
    "2026-changsha-petition-bureau": {
        ("three_public", "", "items_total"): ["80000"],
        ("three_public", "reception", "reception"): ["30000"],
        ("three_public", "vehicles", "vehicles"): ["50000"],
        ("three_public", "vehicle_operation", "vehicle_operation"): ["50000"],
    },
}
# Tables that are read whole: not one cell is refused.
WHOLE = {
    "2026-yantai-audit-bureau": {"expenditure", "basic_expenditure"},
    "2026-hangzhou-meteorological-bureau": {"basic_expenditure"},
    "2026-changsha-petition-bureau": {"basic_expenditure", "three_public"},
    "2026-chongqing-meteorological-bureau": {"expenditure", "basic_expenditure", "three_public"},
    "2026-huzhou-veterans-bureau": {"basic_expenditure"},
    "2026-national-petition-administration": {"expenditure", "basic_expenditure", "three_public"},
    "2026-wuxi-statistics-bureau": {"basic_expenditure", "three_public"},
}
PARTS = {"total": ("basic", "project", "personnel", "operating"), "items_total": ("abroad", "reception", "vehicles")}

pytestmark = [pytest.mark.skipif(not FULL_TEXTS.exists(), reason="the full documents are not at hand")]


@pytest.fixture(scope="module")
def documents(read: Callable[[str | bytes], Extraction]) -> dict[str, Extraction]:
    return {name: read((FULL_TEXTS / f"{name}.pdf").read_bytes()) for name in WHOLE}


@pytest.mark.parametrize("name", ON_THE_PAGE)
def test_figures_are_those_of_the_drawn_page(documents: dict[str, Extraction], name: str) -> None:
    for (table_code, code, column_code), amounts in ON_THE_PAGE[name].items():
        read = [
            cell.amount_yuan
            for cell in documents[name].cells
            if (cell.table_code, cell.item_code or cell.subject_code or "", cell.column_code) == (table_code, code, column_code)
            and not (code == "" and cell.row_role == "subtotal")
        ]
        assert read == [Decimal(amount) for amount in amounts], (table_code, code, column_code)


@pytest.mark.parametrize("name", WHOLE)
def test_tables_are_read_whole(documents: dict[str, Extraction], name: str) -> None:
    tables = documents[name].tables
    assert {table.table_code for table in tables if table.cells_loaded and not table.cells_rejected} >= WHOLE[name]


@pytest.mark.parametrize("name", WHOLE)
def test_the_figures_of_tables_that_are_read_whole_add_up(documents: dict[str, Extraction], name: str) -> None:
    by_table: dict[str, list[CellRecord]] = defaultdict(list)
    for cell in documents[name].cells:
        if cell.table_code in WHOLE[name]:
            by_table[cell.table_code].append(cell)
    assert by_table.keys() == WHOLE[name]
    for cells in by_table.values():
        assert not _broken_across(cells)
        assert not _broken_down(cells)


def _broken_across(cells: list[CellRecord]) -> list[tuple[int, str]]:
    """The rows, with a total column, whose parts do not add up to it."""
    rows: dict[int, dict[str, CellRecord]] = defaultdict(dict)
    for cell in cells:
        rows[cell.row_no][cell.column_code] = cell
    return [
        (row_no, total)
        for row_no, row in rows.items()
        for total, parts in PARTS.items()
        if total in row
        and any(part in row for part in parts)
        and not _is_sum(row[total], [row[part] for part in parts if part in row])
    ]


def _broken_down(cells: list[CellRecord]) -> list[str]:
    """The columns in which the rows at the bottom do not add up to the total row."""
    leaves = [cell for cell in cells if cell.row_role == "leaf" and not cell.item_code]
    totals = [cell for cell in cells if cell.row_role == "total"]
    return [
        total.column_code
        for total in totals
        if not _is_sum(total, [cell for cell in leaves if cell.column_code == total.column_code])
    ]


def _is_sum(total: CellRecord, parts: list[CellRecord]) -> bool:
    slack = sum((part.half_width_yuan for part in parts), total.half_width_yuan)
    return abs(total.amount_yuan - sum((part.amount_yuan for part in parts), Decimal(0))) <= slack
