"""What a sentence states: an amount with its share, its change, its reason, and what they are of."""

from decimal import Decimal

import pytest

from tests.small_explanations import (
    APPROPRIATION,
    ASSETS,
    BASIC,
    CARRYOVER,
    CHANGES,
    CLASSES,
    ENTRUSTED,
    EXPENDITURE,
    INCOME,
    ITEMS,
    OPERATING,
    OTHER,
    OVERVIEW,
    PERFORMANCE,
    PROCUREMENT,
    PROJECTS,
    STAFF,
    THREE_PUBLIC,
    UNIT,
    Read,
    change,
    count,
    figures,
    money,
    percent,
    reasons,
    section,
    share,
    tallies,
)

RUNNING = "一般公共服务支出（类）政府办公厅（室）及相关机构事务（款）行政运行（项）"


# An amount and what is said of it


def test_an_amount_its_share_its_change_and_the_percentage_are_one_statement_with_its_reason(read: Read) -> None:
    extraction = read(
        section(
            INCOME, "一般公共预算 30.00 万元，占 85.71%，比上年预算增加 10.00 万元，增长 50.00%，主要原因是人员增加，工资上涨。"
        )
    )
    assert figures(extraction) == [
        money("income", "30"),
        share("income", "85.71"),
        change("income", "10"),
        percent("income", "50"),
    ]
    assert {each.statement_no for each in extraction.figures} == {1}
    assert [each.amount_yuan for each in extraction.figures] == [Decimal(300_000), None, Decimal(100_000), None]
    assert [each.half_width for each in extraction.figures] == [Decimal("0.005")] * 4
    assert [each.half_width_yuan for each in extraction.figures] == [Decimal(50), None, Decimal(50), None]
    assert [each.direction for each in extraction.figures] == [None, None, "increase", "increase"]
    # The reason is told once, with the first figure of its statement.
    assert [each.reason for each in extraction.figures] == ["人员增加，工资上涨", None, None, None]
    assert {(each.label, each.fund_source_code) for each in extraction.figures} == {("一般公共预算", "general_public")}
    assert [each.figure_id for each in extraction.figures] == ["s1:1:1", "s1:1:2", "s1:1:3", "s1:1:4"]


@pytest.mark.parametrize("word", ["减少", "下降", "降低"])
def test_a_decrease_is_negative(read: Read, word: str) -> None:
    extraction = read(section(INCOME, f"单位资金 5.00 万元，比上年预算{word} 2.50 万元，{word} 33.33%。"))
    assert figures(extraction) == [money("income", "5"), change("income", "-2.5"), percent("income", "-33.33")]
    assert [each.direction for each in extraction.figures] == [None, "decrease", "decrease"]
    assert extraction.figures[1].amount_yuan == Decimal(-25_000)
    assert extraction.figures[1].text == "2.50"


def test_a_decrease_of_nothing_is_nothing_and_not_minus_nothing(read: Read) -> None:
    extraction = read(section(INCOME, "单位资金 0.00 万元，比上年预算减少 0.00 万元，下降 0.00%。"))
    assert [str(each.value) for each in extraction.figures] == ["0.00", "0.00", "0.00"]
    assert extraction.figures[1].direction == "decrease"


@pytest.mark.parametrize("words", ["与上年持平", "较上年预算无变动", "与上年相比无变化", "无增减，主要原因是人员没有变动"])
def test_an_amount_that_is_said_to_stay_is_unchanged(read: Read, words: str) -> None:
    extraction = read(section(INCOME, f"单位资金 5.00 万元，{words}。"))
    assert figures(extraction) == [money("income", "5")]
    assert extraction.figures[0].direction == "unchanged"


def test_an_amount_whose_reason_says_that_something_else_stays_is_not_unchanged(read: Read) -> None:
    extraction = read(section(INCOME, "单位资金 5.00 万元，主要原因是房租无变动。"))
    assert (extraction.figures[0].direction, extraction.figures[0].reason) == (None, "房租无变动")


def test_an_amount_with_a_change_is_not_unchanged_whatever_follows(read: Read) -> None:
    extraction = read(section(INCOME, "单位资金 5.00 万元，比上年增加 1.00 万元，人数持平。"))
    assert [each.direction for each in extraction.figures] == [None, "increase"]


