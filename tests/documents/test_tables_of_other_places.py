"""Tables of other places as published, where they are at hand: figures read off the drawn pages by eye, and sums."""

from collections import defaultdict
from decimal import Decimal

import pytest

from dagster_project.extraction.extract import Extraction
from dagster_project.extraction.records import CellRecord
from tests.documents.published import Read, by_place, is_sum, parents, published

# Read off the pages, in 万元: (table, subject or item code, column) → figure; no code: the total row.
ON_THE_PAGE = {
    # Pages 7, 8 and 12: basic expenditure in three lists side by side.
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
        ("basic_expenditure", "30101", "personnel"): "1857.40",
        ("basic_expenditure", "30399", "personnel"): "34.04",
        ("basic_expenditure", "30239", "operating"): "321.42",
        ("basic_expenditure", "31002", "operating"): "24.67",
        ("basic_expenditure", "", "personnel"): "7967.72",
        ("basic_expenditure", "", "operating"): "2266.65",
    },
    # Pages 9 and 14.
    "2026-guangzhou-statistics-bureau": {
        ("expenditure", "", "total"): "9483.72",
        ("expenditure", "", "basic"): "8401.67",
        ("expenditure", "", "project"): "1082.05",
        ("expenditure", "2010505", "project"): "388.56",
        ("expenditure", "2080502", "basic"): "39.91",
        ("expenditure", "2080502", "operating"): "0.00",
        ("basic_expenditure", "", "total"): "8401.67",
        ("basic_expenditure", "301", "total"): "7131.66",
        ("basic_expenditure", "30217", "total"): "8.16",
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
    # Page 18: procurement, of which for small enterprises, stands beside the kinds of expenditure.
    "2026-shenzhen-petition-bureau": {
        ("expenditure", "2014001", "total"): "1866.84",
        ("expenditure", "2014001", "procurement"): "152.35",
        ("expenditure", "2014001", "procurement_small"): "149.35",
        ("expenditure", "2014004", "procurement"): "947.95",
        ("expenditure", "2014004", "procurement_small"): "7.34",
        ("expenditure", "2014004", "procurement_micro"): "0.00",
    },
    # Page 10: last year's columns stand beside these.
    "2026-national-petition-administration": {
        ("general_public_expenditure", "201", "total"): "13144.37",
        ("general_public_expenditure", "201", "basic"): "6668.44",
        ("general_public_expenditure", "201", "project"): "6475.93",
        ("general_public_expenditure", "2014002", "project"): "737.29",
        ("general_public_expenditure", "20805", "basic"): "2156.86",
        ("general_public_expenditure", "2014002", "without_construction"): "737.29",
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
# Read off the pages: (table, subject or item code, column) → yuan, several where several rows print the code.
ROWS = {
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
    # Pages 9, 10, 12, 13 and 14: names of the unit and 万元 are broken over two lines.
    "2019-jiangsu-high-court": {
        ("expenditure", "", "reserve"): ["50114000"],
        ("appropriation", "use_project", "use_amount"): ["102089400"],
        ("general_public_expenditure", "2040502", "total"): ["58048300"],
        ("basic_expenditure", "", "total"): ["219680000"],
        ("basic_expenditure", "30102", "total"): ["82520300"],
        ("three_public", "reception", "reception"): ["869500"],
        ("three_public", "", "total"): ["23820200"],
    },
    # Page 19: by function, by economic class under basic and project expenditure, and by class of the government's budget.
    "2026-xian-petition-bureau": {
        ("overview", "201", "expenditure_amount"): ["22669300.94"],
        ("overview", "use_basic", "use_amount"): ["19328114.71"],
        ("overview", "use_basic_wages", "use_amount"): ["17103265.51"],
        ("overview", "use_project_goods_services", "use_amount"): ["8166120.00"],
        ("overview", "government_502", "government_amount"): ["9919499.20"],
        ("overview", "government_509", "government_amount"): ["1265970.00"],
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


@pytest.fixture(scope="module")
def documents(read: Read) -> dict[str, Extraction]:
    return {name: read(published(name)) for name in (*WHOLE, *ON_THE_PAGE, *ROWS)}


@pytest.mark.parametrize("name", ROWS)
def test_each_row_of_a_code_has_the_figure_of_the_drawn_page(documents: dict[str, Extraction], name: str) -> None:
    for (table_code, code, column_code), amounts in ROWS[name].items():
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


@pytest.mark.parametrize("name", ON_THE_PAGE)
def test_figures_read_off_the_page_are_loaded_with_their_meaning(documents: dict[str, Extraction], name: str) -> None:
    loaded = by_place(documents[name])
    assert {place: loaded.get(place) for place in ON_THE_PAGE[name]} == {
        place: Decimal(figure) * 10_000 for place, figure in ON_THE_PAGE[name].items()
    }


@pytest.mark.parametrize("name", ON_THE_PAGE)
def test_each_class_and_section_is_the_sum_of_what_is_below_it(documents: dict[str, Extraction], name: str) -> None:
    columns: dict[tuple[int, str | None, str], list[CellRecord]] = defaultdict(list)
    for cell in documents[name].cells:
        columns[cell.table_no, cell.side, cell.column_code].append(cell)
    n_sums = 0
    for cells in columns.values():
        for cell, below in parents(cells):
            n_sums += 1
            assert is_sum(cell, below), cell
    assert n_sums >= 20


# Read off page 10 and page 19, in 万元.
LAST_YEAR = {
    "2026-national-petition-administration": {
        ("general_public_expenditure", "201", "total_prior_actual"): "33586.67",
        ("general_public_expenditure", "2014002", "total_prior_actual"): "66.44",
        ("general_public_expenditure", "2014099", "total_prior_actual"): "25143.24",
        ("general_public_expenditure", "20805", "total_prior_actual"): "2275.76",
    },
    "2026-yantai-audit-bureau": {
        ("three_public", "", "items_total_prior_budget"): "11.90",
        ("three_public", "abroad", "abroad_prior_budget"): "8.50",
        ("three_public", "reception", "reception_prior_budget"): "3.40",
        ("three_public", "", "items_total"): "3.40",
        ("three_public", "reception", "reception"): "3.40",
    },
    # Page 32, in yuan there: 上年 is the budget by the heading over its first columns.
    "2026-xian-petition-bureau": {
        ("three_public", "", "items_total_prior_budget"): "12.00",
        ("three_public", "reception", "reception_prior_budget"): "2.00",
        ("three_public", "", "training_prior_budget"): "12.20",
        ("three_public", "", "total"): "32.08",
        ("three_public", "", "items_total"): "10.10",
        ("three_public", "vehicle_operation", "vehicle_operation"): "9.10",
    },
}


# Read off the pages, in 万元: tables that other places print besides.
BESIDE = {
    # Pages 16, 20, 21 and 17.
    "2026-guangzhou-statistics-bureau": {
        ("project_by_economic", "", "total"): "1032.05",
        ("project_by_economic", "30202", "total"): "355.90",
        ("basic_funding", "", "general_public"): "8401.67",
        ("basic_funding", "310", "total"): "0.50",
        ("project_funding", "", "other_funds"): "50.00",
        ("three_public", "administrative", "general_public"): "839.21",
    },
    # Pages 21 to 23: the row of the unit is the total.
    "2026-shenzhen-petition-bureau": {
        ("basic_funding", "301", "total"): "2522.02",
        ("basic_funding", "30102", "general_public"): "1182.05",
        ("basic_funding", "30302", "total"): "184.15",
    },
    # Pages 26, 29 and 31, in yuan there.
    "2026-xian-petition-bureau": {
        ("basic_by_function", "", "personnel"): "1811.924751",
        ("basic_by_function", "2080501", "operating"): "2.94",
        ("project_funding", "", "total"): "905.612",
        ("procurement", "", "total"): "378.65",
    },
    # Page 18.
    "2026-chongqing-meteorological-bureau": {
        ("procurement", "", "total"): "947.00",
        ("procurement", "goods", "business_income"): "47.00",
        ("procurement", "services", "other_income"): "900.00",
    },
    # Page 24.
    "2026-hangzhou-meteorological-bureau": {
        ("project_funding", "", "total"): "2131.61",
        ("project_funding", "", "general_public"): "2008.00",
        ("project_funding", "", "unit_funds"): "123.61",
    },
    # Pages 14, 16, 23 and 24.
    "2026-wuxi-statistics-bureau": {
        ("appropriation_by_function", "", "total"): "3210.10",
        ("appropriation_by_function", "2010501", "basic_personnel"): "1297.78",
        ("appropriation_by_function", "2010508", "project"): "77.76",
        ("appropriation_basic", "", "operating"): "131.33",
        ("appropriation_basic", "30102", "personnel"): "829.90",
        ("appropriation_basic", "30399", "personnel"): "8.92",
        ("organ_operating", "", "amount"): "131.33",
        ("organ_operating", "30201", "amount"): "42.73",
        # Of the two units that buy it, the second.
        ("procurement", "services", "general_public"): "0.61",
    },
    # Page 25.
    "2026-yantai-audit-bureau": {
        ("procurement", "2010804", "unit_funds"): "5.80",
    },
}


@pytest.mark.parametrize("name", BESIDE)
def test_tables_that_other_places_print_besides_are_read(documents: dict[str, Extraction], name: str) -> None:
    found = by_place(documents[name])
    for place, text in BESIDE[name].items():
        if place[1]:
            assert found[place] == Decimal(text) * 10_000, place
    totals = {(c.table_code, "", c.column_code): c.amount_yuan for c in documents[name].cells if c.row_role == "total"}
    assert all(totals[place] == Decimal(text) * 10_000 for place, text in BESIDE[name].items() if not place[1])


@pytest.mark.parametrize("name", LAST_YEAR)
def test_last_years_figures_stand_in_columns_of_their_own(documents: dict[str, Extraction], name: str) -> None:
    found = by_place(documents[name])
    for place, text in LAST_YEAR[name].items():
        assert found[place] == Decimal(text) * 10_000, place


def test_changes_are_stated_against_what_they_are_of(documents: dict[str, Extraction]) -> None:
    """Pages 10, 31 and 32: 13,144.37 is 20,442.30 less than 33,586.67, which is 60.86 %."""
    stated = {
        (name, figure.text): (figure.measure_code, figure.subject_code, figure.amount_yuan)
        for name in ("2026-national-petition-administration", "2026-xian-petition-bureau", "2026-shenzhen-petition-bureau")
        for figure in documents[name].figures
        if figure.table_no
    }
    national, xian, shenzhen = dict.fromkeys(name for name, _ in stated)
    assert stated[national, "-20,442.30"] == ("change_against_execution", "20140", Decimal(-204_423_000))
    assert stated[national, "30.86%"] == ("change_against_execution_pct", "20140", None)
    assert stated[xian, "-19,000.00"] == ("change_in_table", None, Decimal(-19_000))
    assert stated[shenzhen, "5.58"] == ("figure_of_prior_year", None, Decimal(55_800))


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
        and not is_sum(row[total], [row[part] for part in parts if part in row])
    ]


def _broken_down(cells: list[CellRecord]) -> list[str]:
    """The columns in which the rows at the bottom do not add up to the total row."""
    leaves = [cell for cell in cells if cell.row_role == "leaf" and not cell.item_code]
    totals = [cell for cell in cells if cell.row_role == "total"]
    return [
        total.column_code
        for total in totals
        if not is_sum(total, [cell for cell in leaves if cell.column_code == total.column_code])
    ]


def test_rows_of_units_that_add_up_to_the_total_are_members(documents: dict[str, Extraction]) -> None:
    """Page 8."""
    cells = [
        cell
        for cell in documents["2026-guangzhou-statistics-bureau"].cells
        if (cell.row_role, cell.table_code) == ("member", "income")
    ]
    assert [(cell.row_label, cell.text) for cell in cells if cell.column_code == "general_public"] == [
        *(("广州市统计局", "6,698.28"), ("广州市统计普查中心", "1,373.74")),
        ("广州市统计监测中心（广州市统计发展中心）", "1,361.71"),
    ]
