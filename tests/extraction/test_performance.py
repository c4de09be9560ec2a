"""Performance tables: their head, the rows of their indicators however they slipped or were cut, and their targets."""

import shutil
from dataclasses import asdict, fields
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dagster_project.extraction.budget_tables.recognition import RecognisedTable, TablePart, recognise_tables
from dagster_project.extraction.performance import LoadedPerformanceTable, PerformanceReader
from dagster_project.extraction.performance.targets import parse_target
from dagster_project.extraction.performance.words import performance_words
from dagster_project.extraction.readers import GridRow, TextLine, read_document
from dagster_project.extraction.records import FigureRecord, IndicatorRecord, arrow_schema
from dagster_project.extraction.vocabulary import Vocabulary
from dagster_project.storage.layout import PROJECT_ROOT, SEEDS
from tests.other_tables import PROCUREMENT_BY_SUBJECT, disclosure_with
from tests.small_disclosures import disclosure, with_one_table
from tests.small_explanations import Read

VOCABULARY = Vocabulary.load(SEEDS)
WORDS = performance_words(VOCABULARY)
FULL_TEXTS = PROJECT_ROOT.parent / "shared" / "documents"

PROJECT_HEAD = (
    "预算单位\t\t甲县水利局\t\t\t\t\t\t\n"
    "项目名称\t\t河道清淤项目\t\t\t\t项目负责人\t王某某\t\n"
    "项目资金(万元)\t\t年度预算总额\t50.00\t其中：财政拨款\t45.50\t其他资金\t4.50\t\n"
    "项目总体目标\t\t完成清淤 12 公里。\t\t\t\t\t\t\n"
)
HEADER = "一级指标\t二级指标\t三级指标\t指标值\t指标值设置依据\t上年完成值\t指标分值权重\t指标赋分规则\t佐证资料\n"
SHORT_HEADER = "一级指标\t二级指标\t三级指标\t指标值\t指标值设置依据\t上年完成值\t指标分值权重\t佐证资料\n"
UNIT_HEADER = "一级指标\t二级指标\t三级指标\t指标值\t指标设定依据\t分值权重\n"
FIRST = "产出指标\t数量指标\t清淤长度\t>=12公里\t计划标准\t/\t10\t按照完成比例赋分\t工作资料\n"

# (level 1, level 2, name, target, basis, last year's value, weight, scoring rule, evidence)
Row = tuple[str | None, ...]


def _load(grid: str, title: str = "项目支出绩效目标表") -> LoadedPerformanceTable:
    """The one table of a text, read; every cell of it is told once."""
    document = read_document(f"{title}\n\n(2026 年)\n\n{grid}".encode())
    (table,) = recognise_tables(document, VOCABULARY)
    return _read(table)


def _read(table: RecognisedTable) -> LoadedPerformanceTable:
    loaded = PerformanceReader("0" * 64, VOCABULARY).read(table)
    rows = [*table.furniture, *(row for part in table.parts for row in (*part.header, *part.rows))]
    tally = loaded.table
    assert tally.cells_seen == sum(1 for row in rows for cell in row.cells if cell)
    told = tally.cells_loaded + tally.cells_structural + tally.cells_rejected + tally.cells_out_of_scope
    assert (told, tally.cells_rejected) == (tally.cells_seen, len(loaded.rejected))
    return loaded


def _rows(loaded: LoadedPerformanceTable) -> list[Row]:
    return [
        (
            each.level_1,
            each.level_2,
            each.indicator_name,
            each.target_text,
            each.basis,
            each.prior_value_text,
            str(each.weight),
            each.scoring_rule,
            each.evidence,
        )
        for each in loaded.indicators
    ]


def _indicators(*rows: str, header: str = HEADER) -> list[Row]:
    loaded = _load(header + "\n".join(rows) + "\n")
    assert not loaded.rejected
    return _rows(loaded)


def _amounts(loaded: LoadedPerformanceTable) -> dict[str, Decimal | None]:
    return {each.measure_code: each.amount_yuan for each in loaded.figures if each.figure_kind == "amount"}


def _reasons(loaded: LoadedPerformanceTable) -> list[tuple[str, str]]:
    return [(each.text, each.reason_code) for each in loaded.rejected]


def _all_text(loaded: LoadedPerformanceTable) -> str:
    return repr([loaded.table, loaded.performance, loaded.indicators, loaded.figures, loaded.rejected, loaded.goal])


# The head


def test_the_head_names_the_unit_the_project_and_the_goal() -> None:
    loaded = _load(PROJECT_HEAD + HEADER + FIRST)
    assert loaded.performance is not None
    assert (loaded.performance.scope, loaded.performance.unit_name) == ("project", "甲县水利局")
    assert (loaded.performance.project_name, loaded.performance.project_name_key) == ("河道清淤项目", "河道清淤项目")
    assert loaded.performance.goal == "完成清淤 12 公里。"
    assert (loaded.goal, loaded.goal_row_no, loaded.goal_column_no) == (TextLine("完成清淤 12 公里。", 8), 4, 3)


def test_the_amounts_of_a_head_belong_to_the_labels_on_their_left() -> None:
    loaded = _load(PROJECT_HEAD + HEADER + FIRST)
    assert _amounts(loaded) == {
        "performance_budget": Decimal(500_000),
        "performance_fiscal": Decimal(455_000),
        "performance_other": Decimal(45_000),
    }
    fiscal = next(each for each in loaded.figures if each.measure_code == "performance_fiscal")
    assert (fiscal.figure_id, fiscal.label, fiscal.text) == ("1:3:6", "其中：财政拨款", "45.50")
    assert (fiscal.value, fiscal.unit_of_measure, fiscal.half_width) == (Decimal("45.5"), "万元", Decimal("0.005"))
    assert (fiscal.half_width_yuan, fiscal.yuan_per_unit, fiscal.project_name) == (Decimal(50), 10_000, "河道清淤项目")
    assert loaded.table.printed_unit == "万元"


