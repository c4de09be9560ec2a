"""From a printed header to what each column means."""

import pytest

from dagster_project.extraction.budget_tables.columns import Column, count_header_rows, is_number_row, resolve_columns
from dagster_project.extraction.readers import GridRow
from dagster_project.extraction.vocabulary import Vocabulary


def _rows(text: str) -> list[GridRow]:
    return [GridRow(tuple(line.split("\t")), number) for number, line in enumerate(text.split("\n"), start=1)]


def _columns(header: str, table_code: str, vocabulary: Vocabulary) -> tuple[Column, ...]:
    return resolve_columns(_rows(header), table_code, vocabulary)


def _codes(columns: tuple[Column, ...]) -> list[str | None]:
    return [column.meaning.column_code if column.meaning else None for column in columns]


SUBJECT = ["subject"] * 4

INCOME = (
    "科目代码\t\t\t科目名称\t总计\t财政拨款（补助）\t\t\t\t\t\t财政专户（教育收费）\t单位资金\t财政拨款结转\t非财政拨款结转结余\n"
    "类\t款\t项\t\t\t财政拨款（补助）小计\t一般公共预算\t上级一般公共预算安排的转移支付\t政府性基金预算\t"
    "上级政府性基金安排的转移支付\t国有资本经营预算\t\t\t\t"
)
INCOME_CODES = [
    *SUBJECT,
    "total",
    "appropriation_subtotal",
    "general_public",
    "general_public_transfer",
    "government_fund",
    "government_fund_transfer",
    "state_capital",
    "fiscal_special_account",
    "unit_funds",
    "fiscal_carryover",
    "non_fiscal_carryover",
]


def test_a_header_of_two_rows_is_read_though_its_spans_are_lost(vocabulary: Vocabulary) -> None:
    columns = _columns(INCOME, "income", vocabulary)
    assert _codes(columns) == INCOME_CODES
    assert [column.index for column in columns] == list(range(15))
    assert columns[8].path == ("财政拨款（补助）", "政府性基金预算")
    assert columns[8].printed_path == "财政拨款（补助） > 政府性基金预算"
    assert columns[12].path == ("单位资金",)


def test_a_header_of_three_rows_is_read_though_its_spans_are_lost(vocabulary: Vocabulary) -> None:
    header = "科目\t\t\t支出预算\t\t\t\n科目代码\t\t\t科目名称\t合计\t基本支出\t项目支出\n类\t款\t项\t\t\t\t"
    columns = _columns(header, "expenditure", vocabulary)
    assert _codes(columns) == [*SUBJECT, "total", "basic", "project"]
    assert columns[5].path == ("支出预算", "基本支出")


def test_three_levels_of_headings_are_told_apart_by_what_stands_above(vocabulary: Vocabulary) -> None:
    header = (
        "项目\t合计\t财政拨款\t\t\t\t非财政拨款\t\t\t\n"
        "\t\t小计\t基本支出\t\t项目支出\t小计\t基本支出\t\t项目支出\n"
        "\t\t\t人员经费\t公用经费\t\t\t人员经费\t公用经费\t"
    )
    columns = _columns(header, "carryover", vocabulary)
    assert _codes(columns) == [
        "project",
        "total",
        "fiscal_subtotal",
        "fiscal_basic_personnel",
        "fiscal_basic_operating",
        "fiscal_project",
        "non_fiscal_subtotal",
        "non_fiscal_basic_personnel",
        "non_fiscal_basic_operating",
        "non_fiscal_project",
    ]
    assert columns[8].path == ("非财政拨款", "基本支出", "公用经费")


def test_the_same_heading_in_two_lists_side_by_side_means_two_columns(vocabulary: Vocabulary) -> None:
    columns = _columns(
        "财政拨款收入\t\t财政拨款支出\t\t\t\t\n项目\t合计\t科目名称\t合计\t一般公共预算\t政府性基金预算\t国有资本经营预算",
        "appropriation",
        vocabulary,
    )
    assert _codes(columns) == [
        "income_item",
        "income_amount",
        "subject",
        "expenditure_total",
        "general_public",
        "government_fund",
        "state_capital",
    ]


