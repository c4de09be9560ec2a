"""The life of a warehouse: bad input beside good, then a revision, a removal and a rollback.

Every step is a refresh that takes half a minute, so that the steps are made once, in order, and
what they left is looked at by many tests.
"""

import os
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest

from dagster_project.storage.layout import WarehouseLayout
from tests.small_disclosures import disclosure

pytestmark = pytest.mark.xdist_group("refresh_cycle")

Run = Callable[..., subprocess.CompletedProcess[str]]


@dataclass
class Step:
    """What a refresh printed, and the file that it published, kept for the tests to look at."""

    result: subprocess.CompletedProcess[str]
    database: Path

    def query(self, sql: str, *parameters: object) -> list[tuple[Any, ...]]:
        with duckdb.connect(str(self.database), read_only=True) as connection:
            return connection.execute(sql, list(parameters)).fetchall()

    def outcomes(self) -> dict[str, tuple[str, str | None]]:
        rows = self.query(
            "select source_file, outcome, reason from audit.document_outcomes where outcome <> 'superseded' or reason not like 'the file was%'"
        )
        return {name: (outcome, reason) for name, outcome, reason in rows}


@dataclass
class Cycle:
    """The steps of the cycle."""

    raw: Path
    layout: WarehouseLayout
    run: Run
    kept: Path
    steps: dict[str, Step] = field(default_factory=dict)

    def refresh(self, name: str) -> None:
        result = self.run("refresh", "--raw", self.raw, "--warehouse", self.layout.root)
        copy = self.kept / f"{name}.duckdb"
        shutil.copy(self.layout.published, copy)
        self.steps[name] = Step(result, copy)


BAD_INPUT: dict[str, bytes] = {
    "empty.txt": b"",
    "blank.txt": b" \n\n\t\n",
    "binary.txt": bytes(range(256)) * 8,
    "picture.pdf": b"%PDF-1.7\n1 0 obj\n",
    "archive.xlsx": b"PK\x03\x04rest",
    "truncated.txt": disclosure(unit="青山县博物馆").encode()[:-2],
    "letter.txt": "各位同事：\n请于周五前交表。\n此致\n敬礼\n".encode(),
    "no-figures.txt": "2026年青山县文联\n单位预算公开\n目录\n表 1\n单位收支总体情况表\n单位：万元\n收入\t\t支出\t\n项目\t预算数\t科目名称\t预算数\n".encode(),
    "no-year.txt": disclosure(unit="青山县侨联").replace("2026", "").encode(),
}


@pytest.fixture(scope="module")
def cycle(tmp_path_factory: pytest.TempPathFactory, yusuan: Run) -> Cycle:
    folder = tmp_path_factory.mktemp("cycle")
    raw = folder / "raw"
    raw.mkdir()
    made = Cycle(raw, WarehouseLayout(folder / "warehouse"), yusuan, folder)

    for name, content in BAD_INPUT.items():
        (raw / name).write_bytes(content)
    (raw / "unreadable.txt").symlink_to(raw / "nowhere")
    (raw / "good.txt").write_text(disclosure(), encoding="utf-8")
    (raw / "copy-of-good.txt").write_text(disclosure(), encoding="utf-8")
    # A name that is no UTF-8, with a quotation mark and a line break.
    gb18030 = raw / os.fsdecode("图书馆'\n.txt".encode("gb18030"))
    gb18030.write_text(disclosure(unit="青山县图书馆"), encoding="gb18030")
    (folder / "elsewhere").mkdir()
    (raw / "linked").symlink_to(folder / "elsewhere")
    (raw / "library-2027.txt").write_text(disclosure(unit="青山县图书馆", year=2027), encoding="utf-8")
    (raw / "museum-february.txt").write_text(disclosure(unit="青山县文化馆", published="2026年2月1日"), encoding="utf-8")
    (raw / "museum-march.txt").write_text(
        disclosure(unit="青山县文化馆", published="2026年3月1日")
        .replace("25.00", "26.00")
        .replace("35.00", "36.00")
        .replace("30.00", "31.00"),
        encoding="utf-8",
    )
    (raw / "no-total.txt").write_text(
        "\n".join(line for line in disclosure(unit="青山县体育馆").split("\n") if not line.startswith("\t\t\t总计")),
        encoding="utf-8",
    )
    (raw / "no-number.txt").write_text(disclosure(unit="青山县广播站", running="约二十五"), encoding="utf-8")
    (raw / "contradiction.txt").write_text(disclosure(unit="青山县气象局", running="24.00"), encoding="utf-8")
    (raw / "unknown-code.txt").write_text(
        disclosure(unit="青山县地震局").replace("201\t03\t02\t一般行政管理事务", "201\t03\t77\t观测事务"), encoding="utf-8"
    )
    made.refresh("bad input")

    (raw / "good.txt").write_text(
        disclosure(published="2026年4月1日").replace("25.00", "27.00").replace("35.00", "37.00").replace("30.00", "32.00")
    )
    (raw / "copy-of-good.txt").unlink()
    gb18030.unlink()
    (raw / "museum-march.txt").unlink()
    for name in BAD_INPUT:
        (raw / name).unlink()
    made.refresh("revised")
    return made


