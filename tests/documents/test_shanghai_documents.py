"""Disclosures of Shanghai as published, where they are at hand: figures read off the drawn pages by eye, sums, and what is loaded."""

from collections import Counter
from decimal import Decimal

import pytest

from dagster_project.extraction.extract import Extraction
from dagster_project.extraction.records import CellRecord, TableRecord
from tests.documents.published import Read, by_place, is_sum, parents, published

DOCUMENTS = {
    "2024-wanli-subdistrict": ("上海市普陀区人民政府万里街道办事处", 2024, "department_budget"),
    "2025-putuo-government-office": ("上海市普陀区人民政府办公室", 2025, "department_budget"),
    "2025-shanghai-finance-bureau": ("上海市财政局", 2025, "unit_budget"),
    "2026-shanghai-audit-bureau": ("上海市审计局", 2026, "unit_budget"),
    "2024-putuo-finance-bureau-final-account": ("上海市普陀区财政局", 2024, "department_final_account"),
}
FORMS = [
    "overview",
    "income",
    "expenditure",
    "appropriation",
    "general_public_expenditure",
    "government_fund_expenditure",
    "state_capital_expenditure",
    "basic_expenditure",
    "three_public",
]

# Read off the pages: (table, subject or item code, column) → yuan.
ON_THE_PAGE = {
    # Pages 10, 29 and 31.
    "2024-wanli-subdistrict": {
        ("overview", "appropriation", "income_amount"): "156211123",
        ("overview", "general_public", "income_amount"): "156211123",
        ("overview", "201", "expenditure_amount"): "2932700",
        ("overview", "212", "expenditure_amount"): "119385303",
        ("overview", "221", "expenditure_amount"): "8882399",
        ("basic_expenditure", "301", "personnel"): "88282511",
        ("basic_expenditure", "30102", "personnel"): "16623810",
        ("basic_expenditure", "30107", "total"): "11447100",
        ("basic_expenditure", "302", "operating"): "11168569",
        ("basic_expenditure", "30204", "operating"): "30000",
        ("three_public", "", "items_total"): "479100",
        ("three_public", "abroad", "abroad"): "0",
        ("three_public", "reception", "reception"): "13500",
        ("three_public", "vehicles", "vehicles"): "465600",
        ("three_public", "vehicle_purchase", "vehicle_purchase"): "250000",
        ("three_public", "vehicle_operation", "vehicle_operation"): "215600",
        ("three_public", "", "organ_operating"): "4431800",
    },
    # Page 11.
    "2025-putuo-government-office": {
        ("expenditure", "201", "total"): "82096797.42",
        ("expenditure", "2010301", "basic"): "11919501.84",
        ("expenditure", "2010302", "project"): "46140000.00",
        ("expenditure", "2010350", "project"): "40000.00",
        ("expenditure", "2080599", "total"): "14820.00",
    },
    # Page 7.
    "2025-shanghai-finance-bureau": {
        ("overview", "appropriation", "income_amount"): "171915169",
        ("overview", "201", "expenditure_amount"): "127886849",
        ("overview", "201", "expenditure_basic_personnel"): "60330260",
        ("overview", "208", "expenditure_basic_operating"): "646320",
        ("overview", "210", "expenditure_project"): "48000",
    },
    # Page 7: the total of income is blank on the page.
    "2026-shanghai-audit-bureau": {
        ("overview", "appropriation", "income_amount"): "195774300",
        ("overview", "208", "expenditure_basic_personnel"): "22214400",
        ("overview", "221", "expenditure_amount"): "31300000",
        ("overview", "", "expenditure_amount"): "195774300",
        ("overview", "", "expenditure_project"): "20703000",
    },
    # Pages 6, 8, 16 and 18: in 万元.
    "2024-putuo-finance-bureau-final-account": {
        ("overview", "general_public", "income_amount"): "29400500",
        ("overview", "other_income", "income_amount"): "62000",
        ("overview", "208", "expenditure_amount"): "3267100",
        ("overview", "current_income", "income_amount"): "29462500",
        ("overview", "current_expenditure", "expenditure_amount"): "29400500",
        ("income", "", "total"): "29462500",
        ("income", "201", "total"): "21128600",
        ("income", "2010602", "other_income"): "61900",
        ("income", "2080505", "appropriation"): "1607500",
        ("income", "21011", "total"): "609900",
        ("basic_expenditure", "301", "personnel"): "20828500",
        ("basic_expenditure", "30113", "personnel"): "1871900",
        ("basic_expenditure", "30302", "personnel"): "691000",
        ("basic_expenditure", "302", "operating"): "1710700",
        ("basic_expenditure", "30213", "operating"): "28300",
        ("three_public", "", "items_total_budget"): "9500",
        ("three_public", "reception", "reception_budget"): "9500",
    },
}


def _read(name: str, read: Read) -> Extraction:
    return read(published(name))


def _tables(extraction: Extraction) -> list[TableRecord]:
    return [table for table in extraction.tables if table.table_code]


def _columns(extraction: Extraction) -> dict[tuple[str, str | None, str], list[CellRecord]]:
    """The figures of each column of each list of each table."""
    columns: dict[tuple[str, str | None, str], list[CellRecord]] = {}
    for cell in extraction.cells:
        columns.setdefault((cell.table_code, cell.side, cell.column_code), []).append(cell)
    return columns


