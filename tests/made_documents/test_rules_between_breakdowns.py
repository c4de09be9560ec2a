"""The rules that compare breakdowns (by use, by economic subject, by fund) with the tables that they break down.

A disclosure in which all agrees raises no finding; one with a table of twice the money breaks each rule of that table.
"""

import re
from collections.abc import Mapping

import pytest

from dagster_project.storage.layout import WarehouseLayout
from tests.made.judging import Finding, build_models, comparisons_by_file, extract_folder, findings_by_file
from tests.other_tables import disclosure_with

pytestmark = pytest.mark.xdist_group("breakdowns")

UNIT = "青山县审计局"

# 20.00 of the general public budget (basic 15.00, of which staff 11.00; projects 5.00) and 3.00 of other income, for projects.
_CLASSES = "201\t一般公共服务支出\t{0}\n20108\t审计事务\t{0}\n"
_OVERVIEW = (
    "部门收支总表",
    "收入\t\t支出\t\n项目\t预算数\t项目\t预算数\n一、一般公共预算拨款收入\t20.00\t一、一般公共服务支出\t23.00\n"
    "二、其他收入\t3.00\t\t\n本年收入合计\t23.00\t本年支出合计\t23.00\n收入总计\t23.00\t支出总计\t23.00\n",
)
_INCOME = (
    "部门收入总表",
    "科目编码\t科目名称\t合计\t一般公共预算\t其他收入\n\t合计\t23.00\t20.00\t3.00\n"
    + _CLASSES.format("23.00\t20.00\t3.00")
    + "2010801\t行政运行\t15.00\t15.00\t\n2010804\t审计业务\t8.00\t5.00\t3.00\n",
)
_INCOME_LINES = (
    "部门收入总表",
    "项目\t预算数\n一、一般公共预算拨款收入\t20.00\n二、其他收入\t3.00\n本年收入合计\t23.00\n收入总计\t23.00\n",
)
_EXPENDITURE = (
    "部门支出总表",
    "科目编码\t科目名称\t合计\t基本支出\t项目支出\n\t合计\t23.00\t15.00\t8.00\n"
    + _CLASSES.format("23.00\t15.00\t8.00")
    + "2010801\t行政运行\t15.00\t15.00\t\n2010804\t审计业务\t8.00\t\t8.00\n",
)
_APPROPRIATION = (
    "财政拨款收支总表",
    "收入\t\t支出\t\t\n项目\t预算数\t项目\t合计\t一般公共预算\n一、一般公共预算拨款\t20.00\t一、一般公共服务支出\t20.00\t20.00\n"
    "收入总计\t20.00\t支出总计\t20.00\t20.00\n",
)
_BY_FUNCTION = (
    "科目编码\t科目名称\t合计\t基本支出\t\t\t项目支出\n\t\t\t小计\t人员经费\t公用经费\t\n\t合计\t20.00\t15.00\t11.00\t4.00\t5.00\n"
    + _CLASSES.format("20.00\t15.00\t11.00\t4.00\t5.00")
    + "2010801\t行政运行\t15.00\t15.00\t11.00\t4.00\t\n2010804\t审计业务\t5.00\t\t\t\t5.00\n"
)
_GENERAL_PUBLIC = ("一般公共预算支出表", _BY_FUNCTION)
_APPROPRIATION_BY_FUNCTION = ("财政拨款支出表（功能科目）", _BY_FUNCTION)
_BASIC_ROWS = (
    "科目编码\t科目名称\t合计\t人员经费\t公用经费\n\t合计\t15.00\t11.00\t4.00\n301\t工资福利支出\t11.00\t11.00\t\n"
    "30101\t基本工资\t11.00\t11.00\t\n302\t商品和服务支出\t4.00\t\t4.00\n30201\t办公费\t4.00\t\t4.00\n"
)
_BASIC = ("一般公共预算基本支出表", _BASIC_ROWS)
_APPROPRIATION_BASIC = ("财政拨款基本支出表（经济科目）", _BASIC_ROWS)
_BASIC_BY_FUNCTION = (
    "一般公共预算基本支出明细表（按支出功能分类科目）",
    "科目编码\t科目名称\t合计\t人员经费\t公用经费\n\t合计\t15.00\t11.00\t4.00\n"
    + _CLASSES.format("15.00\t11.00\t4.00")
    + "2010801\t行政运行\t15.00\t11.00\t4.00\n",
)
_USES = "科目编码\t科目名称\t合计\t工资福利支出\t商品和服务支出\n"
_BY_USE = (
    "部门支出总表（按支出用途分类）",
    f"{_USES}\t合计\t23.00\t11.00\t12.00\n"
    + _CLASSES.format("23.00\t11.00\t12.00")
    + "2010801\t行政运行\t15.00\t11.00\t4.00\n2010804\t审计业务\t8.00\t\t8.00\n",
)
_GENERAL_PUBLIC_BY_USE = (
    "一般公共预算支出表（按支出用途分类）",
    f"{_USES}\t合计\t20.00\t11.00\t9.00\n"
    + _CLASSES.format("20.00\t11.00\t9.00")
    + "2010801\t行政运行\t15.00\t11.00\t4.00\n2010804\t审计业务\t5.00\t\t5.00\n",
)
_BY_ITEM = (
    "部门支出总表（按经济分类）",
    "科目编码\t科目名称\t合计\t基本支出\t项目支出\n\t合计\t23.00\t15.00\t8.00\n301\t工资福利支出\t11.00\t11.00\t\n"
    "30101\t基本工资\t11.00\t11.00\t\n302\t商品和服务支出\t12.00\t4.00\t8.00\n30201\t办公费\t12.00\t4.00\t8.00\n",
)
_GENERAL_PUBLIC_BY_ITEM = (
    "科目编码\t科目名称\t合计\t基本支出\t项目支出\n\t合计\t20.00\t15.00\t5.00\n301\t工资福利支出\t11.00\t11.00\t\n"
    "30101\t基本工资\t11.00\t11.00\t\n302\t商品和服务支出\t9.00\t4.00\t5.00\n30201\t办公费\t9.00\t4.00\t5.00\n"
)
_ECONOMIC = ("一般公共预算支出表（按经济分类）", _GENERAL_PUBLIC_BY_ITEM)
_APPROPRIATION_BY_ITEM = ("财政拨款支出表（按经济分类）", _GENERAL_PUBLIC_BY_ITEM)
_PROJECT_BY_ECONOMIC = (
    "一般公共预算项目支出情况表（按经济分类科目）",
    "科目编码\t科目名称\t预算\n\t合计\t5.00\n302\t商品和服务支出\t5.00\n30201\t办公费\t5.00\n",
)
_BASIC_FUNDING = (
    "基本支出总表",
    "支出项目类别\t总计\t财政拨款\t\t单位资金\n\t\t小计\t一般公共预算拨款\t其他收入\n合计\t15.00\t15.00\t15.00\t\n"
    "工资福利支出\t11.00\t11.00\t11.00\t\n基本工资\t11.00\t11.00\t11.00\t\n商品和服务支出\t4.00\t4.00\t4.00\t\n"
    "办公费\t4.00\t4.00\t4.00\t\n",
)
_PROJECTS = (
    "部门项目支出预算表",
    "单位名称\t项目名称\t总计\t财政拨款收入\t\t单位资金\n\t\t\t一般公共预算\t政府性基金\t\n"
    f"\t合计\t8.00\t5.00\t\t3.00\n{UNIT}\t投资审计\t6.00\t5.00\t\t1.00\n{UNIT}\t系统运维\t2.00\t\t\t2.00\n",
)
_PROJECT_BY_USE = (
    "项目支出表（按支出用途分类）",
    "科目编码\t科目名称\t项目名称\t合计\t商品和服务支出\n\t合计\t\t8.00\t8.00\n"
    "2010804\t审计业务\t投资审计\t6.00\t6.00\n2010804\t审计业务\t系统运维\t2.00\t2.00\n",
)
_COMMON = (_OVERVIEW, _EXPENDITURE, _APPROPRIATION, _GENERAL_PUBLIC, _BASIC)
_BREAKDOWNS = (
    *(_INCOME, _APPROPRIATION_BY_FUNCTION, _APPROPRIATION_BASIC, _BASIC_BY_FUNCTION, _BY_USE, _GENERAL_PUBLIC_BY_USE, _BY_ITEM),
    *(_ECONOMIC, _APPROPRIATION_BY_ITEM, _PROJECT_BY_ECONOMIC, _BASIC_FUNDING, _PROJECTS, _PROJECT_BY_USE),
)
# The table that prints twice the money, and the rules that this breaks.
_RULES: Mapping[tuple[str, str], tuple[str, ...]] = {
    _INCOME: ("budget_income",),
    _INCOME_LINES: ("income_lines",),
    _APPROPRIATION_BY_FUNCTION: ("appropriation_function_total", "appropriation_function_class"),
    _APPROPRIATION_BASIC: ("appropriation_basic",),
    _BASIC_BY_FUNCTION: ("basic_by_function_total", "basic_by_function_subject", "basic_function_economic"),
    _BY_USE: ("use_total", "use_subject"),
    _GENERAL_PUBLIC_BY_USE: ("general_public_use_total", "general_public_use_subject"),
    _BY_ITEM: ("expenditure_by_item",),
    _ECONOMIC: ("economic_total", "economic_basic"),
    _APPROPRIATION_BY_ITEM: ("appropriation_by_item",),
    _PROJECT_BY_ECONOMIC: ("project_by_economic",),
    _BASIC_FUNDING: ("basic_funding", "basic_funding_general_public"),
    _PROJECTS: ("project_funding_bound", "project_funding_general_public"),
    _PROJECT_BY_USE: ("project_use_bound",),
}
_CARRIED = "carried.txt"


