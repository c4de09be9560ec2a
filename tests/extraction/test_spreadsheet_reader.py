"""XLSX, ODS and XLS files: what is displayed on the visible sheets."""

from collections.abc import Callable

import pytest

from dagster_project.extraction.readers import Grid, GridRow, SourceDocument, TextLine, UnreadableDocument, read_document
from dagster_project.extraction.readers.number_formats import displayed
from tests.read_documents import lines
from tests.written_office import Value, ods, ods_of, sheet_xml, xls, xls_directory, xlsx, xlsx_of, zipped


def _cells(document: SourceDocument) -> list[tuple[str, ...]]:
    return [row.cells for block in document.blocks if isinstance(block, Grid) for row in block.rows]


def _row(*values: Value) -> tuple[str, ...]:
    return _cells(read_document(xlsx([["甲", "乙"], values])))[1]


def _ods_row(*cells: str, rows: str = "") -> bytes:
    return ods_of(f"<table:table><table:table-row>{''.join(cells)}</table:table-row>{rows}</table:table>")


def _text_cell(text: str, attributes: str = "") -> str:
    return f"<table:table-cell {attributes}><text:p>{text}</text:p></table:table-cell>"


SHEET = [["单位收支总体情况表"], ["单位：万元"], ["项目", "预算数"], ["其中："], ["事业收入", "5.00"], ["注：无"]]


@pytest.mark.parametrize("write", [xlsx, ods])
def test_single_cells_above_and_below_a_table_are_text_and_inside_it_are_rows(write: Callable[[list[list[str]]], bytes]) -> None:
    document = read_document(write(SHEET))
    assert document == SourceDocument(
        "spreadsheet",
        (
            TextLine("单位收支总体情况表", 1, 1),
            TextLine("单位：万元", 2, 1),
            Grid((GridRow(("项目", "预算数"), 3, 1), GridRow(("其中：", ""), 4, 1), GridRow(("事业收入", "5.00"), 5, 1))),
            TextLine("注：无", 6, 1),
        ),
        6,
        1,
        page_lines=(1,),
    )


@pytest.mark.parametrize("write", [xlsx, ods])
@pytest.mark.parametrize("header", [["科目", "预算数"], ["科目", "2025"]])
def test_blank_rows_part_tables_that_have_headers(write: Callable[[list[list[str]]], bytes], header: list[str]) -> None:
    document = read_document(write([["甲", "1"], ["乙", "2"], [], ["", " "], header, ["丙", "3"]]))
    assert document.blocks == (
        Grid((GridRow(("甲", "1"), 1, 1), GridRow(("乙", "2"), 2, 1))),
        Grid((GridRow(tuple(header), 5, 1), GridRow(("丙", "3"), 6, 1))),
    )


@pytest.mark.parametrize("write", [xlsx, ods])
def test_a_table_goes_on_behind_blank_rows(write: Callable[[list[list[str]]], bytes]) -> None:
    rows = [["甲", "", "1"], ["乙", "款", "2"], [], ["丙"], ["", "项", "3"], ["", " "], ["", "丁", "4"], [], ["注：无"]]
    assert read_document(write(rows)).blocks == (
        Grid(
            (
                GridRow(("甲", "", "1"), 1, 1),
                GridRow(("乙", "款", "2"), 2, 1),
                GridRow(("丙", "", ""), 4, 1),
                GridRow(("", "项", "3"), 5, 1),
                GridRow(("", "丁", "4"), 7, 1),
            )
        ),
        TextLine("注：无", 9, 1),
    )


@pytest.mark.parametrize(
    "behind",
    [
        [["", "", "", "丙", "3"]],  # beside the table
        [["丙", "", "", "3"]],  # below no figure
        [["注：1"], ["2.00"]],
    ],
)
def test_what_stands_elsewhere_behind_blank_rows_is_no_part_of_a_table(behind: list[list[str]]) -> None:
    grids = _cells(read_document(xlsx([["甲", "1"], ["乙", "2"], [], *behind])))
    assert grids[:2] == [("甲", "1"), ("乙", "2")]
    first = next(block for block in read_document(xlsx([["甲", "1"], ["乙", "2"], [], *behind])).blocks)
    assert isinstance(first, Grid)
    assert len(first.rows) == 2


