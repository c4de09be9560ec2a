"""The commands that read: what they show, what they refuse, and that they cannot write."""

import csv
import io
import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from dagster_project.commands import display
from dagster_project.storage.layout import PROJECT_ROOT, WarehouseLayout

Run = Callable[..., subprocess.CompletedProcess[str]]


def test_status_tells_what_is_published(published: WarehouseLayout, yusuan: Run) -> None:
    result = yusuan("status", "--warehouse", published.root)
    assert result.returncode == 0
    assert "4 documents of 4 units, fiscal year 2026" in result.stdout
    # Four, twelve and forty are counted in the documents: see test_published_findings.
    assert "4 error · 12 warning · 40 note" in result.stdout
    # 1,155 in budget tables; the others in sentences and performance tables
    assert "Figures loaded" in result.stdout
    assert "99.99 % of cells and stated figures, 1 rejected" in result.stdout
    assert "1 cell or figure rejected: see audit.rejected" in result.stdout


def test_a_query_is_answered_as_a_table_as_csv_and_as_json(published: WarehouseLayout, yusuan: Run) -> None:
    sql = "select unit_name, sum(amount_yuan) as yuan from marts.fct_three_public join marts.dim_unit using (unit_key) group by all order by 2"
    table = yusuan("query", sql, "--warehouse", published.root)
    assert "31000.00" in table.stdout
    rows = list(csv.reader(io.StringIO(yusuan("query", sql, "--warehouse", published.root, "--format", "csv").stdout)))
    assert rows[0] == ["unit_name", "yuan"]
    assert rows[1:] == [
        ["克孜勒苏柯尔克孜自治州数字化发展局", "31000.00"],
        ["昌吉回族自治州数字化发展局", "34800.00"],
        ["新疆维吾尔自治区数据资源和政务服务中心", "56200.00"],
    ]
    entries = json.loads(yusuan("query", sql, "--warehouse", published.root, "--format", "json").stdout)
    assert entries[0] == {"unit_name": "克孜勒苏柯尔克孜自治州数字化发展局", "yuan": "31000.00"}


@pytest.mark.parametrize(
    "sql",
    [
        "delete from marts.dim_unit",
        "create table marts.x (a int)",
        "copy marts.dim_unit to '{folder}/stolen.csv'",
        "select * from read_text('/etc/hostname')",
        "attach '{folder}/other.duckdb'",
        "set enable_external_access = true",
        "install httpfs",
        "export database '{folder}/all'",
    ],
)
def test_a_query_can_neither_write_nor_reach_other_files(published: WarehouseLayout, yusuan: Run, tmp_path: Path, sql: str) -> None:
    before = published.published.read_bytes()
    result = yusuan("query", sql.format(folder=tmp_path), "--warehouse", published.root)
    assert result.returncode == 1, result.stdout
    assert "Traceback" not in result.stderr
    assert list(tmp_path.iterdir()) == []
    assert published.published.read_bytes() == before


def test_a_query_is_one_statement(published: WarehouseLayout, yusuan: Run) -> None:
    result = yusuan("query", "select 1; select 2", "--warehouse", published.root)
    assert result.returncode == 2
    assert "One statement at a time" in result.stderr


def test_a_query_that_is_wrong_says_what_is_wrong(published: WarehouseLayout, yusuan: Run) -> None:
    result = yusuan("query", "select nothing from nowhere", "--warehouse", published.root)
    assert result.returncode == 1
    assert "nowhere" in result.stderr
    assert "Traceback" not in result.stderr


def test_explain_leads_from_a_fact_back_to_the_printed_line(published: WarehouseLayout, yusuan: Run) -> None:
    sql = (
        "select source_cell_id as id from marts.fct_three_public join marts.dim_unit using (unit_key) "
        "where unit_name like '昌吉%' and expense_item = 'reception'"
    )
    (row,) = json.loads(yusuan("query", sql, "--warehouse", published.root, "--format", "json").stdout)
    result = yusuan("explain", row["id"], "--raw", PROJECT_ROOT / "raw", "--warehouse", published.root)
    assert result.returncode == 0
    assert "0.12 万元 = 1,200.00 yuan" in result.stdout
    assert "公务接待费 (leaf)" in result.stdout
    assert "资金来源 > 一般公共预算 (general_public)" in result.stdout
    assert "公务接待费 | 0.12 | 0.12" in result.stdout
    assert "Fact in marts.fct_three_public" in result.stdout
    # Every sum that it is a part of, and the table that it must cover.
    rules = ("row.total", "hierarchy.total_of_top_rows", "hierarchy.total_of_leaves", "hierarchy.grand_total")
    assert [rule for rule in (*rules, "cross_table.three_public_bound") if rule not in result.stdout] == []


