"""HTML pages read: what a browser shows of them, in reading order, tables cell by cell."""

import contextlib
import random

import pytest

from dagster_project.extraction.readers import Grid, SourceDocument, TextLine, UnreadableDocument, html, read_document
from dagster_project.extraction.readers.html import styles
from dagster_project.extraction.readers.html import tables as tables_of_pages
from tests.read_documents import lines, tables

HEAD = '<!DOCTYPE html><html><head><meta charset="utf-8"><title>不读</title></head><body>'


def read(body: str, head: str = HEAD) -> SourceDocument:
    return read_document(f"{head}{body}</body></html>".encode())


def test_text_and_tables_are_read_in_their_order_and_lines_are_counted() -> None:
    document = read(
        "<h1>收支总体情况表</h1><p>单位：万元</p>"
        "<table><tr><th>项目</th><th>预算数</th></tr><tr><td>财政拨款</td><td>1,234.50</td></tr></table><p>说明</p>"
    )

    assert document.reader == "html"
    assert document.n_pages is None
    assert lines(document) == ["收支总体情况表", "单位：万元", "说明"]
    assert tables(document) == [[("项目", "预算数"), ("财政拨款", "1,234.50")]]
    assert [block.line_no for block in document.blocks if isinstance(block, TextLine)] == [1, 2, 5]


def test_a_paragraph_is_whole_whatever_is_marked_in_it() -> None:
    document = read(
        "<p>2026年<b>收入</b>总计<span style='color:red'>2,435.00</span>万元，<font>其\n  中</font>：<a href='x'>财政拨款</a>&nbsp;5&#46;00</p>"
    )
    assert lines(document) == ["2026年收入总计2,435.00万元，其中：财政拨款 5.00"]


def test_a_line_break_parts_lines_and_a_footnote_mark_is_no_digit() -> None:
    assert lines(read("<p>一、收入<br>二、支出<br/></p><p>5.00<sup>2</sup>万元</p>")) == ["一、收入", "二、支出", "5.00 2 万元"]


def test_lines_of_the_source_are_lines_where_they_are_kept() -> None:
    assert lines(read("<pre>一、收入\n二、支出</pre><p>一、\n收入\nof 5\nunits</p>")) == [
        "一、收入",
        "二、支出",
        "一、收入 of 5 units",
    ]


def test_what_is_not_shown_is_not_read() -> None:
    document = read(
        "<p>可见</p><!-- 注释 --><script>var a = '<p>程序</p>';</script><style>p{}</style><noscript>无程序</noscript>"
        "<p hidden>一</p><p style='display:none'>二</p><div style='visibility: hidden'><p>三</p>"
        "<p style='visibility:visible'>又可见</p></div><template><p>四</p></template><select><option>五</option></select>"
        "<p aria-hidden='true'>也可见</p><p class='off'>六</p><div class='box'><i><b class='x'>七</b></i></div>"
        "<table><tr><td>甲</td><td>1</td></tr><tr style='display:none'><td>乙</td><td>2</td></tr></table>",
        head="<!DOCTYPE html><style>.off, #no { DISPLAY: none !important } .box .x{display:none} .y>.x{display:block}"
        "@media print { p {display:none} } @media screen { .never{display:none} } p:hover{display:none}</style>"
        "<style media=print>p{display:none}</style><body>",
    )
    assert lines(document) == ["可见", "又可见", "也可见"]
    assert tables(document) == [[("甲", "1")]]


def test_a_stronger_rule_of_a_style_sheet_wins() -> None:
    head = "<!DOCTYPE html><style>p.on{display:block} p{display:none} #a{display:none} p.on.off{display:none}</style><body>"
    document = read("<p class=on>一</p><p>二</p><p id=a class=on>三</p><p class='on off'>四</p>", head)
    assert lines(document) == ["一"]


def test_a_cell_over_several_rows_and_columns_stands_where_it_begins() -> None:
    document = read(
        "<table><tr><td rowspan=2>科目</td><td colspan=2>本年支出</td></tr><tr><td>基本</td><td>项目</td></tr>"
        "<tr><td>合计</td><td>1.00</td><td>2.00</td></tr></table>"
    )
    assert tables(document) == [[("科目", "本年支出", ""), ("", "基本", "项目"), ("合计", "1.00", "2.00")]]