def test_the_figures_of_a_table_are_one_statement_that_no_sentence_has() -> None:
    loaded = _load(PROJECT_HEAD + HEADER + FIRST)
    assert {each.statement_no for each in loaded.figures} == {-1}
    assert len({each.figure_id for each in loaded.figures}) == len(loaded.figures)


def test_the_table_of_a_whole_unit_splits_its_funds_under_headings() -> None:
    loaded = _load(
        "部门名称（盖章）\t\t甲县水利局\t\t\t\n"
        "年度绩效目标\t\t修好水渠。\t\t\t\n"
        "年度预算(万元)\t\t资金来源\t\t资金总额（万元）\t\n"
        "\t\t财政资金（万元）\t上级安排\t1.00\t\n"
        "\t\t\t本级安排\t2.00\t\n"
        "\t\t其他资金（万元）\t其他\t3.00\t\n"
        "\t\t合计：\t\t6.00\t\n" + UNIT_HEADER + "履职效能\t数量指标\t修渠长度\t>=3 公里\t《甲县水利局工作计划》\t90\n",
        title="部门整体绩效目标表",
    )
    assert _amounts(loaded) == {
        "performance_fiscal_higher": Decimal(10_000),
        "performance_fiscal_own": Decimal(20_000),
        "performance_other": Decimal(30_000),
        "performance_budget": Decimal(60_000),
    }
    assert loaded.performance is not None
    assert (loaded.performance.scope, loaded.performance.project_name) == ("unit", None)
    assert _rows(loaded) == [
        ("履职效能", "数量指标", "修渠长度", ">=3 公里", "《甲县水利局工作计划》", None, "90", None, None),
    ]


def test_people_are_counted_and_nothing_else() -> None:
    loaded = _load(
        "部门名称（盖章）\t\t甲县水利局\t\t\t\n部门联系人\t\t王某某\t联系电话\t13912345678\t\n" + UNIT_HEADER,
        title="部门整体绩效目标表",
    )
    assert loaded.table.cells_out_of_scope == 2
    assert "王某某" not in _all_text(loaded)
    assert "13912345678" not in _all_text(loaded)


@pytest.mark.parametrize(
    "row",
    [
        "部门联系人\t\t王某某\t联系电话\t13912345678\t\n",
        "联系人：王某某\t\t\t\t\t\n",
        "\t\t\t联系人：王某某\t\t\n",
        "负责人（签字）\t王某某\t\t\t\t\n",
        "联系人\t王某某\t计划标准\t\t\t\n",
        "联系人\t王\t\n\t某某\n",
    ],
)
def test_people_below_the_indicators_are_no_rest_of_an_indicator(row: str) -> None:
    loaded = _load(HEADER + FIRST + row)
    assert len(loaded.indicators) == 1
    assert loaded.table.cells_out_of_scope >= 1
    assert "某某" not in _all_text(loaded)


def test_the_rest_of_a_name_below_a_page_break_is_withheld_too() -> None:
    loaded = _load("预算单位\t\t甲县水利局\n项目负责人\t王\t\n\t某某\t\n\t\t某\n")
    assert loaded.table.cells_out_of_scope == 3
    assert "某" not in _all_text(loaded)


def test_telephone_numbers_in_a_goal_are_masked() -> None:
    loaded = _load("项目总体目标\t咨询电话13912345678。\n" + HEADER)
    assert loaded.performance is not None
    assert "13912345678" not in (loaded.performance.goal or "")


def test_a_goal_that_a_page_break_cut_is_one_text() -> None:
    loaded = _load("项目总体目标\t\t完成清淤，改善水\n\n\t\t质。\n" + HEADER + FIRST)
    assert loaded.performance is not None
    assert loaded.performance.goal == "完成清淤，改善水质。"


def test_an_amount_without_a_unit_of_measure_is_rejected() -> None:
    loaded = _load("项目资金\t年度预算总额\t50.00\n" + HEADER + FIRST)
    assert _reasons(loaded) == [("50.00", "no_unit_of_measure")]


def test_an_amount_that_is_no_number_is_rejected() -> None:
    loaded = _load("项目资金（元）\t年度预算总额\t五十\t其他资金\t-\n" + HEADER + FIRST)
    assert _reasons(loaded) == [("五十", "amount_not_understood")]


def test_a_cell_behind_no_known_label_is_rejected() -> None:
    assert _reasons(_load("神秘标签\t9.00\n" + HEADER + FIRST)) == [
        ("神秘标签", "label_not_recognised"),
        ("9.00", "label_not_recognised"),
    ]


@pytest.mark.parametrize("label", ["项目代码及来源", "主管部门及代码", "实施单位"])
def test_what_stands_behind_another_label_is_no_part_of_a_name(label: str) -> None:
    head = PROJECT_HEAD.replace("河道清淤项目\t\t\t\t", f"河道清淤项目\t{label}\t231_甲县水利局\t\t")
    loaded = _load(head + HEADER + FIRST)
    assert loaded.performance is not None
    assert loaded.performance.project_name == "河道清淤项目"
    assert "231_甲县水利局" in {cell.text for cell in loaded.rejected}


def test_a_list_of_projects_below_each_other_is_no_name_of_one() -> None:
    loaded = _load("项目名称\t金额\t绩效目标\n河道清淤\t50.00\t清淤 12 公里\n水库加固\t10.00\t加固 2 座\n")
    assert loaded.performance is None or loaded.performance.project_name is None


