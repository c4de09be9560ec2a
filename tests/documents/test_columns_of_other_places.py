"""Tables of other places as published, where they are at hand: figures read off the drawn pages by eye, and their columns."""

from collections import defaultdict
from collections.abc import Callable
from decimal import Decimal

import pytest

from dagster_project.extraction.extract import Extraction
from dagster_project.extraction.records import CellRecord
from tests.conftest import FULL_TEXTS

Read = Callable[[str | bytes], Extraction]

# Read off the pages, in 万元: (table, subject or item code, column) → figure; no code: the total row.
ON_THE_PAGE = {
    # Pages 7 and 8.
    "2024-national-petition-administration-final-account": {
        ("overview", "general_public", "income_amount"): "19572.91",
        ("overview", "other_income", "income_amount"): "878.44",
        ("overview", "opening_carryover", "income_amount"): "1615.24",
        ("overview", "", "income_amount"): "22066.59",
        ("overview", "201", "expenditure_amount"): "10685.56",
        ("overview", "205", "expenditure_amount"): "180.03",
        ("overview", "current_expenditure", "expenditure_amount"): "14572.53",
        ("overview", "closing_carryover", "expenditure_amount"): "7494.06",
        ("income", "2014001", "total"): "6000.76",
        ("income", "2014001", "appropriation"): "5732.26",
        ("income", "2014001", "other_income"): "268.50",
    },
    # Page 9.
    "2026-guangzhou-statistics-bureau": {
        ("expenditure", "", "total"): "9483.72",
        ("expenditure", "", "basic"): "8401.67",
        ("expenditure", "", "project"): "1082.05",
        ("expenditure", "2010505", "project"): "388.56",
        ("expenditure", "2080502", "basic"): "39.91",
        ("expenditure", "2080502", "operating"): "0.00",
    },
    # Page 20.
    "2026-huzhou-veterans-bureau": {
        ("expenditure", "", "total"): "6256.31",
        ("expenditure", "", "basic_personnel"): "1487.48",
        ("expenditure", "", "basic_operating"): "116.93",
        ("expenditure", "", "project"): "4651.90",
        ("expenditure", "2080502", "basic_operating"): "2.31",
        ("expenditure", "2082850", "basic_personnel"): "562.01",
    },
    # Page 10: last year's columns stand beside these.
    "2026-national-petition-administration": {
        ("general_public_expenditure", "201", "total"): "13144.37",
        ("general_public_expenditure", "201", "basic"): "6668.44",
        ("general_public_expenditure", "201", "project"): "6475.93",
        ("general_public_expenditure", "2014002", "project"): "737.29",
        ("general_public_expenditure", "20805", "basic"): "2156.86",
    },
    # Page 17.
    "2026-wuxi-statistics-bureau": {
        ("general_public_expenditure", "", "total"): "3210.10",
        ("general_public_expenditure", "", "basic_subtotal"): "2235.04",
        ("general_public_expenditure", "", "basic_personnel"): "2103.71",
        ("general_public_expenditure", "", "basic_operating"): "131.33",
        ("general_public_expenditure", "2010501", "basic_personnel"): "1297.78",
        ("general_public_expenditure", "2010507", "project"): "315.58",
    },
    # Pages 6 and 11.
    "2026-chongqing-meteorological-bureau": {
        ("overview", "business_income", "income_amount"): "388.00",
        ("overview", "208", "expenditure_amount"): "120.17",
        ("appropriation", "general_public", "income_amount"): "12572.73",
        ("appropriation", "opening_general_public", "income_amount"): "100.00",
        ("appropriation", "opening_government_fund", "income_amount"): "579.89",
        ("appropriation", "213", "government_fund"): "579.89",
        ("appropriation", "current_expenditure", "general_public"): "12672.73",
    },
}


def _read(name: str, read: Read) -> Extraction:
    path = FULL_TEXTS / f"{name}.pdf"
    if not path.exists():
        pytest.skip(f"{path.name} is not at hand")
    return read(path.read_bytes())


@pytest.mark.parametrize("name", ON_THE_PAGE)
def test_figures_read_off_the_page_are_loaded_with_their_meaning(name: str, read: Read) -> None:
    cells = _read(name, read).cells
    loaded = {(cell.table_code, cell.item_code or cell.subject_code or "", cell.column_code): cell.amount_yuan for cell in cells}
    assert {place: loaded.get(place) for place in ON_THE_PAGE[name]} == {
        place: Decimal(figure) * 10_000 for place, figure in ON_THE_PAGE[name].items()
    }


@pytest.mark.parametrize("name", ON_THE_PAGE)
def test_each_class_and_section_is_the_sum_of_what_is_below_it(name: str, read: Read) -> None:
    columns: dict[tuple[int, str | None, str], list[CellRecord]] = defaultdict(list)
    for cell in _read(name, read).cells:
        columns[cell.table_no, cell.side, cell.column_code].append(cell)
    n_sums = 0
    for cells in columns.values():
        by_code = {cell.subject_code: cell for cell in cells if cell.subject_code}
        for code, cell in by_code.items():
            below = [part for other, part in by_code.items() if other.startswith(code) and len(other) == len(code) + 2]
            if below:
                n_sums += 1
                slack = sum((part.half_width_yuan for part in [cell, *below]), Decimal(0))
                assert abs(cell.amount_yuan - sum((part.amount_yuan for part in below), Decimal(0))) <= slack, cell
    assert n_sums >= 20


def test_last_years_figures_are_refused_and_say_of_which_year_they_are(read: Read) -> None:
    """Page 10: 33,586.67 in 2025."""
    extraction = _read("2026-national-petition-administration", read)
    reasons = {cell.text: cell.reason for cell in extraction.rejected if cell.table_code == "general_public_expenditure"}
    assert "2025" in reasons["33,586.67"]
    assert "-20,442.30" in reasons
    assert "30.86%" in reasons