def test_a_change_may_be_stated_without_an_amount(read: Read) -> None:
    extraction = read(section(INCOME, "单位资金比上年预算增加 1.00 万元，增长 25.00%。"))
    assert figures(extraction) == [change("income", "1"), percent("income", "25")]
    assert {(each.label, each.statement_no) for each in extraction.figures} == {("单位资金", 1)}


def test_a_share_may_say_what_it_is_a_share_of(read: Read) -> None:
    extraction = read(section(INCOME, "一般公共预算 30.00 万元，占总收入的 85.71%，同比增长 50.00%。"))
    assert figures(extraction) == [money("income", "30"), share("income", "85.71"), percent("income", "50")]


def test_the_words_between_a_label_and_its_amount_say_nothing(read: Read) -> None:
    extraction = read(section(OVERVIEW, f"{UNIT} 2026 年收支总预算：2026 年度共计 35.00 万元。"))
    assert figures(extraction) == [money("budget_total", "35")]
    assert extraction.figures[0].label == f"{UNIT} 2026 年收支总预算"


@pytest.mark.parametrize(
    ("printed", "value", "unit", "yuan"),
    [
        ("1,234,567.89 元", "1234567.89", "元", "1234567.89"),
        ("2 千元", "2", "千元", "2000"),
        ("1.5 亿元", "1.5", "亿元", "150000000"),
        ("30 万", "30", "万", "300000"),
        ("３０．００万元", "30", "万元", "300000"),
        ("１，０００．５０ 元", "1000.5", "元", "1000.5"),
    ],
)
def test_an_amount_is_read_in_the_unit_that_it_is_printed_in(read: Read, printed: str, value: str, unit: str, yuan: str) -> None:
    (figure,) = read(section(INCOME, f"其他收入 {printed}。")).figures
    assert (figure.value, figure.unit_of_measure, figure.amount_yuan) == (Decimal(value), unit, Decimal(yuan))
    assert figure.fund_source_code == "other_income"


# Reasons and purposes


def test_a_reason_goes_on_over_semicolons(read: Read) -> None:
    extraction = read(section(INCOME, "单位资金 5.00 万元，主要原因是新设单位；2025 年实有 1 人，其余 8 人未到；经费未核定。"))
    assert figures(extraction) == [money("income", "5")]
    assert extraction.figures[0].reason == "新设单位；2025 年实有 1 人，其余 8 人未到；经费未核定"


def test_a_known_label_behind_a_semicolon_ends_a_reason_and_begins_a_statement(read: Read) -> None:
    extraction = read(section(INCOME, "一般公共预算 30.00 万元，主要原因是增人；调资；单位资金 5.00 万元，占 14.29%。"))
    assert figures(extraction) == [money("income", "30"), money("income", "5"), share("income", "14.29")]
    assert [each.reason for each in extraction.figures] == ["增人；调资", None, None]
    assert [each.statement_no for each in extraction.figures] == [1, 2, 2]
    assert [each.fund_source_code for each in extraction.figures] == ["general_public", "unit_funds", "unit_funds"]


def test_a_change_may_begin_the_statement_behind_a_reason(read: Read) -> None:
    extraction = read(
        section(
            THREE_PUBLIC,
            "因公出国（境）费用增加 0.00 万元，增长 0.00%，主要原因是均未安排；"
            "公务接待费减少 0.10 万元，下降 45.45%，主要原因是统一接待。",
        )
    )
    assert figures(extraction) == [
        change("three_public_abroad", "0"),
        percent("three_public_abroad", "0"),
        change("three_public_reception", "-0.1"),
        percent("three_public_reception", "-45.45"),
    ]
    assert [each.reason for each in extraction.figures] == ["均未安排", None, "统一接待", None]


def test_a_purpose_is_kept_with_its_statement(read: Read) -> None:
    extraction = read(section(BASIC, "人员经费 20.00 万元，主要包括：基本工资、津贴补贴。公用经费 5.00 万元，主要用于办公费。"))
    assert figures(extraction) == [money("basic_personnel", "20"), money("basic_operating", "5")]
    assert [each.purpose for each in extraction.figures] == ["基本工资、津贴补贴", "办公费"]
    assert [each.reason for each in extraction.figures] == [None, None]


