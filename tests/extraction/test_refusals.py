"""What is refused since it is not the unit's own figure of this year, or not the figure that its digits look like."""

import pytest

from tests.small_disclosures import disclosure
from tests.small_explanations import (
    EXPENDITURE,
    INCOME,
    ITEMS,
    PROJECTS,
    UNIT,
    Read,
    change,
    explained,
    figures,
    line_of,
    money,
    percent,
    reasons,
    section,
    share,
)

OTHER = "白水县统计局"


@pytest.mark.parametrize(
    "sentence",
    [
        "上年支出预算 40.00 万元。",
        "2025 年基本支出 40.00 万元。",
        "基本支出 2025 年为 40.00 万元。",
        "下属单位基本支出 40.00 万元。",
        "下属单位：基本支出 40.00 万元。",
        "全县2026年情况，基本支出 40.00 万元。",
        "每人基本支出 40.00 万元。",
        "人均基本支出 40.00 万元。",
        "基本支出 40.00 万元（不含上年结转）。",
        "基本支出 40.00 万元，不含上年结转。",
        "基本支出 40.00 万元除外。",
        "基本支出 40.00 万元，不计入本表。",
        "基本支出 40.00 万元（待批复）。",
        "基本支出是 40.00 万元？",
        "基本支出 40.00 万元（2025年数）。",
        "基本支出 40.00 万元（备注：上年决算数）。",
        "基本支出和项目支出 40.00 万元。",
        "基本支出、项目支出 40.00 万元。",
        "基本支出，项目支出 40.00 万元。",
        "例如，基本支出 40.00 万元。",
        f"{OTHER}基本支出 40.00 万元。",
    ],
)
def test_an_amount_that_may_be_of_others_or_of_another_year_is_refused(read: Read, sentence: str) -> None:
    extraction = read(section(EXPENDITURE, sentence))
    assert figures(extraction) == []
    assert reasons(extraction) == [("40.00万元", "about_something_else")]


@pytest.mark.parametrize(
    "sentence",
    [
        "2026 年支出预算 40.00 万元。",
        f"{UNIT}支出预算 40.00 万元。",
        "本单位2026年支出预算 40.00 万元。",
        "本年支出预算安排 40.00 万元。",
        "一、支出预算 40.00 万元。",
        "2026.01-2026.12支出预算 40.00 万元。",
    ],
)
def test_words_that_change_nothing_may_stand_before_a_label(read: Read, sentence: str) -> None:
    extraction = read(section(EXPENDITURE, sentence.replace("预算安排", "预算")))
    assert figures(extraction) == [money("expenditure_total", "40")]


@pytest.mark.parametrize(
    "number", ["25 30.00", "25<br>30.00", "10.00<sup>2</sup>", "10.00②", "1O0.00", "10..00", "2.935.31", "2'935.31", "12,34", "1e5"]
)
def test_a_number_that_is_not_what_its_digits_say_is_refused(read: Read, number: str) -> None:
    extraction = read(section(EXPENDITURE, f"基本支出 {number} 万元，占 60.00%。"))
    assert figures(extraction) == []
    assert {reason for _, reason in reasons(extraction)} <= {"amount_not_understood", "label_not_known"}
    assert "60.00%" in [text for text, _ in reasons(extraction)]


@pytest.mark.parametrize("sign", ["-", "~", "—", "至", "到"])
@pytest.mark.parametrize("unit", ["", " 万元"])
def test_neither_end_of_a_range_is_a_figure(read: Read, sign: str, unit: str) -> None:
    extraction = read(section(EXPENDITURE, f"基本支出 25.00{unit}{sign}26.00 万元。"))
    assert figures(extraction) == []
    assert reasons(extraction)[-1] == ("26.00万元", "part_of_range")


def test_a_remark_in_brackets_behind_an_amount_may_say_what_is_in_it(read: Read) -> None:
    extraction = read(section(EXPENDITURE, "基本支出 25.00 万元（含2025年结转资金）。"))
    assert figures(extraction) == [money("expenditure_basic", "25")]


