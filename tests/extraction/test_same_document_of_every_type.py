"""One disclosure as text, PDF, OFD, HTML, spreadsheet, Word and delimited file: the same grids, and the same figures."""

from collections.abc import Callable, Iterator
from html import escape
from io import BytesIO
from itertools import groupby
from typing import NamedTuple

import docx
import pytest

from dagster_project.extraction.extract import Extraction
from dagster_project.extraction.readers import Grid, read_document
from tests import written_ofd, written_pdf
from tests.small_disclosures import disclosure
from tests.written_office import Value, ods, xls, xlsx

# Of pages, in points.
WIDTH, HEIGHT, TOP, BOTTOM, LEFT, ROW = 2400, 840, 800, 60, 40, 20

Read = Callable[[str | bytes], Extraction]

TABLE = """\
单位收支总体情况表
编制单位：青山县档案馆
单位：万元

收入\t\t支出\t
项目\t预算数\t科目名称\t预算数
一、本年收入\t2,435.00\t201 一般公共服务支出\t2,435.00
1. 一般公共预算拨款\t2,430.00\t202 外交支出\t
其中：一般财力\t2,430.00\t203 国防支出\t
上级一般公共预算安排转移支付\t\t204 公共安全支出\t
5. 单位资金\t5.00\t205 教育支出\t
收入总计\t2,435.00\t支出总计\t2,435.00
"""


def _rows(text: str) -> list[list[str]]:
    return [line.split("\t") if line else [] for line in text.split("\n")]


def as_text(text: str) -> bytes:
    return text.encode()


def _as_sheet(text: str) -> list[list[Value]]:
    return [[_value(cell) for cell in row] for row in _rows(text)]


def _value(cell: str) -> Value:
    """Figures as numbers with a format, as people enter them."""
    bare = cell.replace(",", "")
    return (float(bare), "#,##0.00") if bare.replace(".", "", 1).isdigit() and "." in bare else cell


def as_xlsx(text: str) -> bytes:
    return xlsx(_as_sheet(text))


def as_xls(text: str) -> bytes:
    return xls(_as_sheet(text))


def as_ods(text: str) -> bytes:
    return ods(_rows(text))


def as_docx(text: str) -> bytes:
    document = docx.Document()
    for is_table, lines in groupby(text.split("\n"), key=lambda line: "\t" in line):
        rows = [line.split("\t") for line in lines]
        if not is_table:
            for (line,) in rows:
                document.add_paragraph(line)
            continue
        table = document.add_table(len(rows), len(rows[0]))
        for written, row in zip(table.rows, rows, strict=True):
            for cell, printed in zip(written.cells, row, strict=True):
                cell.text = printed
    content = BytesIO()
    document.save(content)
    return content.getvalue()


def as_csv(text: str) -> bytes:
    lines = (",".join(f'"{cell}"' if "," in cell else cell for cell in row) for row in _rows(text))
    return "\n".join(lines).encode("utf-8-sig")


class Sheet(NamedTuple):
    """What stands on a page: texts with the place that each begins at, and rasters of rules; `y` grows upwards."""

    texts: list[tuple[int, int, str]]
    rasters: list[tuple[list[int], list[int]]]


