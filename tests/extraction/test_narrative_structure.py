"""What the structure of explanations tells: headings under headings, lists, brackets, comparisons that hold for a whole sentence."""

import pytest

from dagster_project.extraction.extract import Extraction
from tests.small_explanations import (
    APPROPRIATION,
    ASSETS,
    INCOME,
    OVERVIEW,
    THREE_PUBLIC,
    UNIT,
    Figure,
    Read,
    change,
    count,
    figures,
    money,
    percent,
    section,
    share,
)

RUNNING = "一般公共服务支出（类）政府办公厅（室）及相关机构事务（款）行政运行（项）"
REVIEW = "十、预算绩效情况说明"


def final_account(*lines: str) -> str:
    """A final account whose explanations are these lines."""
    return "\n".join([f"2024年度{UNIT}单位决算", "第三部分 2024年度单位决算情况说明", *lines])


def of_subjects(extraction: Extraction) -> list[tuple[str, str | None, str | None]]:
    return [(each.measure_code, each.subject_code, each.fund_source_code) for each in extraction.figures]


def refused(extraction: Extraction) -> list[tuple[str, str]]:
    return [(each.text, each.reason_code) for each in extraction.rejected if each.table_no is None]


# Headings that only part what the heading above them names


def test_a_heading_that_only_parts_what_the_one_above_names_is_of_that(read: Read) -> None:
    extraction = read(
        section(
            "五、一般公共预算支出情况",
            "（一）总体情况",
            "2026年一般公共预算支出35.00万元，比上年预算增加5.00万元。",
            "（二）结构情况",
            "一般公共服务支出（类）35.00万元，占100.00%。",
            "（三）具体情况",
            f"1.{RUNNING}2026年预算数为20.00万元，比2025年预算数减少1.00万元。",
        )
    )
    assert [each.section_code for each in extraction.sections][-3:] == [
        "general_public",
        "general_public_structure",
        "general_public_items",
    ]
    assert figures(extraction) == [
        money("general_public_total", "35"),
        change("general_public_total", "5"),
        money("general_public_class", "35"),
        share("general_public_class", "100"),
        money("general_public_item", "20"),
        change("general_public_item", "-1"),
    ]


def test_the_same_heading_under_two_others_heads_two_sections(read: Read) -> None:
    extraction = read(
        section(
            "五、一般公共预算支出情况",
            "（一）总体情况",
            "2026年一般公共预算支出35.00万元。",
            "六、政府性基金预算支出情况",
            "（一）总体情况",
            "2026年政府性基金预算支出4.00万元。",
        )
    )
    assert figures(extraction) == [money("general_public_total", "35"), money("government_fund_total", "4")]


@pytest.mark.parametrize("above", ["五、关于本单位的若干问题", "第四部分 其他", "（五）一般公共预算支出情况"])
def test_such_a_heading_under_none_that_is_known_and_higher_is_not_known(above: str, read: Read) -> None:
    extraction = read(section(above, "（一）总体情况", "2026年一般公共预算支出35.00万元。"))
    assert figures(extraction) == []


def test_a_heading_that_names_something_is_not_of_the_one_above(read: Read) -> None:
    extraction = read(section("五、一般公共预算支出情况", "（一）食堂情况", "2026年一般公共预算支出35.00万元。"))
    assert figures(extraction) == []


def test_the_items_of_all_appropriations_are_none_of_the_general_public_budget(read: Read) -> None:
    extraction = read(
        final_account(
            "三、财政拨款支出决算情况说明",
            "（三）财政拨款支出决算具体情况",
            f"1.{RUNNING}年初预算为20.00万元，支出决算为18.00万元，完成年初预算的90.00%。",
        )
    )
    assert of_subjects(extraction) == [
        ("appropriation_item_initial", "2010301", None),
        ("appropriation_item", "2010301", None),
        ("appropriation_item_completion", "2010301", None),
    ]


def test_the_appropriation_of_a_class_is_of_all_budgets_unless_one_is_named(read: Read) -> None:
    extraction = read(
        section(
            APPROPRIATION,
            "支出包括：一般公共服务支出35.00万元、城乡社区支出4.00万元。",
            "一般公共预算支出包括：一般公共服务支出35.00万元。",
        )
    )
    assert of_subjects(extraction) == [
        ("appropriation_class", "201", None),
        ("appropriation_class", "212", None),
        ("appropriation_expenditure", "201", "general_public"),
    ]