def test_columns_that_no_cell_begins_in_are_none() -> None:
    document = read(
        "<table><tr><td colspan=200>收支总体情况表</td></tr><tr><td colspan=2>项目</td><td>金额</td></tr>"
        "<tr><td colspan=2>合计</td><td>5.00</td></tr></table>"
    )
    assert tables(document) == [[("收支总体情况表", ""), ("项目", "金额"), ("合计", "5.00")]]


def test_a_span_ends_with_its_group_of_rows_and_the_foot_stands_last() -> None:
    document = read(
        "<table><tfoot><tr><td>合计</td><td>3.00</td></tr></tfoot><thead><tr><th rowspan=9>项目</th><th>金额</th></tr></thead>"
        "<tbody><tr><td rowspan=0>甲</td><td>1.00</td></tr><tr><td>2.00</td></tr></tbody></table>"
    )
    assert tables(document) == [[("项目", "金额"), ("甲", "1.00"), ("", "2.00"), ("合计", "3.00")]]


def test_rows_and_cells_that_are_not_closed_are_read_as_a_browser_does() -> None:
    assert tables(read("<table><tr><td>项目<td>金额<tr><td>合计<td>5.00</table>")) == [[("项目", "金额"), ("合计", "5.00")]]


def test_paragraphs_in_a_cell_are_parted_by_a_blank() -> None:
    document = read("<table><tr><td><p>一般公共</p><p>预算</p></td><td>5.00<br>万元</td></tr></table>")
    assert tables(document) == [[("一般公共 预算", "5.00 万元")]]


def test_a_caption_stands_above_its_table() -> None:
    document = read("<p>前</p><table><tr><td>项目</td><td>金额</td></tr><caption>收支总体情况表</caption></table>")
    assert [type(block) for block in document.blocks] == [TextLine, TextLine, Grid]
    assert lines(document) == ["前", "收支总体情况表"]


def test_a_table_that_arranges_others_is_none() -> None:
    document = read(
        "<table><tr><td>首页</td><td>目录</td></tr><tr><td><table><tr><td>项目</td><td>金额</td></tr></table></td>"
        "<td><table><tr><td><table><tr><td>合计</td><td>5.00</td></tr></table></td></tr></table></td></tr></table>"
    )
    assert lines(document) == ["首页", "目录"]
    assert tables(document) == [[("项目", "金额")], [("合计", "5.00")]]


def test_a_frame_and_a_single_column_are_text() -> None:
    document = read("<table><tr><td><p>一</p><p>二</p></td></tr><tr><td>三</td></tr></table>")
    assert lines(document) == ["一", "二", "三"]


def test_a_little_table_in_a_cell_is_text_of_the_cell() -> None:
    inner = "<table><tr><td>5.00</td></tr></table>"
    assert tables(read(f"<table><tr><td>合计</td><td>{inner}</td></tr></table>")) == [[("合计", "5.00")]]


def test_a_menu_and_an_article_in_a_table_are_text() -> None:
    menu = "<table><tr><td><a href='/'>首页</a></td><td>&gt; <a href='/a'>财政预算</a></td></tr></table>"
    article = "".join(f"<p>第{number}条　{'各部门应当公开本部门的预算，' * 5}</p>" for number in range(6))
    document = read(f"{menu}<table><tr><td>栏目</td><td>{article}</td></tr></table>")
    assert tables(document) == []
    assert lines(document)[:4] == ["首页", "> 财政预算", "栏目", "第0条 " + "各部门应当公开本部门的预算，" * 5]