def test_an_amount_within_a_reason_is_a_remark_and_what_it_counts_is_part_of_the_text(read: Read) -> None:
    extraction = read(section(INCOME, "单位资金 5.00 万元，主要原因是增加 8 人，发放奖金 1.50 万元，房租涨 3%。"))
    assert figures(extraction) == [money("income", "5"), money("remark", "1.5"), count("remark", "3")]
    assert [each.label for each in extraction.figures] == ["单位资金", "发放奖金", "房租涨"]
    assert extraction.figures[0].reason == "增加 8 人，发放奖金 1.50 万元，房租涨 3%"
    assert len({each.statement_no for each in extraction.figures}) == 3
    assert tallies(extraction) == [(3, 3, 0, 0)]


# Labels behind their numbers


def test_a_number_may_stand_before_what_it_counts(read: Read) -> None:
    extraction = read(section(OTHER, "本单位有 1 个涉密项目，涉及预算资金 42.00 万元。"))
    assert figures(extraction) == [count("confidential_projects", "1"), money("confidential_projects_amount", "42")]
    assert [each.label for each in extraction.figures] == ["涉密项目", "涉及预算资金"]


def test_an_amount_may_stand_before_the_fund_that_it_comes_from(read: Read) -> None:
    extraction = read(
        section(
            EXPENDITURE,
            "基本支出 25.00 万元，占 71.43%，主要原因是增人。"
            "24.40 万元为财政拨款一般公共预算，0.6 万元为上年财政拨款结转的其他工资福利支出。",
        )
    )
    assert figures(extraction) == [
        money("expenditure_basic", "25"),
        share("expenditure_basic", "71.43"),
        money("expenditure_basic_from_fund", "24.4"),
        money("expenditure_basic_from_fund", "0.6"),
    ]
    assert [each.fund_source_code for each in extraction.figures] == [None, None, "general_public", "fiscal_carryover"]
    assert [each.label for each in extraction.figures[2:]] == ["财政拨款一般公共预算", "上年财政拨款结转的其他工资福利支出"]


def test_the_fund_of_an_amount_is_that_of_the_kind_of_expenditure_stated_before(read: Read) -> None:
    extraction = read(section(EXPENDITURE, "项目支出 10.00 万元。5.00 万元为一般公共预算。"))
    assert figures(extraction) == [money("expenditure_project", "10"), money("expenditure_project_from_fund", "5")]


# Subjects


def test_a_subject_is_told_by_its_class_section_and_item(read: Read) -> None:
    extraction = read(section(ITEMS, f"1. {RUNNING}：2026 年预算数为 25.00 万元，比上年预算减少 3.00 万元，下降 10.71%。"))
    assert figures(extraction) == [
        money("general_public_item", "25"),
        change("general_public_item", "-3"),
        percent("general_public_item", "-10.71"),
    ]
    assert {each.subject_code for each in extraction.figures} == {"2010301"}
    assert extraction.figures[0].subject_name == "一般公共服务支出/政府办公厅(室)及相关机构事务/行政运行"
    assert extraction.figures[0].label == RUNNING


def test_a_subject_that_no_table_prints_is_told_by_the_official_classification(read: Read) -> None:
    extraction = read(section(ITEMS, "1、教育支出（类）普通教育（款）小学教育（项）：2026 年预算数为 1.00 万元。"))
    assert [(each.subject_code, each.measure_code) for each in extraction.figures] == [("2050202", "general_public_item")]


def test_a_subject_that_nothing_names_is_rejected(read: Read) -> None:
    extraction = read(section(ITEMS, "1. 一般公共服务支出（类）天外事务（款）行政运行（项）：2026 年预算数为 1.00 万元。"))
    assert figures(extraction) == []
    assert reasons(extraction) == [("1.00万元", "label_not_known")]