@pytest.mark.parametrize("words", ["壹佰万元", "三十五万元", "一百二十万元", "5 百万元", "二千万元"])
def test_a_sum_in_words_is_refused(read: Read, words: str) -> None:
    extraction = read(section(EXPENDITURE, f"基本支出{words}。"))
    assert figures(extraction) == []
    assert [reason for _, reason in reasons(extraction)] == ["amount_not_understood"]


def test_a_share_behind_a_refused_amount_is_not_taken_for_the_amount_before(read: Read) -> None:
    extraction = read(
        section(EXPENDITURE, "支出预算 35.00 万元，其中：基本支出 25 00.00 万元，占 71.43%，比上年预算增加 1.00 万元。")
    )
    assert figures(extraction) == [money("expenditure_total", "35")]


def test_a_percentage_of_change_alone_stays_with_its_amount(read: Read) -> None:
    assert figures(read(section(EXPENDITURE, "基本支出 25.00 万元，增长 13.64%。"))) == [
        money("expenditure_basic", "25"),
        percent("expenditure_basic", "13.64"),
    ]


def test_a_change_against_another_year_is_refused_with_its_percentage(read: Read) -> None:
    extraction = read(section(EXPENDITURE, "基本支出 25.00 万元，比 2024 年预算增加 3.00 万元，增长 13.64%。"))
    assert figures(extraction) == [money("expenditure_basic", "25")]
    assert [text for text, _ in reasons(extraction)] == ["3.00万元", "13.64%"]


def test_a_section_about_another_organ_is_refused(read: Read) -> None:
    text = explained(f"二、关于{OTHER} 2026 年收入预算情况说明\n单位资金 7.00 万元。\n{EXPENDITURE}\n基本支出 25.00 万元。")
    extraction = read(text)
    assert figures(extraction) == [money("expenditure_basic", "25")]
    assert reasons(extraction) == [("7.00 万元", "section_refused")]


def test_a_section_printed_twice_is_read_once(read: Read) -> None:
    lines = f"{INCOME}\n单位资金 5.00 万元，占 14.29%。\n"
    extraction = read(explained(f"{lines}{EXPENDITURE}\n基本支出 25.00 万元。\n{lines}"))
    assert figures(extraction) == [money("income", "5"), share("income", "14.29"), money("expenditure_basic", "25")]
    assert reasons(extraction) == [("5.00 万元", "section_refused"), ("14.29%", "section_refused")]


def test_a_paragraph_printed_twice_in_a_section_is_read_once(read: Read) -> None:
    item = "一般公共服务支出（类）政府办公厅（室）及相关机构事务（款）行政运行（项）：2026 年预算数为 25.00 万元，比上年预算增加 1.00 万元。"
    extraction = read(section(ITEMS, f"1.{item}", f"1.{item}"))
    assert figures(extraction) == [money("general_public_item", "25"), change("general_public_item", "1")]
    assert {reason for _, reason in reasons(extraction)} == {"paragraph_repeated"}


def test_fields_under_a_project_without_a_name_are_not_those_of_the_project_before(read: Read) -> None:
    extraction = read(section(PROJECTS, "项目名称：甲项目", "设立的政策依据：某文件", "项目名称：", "预算安排规模：9.00 万元"))
    assert [each.project_name for each in extraction.project_cards] == ["甲项目"]
    assert [each.text for each in extraction.figures if each.project_name == "甲项目"] == []


def test_the_second_budget_behind_a_label_of_a_card_is_refused(read: Read) -> None:
    extraction = read(section(PROJECTS, "项目名称：甲项目", "预算安排规模：9.00 万元 8.00 万元"))
    assert figures(extraction) == [money("project_card_budget", "9")]
    assert reasons(extraction) == [("8.00万元", "label_repeated")]


def test_from_where_only_another_unit_is_named_on_nothing_is_the_own_unit_s(read: Read) -> None:
    second = disclosure(unit=OTHER).split("目 录", 1)[-1]
    text = f"{section(INCOME, '单位资金 5.00 万元。')}\n{second}\n三、关于{OTHER} 2026 年支出预算情况说明\n基本支出 77.00 万元。\n"
    extraction = read(text)
    assert figures(extraction) == [money("income", "5")]
    first_of_other = line_of(text, OTHER)
    assert {cell.line_no < first_of_other for cell in extraction.cells} == {True}
    assert ("77.00 万元", "another_disclosure") in [(each.text, each.reason_code) for each in extraction.rejected]


