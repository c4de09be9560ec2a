"""Sentences of final accounts: budgets beside what was spent, classes with their items, funds one by one, what changes count from."""

import pytest

from tests.extraction.test_narrative_structure import final_account, of_subjects, refused
from tests.small_explanations import EXPENDITURE, INCOME, Figure, Read, change, count, figures, money, percent, section

ITEMS = "（三）一般公共预算财政拨款支出决算具体情况"
APPROPRIATIONS = "四、财政拨款收入支出决算情况说明"
THREE_PUBLIC = "一、“三公”经费财政拨款决算情况"
DETAILS = "（二）“三公”经费支出决算具体情况说明"
REVIEWS = "九、预算绩效情况说明"


# A class with its budget, and what stands below it


@pytest.mark.parametrize("items", ["（1）司法（款）行政运行（项）年初预算为", "（1）司法（款）行政运行（项）。年初预算为"])
def test_items_below_a_class_that_has_a_budget_are_those_of_the_class(items: str, read: Read) -> None:
    extraction = read(
        final_account(
            ITEMS,
            "1.公共安全支出（类）年初预算为100.00万元，支出决算为95.00万元，完成年初预算的95%。决算数小于预算数的主要原因：结余。其中：",
            f"{items}60.00万元，支出决算为57.00万元，完成年初预算的95%。",
        )
    )
    assert of_subjects(extraction) == [
        ("general_public_class_initial", "204", "general_public"),
        ("general_public_class", "204", "general_public"),
        ("general_public_class_completion", "204", "general_public"),
        ("general_public_item_initial", "2040601", "general_public"),
        ("general_public_item", "2040601", "general_public"),
        ("general_public_item_completion", "2040601", "general_public"),
    ]


def test_what_is_spent_is_split_by_kind_behind_its_completion(read: Read) -> None:
    extraction = read(
        final_account(
            ITEMS,
            "一般公共预算财政拨款支出年初预算为100.00万元，支出决算为95.00万元，完成年初预算的95%，其中：基本支出60.00万元，项目支出35.00万元。",
        )
    )
    assert figures(extraction) == [
        money("general_public_total_initial", "100.00"),
        money("general_public_total", "95.00"),
        count("general_public_total_completion", "95"),
        money("general_public_basic", "60.00"),
        money("general_public_project", "35.00"),
    ]


@pytest.mark.parametrize("again", ["较2023年决算增加2.00万元", "决算数较上年增加2.00万元"])
def test_a_change_of_its_own_sentence_behind_a_budget_and_what_was_spent_is_of_the_latter(again: str, read: Read) -> None:
    text = f"教育支出年初预算80.00万元，支出决算90.00万元，完成年初预算的112.5%。{again}，增长2.27%。"
    extraction = read(final_account(ITEMS, text))
    assert figures(extraction) == [
        money("general_public_class_initial", "80.00"),
        money("general_public_class", "90.00"),
        count("general_public_class_completion", "112.5"),
        change("general_public_class", "2.00"),
        percent("general_public_class", "2.27"),
    ]


def test_of_several_amounts_of_others_a_change_of_its_own_sentence_is_of_none(read: Read) -> None:
    text = "教育支出90.00万元，卫生健康支出5.00万元。较2023年决算增加2.00万元。"
    assert [each.figure_kind for each in read(final_account(ITEMS, text)).figures] == ["amount", "amount"]


def test_totals_of_all_may_say_that_they_hold_what_was_carried_over(read: Read) -> None:
    """Other sums with such a remark are not those of their tables: they are refused."""
    overview = "收入总计90.00万元（含结转和结余），支出总计90.00万元（含结转和结余）。与上年相比，收、支总计各减少5.00万元。"
    assert figures(read(final_account("一、收入支出决算总体情况说明", overview))) == [
        money("budget_total", "90.00"),
        money("budget_total", "90.00"),
        change("budget_total", "-5.00"),
    ]
    assert figures(read(final_account(INCOME, "收入合计90.00万元（含结转和结余）。"))) == []


def test_guests_are_counted_behind_what_a_reception_was_for(read: Read) -> None:
    text = "国内接待费0.60万元，主要用于接待上级检查3次，共接待8批次，62人次。"
    extraction = read(final_account(DETAILS, text))
    assert figures(extraction) == [
        money("domestic_reception", "0.60"),
        count("reception_groups", "8"),
        count("reception_people", "62"),
    ]
    assert extraction.figures[0].purpose == "接待上级检查3次"


def test_projects_that_were_evaluated_are_counted_behind_those_who_did(read: Read) -> None:
    text = "本部门组织对7个项目进行了绩效自评，涉及资金700.00万元。"
    assert figures(read(final_account(REVIEWS, text))) == [
        count("performance_self_projects", "7"),
        money("performance_self_amount", "700.00"),
    ]


