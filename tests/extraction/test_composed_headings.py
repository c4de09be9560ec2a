"""Headings that are composed of words: the column that they mean together, or why it is none that is loaded."""

from collections.abc import Callable

import pytest

from dagster_project.extraction.budget_tables.columns import Column, resolve_columns
from dagster_project.extraction.extract import Extraction
from dagster_project.extraction.readers import GridRow
from dagster_project.extraction.vocabulary import Vocabulary

Read = Callable[[str | bytes], Extraction]

_SUBJECT = "科目编码\t科目名称"


def _columns(header: str, table_code: str, vocabulary: Vocabulary) -> tuple[Column, ...]:
    rows = [GridRow(tuple(line.split("\t")), number) for number, line in enumerate(header.split("\n"), start=1)]
    return resolve_columns(rows, table_code, vocabulary)


def _codes(header: str, table_code: str, vocabulary: Vocabulary) -> list[str | None]:
    return [column.meaning.column_code if column.meaning else None for column in _columns(header, table_code, vocabulary)]


def test_what_stands_above_a_fund_tells_this_years_income_from_the_carry_over(vocabulary: Vocabulary) -> None:
    header = (
        f"{_SUBJECT}\t总计\t本年收入\t\t\t\t\t上年结转结余\t\t\n"
        "\t\t\t小计\t一般公共预算资金\t政府性基金预算拨款\t财政专户管理资金\t其他收入\t小计\t一般公共预算资金\t单位资金"
    )
    assert _codes(header, "income", vocabulary) == [
        *("subject", "subject", "total", "current_subtotal", "general_public", "government_fund", "fiscal_special_account"),
        *("other_income", "carryover_subtotal", "carryover_general_public", "carryover_unit_funds"),
    ]


@pytest.mark.parametrize(
    ("headings", "codes"),
    [
        ("财政拨款收入\t事业收入", ["appropriation", "business_income"]),
        ("本级财政拨款\t上年结转", ["appropriation", "carryover"]),
        ("一般公共预算拨款收入\t国有资本经营预算财政拨款收入", ["general_public", "state_capital"]),
        ("单位资金\t财政专户管理资金收入", ["unit_funds", "fiscal_special_account"]),
        ("事业单位经营服务收入\t其它收入", ["operating_income", "other_income"]),
        ("专项收入\t政府性基金专项收入", [None, None]),
        ("预算资金\t使用非财政拨款结余", [None, None]),
        ("上级财政拨款\t政府采购资金", [None, None]),
    ],
)
def test_a_heading_is_understood_word_by_word_or_not_at_all(vocabulary: Vocabulary, headings: str, codes: list[str | None]) -> None:
    assert _codes(f"{_SUBJECT}\t合计\t{headings}", "income", vocabulary)[3:] == codes


def test_a_column_is_a_subtotal_where_its_parts_are_printed_under_its_heading(vocabulary: Vocabulary) -> None:
    header = f"{_SUBJECT}\t合计\t财政拨款\t\t\t单位资金\t\n\t\t\t小计\t一般公共预算\t政府性基金预算\t事业收入\t其他收入"
    assert _codes(header, "income", vocabulary)[3:] == [
        *("appropriation_subtotal", "general_public", "government_fund", "business_income", "other_income"),
    ]
    columns = _columns(f"{_SUBJECT}\t合计\t财政拨款收入\t一般公共预算拨款", "income", vocabulary)
    assert columns[3].meaning is None
    assert "whether the columns beside it are its parts" in columns[3].problem


@pytest.mark.parametrize("table_code", ["expenditure", "general_public_expenditure", "government_fund_expenditure"])
def test_basic_expenditure_is_a_subtotal_where_it_is_split(vocabulary: Vocabulary, table_code: str) -> None:
    whole = f"{_SUBJECT}\t总计\t基本支出\t\t\t项目支出\n\t\t\t小计\t人员支出\t日常公用支出\t"
    assert _codes(whole, table_code, vocabulary)[2:] == ["total", "basic_subtotal", "basic_personnel", "basic_operating", "project"]
    parts = "功能分类科目名称\t支出总计\t基本支出\t\t项目支出\n\t\t人员经费\t公用经费\t"
    assert _codes(parts, table_code, vocabulary) == ["subject", "total", "basic_personnel", "basic_operating", "project"]


