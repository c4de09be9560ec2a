"""The explanations as a whole: their sections, what page breaks cut, the goals of performance tables, the tallies."""

from dataclasses import asdict
from decimal import Decimal

import pyarrow as pa
import pytest

from dagster_project.extraction.records import DATASETS, arrow_schema
from tests.small_disclosures import disclosure
from tests.small_explanations import (
    CLASSES,
    EXPENDITURE,
    INCOME,
    OTHER,
    PART_THREE,
    PROCUREMENT,
    STAFF,
    Read,
    change,
    count,
    explained,
    figures,
    line_of,
    money,
    percent,
    reasons,
    section,
    share,
    tallies,
)

WHOLE = "一般公共预算 30.00 万元，占 85.71%，比上年预算增加 10.00 万元，增长 50.00%，主要原因是人员增加。"
MEANT = [money("income", "30"), share("income", "85.71"), change("income", "10"), percent("income", "50")]


# Sections


def test_a_section_is_told_by_its_heading_and_says_where_it_stands(read: Read) -> None:
    document = explained(f"{INCOME}\n\n单位资金 5.00 万元。\n\n{EXPENDITURE}\n\n基本支出 25.00 万元。\n项目支出 10.00 万元。")
    extraction = read(document)
    assert [(each.section_no, each.section_code, each.title) for each in extraction.sections] == [
        (1, "income", INCOME),
        (2, "expenditure", EXPENDITURE),
    ]
    first, second = extraction.sections
    assert (first.first_line_no, first.last_line_no) == (line_of(document, INCOME), line_of(document, "单位资金 5.00"))
    assert (second.first_line_no, second.last_line_no) == (line_of(document, EXPENDITURE), line_of(document, "项目支出 10.00"))
    assert [(each.section_no, each.sentence_no, each.line_no) for each in extraction.sentences] == [
        (1, 1, line_of(document, "单位资金 5.00")),
        (2, 1, line_of(document, "基本支出 25.00")),
        (2, 2, line_of(document, "项目支出 10.00")),
    ]
    assert figures(extraction) == [money("income", "5"), money("expenditure_basic", "25"), money("expenditure_project", "10")]


def test_the_same_words_mean_what_their_section_is_about(read: Read) -> None:
    extraction = read(explained(f"{INCOME}\n一般公共预算 30.00 万元。\n{PROCUREMENT}\n一般公共预算 30.00 万元。"))
    assert figures(extraction) == [money("income", "30")]
    assert [(each.section_code, each.reason_code) for each in extraction.rejected] == [("procurement", "label_not_known")]


@pytest.mark.parametrize(
    ("heading", "text"),
    [
        (f"## {INCOME}", WHOLE),
        (f"#### **{INCOME}**", "**一般公共预算** 30.00 万元，占 <b>85.71</b>%，比上年预算增加 10.00 万元，增长 50.00%。"),
        (f"<b>{INCOME}</b>", f"<p>{WHOLE}</p>"),
        (INCOME.replace("、", "、 ").replace("2026 年", "2026年"), WHOLE.replace(" ", "")),
        ("二、收入预算情况说明：", WHOLE),
        ("（二）关于本单位收入预算情况说明", WHOLE),
    ],
)
def test_a_heading_is_known_in_any_spelling(read: Read, heading: str, text: str) -> None:
    extraction = read(section(heading, text))
    assert [each.section_code for each in extraction.sections] == ["income"]
    assert figures(extraction) == MEANT


def test_the_figures_under_a_heading_that_is_not_known_are_rejected_and_counted(read: Read) -> None:
    extraction = read(explained(f"{INCOME}\n单位资金 5.00 万元。\n三、捐赠收支情况\n单位资金 4.00 万元。\n四、其他情况\n无。"))
    assert [(each.section_code, each.title) for each in extraction.sections] == [
        ("income", INCOME),
        (None, "三、捐赠收支情况"),
        (None, "四、其他情况"),
    ]
    assert reasons(extraction) == [("4.00万元", "label_not_known")]
    assert tallies(extraction) == [(1, 1, 0, 0), (1, 0, 0, 1), (0, 0, 0, 0)]


def test_a_numbered_line_with_a_figure_or_a_full_stop_is_no_heading(read: Read) -> None:
    extraction = read(explained(f"{INCOME}\n一、单位资金 5.00 万元\n二、没有其他收入。\n三、其他收入 1.00 万元，"))
    assert [each.section_code for each in extraction.sections] == ["income"]
    assert figures(extraction) == [money("income", "5"), money("income", "1")]