def _doubled(table: tuple[str, str]) -> tuple[str, str]:
    return table[0], re.sub(r"\d+\.\d\d", lambda found: f"{float(found.group()) * 2:.2f}", table[1])


def _carried_over() -> list[tuple[str, str]]:
    """Tables of which one holds what is carried over, and another does not: nothing says that they are alike."""
    overview = (
        _OVERVIEW[0],
        _OVERVIEW[1]
        .replace("收入总计\t23.00\t支出总计\t23.00", "上年结转结余\t2.00\t\t\n收入总计\t25.00\t支出总计\t25.00")
        .replace("23.00\t\n", "25.00\t\n")
        .replace("一、一般公共服务支出\t23.00", "一、一般公共服务支出\t25.00")
        .replace("本年支出合计\t23.00", "本年支出合计\t25.00"),
    )
    expenditure = (
        _EXPENDITURE[0],
        _EXPENDITURE[1].replace("23.00\t15.00\t8.00", "25.00\t15.00\t10.00").replace("8.00\t\t8.00", "10.00\t\t10.00"),
    )
    income = (
        _INCOME[0],
        _INCOME[1].replace("23.00\t20.00", "25.00\t22.00").replace("8.00\t5.00", "10.00\t7.00"),
    )
    general_public = (
        _GENERAL_PUBLIC[0],
        _BY_FUNCTION.replace("20.00\t15.00\t11.00\t4.00\t5.00", "22.00\t15.00\t11.00\t4.00\t7.00").replace(
            "5.00\t\t\t\t5.00", "7.00\t\t\t\t7.00"
        ),
    )
    return [overview, income, expenditure, general_public, _BASIC, _BY_USE, _BY_ITEM, _PROJECTS, _BASIC_FUNDING]