def test_a_class_that_is_stated_leads_to_its_sections_and_items(read: Read) -> None:
    extraction = read(
        final_account(
            "二、财政拨款支出决算情况说明",
            "（二）具体情况",
            "1.一般公共服务支出20.0万元，占80.0%。具体包括：",
            "（1）政府办公厅（室）及相关机构事务（款）行政运行（项）20.0万元，主要用于人员经费，完成年初预算的98.0%。",
            "2.卫生健康支出5.0万元，占20.0%。具体包括：行政事业单位医疗（款）行政单位医疗（项）5.0万元。",
        )
    )
    assert of_subjects(extraction) == [
        ("appropriation_class", "201", None),
        ("appropriation_class", "201", None),
        ("appropriation_item", "2010301", None),
        ("appropriation_item_completion", "2010301", None),
        ("appropriation_class", "210", None),
        ("appropriation_class", "210", None),
        ("appropriation_item", "2101101", None),
    ]


# What changes are against


def test_among_actuals_a_change_against_what_was_spent_is_of_their_own_kind(read: Read) -> None:
    extraction = read(final_account("二、收入决算情况说明", "2024年度收入合计80.00万元，较上年决算数减少20.00万元，下降20.00%。"))
    assert figures(extraction) == [money("income_total", "80"), change("income_total", "-20"), percent("income_total", "-20")]


@pytest.mark.parametrize(
    "compared", ["较上年预算数减少20.00万元，下降20.00%", "与上年年初预算数相比，本年收入合计减少20.00万元，下降20.00%"]
)
def test_among_actuals_a_change_against_last_years_budget_is_refused(compared: str, read: Read) -> None:
    extraction = read(final_account("二、收入决算情况说明", f"2024年度收入合计80.00万元，{compared}。"))
    assert figures(extraction) == [money("income_total", "80")]
    assert refused(extraction) == [("20.00万元", "about_something_else"), ("20.00%", "no_amount")]


def test_what_a_sentence_begins_to_compare_with_holds_for_all_its_changes(read: Read) -> None:
    text = (
        "收入总预算35.00万元，支出总预算35.00万元。与上年执行数相比，收入总预算减少5.00万元；支出总预算减少4.00万元，下降10.26%。"
    )
    assert figures(read(section(OVERVIEW, text))) == [
        money("income_total", "35"),
        money("expenditure_total", "35"),
        money("change_against_execution", "-5"),
        money("change_against_execution", "-4"),
        count("change_against_execution_pct", "-10.26"),
    ]


def test_a_change_may_name_again_what_it_is_of_by_its_label(read: Read) -> None:
    extraction = read(
        final_account(
            "七、“三公”经费支出决算情况说明",
            "“三公”经费支出全年预算数为21.00万元，支出决算数为18.00万元，完成全年预算的85.71%。决算数较上年减少2.00万元，下降10.00%。",
        )
    )
    assert figures(extraction) == [
        money("three_public_total_budget_of_year", "21"),
        money("three_public_total", "18"),
        count("three_public_total_completion_of_year", "85.71"),
        change("three_public_total", "-2"),
        percent("three_public_total", "-10"),
    ]


# Brackets and lists


@pytest.mark.parametrize(("down", "up"), [("20%", "20.00%"), ("-20%", "20.00%"), ("－20%", "20.00%")])
def test_a_percentage_alone_in_brackets_right_behind_a_change_is_of_it(read: Read, down: str, up: str) -> None:
    text = f"公务接待费4.80万元，较上年减少1.20万元（{down}），主要原因是控制规模；公务用车运行维护费6.00万元，较上年增加1.00万元（{up}）。"
    assert figures(read(section(THREE_PUBLIC, text))) == [
        money("three_public_reception", "4.8"),
        change("three_public_reception", "-1.2"),
        percent("three_public_reception", "-20"),
        money("three_public_vehicle_operation", "6"),
        change("three_public_vehicle_operation", "1"),
        percent("three_public_vehicle_operation", "20"),
    ]


@pytest.mark.parametrize(
    "text", ["公务接待费4.80万元（20%）", "公务接待费4.80万元，减少1.20万元（20%以上）", "公务接待费4.80万元，增加1.20万元（-20%）"]
)
def test_another_percentage_in_brackets_is_no_change(text: str, read: Read) -> None:
    assert [each for each in figures(read(section(THREE_PUBLIC, f"{text}。"))) if each[1] == "change_pct"] == []


