"""Small Office files, written member by member, for the tests of their readers."""

import zipfile
from collections.abc import Mapping, Sequence
from io import BytesIO
from xml.sax.saxutils import escape, quoteattr

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_OPEN_DOCUMENT = "urn:oasis:names:tc:opendocument:xmlns:"

# A cell: a text, a number, or a number with its format.
Value = str | int | float | tuple[float, str] | None


def zipped(members: Mapping[str, str | bytes]) -> bytes:
    """A ZIP archive."""
    content = BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    return content.getvalue()


def place(row_no: int, column: int) -> str:
    """The reference of a cell, such as `B3`."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row_no + 1}"


def sheet_xml(rows: Sequence[Sequence[Value]], formats: Sequence[str], before: str = "", behind: str = "") -> str:
    """A sheet of an XLSX file, its texts within it."""
    written = []
    for row_no, row in enumerate(rows):
        cells = "".join(
            _cell(value, place(row_no, at), formats) for at, value in enumerate(row) if value is not None and value != ""
        )
        written.append(f'<row r="{row_no + 1}">{cells}</row>')
    return f'<worksheet xmlns="{_MAIN}">{before}<sheetData>{"".join(written)}</sheetData>{behind}</worksheet>'


def _cell(value: Value, reference: str, formats: Sequence[str]) -> str:
    if isinstance(value, str):
        return f'<c r="{reference}" t="inlineStr"><is><t>{escape(value)}</t></is></c>'
    number, code = value if isinstance(value, tuple) else (value, "")
    style = f' s="{formats.index(code) + 1}"' if code else ""
    return f'<c r="{reference}"{style}><v>{number!r}</v></c>'


def xlsx_of(sheets: Mapping[str, str], formats: Sequence[str] = (), hidden: Sequence[str] = (), **members: str) -> bytes:
    """An XLSX file of sheets in XML, by name."""
    entries, relations = [], []
    parts: dict[str, str | bytes] = {}
    for at, (name, xml) in enumerate(sheets.items(), start=1):
        state = ' state="hidden"' if name in hidden else ""
        entries.append(f'<sheet name={quoteattr(name)} sheetId="{at}" r:id="rId{at}"{state}/>')
        relations.append(f'<Relationship Id="rId{at}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet{at}.xml"/>')
        parts[f"xl/worksheets/sheet{at}.xml"] = xml
    relations.append(f'<Relationship Id="s" Type="{_OFFICE}/styles" Target="styles.xml"/>')
    for name in members:
        relations.append(f'<Relationship Id="{name}" Type="{_OFFICE}/{name}" Target="/xl/{name}.xml"/>')
    codes = "".join(f'<numFmt numFmtId="{164 + at}" formatCode={quoteattr(code)}/>' for at, code in enumerate(formats))
    styles = "".join(f'<xf numFmtId="{164 + at}"/>' for at in range(len(formats)))
    return zipped(
        {
            "[Content_Types].xml": "<Types/>",
            "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{"".join(entries)}</sheets></workbook>',
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}">{"".join(relations)}</Relationships>',
            "xl/styles.xml": (
                f'<styleSheet xmlns="{_MAIN}"><numFmts>{codes}</numFmts><cellStyleXfs><xf numFmtId="10"/></cellStyleXfs>'
                f'<cellXfs><xf numFmtId="0"/>{styles}</cellXfs></styleSheet>'
            ),
            **parts,
            **{f"xl/{name}.xml": text for name, text in members.items()},
        }
    )


def xlsx(rows: Sequence[Sequence[Value]], **layout: str) -> bytes:
    """An XLSX file of one sheet."""
    formats = sorted({value[1] for row in rows for value in row if isinstance(value, tuple)})
    return xlsx_of({"Sheet1": sheet_xml(rows, formats, **layout)}, formats)


def ods_of(tables: str, styles: str = "", mimetype: str = "application/vnd.oasis.opendocument.spreadsheet") -> bytes:
    """An ODS file of tables in XML."""
    names = " ".join(f'xmlns:{prefix}="{_OPEN_DOCUMENT}{prefix}:1.0"' for prefix in ("office", "table", "text", "style"))
    content = (
        f"<office:document-content {names}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    )
    return zipped({"mimetype": mimetype, "content.xml": content})


def ods(rows: Sequence[Sequence[str]]) -> bytes:
    """An ODS file of one sheet of texts."""
    written = "".join(
        "<table:table-row>"
        + "".join(f"<table:table-cell>{f'<text:p>{escape(text)}</text:p>' if text else ''}</table:table-cell>" for text in row)
        + "</table:table-row>"
        for row in rows
    )
    return ods_of(f'<table:table table:name="Sheet1">{written}</table:table>')


def xls(
    rows: Sequence[Sequence[Value]], hidden_rows: Sequence[int] = (), hidden_columns: Sequence[int] = (), hidden_sheet: str = ""
) -> bytes:
    """An XLS file of one visible sheet, and perhaps a hidden one."""
    import xlwt

    book = xlwt.Workbook()
    sheet = book.add_sheet("Sheet1")
    for row_no, row in enumerate(rows):
        for at, value in enumerate(row):
            if value is None or value == "":
                continue
            number, code = value if isinstance(value, tuple) else (value, "General")
            sheet.write(row_no, at, number, xlwt.easyxf(num_format_str=code))
        sheet.row(row_no).hidden = row_no in hidden_rows
    for column in hidden_columns:
        sheet.col(column).hidden = True
    if hidden_sheet:
        other = book.add_sheet(hidden_sheet)
        other.visibility = 1
        other.write(0, 0, "9")
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def xls_directory(*streams: str) -> bytes:
    """The head of a compound file whose directory has streams of these names."""
    content = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\0")
    for name in streams:
        printed = name.encode("utf-16-le") + b"\0\0"
        content += printed.ljust(64, b"\0") + len(printed).to_bytes(2, "little") + b"\x02".ljust(62, b"\0")
    return content


def docx_of(body: str) -> bytes:
    """A DOCX file with a body in XML."""
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    types = "http://schemas.openxmlformats.org/package/2006/content-types"
    return zipped(
        {
            "[Content_Types].xml": (
                f'<Types xmlns="{types}"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
                f'relationships+xml"/><Override PartName="/word/document.xml" ContentType="{main}"/></Types>'
            ),
            "_rels/.rels": (
                f'<Relationships xmlns="{_PACKAGE}"><Relationship Id="rId1" Type="{_OFFICE}/officeDocument" '
                'Target="word/document.xml"/></Relationships>'
            ),
            "word/document.xml": (
                '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
                f"<w:body>{body}</w:body></w:document>"
            ),
        }
    )