def test_a_heading_wrapped_by_spaces_is_the_same_heading(vocabulary: Vocabulary) -> None:
    wrapped = INCOME.replace("财政拨款（补助）小计", "财政拨款 （补助）小 计").replace("上级政府性基金安排", "上级政府 性基金安 排")
    assert _codes(_columns(wrapped, "income", vocabulary)) == INCOME_CODES


def test_half_and_full_width_brackets_head_the_same_column(vocabulary: Vocabulary) -> None:
    assert _codes(_columns(INCOME.replace("（", "(").replace("）", ")"), "income", vocabulary)) == INCOME_CODES


def test_a_heading_cut_over_two_header_rows_is_put_together(vocabulary: Vocabulary) -> None:
    columns = _columns("科目名称\t总计\t单位\t财政拨款\n\t\t资金\t结转", "income", vocabulary)
    assert _codes(columns) == ["subject", "total", "unit_funds", "fiscal_carryover"]


def test_a_heading_that_landed_at_the_end_of_its_row_is_put_back_beside_its_siblings(vocabulary: Vocabulary) -> None:
    first, second = INCOME.split("\n")
    displaced = f"{first}\t\n{second}\t上级国有资本经营预算安排的转移支付"
    columns = _columns(displaced, "income", vocabulary)
    assert _codes(columns) == [*INCOME_CODES[:11], "state_capital_transfer", *INCOME_CODES[11:]]
    assert [column.index for column in columns] == list(range(16))
    assert columns[11].path == ("财政拨款（补助）", "上级国有资本经营预算安排的转移支付")


def test_a_last_heading_that_has_a_heading_above_it_is_not_moved(vocabulary: Vocabulary) -> None:
    first, second = INCOME.split("\n")
    columns = _columns(f"{first}\t财政拨款（补助）\n{second}\t上级国有资本经营预算安排的转移支付", "income", vocabulary)
    assert _codes(columns) == [*INCOME_CODES, "state_capital_transfer"]


def test_a_last_heading_that_stands_beside_its_siblings_is_not_moved(vocabulary: Vocabulary) -> None:
    header = "科目代码\t\t\t科目名称\t总计\t财政拨款（补助）\t\t\n类\t款\t项\t\t\t小计\t一般公共预算\t国有资本经营预算"
    columns = _columns(header, "income", vocabulary)
    assert _codes(columns) == [*SUBJECT, "total", "appropriation_subtotal", "general_public", "state_capital"]
    assert columns[7].path == ("财政拨款（补助）", "国有资本经营预算")


def test_a_last_heading_is_not_moved_over_another_heading_of_its_row(vocabulary: Vocabulary) -> None:
    header = (
        "科目代码\t\t\t科目名称\t总计\t财政拨款（补助）\t\t单位资金\t\n类\t款\t项\t\t\t小计\t一般公共预算\t备注\t政府性基金预算"
    )
    columns = _columns(header, "income", vocabulary)
    assert _codes(columns) == [*SUBJECT, "total", "appropriation_subtotal", "general_public", None, "government_fund"]


def test_a_last_heading_is_not_moved_into_a_heading_that_spans_its_parts_below(vocabulary: Vocabulary) -> None:
    header = "功能分类科目\t\t2026年预算数\t\t\t\t\n编码\t名称\t总计\t基本支出\t\t\t项目支出\n\t\t\t小计\t人员经费\t公用经费\t"
    columns = _columns(header, "general_public_expenditure", vocabulary)
    assert _codes(columns)[2:] == ["total", "basic_subtotal", "basic_personnel", "basic_operating", "project"]


def test_a_last_heading_is_not_moved_into_a_place_without_a_heading(vocabulary: Vocabulary) -> None:
    columns = _columns("\t2026年预算数\t\t\n科目名称\t总计\t\t项目支出", "expenditure", vocabulary)
    assert _codes(columns) == ["subject", "total", None, "project"]


def test_a_last_heading_that_is_part_of_no_subtotal_is_not_moved(vocabulary: Vocabulary) -> None:
    columns = _columns("科目名称\t基本支出\t\t\t\n\t\t\t\t合计", "expenditure", vocabulary)
    assert _codes(columns)[:2] == ["subject", "basic"]
    assert _codes(columns)[4] == "total"