@pytest.mark.parametrize("name", DOCUMENTS)
def test_unit_year_and_kind_are_told(name: str, read: Read) -> None:
    (document,) = _read(name, read).documents
    assert (document.unit_name, document.fiscal_year, document.document_kind) == DOCUMENTS[name]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_nine_forms_are_recognised_once_each_by_their_titles(name: str, read: Read) -> None:
    extraction = _read(name, read)
    assert Counter(table.table_code for table in _tables(extraction)) == Counter(FORMS)
    assert {table.recognised_by for table in _tables(extraction)} == {"title"}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_figure_of_the_forms_is_loaded(name: str, read: Read) -> None:
    extraction = _read(name, read)
    assert [cell.text for cell in extraction.rejected if cell.table_code] == []
    assert sum(table.cells_loaded for table in _tables(extraction)) == len(extraction.cells)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_figures_read_off_the_page_are_loaded_with_their_meaning(name: str, read: Read) -> None:
    loaded = by_place(_read(name, read))
    assert {place: loaded.get(place) for place in ON_THE_PAGE[name]} == {
        place: Decimal(yuan).quantize(Decimal("0.01")) for place, yuan in ON_THE_PAGE[name].items()
    }


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_printed_total_is_the_sum_of_the_rows_of_the_highest_level(name: str, read: Read) -> None:
    """In each column of each table with a total row; half a unit of the last digit of each figure may be lost to rounding."""
    n_totals = 0
    for (table_code, _, _), cells in _columns(_read(name, read)).items():
        totals = [cell for cell in cells if cell.row_role == "total"]
        items = {cell.item_code for cell in cells if cell.item_code}
        has_subtotal_of_classes = "current_expenditure" in items
        parts = [
            cell
            for cell in cells
            if (cell.subject_code and len(cell.subject_code) == 3 and not has_subtotal_of_classes)
            or cell.item_code in {"current_income", "current_expenditure", "opening_carryover", "closing_carryover"}
            or ("current_income" not in items and cell.item_code in {"appropriation", "other_income", "business_income"})
            or ("appropriation" not in items and table_code == "appropriation" and "current_income" not in items and cell.item_code)
        ]
        for total in totals:
            n_totals += 1
            assert is_sum(total, parts), (table_code, total.text)
    assert n_totals >= 15


@pytest.mark.parametrize("name", DOCUMENTS)
def test_each_class_and_section_is_the_sum_of_what_is_below_it(name: str, read: Read) -> None:
    for cells in _columns(_read(name, read)).values():
        for cell, below in parents(cells):
            assert is_sum(cell, below), cell


@pytest.mark.parametrize("name", DOCUMENTS)
def test_tables_print_the_same_totals(name: str, read: Read) -> None:
    """Expenditure, basic and project expenditure of the expenditure table and of the general public budget, which pays all of it."""
    totals = {(cell.table_code, cell.column_code): cell.amount_yuan for cell in _read(name, read).cells if cell.row_role == "total"}
    for column in ("total", "basic", "project"):
        assert totals["expenditure", column] == totals["general_public_expenditure", column]
    basic = totals.get(("basic_expenditure", "total"))
    parts = totals["basic_expenditure", "personnel"] + totals["basic_expenditure", "operating"]
    assert (basic or parts) == totals["expenditure", "basic"] == parts


# Counted on the pages: figures of the explanations that say what they measure, and those that do not.
SENTENCES = {
    "2024-wanli-subdistrict": (178, 11),
    "2025-putuo-government-office": (60, 0),
    "2025-shanghai-finance-bureau": (48, 0),
    "2026-shanghai-audit-bureau": (32, 0),
    "2024-putuo-finance-bureau-final-account": (93, 0),
}
# Read off the pages: (measure, subject) → value as printed.
STATED = {
    # Pages 6 to 8 and 32.
    "2024-wanli-subdistrict": {
        ("appropriation_item", "2010507"): "25.77",
        ("subject_prior_execution", "2010507"): "60.13",
        ("subject_budget_compared", "2010507"): "25.77",
        # The page prints 350.35 in one sentence and 352.67 in the next.
        ("appropriation_item", "2210201"): "350.35",
        ("subject_budget_compared", "2210201"): "352.67",
        ("organ_operating_expenses", None): "443.18",
        ("procurement_works", None): "815.87",
        ("vehicles_other", None): "7",
        ("vehicles_planned_other", None): "1",
    },
    # Pages 6 and 21.
    "2025-shanghai-finance-bureau": {
        ("appropriation_class", "201"): "12789",
        ("appropriation_class", "221"): "2180",
        ("performance_goal_projects", None): "12",
    },
    # Pages 21 to 24.
    "2024-putuo-finance-bureau-final-account": {
        ("appropriation_total", None): "0.3",
        ("general_public_item_initial", "2010601"): "1560.05",
        ("general_public_item", "2010601"): "1511.89",
        ("three_public_total_initial", None): "0.95",
        ("three_public_total_completion", None): "0",
        ("procurement_reserved_sme_budget", None): "246.47",
        ("procurement_won_other", None): "4.79",
        ("project_reviews_mean_score", None): "99.43",
    },
}


@pytest.mark.parametrize(("name", "expected"), SENTENCES.items())
def test_sentences_are_read_and_none_is_lost(name: str, expected: tuple[int, int], read: Read) -> None:
    extraction = _read(name, read)
    assert (len(extraction.figures), len([each for each in extraction.rejected if each.table_no is None])) == expected


@pytest.mark.parametrize(("name", "expected"), STATED.items())
def test_sentences_state_what_the_pages_print(name: str, expected: dict[tuple[str, str | None], str], read: Read) -> None:
    stated = {
        (each.measure_code, each.subject_code): each.value
        for each in _read(name, read).figures
        if each.figure_kind in ("amount", "quantity")
    }
    assert {meaning: stated[meaning] for meaning in expected} == {meaning: Decimal(text) for meaning, text in expected.items()}