def test_columns_left_and_right_of_a_table_are_no_part_of_it_and_those_within_are() -> None:
    assert _cells(read_document(xlsx([["", "甲", "", "1"], ["", "乙"], ["", "丙", "", "2"]]))) == [
        ("甲", "", "1"),
        ("乙", "", ""),
        ("丙", "", "2"),
    ]


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        (1234.5, "1234.5"),
        (0.1 + 0.2, "0.3"),
        (201, "201"),
        (201.0, "201"),
        (1e15, "1000000000000000"),
        (0.00001, "0.00001"),
        (-0.0, "0"),
        ((2431.5183, "#,##0.00"), "2,431.52"),
        ((1.005, "0.00"), "1.01"),
        ((-1.005, "0.00"), "-1.01"),
        ((-0.001, "0.00"), "0.00"),
        ((0.5, "#.00"), ".50"),
        ((5, "0.##"), "5"),
        ((0.1359, "0.00%"), "13.59%"),
        ((1, "0%"), "100%"),
        ((5, "00"), "05"),
        ((24315200, "#,##0.00,"), "24,315.20"),
        ((-5, "#,##0.00_);(#,##0.00)"), "(5.00)"),
        ((-5, "0.00_ ;[Red]-0.00\\ "), "-5.00"),
        ((-5, "0.00;[Red]0.00"), "-5.00"),
        ((0, '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ '), "-"),
        ((5, '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ '), "5.00"),
        ((5, '0.00"万元"'), "5.00万元"),
        ((5, '"¥"#,##0.00'), "¥5.00"),
        ((5, "[$¥-804]#,##0.00"), "¥5.00"),
        ((5.25, "General"), "5.25"),
        ((5.25, "G/通用格式"), "5.25"),
        ((5.25, "0.00E+00"), "5.25"),
        ((5.25, "# ?/?"), "5.25"),
        ((5.25, "[>100]0;0.0"), "5.25"),
        ((46023, "yyyy/m/d"), "2026-01-01"),
        ((46023, 'yyyy"年"m"月"d"日"'), "2026-01-01"),
        ((46023.75, "yyyy-mm-dd hh:mm"), "2026-01-01 18:00:00"),
        ((0.75, "h:mm"), "18:00:00"),
        ((5, '0.00"days"'), "5.00days"),
    ],
)
def test_a_number_is_read_as_it_is_displayed(value: Value, printed: str) -> None:
    assert _row("甲", value) == ("甲", printed)


def test_a_zero_that_its_format_hides_is_not_there() -> None:
    assert _row("甲", (0, "0.00;-0.00;"), (5, "0.00;-0.00;"), (0, ";;;"), (7, "0")) == ("甲", "", "5.00", "", "7")


@pytest.mark.parametrize(("number", "day"), [(1, "1900-01-01"), (61, "1900-03-01")])
def test_days_are_counted_with_the_leap_day_that_1900_did_not_have(number: float, day: str) -> None:
    assert displayed(number, "yyyy-mm-dd") == day


def test_days_may_be_counted_from_1904() -> None:
    assert displayed(44561, "yyyy-mm-dd", counts_from_1904=True) == "2026-01-01"


def test_shared_texts_formulas_and_booleans_are_read() -> None:
    row = (
        '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1"><f>1+1</f><v>2</v></c>'
        '<c r="D1" t="str"><f>"a"</f><v>文</v></c><c r="E1" t="b"><v>1</v></c><c r="F1" t="e"><v>#REF!</v></c></row>'
    )
    shared = "<sst><si><t>甲</t></si><si><r><t>财政拨款</t></r><r><t>_x000D_\n小计</t></r><rPh><t>ピン</t></rPh></si></sst>"
    content = xlsx_of({"a": f"<worksheet><sheetData>{row}</sheetData></worksheet>"}, sharedStrings=shared)
    assert _cells(read_document(content)) == [("甲", "财政拨款 小计", "2", "文", "TRUE", "#REF!")]