def test_a_subject_of_a_table_of_projects_whose_projects_cannot_be_read_is_refused(read: Read) -> None:
    table = (
        "单位一般公共预算项目支出情况表\n编制单位：青山县档案馆\n单位：万元\n\n"
        "科目编码\t\t\t科目名称\t项目名称\t项目支出合计\t商品和服务支出\n类\t款\t项\t\t\t\t\n"
        "201\t\t\t一般公共服务支出\t\t10.00\t10.00\n201\t03\t02\t一般行政管理事务\t甲项目\t10.00\t10.00\n"
        "205\t\t\t教育支出\t\t7.00\t7.00\n205\t08\t03\t培训支出\t乙项目\t7①\t7.00\n"
    )
    extraction = read(
        disclosure().replace("第三部分", f"{table}\n第三部分") if "第三部分" in disclosure() else f"{disclosure()}\n{table}"
    )
    cells = [cell for cell in extraction.cells if cell.table_code == "project_expenditure"]
    assert {cell.subject_code for cell in cells} == {"201", "2010302"}
    assert ("7.00", "row_not_understood") in [(each.text, each.reason_code) for each in extraction.rejected]


@pytest.mark.parametrize(
    ("title", "reason_code"),
    [
        ("2025年单位支出总体情况表", "another_year"),
        ("单位支出总体情况表（2025年度）", "another_year"),
        ("上年单位支出总体情况表", "another_year"),
        ("支出总体情况表（上年数）", "another_year"),
        ("青松县教育局支出总体情况表", "another_unit"),
        ("附件3：青松县教育局2026年度部门支出总体情况表", "another_unit"),
        ("全县支出总体情况表", "another_unit"),
        ("青山县档案馆读者服务中心支出总体情况表", "another_unit"),
    ],
)
def test_a_table_whose_title_names_another_year_or_organ_is_refused(read: Read, title: str, reason_code: str) -> None:
    extraction = read(disclosure().replace("表 3\n单位支出总体情况表", f"表 3\n{title}"))
    assert {cell.table_code for cell in extraction.cells} == {"overview", "income"}
    assert {each.reason_code for each in extraction.rejected} == {reason_code}


@pytest.mark.parametrize(
    "title",
    [
        "2026年单位支出总体情况表",
        "2025年与2026年单位支出总体情况表",
        "青山县档案馆2026年支出总体情况表",
        "公开表3：县档案馆单位支出总体情况表",
        "青山县档案馆本级支出总体情况表",
    ],
)
def test_a_table_whose_title_names_the_unit_or_its_year_is_read(read: Read, title: str) -> None:
    extraction = read(disclosure().replace("表 3\n单位支出总体情况表", f"表 3\n{title}"))
    assert {cell.table_code for cell in extraction.cells} == {"overview", "income", "expenditure"}


def test_what_a_section_states_a_second_time_is_refused(read: Read) -> None:
    extraction = read(
        section(
            EXPENDITURE,
            "基本支出 25.00 万元，占 71.43%。",
            "一般公共预算拨款合计 20.00 万元，其中：基本支出 15.00 万元，占 75.00%。",
        )
    )
    assert figures(extraction) == [money("expenditure_basic", "25"), share("expenditure_basic", "71.43")]
    assert dict(reasons(extraction)) == {
        "20.00万元": "label_not_known",
        "15.00万元": "stated_before",
        "75.00%": "stated_before",
    }


def test_a_figure_behind_the_words_that_name_the_one_before_is_no_part_of_them(read: Read) -> None:
    text = section("### 十三、其他需说明的事项", "单位有 1 个涉密项目涉及预算资金 42.00 万元项目绩效目标表不予公开。")
    extraction = read(text)
    found = [*[each.text for each in extraction.figures], *[text for text, _ in reasons(extraction)]]
    assert any(each.startswith("42.00") for each in found)


def test_sections_may_state_the_same(read: Read) -> None:
    text = explained(f"{EXPENDITURE}\n基本支出 25.00 万元。\n{INCOME}\n单位资金 5.00 万元。")
    assert figures(read(text)) == [money("expenditure_basic", "25"), money("income", "5")]
