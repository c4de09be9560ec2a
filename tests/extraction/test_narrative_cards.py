"""The cards of projects: their fields, their periods, and how their money is allocated."""

import datetime
from array import array
from decimal import Decimal

import pytest

from dagster_project.extraction.narrative import with_fields_apart
from dagster_project.extraction.narrative.cards import period_of
from dagster_project.extraction.places import Box, PrintedLine, Spot
from dagster_project.extraction.readers import SourceDocument, TextLine
from dagster_project.extraction.records import ProjectCardRecord
from dagster_project.extraction.vocabulary import Vocabulary
from tests.small_explanations import PROJECTS, Read, line_of, money, reasons, section, tallies

CARD = """\
（一）项目名称：馆藏数字化项目 2.0
设立的政策依据：1.《档案法》第三条。
2.《关于印发规划的通知》（青办发〔2025〕3号），面积 1,234.50 平方米，工作人员 135 人。
预算安排规模：33.00 万元
项目承担单位：青山县档案馆
资金分配情况：扫描费 30.00 万元，印刷费 3 万元
资金执行时间：2026 年 1 月 1 日—2026 年 12 月 31 日
资金来源：县财政资金
补贴标准：1200 元/年/人
补贴范围：退休干部
补贴方式：转账
发放程序：报审后
发放资金
受益人群和社会效益：全县居民
"""


def _card(read: Read, *lines: str) -> ProjectCardRecord:
    (card,) = read(section(PROJECTS, "（一）项目名称：馆藏数字化", *lines)).project_cards
    return card


def _allocated(read: Read, text: str) -> list[tuple[str, str, str]]:
    """(what the figure is, its label, value with unit) of the figures of an allocation."""
    extraction = read(section(PROJECTS, "（一）项目名称：馆藏数字化", f"资金分配情况：{text}"))
    tallies(extraction)
    assert {each.project_name for each in extraction.figures} <= {"馆藏数字化"}
    return [
        (each.measure_code.removeprefix("project_"), each.label, f"{each.value}{each.unit_of_measure or ''}")
        for each in extraction.figures
    ]


# Fields


def test_every_field_of_a_card_is_kept(read: Read) -> None:
    document = section(PROJECTS, CARD)
    extraction = read(document)
    (card,) = extraction.project_cards
    assert (card.card_no, card.section_no, card.line_no) == (1, 1, line_of(document, "馆藏数字化项目"))
    assert (card.project_name, card.project_name_key) == ("馆藏数字化项目 2.0", "馆藏数字化项目2.0")
    assert card.basis == (
        "1.《档案法》第三条。2.《关于印发规划的通知》（青办发〔2025〕3号），面积 1,234.50 平方米，工作人员 135 人。"
    )
    assert (card.carrying_unit, card.allocation) == ("青山县档案馆", "扫描费 30.00 万元，印刷费 3 万元")
    assert card.period_text == "2026 年 1 月 1 日—2026 年 12 月 31 日"
    assert (card.period_start, card.period_end) == (datetime.date(2026, 1, 1), datetime.date(2026, 12, 31))
    assert (card.funding, card.standard, card.scope, card.method) == ("县财政资金", "1200 元/年/人", "退休干部", "转账")
    assert (card.procedure, card.beneficiaries, card.is_withheld) == ("报审后发放资金", "全县居民", False)


def test_the_figures_of_a_card_are_those_of_its_project(read: Read) -> None:
    extraction = read(section(PROJECTS, CARD))
    assert [(each.measure_code, each.figure_kind, each.value) for each in extraction.figures] == [
        money("project_remark", "1234.5", "quantity"),
        money("project_card_budget", "33"),
        money("project_allocation", "30"),
        money("project_allocation", "3"),
        money("project_remark", "1200", "quantity"),
    ]
    assert {each.project_name for each in extraction.figures} == {"馆藏数字化项目 2.0"}
    assert extraction.project_cards[0].budget_figure_id == extraction.figures[1].figure_id
    # The 2.0 of the name is structural, and 135 people are part of the text.
    assert tallies(extraction) == [(6, 5, 1, 0)]