def test_a_head_repeated_with_another_text_is_rejected() -> None:
    loaded = _load("预算单位\t甲县水利局\n预算单位\t甲县水利局\n预算单位\t乙县水利局\n" + HEADER + FIRST)
    assert _reasons(loaded) == [("乙县水利局", "label_repeated")]


def test_a_table_of_which_nothing_is_understood_has_no_record() -> None:
    loaded = _load("甲\t乙\n丙\t丁\n")
    assert loaded.performance is None
    assert {each.reason_code for each in loaded.rejected} == {"label_not_recognised"}


# The rows of indicators


def test_levels_left_blank_are_carried_down() -> None:
    assert _indicators(
        FIRST.strip(),
        "\t\t清淤河段\t=3 段\t计划标准\t2 段\t5\t按照完成比例赋分\t工作资料",
        "\t质量 指标\t验收合格率\t=100%\t历史标准\t100%\t5\t按照完成比例赋 分\t工作资料, 正式材料",
        "满意 度指 标\t满意 度指 标\t村民满意度\t> =95%\t计划标准\t-\t10\t满意度赋分\t说明材料",
    ) == [
        ("产出指标", "数量指标", "清淤长度", ">=12公里", "计划标准", "/", "10", "按照完成比例赋分", "工作资料"),
        ("产出指标", "数量指标", "清淤河段", "=3 段", "计划标准", "2 段", "5", "按照完成比例赋分", "工作资料"),
        ("产出指标", "质量指标", "验收合格率", "=100%", "历史标准", "100%", "5", "按照完成比例赋分", "工作资料, 正式材料"),
        ("满意度指标", "满意度指标", "村民满意度", "> =95%", "计划标准", "-", "10", "满意度赋分", "说明材料"),
    ]


def test_a_row_that_lost_its_first_cell_is_put_back() -> None:
    assert _indicators(
        FIRST.strip(),
        "时效 指标\t按时完工率\t> =95%\t计划标准\t-\t8\t按照完成比例赋分\t工作资料\t",
        "\t开工及时率\t=100%\t计划标准\t100%\t8\t按照完成比例赋分\t工作资料\t",
    )[1:] == [
        ("产出指标", "时效指标", "按时完工率", "> =95%", "计划标准", "-", "8", "按照完成比例赋分", "工作资料"),
        ("产出指标", "时效指标", "开工及时率", "=100%", "计划标准", "100%", "8", "按照完成比例赋分", "工作资料"),
    ]


def test_a_row_that_lost_two_cells_is_put_back() -> None:
    row = "桥梁数量\t=2 座\t计划标准\t/\t8\t按照完成比例赋分\t工作资料"
    assert _indicators(FIRST.strip(), row)[1] == (
        *("产出指标", "数量指标", "桥梁数量", "=2 座", "计划标准", "/", "8", "按照完成比例赋分", "工作资料"),
    )


def test_a_row_with_an_empty_cell_too_many_lost_its_last() -> None:
    row = "\t成本指标\t经济成本指标\t清淤费用（万元）\t<=20 万元\t预算支出标准\t10 万元\t5\t按照完成比例赋分"
    assert _indicators(FIRST.strip(), row)[1] == (
        *("成本指标", "经济成本指标", "清淤费用（万元）", "<=20 万元", "预算支出标准", "10 万元", "5", "按照完成比例赋分", None),
    )


def test_a_name_in_the_first_cell_with_blanks_behind_is_a_name() -> None:
    assert _indicators(
        "\t成本指标\t经济成本指标\t清淤费用\t<=20 万元\t预算支出标准\t新增\t5\t按照完成比例赋分",
        "运输费用\t\t\t<=1.8 万元\t预算支出标准\t新增\t5\t按照完成比例赋分\t原始凭证",
    )[1] == ("成本指标", "经济成本指标", "运输费用", "<=1.8 万元", "预算支出标准", "新增", "5", "按照完成比例赋分", "原始凭证")


def test_a_second_level_in_the_first_cell_is_a_second_level() -> None:
    assert _indicators(
        "\t效益指标\t经济效益指标\t灌溉面积\t>=5 亩\t计划标准\t/\t5\t按照完成比例赋分",
        "社会效益指标\t\t改善出行\t有效提高\t计划标准\t有效提高\t10\t按评判等级赋分\t说明材料",
    )[1] == ("效益指标", "社会效益指标", "改善出行", "有效提高", "计划标准", "有效提高", "10", "按评判等级赋分", "说明材料")


def test_a_header_may_have_a_column_fewer_than_its_rows() -> None:
    header = SHORT_HEADER.strip() + "\t\n"
    assert _indicators(FIRST.strip(), header=header) == [
        ("产出指标", "数量指标", "清淤长度", ">=12公里", "计划标准", "/", "10", "按照完成比例赋分", "工作资料"),
    ]


def test_scoring_rule_and_evidence_in_one_cell_are_told_apart() -> None:
    assert _indicators(
        "产出指标\t数量指标\t清淤长度\t>=12公里\t计划标准\t/\t10\t按照完成比例赋分 工作资料",
        "时效指标\t完工及时率\t<=24小时\t计划标准\t/\t10\t按照完成比例赋分 工作资料,说明材料\t",
        header=SHORT_HEADER,
    ) == [
        ("产出指标", "数量指标", "清淤长度", ">=12公里", "计划标准", "/", "10", "按照完成比例赋分", "工作资料"),
        ("产出指标", "时效指标", "完工及时率", "<=24小时", "计划标准", "/", "10", "按照完成比例赋分", "工作资料,说明材料"),
    ]


APART = "一级指标\t二级指标\t三级指标\t指标性质\t指标值\t计量单位\t指标权重\n"


