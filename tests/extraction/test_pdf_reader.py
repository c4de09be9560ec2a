"""PDF files read: what is visible, in reading order, tables cell by cell."""

import contextlib
import random

import pytest

from dagster_project.extraction.readers import Grid, SourceDocument, TextLine, UnreadableDocument, read_document
from dagster_project.extraction.readers.pdfium import pypdfium
from tests.read_documents import lines, tables
from tests.written_pdf import grid, line, pdf, text


def read(*pages: list[str], size: tuple[int, int] = (595, 842), rotate: int = 0) -> SourceDocument:
    return read_document(pdf(*pages, size=size, rotate=rotate))


TABLE = [
    text(200, 700, "收支总体情况表"),
    text(400, 680, "单位：万元"),
    grid([100, 200, 300], [660, 640, 620]),
    text(110, 646, "项目"),
    text(210, 646, "预算数"),
    text(110, 626, "财政拨款"),
    text(230, 626, "1,234.50"),
]


def test_a_ruled_table_is_read_cell_by_cell_below_what_stands_over_it() -> None:
    document = read(TABLE)

    assert document.reader == "pdf"
    assert document.n_pages == 1
    assert lines(document) == ["收支总体情况表", "单位：万元"]
    assert tables(document) == [[("项目", "预算数"), ("财政拨款", "1,234.50")]]


def test_lines_are_counted_as_printed_and_each_row_has_its_page() -> None:
    document = read([text(100, 700, "说明")], TABLE)

    assert [(block.line_no, block.page_no) for block in document.blocks if isinstance(block, TextLine)] == [(1, 1), (2, 2), (3, 2)]
    (table,) = (block for block in document.blocks if isinstance(block, Grid))
    assert [(row.line_no, row.page_no) for row in table.rows] == [(4, 2), (5, 2)]


def test_a_merged_cell_stands_where_it_begins() -> None:
    rules = [line(100, y, 300, y) for y in (660, 620)] + [line(200, 640, 300, 640)]
    rules += [line(x, 620, x, 660) for x in (100, 200, 300)] + [line(250, 620, 250, 640)]
    document = read([*rules, text(110, 636, "科目"), text(210, 646, "本年支出"), text(205, 626, "基本"), text(255, 626, "项目")])

    assert tables(document) == [[("科目", "本年支出", ""), ("", "基本", "项目")]]


def test_a_figure_that_is_broken_over_lines_in_its_cell_is_whole() -> None:
    document = read([grid([100, 150, 200], [700, 660]), text(102, 688, "18,536.8"), text(102, 672, "8"), text(155, 680, "元")])

    assert tables(document) == [[("18,536.88", "元")]]


def test_a_sign_that_stands_alone_is_there_whatever_fonts_the_machine_has() -> None:
    document = pypdfium().PdfDocument(pdf([text(100, 700, "元"), text(200, 700, "8"), text(300, 700, "㎡")]))
    signs = document[0].get_textpage()

    inks = [signs.get_charbox(at) for at in range(signs.count_chars()) if signs.get_text_range(at, 1) in "元8㎡"]
    # The bar of the project's own font, from 100 to 300 of 1,000 units: no font of the machine was asked.
    assert [(round(left), round(right)) for left, _, right, _ in inks] == [(101, 103), (201, 203), (301, 303)]


def test_doubled_rules_are_one() -> None:
    doubled = grid([100, 102, 200, 204, 300, 302], [660, 658, 640, 620])
    document = read([doubled, text(110, 646, "项目"), text(210, 646, "金额"), text(110, 626, "合计"), text(210, 626, "5.00")])

    assert tables(document) == [[("项目", "金额"), ("合计", "5.00")]]


def test_thin_filled_boxes_are_rules() -> None:
    across = [f"100 {y} 200 0.7 re f" for y in (620, 640, 660)]
    down = [f"{x} 620 0.7 40 re f" for x in (100, 200, 300)]
    document = read(
        [*across, *down, text(110, 646, "项目"), text(210, 646, "金额"), text(110, 626, "合计"), text(210, 626, "5.00")]
    )

    assert tables(document) == [[("项目", "金额"), ("合计", "5.00")]]


