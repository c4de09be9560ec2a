"""A document with explanations that is corrected, and others of the same unit: what stays known, and what is in the facts.

One refresh of four documents is looked at by all tests. The correction has another amount on its card and in its
sentence, another target, and one project less.
"""

import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest

from dagster_project.storage.layout import WarehouseLayout
from tests.published_figures import places_that_tell
from tests.small_disclosures import disclosure

pytestmark = pytest.mark.xdist_group("corrections")

UNIT = "青山县档案馆"
NAMES_AND_TELEPHONES = ("王小明", "李小红", "13912345678")

GOAL = "年内完成全部馆藏档案的扫描，建成目录数据库，提供网上查询，方便全县居民查阅"
CARD_OF_THE_PROJECT_THAT_WAS_DROPPED = """\
（二）项目名称：旧目录整理
预算安排规模：1.00 万元
资金执行时间：2026 年 1 月 1 日—2026 年 12 月 31 日
"""


def _explained(budget: str, growth: str, percent: str, scanned: int, more_cards: str = "", **of_document: Any) -> str:
    """A disclosure with a change, a card, a performance table and a sentence on whom to ask."""
    body, date = disclosure(unit=UNIT, **of_document).rstrip().rsplit(f"\n{UNIT}\n", 1)
    return f"""\
{body}

第三部分 2026 年单位预算情况说明

二、关于{UNIT} 2026 年收入预算情况说明

一般公共预算 30.00 万元，占 85.71%，比上年预算增加 {growth} 万元，增长 {percent}%，主要原因是新增项目。

七、关于{UNIT} 2026 年一般公共预算项目支出情况说明

（一）项目名称：馆藏数字化
预算安排规模：{budget} 万元
资金执行时间：2026 年 1 月 1 日—2026 年 12 月 31 日
{more_cards}
十三、其他重要事项的情况说明

（四）预算绩效情况

当年预算安排项目共 1 个，联系人：李小红，联系电话 13912345678，其中：财政拨款项目涉及预算金额 {budget} 万元。

项目支出绩效目标表

(2026 年)

预算单位\t\t{UNIT}\t\t\t\t\t\t
项目名称\t\t馆藏数字化\t\t\t\t项目负责人\t王小明\t
项目资金(万元)\t\t年度预算总额\t{budget}\t其中：财政拨款\t{budget}\t其他资金\t0.00\t
项目总体目标\t\t{GOAL}，联系人：王小明，联系电话 13912345678。\t\t\t\t\t\t
一级指标\t二级指标\t三级指标\t指标值\t指标值设置依据\t上年完成值\t指标分值权重\t指标赋分规则\t佐证资料
产出指标\t数量指标\t扫描卷数\t>={scanned}卷\t计划标准\t/\t90\t按照完成比例赋分\t工作资料

第四部分 名词解释

{UNIT}
{date}
"""


@dataclass
class Corrected:
    """The published file, and how it came about."""

    raw: Path
    layout: WarehouseLayout
    result: subprocess.CompletedProcess[str]

    connection: duckdb.DuckDBPyConnection

    def query(self, sql: str, *parameters: object) -> list[tuple[Any, ...]]:
        return self.connection.execute(sql, list(parameters)).fetchall()


@pytest.fixture(scope="module")
def corrected(
    tmp_path_factory: pytest.TempPathFactory, yusuan: Callable[..., subprocess.CompletedProcess[str]]
) -> Iterator[Corrected]:
    folder = tmp_path_factory.mktemp("corrected")
    raw = folder / "raw"
    raw.mkdir()
    documents = {
        "february.txt": _explained("5.00", "6.00", "25.00", 100, more_cards=CARD_OF_THE_PROJECT_THAT_WAS_DROPPED),
        "march.txt": _explained("4.00", "5.00", "20.00", 80, published="2026年3月1日"),
        "next-year.txt": disclosure(unit=UNIT, year=2027, published="2027年2月1日"),
        "final-account.txt": disclosure(unit=UNIT, kind="部门决算", published="2027年8月1日"),
    }
    for name, text in documents.items():
        (raw / name).write_text(text, encoding="utf-8")
    layout = WarehouseLayout(folder / "warehouse")
    result = yusuan("refresh", "--raw", raw, "--warehouse", layout.root)
    assert result.returncode == 0, result.stdout + result.stderr
    with duckdb.connect(str(layout.published), read_only=True) as connection:
        yield Corrected(raw, layout, result, connection)