def test_cards_follow_one_another_with_their_own_fields(read: Read) -> None:
    extraction = read(
        section(
            PROJECTS,
            "（一）项目名称：甲项目\n预算安排规模：5.00 万元\n资金来源：县财政",
            "(二) 项目名称：乙项目\n预算安排规模：6.00 万元",
            "三、项目名称﹕丙项目\n预算安排规模：8 万",
        )
    )
    assert [(each.card_no, each.project_name, each.funding) for each in extraction.project_cards] == [
        (1, "甲项目", "县财政"),
        (2, "乙项目", None),
        (3, "丙项目", None),
    ]
    amounts = {each.figure_id: (each.project_name, each.amount_yuan) for each in extraction.figures}
    assert [amounts[each.budget_figure_id or ""] for each in extraction.project_cards] == [
        ("甲项目", Decimal(50_000)),
        ("乙项目", Decimal(60_000)),
        ("丙项目", Decimal(80_000)),
    ]


def test_a_field_goes_on_over_paragraphs_and_page_breaks(read: Read) -> None:
    card = _card(
        read, "设立的政策依据：第一段。", "", "第二段，为跨部门的互联", "- 7 -", "\f互通提供支撑。", "预算安排规模：5.00 万元"
    )
    assert card.basis == "第一段。第二段，为跨部门的互联互通提供支撑。"
    assert card.budget_figure_id is not None


def test_an_amount_of_a_card_that_a_page_break_cuts_is_whole(read: Read) -> None:
    extraction = read(section(PROJECTS, "（一）项目名称：甲项目", "预算安排规模：5.00", "- 7 -", "万元"))
    assert [(each.measure_code, each.amount_yuan) for each in extraction.figures] == [("project_card_budget", Decimal(50_000))]


def test_a_card_whose_content_is_not_disclosed_is_withheld_with_its_budget(read: Read) -> None:
    extraction = read(
        section(
            PROJECTS,
            "（一）项目名称：特定目标 10058K",
            "设立的政策依据：完全不予公开。",
            "预算安排规模：42.00 万元",
            "资金分配情况：完全不予公开。",
            "资金执行时间：完全不予公开。",
        )
    )
    (card,) = extraction.project_cards
    assert card.is_withheld
    assert (card.period_text, card.period_start, card.period_end) == ("完全不予公开。", None, None)
    assert [each.amount_yuan for each in extraction.figures] == [Decimal(420_000)]


def test_a_card_without_a_name_is_no_card(read: Read) -> None:
    extraction = read(section(PROJECTS, "（一）项目名称：", "预算安排规模：5.00 万元"))
    assert extraction.project_cards == []


def test_text_before_the_first_card_is_read_as_sentences(read: Read) -> None:
    extraction = read(section(PROJECTS, "共有 2 个项目，神秘 7.00 万元。", "（一）项目名称：甲项目", "预算安排规模：5.00 万元"))
    assert reasons(extraction) == [("7.00万元", "label_not_known")]
    assert tallies(extraction) == [(2, 1, 0, 1)]


# Periods


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2026 年 1 月 1 日—2026 年 12 月 31 日", (2026, 1, 1), (2026, 12, 31)),
        ("2026年3月到2028年2月", (2026, 3, 1), (2028, 2, 29)),
        ("2026.01-2026.12", (2026, 1, 1), (2026, 12, 31)),
        ("2026/1/5 至 2026/1/5", (2026, 1, 5), (2026, 1, 5)),
        ("２０２６年１月１日－２０２６年６月３０日", (2026, 1, 1), (2026, 6, 30)),
    ],
)
def test_a_period_has_a_first_and_a_last_day(text: str, start: tuple[int, int, int], end: tuple[int, int, int]) -> None:
    assert period_of(text) == (datetime.date(*start), datetime.date(*end))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "全年",
        "2026 年",
        "2026年1月1日",
        "2026年12月-2026年1月",
        "2026年13月-2026年14月",
        "2026年2月30日-2026年3月1日",
        "2026.1-2026.2，2027.1-2027.2",
    ],
)
def test_a_period_that_is_not_two_dates_in_order_is_kept_as_text_only(text: str) -> None:
    assert period_of(text) == (None, None)


def test_the_dates_of_a_period_are_structural(read: Read) -> None:
    extraction = read(section(PROJECTS, "（一）项目名称：甲项目", "预算安排规模：5.00 万元", "资金执行时间：2026.01-2026.12"))
    assert tallies(extraction) == [(3, 1, 2, 0)]


# Allocations