@pytest.mark.parametrize("declared", ["gb2312", "GBK", "gb18030"])
def test_a_page_in_a_national_encoding_is_read_by_what_it_names(declared: str) -> None:
    page = f'<html><head><meta http-equiv="Content-Type" content="text/html; charset={declared}"></head>{"<i></i>" * 4000}<p>镕基</p></html>'
    assert lines(read_document(page.encode("gb18030"))) == ["镕基"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-8"])
def test_bytes_count_more_than_what_a_page_names(encoding: str) -> None:
    page = '<html><head><meta charset="gb2312"></head><p>收支总体情况</p></html>'
    assert lines(read_document(page.encode(encoding))) == ["收支总体情况"]


def test_bytes_that_are_not_what_a_page_names_are_refused() -> None:
    with pytest.raises(UnreadableDocument, match="the file says it is GB18030 but is not"):
        read_document('<html><head><meta charset="gbk"></head><p>收支'.encode("gb18030") + b"\xff\xff</p></html>")


@pytest.mark.parametrize(
    "beginning",
    [
        "<!doctype HTML>",
        "\n <html lang=zh>",
        "<?xml version='1.0'?><!-- 一 --><!DOCTYPE html PUBLIC 'x'>",
        "<table>",
        "<DIV class=a>",
    ],
)
def test_a_page_is_told_by_how_it_begins(beginning: str) -> None:
    assert read_document(f"{beginning}<p>说明</p>".encode()).reader == "html"


@pytest.mark.parametrize(
    "text", ["收入<br>支出\n5.00<sup>2</sup>", "<收支情况表>\n说明", "<p>一</p>\n<b>二</b>", "说明\n<html><table><tr><td>甲"]
)
def test_a_text_with_marks_in_it_stays_a_text(text: str) -> None:
    assert read_document(text.encode()).reader == "text"


def test_a_page_without_text_is_refused() -> None:
    with pytest.raises(UnreadableDocument, match="an HTML page without text"):
        read("<script>draw()</script><img src='a.png'><iframe src='a.pdf'>看</iframe>")


@pytest.mark.parametrize("beginning", ["MIME-Version: 1.0", "From: <Saved by Blink>"])
def test_a_page_saved_with_its_pictures_is_refused(beginning: str) -> None:
    with pytest.raises(UnreadableDocument, match=r"\(\.mht\): save the page alone, as HTML"):
        read_document(f"{beginning}\r\nContent-Type: multipart/related\r\n\r\n<html><p>=E8=AF=B4".encode())


def test_a_page_without_its_end_is_said_to_be_cut_off() -> None:
    document = read_document("<html><body><table><tr><td>项目</td><td>金额</td></tr><tr><td>合".encode())
    assert document.remarks == ("the page has no end (</html>): it may be cut off; compare it with the original",)
    assert read("<p>说明</p>").remarks == ()


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("<div>" * 100_000 + "深", "nested more deeply than any page"),
        ("<b>" * 1_000 + "深", "nested more deeply than any page"),
        ("<table><tr><td>" * 400 + "深", "nested more deeply than any page"),
        (f"<table>{'<tr><td colspan=1000>甲</td><td colspan=1000>乙</td></tr>' * 3}</table>", "more than 1,000 columns"),
    ],
    ids=["elements", "marks", "tables", "columns"],
)
def test_a_page_of_no_measure_is_refused(body: str, reason: str) -> None:
    with pytest.raises(UnreadableDocument, match=reason):
        read(body)


def test_a_page_with_more_rows_than_any_page_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables_of_pages, "MOST_ROWS", 100)
    with pytest.raises(UnreadableDocument, match="tables of more than 100 rows, or as many cells"):
        html.read(f"<table>{'<tr><td>甲</td><td>乙</td></tr>' * 101}</table>".encode())


def test_a_page_with_more_style_than_any_page_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(styles, "_MOST_TRIED", 1_000)
    page = f"<html><style>{'.a .b{left:1px}' * 60}</style>{'<i class=b>字</i>' * 20}</html>"
    with pytest.raises(UnreadableDocument, match="more style than any page"):
        html.read(page.encode())


def test_what_is_nested_deeply_is_read() -> None:
    assert lines(read("<div>" * 290 + "深")) == ["深"]
    assert tables(read("<table><tr><td>" * 70 + "<table><tr><td>甲<td>乙")) == [[("甲", "乙")]]
    inner = '<div style="position:absolute;left:1pt;top:1pt">' * 280
    assert lines(read(page(inner + "深"))) == ["深"]


def test_spans_are_bounded() -> None:
    document = read("<table><tr><td rowspan=999999999 colspan=-1>甲</td><td rowspan=65534>乙</td></tr><tr><td>丙</td></tr></table>")
    assert tables(document) == [[("甲", "乙", ""), ("", "", "丙")]]


# Pages on which each piece of text has its place.


def placed(left: float, top: float, words: str, style: str = "", unit: str = "pt", size: float = 10) -> str:
    where = f"position:absolute;left:{left}{unit};top:{top}{unit};font-size:{size}{unit};line-height:{size}{unit}"
    return f'<div style="{where};{style}">{words}</div>'


