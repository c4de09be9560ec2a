"""Delimited files, and the texts that are none although commas stand in them."""

import pytest

from dagster_project.extraction.readers import Grid, GridRow, SourceDocument, TextLine, read_document

TABLE = "单位收支总体情况表\n单位：万元\n项目,预算数,说明\n事业收入,5.00,甲\n其他收入,,\n收入总计,5.00,\n"


def _cells(text: str) -> list[tuple[str, ...]]:
    return [row.cells for block in read_document(text.encode()).blocks if isinstance(block, Grid) for row in block.rows]


@pytest.mark.parametrize("separator", [",", ";"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_lines_with_as_many_cells_are_rows_below_their_title(separator: str, encoding: str, line_end: str) -> None:
    content = TABLE.replace(",", separator).replace("\n", line_end).encode(encoding)
    assert read_document(content) == SourceDocument(
        "delimited",
        (
            TextLine("单位收支总体情况表", 1),
            TextLine("单位：万元", 2),
            Grid(
                (
                    GridRow(("项目", "预算数", "说明"), 3),
                    GridRow(("事业收入", "5.00", "甲"), 4),
                    GridRow(("其他收入", "", ""), 5),
                    GridRow(("收入总计", "5.00", ""), 6),
                )
            ),
        ),
        6,
    )


def test_titles_are_text_where_each_line_has_all_separators() -> None:
    document = read_document("收支总表,,\n,,\n项目,预算数,占比\n甲,1,2\n乙,3,4\n".encode())
    assert document.blocks[0] == TextLine("收支总表", 1)
    assert isinstance(document.blocks[1], Grid)
    assert [row.line_no for row in document.blocks[1].rows] == [3, 4, 5]


def test_tables_of_different_width_may_stand_in_one_file() -> None:
    assert _cells("甲,1,2\n乙,3,4\n\n丙,1,2,3\n丁,4,5,6\n") == [
        ("甲", "1", "2"),
        ("乙", "3", "4"),
        ("丙", "1", "2", "3"),
        ("丁", "4", "5", "6"),
    ]


def test_a_quoted_cell_may_hold_separators_quotes_and_line_breaks() -> None:
    document = read_document('项目,预算数,说明\n"财政\n拨款","2,431.52","称""甲"""\n乙,"1,000.00",\n'.encode())
    assert document.blocks == (
        Grid(
            (
                GridRow(("项目", "预算数", "说明"), 1),
                GridRow(("财政 拨款", "2,431.52", '称"甲"'), 2),
                GridRow(("乙", "1,000.00", ""), 4),
            )
        ),
    )


@pytest.mark.parametrize(
    "text",
    [
        "总计 2,431.52\n收入 1,234.00\n支出 5,432.10\n",
        "总计 2,431.52 2,431.52\n收入 1,234.00 1,234.00\n支出 5,432.10 5,432.10\n",
        "项目,甲\t1\n项目,乙\t2\n项目,丙\t3\n",
        "|甲,乙,丙|1|\n|甲,乙,丙|2|\n|甲,乙,丙|3|\n",
        "第一句, 说明。\n第二句没有。\n第三句, 说明。\n第四句没有。\n第五句, 说明。\n",
        "第一句，说明，再说。\n第二句，说明，再说。\n第三句，说明，再说。\n",
        "甲,乙,丙\n丁\n戊\n己\n庚\n",
        "甲,乙,丙\n丁,戊\n己,庚,辛,壬\n",
        '甲,"' + "乙" * 140_000 + "\n丙,丁\n",
    ],
)
def test_a_text_with_commas_here_and_there_stays_text(text: str) -> None:
    assert read_document(text.encode()).reader == "text"


@pytest.mark.parametrize("text", ["一,2\n三,4\n五,6\n", "名称;数额\n甲;1,50\n乙;2,50\n"])
def test_two_cells_a_line_are_a_table_where_all_lines_have_them(text: str) -> None:
    assert read_document(text.encode()).reader == "delimited"