def test_a_paragraph_may_begin_with_another_section_of_the_class_before(read: Read) -> None:
    extraction = read(
        final_account(
            ITEMS,
            "1.卫生健康支出（类）",
            "卫生健康管理事务（款）行政运行（项）年初预算为20.00万元，支出决算为20.00万元。",
            "公共卫生（款）基本公共卫生服务（项）年初预算为8.00万元，支出决算为9.00万元。",
        )
    )
    assert [subject for _, subject, _ in of_subjects(extraction)] == ["2100101", "2100101", "2100408", "2100408"]


def test_a_section_and_an_item_may_both_have_their_code_behind(read: Read) -> None:
    text = "进修及培训（20508）培训支出（2050803）年初预算为8.00万元，支出决算为7.00万元。"
    assert of_subjects(read(final_account(ITEMS, text))) == [
        ("general_public_item_initial", "2050803", "general_public"),
        ("general_public_item", "2050803", "general_public"),
    ]


def test_what_follows_an_amount_that_is_not_understood_is_not_of_the_subject_before(read: Read) -> None:
    text = "教育支出（类）年初预算为80.00万元。其中：某某培训年初预算为8.00万元，支出决算为7.00万元，完成年初预算的87.5%。"
    extraction = read(final_account(ITEMS, text))
    assert of_subjects(extraction) == [("general_public_class_initial", "205", "general_public")]
    assert [text for text, _ in refused(extraction)] == ["8.00万元", "7.00万元", "87.5%"]


def test_a_name_may_have_quotation_marks_of_its_own(read: Read) -> None:
    text = "1.公共安全支出（类）法院（款）“两庭”建设（项）年初预算为5.00万元，支出决算为6.00万元。"
    assert [subject for _, subject, _ in of_subjects(read(final_account(ITEMS, text)))] == ["2040506", "2040506"]


def test_the_budget_of_a_class_of_government_funds_is_none_of_an_item(read: Read) -> None:
    text = "2024年度政府性基金预算财政拨款支出15.00万元，其中：城乡社区支出（类）支出15.00万元，年初预算18.00万元，完成年初预算的83.33%。"
    extraction = read(final_account("四、政府性基金预算财政拨款支出决算情况", text))
    assert [code for code, _, _ in of_subjects(extraction)] == [
        "government_fund_total",
        "government_fund_class",
        "government_fund_class_initial",
        "government_fund_class_completion",
    ]


# Appropriations, fund by fund


def test_expenditure_behind_the_income_of_a_fund_is_of_that_fund(read: Read) -> None:
    extraction = read(
        final_account(
            APPROPRIATIONS,
            "（一）财政拨款收支与2023年度决算对比情况",
            "本单位2024年度财政拨款本年收入40.00万元，比2023年度增加2.00万元；本年支出39.00万元，增加1.00万元。其中：",
            "1.一般公共预算财政拨款本年收入30.00万元，比上年增加1.00万元；本年支出29.00万元，比上年增加0.50万元。",
            "（二）财政拨款收支与年初预算数对比情况",
            "1.政府性基金预算财政拨款本年收入完成年初预算105%，比年初预算增加0.50万元；支出完成年初预算100%，与年初预算持平。",
        )
    )
    assert figures(extraction) == [
        money("appropriation_income_total", "40"),
        change("appropriation_income_total", "2"),
        money("appropriation_expenditure_total", "39"),
        change("appropriation_expenditure_total", "1"),
        money("appropriation_income", "30"),
        change("appropriation_income", "1"),
        money("appropriation_expenditure_from_fund", "29"),
        change("appropriation_expenditure_from_fund", "0.5"),
        count("appropriation_income_from_fund_completion", "105"),
        money("change_against_own_budget", "0.5"),
        count("appropriation_expenditure_from_fund_completion", "100"),
    ]
    assert [fund for _, _, fund in of_subjects(extraction)][4:] == ["general_public"] * 4 + ["government_fund"] * 3


# Headings that name more closely what is told of the money above


def test_below_a_heading_that_names_money_a_classification_is_of_that_money(read: Read) -> None:
    extraction = read(
        section(
            "四、一般公共预算拨款支出情况说明",
            "2026年一般公共预算拨款支出35.00万元。",
            "（一）基本支出情况",
            "2026年一般公共预算基本支出20.00万元。",
            "（二）项目支出情况",
            "2026年一般公共预算项目支出15.00万元。",
            "（三）支出功能分类情况",
            "一般公共服务支出35.00万元，占100.00%。",
        )
    )
    assert [(code, fund) for code, _, fund in of_subjects(extraction)] == [
        ("general_public_total", None),
        ("basic_total", None),
        ("general_public_project", None),
        ("general_public_class", "general_public"),
        ("general_public_class", "general_public"),
    ]