def test_a_table_goes_on_over_a_page_under_its_columns_though_merged_cells_are_gone() -> None:
    first = [grid([100, 150, 200, 300], [120, 100, 80]), text(105, 106, "科目"), text(155, 106, "名称"), text(205, 106, "金额")]
    first += [text(105, 86, "201"), text(155, 86, "行政"), text(205, 86, "7.00")]
    second = [grid([100, 200, 300], [800, 780]), text(105, 786, "合计"), text(205, 786, "7.00")]

    assert tables(read(first, second)) == [[("科目", "名称", "金额"), ("201", "行政", "7.00"), ("合计", "", "7.00")]]


def test_another_table_on_the_next_page_is_one_of_its_own() -> None:
    first = [grid([100, 200, 300], [120, 100]), text(105, 106, "甲"), text(205, 106, "1.00")]
    second = [text(100, 810, "下一张表"), grid([100, 200, 300], [800, 780]), text(105, 786, "乙"), text(205, 786, "2.00")]

    assert tables(read(first, second)) == [[("甲", "1.00")], [("乙", "2.00")]]


def test_a_paragraph_is_whole_over_lines_and_pages() -> None:
    full = "本单位预算收入" * 5
    first = [text(120, 700, full[2:]), text(100, 680, full), text(100, 660, "完。"), text(120, 100, full[2:])]
    second = [text(100, 780, "续。"), text(120, 760, "下一段。")]

    assert lines(read(first, second)) == [full[2:] + full + "完。", full[2:] + "续。", "下一段。"]


def test_a_line_is_full_where_the_brackets_or_the_figure_that_follow_had_no_room() -> None:
    full = "本单位预算收入" * 5
    # Three of 35 signs are free: too few for （项）。 and, of the next line, for 115.16% with a mark.
    before_brackets, before_figure = full[:-3], full[:-3]
    shown = [text(100, 700, full), text(100, 680, before_brackets), text(100, 660, "（项）。甲乙丙。")]
    shown += [text(120, 620, full[2:]), text(100, 600, before_figure), text(100, 580, "115.16％；")]

    assert lines(read(shown)) == [full + before_brackets + "（项）。甲乙丙。", full[2:] + before_figure + "115.16％；"]


def test_the_number_of_a_heading_is_no_bracket_that_had_no_room() -> None:
    full = "本单位预算收入" * 5
    for number in ("（二）", "七、"):
        shown = [text(100, 700, full), text(100, 680, full[:-3]), text(100, 660, f"{number}绩效目标")]
        assert lines(read(shown)) == [full + full[:-3], f"{number}绩效目标"]


def test_behind_a_whole_sentence_a_line_that_is_set_in_but_a_little_begins_a_paragraph() -> None:
    full = "本单位预算收入" * 5
    ended = full[:-1] + "。"

    assert lines(read([text(100, 700, ended), text(105, 680, "6、住房公积金。")])) == [ended, "6、住房公积金。"]
    assert lines(read([text(100, 700, full), text(105, 680, "6、住房公积金。")])) == [full + "6、住房公积金。"]


def test_running_heads_and_page_numbers_are_left_out() -> None:
    pages = [
        [text(250, 810, "部门预算公开"), text(100, 600, f"第{sign}部分的内容"), text(290, 40, f"— {number} —")]
        for number, sign in enumerate("一二三四", start=1)
    ]

    assert lines(read(*pages)) == [f"第{sign}部分的内容" for sign in "一二三四"]


def test_what_stands_over_a_table_on_each_page_below_its_title_is_no_running_head() -> None:
    pages = [
        [
            text(250, 820, f"第{sign}张表"),
            text(100, 800, "部门：某局"),
            text(250, 800, "单位：万元"),
            grid([100, 200, 300], [780, 760]),
            text(105, 766, "合计"),
            text(205, 766, "1"),
        ]
        for sign in "甲乙丙丁"
    ]

    assert lines(read(*pages)) == [each for sign in "甲乙丙丁" for each in (f"第{sign}张表", "部门：某局 单位：万元")]


def test_what_is_not_visible_is_not_read() -> None:
    clipped = "q 100 700 200 20 re W n " + text(105, 705, "看得见") + " " + text(400, 705, "裁去") + " Q"
    outside = text(700, 500, "页外")
    invisible = "BT 3 Tr /F 10 Tf 1 0 0 1 100 600 Tm <" + "隐".encode("utf-16-be").hex() + "> Tj ET"

    assert lines(read([clipped, outside, invisible])) == ["看得见"]


