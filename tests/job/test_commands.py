"""The commands that read: what they show, what they refuse, and that they cannot write."""

import csv
import datetime
import io
import json
import subprocess
import sys
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from rich.text import Text

from dagster_project.commands import display
from dagster_project.storage.layout import PROJECT_ROOT, WarehouseLayout

Run = Callable[..., subprocess.CompletedProcess[str]]


LOADED_AFTER = """
import sys
from dagster_project.cli import app
try:
    app(sys.argv[1:])
except SystemExit as end:
    assert not end.code, end.code
print(*sorted(sys.modules), file=sys.stderr)
"""
# What takes long to import, and what only a refresh needs.
HEAVY = {
    *("dagster", "dbt", "great_expectations", "sqlalchemy", "pandas", "numpy", "pyarrow", "pydantic", "jinja2", "filelock"),
    *("asyncio", "rich.progress", "dagster_project.planning", "dagster_project.extraction.extract"),
}


@pytest.mark.parametrize(
    "arguments",
    [
        ["query", "from marts.dim_unit"],
        ["query", "from marts.dim_unit", "--format", "json"],
        ["findings"],
        ["findings", "--format", "csv"],
        ["status"],
    ],
    ids=" ".join,
)
def test_a_command_that_only_reads_loads_what_it_uses(published: WarehouseLayout, arguments: list[str]) -> None:
    assert HEAVY & loaded_by(published, *arguments) == set()


def test_explain_loads_no_more_than_the_line_as_printed_needs(published: WarehouseLayout) -> None:
    # A line is shown less what is a person's. Which columns of the records may tell of people is stated with their Arrow types.
    # DuckDB itself imports pandas to see whether a parameter of a statement is one of its nulls.
    assert HEAVY & loaded_by(published, "explain", "07bb71ea08893269:s9:2:2") == {"pyarrow", "numpy", "pandas"}


def loaded_by(published: WarehouseLayout, *arguments: str) -> set[str]:
    """The modules that a command has loaded when it ends."""
    command = [sys.executable, "-c", LOADED_AFTER, *arguments, "--warehouse", str(published.root)]
    result = subprocess.run(command, capture_output=True, text=True, check=True)
    assert result.stdout
    return set(result.stderr.split())


def rows_of_csv(printed: str) -> list[list[str]]:
    """The rows of CSV that is printed, which begins with the mark by which Excel knows UTF-8."""
    assert printed.startswith("\ufeff")
    return list(csv.reader(io.StringIO(printed.removeprefix("\ufeff"))))


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
    assert "31,000.00" in table.stdout
    rows = rows_of_csv(yusuan("query", sql, "--warehouse", published.root, "--format", "csv").stdout)
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


@pytest.mark.parametrize(
    "statement", ["checkpoint", "begin", "set variable a = 1", "load icu", "update extensions", "create temp table a (b int)"]
)
def test_a_statement_that_does_more_than_read_is_not_run(published: WarehouseLayout, yusuan: Run, statement: str) -> None:
    result = yusuan("query", statement, "--warehouse", published.root)
    assert (result.returncode, result.stdout) == (1, "")
    assert "A query only reads" in result.stderr


@pytest.mark.parametrize(
    "statement", ["describe marts.dim_unit", "explain from marts.dim_unit", "pivot marts.dim_unit on unit_kind using count(*)"]
)
def test_whatever_reads_is_run(published: WarehouseLayout, yusuan: Run, statement: str) -> None:
    result = yusuan("query", statement, "--warehouse", published.root)
    assert result.returncode == 0, result.stderr
    assert "unit" in result.stdout


def test_more_rows_than_are_allowed_are_cut_and_told_of(published: WarehouseLayout, yusuan: Run) -> None:
    arguments = ("--warehouse", published.root, "--format", "csv")
    cut = yusuan("query", "from range(4)", *arguments, YUSUAN_QUERY_ROWS="3")
    assert (cut.returncode, cut.stdout) == (1, "\ufeffrange\n0\n1\n2\n")
    assert "There are more rows than these 3: YUSUAN_QUERY_ROWS allows more." in cut.stderr
    whole = yusuan("query", "from range(3)", *arguments, YUSUAN_QUERY_ROWS="3")
    assert (whole.returncode, whole.stdout, whole.stderr) == (0, "\ufeffrange\n0\n1\n2\n", "")


def test_a_query_that_takes_too_long_is_stopped(published: WarehouseLayout, yusuan: Run) -> None:
    endless = "select count(*) from range(10000000) a, range(10000000) b"
    result = yusuan("query", endless, "--warehouse", published.root, YUSUAN_QUERY_SECONDS="0.5")
    assert (result.returncode, result.stdout) == (1, "")
    assert "stopped after 0.5 seconds: YUSUAN_QUERY_SECONDS allows more" in result.stderr


