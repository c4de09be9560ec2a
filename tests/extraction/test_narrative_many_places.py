"""Sentences as the places of many provinces print them: comparisons, brackets, lists, headings before their text."""

import pytest

from dagster_project.extraction.extract import Extraction
from dagster_project.extraction.vocabulary.spellings import spellings
from tests.small_explanations import (
    APPROPRIATION,
    ASSETS,
    EXPENDITURE,
    INCOME,
    ITEMS,
    THREE_PUBLIC,
    UNIT,
    Read,
    change,
    count,
    explained,
    figures,
    money,
    percent,
    reasons,
    section,
    share,
)

OVERVIEW = "一、收支预算总体情况说明"
APPROPRIATIONS = "五、财政拨款支出预算情况说明"
OTHER = "六、其他重要事项的情况说明"
FINAL_PROCUREMENT = "九、政府采购支出决算情况说明"


def _sections(extraction: Extraction) -> list[str | None]:
    return [each.section_code for each in extraction.sections]


def _against_execution(text: str) -> tuple[str, str, object]:
    return money("change_against_execution", text)


def _against_execution_in_percent(text: str) -> tuple[str, str, object]:
    return count("change_against_execution_pct", text)


# Alternatives of the vocabulary


def test_alternatives_in_braces_are_all_meant() -> None:
    assert spellings("公务接待{费|费用}{|预算}") == ["公务接待费", "公务接待费预算", "公务接待费用", "公务接待费用预算"]
    assert spellings("编报绩效目标的{fiscal_year}年度项目") == ["编报绩效目标的{fiscal_year}年度项目"]


# What is compared with the year before


@pytest.mark.parametrize(
    "compared",
    ["比上年", "较去年", "较2025年年初预算", "比2025年预算数", "比上年度部门预算", "与上年相比", "与2025年预算相比，"],
)
def test_a_change_against_last_years_budget_may_be_told_in_many_words(compared: str, read: Read) -> None:
    extraction = read(section(INCOME, f"2026年收入预算35.00万元，{compared}增加5.00万元，增长16.67%。"))
    assert figures(extraction) == [
        money("income_total", "35"),
        change("income_total", "5"),
        percent("income_total", "16.67"),
    ]


@pytest.mark.parametrize("compared", ["比上年执行数", "比2025年执行", "较2025年预算执行数", "比2025年决算数", "与上年决算数相比"])
def test_a_change_against_last_years_execution_is_told_from_one_against_its_budget(compared: str, read: Read) -> None:
    extraction = read(section(INCOME, f"2026年收入预算35.00万元，{compared}减少5.00万元，下降12.50%。"))
    assert figures(extraction) == [
        money("income_total", "35"),
        _against_execution("-5"),
        _against_execution_in_percent("-12.5"),
    ]
    assert {each.label for each in extraction.figures} == {"2026年收入预算"}
    assert [each.direction for each in extraction.figures] == [None, "decrease", "decrease"]


def test_a_change_against_execution_is_of_the_subject_that_changed(read: Read) -> None:
    item = "一般公共服务支出（类）档案事务（款）档案馆（项）2026年预算数为5.00万元，比2025年执行数增加1.00万元，增幅25.00%。"
    extraction = read(section(ITEMS, item))
    assert {each.subject_code for each in extraction.figures} == {"2012604"}
    assert [each.measure_code for each in extraction.figures] == [
        "general_public_item",
        "change_against_execution",
        "change_against_execution_pct",
    ]


def test_what_is_compared_may_be_named_where_the_statement_is_about_it(read: Read) -> None:
    own = read(section(THREE_PUBLIC, "2026年“三公”经费预算2.00万元，比2025年财政拨款“三公”经费年初预算减少1.00万元，下降33.33%。"))
    assert figures(own) == [
        money("three_public_total", "2"),
        change("three_public_total", "-1"),
        percent("three_public_total", "-33.33"),
    ]
    other = read(section(THREE_PUBLIC, "2026年“三公”经费预算2.00万元，比2025年一般性支出预算增加1.00万元，增长100%。"))
    assert figures(other) == [money("three_public_total", "2")]


def test_income_and_expenditure_have_each_changed(read: Read) -> None:
    extraction = read(section(OVERVIEW, f"{UNIT}2026年度收入、支出预算总计35.00万元，与上年相比收、支预算总计各增加5.00万元。"))
    assert figures(extraction) == [money("budget_total", "35"), change("budget_total", "5")]


