"""Rows that are shorter or longer than their header: set under their columns where the sums leave one way, else refused.

The table of these tests (万元), of the year before and of this year, with the change and its percentage beside it:
- 2100101 40.00 → 50.00 of basic expenditure
- 2100102 10.00 → 30.00, of which 10.00 are of basic expenditure and 20.00 of projects
"""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dagster_project.extraction.extract import Extraction
from tests.small_disclosures import with_one_table

Read = Callable[[str | bytes], Extraction]

TITLE = "一般公共预算支出表"
HEADER = (
    "功能分类科目\t\t2025年执行数\t2026年预算数\t\t\t2026年预算数比2025年执行数\t\n"
    "科目编码\t科目名称\t\t小计\t基本支出\t项目支出\t增减额\t增减%\n"
)
COLUMNS = ["total_prior_actual", "total", "basic", "project"]
ROWS = {
    "210": "210\t卫生健康支出\t50.00\t80.00\t60.00\t20.00\t30.00\t60.00%",
    "21001": "21001\t卫生健康管理事务\t50.00\t80.00\t60.00\t20.00\t30.00\t60.00%",
    "2100101": "2100101\t行政运行\t40.00\t50.00\t50.00\t\t10.00\t25.00%",
    "2100102": "2100102\t一般行政管理事务\t10.00\t30.00\t10.00\t20.00\t20.00\t200.00%",
    "合计": "合计\t\t50.00\t80.00\t60.00\t20.00\t30.00\t60.00%",
}
AS_IT_IS = {code: dict(zip(COLUMNS, row.split("\t")[2:6], strict=True)) for code, row in ROWS.items()}
AS_IT_IS["2100101"].pop("project")


def read_rows(read: Read, **rows: str) -> Extraction:
    """Reads the table with some rows printed otherwise, by their code behind an r; the total is `r`."""
    printed = ROWS | {name[1:] or "合计": row for name, row in rows.items()}
    return read(with_one_table(TITLE, HEADER + "".join(f"{row}\n" for row in printed.values())))


def columns_of(extraction: Extraction) -> dict[str, dict[str, str]]:
    """The figures of each row by the column that they are taken to stand in."""
    rows: dict[str, dict[str, str]] = {}
    for cell in extraction.cells:
        rows.setdefault(cell.subject_code or cell.row_label, {})[cell.column_code] = cell.text
    return rows


def beside(extraction: Extraction, line_of: str) -> list[tuple[str, str]]:
    """What the figures of a row beside its sums measure, with their texts and the columns that they are printed in."""
    return [(figure.text, str(figure.column_no)) for figure in extraction.figures if figure.label.startswith(line_of)]


def refused(extraction: Extraction) -> dict[str, set[str]]:
    """The reasons for which whole rows are refused, with their cells."""
    found: dict[str, set[str]] = {}
    for cell in extraction.rejected:
        found.setdefault(cell.reason, set()).add(cell.text)
    return found


def test_rows_as_long_as_the_header_are_read_as_they_stand(read: Read) -> None:
    extraction = read_rows(read)
    assert columns_of(extraction) == AS_IT_IS
    assert not extraction.repairs
    assert refused(extraction) == {}


def test_a_lost_blank_is_put_back_where_the_sums_leave_one_place_for_it(read: Read) -> None:
    """Without it 10.00, the change, stands under 项目支出; before 基本支出 the sums of 20101 would not hold either."""
    extraction = read_rows(read, r2100101="2100101\t行政运行\t40.00\t50.00\t50.00\t10.00\t25.00%")
    assert columns_of(extraction) == AS_IT_IS
    (repair,) = extraction.repairs
    assert (repair.outcome, repair.row_label, repair.n_solutions) == ("repaired", "行政运行", 1)
    assert repair.as_repaired == "2025年执行数 40.00 | 小计 50.00 | 基本支出 50.00"
    assert "row.total 2100101 小计: 50.00 = 50.00" in repair.proof
    assert "hierarchy.subject 21001 基本支出: 60.00 = 60.00" in repair.proof
    assert beside(extraction, "行政运行") == [("10.00", "6"), ("25.00%", "7")]
    assert beside(extraction, "一般行政管理事务") == [("20.00", "7"), ("200.00%", "8")]


