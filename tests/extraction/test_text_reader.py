"""Lines of text and grids of cells, with the line and the page on which they stand."""

import pytest

from dagster_project.extraction.readers import Grid, GridRow, SourceDocument, TextLine, read_document


def _read(text: str) -> SourceDocument:
    return read_document(text.encode())


def _cells(text: str) -> list[tuple[str, ...]]:
    return [row.cells for block in _read(text).blocks if isinstance(block, Grid) for row in block.rows]


def test_a_line_with_a_tab_is_a_row_and_any_other_is_text() -> None:
    document = _read("部门支出总体情况表\n单位：万元\n科目\t合计\n201\t5.00\n说明")
    assert document.reader == "text"
    assert document.blocks == (
        TextLine("部门支出总体情况表", 1),
        TextLine("单位：万元", 2),
        Grid((GridRow(("科目", "合计"), 3), GridRow(("201", "5.00"), 4))),
        TextLine("说明", 5),
    )


def test_blank_lines_do_not_end_a_grid() -> None:
    assert _read("科目\t合计\n\n  \n\t\t\n201\t5.00").blocks == (Grid((GridRow(("科目", "合计"), 1), GridRow(("201", "5.00"), 5))),)


def test_a_line_of_text_ends_a_grid() -> None:
    assert [type(block) for block in _read("甲\t1\n- 3 -\n乙\t2").blocks] == [Grid, TextLine, Grid]


def test_empty_cells_keep_their_place() -> None:
    assert _cells("\t\t总计\t\t5.00\t") == [("", "", "总计", "", "5.00", "")]


def test_space_around_a_cell_is_no_part_of_it() -> None:
    assert _cells(" 201 \t\u3000总 计\u3000\t  5.00") == [("201", "总 计", "5.00")]


@pytest.mark.parametrize(
    ("printed", "cells"),
    [
        ("<b>总计</b>\t<b>5.00</b>", ("总计", "5.00")),
        ("<B>总计</B>\t<p>5.00</p><br/>", ("总计", "5.00")),
        ("**总计**\t**5.00**", ("总计", "5.00")),
        ("<span>总计</span>\t5.00<sup>2</sup>", ("总计", "5.00 2")),
        ("总计\t25<br>30.00", ("总计", "25 30.00")),
        ("总计\t25<p>30.00</p>", ("总计", "25 30.00")),
        ("总计\t5<b>.00</b>", ("总计", "5.00")),
    ],
)
def test_inline_mark_up_is_taken_away(printed: str, cells: tuple[str, ...]) -> None:
    assert _cells(printed) == [cells]


@pytest.mark.parametrize("printed", ["关于印发<办法>的通知", "<=5天", "《<实施方案>》"])
def test_angle_brackets_that_are_no_mark_up_stay(printed: str) -> None:
    assert _cells(f"{printed}\t5.00") == [(printed, "5.00")]


def test_stars_that_number_columns_stay() -> None:
    assert _cells("**\t**\t1\t2") == [("**", "**", "1", "2")]


@pytest.mark.parametrize("mark", ["# ", "## ", "###### "])
def test_the_mark_of_a_markdown_heading_is_taken_away(mark: str) -> None:
    assert _read(f"{mark}部门支出总体情况表").blocks == (TextLine("部门支出总体情况表", 1),)


def test_zero_width_characters_are_taken_away() -> None:
    assert _cells("\u200b201\u200b\t5\ufeff.00") == [("201", "5.00")]


def test_a_form_feed_ends_a_page_but_no_line() -> None:
    document = _read("甲\n\f乙\n丙\n\f丁\t5.00")
    assert document.n_pages == 3
    assert document.blocks == (
        TextLine("甲", 1, 1),
        TextLine("乙", 2, 2),
        TextLine("丙", 3, 2),
        Grid((GridRow(("丁", "5.00"), 4, 3),)),
    )


def test_pages_are_unknown_without_a_form_feed() -> None:
    document = _read("甲\n乙")
    assert document.n_pages is None
    assert [block.page_no for block in document.blocks if isinstance(block, TextLine)] == [None, None]


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_lines_are_counted_alike_whatever_ends_them(line_end: str) -> None:
    document = _read(line_end.join(["甲", "", "乙\t5.00", "", "丙"]))
    assert document.n_lines == 5
    assert [block.rows[0].line_no if isinstance(block, Grid) else block.line_no for block in document.blocks] == [1, 3, 5]


def test_the_end_of_the_last_line_begins_no_further_line() -> None:
    assert _read("甲\n乙\n").n_lines == 2