def test_classes_have_their_amounts_and_shares(read: Read) -> None:
    extraction = read(
        section(CLASSES, "1. 一般公共服务支出（类）30.00 万元，占 93.75%。", "2. 卫生健康支出（类）2.00 万元，占 6.25%。")
    )
    assert [(each.subject_code, each.figure_kind, each.value) for each in extraction.figures] == [
        ("201", "amount", Decimal(30)),
        ("201", "share", Decimal("93.75")),
        ("210", "amount", Decimal(2)),
        ("210", "share", Decimal("6.25")),
    ]


def test_a_class_called_by_a_slip_of_the_pen_is_told_by_its_amount(read: Read) -> None:
    # Table 3 prints 35.00 in class 201, 一般公共服务支出.
    extraction = read(section(CLASSES, "1. 一般公共预算服务支出（类）35.00 万元，占 100.00%。"))
    assert [(each.subject_code, each.label) for each in extraction.figures] == [("201", "一般公共预算服务支出（类）")] * 2


@pytest.mark.parametrize("misnamed", ["一般公共预算服务支出（类）34.00 万元", "综合保障支出（类）35.00 万元"])
def test_a_class_with_another_amount_or_another_name_is_not_told(read: Read, misnamed: str) -> None:
    extraction = read(section(CLASSES, f"1. {misnamed}。"))
    assert figures(extraction) == []
    assert [code for _, code in reasons(extraction)] == ["label_not_known"]


def test_the_classes_of_the_appropriation_are_named_without_a_mark(read: Read) -> None:
    extraction = read(
        section(
            APPROPRIATION,
            "2026 年财政拨款收支总预算 30.00 万元。",
            "收入预算包括：一般公共预算拨款 30.00 万元。",
            "一般公共预算支出包括：一般公共服务支出 29.00 万元，主要用于人员经费、公用经费；教育支出 1.00 万元，主要用于培训。",
        )
    )
    assert figures(extraction) == [
        money("appropriation_total", "30"),
        money("appropriation_income", "30"),
        money("appropriation_expenditure", "29"),
        money("appropriation_expenditure", "1"),
    ]
    assert [each.subject_code for each in extraction.figures] == [None, None, "201", "205"]
    assert [each.purpose for each in extraction.figures] == [None, None, "人员经费、公用经费", "培训"]


# Measures by their names


def test_the_totals_of_income_and_expenditure(read: Read) -> None:
    assert figures(read(section(INCOME, f"{UNIT}单位收入预算 35.00 万元，其中："))) == [money("income_total", "35")]
    assert figures(read(section(EXPENDITURE, f"{UNIT} 2026 年支出预算 35.00 万元，其中："))) == [money("expenditure_total", "35")]


def test_the_appropriation_of_the_year_and_its_kinds(read: Read) -> None:
    extraction = read(
        section(CHANGES, "一般公共预算拨款合计 30.00 万元，其中：基本支出 25.00 万元，比上年增加 5.00 万元。项目支出 5.00 万元。")
    )
    assert figures(extraction) == [
        money("general_public_total", "30"),
        money("general_public_basic", "25"),
        change("general_public_basic", "5"),
        money("general_public_project", "5"),
    ]


def test_the_three_public_expenses_by_item(read: Read) -> None:
    extraction = read(
        section(
            THREE_PUBLIC,
            f"{UNIT} 2026 年财政拨款“三公”经费数为 3.48 万元，其中：因公出国（境）费 0.00 万元，公务用车购置费 0.00 万元，"
            "公务用车运行维护费 3.36 万元，公务接待费 0.12 万元。",
            "2026 年财政拨款“三公”经费预算比上年预算增加 0.36 万元，增长 11.54%，其中：公务用车运行费增加 0.36 万元。",
        )
    )
    assert figures(extraction) == [
        money("three_public_total", "3.48"),
        money("three_public_abroad", "0"),
        money("three_public_vehicle_purchase", "0"),
        money("three_public_vehicle_operation", "3.36"),
        money("three_public_reception", "0.12"),
        change("three_public_total", "0.36"),
        percent("three_public_total", "11.54"),
        change("three_public_vehicle_operation", "0.36"),
    ]


