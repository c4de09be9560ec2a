"""The explorer: what it shows of a unit, that its charts say what its tables say, that its search works without a server,
and that no document can act on its pages."""

import base64
import hashlib
import json
import re
import shutil
import subprocess
from decimal import Decimal
from pathlib import Path
from urllib.parse import quote

import pytest

from dagster_project.reports.explorer import writing as explorer_writing
from dagster_project.reports.explorer.charts import bars, columns
from dagster_project.reports.folder import pages_are_current
from dagster_project.reports.writing import write_reports
from dagster_project.storage.layout import WarehouseLayout
from tests.reports.html_tree import Element, tree
from tests.reports.small_ledger import DOCUMENT, UNIT, SmallLedger, small_ledger

UNIT_PAGE = f"explorer/75/{UNIT}.html"
PROJECT = "ab" * 16


@pytest.fixture
def layout(tmp_path: Path) -> WarehouseLayout:
    return WarehouseLayout(tmp_path / "warehouse")


def a_budget(ledger: SmallLedger) -> None:
    """300.00 万元 of expenditure in two classes, 120.00 of it for a project whose name has a target."""
    ledger.document()
    ledger.region(UNIT, "650522", "青山县")
    for key, name in (("f:201", "一般公共服务支出"), ("f:210", "卫生健康支出")):
        ledger.named("dim_subject_code", subject_key=key, class_name=name)
    ledger.named("dim_fund_source", fund_source_key="general_public", fund_source_name="一般公共预算")
    ledger.named("dim_code", code_set="expense_item", code="reception", name_zh="公务接待费", name_en="official reception")
    ledger.named("dim_code", code_set="statement_kind", code="not_arranged", name_zh="未安排", name_en="nothing was arranged")
    ledger.named("dim_project", project_key=PROJECT, project_name="青山档案数字化项目", is_confidential=False)
    ledger.named("dim_measure", measure_code="expenditure", measure_name="支出", measure_name_en="Expenditure")
    ledger.fact("fct_printed_total", table_code="overview", side="income", is_grand_total=True, amount_yuan=3_000_100)
    ledger.fact("fct_printed_total", table_code="overview", side="expenditure", is_grand_total=True, amount_yuan=3_000_000)
    ledger.fact("fct_expenditure", subject_key="f:201", expenditure_kind="basic", amount_yuan=1_500_000)
    ledger.fact("fct_expenditure", subject_key="f:201", expenditure_kind="project", amount_yuan=1_200_000)
    ledger.fact("fct_expenditure", subject_key="f:210", expenditure_kind="basic", amount_yuan=Decimal("300000.50"))
    ledger.fact("fct_income", fund_source_key="general_public", amount_yuan=3_000_000)
    ledger.fact("fct_three_public", expense_item="reception", amount_yuan=12_000, is_reconciled=False)
    ledger.fact("fct_project_budget", project_key=PROJECT, money_kind="current", amount_yuan=1_200_000)
    ledger.fact("fct_project_budget", project_key=PROJECT, money_kind="carryover", amount_yuan=50_000)
    ledger.fact(
        "fct_year_over_year", source_cell_id="c1", measure_code="expenditure", label="支出预算", amount_yuan=3_000_000,
        change_yuan=-200_000, change_pct=Decimal("-6.25"), reason="压减一般性支出",
    )  # fmt: skip
    ledger.fact("fct_statement", statement_kind="not_arranged", text="政府性基金预算未安排。", line_no=9)
    ledger.fact(
        "fct_performance_budget", performance_key="p1", scope="project", project_key=PROJECT, amount_yuan=1_200_000,
        printed_project_name="青山档案数字化项目", goal="完成馆藏档案数字化", line_no=20,
    )  # fmt: skip
    ledger.fact(
        "fct_performance_indicator", source_cell_id="i1", performance_key="p1", indicator_no=1, level_1="产出指标",
        level_2="数量指标", indicator_name="扫描页数", target_text="≥10万页", prior_value_text="8万页",
    )  # fmt: skip


def written(layout: WarehouseLayout, name: str = UNIT_PAGE) -> Element:
    write_reports(layout, layout.root / "raw", lambda: None)
    return tree((layout.reports / name).read_text(encoding="utf-8"))