def test_rows_and_cells_without_a_number_of_their_own_follow_each_other() -> None:
    rows = "<row><c><v>1</v></c><c><v>2</v></c></row><row><c/><c><v>3</v></c><c><v>4</v></c></row>"
    assert _cells(read_document(xlsx_of({"a": f"<worksheet><sheetData>{rows}</sheetData></worksheet>"}))) == [
        ("1", "2", ""),
        ("", "3", "4"),
    ]


def test_what_stands_under_merged_cells_is_not_read() -> None:
    merged = '<mergeCells><mergeCell ref="A1:A2"/><mergeCell ref="B1:C1"/></mergeCells>'
    document = read_document(xlsx([["甲", "乙", "旧"], ["旧", "1", "2"]], behind=merged))
    assert _cells(document) == [("甲", "乙", ""), ("", "1", "2")]


def test_hidden_rows_and_columns_are_not_read_and_part_nothing() -> None:
    content = xlsx([["甲", "9", "1"], ["乙", "9", "2"], ["丙", "9", "3"]], before='<cols><col min="2" max="2" hidden="1"/></cols>')
    document = read_document(content)
    assert _cells(document) == [("甲", "", "1"), ("乙", "", "2"), ("丙", "", "3")]
    assert document.remarks == ("1 columns of sheet 1 are hidden and were not read",)
    xml = sheet_xml([["甲", "1"], ["乙", "2"], ["丙", "3"]], ()).replace('<row r="2">', '<row r="2" hidden="1">')
    document = read_document(xlsx_of({"a": xml}))
    assert document.blocks == (Grid((GridRow(("甲", "1"), 1, 1), GridRow(("丙", "3"), 3, 1))),)
    assert document.remarks == ("1 rows of sheet 1 are hidden and were not read",)


def test_hidden_columns_are_said_where_something_stands_in_them() -> None:
    rows = [["甲", "9", "1"], ["乙", "", "2"]]
    hidden = '<cols><col min="2" max="2" hidden="1"/><col min="4" max="16384" hidden="1"/></cols>'
    assert read_document(xlsx(rows, before=hidden)).remarks == ("1 columns of sheet 1 are hidden and were not read",)
    assert read_document(xlsx([["甲", "", "1"]], before=hidden)).remarks == ()
    columns = '<table:table-column/><table:table-column table:visibility="collapse"/><table:table-column/>'
    written = "".join(f"<table:table-row>{''.join(_text_cell(cell) for cell in row)}</table:table-row>" for row in rows)
    document = read_document(ods_of(f'<table:table table:name="一">{columns}{written}</table:table>'))
    assert (_cells(document), document.remarks) == (
        [("甲", "", "1"), ("乙", "", "2")],
        ("1 columns of sheet 1 are hidden and were not read",),
    )
    document = read_document(xls(rows, hidden_columns=[1]))
    assert (_cells(document), document.remarks) == (
        [("甲", "", "1"), ("乙", "", "2")],
        ("1 columns of sheet 1 are hidden and were not read",),
    )


def test_sheets_are_pages_whose_rows_are_counted_on_and_hidden_ones_are_said() -> None:
    sheets = {name: sheet_xml([["甲", name], ["乙", name]], ()) for name in ("一", "藏", "二")}
    document = read_document(xlsx_of(sheets, hidden=["藏"]))
    assert document.blocks == (
        Grid((GridRow(("甲", "一"), 1, 1), GridRow(("乙", "一"), 2, 1))),
        Grid((GridRow(("甲", "二"), 3, 2), GridRow(("乙", "二"), 4, 2))),
    )
    assert (document.n_lines, document.n_pages, document.page_lines) == (4, 2, (1, 3))
    assert document.remarks == ("the sheet “藏” is hidden and was not read",)