def test_the_table_of_contents_and_the_glossary_are_no_sections(read: Read) -> None:
    contents = f"目 录\n\n{PART_THREE}\n{INCOME}\n{EXPENDITURE}\n第四部分 名词解释\n第二部分 2026 年单位预算公开表\n"
    document = section(INCOME, "单位资金 5.00 万元。").replace("目 录\n", contents)
    extraction = read(document)
    assert [(each.section_code, each.figures_seen) for each in extraction.sections] == [("income", 1)]
    assert not extraction.rejected


def test_the_section_of_staff_stands_before_the_tables(read: Read) -> None:
    tables = disclosure()
    extraction = read(tables.replace("第二部分", f"第一部分 单位概况\n{STAFF}\n编制数 33，实有人数 14 人。\n第二部分", 1))
    assert figures(extraction) == [count("posts", "33"), count("staff", "14")]
    assert len(extraction.cells) == len(read(tables).cells)


def test_a_disclosure_without_explanations_has_no_sections(read: Read) -> None:
    extraction = read(disclosure())
    assert (extraction.sections, extraction.sentences, extraction.figures, extraction.project_cards) == ([], [], [], [])


# What a page break cuts


@pytest.mark.parametrize(
    "page_break",
    [
        "\n",
        "\n\n",
        "\f",
        "\n\f\n",
        "\n- 12 -\n",
        "\n12\n\f",
        "\n第 12 页\n\n",
        "\n编制单位：青山县档案馆\n单位：万元\n",
        "\n<p></p>\n",
    ],
)
@pytest.mark.parametrize("cut_before", ["预算 30.00", "万元，占", "，占", "比上年", "10.00", "50.00%", "%，主要", "加。"])
def test_a_sentence_that_a_page_break_cuts_is_one_sentence(read: Read, page_break: str, cut_before: str) -> None:
    before, behind = WHOLE.split(cut_before, 1)
    document = section(INCOME, f"{before}{page_break}{cut_before}{behind}")
    extraction = read(document)
    assert figures(extraction) == MEANT
    assert extraction.figures[0].reason == "人员增加"
    (sentence,) = extraction.sentences
    assert sentence.text.replace(" ", "") == WHOLE.replace(" ", "")
    assert not extraction.rejected


def test_each_figure_of_a_cut_sentence_is_on_its_own_line_and_page(read: Read) -> None:
    document = section(INCOME, "一般公共预算 30.00", "万元，占 85.71%，比上年预算增加", "- 3 -", "\f10.00 万元，增长", "50.00%。")
    extraction = read(document)
    assert figures(extraction) == MEANT
    lines = [line_of(document, text) for text in ("预算 30.00", "85.71%", "10.00 万元，增长", "50.00%。")]
    assert [each.line_no for each in extraction.figures] == lines
    assert [each.page_no for each in extraction.figures] == [1, 1, 2, 2]
    (sentence,) = extraction.sentences
    assert (sentence.line_no, sentence.last_line_no, sentence.page_no) == (lines[0], lines[3], 1)


def test_a_number_that_a_page_break_cuts_stands_where_it_begins(read: Read) -> None:
    document = section(INCOME, "单位资金 1,234.5", "6 万元。")
    (figure,) = read(document).figures
    assert (figure.value, figure.text, figure.line_no) == (Decimal("1234.56"), "1,234.56", line_of(document, "1,234.5"))


def test_a_table_between_two_paragraphs_parts_them(read: Read) -> None:
    document = section(
        PROCUREMENT, "政府采购预算 12.00", "", "某某情况\t1\t2\n甲\t乙\t丙", "", "万元，政府采购货物预算 5.00 万元。"
    )
    extraction = read(document)
    assert figures(extraction) == [money("procurement_goods", "5")]
    assert ("12.00", "label_not_known") in reasons(extraction)
    assert tallies(extraction) == [(2, 1, 0, 1)]


def test_the_items_of_a_list_are_not_joined(read: Read) -> None:
    extraction = read(section(CLASSES, "1. 一般公共服务支出（类）30.00 万元", "2. 卫生健康支出（类）5.00 万元"))
    assert [(each.subject_code, each.value) for each in extraction.figures] == [("201", Decimal(30)), ("210", Decimal(5))]
    assert len(extraction.sentences) == 2


# Goals of performance tables


GOAL_TABLE = (
    "项目支出绩效目标表\n\n(2026 年)\n\n"
    "预算单位\t\t青山县档案馆\t\t\t\t\t\t\n"
    "项目名称\t\t热线项目\t\t\t\t项目负责人\t王某某\t\n"
    "项目资金(万元)\t\t年度预算总额\t50.00\t其中：财政拨款\t45.50\t其他资金\t4.50\t\n"
    "项目总体目标\t\t{goal}\t\t\t\t\t\t\n"
)