def rule(left: float, top: float, width: float, height: float) -> str:
    side = "bottom" if width > height else "right"
    where = f"position:absolute;left:{left}pt;top:{top}pt;width:{width}pt;height:{height}pt"
    return f'<div style="{where};border-{side}:0.5pt solid #000000;">&nbsp;</div>'


def ruled(xs: list[float], ys: list[float]) -> str:
    down = [rule(x, ys[0], 0, ys[-1] - ys[0]) for x in xs]
    return "".join([*down, *(rule(xs[0], y, xs[-1] - xs[0], 0) for y in ys)])


def page(*drawn: str, width: float = 595, height: float = 842) -> str:
    return f'<div style="position:relative;width:{width}pt;height:{height}pt;overflow:hidden">{"".join(drawn)}</div>'


TABLE = [
    placed(230, 100, "收支总体情况表"),
    placed(420, 120, "单位：万元"),
    ruled([100, 200, 300], [140, 160, 180]),
    placed(110, 145, "项目"),
    placed(210, 145, "预算数"),
    placed(110, 165, "财政"),
    placed(130, 165, "拨款"),
    placed(230, 165, "1,234.50"),
]
CELLS = [("项目", "预算数"), ("财政拨款", "1,234.50")]


def test_a_ruled_table_of_pieces_with_places_is_read_cell_by_cell() -> None:
    # The pieces in any order: their places count.
    document = read("<p>首页</p>" + page(*reversed(TABLE)) + "<p>关闭</p>")

    assert lines(document) == ["首页", "收支总体情况表", "单位：万元", "关闭"]
    assert tables(document) == [CELLS]
    assert document.n_pages == 1
    places = [(block.line_no, block.page_no) for block in document.blocks if isinstance(block, TextLine)]
    assert places == [(1, None), (2, 1), (3, 1), (6, None)]
    (table,) = (block for block in document.blocks if isinstance(block, Grid))
    assert [(row.line_no, row.page_no) for row in table.rows] == [(4, 1), (5, 1)]
    box = table.rows[1].box(1)
    # The rules are half a point thick: their middles are the edges.
    assert box is not None
    assert [round(edge, 1) for edge in box] == [200.2, 160.2, 300.2, 180.2]


def test_a_paragraph_goes_on_over_lines_and_pages() -> None:
    first, second = "本" * 40, "部" * 40
    document = read(page(placed(80, 700, first), placed(80, 720, second)) + page(placed(80, 100, "门。"), placed(80, 130, "完")))
    assert lines(document) == [first + second + "门。", "完"]


def test_borders_of_boxes_with_text_are_rules_and_thin_filled_boxes_too() -> None:
    boxed = [
        placed(x, y, words, style="width:100pt;height:20pt;border:1px solid black;box-sizing:border-box")
        for (x, y), words in zip(
            [(100, 140), (200, 140), (100, 160), (200, 160)], ["项目", "预算数", "财政拨款", "1,234.50"], strict=True
        )
    ]
    assert tables(read(page(*boxed))) == [CELLS]
    bars = [placed(100, y, "", "width:200pt;height:0.7pt;background:#000") for y in (140, 160, 180)]
    bars += [placed(x, 140, "", "width:0.7pt;height:40pt;background-color:black") for x in (100, 200, 300)]
    assert tables(read(page(*bars, *TABLE[3:]))) == [CELLS]


@pytest.mark.parametrize(
    "drawing",
    [
        # In points, by the view; a table of 200 by 40.
        '<path d="M100 140H300M100,160h200M 100 180 L 300 180 M100 140v40M200 140l0 40M300 140 300 180" stroke="#000"/>',
        '<g transform="translate(100 140)" stroke="black"><line x2="200"/><line x2="200" y1="20" y2="20"/><line x2="200" y1="40" y2="40"/>'
        '<line y2="40"/><line x1="100" x2="100" y2="40"/><polyline points="200,0 200,40"/></g>',
        '<rect x="100" y="140" width="200" height="0.7"/><rect x="100" y="160" width="200" height="0.7"/>'
        '<rect x="100" y="180" width="200" height="0.7"/><rect x="100" y="140" width="0.7" height="40"/>'
        '<rect x="200" y="140" width="0.7" height="40"/><rect x="300" y="140" width="0.7" height="40"/>',
    ],
)
def test_lines_of_a_drawing_are_rules(drawing: str) -> None:
    unseen = '<path d="M150 140V180" fill="none"/><path d="M150 140C 150 150 250 150 250 180" stroke="red"/>'
    svg = f'<svg viewBox="0 0 595 842" width="595pt" height="842pt" style="position:absolute;left:0;top:0">{unseen}{drawing}</svg>'
    assert tables(read(page(svg, *TABLE[3:]))) == [CELLS]


