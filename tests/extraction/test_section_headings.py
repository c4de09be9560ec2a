"""Headings of sections that are composed of words, in budgets and final accounts, and what is none."""

import pytest

from dagster_project.extraction.extract import Extraction
from dagster_project.extraction.narrative.sections import kind_of_heading
from dagster_project.extraction.narrative.words import narrative_words
from dagster_project.extraction.vocabulary import Vocabulary
from dagster_project.extraction.wording import key
from tests.small_disclosures import disclosure
from tests.small_explanations import PART_FOUR, PART_THREE, Read, count, explained, figures, money, section


def _code(heading: str, vocabulary: Vocabulary, phase: str = "budget") -> str:
    kind = kind_of_heading(key(heading), narrative_words(vocabulary, 2026, phase))
    return kind.section_code if kind else ""


@pytest.mark.parametrize(
    ("heading", "section_code"),
    [
        ("一、收支预算情况说明", "overview"),
        ("一、收入支出预算总体情况说明", "overview"),
        ("（一）收入预算情况", "income"),
        ("1、收入说明", "income"),
        ("（一）部门财务收入情况", "income"),
        ("二、2026年部门支出预算安排情况", "expenditure"),
        ("四、财政拨款收入支出预算总体情况说明", "appropriation"),
        ("（三）财政拨款支出情况", "appropriation_items"),
        ("（一）一般公共预算支出规模变化情况", "general_public_change"),
        ("（二）一般公共预算财政拨款支出结构情况", "general_public_structure"),
        ("五、一般公共预算财政拨款基本支出预算情况", "basic_expenditure"),
        ("四、财政拨款“三公”经费预算情况及增减变化原因", "three_public"),
        ("（二）机关运行经费安排变化情况及原因说明", "organ_operating"),
        ("（二）政府采购支出情况", "procurement"),
        ("七、国有资产信息", "assets"),
        ("七、重点项目预算绩效目标情况", "performance"),
        ("七、国有资本经营预算财政拨款收支情况", "state_capital"),
    ],
)
def test_a_heading_says_by_its_words_what_its_section_is_about(heading: str, section_code: str, vocabulary: Vocabulary) -> None:
    assert _code(heading, vocabulary) == section_code


@pytest.mark.parametrize(
    ("heading", "section_code"),
    [
        ("一、收入支出决算总体情况说明", "final_overview"),
        ("（二）政府采购支出情况", "final_procurement"),
        ("九、机关运行经费支出说明", "final_operating"),
        ("（四）预算绩效管理工作开展情况", "final_performance"),
        ("（三）国有资产占有使用情况", "assets"),
    ],
)
def test_of_a_final_account_a_heading_need_not_say_that_it_is_one(heading: str, section_code: str, vocabulary: Vocabulary) -> None:
    assert _code(heading, vocabulary, "actual") == section_code


@pytest.mark.parametrize(
    "line",
    [
        # Without a number it may be a line of a paragraph.
        "政府性基金预算支出情况",
        # The title of a table.
        "九、一般公共预算基本支出经济分类情况表",
        "五、一般公共预算支出情况表（按功能分类科目）",
        # A word that is not known is never skipped.
        "三、对下专项转移支付收支预算情况",
        "五、下属企业收入预算情况",
    ],
)
def test_what_is_no_heading_of_a_section_heads_none(line: str, vocabulary: Vocabulary) -> None:
    assert _code(line, vocabulary) == ""


def _final_account(heading: str, text: str) -> str:
    document = disclosure(kind="单位决算").replace("预算数", "决算数")
    return f"{document}\n{PART_THREE}\n\n{heading}\n{text}\n\n{PART_FOUR}\n一、财政拨款：财政部门拨付的资金。\n"


def test_a_section_of_a_final_account_is_read_as_one(read: Read) -> None:
    extraction: Extraction = read(_final_account("九、政府采购支出说明", "2026年度政府采购支出总额10.00万元。"))
    assert [each.section_code for each in extraction.sections] == ["final_procurement"]
    assert figures(extraction) == [money("procurement_total", "10")]


def test_a_heading_that_is_a_label_of_its_section_stays_in_it_and_names_what_follows(read: Read) -> None:
    extraction = read(
        section(
            "七、“三公”经费预算安排情况说明",
            "2026年“三公”经费预算数3.00万元，其中：公务接待费1.00万元。",
            "（一）因公出国（境）费",
            "2026年预算数0.00万元。",
            "（二）公务接待费",
            "2026年公务接待费预算为1.00万元，国内公务接待批次为20次。",
        )
    )
    assert {each.section_code for each in extraction.sections} == {"three_public"}
    assert figures(extraction)[:4] == [
        money("three_public_total", "3"),
        money("three_public_reception", "1"),
        money("three_public_abroad", "0"),
        money("three_public_reception", "1"),
    ]


