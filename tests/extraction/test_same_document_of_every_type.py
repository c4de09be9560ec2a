"""One disclosure as text, PDF, OFD, HTML, spreadsheet, Word and delimited file: the same grids, and the same figures."""

from collections.abc import Callable

import pytest

from dagster_project.extraction.extract import Extraction
from dagster_project.extraction.readers import Grid, read_document
from tests.made.files import TYPES
from tests.made.files.parts import parts_of_text
from tests.small_disclosures import disclosure

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


OTHERS = [name for name in TYPES if name != "text"]


@pytest.mark.parametrize("name", OTHERS)
def test_a_table_has_the_same_cells_whatever_the_type_of_the_file(name: str) -> None:
    parts = parts_of_text(TABLE)
    expected = [block for block in read_document(TABLE.encode()).blocks if isinstance(block, Grid)]
    found = [block for block in read_document(TYPES[name](parts)).blocks if isinstance(block, Grid)]
    assert [[row.cells for row in grid.rows] for grid in found] == [[row.cells for row in grid.rows] for grid in expected]
    assert found[0].rows[2].cells == ("一、本年收入", "2,435.00", "201 一般公共服务支出", "2,435.00")


@pytest.mark.parametrize("name", OTHERS)
def test_a_disclosure_has_the_same_figures_whatever_the_type_of_the_file(read: Read, name: str) -> None:
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

    expected, found = read(disclosure()), read(TYPES[name](parts_of_text(disclosure())))
    assert len(figures(found)) > 30
    assert figures(found) == figures(expected)
    assert not found.rejected
    assert [(each.unit_name, each.fiscal_year, each.published_on) for each in found.documents] == [
        (each.unit_name, each.fiscal_year, each.published_on) for each in expected.documents
    ]