@pytest.mark.parametrize("greedy", ["select list(range) from range(100000000)", "select repeat('x', 100000000) from range(100)"])
def test_a_query_that_needs_too_much_memory_is_stopped(published: WarehouseLayout, yusuan: Run, greedy: str) -> None:
    result = yusuan("query", greedy, "--warehouse", published.root, YUSUAN_QUERY_MEMORY="200MB")
    assert (result.returncode, result.stdout) == (1, "")
    assert "needs more memory than 200.0MB: YUSUAN_QUERY_MEMORY allows more" in result.stderr


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
        pytest.param(
            "select part_passage_ids[1] from audit.reconciliation where rule_id = 'narrative.empty_table' and line_no = 378",
            ("Passage (claim)", "“三公”经费支出情况表为空表", "line 378", "narrative.empty_table", "exact"),
            id="a claim that a rule rests on",
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


@pytest.mark.parametrize("name", ["YUSUAN_QUERY_ROWS", "YUSUAN_QUERY_SECONDS", "YUSUAN_QUERY_MEMORY"])
def test_a_limit_that_is_none_is_wrong_usage(tmp_path: Path, yusuan: Run, name: str) -> None:
    result = yusuan("query", "select 1", "--warehouse", tmp_path, **{name: "0"})
    assert result.returncode == 2
    assert name in result.stderr


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


def test_a_warehouse_in_the_raw_folder_is_refused_with_the_reason(tmp_path: Path, yusuan: Run) -> None:
    result = yusuan("refresh", "--raw", tmp_path, "--warehouse", tmp_path / "warehouse")
    assert result.returncode == 2
    assert f"the warehouse folder {tmp_path}/warehouse lies in the raw folder {tmp_path}: choose another" in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_warehouse_whose_path_means_something_to_a_library_is_refused_with_the_reason(tmp_path: Path, yusuan: Run) -> None:
    result = yusuan("refresh", "--warehouse", tmp_path / "a[1]")
    assert result.returncode == 2
    assert "holds '[': choose another" in result.stderr


def test_a_setting_that_is_no_number_is_wrong_usage(tmp_path: Path, yusuan: Run) -> None:
    result = yusuan("status", "--warehouse", tmp_path, YUSUAN_JOBS="many")
    assert result.returncode == 2
    assert "YUSUAN_JOBS" in result.stderr


def shown(capsys: pytest.CaptureFixture[str], columns: list[str], row: list[object], as_format: str) -> str:
    """What is printed of one row."""
    display.show_rows(columns, [row], as_format)
    return capsys.readouterr().out


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"),
        ("+1+1", "'+1+1"),
        ("-2+3", "'-2+3"),
        ("@sum", "'@sum"),
        ("＝1+1", "'＝1+1"),
        ("＋1", "'＋1"),
        ("－A1", "'－A1"),
        ("＠sum", "'＠sum"),
        ("\u3000 =1+1", "'\u3000 =1+1"),
        ("\t=1+1", "' =1+1"),
        ("\n=1+1", "'\n=1+1"),
        ("\u200b=1+1", "'⟨U+200B⟩=1+1"),
        ("=\x1b[31m", "'=⟨U+001B⟩[31m"),
        ("-1,234.50", "-1,234.50"),
        (Decimal("-5.00"), "-5.00"),
        (-5, "-5"),
        (None, ""),
    ],
)
def test_a_text_that_a_spreadsheet_would_take_for_a_formula_is_made_harmless(
    capsys: pytest.CaptureFixture[str], value: object, cell: str
) -> None:
    printed = shown(capsys, ["=name", "amount"], [value, 1], "csv")
    assert rows_of_csv(printed) == [["'=name", "amount"], [cell, "1"]]


def test_json_has_each_value_of_each_column(capsys: pytest.CaptureFixture[str]) -> None:
    row = [
        *(1, Decimal("1.50"), float("nan"), float("-inf"), 0.5, True, None, b"\x00\xff", datetime.date(2026, 1, 1)),
        *([Decimal("1.50"), {"a": datetime.date(2026, 1, 1)}], {1: float("inf")}, datetime.timedelta(days=1)),
    ]
    printed = shown(capsys, ["a"] * len(row), row, "json")

    def no_constant(name: str) -> None:
        raise AssertionError(f"{name} is no JSON")

    (entry,) = json.loads(printed, parse_constant=no_constant)
    assert list(entry) == ["a", *(f"a_{number}" for number in range(1, len(row)))]
    assert list(entry.values()) == [
        *(1, "1.50", "nan", "-inf", 0.5, True, None, "00ff", "2026-01-01"),
        *(["1.50", {"a": "2026-01-01"}], {"1": "inf"}, "1 day, 0:00:00"),
    ]


def test_a_number_behind_a_name_that_is_there_twice_is_not_that_of_another_column(capsys: pytest.CaptureFixture[str]) -> None:
    assert json.loads(shown(capsys, ["a", "a", "a_1"], [1, 2, 3], "json")) == [{"a": 1, "a_2": 2, "a_1": 3}]


ACTING = "\x00\x07\x1b[2J\x7f\x9b\xad\u061c\u200b\u200e\u200f\u2028\u2029\u202a\u202e\u2066\u2069\ufeff\U000e0000\U000e0041\u3164"


@pytest.mark.parametrize("as_format", ["table", "vertical", "csv", "json"])
def test_signs_that_act_unseen_are_shown_in_every_format(capsys: pytest.CaptureFixture[str], as_format: str) -> None:
    printed = shown(capsys, [f"名{ACTING}"], [f"档案{ACTING}馆"], as_format)
    if as_format == "csv":
        printed = printed.removeprefix("\ufeff")
    assert [sign for sign in ACTING if sign in printed and not sign.isascii()] == []
    assert printed.replace("\n", "").isprintable()
    assert "档案" in printed
    assert "[2J" in printed
    if as_format == "json":
        assert json.loads(printed) == [{f"名{ACTING}": f"档案{ACTING}馆"}]


def test_signs_that_act_unseen_are_shown_in_pairs_messages_and_progress(capsys: pytest.CaptureFixture[str]) -> None:
    display.show_pairs([(f"名{ACTING}", f"档案{ACTING}馆")])
    display.out.print(f"failed: {ACTING}")
    display.out.print(Text(ACTING, style="bold"))
    progress = display.ProgressDisplay(display.out)
    progress.began(ACTING, 1)
    progress.ended(ACTING)
    printed = capsys.readouterr().out
    assert printed.replace("\n", "").isprintable()
    assert "[2J" in printed


def test_a_text_that_looks_like_markup_is_shown_as_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    display.show_rows(("name",), [("[bold red]项目[/]",)])
    assert "[bold red]项目[/]" in capsys.readouterr().out