def test_a_change_behind_a_list_of_bare_amounts_may_be_of_all_of_them(read: Read) -> None:
    text = "2026年收入预算35.00万元，其中一般公共预算拨款30.00万元、其他收入5.00万元，较上年增加3.00万元，增长9.38%。"
    extraction = read(section(INCOME, text))
    assert figures(extraction) == [money("income_total", "35"), money("income", "30"), money("income", "5")]
    assert refused(extraction) == [("3.00万元", "about_something_else"), ("9.38%", "about_something_else")]


def test_in_a_list_of_amounts_with_their_changes_each_is_of_the_one_before(read: Read) -> None:
    text = "其中一般公共预算拨款30.00万元，较上年增加2.00万元、其他收入5.00万元，较上年增加1.00万元。"
    assert figures(read(section(INCOME, text))) == [
        money("income", "30"),
        change("income", "2"),
        money("income", "5"),
        change("income", "1"),
    ]


# Labels


def test_a_shorter_label_of_the_same_is_taken_where_the_longer_one_takes_a_part_of_the_unit(read: Read) -> None:
    assert figures(read(section(OVERVIEW, "2026年本部门预算收入35.00万元。"))) == [money("income_total", "35")]


def test_a_date_at_which_something_is_counted_ends_a_purpose(read: Read) -> None:
    extraction = read(
        final_account(
            "（二）“三公”经费财政拨款支出决算具体情况说明",
            "公务用车运行维护费6.00万元，主要用于燃料费、维修费，截至2024年12月31日，财政拨款开支的公务用车保有量为2辆。",
        )
    )
    assert figures(extraction) == [money("three_public_vehicle_operation", "6"), count("vehicles_kept", "2")]
    assert extraction.figures[0].purpose == "燃料费、维修费"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("国内公务接待16批次，142人次。", [count("reception_groups", "16"), count("reception_people", "142")]),
        ("国内公务接待142人次。", [count("reception_people", "142")]),
        (
            "国内公务接待16批次，其中外事接待0批次、0人次。",
            [count("reception_groups", "16"), count("foreign_reception_groups", "0"), count("foreign_reception_people", "0")],
        ),
        (
            "国内公务接待16批次，共接待142人次；其中外宾接待0批次，0人次。",
            [count("reception_groups", "16"), count("reception_people", "142")],
        ),
        ("国内公务接待16批次，来宾很多；其中外宾接待0批次，0人次。", [count("reception_groups", "16")]),
        ("因公出国（境）团组1个，累计3人次。", [count("abroad_groups", "1"), count("abroad_people", "3")]),
    ],
)
def test_receptions_are_counted_in_other_units_than_guests(text: str, expected: list[Figure], read: Read) -> None:
    assert figures(read(final_account("（二）“三公”经费财政拨款支出决算具体情况说明", text))) == expected


def test_a_share_of_something_else_than_the_whole_has_a_measure_where_a_label_names_it(read: Read) -> None:
    extraction = read(
        final_account(
            "九、政府采购支出情况说明",
            "政府采购支出总额100.00万元。授予中小企业合同金额80.00万元，占政府采购支出总额的80.00%，"
            "其中：授予小微企业合同金额40.00万元，占政府采购支出总额的40.00%。",
            "货物采购授予中小企业合同金额占货物支出金额的75.00%。",
        )
    )
    assert figures(extraction) == [
        money("procurement_total", "100"),
        money("procurement_awarded_sme", "80"),
        share("procurement_awarded_sme", "80"),
        money("procurement_awarded_micro", "40"),
        count("procurement_awarded_micro_of_total", "40"),
        count("procurement_goods_awarded_sme_share", "75"),
    ]


def test_a_share_of_something_that_no_label_names_is_refused(read: Read) -> None:
    extraction = read(final_account("九、政府采购支出情况说明", "授予小微企业合同金额40.00万元，占全县采购总额的4.00%。"))
    assert figures(extraction) == [money("procurement_awarded_micro", "40")]
    assert refused(extraction) == [("4.00%", "about_something_else")]