def index_rows(layout: WarehouseLayout) -> list[list[object]]:
    """What the search is handed, part by part."""
    return [
        row
        for part in sorted((layout.reports / "explorer" / "index").glob("*.js"))
        for row in json.loads(part.read_text(encoding="ascii").removeprefix("yusuanIndex(").removesuffix(");\n"))
    ]


def test_a_page_tells_the_totals_of_a_unit_as_printed_and_the_rest_as_sums(layout: WarehouseLayout) -> None:
    with small_ledger(layout) as ledger:
        a_budget(ledger)
        ledger.finding()
    # 1,500,000 + 300,000.50 yuan are 180.00005 万元: nothing is rounded away.
    assert written(layout).one("table", class_="years").rows()[1] == [
        "2026", "单位预算 unit budget", "300.01", "300.00", "180.00005", "120.00", "1.20", "1",
    ]  # fmt: skip


def test_a_figure_that_a_document_does_not_have_is_not_told_as_nought(layout: WarehouseLayout) -> None:
    with small_ledger(layout) as ledger:
        ledger.document()
        ledger.fact("fct_printed_total", table_code="overview", side="income", is_grand_total=True, amount_yuan=0)
    assert written(layout).one("table", class_="years").rows()[1][2:] == ["0.00", "—", "—", "—", "—", "0"]


def test_each_breakdown_has_its_table_its_sum_and_a_chart_of_the_same_amounts(layout: WarehouseLayout) -> None:
    with small_ledger(layout) as ledger:
        a_budget(ledger)
    page = written(layout)
    classes, funds, three_public = page.all("table", class_="breakdown")
    assert classes.rows()[1:] == [
        ["一般公共服务支出", "270.00"],
        ["卫生健康支出", "30.00005"],
        ["明细之和 sum of these", "300.00005"],
    ]
    assert funds.rows()[1:] == [["一般公共预算", "300.00"], ["明细之和 sum of these", "300.00"]]
    assert three_public.rows()[1] == ["公务接待费 official reception", "1.20 !"]
    chart = page.all("svg")[0]
    assert chart.attributes["aria-label"].startswith("支出构成")
    assert [title.text for title in chart.all("title")] == ["卫生健康支出 30.00005", "一般公共服务支出 270.00"]
    widths = [float(bar.attributes["width"]) for bar in chart.all("rect") if bar.all("title")]
    assert widths[0] / widths[1] == pytest.approx(30.00005 / 270)


def test_figures_of_the_year_before_and_of_another_phase_are_not_shown(layout: WarehouseLayout) -> None:
    with small_ledger(layout) as ledger:
        ledger.document(document_kind="unit_final_account")
        ledger.named("dim_subject_code", subject_key="f:201", class_name="一般公共服务支出")
        for phase, is_prior_year, amount in (("budget", False, 10_000), ("actual", True, 20_000), ("actual", False, 40_000)):
            ledger.fact(
                "fct_expenditure", subject_key="f:201", expenditure_kind="basic", phase=phase, is_prior_year=is_prior_year,
                amount_yuan=amount,
            )  # fmt: skip
    assert written(layout).one("table", class_="breakdown").rows()[1] == ["一般公共服务支出", "4.00"]


def test_a_project_has_its_money_by_kind_and_leads_to_its_targets(layout: WarehouseLayout) -> None:
    with small_ledger(layout) as ledger:
        a_budget(ledger)
    page = written(layout)
    (row,) = page.one("table", class_="projects").one("tbody").all("tr")
    assert [cell.text for cell in row.all() if cell.tag in ("th", "td")] == [
        "青山档案数字化项目",
        "120.00",
        "5.00",
        "—",
        "见下 below",
    ]
    (targets,) = page.all("details", id=row.one("a").attributes["href"].removeprefix("#"))
    assert "完成馆藏档案数字化" in targets.text
    assert targets.one("table").rows()[1] == ["产出指标", "数量指标", "扫描页数", "≥10万页", "8万页"]