def test_each_amount_of_an_allocation_is_for_what_the_words_before_it_say(read: Read) -> None:
    assert _allocated(read, "等保测评 7 万元，链路费 22.68 万元；购买保险、车辆购置税 2.00 万元。") == [
        ("allocation", "等保测评", "7万元"),
        ("allocation", "链路费", "22.68万元"),
        ("allocation", "购买保险、车辆购置税", "2.00万元"),
    ]


def test_several_purposes_before_one_amount_share_it(read: Read) -> None:
    assert _allocated(read, "租赁费，维修（护）费，取暖费 9.00 万元") == [
        ("allocation", "租赁费，维修（护）费，取暖费", "9.00万元")
    ]


def test_the_items_of_an_allocation_are_told_apart_by_their_numbers(read: Read) -> None:
    assert _allocated(
        read, "1. 光纤费 5 万。2. 12345 热线测评费用 24.9 万元。3、2026年短信费 10 万元；4. 聘用 2 名驾驶员劳务费 15 万元"
    ) == [
        ("allocation", "光纤费", "5万"),
        ("allocation", "12345 热线测评费用", "24.9万元"),
        ("allocation", "2026年短信费", "10万元"),
        ("allocation", "聘用 2 名驾驶员劳务费", "15万元"),
    ]


def test_a_printed_sum_is_no_further_amount(read: Read) -> None:
    assert _allocated(read, "电费 19 万元，水费支出 1 万元，共计 20 万元；维修费 3.00 万元") == [
        ("allocation", "电费", "19万元"),
        ("allocation", "水费支出", "1万元"),
        ("allocation_sum", "电费 19 万元，水费支出 1 万元", "20万元"),
        ("allocation", "维修费", "3.00万元"),
    ]


def test_a_sum_of_rates_is_an_amount_of_its_own(read: Read) -> None:
    assert _allocated(read, "平台租赁费 7.034 万元/年，技术支持费 7.35 万元/年，共计 14.384 万元。") == [
        ("allocation_rate", "平台租赁费", "7.034万元/年"),
        ("allocation_rate", "技术支持费", "7.35万元/年"),
        ("allocation", "平台租赁费 7.034 万元/年，技术支持费 7.35 万元/年", "14.384万元"),
    ]


def test_a_rate_has_no_amount_in_yuan(read: Read) -> None:
    extraction = read(section(PROJECTS, "（一）项目名称：甲项目", "资金分配情况：工资 8.16 万/人/年，管理费 15%。"))
    assert [(each.measure_code, each.unit_of_measure, each.amount_yuan) for each in extraction.figures] == [
        ("project_allocation_rate", "万/人/年", None),
        ("project_allocation_rate", "%", None),
    ]


def test_an_amount_of_another_year_and_one_in_brackets_are_remarks(read: Read) -> None:
    assert _allocated(
        read, "物业费支出 110 万元（按上年价格 8.8 万元/月，已付 3.00 万元）。政府 2025 年保障 105.68 万元。2026 年保障 9 万元"
    ) == [
        ("allocation", "物业费支出", "110万元"),
        ("allocation_rate", "按上年价格", "8.8万元/月"),
        ("remark", "已付", "3.00万元"),
        ("remark", "政府 2025 年保障", "105.68万元"),
        ("allocation", "2026 年保障", "9万元"),
    ]


@pytest.mark.parametrize("change", ["比2019年增加", "较上年减少", "每月"])
def test_a_change_or_a_rate_is_no_allocation(read: Read, change: str) -> None:
    assert [(what, value) for what, _, value in _allocated(read, f"印刷费 9 万元。委托业务费{change} 30.00 万元")] == [
        ("allocation", "9万元"),
        ("remark", "30.00万元"),
    ]


def test_an_area_in_an_allocation_is_a_remark(read: Read) -> None:
    assert _allocated(read, "1. 库房面积 11782.64 平方米，物业费 110 万元") == [
        ("remark", "库房面积", "11782.64平方米"),
        ("allocation", "物业费", "110万元"),
    ]