@pytest.mark.parametrize(
    ("printed", "told"),
    [
        ("≥\t68\t%", (">=", Decimal(68), "%", "≥68%")),
        ("≤\t1,200.5\t元", ("<=", Decimal("1200.5"), "元", "≤1,200.5元")),
        ("=\t365\t", ("=", Decimal(365), None, "=365")),
        ("≥\t65次\t次", (">=", Decimal(65), "次", "≥65次")),
        ("定性\t优\t", (None, None, None, "优")),
        ("定性\t优\t次", (None, None, None, "优")),
        ("定量\t3\t万元", (None, Decimal(3), "万元", "3万元")),
        ("定量\t≥3\t份", (">=", Decimal(3), "份", "≥3份")),
    ],
)
def test_operator_and_unit_of_a_target_may_have_columns_of_their_own(printed: str, told: tuple[object, ...]) -> None:
    loaded = _load(f"{APART}产出指标\t数量指标\t清淤长度\t{printed}\t12\n")
    (indicator,) = loaded.indicators
    assert (indicator.operator, indicator.target_value, indicator.target_unit, indicator.target_text) == told
    assert (indicator.indicator_name, indicator.weight) == ("清淤长度", Decimal(12))
    assert indicator.target_figure_id == "1:2:5"
    assert not loaded.rejected


def test_what_stands_below_an_indicator_on_its_page_is_no_rest_of_it() -> None:
    loaded = _load(f"{HEADER}{FIRST}\t\t项目完成时间\t12月底前\n\f第二页\n")
    assert [(each.indicator_name, each.target_text) for each in loaded.indicators] == [("清淤长度", ">=12公里")]
    assert _reasons(loaded) == [("项目完成时间", "row_not_understood"), ("12月底前", "row_not_understood")]


def test_a_label_beside_all_indicators_is_none_of_their_cells() -> None:
    header = "\t一级指标\t二级指标\t三级指标\t指标值\t指标权重\n"
    rows = "绩效指标\t产出指标\t数量指标\t清淤长度\t≥12公里\t10\n\t\t质量指标\t合格率\t≥95%\t10\n"
    loaded = _load(header + rows)
    assert [(each.level_1, each.level_2, each.indicator_name, each.target_text) for each in loaded.indicators] == [
        ("产出指标", "数量指标", "清淤长度", "≥12公里"),
        ("产出指标", "质量指标", "合格率", "≥95%"),
    ]
    assert not loaded.rejected


def test_indicators_below_each_other_without_a_heading_of_projects_are_refused() -> None:
    header = "事项\t项目总额\t绩效目标\t一级指标\t二级指标\t三级指标\t指标值\t指标权重\n"
    rows = (
        "清淤\t5.00\t清淤十二公里\t产出指标\t数量指标\t清淤长度\t≥12公里\t10\n"
        "\t\t\t产出指标\t质量指标\t合格率\t≥95%\t10\n"
        "绿化\t2.00\t种树\t产出指标\t数量指标\t种树数量\t≥300棵\t10\n"
    )
    loaded = _load(header + rows)
    assert not loaded.indicators
    assert len(loaded.rejected) == 8 + 5 + 8
    assert {rejected.reason_code for rejected in loaded.rejected} == {"row_not_understood"}
    assert "one below another" in loaded.rejected[0].reason


@pytest.mark.parametrize("printed", ["68\t≥\t%", "≥68\t%\t%"])
def test_what_is_no_operator_in_its_column_makes_no_target(printed: str) -> None:
    loaded = _load(f"{APART}产出指标\t数量指标\t清淤长度\t{printed}\t12\n")
    assert not loaded.indicators
    assert {reason for _, reason in _reasons(loaded)} == {"row_not_understood"}


def test_the_columns_may_stand_in_another_order() -> None:
    header = "一级指标\t二级指标\t三级指标\t分值权重\t指标值\t指标值设定依据\n"
    assert _indicators("产出指标\t数量指标\t清淤长度\t10\t>=12公里\t计划标准", header=header) == [
        ("产出指标", "数量指标", "清淤长度", ">=12公里", "计划标准", None, "10", None, None),
    ]


def test_a_value_of_last_year_may_look_like_a_target_or_be_blank() -> None:
    assert [
        row[5]
        for row in _indicators(
            "产出指标\t质量指标\t合规性\t=100%\t计划标准\t=100%\t6\t按照完成比例赋分\t工作资料",
            "\t\t能力\t显著 提升\t计划标准\t\t30\t按评判等级赋分\t说明材料",
            "\t\t规范\t>=3个\t计划标准\t0\t8\t按照完成比例赋分\t工作资料",
        )
    ] == ["=100%", None, "0"]


def test_the_header_repeated_on_the_next_page_is_no_row() -> None:
    assert len(_indicators(FIRST.strip(), "", HEADER.strip(), "\t\t河段\t=3 段\t计划标准\t/\t5\t按照完成比例赋分\t工作资料")) == 2


def test_a_line_of_markdown_and_a_row_of_column_numbers_are_structural() -> None:
    loaded = _load(HEADER + "---\t---\t---------\t---\t--\t--\t--\t---\t----\n" + FIRST + "1\t2\t3\t4\t5\t6\t7\t8\t9\n")
    assert (len(loaded.indicators), loaded.table.cells_structural, loaded.rejected) == (1, 9 + 9 + 9, [])


# Rows that a page break cut


