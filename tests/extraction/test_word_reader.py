"""DOCX files: paragraphs and tables in order, as they read with all changes accepted."""

import zipfile
from collections.abc import Callable
from io import BytesIO
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from dagster_project.extraction.readers import Grid, GridRow, SourceDocument, TextLine, UnreadableDocument, read_document
from tests.read_documents import lines
from tests.written_office import zipped


def _saved(document: Any) -> bytes:
    content = BytesIO()
    document.save(content)
    return content.getvalue()


def _of_xml(*blocks: str) -> bytes:
    """A DOCX file with a body written in XML."""
    document = docx.Document()
    body = document.element.body
    for xml in blocks:
        name, rest = xml.split(">", 1) if " " not in xml.split(">", 1)[0] else xml.split(" ", 1)
        joint = ">" if " " not in xml.split(">", 1)[0] else " "
        body.insert(len(body) - 1, parse_xml(f"{name} {nsdecls('w')}{joint}{rest}"))
    return _saved(document)


def _read(*blocks: str) -> SourceDocument:
    return read_document(_of_xml(*blocks))


def _cells(document: SourceDocument) -> list[tuple[str, ...]]:
    return [row.cells for block in document.blocks if isinstance(block, Grid) for row in block.rows]


def _p(text: str, properties: str = "") -> str:
    return f"<w:p><w:r>{properties}<w:t>{text}</w:t></w:r></w:p>"


def _tc(text: str, properties: str = "") -> str:
    return f"<w:tc>{f'<w:tcPr>{properties}</w:tcPr>' if properties else ''}{_p(text)}</w:tc>"


def _tbl(*rows: str) -> str:
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