def test_bad_input_does_not_keep_the_good_from_being_published(cycle: Cycle) -> None:
    step = cycle.steps["bad input"]
    assert step.result.returncode == 0, step.result.stdout + step.result.stderr
    units = {unit for (unit,) in step.query("select unit_name from marts.dim_unit")}
    assert units == {f"青山县{name}" for name in ("档案馆", "图书馆", "文化馆", "体育馆", "广播站", "气象局", "地震局")}


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("empty.txt", "the file is empty"),
        ("blank.txt", "the file is empty"),
        ("binary.txt", "binary"),
        ("picture.pdf", "a PDF file"),
        ("archive.xlsx", "an Office or ZIP file"),
        ("truncated.txt", "truncated"),
        ("letter.txt", "not a budget disclosure"),
        ("no-figures.txt", "no budget table with a figure"),
        ("no-year.txt", "no fiscal year"),
        ("unreadable.txt", "cannot be read"),
        ("linked/", "a link to a folder is not followed"),
    ],
)
def test_what_cannot_be_read_is_listed_with_its_reason(cycle: Cycle, name: str, reason: str) -> None:
    step = cycle.steps["bad input"]
    outcome, said = step.outcomes()[name]
    assert outcome == "failed"
    assert said is not None
    assert reason in said
    assert f"failed: {name}: {said}" in step.result.stdout


def test_the_summary_counts_what_failed(cycle: Cycle) -> None:
    assert "10 new · 0 changed · 0 unchanged · 0 removed · 11 failed" in cycle.steps["bad input"].result.stdout


def test_the_same_content_under_two_names_is_loaded_once(cycle: Cycle) -> None:
    step = cycle.steps["bad input"]
    assert step.outcomes()["copy-of-good.txt"][0] == "loaded"
    assert step.outcomes()["good.txt"] == ("superseded", "the same content as copy-of-good.txt")
    assert step.query(
        "select count(*) from marts.dim_document join marts.dim_unit using (unit_key) where unit_name = '青山县档案馆'"
    ) == [(1,)]


def test_of_two_versions_the_one_published_last_is_current_and_both_are_known(cycle: Cycle) -> None:
    step = cycle.steps["bad input"]
    assert step.outcomes()["museum-february.txt"] == ("superseded", "another version of this disclosure is newer: museum-march.txt")
    assert step.query(
        "select source_file, is_current from marts.dim_document join marts.dim_unit using (unit_key) where unit_name = '青山县文化馆' order by 1"
    ) == [("museum-february.txt", False), ("museum-march.txt", True)]
    assert step.query(
        "select sum(amount_yuan) from marts.fct_expenditure join marts.dim_unit using (unit_key) where unit_name = '青山县文化馆'"
    ) == [(Decimal("360000.00"),)]


def test_another_year_of_a_unit_is_another_disclosure_of_the_same_unit(cycle: Cycle) -> None:
    assert cycle.steps["bad input"].query(
        "select fiscal_year, is_current from marts.dim_document join marts.dim_unit using (unit_key) where unit_name = '青山县图书馆' order by 1"
    ) == [(2026, True), (2027, True)]


def test_a_table_without_a_total_is_loaded_but_not_vouched_for(cycle: Cycle) -> None:
    step = cycle.steps["bad input"]
    rows = step.query(
        "select source_cell_id is not null, is_reconciled, reconciliation_verdict from marts.fct_income join marts.dim_unit using (unit_key) where unit_name = '青山县体育馆'"
    )
    assert rows == [(True, False, "not_evaluated")] * 3
    assert "2 tables whose sums could not be judged" in (step.outcomes()["no-total.txt"][1] or "")


def test_a_row_with_an_amount_that_is_no_number_is_rejected_and_the_rest_is_loaded(cycle: Cycle) -> None:
    step = cycle.steps["bad input"]
    # 201 | 03 | 01 | 行政运行 | 约二十五 | 约二十五
    assert step.query(
        "select reason_code, count(*), count(*) filter (where text = '约二十五') from audit.rejected group by all order by all"
    ) == [
        ("amount_not_understood", 2, 2),
        ("row_not_understood", 4, 0),
    ]
    assert step.query("select distinct reason from audit.rejected where text = '约二十五'") == [("not a number",)]
    # 2 of 3 figures of the table's facts are left: 5.00 and 5.00
    assert step.query(
        "select sum(amount_yuan), bool_or(is_reconciled), max(reconciliation_verdict) "
        "from marts.fct_income join marts.dim_unit using (unit_key) where unit_name = '青山县广播站'"
    ) == [(Decimal("100000.00"), False, "not_evaluated")]
    assert "6 cells or figures rejected" in (step.outcomes()["no-number.txt"][1] or "")