def _sheets(text: str) -> list[Sheet]:
    """Lines below one another on wide pages; rows with cells in ruled tables, each as wide as the page."""
    sheets = [Sheet([], [])]
    y = TOP
    for is_table, lines in groupby(filter(None, text.split("\n")), key=lambda line: "\t" in line):
        rows = [line.split("\t") for line in lines]
        while rows:
            if y - ROW < BOTTOM:
                sheets.append(Sheet([], []))
                y = TOP
            here, rows = rows[: (y - BOTTOM) // ROW], rows[(y - BOTTOM) // ROW :]
            width = (WIDTH - 2 * LEFT) // len(here[0])
            places = [(LEFT + width * column, y - ROW * number) for number in range(len(here)) for column in range(len(here[0]))]
            cells = [cell for row in here for cell in row]
            sheets[-1].texts.extend((x + 3, top - 14, cell) for (x, top), cell in zip(places, cells, strict=True) if cell)
            if is_table:
                xs = [LEFT + width * column for column in range(len(here[0]) + 1)]
                sheets[-1].rasters.append((xs, [y - ROW * number for number in range(len(here) + 1)]))
            y -= ROW * len(here)
    return sheets


def as_pdf(text: str) -> bytes:
    pages = [
        [*(written_pdf.text(*each) for each in sheet.texts), *(written_pdf.grid(*each) for each in sheet.rasters)]
        for sheet in _sheets(text)
    ]
    return written_pdf.pdf(*pages, size=(WIDTH, HEIGHT))


def as_ofd(text: str) -> bytes:
    """The same pages, a millimetre for a point, from above."""
    pages = [
        [
            *(written_ofd.text(x, HEIGHT - y, words, size=10) for x, y, words in sheet.texts),
            *(written_ofd.grid(xs, [HEIGHT - y for y in ys]) for xs, ys in sheet.rasters),
        ]
        for sheet in _sheets(text)
    ]
    return written_ofd.ofd(*pages, size=(WIDTH, HEIGHT))


def as_html(text: str) -> bytes:
    parts = []
    for is_table, lines in groupby(text.split("\n"), key=lambda line: "\t" in line):
        if is_table:
            rows = ("".join(f"<td>{escape(cell)}</td>" for cell in line.split("\t")) for line in lines)
            parts.append("<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>")
        else:
            parts += [f"<p>{escape(line)}</p>" for line in lines]
    return f"<!DOCTYPE html><html><meta charset=utf-8><body>{''.join(parts)}</body></html>".encode()


def as_positioned_html(text: str) -> bytes:
    """The same pages as of the PDF, from above."""

    def box(left: int, top: int, style: str, words: str = "") -> str:
        return f'<div style="position:absolute;left:{left}pt;top:{top}pt;{style}">{escape(words)}</div>'

    def drawn(sheet: Sheet) -> Iterator[str]:
        for x, y, words in sheet.texts:
            yield box(x, HEIGHT - y - 9, "font-size:10pt;line-height:10pt", words)
        for xs, ys in sheet.rasters:
            width, height = xs[-1] - xs[0], ys[0] - ys[-1]
            yield from (box(x, HEIGHT - ys[0], f"width:0;height:{height}pt;border-right:0.5pt solid #000") for x in xs)
            yield from (box(xs[0], HEIGHT - y, f"width:{width}pt;height:0;border-bottom:0.5pt solid #000") for y in ys)

    page = f'<div style="position:relative;width:{WIDTH}pt;height:{HEIGHT}pt">'
    pages = (f"{page}{''.join(drawn(sheet))}</div>" for sheet in _sheets(text))
    return f"<!DOCTYPE html><html><body>{''.join(pages)}</body></html>".encode()


TYPES = [as_pdf, as_ofd, as_html, as_positioned_html, as_xlsx, as_xls, as_ods, as_docx, as_csv]


@pytest.mark.parametrize("write", TYPES)
def test_a_table_has_the_same_cells_whatever_the_type_of_the_file(write: Callable[[str], bytes]) -> None:
    expected = [block for block in read_document(as_text(TABLE)).blocks if isinstance(block, Grid)]
    found = [block for block in read_document(write(TABLE)).blocks if isinstance(block, Grid)]
    assert [[row.cells for row in grid.rows] for grid in found] == [[row.cells for row in grid.rows] for grid in expected]
    assert found[0].rows[2].cells == ("一、本年收入", "2,435.00", "201 一般公共服务支出", "2,435.00")


@pytest.mark.parametrize("write", TYPES)
def test_a_disclosure_has_the_same_figures_whatever_the_type_of_the_file(read: Read, write: Callable[[str], bytes]) -> None:
    def figures(extraction: Extraction) -> list[tuple[object, ...]]:
        return [
            (
                cell.table_code,
                cell.column_code,
                cell.subject_code,
                cell.row_label,
                cell.row_no,
                cell.column_no,
                cell.text,
                cell.amount_yuan,
            )
            for cell in extraction.cells
        ]

    expected, found = read(as_text(disclosure())), read(write(disclosure()))
    assert len(figures(found)) > 30
    assert figures(found) == figures(expected)
    assert not found.rejected
    assert [(each.unit_name, each.fiscal_year, each.published_on) for each in found.documents] == [
        (each.unit_name, each.fiscal_year, each.published_on) for each in expected.documents
    ]