def test_an_amount_of_the_year_before_is_no_amount_of_this_year(read: Read) -> None:
    extraction = read(section(INCOME, "2026年收入预算35.00万元，比2025年年初预算数40.00万元减少5.00万元，下降12.50%。"))
    assert figures(extraction) == [
        money("income_total", "35"),
        money("compared_prior_budget", "40"),
        change("income_total", "-5"),
        percent("income_total", "-12.5"),
    ]


def test_a_change_without_one_time_payments_is_refused(read: Read) -> None:
    extraction = read(
        section(INCOME, "收入预算35.00万元，比上年执行数减少5.00万元，减幅12.50%，扣除基建后比上年执行数增加1.00万元，增幅2.94%。")
    )
    assert figures(extraction)[1:] == [
        _against_execution("-5"),
        _against_execution_in_percent("-12.5"),
    ]
    assert [code for _, code in reasons(extraction)] == ["label_not_known", "no_amount"]


def test_a_statement_goes_on_behind_its_purpose(read: Read) -> None:
    extraction = read(
        section(
            ITEMS, "一般公共服务支出（类）档案事务（款）档案馆（项）5.00万元，主要用于馆藏整理，比上年增加1.00万元，增长25.00%。"
        )
    )
    assert figures(extraction) == [
        money("general_public_item", "5"),
        change("general_public_item", "1"),
        percent("general_public_item", "25"),
    ]
    assert extraction.figures[0].purpose == "馆藏整理"


def test_what_has_grown_within_a_reason_is_a_remark(read: Read) -> None:
    extraction = read(section(INCOME, "收入预算35.00万元，主要原因是人员经费比上年增加1.00万元。"))
    assert [each.measure_code for each in extraction.figures] == ["income_total", "remark"]


# Brackets and topics


def test_behind_a_bracket_the_statement_before_it_goes_on(read: Read) -> None:
    extraction = read(
        section(
            THREE_PUBLIC,
            "公务用车购置及运行维护费6.70万元（公务用车购置费0万元，比上年增加0万元；"
            "公务用车运行维护费6.70万元，比上年减少2.00万元。）比上年减少2.30万元，下降25.56%。",
        )
    )
    assert figures(extraction) == [
        money("three_public_vehicles", "6.7"),
        money("three_public_vehicle_purchase", "0"),
        change("three_public_vehicle_purchase", "0"),
        money("three_public_vehicle_operation", "6.7"),
        change("three_public_vehicle_operation", "-2"),
        change("three_public_vehicles", "-2.3"),
        percent("three_public_vehicles", "-25.56"),
    ]


def test_a_sentence_that_is_a_label_names_the_first_number_of_the_next(read: Read) -> None:
    extraction = read(
        section(
            THREE_PUBLIC,
            "（二）公务接待费。2026年预算数2.85万元，较2025年年初预算增加0.05万元，主要用于接待支出。",
            "（三）公务用车购置和运行维护费。2026年预算数3.00万元，包括公务用车购置费预算1.00万元、公务用车运行维护费预算2.00万元。",
        )
    )
    assert figures(extraction) == [
        money("three_public_reception", "2.85"),
        change("three_public_reception", "0.05"),
        money("three_public_vehicles", "3"),
        money("three_public_vehicle_purchase", "1"),
        money("three_public_vehicle_operation", "2"),
    ]


def test_a_topic_names_no_number_of_another_year(read: Read) -> None:
    extraction = read(section(THREE_PUBLIC, "（二）公务接待费。2024年预算数2.85万元。"))
    assert figures(extraction) == []


# Shares


def test_a_share_of_something_else_than_the_whole_is_refused(read: Read) -> None:
    extraction = read(
        section(
            THREE_PUBLIC,
            "其中，公务接待费支出1.00万元，占“三公”经费的25.00%；公务用车运行维护费支出3.00万元，占“三公”经费的75.00%。",
        )
    )
    assert figures(extraction) == [
        money("three_public_reception", "1"),
        share("three_public_reception", "25"),
        money("three_public_vehicle_operation", "3"),
    ]
    assert reasons(extraction) == [("75.00%", "about_something_else")]