def test_operating_expenses_and_procurement(read: Read) -> None:
    operating = read(
        section(OPERATING, f"{UNIT} 2026 年的机关运行经费财政拨款预算 5.00 万元，比上年预算增加 1.00 万元，增长 25.00%。")
    )
    assert figures(operating) == [
        money("operating_expenses", "5"),
        change("operating_expenses", "1"),
        percent("operating_expenses", "25"),
    ]
    procurement = read(
        section(
            PROCUREMENT,
            f"2026 年，{UNIT}政府采购预算 12.00 万元，其中：政府采购货物预算 5.00 万元，政府采购工程预算 3.00 万元，政府采购服务预算 4.00 万元。",
            "面向中小企业预留政府采购项目预算金额 6.00 万元，其中：小微企业预留政府采购项目预算金额 2.00 万元。",
        )
    )
    assert figures(procurement) == [
        money("procurement_total", "12"),
        money("procurement_goods", "5"),
        money("procurement_works", "3"),
        money("procurement_services", "4"),
        money("procurement_reserved_sme", "6"),
        money("procurement_reserved_micro", "2"),
    ]


def test_a_value_is_that_of_the_buildings_or_the_kind_of_vehicles_stated_before_it(read: Read) -> None:
    extraction = read(
        section(
            ASSETS,
            "1. 房屋 1,234.50 平方米，价值 56.78 万元。",
            "2. 车辆 3 辆，价值 29.00 万元；其中：一般公务用车 1 辆，价值 9.00 万元；执法执勤用车 2 辆，价值 20.00 万元；"
            "其他车辆 0 辆，价值 0.00 万元。",
            "3. 办公家具价值 8.10 万元。",
            "4. 其他资产价值 6,232.17 万元。",
        )
    )
    assert figures(extraction) == [
        count("buildings_area", "1234.5"),
        money("buildings_value", "56.78"),
        count("vehicles", "3"),
        money("vehicles_value", "29"),
        count("vehicles_general", "1"),
        money("vehicles_general_value", "9"),
        count("vehicles_law_enforcement", "2"),
        money("vehicles_law_enforcement_value", "20"),
        count("vehicles_other", "0"),
        money("vehicles_other_value", "0"),
        money("furniture_value", "8.1"),
        money("other_assets_value", "6232.17"),
    ]
    assert [each.unit_of_measure for each in extraction.figures[:3]] == ["平方米", "万元", "辆"]


def test_a_value_that_nothing_of_value_was_stated_before_is_rejected(read: Read) -> None:
    extraction = read(section(ASSETS, "价值 29.00 万元。"))
    assert reasons(extraction) == [("29.00万元", "label_not_known")]


def test_the_threshold_of_large_equipment_is_part_of_its_name(read: Read) -> None:
    extraction = read(
        section(
            ASSETS,
            "单位价值单价 50 万元以上大型设备 2 台（套），单位价值 100 万元（含）以上大型设备 9 台，价值 100 万元以上设备 1 台。",
            "安排购置车辆经费 18.00 万元，安排购置单价 50 万元以上大型设备 1 台，单位单价 100 万元以上大型设备 0 台。",
        )
    )
    assert figures(extraction) == [
        count("equipment_over_500k", "2"),
        count("equipment_over_1m", "9"),
        money("vehicle_purchase_planned", "18"),
        count("equipment_over_500k_planned", "1"),
        count("equipment_over_1m_planned", "0"),
    ]
    assert reasons(extraction) == [("1台", "stated_before")]
    assert not [each for each in extraction.figures if each.amount_yuan in (500_000, 1_000_000)]


def test_goals_and_the_projects_under_them(read: Read) -> None:
    extraction = read(
        section(
            PERFORMANCE,
            "2026 年，本单位预算绩效管理整体预算绩效目标 1 个，涉及预算金额 35.00 万元；当年预算安排项目共 6 个，"
            "其中：财政拨款项目涉及预算金额 5.00 万元；非财政拨款项目涉及预算金额 4.00 万元。具体情况见下表：",
        )
    )
    assert figures(extraction) == [
        count("unit_goals", "1"),
        money("unit_goals_amount", "35"),
        count("projects", "6"),
        money("projects_fiscal_amount", "5"),
        money("projects_non_fiscal_amount", "4"),
    ]