def test_a_part_that_is_a_section_heads_what_only_parts_it(read: Read) -> None:
    extraction = read(
        final_account(
            "一、收入支出决算总体情况说明",
            "第五部分 2024年度部门绩效评价情况",
            "一、绩效评价工作开展情况",
            "2024年度评价项目5个，涉及金额30.00万元。",
        )
    )
    assert figures(extraction) == [count("performance_reviewed_projects", "5"), money("performance_reviewed_amount", "30")]


# What a change is of, and what it is counted from


def test_a_change_in_a_sentence_of_its_own_behind_several_amounts_is_refused(read: Read) -> None:
    text = "2026年支出预算35.00万元，其中：基本支出20.00万元，占57.14%；项目支出15.00万元，占42.86%。比上年预算数增加3.00万元。"
    extraction = read(section(EXPENDITURE, text))
    assert [code for code, kind, _ in figures(extraction) if kind == "change"] == []
    assert refused(extraction) == [("3.00万元", "about_something_else")]


def test_a_change_in_a_sentence_of_its_own_is_of_the_one_amount_that_has_none(read: Read) -> None:
    text = "公务用车购置费支出1.00万元，比上年减少0.10万元；公务用车运行维护费支出6.00万元。比上年减少0.50万元。"
    assert figures(read(final_account(DETAILS, text)))[2:] == [
        money("three_public_vehicle_operation", "6"),
        change("three_public_vehicle_operation", "-0.5"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "1.公务接待费。2024年决算数6.00万元，与2024年年初预算数6.00万元持平。",
            [money("three_public_reception", "6"), money("three_public_reception_initial", "6")],
        ),
        (
            "1.公务接待费。2024年决算数6.00万元，比上年决算数5.00万元增加1.00万元。",
            [
                money("three_public_reception", "6"),
                money("compared_prior_execution", "5"),
                change("three_public_reception", "1"),
            ],
        ),
        (
            "1.公务接待费。2024年决算数6.00万元，比全年预算数7.00万元减少1.00万元。",
            [
                money("three_public_reception", "6"),
                money("compared_own_budget", "7"),
                money("change_against_own_budget", "-1"),
            ],
        ),
    ],
)
def test_what_a_change_is_counted_from_is_a_statement_of_its_own(text: str, expected: list[Figure], read: Read) -> None:
    extraction = read(final_account(THREE_PUBLIC, text))
    assert figures(extraction) == expected
    # Nothing is said of the year before by being the same as the budget.
    assert extraction.figures[0].direction is None


def test_an_amount_before_a_percentage_alone_may_be_a_change_that_lost_a_word(read: Read) -> None:
    extraction = read(section(INCOME, "2026年收入预算35.00万元，比上年1.43万元，增长4.26%。"))
    assert figures(extraction) == [money("income_total", "35")]


def test_a_statement_goes_on_behind_the_semicolon_that_ends_a_reason(read: Read) -> None:
    text = "公务接待费6.00万元，较年初预算数减少1.00万元，主要原因是压减接待；较2023年度决算数减少0.50万元，下降7.69%。"
    extraction = read(final_account(THREE_PUBLIC, text))
    assert figures(extraction) == [
        money("three_public_reception", "6"),
        money("change_against_own_budget", "-1"),
        change("three_public_reception", "-0.5"),
        percent("three_public_reception", "-7.69"),
    ]
    assert extraction.figures[0].reason == "压减接待"


# Self-evaluations


def test_what_a_part_is_of_may_be_said_in_the_sentence_before(read: Read) -> None:
    text = "本单位组织对一般公共预算项目支出全面开展绩效自评。其中，二级项目5个，共涉及资金30.00万元。"
    assert figures(read(final_account(REVIEWS, text))) == [money("performance_self_amount", "30")]


def test_an_item_of_a_list_may_begin_with_the_name_of_a_project(read: Read) -> None:
    extraction = read(
        final_account(
            REVIEWS,
            "（1）法律援助项目自评得分98.5分，全年预算数为12.00万元，执行数为11.82万元，完成预算的98.50%。",
            "（2）部门预算项目自评得分97分。",
        )
    )
    assert [(each.measure_code, each.project_name) for each in extraction.figures] == [
        ("project_review_score", "法律援助项目"),
        ("project_review_budget", "法律援助项目"),
        ("project_review_execution", "法律援助项目"),
        ("project_review_completion", "法律援助项目"),
    ]