@pytest.mark.parametrize(
    ("id_of", "shown"),
    [
        pytest.param(
            "select source_cell_id from marts.fct_year_over_year where subject_key = 'functional:2010608'",
            (
                *("0.50 万元 = 5,000.00 yuan", "general_public_item (change)", "line 484: sentence 3 of “（三）"),
                *("预算数为2.30万元，比上年预算增加0.50万元，增长27.78%", "marts.fct_year_over_year", "18000.00"),
            ),
            id="a change in a sentence",
        ),
        pytest.param(
            "select amount_cell_id from marts.fct_year_over_year where subject_key = 'functional:2010608'",
            ("2.30 万元 = 23,000.00 yuan", "general_public_item (amount)", "marts.fct_year_over_year", "18000.00"),
            id="the amount that changed",
        ),
        pytest.param(
            "select change_pct_cell_id from marts.fct_year_over_year where subject_key = 'functional:2010608'",
            ("27.78 %", "general_public_item (change_pct)", "marts.fct_year_over_year", "18000.00"),
            id="the percentage that it changed by",
        ),
        pytest.param(
            "select share_cell_id from marts.fct_disclosed_figure join marts.dim_unit using (unit_key) "
            "where unit_name like '昌吉%' and subject_key = 'functional:210' and share_pct is not null",
            (
                "3.05 %",
                "general_public_class (share)",
                "卫生健康支出（类）37.57 万元，占 3.05%",
                "marts.fct_disclosed_figure",
                "375700.00",
            ),
            id="a share",
        ),
        pytest.param(
            "select source_cell_id from marts.fct_disclosed_figure where measure_code = 'buildings_area' and value > 0",
            ("10,988.00 平方米", "buildings_area (quantity)", "marts.fct_disclosed_figure"),
            id="a quantity that is no money",
        ),
        pytest.param(
            "select source_cell_id from marts.fct_performance_indicator where indicator_name = '设备采购完成时间'",
            ("Target", "2026 年 5 月 31 日前", "line 701", "设备采购完成时间", "marts.fct_performance_indicator"),
            id="a target in words",
        ),
        pytest.param(
            "select performance_key from marts.fct_performance_budget where printed_project_name like '%委托业务费'",
            ("Performance table", "伊吾县数字化发展局委托业务费", "marts.fct_performance_budget", "23000.00"),
            id="a performance table",
        ),
        pytest.param(
            "select card_key from marts.fct_project_card where amount_yuan = 1200",
            ("Project card", "2026 年退休人员慰问金", "县财政资金", "marts.fct_project_card", "1200.00"),
            id="a card",
        ),
        pytest.param(
            "select cell_id from audit.rejected",
            ("Rejected", "=2026 . 20 年月", "the unit is of a date, and the number is none", "慰问活动完成时间", "line 786"),
            id="what was rejected",
        ),
    ],
)
def test_explain_leads_from_part_three_back_to_the_printed_line(
    published: WarehouseLayout, yusuan: Run, id_of: str, shown: tuple[str, ...]
) -> None:
    (row,) = json.loads(yusuan("query", id_of, "--warehouse", published.root, "--format", "json").stdout)
    (place,) = row.values()
    result = yusuan("explain", place, "--raw", PROJECT_ROOT / "raw", "--warehouse", published.root)
    assert result.returncode == 0, result.stderr
    assert [words for words in shown if words not in result.stdout] == [], result.stdout


def test_explain_without_the_document_at_hand_shows_all_but_its_line(
    published: WarehouseLayout, yusuan: Run, tmp_path: Path
) -> None:
    sql = "select source_cell_id as id from marts.fct_year_over_year where subject_key = 'functional:2010608'"
    (row,) = json.loads(yusuan("query", sql, "--warehouse", published.root, "--format", "json").stdout)
    result = yusuan("explain", row["id"], "--raw", tmp_path, "--warehouse", published.root)
    assert result.returncode == 0
    assert "0.50 万元 = 5,000.00 yuan" in result.stdout
    assert "Line as printed" not in result.stdout


@pytest.mark.parametrize("unknown", ["nonsense", "0e8be3f54e85ea10:s7:3:99", "0e8be3f54e85ea10:card:99", "' or true --"])
def test_explain_says_so_where_it_knows_no_such_place(published: WarehouseLayout, yusuan: Run, unknown: str) -> None:
    result = yusuan("explain", unknown, "--warehouse", published.root)
    assert result.returncode == 1
    assert f"Nothing has the id {unknown!r}" in result.stderr
    assert "performance_key or a card_key" in result.stderr


@pytest.mark.parametrize("command", [["status"], ["query", "select 1"], ["explain", "x"]])
def test_before_the_first_refresh_the_commands_say_what_to_do(tmp_path: Path, yusuan: Run, command: list[str]) -> None:
    result = yusuan(*command, "--warehouse", tmp_path)
    assert result.returncode == 1
    assert "run `yusuan refresh`" in result.stderr


@pytest.mark.parametrize(
    "arguments", [["refresh", "--raw", "/nowhere/at/all"], ["refresh", "--jobs", "0"], ["refresh", "--no-such-option"], ["query"]]
)
def test_wrong_usage_ends_with_status_2_and_no_traceback(tmp_path: Path, yusuan: Run, arguments: list[str]) -> None:
    result = yusuan(*arguments, YUSUAN_WAREHOUSE=str(tmp_path))
    assert result.returncode == 2
    assert "Traceback" not in result.stdout + result.stderr


def test_a_setting_that_is_no_number_is_wrong_usage(tmp_path: Path, yusuan: Run) -> None:
    result = yusuan("status", "--warehouse", tmp_path, YUSUAN_JOBS="many")
    assert result.returncode == 2
    assert "YUSUAN_JOBS" in result.stderr


def test_texts_that_a_spreadsheet_would_take_for_formulas_are_made_harmless(capsys: pytest.CaptureFixture[str]) -> None:
    display.show_rows(("name", "amount"), [("=cmd|' /C calc'!A0", -5), ("@sum", 1)], "csv")
    assert list(csv.reader(io.StringIO(capsys.readouterr().out)))[1:] == [["'=cmd|' /C calc'!A0", "-5"], ["'@sum", "1"]]


def test_a_text_that_looks_like_markup_is_shown_as_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    display.show_rows(("name",), [("[bold red]项目[/]",)])
    assert "[bold red]项目[/]" in capsys.readouterr().out