@pytest.mark.parametrize("rotate", [90, 270])
def test_a_page_that_is_turned_for_its_text_to_be_upright_is_read_upright(rotate: int) -> None:
    # Text that runs upwards stands upright on a page that is shown turned clockwise by a quarter.
    cosine, sine = (0, 1) if rotate == 90 else (0, -1)
    x, y = (100, 200) if rotate == 90 else (100, 600)
    step = 20 if rotate == 90 else -20
    drawn = [
        f"BT /F 10 Tf {cosine} {sine} {-sine} {cosine} {x + step * at} {y} Tm <{words.encode('utf-16-be').hex()}> Tj ET"
        for at, words in enumerate(["第一行", "第二行"])
    ]

    assert lines(read(drawn, rotate=rotate)) == ["第一行", "第二行"]


def test_digits_on_another_top_but_the_same_baseline_stand_in_their_line() -> None:
    assert lines(read([text(100, 700, "预算"), text(122, 700, "12.50", size=8), text(143, 700, "万元")])) == ["预算12.50万元"]


def test_letters_that_are_spread_are_no_words_of_their_own() -> None:
    spread = [text(100 + 8 * at, 700, sign) for at, sign in enumerate("2026")] + [text(131, 700, "年")]

    assert lines(read(spread)) == ["2026年"]


def test_a_scan_is_refused_with_what_to_do() -> None:
    with pytest.raises(UnreadableDocument, match="a scan: recognise its text first"):
        read(["q 500 0 0 700 40 60 cm /Im Do Q"])


def test_a_page_with_a_picture_alone_among_good_ones_is_named() -> None:
    picture = "q 400 0 0 600 90 90 cm BI /W 1 /H 1 /CS /G /BPC 8 /F /AHx ID 00> EI Q"

    assert read(TABLE, [picture], [picture, text(100, 700, "题注")]).remarks == ("pictures without text were not read, on page 2",)


def test_a_damaged_file_is_refused() -> None:
    with pytest.raises(UnreadableDocument, match="a PDF file that is damaged"):
        read_document(b"%PDF-1.7\nnothing else")


@pytest.mark.parametrize("seed", range(20))
def test_damage_ends_in_blocks_or_in_a_reason(seed: int) -> None:
    chance = random.Random(seed)
    content = bytearray(pdf(TABLE, TABLE))
    for _ in range(chance.randint(1, 30)):
        content[chance.randrange(len(content))] = chance.randrange(256)
    damaged = bytes(content[: chance.randint(len(content) // 2, len(content))])
    if not damaged.startswith(b"%PDF-"):
        damaged = b"%PDF-" + damaged[5:]
    with contextlib.suppress(UnreadableDocument):
        assert read_document(damaged).n_pages is not None


def test_numbers_of_tables_are_no_running_heads_though_they_are_alike() -> None:
    def page(number: int, sign: str) -> list[str]:
        return [
            text(250, 826, "部门预算公开"),
            text(100, 806, f"公开{number:02}表"),
            text(250, 790, f"第{sign}张表"),
            text(250, 774, "单位：万元"),
            grid([100, 200, 300], [760, 740]),
            text(105, 746, "合计"),
            text(205, 746, "1"),
            text(290, 40, f"第 {number} 页"),
        ]

    pages = [page(number, sign) for number, sign in enumerate("甲乙丙丁", start=1)]

    expected = [each for at, sign in enumerate("甲乙丙丁", 1) for each in (f"公开{at:02}表", f"第{sign}张表", "单位：万元")]
    assert lines(read(*pages, [text(250, 826, "部门预算公开"), text(100, 600, "完。"), text(290, 40, "第 5 页")])) == [
        *expected,
        "完。",
    ]


def test_a_paragraph_in_a_block_that_is_set_in_is_whole() -> None:
    full = "本单位预算收入" * 5
    block = [full, "完。", full, "完了。", full, "都完了。"]
    shown = [text(130, 700 - 20 * at, each) for at, each in enumerate(block)]

    assert lines(read([*shown, text(100, 560, full + "甲乙"), text(100, 540, "第二。")])) == [
        full + "完。",
        full + "完了。",
        full + "都完了。",
        full + "甲乙第二。",
    ]