def test_places_in_pixels_ems_and_percentages_are_the_same_places() -> None:
    # 96 pixels are 72 points; of letters of 10 points, 10 points are an em.
    pixels = page(
        ruled([100, 200, 300], [140, 160, 180]),
        *(
            placed(x * 4 / 3, y * 4 / 3, words, unit="px", size=40 / 3)
            for x, y, words in [(110, 145, "项目"), (210, 145, "预算数"), (110, 165, "财政拨款"), (230, 165, "1,234.50")]
        ),
    )
    ems = page(
        ruled([100, 200, 300], [140, 160, 180]),
        *(
            f'<p style="position:absolute;font-size:10pt;left:{x / 10}em;top:{y / 10}em"><span>{words}</span></p>'
            for x, y, words in [(110, 145, "项目"), (210, 145, "预算数"), (110, 165, "财政拨款"), (230, 165, "1,234.50")]
        ),
    )
    shares = page(
        ruled([100, 200, 300], [140, 160, 180]),
        *(
            f'<span style="position:absolute;font-size:calc(var(--scale-factor)*13.33px);left:{x / 5.95}%;top:{y / 8.42}%">{words}</span>'
            for x, y, words in [(110, 145, "项目"), (210, 145, "预算数"), (110, 165, "财政拨款"), (230, 165, "1,234.50")]
        ),
    )
    assert [tables(read(each)) for each in (pixels, ems, shares)] == [[CELLS]] * 3


def test_places_are_taken_from_classes_of_the_style_sheet() -> None:
    # As pdf2htmlEX writes them: from below, letters drawn at four times their size and made smaller.
    sheet = (
        "<style>.pf{position:relative;overflow:hidden}.w0{width:1000px}.h0{height:1000px}.pc{position:absolute;left:0;top:0}"
        ".t{position:absolute;white-space:pre;line-height:1;transform-origin:0 100%}.m0{transform:matrix(0.25,0,0,0.25,0,0)}"
        ".fs0{font-size:64px}.h1{height:64px}.x1{left:100px}.x2{left:300px}.y1{bottom:800px}.y2{bottom:760px}._1{width:256px}"
        "._{display:inline-block;color:transparent}@media print{.x1{left:9pt}}"
        ".r{position:absolute;background-color:#000}.ra{left:90px;width:400px;height:1px}.rd{top:175px;width:1px;height:80px}"
        ".d1{left:90px}.d2{left:290px}.d3{left:490px}.a1{top:175px}.a2{top:215px}.a3{top:255px}</style>"
    )
    rules = "".join(f'<div class="r ra a{at}"></div><div class="r rd d{at}"></div>' for at in (1, 2, 3))
    texts = "".join(
        f'<div class="t m0 x{x} h1 y{y} fs0">{words}</div>'
        for x, y, words in [(1, 1, "项目"), (2, 1, "预<span class='_ _1'> </span>数"), (1, 2, "合计"), (2, 2, "5.00")]
    )
    document = read(f'{sheet}<div class="pf w0 h0"><div class="pc w0 h0">{texts}{rules}</div></div>')
    # The spacer is four times 16 pixels wide.
    assert tables(document) == [[("项目", "预 数"), ("合计", "5.00")]]


def test_frames_of_pages_below_one_another_are_pages() -> None:
    # As pdfminer writes them: one coordinate system, lines of a box end in breaks, and borders of a colour that is none.
    def frame(top: int) -> str:
        return f'<span style="position:absolute;left:0px;top:{top}px;width:595px;height:842px"></span>'

    box = "border: textbox 1px solid;width:110px;height:40px"
    body = (
        frame(50)
        + '<div style="position:absolute; top:%dpx;">50.0<a name="1"></a></div>'
        + placed(80, 100, "第一行的文字共有十个字<br>第二行<br>", box, unit="px")
        + frame(942)
        + placed(80, 1000, "第二页的文字也有十个字", box, unit="px")
    )
    document = read(body)

    assert lines(document) == ["第一行的文字共有十个字", "第二行", "第二页的文字也有十个字", "50.0"]
    assert [block.page_no for block in document.blocks if isinstance(block, TextLine)] == [1, 1, 2, None]
    assert document.n_pages == 2