def test_a_contradiction_is_published_as_a_finding_and_its_facts_are_marked(cycle: Cycle) -> None:
    step = cycle.steps["bad input"]
    found = step.query(
        "select severity, total_yuan, parts_yuan from audit.findings "
        "where unit_name = '青山县气象局' and rule_id = 'hierarchy.total_of_leaves' order by total_yuan"
    )
    # 24.00 + 5.00 against 30.00, and 24.00 + 10.00 against 35.00
    assert found == [("error", Decimal(300000), Decimal(290000)), ("error", Decimal(350000), Decimal(340000))]
    # Table 3 prints 25.00 for the same subject.
    assert step.query(
        "select total_yuan, parts_yuan from audit.findings "
        "where unit_name = '青山县气象局' and rule_id = 'cross_table.subject_income_expenditure'"
    ) == [(Decimal(240000), Decimal(250000))]
    assert step.query(
        "select distinct is_reconciled, reconciliation_verdict "
        "from marts.fct_income join marts.dim_unit using (unit_key) where unit_name = '青山县气象局'"
    ) == [(False, "broken")]
    assert step.query("select distinct 勾稽结论 from zh.收入明细 where 单位 = '青山县气象局'") == [("不符",)]


def test_an_unknown_code_is_loaded_named_as_printed_and_remarked_upon(cycle: Cycle) -> None:
    step = cycle.steps["bad input"]
    assert step.query(
        "select subject_name, is_official, parent_subject_key from marts.dim_subject_code where subject_code = '2010377'"
    ) == [("观测事务", False, "functional:20103")]
    assert "2010377 观测事务" in (step.outcomes()["unknown-code.txt"][1] or "")


def test_nobody_is_blamed_for_tables_that_his_region_may_not_ask_for(cycle: Cycle) -> None:
    # The small disclosure holds three kinds of tables. Where 青山县 is, nobody knows.
    assert cycle.steps["bad input"].query("select rule_id from audit.findings where unit_name = '青山县档案馆'") == []


def test_a_revised_document_takes_the_place_of_the_former(cycle: Cycle) -> None:
    step = cycle.steps["revised"]
    assert step.result.returncode == 0, step.result.stdout + step.result.stderr
    assert step.query(
        "select sum(amount_yuan) from marts.fct_expenditure join marts.dim_unit using (unit_key) where unit_name = '青山县档案馆'"
    ) == [(Decimal("370000.00"),)]
    assert step.query(
        "select is_current, count(*) from marts.dim_document join marts.dim_unit using (unit_key) where unit_name = '青山县档案馆' group by 1 order by 1"
    ) == [(False, 1), (True, 1)]


def test_only_what_changed_was_read_again(cycle: Cycle) -> None:
    # Unchanged: library 2027, museum of February, no total, no number, contradiction, unknown code. Removed: the copy,
    # the library's, the museum's of March, and the nine bad ones.
    assert "0 new · 1 changed · 6 unchanged · 12 removed · 2 failed" in cycle.steps["revised"].result.stdout


def test_the_facts_of_a_removed_document_go(cycle: Cycle) -> None:
    step = cycle.steps["revised"]
    assert step.query(
        "select fiscal_year, count(*) from marts.fct_income join marts.dim_unit using (unit_key) where unit_name = '青山县图书馆' group by 1"
    ) == [(2027, 3)]


def test_where_the_current_version_was_removed_the_one_before_is_current_again(cycle: Cycle) -> None:
    assert cycle.steps["revised"].query(
        "select source_file from marts.dim_document join marts.dim_unit using (unit_key) where unit_name = '青山县文化馆' and is_current"
    ) == [("museum-february.txt",)]


def test_a_rollback_brings_back_the_file_before_and_a_refresh_leaves_it(cycle: Cycle) -> None:
    rolled = cycle.run("rollback", "--warehouse", cycle.layout.root)
    assert rolled.returncode == 0, rolled.stderr
    assert cycle.layout.published.read_bytes() == cycle.steps["bad input"].database.read_bytes()
    again = cycle.run("refresh", "--raw", cycle.raw, "--warehouse", cycle.layout.root)
    assert "Nothing to do" in again.stdout
    assert cycle.layout.published.read_bytes() == cycle.steps["bad input"].database.read_bytes()
    assert cycle.run("rollback", "--warehouse", cycle.layout.root).returncode == 1
