"""Sentences as other places than Xinjiang print them: what they name, of which year and phase, and what must not be taken for it."""

from decimal import Decimal

from dagster_project.extraction.extract import Extraction
from tests.small_explanations import ASSETS, PROCUREMENT, UNIT, Read, change, count, figures, money, percent, section, share

COMPILATION = "2026年单位预算编制说明"
FINAL_ITEMS = "（三）一般公共预算财政拨款支出决算具体情况"
FINAL_THREE_PUBLIC = "（一）“三公”经费财政拨款支出决算总体情况说明。"
OPERATING_BUDGET = "二、机关运行经费预算"
RUNNING = "一般公共服务支出（类）政府办公厅（室）及相关机构事务（款）行政运行（项）"


def subjects(extraction: Extraction) -> list[str | None]:
    return [each.subject_code for each in extraction.figures]


def rejected(extraction: Extraction) -> list[tuple[str, str]]:
    return [(each.text, each.reason_code) for each in extraction.rejected if each.table_no is None]


# What is compared with the year before


def test_the_year_before_may_be_named_by_its_number(read: Read) -> None:
    extraction = read(section(COMPILATION, f"2026年，{UNIT}收入预算35万元，其中：财政拨款收入30万元，比2025年预算减少5万元。"))
    assert figures(extraction) == [
        money("income_total", "35"),
        money("income_appropriation", "30"),
        change("income_appropriation", "-5"),
    ]


def test_nothing_has_changed_against_the_year_before_by_its_number(read: Read) -> None:
    extraction = read(section("十、“三公”经费预算情况说明", "公务接待费1.00万元，与2025年预算持平。"))
    assert [(each.measure_code, each.direction) for each in extraction.figures] == [("three_public_reception", "unchanged")]


def test_a_change_against_another_year_is_refused(read: Read) -> None:
    extraction = read(section(COMPILATION, f"2026年，{UNIT}收入预算35万元，比2023年预算减少5万元。"))
    assert figures(extraction) == [money("income_total", "35")]
    assert rejected(extraction) == [("5万元", "label_not_known")]


# Subjects


def test_a_subject_may_be_named_in_quotation_marks_with_dashes(read: Read) -> None:
    extraction = read(
        section(COMPILATION, "“一般公共服务支出-政府办公厅（室）及相关机构事务-行政运行”科目20.00万元，主要用于基本支出。")
    )
    assert figures(extraction) == [money("appropriation_item", "20")]
    assert subjects(extraction) == ["2010301"]


def test_a_class_alone_measures_something_else_than_an_item(read: Read) -> None:
    extraction = read(section(COMPILATION, "“一般公共服务支出”科目20万元，主要用于基本支出。"))
    assert figures(extraction) == [money("appropriation_class", "20")]
    assert subjects(extraction) == ["201"]


def test_numbers_of_the_levels_may_stand_beside_their_marks(read: Read) -> None:
    named = "一般公共服务支出（201类）政府办公厅（室）及相关机构事务（03款）行政运行（01项）"
    extraction = read(section(COMPILATION, f"{named}20.00万元。"))
    assert subjects(extraction) == ["2010301"]


def test_execution_of_the_year_before_and_what_is_set_against_it_have_measures_of_their_own(read: Read) -> None:
    """The percentage is against the execution, not against last year's budget: no change against the year before follows from it."""
    extraction = read(
        section(
            COMPILATION,
            f"“{RUNNING}”20.00万元，主要用于基本支出。2025年当年预算执行数为16.00万元，2026年预算安排20.00万元，"
            "比2025年预算执行数增加25.00%。",
        )
    )
    assert figures(extraction) == [
        money("appropriation_item", "20"),
        money("subject_prior_execution", "16"),
        money("subject_budget_compared", "20"),
        percent("subject_budget_compared", "25"),
    ]
    assert set(subjects(extraction)) == {"2010301"}


def test_what_equals_last_years_execution_is_not_said_to_equal_last_years_budget(read: Read) -> None:
    extraction = read(
        section(
            COMPILATION,
            f"“{RUNNING}”20.00万元。2025年当年预算执行数为20.00万元，2026年预算安排20.00万元，比2025年预算执行数持平。",
        )
    )
    assert [each.direction for each in extraction.figures] == [None, None, None]


def test_execution_of_a_year_farther_back_or_of_none_is_refused(read: Read) -> None:
    for year in ("2024年当年", "2026年", ""):
        extraction = read(section(COMPILATION, f"“{RUNNING}”20.00万元。{year}预算执行数为16.00万元。"))
        assert figures(extraction) == [money("appropriation_item", "20")]
        assert rejected(extraction) == [("16.00万元", "about_something_else")]


def test_amounts_are_of_no_subject_before_one_that_is_not_known(read: Read) -> None:
    extraction = read(
        section(
            COMPILATION, f"“{RUNNING}”20.00万元。“一般公共服务支出（类）无此事务（款）”5.00万元。2025年当年预算执行数为16.00万元。"
        )
    )
    assert figures(extraction) == [money("appropriation_item", "20")]
    assert [text for text, _ in rejected(extraction)] == ["5.00万元", "16.00万元"]


# Final accounts