def test_a_heading_may_carry_a_unit_of_measure(vocabulary: Vocabulary) -> None:
    columns = _columns("收入\t\t支出\t\n项目\t预算数（万元）\t科目名称\t预算数（单位：元）", "overview", vocabulary)
    assert _codes(columns) == ["income_item", "income_amount", "subject", "expenditure_amount"]
    assert [column.measure for column in columns] == ["", "万元", "", "元"]


def test_a_heading_above_others_may_carry_their_unit_of_measure(vocabulary: Vocabulary) -> None:
    columns = _columns("科目名称\t支出预算（元）\t\t\n\t合计\t基本支出\t项目支出", "expenditure", vocabulary)
    assert _codes(columns) == ["subject", "total", "basic", "project"]
    assert [column.measure for column in columns[1:]] == ["元", "元", "元"]


def test_an_unknown_heading_has_no_meaning_and_says_so(vocabulary: Vocabulary) -> None:
    columns = _columns("科目名称\t合计\t神秘支出\t项目支出", "expenditure", vocabulary)
    assert _codes(columns) == ["subject", "total", None, "project"]
    assert "table_headings.csv" in columns[2].problem
    assert columns[0].problem == ""


def test_a_column_without_a_heading_has_no_meaning_and_says_so(vocabulary: Vocabulary) -> None:
    columns = _columns("科目名称\t合计\t\t", "expenditure", vocabulary)
    assert _codes(columns) == ["subject", "total", None, None]
    assert columns[2].problem == columns[3].problem == "the column has no heading"


def test_a_heading_known_only_under_another_means_nothing_elsewhere(vocabulary: Vocabulary) -> None:
    assert _codes(_columns("项目名称\t合计\t一般公共预算", "entrusted_service", vocabulary)) == ["project", "total", None]


def test_two_columns_under_one_heading_are_neither_of_them_read(vocabulary: Vocabulary) -> None:
    columns = _columns("科目名称\t合计\t基本支出\t基本支出\t项目支出", "expenditure", vocabulary)
    assert _codes(columns) == ["subject", "total", None, None, "project"]
    assert columns[2].problem == columns[3].problem == "two columns have this heading"


def test_two_headings_that_mean_one_amount_are_neither_of_them_read(vocabulary: Vocabulary) -> None:
    assert _codes(_columns("科目名称\t合计\t总计\t基本支出", "expenditure", vocabulary)) == ["subject", None, None, "basic"]


def test_the_header_ends_where_the_known_headings_end(vocabulary: Vocabulary) -> None:
    rows = _rows(
        "科目\t\t\t支出预算\t\t\t\n"
        "科目代码\t\t\t科目名称\t合计\t基本支出\t项目支出\n"
        "类\t款\t项\t\t\t\t\n"
        "201\t\t\t一般公共服务支出\t5.00\t5.00\t"
    )
    assert count_header_rows(rows, "expenditure", vocabulary) == 3


@pytest.mark.parametrize("total", ["总计", "合 计"])
def test_a_total_row_without_figures_is_no_header(vocabulary: Vocabulary, total: str) -> None:
    rows = _rows(f"科目代码\t\t\t科目名称\t合计\t基本支出\t项目支出\n类\t款\t项\t\t\t\t\n\t\t\t{total}\t\t\t")
    assert count_header_rows(rows, "expenditure", vocabulary) == 2


def test_rows_without_headings_have_no_header(vocabulary: Vocabulary) -> None:
    assert count_header_rows(_rows("201\t\t\t一般公共服务支出\t5.00\t5.00\t"), "expenditure", vocabulary) == 0


@pytest.mark.parametrize("row", ["※\t※\t※\t※\t1\t2\t3", "※\t※", "栏次\t1\t2", "**\t**\t1", "\t\t1\t2\t3", "１\t２\t３", "※\t\t1"])
def test_a_row_of_marks_and_consecutive_numbers_only_numbers_the_columns(vocabulary: Vocabulary, row: str) -> None:
    assert is_number_row(_rows(row)[0], vocabulary)


@pytest.mark.parametrize(
    "row", ["总计\t1\t2\t3", "\t1", "201\t01\t02", "1\t3\t4", "2\t3", "5.00\t6.00", "※\t2\t3", "※\t1.00", "\t\t", "12\t5"]
)
def test_a_row_with_a_label_or_figures_numbers_no_columns(vocabulary: Vocabulary, row: str) -> None:
    assert not is_number_row(_rows(row)[0], vocabulary)
