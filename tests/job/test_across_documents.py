"""A final account beside the budget of the same unit and year: what it repeats of the budget is compared with the budget."""

from pathlib import Path
from textwrap import dedent

import duckdb
import pytest

from dagster_project.storage.layout import WarehouseLayout
from tests.made.judging import build_models, extract_folder

pytestmark = pytest.mark.xdist_group("across_documents")

UNIT = "青山县档案馆"
RUNNING = "一般公共服务支出（类）政府办公厅（室）及相关机构事务（款）行政运行（项）"
AFFAIRS = "一般公共服务支出（类）政府办公厅（室）及相关机构事务（款）一般行政管理事务（项）"


def _general_public(kind: str, year: int, running: str, affairs: str, total: str) -> str:
    """A disclosure with the table of the general public budget, its items and their total."""
    return dedent(
        f"""\
        {year}年{UNIT}{kind}公开

        目录

        一般公共预算支出表

        编制单位：{UNIT}
        单位：万元

        科目代码\t科目名称\t合计\t基本支出\t项目支出
        201\t一般公共服务支出\t{total}\t{running}\t{affairs}
        20103\t政府办公厅（室）及相关机构事务\t{total}\t{running}\t{affairs}
        2010301\t行政运行\t{running}\t{running}\t
        2010302\t一般行政管理事务\t{affairs}\t\t{affairs}
        \t合计\t{total}\t{running}\t{affairs}
        """
    )


@pytest.fixture(scope="module")
def candidate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file that the gate would judge: what the ledger says is wanted, and no more."""
    folder = tmp_path_factory.mktemp("across")
    final = f"""\

（三）一般公共预算财政拨款支出决算具体情况

一般公共预算财政拨款支出年初预算为30.00万元，支出决算为27.00万元，完成年初预算的90.00%。其中：
1、{RUNNING}。年初预算为25.00万元，支出决算为23.00万元，完成年初预算的92.00%。
2、{AFFAIRS}。年初预算为6.00万元，支出决算为4.00万元，完成年初预算的66.67%。
"""
    documents = {
        "budget.txt": _general_public("单位预算", 2024, "25.00", "5.00", "30.00"),
        "budget-of-another-year.txt": _general_public("单位预算", 2025, "26.00", "6.00", "32.00"),
        "final-account.txt": _general_public("单位决算", 2024, "23.00", "4.00", "27.00") + final,
    }
    raw = folder / "raw"
    raw.mkdir()
    for name, text in documents.items():
        (raw / name).write_text(text, encoding="utf-8")
    layout = WarehouseLayout(folder / "warehouse")
    extract_folder(raw, layout)
    build_models(layout)
    return layout.candidate


def test_the_budget_that_a_final_account_repeats_is_that_of_its_year(candidate: Path) -> None:
    with duckdb.connect(str(candidate), read_only=True) as connection:
        judged = connection.execute(
            "select reconciliation.key, verdict, total_yuan, parts_yuan from audit.reconciliation "
            "join marts.dim_document using (document_key) "
            "where rule_id = 'over_time.initial_budget' and source_file = 'final-account.txt' order by 1"
        ).fetchall()
    assert [(key, verdict, int(total), int(parts)) for key, verdict, total, parts in judged] == [
        ("general_public general_public_total", "exact", 300_000, 300_000),
        ("general_public_item 2010301", "exact", 250_000, 250_000),
        ("general_public_item 2010302", "broken", 60_000, 50_000),
    ]


def test_the_contradiction_is_a_note_that_cites_both_documents(candidate: Path) -> None:
    with duckdb.connect(str(candidate), read_only=True) as connection:
        ((severity, english, chinese, totals, parts),) = connection.execute(
            "select severity, message_en, message_zh, total_cell_ids, part_cell_ids "
            "from audit.findings where rule_id = 'over_time.initial_budget'"
        ).fetchall()
        files = connection.execute(
            "select source_file from audit.cells join marts.dim_document using (document_key) where list_contains(?, cell_id)",
            [parts],
        ).fetchall()
    assert severity == "note"
    assert "6.00" in english
    assert "5.00" in english
    assert "年初预算" in chinese
    assert len(totals) == 1
    assert files == [("budget.txt",)]