def test_of_an_ods_file_what_is_displayed_is_read() -> None:
    content = _ods_row(
        _text_cell("甲"),
        _text_cell("2,431.52", 'office:value-type="float" office:value="2431.5183"'),
        '<table:table-cell table:number-columns-repeated="2"/>',
        _text_cell("5.00", 'table:number-columns-repeated="2"'),
        "<table:covered-table-cell><text:p>旧</text:p></table:covered-table-cell>",
        "<table:table-cell><office:annotation><text:p>批注</text:p></office:annotation><text:p>一</text:p><text:p>二<text:s text:c='2'/>三</text:p></table:table-cell>",
        '<table:table-cell office:value-type="float" office:value="0.30000000000000004"/>',
    )
    assert _cells(read_document(content)) == [("甲", "2,431.52", "", "", "5.00", "5.00", "", "一 二 三", "0.3")]


def test_repeated_rows_of_an_ods_file_are_read_as_often_and_blank_ones_at_its_end_cost_nothing() -> None:
    rows = (
        f'<table:table-row table:number-rows-repeated="2">{_text_cell("甲")}{_text_cell("1")}</table:table-row>'
        f'<table:table-row table:visibility="filter">{_text_cell("藏")}{_text_cell("9")}</table:table-row>'
        '<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    )
    document = read_document(_ods_row(_text_cell("头"), _text_cell("数"), rows=rows))
    assert _cells(document) == [("头", "数"), ("甲", "1"), ("甲", "1")]


def test_a_hidden_sheet_of_an_ods_file_is_not_read() -> None:
    styles = '<style:style style:name="ta1" style:family="table"><style:table-properties table:display="false"/></style:style>'
    row = f"<table:table-row>{_text_cell('甲')}{_text_cell('1')}</table:table-row>"
    tables = (
        f'<table:table table:name="藏" table:style-name="ta1">{row}</table:table><table:table table:name="一">{row}</table:table>'
    )
    document = read_document(ods_of(tables, styles))
    assert _cells(document) == [("甲", "1")]
    assert document.remarks == ("the sheet “藏” is hidden and was not read",)


def test_an_xls_file_is_read_as_it_is_displayed() -> None:
    rows: list[list[Value]] = [
        ["收支总表"],
        [None, None, None, "单位：万元"],
        ["项目", "预算数", "占比", "日期"],
        ["合计", (2431.5183, "#,##0.00"), (0.1359, "0.00%"), (46023, "yyyy-mm-dd")],
        ["藏", 9],
        ["空", (0, '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ '), 0.1 + 0.2, 1234.5],
    ]
    document = read_document(xls(rows, hidden_rows=[4], hidden_sheet="隐藏"))
    assert document.blocks == (
        TextLine("收支总表", 1, 1),
        TextLine("单位：万元", 2, 1),
        Grid(
            (
                GridRow(("项目", "预算数", "占比", "日期"), 3, 1),
                GridRow(("合计", "2,431.52", "13.59%", "2026-01-01"), 4, 1),
                GridRow(("空", "-", "0.3", "1234.5"), 6, 1),
            )
        ),
    )
    assert document.remarks == ("1 rows of sheet 1 are hidden and were not read", "the sheet “隐藏” is hidden and was not read")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (xlsx([]), "without a filled cell"),
        (xlsx_of({"藏": sheet_xml([["甲", "1"]], ())}, hidden=["藏"]), "visible sheets are empty"),
        (zipped({"xl/workbook.bin": "x"}), "save it as XLSX"),
        (zipped({"OFD.xml": "<x/>"}), "OFD"),
        (zipped({"ppt/presentation.xml": "<x/>"}), "presentation"),
        (zipped({"a.pdf": "x"}), "unpack it"),
        (zipped({}), "unpack it"),
        (ods_of("", mimetype="application/vnd.oasis.opendocument.text"), "save it as DOCX"),
        (xls_directory("Root Entry", "WordDocument", "Workbook"), "DOCX or PDF"),
        (xls_directory("Root Entry", "EncryptedPackage"), "password"),
        (xls_directory("Root Entry", "Workbook"), "damaged"),
        (xls_directory("Root Entry"), "damaged"),
    ],
)
def test_what_cannot_be_read_is_said_with_what_to_do(content: bytes, reason: str) -> None:
    with pytest.raises(UnreadableDocument, match=reason):
        read_document(content)