def test_contracts_of_small_and_micro_firms_are_parts_one_of_the_other(read: Read) -> None:
    extraction = read(
        section(
            FINAL_PROCUREMENT,
            "授予中小企业合同金额8.00万元，占政府采购支出总额的80.00%，其中：授予小微企业合同金额4.00万元，"
            "占授予中小企业合同金额的50.00%。",
        )
    )
    assert figures(extraction) == [
        money("procurement_awarded_sme", "8"),
        share("procurement_awarded_sme", "80"),
        money("procurement_awarded_micro", "4"),
        share("procurement_awarded_micro", "50"),
    ]


# Sums that are stated twice, and counts


def test_the_same_sum_again_is_the_same_thing_told_again(read: Read) -> None:
    extraction = read(
        section(
            THREE_PUBLIC,
            "2026年“三公”经费中，公务接待费3.00万元；因公出国（境）费2.00万元。",
            "1．公务接待费预算支出3.00万元，比上年预算减少1.00万元。",
            "2．因公出国（境）费预算支出4.00万元，比上年预算减少1.00万元。",
        )
    )
    assert figures(extraction) == [
        money("three_public_reception", "3"),
        money("three_public_abroad", "2"),
        money("three_public_reception", "3"),
        change("three_public_reception", "-1"),
    ]
    assert reasons(extraction) == [("4.00万元", "stated_before"), ("1.00万元", "stated_before")]


def test_a_count_is_refused_where_one_of_its_parts_is_not_understood(read: Read) -> None:
    whole = read(section(ASSETS, "本单位共有车辆3辆，其中，机要通信用车1辆、特种专业技术用车2辆。"))
    assert figures(whole) == [
        count("vehicles", "3"),
        count("vehicles_confidential", "1"),
        count("vehicles_special", "2"),
    ]
    part = read(section(ASSETS, "本单位共有车辆3辆，其中，机要通信用车1辆、渔政巡查用车2辆。"))
    assert figures(part) == [count("vehicles_confidential", "1")]
    assert reasons(part) == [("3辆", "part_not_understood")]


def test_kinds_of_planned_vehicles_are_told_from_those_at_hand(read: Read) -> None:
    extraction = read(
        section(
            ASSETS,
            "截至2025年12月底，本单位共有公务用车1辆，其中，一般公务用车1辆。",
            "2026年拟新增配置公务用车2辆，其中，一般公务用车2辆；新增配备单位价值50万元以上设备3台，其中，单位价值100万元以上设备1台。",
        )
    )
    assert figures(extraction) == [
        count("vehicles", "1"),
        count("vehicles_general", "1"),
        count("vehicles_planned", "2"),
        count("vehicles_planned_general", "2"),
        count("equipment_over_500k_planned", "3"),
        count("equipment_over_1m_planned", "1"),
    ]


def test_what_is_at_hand_in_a_month_is_the_units_own(read: Read) -> None:
    extraction = read(section(ASSETS, "截至2025年10月，本单位共有车辆1辆，其中：应急保障用车1辆。"))
    assert figures(extraction) == [count("vehicles", "1"), count("vehicles_emergency", "1")]


# Headings


def test_a_heading_that_names_something_else_before_it_is_that_of_something_else(read: Read) -> None:
    extraction = read(section("六、政府性基金会议费支出预算情况说明", "支出预算3.00万元，其中：项目支出3.00万元。"))
    assert figures(extraction) == []
    assert _sections(extraction) == [None]


def test_a_remark_behind_a_heading_changes_nothing(read: Read) -> None:
    extraction = read(section("（二）收入预算情况说明（详见表2）", "2026年收入预算35.00万元。"))
    assert figures(extraction) == [money("income_total", "35")]


def test_a_paragraph_may_begin_with_its_heading(read: Read) -> None:
    extraction = read(
        section(
            OTHER,
            "（一）机关运行经费：2026年本单位机关运行经费2.00万元，比上年预算增加1.00万元。",
            "（二）政府采购情况：2026年本单位政府采购预算总额3.00万元，其中，货物类采购预算1.00万元；服务类采购预算2.00万元。",
            "（三）政府采购：指以合同方式有偿取得货物、工程和服务的行为。",
        )
    )
    assert figures(extraction) == [
        money("organ_operating_expenses", "2"),
        change("organ_operating_expenses", "1"),
        money("procurement_total", "3"),
        money("procurement_goods", "1"),
        money("procurement_services", "2"),
    ]
    assert _sections(extraction) == ["other", "organ_operating", "procurement"]