def test_the_rest_of_a_target_on_the_next_page_is_put_to_it() -> None:
    loaded = _load(
        HEADER
        + "成本指标\t经济成本指标\t人均成本\t<=7.50 万元/\t计划标准\t/\t3\t按照完成比例赋分\t原始凭证\n"
        + "\n\t\t\t人/年\t\t\t\t\t\n"
    )
    (indicator,) = loaded.indicators
    assert (indicator.target_text, indicator.target_value, indicator.target_unit) == (
        "<=7.50 万元/人/年",
        Decimal("7.50"),
        "万元/人/年",
    )
    assert (indicator.target_yuan, indicator.target_figure_id) == (None, "1:2:4")
    assert loaded.table.cells_loaded == 10


def test_the_rest_of_a_basis_on_the_next_page_is_put_to_it() -> None:
    (row,) = _indicators(
        "履职效能\t质量指标\t办结率\t=100%\t《关于印发<优化服务\t18", "", "\t\t\t\t提升效能>的通知》\t", header=UNIT_HEADER
    )
    assert row[4] == "《关于印发<优化服务提升效能>的通知》"


def test_the_rest_of_a_name_and_of_a_level_on_the_next_page_are_put_to_them() -> None:
    rows = _indicators(
        "效益指标\t社会效益\t保障工作正常开展，提高\t有效保障\t其他标准\t新增\t10\t按评判等级赋分\t说明材料",
        "",
        "\t指标\t工作效率\t\t\t\t\t\t",
        "\t\t正常运行率 (%)\t=100%\t计划标准\t新增\t10\t按评判等级赋分\t说明材料",
    )
    assert [row[:3] for row in rows] == [
        ("效益指标", "社会效益指标", "保障工作正常开展，提高工作效率"),
        ("效益指标", "社会效益指标", "正常运行率 (%)"),
    ]


def test_an_indicator_in_whose_rest_the_file_ends_is_refused(read: Read) -> None:
    # The last row may be the rest of the name above it, or the name of another indicator whose target was cut off.
    second = "\t\t管护人员数量\t>=3人\t计划标准\t/\t10\t按照完成比例赋分\t工作资料\n"
    text = f"{disclosure()}\n项目支出绩效目标表\n\n(2026 年)\n\n{PROJECT_HEAD}{HEADER}{FIRST}{second}\t\t和巡查次数"
    whole = read(f"{text}\n\n2026年2月3日\n")
    assert [each.indicator_name for each in whole.performance_indicators] == ["清淤长度", "管护人员数量和巡查次数"]
    cut = read(text)
    assert [(each.indicator_no, each.indicator_name) for each in cut.performance_indicators] == [(1, "清淤长度")]
    assert {(each.text, each.reason_code) for each in cut.rejected} == {
        (text, "row_not_understood")
        for text in ("管护人员数量", ">=3人", "计划标准", "/", "10", "按照完成比例赋分", "工作资料", "和巡查次数")
    }


def test_half_a_level_is_made_whole_by_a_row_of_its_own() -> None:
    rows = _indicators(
        "满意度指\t满意度指\t热线满意度\t>=90%\t计划标准\t93.83%\t10\t满意度赋分\t工作资料", "", "标\t标\t\t\t\t\t\t\t"
    )
    assert [row[:3] for row in rows] == [("满意度指标", "满意度指标", "热线满意度")]


def test_half_a_level_is_made_whole_by_the_next_indicator() -> None:
    rows = _indicators(
        "满意度指\t满意度指\t村民满意度\t> =95%\t计划标准\t95%\t5\t满意度赋分\t工作资料",
        "",
        "标\t标\t职工满意度 (%)\t> =95%\t计划标准\t95%\t5\t满意度赋分\t工作资料",
    )
    assert [row[:3] for row in rows] == [
        ("满意度指标", "满意度指标", "村民满意度"),
        ("满意度指标", "满意度指标", "职工满意度 (%)"),
    ]


def test_half_a_level_without_its_rest_is_the_only_word_that_begins_so() -> None:
    (row,) = _indicators("满意度指\t满意度指\t村民满意度\t> =95%\t计划标准\t95%\t5\t满意度赋分\t工作资料")
    assert row[:2] == ("满意度指标", "满意度指标")


def test_the_words_of_another_province_are_a_few_csv_rows(tmp_path: Path) -> None:
    grid = "实施单位\t甲县水利局\n分类\t细目\t内容\t目标\t依据\t分数\n产出\t数量\t清淤长度\t不少于12公里\t部门标准\t10分值\n"
    (table,) = recognise_tables(read_document(f"项目支出绩效目标表\n{grid}".encode()), VOCABULARY)
    assert _read(table).indicators == []
    seeds = Path(shutil.copytree(SEEDS, tmp_path / "seeds"))
    with (seeds / "vocabulary" / "performance_labels.csv").open("a", encoding="utf-8") as file:
        file.write("head,实施单位,unit_name\ncolumn,分类,level_1\ncolumn,细目,level_2\ncolumn,内容,indicator_name\n")
        file.write("column,目标,target\ncolumn,依据,basis\ncolumn,分数,weight\n")
    with (seeds / "vocabulary" / "performance_words.csv").open("a", encoding="utf-8") as file:
        file.write("level_1,产出,\nlevel_2,数量,\noperator,不少于,>=\nbasis,部门标准,\nweight_unit,分值,\n")
    loaded = PerformanceReader("0" * 64, Vocabulary.load(seeds)).read(table)
    (indicator,) = loaded.indicators
    assert (indicator.level_1, indicator.level_2, indicator.operator, indicator.target_value) == ("产出", "数量", ">=", Decimal(12))
    assert (indicator.basis, indicator.weight, loaded.rejected) == ("部门标准", Decimal(10), [])


# What is not understood