def test_paragraphs_and_tables_are_read_in_order() -> None:
    document = docx.Document()
    document.add_paragraph("单位收支总体情况表")
    document.add_paragraph("")
    table = document.add_table(rows=2, cols=2)
    for at, text in enumerate(["项目", "预算数", "事业收入", "5.00"]):
        table.cell(at // 2, at % 2).text = text
    document.add_paragraph("注：无")
    assert read_document(_saved(document)) == SourceDocument(
        "word",
        (
            TextLine("单位收支总体情况表", 1),
            Grid((GridRow(("项目", "预算数"), 3), GridRow(("事业收入", "5.00"), 4))),
            TextLine("注：无", 5),
        ),
        5,
    )


def test_a_merged_cell_is_read_once_with_empty_ones_behind_and_below_it() -> None:
    document = docx.Document()
    table = document.add_table(rows=3, cols=4)
    for row in table.rows:
        for cell in row.cells:
            cell.text = "1"
    across, down = table.cell(0, 1).merge(table.cell(0, 3)), table.cell(0, 0).merge(table.cell(1, 0))
    across.text, down.text = "财政拨款", "科目"
    assert _cells(read_document(_saved(document))) == [("科目", "财政拨款", "", ""), ("", "1", "1", "1"), ("1", "1", "1", "1")]


def test_a_row_that_begins_further_right_keeps_its_columns() -> None:
    table = _tbl(_tc("甲") + _tc("乙"), f'<w:trPr><w:gridBefore w:val="1"/></w:trPr>{_tc("1")}', _tc("丙"))
    assert _cells(_read(table)) == [("甲", "乙"), ("", "1"), ("丙", "")]


def test_paragraphs_and_line_breaks_of_a_cell_are_parted_by_a_blank() -> None:
    cell = f"<w:tc>{_p('财政拨款')}<w:p><w:r><w:t>小</w:t><w:br/><w:t>计</w:t></w:r></w:p></w:tc>"
    assert _cells(_read(_tbl(cell + _tc("5.00")))) == [("财政拨款 小 计", "5.00")]


def test_a_line_break_ends_a_line_of_text_and_a_tab_is_a_blank() -> None:
    assert lines(_read("<w:p><w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t><w:tab/><w:t>丙</w:t></w:r></w:p>")) == ["甲", "乙 丙"]


def test_the_text_of_a_table_in_a_cell_is_not_lost() -> None:
    inner = _tbl(_tc("内") + _tc("7.00"))
    assert _cells(_read(_tbl(f"<w:tc>{inner}{_p('外')}</w:tc>{_tc('5.00')}"))) == [("内 7.00 外", "5.00")]


def test_a_table_of_one_cell_is_a_frame() -> None:
    inner = _tbl(_tc("内") + _tc("7.00"))
    document = _read(_tbl(f"<w:tc>{_p('题')}{inner}{_p('')}</w:tc>"))
    assert document.blocks == (TextLine("题", 1), Grid((GridRow(("内", "7.00"), 2),)))


def test_a_table_of_one_column_is_text() -> None:
    assert lines(_read(_tbl(_tc("甲"), _tc(""), _tc("乙")))) == ["甲", "乙"]


def test_tracked_deletions_are_gone_and_insertions_are_there() -> None:
    paragraph = (
        "<w:p><w:r><w:t>共</w:t></w:r><w:del><w:r><w:delText>4</w:delText></w:r></w:del><w:ins><w:r><w:t>5</w:t></w:r></w:ins>"
        "<w:moveFrom><w:r><w:t>6</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>7</w:t></w:r></w:moveTo></w:p>"
    )
    rows = _tbl(
        _tc("甲") + _tc("1"),
        f"<w:trPr><w:del/></w:trPr>{_tc('乙')}{_tc('2')}",
        f"<w:trPr><w:ins/></w:trPr>{_tc('丙')}{_tc('3')}",
    )
    document = _read(paragraph, rows)
    assert lines(document) == ["共57"]
    assert _cells(document) == [("甲", "1"), ("丙", "3")]


def test_hidden_text_is_not_read() -> None:
    hidden = _p("藏", "<w:rPr><w:vanish/></w:rPr>")
    shown = _p("显", '<w:rPr><w:vanish w:val="0"/></w:rPr>')
    assert lines(_read(hidden, shown)) == ["显"]


def test_text_that_a_style_hides_is_not_read() -> None:
    document = docx.Document()
    style = document.styles.add_style("Secret", docx.enum.style.WD_STYLE_TYPE.CHARACTER)
    style.font.hidden = True
    document.add_paragraph("显").add_run("藏", style=style)
    assert lines(read_document(_saved(document))) == ["显"]


def test_a_raised_mark_is_no_digit_of_the_figure_before_it() -> None:
    cell = (
        '<w:tc><w:p><w:r><w:t>5.00</w:t></w:r><w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>2</w:t></w:r></w:p></w:tc>'
    )
    assert _cells(_read(_tbl(_tc("甲") + cell))) == [("甲", "5.00 2")]


def test_content_controls_fields_and_links_are_read() -> None:
    control = f"<w:sdt><w:sdtPr/><w:sdtContent>{_p('甲')}</w:sdtContent></w:sdt>"
    field = '<w:p><w:fldSimple w:instr="PAGE"><w:r><w:t>乙</w:t></w:r></w:fldSimple><w:r><w:instrText>TOC</w:instrText></w:r></w:p>'
    link = "<w:p><w:hyperlink><w:r><w:t>丙</w:t></w:r></w:hyperlink></w:p>"
    assert lines(_read(control, field, link)) == ["甲", "乙", "丙"]


def test_the_text_of_a_text_box_is_read_once() -> None:
    box = f"<w:pict><w:txbxContent>{_p('框')}</w:txbxContent></w:pict>"
    paragraph = f'<w:p><w:r><mc:AlternateContent xmlns:mc="urn:mc"><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r></w:p>'
    assert lines(_read(paragraph, _p("文"))) == ["框", "文"]


def _with_main_part(change: Callable[[bytes], bytes]) -> bytes:
    with zipfile.ZipFile(BytesIO(_of_xml(_p("甲")))) as archive:
        members: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    main = members["word/document.xml"]
    assert isinstance(main, bytes)
    return zipped(members | {"word/document.xml": change(main)})


LAUGHS = b'<!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'


def _with_entities(main: bytes) -> bytes:
    head, joint, rest = main.partition(b"?>")
    return head + joint + LAUGHS + rest.replace("甲".encode(), b"&b;")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (_of_xml(), "without text"),
        (_with_main_part(_with_entities), "entities"),
        (_with_main_part(lambda main: main[:-20]), "damaged"),
        (_with_main_part(lambda main: main.replace(b"w:body", b"w:corps")), "damaged"),
        (_with_main_part(lambda main: main + b" " * 9_900_000 * 6), "ZIP bomb|more than 50 MB"),
        (zipped({"word/document.xml": "<a/>"}), "damaged"),
        (_of_xml(_tbl(_tc("甲", '<w:gridSpan w:val="999999999"/>') + _tc("1"))), "more than 1,000 columns"),
    ],
)
def test_what_cannot_be_read_is_said_with_what_to_do(content: bytes, reason: str) -> None:
    with pytest.raises(UnreadableDocument, match=reason):
        read_document(content)


def test_a_damaged_file_is_an_outcome() -> None:
    content = _of_xml(_p("甲"), _tbl(_tc("乙") + _tc("1")))
    for at in range(0, len(content), max(len(content) // 60, 1)):
        for damaged in (content[:at], content[:at] + bytes([content[at] ^ 0x55]) + content[at + 1 :]):
            try:
                read_document(damaged)
            except UnreadableDocument as error:
                assert str(error)  # noqa: PT017