def test_items_may_stand_below_the_name_of_their_class(read: Read) -> None:
    extraction = read(
        section(
            APPROPRIATIONS,
            "（一）一般公共服务支出（类）",
            "1.政府办公厅（室）及相关机构事务（款）行政运行（项）支出25.00万元，与上年相比增加1.00万元。",
            "（二）卫生健康支出（类）",
            "1.行政事业单位医疗（款）行政单位医疗（项）支出2.00万元，与上年预算数相同。",
        )
    )
    assert figures(extraction) == [
        money("appropriation_item", "25"),
        change("appropriation_item", "1"),
        money("appropriation_item", "2"),
    ]
    assert [each.subject_code for each in extraction.figures] == ["2010301", "2010301", "2101101"]
    assert extraction.figures[-1].direction == "unchanged"


def test_an_item_of_a_list_may_be_named_alone_where_only_one_has_that_name(read: Read) -> None:
    """行政运行 is printed once, 事业机构 official once; 事业运行 is a name of many; 住房公积金 is an economic item too; what is no
    item of a list, or only follows something else, is refused."""
    extraction = read(
        section(
            ITEMS,
            "1.行政运行25.00万元，主要用于人员经费。",
            "2.事业机构预算数为3.00万元，比上年预算数增加1.00万元。",
            "3.事业运行4.00万元。",
            "4.住房公积金6.00万元。",
            "5.某某工程，事业机构7.00万元。",
            "事业机构8.00万元。",
        )
    )
    assert figures(extraction) == [
        money("general_public_item", "25.00"),
        money("general_public_item", "3.00"),
        change("general_public_item", "1.00"),
    ]
    assert [each.subject_code for each in extraction.figures] == ["2010301", "2130204", "2130204"]
    assert reasons(extraction) == [(text, "label_not_known") for text in ("4.00万元", "6.00万元", "7.00万元", "8.00万元")]


@pytest.mark.parametrize("called", ["教育支出类科目", "教育支出类", "教育支出科目", "教育支出"])
def test_a_class_may_be_called_what_it_is(called: str, read: Read) -> None:
    extraction = read(section(EXPENDITURE, f"1.{called}5.00万元，占支出总预算14.29%，比上年增加1.00万元；"))
    assert figures(extraction) == [
        money("expenditure_class", "5.00"),
        share("expenditure_class", "14.29"),
        change("expenditure_class", "1.00"),
    ]
    assert {each.subject_code for each in extraction.figures} == {"205"}


def test_appropriations_are_split_by_kind_of_expenditure(read: Read) -> None:
    text = "财政拨款支出总预算35.00万元，其中：基本支出25.00万元，项目支出10.00万元。"
    assert figures(read(section(APPROPRIATIONS, text))) == [
        money("appropriation_expenditure_total", "35.00"),
        money("appropriation_basic_total", "25.00"),
        money("appropriation_project_total", "10.00"),
    ]


def test_cars_may_be_told_among_fixed_assets(read: Read) -> None:
    text = "固定资产总额100.00万元，其中：汽车2辆，价值45.60万元；其他固定资产54.40万元。"
    assert figures(read(section(ASSETS, text))) == [
        money("fixed_assets_value", "100.00"),
        count("vehicles", "2"),
        money("vehicles_value", "45.60"),
        money("other_fixed_assets_value", "54.40"),
    ]


def test_a_change_may_name_what_was_stated_before_others(read: Read) -> None:
    extraction = read(
        section(
            OVERVIEW,
            "2026年收入预算35.00万元，其中：财政拨款收入30.00万元；单位资金5.00万元，占14.29%。较2025年收入预算30.00万元增加5.00万元，增长16.67%。",
            "2026年支出预算35.00万元，其中：基本支出25.00万元，项目支出10.00万元。比上年支出预算减少1.00万元。比上年某某支出预算增加2.00万元。",
        )
    )
    assert figures(extraction) == [
        money("income_total", "35.00"),
        money("income_current_appropriation", "30.00"),
        money("income", "5.00"),
        share("income", "14.29"),
        money("compared_prior_budget", "30.00"),
        change("income_total", "5.00"),
        percent("income_total", "16.67"),
        money("expenditure_total", "35.00"),
        money("expenditure_basic", "25.00"),
        money("expenditure_project", "10.00"),
        change("expenditure_total", "-1.00"),
    ]
    assert [text for text, _ in reasons(extraction)] == ["2.00万元"]


