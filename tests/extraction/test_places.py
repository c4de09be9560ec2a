"""Where figures stand on their page: in a table the box of their cell, in a sentence that of their own signs."""

from collections.abc import Callable

import pytest

from dagster_project.extraction.extract import Extraction
from dagster_project.extraction.places import Box
from tests.written_pdf import grid, pdf, text

Read = Callable[[str | bytes], Extraction]

# Signs of size 10 take 10 points, digits and marks 5. The page is 842 points high, and places are told from its upper edge.
TITLE = [text(200, 800, "2026年甲县财政局单位预算公开"), text(100, 770, "单位支出总体情况表"), text(400, 755, "单位：万元")]
XS, YS = [100, 200, 260, 320, 380], [740, 720, 700, 680]
CELLS = [
    *((110, 726, "科目名称"), (210, 726, "合计"), (265, 726, "基本支出"), (325, 726, "项目支出")),
    *((110, 706, "201一般公共服务支出"), (210, 706, "5.00"), (270, 706, "3.00"), (330, 706, "2.00")),
    *((110, 686, "总计"), (210, 686, "5.00"), (270, 686, "3.00"), (330, 686, "2.00")),
]
TABLE = [grid(XS, YS), *(text(x, y, words, size=6 if len(words) > 9 else 10) for x, y, words in CELLS)]
HEADING = [text(100, 640, "第三部分 预算情况说明"), text(100, 620, "一、支出预算情况说明")]
# The first line is as long as any, so that the sentence goes on in the second.
FIRST = "甲县财政局2026年支出预算" + "合" * 31 + "计"
SENTENCE = [text(50, 600, FIRST), text(50, 580, "为5.00万元，其中：基本支出3.00万元，项目支出2.00万元。")]


@pytest.fixture(scope="module")
def extraction(read: Read) -> Extraction:
    return read(pdf([*TITLE, *TABLE, *HEADING, *SENTENCE]))


def test_a_figure_of_a_table_has_the_box_of_its_cell(extraction: Extraction) -> None:
    found = {(cell.row_no, cell.column_no): (cell.page_no, cell.box) for cell in extraction.cells}
    assert found[1, 2] == (1, Box(200, 842 - 720, 260, 842 - 700))
    assert found[2, 4] == (1, Box(320, 842 - 700, 380, 842 - 680))


def test_a_figure_of_a_sentence_has_the_box_of_its_own_signs_and_the_line_that_it_is_printed_on(extraction: Extraction) -> None:
    # Before 3.00万元 stand eleven signs and 5.00 on the line, which begins at 50.
    found = next(figure for figure in extraction.figures if figure.text == "3.00")
    assert found.box is not None
    assert (found.page_no, found.line_no) == (1, 10)
    assert (found.box.left, found.box.right) == (50 + 11 * 10 + 20, 50 + 13 * 10 + 40)
    assert found.box.top < 842 - 580 < found.box.bottom < 842 - 580 + 10


def test_a_figure_that_is_rejected_has_its_box_too(extraction: Extraction) -> None:
    found = next(figure for figure in extraction.rejected if figure.text == "5.00万元")
    assert found.box is not None
    assert (found.line_no, found.box.left, found.box.right) == (10, 60, 60 + 20 + 20)


def test_a_figure_on_the_next_page_of_its_paragraph_has_that_page(read: Read) -> None:
    pages = [*TITLE, *TABLE, *HEADING, SENTENCE[0]], [SENTENCE[1]]
    assert {figure.page_no for figure in read(pdf(*pages)).figures} == {2}


def test_where_pages_are_unknown_a_figure_has_no_box(read: Read) -> None:
    extraction = read("2026年甲县财政局单位预算公开\n单位支出总体情况表\n单位：万元\n科目名称\t合计\n总计\t5.00\n")
    assert [(cell.page_no, cell.line_no, cell.box) for cell in extraction.cells] == [(None, 5, None)]