def test_staff_may_be_counted_without_a_unit_and_change(read: Read) -> None:
    extraction = read(
        section(
            STAFF, f"{UNIT}编制数 33，实有人数 14 人，其中：在职 12 人，增加 4 人；退休 2 人，减少 1 人；离休 0 人，增加 0 人。"
        )
    )
    assert figures(extraction) == [
        count("posts", "33"),
        count("staff", "14"),
        count("staff_on_duty", "12"),
        change("staff_on_duty", "4"),
        count("staff_retired", "2"),
        change("staff_retired", "-1"),
        count("staff_honorary_retired", "0"),
        change("staff_honorary_retired", "0"),
    ]
    assert [each.unit_of_measure for each in extraction.figures] == [None, *["人"] * 7]
    assert {each.amount_yuan for each in extraction.figures} == {None}
    assert tallies(extraction) == [(8, 8, 0, 0)]


# Projects in lists


def test_a_list_of_projects_has_a_total_and_the_amount_of_each(read: Read) -> None:
    extraction = read(
        section(
            ENTRUSTED,
            f"{UNIT} 2026 年委托业务费 89.00 万元，其中：",
            "1. 2025 年绩效服务费委托业务费 0.50 万元，主要用于：支付费用。",
            "2.馆藏数字化（一期，续建）项目委托业务费 61.20 万元，主要用于：扫描。",
            "3、V1.5 系统升级委托业务费 27.30 万元。",
        )
    )
    assert figures(extraction) == [
        money("entrusted_service_total", "89"),
        money("entrusted_service_project", "0.5"),
        money("entrusted_service_project", "61.2"),
        money("entrusted_service_project", "27.3"),
    ]
    assert [each.project_name for each in extraction.figures] == [
        None,
        "2025 年绩效服务费",
        "馆藏数字化（一期，续建）项目",
        "V1.5 系统升级",
    ]
    assert extraction.figures[2].project_name_key == "馆藏数字化(一期,续建)项目"
    assert [each.purpose for each in extraction.figures] == [None, "支付费用", "扫描", None]


@pytest.mark.parametrize("number", ["1. ", "1.", "1、", "1、 ", "（1）", "(1)", "12. "])
@pytest.mark.parametrize("name", ["2025 年绩效服务费", "2025年绩效服务费", "绩效服务费"])
def test_the_number_before_a_project_is_no_part_of_its_name_also_where_that_begins_with_a_year(
    read: Read, number: str, name: str
) -> None:
    # Without its number known for one, “1.2025年绩效服务费委托业务费” was taken for the total.
    (figure,) = read(section(ENTRUSTED, f"{number}{name}委托业务费 0.50 万元。")).figures
    assert (figure.measure_code, figure.project_name, figure.value) == ("entrusted_service_project", name, Decimal("0.5"))


def test_projects_of_one_line_are_told_apart_by_their_numbers(read: Read) -> None:
    extraction = read(section(ENTRUSTED, "（1）库房租赁费委托业务费 1.00 万元；（2）保洁费委托业务费 2.00 万元。"))
    assert [(each.project_name, each.value) for each in extraction.figures] == [("库房租赁费", Decimal(1)), ("保洁费", Decimal(2))]


def test_a_decimal_or_an_area_in_the_name_of_a_project_is_structural(read: Read) -> None:
    extraction = read(
        section(
            CARRYOVER,
            f"{UNIT} 2026 年上年结转结余 15.00 万元，包括：财政拨款 11.00 万元，非财政拨款 4.00 万元，其中：",
            "1. 下达第二批前期费投资计划 12.08 结转 8.00 万元，主要用于：前期费。",
            "2. 特定目标结转 4.00 万元，完全不予公开。",
            "3.修缮、消防，以及 1,200 平方米库房项目结转 3.00 万元。",
        )
    )
    assert figures(extraction) == [
        money("carryover_total", "15"),
        money("carryover_fiscal", "11"),
        money("carryover_non_fiscal", "4"),
        money("carryover_project", "8"),
        money("carryover_project", "4"),
        money("carryover_project", "3"),
    ]
    assert [each.project_name for each in extraction.figures[3:]] == [
        "下达第二批前期费投资计划 12.08",
        "特定目标",
        "修缮、消防，以及 1,200 平方米库房项目",
    ]
    assert tallies(extraction) == [(8, 6, 2, 0)]


