"""What the first questions of an analyst are answered with: the money of projects, printed totals, what is said in words.

Figures were read off the documents by hand, in 万元 as printed there.
"""

from decimal import Decimal
from typing import Any

import duckdb

from dagster_project.storage.layout import WarehouseLayout
from tests.published_figures import CENTRE, CHANGJI, KIZILSU, YIWU, Query, wan


def test_the_largest_projects_of_a_unit_stand_in_whichever_table_prints_them(query: Query) -> None:
    def largest(unit: str) -> list[tuple[Any, ...]]:
        return query(
            "select project_name, money_kind, sum(amount_yuan) from marts.fct_project_budget join marts.dim_project using (project_key) "
            "where fct_project_budget.unit_key = (select unit_key from marts.dim_unit where unit_name = ?) "
            "group by all order by 3 desc limit 3",
            unit,
        )

    # All of the centre's are carried over.
    assert largest(CENTRE) == [
        ("自治区一体化在线政务服务平台深化应用项目", "carryover", wan("3481.87")),
        ("数据资源和政务服务中心项目经费", "carryover", wan("2525.53")),
        ("自治区一体化数据资源服务平台建设项目", "carryover", wan("2452.18")),
    ]
    # Paid by other funds, which only its table of targets tells.
    assert largest(CHANGJI)[0] == ("2026 “闽政通·吉速办”信息化创新平台项目（二期）", "other", wan("675.02"))
    assert largest(YIWU)[0] == ("数字伊吾建设项目（续建）", "current", wan("1242.35"))


def test_a_project_that_is_paid_this_year_and_carried_over_has_both_moneys_once(query: Query) -> None:
    assert query(
        "select money_kind, stated_in, sum(amount_yuan) from marts.fct_project_budget join marts.dim_project using (project_key) "
        "where project_name = '信息化项目专家评审费用' group by all order by all"
    ) == [("carryover", "carryover", wan("19.07")), ("current", "project_expenditure", wan("33.00"))]


def test_the_money_of_the_year_is_all_that_the_tables_of_project_expenditure_print(query: Query) -> None:
    # The totals of table 7; 2,257.33 is printed over items of 2,257.32.
    assert dict(
        query(
            "select unit_name, sum(amount_yuan) from marts.fct_project_budget join marts.dim_unit using (unit_key) "
            "where money_kind = 'current' group by all"
        )
    ) == {CHANGJI: wan("738.00"), KIZILSU: wan("230.74"), CENTRE: wan("2604.50"), YIWU: wan("2257.32")}


def test_a_printed_total_is_given_as_printed_with_what_it_is_apart_from_its_items(query: Query) -> None:
    # 417.37 stands over items of 417.38 in the tables of income and of expenditure; the overview's add up.
    assert query(
        "select table_code, side, amount_yuan, facts_yuan, gap_yuan, verdict, is_reconciled from marts.fct_printed_total "
        "join marts.dim_unit using (unit_key) where unit_name = ? and is_grand_total "
        "and table_code in ('overview', 'income', 'expenditure') order by all",
        KIZILSU,
    ) == [
        ("expenditure", None, wan("417.37"), wan("417.38"), wan("-0.01"), "rounding", True),
        ("income", None, wan("417.37"), wan("417.38"), wan("-0.01"), "rounding", True),
        ("overview", "expenditure", wan("417.37"), wan("417.37"), Decimal(0), "exact", True),
        ("overview", "income", wan("417.37"), wan("417.37"), Decimal(0), "exact", True),
    ]


def test_what_is_not_arranged_is_told_apart_from_zero_and_from_what_is_withheld(query: Query) -> None:
    # Each document says of five sources that they are 未安排; three of the four also of the purchase of vehicles.
    assert dict(
        query(
            "select unit_name, count(*) from marts.fct_statement join marts.dim_unit using (unit_key) "
            "where statement_kind = 'not_arranged' group by all"
        )
    ) == {CHANGJI: 6, KIZILSU: 5, CENTRE: 6, YIWU: 6}
    assert query(
        "select fund_source_key from marts.fct_statement join marts.dim_unit using (unit_key) "
        "where statement_kind = 'not_arranged' and measure_code = 'income' and unit_name = ? order by 1",
        KIZILSU,
    ) == [
        ("general_public_transfer",),
        *(("government_fund",), ("government_fund_transfer",), ("state_capital",), ("state_capital_transfer",)),
    ]
    assert query(
        "select unit_name, amount_yuan, text from marts.fct_statement join marts.dim_unit using (unit_key) "
        "where statement_kind = 'withheld' order by amount_yuan desc"
    ) == [
        (CENTRE, wan("370.00"), "7.特定目标10003C结转370.00万元，完全不予公开。"),
        (CHANGJI, wan("304.80"), "2. 特定目标结转 304.80 万元，完全不予公开。"),
        (CENTRE, wan("42.00"), "单位有 1 个涉密项目，涉及预算资金 42.00 万元，项目绩效目标表完全不予公开。"),
    ]


def test_a_project_in_a_table_of_all_funds_has_its_money_from_there(published_with_other_tables: WarehouseLayout) -> None:
    """The figures are those of `tests/other_tables.py`."""
    with duckdb.connect(str(published_with_other_tables.published), read_only=True) as connection:
        rows = connection.execute(
            "select project_name, fund_source_key, amount_yuan from marts.fct_project_budget join marts.dim_project "
            "using (project_key) where stated_in = 'project_funding' order by all"
        ).fetchall()
    assert rows == [
        ("审计业务", "general_public", wan("5.00")),
        ("审计业务", "unit_funds", wan("1.00")),
        ("系统运维", "unit_funds", wan("2.00")),
    ]


def test_every_code_that_a_column_holds_has_its_names(query: Query) -> None:
    sets = [name for (name,) in query("select distinct code_set from marts.dim_code")]
    columns = query(
        "select schema_name || '.' || table_name, column_name from duckdb_columns() "
        "where schema_name in ('marts', 'audit') and table_name not in ('dim_code', 'ledger')"
    )
    # Other lists side by side have numbers, and classes stand among the items: their names are in dim_subject_code.
    named_elsewhere = {"side": "not in ('income', 'expenditure')", "item_code": "is not null"}
    found = {
        (table, column): query(
            f"select distinct {column} from {table} where {column} is not null "
            f"and {column} not in (select code from marts.dim_code where code_set = ?)"
            + (f" and not {column} {named_elsewhere[column]}" if column in named_elsewhere else ""),
            column,
        )
        for table, column in columns
        if column in sets
    }
    assert len(found) > 40
    assert {place: codes for place, codes in found.items() if codes} == {}


def test_a_sum_over_both_sides_of_the_chinese_overview_is_not_twice_the_budget(query: Query) -> None:
    assert query('select sum("收入（元）"), sum("支出（元）"), sum("未分收支（元）") from zh.收支总表 where 单位 = ?', KIZILSU) == [
        (wan("417.37"), wan("417.37"), None)
    ]


def test_chinese_views_have_a_date_for_the_axis_of_time(query: Query) -> None:
    assert query("select distinct typeof(年度起始日), cast(年度起始日 as varchar) from zh.支出明细") == [("DATE", "2026-01-01")]