def test_a_subject_named_in_one_sentence_has_its_amounts_in_the_next(read: Read) -> None:
    extraction = read(
        section(
            FINAL_ITEMS,
            "一般公共预算财政拨款支出年初预算为40.00万元，支出决算为30.00万元，完成年初预算的75.00%。其中：",
            f"1、{RUNNING}。主要用于：基本支出。年初预算为25.00万元，支出决算为20.00万元，完成年初预算的80.00%。",
            "2、一般公共服务支出（类）无此事务（款）无此项（项）。年初预算为15.00万元，支出决算为10.00万元。",
        )
    )
    assert [(each.measure_code, each.value, each.subject_code) for each in extraction.figures] == [
        ("general_public_total_initial", Decimal(40), None),
        ("general_public_total", Decimal(30), None),
        ("general_public_total_completion", Decimal(75), None),
        ("general_public_item_initial", Decimal(25), "2010301"),
        ("general_public_item", Decimal(20), "2010301"),
        ("general_public_item_completion", Decimal(80), "2010301"),
    ]
    assert [text for text, _ in rejected(extraction)] == ["15.00万元", "10.00万元"]


def test_final_three_public_expenses_stand_beside_their_budget(read: Read) -> None:
    extraction = read(
        section(
            FINAL_THREE_PUBLIC,
            "“三公”经费财政拨款支出年初预算为0.95万元，支出决算为0.50万元，完成预算的52.63%，"
            "其中：公务接待费支出决算为0.50万元，完成预算的52.63%。",
        )
    )
    assert figures(extraction) == [
        money("three_public_total_initial", "0.95"),
        money("three_public_total", "0.50"),
        count("three_public_total_completion", "52.63"),
        money("three_public_reception", "0.50"),
        count("three_public_reception_completion", "52.63"),
    ]


def test_a_change_behind_how_much_was_spent_is_of_the_amount_before_it(read: Read) -> None:
    extraction = read(
        section(
            FINAL_THREE_PUBLIC,
            "“三公”经费财政拨款支出决算为17.00万元，完成预算94.44%，较上年度减少1.00万元，下降5.56%。",
        )
    )
    assert figures(extraction) == [
        money("three_public_total", "17"),
        count("three_public_total_completion", "94.44"),
        money("three_public_total", "-1", "change"),
        money("three_public_total", "-5.56", "change_pct"),
    ]


def test_a_list_of_uses_is_no_purpose_of_the_total_before_it(read: Read) -> None:
    extraction = read(
        section(
            "（二）一般公共预算财政拨款支出决算结构情况",
            "一般公共预算财政拨款支出40.00万元，主要用于以下方面：一般公共服务支出（类）30.00万元，占75.00%；教育（类）支出10.00万元，占25.00%。",
        )
    )
    assert figures(extraction) == [
        money("general_public_total", "40"),
        money("general_public_class", "30"),
        share("general_public_class", "75"),
        money("general_public_class", "10"),
        share("general_public_class", "25"),
    ]
    assert subjects(extraction) == [None, "201", "201", "205", "205"]


# Procurement, assets, operating expenses


def test_vehicles_are_counted_at_a_date_and_those_to_be_bought_apart(read: Read) -> None:
    extraction = read(
        section(
            ASSETS,
            f"截至2025年8月31日，{UNIT}共有车辆3辆，其中：机要通信用车1辆、其他用车2辆；单价100万元（含）以上设备（不含车辆）1台（套）。",
            "2026年单位预算安排购置车辆2辆，其中：机要通信用车0辆、其他用车2辆；单位预算安排购置单价100万元（含）以上设备（不含车辆）0台（套）。",
        )
    )
    assert figures(extraction) == [
        count("vehicles", "3"),
        count("vehicles_confidential", "1"),
        count("vehicles_other", "2"),
        count("equipment_over_1m", "1"),
        count("vehicles_planned", "2"),
        count("vehicles_planned_confidential", "0"),
        count("vehicles_planned_other", "2"),
        count("equipment_over_1m_planned", "0"),
    ]


def test_money_of_another_year_is_refused_also_behind_a_date(read: Read) -> None:
    extraction = read(section(PROCUREMENT, "截至2025年8月31日，政府采购预算3.00万元。"))
    assert figures(extraction) == []


def test_operating_expenses_of_an_organ_and_its_units_are_those_of_the_department(read: Read) -> None:
    whole = read(section(OPERATING_BUDGET, f"2026年{UNIT}下属1家机关和2家事业单位财政拨款的机关运行经费预算为213.28万元。"))
    assert figures(whole) == [money("organ_operating_expenses", "213.28")]
    part = read(section(OPERATING_BUDGET, f"2026年{UNIT}下属2家事业单位财政拨款的机关运行经费预算为13.28万元。"))
    assert figures(part) == []


def test_a_subject_may_be_named_with_its_code(read: Read) -> None:
    for named in ("行政运行（2010301）", "[2010301]行政运行", "2010301-行政运行", "（一）2010301—行政运行"):
        extraction = read(section(COMPILATION, f"{named}20.00万元，比2025年预算增加2.00万元。"))
        assert figures(extraction) == [money("appropriation_item", "20"), change("appropriation_item", "2")]
        assert set(subjects(extraction)) == {"2010301"}


def test_a_name_beside_the_code_of_another_subject_is_refused(read: Read) -> None:
    for named in ("信访业务（2010301）", "2010301-信访业务", "12010301-行政运行"):
        extraction = read(section(COMPILATION, f"{named}20.00万元。"))
        assert figures(extraction) == []


def test_a_change_against_the_execution_of_the_year_before_is_no_change_against_its_budget(read: Read) -> None:
    extraction = read(section(COMPILATION, f"2026年，{UNIT}收入预算35万元，比上年执行数增加5万元，增长16.67%。"))
    assert figures(extraction) == [
        money("income_total", "35"),
        money("change_against_execution", "5"),
        count("change_against_execution_pct", "16.67"),
    ]