def test_appropriations_are_told_by_the_names_of_their_budgets(read: Read) -> None:
    text = "财政拨款收入预算35.00万元，其中：一般公共预算30.00万元，政府性基金预算5.00万元，国有资本经营预算0万元。"
    extraction = read(section(APPROPRIATION, text))
    assert figures(extraction) == [
        money("appropriation_income_total", "35.00"),
        money("appropriation_income", "30.00"),
        money("appropriation_income", "5.00"),
        money("appropriation_income", "0"),
    ]
    funds = [each.fund_source_code for each in extraction.figures]
    assert funds == [None, "general_public", "government_fund", "state_capital"]


def test_a_heading_among_other_matters_may_name_its_matter_alone(read: Read) -> None:
    extraction = read(
        section(
            OTHER,
            "（一）政府采购",
            "政府采购预算总额3.00万元，其中：政府采购货物预算1.00万元、政府采购服务预算2.00万元。",
            "（二）国有资产占有使用",
            f"截至2025年8月31日，{UNIT}及所属单位共有车辆3辆。",
            "（三）预算绩效",
            "2个项目实行绩效目标管理，涉及一般公共预算当年拨款5.00万元。",
        )
    )
    assert figures(extraction) == [
        money("procurement_total", "3.00"),
        money("procurement_goods", "1.00"),
        money("procurement_services", "2.00"),
        count("vehicles", "3"),
        count("performance_goal_projects", "2"),
        money("performance_goal_from_fund", "5.00"),
    ]
    assert _sections(extraction) == ["other", "procurement", "assets", "performance"]


def test_headings_of_the_highest_level_may_name_their_matter_alone(read: Read) -> None:
    """The title of a table is none, nor is an item of a section."""
    extraction = read(
        explained(
            "三、收入预算总表\n四、“三公”经费预算\n“三公”经费预算2.00万元，其中：公务接待费2.00万元。\n"
            "五、政府采购\n政府采购预算总额3.00万元。\n（一）预算绩效\n纳入绩效目标管理的项目18个，涉及资金6.00万元。"
        )
    )
    assert figures(extraction) == [
        money("three_public_total", "2.00"),
        money("three_public_reception", "2.00"),
        money("procurement_total", "3.00"),
    ]
    assert _sections(extraction) == ["three_public", "procurement", None]


def test_income_and_expenditure_may_be_said_to_include_their_parts_without_a_colon(read: Read) -> None:
    text = (
        "财政拨款收支总预算35.00万元。收入包括一般公共预算本年收入30.00万元、政府性基金预算本年收入5.00万元；"
        "支出包括教育支出30.00万元、城乡社区支出5.00万元。"
    )
    extraction = read(section(APPROPRIATION, text))
    assert figures(extraction) == [
        money("appropriation_total", "35.00"),
        money("appropriation_income", "30.00"),
        money("appropriation_income", "5.00"),
        money("appropriation_class", "30.00"),
        money("appropriation_class", "5.00"),
    ]
    assert [each.subject_code for each in extraction.figures[3:]] == ["205", "212"]


@pytest.mark.parametrize("coded", ["（205）类", "（205）", "（类）"])
def test_a_class_may_have_its_code_before_its_level(coded: str, read: Read) -> None:
    extraction = read(section(ITEMS, f"1.教育支出{coded}5.00万元，比上年增加1.00万元。"))
    assert figures(extraction) == [money("general_public_class", "5.00"), change("general_public_class", "1.00")]
    assert {each.subject_code for each in extraction.figures} == {"205"}


@pytest.mark.parametrize("both", ["收支总额", "收、支总额", "收、支总计各"])
def test_a_change_of_both_totals_is_of_what_was_stated_of_both(both: str, read: Read) -> None:
    text = f"部门预算收入总计35.00万元，支出总计35.00万元，{both}较上年增加5.00万元，增长16.67%。"
    assert figures(read(section(OVERVIEW, text))) == [
        money("budget_total", "35.00"),
        money("budget_total", "35.00"),
        change("budget_total", "5.00"),
        percent("budget_total", "16.67"),
    ]


def test_the_contents_end_where_a_part_comes_again_in_other_words(read: Read) -> None:
    document = section(INCOME, "2026年收入预算35.00万元。")
    contents = "目 录\n第三部分 情况说明\n第四部分 附表\n第三部分 2026年单位预算"
    extraction = read(document.replace("目 录", contents, 1))
    assert figures(extraction) == [money("income_total", "35")]


# What the total consists of