def test_a_row_that_fits_in_two_ways_is_rejected() -> None:
    # 成本 may be half a level with the name behind it, or the name itself with the target behind it.
    loaded = _load(HEADER + "成本\t降低能耗\t有所下降\t/\t10%\t\t按照完成比例赋分 工作资料\n")
    assert loaded.indicators == []
    assert {each.reason_code for each in loaded.rejected} == {"row_not_understood"}


@pytest.mark.parametrize(
    "row",
    [
        "\t\t清淤河段\t\t计划标准\t/\t5\t按照完成比例赋分\t工作资料",
        "\t\t\t=3 段\t计划标准\t/\t5\t按照完成比例赋分\t工作资料",
        "合计\t\t\t\t\t\t90\t\t",
        "甲\t乙\t丙\t=3 段\t计划标准\t/\t5\t按照完成比例赋分\t工作资料",
        "\t\t清淤河段\t=3 段\t计划标准\t/\t五\t按照完成比例赋分\t工作资料",
        "标\t\t清淤河段\t=3 段\t计划标准\t/\t5\t按照完成比例赋分\t工作资料",
    ],
)
def test_a_row_that_is_no_indicator_and_no_rest_is_rejected(row: str) -> None:
    loaded = _load(HEADER + FIRST + row + "\n")
    assert len(loaded.indicators) == 1
    assert [each.text for each in loaded.rejected] == [cell for cell in row.split("\t") if cell]
    assert {each.reason_code for each in loaded.rejected} == {"row_not_understood"}


def test_a_row_of_which_a_name_is_missing_does_not_take_the_level_for_it() -> None:
    loaded = _load(HEADER + "满意度指标\t满意度指标\t\t有所提升\t计划标准\t/\t5\t满意度赋分\t工作资料\n")
    assert loaded.indicators == []


def test_no_level_is_carried_past_a_row_that_was_not_understood() -> None:
    loaded = _load(
        HEADER
        + FIRST
        + "效益指标\t社会效益指标\t出行条件\t\t计划标准\t/\t5\t按照完成比例赋分\t工作资料\n"
        + "\t\t村民收入\t>=5%\t计划标准\t/\t5\t按照完成比例赋分\t工作资料\n"
        + "\t\t的增长\t\t\t\t\t\t\n"
    )
    assert [(each.level_1, each.indicator_name) for each in loaded.indicators] == [
        ("产出指标", "清淤长度"),
        (None, "村民收入的增长"),
    ]


def test_a_cell_under_an_unknown_heading_is_rejected_and_its_row_is_read() -> None:
    loaded = _load(HEADER.strip() + "\t备注说明\n" + FIRST.strip() + "\t另行通知\n")
    assert len(loaded.indicators) == 1
    assert _reasons(loaded) == [("另行通知", "column_not_recognised")]


def test_a_target_that_is_a_garbled_date_is_rejected_and_its_indicator_kept() -> None:
    loaded = _load(
        HEADER + "产出指标\t时效指标\t完工时间\t=2026 . 20 年月\t计划标准\t2025 年 2 月\t8\t按照完成比例赋分\t工作资料\n"
    )
    (indicator,) = loaded.indicators
    assert (indicator.operator, indicator.target_value, indicator.target_text) == ("=", None, "=2026 . 20 年月")
    assert _reasons(loaded) == [("=2026 . 20 年月", "target_not_understood")]
    assert [each.figure_kind for each in loaded.figures] == ["weight"]


def test_a_row_with_far_more_cells_than_its_header_is_rejected() -> None:
    loaded = _load(HEADER + "\t".join(["丁"] * 3000) + "\n")
    assert len(loaded.rejected) == 3000


# Targets


def _figure(loaded: LoadedPerformanceTable, kind: str) -> FigureRecord:
    (figure,) = [each for each in loaded.figures if each.figure_kind == kind]
    return figure


@pytest.mark.parametrize(
    "printed", ["≤1次；≤2次", "≥90%100%95%", "≥9547平方米；≥36次；≥10项", "≤42.38万元≤88.65万元", ">=10人、>=20人", "≤2小时；100%"]
)
def test_targets_of_several_indicators_in_one_cell_are_no_garbled_target(printed: str) -> None:
    loaded = _load(HEADER + f"产出指标\t数量指标\t培训次数会议次数\t{printed}\t计划标准\t/\t8\t按照完成比例赋分\t工作资料\n")
    assert _reasons(loaded) == [(printed, "several_targets")]
    assert [indicator.target_value for indicator in loaded.indicators] == [None]


@pytest.mark.parametrize("printed", ["≥10-20次", "=2026 . 20 年月", "≥10人20次", "≥1.2.3次"])
def test_a_range_or_a_garbled_number_is_not_taken_for_several_targets(printed: str) -> None:
    loaded = _load(HEADER + f"产出指标\t数量指标\t培训次数\t{printed}\t计划标准\t/\t8\t按照完成比例赋分\t工作资料\n")
    assert _reasons(loaded) == [(printed, "target_not_understood")]


def test_a_target_and_a_weight_are_figures_named_after_their_indicator() -> None:
    loaded = _load(HEADER + "成本指标\t经济成本指标\t清淤费用\t< =10.5 4万元\t计划标准\t/\t2.5\t按照完成比例赋分\t原始凭证\n")
    target, weight = _figure(loaded, "target"), _figure(loaded, "weight")
    assert (target.figure_id, target.label, target.text) == ("1:2:4", "清淤费用", "< =10.5 4万元")
    assert (target.value, target.unit_of_measure, target.half_width) == (Decimal("10.54"), "万元", Decimal("0.005"))
    assert (target.amount_yuan, target.half_width_yuan, target.yuan_per_unit) == (Decimal(105_400), Decimal(50), 10_000)
    assert (weight.figure_id, weight.measure_code, weight.value) == ("1:2:7", "performance_weight", Decimal("2.5"))
    assert (weight.half_width, weight.unit_of_measure, weight.amount_yuan) == (Decimal("0.05"), None, None)
    assert loaded.indicators[0].target_yuan == Decimal(105_400)