# What is not understood


def test_an_amount_without_a_known_label_is_rejected_and_counted(read: Read) -> None:
    extraction = read(section(INCOME, "单位资金 5.00 万元，神秘资金 3 万元。", "捐款 4.00 万元，占 11.43%。"))
    assert figures(extraction) == [money("income", "5")]
    assert reasons(extraction) == [("3万元", "label_not_known"), ("4.00万元", "label_not_known"), ("11.43%", "label_not_known")]
    assert {"narrative_labels.csv" in each.reason for each in extraction.rejected} == {True}
    assert [(each.section_code, each.sentence_no, each.figure_no, each.table_no) for each in extraction.rejected] == [
        ("income", 1, 2, None),
        ("income", 2, 1, None),
        ("income", 2, 2, None),
    ]
    assert tallies(extraction) == [(4, 1, 0, 3)]


@pytest.mark.parametrize(
    ("behind", "text", "code"),
    [
        ("占 85.71%，占 10.00%", "10.00%", "second_of_its_kind"),
        ("比上年增加 1.00 万元，增加 2.00 万元", "2.00万元", "second_of_its_kind"),
        ("比上年增加 3 人", "3人", "unit_does_not_fit"),
        ("折合 3*2.50 万元", "2.50万元", "part_of_calculation"),
        ("2 至 5.50 万元", "5.50万元", "part_of_range"),
        ("单位资金约 5.50 万元", "5.50万元", "amount_not_understood"),
        ("单位资金 5.50 万元左右", "5.50万元", "amount_not_understood"),
        ("单位资金大约为 5.50 万元", "5.50万元", "amount_not_understood"),
        ("比上年增加 5.00 万元，增长近 20.00%", "20.00%", "amount_not_understood"),
        ("单位资金 5.5O 万元", "5.5O万元", "amount_not_understood"),
        ("单位资金 5.OO 万元", "5.OO万元", "amount_not_understood"),
        ("单位资金 1O0.00 万元", "1O0.00万元", "amount_not_understood"),
        ("单位资金 0.00001 万元，其他收入 0.0000001 万元", "0.0000001万元", "amount_not_understood"),
        ("其他收入 99,999,999,999,999.00 亿元", "99,999,999,999,999.00亿元", "amount_not_understood"),
    ],
)
def test_a_figure_that_cannot_be_right_is_rejected_with_its_reason(read: Read, behind: str, text: str, code: str) -> None:
    extraction = read(section(INCOME, f"一般公共预算 30.00 万元，{behind}。"))
    assert (text, code) in reasons(extraction)
    assert figures(extraction)[0] == money("income", "30")
    assert all(each.reason for each in extraction.rejected)
    tallies(extraction)


def test_what_ends_like_an_approximation_or_a_number_is_none(read: Read) -> None:
    extraction = read(section(PROJECTS, "（一）项目名称：甲项目", "资金分配情况：服务合约 5.00 万元，3D 元件 2.00 万元"))
    assert [(each.label, each.value) for each in extraction.figures] == [
        ("服务合约", Decimal("5.00")),
        ("3D 元件", Decimal("2.00")),
    ]


def test_ten_thousand_is_money_where_it_counts_nothing_else(read: Read) -> None:
    extraction = read(section(INCOME, "其他收入 6 万，种植 6 万亩，算力 6 万 P，占地 3.5 万平方米。"))
    assert [(each.text, each.unit_of_measure, each.amount_yuan) for each in extraction.figures] == [("6", "万", Decimal(60_000))]
    assert reasons(extraction) == [("3.5万平方米", "label_not_known")]


def test_years_dates_and_numbers_of_documents_are_no_figures(read: Read) -> None:
    extraction = read(section(INCOME, "根据青财〔2025〕26 号，2025 年 12 月 31 日起，2026.01-2026.12 单位资金 5.00 万元。"))
    assert figures(extraction) == [money("income", "5")]
    assert reasons(extraction) == []