def test_a_page_without_a_size_is_measured_by_what_stands_on_it() -> None:
    document = read(placed(80, 100, "第一行<br>第二行", "width:100pt;height:40pt") + placed(80, 900, "末行"))
    assert lines(document) == ["第一行", "第二行", "末行"]
    assert document.n_pages == 1


def test_a_piece_is_no_wider_than_up_to_the_next_on_its_line() -> None:
    # Seven signs of a narrow font in the room of six.
    document = read(page(placed(100, 100, "一二三四五六七"), placed(160, 100, "八九")))
    assert lines(document) == ["一二三四五六七八九"]


def test_a_piece_fills_the_width_that_is_given_for_it() -> None:
    apart = page(placed(100, 100, "预算数", "width:40pt"), placed(140, 100, "万元"))
    right = page(placed(100, 100, "5.00", "width:80pt;text-align:right"), placed(181, 100, "万元"))
    assert lines(read(apart)) == ["预算数万元"]
    assert lines(read(right)) == ["5.00万元"]


def test_a_piece_that_is_longer_than_its_width_goes_on_below() -> None:
    document = read(page(placed(100, 100, "一二三四五六七八九十", "width:50pt"), placed(200, 100, "旁")))
    assert lines(document) == ["一二三四五 旁", "六七八九十"]


def test_text_that_is_turned_turns_its_page() -> None:
    def turned(x: float, y: float, words: str) -> str:
        # A quarter clockwise around its upper left corner: what is x from the left stands x from above.
        return placed(842 - y, x, words, "transform-origin:0 0;transform:rotate(90deg)")

    rules = ruled([842 - 180, 842 - 160, 842 - 140], [100, 200, 300])
    texts = [turned(110, 145, "项目"), turned(210, 145, "预算数"), turned(110, 165, "财政拨款"), turned(230, 165, "1,234.50")]
    assert tables(read(page(rules, *texts, width=842, height=595))) == [CELLS]


def test_what_lies_outside_its_page_or_its_frame_is_not_read() -> None:
    frame = (
        f'<div style="position:absolute;left:100pt;top:200pt;width:50pt;height:20pt;overflow:hidden">{placed(0, 40, "外")}内</div>'
    )
    document = read(page(placed(100, 100, "可见"), placed(-100, 120, "外"), placed(100, 900, "外"), frame))
    assert lines(document) == ["可见", "内"]


def test_text_without_a_place_on_such_a_page_stands_behind_it() -> None:
    document = read(page(placed(100, 100, "收支总体情况表有七八个字"), "<p>附注</p>"))
    assert lines(document) == ["收支总体情况表有七八个字", "附注"]


def test_a_page_with_a_few_placed_parts_is_read_in_its_order() -> None:
    article = "".join(f"<p>第{number}条各部门应当公开本部门的预算</p>" for number in range(5))
    document = read(f"{placed(0, 0, '返回')}<div>{article}</div>{placed(10, 10, '顶部')}")
    assert lines(document) == ["返回", *(f"第{number}条各部门应当公开本部门的预算" for number in range(5)), "顶部"]
    assert document.n_pages is None


def test_a_page_damaged_at_any_place_is_read_or_refused() -> None:
    content = bytearray(f"{HEAD}<table><tr><td rowspan=2>甲</td><td>乙</td></tr></table>{page(*TABLE)}</html>".encode())
    chance = random.Random(11)
    for _ in range(200):
        damaged = bytearray(content)
        for _ in range(chance.randint(1, 30)):
            damaged[chance.randrange(20, len(damaged))] = chance.choice(b"<>\"'=:;(){}%/-.0123456789epx ")
        with contextlib.suppress(UnreadableDocument):
            read_document(bytes(damaged[: chance.choice([len(damaged), chance.randrange(20, len(damaged))])]))


@pytest.mark.parametrize(
    "style", ["left:1e999px", "left:NaNpx", "font-size:1e300pt", "transform:matrix(1e308,0,0,1e308,9,9)", "width:calc(1px*"]
)
def test_lengths_that_are_none_do_nothing(style: str) -> None:
    assert "说明" in "".join(lines(read(page(placed(100, 100, "说明其他各项"), placed(100, 140, "甲", style)))))