@pytest.mark.parametrize(
    ("text", "operator", "value", "unit"),
    [
        ("=1 场", "=", "1", "场"),
        ("≥55000P", ">=", "55000", "P"),
        ("＞=95％", ">=", "95", "%"),
        ("> =1000 TPS", ">=", "1000", "TPS"),
        ("< =958. 90 元/ 天", "<=", "958.90", "元/天"),
        ("<=35.6 0万元", "<=", "35.60", "万元"),
        ("<=1,890.5 元/台", "<=", "1890.5", "元/台"),
        ("≧3级别", ">=", "3", "级别"),
        ("<0.5‰", "<", "0.5", "‰"),
        (">11782.64 m2", ">", "11782.64", "m2"),
        (">=-5%", ">=", "-5", "%"),
        ("=12 月", "=", "12", "月"),
        ("95%", None, "95", "%"),
        ("3", None, "3", None),
        ("2026年10月27日前", None, None, None),
        ("2026年", None, None, None),
        ("≤2026年12月1日", "<=", None, None),
        ("=2026年10月27日", "=", None, None),
        ("<=2026年 6月底前", "<=", None, None),
        ("=2026-12-01", "=", None, None),
        ("有效提升", None, None, None),
        ("5G覆盖", None, None, None),
        ("=有效提升", "=", None, None),
    ],
)
def test_a_target_has_an_operator_a_number_and_a_unit(text: str, operator: str | None, value: str | None, unit: str | None) -> None:
    target = parse_target(text, WORDS)
    assert (target.operator, target.value, target.unit) == (operator, Decimal(value) if value else None, unit)
    assert not target.problem


@pytest.mark.parametrize(
    "text", ["=2026 . 20 年月", ">=90%-95%", "=2026年10月27日28", "≥90%≤95%", "<=1.1234567元", "=" + "9" * 19, ">=约5项"]
)
def test_a_number_behind_an_operator_that_is_not_understood_is_told_of(text: str) -> None:
    target = parse_target(text, WORDS)
    assert target.value is None
    assert target.problem


@settings(deadline=None, derandomize=True, max_examples=300)
@given(
    st.sampled_from(WORDS.operators),
    st.decimals(min_value=0, max_value=10**12, places=2),
    st.sampled_from(["%", "万元", "元/月", "平方米", "次", "TPS", ""]),
    st.lists(st.sampled_from(["", " ", "\u3000"]), min_size=40, max_size=40),
    st.booleans(),
)
def test_any_printed_target_is_read_back_wherever_it_is_wrapped(
    operator: tuple[str, str], value: Decimal, unit: str, spaces: list[str], is_grouped: bool
) -> None:
    printed = operator[0] + (f"{value:,.2f}" if is_grouped else f"{value:.2f}") + unit
    # But for a blank between two whole digits, which may part two numbers.
    wrapped = ""
    for at, sign in enumerate(printed):
        parts_digits = printed[at : at + 2].isdigit() and at + 1 < len(printed) and "." not in printed[:at]
        wrapped += sign if parts_digits or at >= len(spaces) else sign + spaces[at]
    target = parse_target(wrapped, WORDS)
    assert (target.operator, target.value, target.unit or "") == (operator[1], value, unit)
    assert not target.problem


@pytest.mark.parametrize("text", ["≥9 5%", "<=2 5万元", ">=1 000次"])
def test_a_target_with_a_blank_between_whole_digits_is_not_understood(text: str) -> None:
    target = parse_target(text, WORDS)
    assert target.value is None
    assert "digits apart" in target.problem


@pytest.mark.parametrize("weight", ["1010", "100.5", "999999999999999999"])
def test_a_weight_larger_than_all_weights_together_is_rejected(weight: str) -> None:
    loaded = _load(HEADER + f"产出指标\t数量指标\t甲\t>=5次\t计划标准\t/\t{weight}\t按照完成比例赋分\t工作资料\n")
    assert _reasons(loaded) == [(weight, "amount_not_understood")]
    assert [(each.target_value, each.weight) for each in loaded.indicators] == [(Decimal(5), None)]


CELLS = st.one_of(
    st.sampled_from(
        [
            *(
                "",
                "",
                "",
                "产出指标",
                "满意度指",
                "标",
                "数量指标",
                "清淤长度",
                ">=12公里",
                "=2026.20年月",
                "计划标准",
                "/",
                "10",
                "10%",
            ),
            *(
                "按照完成比例赋分",
                "按照完成比例赋分 工作资料",
                "工作资料",
                "项目名称",
                "其他资金",
                "1.00",
                "联系人",
                "联系人：王",
                "---",
            ),
            *("一级指标", "三级指标", "指标值", "分值权重", "项目资金(万元)", "年度预算总额", "\u200b"),
        ]
    ),
    st.text(max_size=8),
)


@settings(deadline=None, derandomize=True, max_examples=300)
@given(st.lists(st.lists(CELLS, max_size=11), max_size=12), st.booleans())
def test_every_cell_of_any_table_is_told_once(rows: list[list[str]], has_header: bool) -> None:
    grid = [GridRow(tuple(row), number) for number, row in enumerate(rows, start=2)]
    if has_header:
        grid.insert(0, GridRow(tuple(HEADER.strip().split("\t")), 1))
    _read(RecognisedTable(1, "project_performance", "title", parts=[TablePart((), (), tuple(grid))]))