def test_both_versions_stay_known_and_the_former_names_its_successor(corrected: Corrected) -> None:
    rows = corrected.query(
        "select documents.source_file, documents.version_no, documents.is_current, successors.source_file "
        "from marts.dim_document as documents "
        "left join marts.dim_document as successors on documents.replaced_by_document_key = successors.document_key "
        "where documents.document_kind = 'unit_budget' and documents.fiscal_year = 2026 order by 2"
    )
    assert rows == [("february.txt", 1, False, "march.txt"), ("march.txt", 2, True, None)]


def test_other_documents_of_the_unit_are_first_versions_of_their_own(corrected: Corrected) -> None:
    assert corrected.query(
        "select source_file, document_kind, fiscal_year, version_no, is_current, replaced_by_document_key "
        "from marts.dim_document where source_file not in ('february.txt', 'march.txt') order by 1"
    ) == [
        ("final-account.txt", "department_final_account", 2026, 1, True, None),
        ("next-year.txt", "unit_budget", 2027, 1, True, None),
    ]


def test_all_documents_of_a_unit_are_of_one_unit(corrected: Corrected) -> None:
    assert corrected.query("select unit_name, unit_kind, has_document from marts.dim_unit") == [(UNIT, "department", True)]
    assert corrected.query(
        "select count(*), count(distinct document_key) from marts.dim_document join marts.dim_unit using (unit_key)"
    ) == [(4, 4)]


def test_nothing_of_the_former_version_is_in_a_mart_or_among_the_figures(corrected: Corrected) -> None:
    ((former,),) = corrected.query("select document_key from marts.dim_document where source_file = 'february.txt'")
    tables = corrected.query(
        "select schema_name, table_name from duckdb_columns() where column_name = 'document_key' and schema_name in ('marts', 'audit') "
        "and table_name not in ('dim_document', 'dim_document_part', 'document_outcomes')"
    )
    assert len(tables) >= 24
    left = [
        table
        for schema, table in tables
        if corrected.query(f"select 1 from {schema}.{table} where document_key = ? limit 1", former)
    ]
    assert left == []


def test_changes_cards_tables_and_indicators_are_those_of_the_correction(corrected: Corrected) -> None:
    assert corrected.query(
        "select amount_yuan, change_yuan, change_pct, prior_amount_yuan, is_reconciled from marts.fct_year_over_year"
    ) == [(Decimal(300000), Decimal(50000), Decimal(20), Decimal(250000), True)]
    assert corrected.query(
        "select project_name, amount_yuan from marts.fct_project_card join marts.dim_project using (project_key)"
    ) == [("馆藏数字化", Decimal(40000))]
    assert corrected.query("select printed_project_name, amount_yuan from marts.fct_performance_budget") == [
        ("馆藏数字化", Decimal(40000))
    ]
    assert corrected.query("select indicator_name, operator, target_value, target_unit from marts.fct_performance_indicator") == [
        ("扫描卷数", ">=", Decimal(80), "卷")
    ]


def test_a_project_that_the_correction_drops_is_gone(corrected: Corrected) -> None:
    assert corrected.query("select project_name, fiscal_year from marts.dim_project") == [("馆藏数字化", 2026)]
    assert corrected.query("select method from marts.bridge_project_performance") == [("exact",)]


def test_no_person_and_no_telephone_number_is_in_any_text_of_the_file(corrected: Corrected) -> None:
    assert places_that_tell(corrected.query, NAMES_AND_TELEPHONES) == []
    # What stands around them is kept.
    assert corrected.query("select goal from marts.fct_performance_budget") == [
        (f"{GOAL}，联系人：[name]，联系电话 [telephone number]。",)
    ]
    ((sentence,),) = corrected.query("select text from audit.sentences where section_code = 'performance'")
    assert "联系人：[name]" in sentence
    assert "[telephone number]" in sentence


@pytest.mark.parametrize(
    ("about", "sql"),
    [
        ("of a sentence", "select cell_id from audit.cells where measure_code = 'projects_fiscal_amount'"),
        ("of a table's head", "select source_cell_id from marts.fct_performance_budget"),
        ("of a goal", "select performance_key from marts.fct_performance_budget"),
    ],
)
def test_explain_shows_no_person_and_no_telephone_number(
    corrected: Corrected, yusuan: Callable[..., subprocess.CompletedProcess[str]], about: str, sql: str
) -> None:
    ((place,),) = corrected.query(sql)
    result = yusuan("explain", place, "--raw", corrected.raw, "--warehouse", corrected.layout.root)
    assert result.returncode == 0, result.stderr
    assert "Line as printed" in result.stdout
    assert "馆藏数字化" in result.stdout or "4.00 万元" in result.stdout
    assert [secret for secret in NAMES_AND_TELEPHONES if secret in result.stdout] == []