def test_changes_statements_and_findings_stand_on_the_page_of_a_unit(layout: WarehouseLayout) -> None:
    with small_ledger(layout) as ledger:
        a_budget(ledger)
        number = ledger.finding(message_zh="总计与明细之和不符", message_en="The total is not the sum of its rows")
    page = written(layout)
    assert page.one("table", class_="changes").rows()[1] == [
        "支出 Expenditure支出预算",
        "300.00",
        "-20.00",
        "-6.25",
        "压减一般性支出",
    ]
    assert "未安排 nothing was arranged: 政府性基金预算未安排。" in page.text
    (link,) = (a for a in page.all("a") if a.attributes["href"].endswith(f"#finding-{number}"))
    target = (layout.reports / "explorer" / "75" / link.attributes["href"].partition("#")[0]).resolve()
    assert f'id="finding-{number}"' in target.read_text(encoding="utf-8")


def test_a_change_whose_label_is_its_matter_says_so_once(layout: WarehouseLayout) -> None:
    with small_ledger(layout) as ledger:
        ledger.document()
        ledger.named("dim_measure", measure_code="expenditure", measure_name="支出", measure_name_en="Expenditure")
        ledger.fact("fct_year_over_year", source_cell_id="c", measure_code="expenditure", label="支出", amount_yuan=10_000)
    assert written(layout).one("table", class_="changes").rows()[1][0] == "支出 Expenditure"


def test_no_blank_stands_between_the_languages_that_would_be_left_where_one_is_hidden(layout: WarehouseLayout) -> None:
    with small_ledger(layout) as ledger:
        a_budget(ledger)
        ledger.finding()
    for name in (UNIT_PAGE, "index.html"):
        links = [link.children for link in written(layout, name).all("a")]
        assert any(len(children) > 1 for children in links)
        assert [children for children in links if any(isinstance(child, str) and not child.strip() for child in children)] == []


def test_the_years_of_a_unit_stand_beside_each_other_project_by_project(layout: WarehouseLayout) -> None:
    with small_ledger(layout) as ledger:
        a_budget(ledger)
        ledger.document("d2025", fiscal_year=2025)
        ledger.fact("fct_printed_total", document_key="d2025", table_code="overview", side="expenditure", is_grand_total=True, amount_yuan=2_000_000)  # fmt: skip
        for key, name, amount in (("cd" * 16, "青山档案数字化项目", 700_000), ("ef" * 16, "库房修缮", 90_000)):
            ledger.named("dim_project", project_key=key, project_name=name, is_confidential=False)
            ledger.fact("fct_project_budget", document_key="d2025", project_key=key, money_kind="current", amount_yuan=amount)
    page = written(layout)
    assert page.one("table", class_="projects-over-years").rows() == [
        ["项目 project", "2026 预算 budget", "2025 预算 budget"],
        ["青山档案数字化项目", "125.00", "70.00"],
        ["库房修缮", "—", "9.00"],
    ]
    assert page.all("figure")[0].one("figcaption").text == "支出总计 expenditure, total"
    assert [title.text for title in page.all("svg")[0].all("title")] == ["2025 预算 200.00", "2026 预算 300.00"]


def test_the_start_page_leads_to_regions_units_findings_and_gate(layout: WarehouseLayout) -> None:
    with small_ledger(layout) as ledger:
        a_budget(ledger)
        ledger.document("d2", "1" * 32, "某处档案室")
    start = written(layout, "index.html")
    assert start.one("table", class_="regions").rows()[1:] == [
        ["青山县", "1", "2026", "0"],
        ["地区不详 region not known", "1", "2026", "0"],
    ]
    links = {link.attributes["href"] for link in start.all("a")}
    pages = {"explorer/regions/650522.html", "explorer/regions/none.html", UNIT_PAGE, f"explorer/11/{'1' * 32}.html"}
    assert links == {"findings/index.html", "gate/index.html", "dbt_docs/index.html", *pages}
    assert all((layout.reports / page).is_file() for page in [*pages, "findings/index.html"])
    region = written(layout, "explorer/regions/650522.html")
    # The region is the page's own; the start page has it beside each unit.
    assert region.one("table", class_="units").rows()[1:] == [["青山县档案馆", "2026", "0"]]
    assert start.one("table", class_="units").rows()[1] == ["青山县档案馆", "青山县", "2026", "0"]
    folder = layout.reports / "explorer" / "regions"
    assert [(folder / link.attributes["href"]).resolve() for link in region.all("a")] == [
        layout.reports / "index.html",
        layout.reports / UNIT_PAGE,
    ]