@pytest.mark.parametrize(
    ("text", "measures"),
    [
        ("对2个项目开展绩效自评，涉及资金30.00万元", ["performance_self_amount"]),
        ("对2个项目开展了部门评价，涉及资金30.00万元", ["performance_reviewed_amount"]),
        (
            "对2个项目开展绩效自评，涉及资金30.00万元，对1个项目开展部门评价，涉及资金20.00万元",
            ["performance_self_amount", "performance_reviewed_amount"],
        ),
        ("对2个项目开展绩效监控，涉及资金30.00万元", []),
    ],
)
def test_what_was_evaluated_is_told_by_the_words_said_before(text: str, measures: list[str], read: Read) -> None:
    assert [each.measure_code for each in read(final_account(REVIEW, f"{text}。")).figures] == measures


def test_a_project_that_a_sentence_quotes_is_what_its_self_evaluation_is_of(read: Read) -> None:
    text = "其中，“档案数字化”项目自评得分为96.5分，全年预算数为10.00万元，执行数为9.00万元，完成预算的90.00%。"
    extraction = read(final_account(REVIEW, text))
    assert [(each.measure_code, each.project_name) for each in extraction.figures] == [
        ("project_review_score", "档案数字化"),
        ("project_review_budget", "档案数字化"),
        ("project_review_execution", "档案数字化"),
        ("project_review_completion", "档案数字化"),
    ]


@pytest.mark.parametrize(
    "text",
    ["其中档案数字化项目全年预算数为10.00万元。", "“档案数字化”项目已经完成。消防改造项目全年预算数为10.00万元。"],
)
def test_a_project_that_is_not_quoted_is_told_by_no_label(text: str, read: Read) -> None:
    assert figures(read(final_account(REVIEW, text))) == []


def test_equipment_of_one_sort_is_no_part_of_that_of_another(read: Read) -> None:
    text = "单位价值50万元以上通用设备1台（套），单位价值100万元以上专用设备3台（套），单价100万元以上设备4台（套）。"
    assert figures(read(section(ASSETS, text))) == [
        count("general_equipment_over_500k", "1"),
        count("special_equipment_over_1m", "3"),
        count("equipment_over_1m", "4"),
    ]


def test_equipment_behind_vehicles_to_be_bought_is_to_be_bought_too(read: Read) -> None:
    text = (
        "2025年末共有车辆4辆，单价100万元以上设备4台（套）。"
        "2026年安排购置车辆5辆，其中，应急保障用车1辆、特种专业技术用车4辆；单价100万元以上设备26台（套）。"
    )
    assert [each for each in figures(read(section(ASSETS, text))) if each[0].startswith("equipment")] == [
        count("equipment_over_1m", "4"),
        count("equipment_over_1m_planned", "26"),
    ]


# What changes are against the budget of the same year


def test_among_actuals_a_change_against_their_own_budget_is_a_statement_of_its_own(read: Read) -> None:
    extraction = read(
        final_account(
            "七、“三公”经费支出决算情况说明",
            "“三公”经费支出预算21.00万元，支出决算18.00万元；决算数比预算数减少3.00万元，下降14.29%；"
            "与2023年度相比，决算数减少2.00万元，下降10.00%。",
        )
    )
    assert figures(extraction) == [
        money("three_public_total_initial", "21"),
        money("three_public_total", "18"),
        money("change_against_own_budget", "-3"),
        count("change_against_own_budget_pct", "-14.29"),
        change("three_public_total", "-2"),
        percent("three_public_total", "-10"),
    ]
    assert extraction.figures[2].label == "“三公”经费支出预算 支出决算"


def test_a_change_against_the_own_budget_is_of_the_subject_that_changed(read: Read) -> None:
    extraction = read(
        final_account(
            "（三）一般公共预算财政拨款收入支出决算情况说明",
            "1.支出情况。一般公共预算财政拨款支出20.00万元，较上年增加2.00万元，增长11.1%。较年初预算数增加1.00万元，增长5.3%。",
            "（1）一般公共服务支出20.00万元，占100.0%，较年初预算数增加1.00万元，增长5.3%。",
        )
    )
    assert of_subjects(extraction) == [
        ("general_public_total", None, None),
        ("general_public_total", None, None),
        ("general_public_total", None, None),
        ("change_against_own_budget", None, None),
        ("change_against_own_budget_pct", None, None),
        ("general_public_class", "201", "general_public"),
        ("general_public_class", "201", "general_public"),
        ("change_against_own_budget", "201", "general_public"),
        ("change_against_own_budget_pct", "201", "general_public"),
    ]