def test_classes_are_listed_behind_what_opens_a_list(read: Read) -> None:
    extraction = read(section(EXPENDITURE, "按支出功能分类，包括一般公共服务支出30.00万元、教育支出5.00万元。"))
    assert figures(extraction) == [money("expenditure_class", "30"), money("expenditure_class", "5")]
    assert [each.subject_code for each in extraction.figures] == ["201", "205"]


def test_carry_over_reserve_and_parts_of_basic_expenditure_are_told_from_other_sums(read: Read) -> None:
    income = read(section(INCOME, "收入预算35.00万元，其中：一般公共预算拨款收入30.00万元；上年结转5.00万元，占14.29%。"))
    assert figures(income) == [
        money("income_total", "35"),
        money("income", "30"),
        money("income_carryover", "5"),
        share("income_carryover", "14.29"),
    ]
    reserve = read(
        section(EXPENDITURE, "支出预算合计35.00万元，其中：基本支出20.00万元；项目支出10.00万元；单位预留机动经费5.00万元。")
    )
    assert [each.measure_code for each in reserve.figures][1:] == [
        "expenditure_basic",
        "expenditure_project",
        "expenditure_reserve",
    ]
    parts = read(section(EXPENDITURE, "按支出用途分类，包括人员支出20.00万元；日常公用支出5.00万元；项目支出10.00万元。"))
    assert [each.measure_code for each in parts.figures] == [
        "expenditure_basic_personnel",
        "expenditure_basic_operating",
        "expenditure_project",
    ]
    stated = read(section(EXPENDITURE, "基本支出25.00万元，其中：人员支出20.00万元；日常公用支出5.00万元。"))
    assert [each.measure_code for each in stated.figures] == [
        "expenditure_basic",
        "expenditure_basic_of_personnel",
        "expenditure_basic_of_operating",
    ]


# Projects and former names


def test_what_is_said_of_a_project_is_of_the_project_that_the_paragraph_begins_with(read: Read) -> None:
    extraction = read(
        section(
            "（二）部门决算中项目绩效自评结果",
            "馆藏整理项目绩效自评综述：根据年初设定的绩效目标，项目自评得分为94.7分。"
            "全年预算数为20.00万元，执行数为16.00万元，完成预算的80.0%。",
            "全年预算数为3.00万元。",
        )
    )
    assert figures(extraction) == [
        count("project_review_score", "94.7"),
        money("project_review_budget", "20"),
        money("project_review_execution", "16"),
        count("project_review_completion", "80"),
    ]
    assert {each.project_name for each in extraction.figures} == {"馆藏整理项目"}
    assert reasons(extraction) == [("3.00万元", "label_not_known")]


def test_a_section_may_have_the_name_of_former_years_and_an_item_lack_its_end(read: Read) -> None:
    named = "社会保障和就业（类）行政事业单位离退休（款）机关事业单位基本养老保险缴费（项）"
    extraction = read(section(ITEMS, f"{named}2.00万元。"))
    assert [each.subject_code for each in extraction.figures] == ["2080505"]


def test_the_budget_by_economic_class_is_told_by_codes_that_both_ways_of_classing_have(read: Read) -> None:
    """303 and 509 have one name, and are told by their code alone."""
    extraction = read(
        section(
            "（三）支出按经济科目分类的明细情况",
            "1.按照部门预算支出经济分类，本部门当年一般公共预算支出30.00万元，其中：",
            "（1）工资福利支出（301）25.00万元，较上年增加5.00万元，增长25.00%，增长的主要原因是：在职人员增加；",
            "（2）对个人和家庭的补助（303）5.00万元。",
            "2.按照政府预算支出经济分类，本部门当年一般公共预算支出30.00万元，其中：",
            "（1）机关工资福利支出（501）25.00万元；",
            "（2）对个人和家庭的补助（509）5.00万元。对个人和家庭的补助1.00万元。",
        )
    )
    assert figures(extraction) == [
        money("general_public_total", "30.00"),
        money("general_public_department_wages", "25.00"),
        change("general_public_department_wages", "5.00"),
        percent("general_public_department_wages", "25.00"),
        money("general_public_department_subsidies_households", "5.00"),
        money("general_public_total", "30.00"),
        money("general_public_government_wages", "25.00"),
        money("general_public_government_subsidies_households", "5.00"),
    ]
    assert reasons(extraction) == [("1.00万元", "label_not_known")]