def test_the_index_of_the_search_names_units_and_projects_in_parts(
    layout: WarehouseLayout, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(explorer_writing, "UNITS_OF_A_PART", 1)
    with small_ledger(layout) as ledger:
        a_budget(ledger)
        ledger.document("d2", "1" * 32, "某处档案室")
    start = written(layout, "index.html")
    assert start.one("ul", id="found").attributes["data-parts"] == "explorer/index/0000.js explorer/index/0001.js"
    assert index_rows(layout) == [
        ["1" * 32, "某处档案室", "", "2026", []],
        [UNIT, "青山县档案馆", "青山县", "2026", [["青山档案数字化项目", PROJECT]]],
    ]


HOSTILE = (
    "<script>document.title = 'run'</script>",
    "</script><script>document.title = 'run'</script>",
    '"><img src=x onerror="document.title = \'run\'">',
    "</svg><svg onload=alert(1)>",
    "]); document.title = 'run'; ([",
    "\u2028\u202e\u0000\x1b[31m",
    "javascript:alert(1)",
    "长" * 3000,
)


@pytest.mark.parametrize("hostile", HOSTILE, ids=range(len(HOSTILE)))
def test_a_text_of_a_document_is_only_ever_text(layout: WarehouseLayout, hostile: str) -> None:
    with small_ledger(layout) as ledger:
        ledger.document(unit_name=hostile, title=hostile, source_file=hostile, official_address=hostile)
        ledger.region(UNIT, hostile, hostile)
        ledger.named("dim_subject_code", subject_key="s", class_name=hostile)
        ledger.named("dim_project", project_key=PROJECT, project_name=hostile, is_confidential=True)
        ledger.named("dim_measure", measure_code="m", measure_name=hostile, measure_name_en=hostile)
        ledger.named("dim_code", code_set="statement_kind", code="withheld", name_zh="不予公开", name_en="not made public")
        ledger.fact("fct_expenditure", subject_key="s", expenditure_kind="basic", amount_yuan=10_000)
        ledger.fact("fct_project_budget", project_key=PROJECT, money_kind="current", amount_yuan=10_000)
        ledger.fact("fct_year_over_year", source_cell_id="c", measure_code="m", label=hostile, amount_yuan=1, reason=hostile)
        ledger.fact("fct_statement", statement_kind="withheld", text=hostile, line_no=1)
        ledger.fact("fct_performance_budget", performance_key="p", scope="project", printed_project_name=hostile, goal=hostile)
        ledger.fact(
            "fct_performance_indicator", source_cell_id="i", performance_key="p", indicator_no=1, level_1=hostile,
            level_2=hostile, indicator_name=hostile, target_text=hostile, prior_value_text=hostile,
        )  # fmt: skip
        ledger.finding(message_zh=hostile, message_en=hostile)
    for name in (UNIT_PAGE, "index.html", "explorer/regions/none.html"):
        page = written(layout, name)
        elements = page.all()
        assert {element.tag for element in elements}.isdisjoint({"img", "base", "link", "iframe", "object", "form"})
        assert len(page.all("script")) == (name == "index.html")
        assert not any(attribute.startswith(("on", "src", "style")) for element in elements for attribute in element.attributes)
        assert all(re.match(r"(\.\./|explorer/|findings/|gate/|dbt_docs/|#)", a.attributes["href"]) for a in page.all("a"))
        assert not re.search("[\u2028\u202e\u0000\x1b]", page.text)
    part = (layout.reports / "explorer" / "index" / "0000.js").read_bytes()
    assert part.isascii()
    assert b"<" not in part
    assert len(index_rows(layout)) == 1


def test_pages_run_nothing_and_the_start_page_runs_its_search_alone(layout: WarehouseLayout) -> None:
    with small_ledger(layout) as ledger:
        a_budget(ledger)
    for name in (UNIT_PAGE, "index.html", "explorer/regions/650522.html"):
        page = written(layout, name)
        html = (layout.reports / name).read_text(encoding="utf-8")
        assert not re.search(r"https?:|\bsrc=|url\(|@import|<link|\bfetch\(|eval\(|innerHTML", html)
        policy = next(
            m.attributes["content"] for m in page.all("meta") if m.attributes.get("http-equiv") == "Content-Security-Policy"
        )
        scripts = re.findall("script-src ([^;]*);", policy)
        assert policy.startswith("default-src 'none'; style-src 'sha256-")
        if name == "index.html":
            program = re.search("<script>(.*)</script>", html, re.DOTALL)
            assert program is not None
            digest = base64.b64encode(hashlib.sha256(program[1].encode()).digest()).decode()
            assert scripts == [f"'sha256-{digest}' 'strict-dynamic'"]
        else:
            assert scripts == []


def test_pages_that_say_what_they_said_are_left_and_those_of_units_that_are_gone_are_removed(layout: WarehouseLayout) -> None:
    with small_ledger(layout) as ledger:
        a_budget(ledger)
        ledger.document("d2", "1" * 32, "某处档案室")
    write_reports(layout, layout.root / "raw", lambda: None)
    page, gone = layout.reports / UNIT_PAGE, layout.reports / "explorer" / "11" / f"{'1' * 32}.html"
    before = page.stat()
    assert gone.exists()
    with small_ledger(layout) as ledger:
        a_budget(ledger)
    write_reports(layout, layout.root / "raw", lambda: None)
    assert (page.stat().st_ino, page.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert not gone.parent.exists()
    assert not (layout.reports / "explorer" / "regions" / "none.html").exists()


@pytest.mark.parametrize("name", [UNIT_PAGE, "index.html", "explorer/index/0000.js"])
def test_pages_of_the_explorer_that_were_changed_are_not_current(layout: WarehouseLayout, name: str) -> None:
    with small_ledger(layout) as ledger:
        a_budget(ledger)
    write_reports(layout, layout.root / "raw", lambda: None)
    assert pages_are_current(layout)
    (layout.reports / name).write_text("changed", encoding="utf-8")
    assert not pages_are_current(layout)


def chart_texts(svg: str | None) -> list[str]:
    assert svg is not None
    return [title.text for title in tree(svg).all("title")]


def test_bars_whose_labels_read_alike_are_both_drawn() -> None:
    rows = [("自治区一体化在线政务服务平台一期", Decimal(3)), ("自治区一体化在线政务服务平台二期", Decimal(1))]
    assert chart_texts(bars("项目", rows, str)) == ["自治区一体化在线政务服务… 2 1", "自治区一体化在线政务服务… 3"]


def test_a_chart_draws_amounts_below_nought_and_nought_itself() -> None:
    svg = bars("增减", [("甲", Decimal(5)), ("乙", Decimal(0)), ("丙", Decimal(-2))], str)
    assert chart_texts(svg) == ["丙 -2", "乙 0", "甲 5"]
    assert chart_texts(bars("全为零", [("甲", Decimal(0))], str)) == ["甲 0"]
    assert chart_texts(columns("全为负", [("2025", Decimal(-1))], str)) == ["2025 -1"]


def test_of_no_amounts_there_is_no_chart() -> None:
    assert bars("空", [], str) is None
    assert columns("空", [], str) is None


@pytest.mark.skipif(shutil.which("chromium") is None, reason="chromium is not installed")
def test_a_browser_finds_a_project_from_the_file_system(layout: WarehouseLayout, tmp_path: Path) -> None:
    with small_ledger(layout) as ledger:
        a_budget(ledger)
    write_reports(layout, layout.root / "raw", lambda: None)
    address = f"{(layout.reports / 'index.html').as_uri()}#search={quote('档案 数字化')}"
    result = subprocess.run(
        ["chromium", "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path / 'profile'}", "--virtual-time-budget=5000", "--dump-dom", address],
        capture_output=True, text=True, timeout=60, check=True,
    )  # fmt: skip
    page = tree(result.stdout)
    (hit,) = page.one("ul", id="found").all("li")
    assert hit.text == "青山档案数字化项目 青山县档案馆"
    assert hit.one("a").attributes["href"] == f"{UNIT_PAGE}#project-{PROJECT}"
    assert DOCUMENT not in page.text