def test_what_is_named_again_after_several_amounts_may_be_any_of_them(read: Read) -> None:
    text = "公务用车购置费支出2.00万元，公务接待费支出1.00万元。费用支出较上年减少1.00万元，下降25.00%。"
    extraction = read(final_account("七、“三公”经费支出决算情况说明", text))
    assert figures(extraction) == [money("three_public_vehicle_purchase", "2"), money("three_public_reception", "1")]
    assert [text for text, _ in refused(extraction)] == ["1.00万元", "25.00%"]


def test_a_number_before_words_that_are_refused_is_refused_too(read: Read) -> None:
    """It was counted as a part of their label, and so was lost."""
    extraction = read(section(APPROPRIATION, "收入包括食堂往来款3.00万元、不明上年结转1.00万元。"))
    assert [text for text, _ in refused(extraction)] == ["3.00万元", "1.00万元"]


def test_carry_over_is_of_the_budget_that_was_named_before_it(read: Read) -> None:
    text = "包括一般公共预算本年收入30.00万元、上年结转2.00万元，政府性基金预算本年收入4.00万元、上年结转1.00万元。"
    assert of_subjects(read(section(APPROPRIATION, text))) == [
        ("appropriation_income", None, "general_public"),
        ("appropriation_carryover_from_fund", None, "general_public"),
        ("appropriation_income", None, "government_fund"),
        ("appropriation_carryover_from_fund", None, "government_fund"),
    ]


def test_a_heading_that_names_a_flow_parts_that_of_the_money_above(read: Read) -> None:
    extraction = read(
        final_account(
            "五、一般公共预算财政拨款支出决算情况说明",
            "（二）支出结构情况",
            "一般公共服务支出20.00万元，占100.00%。",
            "六、政府性基金预算财政拨款收入支出决算情况说明",
            "（一）收入情况",
            "本年收入3.00万元。",
        )
    )
    assert of_subjects(extraction) == [
        ("general_public_class", "201", "general_public"),
        ("general_public_class", "201", "general_public"),
        ("government_fund_income", None, None),
    ]


def test_what_a_change_is_counted_from_may_be_the_own_budget(read: Read) -> None:
    text = "1.公务接待费。2024年决算数6.00万元，比2024年年初预算数9.00万元减少3.00万元。"
    extraction = read(final_account("一、“三公”经费财政拨款决算情况", text))
    assert figures(extraction) == [
        money("three_public_reception", "6"),
        money("three_public_reception_initial", "9"),
        money("change_against_own_budget", "-3"),
    ]


def test_a_class_and_a_section_in_quotation_marks_are_no_items(read: Read) -> None:
    extraction = read(
        final_account(
            "（二）一般公共预算财政拨款支出决算具体情况",
            "1、“文化旅游体育与传媒支出”（类）2024年度决算20.00万元，比2024年年初预算增加2.00万元，增长11.11%。其中：",
            "“文化和旅游”（款）2024年度决算20.00万元，与2024年年初预算持平。",
        )
    )
    assert of_subjects(extraction) == [
        ("general_public_class", "207", "general_public"),
        ("change_against_own_budget", "207", "general_public"),
        ("change_against_own_budget_pct", "207", "general_public"),
        ("general_public_section", "20701", "general_public"),
    ]


def test_the_budget_and_the_completion_of_a_class_are_none_of_an_item(read: Read) -> None:
    extraction = read(
        final_account(
            "（三）一般公共预算财政拨款支出决算具体情况",
            "1.卫生健康支出（类）。年初预算为10.00万元，支出决算为9.00万元，完成年初预算的90.00%。",
        )
    )
    assert of_subjects(extraction) == [
        ("general_public_class_initial", "210", "general_public"),
        ("general_public_class", "210", "general_public"),
        ("general_public_class_completion", "210", "general_public"),
    ]


def test_a_total_may_stand_behind_the_list_of_what_it_consists_of(read: Read) -> None:
    text = "其中：（1）工资福利支出包括基本工资、津贴补贴，支出30.00万元；（2）商品和服务支出包括办公费，支出5.00万元；（3）其他包括杂项，支出1.00万元。"
    extraction = read(final_account("七、财政拨款基本支出决算情况说明", text))
    assert figures(extraction) == [money("basic_wages", "30"), money("basic_goods_services", "5")]
    assert [text for text, _ in refused(extraction)] == ["1.00万元"]


