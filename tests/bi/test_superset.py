"""The dashboards in a real Superset: imported into a fresh one, each chart asked, SQL Lab tried, the file replaced meanwhile.

Superset has an environment of its own, which `make superset-test` sets up; without it these tests are skipped.
"""

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest

from bi.superset.bundle import in_english, of_kind, read_assets
from dagster_project.storage.layout import PROJECT_ROOT, WarehouseLayout
from tests.published_figures import CENTRE, CHANGJI, KIZILSU, YIWU

SUPERSET = PROJECT_ROOT / "bi" / "superset"
PYTHON = SUPERSET / ".venv" / "bin" / "python"

pytestmark = [
    pytest.mark.xdist_group("superset"),
    pytest.mark.skipif(not (SUPERSET / ".venv" / ".ready").exists(), reason="Superset is not set up: make superset-test does it"),
]

Rows = list[dict[str, Any]]


def in_superset(home: Path, module: str, *arguments: Path) -> str:
    """What a module of bi/superset prints, run in Superset's environment."""
    environment = {
        **os.environ,
        "SUPERSET_CONFIG_PATH": str(SUPERSET / "superset_config.py"),
        "YUSUAN_SUPERSET_HOME": str(home),
        "PYTHONWARNINGS": "ignore",
    }
    result = subprocess.run(
        [PYTHON, "-m", f"bi.superset.{module}", *arguments],
        cwd=PROJECT_ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert result.returncode == 0, result.stdout[-2000:] + result.stderr[-4000:]
    return result.stdout


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a Superset's state, which `server` makes."""
    return tmp_path_factory.mktemp("superset") / "home"


@pytest.fixture(scope="module")
def said(published: WarehouseLayout, home: Path) -> dict[str, Any]:
    """What the set-up printed, twice, and what Superset answered before and after a refresh took place."""
    file, replacement = home.parent / "budget.duckdb", home.parent / "replacement.duckdb"
    shutil.copy(published.published, file)
    shutil.copy(published.published, replacement)
    with duckdb.connect(str(replacement)) as connection:
        connection.execute("update marts.fct_expenditure set amount_yuan = amount_yuan + 10000 where amount_yuan = 548100")
    printed = [in_superset(home, "server", file) for _ in range(2)]
    answered = in_superset(home, "asking", file, replacement)
    (line,) = (line for line in answered.splitlines() if line.startswith("ANSWERS "))
    return {"printed": printed, **json.loads(line.removeprefix("ANSWERS "))}


@pytest.fixture
def rows(said: dict[str, Any]) -> Callable[..., Rows]:
    """The rows of a Chinese chart, by the name of its file."""
    assets = read_assets()
    return lambda name, when="before": said[when][assets[f"charts/{name}.yaml"]["uuid"]]


def amounts(rows: Rows, *keys: str, amount: str) -> dict[tuple[str, ...], Decimal]:
    """An amount by what it is of, the folding of names undone."""
    return {tuple(row[key].replace("\n", "") for key in keys): Decimal(row[amount]) for row in rows}


def test_no_chart_in_either_language_fails_or_is_empty(said: dict[str, Any]) -> None:
    assets = read_assets()
    charts = {**of_kind(assets, "charts"), **of_kind(in_english(assets), "charts")}
    assert set(said["before"]) == set(charts)
    assert [charts[uuid]["slice_name"] for uuid, found in said["before"].items() if not found] == []
    assert [found for found in said["before"].values() for row in found if all(value is None for value in row.values())] == []


def test_both_languages_give_the_same_figures(said: dict[str, Any]) -> None:
    assets = read_assets()
    for path, english in in_english(assets).items():
        if path.startswith("charts/"):
            chinese = assets[path.replace("_en.yaml", ".yaml")]
            values = [sorted(str(list(row.values())) for row in said["before"][chart["uuid"]]) for chart in (chinese, english)]
            assert (path, values[0]) == (path, values[1])


def test_the_overview_says_what_the_documents_say(rows: Callable[..., Rows]) -> None:
    # 昌吉 189 and the items of table 3 of 克州, 417.38; 中心 176 and 伊吾 181. All in 万元.
    assert rows("department_budgets") == [{"budget_wan": "2921.910000"}]
    assert rows("unit_budgets") == [{"budget_wan": "17183.130000"}]
    assert rows("units") == [{"units": 4}]
    assert rows("errors") == [{"errors": 4}]
    by_unit = amounts(rows("expenditure_by_unit"), "单位（折行）", amount="budget_wan")
    assert list(by_unit.items()) == [
        ((CENTRE,), Decimal("14751.61")),
        ((CHANGJI,), Decimal("2504.53")),
        ((YIWU,), Decimal("2431.52")),
        ((KIZILSU,), Decimal("417.38")),
    ]
    by_region = {(row["地区"], row["年度"], row["文件类型"]): Decimal(row["budget_wan"]) for row in rows("regions_and_years")}
    assert by_region == {
        ("新疆维吾尔自治区", 2026, "单位预算"): Decimal("14751.61"),
        ("昌吉回族自治州", 2026, "部门预算"): Decimal("2504.53"),
        ("伊吾县", 2026, "单位预算"): Decimal("2431.52"),
        ("克孜勒苏柯尔克孜自治州", 2026, "部门预算"): Decimal("417.38"),
    }


def test_the_composition_is_that_of_the_documents(rows: Callable[..., Rows]) -> None:
    kinds = amounts(rows("basic_and_project"), "单位（折行）", "支出类别", amount="budget_wan")
    # 伊吾 181; 克州 the items of table 3.
    assert kinds[YIWU, "基本支出"] == Decimal("174.19")
    assert kinds[YIWU, "项目支出"] == Decimal("2257.33")
    assert kinds[KIZILSU, "基本支出"] == Decimal("186.64")
    assert kinds[KIZILSU, "项目支出"] == Decimal("230.74")
    # 昌吉 151.
    sources = amounts(rows("income_by_source"), "单位（折行）", "资金来源", amount="budget_wan")
    assert {source: amount for (unit, source), amount in sources.items() if unit == CHANGJI} == {
        "一般公共预算": Decimal("1232.45"),
        "单位资金": Decimal("675.80"),
        "财政拨款结转": Decimal("596.28"),
    }
    # 中心 table 3, class 210; 昌吉 183.
    classes = amounts(rows("expenditure_by_class"), "单位（折行）", "类", amount="budget_wan")
    assert classes[CENTRE, "卫生健康支出"] == Decimal("194.63")
    assert classes[CHANGJI, "资源勘探工业信息等支出"] == Decimal("304.80")


def test_the_largest_projects_are_those_of_the_documents(rows: Callable[..., Rows]) -> None:
    found = amounts(rows("largest_projects"), "项目名称（折行）", "单位", amount="budget_wan")
    # 中心 383, 388, 385, carried over; 伊吾 314, 205.84 + 1,036.51.
    assert list(found.items())[:4] == [
        (("自治区一体化在线政务服务平台深化应用项目", CENTRE), Decimal("3481.87")),
        (("数据资源和政务服务中心项目经费", CENTRE), Decimal("2525.53")),
        (("自治区一体化数据资源服务平台建设项目", CENTRE), Decimal("2452.18")),
        (("数字伊吾建设项目（续建）", YIWU), Decimal("1242.35")),
    ]
    assert len(found) == 15


def test_changes_and_the_three_public_expenses_are_those_of_the_documents(rows: Callable[..., Rows]) -> None:
    # 伊吾 490.
    deepest = rows("changes")[0]
    assert (deepest["单位"], Decimal(deepest["增减额（元）"])) == (YIWU, Decimal("-20381100"))
    # All of 克州 is new; of 昌吉 all but 商贸事务, 80.00 less (478): 1,232.45 - 80.00.
    changes = amounts(rows("change_by_unit"), "单位（折行）", amount="change_wan")
    assert changes[KIZILSU,] == Decimal("417.38")
    assert changes[CHANGJI,] == Decimal("1152.45")
    # 克州 344 to 348; 中心 349 to 354; 昌吉 364 to 369; 伊吾 371 to 378, blank.
    assert amounts(rows("three_public"), "单位（折行）", "经费项目", amount="budget_wan") == {
        (CENTRE, "公务用车运行维护费"): Decimal("5.62"),
        (CHANGJI, "公务用车运行维护费"): Decimal("3.36"),
        (CHANGJI, "公务接待费"): Decimal("0.12"),
        (KIZILSU, "公务用车运行维护费"): Decimal("2.30"),
        (KIZILSU, "公务接待费"): Decimal("0.80"),
    }


def test_findings_are_counted_as_in_the_ledger(rows: Callable[..., Rows]) -> None:
    # As findings_by_unit of tests/queries/answers.yml has them.
    counted = {(row["单位（折行）"].replace("\n", ""), row["严重程度"]): row["findings"] for row in rows("findings_by_unit")}
    assert counted == {
        (YIWU, "错误"): 1,
        (YIWU, "警告"): 1,
        (YIWU, "提示"): 3,
        (KIZILSU, "错误"): 1,
        (KIZILSU, "警告"): 3,
        (KIZILSU, "提示"): 17,
        (CENTRE, "警告"): 2,
        (CENTRE, "提示"): 4,
        (CHANGJI, "错误"): 2,
        (CHANGJI, "警告"): 6,
        (CHANGJI, "提示"): 16,
    }


def test_sql_lab_answers_questions_and_reads_no_file_of_the_server(said: dict[str, Any]) -> None:
    assert said["lab"]["select count(distinct 单位) as n from zh.支出明细"]["data"] == [{"n": 4}]
    refused = {sql: answer for sql, answer in said["lab"].items() if "zh." not in sql}
    assert len(refused) == 7
    for sql, answer in refused.items():
        assert (sql, answer["data"]) == (sql, None)
        assert answer["status"] >= 400
    doors = [
        answer["said"] for sql, answer in refused.items() if sql.startswith(("select * from read", "attach", "copy", "install"))
    ]
    assert len(doors) == 4
    assert [answer for answer in doors if "disabled by configuration" not in answer] == []
    assert "locked" in refused["set enable_external_access = true"]["said"]


def test_a_running_superset_sees_a_refresh_with_the_next_question(rows: Callable[..., Rows]) -> None:
    # 克州 160: 54.81, one 万元 more in the file that took the place of the first.
    for when, expected in (("before", "417.38"), ("after", "418.38")):
        found = amounts(rows("expenditure_by_unit", when), "单位（折行）", amount="budget_wan")
        assert found[KIZILSU,] == Decimal(expected)


def test_a_password_is_made_and_told_once_and_the_key_is_its_owners_alone(said: dict[str, Any], home: Path) -> None:
    first, second = said["printed"]
    assert "user admin, password " in first
    assert "password" not in second
    assert (home / "secret_key").stat().st_mode & 0o777 == 0o600
    assert home.stat().st_mode & 0o777 == 0o700
    password = first.split("password ")[1].split()[0]
    assert len(password) >= 16
    assert password not in (home / "setup.log").read_text(encoding="utf-8")