def test_the_terms_of_a_calculation_are_rejected_and_its_named_result_is_loaded(read: Read) -> None:
    extraction = read(
        section(
            PROJECTS,
            "（一）项目名称：甲项目",
            "资金分配情况：1. 会计服务费 4.8 万元（4000 元/月*12 个月=48000 元）；2. 电费：10000 元*12 月=12 万元。"
            "3. 外包费 516.01 万元。50 人*（8.16+0.3）=448.7 万*1.15=516.01 万元。",
        )
    )
    assert [(each.label, each.value) for each in extraction.figures] == [
        ("会计服务费", Decimal("4.8")),
        ("电费", Decimal(12)),
        ("外包费", Decimal("516.01")),
    ]
    assert {code for _, code in reasons(extraction)} == {"part_of_calculation"}
    assert [text for text, _ in reasons(extraction)] == [
        *("4000元/月", "48000元", "10000元"),
        *("8.16", "0.3", "448.7万", "1.15", "516.01万元"),
    ]
    assert tallies(extraction) == [(11, 3, 0, 8)]


def test_an_amount_that_nothing_is_said_of_is_rejected(read: Read) -> None:
    extraction = read(section(PROJECTS, "（一）项目名称：甲项目", "资金分配情况：5.00 万元"))
    assert reasons(extraction) == [("5.00万元", "label_not_known")]


def test_an_allocation_without_a_figure_is_text_only(read: Read) -> None:
    extraction = read(section(PROJECTS, "（一）项目名称：甲项目", "资金分配情况：根据项目进度，全额分配至本单位使用"))
    assert extraction.figures == []
    assert extraction.project_cards[0].allocation == "根据项目进度，全额分配至本单位使用"


# What stands among the fields and is none


@pytest.mark.parametrize("blank", ["", "\n"])
@pytest.mark.parametrize("sentence", ["全县公用经费4,810.23万元。", "例如，基本支出7,231.79万元。", "收入预算5,933.29万美元"])
def test_a_sentence_behind_the_name_of_a_project_is_no_part_of_it(read: Read, blank: str, sentence: str) -> None:
    extraction = read(section(PROJECTS, "（一）项目名称：甲项目" + blank, sentence + blank, "预算安排规模：5.00 万元"))
    assert [(each.project_name, each.value) for each in extraction.figures] == [("甲项目", Decimal(5))]
    assert [reason for _, reason in reasons(extraction)] == ["label_not_known"]


def test_a_name_goes_on_over_lines_up_to_the_next_field(read: Read) -> None:
    extraction = read(
        section(PROJECTS, "（一）项目名称：政务服务大厅", "综合窗口 2.0", "", "项目（续建）", "预算安排规模：5.00 万元")
    )
    assert [each.project_name for each in extraction.project_cards] == ["政务服务大厅综合窗口 2.0项目（续建）"]


def test_a_card_whose_name_is_lost_is_not_that_of_the_project_before(read: Read) -> None:
    lost = "预算安排规模：6.00 万元\n资金分配情况：印刷费 6.00 万元"
    extraction = read(section(PROJECTS, CARD, lost, "（三）项目名称：丙项目\n预算安排规模：8.00 万元"))
    budgets = [(each.project_name, each.value) for each in extraction.figures if each.measure_code == "project_card_budget"]
    assert budgets == [("馆藏数字化项目 2.0", Decimal(33)), ("丙项目", Decimal(8))]
    assert [text for text, _ in reasons(extraction)] == ["6.00万元", "6.00万元"]


@pytest.mark.parametrize("number", ["8。00", "7.<br>00", "0。12"])
def test_a_budget_whose_point_is_damaged_is_refused(read: Read, number: str) -> None:
    extraction = read(section(PROJECTS, "（一）项目名称：甲项目", f"预算安排规模：{number} 万元", "资金来源：县财政"))
    assert extraction.figures == []
    assert {reason for _, reason in reasons(extraction)} == {"amount_not_understood"}


# Amounts of other organs


@pytest.mark.parametrize(
    "text",
    [
        "劳务费 2.00 万元。青松县教育局公务接待费 3.00 万元。",
        "劳务费 2.00 万元，青松县教育局 2026 年收入预算数为 3.00 万元。",
        "劳务费 2.00 万元，乌鲁木齐市教育局公用经费 3.00 万元。",
        "劳务费 2.00 万元\n县财政局的机关运行经费 3.00 万元。",
    ],
)
def test_a_budget_figure_of_another_organ_is_no_allocation(read: Read, text: str) -> None:
    extraction = read(section(PROJECTS, "（一）项目名称：馆藏数字化", f"资金分配情况：{text}"))
    assert [(each.measure_code, each.value) for each in extraction.figures] == [("project_allocation", Decimal("2.00"))]
    assert reasons(extraction) == [("3.00万元", "about_something_else")]