def test_a_fund_over_the_columns_of_a_table_of_that_fund_changes_nothing_and_another_one_refuses_them(
    vocabulary: Vocabulary,
) -> None:
    header = f"功能分类科目\t\t本年政府性基金预算支出\t\t\n{_SUBJECT}\t小计\t其中：基本支出\t项目支出"
    assert _codes(header, "government_fund_expenditure", vocabulary)[2:] == ["total", "basic", "project"]
    assert _codes(header, "general_public_expenditure", vocabulary)[2:] == [None, None, None]


def test_columns_under_a_heading_with_an_unknown_word_are_refused(vocabulary: Vocabulary) -> None:
    header = f"{_SUBJECT}\t合计\t基本支出\t项目支出\t特别事项\t\n\t\t\t\t\t基本支出\t合计"
    assert _codes(header, "expenditure", vocabulary)[2:] == ["total", "basic", "project", None, None]


def test_a_list_by_another_classification_is_told_by_the_label_left_of_its_amounts(vocabulary: Vocabulary) -> None:
    header = (
        "收入\t\t支出\t\t\t\t\t\n"
        "项目\t预算数\t支出功能分类科目（按大类）\t预算数\t部门预算支出经济分类科目（按大类）\t预算数\t政府预算支出经济分类科目\t预算数"
    )
    for table_code, amount in (("overview", "expenditure_amount"), ("appropriation", "expenditure_total")):
        assert _codes(header, table_code, vocabulary) == [
            *("income_item", "income_amount", "subject", amount, "use_item", "use_amount", "government_item", "government_amount"),
        ]


@pytest.mark.parametrize("labels", ["支出功能分类科目\t部门支出经济分类科目", "政府支出经济分类科目名称\t功能分类科目名称"])
def test_a_subject_that_is_split_by_another_classification_is_not_read_row_by_row(vocabulary: Vocabulary, labels: str) -> None:
    """Each row is a part of a subject: its amount is not the subject's, where the table has no column for the other."""
    header = f"{labels}\t合计\t财政拨款收入\t事业收入"
    assert _codes(header, "income", vocabulary)[2:] == [None, None, None]


@pytest.mark.parametrize(
    ("labels", "codes"),
    [
        ("支出功能分类科目\t部门支出经济分类科目", ["subject", "other_subject"]),
        ("政府支出经济分类科目名称\t功能分类科目名称", ["other_subject", "subject"]),
    ],
)
def test_expenditure_by_two_classifications_is_of_both(vocabulary: Vocabulary, labels: str, codes: list[str]) -> None:
    header = f"{labels}\t合计\t基本支出\t项目支出"
    assert _codes(header, "expenditure", vocabulary) == [*codes, "total", "basic", "project"]


def test_the_numbers_of_rows_are_part_of_the_form(read: Read) -> None:
    extraction = read(
        _disclosure(
            "收支总表",
            "收入\t\t\t支出\t\t\n项目\t行次\t金额\t项目\t行次\t金额\n栏次\t\t1\t栏次\t\t2\n"
            "一、财政拨款收入\t1\t5.00\t一、一般公共服务支出\t31\t5.00\n总计\t2\t5.00\t总计\tx\t5.00\n",
        )
    )
    assert [(cell.column_code, cell.text) for cell in extraction.cells] == [
        *(("income_amount", "5.00"), ("expenditure_amount", "5.00"), ("income_amount", "5.00"), ("expenditure_amount", "5.00")),
    ]
    assert [(cell.text, cell.reason_code) for cell in extraction.rejected] == [("x", "row_not_understood")]


def test_last_years_figures_stand_in_columns_of_their_own_and_changes_beside_them(read: Read) -> None:
    extraction = read(
        _disclosure(
            "一般公共预算支出表",
            "功能分类科目\t\t2025年执行数\t2026年预算数\t\t\t2026年预算数比2025年执行数\t\n"
            f"{_SUBJECT}\t执行数\t小计\t基本支出\t项目支出\t增减额\t增减(%)\n"
            "205\t教育支出\t4.00\t5.00\t3.00\t2.00\t1.00\t25.00%\n",
        )
    )
    assert [(cell.column_code, cell.text) for cell in extraction.cells] == [
        *(("total_prior_actual", "4.00"), ("total", "5.00"), ("basic", "3.00"), ("project", "2.00")),
    ]
    assert [(figure.measure_code, figure.text) for figure in extraction.figures] == [
        *(("change_against_execution", "1.00"), ("change_against_execution_pct", "25.00%")),
    ]
    assert not extraction.rejected