def test_the_largest_and_finest_figures_fit_the_records() -> None:
    finest = "9" * 18 + ".999999"
    loaded = _load(
        "项目资金(亿元)\t年度预算总额\t0.000001\t其他资金\t0.0000001\n"
        + HEADER
        + f"产出指标\t数量指标\t甲\t>={finest}公里\t计划标准\t/\t99.999999\t按照完成比例赋分\t工作资料\n"
        + "\t\t乙\t>=0.001元\t计划标准\t/\t10\t按照完成比例赋分\t工作资料\n"
        + f"\t\t丙\t>={'9' * 18}万元\t计划标准\t/\t10\t按照完成比例赋分\t工作资料\n"
    )
    for records, kind in ((loaded.figures, FigureRecord), (loaded.indicators, IndicatorRecord)):
        assert pa.Table.from_pylist([asdict(each) for each in records], schema=arrow_schema(kind)).num_rows == len(records)
    assert _reasons(loaded) == [("0.0000001", "amount_not_understood")]
    assert [each.target_yuan for each in loaded.indicators] == [None, None, None]


# The documents of the project


@pytest.mark.parametrize("name", ["changji", "kizilsu", "xinjiang", "yiwu"])
def test_the_published_texts_give_every_indicator_with_its_weight(name: str) -> None:
    expected = {"changji": (7, 61), "kizilsu": (7, 82), "xinjiang": (7, 60), "yiwu": (12, 102)}
    (path,) = (PROJECT_ROOT / "raw").rglob(f"*{name}*.txt")
    loaded = _performance_tables(path)
    assert (len(loaded), sum(len(each.indicators) for each in loaded)) == expected[name]
    for each in loaded:
        assert sum(indicator.weight or 0 for indicator in each.indicators) == 90
        assert all(indicator.level_1 and indicator.level_2 for indicator in each.indicators)
        assert {reject.reason_code for reject in each.rejected} <= {"target_not_understood"}


@pytest.mark.skipif(not FULL_TEXTS.is_dir(), reason="the full texts are not on this machine")
def test_a_text_with_goals_gives_the_same_indicators_as_one_without() -> None:
    for path in sorted((PROJECT_ROOT / "raw").rglob("*.txt")):
        full = FULL_TEXTS / path.name
        if full.exists():
            assert [_bare(each) for each in _performance_tables(full)] == [_bare(each) for each in _performance_tables(path)]


def _performance_tables(path: Path) -> list[LoadedPerformanceTable]:
    tables = recognise_tables(read_document(path.read_bytes()), VOCABULARY)
    return [_read(each) for each in tables if each.table_code and VOCABULARY.kinds[each.table_code].reader == "performance"]


def _bare(loaded: LoadedPerformanceTable) -> list[dict[str, object]]:
    return [
        {field.name: getattr(each, field.name) for field in fields(each) if field.name != "line_no"} for each in loaded.indicators
    ]


NATIONAL_FORM = (
    "项目名称\t\t业务培训\t\t\t\t\n主管部门及代码\t\t[292]某局\t\t实施单位\t某局本级\t\n"
    "项目资金（万元）\t\t年度资金总额：\t\t118.01\t\t\n\t\t其中：财政拨款\t\t100.01\t\t\n\t\t上年结转\t\t18.00\t\t\n\t\t其他资金\t\t0.00\t\t\n"
    "绩效指标\t一级指标\t二级指标\t三级指标\t\t指标值\t分值权重（90）\n"
    "\t成本指标\t经济成本指标\t项目成本控制\t\t≤118.01万元\t70\n\t产出指标\t数量指标\t发行量\t\t720000册\t10\n"
    "\t效益指标\t社会效益指标\t接访环境\t\t明显改善\t10\n"
)


@pytest.mark.parametrize("title", ["业务培训绩效目标表", "项目绩效目标表"])
def test_the_targets_of_a_project_are_read_under_any_title_with_their_weights_and_money(read: Read, title: str) -> None:
    extraction = read(with_one_table(title, NATIONAL_FORM))
    assert [(table.scope, table.project_name) for table in extraction.performance_tables] == [("project", "业务培训")]
    assert [
        (each.level_1, each.indicator_name, each.target_text, each.target_value, each.weight)
        for each in extraction.performance_indicators
    ] == [
        ("成本指标", "项目成本控制", "≤118.01万元", Decimal("118.01"), 70),
        ("产出指标", "发行量", "720000册", None, 10),
        ("效益指标", "接访环境", "明显改善", None, 10),
    ]
    assert [(figure.measure_code, figure.amount_yuan) for figure in extraction.figures if figure.figure_kind == "amount"] == [
        ("performance_budget", 1_180_100),
        ("performance_fiscal", 1_000_100),
        ("performance_carryover", 180_000),
        ("performance_other", 0),
    ]


@pytest.mark.parametrize("title", ["业务培训绩效表", "项目绩效目标表"])
def test_a_table_of_what_was_reached_is_not_one_of_targets(read: Read, title: str) -> None:
    reached = NATIONAL_FORM.replace("指标值\t分值权重（90）", "年度指标值\t实际完成值")
    extraction = read(disclosure_with(PROCUREMENT_BY_SUBJECT, (title, reached)))
    assert not extraction.performance_indicators
    assert {cell.reason_code for cell in extraction.rejected} == {"table_not_read"}


def test_a_table_with_indicators_of_no_named_project_stays_unknown(read: Read) -> None:
    rows = NATIONAL_FORM.partition("绩效指标\t")[2]
    extraction = read(disclosure_with(PROCUREMENT_BY_SUBJECT, ("年度指标设置情况", rows)))
    assert not extraction.performance_tables
    assert {cell.reason_code for cell in extraction.rejected} == {"table_not_recognised"}
    assert all("names no project or unit" in cell.reason for cell in extraction.rejected)