@pytest.mark.parametrize(
    "text",
    [
        # Money that is allocated among organs, in a list or in numbered items; the unit itself; what only the place is of.
        "县教育局公用经费 2.00 万元，县民政局公用经费 3.00 万元。",
        "1. 劳务费 2.00 万元。2. 县民政局公用经费 3.00 万元。",
        "劳务费 2.00 万元。青山县档案馆公用经费 3.00 万元。",
        "劳务费 2.00 万元。县档案馆公用经费 3.00 万元。",
        "劳务费 2.00 万元，会议中心租赁费 3.00 万元。",
        "劳务费 2.00 万元。青松县政务服务中心二层物业 3.00 万元。",
    ],
)
def test_money_that_goes_to_other_organs_is_allocated(read: Read, text: str) -> None:
    assert [(what, value) for what, _, value in _allocated(read, text)] == [("allocation", "2.00万元"), ("allocation", "3.00万元")]


@pytest.mark.parametrize("text", ["33.00 万元（2025年）", "2025 年 33.00 万元", "33.00 万元（不含上年结转）", "33.00 万元？"])
def test_an_amount_that_is_not_the_budget_of_the_year_is_no_budget(read: Read, text: str) -> None:
    extraction = read(section(PROJECTS, "（一）项目名称：甲项目", f"预算安排规模：{text}", "资金来源：县财政"))
    assert extraction.figures == []
    assert reasons(extraction) == [("33.00万元", "about_something_else")]
    assert extraction.project_cards[0].budget_figure_id is None


def test_a_rate_behind_the_label_of_the_budget_is_a_remark(read: Read) -> None:
    extraction = read(section(PROJECTS, "（一）项目名称：甲项目", "预算安排规模：33.00 万元/年"))
    assert [(each.measure_code, each.figure_kind) for each in extraction.figures] == [("project_remark", "quantity")]
    assert extraction.project_cards[0].budget_figure_id is None


def test_an_allocation_whose_remark_names_another_year_is_refused(read: Read) -> None:
    extraction = read(
        section(PROJECTS, "（一）项目名称：甲项目", "资金分配情况：劳务费 3.00 万元（2025年数），印刷费 2.00 万元（2026年数）")
    )
    assert [(each.label, each.value) for each in extraction.figures] == [("印刷费", Decimal("2.00"))]
    assert reasons(extraction) == [("3.00万元", "about_something_else")]


# Cards on pages


def printed_on(*lines: str) -> TextLine:
    """A paragraph of printed lines, on lines 7, 8, … of page 3, each sign one point wide."""
    printed = []
    for number, line in enumerate(lines):
        edges = array("f", [edge for at in range(len(line)) for edge in (at, at + 1)])
        start = sum(map(len, lines[:number]))
        printed.append(PrintedLine(start, 7 + number, 3, 10.0 * number, 10.0 * number + 8, edges))
    return TextLine("".join(lines), 7, 3, tuple(printed))


def test_a_field_that_begins_a_printed_line_behind_a_sentence_is_a_paragraph_of_its_own(vocabulary: Vocabulary) -> None:
    paragraph = printed_on("资金分配情况：1.办公费3.00万元；2.印刷", "费2.00万元。", "资金执行时间：2026年1月至12月")
    first, second = with_fields_apart(SourceDocument("pdf", (paragraph,), 9), vocabulary).blocks
    assert isinstance(first, TextLine)
    assert isinstance(second, TextLine)
    assert (first.text, first.line_no, first.last_line_no) == ("资金分配情况：1.办公费3.00万元；2.印刷费2.00万元。", 7, 8)
    assert (second.text, second.line_no, second.page_no) == ("资金执行时间：2026年1月至12月", 9, 3)
    assert second.spot(7, 11) == Spot(9, 3, Box(7, 20, 11, 28))


@pytest.mark.parametrize(
    "lines",
    [
        # A label within a sentence, one that begins no line, and words that are no label.
        ("项目的实施按照", "资金执行时间：2026年1月至12月"),
        ("费2.00万元。资金执行时间：2026年1月", "至12月"),
        ("费2.00万元。", "其他各项资金"),
    ],
)
def test_other_paragraphs_stay_whole(lines: tuple[str, ...], vocabulary: Vocabulary) -> None:
    document = SourceDocument("pdf", (printed_on(*lines),), 9)
    assert with_fields_apart(document, vocabulary) == document