def test_a_column_of_units_beside_the_subjects_is_no_part_of_their_names(read: Read) -> None:
    extraction = read(
        _disclosure(
            "支出总表", f"预算单位\t{_SUBJECT}\t支出总计\t基本支出\t项目支出\n甲县财政局\t205\t教育支出\t5.00\t3.00\t2.00\n"
        )
    )
    assert {(cell.subject_code, cell.subject_name) for cell in extraction.cells} == {("205", "教育支出")}


def test_a_table_goes_on_under_its_title_and_header_though_the_headings_alone_are_those_of_another(read: Read) -> None:
    header = "收入\t\t支出\t\n项目\t预算数\t项目\t预算数\n"
    head = f"表04\n财政拨款收支预算总表\n单位：万元\n{header}"
    extraction = read(
        _disclosure(
            "财政拨款收支预算总表", f"{header}一、财政拨款\t5.00\t五、教育支出\t5.00\n\f{head}收入总计\t5.00\t支出总计\t5.00\n"
        )
    )
    assert [(table.table_code, table.n_parts) for table in extraction.tables] == [("appropriation", 2)]
    assert len(extraction.cells) == 4


def _disclosure(title: str, grid: str) -> str:
    return f"2026年甲县财政局单位预算公开\n目录\n第二部分 2026年单位预算公开表\n表04\n{title}\n单位：万元\n{grid}"


def test_the_funds_below_the_carry_over_are_not_this_years_income(read: Read) -> None:
    extraction = read(
        _disclosure(
            "财政拨款收支总表",
            "收入\t\t支出\t\n项目\t预算数\t项目\t预算数\n一、本年收入\t5.00\t一、本年支出\t6.00\n"
            "（一）一般公共预算拨款\t5.00\t（一）教育支出\t6.00\n二、上年结转\t1.00\t二、结转下年\t\n"
            "（一）一般公共预算拨款\t1.00\t\t\n收入总计\t6.00\t支出总计\t6.00\n",
        )
    )
    assert [(cell.item_code or cell.subject_name, cell.text) for cell in extraction.cells] == [
        *(("current_income", "5.00"), ("current_expenditure", "6.00"), ("general_public", "5.00"), ("教育支出", "6.00")),
        *(("opening_carryover", "1.00"), ("opening_general_public", "1.00"), (None, "6.00"), (None, "6.00")),
    ]
    assert not extraction.rejected


@pytest.mark.parametrize(
    ("headings", "codes"),
    [
        ("其中：政府采购\t政府购买服务", ["procurement", "purchase_of_services"]),
        ("2026年政府采购项目\t特别事项", ["procurement", None]),
        ("政府采购项目 \t其中：2026年政府采购项目中预留给中小企业的项目资金规模", ["procurement", "procurement_small"]),
        ("预留给小型、微型企业的资金规模\t面向中小企业", ["procurement_micro", "procurement_small"]),
        ("项目资金\t资金规模", [None, None]),
    ],
)
def test_what_is_of_which_beside_the_parts_is_told_and_is_no_part(
    vocabulary: Vocabulary, headings: str, codes: list[str | None]
) -> None:
    columns = _columns(f"{_SUBJECT}\t合计\t基本支出\t项目支出\t{headings}", "expenditure", vocabulary)
    assert [column.meaning.column_code if column.meaning else None for column in columns][5:] == codes
    assert not any(column.meaning.part_of for column in columns[5:] if column.meaning)


def test_what_is_left_without_capital_construction_is_beside_the_whole(vocabulary: Vocabulary) -> None:
    header = f"{_SUBJECT}\t2026年预算数\t\t\t\n\t\t小计\t基本支出\t项目支出\t扣除中央基建投资后预算数"
    assert _codes(header, "general_public_expenditure", vocabulary)[2:] == ["total", "basic", "project", "without_construction"]
    header = f"{_SUBJECT}\t合计\t项目支出\t\n\t\t\t项目支出总数\t扣除基建项目后预算数"
    assert _codes(header, "general_public_expenditure", vocabulary)[2:] == ["total", "project", "project_without_construction"]


@pytest.mark.parametrize("label", ["单位代码", "单位编码", "预算单位"])
def test_the_code_of_a_unit_under_a_heading_of_labels_is_no_part_of_the_subject(vocabulary: Vocabulary, label: str) -> None:
    header = f"项目\t\t\t合计\t基本支出\t项目支出\n科目编码\t{label}\t单位名称（科目）\t\t\t"
    assert _codes(header, "expenditure", vocabulary) == ["subject", "unit", "subject", "total", "basic", "project"]


