"""`yusuan findings`: which contradictions it shows, in which order and words, for people and for programs."""

import csv
import io
import json
import subprocess
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from dagster_project.storage.layout import WarehouseLayout
from tests.reports.small_ledger import DOCUMENT, small_ledger

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two units; the archive has a group of two errors and a note, the library (100%) a warning. Findings 1, 4 and 2, 3."""
    layout = WarehouseLayout(tmp_path_factory.mktemp("findings"))
    with small_ledger(layout) as ledger:
        ledger.document()
        ledger.document("d2", "2" * 32, "青山县图书馆（100%）", source_file="2026/library.txt")
        ledger.rule("hierarchy.total", "hierarchy", legal_basis="《预算法》第十四条")
        ledger.rule("cross_table.income", "cross_table")
        ledger.rule("document.mandatory_table", "document")
        ledger.table(2, "收入总体情况表", [("", "总计"), ("行政运行", "24.00"), ("一般行政管理事务", "10.00"), ("总计", "35.00")])
        ledger.finding(
            group_no=1, line_no=203, total_yuan=Decimal(350000), parts_yuan=Decimal(340000), difference_yuan=Decimal(10000),
            slack_yuan=Decimal(150), total_cell_id=f"{DOCUMENT}:2:3:2", part_cell_ids=[f"{DOCUMENT}:2:1:2", f"{DOCUMENT}:2:2:2"],
            message_en="The total is printed as 35.00 万元 (line 203), its 2 rows add up to 34.00 万元.",
            message_zh="总计印为35.00万元（第203行），2个明细行之和为34.00万元。",
        )  # fmt: skip
        ledger.finding(
            document_key="d2",
            severity="warning",
            rule_id="document.mandatory_table",
            family="document",
            message_en="A table is missing",
        )
        ledger.finding(severity="note", message_en="=worth a [bold]look[/bold]\u202e")
        ledger.finding(
            group_no=1, is_root=False, rule_id="cross_table.income", family="cross_table", message_en="It differs from table 3"
        )
        ledger.verdict("broken", waiver_id="w")
        ledger.verdict("broken", document_key="d2", waiver_id="w2", severity="warning")
        ledger.verdict("not_evaluated")
    return layout.root


def lines(result: subprocess.CompletedProcess[str]) -> list[str]:
    assert result.returncode == 0, result.stderr
    return [line.rstrip() for line in result.stdout.splitlines() if line.strip()]


def numbers(result: subprocess.CompletedProcess[str]) -> list[int]:
    return [entry["finding_no"] for entry in json.loads(result.stdout)]


def test_a_group_is_shown_by_its_root_with_what_follows_from_it(warehouse: Path, yusuan: Run) -> None:
    assert lines(yusuan("findings", "--warehouse", warehouse)) == [
        "1. error hierarchy.total · 青山县档案馆 2026",
        "    The total is printed as 35.00 万元 (line 203), its 2 rows add up to 34.00 万元.",
        "    2026/archive.txt, line 203 · difference 10,000.00 yuan",
        "    1 related finding",
        "        4. error cross_table.income · 青山县档案馆 2026",
        "        It differs from table 3",
        "2. warning document.mandatory_table · 青山县图书馆（100%） 2026",
        "    A table is missing",
        "    2026/library.txt",
        "3. note hierarchy.total · 青山县档案馆 2026",
        "    =worth a [bold]look[/bold]⟨U+202E⟩",
        "    2026/archive.txt",
        "2 errors · 1 warning · 1 note · 3 groups · 2 waived · 1 not evaluated",
    ]


def test_the_messages_are_shown_in_chinese_where_that_is_asked_for(warehouse: Path, yusuan: Run) -> None:
    shown = yusuan("findings", "--language", "zh", "--warehouse", warehouse, LC_ALL="C").stdout
    assert "总计印为35.00万元（第203行），2个明细行之和为34.00万元。" in shown
    assert "The total is printed" not in shown
    assert "The total is printed" in yusuan("findings", "--warehouse", warehouse, LC_ALL="zh_CN.UTF-8").stdout


def test_no_line_is_wider_than_the_terminal_and_none_is_cut(warehouse: Path, yusuan: Run) -> None:
    result = yusuan("findings", "--language", "zh", "--warehouse", warehouse, COLUMNS="40")
    widths = [sum(2 if ord(c) > 0x2E80 else 1 for c in line) for line in lines(result)]
    assert max(widths) <= 40
    assert "2个明细行之和为34.00万元。" in "".join(line.strip() for line in lines(result))


@pytest.mark.parametrize(
    ("options", "shown"),
    [
        pytest.param([], [1, 2, 3, 4], id="all, the worst first"),
        pytest.param(["--unit", "档案"], [1, 3, 4], id="part of a name"),
        pytest.param(["--unit", "100%"], [2], id="a wildcard stands for itself"),
        pytest.param(["--severity", "error"], [1, 4], id="severity"),
        pytest.param(["--rule", "hierarchy.total"], [1, 3], id="rule"),
        pytest.param(["--rule", "document"], [2], id="family"),
        pytest.param(["--unit", "图书馆", "--severity", "error"], [], id="both at once"),
    ],
)
def test_findings_are_chosen_by_unit_severity_and_rule(warehouse: Path, yusuan: Run, options: list[str], shown: list[int]) -> None:
    result = yusuan("findings", "--format", "json", "--warehouse", warehouse, *options)
    assert result.returncode == 0
    assert numbers(result) == shown


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--unit", "档%馆"], "No unit of the published file has '档%馆' in its name."),
        (["--unit", "' or true --"], "in its name."),
        (["--rule", "hierarchy.tot"], "No rule is 'hierarchy.tot'"),
        (["--rule", "%"], "No rule is '%'"),
    ],
)
def test_a_unit_or_a_rule_that_is_not_known_is_told_of_rather_than_shown_as_without_findings(
    warehouse: Path, yusuan: Run, options: list[str], said: str
) -> None:
    result = yusuan("findings", "--warehouse", warehouse, *options)
    assert (result.returncode, result.stdout) == (1, "")
    assert said in result.stderr


def test_what_follows_from_a_finding_that_is_not_shown_says_so(warehouse: Path, yusuan: Run) -> None:
    assert lines(yusuan("findings", "--rule", "cross_table", "--warehouse", warehouse)) == [
        "4. error cross_table.income · 青山县档案馆 2026",
        "    It differs from table 3",
        "    2026/archive.txt",
        "    related to finding 1, which is not shown",
        "1 error · 0 warnings · 0 notes · 1 group · 0 waived · 0 not evaluated",
    ]
    assert "1 related finding, 1 not shown" in yusuan("findings", "--rule", "hierarchy", "--warehouse", warehouse).stdout


def test_json_has_a_row_a_finding_with_both_figures_and_both_messages(warehouse: Path, yusuan: Run) -> None:
    result = yusuan("findings", "--format", "json", "--warehouse", warehouse)
    first, *_, last = json.loads(result.stdout)
    assert {
        "severity": "error",
        "family": "hierarchy",
        "rule_title_en": "The total is the sum of its parts",
        "legal_basis": "《预算法》第十四条",
        "unit_name": "青山县档案馆",
        "source_file": "2026/archive.txt",
        "line_no": 203,
        "total_text": "35.00",
        "total_yuan": "350000.00",
        "parts_yuan": "340000.00",
        "difference_yuan": "10000.00",
        "part_cell_ids": [f"{DOCUMENT}:2:1:2", f"{DOCUMENT}:2:2:2"],
        "message_zh": "总计印为35.00万元（第203行），2个明细行之和为34.00万元。",
        "is_root": True,
        "n_related": 1,
    }.items() <= first.items()
    assert (last["finding_no"], last["root_finding_no"], last["is_root"]) == (4, 1, False)
    assert "2 errors · 1 warning · 1 note · 3 groups" in result.stderr


def test_csv_is_safe_to_open_in_a_spreadsheet(warehouse: Path, yusuan: Run) -> None:
    rows = list(
        csv.DictReader(io.StringIO(yusuan("findings", "--format", "csv", "--warehouse", warehouse).stdout.removeprefix("\ufeff")))
    )
    assert [row["finding_no"] for row in rows] == ["1", "2", "3", "4"]
    assert rows[0]["part_cell_ids"] == f"{DOCUMENT}:2:1:2 {DOCUMENT}:2:2:2"
    assert rows[2]["message_en"].startswith("'=worth")


def test_a_severity_that_there_is_not_is_wrong_usage(warehouse: Path, yusuan: Run) -> None:
    result = yusuan("findings", "--severity", "grave", "--warehouse", warehouse)
    assert result.returncode == 2
    assert "Traceback" not in result.stderr


def test_before_the_first_refresh_findings_say_what_to_do(tmp_path: Path, yusuan: Run) -> None:
    result = yusuan("findings", "--warehouse", tmp_path)
    assert (result.returncode, result.stdout) == (1, "")
    assert "run `yusuan refresh`" in result.stderr


@pytest.mark.parametrize("change", ["drop table audit.rules", "alter table audit.findings drop column group_no"])
def test_a_file_that_another_version_published_is_told_of(tmp_path: Path, yusuan: Run, change: str) -> None:
    layout = WarehouseLayout(tmp_path)
    with small_ledger(layout) as ledger:
        ledger.document()
    with duckdb.connect(str(layout.published)) as connection:
        connection.execute(change)
    result = yusuan("findings", "--warehouse", tmp_path)
    assert result.returncode == 1
    assert "made by another version of this program: run `yusuan refresh`" in result.stderr