def test_an_added_blank_is_left_out_where_the_sums_leave_one_place_for_it(read: Read) -> None:
    """The row would add up across with 30.00 under 基本支出 too; the columns say that it is not so."""
    extraction = read_rows(read, r2100102="2100102\t一般行政管理事务\t\t10.00\t30.00\t10.00\t20.00\t20.00\t200.00%")
    assert columns_of(extraction) == AS_IT_IS
    assert [(repair.row_label, repair.shift) for repair in extraction.repairs] == [("一般行政管理事务", -1)]


def test_a_repaired_figure_tells_where_it_is_printed(read: Read) -> None:
    extraction = read_rows(read, r2100102="2100102\t一般行政管理事务\t\t10.00\t30.00\t10.00\t20.00\t20.00\t200.00%")
    cells = [cell for cell in extraction.cells if cell.alignment == "repaired"]
    assert [(cell.column_code, cell.printed_column_code, cell.column_no) for cell in cells] == [
        ("total_prior_actual", "total", 4),
        ("total", "basic", 5),
        ("basic", "project", 6),
        ("project", "", 7),
    ]
    assert {cell.row_label for cell in cells} == {"一般行政管理事务"}


def test_a_row_that_lost_a_figure_is_refused_whole_and_no_other_is(read: Read) -> None:
    """Nowhere a blank makes 10.00 + 20.00 of what is left; were it the figure itself, 210 would not add up."""
    extraction = read_rows(read, r2100102="2100102\t一般行政管理事务\t10.00\t10.00\t20.00\t20.00\t200.00%")
    assert columns_of(extraction) == {code: row for code, row in AS_IT_IS.items() if code != "2100102"}
    (reason,) = refused(extraction)
    assert reason == "the row has fewer cells than the header: which of them are missing its sums do not tell"
    assert not extraction.repairs


def test_a_lost_last_cell_moves_nothing(read: Read) -> None:
    extraction = read_rows(read, r2100101="2100101\t行政运行\t40.00\t50.00\t50.00\t\t10.00")
    assert columns_of(extraction) == AS_IT_IS
    assert not extraction.repairs


def test_a_contradiction_in_a_row_of_the_right_length_stays_as_it_is_printed(read: Read) -> None:
    """10.00 under 项目支出 would agree under no other column either, and is the office's own."""
    extraction = read_rows(read, r2100101="2100101\t行政运行\t40.00\t50.00\t50.00\t10.00\t10.00\t25.00%")
    assert columns_of(extraction) == AS_IT_IS | {"2100101": AS_IT_IS["2100101"] | {"project": "10.00"}}
    assert not extraction.repairs
    assert refused(extraction) == {}


def test_where_the_sums_leave_several_ways_the_row_is_refused(read: Read) -> None:
    """Two equal amounts and no other row that they could add up with: 5.00 is of basic expenditure or of projects."""
    header = "科目编码\t科目名称\t合计\t基本支出\t项目支出\n"
    rows = "201\t一般公共服务支出\t5.00\t5.00\n205\t教育支出\t3.00\t3.00\t\n206\t科学技术支出\t1.00\t1.00\t\n"
    extraction = read(with_one_table("部门支出总表", header + rows))
    assert columns_of(extraction) == {"205": {"total": "3.00", "basic": "3.00"}, "206": {"total": "1.00", "basic": "1.00"}}
    assert {cell.text for cell in extraction.rejected} == {"201", "一般公共服务支出", "5.00"}


def test_where_no_row_prints_the_blank_that_it_ends_with_a_short_row_is_whole(read: Read) -> None:
    header = "科目编码\t科目名称\t合计\t基本支出\t项目支出\n"
    rows = "201\t一般公共服务支出\t5.00\t5.00\n205\t教育支出\t3.00\t\t3.00\n合计\t\t8.00\t5.00\t3.00\n"
    extraction = read(with_one_table("部门支出总表", header + rows))
    assert columns_of(extraction)["201"] == {"total": "5.00", "basic": "5.00"}
    assert not extraction.rejected