def _sheet(rows: str) -> bytes:
    return xlsx_of({"a": f"<worksheet><sheetData>{rows}</sheetData></worksheet>"})


LAUGHS = '<!DOCTYPE a [<!ENTITY a "哈哈"><!ENTITY b "&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/hostname">]>'


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (xlsx_of({"a": f"{LAUGHS}<worksheet>&b;</worksheet>"}), "entities"),
        (xlsx_of({"a": f"{OUTSIDE}<worksheet>&a;</worksheet>"}), "entities"),
        (xlsx_of({"a": "<worksheet>&a;</worksheet>"}), "XML cannot be read"),
        (_sheet('<row r="1"><c r="ALM1"><v>1</v></c></row>'), "more than 1,000 columns"),
        (_sheet('<row r="2"><c><v>1</v></c></row><row r="1"><c><v>1</v></c></row>'), "damaged"),
        (_sheet('<row r="1048577"><c><v>1</v></c></row>'), "damaged"),
        (_sheet('<row r="1"><c t="s"><v>0</v></c></row>'), "damaged"),
        (_sheet('<row r="1"><c><v>1,0</v></c></row>'), "damaged"),
        (_ods_row(_text_cell("甲", 'table:number-columns-repeated="10000"')), "more than 1,000 columns"),
        (
            _ods_row(rows=f'<table:table-row table:number-rows-repeated="1000000">{_text_cell("甲")}</table:table-row>'),
            "more than 200,000 rows",
        ),
        (_ods_row(_text_cell("甲", 'table:number-columns-repeated="many"')), "damaged"),
        (xlsx([["甲"]], behind='<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'), "merged cells"),
        (_sheet("".join(f"<row><c r='A{n}'><v>1</v></c><c r='ALL{n}'><v>1</v></c></row>" for n in range(1, 5000))), "nearly empty"),
    ],
)
def test_what_is_larger_than_any_disclosure_or_malformed_is_refused(content: bytes, reason: str) -> None:
    with pytest.raises(UnreadableDocument, match=reason):
        read_document(content)


def test_two_cells_far_apart_cost_no_memory_between_them() -> None:
    document = read_document(_sheet('<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="ALL1048576"><v>2</v></c></row>'))
    assert lines(document) == ["1", "2"]


def test_an_archive_that_unpacks_to_too_much_is_refused_by_what_it_declares() -> None:
    with pytest.raises(UnreadableDocument, match="ZIP bomb"):
        read_document(zipped({"xl/workbook.xml": b"\0" * 10_100_000}))
    with pytest.raises(UnreadableDocument, match="5,000 parts"):
        read_document(zipped({f"{number}": "" for number in range(5001)}))
    small = zipped({"xl/workbook.xml": "<a/>"})
    size = len("<a/>").to_bytes(4, "little")
    with pytest.raises(UnreadableDocument, match="more than 200 MB"):
        read_document(small.replace(size, (200_000_001).to_bytes(4, "little")))


def test_no_more_of_a_member_is_unpacked_than_it_declares() -> None:
    true = zipped({"xl/workbook.xml": b"<a>" + b" " * 5_000_000})
    lying = true.replace((5_000_003).to_bytes(4, "little"), (50).to_bytes(4, "little"))
    assert lying != true
    with pytest.raises(UnreadableDocument, match="damaged"):
        read_document(lying)


@pytest.mark.parametrize("write", [xlsx, ods, xls])
def test_a_damaged_file_is_an_outcome(write: Callable[[list[list[str]]], bytes]) -> None:
    content = write(SHEET)
    for at in range(0, len(content), max(len(content) // 60, 1)):
        for damaged in (content[:at], content[:at] + bytes([content[at] ^ 0x55]) + content[at + 1 :]):
            try:
                read_document(damaged)
            except UnreadableDocument as error:
                assert str(error)  # noqa: PT017
