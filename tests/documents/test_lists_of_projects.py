"""Lists of projects with their targets in published documents, where they are at hand: read off the drawn pages by eye."""

from decimal import Decimal

import pytest

from dagster_project.extraction.extract import Extraction
from tests.documents.published import Read, published

# The end of a project's name → what its list prints as its amount, in 万元, and how many indicators.
PROJECTS = {
    # Pages 13 to 16: names, goals and indicators are cut by three page breaks.
    "2026-beijing-petition-office-tables": {
        "390843-信息系统运维类项目": ("689.157460", 16),
        "390849-办公设备购置类项目": ("29.359500", 8),
        "424331-财务业务咨询服务": ("22.200000", 7),
        "424360-因公出国（境）经费": ("14.850000", 6),
        "424449-接访场所保障费": ("658.000000", 10),
        "460665-信访宣传经费": ("125.856287", 6),
        "068400-来信业务工作保障": ("56.800000", 6),
        "132772-机动经费": ("100.000000", 5),
        "796073-劳务派遣管理服务费": ("7.970570", 4),
    },
    # Pages 22 to 29, each with the title and the header; a page repeats name, amount and goal.
    "2026-changsha-petition-bureau": {
        "基层及其他信访业务工作经费专项": ("35.78", 16),
        "人民来访接待中心及特护期运行专项": ("10.22", 16),
        "人民来访接待中心业务专项": ("102.80", 23),
        "信访业务工作专项": ("138.11", 21),
    },
    "2026-chongqing-meteorological-bureau": {"气象事务": ("4,902.34", 12)},
    # Pages 25, and 10 with 11: goals alone.
    "2026-guangzhou-statistics-bureau": {
        "广州市第四次全国农业普查经费": ("534.72", 0),
        "统计专项经费": ("195.19", 0),
        "其他运行经费": ("7", 0),
    },
    "2026-shenzhen-petition-bureau": {
        "社工服务项目": ("498.82", 0),
        "信访大厅运行": ("603.84", 0),
        "信访专项": ("486.39", 0),
        "预算准备金": ("4.90", 0),
        "政务信息化项目（系统业务运营服务）": ("0.44", 0),
        "综合管理": ("17.91", 0),
    },
}
# One indicator of a project each: level 1, level 2, name, target.
ON_THE_PAGE = {
    # Page 15, the first of its page.
    "424449-接访场所保障费": ("产出指标", "质量指标", "六里桥接待场所空调使用", "优"),
    # The last of page 15, above the name.
    "068400-来信业务工作保障": ("效益指标", "可持续影响指标", "加强信件前端流转管理，做好清点、签收、消毒、拆订、贴码、扫描等工作，做到一信一码有据可查", "优"),
    # Page 14, below the name.
    "390849-办公设备购置类项目": ("成本指标", "经济成本指标", "空调设备采购成本", "≤6.8595万元"),
    "796073-劳务派遣管理服务费": ("满意度指标", "服务对象满意度指标", "服务对象满意度", "≥90%"),
    # Page 28.
    "信访业务工作专项": ("产出指标", "质量指标", "保障长沙信访官网官微正常运行", "≥355天"),
    "气象事务": (None, None, "综合观测系统装备维修时限(国家地面站)", "≤36小时"),
}  # fmt: skip


@pytest.mark.parametrize("name", PROJECTS)
def test_each_project_of_a_list_has_its_amount_and_its_indicators(name: str, read: Read) -> None:
    extraction = read(published(name))
    found = {
        end: (table_no, project)
        for table_no, project in _names(extraction).items()
        for end in PROJECTS[name]
        if project.endswith(end)
    }
    assert len(found) == len(PROJECTS[name]) == len(_names(extraction))
    for end, (amount, n_indicators) in PROJECTS[name].items():
        table_no, project = found[end]
        amounts = {figure.text for figure in extraction.figures if figure.table_no == table_no and figure.figure_kind == "amount"}
        assert amounts == {amount}
        indicators = [each for each in extraction.performance_indicators if each.table_no == table_no]
        assert len(indicators) == n_indicators
        if end in ON_THE_PAGE:
            assert ON_THE_PAGE[end] in {(each.level_1, each.level_2, each.indicator_name, each.target_text) for each in indicators}
        assert {figure.project_name for figure in extraction.figures if figure.table_no == table_no} == {project}


def test_a_goal_that_a_page_break_cut_is_whole(read: Read) -> None:
    goals = {
        table.project_name or "": table.goal or ""
        for table in read(published("2026-beijing-petition-office-tables")).performance_tables
    }
    (goal,) = [goal for name, goal in goals.items() if name.endswith("办公设备购置类项目")]
    assert goal == "通过该项目开展办公设备采购，提高信访工作与服务保障的效率与质量，保障机构自身正常运转。"


def test_the_total_that_secret_projects_are_left_out_of_is_refused_alone(read: Read) -> None:
    extraction = read(published("2026-changsha-petition-bureau"))
    sums = [cell for cell in extraction.rejected if "secret projects" in cell.reason]
    assert [cell.text for cell in sums] == ["合计", "417.41", "126001", "长沙市信访局", "417.41"]
    # 35.78 + 10.22 + 102.80 + 138.11 of 417.41.
    assert sum(Decimal(amount) for amount, _ in PROJECTS["2026-changsha-petition-bureau"].values()) == Decimal("286.91")


def _names(extraction: Extraction) -> dict[int, str]:
    """The projects of the tables of targets by the numbers of these."""
    return {table.table_no: table.project_name for table in extraction.performance_tables if table.project_name}