def test_below_a_refused_row_an_item_that_may_be_a_part_of_it_is_refused(read: Read) -> None:
    """Of the carry-over or of this year: 一般公共预算 under 二、上年结转, whose row cannot be read, is neither."""
    header = "收入\t\t支出\t\n项目\t预算数\t项目\t预算数\n"
    rows = (
        "一、本年收入\t5.00\t一、本年支出\t7.00\n（一）一般公共预算\t5.00\t（一）教育支出\t7.00\n"
        "二、上年结转\t2.00\t二、结转下年\t\t\t9\n（一）一般公共预算\t2.00\t\t\n收入总计\t7.00\t支出总计\t7.00\n"
    )
    extraction = read(with_one_table("财政拨款收支总表", header + rows))
    items = [(cell.item_code, cell.text) for cell in extraction.cells if cell.side == "income"]
    assert items == [("current_income", "5.00"), ("general_public", "5.00"), (None, "7.00")]


@st.composite
def damaged_tables(draw: st.DrawFn) -> tuple[dict[str, list[str]], str, list[str]]:
    """The rows of a consistent table, the code of one of them, and its cells with one lost or one blank added."""
    cents = {
        code: draw(st.tuples(*[st.sampled_from([0, 100, 250, 100, 12_345])] * 3))
        for code in ("2010301", "2010302", "2010402", "2080501")
    }
    rows: dict[str, list[str]] = {}
    for code in [*sorted({code[:length] for code in cents for length in (3, 5, 7)}), "合计"]:
        own = [amounts for item, amounts in cents.items() if item.startswith(code) or code == "合计"]
        prior, basic, project = (sum(column) for column in zip(*own, strict=True))
        amounts = [prior, basic + project, basic, project, basic + project - prior]
        rows[code] = [code, NAMES[code], *(f"{amount / 100:.2f}" if amount else "" for amount in amounts), ""]
    damaged = draw(st.sampled_from(sorted(rows)))
    cells = rows[damaged]
    at = draw(st.integers(0, len(cells) - 1))
    is_lost = draw(st.booleans())
    return rows, damaged, [*cells[:at], *cells[at + 1 :]] if is_lost else [*cells[:at], "", *cells[at:]]


NAMES = {
    "201": "一般公共服务支出",
    "20103": "政府办公厅（室）及相关机构事务",
    "2010301": "行政运行",
    "2010302": "一般行政管理事务",
    "20104": "发展与改革事务",
    "2010402": "一般行政管理事务",
    "208": "社会保障和就业支出",
    "20805": "行政事业单位养老支出",
    "2080501": "行政单位离退休",
    "合计": "",
}


@given(damaged_tables())
@settings(max_examples=200, deadline=None, derandomize=True)
def test_of_a_damaged_row_every_figure_is_read_under_its_own_column_or_refused(
    read: Read, made: tuple[dict[str, list[str]], str, list[str]]
) -> None:
    rows, damaged, cells = made
    printed = "".join("\t".join(cells if code == damaged else row) + "\n" for code, row in rows.items())
    extraction = read(with_one_table(TITLE, HEADER + printed))
    for code, figures in columns_of(extraction).items():
        true = {column: text for column, text in zip(COLUMNS, rows[code][2:6], strict=True) if text}
        assert figures.items() <= true.items() if code == damaged else figures == true
    assert {repair.row_no for repair in extraction.repairs} <= {list(rows).index(damaged) + 1}


@pytest.mark.parametrize(
    "header",
    [
        HEADER.replace("科目名称\t\t小计", "科目名称\t小计"),
        HEADER.replace("2026年预算数\t\t\t", "2026年预算数\t\t"),
        HEADER.replace("科目编码\t", "科目编码\t\t"),
    ],
)
def test_a_table_whose_header_lost_a_cell_or_got_one_is_refused(read: Read, header: str) -> None:
    """基本支出 would stand over the figures of projects."""
    extraction = read(with_one_table(TITLE, header + "".join(f"{row}\n" for row in ROWS.values())))
    assert not extraction.cells
    assert "which heading stands over which column cannot be told" in (extraction.documents[0].reason or "")


def test_a_header_that_ends_before_its_last_blank_is_whole_where_no_row_prints_that(read: Read) -> None:
    header = "项目\t\t合计\t基本支出\t项目支出\n科目编码\t科目名称\n"
    extraction = read(with_one_table("部门支出总表", header + "201\t一般公共服务支出\t5.00\t5.00\n205\t教育支出\t3.00\t\t3.00\n"))
    assert columns_of(extraction) == {"201": {"total": "5.00", "basic": "5.00"}, "205": {"total": "3.00", "project": "3.00"}}