def test_a_number_before_each_row_and_the_numbers_of_columns_are_part_of_the_form(read: Read) -> None:
    extraction = read(
        _disclosure(
            "支出总表",
            f"序号\t{_SUBJECT}\t合计\t基本支出\t项目支出\n栏次\t1\t2\t3\t4\t5\n1\t205\t教育支出\t5.00\t3.00\t2.00\n",
        )
    )
    assert [(cell.column_code, cell.text) for cell in extraction.cells] == [
        ("total", "5.00"),
        ("basic", "3.00"),
        ("project", "2.00"),
    ]
    assert not extraction.rejected


def test_a_total_beside_this_years_money_and_the_carry_over_is_of_both(vocabulary: Vocabulary) -> None:
    header = f"{_SUBJECT}\t合计\t当年财政拨款安排\t上年结转安排"
    assert _codes(header, "general_public_expenditure", vocabulary)[2:] == ["with_carryover", "total", "carryover"]
    # Alone it is the total, and in a table without a column for both it stays what it is.
    assert _codes(f"{_SUBJECT}\t合计", "general_public_expenditure", vocabulary)[2:] == ["total"]
    assert _codes(f"{_SUBJECT}\t合计\t当年财政拨款收入\t上年结转", "income", vocabulary)[2:] == [
        "total",
        "appropriation",
        "carryover",
    ]


def test_a_part_that_is_called_as_its_whole_is_refused_and_the_whole_is_read(vocabulary: Vocabulary) -> None:
    columns = _columns(f"{_SUBJECT}\t总计\t一般公共预算\t\n\t\t\t小计\t其中：财政拨款", "income", vocabulary)
    assert [column.meaning.column_code if column.meaning else None for column in columns[2:]] == ["total", "general_public", None]
    assert columns[-1].problem == "it is a part of the column left of it: which part cannot be told"


@pytest.mark.parametrize("above", ["当年财政拨款预算安排", "“三公”经费支出", "2026年财政拨款安排"])
def test_items_stand_under_what_their_table_is_of_as_a_whole(vocabulary: Vocabulary, above: str) -> None:
    header = f"单位编码\t单位名称\t{above}\t\t\t\t\n\t\t因公出国（境）费\t公务用车购置及运行费\t\t\t公务接待费\n\t\t\t小计\t购置费\t运行费\t"
    assert _codes(header, "three_public", vocabulary) == [
        *("unit", "unit", "abroad", "vehicles", "vehicle_purchase", "vehicle_operation", "reception"),
    ]


def test_items_under_another_time_or_fund_than_their_tables_are_refused(vocabulary: Vocabulary) -> None:
    header = "单位名称\t政府性基金预算安排\t\n\t因公出国（境）费\t公务接待费"
    assert _codes(header, "three_public", vocabulary) == ["unit", None, None]


def test_the_three_public_expenses_in_rows_may_have_a_column_for_each_budget(vocabulary: Vocabulary) -> None:
    header = "序号\t项目\t合计\t一般公共预算拨款\t政府性基金预算拨款"
    assert _codes(header, "three_public", vocabulary) == ["line", "expense_item", "total", "general_public", "government_fund"]


def test_the_budgets_of_the_appropriation_stand_under_its_name(vocabulary: Vocabulary) -> None:
    header = "预算单位\t收入总计\t财政预算拨款\t\t\t财政专户拨款\n\t\t一般公共预算拨款\t政府性基金预算拨款\t国有资本经营预算拨款\t"
    assert _codes(header, "income", vocabulary) == [
        *("unit", "total", "general_public", "government_fund", "state_capital", "fiscal_special_account"),
    ]


def test_a_unit_printed_as_department_and_as_its_only_member_counts_once(read: Read) -> None:
    extraction = read(
        _disclosure(
            "收入总表",
            "部门（单位）代码\t部门（单位）名称\t合计\t一般公共预算\t事业收入\n"
            "105\t甲县财政局\t5.00\t4.00\t1.00\n105001\t甲县财政局\t5.00\t4.00\t1.00\n合计\t\t5.00\t4.00\t1.00\n",
        )
    )
    assert [(cell.row_no, cell.text) for cell in extraction.cells if cell.column_code == "total"] == [(1, "5.00"), (3, "5.00")]
    assert not extraction.rejected
