"""Rows that slipped sideways in the full texts of real disclosures, where they are at hand beside the project."""

from collections.abc import Callable

import pytest

from dagster_project.extraction.extract import Extraction
from tests.conftest import FULL_TEXTS

TEXTS = sorted(FULL_TEXTS.glob("*.txt"))

pytestmark = pytest.mark.skipif(not TEXTS, reason="the full texts are not at hand: they are no part of the project")

Read = Callable[[str | bytes], Extraction]

# Read in the document: the amounts of these rows stand one column left of those of the total row below them.
UNIT_FUNDS, CARRYOVER = "单位资金", "财政拨款结转"
SLIPPED = {
    "201": {UNIT_FUNDS: "200.00", CARRYOVER: "9,730.49"},
    "20105": {CARRYOVER: "36.60"},
    "2010504": {CARRYOVER: "36.60"},
    "20141": {UNIT_FUNDS: "200.00", CARRYOVER: "9,693.89"},
    "2014199": {UNIT_FUNDS: "200.00", CARRYOVER: "9,693.89"},
}


def test_five_rows_of_one_of_the_four_texts_are_set_right_and_nothing_else_is_touched(read: Read) -> None:
    extractions = [read(path.read_bytes()) for path in TEXTS]
    (slipped,) = [extraction for extraction in extractions if extraction.repairs]
    assert [(repair.table_code, repair.outcome, repair.shift) for repair in slipped.repairs] == [("income", "repaired", 1)] * 5
    moved: dict[str | None, dict[str, str]] = {}
    for cell in slipped.cells:
        if cell.column_code != cell.printed_column_code:
            moved.setdefault(cell.subject_code, {})[cell.column_path] = cell.text
    assert moved == SLIPPED
    for extraction in extractions:
        marked = {(cell.table_code, cell.subject_code) for cell in extraction.cells if cell.alignment}
        assert marked == ({("income", code) for code in SLIPPED} if extraction is slipped else set())


def test_each_of_the_five_rows_says_what_proves_it(read: Read) -> None:
    repairs = [repair for path in TEXTS for repair in read(path.read_bytes()).repairs]
    first = repairs[0]
    assert first.as_read == (
        "总计 13,961.26 | 财政拨款(补助)小计 4,030.78 | 一般公共预算 4,030.78 | 财政专户（教育收费） 200.00 | 单位资金 9,730.49"
    )
    assert first.as_repaired == (
        "总计 13,961.26 | 财政拨款(补助)小计 4,030.78 | 一般公共预算 4,030.78 | 单位资金 200.00 | 财政拨款结转 9,730.49"
    )
    of_carryover = "9,730.49 ≠ 0.00 → 9,730.49 = 9,730.49"
    for repair in repairs:
        assert f"hierarchy.total_of_top_rows 总计 财政拨款结转: {of_carryover}" in repair.proof
        assert f"hierarchy.total_of_leaves 总计 财政拨款结转: {of_carryover}" in repair.proof