def test_the_figures_of_a_goal_are_read_like_those_of_a_sentence(read: Read) -> None:
    goal = "项目资金 50 万元，其中：财政资金 45.50 万元，其他资金 4.50 万元，主要用于购置车辆 1 辆，预计 3.2 万元。投诉率降至 5%。"
    extraction = read(section(OTHER, "无。") + GOAL_TABLE.format(goal=goal))
    found = [each for each in extraction.figures if each.figure_id.count(":") == 3]
    assert [(each.measure_code, each.value) for each in found] == [
        ("goal_budget", Decimal(50)),
        ("goal_fiscal", Decimal("45.5")),
        ("goal_other", Decimal("4.5")),
        ("goal_remark", Decimal("3.2")),
        ("goal_remark", Decimal(5)),
    ]
    (table,) = extraction.performance_tables
    assert {(each.table_no, each.row_no, each.section_no, each.sentence_no) for each in found} == {(table.table_no, 4, None, None)}
    assert {(each.project_name, each.table_code) for each in found} == {("热线项目", "project_performance")}
    assert found[0].figure_id == f"{table.table_no}:4:3:1"
    assert len({each.figure_id for each in extraction.figures}) == len(extraction.figures)
    assert not {each.statement_no for each in found} & {each.statement_no for each in extraction.figures if each not in found}
    assert "王某某" not in repr(extraction)


def test_a_calculation_within_a_goal_is_rejected_where_the_goal_stands(read: Read) -> None:
    document = section(OTHER, "无。") + GOAL_TABLE.format(goal="支付 4000.50 元*12 月。")
    extraction = read(document)
    (rejected,) = extraction.rejected
    assert (rejected.text, rejected.reason_code, rejected.row_no) == ("4000.50元", "part_of_calculation", 4)
    assert (rejected.section_no, rejected.table_no) == (None, extraction.performance_tables[0].table_no)
    assert rejected.line_no == line_of(document, "4000.50")


# Whatever stands there


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Total revenue was 30.00 million yuan, an increase of 12.5% (2025: 26.67).", id="English"),
        pytest.param("lorem ipsum " * 400, id="a long line of words"),
        pytest.param("一般公共预算" * 3_000, id="a label again and again"),
        pytest.param("1" * 5_000 + " 万元，占 " + "0." + "9" * 5_000 + "%", id="very long numbers"),
        pytest.param("1,234,567,890,123,456,789.00 元", id="more than any budget"),
        pytest.param("，".join(f"单位资金 {n}.00 万元" for n in range(200)), id="a very long sentence"),
        pytest.param("（" * 3_000 + "5.00 万元", id="open brackets"),
        pytest.param("主要原因是" * 2_000 + "5.00 万元；" * 50, id="reasons only"),
        pytest.param("；".join(["1."] * 500), id="numbers of a list only"),
        pytest.param("５．００％占增加减少持平。；：，、", id="marks"),
        pytest.param("①②½㎡〇٣٤.٥ 万元 ² 5㎡", id="digits of other scripts"),
        pytest.param("=5.00 万元=*6.00 万元+-7.00 万元~", id="operators"),
        pytest.param("\u200b\ufeff 单位资金\u200b 5.00\u3000万元", id="invisible signs"),
        pytest.param("一、\n（一）\n1.\n、\n第三部分\n第\n", id="headings without words"),
        pytest.param("项目名称：\n项目名称：\n预算安排规模：\n", id="fields without text"),
        pytest.param("2026.13-2026.99 2026年99月99日 9999.99.99", id="dates that are none"),
    ],
)
@pytest.mark.parametrize("heading", [INCOME, CLASSES, "七、一般公共预算项目支出情况说明", "（三）国有资产占用使用情况"])
def test_text_of_any_kind_is_counted_and_does_no_harm(read: Read, heading: str, text: str) -> None:
    extraction = read(section(heading, text))
    assert extraction.documents[0].read_outcome == "read"
    assert len(extraction.cells) == len(read(disclosure()).cells)
    tallies(extraction)
    assert all(each.reason_code and each.reason for each in extraction.rejected)
    # One record that Parquet refuses would take down the whole batch that it is written with.
    for dataset in ("sections", "sentences", "figures", "project_cards", "rejected"):
        pa.Table.from_pylist([asdict(each) for each in getattr(extraction, dataset)], schema=arrow_schema(DATASETS[dataset]))


def test_a_number_too_long_for_any_budget_is_rejected_and_not_passed_over(read: Read) -> None:
    # Eighteen signs were once the limit, commas included: such a figure was neither loaded nor counted.
    extraction = read(section(INCOME, "单位资金 1,234,567,890,123.45 元，其他收入 1,234,567,890,123,456,789.00 元。"))
    assert [each.amount_yuan for each in extraction.figures] == [Decimal("1234567890123.45")]
    assert reasons(extraction) == [("1,234,567,890,123,456,789.00元", "amount_not_understood")]
    assert tallies(extraction) == [(2, 1, 0, 1)]