def test_a_line_that_is_nothing_but_a_number_and_a_label_goes_not_on_in_the_next(read: Read) -> None:
    extraction = read(section(OVERVIEW, "1.收入预算", "2026年年初收入预算35.00万元。", "2.支出预算", "2026年支出预算35.00万元。"))
    assert figures(extraction) == [money("income_total", "35"), money("expenditure_total", "35")]


def test_heads_of_parts_need_no_word_of_an_ending(read: Read) -> None:
    extraction = read(
        section(
            "五、2026年一般公共预算财政拨款支出情况",
            "（一）规模及变化",
            "2026年一般公共预算财政拨款支出35.00万元。",
            "（二）结构",
            "一般公共服务支出35.00万元，占100.00%。",
        )
    )
    assert figures(extraction) == [
        money("general_public_total", "35"),
        money("general_public_class", "35"),
        share("general_public_class", "100"),
    ]


def test_spending_in_general_leaves_the_names_of_classes_alone(read: Read) -> None:
    extraction = read(
        final_account("三、支出决算情况说明", "一般公共服务支出20.00万元，占50.00%；卫生健康支出20.00万元，占50.00%。")
    )
    assert [each.subject_code for each in extraction.figures] == ["201", "201", "210", "210"]


def test_what_appropriations_consist_of_is_no_income_beside_them(read: Read) -> None:
    """The sum of the sources would count it twice: a finding without a contradiction."""
    text = (
        "本年收入合计40.00万元；包括财政拨款收入35.00万元（其中：一般公共预算30.00万元，政府性基金预算5.00万元），"
        "占收入合计87.50%；其他收入5.00万元，占收入合计12.50%。"
    )
    assert figures(read(final_account("二、收入决算情况说明", text))) == [
        money("income_total", "40"),
        money("income_appropriation", "35"),
        money("income_appropriation_from_fund", "30"),
        money("income_appropriation_from_fund", "5"),
        share("income_appropriation", "87.5"),
        money("income", "5"),
        share("income", "12.5"),
    ]


def test_what_a_unit_calls_itself_is_no_part_of_another_word(read: Read) -> None:
    text = "上年：资本处置收入及其他收入5.00万元。"
    assert figures(read(section(INCOME, text))) == []
    own = "我院2026年收入预算35.00万元。"
    assert figures(read(section(INCOME, own))) == [money("income_total", "35")]


@pytest.mark.parametrize(
    ("named", "is_read"),
    [
        ("青海省玛多县农牧和科技局", True),
        ("玛多县农牧和科技局", True),
        ("农牧和科技局", True),
        ("达日县农牧和科技局", False),
        ("全县农牧和科技局", False),
    ],
)
def test_a_unit_may_be_named_without_the_regions_before_its_name(named: str, is_read: bool, read: Read) -> None:
    extraction = read(
        "青海省玛多县农牧和科技局2024年度单位决算\n第三部分 2024年度单位决算情况说明\n二、收入决算情况说明\n"
        f"{named}2024年度本年收入合计40.00万元。"
    )
    assert figures(extraction) == ([money("income_total", "40")] if is_read else [])


@pytest.mark.parametrize("named", ["海南省儋州市那大镇人民政府", "儋州市那大镇人民政府", "那大镇人民政府"])
def test_a_region_may_have_the_word_for_another_in_its_name(named: str, read: Read) -> None:
    """儋州市 is one region, not 儋州 and then 市那大镇人民政府."""
    extraction = read(
        "海南省儋州市那大镇人民政府2024年度部门决算\n第三部分 2024年度部门决算情况说明\n二、收入决算情况说明\n"
        f"{named}2024年度本年收入合计40.00万元。"
    )
    assert figures(extraction) == [money("income_total", "40")]


def test_items_in_circled_numbers_below_a_class_are_its_own(read: Read) -> None:
    extraction = read(
        section(
            "（三）一般公共预算当年拨款具体使用情况",
            "（1）公共安全支出（类）20.00万元，占100.00%，与2025年预算相比增加1.00万元。其中：",
            "①检察（款）行政运行（项）15.00万元，主要用于人员经费。",
        )
    )
    assert [(each.measure_code, each.subject_code) for each in extraction.figures if each.figure_kind == "amount"] == [
        ("general_public_class", "204"),
        ("general_public_item", "2040401"),
    ]