def test_an_item_is_named_by_its_code_right_before_its_name(read: Read) -> None:
    extraction = read(
        section(
            "三、一般公共预算当年拨款具体使用情况",
            "2010301行政运行支出25.00万元，主要用于保障机构运转；",
            "2010302行政运行支出10.00万元，主要用于办公楼运行。",
        )
    )
    assert [(each.subject_code, each.amount_yuan) for each in extraction.figures] == [("2010301", 250_000)]


def test_what_is_planned_is_amount_by_any_word_for_it(read: Read) -> None:
    for words in ("预算安排", "共计安排", "预算总额为", "预算总数"):
        extraction = read(section("（一）机关运行经费情况说明", f"2026年，本单位机关运行经费{words}5.00万元。"))
        assert figures(extraction) == [money("organ_operating_expenses", "5")], words


def test_goals_of_projects_are_counted_with_their_money(read: Read) -> None:
    extraction = read(section("（四）预算绩效情况", "2026年本单位开展绩效目标管理的项目1个，涉及预算8.00万元。"))
    assert figures(extraction) == [count("performance_goal_projects", "1"), money("performance_goal_amount", "8")]


def test_what_stands_behind_a_heading_on_its_line_is_read_once(read: Read) -> None:
    extraction = read(explained("（一）机关运行经费安排情况：2026年机关运行经费预算5.00万元，某某费用2.00万元。"))
    assert figures(extraction) == [money("organ_operating_expenses", "5")]
    assert [(each.section_code, each.text) for each in extraction.rejected] == [("organ_operating", "2.00万元")]


@pytest.mark.parametrize(
    ("heading", "text", "expected"),
    [
        (
            "（三）一般公共预算支出具体使用情况",
            "1.一般公共服务支出（类）政府办公厅（室）及相关机构事务（款）行政运行（项）2026年预算25.00万元。",
            ["general_public_item"],
        ),
        ("三、一般公共预算拨款情况", "2026年一般公共预算拨款30.00万元，比上一年度增加2.00万元。", ["general_public_total"] * 2),
        (
            "（二）政府采购情况",
            "2026年政府采购预算5.00万元，其中：货物类3.00万元，服务类2.00万元。",
            ["procurement_total", "procurement_goods", "procurement_services"],
        ),
        ("（一）机关运行经费安排情况", "2026年机关运行经费当年一般公共预算拨款5.00万元。", ["organ_operating_expenses"]),
        (
            "（四）预算绩效情况",
            "2026年，1个项目实行了绩效目标管理，涉及财政拨款8.00万元。",
            ["performance_goal_projects", "performance_goal_amount"],
        ),
    ],
)
def test_sentences_of_many_places(heading: str, text: str, expected: list[str], read: Read) -> None:
    assert [each.measure_code for each in read(section(heading, text)).figures] == expected


@pytest.mark.parametrize("numbers", ["（一） （二） （三）", "1. 2. 3."])
def test_a_heading_may_stand_before_its_section_on_one_line_with_a_full_stop(numbers: str, read: Read) -> None:
    one, two, three = numbers.split()
    extraction = read(
        section(
            "四、其他重要事项说明",
            f"{one}机关运行经费安排情况。2026年机关运行经费预算10.00万元。",
            f"{two}政府采购预算情况。2026年政府采购预算总额12.00万元，其中：货物类采购8.00万元，服务类采购4.00万元。",
            f"{three}会议安排。2026年3月开会，预算总额5.00万元。",
        )
    )
    assert [each.section_code for each in extraction.sections] == ["other", "organ_operating", "procurement"]
    assert figures(extraction) == [
        money("organ_operating_expenses", "10"),
        money("procurement_total", "12"),
        money("procurement_goods", "8"),
        money("procurement_services", "4"),
    ]


def test_a_number_of_an_item_heads_no_section_where_one_matter_is_told(read: Read) -> None:
    extraction = read(
        section(
            "七、“三公”经费预算安排情况说明",
            "2026年“三公”经费预算数3.00万元，其中：",
            "1.公务接待费。2026年预算3.00万元。",
        )
    )
    assert [each.section_code for each in extraction.sections] == ["three_public"]