def _file_of(table: tuple[str, str]) -> str:
    return f"{list(_RULES).index(table)}.txt"


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> WarehouseLayout:
    """A warehouse of disclosures of units of their own: two in which all agrees, one with each table of twice the money."""
    raw, layout = tmp_path_factory.mktemp("breakdowns"), WarehouseLayout(tmp_path_factory.mktemp("breakdowns_warehouse"))
    with_lines = [*_COMMON, _INCOME_LINES]
    texts = {"clean.txt": [*_COMMON, *_BREAKDOWNS], "clean_lines.txt": with_lines, _CARRIED: _carried_over()}
    for table in _RULES:
        tables = with_lines if table is _INCOME_LINES else [*_COMMON, *_BREAKDOWNS]
        texts[_file_of(table)] = [_doubled(each) if each is table else each for each in tables]
    for number, (name, tables) in enumerate(texts.items()):
        unit = f"青山县第{'一二三四五六七八九十甲乙丙丁戊己庚辛壬癸'[number]}审计局"
        text = disclosure_with(*tables, unit=unit).replace(UNIT, unit)
        (raw / name).write_text(text, encoding="utf-8")
    extract_folder(raw, layout)
    build_models(layout)
    return layout


@pytest.fixture(scope="module")
def findings(judged: WarehouseLayout) -> dict[str, list[Finding]]:
    """The findings by the name of the file."""
    return findings_by_file(judged.candidate)


def test_tables_that_agree_raise_no_error(findings: dict[str, list[Finding]]) -> None:
    for name in ("clean.txt", "clean_lines.txt"):
        assert [each for each in findings.get(name, []) if each.severity == "error"] == []


@pytest.mark.parametrize("table", _RULES, ids=lambda table: table[0])
def test_a_breakdown_of_twice_the_money_breaks_its_rules(
    judged: WarehouseLayout, findings: dict[str, list[Finding]], table: tuple[str, str]
) -> None:
    broken = {each.rule_id for each in findings.get(_file_of(table), [])}
    for rule in _RULES[table]:
        assert f"cross_table.{rule}" in broken
        clean = "clean_lines.txt" if table is _INCOME_LINES else "clean.txt"
        assert comparisons_by_file(judged.candidate, f"cross_table.{rule}").get(clean), "the rule is applied where all agrees"


def test_a_table_that_may_leave_out_what_is_carried_over_is_not_compared(
    judged: WarehouseLayout, findings: dict[str, list[Finding]]
) -> None:
    assert [each for each in findings.get(_CARRIED, []) if each.severity == "error"] == []
    for rule in ("budget_income", "use_total", "use_subject", "expenditure_by_item", "basic_funding", "project_funding_bound"):
        assert _CARRIED not in comparisons_by_file(judged.candidate, f"cross_table.{rule}")
