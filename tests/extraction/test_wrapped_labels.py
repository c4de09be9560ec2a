"""The unit and the unit of measure over a table, each broken over two lines beside the other."""

from collections.abc import Callable

import pytest

from dagster_project.extraction.budget_tables.wrapped_labels import with_wrapped_labels_whole
from dagster_project.extraction.extract import Extraction
from dagster_project.extraction.readers import read_document
from dagster_project.extraction.vocabulary import Vocabulary
from tests.small_disclosures import with_one_table

Read = Callable[[str | bytes], Extraction]

GRID = "科目编码\t科目名称\t合计\t基本支出\t项目支出\n205\t教育支出\t5.00\t3.00\t2.00\n"


@pytest.mark.parametrize(
    "furniture",
    [
        "部门名称：甲县高级人民法\n院 单位：万元\n",
        "单位：万\n部门名称：甲县高级人民法院 元\n",
        "单位：万\n元\n部门名称：甲县高级人民法院\n",
        "部门名称：甲县高级人民法院 单位：万\n元\n",
    ],
)
def test_what_two_lines_break_is_put_together(read: Read, furniture: str) -> None:
    extraction = read(with_one_table("支出预算总表", GRID, unit="甲县高级人民法院", furniture=furniture))
    cells = [(cell.text, int(cell.amount_yuan)) for cell in extraction.cells]
    assert cells == [("5.00", 50_000), ("3.00", 30_000), ("2.00", 20_000)]


@pytest.mark.parametrize(
    "lines",
    [
        ["单位：元", "部门名称：甲县财政局 万元"],
        ["部门名称：甲县财政局", "院 单位：万元"],
        ["部门名称：甲县财政", "注 单位：万元"],
        ["单位：万", "部门名称：甲县财政局 里"],
        ["单位：万辆", "元"],
        ["部门名称：甲县财政局 单位：万元", "元"],
    ],
)
def test_what_is_whole_or_makes_no_name_and_no_measure_stays(vocabulary: Vocabulary, lines: list[str]) -> None:
    document = read_document("\n".join(lines).encode())
    assert with_wrapped_labels_whole(document, vocabulary) == document
